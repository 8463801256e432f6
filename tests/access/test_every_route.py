"""Every address × who comes × what they were let see: the outcome is what the sentences of the pages promise.

Whoever comes holds two consent rows, one of them dead. The table (routes.yaml) and the oracle (page_oracle.py) are
written from the sentences, not from the code. Each try is also held against the log: one row each, naming what was shown.
"""

from collections.abc import Iterator, Sequence

import pytest
from django.db import transaction

from alongside.people import actions as people
from alongside.people.rules import PlatformRole
from alongside.web.check import kind_of, routes
from alongside.web.gate import AccountPage, LinkPage, OpenPage, SpacePage
from alongside.web.live import LivePage
from alongside.web.service_page import ServicePage
from alongside.web.themes.study_page import StudyPage
from tests.access.inhabited import Inhabited, inhabit
from tests.access.looking import (
    WHOLE_TABLE,
    Looker,
    a_share,
    a_stranger,
    come,
    gaps_in_the_log,
    in_the_situation,
    look_everywhere,
    should_not_have_been_shown,
)
from tests.access.page_oracle import Situation
from tests.access.published import PAPER, paper
from tests.access.route_table import Route, needs, of_kind, table
from tests.factories import Somebody, a_carer, a_professional_in

AREAS = ("story", "communication", "notes", "conversation", "unknowns", "circle", "links")
OF_SPACES = of_kind("space", "live")
FOR_THE_PERSON = tuple(row for row in OF_SPACES if all(needs == ("the-person",) for needs in row.methods.values()))
FOR_OTHERS = tuple(row for row in OF_SPACES if row not in FOR_THE_PERSON)
WHICH = ("two rows", "the same everywhere", "their place", *(("one area",) if WHOLE_TABLE else ()))
STANDINGS = ("carer", "professional", "team")

# One row that counts beside one that does not (or not any more); two dead ones; a row that keeps things away.
PAIRS = (
    ("live", "withdrawn"),
    ("live", "expired"),
    ("live", "for-another-purpose"),
    ("live", "not-begun"),
    ("withdrawn", "expired"),
    ("not-begun", "for-another-purpose"),
    ("live", "kept-from-them"),
    ("live-for-this-item", "kept-from-them"),
    ("live", "no-longer-kept-from-them"),
    ("live", "this-item-kept-from-them"),
    ("live-for-this-item", "withdrawn"),
    ("live-for-another-item", "expired"),
    ("none", "none"),
)
EVERYTHING_OPEN = (("live", "live-for-this-item"),)
PLACES = ("invited", "wants-in", "paused", "ended", "left", "left-service", "all-sharing-paused")
STRANGERS = (
    "anonymous",
    "stranger",
    "administrator",
    "privacy-officer",
    "commissioner",
    "their-other-account",
    "disabled",
)


def everywhere(*pair: str) -> dict[str, tuple[str, ...]]:
    return dict.fromkeys(AREAS, pair)


def situations(who: str, which: str) -> Iterator[Situation]:
    """The situations of one kind of somebody."""
    if which == "two rows":
        # Each area holds each pair once, and never the same as another area: a page that asks about the wrong one is seen.
        for number in range(len(PAIRS)):
            consents = {area: PAIRS[(number + 5 * place) % len(PAIRS)] for place, area in enumerate(AREAS)}
            yield Situation(who, consents=consents)
    if which == "the same everywhere":
        yield from (Situation(who, consents=everywhere(*pair)) for pair in (PAIRS if WHOLE_TABLE else EVERYTHING_OPEN))
    if which == "one area":
        for area in AREAS:
            yield Situation(who, consents={**everywhere("withdrawn", "expired"), area: ("live", "expired")})
    if which == "their place":
        yield from (Situation(who, place, everywhere("live", "live-for-this-item")) for place in PLACES)


def turns(number: int) -> tuple[Route, ...]:
    """The addresses whose turn it is: a third, so that over the three standings each meets each situation once.

    What is for the person alone, whatever others hold, comes up a third as often.
    """
    return OF_SPACES if WHOLE_TABLE else (*FOR_OTHERS[number % 3 :: 3], *FOR_THE_PERSON[number % 9 :: 9])


def faults(here: Inhabited, looker: Looker, now: Situation, routes: Sequence[Route] = OF_SPACES) -> list[str]:
    """Try these addresses in one situation: what is not as the pages promise, shown and not open, or not in the log."""
    with in_the_situation(here, looker, now):
        met, changed = look_everywhere(here, looker, now, routes)
        found = [str(one) for one in met if one.got != one.expected]
        found += [f"a refused form changed {table}" for table in changed]
        found += should_not_have_been_shown(now, met)
        found += gaps_in_the_log(here, looker, met)
    return [f"{now}: {fault}" for fault in found]


@pytest.mark.django_db
@pytest.mark.parametrize("which", WHICH)
@pytest.mark.parametrize("who", STANDINGS)
def test_somebody_in_the_circle_meets_what_the_person_chose(who: str, which: str) -> None:
    here = inhabit()
    somebody: Somebody = a_carer("Looker") if who == "carer" else a_professional_in(name="Looker")
    looker = come(here, who, somebody)
    first = STANDINGS.index(who)
    mine = a_share(list(situations(who, which)), first)
    found = []
    for number, now in enumerate(mine, start=first):
        found += faults(here, looker, now, turns(number))
    assert found == []


