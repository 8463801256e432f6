"""Reading FHIR R4 bundles into plain lines: what the notes say, never what is true.

A room of plain Python at the ground floor: no Django, no database, no network. Start at `read_bundle`.
"""

from alongside.fhir.reading import read_bundle
from alongside.fhir.values import (
    BundleRefused,
    Count,
    Fault,
    Kind,
    Limits,
    Line,
    PartialDate,
    Progress,
    Reading,
    Standing,
    Subject,
)

__all__ = [
    "BundleRefused",
    "Count",
    "Fault",
    "Kind",
    "Limits",
    "Line",
    "PartialDate",
    "Progress",
    "Reading",
    "Standing",
    "Subject",
    "read_bundle",
]
