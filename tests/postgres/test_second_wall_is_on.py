"""Tests on PostgreSQL really run as the application, and start from empty tables each time. The network is shut on both."""

import socket
import subprocess
import sys
import threading
import urllib.request

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import ProgrammingError, connection, transaction

from alongside.people import actions
from alongside.people.models import Account
from tests.conftest import NetworkTouched
from tests.house.source import HOME


def one(sql: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def somebody() -> None:
    actions.open_account(email="somebody@example.org", called="Somebody")


@pytest.mark.postgres
@pytest.mark.django_db
def test_the_application_owns_no_table_and_passes_through_no_wall():
    assert one("SELECT current_user") == "alongside_app"
    assert one("SELECT count(*) FROM pg_tables WHERE tableowner = current_user") == 0
    assert one("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user") is False


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "TRUNCATE circle_space CASCADE",
        "DROP TABLE circle_space",
        "ALTER TABLE circle_space NO FORCE ROW LEVEL SECURITY",
    ],
)
def test_the_application_cannot_take_the_wall_down(sql):
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_what_one_test_commits_the_next_does_not_find(time):
    assert Account.objects.count() == 0
    somebody()
    assert ContentType.objects.count() > 0


@pytest.mark.django_db(transaction=True)
def test_threads_see_what_a_test_committed():
    somebody()
    seen: list[int] = []

    def look() -> None:
        seen.append(Account.objects.count())
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [1]


@pytest.mark.django_db(transaction=True)
def test_another_process_of_ours_sees_what_a_test_committed(own_process_environment):
    somebody()
    script = (
        "import django; django.setup(); from alongside.people.models import Account; print(Account.objects.count())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=HOME,
        env=own_process_environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout == "1\n", done.stderr


def test_the_network_is_shut():
    with pytest.raises(NetworkTouched):
        urllib.request.urlopen("http://example.org/", timeout=2)
    with pytest.raises(NetworkTouched), socket.socket() as one_socket:
        one_socket.connect(("192.0.2.1", 80))
