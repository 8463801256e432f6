"""Made-up material for the gallery of pieces. Everybody here is invented; nothing comes from a database."""

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.web.components.day_field import DayField


@dataclass(frozen=True)
class Reason:
    """Stands for a refusal: a sentence and the way out."""

    sentence: str
    way_out: str


class SampleForm(forms.Form):
    """One field of each kind."""

    called = forms.CharField(label=_("What would you like to be called?"), help_text=_("Any name you like."))
    tired = forms.CharField(
        label=_("What are you tired of repeating?"),
        help_text=_("In your own words. A few are enough."),
        widget=forms.Textarea,
    )
    reply = forms.CharField(label=_("Your reply"), widget=forms.Textarea)
    contact = forms.ChoiceField(
        label=_("How would you like to hear from us?"),
        choices=[
            ("text", _("A text message")),
            ("mail", _("An e-mail")),
            ("none", _("Not just now")),
        ],
        widget=forms.RadioSelect,
    )
    see = forms.MultipleChoiceField(
        label=_("What may Sam see?"),
        choices=[
            ("line", _("The one-line story")),
            ("page", _("The page")),
            ("notes", _("Notes from elsewhere")),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    until = DayField(
        label=_("Until when?"),
        help_text=_("You can change this at any time. For example, 3 11 2027"),
    )
    owner = forms.ChoiceField(
        label=_("Who could answer?"),
        choices=[("", _("Choose somebody")), ("a", "Sam"), ("b", "Dr Okoro")],
    )
    photo = forms.FileField(
        label=_("A photo or document"),
        help_text=_("Up to 10 MB. A picture, a PDF or a Word file."),
    )
    password = forms.CharField(label=_("Password"), widget=forms.PasswordInput)
    yes = forms.BooleanField(label=_("I have read this"))


def samples() -> dict[str, Any]:
    """The context of the gallery page."""
    now = timezone.now()
    bad = SampleForm(
        {
            "called": "",
            "tired": "My back, again.",
            "until_day": "31",
            "until_month": "2",
            "until_year": "2027",
        }
    )
    return {
        "form": SampleForm(
            initial={
                "contact": "text",
                "see": ["line"],
                "tired": "Telling it from the start.\nEach time.",
            }
        ),
        "bad": bad,
        "now": now,
        "yesterday": now - datetime.timedelta(days=1, hours=3),
        "born": datetime.date(1979, 5, 14),
        "menu": [
            (_("Home"), "#", False),
            (_("My story"), "#", True),
            (_("My circle"), "#", False),
            (_("Conversations"), "#", False),
            (_("What we don’t know"), "#", False),
            (_("Notes about me"), "#", False),
            (_("Who looked"), "#", False),
        ],
        "reason": Reason(
            gettext("You cannot close this ask: it was put to Dr Okoro."),
            gettext("You can write to Dr Okoro, or ask somebody else as well."),
        ),
    }
