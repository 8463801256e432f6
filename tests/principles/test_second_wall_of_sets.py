"""On PostgreSQL history is only added to, and the words of a published version never change, whatever the code does."""

import pytest
from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from alongside.principles.models import ServiceSet, SetChange, SetPractice, SetPrinciple

from .own_sets import a_fork, a_house, goes_out

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def is_refused(do) -> bool:
    try:
        with transaction.atomic():
            do()
    except DatabaseError:
        return True
    return False


def test_nobody_rewrites_what_was_changed_and_why():
    a_fork(a_house())
    assert is_refused(lambda: QuerySet(SetChange).update(reasons="Something nicer."))
    assert is_refused(lambda: QuerySet(SetChange)._raw_delete("default"))
    assert is_refused(lambda: QuerySet(ServiceSet).update(reason="Something nicer."))


def test_the_words_of_a_published_version_never_change():
    house = a_house()
    at = a_fork(house)
    assert not is_refused(lambda: QuerySet(SetPractice).update(note="Still a draft."))
    goes_out(at, house.lead)
    assert is_refused(lambda: QuerySet(SetPractice).update(plain="Other words."))
    assert is_refused(lambda: QuerySet(SetPractice)._raw_delete("default"))
    assert is_refused(lambda: QuerySet(SetPrinciple).update(title="Other words."))
