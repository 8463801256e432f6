"""Write down where a practice or one of its wordings came from: a draft from interviews, a meeting, a decision, a source."""

from datetime import date

from alongside.core import facts, typed
from alongside.core.refusal import Refused, insist
from alongside.core.viewer import Viewer
from alongside.core.walls import action
from alongside.principles import refusals as no
from alongside.principles.actions.writing import hold_draft
from alongside.principles.models import ProvenanceEdge
from alongside.principles.rules import EdgeFrom, Ref

LONGEST_REFERENCE = 200


@action
def add_edge(
    *,
    at: Ref,
    practice: str,
    came_from: EdgeFrom,
    reference: str,
    on: date,
    by: Viewer,
    field: str = "",
    words: str = "",
    role: str = "",
) -> None:
    """Add one step. `reference`: an id or a citation, never a person; `words`: one plain sentence for readers."""
    held = hold_draft(at, by)
    if held.found.find(practice) is None:
        raise Refused(no.no_such_practice())
    said = {"reference": typed.one_line(reference)[:LONGEST_REFERENCE], "words": typed.one_line(words)}
    insist(no.why_not_words(said))
    ProvenanceEdge.objects.create(
        set_id=at.set_id,
        version=at.version,
        practice=practice,
        field=field,
        came_from=came_from,
        role=role,
        on=on,
        by=by.account,
        **said,
    )
    facts.record("principles.edge_added", service=held.found.service, by=by.account, set=at.set_id, practice=practice)
