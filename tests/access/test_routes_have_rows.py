"""Every address of the product has a row in the access table that says who may come there; and strangers meet nothing."""

import re

import pytest

from alongside.circle.rules import Area
from alongside.people import actions as people
from alongside.people.rules import PlatformRole
from alongside.web.check import kind_of, routes
from alongside.web.gate import SpacePage
from tests.access.route_table import needs, of_kind, table
from tests.factories import Somebody, a_person, a_professional_in, an_account, lets_in
from tests.factories.browse import at_a_keyboard

pytestmark = pytest.mark.django_db

SOME_ID = "00000000-0000-4000-8000-000000000000"


def addresses() -> list[tuple[str, str]]:
    """Names and patterns of our own pages."""
    return [(name, path) for path, name, view in routes() if isinstance(kind_of(view), type)]


def in_the_space_of(space: object) -> list[str]:
    """Every address of one space, with ids of things that are not there."""
    found = []
    for path, _name, view in routes():
        if kind_of(view) is SpacePage:
            filled = path.replace("<uuid:space_id>", str(space)).replace("<slug:kind>", "line")
            filled = filled.replace("<slug:moment>", "first-meeting").replace("<str:kind>", "condition")
            found.append("/" + re.sub(r"<uuid:\w+>", SOME_ID, filled))
    return found


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    said = {row.name for row in table()}
    here = {name for name, _path in addresses()}
    assert here - said == set(), "a new address needs a row in routes.yaml, written from the sentences of its page"
    assert {row.name for row in of_kind("space")} - here == set()


def test_every_need_is_said_in_a_sentence() -> None:
    used = {need.split(":")[0] for row in table() for needed in row.methods.values() for need in needed}
    assert used <= {need.split(":")[0] for need in needs()}


@pytest.mark.parametrize("who", ["nobody", "stranger", "left", "administrator"])
def test_whoever_is_not_let_in_meets_nothing_at_any_address_of_a_space(who: str) -> None:
    dawn = a_person("Dawn")
    if who == "left":
        gone = a_professional_in()
        lets_in(dawn, gone, tuple(Area))

        people.leave_service(account=gone.account.pk, service=gone.service.pk)
        client = at_a_keyboard(gone)
    elif who == "nobody":
        client = at_a_keyboard()
    else:
        account = an_account("Somebody")
        if who == "administrator":
            people.hold_role(account=account.pk, role=PlatformRole.ADMINISTRATOR)
        client = at_a_keyboard(Somebody(account, dawn.viewer))
    for address in in_the_space_of(dawn.space):
        for answer in (client.get(address), client.post(address, {"words": "x"})):
            if who == "nobody":
                sent_away = answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")
                assert sent_away or answer.status_code in (404, 405), address
            else:
                assert answer.status_code in (404, 405), (address, answer.status_code)
