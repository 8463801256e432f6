"""Whether a note is about the one person of the file. Somebody else's note must never get among theirs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from alongside.fhir.plain import plain
from alongside.fhir.references import Finder, Known
from alongside.fhir.values import Subject
from alongside.fhir.words import Json, day, items, person_name

_TYPE: Final = re.compile(r"^(?:https?://\S+/)?([A-Z][A-Za-z]+)[/?]")


class About(StrEnum):
    """Whom a resource is about."""

    THE_PERSON = "the person"
    SOMETHING_ELSE = "something else"
    SOMEBODY_ELSE = "somebody else"


@dataclass(frozen=True, slots=True)
class Owner:
    """The one person the file is about, as far as needed to tell them from others."""

    known: Known
    subject: Subject
    identifiers: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, patient: Json, known: Known, ref: str) -> Owner:
        """From the Patient resource."""
        subject = Subject(person_name(patient.get("name")), day(patient.get("birthDate")), ref)
        return cls(known, subject, _identifiers(patient))

    def about(self, resource: Json, find: Finder) -> tuple[About, str]:
        """Whom the resource is about, and the path of the reference that says so."""
        if resource.get("resourceType") == "Appointment":
            return self._among_participants(resource, find)
        name = "patient" if "patient" in resource else "subject"
        return self._meant(resource.get(name), find), f"{name}.reference"

    def _among_participants(self, resource: Json, find: Finder) -> tuple[About, str]:
        found = [self._meant(one["actor"], find) for one in items(resource, "participant") if "actor" in one]
        if About.SOMEBODY_ELSE in found and About.THE_PERSON not in found:
            return About.SOMEBODY_ELSE, "participant"
        return About.THE_PERSON, "participant"

    def _meant(self, reference: object, find: Finder) -> About:
        if type(reference) is not dict:
            return About.THE_PERSON
        written = reference.get("reference")
        if type(written) is not str:
            return self._identified(reference)
        found = find.find(reference)
        if found is None:
            kind = _TYPE.search(written)
            return About.SOMETHING_ELSE if kind and kind[1] != "Patient" else About.SOMEBODY_ELSE
        if found.resource_type != "Patient":
            return About.SOMETHING_ELSE
        if found == self.known:
            return About.THE_PERSON
        same_name = written.startswith("#") and found.name.casefold() in {
            "",
            self.subject.name.casefold(),
        }
        return About.THE_PERSON if same_name else About.SOMEBODY_ELSE

    def _identified(self, reference: Json) -> About:
        """A reference by number alone: another number of the same kind is another person."""
        identifier = reference.get("identifier")
        if type(identifier) is not dict:
            return About.THE_PERSON
        system, value = plain(identifier.get("system")), plain(identifier.get("value"))
        ours = {number for kind, number in self.identifiers if kind == system}
        return About.SOMEBODY_ELSE if value and ours and value not in ours else About.THE_PERSON


def _identifiers(patient: Json) -> frozenset[tuple[str, str]]:
    return frozenset((plain(one.get("system")), plain(one.get("value"))) for one in items(patient, "identifier"))
