"""The demo community comes to life: once, whole, invented, and only where no real person is.

Building takes a while, so it is built once for all of these tests.
"""

import json
import os
import re
import socket
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.care.models import (
    Ask,
    AskStep,
    CarerNeed,
    Message,
    NoteLine,
    NoteMark,
    NotesImport,
    ReadBack,
    StoryPart,
    Thread,
    Unknown,
)
from alongside.care.rules import AskState, ImportState, ReadBackState, UnknownState
from alongside.circle import queries as circle
from alongside.circle.models import Grant, Member, Space
from alongside.circle.rules import MemberState, Standing
from alongside.core.models import AccessEvent, Fact
from alongside.core.viewer import Purpose, Viewer, bound
from alongside.mirror.models import Reading
from alongside.people import actions as people
from alongside.people.models import Account, Organisation
from alongside.people.queries import invented_people
from alongside.project.demo import community, earlier
from alongside.project.demo.play import CONTENT, read

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db]

WHOLES = [read(f"spaces/{path.name}") for path in sorted((CONTENT / "spaces").glob("*.yaml"))]
# More people of the town, each with a small space of their own.
MET = read("year/met.yaml")["people"]
# How an ask of the files stands in the house: passed on, it is asked of somebody else.
STANDS = {"working": AskState.WORKING, "passed": AskState.ASKED}


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[str]]:
    """The community in the test database, for this file only. Gives what was said while it was built."""
    said: list[str] = []
    with django_db_blocker.unblock():
        community.build(say=said.append)
    yield said
    with django_db_blocker.unblock():
        call_command("flush", verbosity=0, interactive=False)


def rows(model: Any) -> QuerySet[Any]:
    """Every row, whoever may see it: what was built, not what somebody is shown."""
    return QuerySet(model)


def asks() -> list[dict[str, Any]]:
    return [m["ask"] for whole in WHOLES for thread in whole["threads"] for m in thread["messages"] if "ask" in m]


def account(name: str) -> Account:
    return Account.objects.get(called=name)


def test_everybody_and_everything_of_the_files_is_there(built: list[str]) -> None:
    assert Account.objects.count() == len(read("accounts.yaml")["accounts"]) + len(MET)
    assert Organisation.objects.count() == len(read("organisations.yaml")["organisations"])
    assert rows(Space).count() == len(WHOLES) + len(MET)
    assert rows(Thread).count() == sum(len(whole["threads"]) for whole in WHOLES)
    assert rows(Message).count() == sum(len(t["messages"]) for whole in WHOLES for t in whole["threads"])
    assert rows(StoryPart).filter(kind="line").count() == len(WHOLES)
    assert rows(CarerNeed).count() == sum(len(whole.get("needs", [])) for whole in WHOLES)


def test_every_ask_read_back_and_unknown_ends_as_its_file_says(built: list[str]) -> None:
    told = Counter(STANDS.get(ask["now"], ask["now"]) for ask in asks())
    assert Counter(rows(Ask).values_list("state", flat=True)) == told
    passed = sum(step["state"] == "passed" for ask in asks() for step in ask["steps"])
    assert rows(AskStep).filter(state=AskState.PASSED).count() == passed
    answers = Counter(row["answer"] or "waiting" for whole in WHOLES for row in whole["read_backs"])
    assert Counter(rows(ReadBack).values_list("state", flat=True)) == answers
    assert set(ReadBackState) == answers.keys()
    kinds = {"open": UnknownState.OPEN, "found-out": UnknownState.FOUND, "nobody-knows-yet": UnknownState.NOBODY_KNOWS}
    ends = Counter(kinds[row["state"]] for whole in WHOLES for row in whole["unknowns"])
    ends[UnknownState.OPEN] += sum("wonders" in one for one in MET)
    assert Counter(rows(Unknown).values_list("state", flat=True)) == ends


def test_circles_stand_as_the_files_say(built: list[str]) -> None:
    told = Counter((row["as"], row["state"]) for whole in WHOLES for row in whole["circle"])
    told["professional", "in-circle"] += sum(one.get("read", False) for one in MET)
    inside = rows(Member).exclude(standing=Standing.OUTSIDE)
    assert Counter(inside.values_list("standing", "state")) == told


