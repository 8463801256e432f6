"""Words of studies for pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.insight import CantTell
from alongside.themes.rules import Deed, DraftState, GroupSays, LeftOut, Missing, Says, Sort, StudyRole

ROLES: dict[StudyRole, str | Promise] = {
    StudyRole.RESEARCHER: _("Researcher: keeps the study and the words lent to it"),
    StudyRole.PEER: _("Peer researcher: reads, marks and drafts"),
    StudyRole.FOLLOWS: _("Follows it: reads themes and drafts, never an interview"),
}
SHORT_ROLES: dict[StudyRole, str | Promise] = {
    StudyRole.RESEARCHER: _("researcher"),
    StudyRole.PEER: _("peer researcher"),
    StudyRole.FOLLOWS: _("follows it"),
}
SORTS: dict[Sort, str | Promise] = {Sort.INTERVIEW: _("interview"), Sort.STORY: _("lent story")}
LEFT_OUT: dict[LeftOut, str | Promise] = {
    LeftOut.COMMENTS: _("comments beside the text"),
    LeftOut.DELETED: _("words that somebody took out with changes being tracked"),
    LeftOut.HIDDEN: _("words that are set not to be seen"),
    LeftOut.NOTES: _("footnotes and endnotes"),
    LeftOut.PICTURES: _("pictures"),
    LeftOut.BOXES: _("text in boxes"),
    LeftOut.MARGINS: _("what stands above and below every page"),
}
STATES: dict[DraftState, str | Promise] = {
    DraftState.WRITING: _("being written"),
    DraftState.REFINING: _("being refined"),
    DraftState.PUBLISHED: _("a practice now"),
    DraftState.LEFT: _("not followed further"),
}
SAYS: dict[Says, str | Promise] = {
    Says.AGREE: _("I agree with it"),
    Says.CHANGE: _("I would change something"),
    Says.NOT_MINE: _("I have lived it otherwise"),
}
GROUP: dict[GroupSays, str | Promise] = {
    GroupSays.KEEP: _("It can stand"),
    GroupSays.CHANGE: _("It needs other words"),
    GroupSays.STOP: _("It should not become a practice"),
}
MISSING: dict[Missing, str | Promise] = {
    Missing.REFINED: _("First at least five people say what they think of it."),
    Missing.GROUP: _("Next a group of three or more reads the newest wording together."),
    Missing.GROUP_SAYS_NO: _("The group did not say that it can stand. Find other words, or leave it."),
}
DEEDS: dict[Deed, str | Promise] = {
    Deed.CREATE: _("new code"),
    Deed.REWORD: _("said in other words"),
    Deed.MOVE: _("put elsewhere"),
    Deed.MERGE: _("reads as another one"),
    Deed.SPLIT: _("split"),
    Deed.RETIRE: _("put away"),
    Deed.BRING_BACK: _("taken up again"),
    Deed.IMPORT: _("brought from a file"),
}
WHY_NOT: dict[str, str | Promise] = {
    "one_reader": _("Only one person read, so there is nothing to compare."),
    "no_variation": _("Every sentence was marked alike, so a number says nothing."),
    "too_few_documents": _("With fewer than five documents it cannot be said how sure this is."),
    "hardly_any_variation": _("It was marked so seldom that it cannot be said how sure this is."),
}


def why_not(found: CantTell) -> str:
    """Why a number is not there, in words."""
    return str(WHY_NOT[found.key])
