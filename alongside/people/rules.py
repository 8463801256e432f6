"""What is true of roles. Plain values; no tables."""

from enum import StrEnum


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
