"""Makes an invented bundle of many resources, reads it, and prints time and memory. Never fails a test run.

python bench/fhir_bundle.py                 10,000 resources
python bench/fhir_bundle.py 50000           as many as wished
python bench/fhir_bundle.py --write FILE    only write the bundle
"""

from __future__ import annotations

import argparse
import json
import random
import resource as machine
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

PERSON = "urn:uuid:00000000-0000-4000-8000-000000000001"
DOCTOR = "urn:uuid:00000000-0000-4000-8000-000000000002"
PLACE = "urn:uuid:00000000-0000-4000-8000-000000000003"
WORDS = [
    "back",
    "neck",
    "pain",
    "low",
    "mood",
    "sleep",
    "walking",
    "rest",
    "work",
    "stairs",
    "sitting",
    "morning",
    "evening",
    "worry",
    "hope",
]
PADDING = "Invented for measuring, about nobody. "

Resource = dict[str, Any]


def coded(chance: random.Random, system: str) -> Resource:
    text = " ".join(chance.sample(WORDS, 3)).capitalize()
    return {"coding": [{"system": system, "code": str(chance.randrange(10**6, 10**8)), "display": text}], "text": text}


def resources(count: int) -> Iterator[tuple[str, Resource]]:
    """A person, a professional, an organisation, then visits with all that belongs to them, in Synthea's mix."""
    chance = random.Random(20190301)
    yield PERSON, {"resourceType": "Patient", "name": [{"family": "Invented", "given": ["Ida"]}], "birthDate": "1964"}
    yield DOCTOR, {"resourceType": "Practitioner", "name": [{"family": "Invented", "prefix": ["Dr"]}]}
    yield PLACE, {"resourceType": "Organization", "name": "The Invented Practice"}
    visit, subject = "", {"reference": PERSON}
    for number in range(4, count + 1):
        url = f"urn:uuid:00000000-0000-4000-8000-{number:012d}"
        at = (
            f"{chance.randrange(1990, 2026)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}T10:00:00+00:00"
        )
        sort = chance.choices(range(7), [10, 8, 45, 8, 6, 12, 11])[0] if visit else 0
        snomed, loinc = "http://snomed.info/sct", "http://loinc.org"
        shared = {"meta": {"tag": [{"system": "https://example.org/tags", "code": "invented"}]}}
        within = {**shared, "subject": subject, "encounter": {"reference": visit}}
        if sort == 0:
            visit = url
            made = {
                **shared,
                "resourceType": "Encounter",
                "status": "finished",
                "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB"},
                "type": [coded(chance, snomed)],
                "subject": subject,
                "participant": [{"individual": {"reference": DOCTOR, "display": "Dr Invented"}}],
                "period": {"start": at, "end": at},
                "serviceProvider": {"reference": PLACE},
            }
        elif sort == 1:
            status = {
                "coding": [{"system": "http://terminology.hl7.org/CodeSystem/condition-clinical", "code": "active"}]
            }
            made = {
                **within,
                "resourceType": "Condition",
                "clinicalStatus": status,
                "code": coded(chance, snomed),
                "onsetDateTime": at,
                "recordedDate": at,
            }
        elif sort == 2:
            made = {
                **within,
                "resourceType": "Observation",
                "status": "final",
                "category": [coded(chance, loinc)],
                "code": coded(chance, loinc),
                "effectiveDateTime": at,
                "issued": at,
                "valueQuantity": {
                    "value": chance.random() * 100,
                    "unit": "cm",
                    "system": "http://unitsofmeasure.org",
                    "code": "cm",
                },
            }
        elif sort == 3:
            made = {
                **within,
                "resourceType": "MedicationRequest",
                "status": "active",
                "intent": "order",
                "medicationCodeableConcept": coded(chance, snomed),
                "authoredOn": at,
                "requester": {"reference": DOCTOR},
                "dosageInstruction": [{"sequence": 1, "text": "Take one at night"}],
            }
        elif sort == 4:
            made = {
                **within,
                "resourceType": "DiagnosticReport",
                "status": "final",
                "code": coded(chance, loinc),
                "effectiveDateTime": at,
                "conclusion": PADDING * 10,
            }
        elif sort == 5:
            made = {
                **within,
                "resourceType": "Procedure",
                "status": "completed",
                "code": coded(chance, snomed),
                "performedPeriod": {"start": at, "end": at},
            }
        else:
            item = {"sequence": 1, "productOrService": coded(chance, snomed), "encounter": [{"reference": visit}]}
            made = {**shared, "resourceType": "Claim", "patient": subject, "item": [item] * 12}
        yield url, {**made, "id": url.removeprefix("urn:uuid:")}


def write(file: Path, count: int) -> None:
    """Write the bundle entry by entry."""
    with file.open("w", encoding="utf-8") as out:
        out.write('{"resourceType": "Bundle", "type": "transaction", "entry": [\n')
        for number, (url, made) in enumerate(resources(count)):
            request = {"method": "POST", "url": made["resourceType"]}
            entry = {"fullUrl": url, "resource": made, "request": request}
            out.write((",\n" if number else "") + json.dumps(entry, indent=1))
        out.write("\n]}\n")


def measure(file: Path) -> None:
    """Read the bundle in this process and print one row."""
    started = machine.getrusage(machine.RUSAGE_SELF).ru_maxrss / 1024
    from alongside.fhir import Limits, Progress, read_bundle

    calls: list[Progress] = []
    before, busy_before = time.perf_counter(), time.process_time()
    reading = read_bundle(file, on_progress=calls.append, limits=Limits(size=2**30, entries=10**6))
    took, busy = time.perf_counter() - before, time.process_time() - busy_before
    peak = machine.getrusage(machine.RUSAGE_SELF).ru_maxrss / 1024
    total = len(reading.lines) + sum(one.count for one in reading.counted) + 1
    print(
        f"{total:>9,} {file.stat().st_size / 1e6:>8.1f} {len(reading.lines):>8,} {took:>8.2f} {busy:>6.2f} {total / busy:>15,.0f} "
        f"{started:>9.0f} {peak:>9.0f} {len(calls):>6}"
    )


def main() -> None:
    """Make the bundle, then read it in a process of its own, so that the memory is the reading's alone."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("count", type=int, nargs="?", default=10_000)
    asked.add_argument("--write", type=Path)
    asked.add_argument("--read", type=Path)
    given = asked.parse_args()
    if given.write:
        write(given.write, given.count)
    elif given.read:
        measure(given.read)
    else:
        print("resources       MB    lines  seconds  CPU s  per CPU second  MB before  MB peak  calls")
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "invented.json"
            write(file, given.count)
            subprocess.run([sys.executable, __file__, "--read", str(file)], check=True)


if __name__ == "__main__":
    main()
