"""The form for a sheet of codes: how many, and who will use them. As whom somebody speaks is fixed by whoever gives a code out."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.core.codes import MOST_ON_A_SHEET
from alongside.people.rules import Constituency

WHO_ANSWERS = [
    (Constituency.PERSON.value, _("People who come for help")),
    (Constituency.CARER.value, _("Carers, family and friends")),
]


class SheetForm(forms.Form):
    """A sheet of codes, for people without an account."""

    number = forms.IntegerField(
        label=_("How many codes?"),
        help_text=_("One for each person, up to 60."),
        min_value=1,
        max_value=MOST_ON_A_SHEET,
        initial=12,
        error_messages={
            "required": _("Please say how many, from 1 to 60."),
            "invalid": _("Please write a whole number, from 1 to 60."),
            "min_value": _("Please write a whole number, from 1 to 60."),
            "max_value": _("One sheet holds up to 60 codes. Make another sheet afterwards."),
        },
    )
    as_whom = forms.ChoiceField(
        label=_("Who will answer?"),
        choices=WHO_ANSWERS,
        widget=forms.RadioSelect,
        initial=Constituency.PERSON.value,
    )
