"""Pages of a study: for those who take part in it now, each as far as their part goes; to all others they are not there."""

from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from alongside.core.viewer import bound
from alongside.people import actions as people
from alongside.people.rules import PlatformRole
from alongside.principles.rules import Kind, Moment
from alongside.themes.actions import drafts, studies
from alongside.themes.models import StudyMember
from alongside.themes.rules import StudyRole
from tests.access.route_table import Route, of_kind
from tests.themes.study import InStudy, a_study, as_, email_of, read_by_two, somebody

pytestmark = pytest.mark.django_db

MEETS = {
    "in-study": {"researcher", "peer researcher", "follows"},
    "reads-in-study": {"researcher", "peer researcher"},
    "keeps-study": {"researcher"},
}
WHOEVER = (
    "nobody",
    "somebody",
    "in another study",
    "was in the study",
    *map(str, PlatformRole),
    "researcher",
    "peer researcher",
    "follows",
)


class Whole:
    """A study with something at every address."""

    def __init__(self) -> None:
        self.here: InStudy = a_study()
        self.things: dict[str, UUID] = {"study_id": self.here.study}
        self.things["document_id"] = self.here.documents["Sam"].pk
        self.things["round_id"] = read_by_two(self.here).pk
        theme = as_(
            self.here.noreen,
            drafts.name_theme,
            study=self.here.study,
            name="Again",
            says="People tell it again.",
            codes=[self.here.codes["Telling again"].pk],
            touches=[],
        )
        self.things["theme_id"] = theme.pk
        draft = as_(
            self.here.noreen,
            drafts.open_draft,
            theme=theme.pk,
            principle=1,
            moments=[Moment.ALWAYS],
            kinds=[Kind.PROCESS],
            words={"name": "Read first", "plain": "Whoever comes has read."},
        )
        self.things["draft_id"] = draft.pk

    def address(self, row: Route, **other: Any) -> str:
        things = {**self.things, **other}
        return reverse(row.name, kwargs={name: things[name] for name in things if f":{name}>" in row.at})


def come_as(who: str, whole: Whole) -> Client:
    client, here = Client(), whole.here
    known = {"researcher": here.noreen, "peer researcher": here.alex, "follows": here.follows}
    if who == "nobody":
        return client
    viewer = known.get(who) or somebody("Looker")
    if who == "in another study":
        viewer = a_study().noreen
    if who == "was in the study":
        as_(here.noreen, studies.ask_in, study=here.study, email=email_of(viewer), role=StudyRole.RESEARCHER)
        with transaction.atomic(), bound(viewer):
            mine = StudyMember.objects.get(account_id=viewer.account).pk
        as_(viewer, studies.leave, member=mine)
    if who in set(PlatformRole):
        people.hold_role(account=viewer.account, role=PlatformRole(who))
    from alongside.people.queries import account

    client.force_login(account(viewer.account))
    return client


@pytest.mark.parametrize("who", WHOEVER)
def test_what_a_study_holds_is_for_those_who_take_part_in_it(who: str) -> None:
    whole = Whole()
    client = come_as(who, whole)
    wrong = []
    for row in of_kind("study"):
        for method, needs in row.methods.items():
            with transaction.atomic():
                response = getattr(client, method)(whole.address(row))
                transaction.set_rollback(True)
            asked_in = response.status_code == 302 and "/accounts/login/" in response["Location"]
            got = "sign-in" if asked_in else "nothing" if response.status_code == 404 else "shown"
            expected = "sign-in" if who == "nobody" else "shown"
            if expected == "shown" and not all(who in MEETS[need] for need in needs):
                expected = "nothing"
            # A form that names nothing that can be done is no page either; who may send one at all is tried by its tests.
            if got != expected and not (expected == "shown" and method == "post" and response.status_code == 404):
                wrong.append(f"{method} {row.name}: {got} ({response.status_code}), expected {expected}")
    assert wrong == []


def test_things_of_another_study_are_not_there_either() -> None:
    whole, other = Whole(), Whole()
    client = come_as("researcher", whole)
    for row in of_kind("study"):
        for name, thing in other.things.items():
            if name != "study_id" and f":{name}>" in row.at:
                assert client.get(whole.address(row, **{name: thing})).status_code == 404, (row.name, name)
        assert client.get(other.address(row)).status_code == 404, row.name
