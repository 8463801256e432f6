"""Another validator, written by others, as a second opinion: what it refuses among mutated bundles, we refuse too.

Known differences, with reasons: types that are counted and not shown are not checked, since no line comes from them;
types that R4 does not know are counted by their name, since the original is kept.
"""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import fhirkit
import pytest

from alongside.fhir import BundleRefused, read_bundle
from alongside.fhir.lines import TELLING
from tests.fhir.invented import BUNDLES

CHECKED = {*TELLING, "Patient", "Practitioner", "PractitionerRole", "Organization", "Location", "Medication"}
NOT_KNOWN = "is not a FHIR R4 resource type this build knows"
ODD_VALUES: tuple[Any, ...] = (None, "", [], {}, "2019-13-01", "a b ", 5, 5.5, True, "x", ["x"], {"x": 1}, [None], [[]])


def mutated(whole: dict[str, Any], chance: random.Random) -> tuple[dict[str, Any], str]:
    """One change somewhere in a checked resource, and what it was."""
    made = copy.deepcopy(whole)
    able = [one for one in made["entry"] if one["resource"]["resourceType"] in CHECKED]
    spot: Any = chance.choice(able)["resource"]
    said = spot["resourceType"]
    while True:
        key = chance.choice(list(spot) if isinstance(spot, dict) else list(range(len(spot))))
        inner = spot[key]
        if not inner or not isinstance(inner, (dict, list)) or chance.random() < 0.3:
            break
        spot, said = inner, f"{said}.{key}"
    how = chance.randrange(4)
    if how == 0:
        del spot[key]
    elif how == 1 and isinstance(spot, dict):
        spot[f"{key}X"] = spot.pop(key)
    elif how == 2 and isinstance(spot, dict) and not str(key).startswith("_"):
        spot["unheardOf"] = "x"
    else:
        spot[key] = copy.deepcopy(chance.choice(ODD_VALUES))
    return made, f"{said}.{key} ({how}: {spot if isinstance(spot, list) else spot.get(key, 'gone')!r})"


def ours(content: bytes) -> str:
    try:
        read_bundle(content)
    except BundleRefused as refusal:
        return str(refusal)
    return ""


def disagreements(whole: dict[str, Any], count: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    found = []
    for _ in range(count):
        made, said = mutated(whole, chance)
        content = json.dumps(made).encode()
        theirs = [str(one) for one in fhirkit.validate(content) if NOT_KNOWN not in str(one)]
        if theirs and not ours(content):
            found.append(f"{said}: {theirs[0]}")
    return found


@pytest.mark.parametrize("name", ["patient-summary.json", "gp-record.json"])
def test_what_the_oracle_refuses_among_mutated_bundles_is_refused_here(name: str) -> None:
    whole = json.loads((BUNDLES / name).read_text("utf-8"))
    assert fhirkit.validate(json.dumps(whole)) == []
    assert disagreements(whole, 700, 11) == []


def test_what_the_oracle_refuses_among_mutated_samples_is_refused_here(shared_samples: Path) -> None:
    whole = json.loads((shared_samples / "synthea-small.json").read_text("utf-8"))
    assert disagreements(whole, 150, 12) == []
    whole = json.loads((shared_samples / "ips-document.json").read_text("utf-8"))
    assert disagreements(whole, 400, 13) == []


def test_what_is_counted_and_not_shown_is_the_known_difference() -> None:
    whole = json.loads((BUNDLES / "gp-record.json").read_text("utf-8"))
    whole["entry"].append({"resource": {"resourceType": "Claim", "status": 5}})
    whole["entry"].append({"resource": {"resourceType": "Toaster"}})
    content = json.dumps(whole).encode()
    assert fhirkit.validate(content)
    assert ours(content) == ""
