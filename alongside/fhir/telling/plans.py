"""Lines about plans, goals, teams and alerts."""

from __future__ import annotations

from typing import Final

from alongside.fhir import statuses
from alongside.fhir.plain import LONGEST_DETAIL, narrative_as_text, plain
from alongside.fhir.references import Finder
from alongside.fhir.telling.draft import Draft, begin, dated, listed, source_of, when
from alongside.fhir.values import Kind, Standing
from alongside.fhir.words import (
    Json,
    bounds,
    concept,
    concepts,
    day,
    items,
    notes,
    number,
    period,
    quantity,
    ratio,
    said,
)

_STEP_DONE: Final = {
    "not-started": "not begun",
    "scheduled": "arranged",
    "in-progress": "under way",
    "on-hold": "on hold",
    "completed": "done",
    "cancelled": "cancelled",
    "stopped": "stopped",
}


def care_plan(resource: Json, find: Finder) -> Draft:
    """A care plan with what it means to do."""
    named = [plain(resource.get("title")), *concepts(resource, "category")]
    draft = begin(
        Kind.CARE_PLAN,
        resource,
        next((words for words in named if words), "A care plan"),
    )
    if draft.status == "revoked":
        draft.title = f"Withdrawn: {draft.title}"
    if resource.get("intent") in {"proposal", "option"}:
        draft.details.append("This was a suggestion.")
    draft.details += said("About it", plain(resource.get("description"), LONGEST_DETAIL))
    steps = [_step(one, find) for one in items(resource, "activity")]
    draft.details += listed("What it holds", [one for one in steps if one])
    draft.details += said("For", find.names(*items(resource, "addresses")))
    draft.details += said("Goals", find.names(*items(resource, "goal")))
    narrative = resource.get("text")
    if not steps and "description" not in resource and type(narrative) is dict:
        draft.details += said("In the notes’ words", narrative_as_text(narrative.get("div")))
    draft.details += said("When", period(resource.get("period")))
    draft.details += notes(resource)
    stretch = resource.get("period")
    began = day(stretch.get("start")) if type(stretch) is dict else None
    draft.recorded_on = day(resource.get("created"))
    draft.said_on = began or draft.recorded_on
    draft.source = source_of(find, resource.get("author"), *items(resource, "contributor"))
    return draft


def _step(activity: Json, find: Finder) -> str:
    detail = activity.get("detail")
    if type(detail) is not dict:
        return find.name(activity.get("reference"))
    words = concept(detail.get("code")) or plain(detail.get("description"))
    if detail.get("status") == "entered-in-error" or not words:
        return ""
    if detail.get("doNotPerform") is True:
        return f"not to be done: {words}"
    done = _STEP_DONE.get(str(detail.get("status")), "")
    return f"{words} ({done})" if done else words


def goal(resource: Json, find: Finder) -> Draft:
    """A goal, in whose words it was written."""
    title = concept(resource.get("description")) or "A goal without words"
    draft = begin(Kind.GOAL, resource, title, "lifecycleStatus")
    if draft.standing is Standing.NOT_DONE:
        _, words = statuses.in_words("Goal", draft.status)
        draft.title = f"Goal {words}: {title}"
    draft.details += said("How far it got", concept(resource.get("achievementStatus")))
    for one in items(resource, "target"):
        aimed = (
            quantity(one.get("detailQuantity"))
            or bounds(one.get("detailRange"))
            or concept(one.get("detailCodeableConcept"))
            or plain(one.get("detailString"))
            or number(one.get("detailInteger"))
            or ratio(one.get("detailRatio"))
        )
        draft.details += said(concept(one.get("measure")) or "Aim", aimed)
        draft.details += dated("Hoped for by", one.get("dueDate"))
    draft.details += said("For", find.names(*items(resource, "addresses")))
    draft.details += notes(resource)
    draft.said_on, _ = when(resource, "start")
    draft.recorded_on = day(resource.get("statusDate"))
    draft.source = source_of(find, resource.get("expressedBy"))
    return draft


def alert(resource: Json, find: Finder) -> Draft:
    """An alert the service keeps on the record."""
    draft = begin(Kind.ALERT, resource, concept(resource.get("code")) or "An alert without words")
    draft.details += listed("Kind", concepts(resource, "category"))
    stretch = resource.get("period")
    if type(stretch) is dict:
        draft.said_on = day(stretch.get("start"))
        draft.details += said("When", period(stretch))
    draft.source = source_of(find, resource.get("author"))
    return draft


def care_team(resource: Json, find: Finder) -> Draft:
    """Who the notes name as the team."""
    named = [plain(resource.get("name")), *concepts(resource, "category")]
    draft = begin(
        Kind.CARE_TEAM,
        resource,
        next((words for words in named if words), "A care team"),
    )
    people = []
    for one in items(resource, "participant"):
        name, roles = find.name(one.get("member")), ", ".join(concepts(one, "role"))
        people.append(f"{name} ({roles})" if name and roles else name or roles)
    draft.details += listed("People in it", people)
    draft.details += said("For", ", ".join(concepts(resource, "reasonCode")))
    stretch = resource.get("period")
    if type(stretch) is dict:
        draft.said_on = day(stretch.get("start"))
        draft.details += said("When", period(stretch))
    draft.details += notes(resource)
    draft.source = source_of(find, *items(resource, "managingOrganization"))
    return draft
