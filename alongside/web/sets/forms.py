"""Forms of sets: making one, changing a practice with its reason, going on a step, switching, translating, bringing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.core import clock
from alongside.principles.catalogue import WORDINGS, PrincipleSet, moments
from alongside.principles.rules import (
    LONGEST_SET_ID,
    LONGEST_TEXT,
    LONGEST_TITLE,
    NEEDED_TEXTS,
    Frame,
    KeepsMeaning,
    Kind,
    Level,
    Moment,
    Nature,
    Observed,
    ReaderRole,
    Viewpoint,
)
from alongside.web.components.day_field import DayField
from alongside.web.sets import words


def chosen(named: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(str(value), said) for value, said in named.items()]


def sentences(label: Any, hint: Any = "", *, required: bool = False, missing: Any = "") -> forms.CharField:
    """A box for words."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": missing} if missing else None,
    )


class ReasonForm(forms.Form):
    """Who decided, when and why: what somebody will want to know in a year. The rest may stay as it is."""

    decided_by = forms.CharField(
        label=_("Who decided this?"),
        help_text=_("A group is enough, such as “the team and the panel”. No names are needed."),
        max_length=200,
        error_messages={"required": _("Please say who decided this. A group is enough.")},
    )
    reasons = sentences(
        _("Why?"),
        _("One or two sentences, without names. Once the set is published, everybody can read them."),
        required=True,
        missing=_("Please say why. One sentence is enough."),
    )
    dissent = sentences(
        _("Who saw it differently, and how? (you can leave this out)"),
        _("Write it as they would say it, without names. It stays beside the decision."),
    )
    on = DayField(label=_("On which day was it decided?"), required=True)
    planned = forms.ChoiceField(
        label=_("Was the change planned?"),
        choices=[("yes", _("Yes, it was planned")), ("no", _("No, it came up on the way"))],
        widget=forms.RadioSelect,
        initial="yes",
    )
    nature = forms.ChoiceField(label=_("What sort of change is it?"), choices=chosen(words.NATURES))
    level = forms.ChoiceField(label=_("For whom is it?"), choices=chosen(words.LEVELS), initial=Level.SERVICE)
    keeps_meaning = forms.ChoiceField(
        label=_("Does it still mean the same?"),
        choices=chosen(words.MEANING),
        widget=forms.RadioSelect,
        initial=KeepsMeaning.UNKNOWN,
    )
    goal = sentences(_("What should come of it? (you can leave this out)"))

    def __init__(self, *args: Any, needs_reason: bool = True, nature: Nature = Nature.WORDING, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today
        self.fields["nature"].initial = nature
        self.fields["reasons"].required = needs_reason

    def frame(self) -> Frame:
        """What was said, as a value."""
        said = self.cleaned_data
        return Frame(
            on=said["on"],
            decided_by=said["decided_by"],
            reasons=said["reasons"],
            planned=said["planned"] == "yes",
            level=Level(said["level"]),
            nature=Nature(said["nature"]),
            keeps_meaning=KeepsMeaning(said["keeps_meaning"]),
            goal=said["goal"],
            dissent=said["dissent"],
        )


class WordsForm(forms.Form):
    """The texts of a practice, when it matters, and who can see it happen."""

    moments = forms.MultipleChoiceField(
        label=_("When does it matter most?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one moment.")},
    )
    kinds = forms.MultipleChoiceField(
        label=_("What sort of thing is it?"),
        choices=chosen(words.KINDS),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one.")},
    )
    person = forms.ChoiceField(label=words.VIEWPOINTS[Viewpoint.PERSON], choices=chosen(words.SEEING))
    staff = forms.ChoiceField(label=words.VIEWPOINTS[Viewpoint.STAFF], choices=chosen(words.SEEING))

    def __init__(self, *args: Any, found: PrincipleSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["moments"].choices = [(str(one.moment), one.name) for one in moments()]
        self.fields["person"].initial = self.fields["staff"].initial = Observed.NO
        for name in WORDINGS:
            self.fields[name] = text_field(name, required=name in ("name", "plain"))
        self.order_fields([*WORDINGS, "moments", "kinds", "person", "staff"])

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in WORDINGS}

    def when(self) -> list[Moment]:
        return [Moment(one) for one in self.cleaned_data["moments"]]

    def what(self) -> list[Kind]:
        return [Kind(one) for one in self.cleaned_data["kinds"]]

    def seen(self) -> dict[Viewpoint, Observed]:
        return {
            Viewpoint.PERSON: Observed(self.cleaned_data["person"]),
            Viewpoint.STAFF: Observed(self.cleaned_data["staff"]),
        }


