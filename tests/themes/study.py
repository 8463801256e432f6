"""A study with two readers and three interviews, for the tests of this room."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from alongside.core import clock
from alongside.core.viewer import Viewer, bound
from alongside.people import actions as people
from alongside.people.rules import PlatformRole
from alongside.themes.actions import codebook, documents, reading, studies
from alongside.themes.models import Code, Document, ReadingRound
from alongside.themes.rules import StudyRole
from tests.factories import an_account

ROBIN = "I told it again and again.\nNobody had read the letter. My back hurt while I waited."
SAM = "Each time I began anew. They asked about my mood, never my back.\nThe letter got lost."
KIM = "She had read my notes before I came. I did not have to tell it again."


def as_(viewer: Viewer, action: Any, **said: Any) -> Any:
    with transaction.atomic(), bound(viewer):
        return action(by=viewer, **said)


def asks(viewer: Viewer, query: Any, *said: Any) -> Any:
    with transaction.atomic(), bound(viewer):
        return query(viewer, *said)


def somebody(name: str) -> Viewer:
    return Viewer(an_account(name).pk, name)


def a_facilitator(name: str = "Noreen") -> Viewer:
    viewer = somebody(name)
    people.hold_role(account=viewer.account, role=PlatformRole.FACILITATOR)
    return viewer


def email_of(viewer: Viewer) -> str:
    from alongside.people.queries import account

    return account(viewer.account).email


@dataclass
class InStudy:
    """Who takes part, what was brought, and the codes by name."""

    study: UUID
    noreen: Viewer
    alex: Viewer
    follows: Viewer
    stranger: Viewer
    documents: dict[str, Document] = field(default_factory=dict)
    returns: dict[str, str] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)

    def opens_round(self, *readers: Viewer) -> ReadingRound:
        return as_(
            self.noreen,
            reading.open_round,
            study=self.study,
            documents=[one.pk for one in self.documents.values()],
            coders=[one.account for one in readers],
        )

    def marks(self, viewer: Viewer, round_id: UUID, called: str, ticked: list[int], code: str, **more: Any) -> Any:
        return as_(
            viewer,
            reading.mark,
            round_id=round_id,
            document=self.documents[called].pk,
            ticked=ticked,
            code=self.codes[code].pk,
            **more,
        )


def brings(here: InStudy, called: str, words: str, **more: Any) -> Document:
    said = {
        "agreed_on": clock.today(),
        "until": clock.today() + timedelta(days=300),
        "may_quote": True,
        "points_at_nobody": False,
    } | more
    row, code = as_(here.noreen, documents.bring_interview, study=here.study, called=called, words=words, **said)
    here.documents[called], here.returns[called] = row, code
    return row


def a_study() -> InStudy:
    noreen, alex, follows = a_facilitator(), somebody("Alex"), somebody("Follows")
    row = as_(noreen, studies.open_study, title="Telling it again", question="How is it to tell it again?")
    for viewer, role in ((alex, StudyRole.PEER), (follows, StudyRole.FOLLOWS)):
        as_(noreen, studies.ask_in, study=row.pk, email=email_of(viewer), role=role)
    here = InStudy(row.pk, noreen, alex, follows, somebody("Stranger"))
    for called, words in (("Robin", ROBIN), ("Sam", SAM), ("Kim", KIM)):
        brings(here, called, words)
    for name in ("Telling again", "Not read", "Both at once"):
        here.codes[name] = as_(noreen, codebook.add_code, study=row.pk, name=name, description="")
    return here


def read_by_two(here: InStudy, *, with_a_difference: bool = True) -> ReadingRound:
    """A round that both have finished. They differ on one sentence of Robin’s, if asked to."""
    row = here.opens_round(here.noreen, here.alex)
    for viewer in (here.noreen, here.alex):
        here.marks(viewer, row.pk, "Robin", [0], "Telling again")
        here.marks(viewer, row.pk, "Sam", [0], "Telling again")
        here.marks(viewer, row.pk, "Kim", [1], "Telling again")
    here.marks(here.noreen, row.pk, "Robin", [1], "Not read")
    if not with_a_difference:
        here.marks(here.alex, row.pk, "Robin", [1], "Not read")
    for viewer in (here.noreen, here.alex):
        as_(viewer, reading.finish, round_id=row.pk)
    return row