def test_notes_were_read_and_every_mark_found_its_line(built: list[str]) -> None:
    told = [whole["notes"] for whole in WHOLES if whole["notes"]]
    assert list(rows(NotesImport).values_list("state", flat=True)) == [ImportState.DONE] * len(told)
    assert rows(NoteMark).count() == sum(len(one["marks"]) for one in told)
    assert rows(NoteLine).filter(title__icontains="naproxen", mark="out-of-date").exists()


def test_everybody_is_invented_and_the_page_where_one_chooses_says_so(
    built: list[str], client: Client, settings: Any
) -> None:
    assert not Account.objects.filter(invented=False).exists()
    settings.DEMO = True
    page = client.get(reverse("account_login")).content.decode()
    assert "invented" in page
    on_page = [one for one in read("accounts.yaml")["accounts"] if one.get("on_sign_in_page", True)]
    assert [one.name for one in invented_people()] == [one["name"] for one in on_page]
    assert page.count('class="choice"') == len(on_page)
    assert "Owen Whitlock" not in page


def test_the_wall_of_the_demo_is_alive(built: list[str]) -> None:
    newest = Reading.objects.order_by("closes").last()
    assert newest is not None
    practices = json.loads(newest.frozen)["practices"]
    marks = {one[view]["state"] for one in practices.values() for view in ("person", "staff", "record")}
    assert practices["P2.1"]["gap"]["stands"], "there is something to talk about"
    assert practices["P2.1"]["kind"] in ("not_felt", "written_not_felt")
    assert {"shown", "too-few", "not-asked"} <= marks
    for reading in Reading.objects.order_by("-closes")[:2]:
        records = [one["record"]["state"] for one in json.loads(reading.frozen)["practices"].values()]
        assert records.count("shown") >= 2, "records say something too"
        assert "too-few" in records
    assert sum(1 for one in practices.values() if one["gap"] and one["gap"]["stands"]) < 4


def test_all_of_it_lies_in_the_past_and_in_order(built: list[str]) -> None:
    now = timezone.now()
    for fields in earlier.time_columns().values():
        for field in fields:
            late = rows(field.model).filter(**{f"{field.attname}__gt": now - timedelta(hours=1)})
            late = late.exclude(kind=community.BUILT) if field.model is Fact else late
            assert not late.exists(), f"{field} kept the time of the building"
    for thread in rows(Thread):
        sent = list(rows(Message).filter(thread=thread).order_by("number").values_list("sent_at", flat=True))
        assert sent == sorted(sent), thread.subject


def test_no_day_on_which_something_was_done_is_the_day_of_the_building(built: list[str]) -> None:
    today = timezone.localdate()
    for model in (model for room in earlier.ROOMS_OF_DAYS for model in apps.get_app_config(room).get_models()):
        for field in model._meta.concrete_fields:
            if field.name in earlier.DONE_ON or field.name == "on_day":
                late = rows(model).filter(**{field.attname: today})
                assert not late.exists(), f"{field} kept the day of the building"


def test_no_consent_outlasts_what_the_files_say(built: list[str]) -> None:
    now = timezone.now()
    half_a_year = now + timedelta(days=185)
    assert not rows(Grant).filter(ends_at__gt=half_a_year).exists()
    assert rows(Grant).filter(ends_at__lt=now, withdrawn_at=None).exists(), "some consent has simply run out"
    gone = (MemberState.ENDED, MemberState.DECLINED)
    assert not rows(Grant).filter(member__state__in=gone, withdrawn_at=None).exists()


def test_a_professional_who_is_in_no_circle_of_theirs_sees_nothing_of_a_space(built: list[str]) -> None:
    space = rows(Space).get(owner=account("Theo Marchetti")).pk
    for name in ("Tariq Bell", "Owen Whitlock", "Sam Whitcombe", "Rajan Thakkar"):
        for purpose in (Purpose.OWN, Purpose.DIRECT_CARE):
            stranger = Viewer(account(name).pk, name, purpose)
            with transaction.atomic(), bound(stranger):
                assert circle.footing(stranger, space) is None, name
                for model in (Space, StoryPart, Message, Ask, NoteLine, Unknown, Member):
                    where = {"pk": space} if model is Space else {}
                    found = model.objects.for_viewer(stranger).filter(**where)
                    theirs = [row for row in found if getattr(row, "space_id", None) == space or model is Space]
                    assert theirs == [], (name, model)


