"""Do it: put a photo or document beside the story, change what is said about it, take it away. Only the person does."""

from uuid import UUID

from alongside.care.actions.kept_text import Reach, open_item
from alongside.care.models import StoryFile
from alongside.care.refusals import story as no
from alongside.care.rules import LABELLED
from alongside.circle.queries import own_space_id
from alongside.circle.rules import Area
from alongside.core import facts, typed
from alongside.core.once import once as only_once
from alongside.core.refusal import Refused
from alongside.core.uploads import CheckedFile
from alongside.core.viewer import Viewer
from alongside.core.walls import PersonalQuerySet, action


@action
def add(*, space: UUID, file: CheckedFile, caption: str, reach: Reach, once: str = "", by: Viewer) -> UUID:
    """Keep a checked file. Nothing that was not checked can come here: the type says so."""
    if own_space_id(by) != space:
        raise Refused(no.only_the_person())

    def write() -> UUID:
        row = StoryFile(
            space_id=space,
            label=reach.label,
            name=file.name,
            media_type=file.media_type,
            size=file.size,
            sha256=file.sha256,
            caption=typed.one_line(caption)[:300],
            data=file.data,
        )
        row.save()
        open_item(Area.STORY, space=space, item=row.pk, reach=reach, by=by)
        facts.record("story.file_added", space=space, by=by.account, media_type=file.media_type[:64])
        return row.pk

    body = {"space": space, "sha256": file.sha256, "caption": caption}
    made, _now = only_once(once, kind="story.file_add", body=body, by=by, do=write)
    assert made is not None
    return made


@action
def change(*, space: UUID, file: UUID, caption: str, reach: Reach, by: Viewer) -> None:
    """Say something else about a file, or let others read it."""
    row = _own_file(space, file, by)
    PersonalQuerySet(StoryFile).filter(pk=row).update(caption=typed.one_line(caption)[:300], label=reach.label)
    facts.record(LABELLED, space=space)
    open_item(Area.STORY, space=space, item=row, reach=reach, by=by)


@action
def remove(*, space: UUID, file: UUID, by: Viewer) -> None:
    """Take a file away for good."""
    row = _own_file(space, file, by)
    StoryFile.objects.filter(pk=row).delete()
    facts.record("story.file_removed", space=space, by=by.account)


def _own_file(space: UUID, file: UUID, by: Viewer) -> UUID:
    found = StoryFile.objects.for_viewer(by).filter(pk=file, space_id=space).values_list("pk", flat=True).first()
    if own_space_id(by) != space or found is None:
        raise Refused(no.nothing_there())
    return found
