"""The log of looks, where no page of a space writes it; and that nothing at all is shown when it cannot be written.

That each page of a space leaves one row that names every thing it showed is held in test_every_route.py, try by try.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse

from alongside.care import models as care
from alongside.core import clock
from alongside.core.models import AccessEvent
from alongside.core.viewer import bound
from tests.access.inhabited import Inhabited, inhabit
from tests.access.looking import Looker, a_share, arrange, come, footprint, things_in
from tests.access.page_oracle import Situation
from tests.access.route_table import of_kind
from tests.access.rows import save
from tests.factories import a_professional_in

pytestmark = pytest.mark.django_db

AREAS = ("story", "communication", "notes", "conversation", "unknowns", "circle")
EVERYTHING = Situation("professional", consents=dict.fromkeys(AREAS, ("live", "live-for-this-item")))


@contextmanager
def a_log_that_cannot_be_written() -> Iterator[None]:
    """The database itself refuses every new row of the log."""
    if connection.vendor == "postgresql":
        from tests.postgres.as_app import owner_connection

        with owner_connection() as owner:
            owner.execute("REVOKE INSERT ON core_accessevent FROM alongside_app")
            try:
                yield
            finally:
                owner.execute("GRANT INSERT ON core_accessevent TO alongside_app")
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER the_log_is_full BEFORE INSERT ON core_accessevent BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
        try:
            yield
        finally:
            cursor.execute("DROP TRIGGER the_log_is_full")


@pytest.mark.parametrize("who", ["person", "professional"])
def test_when_the_log_cannot_be_written_no_page_shows_anything_and_no_form_does_anything(who: str) -> None:
    here, number = inhabit(), ("person", "professional").index(who)
    if who == "person":
        looker = come(here, "person", here.person)
    else:
        looker = come(here, "professional", a_professional_in(name="Looker"))
        arrange(here, looker, EVERYTHING)
    looker.client.raise_request_exception = False
    before = footprint(here)
    with a_log_that_cannot_be_written():
        for row in a_share(of_kind("space"), number):
            for method in row.methods:
                kwargs = {"space_id": here.space, **(here.of(row.item)[0].ids if row.item else {})}
                send = {key: value for key, value in row.send.items() if not value.startswith("{")}
                response = getattr(looker.client, method)(reverse(row.name, kwargs=kwargs), send)
                assert response.status_code == 500, f"{method} {row.name}"
                assert things_in(here, response.content) == set(), f"{method} {row.name}"
    assert footprint(here) == before
    assert looker.client.get(reverse("space", kwargs={"space_id": here.space})).status_code == 200


def test_pages_that_bring_several_spaces_together_leave_a_row_in_each() -> None:
    spaces = [inhabit("Dawn"), inhabit("Ewa")]
    helper = a_professional_in(name="Looker")
    lookers = [come(here, "professional", helper) for here in spaces]
    for here, looker in zip(spaces, lookers, strict=True):
        arrange(here, looker, EVERYTHING)
        _ask_of(here, looker)
    for name in ("home", "work_asks"):
        response = lookers[0].client.get(reverse(name))
        assert response.status_code == 200
        for here in spaces:
            shown = things_in(here, response.content)
            with transaction.atomic(), bound(here.person.viewer):
                request = response.wsgi_request.alongside_request
                rows = list(AccessEvent.objects.filter(space=here.space, request=request))
            named = {one for row in rows for ids in row.items.values() for one in ids}
            assert shown, f"{name} shows nothing of the space: this proves nothing"
            assert len(rows) == 1
            assert {str(thing.id) for thing in shown} <= named


def _ask_of(here: Inhabited, looker: Looker) -> None:
    """Something is asked of whoever looks."""
    with transaction.atomic(), bound(here.person.viewer):
        ask = care.Ask.objects.get(pk=here.one("ask", "sealed").id)
        ask.owner_id, ask.owner_name, ask.due_on = looker.member, "Looker", (clock.now() + timedelta(days=3)).date()
        save(ask)
