"""Pages: the circle, one member, pausing and ending, everything that changed, and looks in an emergency."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.care.actions import carers as carers_do
from alongside.care.queries import carers
from alongside.care.queries.open_to import titles_of
from alongside.circle import queries as circle
from alongside.circle.actions import consent, emergency, joining, pausing
from alongside.circle.consents import consents_of, invited_members, meant_by, my_consents, offers_of
from alongside.circle.rules import Area, MemberState, Standing
from alongside.core.viewer import Purpose
from alongside.web.circle import words
from alongside.web.circle.forms import EmergencyForm
from alongside.web.circle.room import HERE, HolderPage
from alongside.web.gate import SpacePage

CHANGES_A_PAGE = 30


class Circle(SpacePage):
    """Who is in, as what, since when. The person sees the whole grid; a member who they are among, if that is open to them."""

    template = "circle/circle.html"
    log_kind = "circle"
    title = gettext_lazy("My circle")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._for_holder() if self.footing.is_owner else self._for_member()

    def _for_holder(self) -> HttpResponse:
        rows = list(circle.circle_of(self.viewer, self.space_id))
        inside = [row for row in rows if row.state in HERE and row.standing != Standing.OUTSIDE]
        outside = [row for row in rows if row.state in HERE and row.standing == Standing.OUTSIDE]
        consents = consents_of(self.viewer, self.space_id, [*inside, *outside])
        offers = offers_of(self.viewer, self.space_id)
        invited = invited_members(self.viewer, self.space_id)
        space = circle.own_space(self.viewer)
        return self.show(
            wants_in=[(row, row.pk in invited) for row in rows if row.state == MemberState.WANTS_IN],
            invited=[(row, offers.get(row.pk)) for row in rows if row.state == MemberState.INVITED],
            grid=[self._line(row, consents[row.pk]) for row in inside],
            heads=[_(words.SHORT[area]) for area in Area],
            outside=[row for row in outside if not consents[row.pk].opens_nothing],
            past=[
                (row, _(words.STATES[MemberState(row.state)]))
                for row in circle.past_circle_of(self.viewer, self.space_id)
                if row.standing != Standing.OUTSIDE
            ],
            paused_at=space.sharing_paused_at if space else None,
            restored=bool(space and space.sharing_paused_at)
            and circle.is_paused_after_restore(self.viewer, self.space_id),
        )

    def _line(self, member: Any, consents: Any) -> dict[str, Any]:
        return {
            "member": member,
            "as_what": member.role or _(words.STANDINGS[Standing(member.standing)]),
            "is_paused": member.state == MemberState.PAUSED,
            "cells": [words.cell(consents.areas[area]) for area in Area],
            "more": bool(consents.items),
        }

    def _for_member(self) -> HttpResponse:
        if self.footing.member is None:
            raise Http404
        open_to_me = circle.may_open(self.viewer, self.space_id, Area.CIRCLE)
        consents = my_consents(self.viewer, self.space_id)
        found = circle.circle_of(self.viewer, self.space_id) if open_to_me else ()
        return self.show(
            "circle/for_members.html",
            title=_("Circle"),
            open_to_me=open_to_me,
            others=[
                (row, row.role or _(words.STANDINGS[Standing(row.standing)]))
                for row in found
                if row.state == MemberState.IN_CIRCLE and row.pk != self.footing.member
            ],
            mine=words.my_sentences(self.footing.owner_name, consents) if consents else [],
            wishes=carers.wishes(self.viewer, self.space_id),
            gaps=carers.members_without_wish(self.viewer, self.space_id),
            needs=carers.needs_shared_with(self.viewer, self.space_id),
            acts_on_wishes=self.viewer.purpose is Purpose.DIRECT_CARE,
            has_own_place=self.footing.standing is Standing.CARER,
            may_leave=self.footing.standing in (Standing.CARER, Standing.PROFESSIONAL),
        )


class MemberPage(HolderPage):
    """One member: who they are, what they can see in sentences, and everything that can be done."""

    template = "circle/member.html"
    log_kind = "circle.member"

    def get(self, request: HttpRequest, member_id: UUID) -> HttpResponse:
        row = self.member_row(member_id)
        space = circle.own_space(self.viewer)
        return self.show(
            title=row.name,
            wish=carers.wish_about(self.viewer, self.space_id, row.pk),
            is_carer=row.standing == Standing.CARER,
            all_paused=space is not None and space.sharing_paused_at is not None,
            offer=offers_of(self.viewer, self.space_id).get(row.pk),
            was_invited=row.pk in invited_members(self.viewer, self.space_id),
            **self.said_of(row),
        )

    def post(self, request: HttpRequest, member_id: UUID) -> HttpResponse:
        """Pause, let in again, or end one single thing. None of these is announced."""
        row = self.member_row(member_id)
        what = request.POST.get("what", "")
        if what == "pause":
            pausing.pause(member=row.pk, by=self.viewer)
        elif what == "resume":
            pausing.resume(member=row.pk, by=self.viewer)
        elif what == "close":
            self._close(row, request)
        else:
            raise Http404
        return self.go("circle_member", space_id=self.space_id, member_id=row.pk)

    def _close(self, row: Any, request: HttpRequest) -> None:
        said = (request.POST.get("area", ""), request.POST.get("item", ""))
        stands = [*((area.value, "") for area in Area)]
        stands += [(one.area.value, str(one.item)) for one in self.consents(row).items]
        if said not in stands:
            raise Http404
        consent.close_area(member=row.pk, area=Area(said[0]), item=UUID(said[1]) if said[1] else None, by=self.viewer)


class ReallyThem(HolderPage):
    """Somebody took an invitation. Before anything opens, the person looks: is this really them?"""

    template = "circle/really_them.html"
    log_kind = "circle.yes"
    fresh = True
    title = gettext_lazy("Is this really them?")

    def get(self, request: HttpRequest, member_id: UUID) -> HttpResponse:
        row = self.member_row(member_id)
        if row.state != MemberState.WANTS_IN:
            return self.go("circle_member", space_id=self.space_id, member_id=row.pk)
        return self.show(
            member=row,
            as_what=_(words.STANDINGS[Standing(row.standing)]),
            meant=meant_by(self.viewer, self.space_id, row.pk),
        )

    def post(self, request: HttpRequest, member_id: UUID) -> HttpResponse:
        row = self.member_row(member_id)
        if request.POST.get("answer") == "yes":
            joining.say_yes(member=row.pk, by=self.viewer)
            return self.go("circle_consent", space_id=self.space_id, member_id=row.pk)
        pausing.end(member=row.pk, by=self.viewer)
        return self.go("circle", space_id=self.space_id)


class EndPlace(HolderPage):
    """End somebody's place, or take an invitation back. Said clearly, done at once, told to nobody."""

    template = "circle/end.html"
    log_kind = "circle.end"

    def get(self, request: HttpRequest, member_id: UUID) -> HttpResponse:
        row = self.member_row(member_id)
        invited = row.state == MemberState.INVITED
        title = _("Take the invitation back?") if invited else _("End this for %(name)s?") % {"name": row.name}
        return self.show(member=row, invited=invited, title=title, is_team=row.standing == Standing.TEAM)

    def post(self, request: HttpRequest, member_id: UUID) -> HttpResponse:
        pausing.end(member=self.member_row(member_id).pk, by=self.viewer)
        return self.go("circle", space_id=self.space_id)


