"""Public pages: what good care means, and who to call now. No account is needed, and no table is read."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.principles.catalogue import (
    MomentInWords,
    Practice,
    PrincipleSet,
    by_moment_names,
    moments,
    principle_set,
)
from alongside.principles.crisis import crisis_routes
from alongside.principles.rules import PERMANENT_IDS, Audience, Observed, Viewpoint
from alongside.web.gate import OpenPage

SHOWN = "both-2019"

READERS = {
    Audience.PERSON: _("If you live with both"),
    Audience.CARERS: _("If you care for someone"),
    Audience.STAFF: _("If you work in a service"),
    Audience.COMMISSIONERS: _("If you plan or pay for services"),
}
LOOKING = {
    Viewpoint.PERSON: _("The person"),
    Viewpoint.STAFF: _("Staff"),
    Viewpoint.RECORD: _("What is written down"),
}
SEEING = {
    Observed.ASK: _("Can see it well"),
    Observed.WEAK: _("Can see part of it"),
    Observed.NO: _("Cannot see it"),
}
# A record sees nothing: it only keeps a trace that something was written.
TRACE = {
    Observed.ASK: _("Keeps a trace"),
    Observed.WEAK: _("Keeps a faint trace"),
    Observed.NO: _("Keeps no trace"),
}


@dataclass(frozen=True)
class Said:
    """One reader's part of a practice, with its heading."""

    heading: str | Promise
    text: str


@dataclass(frozen=True)
class MomentShown:
    words: MomentInWords
    practices: tuple[Practice, ...]


class PublicWords(OpenPage):
    """A page about the principles: the same for everybody."""

    reason = "public information; shows nothing about anybody"

    @property
    def set(self) -> PrincipleSet:
        return principle_set(SHOWN)


class ByPrinciple(PublicWords):
    template = "visitor/principles/by_principle.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(set=self.set)


class ByMoment(PublicWords):
    template = "visitor/principles/by_moment.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        shown = [MomentShown(words, self.set.by_moment(words.moment)) for words in moments()]
        return self.show(set=self.set, shown=shown)


class OnePractice(PublicWords):
    template = "visitor/principles/practice.html"

    def get(self, request: HttpRequest, practice_id: str) -> HttpResponse:
        if practice_id.upper() not in PERMANENT_IDS:
            raise Http404
        if practice_id != practice_id.upper():
            return redirect(reverse("practice", args=[practice_id.upper()]))
        practice = self.set.practice(practice_id)
        place = PERMANENT_IDS.index(practice_id)
        everything = self.set.practices
        return self.show(
            set=self.set,
            practice=practice,
            principle=self.set.principle(practice.principle_number),
            moments=[by_moment_names()[moment] for moment in practice.moments],
            readers=[Said(heading, practice.text_for(audience)) for audience, heading in READERS.items()],
            seen=[
                (who, (TRACE if view is Viewpoint.RECORD else SEEING)[practice.observability.by(view)])
                for view, who in LOOKING.items()
            ],
            before=everything[place - 1] if place else None,
            after=everything[place + 1] if place + 1 < len(everything) else None,
        )


class Poster(PublicWords):
    """One side of paper: `?size=large` for large print on A3, `?voice=we` for a team's wall."""

    template = "visitor/principles/poster.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        is_large = request.GET.get("size") == "large"
        is_we = request.GET.get("voice") == "we"
        return self.show(set=self.set, is_large=is_large, is_we=is_we, routes=crisis_routes())


class HelpNow(OpenPage):
    """Who to call. It must open for anybody, at any hour, signed in or not."""

    reason = "help in danger is for everybody; shows nothing about anybody"
    template = "visitor/principles/help_now.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        found = crisis_routes()
        return self.show(
            found=found,
            signs=found.back_signs,
            # With the year: this page is printed and kept.
            checked=formats.date_format(found.checked_on, "j F Y"),
            review=formats.date_format(found.review_on, "j F Y"),
            is_due=found.is_due(timezone.localdate()),
        )


principle_urls = [
    path("principles/", ByPrinciple.as_view(), name="principles"),
    path("principles/by-moment/", ByMoment.as_view(), name="principles-by-moment"),
    path("principles/poster/", Poster.as_view(), name="principles-poster"),
    path("principles/<str:practice_id>/", OnePractice.as_view(), name="practice"),
    path("help-now/", HelpNow.as_view(), name="help-now"),
]
