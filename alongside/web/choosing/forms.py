"""Forms of choosing and of the panel."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.choosing.rules import LATER, NOBODY
from alongside.web.choosing.words import FEELINGS, FELT, PAYMENTS, SIDES
from alongside.web.components.day_field import DayField


class ScreenForm(forms.Form):
    """What matters most and least among a few. Least may be left out."""

    def __init__(self, *args: Any, options: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["best"] = forms.ChoiceField(
            label=_("Which of these matters most to you?"),
            choices=[*options, (str(NOBODY), _("None of these"))],
            widget=forms.RadioSelect,
            error_messages={"required": _("Please choose one, or “None of these”. You can also pause.")},
        )
        self.fields["worst"] = forms.ChoiceField(
            label=_("Which matters least to you? You can leave this out."),
            choices=options,
            widget=forms.RadioSelect,
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("best") and said.get("best") == said.get("worst"):
            self.add_error(
                "worst", _("The one that matters most cannot be the one that matters least. Please change one of them.")
            )
        return said

    def chosen(self) -> tuple[int, int]:
        """What was chosen, as places among the things of the round."""
        best = int(self.cleaned_data["best"])
        worst = int(self.cleaned_data["worst"]) if self.cleaned_data.get("worst") else LATER
        return best, NOBODY if best == NOBODY else worst


class IdeaForm(forms.Form):
    words = forms.CharField(
        label=_("Something is missing here"),
        help_text=_("In a few words. Somebody reads it first; others meet it in the next round."),
        max_length=160,
        error_messages={"required": _("Please write what is missing.")},
    )


class RoundForm(forms.Form):
    """From when until when everybody can choose."""

    opens_on = DayField(label=_("From"))
    closes_on = DayField(label=_("Until"))


class PriorityForm(forms.Form):
    """What the service and its panel agreed to change."""

    def __init__(self, *args: Any, things: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["thing"] = forms.ChoiceField(
            label=_("What do you set out to change?"), choices=things, widget=forms.Select
        )
        self.fields["reason"] = forms.CharField(
            label=_("Why this one?"),
            help_text=_("Those who spoke read it."),
            max_length=1000,
            widget=forms.Textarea,
            error_messages={"required": _("Please say why this one: those who spoke will read it.")},
        )
        self.fields["dissent"] = forms.CharField(
            label=_("What did somebody hold against it?"),
            help_text=_("It stays beside the decision. Leave names out."),
            max_length=1000,
            widget=forms.Textarea,
            required=False,
        )


class OfferSeatForm(forms.Form):
    email = forms.EmailField(
        label=_("Their e-mail address"),
        help_text=_("They need an account first. Nothing is sent; the invitation waits on their first page."),
    )
    constituency = forms.ChoiceField(
        label=_("As whom do they speak?"), choices=list(SIDES.items()), widget=forms.RadioSelect
    )


class TermsForm(forms.Form):
    words = forms.CharField(
        label=_("What we agreed"),
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"required": _("Please write what you agreed.")},
    )


class NeedsForm(forms.Form):
    words = forms.CharField(
        label=_("What do you need to take part?"),
        help_text=_(
            "Breaks, a chair, lifts, a quiet room, papers in large print, somebody beside you … Those who lead the service read it, to arrange it."
        ),
        max_length=1000,
        widget=forms.Textarea,
        required=False,
    )
    payment = forms.ChoiceField(
        label=_("How shall we thank you for your time?"),
        help_text=_("It has nothing to do with whether you tell a story."),
        choices=[(key.value, words) for key, words in PAYMENTS.items()],
        widget=forms.RadioSelect,
    )


class FeelingForm(forms.Form):
    """How one moment felt."""

    word = forms.CharField(
        label=_("One word for it"),
        help_text=_("Yours, or one of those below the box."),
        max_length=40,
        error_messages={"required": _("Please find one word for it.")},
    )
    felt = forms.ChoiceField(
        label=_("How did it feel?"),
        choices=FELT,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one.")},
    )
    sentence = forms.CharField(label=_("A sentence, if you like"), max_length=300, required=False)
    is_shared = forms.BooleanField(label=_("Share it with the panel and the service, without my name"), required=False)

    suggestions = FEELINGS


class MeetingForm(forms.Form):
    on_day = DayField(label=_("On which day?"))
    about = forms.CharField(label=_("What is it about?"), max_length=300)
    place = forms.CharField(label=_("Where?"), max_length=200, required=False)
