"""Do it: tell the story, put an earlier version back, choose who may read a part. Only the person does any of this."""

from uuid import UUID

from alongside.care.actions import kept_text
from alongside.care.actions.kept_text import Reach, Saved
from alongside.care.models import StoryVersion
from alongside.care.refusals import story as no
from alongside.care.rules import STORY_LONGEST, StoryKind
from alongside.core.refusal import Refused
from alongside.core.viewer import Viewer
from alongside.core.walls import action


@action
def save(
    *,
    space: UUID,
    kind: StoryKind,
    text: str,
    version: int,
    reach: Reach | None = None,
    once: str = "",
    by: Viewer,
) -> Saved:
    """Save one part. `version` is the one that stood when the writing began (0: nothing was there yet).

    When another edit came first, nothing is written over: `Saved.both` holds the two texts and yours is kept aside.
    """
    return kept_text.keep(
        kept_text.STORY,
        space=space,
        kind=kind,
        text=text,
        version=version,
        longest=STORY_LONGEST[kind],
        reach=reach,
        once=once,
        by=by,
    )


@action
def put_back(*, space: UUID, earlier: UUID, version: int, once: str = "", by: Viewer) -> Saved:
    """Say again what a part said before. It becomes a new version; what stood in between stays in the history."""
    row = StoryVersion.objects.for_viewer(by).filter(pk=earlier, part__space_id=space).select_related("part").first()
    if row is None:
        raise Refused(no.nothing_there())
    return save(space=space, kind=StoryKind(row.part.kind), text=row.text, version=version, once=once, by=by)


@action
def open_to(*, space: UUID, kind: StoryKind, reach: Reach, by: Viewer) -> None:
    """Choose who may read a part."""
    kept_text.open_to(kept_text.STORY, space=space, kind=kind, reach=reach, by=by)
