"""Do it: open a round, begin a ballot, choose, add an idea, close and count. Nobody sees a result before the round closes."""

import secrets
from datetime import date
from uuid import UUID

from alongside import insight
from alongside.choosing import refusals as no
from alongside.choosing.codes import hash_of
from alongside.choosing.counting import result_of
from alongside.choosing.models import Ballot, Choice, Idea, Round, RoundCode
from alongside.choosing.queries.rounds import plan_of, screens_of
from alongside.choosing.rules import LATER, LONGEST_ROUND_DAYS, NOBODY, is_open
from alongside.core import clock, facts, typed
from alongside.core.codes import MOST_ON_A_SHEET, new_code
from alongside.core.refusal import Refused
from alongside.core.viewer import COUNTER, Viewer, bound, respondent_of
from alongside.core.walls import action
from alongside.people.queries import place_at
from alongside.people.rules import Constituency
from alongside.principles.queries import set_for

MOST_IDEAS = 5


@action
def open_round(*, service: UUID, opens_on: date, closes_on: date, by: Viewer) -> Round:
    """A lead opens a round over every practice of the service and the ideas that were let in."""
    _insist_leads(service, by)
    if not opens_on <= closes_on or (closes_on - opens_on).days > LONGEST_ROUND_DAYS:
        raise Refused(no.days_do_not_fit())
    if Round.objects.filter(service_id=service, closed_at=None).exists():
        raise Refused(no.round_open_already())
    principles = set_for(service)
    ideas = Idea.objects.filter(service_id=service, let_in_at__isnull=False).order_by("-let_in_at")[:MOST_IDEAS]
    things = [one.id for one in principles.practices][:25] + [f"idea:{one.pk}" for one in ideas]
    row = Round.objects.create(
        service_id=service,
        set_id=principles.id,
        set_version=principles.version,
        things=things,
        seed=secrets.randbelow(2**31 - 1),
        opens_on=opens_on,
        closes_on=closes_on,
    )
    facts.record("round.opened", service=service, by=by.account, round=row.pk)
    return row


@action
def make_codes(*, round_id: UUID, number: int, constituency: Constituency, by: Viewer) -> list[str]:
    """Codes for people without an account, one ballot each. As whom they speak is fixed by whoever gives the codes out."""
    row = Round.objects.filter(pk=round_id, closed_at=None).first()
    if row is None:
        raise Refused(no.round_over())
    _insist_leads(row.service_id, by)
    if not 1 <= number <= MOST_ON_A_SHEET:
        raise Refused(no.too_many_codes())
    codes = [new_code() for _each in range(number)]
    RoundCode.objects.bulk_create(
        RoundCode(round=row, code_hash=hash_of(code), constituency=constituency) for code in codes
    )
    facts.record("round.codes_made", service=row.service_id, by=by.account, number=number)
    return codes


@action
def begin(*, round_id: UUID, constituency: Constituency, by: Viewer) -> Ballot:
    """Take a ballot, or go on with the one that was begun. Nobody has two in a round."""
    row = _open(round_id)
    me = respondent_of(by)
    known = Ballot.objects.filter(round=row, voter=me).first()
    if known is not None:
        return known
    given = _given(row, constituency)
    plan = plan_of(row)
    which = insight.priorities.next_class(given, classes=len(plan.classes), seed=row.seed)
    ballot = Ballot(
        round=row,
        voter=me,
        constituency=constituency,
        which=int(which),
        turn=len(given),
        begun_at=clock.now(),  # type: ignore[arg-type]  # a first ballot always gets a class
    )
    ballot.save()
    Choice.objects.bulk_create(
        Choice(ballot=ballot, voter=me, screen=number, shown=list(shown))
        for number, shown in enumerate(screens_of(row, ballot))
    )
    facts.record("ballot.begun", service=row.service_id, round=row.pk)
    return ballot


def _given(row: Round, constituency: Constituency) -> list[int]:
    """Which classes were given out within this constituency: counted, never by whom."""
    with bound(COUNTER):
        rows = Ballot.objects.filter(round=row, constituency=constituency).order_by("turn")
        return list(rows.values_list("which", flat=True))


@action
def choose(*, ballot: UUID, screen: int, best: int, worst: int, by: Viewer, skip_reason: str = "") -> None:
    """What matters most and least on one screen; -1 for both says that none of these fits. Changed freely until the round closes."""
    row = Ballot.objects.select_related("round").filter(pk=ballot, voter=respondent_of(by)).first()
    if row is None:
        raise Refused(no.round_over())
    _open(row.round_id)
    one = Choice.objects.filter(ballot=row, screen=screen).first()
    if one is None or not {best, worst} <= {*one.shown, NOBODY, LATER}:
        raise Refused(no.not_on_this_screen())
    if best == worst and best >= 0:
        raise Refused(no.the_same_twice())
    one.best, one.worst, one.skip_reason = best, worst, typed.within(skip_reason, 300)
    one.save(update_fields=["best", "worst", "skip_reason"])
    facts.record("ballot.chosen", service=row.round.service_id, round=row.round_id)


@action
def add_idea(*, service: UUID, words: str, by: Viewer) -> Idea:
    """Something that is missing among the practices. Nobody else meets it before a lead has read it."""
    row = Idea(
        service_id=service,
        voter=respondent_of(by),
        words=typed.within(" ".join(words.split()), 160),
        given_at=clock.now(),
    )
    row.save()
    facts.record("idea.given", service=service, idea=row.pk)
    return row


@action
def answer_idea(*, idea: UUID, lets_in: bool, by: Viewer) -> None:
    """A lead lets an idea into the next round, or leaves it out."""
    row = Idea.objects.filter(pk=idea, let_in_at=None, left_out_at=None).first()
    if row is None:
        raise Refused(no.not_the_lead())
    _insist_leads(row.service_id, by)
    if lets_in:
        row.let_in_at = clock.now()
    else:
        row.left_out_at = clock.now()
    row.save(update_fields=["let_in_at", "left_out_at"])
    facts.record("idea.let_in" if lets_in else "idea.left_out", service=row.service_id, idea=row.pk)


@action
def close_round(*, round_id: UUID, by: Viewer) -> Round:
    """A lead closes the round; it is counted once, and what came out never changes."""
    row = Round.objects.select_for_update().filter(pk=round_id, closed_at=None).first()
    if row is None:
        raise Refused(no.round_over())
    _insist_leads(row.service_id, by)
    with bound(COUNTER):
        rows = list(
            Choice.objects.filter(ballot__round=row).values_list(
                "ballot__constituency", "voter", "shown", "best", "worst"
            )
        )
    row.result = result_of(row.things, rows)
    row.closed_at = clock.now()
    row.save(update_fields=["result", "closed_at"])
    facts.record("round.closed", service=row.service_id, by=by.account, round=row.pk)
    return row


def _open(round_id: UUID) -> Round:
    row = Round.objects.filter(pk=round_id).first()
    if row is None or not is_open(
        opens_on=row.opens_on, closes_on=row.closes_on, is_closed=row.closed_at is not None, today=clock.today()
    ):
        raise Refused(no.round_over())
    return row


def _insist_leads(service: UUID, by: Viewer) -> None:
    place = place_at(by.account, service)
    if place is None or not place.leads:
        raise Refused(no.not_the_lead())
