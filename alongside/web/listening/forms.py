"""Forms of listening. Answering is one tap for each question; everything else is short."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.core import clock
from alongside.listening.queries.asking import Question
from alongside.listening.rules import LONGEST_EASIER, LONGEST_STORY
from alongside.people.rules import Constituency
from alongside.web.components.day_field import DayField
from alongside.web.components.sheet_form import WHO_ANSWERS
from alongside.web.listening.words import ANSWERS, CONTACTS, EASIER, USES, WEIGHTS

# A contact of longer ago is no longer asked about, in days.
LONGEST_AGO = 56


class AnswerForm(forms.Form):
    """The questions of one contact. Each may be left out."""

    def __init__(self, *args: Any, questions: list[Question], ask_helped: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in questions:
            self.fields[one.practice] = forms.ChoiceField(
                label=one.sentence,
                choices=ANSWERS,
                widget=forms.RadioSelect,
                required=False,
                initial=one.said or None,
                error_messages={"invalid_choice": _("Please choose one of the answers.")},
            )
        if ask_helped:
            self.fields["helped"] = forms.BooleanField(label=_("Somebody helped me to answer"), required=False)

    def given(self) -> dict[str, str]:
        """What was answered, by practice."""
        return {name: value for name, value in self.cleaned_data.items() if name != "helped" and value}


class ContactForm(forms.Form):
    """When it was and what kind, for the person or for somebody at work."""

    kind = forms.ChoiceField(
        label=_("What was it?"), choices=CONTACTS, widget=forms.RadioSelect, initial=CONTACTS[0][0]
    )
    on_day = DayField(label=_("When was it?"))

    def clean_on_day(self) -> Any:
        day = self.cleaned_data["on_day"]
        ago = (clock.today() - day).days
        if ago < 0:
            raise forms.ValidationError(_("This day has not come yet. Choose the day on which you met."))
        if ago > LONGEST_AGO:
            raise forms.ValidationError(
                _("This was more than eight weeks ago. Please choose a later contact, while it is still fresh.")
            )
        return day


class ServiceContactForm(ContactForm):
    """The same, saying which service it was with."""

    def __init__(self, *args: Any, services: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"] = forms.ChoiceField(
            label=_("With whom?"),
            choices=services,
            widget=forms.RadioSelect,
            # With one service only there is nothing to choose.
            initial=services[0][0] if len(services) == 1 else None,
            error_messages={"required": _("Please say with whom it was.")},
        )
        self.order_fields(["service", "kind", "on_day"])


class StaffContactForm(ContactForm):
    """Somebody at work had a contact. With the code of the sheet, both sides of one contact find each other."""

    code = forms.CharField(
        label=_("The code on the paper you gave them, if you gave one"),
        help_text=_(
            "Then what you and they answer belongs to the same contact. Neither of you sees the other’s answer."
        ),
        # Room for spaces between the letters.
        max_length=40,
        required=False,
    )


class CodeForm(forms.Form):
    """Somebody types the code from their paper."""

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Ten letters and numbers, like 7HK2M-4TQ9B. Capitals and the dash do not matter."),
        # Room for spaces between the letters.
        max_length=40,
        error_messages={"required": _("Please type the code that stands on your paper.")},
    )


class LinkForm(forms.Form):
    """An open link."""

    called = forms.CharField(
        label=_("Where will it be?"),
        help_text=_("For yourselves, such as “poster in the waiting room”."),
        max_length=80,
        error_messages={"required": _("Please say where the link will be.")},
    )
    as_whom = forms.ChoiceField(
        label=_("Who will answer?"),
        choices=WHO_ANSWERS,
        widget=forms.RadioSelect,
        initial=Constituency.PERSON.value,
    )


class EasierForm(forms.Form):
    """What would make a practice easier."""

    kinds = forms.MultipleChoiceField(
        label=_("What would make this easier?"),
        choices=[(kind.value, words) for kind, words in EASIER.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    words = forms.CharField(
        label=_("In your own words, if you like"),
        help_text=_("Nobody reads them before five of you have spoken. Leave names out."),
        max_length=LONGEST_EASIER,
        widget=forms.Textarea,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("words") and not said.get("kinds"):
            self.add_error("kinds", _("Please tick what comes closest, so that it can be counted."))
        return said


class StoryForm(forms.Form):
    """A story, told in one's own words."""

    words = forms.CharField(
        label=_("What was it like?"),
        help_text=_(
            "As much or as little as you like. You can leave out names and places; somebody will look for them again."
        ),
        max_length=LONGEST_STORY,
        widget=forms.Textarea,
        error_messages={
            "required": _("Please write a few words first."),
            "max_length": _("This is longer than we can keep. Nothing was lost: please shorten it a little."),
        },
    )
    caption = forms.CharField(
        label=_("One line that always stays with it"),
        help_text=_("For example how you want it to be understood. Nobody can take this line away."),
        max_length=300,
        required=False,
    )
    content_note = forms.CharField(
        label=_("Is there something readers should be warned of first?"), max_length=200, required=False
    )
    wants_to_hear = forms.BooleanField(label=_("I would like to hear what came of it"), required=False, initial=True)


