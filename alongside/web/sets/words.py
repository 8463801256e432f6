"""How sets, their states, changes and reasons are said."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.principles.comparing import UpstreamKind
from alongside.principles.rules import (
    ChangeKind,
    EdgeFrom,
    KeepsMeaning,
    Kind,
    Level,
    Nature,
    Observed,
    PracticeState,
    ReaderRole,
    SetStatus,
    Viewpoint,
)

Words = str | Promise

STATUS: dict[str, Words] = {
    SetStatus.DRAFT: _("Draft"),
    SetStatus.REFINED: _("Read and put right"),
    SetStatus.PUBLISHED: _("Published"),
    SetStatus.RETIRED: _("Not in use any more"),
}
STATUS_KIND: dict[str, str] = {
    SetStatus.DRAFT: "waiting",
    SetStatus.REFINED: "note",
    SetStatus.PUBLISHED: "done",
    SetStatus.RETIRED: "plain",
}
STATE: dict[str, Words] = {
    PracticeState.CARRIED: _("Taken along, not looked at yet"),
    PracticeState.ADOPTED: _("Taken over as it was"),
    PracticeState.ADAPTED: _("Said in our own way"),
    PracticeState.NEW: _("Our own"),
    PracticeState.DROPPED: _("Left out"),
}
STATE_KIND: dict[str, str] = {
    PracticeState.CARRIED: "waiting",
    PracticeState.ADOPTED: "done",
    PracticeState.ADAPTED: "note",
    PracticeState.NEW: "note",
    PracticeState.DROPPED: "plain",
}
CHANGED: dict[str, Words] = {
    ChangeKind.FORK: _("The set was begun"),
    ChangeKind.NEXT: _("This version was begun"),
    ChangeKind.ADOPT: _("Taken over"),
    ChangeKind.ADAPT: _("Said in our own way"),
    ChangeKind.NEW: _("Added"),
    ChangeKind.DROP: _("Left out"),
    ChangeKind.KEEP_OURS: _("Looked at, and ours was kept"),
    ChangeKind.RETITLE: _("A principle was said in other words"),
    ChangeKind.REFINE: _("People read it and put it right"),
    ChangeKind.REOPEN: _("Taken back to a draft"),
    ChangeKind.PUBLISH: _("Published"),
    ChangeKind.RETIRE: _("Taken out of use"),
    ChangeKind.TRANSLATE: _("Put into another language"),
    ChangeKind.IMPORT: _("Brought as a file"),
}
ROLES: dict[str, Words] = {
    "lead": _("somebody who leads the service"),
    "facilitator": _("somebody who runs sessions"),
    "peer": _("a peer researcher"),
    "": _("somebody"),
}
LEVELS: dict[str, Words] = {
    Level.PERSON: _("For single people"),
    Level.TEAM: _("For one team"),
    Level.SERVICE: _("For the whole service"),
    Level.AREA: _("For an area or a town"),
    Level.EVERYWHERE: _("For everybody who uses the set"),
}
NATURES: dict[str, Words] = {
    Nature.WORDING: _("The same thing in other words"),
    Nature.NARROWER: _("It asks for less than before"),
    Nature.WIDER: _("It asks for more than before"),
    Nature.ADDED: _("Something new comes in"),
    Nature.TAKEN_OUT: _("Something goes out"),
    Nature.OTHER_MOMENT: _("It matters at another moment"),
    Nature.OTHER_PEOPLE: _("It is for other people"),
    Nature.NO_CHANGE: _("Nothing changes"),
}
MEANING: dict[str, Words] = {
    KeepsMeaning.YES: _("Yes, it still means the same"),
    KeepsMeaning.NO: _("No, it means something else now"),
    KeepsMeaning.UNKNOWN: _("We do not know"),
}
FIELDS: dict[str, Words] = {
    "name": _("Short name"),
    "plain": _("In a plain sentence"),
    "for_person": _("For people who live with both"),
    "for_carers": _("For those who care for someone"),
    "for_staff": _("For staff"),
    "for_commissioners": _("For those who plan or pay for services"),
    "i_statement": _("What a person could say"),
    "we_statement": _("What a service could say"),
    "prompt": _("For a team to think about"),
    "title": _("Title"),
    "moments": _("When it matters"),
    "kinds": _("What sort of thing it is"),
    "seen": _("Who can see it happen"),
    "signal": _("What a record can show"),
    "note": _("A note on who can see it"),
    "principle": _("The principle it stands under"),
}
KINDS: dict[str, Words] = {
    Kind.STRUCTURE: _("Something a service has"),
    Kind.PROCESS: _("Something a service does"),
    Kind.OUTCOME: _("Something that comes of it"),
}
VIEWPOINTS: dict[str, Words] = {
    Viewpoint.PERSON: _("Can people see it happen?"),
    Viewpoint.STAFF: _("Can staff see it happen?"),
    Viewpoint.RECORD: _("Does a record keep a trace of it?"),
}
SEEING: dict[str, Words] = {
    Observed.ASK: _("Yes, well"),
    Observed.WEAK: _("Partly"),
    Observed.NO: _("No, so they are not asked"),
}
READERS: dict[str, Words] = {
    ReaderRole.PERSON: _("somebody who lives with both"),
    ReaderRole.CARER: _("a carer"),
    ReaderRole.STAFF: _("somebody who works in the service"),
    ReaderRole.TRANSLATOR: _("a translator"),
    ReaderRole.FACILITATOR: _("somebody who runs sessions"),
}
EDGES: dict[str, Words] = {
    EdgeFrom.THEME_DRAFT: _("A draft that grew out of interviews"),
    EdgeFrom.EXCERPT: _("Words that somebody lent for this"),
    EdgeFrom.MEETING: _("A meeting"),
    EdgeFrom.DECISION: _("A decision"),
    EdgeFrom.EXTERNAL: _("Another source"),
}
UPSTREAM: dict[str, Words] = {
    UpstreamKind.CHANGED: _("It reads differently there now"),
    UpstreamKind.NEW: _("It is new there"),
    UpstreamKind.GONE: _("It was left out there"),
}
LANGUAGES: dict[str, Words] = {
    "cy": _("Welsh"),
    "pl": _("Polish"),
    "ur": _("Urdu"),
    "bn": _("Bengali"),
    "pa": _("Punjabi"),
    "ro": _("Romanian"),
    "ar": _("Arabic"),
    "so": _("Somali"),
    "pt": _("Portuguese"),
    "gd": _("Scottish Gaelic"),
    "ga": _("Irish"),
    "uk": _("Ukrainian"),
}
# Languages that are written from right to left.
RIGHT_TO_LEFT = frozenset({"ar", "ur"})


def language_name(code: str) -> str:
    """The language in words; its mark when we have no word for it."""
    return str(LANGUAGES.get(code, code))
