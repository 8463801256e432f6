"""Pages: take everything along; leave, with time to change one's mind or at once."""

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.care.actions import leaving as do
from alongside.circle.queries import own_space
from alongside.core.refusal import insist
from alongside.web.gate import SpacePage
from alongside.web.leaving.archive import archive


class LeaveForm(forms.Form):
    """How to leave."""

    how = forms.ChoiceField(
        label=gettext_lazy("How would you like to leave?"),
        choices=[
            ("week", gettext_lazy("In a week. Nobody sees anything from now on, and I can change my mind")),
            ("now", gettext_lazy("Now, and for good")),
        ],
        widget=forms.RadioSelect,
        initial="week",
    )
    word = forms.CharField(label=gettext_lazy("To be sure, type: delete"), max_length=40)


class TakeAlong(SpacePage):
    """What the archive holds, before it is made."""

    holder_only = True
    fresh = True
    template = "leaving/take_along.html"
    log_kind = "take-along"
    title = gettext_lazy("Take everything along")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show()


class TakeAlongFile(SpacePage):
    """The archive itself."""

    holder_only = True
    fresh = True
    log_kind = "take-along.file"

    def post(self, request: HttpRequest) -> FileResponse:
        made = archive(self.viewer, self.space_id, name=self.footing.owner_name)
        return FileResponse(made, as_attachment=True, filename="my-space.zip", content_type="application/zip")


class Leave(SpacePage):
    """Leave: what goes, what stays and why, in plain words."""

    holder_only = True
    fresh = True
    template = "leaving/leave.html"
    log_kind = "leave"
    title = gettext_lazy("Close and delete my space")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(LeaveForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        if request.POST.get("what") == "stay":
            do.change_ones_mind(by=self.viewer)
            messages.info(
                request, _("Your space stays. Sharing is still paused: you can start it again in your circle.")
            )
            return self.go("space", space_id=self.space_id)
        form = LeaveForm(request.POST)
        if form.is_valid() and self.attempt(form, lambda: self._leave(form.cleaned_data)):
            messages.info(request, _("It is done as you asked."))
            return self.go("home")
        return self._page(form, status=422)

    def _leave(self, said: dict[str, str]) -> None:
        insist(do.why_not_now(said["word"], expected="delete"))
        if said["how"] == "now":
            do.delete_space(space=self.space_id, by=self.viewer)
        else:
            do.ask_to_close(by=self.viewer)

    def _page(self, form: LeaveForm, *, status: int = 200) -> HttpResponse:
        space = own_space(self.viewer)
        closing = space.closing_asked_at if space else None
        return self.show(form=form, closes_at=closing + do.TIME_TO_THINK if closing else None, status=status)
