"""Forms of the circle: whom to invite, and what each may see until when. Nothing is ticked beforehand."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.care.rules import NEED_LONGEST, WISH_LONGEST, NeedShared
from alongside.circle.consents import Consents
from alongside.circle.rules import Area, InvitedBy, Label
from alongside.web.circle.words import ASKED, MEANS, until_day
from alongside.web.components.day_field import DayField

NO, YES, UNTIL = "no", "yes", "until"
NOW, TOMORROW = "now", "tomorrow"
WHOLE_SERVICE = "service"

_few_words = {
    "label": gettext_lazy("A few words to them (you can leave this out)"),
    "help_text": gettext_lazy("Only they read it, together with your name."),
    "required": False,
    "max_length": 500,
}


class ConsentForm(forms.Form):
    """For each area: no, yes, or yes until a day. It shows how things stand now."""

    def __init__(self, *args: Any, name: str, now: Consents, areas: Sequence[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = areas
        for area in areas:
            stands = now.areas[area]
            given = stands.is_open or stands.begins_at is not None
            self.fields[area.value] = forms.ChoiceField(
                label=_(ASKED[area]) % {"name": name},
                help_text=_(MEANS[area]),
                choices=[(NO, _("No")), (YES, _("Yes")), (UNTIL, _("Yes, until a day"))],
                widget=forms.RadioSelect,
                initial=NO if not given else UNTIL if stands.until else YES,
            )
            self.fields[f"{area.value}_until"] = DayField(
                label=_("Until the end of this day"),
                help_text=_("A year at most is a good habit. You can always go on from there."),
                required=False,
                initial=until_day(stands.until) if given and stands.until else None,
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for area in self.areas:
            last = f"{area.value}_until"
            if said.get(area.value) == UNTIL and not said.get(last) and last not in self.errors:
                self.add_error(last, _("Please give the day, for example 3 11 2027, or choose “Yes”."))
        return said

    def wanted(self) -> dict[Area, tuple[bool, date | None]]:
        """What is asked for: open or not, and the last day."""
        said = self.cleaned_data
        return {
            area: (said[area.value] != NO, said[f"{area.value}_until"] if said[area.value] == UNTIL else None)
            for area in self.areas
        }


class BeginsForm(forms.Form):
    """When something newly opened begins."""

    begins = forms.ChoiceField(
        label=gettext_lazy("When should it begin?"),
        choices=[
            (TOMORROW, gettext_lazy("Tomorrow, at this time")),
            (NOW, gettext_lazy("Now")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose when it should begin.")},
    )


class InviteFromServiceForm(forms.Form):
    """One person who works in a service, or the whole service."""

    who = forms.ChoiceField(
        label=gettext_lazy("Whom would you like to let in?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose one person, or the whole service.")},
    )
    words = forms.CharField(widget=forms.Textarea, **_few_words)

    def __init__(self, *args: Any, people: list[tuple[str, str]], service: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = (WHOLE_SERVICE, _("The whole service: whoever works in %(service)s") % {"service": service})
        self.fields["who"].choices = [*people, whole]


class InviteCarerForm(forms.Form):
    """A carer, somebody of the family, a friend: by a code to give them, or inside their account."""

    name = forms.CharField(
        label=gettext_lazy("What is their name?"),
        max_length=120,
        error_messages={"required": gettext_lazy("Please write a name, so that you know whom you invited.")},
    )
    role = forms.CharField(
        label=gettext_lazy("Who are they to you? (you can leave this out)"),
        help_text=gettext_lazy("For example: my daughter, a friend, my neighbour."),
        required=False,
        max_length=120,
    )
    words = forms.CharField(widget=forms.Textarea, **_few_words)
    way = forms.ChoiceField(
        label=gettext_lazy("How would you like to invite them?"),
        choices=[
            (InvitedBy.CODE.value, gettext_lazy("With a link that I give them myself")),
            (InvitedBy.EMAIL.value, gettext_lazy("Inside, because they already use Alongside")),
        ],
        widget=forms.RadioSelect,
    )
    email = forms.EmailField(
        label=gettext_lazy("The e-mail address they sign in with"),
        help_text=gettext_lazy("Nothing is sent to it."),
        required=False,
        max_length=254,
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("way") == InvitedBy.EMAIL and not said.get("email") and "email" not in self.errors:
            self.add_error("email", _("Please write the e-mail address they sign in with, or choose the link."))
        return said


class FindForm(forms.Form):
    """Words to look for in the list of services."""

    q = forms.CharField(label=gettext_lazy("A name, a service or a place"), required=False, max_length=100)


class EmergencyForm(forms.Form):
    """Whether somebody in a service may look in an emergency without being in the circle."""

    allowed = forms.ChoiceField(
        label=gettext_lazy("May somebody look in an emergency?"),
        choices=[
            ("yes", gettext_lazy("Yes, in an emergency")),
            ("no", gettext_lazy("No, only people in my circle")),
        ],
        widget=forms.RadioSelect,
    )


class WishForm(forms.Form):
    """How the person wishes one carer to be involved, and who may read it."""

    words = forms.CharField(
        label=gettext_lazy("What do you wish?"),
        help_text=gettext_lazy(
            "For example: which appointments they come to, which decisions they help with, and what is yours alone."
        ),
        max_length=WISH_LONGEST,
        widget=forms.Textarea,
        error_messages={"required": gettext_lazy("Please write a few words about what you wish.")},
    )
    label = forms.ChoiceField(
        label=gettext_lazy("Who may read it?"),
        choices=[
            (Label.NOT_FOR_CARERS.value, gettext_lazy("Professionals who may see who is in your circle")),
            (Label.ORDINARY.value, gettext_lazy("Carers who may see who is in your circle, too")),
            (Label.PRIVATE.value, gettext_lazy("Nobody but me, for now")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose who may read it.")},
    )


class ActedForm(forms.Form):
    """What a professional did with a wish."""

    words = forms.CharField(
        label=gettext_lazy("What was done?"),
        help_text=gettext_lazy("A sentence or two. For example: invited to the review on Thursday."),
        max_length=NEED_LONGEST,
        widget=forms.Textarea,
        error_messages={"required": gettext_lazy("Please write what was done.")},
    )


SHARED = [
    (NeedShared.NOBODY.value, gettext_lazy("Nobody, I keep it for myself")),
    (NeedShared.PROFESSIONALS.value, gettext_lazy("The professionals in this circle")),
    (NeedShared.CIRCLE.value, gettext_lazy("Everybody in this circle")),
]


class NeedForm(forms.Form):
    """What a carer needs for themselves, and who may read it."""

    words = forms.CharField(
        label=gettext_lazy("What do you need?"),
        help_text=gettext_lazy("For you, not for the person you help. Big or small."),
        max_length=NEED_LONGEST,
        widget=forms.Textarea,
        error_messages={"required": gettext_lazy("Please write what you need.")},
    )
    shared = forms.ChoiceField(
        label=gettext_lazy("Who may read it?"),
        choices=SHARED,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose who may read it.")},
    )


class SharedForm(forms.Form):
    """Who may read a need from now on."""

    shared = forms.ChoiceField(label=gettext_lazy("Who may read it?"), choices=SHARED, widget=forms.RadioSelect)


class AnswerForm(forms.Form):
    """An answer to what a carer needs."""

    words = forms.CharField(
        label=gettext_lazy("Your answer"),
        max_length=NEED_LONGEST,
        widget=forms.Textarea,
        error_messages={"required": gettext_lazy("Please write your answer.")},
    )


class AskToJoinForm(forms.Form):
    """Whom somebody in a service would like to help here, and for which service they ask."""

    email = forms.EmailField(
        label=gettext_lazy("The person’s e-mail address"),
        help_text=gettext_lazy("As they use it here. Please ask them for it, and whether they would like you to ask."),
        max_length=254,
        error_messages={
            "required": gettext_lazy("Please write the e-mail address they use here."),
            "invalid": gettext_lazy("Please check the address: it should look like name@place.example."),
        },
    )
    service = forms.ChoiceField(label=gettext_lazy("For which service do you ask?"), widget=forms.Select)

    def __init__(self, *args: Any, services: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = services
