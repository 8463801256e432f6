"""Do it: say what would make a practice easier. A gap with something missing behind it is work for a lead, not blame."""

from uuid import UUID

from alongside.core import clock, facts
from alongside.core.refusal import Refused
from alongside.core.viewer import Viewer, respondent_of
from alongside.core.walls import action
from alongside.listening import refusals as no
from alongside.listening.models import Easier
from alongside.listening.rules import LONGEST_EASIER
from alongside.listening.rules import Easier as Kind
from alongside.people.queries import place_at
from alongside.principles.queries import set_for


@action
def ask_for(*, service: UUID, practice: str, kinds: list[Kind], words: str, by: Viewer) -> None:
    """Somebody at work says what they need for a practice. Said again, it replaces what they said before."""
    place = place_at(by.account, service)
    if place is None or not place.works_here:
        raise Refused(no.not_in_this_service())
    if practice not in {one.id for one in set_for(service).practices}:
        raise Refused(no.not_asked_here())
    me = respondent_of(by)
    mine = Easier.objects.filter(respondent=me, service_id=service, practice=practice)
    mine.exclude(kind__in=kinds).delete()
    now = clock.now()
    for number, kind in enumerate(dict.fromkeys(kinds)):
        row = mine.filter(kind=kind).first() or Easier(
            respondent=me, service_id=service, practice=practice, kind=kind, at=now
        )
        row.words = words.strip()[:LONGEST_EASIER] if number == 0 else ""
        row.save()
    facts.record("easier.asked", service=service, practice=practice, kinds=len(set(kinds)))
