"""What is true of listening: what may be answered, in which ways, who is asked what and when. Plain values; no tables."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median


class Said(StrEnum):
    """What somebody can answer. Nothing in between, and no number."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_RELEVANT = "not-relevant"
    DONT_KNOW = "dont-know"


class Through(StrEnum):
    """By which way an answer came."""

    SPACE = "space"
    LINK = "link"
    PAPER = "paper"
    WORK = "work"


class DoorKind(StrEnum):
    """A way in for people without a space: a link for anybody, or a code on paper for one contact."""

    LINK = "link"
    PAPER = "paper"


class ContactKind(StrEnum):
    """What sort of contact it was."""

    FIRST = "first-meeting"
    APPOINTMENT = "appointment"
    CALL = "call"
    GROUP = "group"
    LETTER = "letter"


class Easier(StrEnum):
    """What would make a practice easier for staff."""

    TIME = "time"
    SKILL = "skill"
    CONFIDENCE = "confidence"
    SPACE = "space"
    TOOL = "tool"
    PERMISSION = "permission"
    INFORMATION = "information"


class Use(StrEnum):
    """What a story may be used for. Each is said yes to on its own; all are off at first."""

    IMPROVEMENT = "improvement"
    TRAINING = "training"
    INFORMATION = "information"
    PRINCIPLES = "making-principles"
    PUBLISHING = "publishing"


class Line(StrEnum):
    """Where a new line of an author stands, when their story was read before it came."""

    READ = ""
    WAITS = "waits"
    NOT_TAKEN = "not-taken"


class Stood(StrEnum):
    """Where words of a story stood, for their author to read."""

    PRACTICE = "practice-page"
    STORIES = "stories-page"
    STUDY = "study"


class StoryState(StrEnum):
    """Where a story stands."""

    TOLD = "told"
    CLEARED = "cleared"
    KEPT_PRIVATE = "kept-private"
    TAKEN_BACK = "taken-back"


# What an author has in these is used for nothing: there is nothing to lend, to caption or to say yes to.
CLOSED = (StoryState.TAKEN_BACK, StoryState.KEPT_PRIVATE)
# The same thing is not asked of the same somebody again within this time, answered or not.
REST = timedelta(days=31)
# An answer can be put right for this long; after that it stands.
PUT_RIGHT = timedelta(minutes=10)
# Stands in place of a practice where somebody put the questions of one contact away before they were asked.
NOTHING = ""
ITEMS_PERSON = 2
ITEMS_STAFF = 1
# A practice that somebody sees only from the side is asked a third as often; one that is being tried out, four times.
WEAK_WEIGHT = 1 / 3
TRIED_WEIGHT = 4.0
# More answers through one open link on one day than this, or than three for each contact that vouches, are set aside.
PLAUSIBLE_IN_A_DAY = 8
ANSWERS_PER_CONTACT = 3
# Contacts are noted by the very people who are judged by the answers: they vouch up to twice the usual week, or so many.
USUAL_WEEKS = 8
VOUCH_AT_FIRST = 10
VOUCH_AT_MOST = 2
PAPER_WEEKS = 8
LINK_WEEKS = 13
# What staff ask for is shown once this many of them have spoken.
WORDS_NEED = 5
LONGEST_STORY = 20_000
LONGEST_EASIER = 300


@dataclass(frozen=True)
class Askable:
    """A practice that this side can see. `weak`: only from the side."""

    practice: str
    weak: bool = False


def monday(day: date) -> date:
    """The Monday of the week of this day: all that is kept of when."""
    return day - timedelta(days=day.weekday())


def choose(
    askable: Iterable[Askable],
    asked: Mapping[str, date],
    *,
    today: date,
    number: int,
    key: str,
    tried: frozenset[str] = frozenset(),
) -> tuple[str, ...]:
    """Which practices this somebody is asked about now.

    `asked`: when each was asked last of them. `key`: who and which contact, so that the same page shown again asks the
    same. A weighted lot (Efraimidis and Spirakis) among everything that was not asked for a month, first among what this
    somebody was never asked: over many contacts, and for each who answers often, every practice comes up; the weakly seen
    ones less often, those being tried out more often.

    >>> choose([Askable("P1.1"), Askable("P1.2")], {"P1.1": date(2026, 3, 1)}, today=date(2026, 3, 9), number=2, key="a")
    ('P1.2',)
    """
    rested = [one for one in askable if one.practice not in asked or today - asked[one.practice] > REST]
    asked_once = {one for one in asked if one not in tried}
    drawn = sorted(rested, key=lambda one: (one.practice in asked_once, -_lot(one, key, tried), one.practice))
    return tuple(one.practice for one in drawn[:number])


def _lot(one: Askable, key: str, tried: frozenset[str]) -> float:
    number = int.from_bytes(hashlib.sha256(f"{key}|{one.practice}".encode()).digest()[:7], "big")
    chance: float = (number + 1) / (256**7 + 1)
    weight = (WEAK_WEIGHT if one.weak else 1.0) * (TRIED_WEIGHT if one.practice in tried else 1.0)
    return float(chance ** (1 / weight))


def contacts_that_vouch(*, noted_this_week: int, noted_before: Sequence[int]) -> int:
    """How many of the contacts noted this week may vouch for answers through an open link.

    `noted_before`: how many were noted in each of the weeks before. Whoever notes contacts by the hundred today gains
    nothing today: no more vouch than twice the middle one of those weeks, and ten where there is no usual week yet.

    >>> contacts_that_vouch(noted_this_week=400, noted_before=[20, 24, 0, 22, 21, 19, 25, 23])
    43
    """
    usual = median(noted_before) if noted_before else 0
    return min(noted_this_week, max(VOUCH_AT_FIRST, int(VOUCH_AT_MOST * usual)))


def is_plausible(*, through_door_today: int, contacts: int) -> bool:
    """Whether one more answer through this open link today can be from one more contact, and not one hand on the button."""
    return through_door_today < max(PLAUSIBLE_IN_A_DAY, ANSWERS_PER_CONTACT * contacts)
