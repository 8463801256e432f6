"""Forms of signing up and of the account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.people.rules import Channel


class SignupForm(forms.Form):
    """What allauth's own form does not ask: what to call somebody."""

    called = forms.CharField(
        label=_("What shall we call you?"), help_text=_("It need not be your full name."), max_length=120
    )
    field_order = ("called", "email", "password1", "password2")

    def signup(self, request: Any, user: Any) -> None:
        """allauth calls this once the account is made; the name was already set by the adapter."""


class AccountForm(forms.Form):
    """Name and notices."""

    called = forms.CharField(label=_("What shall we call you?"), max_length=120)
    notices = forms.ChoiceField(
        label=_("How would you like to hear that there is something new?"),
        choices=[
            (Channel.NONE.value, _("Not at all: I look when I want to")),
            (Channel.EMAIL.value, _("By e-mail: it says only that there is something new")),
        ],
        widget=forms.RadioSelect,
    )
    notice_words = forms.CharField(
        label=_("The subject of such an e-mail (you can leave this out)"),
        help_text=_("Choose words that give nothing away to somebody who sees your phone, such as “Reminder”."),
        max_length=120,
        required=False,
    )
