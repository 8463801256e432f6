"""On PostgreSQL, past the first wall: nobody makes more of their own place in a circle than an answer or a goodbye."""

import pytest
from django.db import DatabaseError, connection, transaction

from alongside.circle.rules import Area
from alongside.core.viewer import bound
from tests.factories import a_carer, a_person, a_professional_in, lets_in

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

MORE_THAN_THEIRS = [
    "standing = 'carer', service_id = NULL",
    "space_id = '{other}'",
    "service_id = '{service}'",
    "account_id = '{stranger}'",
    "link_hash = 'abc'",
    "since = since - interval '1 year'",
]


@pytest.fixture
def hannah():
    person, hannah = a_person("Dawn"), a_professional_in()
    return hannah, lets_in(person, hannah, (Area.STORY,))


def tried(viewer, member, words: str) -> int:
    with transaction.atomic(), bound(viewer), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE circle_member SET {words} WHERE id = %s", [member])
        return cursor.rowcount


@pytest.mark.parametrize("words", MORE_THAN_THEIRS)
def test_a_member_cannot_become_more_than_they_are(hannah, words: str) -> None:
    somebody, member = hannah
    other, stranger = a_person("Seun"), a_carer("Ines")
    said = words.format(other=other.space, stranger=stranger.account.pk, service=a_professional_in().viewer.service)
    with pytest.raises(DatabaseError, match="changed by whoever holds the space"):
        tried(somebody.viewer, member, said)


def test_whoever_left_does_not_come_back_in_by_themselves(hannah) -> None:
    somebody, member = hannah
    assert tried(somebody.viewer, member, "state = 'left'") == 1
    with pytest.raises(DatabaseError, match="changed by whoever holds the space"):
        tried(somebody.viewer, member, "state = 'in-circle'")


def test_the_person_still_ends_and_pauses_whom_they_like() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in()
    member = lets_in(dawn, hannah, (Area.STORY,))
    assert tried(dawn.viewer, member, "state = 'ended'") == 1
