"""Lines about health conditions, allergies and relatives' health."""

from __future__ import annotations

from typing import Final

from alongside.fhir.references import Finder
from alongside.fhir.telling.draft import (
    Draft,
    begin,
    dated,
    listed,
    none_known,
    source_of,
    stand,
    when,
)
from alongside.fhir.values import Kind, Standing
from alongside.fhir.words import (
    Json,
    codes_of,
    concept,
    concepts,
    day,
    ended,
    full,
    items,
    notes,
    said,
)

_DOUBTS: Final = {
    "unconfirmed": "not confirmed",
    "provisional": "a first idea, not confirmed",
    "differential": "one of several possibilities",
}
_TAKEN_BACK: Final = "entered-in-error"
_RISKS: Final = {
    "low": "low risk",
    "high": "high risk",
    "unable-to-assess": "a risk that could not be judged",
}
_WORST: Final = {"mild": "mild", "moderate": "moderate", "severe": "severe"}


def condition(resource: Json, find: Finder) -> Draft:
    """A condition: how sure the notes are comes before all else."""
    coded = resource.get("code")
    draft = Draft(Kind.CONDITION, concept(coded) or "A condition without a name")
    _stand_and_doubt(draft, resource)
    draft.said_on, began = when(resource, "onset")
    draft.details += said("Began", began)
    over_on, over = when(resource, "abatement")
    draft.details += said("Ended, the notes say", over or (over_on.words if over_on else ""))
    draft.details += said("How strong", concept(resource.get("severity")))
    draft.details += listed("Where in the body", concepts(resource, "bodySite"))
    draft.details += notes(resource)
    draft.recorded_on = day(resource.get("recordedDate"))
    draft.source = source_of(find, resource.get("asserter"), resource.get("recorder"))
    _none_known(draft, resource)
    return draft


def allergy(resource: Json, find: Finder) -> Draft:
    """An allergy or intolerance, with what it did."""
    reactions = items(resource, "reaction")
    substances = [words for one in reactions if (words := concept(one.get("substance")))]
    name = concept(resource.get("code")) or (substances[0] if substances else "")
    draft = Draft(Kind.ALLERGY, name or "An allergy or intolerance without a name")
    _stand_and_doubt(draft, resource)
    for one in reactions:
        signs = ", ".join(concepts(one, "manifestation"))
        worst = _WORST.get(str(one.get("severity")), "")
        draft.details += said("Reaction", f"{signs} ({worst})" if worst else signs)
        draft.details += said("About it", full(one.get("description")).removesuffix("."))
    risk = _RISKS.get(str(resource.get("criticality")), "")
    draft.details += said("The service marked it as", risk)
    if resource.get("type") == "intolerance":
        draft.details.append("Written down as an intolerance, not as an allergy.")
    draft.said_on, began = when(resource, "onset")
    draft.details += said("Began", began)
    draft.details += dated("Last happened", resource.get("lastOccurrence"))
    draft.details += notes(resource)
    draft.recorded_on = day(resource.get("recordedDate"))
    draft.source = source_of(find, resource.get("asserter"), resource.get("recorder"))
    _none_known(draft, resource)
    return draft


def _none_known(draft: Draft, resource: Json) -> None:
    """A silence, unless the notes took it back or ruled it out: then the plain wording would say the opposite."""
    if draft.standing is Standing.RULED_OUT:
        return
    taken_back, status = draft.standing is Standing.MISTAKE, draft.status
    if none_known(draft, resource.get("code")) and taken_back:
        draft.standing, draft.status = Standing.MISTAKE, status


def _stand_and_doubt(draft: Draft, resource: Json) -> None:
    clinical = {code for _, code in codes_of(resource.get("clinicalStatus"))}
    sure = {code for _, code in codes_of(resource.get("verificationStatus"))}
    if _TAKEN_BACK in sure:
        stand(draft, resource, _TAKEN_BACK)
        return
    if "refuted" in sure:
        draft.title = f"Looked into and ruled out, the notes say: {draft.title}"
        draft.status, draft.standing = "refuted", Standing.RULED_OUT
        return
    doubts = sorted(_DOUBTS.keys() & sure)
    for code in sorted(clinical):
        stand(draft, resource, code)
    if not clinical:
        draft.details += said("Marked as", concept(resource.get("clinicalStatus")))
    if doubts:
        draft.title = f"Not certain, the notes say: {draft.title}"
        draft.status, draft.standing = doubts[0], Standing.DOUBTED
        draft.details.insert(0, ended(f"How sure the notes are: {_DOUBTS[doubts[0]]}"))


def family(resource: Json, find: Finder) -> Draft:
    """A relative's health, always under the relative's name in the family."""
    relative = concept(resource.get("relationship")) or "a relative"
    draft = begin(Kind.FAMILY_HISTORY, resource, f"About a relative ({relative})")
    for one in items(resource, "condition"):
        _, began = when(one, "onset")
        words = concept(one.get("code")) or "a condition without a name"
        draft.details += said("They had", f"{words} ({began})" if began else words)
    draft.details += notes(resource)
    draft.said_on = draft.recorded_on = day(resource.get("date"))
    draft.source = source_of(find)
    return draft
