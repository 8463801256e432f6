"""Pages of the moments: choosing one, and its practices on this person's real material."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from alongside.principles.catalogue import MomentInWords, Practice, by_moment_names, principle_set
from alongside.principles.rules import Moment
from alongside.web.gate import SpacePage
from alongside.web.moments.signals import PRINCIPLES, Signal, signals_for

# Moments with one person. Designing a service belongs to the service, not to a space.
WITH_A_PERSON = (Moment.FIRST_MEETING, Moment.APPOINTMENT, Moment.SHARED_DECISION, Moment.SHARED_PLAN)


@dataclass(frozen=True)
class PracticeHere:
    """One practice, and what the record says of it here."""

    practice: Practice
    signals: tuple[Signal, ...]


def practices_here(page: SpacePage, moment: Moment) -> list[PracticeHere]:
    """The practices of a moment with this person, those with something open first."""
    practices = principle_set(PRINCIPLES).by_moment(moment) + principle_set(PRINCIPLES).by_moment(Moment.ALWAYS)
    found = [PracticeHere(p, tuple(signals_for(p.id, page.viewer, page.footing))) for p in practices]
    return sorted(found, key=lambda one: (not any(s.waits for s in one.signals), not one.signals))


class MomentPage(SpacePage):
    """One moment, or the choice of one. Choosing keeps it beside the other pages of this space until it is put away."""

    template = "moments/moment.html"
    log_kind = "moment"
    title = gettext_lazy("What is coming?")

    def get(self, request: HttpRequest, moment: str = "") -> HttpResponse:
        if self.footing.is_owner:
            raise Http404
        names = by_moment_names()
        if not moment:
            return self.show(choices=[names[one] for one in WITH_A_PERSON], chosen=None, practices=[])
        if moment not in set(WITH_A_PERSON):
            raise Http404
        chosen: MomentInWords = names[Moment(moment)]
        request.session[f"moment:{self.space_id}"] = moment
        choices = [names[one] for one in WITH_A_PERSON]
        return self.show(choices=choices, chosen=chosen, practices=practices_here(self, Moment(moment)))

    def post(self, request: HttpRequest, moment: str = "") -> HttpResponse:
        """Put the moment away."""
        request.session.pop(f"moment:{self.space_id}", None)
        return self.go("space", space_id=self.space_id)
