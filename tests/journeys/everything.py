"""A space with something on every page, made through the same actions as real ones."""

import json
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from alongside.care.actions import carers as do_carers
from alongside.care.actions import communication as do_communication
from alongside.care.actions import links as do_links
from alongside.care.actions import read_backs as do_read_backs
from alongside.care.actions import story as do_story
from alongside.care.actions import unknowns as do_unknowns
from alongside.care.rules import CommunicationKind, NeedShared, StoryKind
from alongside.choosing.actions import panel, priorities, rounds
from alongside.choosing.rules import Four
from alongside.circle.actions import inviting
from alongside.circle.rules import Area, Label
from alongside.core import clock
from alongside.core.viewer import Viewer
from alongside.improvement.actions import telling, trying
from alongside.improvement.rules import Outcome
from alongside.listening.actions import doors, stories
from alongside.listening.rules import Easier
from alongside.mirror.talks import actions as do_talks
from alongside.people import actions as people
from alongside.people.rules import Constituency, PlatformRole, ServiceRole
from alongside.principles.actions import practices, sets, wordings
from alongside.principles.rules import ReaderRole
from tests.factories import (
    Person,
    Professional,
    Somebody,
    a_carer,
    a_person,
    a_professional_in,
    a_service,
    an_account,
    footing_of,
    lets_in,
    seen_by,
)
from tests.factories.talk import a_conversation, writes
from tests.principles.own_sets import a_fork, a_house, as_somebody, goes_out, why
from tests.web.mirror.frozen import AUTUMN, STANDS, SUMMER, a_reading

LONG = "Reporttheothersaidwasmuchtoolongtoreadonaphone"
NOTES = {
    "resourceType": "Bundle",
    "type": "collection",
    "entry": [
        {"resource": {"resourceType": "Patient", "id": "p", "name": [{"text": "Dawn Invented"}]}},
        *(
            {
                "resource": {
                    "resourceType": "Condition",
                    "id": f"c{n}",
                    "subject": {"reference": "Patient/p"},
                    "code": {"text": f"{LONG} {n}"},
                }
            }
            for n in range(7)
        ),
    ],
}


@dataclass(frozen=True)
class Everybody:
    """Who comes to look."""

    dawn: Person
    hannah: Professional
    jo: Somebody
    ada: Somebody
    officer: Somebody
    pauline: Somebody
    marta: Somebody
    reader: Somebody
    sister: UUID
    code: str
    invitation: str
    slip: str
    words: str
    vote: str


def steward(name: str, role: PlatformRole) -> Somebody:
    """Somebody who looks after the house."""
    account = an_account(name)
    people.hold_role(account=account.pk, role=role)
    return Somebody(account, Viewer(account.pk, name))


def everything() -> Everybody:
    """Dawn’s space, lived in."""
    dawn, jo = a_person("Dawn"), a_carer("Jo")
    hannah = a_professional_in(a_service("Harbour pain service"), name="Hannah Reid-Featherstonehaugh")
    psychologist = lets_in(dawn, hannah, tuple(Area), until=clock.now() + timedelta(days=90))
    sister = lets_in(dawn, jo, (Area.STORY, Area.CIRCLE, Area.COMMUNICATION, Area.UNKNOWNS))
    with seen_by(dawn.viewer):
        for version in (0, 1):
            for kind in (StoryKind.LINE, StoryKind.PAGE, StoryKind.TIRED_OF_REPEATING):
                do_story.save(
                    space=dawn.space, kind=kind, text=f"{LONG} {version}\n{kind}", version=version, by=dawn.viewer
                )
        do_communication.save(
            space=dawn.space, kind=CommunicationKind.HOW, text="Slowly, please.", version=0, by=dawn.viewer
        )
        made = inviting.invite_by_code(space=dawn.space, name="Marcia", role="friend", words="Come in.", by=dawn.viewer)
    thread = a_conversation(dawn, psychologist, sister, subject=f"Nights and {LONG}", words="I wake at three.")
    writes(dawn, dawn.space, thread, "Which tablet makes the mornings heavy?", asks=str(psychologist))
    writes(hannah, dawn.space, thread, "May I ask when you take them?", asks="person")
    mine, theirs, hers = footing_of(dawn, dawn.space), footing_of(hannah, dawn.space), footing_of(jo, dawn.space)
    with seen_by(dawn.viewer):
        code = do_links.make_link(footing=mine, thread=thread, weeks=2, name="Dr Okoro", role="GP", by=dawn.viewer)
        do_carers.record_wish(
            footing=mine, member=sister, words="With me at reviews.", label=Label.ORDINARY, by=dawn.viewer
        )
        do_unknowns.raise_unknown(footing=mine, question="Why is it worse in the morning?", by=dawn.viewer)
    with seen_by(hannah.viewer):
        do_read_backs.record_meeting(footing=theirs, on_day=clock.today() + timedelta(days=9), by=hannah.viewer)
        do_read_backs.write_read_back(footing=theirs, words="You plan around pain.", by=hannah.viewer)
    with seen_by(jo.viewer):
        do_carers.raise_need(footing=hers, words="An evening off.", shared=NeedShared.CIRCLE, by=jo.viewer)
    at_home, at_work = Client(), Client()
    at_home.force_login(dawn.account)
    file = SimpleUploadedFile("notes.json", json.dumps(NOTES).encode())
    at_home.post(f"/p/{dawn.space}/notes/bring/", {"notes": file})
    at_home.post(
        f"/p/{dawn.space}/story/files/new/",
        {"file": SimpleUploadedFile(f"{LONG}.txt", b"words"), "caption": "", "label": "ordinary", "once": "a-file"},
    )
    at_work.force_login(hannah.account)
    at_work.get(f"/p/{dawn.space}/story/")
    _what_her_service_learns(hannah)
    marta, reader = _who_leads_it(hannah.service.pk), steward("Noreen", PlatformRole.FACILITATOR)
    learnt = _what_comes_of_it(hannah.service.pk, marta, dawn, jo, reader)
    return Everybody(
        dawn,
        hannah,
        jo,
        steward("Ada", PlatformRole.ADMINISTRATOR),
        steward("Oke", PlatformRole.PRIVACY_OFFICER),
        _who_makes_a_set_her_own(),
        marta,
        reader,
        sister,
        code,
        made.code,
        *learnt,
    )


