"""One line of the log as a sentence: who, as what, did what, and why they could."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.core.audit import AccessEvent, Outcome
from alongside.core.viewer import Purpose
from alongside.web.looked import WORDS


@dataclass(frozen=True)
class LogLine:
    """A line for the person to read."""

    id: UUID
    at: datetime
    sentence: str
    because: str
    emergency: bool
    refused: bool
    own: bool
    times: tuple[datetime, ...] = ()


def line(event: AccessEvent, *, me: UUID | None) -> LogLine:
    """Say one event in words."""
    own = event.actor == me and event.purpose == Purpose.OWN
    who = (
        _("You")
        if own
        else ", ".join(part for part in (event.actor_name or _("Somebody with a link"), event.actor_role) if part)
    )
    did = _(WORDS.get(event.action, "opened a page of your space"))
    refused = event.outcome == Outcome.REFUSED
    if refused:
        sentence = _("%(who)s tried to open something and was refused. They saw nothing.") % {"who": who}
    else:
        sentence = _("%(who)s %(did)s.") % {"who": who, "did": did}
    return LogLine(
        id=event.pk,
        at=event.at,
        sentence=sentence,
        because="" if own or refused else _because(event),
        emergency=event.purpose == Purpose.EMERGENCY,
        refused=refused,
        own=own,
    )


def folded(lines: Iterable[LogLine]) -> list[LogLine]:
    """Lines of one day; the same sentence again becomes one line with all its times. Emergencies stand alone."""
    found: dict[tuple[str, str], LogLine] = {}
    for one in lines:
        key = (one.sentence, str(one.id) if one.emergency else one.because)
        before = found.get(key)
        found[key] = replace(before or one, times=(*(before.times if before else ()), one.at))
    return list(found.values())


def _because(event: AccessEvent) -> str:
    if event.purpose == Purpose.EMERGENCY:
        return _("In an emergency, without asking you first. A privacy officer checks every such look.")
    if event.purpose == Purpose.REVIEW:
        return _("Because they check emergency looks and answer questions about this list.")
    if event.purpose == Purpose.CARER_SUPPORT:
        return _("Because you let them see this, as family or friend.")
    if event.actor is None:
        return _("Because you sent them a link.")
    return ""
