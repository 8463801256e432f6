"""Forms for notes from elsewhere."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.care.rules import LineMark
from alongside.circle.rules import Label


class BringForm(forms.Form):
    """A file of notes."""

    notes = forms.FileField(
        label=_("The file with your notes"),
        help_text=_("A FHIR file (its name usually ends in .json), from your GP practice, a hospital or an app."),
        error_messages={
            "required": _("Choose the file first."),
            "empty": _("This file is empty. Choose it again, or ask for it to be sent again."),
        },
    )


class MarkForm(forms.Form):
    """What the person says of one line."""

    mark = forms.ChoiceField(
        label=_("Is this right?"),
        choices=[
            (LineMark.RIGHT.value, _("It is right")),
            (LineMark.NOT_RIGHT.value, _("It is not right")),
            (LineMark.OUT_OF_DATE.value, _("It was right once, and is out of date")),
            (LineMark.NONE.value, _("I would rather not say")),
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What is not right about it, or what has changed? (needed only if it is not right)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea,
    )


class LabelForm(forms.Form):
    """Who may see one line."""

    label = forms.ChoiceField(
        label=_("Who may see this line?"),
        choices=[
            (Label.ORDINARY.value, _("Everybody I let see my notes")),
            (Label.NOT_FOR_CARERS.value, _("Not family and friends")),
            (Label.PRIVATE.value, _("Only me")),
        ],
        widget=forms.RadioSelect,
    )
