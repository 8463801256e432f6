"""A new site gets its first administrators from the command line; a role given twice is held once."""

import io

import pytest
from django.core.management import CommandError, call_command

from alongside.core.viewer import Viewer
from alongside.people import actions as people
from alongside.people.models import RoleHeld
from alongside.people.rules import OrganisationKind
from tests.factories import Somebody, an_account
from tests.factories.browse import at_a_keyboard

pytestmark = pytest.mark.django_db


def give(*words: str) -> str:
    said = io.StringIO()
    call_command("give_role", *words, stdout=said)
    return said.getvalue()


def test_an_administrator_is_made_and_unmade() -> None:
    account = an_account("Ada")
    browser = at_a_keyboard(Somebody(account, Viewer(account.pk, "Ada")))
    assert browser.get("/administration/").status_code == 404
    for _time in ("first", "second"):
        assert "administrator" in give("administrator", account.email.upper())
    assert RoleHeld.objects.count() == 1
    assert browser.get("/administration/").status_code == 200
    assert "none" in give("administrator", account.email, "--end")
    assert browser.get("/administration/").status_code == 404


def test_somebody_without_an_account_gets_no_role() -> None:
    with pytest.raises(CommandError, match="Ask them to make one first"):
        give("administrator", "nobody@example.test")


def test_whoever_pays_for_services_does_it_for_an_organisation() -> None:
    account = an_account("Rajan")
    board = people.add_organisation(slug="invented-board", name="Invented Board", kind=OrganisationKind.OTHER)
    with pytest.raises(CommandError, match="no organisation with that short name"):
        give("commissioner", account.email, "--organisation", "nowhere")
    assert not RoleHeld.objects.exists()
    give("commissioner", account.email, "--organisation", "invented-board")
    assert [row.organisation for row in RoleHeld.objects.all()] == [board]
    give("commissioner", account.email, "--organisation", "invented-board")
    people.add_organisation(slug="other-board", name="Other Board", kind=OrganisationKind.OTHER)
    with pytest.raises(CommandError, match="Take it back first"):
        give("commissioner", account.email, "--organisation", "other-board")
    assert RoleHeld.objects.count() == 1
