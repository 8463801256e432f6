"""The list of signed-in devices is fresh to the minute and costs nothing in between."""

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.web.signing import devices_seen
from tests.factories import a_person

pytestmark = pytest.mark.django_db


def written(queries: CaptureQueriesContext) -> bool:
    return any("usersessions_usersession" in one["sql"] for one in queries.captured_queries)


def test_the_second_page_in_a_minute_writes_no_row_and_a_later_one_does(monkeypatch):
    dawn, client = a_person("Dawn"), Client()
    client.force_login(dawn.account)
    client.get("/")
    first = UserSession.objects.get(user=dawn.account).last_seen_at
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    assert not written(queries)
    monkeypatch.setattr(devices_seen, "A_MINUTE", 0.0)
    client.get("/")
    assert UserSession.objects.get(user=dawn.account).last_seen_at > first


def test_the_same_session_in_another_browser_is_written_at_once():
    dawn, client = a_person("Dawn"), Client()
    client.force_login(dawn.account)
    client.get("/", headers={"user-agent": "One"})
    client.get("/", headers={"user-agent": "Another"})
    assert UserSession.objects.get(user=dawn.account).user_agent == "Another"


def test_what_is_remembered_stays_small(monkeypatch):
    monkeypatch.setattr(devices_seen, "REMEMBERED", 1)
    dawn, client = a_person("Dawn"), Client()
    client.force_login(dawn.account)
    for browser in ("One", "Another", "One"):
        client.get("/", headers={"user-agent": browser})
    assert UserSession.objects.get(user=dawn.account).user_agent == "One"
