"""Pages: what the person wishes of a carer, what was done with it, and a carer's own place with what they need."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.care.actions import carers as do
from alongside.care.catalogue import for_carers
from alongside.care.queries import carers as tell
from alongside.care.rules import NeedShared, NeedState
from alongside.circle import queries as circle
from alongside.circle.consents import my_consents
from alongside.circle.rules import Area, Label, MemberState, Standing
from alongside.web.circle import words
from alongside.web.circle.forms import SHARED, ActedForm, AnswerForm, NeedForm, SharedForm, WishForm
from alongside.web.circle.room import HolderPage
from alongside.web.gate import SpacePage


class WishPage(HolderPage):
    """The person says how they wish one carer to be involved."""

    template = "circle/wish.html"
    log_kind = "circle.wish"

    def get(self, request: HttpRequest, member_id: UUID) -> HttpResponse:
        row = self._carer(member_id)
        now = tell.wish_about(self.viewer, self.space_id, row.pk)
        initial = {"words": now.words, "label": now.label} if now else {}
        return self._page(row, WishForm(initial={**initial, **self.kept_words()}))

    def post(self, request: HttpRequest, member_id: UUID) -> HttpResponse:
        row = self._carer(member_id)
        if request.POST.get("what") == "take-back":
            do.take_wish_back(footing=self.footing, member=row.pk, by=self.viewer)
            return self.go("circle_member", space_id=self.space_id, member_id=row.pk)
        form = WishForm(request.POST)
        if form.is_valid() and self.attempt(
            form,
            lambda: do.record_wish(
                footing=self.footing,
                member=row.pk,
                words=form.cleaned_data["words"],
                label=Label(form.cleaned_data["label"]),
                once=self.once_key(),
                by=self.viewer,
            ),
        ):
            return self.go("circle_member", space_id=self.space_id, member_id=row.pk)
        return self._page(row, form, status=422)

    def _carer(self, member_id: UUID) -> Any:
        row = self.member_row(member_id)
        if row.standing != Standing.CARER:
            raise Http404
        return row

    def _page(self, row: Any, form: WishForm, *, status: int = 200) -> HttpResponse:
        return self.show(
            status=status,
            member=row,
            form=form,
            stands=tell.wish_about(self.viewer, self.space_id, row.pk) is not None,
            earlier=tell.earlier_wishes(self.viewer, self.space_id, row.pk),
            title=_("How %(name)s is involved") % {"name": row.name},
        )


class ActOnWish(SpacePage):
    """A professional reads one wish and notes what was done with it."""

    area = Area.CIRCLE
    template = "circle/wish_for_staff.html"
    log_kind = "circle.wish_read"

    def get(self, request: HttpRequest, wish_id: UUID) -> HttpResponse:
        return self._page(wish_id, ActedForm(initial=self.kept_words()))

    def post(self, request: HttpRequest, wish_id: UUID) -> HttpResponse:
        form = ActedForm(request.POST)
        if form.is_valid() and self.attempt(
            form,
            lambda: do.act_on_wish(
                footing=self.footing,
                wish=wish_id,
                words=form.cleaned_data["words"],
                after=request.POST.get("after", "").replace("\r\n", "\n"),
                once=self.once_key(),
                by=self.viewer,
            ),
        ):
            return self.go("circle", space_id=self.space_id)
        return self._page(wish_id, form, status=422)

    def _page(self, wish_id: UUID, form: ActedForm, *, status: int = 200) -> HttpResponse:
        wish = tell.wish(self.viewer, self.space_id, wish_id)
        if wish is None or self.footing.standing not in (Standing.PROFESSIONAL, Standing.TEAM):
            raise Http404
        return self.show(status=status, wish=wish, form=form, title=_("How %(name)s is involved") % {"name": wish.name})


class CarerPlace(SpacePage):
    """A carer's own place: what they need, what they may see, who else is there, and information for carers."""

    template = "circle/carer.html"
    log_kind = "carer"
    title = gettext_lazy("Your own place")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(NeedForm(initial=self.kept_words()))

    def post(self, request: HttpRequest) -> HttpResponse:
        self._insist_carer()
        form = NeedForm(request.POST)
        if form.is_valid() and self.attempt(
            form,
            lambda: do.raise_need(
                footing=self.footing,
                words=form.cleaned_data["words"],
                shared=NeedShared(form.cleaned_data["shared"]),
                once=self.once_key(),
                by=self.viewer,
            ),
        ):
            return self.go("carer", space_id=self.space_id)
        return self._page(form, status=422)

    def _insist_carer(self) -> None:
        if self.footing.standing is not Standing.CARER:
            raise Http404

    def _page(self, form: NeedForm, *, status: int = 200) -> HttpResponse:
        self._insist_carer()
        consents = my_consents(self.viewer, self.space_id)
        may_see_circle = circle.may_open(self.viewer, self.space_id, Area.CIRCLE)
        others = circle.circle_of(self.viewer, self.space_id) if may_see_circle else ()
        return self.show(
            status=status,
            form=form,
            owner=self.footing.owner_name,
            needs=tell.my_needs(self.viewer, self.space_id),
            mine=words.my_sentences(self.footing.owner_name, consents) if consents else [],
            others=[row for row in others if row.state == MemberState.IN_CIRCLE and row.pk != self.footing.member],
            wishes=[one for one in tell.wishes(self.viewer, self.space_id) if one.member == self.footing.member],
            shared_with=need_words(),
            others_need=tell.needs_shared_with(self.viewer, self.space_id),
            topics=for_carers(),
        )


