"""What is true of roles, and of letting somebody back in. Plain values; no tables."""

from datetime import timedelta
from enum import StrEnum

# Two administrators agree; then this long passes in which the person is told and can stop it.
BACK_IN_WAITS = timedelta(hours=24)
# Asked by one and agreed to by nobody: after this it counts no more.
BACK_IN_LAPSES = timedelta(days=7)


class ServiceRole(StrEnum):
    """What somebody does in a service."""

    PROFESSIONAL = "professional"
    LEAD = "lead"


class PlatformRole(StrEnum):
    """What somebody does beside any space. None of these opens a space."""

    COMMISSIONER = "commissioner"
    FACILITATOR = "facilitator"
    ADMINISTRATOR = "administrator"
    PRIVACY_OFFICER = "privacy-officer"


class Constituency(StrEnum):
    """As whom somebody speaks about a service. Their voices are counted apart and never drowned in one another."""

    PERSON = "person"
    CARER = "carer"
    STAFF = "staff"
    COMMISSIONER = "commissioner"


class OrganisationKind(StrEnum):
    GENERAL_PRACTICE = "general-practice"
    COMMUNITY_HEALTH = "community-health"
    MENTAL_HEALTH = "mental-health"
    HOSPITAL = "hospital"
    CHARITY = "charity"
    WORK_SUPPORT = "work-support"
    OTHER = "other"


class Channel(StrEnum):
    """How somebody wishes to hear that there is something new. Nothing is sent before they choose."""

    NONE = "none"
    EMAIL = "email"


class BackInEnd(StrEnum):
    """How letting somebody back in came to its end."""

    LET_IN = "let-in"
    STOPPED = "stopped"
    TAKEN_BACK = "taken-back"
    LAPSED = "lapsed"
