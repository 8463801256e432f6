"""The fixed words of a principle set: moments, readers, kinds, and who can see a practice happen. No sentences."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Moment(StrEnum):
    """When a practice matters most. Values are forever."""

    ALWAYS = "always"
    FIRST_MEETING = "first-meeting"
    APPOINTMENT = "appointment"
    SHARED_DECISION = "shared-decision"
    SHARED_PLAN = "shared-plan"
    SERVICE_DESIGN = "service-design"


class Audience(StrEnum):
    """Who a text speaks to."""

    PERSON = "person"
    CARERS = "carers"
    STAFF = "staff"
    COMMISSIONERS = "commissioners"


class Kind(StrEnum):
    """What sort of thing a practice is: what a service has, what it does, what comes of it."""

    STRUCTURE = "structure"
    PROCESS = "process"
    OUTCOME = "outcome"


class Viewpoint(StrEnum):
    """Where we can learn whether a practice happens."""

    PERSON = "person"
    STAFF = "staff"
    RECORD = "record"


class Observed(StrEnum):
    """How well one viewpoint can see a practice. `no` is a designed blank, not missing data."""

    ASK = "ask"
    WEAK = "weak"
    NO = "no"


class SetStatus(StrEnum):
    """How far a set has come."""

    DRAFT = "draft"
    REFINED = "refined"
    PUBLISHED = "published"
    RETIRED = "retired"


# Practices in each principle. The ids P1.1 … P5.4 are permanent: tests, facts and other systems point at them.
PRACTICES_IN = {1: 3, 2: 6, 3: 5, 4: 7, 5: 4}
PERMANENT_IDS = tuple(f"P{number}.{n}" for number, count in PRACTICES_IN.items() for n in range(1, count + 1))

# What a service, or somebody who runs sessions, makes of a set: its own set.
LONGEST_TEXT = 2000
LONGEST_TITLE = 160
SET_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+){0,7}")
LONGEST_SET_ID = 60
# “P” belongs to the first set, so that P1.1 always means P1.1.
PREFIX = re.compile(r"(?!P$)[A-Z]{1,4}")
PRACTICE_ID = re.compile(r"([A-Z]{1,4})([1-9])\.([1-9][0-9]{0,2})")
VERSION = re.compile(r"[1-9][0-9]{0,3}")
# Without these a practice cannot stand on a wall.
NEEDED_TEXTS = ("name", "plain", "i_statement", "we_statement")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}")


@dataclass(frozen=True, order=True)
class Ref:
    """One version of one set."""

    set_id: str
    version: str

    def __str__(self) -> str:
        return f"{self.set_id} {self.version}"


class PracticeState(StrEnum):
    """What an own set made of a practice. `carried`: taken along, and nobody has looked at it yet."""

    CARRIED = "carried"
    ADOPTED = "adopted"
    ADAPTED = "adapted"
    NEW = "new"
    DROPPED = "dropped"


class ChangeKind(StrEnum):
    """Everything that can happen to a version. Rows of these are only ever added."""

    FORK = "fork"
    NEXT = "next-version"
    ADOPT = "adopt"
    ADAPT = "adapt"
    NEW = "new"
    DROP = "drop"
    KEEP_OURS = "keep-ours"
    RETITLE = "retitle"
    REFINE = "refine"
    REOPEN = "reopen"
    PUBLISH = "publish"
    RETIRE = "retire"
    TRANSLATE = "translate"
    IMPORT = "import"


class Level(StrEnum):
    """For whom an adaptation was made."""

    PERSON = "person"
    TEAM = "team"
    SERVICE = "service"
    AREA = "area"
    EVERYWHERE = "everywhere"


class Nature(StrEnum):
    """What sort of change an adaptation is."""

    WORDING = "wording"
    NARROWER = "narrower"
    WIDER = "wider"
    ADDED = "added"
    TAKEN_OUT = "taken-out"
    OTHER_MOMENT = "other-moment"
    OTHER_PEOPLE = "other-people"
    NO_CHANGE = "no-change"


class KeepsMeaning(StrEnum):
    """Whether the practice still means what it meant."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class EdgeFrom(StrEnum):
    """Where a practice or a wording came from."""

    THEME_DRAFT = "theme-draft"
    EXCERPT = "excerpt"
    MEETING = "meeting"
    DECISION = "decision"
    EXTERNAL = "external"


class ReaderRole(StrEnum):
    """As what somebody translated or read a wording. People are named by role only."""

    PERSON = "person"
    CARER = "carer"
    STAFF = "staff"
    TRANSLATOR = "translator"
    FACILITATOR = "facilitator"


@dataclass(frozen=True)
class Frame:
    """Why a practice was changed, as somebody will want to know it years later.

    `on`: when it was decided; `planned`: whether it was planned, or came up on the way; `dissent`: who saw it
    otherwise and why, in words without names.
    """

    on: date
    decided_by: str
    reasons: str
    planned: bool = True
    what: str = ""
    level: Level = Level.SERVICE
    nature: Nature = Nature.WORDING
    keeps_meaning: KeepsMeaning = KeepsMeaning.UNKNOWN
    goal: str = ""
    dissent: str = ""


# What may come after what. A published version is never changed again: a change is a new version.
STEPS: dict[tuple[SetStatus, ChangeKind], SetStatus] = {
    (SetStatus.DRAFT, ChangeKind.REFINE): SetStatus.REFINED,
    (SetStatus.REFINED, ChangeKind.REOPEN): SetStatus.DRAFT,
    (SetStatus.REFINED, ChangeKind.PUBLISH): SetStatus.PUBLISHED,
    (SetStatus.PUBLISHED, ChangeKind.RETIRE): SetStatus.RETIRED,
}
STILL_MADE = frozenset({SetStatus.DRAFT, SetStatus.REFINED})


def next_number(taken: Iterable[str], prefix: str, principle: int) -> int:
    """The number of the next practice under a principle. An id that was ever used, dropped ones too, is not used again."""
    found = (PRACTICE_ID.fullmatch(one) for one in taken)
    used = [int(m[3]) for m in found if m and m[1] == prefix and int(m[2]) == principle]
    return max(used, default=0) + 1


def next_version(taken: Iterable[str]) -> str:
    """The number of the next version of a set."""
    return str(max((int(one) for one in taken), default=0) + 1)
