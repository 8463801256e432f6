"""Forms of the log and of emergencies."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class AskForm(forms.Form):
    """What the person would like to know about a line."""

    question = forms.CharField(
        label=_("What would you like to know? (you can leave this out)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea,
    )


class BreakGlassForm(forms.Form):
    """Whose space, from which service, and why."""

    email = forms.EmailField(
        label=_("The person’s e-mail address"), help_text=_("As they use it here: it stands on their printed card.")
    )
    service = forms.ChoiceField(label=_("For which service are you acting?"), widget=forms.Select)
    reason = forms.CharField(
        label=_("Why do you need to look without asking first?"),
        help_text=_("A sentence. The person will read it."),
        max_length=2000,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, services: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = services
