"""Somebody comes to a space in one situation and tries every address; what they met is written down and undone again."""

import os
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.apps import apps
from django.db import connection, transaction
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from alongside.care import models as care
from alongside.circle import models as circle
from alongside.circle.rules import PURPOSE_OF, Area, MemberState, Standing
from alongside.core import clock
from alongside.core.models import AccessEvent, Fact, Once
from alongside.core.viewer import Purpose, Viewer, bound
from alongside.core.walls import PersonalModel, first_wall_open
from alongside.people import actions as people
from alongside.people.models import Account
from alongside.web.conversation.live import ThreadNews
from tests.access import inhabited
from tests.access.inhabited import Inhabited, Thing
from tests.access.page_oracle import Item, Situation, opens, should_come
from tests.access.route_table import Route
from tests.access.rows import STATE_OF_PLACE, consent_rows, save, save_all
from tests.factories import Professional, Somebody, an_account

T = TypeVar("T")
# Every try instead of turns: for whoever changes the gate or the rules of consent.
WHOLE_TABLE = os.environ.get("ALONGSIDE_ACCESS_TABLE") == "whole"
WORD = re.compile(r"canary[0-9a-f]{32}")


# What a form carries anew each time it is shown: it says nothing of the space.
CARRIED = re.compile(
    rb'(name="(?:csrfmiddlewaretoken|once|draft)" value=")[^"]*|(data-draft-key=")[^"]*|(X-CSRFToken[^A-Za-z0-9]+)\w+'
)


def a_share(rows: Sequence[T], number: int = 0) -> Sequence[T]:
    """All of them; on PostgreSQL, where a page costs twice as much and the walls are held in full elsewhere, every third."""
    return rows[number % 3 :: 3] if connection.vendor == "postgresql" and not WHOLE_TABLE else rows


@dataclass
class Looker:
    """Whoever looks: their account, and their place in the circle if they have one."""

    who: str
    account: Account | None = None
    member: UUID | None = None
    service: UUID | None = None
    client: Client = field(default_factory=Client)

    @property
    def purpose(self) -> Purpose:
        return Purpose(PURPOSE_OF[Standing(self.who)])


@dataclass(frozen=True)
class Met:
    """What one try met: where, what came back, and which things were shown."""

    route: Route
    method: str
    thing: Thing | None
    expected: str
    got: str
    status: int
    shown: frozenset[Thing]
    request: str

    def __str__(self) -> str:
        what = f" [{self.thing.sort}, {self.thing.label}{', own' if self.thing.mine else ''}]" if self.thing else ""
        return f"{self.method.upper()} {self.route.name}{what}: {self.got} ({self.status}), expected {self.expected}"


def come(here: Inhabited, who: str, somebody: Somebody | None) -> Looker:
    """Give somebody a place in the circle with things of their own there, and sign them in."""
    looker = Looker(who, somebody.account if somebody else None)
    if somebody is not None:
        looker.client.force_login(somebody.account)
    if who not in ("carer", "professional", "team"):
        return looker
    assert somebody is not None
    looker.service = somebody.service.pk if isinstance(somebody, Professional) else None
    with transaction.atomic(), bound(here.person.viewer):
        member = circle.Member(
            space_id=here.space,
            account_id=None if who == "team" else somebody.account.pk,
            service_id=looker.service,
            standing=Standing(who),
            state=MemberState.IN_CIRCLE,
            name="Looker",
            role="helps",
        )
        save(member)
        looker.member = member.pk
        inhabited.conversation(here, label="sealed", mine=member.pk)
        inhabited.question(here, label="sealed", mine=member.pk)
        said = here.word()
        back = care.ReadBack(
            space_id=here.space,
            member=member,
            author=somebody.account,
            author_name="Looker",
            author_role="helps",
            words=f"Mine {said}",
        )
        save(back)
        here.put(Thing("read-back", back.pk, "story", ids={"read_back_id": back.pk}, mine=True), said)
    if who == "carer":
        with transaction.atomic(), bound(Viewer(somebody.account.pk, "Looker", Purpose.CARER_SUPPORT)):
            said = here.word()
            need = care.CarerNeed(space_id=here.space, member=member, carer_name="Looker", words=f"Need {said}")
            save(need)
            here.put(Thing("carer-need", need.pk, ids={"need_id": need.pk}, mine=True, shared="nobody"), said)
    return looker


@contextmanager
def in_the_situation(here: Inhabited, looker: Looker, now: Situation) -> Iterator[None]:
    """Bring the database into this situation; afterwards everything is as it was before."""
    with transaction.atomic():
        arrange(here, looker, now)
        yield
        transaction.set_rollback(True)


def arrange(here: Inhabited, looker: Looker, now: Situation) -> None:
    """Bring the database into this situation."""
    with transaction.atomic(), bound(here.person.viewer):
        _arrange(here, looker, now)
    if now.place == "left-service" and looker.service:
        assert looker.account is not None
        people.leave_service(account=looker.account.pk, service=looker.service)
    if now.glass:
        _break_glass(here, looker, now)


