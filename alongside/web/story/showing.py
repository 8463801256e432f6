"""From parts of a story to what a page lays out: headings in plain words, lists as lists, who may read each part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.care.rules import STORY_LISTS, CommunicationKind, StoryKind
from alongside.circle.rules import Label
from alongside.core import typed
from alongside.web.story import words as say
from alongside.web.story.words import PartWords

COMMUNICATION_LISTS = frozenset(CommunicationKind) - {CommunicationKind.HOW, CommunicationKind.DISTRESS}


class Part(Protocol):
    """What is needed of a part of the story or of how to communicate."""

    pk: Any
    text: str
    label: str
    version: int
    changed_at: datetime


@dataclass(frozen=True)
class Shown:
    """One part, ready to lay out. `tag` and `readers` are for the person: who may read this one."""

    kind: str
    heading: str
    text: str
    lines: tuple[str, ...]
    tag: str = ""
    tag_kind: str = "plain"
    readers: str = ""


@dataclass(frozen=True)
class Invite:
    """A part that is still empty, as a gentle link for the person."""

    kind: str
    text: str


@dataclass(frozen=True)
class Section:
    """Parts that belong together, and what could be added to them."""

    id: str
    title: str
    shown: tuple[Shown, ...]
    invites: tuple[Invite, ...]


def story_sections(
    parts: Mapping[StoryKind, Part], *, mine: bool, name: str, readers: Mapping[UUID, Sequence[str]]
) -> list[Section]:
    """The story in its three sections."""
    groups = (
        ("in-layers", _("My story, short and long") if mine else _("The story, short and long"), say.LAYERS),
        ("about-me", _("About me") if mine else _("About %(name)s") % {"name": name}, say.ABOUT_ME),
        ("past-care", _("Care so far"), say.PAST_CARE),
    )
    return [
        section(
            id_, title, {kind: parts.get(kind) for kind in kinds}, say.STORY, STORY_LISTS, mine=mine, readers=readers
        )
        for id_, title, kinds in groups
    ]


def communication_section(
    parts: Mapping[CommunicationKind, Part], *, mine: bool, readers: Mapping[UUID, Sequence[str]]
) -> Section:
    """How somebody likes to be communicated with."""
    return section(
        "how-to-communicate",
        _("How I like to be communicated with") if mine else _("How to communicate"),
        {kind: parts.get(kind) for kind in CommunicationKind},
        say.COMMUNICATION,
        COMMUNICATION_LISTS,
        mine=mine,
        readers=readers,
    )


def section(
    id_: str,
    title: str,
    parts: Mapping[Any, Part | None],
    words: Mapping[Any, PartWords],
    lists: frozenset[Any],
    *,
    mine: bool,
    readers: Mapping[UUID, Sequence[str]],
) -> Section:
    """Parts with words are shown; empty ones become an invitation to their person and nothing at all to others."""
    full = {kind: part for kind, part in parts.items() if part is not None and part.text.strip()}
    return Section(
        id=id_,
        title=title,
        shown=tuple(
            shown(kind, part, words[kind], kind in lists, mine=mine, readers=readers) for kind, part in full.items()
        ),
        invites=tuple(Invite(kind.value, _(words[kind].invite)) for kind in parts if kind not in full) if mine else (),
    )


def shown(
    kind: Any, part: Part, words: PartWords, as_list: bool, *, mine: bool, readers: Mapping[UUID, Sequence[str]]
) -> Shown:
    """One part."""
    tag, tag_kind = say.LABEL_TAGS.get(part.label, ("", "plain")) if mine else ("", "plain")
    return Shown(
        kind=kind.value,
        heading=_(words.heading if mine else words.others),
        text=part.text,
        lines=typed.lines_of(part.text) if as_list else (),
        tag=_(tag) if tag else "",
        tag_kind=tag_kind,
        readers=sealed_words(part, readers) if mine else "",
    )


def sealed_words(part: Part, readers: Mapping[UUID, Sequence[str]]) -> str:
    """For a sealed part: who was named."""
    if part.label != Label.SEALED:
        return ""
    names = readers.get(part.pk, ())
    if not names:
        return _("You have not named anybody yet, so nobody else can read it.")
    return _("Only you and these can read it: %(names)s.") % {"names": ", ".join(names)}
