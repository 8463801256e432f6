"""The form of a talk: what was said to the three questions, what was decided, and who saw it differently."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.core import clock
from alongside.mirror.talks.rules import LONGEST
from alongside.web.components.day_field import DayField


def words(label: Any, hint: Any = "", **more: Any) -> forms.CharField:
    """A box for words that nobody has to fill."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        **more,
    )


class TalkForm(forms.Form):
    """Only the decision is needed."""

    surprises = words(_("What surprises us?"))
    unknown = words(_("What do we not know?"))
    would_try = words(_("What would we try?"))
    decision = forms.CharField(
        label=_("What did we decide?"),
        help_text=_("“Nothing yet, because …” is a decision too."),
        max_length=LONGEST,
        widget=forms.Textarea,
        error_messages={"required": _("Please write what you decided. “Nothing yet, because …” is a decision too.")},
    )
    reasons = words(_("Why?"))
    dissent = words(
        _("Who sees it differently, and how?"),
        _("Write it as they would say it. No name is needed, and nobody has to agree in the end."),
    )
    held_on = DayField(label=_("On which day did you talk?"), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].initial = clock.today