def test_the_person_can_read_who_looked_and_that_a_closed_door_stayed_closed(built: list[str]) -> None:
    theo = account("Theo Marchetti")
    space = rows(Space).get(owner=theo).pk
    looks = rows(AccessEvent).filter(space=space)
    assert {"Moses Kiplagat", "Grace Mutasa", "Petra Lund"} <= set(looks.values_list("actor_name", flat=True))
    refused = looks.get(outcome="refused")
    assert (refused.actor_name, refused.items) == ("Owen Whitlock", {})


# Ids, practices, numbers: one page of each shape is looked at.
OF_A_SHAPE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[A-Z]+\d\.\d+|\d+")
WALKERS = ("Dawn Ellery", "Marcia Hinds", "Pauline Osei", "Oluwaseun Adeleke", "Noreen Gallagher", "Farah Siddiqui")


@pytest.mark.parametrize("name", WALKERS)
def test_no_way_on_leads_nowhere_and_no_id_stands_twice(built: list[str], name: str) -> None:
    browser = Client()
    browser.force_login(Account.objects.get(called__endswith=name))
    waiting, seen = ["/"], set()
    while waiting:
        address, shape = waiting[0], OF_A_SHAPE.sub("-", waiting.pop(0).split("?")[0])
        if shape in seen:
            continue
        seen.add(shape)
        answer = browser.get(address)
        assert answer.status_code < 400, address
        if answer.status_code == 302:
            waiting.append(answer["Location"])
        if answer.streaming or not answer["Content-Type"].startswith("text/html"):
            continue
        page = answer.content.decode()
        ids = Counter(re.findall(r'\sid="([^"]+)"', page))
        assert [one for one, times in ids.items() if times > 1] == [], address
        waiting += [one.replace("&amp;", "&") for one in re.findall(r'href="(/(?!static|accounts/logout)[^"#]*)', page)]
    assert len(seen) > 20


def test_built_twice_it_stands_once(built: list[str]) -> None:
    before = Account.objects.count(), rows(Message).count()
    said: list[str] = []
    community.build(say=said.append)
    assert said == ["The community is here already; nothing was changed."]
    assert (Account.objects.count(), rows(Message).count()) == before


def test_while_it_is_built_it_says_how_far_it_is(built: list[str]) -> None:
    assert len(built) >= 3
    assert all("moments" in line for line in built)


def test_a_database_with_a_real_account_is_refused(built: list[str]) -> None:
    assert community.why_not_here() == ""
    people.open_account(email="real.person@example.test", called="Somebody real")
    assert "holds real accounts" in community.why_not_here()


def start(tmp_path: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """The command as `make demo` starts it, in a process of its own."""
    told = {**os.environ, "ALONGSIDE_ENV": "demo", "ALONGSIDE_VAR": str(tmp_path / "var"), **environment}
    told.pop("ALONGSIDE_SQLITE", None)
    told["ALONGSIDE_DB"] = "sqlite"
    return subprocess.run(
        [sys.executable, str(settings.HOME / "manage.py"), "demo", *arguments],
        env=told,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_a_port_in_use_is_one_clear_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = start(tmp_path, "--port", str(port))
    assert done.returncode != 0
    assert f"Port {port} is in use" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "var").exists(), "nothing was touched"


def test_a_folder_that_cannot_be_written_is_one_clear_sentence(tmp_path: Path) -> None:
    # Also for root, who may write into a read-only folder: a file stands where the folder should be.
    (tmp_path / "var").write_text("")
    (tmp_path / "var").chmod(stat.S_IRUSR)
    done = start(tmp_path, "--build-only")
    assert done.returncode != 0
    assert "cannot be written to" in done.stderr
    assert "Traceback" not in done.stderr


def test_outside_the_demo_the_command_touches_nothing(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="ALONGSIDE_ENV=demo"):
        call_command("demo", "--build-only")


def test_on_a_database_with_a_real_account_the_command_says_so_and_stops(settings: Any, tmp_path: Path) -> None:
    settings.DEMO, settings.VAR = True, tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    people.open_account(email="real.person@example.test", called="Somebody real")
    with pytest.raises(CommandError, match="holds real accounts"):
        call_command("demo", "--build-only", "--anew")
    assert Account.objects.filter(email="real.person@example.test").exists()
