"""Real samples that are not kept in this repository, for those who have them beside it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def _shared() -> Path | None:
    beside = Path(__file__).resolve().parents[2].parent / "shared" / "data"
    found = Path(os.environ.get("ALONGSIDE_SHARED_DATA", beside)) / "fhir"
    return found if found.is_dir() else None


@pytest.fixture
def shared_samples() -> Path:
    """The folder of Synthea and International Patient Summary samples."""
    found = _shared()
    if found is None:
        pytest.skip("the shared samples are not here: set ALONGSIDE_SHARED_DATA to their folder to read them too")
    return found
