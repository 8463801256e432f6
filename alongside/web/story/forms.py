"""Forms of the story: one part, one file, a first meeting, a read-back and its answer."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.care.actions.kept_text import Reach
from alongside.care.rules import CORRECTION_LONGEST, READ_BACK_LONGEST
from alongside.circle.rules import Label
from alongside.core import typed
from alongside.web.components.day_field import DayField
from alongside.web.story.words import PartWords

Members = Sequence[tuple[str, str]]


class OwnWords(forms.CharField):
    """Somebody's own words: made plain before they are counted, and never cut off."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        self.longest = kwargs.pop("longest", 0)
        kwargs.setdefault("strip", False)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return typed.plain(super().to_python(value) or "")

    def validate(self, value: Any) -> None:
        super().validate(value)
        if self.longest and len(value) > self.longest:
            raise forms.ValidationError(
                _(
                    "There is room here for %(room)s characters, and this has %(length)s. Nothing is cut off: shorten it and save again."
                ),
                params={"room": self.longest, "length": len(value)},
                code="too_long",
            )


class ReachFields(forms.Form):
    """Who may read this, in plain words; for a sealed one, the people by name."""

    label = forms.ChoiceField(label=_("Who may read this?"), widget=forms.RadioSelect)
    named = forms.MultipleChoiceField(
        label=_("The people you name"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, members: Members, labels: Mapping[Label, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["label"].choices = [(label.value, _now(said)) for label, (said, _hint) in labels.items()]
        self.fields["named"].choices = list(members)
        if not members:
            del self.fields["named"]
        self.label_hints = {label.value: _now(hint) for label, (_said, hint) in labels.items()}

    def reach(self) -> Reach:
        """What was chosen."""
        label = Label(self.cleaned_data["label"])
        named = self.cleaned_data.get("named", []) if label is Label.SEALED else []
        return Reach(label, frozenset(UUID(one) for one in named))


class PartForm(ReachFields):
    """One part of the story, or one heading of how to communicate."""

    text = OwnWords(required=False)
    supports = forms.MultipleChoiceField(
        label=_("Things that help many people"), required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("supports", "text", "label", "named")

    def __init__(
        self,
        *args: Any,
        words: PartWords,
        longest: int,
        on_one_line: bool = False,
        supports: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.on_one_line = on_one_line
        box = self.fields["text"]
        box.label = _now("In your own words") if supports else _now(words.ask)
        box.help_text = "" if supports else _now(words.hint)
        box.longest = longest
        if supports:
            self.fields["supports"].choices = [(_now(one), _now(one)) for one in supports]
            self.fields["supports"].label = _now(words.ask)
            self.fields["supports"].help_text = _now(words.hint)
        else:
            del self.fields["supports"]

    def words(self) -> str:
        """The whole text to keep: ticked lines first, then the person's own."""
        own = self.cleaned_data["text"]
        if self.on_one_line:
            own = typed.one_line(own)
        return "\n".join([*self.cleaned_data.get("supports", []), *([own] if own.strip() else [])])


def ticked_and_own(text: str, supports: Sequence[str]) -> tuple[list[str], str]:
    """Take a kept text apart again: which common supports stand in it, and the rest."""
    known = {said: _now(one) for one in supports for said in (one, _now(one))}
    lines = text.split("\n")
    ticked = [known[line.strip()] for line in lines if line.strip() in known]
    return ticked, "\n".join(line for line in lines if line.strip() not in known).strip("\n")


class FileForm(ReachFields):
    """A photo or document beside the story."""

    file = forms.FileField(
        label=_("A photo or document"),
        allow_empty_file=True,
        help_text=_("A photo, a PDF, a Word or OpenDocument text, or plain text. Up to 10 MB."),
    )
    caption = forms.CharField(
        label=_("What is it? (you can leave this out)"),
        help_text=_("A few words for whoever opens it."),
        required=False,
        max_length=300,
    )
    field_order = ("file", "caption", "label", "named")

    def __init__(self, *args: Any, with_file: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_file:
            del self.fields["file"]


class MeetingForm(forms.Form):
    """A first meeting that is coming."""

    member = forms.ChoiceField(label=_("Whom will you meet?"), widget=forms.RadioSelect)
    on_day = DayField(label=_("On which day?"))

    def __init__(self, *args: Any, members: Members | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if members is None:
            del self.fields["member"]
            self.fields["on_day"].label = _now("On which day do you meet?")
        else:
            self.fields["member"].choices = list(members)


class ReadBackForm(forms.Form):
    """Two lines: what I understood."""

    words = OwnWords(
        label=_("What you understood, in two lines"),
        help_text=_(
            "What matters most to them, and what you will not ask them to tell again. Write it to them: “You …”"
        ),
        longest=READ_BACK_LONGEST,
        error_messages={"required": _("Please write in a line or two what you understood.")},
    )


class AnswerForm(forms.Form):
    """The person says whether somebody understood."""

    right = forms.ChoiceField(
        label=_("Did they understand?"),
        choices=[("yes", _("Yes, that is it")), ("no", _("Not quite: I would like to put something right"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one. You can also leave this for another day.")},
    )
    words = OwnWords(
        label=_("What would you like to tell them? (with a yes, you can leave this out)"),
        required=False,
        longest=CORRECTION_LONGEST,
    )