@pytest.mark.django_db
def test_the_person_meets_everything_of_theirs_and_nothing_a_carer_keeps() -> None:
    here = inhabit()
    looker = come(here, "person", here.person)
    assert faults(here, looker, Situation("person"), a_share(OF_SPACES)) == []
    assert faults(here, looker, Situation("person", "all-sharing-paused"), turns(0)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("who", STRANGERS)
def test_a_stranger_meets_nothing(who: str) -> None:
    here = inhabit()
    looker = come(here, who, None if who == "anonymous" else somebody_else(here, who))
    routes = a_share(OF_SPACES) if who in ("anonymous", "stranger") else turns(STRANGERS.index(who))
    assert faults(here, looker, Situation(who), routes) == []


def somebody_else(here: Inhabited, who: str) -> Somebody:
    """Somebody without a live place: whatever they are elsewhere."""
    if who == "disabled":
        # Everything was open to them, and they are signed in; then their account was closed.
        somebody = a_professional_in(name="Looker")
        come(here, "professional", somebody)
        somebody.account.is_active = False
        somebody.account.save()
        return somebody
    somebody = a_stranger()
    if who in set(PlatformRole):
        people.hold_role(account=somebody.account.pk, role=PlatformRole(who))
    return somebody


@pytest.mark.django_db
def test_a_look_in_an_emergency_opens_a_little_and_only_while_it_lasts() -> None:
    here = inhabit()
    colleague = come(here, "colleague", a_professional_in(name="Looker"))
    found = []
    found += faults(here, colleague, Situation("colleague", glass="live"), a_share(OF_SPACES))
    for number, glass in enumerate(("over", "left")):
        found += faults(here, colleague, Situation("colleague", glass=glass), turns(number))
    member = come(here, "professional", a_professional_in(name="Looker"))
    for number, place in enumerate(a_share(("ended", "left", "all-sharing-paused"))):
        now = Situation("professional", place, everywhere("live", "live-for-this-item"), glass="live")
        found += faults(here, member, now, turns(number))
    assert found == []


@pytest.mark.django_db
def test_things_of_one_space_are_not_found_under_the_address_of_another() -> None:
    """Whoever may read both: the address of one space never gives out, or changes, a thing of the other."""
    one, other = inhabit("Dawn"), inhabit("Ewa")
    mixed = Inhabited(one.person, one.professional, one.carer, one.professional_member, one.carer_member)
    mixed.things, mixed.words = [thing for thing in other.things if thing.sort not in OF_NO_SPACE], other.words
    routes_with_items = tuple(row for row in OF_SPACES if row.item and row.item not in (*OF_NO_SPACE, *NAMES))
    assert len(routes_with_items) > 20
    helper = a_professional_in(name="Looker")
    everything = Situation("professional", consents=everywhere("live", "live-for-this-item"))
    come(other, "professional", helper)
    for looker, now in (
        (come(one, "person", one.person), Situation("person")),
        (come(one, "professional", helper), everything),
    ):
        with in_the_situation(one, looker, now), transaction.atomic():
            met, changed = look_everywhere(mixed, looker, Situation("nobody at all"), a_share(routes_with_items))
            assert [str(tried) for tried in met if tried.got != "nothing"] == []
            assert [tried.route.name for tried in met if tried.shown] == []
            assert changed == []


# What stands in an address without belonging to a space; and names every space has.
OF_NO_SPACE = ("service", "moment", "notes-kind")
NAMES = ("story", "communication")


def kind_within_accounts(view: object) -> str:
    """A page at /s/<service>/ or /studies/<study>/: of an account, and only for those who belong there."""
    cls = getattr(view, "view_class", object)
    return "service" if issubclass(cls, ServicePage) else "study" if issubclass(cls, StudyPage) else ""


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    kinds = {SpacePage: "space", AccountPage: "account", LinkPage: "link", OpenPage: "open", LivePage: "live"}
    live = {"link_news": "live-link"}
    found = {
        (name, path): live.get(name) or kind_within_accounts(view) or kinds.get(kind_of(view), "other")
        for path, name, view in routes()
    }
    written = {(row.name, row.at): row.kind for row in table()}
    assert set(found) - set(written) == set(), "write rows for these in routes.yaml: who may come there?"
    assert set(written) - set(found) == set(), "these rows of routes.yaml have no address"
    assert written == found


def test_every_method_a_page_of_ours_answers_is_in_its_row() -> None:
    rows = {row.name: row for row in table()}
    for _path, name, view in routes():
        cls = getattr(view, "view_class", None)
        if cls is None or not cls.__module__.startswith("alongside."):
            continue
        answers = {method for method in ("get", "post", "put", "patch", "delete") if hasattr(cls, method)}
        assert answers == set(rows[name].methods), f"{name}: say in routes.yaml what is needed for each method"


def test_every_need_is_said_in_a_sentence() -> None:
    used = {need for row in table() for wanted in row.methods.values() for need in wanted}
    assert used == set(needs())


def test_the_published_table_is_the_one_that_is_tested() -> None:
    assert PAPER.read_text(encoding="utf-8") == paper(), "run: python -m tests.access.published"
