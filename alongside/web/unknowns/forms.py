"""Forms of what we don't know."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.care.rules import UnknownKind, UnknownState
from alongside.web.components.day_field import DayField

NOBODY_YET = ("", _("Nobody yet"))


class RaiseForm(forms.Form):
    """Something nobody knows yet. Only the question is needed."""

    question = forms.CharField(
        label=_("What would you like to know?"),
        help_text=_("One question, in your own words."),
        max_length=1000,
        widget=forms.Textarea,
        error_messages={"required": _("Please write what you would like to know.")},
    )
    why = forms.CharField(
        label=_("Why it matters to you (you can leave this out)"),
        required=False,
        max_length=4000,
        widget=forms.Textarea,
    )
    kind = forms.ChoiceField(
        label=_("What kind of question is it?"),
        choices=[
            (UnknownKind.UNKNOWN.value, _("Something none of us knows yet")),
            (UnknownKind.TELL_ME.value, _("I have not met this before, and would like to learn about it from you")),
        ],
        widget=forms.RadioSelect,
        initial=UnknownKind.UNKNOWN.value,
    )
    owner = forms.ChoiceField(label=_("Who will look?"), required=False, widget=forms.Select)
    due_on = DayField(label=_("By when? (you can leave this out)"), required=False)

    def __init__(self, *args: Any, owners: list[tuple[str, str]], asks_the_person: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [NOBODY_YET, *owners]
        if not asks_the_person:
            del self.fields["kind"]


class GiveForm(forms.Form):
    """Who looks, by when."""

    owner = forms.ChoiceField(label=_("Who will look?"), required=False, widget=forms.Select)
    due_on = DayField(label=_("By when? (you can leave this out)"), required=False)

    def __init__(self, *args: Any, owners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [NOBODY_YET, *owners]


class AddForm(forms.Form):
    """Something learnt on the way, or the ending."""

    words = forms.CharField(
        label=_("What have you learnt so far?"), required=False, max_length=8000, widget=forms.Textarea
    )
    how = forms.ChoiceField(
        label=_("Does this end the question?"),
        choices=[
            ("add", _("No, it stays open")),
            (UnknownState.FOUND.value, _("Yes, this is what we found")),
            (UnknownState.NOBODY_KNOWS.value, _("Nobody knows yet, and that is the honest answer for now")),
            (UnknownState.LET_GO.value, _("Let it go: it does not matter any more")),
        ],
        widget=forms.RadioSelect,
        initial="add",
    )


class AnswerForm(forms.Form):
    """The person tells a professional about something the professional has not met before, or declines."""

    words = forms.CharField(
        label=_("What would you like them to know?"), required=False, max_length=8000, widget=forms.Textarea
    )
    how = forms.ChoiceField(
        label=_("Would you like to answer?"),
        choices=[
            (UnknownState.FOUND.value, _("Yes, this is my answer")),
            ("add", _("Not finished yet: keep it open")),
            (UnknownState.LET_GO.value, _("I would rather not")),
        ],
        widget=forms.RadioSelect,
        initial=UnknownState.FOUND.value,
    )
