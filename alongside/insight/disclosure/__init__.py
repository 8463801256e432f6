"""What may be printed without giving anybody away, and whether the rest gives it away after all."""

from alongside.insight.disclosure.audit import Open, Reader, audit, feasible, reader
from alongside.insight.disclosure.differencing import Frozen, Objection, union, why_not_release
from alongside.insight.disclosure.openness import can_show_all
from alongside.insight.disclosure.rules import (
    POLICY,
    Policy,
    could_be,
    rounded,
    shown_count,
    why_not_experience,
    why_not_poll,
    why_not_staff,
    why_not_words,
)
from alongside.insight.disclosure.suppression import Release, protect, survey
from alongside.insight.disclosure.tables import Table, cross_table, sums

__all__ = [
    "POLICY",
    "Frozen",
    "Objection",
    "Open",
    "Policy",
    "Reader",
    "Release",
    "Table",
    "audit",
    "can_show_all",
    "could_be",
    "cross_table",
    "feasible",
    "protect",
    "reader",
    "rounded",
    "shown_count",
    "sums",
    "survey",
    "union",
    "why_not_experience",
    "why_not_poll",
    "why_not_release",
    "why_not_staff",
    "why_not_words",
]
