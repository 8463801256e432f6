"""Words of trying and telling back: what states and kinds are called, and what practices and measures are called here."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.improvement.pasted import Wrong
from alongside.improvement.rules import (
    Act,
    ChangeState,
    Direction,
    DrawnAs,
    EnablerState,
    Ending,
    MeasureKind,
    Outcome,
    Stage,
    Verdict,
)
from alongside.principles.queries import names_of
from alongside.web.listening.words import EASIER

STATES = {ChangeState.TRYING: _("Being tried"), ChangeState.KEPT: _("Kept"), ChangeState.LEFT: _("Left")}
STAGES = {Stage.PLAN: _("Plan"), Stage.DO: _("Do"), Stage.STUDY: _("Study"), Stage.ACT: _("Act")}
DIRECTIONS = {Direction.UP: _("goes up"), Direction.DOWN: _("goes down")}
ACTS = {
    Act.ADOPT: _("Keep it"),
    Act.ADAPT: _("Change it, and test again"),
    Act.ABANDON: _("Leave this test"),
}
KINDS = {
    MeasureKind.PROCESS: _("Whether we do it"),
    MeasureKind.OUTCOME: _("What comes of it"),
    MeasureKind.BALANCING: _("What it might upset"),
}
VERDICTS = {
    Verdict.AS_PREDICTED: _("As we expected"),
    Verdict.PARTLY: _("Partly as we expected"),
    Verdict.NOT: _("Not as we expected"),
    Verdict.CANNOT_TELL: _("We cannot tell yet"),
}
OUTCOMES = {
    Outcome.DID: _("We did it"),
    Outcome.PARTLY: _("We did part of it"),
    Outcome.COULD_NOT: _("We could not, because …"),
    Outcome.STILL_TRYING: _("We are still at it"),
}
NEEDS = {EnablerState.ASKED: _("Asked for"), EnablerState.MET: _("Met"), EnablerState.CANNOT: _("Not possible")}
DRAWN = {
    DrawnAs.USUAL: (
        _("Suits few answers"),
        _("Its limits allow for days that differ from one another. This is the usual one."),
    ),
    DrawnAs.PLAIN: (
        _("Chance alone"),
        _("Its limits expect nothing but chance from point to point. They are narrower where numbers are large."),
    ),
    DrawnAs.BOARD: (
        _("As your board sees it"),
        _("The kind of chart that board papers use. It is made for larger numbers than these."),
    ),
}
ENDINGS = {
    Ending.CLOSED: _("Told. With this, it is brought to an end."),
    Ending.WAS_CLOSED: _("Told. It was brought to an end before, and stays so."),
    Ending.STAYS_OPEN: _("Told. It stays open until you tell how it ended."),
}
WRONG = {
    Wrong.COLUMNS: _("A line needs a day, how many were so, and of how many: three columns, no more."),
    Wrong.NO_ANSWERS: _("Of how many is missing. Add a third column, or fill in the field below."),
    Wrong.DAY: _("We cannot read the day. Write it like 31/5/2026 or 2026-05-31."),
    Wrong.TO_COME: _("This day has not come yet."),
    Wrong.NUMBER: _("Please give whole numbers, without a sign for per cent, and at least 1 for all of them."),
    Wrong.MORE_THAN_ALL: _("More were so than there were at all. Are the two numbers the right way round?"),
    Wrong.TWICE: _("This day stands in an earlier line already."),
    Wrong.TOO_MANY: _("From here on there are too many lines for one go. Enter the rest afterwards."),
}


def words() -> dict[str, dict[str, str]]:
    """Sentences for every state, in the language of the page."""
    every: dict[str, dict[Any, Any]] = {
        "states": STATES,
        "stages": STAGES,
        "directions": DIRECTIONS,
        "acts": ACTS,
        "kinds": KINDS,
        "verdicts": VERDICTS,
        "outcomes": OUTCOMES,
        "needs": NEEDS,
        "easier": EASIER,
    }
    return {name: {str(key): str(said) for key, said in one.items()} for name, one in every.items()}


def name_of(names: Mapping[str, str], practice: str, otherwise: str = "") -> str:
    """What a practice is called at this service (`principles.queries.names_of`), else the words that stand for it."""
    return names.get(practice, practice) if practice else otherwise


def measure_name(service: UUID, measure: Any) -> str:
    """What a measure is called: by what was typed, or by the practice that people are asked about."""
    if measure.practice:
        return gettext("What people say of “%(practice)s”") % {"practice": name_of(names_of(service), measure.practice)}
    return str(measure.name)