def _arrange(here: Inhabited, looker: Looker, now: Situation) -> None:
    moment = clock.now()
    if now.place in STATE_OF_PLACE and looker.member:
        member = circle.Member.objects.get(pk=looker.member)
        member.state = STATE_OF_PLACE[now.place]
        save(member)
    if now.place == "all-sharing-paused":
        space = circle.Space.objects.get(pk=here.space)
        space.sharing_paused_at = moment
        save(space)
    if looker.member is None:
        return
    for area, pair in now.consents.items():
        items = [thing.id for thing in here.things if thing.area == area and thing.sort != "conversation-file"]
        for state in pair:
            save_all(
                consent_rows(
                    state,
                    space=here.space,
                    member=looker.member,
                    area=Area(area),
                    items=items,
                    purpose=looker.purpose,
                    now=moment,
                )
            )


def _break_glass(here: Inhabited, looker: Looker, now: Situation) -> None:
    assert looker.account is not None
    moment = clock.now()
    over = now.glass == "over"
    service = people_service(looker.account.pk)
    with transaction.atomic(), bound(Viewer(looker.account.pk, "Looker", Purpose.EMERGENCY)):
        save(
            circle.BreakGlass(
                space_id=here.space,
                account=looker.account,
                service_id=service,
                by_name="Looker",
                by_role="helps",
                reason="Somebody may come to harm",
                starts_at=moment - timedelta(hours=5 if over else 1),
                ends_at=moment + timedelta(hours=-1 if over else 3),
            )
        )
    if now.glass == "left":
        people.leave_service(account=looker.account.pk, service=service)


def people_service(account: UUID) -> UUID:
    """Where this account works, or worked."""
    from alongside.people.models import Membership

    return Membership.objects.filter(account_id=account).values_list("service_id", flat=True)[0]


def look_everywhere(
    here: Inhabited, looker: Looker, now: Situation, routes: Sequence[Route]
) -> tuple[list[Met], list[str]]:
    """Open every address; send every form that should be refused, and then one by one those that should not.

    Gives what was met, and which tables a refused form changed.
    """
    everything = [as_item(thing) for thing in here.things]
    tries = [
        (route, method, thing, expected)
        for route in routes
        for method, needs in route.methods.items()
        for thing, expected in _taking_turns(
            method,
            now,
            [
                (thing, should_come(needs, now, as_item(thing) if thing else None, everything))
                for thing in _things_to_try(here, route, needs, now)
            ],
        )
    ]
    met = [_try(here, looker, *one) for one in tries if one[1] == "get"]
    before = footprint(here)
    met += [_try(here, looker, *one) for one in tries if one[1] == "post" and one[3] != "shown"]
    changed = sorted(table for table, rows in footprint(here).items() if rows != before[table])
    for one in tries:
        if one[1] == "post" and one[3] == "shown":
            with transaction.atomic():
                met.append(_try(here, looker, *one))
                transaction.set_rollback(True)
    return met, changed


def _taking_turns(method: str, now: Situation, tries: list[tuple[Thing | None, str]]) -> list[tuple[Thing | None, str]]:
    """Two of the things that should open, one of those that should not, one form of each kind: others each time."""
    if WHOLE_TABLE:
        return tries
    start = zlib.crc32(str(now).encode())
    chosen = []
    for expected in dict.fromkeys(expected for _thing, expected in tries):
        alike = [one for one in tries if one[1] == expected]
        many = min(2 if method == "get" and expected == "shown" else 1, len(alike))
        chosen += [alike[(start + number) % len(alike)] for number in range(many)]
    return chosen


def _things_to_try(here: Inhabited, route: Route, needs: tuple[str, ...], now: Situation) -> list[Thing | None]:
    """Every thing where it depends on the thing; else one is as good as another, save for the person."""
    if not route.item:
        return [None]
    things: list[Thing | None] = [*here.of(route.item)]
    return things if "the-item" in needs or now.who == "person" else things[:1]


def _try(here: Inhabited, looker: Looker, route: Route, method: str, thing: Thing | None, expected: str) -> Met:
    kwargs = {"space_id": here.space, **(thing.ids if thing else {})}
    if route.kind == "live":
        return _try_live(looker, route, method, thing, expected, kwargs)
    address = reverse(route.name, kwargs=kwargs)
    if method == "post":
        words = {key: _filled(value, thing, here) for key, value in route.send.items()}
        response: Any = looker.client.post(address, {**words, "once": uuid4().hex})
    else:
        response = looker.client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return Met(
        route,
        method,
        thing,
        expected,
        said_by(response),
        response.status_code,
        frozenset(things_in(here, body)),
        getattr(response.wsgi_request, "alongside_request", ""),
    )


