"""Do it: note that there was a contact. What is kept is the week, the kind and a link that leads nowhere."""

from datetime import date
from uuid import UUID

from alongside.core import clock, facts
from alongside.core.pseudonyms import salted
from alongside.core.viewer import Viewer
from alongside.core.walls import action
from alongside.listening.models import Contact
from alongside.listening.rules import ContactKind, monday


@action
def note_contact(
    *, service: UUID, on: date, kind: ContactKind, link: str, by: Viewer, space: UUID | None = None
) -> Contact:
    """A contact happened. Noted twice by the same link, it stands once. `space`: only for what the record can say by itself."""
    row, is_new = Contact.objects.get_or_create(
        link=link, defaults={"service_id": service, "week": monday(on), "kind": kind, "noted_at": clock.now()}
    )
    if is_new:
        # Salted once more: nobody who holds only the tables can lay this fact, which knows a space, beside an answer.
        noted = salted("noted", link)
        facts.record("contact.noted", space=space, service=service, link=noted, week=row.week.isoformat())
    return row
