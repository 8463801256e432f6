"""Do it: agree how a panel works, say what one needs, mark how a moment felt, note a meeting."""

from datetime import date
from uuid import UUID

from alongside.choosing import refusals as no
from alongside.choosing.models import Feeling, Needs, PanelMeeting, Terms
from alongside.choosing.rules import Four, Payment
from alongside.core import clock, facts, typed
from alongside.core.refusal import Refused
from alongside.core.viewer import Viewer, respondent_of
from alongside.core.walls import action
from alongside.people.queries import Place, place_at
from alongside.principles.rules import Moment


@action
def agree(*, service: UUID, heading: Four, words: str, by: Viewer) -> None:
    """What the panel agreed on under one heading. What stood there before stays readable."""
    place = _place(service, by)
    if not place.leads and not place.on_panel:
        raise Refused(no.not_on_the_panel())
    last = Terms.objects.filter(service_id=service, heading=heading).order_by("-agreed_at").first()
    said = typed.within(words, 2000)
    if said and (last is None or last.words != said):
        Terms(service_id=service, heading=heading, words=said, agreed_at=clock.now()).save()
        facts.record("panel.agreed", service=service, by=by.account, heading=heading.value)


@action
def need(*, service: UUID, words: str, payment: Payment, by: Viewer) -> None:
    """What somebody on the panel needs to take part, and how they wish to be thanked."""
    place = _place(service, by)
    if place.seat is None:
        raise Refused(no.not_on_the_panel())
    row = Needs.objects.filter(seat_id=place.seat).first() or Needs(seat_id=place.seat)
    row.words, row.payment = typed.within(words, 1000), payment
    row.save()
    facts.record("panel.needs_said", service=service, by=by.account)


@action
def feel(*, service: UUID, moment: Moment, word: str, felt: int, sentence: str, is_shared: bool, by: Viewer) -> None:
    """How a moment felt to somebody on the panel. Said again, it replaces what they said before."""
    place = _place(service, by)
    if not place.on_panel:
        raise Refused(no.not_on_the_panel())
    me = respondent_of(by)
    row = Feeling.objects.filter(service_id=service, voter=me, moment=moment).first() or Feeling(
        service_id=service, voter=me, moment=moment
    )
    row.word, row.felt, row.sentence = (
        typed.within(" ".join(word.split()), 40),
        min(max(felt, -2), 2),
        typed.within(sentence, 300),
    )
    row.is_shared, row.at = is_shared, clock.now()
    row.save()
    facts.record("panel.felt", service=service, moment=moment.value)


@action
def note_meeting(*, service: UUID, on_day: date, about: str, at_place: str, by: Viewer) -> None:
    """A lead says when the panel meets."""
    if not _place(service, by).leads:
        raise Refused(no.not_the_lead())
    PanelMeeting(
        service_id=service, on_day=on_day, about=typed.within(about, 300), place=typed.within(at_place, 200)
    ).save()
    facts.record("panel.meeting", service=service, by=by.account)


def _place(service: UUID, by: Viewer) -> Place:
    place = place_at(by.account, service)
    if place is None:
        raise Refused(no.not_of_the_service())
    return place
