"""The page of one practice in one service: what each side says, how sure, what kind of difference, what could come next."""

from dataclasses import replace
from typing import ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.mirror.queries import ReadingShown
from alongside.mirror.talks import queries as talks
from alongside.principles.catalogue import Practice, Unknown
from alongside.principles.rules import Observed, Viewpoint
from alongside.web.mirror import history, told, voices
from alongside.web.mirror.marks import Mark, mark, ticks
from alongside.web.mirror.rows import marks_of
from alongside.web.mirror.views import MirrorPage
from alongside.web.mirror.words import KINDS, NO_KIND, Kind


class PracticePage(MirrorPage):
    """A page about one practice of the set that this service works with; another practice is not there."""

    practice: Practice

    def find(self, practice_id: str, reading: ReadingShown | None) -> Practice:
        """As it stands in the set that the reading was made with, or in the one that the service works with now."""
        for principles in (self.principles(reading), self.principles()):
            try:
                return principles.practice(practice_id)
            except Unknown:
                continue
        raise Http404

    def kind_of(self, reading: ReadingShown | None) -> Kind:
        """The kind of difference, in words; an open question where none stands out."""
        seen = reading.practices.get(self.practice.id) if reading else None
        return KINDS.get(seen.kind or "", NO_KIND) if seen else NO_KIND


class PracticeHere(PracticePage):
    """Everything the service may know of one practice, and the way to talk about it."""

    template: ClassVar[str] = "mirror/practice.html"

    def get(self, request: HttpRequest, practice_id: str, closes: str = "") -> HttpResponse:
        reading = self.reading(closes)
        self.practice = self.find(practice_id, reading)
        seen = reading.practices.get(practice_id) if reading else None
        here = {"service": self.slug, "practice_id": practice_id}
        said, settles = told.gap(seen.gap if seen else None)
        as_board = request.GET.get("chart") == "board"
        return self.show(
            practice=self.practice,
            reading=reading,
            period=told.period(reading) if reading else "",
            marks=marks_of(self.practice, seen),
            ticks=ticks(),
            said=said,
            settles=settles,
            kind=self.kind_of(reading),
            paired=told.paired(seen.paired, reading.heard.linked_share) if seen and reading else None,
            chart=self._chart(reading, as_board=as_board),
            quarters=self._quarters(reading),
            chart_ways=self._chart_ways(as_board=as_board),
            voices=voices.lent(self.viewer, self.service, practice_id),
            easier=voices.makes_easier(self.viewer, self.service, practice_id),
            talks=list(talks.talks_about(self.viewer, self.service.id, practice_id)[:5]),
            talk_href=reverse("practice_talk", kwargs=here),
            way=self._way(closes),
        )

    def _chart(self, reading: ReadingShown | None, *, as_board: bool) -> history.Chart | None:
        """What was released up to this reading; a longer look is only what was released before."""
        if reading is None:
            return None
        return history.chart(history.points(self._until(reading), self.practice.id), as_board=as_board)

    def _quarters(self, reading: ReadingShown | None) -> tuple[Mark, ...]:
        """The mark of those who see this practice best, reading by reading; nothing where there is only one."""
        until = self._until(reading) if reading else ()
        sees_best = Viewpoint.PERSON
        if self.practice.observability.person is Observed.NO:
            sees_best = Viewpoint.STAFF
        marks = [
            replace(mark(sees_best, seen.by(sees_best)), label=told.quarter(one))
            for one in reversed(until)
            if (seen := one.practices.get(self.practice.id))
        ]
        return tuple(marks) if len(marks) > 1 else ()

    def _until(self, reading: ReadingShown) -> tuple[ReadingShown, ...]:
        """This reading and those before it, the newest first."""
        return tuple(one for one in self.every_reading if one.closes <= reading.closes)

    def _chart_ways(self, *, as_board: bool) -> tuple[str, str]:
        """The link to the other kind of chart."""
        if as_board:
            return _("The chart that suits few answers"), f"{self.request.path}#history"
        return _("As your board sees it"), f"{self.request.path}?chart=board#history"

    def _way(self, closes: str) -> tuple[str, str]:
        if closes:
            kwargs = {"service": self.slug, "closes": closes}
            return _("Back to this reading"), reverse("reading", kwargs=kwargs)
        return _("Back to what we see"), reverse("wall", kwargs={"service": self.slug})
