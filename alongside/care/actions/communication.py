"""Do it: say how I like to be communicated with. Only the person does."""

from uuid import UUID

from alongside.care.actions import kept_text
from alongside.care.actions.kept_text import Reach, Saved
from alongside.care.models import CommunicationVersion
from alongside.care.refusals import story as no
from alongside.care.rules import COMMUNICATION_LONGEST, CommunicationKind
from alongside.core.refusal import Refused
from alongside.core.viewer import Viewer
from alongside.core.walls import action


@action
def save(
    *,
    space: UUID,
    kind: CommunicationKind,
    text: str,
    version: int,
    reach: Reach | None = None,
    once: str = "",
    by: Viewer,
) -> Saved:
    """Save one heading; as with the story, two edits that meet are both kept."""
    return kept_text.keep(
        kept_text.COMMUNICATION,
        space=space,
        kind=kind,
        text=text,
        version=version,
        longest=COMMUNICATION_LONGEST,
        reach=reach,
        once=once,
        by=by,
    )


@action
def put_back(*, space: UUID, earlier: UUID, version: int, once: str = "", by: Viewer) -> Saved:
    """Say again what a heading said before, as a new version."""
    rows = CommunicationVersion.objects.for_viewer(by).filter(pk=earlier, part__space_id=space)
    row = rows.select_related("part").first()
    if row is None:
        raise Refused(no.nothing_there())
    return save(space=space, kind=CommunicationKind(row.part.kind), text=row.text, version=version, once=once, by=by)


@action
def open_to(*, space: UUID, kind: CommunicationKind, reach: Reach, by: Viewer) -> None:
    """Choose who may read a heading."""
    kept_text.open_to(kept_text.COMMUNICATION, space=space, kind=kind, reach=reach, by=by)