def _try_live(
    looker: Looker, route: Route, method: str, thing: Thing | None, expected: str, kwargs: dict[str, Any]
) -> Met:
    """A live page answers in a thread of its own, which does not see this transaction: its one question is asked here."""
    request = HttpRequest()
    request.session = looker.client.session
    from django.contrib.auth import get_user

    request.user = get_user(request)
    change = ThreadNews().change(request, **kwargs)
    # Whoever is not signed in gets nothing at all from a stream.
    got = "nothing" if change is None else "shown"
    expected = "nothing" if expected == "sign-in" else expected
    return Met(route, method, thing, expected, got, 200 if got == "shown" else 404, frozenset(), "")


def _filled(value: str, thing: Thing | None, here: Inhabited) -> str:
    for word in ("earlier", "meeting"):
        if value == "{" + word + "}":
            source = thing if thing and word in thing.words else here.of("meeting")[0]
            return source.words.get(word, "")
    return value


def said_by(response: Any) -> str:
    """What a response comes down to."""
    if response.status_code == 302 and "/accounts/login/" in response["Location"]:
        return "sign-in"
    if response.status_code == 404:
        return "nothing"
    # A page that says in plain words why something cannot be done was shown to somebody who may be there.
    return "shown" if response.status_code in (200, 302, 409, 410, 422) else f"status {response.status_code}"


def things_in(here: Inhabited, body: bytes) -> set[Thing]:
    """Every thing of the space whose words stand in a body."""
    return {here.words[word] for word in WORD.findall(body.decode("utf-8", "replace")) if word in here.words}


def without_what_is_new_each_time(body: bytes) -> bytes:
    """A page without the tokens of its forms, to be compared with another."""
    return CARRIED.sub(rb"\1\2\3", body)


def as_item(thing: Thing) -> Item:
    """What the oracle may know of a thing."""
    within = as_item(thing.within) if thing.within else None
    return Item(thing.sort, thing.area, thing.label, thing.mine, thing.shared, within)


def should_not_have_been_shown(now: Situation, met: list[Met]) -> list[str]:
    """Things that somebody was shown and that are not open to them."""
    return [
        f"{one.route.name} showed {thing.sort}, {thing.label}{', own' if thing.mine else ''}"
        for one in met
        for thing in one.shown
        if not opens(now, as_item(thing))
    ]


def gaps_in_the_log(here: Inhabited, looker: Looker, met: list[Met]) -> list[str]:
    """Looks that the log does not hold as they were: one row for each, naming every thing that was shown."""
    with transaction.atomic(), bound(here.person.viewer):
        rows: dict[str, list[AccessEvent]] = {}
        for row in AccessEvent.objects.filter(space=here.space).exclude(request=""):
            rows.setdefault(row.request, []).append(row)
    faults = []
    for one in met:
        if one.got == "sign-in" or one.route.kind != "space" or one.method == "post" and one.expected == "shown":
            continue
        found = rows.get(one.request, [])
        if len(found) != 1:
            faults.append(f"{one}: {len(found)} rows in the log")
            continue
        wanted = "refused" if one.got == "nothing" else "shown"
        if found[0].outcome != wanted and not (wanted == "shown" and found[0].outcome in ("done", "refused")):
            faults.append(f"{one}: the log says {found[0].outcome}")
        named = {item for ids in found[0].items.values() for item in ids}
        for thing in one.shown:
            if str(thing.id) not in named and looker.who != "person":
                faults.append(f"{one.route.name} showed {thing.sort} and the log does not name it")
    return faults


def footprint(here: Inhabited) -> dict[str, set[Any]]:
    """Everything that stands in the tables of the space, as its person and the carer in it may read it."""
    found: dict[str, set[Any]] = {}
    viewers = (here.person.viewer, replace(here.carer.viewer, memo={}))
    for viewer in viewers:
        with transaction.atomic(), bound(viewer), first_wall_open():
            for model in personal_tables():
                rows = model.objects.values_list(*[f.attname for f in model._meta.concrete_fields])
                found.setdefault(model._meta.db_table, set()).update(map(repr, rows))
    for plain in (Fact, Once):
        found[plain._meta.db_table] = set(plain.objects.values_list("pk", flat=True))
    return found


def personal_tables() -> list[type[PersonalModel]]:
    """Every table that stands behind the walls."""
    return [model for model in apps.get_models() if issubclass(model, PersonalModel)]


# What a service learns stands in no space; tests/access/test_learning_tables.py looks at these.
LEARNING = ("listening", "mirror", "choosing", "improvement", "themes")


def tables_of_spaces() -> list[type[PersonalModel]]:
    """Every personal table that holds something of somebody's space."""
    return [model for model in personal_tables() if model._meta.app_label not in LEARNING]


def a_stranger(name: str = "Stranger") -> Somebody:
    account = an_account(name)
    return Somebody(account, Viewer(account.pk, name))
