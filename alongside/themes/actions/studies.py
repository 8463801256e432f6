"""Do it: open a study, ask people in, let them go, say which set of principles it feeds."""

from uuid import UUID

from alongside.core import clock, facts, typed
from alongside.core.refusal import Refused
from alongside.core.viewer import Viewer
from alongside.core.walls import action
from alongside.people.queries import account_by_email, roles_of
from alongside.people.rules import PlatformRole
from alongside.themes import refusals as no
from alongside.themes.actions.standing import insist_researcher
from alongside.themes.models import RoundCoder, Study, StudyMember
from alongside.themes.rules import StudyRole


@action
def open_study(*, title: str, question: str, by: Viewer) -> Study:
    """Somebody who runs sessions opens a study and is its first researcher."""
    if by.account is None or PlatformRole.FACILITATOR not in roles_of(by.account):
        raise Refused(no.only_facilitators())
    name, asked = typed.one_line(title)[:160], typed.one_line(question)[:1000]
    if not name or not asked:
        raise Refused(no.needs_a_name())
    row = Study(title=name, question=asked, opened_by=by.account, opened_at=clock.now())
    row.save()
    StudyMember(study=row, account_id=by.account, role=StudyRole.RESEARCHER, joined_at=clock.now()).save()
    facts.record("study.opened", by=by.account, study=row.pk)
    return row


@action
def ask_in(*, study: UUID, email: str, role: StudyRole, by: Viewer) -> StudyMember:
    """A researcher asks somebody with an account into the study."""
    insist_researcher(by, study)
    account = account_by_email(email)
    if account is None or not account.is_active:
        raise Refused(no.nobody_with_this_address())
    if StudyMember.objects.filter(study_id=study, account_id=account.pk, left_at=None).exists():
        raise Refused(no.in_it_already())
    row = StudyMember(study_id=study, account_id=account.pk, role=role, joined_at=clock.now())
    row.save()
    facts.record("study.joined", by=by.account, study=study, role=role.value)
    return row


@action
def leave(*, member: UUID, by: Viewer) -> None:
    """Somebody leaves, or a researcher lets them go. Rounds they still read in go on without them; their marks stay."""
    row = StudyMember.objects.filter(pk=member, left_at=None).first()
    if row is None:
        raise Refused(no.not_there())
    if row.account_id != by.account:
        insist_researcher(by, row.study_id)
    others = StudyMember.objects.filter(study_id=row.study_id, role=StudyRole.RESEARCHER, left_at=None)
    if row.role == StudyRole.RESEARCHER and not others.exclude(pk=row.pk).exists():
        raise Refused(no.last_researcher())
    waits = RoundCoder.objects.filter(
        round__study_id=row.study_id, account_id=row.account_id, finished_at=None, excused_at=None
    )
    waits.update(excused_at=clock.now())
    study = row.study_id
    row.left_at = clock.now()
    row.save(update_fields=["left_at"])
    facts.record("study.left", by=by.account, study=study)


@action
def feeds(*, study: UUID, set_id: str, by: Viewer) -> None:
    """A researcher says which set of principles the drafts of this study go into."""
    insist_researcher(by, study)
    Study.objects.filter(pk=study).update(set_id=set_id[:60])
    facts.record("study.feeds", by=by.account, study=study, set=set_id[:60])