class ServiceStoryForm(StoryForm):
    """The same, saying which service it is about."""

    def __init__(self, *args: Any, services: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"] = forms.ChoiceField(
            label=_("Which service is it about?"),
            choices=[("", _("Choose one")), *services],
            widget=forms.Select,
            error_messages={"required": _("Please say which service it is about.")},
        )
        self.order_fields(["service", "words", "caption", "content_note", "wants_to_hear"])


class LendForm(forms.Form):
    """To which uses the author says yes. All are off at first."""

    uses = forms.MultipleChoiceField(
        label=_("What may it be used for?"),
        help_text=_(
            "Every line is your choice, and you can change it on any day. None of them changes the help you get."
        ),
        choices=[(use.value, words[0]) for use, words in USES.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    until = DayField(label=_("Until when? Leave it empty for as long as you like."), required=False)

    def clean_until(self) -> Any:
        day = self.cleaned_data.get("until")
        # Whoever takes every yes away is not held up by a day.
        if day is not None and day <= clock.today() and self.cleaned_data.get("uses"):
            raise forms.ValidationError(_("Please choose a day that lies ahead, or leave it empty."))
        return day


class CaptionForm(forms.Form):
    caption = forms.CharField(label=_("One line that always stays with it"), max_length=300, required=False)


class ClearForm(forms.Form):
    """The first reader's finding."""

    weight = forms.ChoiceField(
        label=_("How hard is it to read?"), choices=WEIGHTS, widget=forms.RadioSelect, initial="0"
    )
    content_note = forms.CharField(
        label=_("What should readers know before they begin?"), max_length=200, required=False
    )
    nobody_known = forms.BooleanField(
        label=_("I looked for names, places, days and unusual details: nobody can be recognised"),
        error_messages={
            "required": _("Please look for this first. If somebody could be recognised, propose other words.")
        },
    )


class ProposeForm(forms.Form):
    """Other words for the author to agree to."""

    words = forms.CharField(label=_("The whole story in other words"), widget=forms.Textarea, max_length=LONGEST_STORY)
    why = forms.CharField(label=_("Why, in a sentence to the author"), max_length=300)


class KeepPrivateForm(forms.Form):
    kindly = forms.CharField(
        label=_("Why it stays with its author, said kindly"),
        help_text=_("The author reads this."),
        max_length=500,
        widget=forms.Textarea,
    )


class ExcerptForm(forms.Form):
    """Some words beside a practice."""

    def __init__(self, *args: Any, practices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["practice"] = forms.ChoiceField(
            label=_("Beside which practice?"), choices=practices, widget=forms.Select
        )
        self.fields["quote"] = forms.CharField(
            label=_("The words, exactly as they stand in the story"), widget=forms.Textarea, max_length=600
        )
