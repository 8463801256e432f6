"""Pages: what one member may see, until when, with a quiet look before anything new is opened; and seeing it as they see it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from alongside.care.queries.open_to import open_to
from alongside.circle import queries as circle
from alongside.circle.actions import consent
from alongside.circle.consents import AreaConsent, Consents
from alongside.circle.rules import PURPOSE_OF, Area, MemberState, Standing
from alongside.core import clock
from alongside.core.viewer import Purpose, Viewer, bound
from alongside.people.queries import colleagues_in
from alongside.web.circle import words
from alongside.web.circle.forms import TOMORROW, BeginsForm, ConsentForm
from alongside.web.circle.room import HolderPage, areas_for
from alongside.web.story.words import COMMUNICATION, STORY

A_YEAR = timedelta(days=366)
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Change:
    """One area that is about to change: opened anew, opened for longer, for less long, or closed."""

    area: Area
    now: AreaConsent
    last: date | None
    opens: bool = False
    longer: bool = False
    closes: bool = False

    @property
    def gives_more(self) -> bool:
        return self.opens or self.longer


def changes_in(now: Consents, wanted: dict[Area, tuple[bool, date | None]]) -> list[Change]:
    """What differs between how things stand and what is asked for."""
    found = []
    for area, (wish, last) in wanted.items():
        stands = now.areas[area]
        given = stands.is_open or stands.begins_at is not None
        until = words.until_day(stands.until) if stands.until else None
        if wish and not given:
            found.append(Change(area, stands, last, opens=True))
        elif wish and last != until:
            longer = until is not None and (last is None or last > until)
            found.append(Change(area, stands, last, longer=longer))
        elif given and not wish:
            found.append(Change(area, stands, None, closes=True))
    return found


class ConsentPage(HolderPage):
    """The consent form of one member. Closing is done at once; opening is shown once more before it is saved."""

    template = "circle/consent.html"
    log_kind = "circle.consent"
    fresh = True

    def get(self, request: HttpRequest, member_id: UUID) -> HttpResponse:
        row = self._member(member_id)
        return self._ask(row, ConsentForm(name=row.name, now=self.consents(row), areas=areas_for(row)))

    def post(self, request: HttpRequest, member_id: UUID) -> HttpResponse:
        row = self._member(member_id)
        now = self.consents(row)
        form = ConsentForm(request.POST, name=row.name, now=now, areas=areas_for(row))
        if not form.is_valid():
            return self._ask(row, form, status=422)
        changes = changes_in(now, form.wanted())
        step = request.POST.get("step", "")
        if step == "back":
            return self._ask(row, form)
        begins = BeginsForm(request.POST if step == "sure" else None)
        opens = any(change.opens for change in changes)
        if any(change.gives_more for change in changes) and (step != "sure" or (opens and not begins.is_valid())):
            return self._look_again(row, form, begins, changes, status=422 if step == "sure" else 200)
        tomorrow = opens and begins.cleaned_data["begins"] == TOMORROW
        if self.attempt(form, lambda: self._save(row, changes, tomorrow=tomorrow)):
            return self.go("circle_member", space_id=self.space_id, member_id=row.pk)
        return self._ask(row, form, status=422)

    def _member(self, member_id: UUID) -> Any:
        """Whoever carries a link gets one conversation by it, and nothing more can be opened to them here."""
        row = self.member_row(member_id)
        if row.standing == Standing.OUTSIDE:
            raise Http404
        return row

    def _ask(self, row: Any, form: ConsentForm, *, status: int = 200) -> HttpResponse:
        return self.show(
            status=status,
            member=row,
            form=form,
            areas=[area.value for area in form.areas],
            is_team=row.standing == Standing.TEAM,
            title=_("What may %(name)s see?") % {"name": row.name},
        )

    def _look_again(
        self, row: Any, form: ConsentForm, begins: BeginsForm, changes: list[Change], *, status: int
    ) -> HttpResponse:
        far = clock.today() + A_YEAR
        return self.show(
            "circle/consent_sure.html",
            status=status,
            member=row,
            form=form,
            begins=begins,
            asks_when=any(change.opens for change in changes),
            gives=[self._said(row, change) for change in changes if change.gives_more],
            takes=[self._said(row, change) for change in changes if not change.gives_more],
            far=any(change.last and change.last > far for change in changes),
            is_team=row.standing == Standing.TEAM,
            title=_("Is this what you want?"),
        )

    def _said(self, row: Any, change: Change) -> str:
        until = words.end_of(change.last) if change.last else None
        return words.sentence(row.name, AreaConsent(change.area, is_open=not change.closes, until=until))

    def _save(self, row: Any, changes: list[Change], *, tomorrow: bool) -> None:
        moment = clock.now() + A_DAY
        for change in changes:
            if change.closes:
                consent.close_area(member=row.pk, area=change.area, by=self.viewer)
                continue
            starts = moment if change.opens and tomorrow else change.now.begins_at
            until = words.end_of(change.last) if change.last else None
            consent.open_area(member=row.pk, area=change.area, until=until, starts=starts, by=self.viewer)


class AsTheySee(HolderPage):
    """What this member gets to see, asked as them of both walls. It is the person's own look and is logged as that."""

    template = "circle/as_they_see.html"
    log_kind = "circle.as_they_see"

    def get(self, request: HttpRequest, member_id: UUID) -> HttpResponse:
        row = self.member_row(member_id)
        shown: dict[str, Any] = {"seen": None, "circle": [], "also_by_name": False}
        eyes, also_by_name = self._eyes_of(row)
        if eyes is not None:
            with transaction.atomic(), bound(eyes):
                if circle.footing(eyes, self.space_id) is not None:
                    shown["seen"] = open_to(eyes, self.space_id)
                    if circle.may_open(eyes, self.space_id, Area.CIRCLE):
                        shown["circle"] = self._others(eyes, row)
        seen = shown["seen"]
        return self.show(
            member=row,
            title=_("As %(name)s sees it") % {"name": row.name},
            why_nothing=self._why_nothing(row, eyes),
            story=[(_(STORY[kind].others), text) for kind, text in seen.story] if seen else [],
            communication=[(_(COMMUNICATION[kind].others), text) for kind, text in seen.communication] if seen else [],
            **{**shown, "also_by_name": also_by_name},
        )

    def _others(self, eyes: Viewer, row: Any) -> list[tuple[str, str]]:
        return [
            (one.name, one.role)
            for one in circle.circle_of(eyes, self.space_id)
            if one.state == MemberState.IN_CIRCLE and one.pk != row.pk
        ]

    def _eyes_of(self, row: Any) -> tuple[Viewer | None, bool]:
        """Whose eyes to look through. For a whole service: somebody who works there, best of all nobody named here."""
        purpose = Purpose(PURPOSE_OF[Standing(row.standing)])
        if row.standing == Standing.OUTSIDE:
            return Viewer(None, row.name, purpose, link=row.link_hash), False
        if row.standing != Standing.TEAM:
            return Viewer(row.account_id, row.name, purpose, service=row.service_id) if row.account_id else None, False
        named = {one.account_id for one in circle.circle_of(self.viewer, self.space_id) if one.account_id}
        staff = sorted(
            (post.account_id for post in colleagues_in(row.service_id)), key=lambda account: account in named
        )
        if not staff:
            return None, False
        return Viewer(staff[0], row.name, purpose, service=row.service_id), staff[0] in named

    def _why_nothing(self, row: Any, eyes: Viewer | None) -> str:
        space = circle.own_space(self.viewer)
        if space is not None and space.sharing_paused_at is not None:
            return _("All sharing is paused, so nobody sees anything now.")
        if row.state == MemberState.PAUSED:
            return _("%(name)s is paused, and sees what a stranger sees: nothing.") % {"name": row.name}
        if row.state != MemberState.IN_CIRCLE:
            return _("%(name)s is not in your circle yet, so they see nothing.") % {"name": row.name}
        if eyes is None:
            return _("Nobody works in this service now, so nobody sees anything through it.")
        return ""
