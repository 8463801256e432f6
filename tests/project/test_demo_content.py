"""The demo files hold together: every name leads to somebody, every time is in order, every state can be seen."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import fhirkit
import pytest
import yaml

import alongside.project.demo
from alongside.care.rules import LINK_WEEKS, READ_BACK_LONGEST, STORY_LONGEST, StoryKind
from alongside.circle.rules import Area, Effect, Label, MemberState, Standing
from alongside.people.rules import OrganisationKind
from alongside.project.demo.when import MORNING, NIGHT, NOON, moment

CONTENT = Path(alongside.project.demo.__file__).parent / "content"
PEOPLE = sorted(path.stem for path in (CONTENT / "spaces").glob("*.yaml"))
A_WEEK_OF_DAYS = [datetime(2026, 11, 20, 9, 0, tzinfo=UTC) + timedelta(days=n) for n in range(7)]
ASK_STATES = {"asked", "seen", "working", "answered", "passed", "cannot"}
BEGINS = {"from", "since", "invited", "opened"}
ENDS = {"until", "by_when", "link_until"}
PAST = {
    "saved",
    "written",
    "answered",
    "imported",
    "closed",
    "raised",
    "link_sent",
    "withdrawn",
    "declined",
    "left",
} | BEGINS


@cache
def read(name: str) -> Any:
    return yaml.safe_load((CONTENT / name).read_text(encoding="utf-8"))


def space(person: str) -> Any:
    return read(f"spaces/{person}.yaml")


def accounts() -> dict[str, Any]:
    return {one["slug"]: one for one in read("accounts.yaml")["accounts"]}


def services() -> dict[str, Any]:
    return {one["slug"]: one for org in read("organisations.yaml")["organisations"] for one in org["services"]}


def walk(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a file with the key it stands under."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from walk(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner, key)
    elif isinstance(value, str):
        yield key, value


def at(text: str, now: datetime, key: str = "") -> datetime:
    return moment(text, now=now, without_time=MORNING if key in BEGINS else NIGHT if key in ENDS else NOON)


def asks(person: str) -> Iterator[tuple[Any, Any, Any]]:
    for thread in space(person)["threads"]:
        for message in thread["messages"]:
            if "ask" in message:
                yield thread, message, message["ask"]


def in_thread(person: str, thread: Any) -> set[str]:
    return {person} | {m["who"] for m in thread["members"]} | {o["slug"] for o in thread.get("outside", [])}


def test_there_are_enough_people_of_every_kind() -> None:
    roles = Counter(one["role"] for one in accounts().values())
    in_post = [one for one in accounts().values() if one["role"] == "professional" and "left" not in one]
    care = [org for org in read("organisations.yaml")["organisations"] if org["services"]]
    assert len(PEOPLE) == roles["person"] >= 6
    assert len(in_post) >= 8
    assert len(care) == 5
    assert {service for one in in_post for service in one["services"]} == set(services())
    assert roles["carer"] >= 2
    assert all(roles[role] >= 1 for role in ("lead", "commissioner", "facilitator", "administrator", "privacy-officer"))


def test_everybody_says_that_they_are_invented_and_no_address_or_number_can_reach_a_stranger() -> None:
    assert "invented" in read("about.yaml")["label"]
    for path in CONTENT.rglob("*.*"):
        words = path.read_text(encoding="utf-8")
        assert "invented" in words.lower(), path
        for address in re.findall(r"[\w.]+@[\w.]+", words):
            assert address.endswith((".test", "@example.org")), address
        for number in re.findall(r"\b0\d{4} ?\d{3} ?\d{3}\b", words):
            assert number.startswith("01632 960"), number


def test_every_slug_is_used_once() -> None:
    seen = Counter([*accounts(), *services()])
    for person in PEOPLE:
        whole = space(person)
        for part in ("sealed", "threads", "read_backs", "unknowns", "meetings"):
            seen.update(one["slug"] for one in whole[part])
        seen.update(o["slug"] for thread in whole["threads"] for o in thread.get("outside", []))
        for part in ("wishes", "needs", "asked_about_looks"):
            seen.update(one["slug"] for one in whole.get(part, []))
        seen.update(ask["slug"] for _, _, ask in asks(person))
    assert [slug for slug, times in seen.items() if times > 1] == []


def test_every_kind_in_the_files_is_a_kind_the_rooms_know() -> None:
    assert {org["kind"] for org in read("organisations.yaml")["organisations"]} <= set(OrganisationKind)
    for person in PEOPLE:
        whole = space(person)
        assert {row["as"] for row in whole["circle"]} <= set(Standing)
        assert {row["state"] for row in whole["circle"]} <= set(MemberState)
        assert {area for row in whole["consents"] for area in row["areas"]} <= set(Area) - {Area.CONVERSATION}
        assert {row.get("effect", Effect.ALLOW) for row in whole["consents"]} <= set(Effect)
        assert {thread.get("label", Label.ORDINARY) for thread in whole["threads"]} <= set(Label)
        assert {thread["about"] for thread in whole["threads"]} <= {"pain", "mind", "both", "life"}


@pytest.mark.parametrize("person", PEOPLE)
def test_nobody_sees_anything_without_being_in_the_circle_first(person: str) -> None:
    whole, now = space(person), A_WEEK_OF_DAYS[0]
    since = {row["who"]: at(row["since"], now, "since") for row in whole["circle"] if "since" in row}
    gone = {
        row["who"] for row in whole["circle"] if row["state"] in {"ended", "left", "declined", "invited", "wants-in"}
    }
    assert all(row["who"] in accounts() or row["who"] in services() for row in whole["circle"])
    for row in whole["circle"]:
        if row["as"] == "professional":
            assert row["service"] in accounts()[row["who"]]["services"], row
    for row in whole["consents"] + [m for thread in whole["threads"] for m in thread["members"]]:
        begins, ends = at(row["from"], now, "from"), at(row["until"], now, "until")
        assert since[row["who"]] <= begins < ends <= begins + timedelta(days=184), row
        if row["who"] in gone:
            assert "withdrawn" in row or ends < now, f"{row} is still open to somebody who has gone"
    for item in whole["sealed"]:
        assert set(item["for"]) <= since.keys() - gone


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("now", A_WEEK_OF_DAYS, ids=lambda now: now.strftime("%a"))
def test_what_has_happened_lies_in_the_past_and_in_order(person: str, now: datetime) -> None:
    whole = space(person)
    for key, text in walk(whole):
        if key in PAST and re.match(r"[+-]\d+d", text):
            assert at(text, now, key) < now, (key, text)
            assert at(text, now, key) >= at(whole["opened"], now, "opened"), (key, text)
    for thread in whole["threads"]:
        times = [at(message["at"], now) for message in thread["messages"]]
        assert times == sorted(set(times)), thread["slug"]
        assert at(thread["opened"], now) <= times[0]
        assert times[-1] < now
    for meeting in whole["meetings"]:
        assert at(meeting["at"], now) > now + timedelta(hours=14), meeting["slug"]


@pytest.mark.parametrize("person", PEOPLE)
def test_only_those_let_into_a_thread_write_in_it_while_they_are_let_in(person: str) -> None:
    now = A_WEEK_OF_DAYS[0]
    for thread in space(person)["threads"]:
        carers = {slug for slug in in_thread(person, thread) if accounts().get(slug, {}).get("role") == "carer"}
        assert not (carers and thread.get("label") == Label.NOT_FOR_CARERS)
        windows = {m["who"]: (at(m["from"], now, "from"), at(m["until"], now, "until")) for m in thread["members"]}
        for o in thread.get("outside", []):
            windows[o["slug"]] = (at(o["link_sent"], now), at(o["link_until"], now, "link_until"))
            assert windows[o["slug"]][1] - windows[o["slug"]][0] in {timedelta(weeks=weeks) for weeks in LINK_WEEKS}
            assert o["sent_by"] in in_thread(person, thread)
            assert all(windows[o["slug"]][0] <= at(opened, now) <= windows[o["slug"]][1] for opened in o["opened"])
        for message in thread["messages"]:
            if message["from"] != person:
                begins, ends = windows[message["from"]]
                assert begins <= at(message["at"], now) <= ends, message["text"]


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("now", A_WEEK_OF_DAYS, ids=lambda now: now.strftime("%a"))
def test_every_ask_has_one_owner_and_ends_as_its_file_says(person: str, now: datetime) -> None:
    for thread, message, ask in asks(person):
        owner, state, last = ask["to"], "asked", at(message["at"], now)
        for step in ask["steps"]:
            assert step["by"] == owner, ask["slug"]
            assert last <= at(step["at"], now) < now, ask["slug"]
            owner, state, last = step.get("to", owner), step["state"], at(step["at"], now)
            assert (state == "passed") == ("to" in step)
            assert (state == "cannot") == ("because" in step)
        assert owner in in_thread(person, thread), ask["slug"]
        answers = [m for m in thread["messages"] if m.get("answers") == ask["slug"]]
        if answers:
            assert [m["from"] for m in answers] == [owner], ask["slug"]
            assert last <= at(answers[0]["at"], now), ask["slug"]
            state = "answered"
        assert state == ask["now"], ask["slug"]


def test_a_visitor_can_find_an_ask_in_every_state_and_one_that_is_overdue() -> None:
    now = A_WEEK_OF_DAYS[0]
    every = [ask for person in PEOPLE for _, _, ask in asks(person)]
    open_ones = [ask for ask in every if ask["now"] not in {"answered", "cannot"}]
    assert {ask["now"] for ask in every} == ASK_STATES
    assert 1 <= len([ask for ask in open_ones if at(ask["by_when"], now, "by_when") < now]) < len(every) / 4


def test_a_visitor_can_find_every_state_of_circle_consent_read_back_and_unknown() -> None:
    now = A_WEEK_OF_DAYS[0]
    wholes = [space(person) for person in PEOPLE]
    consents = [row for whole in wholes for row in whole["consents"]]
    ends = [at(row["until"], now, "until") for row in consents if "withdrawn" not in row]
    assert {row["state"] for whole in wholes for row in whole["circle"]} == set(MemberState)
    assert {row["as"] for whole in wholes for row in whole["circle"]} == {"carer", "professional", "team"}
    assert any("withdrawn" in row for row in consents)
    assert any(row.get("effect") == Effect.DENY for row in consents)
    assert any(end < now for end in ends)
    assert any(now < end < now + timedelta(days=7) for end in ends)
    assert {r["answer"] for whole in wholes for r in whole["read_backs"]} == {"confirmed", "corrected", None}
    assert {u["state"] for whole in wholes for u in whole["unknowns"]} == {"open", "found-out", "nobody-knows-yet"}
    assert any(meeting["first"] for whole in wholes for meeting in whole["meetings"])


@pytest.mark.parametrize("person", PEOPLE)
def test_a_story_is_told_in_layers_and_an_empty_one_says_why(person: str) -> None:
    story = space(person)["story"]
    assert len(story["line"]["text"]) <= 160 < STORY_LONGEST[StoryKind.LINE]
    assert 150 <= len(story["page"]["text"].split()) <= 250
    assert story["whole"].get("not_ready") or len(story["whole"]["text"].split()) >= 150


def test_three_stories_are_told_whole() -> None:
    told = [len(space(person)["story"]["whole"].get("text", "").split()) for person in PEOPLE]
    assert len([words for words in told if 400 <= words <= 900]) >= 3
    assert 0 in told


@pytest.mark.parametrize("person", PEOPLE)
def test_a_read_back_is_two_lines_by_somebody_who_may_read_the_story(person: str) -> None:
    now = A_WEEK_OF_DAYS[0]
    for one in space(person)["read_backs"]:
        written = at(one["written"], now)
        may = [
            row
            for row in space(person)["consents"]
            if row["who"] == one["by"] and "story" in row["areas"] and row.get("effect") != Effect.DENY
        ]
        assert len(one["text"].strip().splitlines()) == 2
        assert len(one["text"]) <= READ_BACK_LONGEST
        page = space(person)["story"]["page"]
        assert min(at(version["saved"], now) for version in [page, *page.get("earlier", [])]) < written, one["slug"]
        assert (one["answer"] is None) == ("answered" not in one)
        assert any(at(row["from"], now, "from") <= written <= at(row["until"], now, "until") for row in may), one[
            "slug"
        ]


@pytest.mark.parametrize("person", PEOPLE)
def test_an_unknown_has_an_owner_and_an_honest_ending(person: str) -> None:
    known = accounts().keys()
    threads = {thread["slug"] for thread in space(person)["threads"]}
    for one in space(person)["unknowns"]:
        assert {one["by"], one["owner"], *(step["by"] for step in one.get("steps", []))} <= known
        assert one["from"] == "story" or one["from"].removeprefix("thread:") in threads
        assert (one["state"] == "open") == ("finding" not in one) == ("closed" not in one)


@pytest.mark.parametrize("person", [person for person in PEOPLE if space(person)["notes"]])
def test_imported_notes_are_valid_and_hold_every_line_the_person_marked(person: str) -> None:
    raw = (CONTENT / "notes" / space(person)["notes"]["bundle"]).read_text(encoding="utf-8")
    bundle = json.loads(raw)
    lines = {
        (entry["resource"]["resourceType"], words)
        for entry in bundle["entry"]
        for key, words in walk(entry["resource"])
        if key in {"text", "title"}
    }
    assert [str(issue) for issue in fhirkit.validate(raw)] == []
    assert 30 <= len(bundle["entry"]) <= 80
    assert bundle["entry"]
    assert all((mark["type"], mark["title"]) in lines for mark in space(person)["notes"]["marks"])
    assert {mark["mark"] for mark in space(person)["notes"]["marks"]} <= {"right", "not-right", "out-of-date"}


def test_the_three_bundles_are_of_three_kinds() -> None:
    kinds = {json.loads(path.read_text(encoding="utf-8"))["type"] for path in (CONTENT / "notes").glob("*.json")}
    assert kinds == {"document", "collection", "transaction"}


@pytest.mark.parametrize("text", ["yesterday", "-3", "-3d 25:00", "3d", "-3d 14:20 mon"])
def test_a_time_of_another_shape_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueError, match="is not a time such as"):
        moment(text, now=A_WEEK_OF_DAYS[0])
