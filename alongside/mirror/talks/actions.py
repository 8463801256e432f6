"""Do it: write down what was decided, with its reasons and with what others thought; put a written talk right."""

from datetime import date
from uuid import UUID

from alongside.core import clock, facts
from alongside.core.once import once as only_once
from alongside.core.refusal import Refused, insist
from alongside.core.viewer import Viewer
from alongside.core.walls import action
from alongside.mirror.talks import queries as tell
from alongside.mirror.talks import refusals as no
from alongside.mirror.talks.models import Talk
from alongside.people import queries as people


@action
def write_down(
    *,
    service: UUID,
    practice: str,
    decision: str,
    held_on: date,
    reading: UUID | None = None,
    surprises: str = "",
    unknown: str = "",
    would_try: str = "",
    reasons: str = "",
    dissent: str = "",
    instead_of: UUID | None = None,
    once: str = "",
    by: Viewer,
) -> UUID:
    """What was decided about one practice. `dissent`: what others thought, in their words; they need no name there."""
    if people.place_at(by.account, service) is None:
        raise Refused(no.not_of_the_service())
    said = {
        "surprises": surprises.strip(),
        "unknown": unknown.strip(),
        "would_try": would_try.strip(),
        "decision": decision.strip(),
        "reasons": reasons.strip(),
        "dissent": dissent.strip(),
    }
    insist(no.why_not_write_down(decision=decision, held_on=held_on, today=clock.today(), texts=tuple(said.values())))
    if instead_of is not None:
        earlier = tell.talk(by, service, instead_of)
        insist(no.why_not_put_right(earlier.practice if earlier else "", practice, is_done=is_put_right(earlier)))

    def write() -> UUID:
        row = Talk(
            service_id=service,
            practice=practice,
            reading_id=reading,
            held_on=held_on,
            written_by_id=by.account,
            written_by_name=by.name,
            instead_of_id=instead_of,
            **said,
        )
        row.save()
        facts.record("talk.written-down", service=service, by=by.account, talk=row.pk, practice=practice)
        return row.pk

    body = {"service": service, "practice": practice, "held_on": held_on, **said}
    made, _now = only_once(once, kind="talk.write-down", body=body, by=by, do=write)
    assert made is not None
    return made


def is_put_right(earlier: Talk | None) -> bool:
    """Whether somebody put this talk right already."""
    return earlier is not None and hasattr(earlier, "put_right")
