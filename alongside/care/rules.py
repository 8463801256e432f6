"""What is true of the things in a space, and which way they may go. Plain values; no tables."""

from enum import StrEnum


class StoryKind(StrEnum):
    """The layers and headings of a story. Every one of them may stay empty."""

    LINE = "line"
    PAGE = "page"
    WHOLE = "whole"
    MATTERS_MOST = "matters-most"
    PEOPLE = "people"
    WELLNESS = "wellness"
    PLEASE_DO = "please-do"
    PLEASE_DONT = "please-dont"
    SUPPORT = "support"
    ALSO = "also"
    CARE_THAT_HELPED = "care-that-helped"
    CARE_THAT_HARMED = "care-that-harmed"
    TIRED_OF_REPEATING = "tired-of-repeating"


# Parts in which each line is one thing.
STORY_LISTS = frozenset({StoryKind.PLEASE_DO, StoryKind.PLEASE_DONT, StoryKind.TIRED_OF_REPEATING})
# How long a part may be, in characters. Enough for a life; a limit only so that a page can still be opened.
STORY_LONGEST: dict[StoryKind, int] = {
    **dict.fromkeys(StoryKind, 20_000),
    StoryKind.LINE: 240,
    StoryKind.PAGE: 8_000,
    StoryKind.WHOLE: 150_000,
}
COMMUNICATION_LONGEST = 8_000
# The fact that something is kept more closely, or less: an old copy of the database would undo it.
LABELLED = "item.labelled"
# Two lines, not an essay.
READ_BACK_LONGEST = 400
CORRECTION_LONGEST = 4_000


class CommunicationKind(StrEnum):
    """How I like to be communicated with."""

    HOW = "how"
    NEEDS = "needs"
    FORMATS = "formats"
    WORDS = "words-unhelpful"
    DISTRESS = "in-distress"
    CONTACT = "contact"


class ReadBackState(StrEnum):
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"


class AskState(StrEnum):
    """The states of an ask, as everybody in the conversation sees them."""

    ASKED = "asked"
    SEEN = "seen"
    WORKING = "working-on-it"
    ANSWERED = "answered"
    PASSED = "passed-to"
    CANNOT = "cannot"


# From which state an ask may go where. "passed-to" is left at once: the ask is "asked" of its new owner.
ASK_MOVES: dict[AskState, frozenset[AskState]] = {
    AskState.ASKED: frozenset({AskState.SEEN, AskState.WORKING, AskState.ANSWERED, AskState.PASSED, AskState.CANNOT}),
    AskState.SEEN: frozenset({AskState.WORKING, AskState.ANSWERED, AskState.PASSED, AskState.CANNOT}),
    AskState.WORKING: frozenset({AskState.ANSWERED, AskState.PASSED, AskState.CANNOT}),
    AskState.PASSED: frozenset({AskState.ASKED}),
    AskState.ANSWERED: frozenset(),
    AskState.CANNOT: frozenset(),
}
# How long a message or a subject may be, in characters; how many files go with one message.
MESSAGE_LONGEST = 20_000
SUBJECT_LONGEST = 200
FILES_WITH_A_MESSAGE = 5
# By when an answer is wished when nobody says a day; how long a link lasts, in weeks.
ASK_DAYS = 7
LINK_WEEKS = (1, 2, 4)
OPEN_ASKS = (AskState.ASKED, AskState.SEEN, AskState.WORKING, AskState.PASSED)


class UnknownKind(StrEnum):
    UNKNOWN = "unknown"
    TELL_ME = "tell-me"


class UnknownState(StrEnum):
    OPEN = "open"
    FOUND = "found"
    NOBODY_KNOWS = "nobody-knows"
    LET_GO = "let-go"


class RaisedFrom(StrEnum):
    """From where an unknown was raised."""

    STORY = "story"
    NOTES = "notes"
    THREAD = "thread"
    MAP = "map"
    DECISION = "decision"
    ELSEWHERE = "elsewhere"


class LineMark(StrEnum):
    """What the person says of a line in their notes."""

    NONE = "none"
    RIGHT = "right"
    NOT_RIGHT = "not-right"
    OUT_OF_DATE = "out-of-date"


class ImportState(StrEnum):
    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    REFUSED = "refused"
    ALREADY_HERE = "already-here"


WISH_LONGEST = 4_000
NEED_LONGEST = 4_000


class NeedShared(StrEnum):
    """Who may read what a carer needs for themselves. The carer chooses."""

    NOBODY = "nobody"
    PROFESSIONALS = "professionals"
    CIRCLE = "circle"


class NeedState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    LET_GO = "let-go"
