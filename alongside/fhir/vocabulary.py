"""Names and words for codes that are often sent bare: code systems, units, HL7's own short codes.

Only what a code is called; nothing here judges a value.
"""

from __future__ import annotations

import re
from typing import Final

SYSTEMS: Final = {
    "http://snomed.info/sct": "SNOMED CT",
    "http://loinc.org": "LOINC",
    "http://www.nlm.nih.gov/research/umls/rxnorm": "RxNorm",
    "http://hl7.org/fhir/sid/icd-10": "ICD-10",
    "http://hl7.org/fhir/sid/icd-10-cm": "ICD-10-CM",
    "http://hl7.org/fhir/sid/icd-9-cm": "ICD-9-CM",
    "http://hl7.org/fhir/sid/icd-11": "ICD-11",
    "http://hl7.org/fhir/sid/cvx": "CVX",
    "http://hl7.org/fhir/sid/ndc": "NDC",
    "http://www.whocc.no/atc": "ATC",
    "http://unitsofmeasure.org": "UCUM",
    "http://read.info/readv2": "Read v2",
    "http://read.info/ctv3": "Read CTV3",
    "https://dmd.nhs.uk": "dm+d",
    "https://fhir.hl7.org.uk/Id/dmd-id": "dm+d",
}
HL7: Final = ("http://terminology.hl7.org/CodeSystem/", "http://hl7.org/fhir/")
# HL7's own codes that are often sent without a display.
HL7_WORDS: Final = {
    ("goal-achievement", "in-progress"): "under way",
    ("goal-achievement", "improving"): "getting closer",
    ("goal-achievement", "worsening"): "getting further away",
    ("goal-achievement", "no-change"): "no change",
    ("goal-achievement", "achieved"): "reached",
    ("goal-achievement", "sustaining"): "reached, and being kept up",
    ("goal-achievement", "not-achieved"): "not reached",
    ("goal-achievement", "no-progress"): "no step closer yet",
    ("goal-achievement", "not-attainable"): "cannot be reached",
    ("v3-ObservationInterpretation", "A"): "abnormal",
    ("v3-ObservationInterpretation", "H"): "high",
    ("v3-ObservationInterpretation", "HH"): "very high",
    ("v3-ObservationInterpretation", "L"): "low",
    ("v3-ObservationInterpretation", "LL"): "very low",
    ("v3-ObservationInterpretation", "N"): "inside the sender’s usual range",
    ("v3-ObservationInterpretation", "NEG"): "negative",
    ("v3-ObservationInterpretation", "POS"): "positive",
    ("observation-category", "survey"): "questionnaire",
    ("condition-clinical", "active"): "current",
    ("v3-RoleCode", "MTH"): "mother",
    ("v3-RoleCode", "FTH"): "father",
    ("v3-RoleCode", "SIB"): "brother or sister",
    ("v3-RoleCode", "BRO"): "brother",
    ("v3-RoleCode", "SIS"): "sister",
    ("v3-RoleCode", "GRPRN"): "grandparent",
    ("v3-RoleCode", "CHILD"): "child",
    ("v3-RoleCode", "SON"): "son",
    ("v3-RoleCode", "DAU"): "daughter",
}
# SNOMED CT names end in a tag for machines: "(finding)".
SNOMED: Final = "http://snomed.info/sct"
TAG: Final = re.compile(
    r" \((?:finding|disorder|procedure|situation|substance|product|medicinal product|clinical drug|event|body structure"
    r"|regime/therapy|observable entity|qualifier value|morphologic abnormality|organism|physical object)\)$"
)
UNITS: Final = {
    "mm[Hg]": "mmHg",
    "mmHg": "mmHg",
    "{score}": "",
    "{nominal}": "",
    "{#}": "",
    "1": "",
    "/min": "per minute",
    "{beats}/min": "beats per minute",
    "Cel": "°C",
    "[degF]": "°F",
    "[lb_av]": "lb",
    "[in_i]": "in",
    "kg/m2": "kg/m²",
    "10*3/uL": "×10³ per µL",
    "10*6/uL": "×10⁶ per µL",
    "10*9/L": "×10⁹ per L",
    "d": "day",
    "h": "hour",
    "wk": "week",
    "mo": "month",
    "a": "year",
}
# Units sent in the singular, and how they are said of more than one.
SEVERAL: Final = {
    "capsule": "capsules",
    "day": "days",
    "dose": "doses",
    "drop": "drops",
    "hour": "hours",
    "minute": "minutes",
    "month": "months",
    "patch": "patches",
    "puff": "puffs",
    "tablet": "tablets",
    "unit": "units",
    "week": "weeks",
    "year": "years",
}
COMPARATORS: Final = {
    "<": "less than",
    "<=": "at most",
    ">=": "at least",
    ">": "more than",
}
ABSENT: Final = {
    "asked-declined": "asked, and not answered",
    "asked-unknown": "asked, and not known",
    "error": "an error when it was taken",
    "masked": "kept hidden by the service",
    "not-applicable": "did not apply",
    "not-asked": "not asked",
    "not-performed": "not done",
    "not-permitted": "not allowed to be given",
    "temp-unknown": "not known yet",
}
