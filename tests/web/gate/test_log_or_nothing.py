"""The read and its line in the log commit together: when the log cannot be written, nothing is shown and nothing is done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from alongside.care.models import Unknown
from alongside.circle.rules import Area
from alongside.core.models import AccessEvent
from alongside.web.check import every_route_goes_through_the_gate
from tests.factories import Person, a_person, a_professional_in, lets_in, seen_by
from tests.factories.browse import at_a_keyboard, inside, words_of

pytestmark = pytest.mark.django_db

SECRET = "Only for people I let in"


@contextmanager
def a_log_that_cannot_be_written() -> Iterator[None]:
    """Every insert into the log fails in the database itself."""

    def refuse(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if sql.startswith('INSERT INTO "core_accessevent"'):
            raise DatabaseError("the log is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


def with_a_question() -> Person:
    dawn = a_person("Dawn")
    at_a_keyboard(dawn).post(inside(dawn.space, "unknowns/new/"), {"question": SECRET})
    return dawn


def test_what_cannot_be_logged_is_not_shown() -> None:
    dawn, hannah = with_a_question(), a_professional_in()
    lets_in(dawn, hannah, (Area.UNKNOWNS,))
    professional = at_a_keyboard(hannah)
    professional.raise_request_exception = False
    assert SECRET in words_of(professional.get(inside(dawn.space, "unknowns/")))
    with transaction.atomic(), a_log_that_cannot_be_written():
        page = professional.get(inside(dawn.space, "unknowns/"))
    assert page.status_code == 500
    assert SECRET not in page.content.decode()
    assert "999" in page.content.decode()


def test_what_cannot_be_logged_is_not_done() -> None:
    dawn = with_a_question()
    person = at_a_keyboard(dawn)
    person.raise_request_exception = False
    with transaction.atomic(), a_log_that_cannot_be_written():
        answer = person.post(inside(dawn.space, "unknowns/new/"), {"question": "A second one"})
    assert answer.status_code == 500
    with seen_by(dawn.viewer):
        assert [row.question for row in Unknown.objects.filter(space_id=dawn.space)] == [SECRET]


def test_a_stranger_who_knocks_is_written_down_and_learns_nothing() -> None:
    dawn, stranger = with_a_question(), a_professional_in(name="Sam")
    known = at_a_keyboard(stranger).get(inside(dawn.space, "unknowns/"))
    made_up = at_a_keyboard(stranger).get(inside(UUID("00000000-0000-4000-8000-000000000000"), "unknowns/"))
    assert known.status_code == made_up.status_code == 404
    assert words_of(known) == words_of(made_up)
    with seen_by(dawn.viewer):
        row = AccessEvent.objects.filter(space=dawn.space, actor=stranger.account.pk).get()
    assert row.outcome == "refused"


def test_every_route_goes_through_the_gate_and_one_that_does_not_is_named() -> None:
    assert every_route_goes_through_the_gate() == []
