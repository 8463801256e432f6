"""Forms of conversations. Every text is plain; nothing typed is lost when something is missing."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.care.rules import ASK_DAYS, LINK_WEEKS, MESSAGE_LONGEST, SUBJECT_LONGEST
from alongside.core import clock
from alongside.web.components.day_field import DayField

NOBODY = ("", _("Nobody in particular"))
NO_ANSWER = "no"
WEEKS = {1: _("One week"), 2: _("Two weeks"), 4: _("Four weeks")}


class SeveralFiles(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files that come with a message, in the order in which they were chosen; often none."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in files if one]


class MessageForm(forms.Form):
    """A message: words, perhaps files, perhaps an ask, perhaps the answer to one."""

    words = forms.CharField(
        label=_("Your message"), required=False, max_length=MESSAGE_LONGEST, widget=forms.Textarea, strip=False
    )
    answers = forms.ChoiceField(
        label=_("Does this answer what you were asked?"), required=False, widget=forms.RadioSelect
    )
    files = FilesField(
        label=_("Add photos or documents"), required=False, help_text=_("Up to 10 MB each. You can leave this out.")
    )
    ask_of = forms.ChoiceField(label=_("Who should answer this?"), required=False, widget=forms.Select)
    ask_words = forms.CharField(
        label=_("What would you like to know?"),
        help_text=_("Leave this empty if your message already says it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea,
    )
    due_on = DayField(label=_("By when?"), required=False)

    def clean_answers(self) -> str:
        said: str = self.cleaned_data["answers"]
        return "" if said == NO_ANSWER else said

    def __init__(
        self,
        *args: Any,
        people: list[tuple[str, str]],
        own_asks: list[tuple[str, str]] | None = None,
        **kwargs: Any,
    ) -> None:
        initial = kwargs.setdefault("initial", {})
        initial.setdefault("due_on", clock.today() + timedelta(days=ASK_DAYS))
        super().__init__(*args, **kwargs)
        self.fields["ask_of"].choices = [NOBODY, *people]
        if own_asks:
            self.fields["answers"].choices = [(NO_ANSWER, _("No, it is something else")), *own_asks]
        else:
            del self.fields["answers"]


class StartForm(MessageForm):
    """Start a conversation. The person chooses who is in it."""

    subject = forms.CharField(
        label=_("What is it about?"),
        help_text=_("A few words, for example: getting through the night"),
        max_length=SUBJECT_LONGEST,
        error_messages={"required": _("Please say in a few words what this is about.")},
    )
    members = forms.MultipleChoiceField(
        label=_("Who should be in it?"),
        help_text=_("You are always in it. You can add people, or let them go, at any time. Nobody is told."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("subject", "members", "words", "files", "ask_of", "ask_words", "due_on")

    def __init__(self, *args: Any, members: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if members:
            self.fields["members"].choices = members
        else:
            del self.fields["members"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        asked, chosen = said.get("ask_of"), said.get("members")
        if asked and chosen is not None and asked not in chosen and "members" in self.fields:
            self.add_error("members", _("You ask somebody who is not in it yet. Tick their name too, or ask nobody."))
        return said


class AddForm(forms.Form):
    """The person lets somebody from their circle in."""

    member = forms.ChoiceField(label=_("Who?"), widget=forms.RadioSelect)
    until = DayField(label=_("Until when? (you can leave this out)"), required=False)

    def __init__(self, *args: Any, members: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = members


class SuggestForm(forms.Form):
    """Somebody in the conversation suggests another to the person."""

    member = forms.ChoiceField(label=_("Somebody in the circle"), required=False, widget=forms.Select)
    name = forms.CharField(label=_("Or somebody outside: their name"), required=False, max_length=200)
    role = forms.CharField(label=_("What they do, and where"), required=False, max_length=200)

    def __init__(self, *args: Any, members: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if members:
            self.fields["member"].choices = [("", _("Choose somebody")), *members]
        else:
            del self.fields["member"]
            self.fields["name"].label = _("Their name")


class LinkForm(forms.Form):
    """A link for somebody outside."""

    name = forms.CharField(
        label=_("Who is it for?"), help_text=_("So that you know it again, for example: Dr Okoro"), max_length=200
    )
    role = forms.CharField(
        label=_("What do they do, and where?"),
        help_text=_("You can leave this out. They are asked to say it before they write."),
        required=False,
        max_length=200,
    )
    weeks = forms.TypedChoiceField(
        label=_("How long should it work?"),
        choices=[(weeks, WEEKS[weeks]) for weeks in LINK_WEEKS],
        coerce=int,
        initial=2,
        widget=forms.RadioSelect,
    )


class WhoForm(forms.Form):
    """The bearer of a link says who they are."""

    name = forms.CharField(
        label=_("Your name"), max_length=90, error_messages={"required": _("Please give your name.")}
    )
    role = forms.CharField(
        label=_("What you do"),
        help_text=_("For example: occupational therapist"),
        max_length=90,
        error_messages={"required": _("Please say what you do.")},
    )
    organisation = forms.CharField(
        label=_("Where you work"), max_length=90, error_messages={"required": _("Please say where you work.")}
    )


class FollowForm(forms.Form):
    """Somebody outside would like to hear by e-mail."""

    email = forms.EmailField(
        label=_("Your e-mail address at work"),
        error_messages={
            "required": _("Please give an e-mail address."),
            "invalid": _("Please check the address: it should look like name@place.example."),
        },
    )
