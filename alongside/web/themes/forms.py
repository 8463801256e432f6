"""Forms of studies."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.people.rules import Constituency
from alongside.principles.catalogue import moments
from alongside.principles.rules import Kind
from alongside.themes.rules import LONGEST_CODE, LONGEST_SAID, GroupSays, Says, Settled, StudyRole
from alongside.web.choosing.words import SIDES
from alongside.web.components.day_field import DayField
from alongside.web.sets.words import KINDS
from alongside.web.themes.words import GROUP, ROLES, SAYS


class BesideOthers(forms.Form):
    """A form that stands beside others on one page: the ids of its fields begin with its own word."""

    begins = "id"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{self.begins}_%s")
        super().__init__(*args, **kwargs)


class StudyForm(forms.Form):
    title = forms.CharField(
        label=_("What is it called?"), max_length=160, error_messages={"required": _("Please give it a name.")}
    )
    question = forms.CharField(
        label=_("What do you ask people?"),
        help_text=_("One question, in words that people use."),
        max_length=1000,
        widget=forms.Textarea,
        error_messages={"required": _("Please write the question.")},
    )


class AskInForm(forms.Form):
    email = forms.EmailField(label=_("Their e-mail address"), help_text=_("They need an account first."))
    role = forms.ChoiceField(
        label=_("What will they do?"),
        choices=[(key.value, words) for key, words in ROLES.items()],
        widget=forms.RadioSelect,
        initial=StudyRole.PEER.value,
    )


class FeedsForm(forms.Form):
    """Which set of principles the drafts go into."""

    def __init__(self, *args: Any, sets: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["set_id"] = forms.ChoiceField(
            label=_("Into which set do its drafts go?"), choices=[("", _("None yet")), *sets], required=False
        )


class InterviewForm(forms.Form):
    """Words of one person, with their yes."""

    called = forms.CharField(
        label=_("A made-up name for this person"),
        help_text=_("The same name for the same person: people are counted by it."),
        max_length=60,
        error_messages={"required": _("Please make up a name.")},
    )
    words = forms.CharField(
        label=_("Their words"),
        help_text=_(
            "Typed or pasted as plain text. Each line is one turn of talk. Take out names, places and days first."
        ),
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": _("There are no words in it yet.")},
    )
    file = forms.FileField(
        label=_("Or the document in which they were typed up"),
        help_text=_(
            "Word (.docx), OpenDocument (.odt) or plain text. You see what we read in it before anything is kept; the document"
            " itself is not kept."
        ),
        required=False,
    )
    agreed_on = DayField(label=_("When did they say yes?"))
    until = DayField(label=_("Until when may we keep and read it?"))
    may_quote = forms.BooleanField(label=_("They said yes to short quotations, without their name"), required=False)
    points_at_nobody = forms.BooleanField(
        label=_("I have looked at the marked words: they point at nobody"), required=False
    )

    @staticmethod
    def a_year(today: date) -> dict[str, date]:
        """Days to begin with."""
        return {"agreed_on": today, "until": today + timedelta(days=365)}


class StoryForm(forms.Form):
    called = forms.CharField(
        label=_("A made-up name for its author"),
        max_length=60,
        error_messages={"required": _("Please make up a name.")},
    )


class CodeForm(forms.Form):
    """A new code, or one said better."""

    name = forms.CharField(
        label=_("Name"), max_length=LONGEST_CODE, error_messages={"required": _("Please give it a name.")}
    )
    description = forms.CharField(
        label=_("What belongs here, and what does not?"), max_length=4_000, widget=forms.Textarea, required=False
    )


class NewCodeForm(CodeForm):
    def __init__(self, *args: Any, codes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"] = forms.ChoiceField(
            label=_("Below which code?"), choices=[("", _("At the top")), *codes], required=False
        )


class OtherCodeForm(forms.Form):
    """Another code: to stand below it, or to be read as it."""

    def __init__(self, *args: Any, codes: list[tuple[str, str]], top: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Nothing is chosen beforehand: a stray tap puts no code under another.
        first = [("", _("At the top") if top else _("Choose a code"))]
        self.fields["other"] = forms.ChoiceField(
            label=_("Below which code?") if top else _("Which code means the same?"),
            choices=[*first, *codes],
            required=not top,
        )


class SplitForm(forms.Form):
    first = forms.CharField(label=_("One of the two"), max_length=LONGEST_CODE)
    second = forms.CharField(label=_("The other"), max_length=LONGEST_CODE)


class CodebookFileForm(forms.Form):
    file = forms.FileField(
        label=_("A codebook of another tool"),
        help_text=_(
            "A file ending in .qdc. Codes that are known here by their identifier are reworded; others are added."
        ),
        error_messages={"required": _("Please choose a file.")},
    )


class RoundForm(forms.Form):
    """What is read, and by whom."""

    def __init__(
        self, *args: Any, documents: list[tuple[str, str]], readers: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["documents"] = forms.MultipleChoiceField(
            label=_("What is read?"),
            choices=documents,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Please choose at least one.")},
        )
        self.fields["readers"] = forms.MultipleChoiceField(
            label=_("Who reads?"),
            help_text=_("Each reads alone. They see one another’s marks when all have finished."),
            choices=readers,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Please choose at least one.")},
        )


class MarkForm(forms.Form):
    """A code for the ticked sentences."""

    def __init__(self, *args: Any, codes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.ChoiceField(
            label=_("Code for the ticked sentences"),
            choices=[("", _("Choose a code")), *codes],
            error_messages={"required": _("Please choose a code.")},
        )
        self.fields["memo"] = forms.CharField(
            label=_("A note to yourself, if you like"), max_length=1000, required=False
        )


class SettleForm(forms.Form):
    why = forms.CharField(label=_("Why, in a few words"), max_length=1000, required=False)
    left_as = forms.ChoiceField(choices=[(one.value, one.value) for one in Settled], widget=forms.HiddenInput)


class ThemeForm(BesideOthers):
    """What several people said."""

    begins = "theme"

    def __init__(
        self, *args: Any, codes: list[tuple[str, str]], practices: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("A short name"), max_length=160, error_messages={"required": _("Please give it a name.")}
        )
        self.fields["says"] = forms.CharField(
            label=_("What do people say, in one or two sentences?"),
            max_length=LONGEST_SAID,
            widget=forms.Textarea,
            error_messages={"required": _("Please write what people say.")},
        )
        self.fields["codes"] = forms.MultipleChoiceField(
            label=_("From which codes did it grow?"),
            choices=codes,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Please choose at least one code.")},
        )
        self.fields["touches"] = forms.MultipleChoiceField(
            label=_("Which practices speak of it already?"),
            choices=practices,
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )


class WordingForm(BesideOthers):
    """Words for a practice."""

    name = forms.CharField(
        label=_("A short name"), max_length=160, error_messages={"required": _("Please give it a name.")}
    )
    plain = forms.CharField(
        label=_("What happens, in a plain sentence"),
        max_length=LONGEST_SAID,
        widget=forms.Textarea,
        error_messages={"required": _("Please write what happens.")},
    )
    i_statement = forms.CharField(label=_("As a person would say it (“I …”)"), max_length=LONGEST_SAID, required=False)
    we_statement = forms.CharField(label=_("As staff would say it (“We …”)"), max_length=LONGEST_SAID, required=False)


class DraftForm(WordingForm):
    """A first wording, and where the practice would stand."""

    begins = "draft"

    moments = forms.MultipleChoiceField(
        label=_("At which moments?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one moment.")},
    )
    kinds = forms.MultipleChoiceField(
        label=_("What sort of thing is it?"),
        choices=[(one.value, KINDS[one]) for one in Kind],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one.")},
    )

    def __init__(self, *args: Any, principles: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["moments"].choices = [(str(one.moment), one.name) for one in moments()]
        self.fields["principle"] = forms.ChoiceField(label=_("Under which principle?"), choices=principles)


class RewordForm(WordingForm):
    begins = "reword"

    why = forms.CharField(
        label=_("What changed, and why?"),
        help_text=_("Those who answered can read it."),
        max_length=1000,
        error_messages={"required": _("Please say what changed and why: those who answered will read it.")},
    )


class RefineCodesForm(BesideOthers):
    begins = "codes"

    constituency = forms.ChoiceField(
        label=_("For whom?"),
        choices=list(SIDES.items()),
        widget=forms.RadioSelect,
        initial=Constituency.PERSON.value,
    )
    number = forms.IntegerField(label=_("How many?"), min_value=1, max_value=60, initial=10)
    until = DayField(label=_("Until when can they answer?"))


class RefineForm(forms.Form):
    """What somebody says of a draft."""

    says = forms.ChoiceField(
        label=_("What do you think of it?"),
        choices=[(one.value, SAYS[one]) for one in Says],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one.")},
    )
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("What would you change, or how did you live it? If you agree, you can leave this empty."),
        max_length=1000,
        widget=forms.Textarea,
        required=False,
    )


class GroupForm(BesideOthers):
    """What a group said."""

    begins = "group"

    on_day = DayField(label=_("On which day?"))
    people = forms.IntegerField(label=_("How many people sat together?"), min_value=1, max_value=60)
    says = forms.ChoiceField(
        label=_("What did they decide?"),
        choices=[(one.value, GROUP[one]) for one in GroupSays],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one.")},
    )
    words = forms.CharField(
        label=_("What was said, without names"),
        max_length=LONGEST_SAID,
        widget=forms.Textarea,
        error_messages={"required": _("Please write what was said.")},
    )
    dissent = forms.CharField(
        label=_("What did somebody hold against it?"),
        help_text=_("It goes along with the practice."),
        max_length=1000,
        required=False,
    )


class PublishForm(BesideOthers):
    """Into which version, and who decided."""

    begins = "publish"

    def __init__(self, *args: Any, versions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"] = forms.ChoiceField(label=_("Into which version that is being made?"), choices=versions)
        self.fields["decided_by"] = forms.CharField(
            label=_("Who decided it?"),
            help_text=_("Roles, not names: “the study’s researchers and the panel”."),
            max_length=160,
            error_messages={"required": _("Please say who decided.")},
        )
