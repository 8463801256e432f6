"""What is true of making principles from interviews: who does what in a study, what a code, a draft and an answer may be. Plain values."""

from dataclasses import dataclass
from enum import StrEnum

# Fewer people than this have not refined a draft; fewer in a room are no focus group.
FEWEST_REFINED = 5
FEWEST_IN_GROUP = 3
LONGEST_TEXT = 200_000
LONGEST_CODE = 200
LONGEST_SAID = 2_000


class StudyRole(StrEnum):
    """What somebody does in a study. Whoever only follows it reads themes and drafts, never an interview."""

    RESEARCHER = "researcher"
    PEER = "peer-researcher"
    FOLLOWS = "follows"


READS = frozenset({StudyRole.RESEARCHER, StudyRole.PEER})


class Sort(StrEnum):
    """Where words come from."""

    INTERVIEW = "interview"
    STORY = "story"


class LeftOut(StrEnum):
    """What stands in a typed-up document beside its words."""

    COMMENTS = "comments"
    DELETED = "deleted"
    HIDDEN = "hidden"
    NOTES = "notes"
    PICTURES = "pictures"
    BOXES = "boxes"
    MARGINS = "margins"


@dataclass(frozen=True)
class TypedUp:
    """The words of a document, each paragraph a line, and what was left out, in a fixed order."""

    words: str
    left_out: tuple[LeftOut, ...]


class Deed(StrEnum):
    """What can be done to a codebook. The log of these is only ever added to."""

    CREATE = "create"
    REWORD = "reword"
    MOVE = "move"
    MERGE = "merge"
    SPLIT = "split"
    RETIRE = "retire"
    BRING_BACK = "bring-back"
    IMPORT = "import"


class Settled(StrEnum):
    """How a difference between readers was left."""

    ONE = "one"
    BOTH = "both"


class DraftState(StrEnum):
    """How far a draft has come."""

    WRITING = "writing"
    REFINING = "refining"
    PUBLISHED = "published"
    LEFT = "left"


# While a draft is in one of these, something can be said of it.
OPEN = (DraftState.WRITING, DraftState.REFINING)


class Says(StrEnum):
    """What somebody says of a draft."""

    AGREE = "agree"
    CHANGE = "change-this"
    NOT_MINE = "not-my-experience"


class GroupSays(StrEnum):
    """What a focus group decides of a wording."""

    KEEP = "keep"
    CHANGE = "change"
    STOP = "stop"


class Missing(StrEnum):
    """What a draft still needs before it can become a practice."""

    REFINED = "refined"
    GROUP = "group"
    GROUP_SAYS_NO = "group-says-no"


@dataclass(frozen=True)
class Standing:
    """How a draft stands: people who answered on any wording, and what the last group said of the newest one."""

    answered: int
    group: GroupSays | None


def still_missing(standing: Standing) -> Missing | None:
    """What a draft needs next; None when it can become a practice."""
    if standing.answered < FEWEST_REFINED:
        return Missing.REFINED
    if standing.group is None:
        return Missing.GROUP
    return None if standing.group is GroupSays.KEEP else Missing.GROUP_SAYS_NO
