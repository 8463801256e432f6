"""What every action of a study asks first: who this is in it. To whoever is not in it, it is not there."""

from uuid import UUID

from alongside.core.refusal import Refused
from alongside.core.viewer import Viewer
from alongside.themes import refusals as no
from alongside.themes.models import Study, StudyMember
from alongside.themes.rules import READS, StudyRole


def role_in(by: Viewer, study: UUID) -> StudyRole | None:
    """What this viewer does in a study now."""
    row = StudyMember.objects.filter(study_id=study, account_id=by.account, left_at=None).first()
    return StudyRole(row.role) if row and by.account else None


def insist_researcher(by: Viewer, study: UUID) -> None:
    """Go on only for a researcher of this study."""
    if _insist_in(by, study) is not StudyRole.RESEARCHER:
        raise Refused(no.only_researchers())


def insist_reads(by: Viewer, study: UUID) -> None:
    """Go on only for those who read and mark in this study."""
    if _insist_in(by, study) not in READS:
        raise Refused(no.only_readers())


def _insist_in(by: Viewer, study: UUID) -> StudyRole:
    role = role_in(by, study)
    if role is None or not Study.objects.filter(pk=study).exists():
        raise Refused(no.not_there())
    return role