def _what_her_service_learns(hannah: Professional) -> None:
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


def _who_makes_a_set_her_own() -> Somebody:
    """A lead with a set of her own, published and with another language, and its next version in the making."""
    house = a_house(f"Headland {LONG}")
    at = a_fork(house)
    practices.adapt(at=at, practice="P1.1", words={"plain": f"{LONG}."}, frame=why(dissent=LONG), by=house.lead)
    practices.drop(at=at, practice="P1.2", frame=why(LONG), by=house.lead)
    goes_out(at, house.lead)
    wordings.begin(of=at, language="cy", translated_by=ReaderRole.STAFF, by=house.lead)
    wordings.say(of=at, language="cy", place="P1.1", words={"name": LONG}, by=house.lead)
    sets.begin_next_version(of=at, reasons=LONG, by=house.lead)
    return as_somebody(house.lead)


def _who_leads_it(service: UUID) -> Somebody:
    """The lead of the service, who sits on its panel as well."""
    account = an_account("Marta")
    marta = Somebody(account, Viewer(account.pk, "Marta"))
    people.join_service(account=account.pk, service=service, job_title="lead", role=ServiceRole.LEAD)
    seat = people.offer_seat(account=account.pk, service=service, constituency=Constituency.STAFF, by=marta.viewer)
    people.answer_seat(seat=seat.pk, says_yes=True, by=marta.viewer)
    return marta


def _what_comes_of_it(
    service: UUID, marta: Somebody, dawn: Person, jo: Somebody, reader: Somebody
) -> tuple[str, str, str]:
    """Ways to answer, a story, a round, something tried and told back. Gives three codes."""
    today = clock.today()
    people.offer_seat(account=jo.account.pk, service=service, constituency=Constituency.CARER, by=marta.viewer)
    with seen_by(marta.viewer):
        slip = doors.make_codes(service=service, number=1, as_whom=Constituency.PERSON, on=today, by=marta.viewer)[0]
        doors.make_link(service=service, called=LONG, as_whom=Constituency.PERSON, on=today, by=marta.viewer)
        closed = rounds.open_round(service=service, opens_on=today, closes_on=today, by=marta.viewer)
        rounds.begin(round_id=closed.pk, constituency=Constituency.STAFF, by=marta.viewer)
        rounds.close_round(round_id=closed.pk, by=marta.viewer)
        row = rounds.open_round(service=service, opens_on=today, closes_on=today, by=marta.viewer)
        (vote,) = rounds.make_codes(round_id=row.pk, number=1, constituency=Constituency.PERSON, by=marta.viewer)
        panel.agree(service=service, heading=Four.PROCESS, words=LONG, by=marta.viewer)
        made = priorities.set_out(service=service, thing="P4.5", reason=LONG, dissent=LONG, by=marta.viewer)
        change = trying.begin(priority=made.pk, idea=LONG, why=LONG, by=marta.viewer)
        trying.ask_for(change=change.pk, kind=Easier.TIME, words=LONG, by=marta.viewer)
        trying.plan(change=change.pk, words=LONG, who_and_where=LONG, by=marta.viewer)
        text = telling.write(priority=made.pk, outcome=Outcome.STILL_TRYING, words=LONG, by=marta.viewer)
        telling.tell(text=text.pk, by=marta.viewer)
    with seen_by(dawn.viewer):
        stories.tell(service=service, words=f"{LONG} and more.", by=dawn.viewer)
    words, link = stories.new_return_code()
    outside = Viewer(account=None, name="", link=link)
    with seen_by(outside):
        stories.tell(service=service, words=f"{LONG} again.", by=outside)
    return slip.code, words, vote