def text_field(name: str, *, required: bool) -> forms.CharField:
    """The box for one text of a practice."""
    if name == "name":
        return forms.CharField(
            label=words.FIELDS[name],
            help_text=_("Three to six words."),
            max_length=LONGEST_TITLE,
            error_messages={"required": _("Please give it a short name.")},
        )
    hint = _("Needed before it can be published.") if name in NEEDED_TEXTS and not required else ""
    return sentences(
        words.FIELDS[name], hint, required=required, missing=_("Please write one plain sentence.") if required else ""
    )


class AddForm(WordsForm):
    """A practice of one's own, under one of the principles."""

    principle = forms.ChoiceField(label=_("Under which principle does it stand?"))

    def __init__(self, *args: Any, found: PrincipleSet, **kwargs: Any) -> None:
        super().__init__(*args, found=found, **kwargs)
        self.fields["principle"].choices = [(str(one.number), f"{one.number}. {one.title}") for one in found.principles]
        self.order_fields(["principle"])


class PrincipleForm(forms.Form):
    """The title of a principle, and one sentence."""

    title = forms.CharField(
        label=_("Title"),
        max_length=LONGEST_TITLE,
        error_messages={"required": _("Please give it a title.")},
    )
    plain = sentences(_("In a plain sentence"), required=True, missing=_("Please write one plain sentence."))
    reasons = sentences(_("Why?"), required=True, missing=_("Please say why. One sentence is enough."))


class ForkForm(forms.Form):
    """Make a set of one's own."""

    service = forms.ChoiceField(label=_("Whose set is it?"))
    title = forms.CharField(
        label=_("What is it called?"),
        max_length=LONGEST_TITLE,
        error_messages={"required": _("Please give it a title.")},
    )
    set_id = forms.CharField(
        label=_("A short name for its address"),
        help_text=_("Small letters, figures and dashes. For example: headland-own."),
        max_length=LONGEST_SET_ID,
        error_messages={"required": _("Please give it a short name.")},
    )
    prefix = forms.CharField(
        label=_("Letters with which your own practices begin"),
        help_text=_("One to four capital letters, such as H. Practices that you take along keep their numbers."),
        max_length=4,
        error_messages={"required": _("Please choose one to four letters.")},
    )
    reasons = sentences(
        _("Why do you want a set of your own?"),
        required=True,
        missing=_("Please say why. One sentence is enough."),
    )

    def __init__(self, *args: Any, owners: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = owners
        self.fields["service"].initial = owners[0][0]


class StepForm(forms.Form):
    """Go on a step, and say why."""

    reasons = sentences("", required=True, missing=_("Please say why. One sentence is enough."))

    def __init__(self, *args: Any, label: Any, hint: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reasons"].label = label
        self.fields["reasons"].help_text = hint


class SwitchForm(forms.Form):
    """Which set, from when, and why."""

    to = forms.ChoiceField(label=_("Which set?"))
    begins_on = DayField(label=_("From which day?"), required=True)
    reason = sentences(
        _("Why?"),
        _("Everybody in the service and on its panel reads this."),
        required=True,
        missing=_("Please say why. One sentence is enough."),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = choices
        self.fields["begins_on"].initial = clock.today


class BeginLanguageForm(forms.Form):
    """Begin another language."""

    language = forms.ChoiceField(label=_("Which language?"))
    translated_by = forms.ChoiceField(
        label=_("Who translates? No name is kept."), choices=chosen(words.READERS), initial=ReaderRole.TRANSLATOR
    )

    def __init__(self, *args: Any, but_not: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [one for one in chosen(words.LANGUAGES) if one[0] not in but_not]


class ReadOverForm(forms.Form):
    """Somebody other than the translator read it all."""

    read_by = forms.ChoiceField(
        label=_("As whom did you read it? No name is kept."), choices=chosen(words.READERS), initial=ReaderRole.PERSON
    )


class BringForm(forms.Form):
    """A file with a set."""

    service = forms.ChoiceField(label=_("For whom is it?"))
    file = forms.FileField(
        label=_("The file"),
        help_text=_("It was saved from a set and ends in .json."),
        error_messages={"required": _("Please choose a file."), "empty": _("The file is empty.")},
    )

    def __init__(self, *args: Any, owners: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = owners
        self.fields["service"].initial = owners[0][0]
