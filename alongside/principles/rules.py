"""The fixed words of a principle set: moments, readers, kinds, and who can see a practice happen. No sentences."""

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
