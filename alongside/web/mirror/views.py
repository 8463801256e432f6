"""Pages: the practice wall of one reading, all readings, and who was not heard from. No filter but the moment."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.core import clock
from alongside.mirror import queries as tell
from alongside.mirror.queries import ReadingShown
from alongside.mirror.rules import MONTHS, first_of_month, last_closing_day
from alongside.principles import queries as principles
from alongside.principles.catalogue import PrincipleSet, moments
from alongside.principles.queries import versions
from alongside.principles.rules import Moment
from alongside.web.mirror import told
from alongside.web.mirror.marks import ticks
from alongside.web.mirror.rows import Order, Row, at_moment, parts, rows
from alongside.web.service_page import ServicePage


class MirrorPage(ServicePage):
    """What pages about a reading share: the reading of the address, else the latest."""

    @cached_property
    def every_reading(self) -> tuple[ReadingShown, ...]:
        """The readings of this service, newest first; asked for once a page."""
        return tell.readings_of(self.viewer, self.service.id)

    def principles(self, reading: ReadingShown | None = None) -> PrincipleSet:
        """The set that the service works with; of a reading, the set that it was made with."""
        return principles.set_for(self.service.id, on=reading.closes if reading else None)

    def reading(self, closes: str = "") -> ReadingShown | None:
        """The reading that closed on this day; without a day, the latest. A day without a reading is not there."""
        if not closes:
            return next(iter(self.every_reading), None)
        try:
            day = date.fromisoformat(closes)
        except ValueError:
            raise Http404 from None
        found = next((one for one in self.every_reading if one.closes == day), None)
        if found is None:
            raise Http404
        return found


class Wall(MirrorPage):
    """Every practice with its three marks. Two orders and the moment can be chosen; nothing else changes this page."""

    template = "mirror/wall.html"
    title = gettext_lazy("What we see")

    def get(self, request: HttpRequest, closes: str = "") -> HttpResponse:
        reading = self.reading(closes)
        if reading is None:
            return self.show(top=None, first=self.first_words(), way=None)
        every = rows(self.principles(reading), reading)
        order = Order.MOMENTS if request.GET.get("order") == Order.MOMENTS else Order.TALK
        moment = moment_in(request)
        shown = at_moment(every, moment)
        practice_page = "reading_practice" if closes else "practice_here"
        here = {"service": self.slug} | ({"closes": closes} if closes else {})
        return self.show(
            reading=reading,
            top=told.top(reading, every),
            parts=parts(shown, order),
            ticks=ticks(),
            orders=self._orders(order, moment),
            filters=self._filters(order, moment),
            moment_chosen=moment is not None,
            moment_summary=self._moment_summary(moment),
            row_href=lambda row: reverse(practice_page, kwargs=here | {"practice_id": row.id}),
            head=[_("Practice"), _("People"), _("Staff"), _("Written down")],
            table=[in_words(row) for row in shown],
            beside=self._beside(reading),
            way=(_("Back to all readings"), reverse("readings", kwargs={"service": self.slug})) if closes else None,
        )

    def _beside(self, reading: ReadingShown) -> list[tuple[str, str]]:
        """The readings just before and just after this one, so that one can go from quarter to quarter."""
        every = self.every_reading
        at = next(n for n, one in enumerate(every) if one.id == reading.id)
        found = []
        for words, place in (
            (_("The quarter before: %(period)s"), at + 1),
            (_("The quarter after: %(period)s"), at - 1),
        ):
            if 0 <= place < len(every):
                closes = every[place].closes.isoformat()
                address = reverse("reading", kwargs={"service": self.slug, "closes": closes})
                found.append((words % {"period": told.period(every[place]).rstrip(".")}, address))
        return found

    def first_words(self) -> str:
        """What will come, and when; said once, before there is a reading."""
        begins = first_of_month(last_closing_day(clock.today()) + timedelta(days=1), MONTHS)
        return _(
            "The first reading is made after %(day)s, if people or staff have answered by then. Until then nothing is counted for show, and nothing has to be done in a hurry."
        ) % {"day": told.date_in_words(begins - timedelta(days=1))}

    def _address(self, order: Order, moment: Moment | None) -> str:
        chosen = {"order": order.value} if order is not Order.TALK else {}
        if moment is not None:
            chosen["moment"] = moment.value
        return f"{self.request.path}?{urlencode(chosen)}" if chosen else self.request.path

    def _orders(self, order: Order, moment: Moment | None) -> list[tuple[str, str, bool]]:
        words = {Order.TALK: _("What most needs talking about"), Order.MOMENTS: _("By moment")}
        return [(said, self._address(one, moment), one is order) for one, said in words.items()]

    def _filters(self, order: Order, moment: Moment | None) -> list[tuple[str, str, bool]]:
        every = [(_("All moments"), self._address(order, None), moment is None)]
        return every + [(entry.name, self._address(order, entry.moment), entry.moment is moment) for entry in moments()]

    def _moment_summary(self, moment: Moment | None) -> str:
        if moment is None:
            return _("Only one moment")
        name = next(entry.name for entry in moments() if entry.moment is moment)
        return _("Only this moment: %(name)s") % {"name": name}


def moment_in(request: HttpRequest) -> Moment | None:
    """The moment that was chosen; anything else in the address changes nothing."""
    try:
        return Moment(request.GET.get("moment", ""))
    except ValueError:
        return None


def in_words(row: Row) -> list[str]:
    """A row of the table that says the same as the drawing."""
    cells = [row.name]
    for one in row.marks:
        more = ", ".join(part for part in (one.heard, one.more) if part)
        cells.append(f"{one.words} ({more})" if more else one.words)
    return cells


@dataclass(frozen=True)
class Listed:
    """One reading in the list."""

    period: str
    heard: str
    href: str
    frozen: str
    made: str
    fingerprint: str


class Readings(MirrorPage):
    """All readings, newest first, each with how it was made. A reading is never changed."""

    template = "mirror/readings.html"
    title = gettext_lazy("Readings")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(readings=[self._listed(one) for one in self.every_reading])

    def _listed(self, one: ReadingShown) -> Listed:
        return Listed(
            period=told.period(one).rstrip("."),
            heard=told.heard(one.heard),
            href=reverse("reading", kwargs={"service": self.slug, "closes": one.closes.isoformat()}),
            frozen=_("Fixed on %(day)s, and not changed since.") % {"day": told.date_in_words(one.frozen_at)},
            made=_("Principles: “%(title)s”, version %(version)s. Method %(method)s.")
            % {"title": self._set_title(one), "version": one.set_version, "method": one.method},
            fingerprint=one.sha256,
        )

    def _set_title(self, one: ReadingShown) -> str:
        """What the set that a reading was made with is called; its name among files where it is not here any more."""
        key = one.set_id, one.set_version
        if key not in self._titles:
            found = versions.version(*key)
            self._titles[key] = found.set.title if found else one.set_id
        return self._titles[key]

    @cached_property
    def _titles(self) -> dict[tuple[str, str], str]:
        return {}


class NotHeard(MirrorPage):
    """Who was seen and who answered, group by group; on the same page what we do not know about them."""

    template = "mirror/not_heard.html"
    title = gettext_lazy("Who we have not heard from")

    def get(self, request: HttpRequest) -> HttpResponse:
        reading = self.reading()
        return self.show(
            reading=reading,
            period=told.period(reading) if reading else "",
            heard=told.heard(reading.heard) if reading else "",
            groups=told.groups(reading) if reading else (),
            ways=told.ways(reading.heard) if reading else (),
        )
