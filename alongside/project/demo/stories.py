"""Stories told: layers and headings with what they said before, how to communicate, sealed letters, meetings, read-backs."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from alongside.care.actions import communication, read_backs, story, story_files
from alongside.care.actions.kept_text import Reach
from alongside.care.rules import CommunicationKind, StoryKind
from alongside.circle.rules import Label, MemberState
from alongside.core.uploads import checked
from alongside.project.demo.cast import Cast
from alongside.project.demo.play import Play

ABOUT_ME = {
    "most_important": StoryKind.MATTERS_MOST,
    "important_people": StoryKind.PEOPLE,
    "wellness": StoryKind.WELLNESS,
    "please_do": StoryKind.PLEASE_DO,
    "please_dont": StoryKind.PLEASE_DONT,
    "how_and_when_to_support": StoryKind.SUPPORT,
}
NEEDS = {"contact": CommunicationKind.CONTACT, "time": CommunicationKind.CONTACT, "format": CommunicationKind.FORMATS}


def tell(play: Play, cast: Cast, whole: dict[str, Any]) -> None:
    """One story and everything beside it."""
    person = whole["person"]
    for kind in (StoryKind.LINE, StoryKind.PAGE, StoryKind.WHOLE):
        layer = whole["story"][kind.value]
        if "text" in layer:
            _tell_versions(play, cast, person, kind, layer)
    for saved, kind, text in [*_about_me(whole), *_past_care(whole)]:
        play.then(play.when(saved), f"{person}: {kind.value}", partial(_save, cast, person, kind, text, 0))
    for kind, text in _communication(whole).items():
        saved = play.when(whole["communication"]["saved"])
        play.then(saved, f"{person}: {kind.value}", partial(_save, cast, person, kind, text, 0))
    for letter in whole["sealed"]:
        play.then(play.when(letter["written"]), letter["slug"], partial(_seal, cast, person, letter))
    for meeting in whole["meetings"]:
        if meeting["first"]:
            _tell_meeting(play, cast, person, meeting)
    for row in whole["read_backs"]:
        play.then(play.when(row["written"]), row["slug"], partial(_write_read_back, cast, person, row))
        if row["answer"]:
            play.then(play.when(row["answered"]), row["slug"], partial(_answer_read_back, cast, person, row))


def _tell_versions(play: Play, cast: Cast, person: str, kind: StoryKind, layer: dict[str, Any]) -> None:
    """A layer and what it said before, the oldest first."""
    for version, said in enumerate([*reversed(layer.get("earlier", [])), layer]):
        do = partial(_save, cast, person, kind, said["text"], version)
        play.then(play.when(said["saved"]), f"{person}: {kind.value}", do)


def _about_me(whole: dict[str, Any]) -> list[tuple[str, StoryKind, str]]:
    about = whole["about_me"]
    also = [about.get("also_worth_knowing") or ""]
    if about["supported_to_write_by"]:
        also.append(f"I had help to write this from {about['supported_to_write_by']}.")
    found = [(kind, _text(about.get(key))) for key, kind in ABOUT_ME.items()]
    found.append((StoryKind.ALSO, "\n\n".join(part for part in also if part)))
    return [(about["saved"], kind, text) for kind, text in found if text]


def _past_care(whole: dict[str, Any]) -> list[tuple[str, StoryKind, str]]:
    care = whole["past_care"]
    return [
        (care["saved"], StoryKind.CARE_THAT_HELPED, "\n\n".join(care["helped"])),
        (care["saved"], StoryKind.CARE_THAT_HARMED, "\n\n".join(care["harmed"])),
        (care["saved"], StoryKind.TIRED_OF_REPEATING, _text(whole["tired_of_repeating"])),
    ]


def _communication(whole: dict[str, Any]) -> dict[CommunicationKind, str]:
    """How to communicate, by our headings; each line is one thing."""
    said = whole["communication"]
    lines: dict[CommunicationKind, list[str]] = {kind: [] for kind in CommunicationKind}
    lines[CommunicationKind.HOW].append(whole["about_me"].get("how_i_communicate") or "")
    for need in said["needs"]:
        lines[NEEDS.get(need["kind"], CommunicationKind.NEEDS)].append(need["text"])
    lines[CommunicationKind.FORMATS].append(said.get("reading") or "")
    lines[CommunicationKind.WORDS] += [f"“{one['word']}”: {one['why']}" for one in said["unhelpful_words"]]
    lines[CommunicationKind.DISTRESS] += said["in_pain_or_distress"]
    return {kind: text for kind, found in lines.items() if (text := _text([one for one in found if one]))}


def _text(said: str | list[str] | None) -> str:
    """A list as lines, each thing on one."""
    if isinstance(said, list):
        return "\n".join(" ".join(one.split()) for one in said)
    return said or ""


def _save(
    cast: Cast, person: str, kind: StoryKind | CommunicationKind, text: str, version: int, reach: Reach | None = None
) -> None:
    with cast.acting(person, person) as (viewer, footing):
        if isinstance(kind, StoryKind):
            story.save(space=footing.space, kind=kind, text=text, version=version, reach=reach, by=viewer)
        else:
            communication.save(space=footing.space, kind=kind, text=text, version=version, reach=reach, by=viewer)


def _seal(cast: Cast, person: str, letter: dict[str, Any]) -> None:
    """A letter for named people only: a file beside the story that nobody else finds."""
    sent = SimpleUploadedFile(f"{letter['title']}.txt", letter["text"].encode())
    named = frozenset(cast.members[person, who] for who in letter["for"])
    with cast.acting(person, person) as (viewer, footing):
        story_files.add(
            space=footing.space,
            file=checked(sent, settings.UPLOAD_LIMIT_BYTES),
            caption=letter["title"],
            reach=Reach(Label.SEALED, named),
            by=viewer,
        )


def _tell_meeting(play: Play, cast: Cast, person: str, meeting: dict[str, Any]) -> None:
    """A first meeting is written down when somebody has just come into the circle. Before that there is nobody to meet."""
    for who in meeting["with"]:
        row = cast.rows[person, who]
        if row["state"] == MemberState.IN_CIRCLE:
            noted = play.when(row["since"], "since") + timedelta(hours=19)
            on_day = play.when(meeting["at"]).date()
            play.then(noted, meeting["slug"], partial(_note_meeting, cast, person, who, on_day))


def _note_meeting(cast: Cast, person: str, who: str, on_day: datetime) -> None:
    with cast.acting(person, person) as (viewer, footing):
        read_backs.record_meeting(footing=footing, member=cast.members[person, who], on_day=on_day, by=viewer)


def _write_read_back(cast: Cast, person: str, row: dict[str, Any]) -> None:
    with cast.acting(person, row["by"]) as (viewer, footing):
        cast.things[row["slug"]] = read_backs.write_read_back(footing=footing, words=row["text"], by=viewer)


def _answer_read_back(cast: Cast, person: str, row: dict[str, Any]) -> None:
    with cast.acting(person, person) as (viewer, footing):
        read_backs.answer_read_back(
            footing=footing,
            read_back=cast.things[row["slug"]],
            right=row["answer"] == "confirmed",
            words=row["words"] or "",
            by=viewer,
        )
