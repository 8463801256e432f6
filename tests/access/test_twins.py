"""Nothing can be told from what is missing: a space with hidden things in it looks, byte by byte, like one without them.

Worlds are drawn by lot from a fixed seed. In each, somebody opens every page; then things are added or changed that they
may not see, and they open every page again, from the same rows as before.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.urls import reverse

from alongside.care import models as care
from alongside.care.rules import CommunicationKind, StoryKind
from alongside.circle import models as circle
from alongside.circle.actions import consent, emergency, inviting, outside, pausing
from alongside.circle.rules import Area, MemberState, Standing
from alongside.core import clock, drafts
from alongside.core.viewer import Purpose, bound
from tests.access.inhabited import Inhabited, conversation, inhabit, question
from tests.access.looking import WHOLE_TABLE, Looker, come, in_the_situation, without_what_is_new_each_time
from tests.access.oracle import LABELS
from tests.access.page_oracle import Situation, opens_all
from tests.access.route_table import of_kind
from tests.access.rows import save
from tests.factories import a_carer, a_professional_in

SEED = 20261123
AREAS = ("story", "communication", "notes", "conversation", "unknowns", "circle")
DEAD = ("withdrawn", "expired", "not-begun", "for-another-purpose", "none")
OPEN = ("live", "live-for-this-item", "kept-from-them")
Hidden = Callable[[Inhabited], None]


def a_sealed_and_a_private_part(here: Inhabited) -> None:
    kinds = (StoryKind.CARE_THAT_HARMED, StoryKind.WELLNESS)
    for kind, label in zip(kinds, ("sealed", "private"), strict=True):
        save(care.StoryPart(space_id=here.space, kind=kind, label=label, text="Nobody knows", version=1))
    save(care.CommunicationPart(space_id=here.space, kind=CommunicationKind.DISTRESS, label="private", text="Wait"))


def a_hidden_part_that_was_changed(here: Inhabited) -> None:
    part = care.StoryPart.objects.get(pk=here.one("story", "private").id)
    part.text, part.version, part.changed_at = "Much longer than it was before", 7, clock.now()
    save(part, care.StoryVersion(part=part, version=6, text="Before", by_name="Dawn"))


def a_private_file(here: Inhabited) -> None:
    save(
        care.StoryFile(
            space_id=here.space,
            label="private",
            name="letter.txt",
            media_type="text/plain",
            size=9,
            sha256="1" * 64,
            data=b"no",
        )
    )


def a_conversation_without_them(here: Inhabited) -> None:
    conversation(here, label="private")
    conversation(here, label="sealed")


def news_in_a_conversation_without_them(here: Inhabited) -> None:
    row = care.Thread.objects.get(pk=here.one("conversation", "private").id)
    row.change, row.changed_at = row.change + 5, clock.now()
    save(row, care.Message(thread=row, author_name="Dawn", words="Something new", number=9))


def a_question_of_their_own(here: Inhabited) -> None:
    question(here, label="private")
    question(here, label="private", within=here.one("conversation", "sealed"))


def a_hidden_line_of_notes(here: Inhabited) -> None:
    brought = here.one("notes-import").id
    for kind, label in (("condition", "private"), ("medicine", "private"), ("allergy", "sealed")):
        save(
            care.NoteLine(
                space_id=here.space,
                notes_id=brought,
                label=label,
                kind=kind,
                title="Hidden",
                source="Invented surgery",
                source_ref=f"Hidden/{kind}",
                mark="not-right",
            )
        )


def a_wish_for_few(here: Inhabited) -> None:
    save(care.Wish(space_id=here.space, label="private", member_id=here.carer_member, words="Only I know"))


def somebody_invited(here: Inhabited) -> None:
    inviting.invite_by_code(space=here.space, name="Somebody new", by=here.person.viewer)


def a_link_for_somebody_outside(here: Inhabited) -> None:
    outside.let_outside_in(
        space=here.space, item=here.one("conversation", "private").id, lasts=timedelta(days=3), by=here.person.viewer
    )


def consent_of_another_changed(here: Inhabited) -> None:
    for area in Area:
        consent.open_area(member=here.professional_member, area=area, by=here.person.viewer)
    consent.shut_area(member=here.carer_member, area=Area.STORY, by=here.person.viewer)


def a_read_back_between_two(here: Inhabited) -> None:
    save(
        care.ReadBack(
            space_id=here.space,
            member_id=here.professional_member,
            author=here.professional.account,
            author_name="Hannah Other",
            author_role="psychologist",
            words="Between us",
        )
    )


def words_not_sent_yet(here: Inhabited) -> None:
    drafts.keep(here.person.account.pk, f"/p/{here.space}/story/part/line/", {"text": "Not yet"})


def a_question_about_a_look(here: Inhabited) -> None:
    due = clock.now() + timedelta(days=2)
    save(circle.LogQuestion(space_id=here.space, event=here.one("look").id, line="A line", question="Who?", due_at=due))
    emergency.choose_break_glass(allowed=False, by=here.person.viewer)


def a_place_that_ended(here: Inhabited) -> None:
    """Of somebody whom the viewer could not know of."""
    for state in (MemberState.ENDED, MemberState.WANTS_IN):
        save(circle.Member(space_id=here.space, standing=Standing.CARER, state=state, name="A brother"))


def nothing_shared_by_the_carer(here: Inhabited) -> None:
    """So that nobody else reads anything of theirs."""
    with transaction.atomic(), bound(replace(here.carer.viewer, memo={})):
        for need in care.CarerNeed.objects.all():
            need.shared = "nobody"
            save(need)


def the_carer_let_go(here: Inhabited) -> None:
    pausing.end(member=here.carer_member, by=here.person.viewer)


HIDDEN_FROM_EVERYBODY: tuple[Hidden, ...] = (
    a_sealed_and_a_private_part,
    a_hidden_part_that_was_changed,
    a_private_file,
    a_conversation_without_them,
    news_in_a_conversation_without_them,
    a_question_of_their_own,
    a_hidden_line_of_notes,
    a_wish_for_few,
    somebody_invited,
    a_link_for_somebody_outside,
    consent_of_another_changed,
    a_read_back_between_two,
    words_not_sent_yet,
    a_question_about_a_look,
    a_place_that_ended,
)


@dataclass(frozen=True)
class World:
    """Who looks, what is open to them, and what is hidden in the twin. `before`: what was so in both."""

    now: Situation
    hidden: tuple[Hidden, ...]
    before: tuple[Hidden, ...] = ()

    def __str__(self) -> str:
        return f"{self.now} || " + ", ".join(one.__name__ for one in self.hidden)


def worlds(who: str) -> Iterator[World]:
    """Worlds drawn by lot, in which each area is open, open by name, kept and shut by turns; all that can be hidden is hidden.

    With ALONGSIDE_ACCESS_TABLE=whole many more, with some of it hidden.
    """
    lot = random.Random(f"{SEED} {who}")
    turns = {area: lot.sample(OPEN, k=len(OPEN)) for area in AREAS}
    for number in range(1 if connection.vendor == "postgresql" else len(OPEN)):
        yield _world(who, {area: (turns[area][number], lot.choice(DEAD)) for area in AREAS}, HIDDEN_FROM_EVERYBODY)
    for _number in range(60 if WHOLE_TABLE else 0):
        consents = {area: (lot.choice(OPEN), lot.choice(DEAD)) for area in AREAS}
        hidden = lot.sample(HIDDEN_FROM_EVERYBODY, k=lot.randint(1, len(HIDDEN_FROM_EVERYBODY)))
        yield _world(who, consents, tuple(hidden))


def _world(who: str, consents: dict[str, tuple[str, str]], hidden: tuple[Hidden, ...]) -> World:
    now = Situation(who, consents=consents)
    if opens_all(now, "circle") or "live-for-this-item" in consents["circle"]:
        return World(now, hidden)
    # Whoever does not see the circle, and read nothing of a carer, cannot know that the carer is there, or gone.
    return World(now, (*hidden, the_carer_let_go), before=(nothing_shared_by_the_carer,))


def pages(here: Inhabited, looker: Looker) -> dict[str, tuple[int, bytes]]:
    """Every page of the space that has no id of a thing in its address, and what stands outside of it, as bytes."""
    addresses = [
        reverse(row.name, kwargs={"space_id": here.space, **(here.of(row.item)[0].ids if row.item else {})})
        for row in of_kind("space")
        if row.get and row.item in ("", "moment", "notes-kind") and row.get != ("the-person",)
    ]
    shared = here.one("conversation", "sealed").ids
    addresses.append(reverse("conversation", kwargs={"space_id": here.space, **shared}))
    addresses.append(reverse("conversation_people", kwargs={"space_id": here.space, **shared}))
    addresses += [reverse("home"), reverse("work_asks")]
    found = {}
    for address in addresses:
        response = looker.client.get(address)
        found[address] = (response.status_code, without_what_is_new_each_time(response.content))
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["carer", "professional", "team"])
def test_hidden_things_leave_no_trace_on_any_page(who: str) -> None:
    here = inhabit()
    looker = come(here, who, a_carer("Looker") if who == "carer" else a_professional_in(name="Looker"))
    for world in worlds(who):
        with in_the_situation(here, looker, world.now):
            plain = _in_a_twin(here, looker, world.before)
            twin = _in_a_twin(here, looker, (*world.before, *world.hidden))
        told = [address for address, page in plain.items() if page != twin[address]]
        assert told == [], f"{world}: these pages tell"


def _in_a_twin(here: Inhabited, looker: Looker, hidden: tuple[Hidden, ...]) -> dict[str, tuple[int, bytes]]:
    things, words = list(here.things), dict(here.words)
    with transaction.atomic():
        with transaction.atomic(), bound(here.person.viewer):
            for one in hidden:
                one(here)
        here.things, here.words = things, words
        found = pages(here, looker)
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db
def test_a_thing_that_is_open_does_leave_a_trace() -> None:
    """So that the test above is known to see a difference."""
    here = inhabit()
    looker = come(here, "professional", a_professional_in(name="Looker"))
    now = Situation("professional", consents=dict.fromkeys(AREAS, ("live", "expired")))

    def an_open_part(inside: Inhabited) -> None:
        part = care.StoryPart(space_id=inside.space, kind=StoryKind.WELLNESS, label=LABELS[0], text=uuid4().hex)
        save(part)

    with in_the_situation(here, looker, now):
        plain, twin = _in_a_twin(here, looker, ()), _in_a_twin(here, looker, (an_open_part,))
    assert any(page != twin[address] for address, page in plain.items())
    assert Purpose.DIRECT_CARE is looker.purpose