class PauseAll(HolderPage):
    """Pause all sharing with one press, and share again as before."""

    log_kind = "circle.pause_all"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.go("circle", space_id=self.space_id)

    def post(self, request: HttpRequest) -> HttpResponse:
        if request.POST.get("what") == "resume":
            pausing.resume_all(by=self.viewer)
        else:
            pausing.pause_all(by=self.viewer)
        return self.go("circle", space_id=self.space_id)


class History(HolderPage):
    """Every change of consent, newest first."""

    template = "circle/history.html"
    log_kind = "circle.history"
    title = gettext_lazy("What changed, and when")

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = circle.consent_history(self.viewer, self.space_id)
        whose = None
        if request.GET.get("member"):
            try:
                whose = self.member_row(UUID(request.GET["member"]), gone_too=True)
            except ValueError:
                raise Http404 from None
            rows = rows.filter(member=whose)
        sheet = Paginator(rows, CHANGES_A_PAGE).get_page(request.GET.get("page"))
        changes = list(sheet.object_list)
        titles = titles_of(self.viewer, self.space_id, (row.item for row in changes if row.item))
        return self.show(
            changes=[{"at": row.at, "text": words.history_sentence(row, titles)} for row in changes],
            sheet=sheet,
            whose=whose,
        )


class Emergency(HolderPage):
    """Whether somebody may look in an emergency without being in the circle. Both answers are good answers."""

    template = "circle/emergency.html"
    log_kind = "circle.emergency"
    fresh = True
    title = gettext_lazy("Looks in an emergency")

    def get(self, request: HttpRequest) -> HttpResponse:
        space = circle.own_space(self.viewer)
        allowed = "yes" if space and space.break_glass_allowed else "no"
        return self.show(form=EmergencyForm(initial={"allowed": allowed}), allowed=allowed)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = EmergencyForm(request.POST)
        if not form.is_valid():
            return self.show(form=form, allowed="", status=422)
        emergency.choose_break_glass(allowed=form.cleaned_data["allowed"] == "yes", by=self.viewer)
        return self.go("circle", space_id=self.space_id)


class LeaveCircle(SpacePage):
    """A member leaves by themselves."""

    template = "circle/leave.html"
    log_kind = "circle.leave"
    title = gettext_lazy("Leave this circle?")

    def get(self, request: HttpRequest) -> HttpResponse:
        self._insist()
        return self.show(is_carer=self.footing.standing is Standing.CARER)

    def post(self, request: HttpRequest) -> HttpResponse:
        member = self._insist()
        if self.footing.standing is Standing.CARER:
            carers_do.let_all_go(footing=self.footing, by=self.viewer)
        joining.leave(member=member, by=self.viewer)
        return self.go("home")

    def _insist(self) -> UUID:
        if self.footing.member is None or self.footing.standing not in (Standing.CARER, Standing.PROFESSIONAL):
            raise Http404
        return self.footing.member
