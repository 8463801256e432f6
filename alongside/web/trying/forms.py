"""Forms of trying and telling back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.improvement.pasted import MOST_LINES
from alongside.improvement.rules import MOST_COUNTED, Outcome
from alongside.web.components.day_field import DayField
from alongside.web.listening.words import EASIER
from alongside.web.trying.words import ACTS, DIRECTIONS, KINDS, OUTCOMES, VERDICTS


def choices(words: dict[Any, Any]) -> list[tuple[str, Any]]:
    return [(key.value, said) for key, said in words.items()]


def long(label: Any, help_text: Any = "", *, most: int = 2000, required: bool = True) -> forms.CharField:
    """A text of some lines."""
    return forms.CharField(label=label, help_text=help_text, max_length=most, widget=forms.Textarea, required=required)


class BeginForm(forms.Form):
    def __init__(self, *args: Any, priorities: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["priority"] = forms.ChoiceField(
            label=_("For what you set out to change"), choices=priorities, widget=forms.RadioSelect
        )
        self.fields["idea"] = forms.CharField(label=_("What do you want to try?"), max_length=300)
        self.fields["why"] = long(_("Why do you think that it will help?"), most=1000)


class PlanForm(forms.Form):
    words = long(_("What exactly will you try?"), _("Small: one person, one day, one room is a good start."))
    who_and_where = forms.CharField(label=_("Who, and where?"), max_length=500, required=False)


class PredictForm(forms.Form):
    """What is expected. All of it, before the test begins."""

    def __init__(self, *args: Any, measures: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needed = {"required": _("Say what you expect before you begin. A guess is enough.")}
        self.fields["measure"] = forms.ChoiceField(
            label=_("Which measure?"), choices=measures, widget=forms.RadioSelect, error_messages=needed
        )
        self.fields["direction"] = forms.ChoiceField(
            label=_("Which way?"), choices=choices(DIRECTIONS), widget=forms.RadioSelect, error_messages=needed
        )
        self.fields["size"] = forms.IntegerField(
            label=_("By how much?"),
            help_text=_("In points of a hundred: from 35 in a hundred to 55 is 20."),
            min_value=1,
            max_value=100,
            error_messages=needed,
        )
        self.fields["by_on"] = DayField(label=_("By when?"))


class DoneForm(forms.Form):
    happened = long(_("What happened?"), _("Also what you did not expect."))


class StudyForm(forms.Form):
    learnt = long(_("What did you learn?"))
    says = forms.ChoiceField(label=_("Was it as you expected?"), choices=choices(VERDICTS), widget=forms.RadioSelect)
    why = long(_("Why do you say so?"), most=1000)
    look_again_on = DayField(label=_("If you cannot tell yet: when do you look again?"), required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("says") == "cannot-tell-yet" and not said.get("look_again_on"):
            self.add_error("look_again_on", _("Please say when you will look again."))
        return said


class ActForm(forms.Form):
    then = forms.ChoiceField(label=_("What now?"), choices=choices(ACTS), widget=forms.RadioSelect)
    why = long(_("Why?"), most=1000)


class SignForm(forms.Form):
    agrees = forms.ChoiceField(
        label=_("Do you see it like this?"),
        choices=[("yes", _("Yes, I sign")), ("no", _("I see it differently"))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In your words"), help_text=_("Needed if you see it differently."), max_length=500, required=False
    )


class MeasureForm(forms.Form):
    name = forms.CharField(
        label=_("What do you count?"),
        help_text=_("So many of so many, such as “rung within three days”."),
        max_length=160,
    )
    kind = forms.ChoiceField(label=_("What does it show?"), choices=choices(KINDS), widget=forms.RadioSelect)


class CountForm(forms.Form):
    on_day = DayField(label=_("On which day?"))
    yes = forms.IntegerField(label=_("How many were so?"), min_value=0, max_value=MOST_COUNTED)
    answers = forms.IntegerField(label=_("Of how many?"), min_value=1, max_value=MOST_COUNTED)


class PasteForm(forms.Form):
    """Lines out of a spreadsheet. What they hold is read by the page, so that each line can be shown again."""

    lines = forms.CharField(
        label=_("Your lines"),
        help_text=_("One line a day: the day, how many were so, of how many. As you copied it; commas do as well."),
        max_length=80 * MOST_LINES,
        widget=forms.Textarea,
    )
    of = forms.IntegerField(
        label=_("Of how many, if it is the same number on every line"),
        help_text=_("Only needed where there is no third column."),
        min_value=1,
        max_value=MOST_COUNTED,
        required=False,
    )


class TakeOutForm(forms.Form):
    on_day = DayField(label=_("Which day was a mistake?"))


class NoteForm(forms.Form):
    on_day = DayField(label=_("On which day?"))
    words = forms.CharField(label=_("What happened?"), max_length=300)


class NeedForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is needed?"), choices=choices(EASIER), widget=forms.RadioSelect)
    words = forms.CharField(label=_("In a few words"), max_length=300)


class TellForm(forms.Form):
    """What those who spoke are told. `has_ended`: it was brought to an end before, so nobody is still at it."""

    def __init__(self, *args: Any, has_ended: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_ones = [one for one in choices(OUTCOMES) if not has_ended or one[0] != Outcome.STILL_TRYING]
        self.fields["outcome"] = forms.ChoiceField(
            label=_("What came of it?"), choices=open_ones, widget=forms.RadioSelect
        )
        self.fields["words"] = long(
            _("What you tell those who spoke"),
            _("Plainly: what is different now, for whom, since when. Or why it could not be. Everybody can read it."),
        )


class LeaveForm(forms.Form):
    why = long(
        _("Why do you leave it?"), _("What you tried and learnt stays, for whoever has this idea next."), most=1000
    )


class RebaseForm(forms.Form):
    on_day = DayField(label=_("From which day on is the middle drawn anew?"))
    reason = forms.CharField(label=_("Why?"), help_text=_("It stands beside the chart."), max_length=300)


class AnswerNeedForm(forms.Form):
    words = forms.CharField(label=_("From when, or why not"), max_length=300, required=False)
