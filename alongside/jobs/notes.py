"""Reading a file of notes, away from the page that brought it."""

from uuid import UUID

from alongside.care.actions import notes as do
from alongside.core.viewer import Viewer
from alongside.core.work import does
from alongside.people.queries import account as account_with_id


@does("notes.read")
def read_notes(*, notes: str, account: str) -> None:
    """Read with the rights of whoever brought the file: theirs and no more."""
    somebody = account_with_id(UUID(account))
    if somebody is None or not somebody.is_active:
        return
    do.read(notes=UUID(notes), by=Viewer(account=somebody.pk, name=str(somebody)))
