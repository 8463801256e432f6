"""A service that has listened, chosen, tried and told back: a row in every table of what it learns, made through actions."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.urls import reverse

from alongside.choosing.actions import panel, priorities, rounds
from alongside.choosing.rules import Four, Payment
from alongside.core import clock
from alongside.core.pseudonyms import salted
from alongside.core.viewer import Viewer
from alongside.improvement.actions import counting, telling, trying
from alongside.improvement.rules import Direction, MeasureKind, Outcome, Verdict
from alongside.listening.actions import answering, contacts, doors, easier, heard, stories
from alongside.listening.rules import ContactKind, Easier, Said, Stood, Through, Use
from alongside.mirror.talks import actions as do_talks
from alongside.people import actions as people
from alongside.people.rules import Constituency, ServiceRole
from alongside.principles.rules import Moment, Viewpoint
from tests.factories import Person, Professional, Somebody, an_account, seen_by
from tests.web.mirror.frozen import AUTUMN, STANDS, SUMMER, a_reading

LONG = "Reporttheothersaidwasmuchtoolongtoreadonaphone"
PRACTICE = "P4.5"


@dataclass(frozen=True)
class Learnt:
    """Codes by which people come back (paper, own words, a ballot), the story that was lent, one of the panel, and where counts are pasted."""

    slip: str
    words: str
    vote: str
    lent: UUID
    member: Somebody
    counts: str


def who_leads(service: UUID) -> Somebody:
    """The lead of the service, who sits on its panel as well."""
    account = an_account("Marta")
    marta = Somebody(account, Viewer(account.pk, "Marta"))
    people.join_service(account=account.pk, service=service, job_title="lead", role=ServiceRole.LEAD)
    _sits(marta, service, Constituency.STAFF, marta)
    return marta


def what_a_service_learns(
    hannah: Professional, marta: Somebody, dawn: Person, jo: Somebody, reader: Somebody
) -> Learnt:
    """Everything between a question and a word back. Jo is asked to sit on the panel; somebody else sits there already."""
    service = hannah.service.pk
    _read_and_talked_over(hannah)
    people.offer_seat(account=jo.account.pk, service=service, constituency=Constituency.CARER, by=marta.viewer)
    sam = an_account("Sam")
    member = Somebody(sam, Viewer(sam.pk, "Sam"))
    _sits(member, service, Constituency.PERSON, marta)
    slip = _answered(service, hannah, marta, dawn)
    lent, words = _told(service, marta, dawn, reader)
    vote = _chosen(service, marta, dawn, member)
    told, change, measure = _tried(service, marta, member)
    with seen_by(dawn.viewer):
        heard.opened(texts=[told], by=dawn.viewer)
    counts = reverse(
        "paste_counts", kwargs={"service": hannah.service.slug, "change_id": change, "measure_id": measure}
    )
    return Learnt(slip, words, vote, lent, member, counts)


def _sits(somebody: Somebody, service: UUID, constituency: Constituency, lead: Somebody) -> None:
    seat = people.offer_seat(account=somebody.account.pk, service=service, constituency=constituency, by=lead.viewer)
    people.answer_seat(seat=seat.pk, says_yes=True, by=somebody.viewer)


def _read_and_talked_over(hannah: Professional) -> None:
    """Two readings, and a talk that was held."""
    service = hannah.service.pk
    for period in (SUMMER, AUTUMN):
        a_reading(service, period)
    with seen_by(hannah.viewer):
        do_talks.write_down(
            service=service,
            practice=STANDS,
            decision=f"{LONG}, we said.",
            surprises=LONG,
            dissent=LONG,
            held_on=clock.today(),
            by=hannah.viewer,
        )


def _answered(service: UUID, hannah: Professional, marta: Somebody, dawn: Person) -> str:
    """A contact with both its sides, what would make something easier, and two ways in. Gives the code on paper."""
    today, contact = clock.today(), salted("contact", "a morning that never was")
    with seen_by(hannah.viewer):
        contacts.note_contact(service=service, on=today, kind=ContactKind.APPOINTMENT, link=contact, by=hannah.viewer)
        _says(service, contact, hannah, Constituency.STAFF, Through.WORK)
        easier.ask_for(service=service, practice=PRACTICE, kinds=[Easier.TIME], words=LONG, by=hannah.viewer)
    with seen_by(dawn.viewer):
        _says(service, contact, dawn, Constituency.PERSON, Through.SPACE)
    with seen_by(marta.viewer):
        doors.make_link(service=service, called=LONG, as_whom=Constituency.PERSON, on=today, by=marta.viewer)
        (made,) = doors.make_codes(service=service, number=1, as_whom=Constituency.PERSON, on=today, by=marta.viewer)
    return made.code


def _says(service: UUID, contact: str, who: Somebody, as_whom: Constituency, through: Through) -> None:
    viewpoint = Viewpoint.STAFF if as_whom is Constituency.STAFF else Viewpoint.PERSON
    today = clock.today()
    answering.was_asked(practices=(PRACTICE,), viewpoint=viewpoint, contact=contact, on=today, by=who.viewer)
    answering.answer(
        service=service,
        said={PRACTICE: Said.PARTLY},
        contact=contact,
        on=today,
        as_whom=as_whom,
        through=through,
        by=who.viewer,
    )


def _told(service: UUID, marta: Somebody, dawn: Person, reader: Somebody) -> tuple[UUID, str]:
    """One story lent, read first and used; one with other words proposed; one by somebody without an account."""
    with seen_by(dawn.viewer):
        lent = stories.tell(service=service, words=f"{LONG} and more.", by=dawn.viewer)
        stories.lend(story=lent.pk, purpose=Use.IMPROVEMENT, lent=True, by=dawn.viewer)
        waits = stories.tell(service=service, words=f"{LONG} on the Tuesday.", by=dawn.viewer)
    with seen_by(reader.viewer):
        stories.clear(story=lent.pk, weight=1, content_note="", by=reader.viewer)
        cut = stories.excerpt(story=lent.pk, practice=STANDS, words=LONG, by=reader.viewer)
        stories.propose(story=waits.pk, words=f"{LONG} one day.", why="The day may tell who.", by=reader.viewer)
    with seen_by(marta.viewer):
        stories.used(excerpts=[cut], purpose=Use.IMPROVEMENT, place=Stood.PRACTICE, by=marta.viewer)
        stories.used(stories=[lent], purpose=Use.IMPROVEMENT, place=Stood.STORIES, by=marta.viewer)
    words, link = stories.new_return_code()
    outside = Viewer(account=None, name="", link=link)
    with seen_by(outside):
        stories.tell(service=service, words=f"{LONG} again.", by=outside)
    return lent.pk, words


def _chosen(service: UUID, marta: Somebody, dawn: Person, member: Somebody) -> str:
    """A round that closed and one that is open, an idea, and a panel at work. Gives a code for one ballot."""
    today = clock.today()
    with seen_by(marta.viewer):
        closed = rounds.open_round(service=service, opens_on=today, closes_on=today, by=marta.viewer)
        rounds.begin(round_id=closed.pk, constituency=Constituency.STAFF, by=marta.viewer)
        rounds.close_round(round_id=closed.pk, by=marta.viewer)
        row = rounds.open_round(service=service, opens_on=today, closes_on=today, by=marta.viewer)
        (vote,) = rounds.make_codes(round_id=row.pk, number=1, constituency=Constituency.PERSON, by=marta.viewer)
        panel.agree(service=service, heading=Four.PROCESS, words=LONG, by=marta.viewer)
        panel.note_meeting(service=service, on_day=today, about=LONG, at_place=LONG, by=marta.viewer)
    with seen_by(dawn.viewer):
        rounds.add_idea(service=service, words=LONG, by=dawn.viewer)
    with seen_by(member.viewer):
        panel.need(service=service, words=LONG, payment=Payment.VOUCHER, by=member.viewer)
        panel.feel(
            service=service,
            moment=Moment.FIRST_MEETING,
            word="seen",
            felt=1,
            sentence=LONG,
            is_shared=False,
            by=member.viewer,
        )
    return vote


def _tried(service: UUID, marta: Somebody, member: Somebody) -> tuple[UUID, UUID, UUID]:
    """Something set out to change, a test that ended and was signed, one in planning, and a word to those who spoke, by its id."""
    today, me = clock.today(), marta.viewer
    with seen_by(me):
        made = priorities.set_out(service=service, thing=PRACTICE, reason=LONG, dissent=LONG, by=me)
        change = trying.begin(priority=made.pk, idea=LONG, why=LONG, by=me)
        trying.ask_for(change=change.pk, kind=Easier.TIME, words=LONG, by=me)
        measure = counting.add_measure(change=change.pk, name=LONG, kind=MeasureKind.PROCESS, by=me)
        counting.count(measure=measure.pk, on_day=today, yes=3, answers=8, by=me)
        counting.note(measure=measure.pk, on_day=today, words=LONG, by=me)
        ended = trying.plan(change=change.pk, words=LONG, who_and_where=LONG, by=me)
        trying.predict(
            cycle=ended.pk,
            measure=measure.pk,
            direction=Direction.UP,
            size=10,
            by_on=today + timedelta(days=7),
            by=me,
        )
        trying.done(cycle=ended.pk, happened=LONG, by=me)
        found = trying.study(cycle=ended.pk, learnt=LONG, says=Verdict.PARTLY, why=LONG, by=me)
        trying.plan(change=change.pk, words=LONG, who_and_where=LONG, by=me)
        text = telling.write(priority=made.pk, outcome=Outcome.STILL_TRYING, words=LONG, by=me)
        telling.tell(text=text.pk, by=me)
    with seen_by(member.viewer):
        trying.sign(finding=found.pk, agrees=True, words=LONG, by=member.viewer)
    return text.pk, change.pk, measure.pk
