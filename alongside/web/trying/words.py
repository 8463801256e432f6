"""Words of trying and telling back."""

from django.utils.translation import gettext_lazy as _

from alongside.improvement.rules import Act, ChangeState, Direction, EnablerState, MeasureKind, Outcome, Stage, Verdict

STATES = {ChangeState.TRYING: _("Being tried"), ChangeState.KEPT: _("Kept"), ChangeState.LEFT: _("Left")}
STAGES = {Stage.PLAN: _("Plan"), Stage.DO: _("Do"), Stage.STUDY: _("Study"), Stage.ACT: _("Act")}
DIRECTIONS = {Direction.UP: _("goes up"), Direction.DOWN: _("goes down")}
ACTS = {
    Act.ADOPT: _("Keep it"),
    Act.ADAPT: _("Change it, and test again"),
    Act.ABANDON: _("Leave it"),
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
