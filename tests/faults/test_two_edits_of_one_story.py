"""Twenty devices write the same page of one story at the same time: every word that was saved is still there."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier

import pytest
from django.db import OperationalError, connection

from alongside.care.actions import story as do
from alongside.care.actions.kept_text import Saved
from alongside.care.queries import story as tell
from alongside.care.rules import StoryKind
from tests.factories import Person, a_person, seen_by

EDITORS = 20
EDITS = 50

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Acknowledged:
    """What one save told its writer."""

    text: str
    landed_as: int | None
    shown_both: bool


def edit(person: Person, editor: int, begin: Barrier) -> list[Acknowledged]:
    """One device: write on what it saw last, save; again and again. Nobody waits for anybody."""
    told = []
    seen = 0
    if connection.vendor == "sqlite":
        # This is about writers who meet; that a power cut takes nothing is held elsewhere, and costs a disk its time.
        connection.ensure_connection()
        connection.connection.execute("PRAGMA synchronous=OFF")
    begin.wait()
    try:
        for number in range(EDITS):
            text = f"Device {editor}, edit {number}."
            saved = press_save(person, text, version=seen, once=f"{editor}-{number}")
            seen = saved.version
            if saved.both is not None:
                told.append(Acknowledged(text, None, saved.both.yours == text and saved.both.theirs != text))
            else:
                told.append(Acknowledged(text, saved.version, shown_both=False))
    finally:
        connection.close()
    return told


def press_save(person: Person, text: str, *, version: int, once: str) -> Saved:
    """Save; when the database was too busy to answer, press again with the same form."""
    for _press in range(20):
        try:
            with seen_by(person.viewer):
                return do.save(
                    space=person.space, kind=StoryKind.PAGE, text=text, version=version, once=once, by=person.viewer
                )
        except OperationalError:
            continue
    raise AssertionError("the database never answered")


def test_no_edit_is_lost_when_twenty_devices_write_one_page_at_once() -> None:
    person = a_person()
    begin = Barrier(EDITORS)
    with ThreadPoolExecutor(EDITORS) as pool:
        running = [pool.submit(edit, _own_viewer(person), editor, begin) for editor in range(EDITORS)]
        told = [one for device in running for one in device.result()]

    assert len(told) == EDITORS * EDITS
    with seen_by(person.viewer):
        kept = list(tell.versions_of(person.viewer, person.space, StoryKind.PAGE))
        stands = tell.part_of(person.viewer, person.space, StoryKind.PAGE)
    landed = {row.version: row.text for row in kept if not row.set_aside}
    aside = {row.text for row in kept if row.set_aside}
    assert stands is not None

    assert {one.text for one in told} == set(landed.values()) | aside
    assert sorted(landed) == list(range(1, stands.version + 1)), "a version was written over"
    assert len(landed) == len([row for row in kept if not row.set_aside])
    assert landed[stands.version] == stands.text
    assert all(one.shown_both for one in told if one.landed_as is None), "a second writer was not shown both texts"
    assert aside, "the devices never met: the test proves nothing"


def _own_viewer(person: Person) -> Person:
    """The same person on another device: what is remembered about consent is not shared between threads."""
    viewer = person.viewer
    return Person(person.account, viewer.for_purpose(viewer.purpose), person.space)