class NeedPage(SpacePage):
    """One need: the carer changes who reads it, adds, or ends it; others answer."""

    template = "circle/need.html"
    log_kind = "carer.need"

    def get(self, request: HttpRequest, need_id: UUID) -> HttpResponse:
        return self._page(need_id)

    def post(self, request: HttpRequest, need_id: UUID) -> HttpResponse:
        what = request.POST.get("what", "")
        form: Form
        if what == "share":
            form = SharedForm(request.POST)
            done = form.is_valid() and self.attempt(form, lambda: self._share(need_id, form.cleaned_data["shared"]))
            if done:
                return self.go("need", space_id=self.space_id, need_id=need_id)
            return self._page(need_id, share=form, status=422)
        if what in (NeedState.ANSWERED, NeedState.LET_GO):
            do.close_need(footing=self.footing, need=need_id, to=NeedState(what), by=self.viewer)
            return self.go("carer", space_id=self.space_id)
        form = AnswerForm(request.POST)
        if form.is_valid() and self.attempt(form, lambda: self._answer(need_id, form.cleaned_data["words"])):
            return self.go("need", space_id=self.space_id, need_id=need_id)
        return self._page(need_id, answer=form, status=422)

    def _share(self, need_id: UUID, shared: str) -> None:
        do.share_need(footing=self.footing, need=need_id, shared=NeedShared(shared), by=self.viewer)

    def _answer(self, need_id: UUID, said: str) -> None:
        do.answer_need(footing=self.footing, need=need_id, words=said, once=self.once_key(), by=self.viewer)

    def _page(self, need_id: UUID, *, status: int = 200, **forms: Form) -> HttpResponse:
        need = tell.need(self.viewer, self.space_id, need_id)
        if need is None:
            raise Http404
        own = need.member == self.footing.member
        return self.show(
            status=status,
            need=need,
            own=own,
            is_open=need.state == NeedState.OPEN,
            shared_with=need_words(),
            answer=forms.get("answer") or AnswerForm(initial={"words": self.kept_words().get("words", "")}),
            share=forms.get("share") or SharedForm(initial={"shared": need.shared}),
            title=_("What you need") if own else _("What %(name)s needs") % {"name": need.carer_name},
        )


class Needs(SpacePage):
    """What carers in this circle need and let the viewer read."""

    template = "circle/needs.html"
    log_kind = "carer.needs"
    title = gettext_lazy("What carers need")

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.footing.emergency is not None:
            raise Http404
        return self.show(needs=tell.needs_shared_with(self.viewer, self.space_id))


def need_words() -> dict[str, str]:
    """Who reads a need, said to its carer."""
    return {value: str(said) for value, said in SHARED}
