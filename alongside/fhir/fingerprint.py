"""The same content gives the same SHA-256, whatever the spacing, the key order and the order of entries."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any, Final

from alongside.fhir.json_text import Written


def of(value: Any) -> str:
    """The fingerprint of one value as parsed.

    >>> of({"a": [1], "b": "x"}) == of({"b": "x", "a": [1]})
    True
    """
    canonical = json.dumps(
        value,
        sort_keys=True,
        separators=(",", ":"),
        default=_number,
        check_circular=False,
    )
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def of_all(envelope: Any, entries: Iterable[str]) -> str:
    """The fingerprint of a whole bundle from its envelope and its entries' fingerprints, in any order."""
    return of([envelope, sorted(entries)])


def _number(value: Written) -> dict[str, str]:
    # A key with NUL cannot be confused with a field of any resource.
    return {"\x00number": value.text}


_CANONICAL: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=_number, check_circular=False)
