"""Lines about what happened or is to happen: visits, procedures, vaccinations, appointments, referrals."""

from __future__ import annotations

from typing import Any, Final

from alongside.fhir.plain import LONGEST_DETAIL, plain
from alongside.fhir.references import Finder
from alongside.fhir.telling.draft import (
    Draft,
    begin,
    listed,
    none_known,
    source_of,
    when,
)
from alongside.fhir.values import Kind, Standing
from alongside.fhir.words import (
    Json,
    coding,
    concept,
    concepts,
    date_words,
    day,
    items,
    notes,
    period,
    quantity,
    said,
)

_CLASSES: Final = {
    "AMB": "a visit as an outpatient",
    "EMER": "a visit to emergency care",
    "FLD": "a visit outside a clinic",
    "HH": "a visit at home",
    "IMP": "a stay in hospital",
    "ACUTE": "a stay in hospital",
    "NONAC": "a stay in hospital",
    "OBSENC": "a stay for observation",
    "PRENC": "a visit before a stay in hospital",
    "SS": "a short stay in hospital",
    "VR": "a contact by phone, video or message",
}


def encounter(resource: Json, find: Finder) -> Draft:
    """A visit, stay or contact."""
    kind = resource.get("class")
    words = _CLASSES.get(str(kind.get("code")), coding(kind)) if type(kind) is dict else ""
    named = concepts(resource, "type") + concepts(resource, "reasonCode")
    title = named[0] if named else words[:1].upper() + words[1:]
    draft = begin(Kind.ENCOUNTER, resource, title or "A visit")
    if draft.standing is Standing.NOT_DONE:
        draft.title = f"Cancelled: {draft.title}"
    draft.details += said("Kind of visit", words)
    draft.details += listed("Reason", concepts(resource, "reasonCode"))
    draft.details += said("Reason", find.names(*items(resource, "reasonReference")))
    draft.details += said("Service", concept(resource.get("serviceType")))
    stretch = resource.get("period")
    if type(stretch) is dict:
        draft.said_on = day(stretch.get("start")) or day(stretch.get("end"))
        draft.details += said("When", period(stretch))
    places = (one.get("location") for one in items(resource, "location"))
    draft.details += said("Place", find.names(*places))
    people = [one.get("individual") for one in items(resource, "participant")]
    draft.source = find.names(resource.get("serviceProvider"), *people)
    return draft


def procedure(resource: Json, find: Finder) -> Draft:
    """Something that was done, or was not."""
    draft = begin(
        Kind.PROCEDURE,
        resource,
        concept(resource.get("code")) or "A procedure without a name",
    )
    _not_done(draft, resource, "Not done")
    draft.details += said("Why it stands so", concept(resource.get("statusReason")))
    draft.details += listed("Reason", concepts(resource, "reasonCode"))
    draft.details += said("Reason", find.names(*items(resource, "reasonReference")))
    draft.details += listed("Where in the body", concepts(resource, "bodySite"))
    draft.details += said("Outcome, the notes say", concept(resource.get("outcome")))
    draft.details += notes(resource)
    draft.said_on, stretch = when(resource, "performed")
    draft.details += said("When", stretch)
    people = (one.get("actor") for one in items(resource, "performer"))
    draft.source = source_of(find, *people, resource.get("recorder"), resource.get("asserter"))
    return draft


def immunization(resource: Json, find: Finder) -> Draft:
    """A vaccination that was given, or was not."""
    coded = resource.get("vaccineCode")
    draft = begin(Kind.IMMUNIZATION, resource, concept(coded) or "A vaccination without a name")
    _not_done(draft, resource, "Not given", coded)
    draft.details += said("Why it stands so", concept(resource.get("statusReason")))
    draft.details += listed("Reason", concepts(resource, "reasonCode"))
    draft.details += said("Amount", quantity(resource.get("doseQuantity")))
    draft.details += said("Where in the body", concept(resource.get("site")))
    if resource.get("primarySource") is False:
        draft.details.append("Written down from what somebody told, not by who gave it.")
    draft.details += notes(resource)
    draft.said_on, stretch = when(resource, "occurrence")
    draft.details += said("When", stretch)
    draft.recorded_on = day(resource.get("recorded"))
    people = (one.get("actor") for one in items(resource, "performer"))
    draft.source = source_of(find, *people, resource.get("reportOrigin"))
    return draft


def _not_done(draft: Draft, resource: Json, words: str, coded: Any = None) -> None:
    """Say first that it was not done; "none known" needs no such word."""
    taken_back, status = draft.standing is Standing.MISTAKE, draft.status
    if none_known(draft, coded or resource.get("code")):
        draft.standing, draft.status = (
            Standing.MISTAKE if taken_back else draft.standing,
            status,
        )
    elif draft.standing is Standing.NOT_DONE:
        draft.title = f"{words}: {draft.title}"


def appointment(resource: Json, find: Finder) -> Draft:
    """A booked, wished for or cancelled appointment."""
    named = [plain(resource.get("description")), *concepts(resource, "serviceType")]
    named += [
        concept(resource.get("appointmentType")),
        *concepts(resource, "reasonCode"),
    ]
    draft = begin(
        Kind.APPOINTMENT,
        resource,
        next((words for words in named if words), "An appointment"),
    )
    if draft.standing is Standing.NOT_DONE:
        draft.title = f"Did not take place: {draft.title}"
    draft.details += said("Why it stands so", concept(resource.get("cancelationReason")))
    draft.details += said("When", date_words(resource.get("start")))
    draft.details += listed("Reason", concepts(resource, "reasonCode"))
    comment = plain(resource.get("patientInstruction"), LONGEST_DETAIL)
    draft.details += said("What it asks of you", comment)
    draft.said_on, draft.recorded_on = (
        day(resource.get("start")),
        day(resource.get("created")),
    )
    actors = [one.get("actor") for one in items(resource, "participant")]
    others = [one for one in actors if (found := find.find(one)) is None or found.resource_type != "Patient"]
    draft.source = find.names(*others)
    return draft


def referral(resource: Json, find: Finder) -> Draft:
    """A referral or another request for something to be done."""
    draft = begin(
        Kind.REFERRAL,
        resource,
        concept(resource.get("code")) or "A referral or request without a name",
    )
    if draft.status == "revoked":
        draft.title = f"Withdrawn: {draft.title}"
    if resource.get("doNotPerform") is True:
        draft.title, draft.standing = (
            f"Not to be done: {draft.title}",
            Standing.NOT_DONE,
        )
    if resource.get("intent") in {"proposal", "plan", "option"}:
        draft.details.append("This was an idea or a plan, not yet a request.")
    draft.details += said("Sent to", find.names(*items(resource, "performer")))
    draft.details += listed("Reason", concepts(resource, "reasonCode"))
    draft.details += said("Reason", find.names(*items(resource, "reasonReference")))
    draft.details += said("What it asks of you", plain(resource.get("patientInstruction"), LONGEST_DETAIL))
    draft.details += notes(resource)
    wanted_on, stretch = when(resource, "occurrence")
    draft.details += said("Wanted", stretch or (wanted_on.words if wanted_on else ""))
    draft.said_on = draft.recorded_on = day(resource.get("authoredOn"))
    draft.said_on = draft.said_on or wanted_on
    draft.source = source_of(find, resource.get("requester"))
    return draft
