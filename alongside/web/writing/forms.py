"""One box for a text that is written for somebody."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.web.writing.advice import LONGEST_TEXT


class TextForm(forms.Form):
    """Checked, never kept."""

    text = forms.CharField(
        label=_("Your text"),
        help_text=_("For example a letter or a message. Nothing you put here is kept."),
        widget=forms.Textarea,
        required=False,
        max_length=LONGEST_TEXT,
        strip=False,
    )
