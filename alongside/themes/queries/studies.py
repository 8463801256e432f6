"""Tell me: my studies, who takes part in one, and the words lent to it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from alongside.core.viewer import Viewer
from alongside.people.queries import roles_of
from alongside.people.rules import PlatformRole
from alongside.themes.codes import hash_of
from alongside.themes.models import Document, Study, StudyMember, WordsLook
from alongside.themes.rules import READS, StudyRole


@dataclass(frozen=True)
class Place:
    """A study, and what this viewer does in it."""

    study: Study
    role: StudyRole

    @property
    def reads(self) -> bool:
        return self.role in READS

    @property
    def keeps(self) -> bool:
        return self.role is StudyRole.RESEARCHER


def may_open(viewer: Viewer) -> bool:
    """Whether this viewer may open a study."""
    return viewer.account is not None and PlatformRole.FACILITATOR in roles_of(viewer.account)


def my_studies(viewer: Viewer) -> list[Place]:
    """Studies that this viewer takes part in now, the newest first."""
    if viewer.account is None:
        return []
    rows = StudyMember.objects.filter(account_id=viewer.account, left_at=None).select_related("study")
    return [Place(row.study, StudyRole(row.role)) for row in rows.order_by("-study__opened_at")]


def place_in(viewer: Viewer, study: UUID) -> Place | None:
    """How this viewer stands in one study; None for whoever is not in it."""
    return next((one for one in my_studies(viewer) if one.study.pk == study), None)


def members_of(viewer: Viewer, study: UUID) -> list[StudyMember]:
    """Who takes part now."""
    rows = StudyMember.objects.filter(study_id=study, left_at=None).select_related("account")
    return list(rows.order_by("joined_at"))


def documents_of(viewer: Viewer, study: UUID) -> list[Document]:
    """Words that are lent to a study now, in the order in which they came."""
    if viewer.account is None:
        return []
    return list(Document.objects.filter(study_id=study, withdrawn_at=None).order_by("brought_at"))


def document_in(viewer: Viewer, study: UUID, document: UUID) -> Document | None:
    """One document of a study, while it is lent."""
    return next((one for one in documents_of(viewer, study) if one.pk == document), None)


def interview_behind(viewer: Viewer) -> Document | None:
    """The interview of whoever carries this code, whether lent still or taken back."""
    if viewer.account is not None or not viewer.link:
        return None
    return Document.objects.filter(return_hash=viewer.link).first()


@dataclass(frozen=True)
class Looks:
    """How lent words were read: by how many, the last day, and for those who read them too, who and when last."""

    people: int
    last: date | None
    readers: tuple[tuple[str, date], ...]


def looks_at(viewer: Viewer, document: UUID) -> Looks:
    """Who read these words. To their giver without names: they know none of the readers."""
    rows = WordsLook.objects.filter(document_id=document).order_by("on_day")
    last = {row.account_id: row.on_day for row in rows}
    named: tuple[tuple[str, date], ...] = ()
    if viewer.account is not None:
        names = {row.account_id: str(row.account) for row in rows.select_related("account")}
        named = tuple((names[one], day) for one, day in sorted(last.items(), key=lambda pair: pair[1], reverse=True))
    return Looks(len(last), max(last.values(), default=None), named)


def link_of(code: str) -> str:
    """What stands for a code of this room."""
    return hash_of(code)
