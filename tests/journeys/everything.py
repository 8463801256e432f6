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
from alongside.circle.actions import inviting
from alongside.circle.rules import Area, Label
from alongside.core import clock
from alongside.core.viewer import Viewer
from alongside.people import actions as people
from alongside.people.rules import PlatformRole
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
from tests.journeys.learnt import LONG, Learnt, what_a_service_learns, who_leads
from tests.journeys.studied import Studied, what_a_study_holds
from tests.principles.own_sets import a_fork, a_house, as_somebody, goes_out, why
from tests.web.commissioning.here import a_commissioner

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
    rajan: Somebody
    sister: UUID
    code: str
    invitation: str
    learnt: Learnt
    studied: Studied


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
    marta, reader = who_leads(hannah.service.pk), steward("Noreen", PlatformRole.FACILITATOR)
    learnt = what_a_service_learns(hannah, marta, dawn, jo, reader)
    return Everybody(
        dawn,
        hannah,
        jo,
        steward("Ada", PlatformRole.ADMINISTRATOR),
        steward("Oke", PlatformRole.PRIVACY_OFFICER),
        _who_makes_a_set_her_own(),
        marta,
        reader,
        _who_pays_for_it(hannah.service.pk, marta),
        sister,
        code,
        made.code,
        learnt,
        what_a_study_holds(reader),
    )


def _who_pays_for_it(service: UUID, marta: Somebody) -> Somebody:
    """Somebody who pays for the service, to whom it shows its readings."""
    rajan = a_commissioner("Rajan", LONG)
    people.show_to(service=service, organisation=rajan.organisation, by=marta.viewer)
    return rajan


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
