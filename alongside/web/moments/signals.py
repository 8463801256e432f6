"""What this person's record can say of a practice: written down or not yet. It never says that something was done well."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.care.queries import asks, carers, communication, notes, read_backs, story, unknowns
from alongside.care.rules import UnknownKind
from alongside.circle import queries as circle
from alongside.circle.queries import Footing
from alongside.circle.rules import Area
from alongside.core.viewer import Viewer
from alongside.principles.catalogue import by_moment_names, principle_set
from alongside.principles.rules import Moment

PRINCIPLES = "both-2019"
MOST_IN_PANEL = 4


@dataclass(frozen=True)
class Signal:
    """One sentence about this person's material, and where to do something about it. `waits`: something is still open."""

    sentence: str
    href: str = ""
    link: str = ""
    waits: bool = False


Teller = Callable[[Viewer, Footing], Iterator[Signal]]


def _story(viewer: Viewer, footing: Footing) -> Iterator[Signal]:
    if not story.may_read(viewer, footing.space):
        return
    href = reverse("story", kwargs={"space_id": footing.space})
    state = read_backs.read_back_state(viewer, footing.space)
    if state.needed and state.own is None:
        yield Signal(_("You have not read the story back yet."), href, _("Read it, and say what you understood"), True)
    elif state.needed:
        yield Signal(
            _("%(name)s corrected what you understood.") % {"name": footing.owner_name},
            href,
            _("See the correction"),
            True,
        )
    elif state.own is not None and state.own.answered_at is None:
        yield Signal(_("Your read-back waits for %(name)s.") % {"name": footing.owner_name}, href, _("See the story"))
    elif state.own is not None:
        yield Signal(
            _("%(name)s said that you understood the story.") % {"name": footing.owner_name}, href, _("See the story")
        )
    if circle.may_open(viewer, footing.space, Area.NOTES) and notes.disputed(viewer, footing.space):
        yield Signal(
            _("%(name)s says that some lines in the notes are not right or out of date.")
            % {"name": footing.owner_name},
            reverse("notes", kwargs={"space_id": footing.space}),
            _("See which"),
            True,
        )


def _words(viewer: Viewer, footing: Footing) -> Iterator[Signal]:
    card = communication.card(viewer, footing.space)
    if card is not None:
        yield Signal(
            _("%(name)s has written down how they like to be communicated with.") % {"name": footing.owner_name},
            reverse("communication", kwargs={"space_id": footing.space}),
            _("Read it before you write or meet"),
        )


def _carers(viewer: Viewer, footing: Footing) -> Iterator[Signal]:
    if not circle.may_open(viewer, footing.space, Area.CIRCLE):
        return
    for member in carers.members_without_wish(viewer, footing.space):
        yield Signal(
            _("No wish is recorded yet about how %(carer)s should be involved.") % {"carer": member.name},
            reverse("circle", kwargs={"space_id": footing.space}),
            _("Ask, and write it down together"),
            True,
        )
    for wish in carers.wishes(viewer, footing.space):
        if wish.acted_on_at is None:
            yield Signal(
                _("There is a wish about how %(carer)s is involved. Nobody has noted acting on it.")
                % {"carer": wish.name},
                reverse("circle", kwargs={"space_id": footing.space}),
                _("Read the wish"),
                True,
            )


def _unknowns(viewer: Viewer, footing: Footing) -> Iterator[Signal]:
    if not circle.may_open(viewer, footing.space, Area.UNKNOWNS):
        return
    href = reverse("unknowns", kwargs={"space_id": footing.space})
    found = unknowns.open_unknowns(viewer, footing.space)
    mine = [row for row in found if unknowns.is_mine(viewer, row, member=footing.member)]
    for row in mine:
        yield Signal(
            _("You said you would look: “%(question)s”") % {"question": row.question},
            href,
            _("Say what you found"),
            True,
        )
    others = len([row for row in found if row.kind == UnknownKind.UNKNOWN]) - len(mine)
    if others > 0:
        yield Signal(
            ngettext("One more question is open.", "%(n)s more questions are open.", others) % {"n": others},
            href,
            _("See what nobody knows yet"),
        )
    yield Signal(
        _("Something about this that you have not met before?"),
        reverse("raise_unknown", kwargs={"space_id": footing.space}) + "?from=story",
        _("Ask %(name)s to tell you") % {"name": footing.owner_name},
    )


def _asks(viewer: Viewer, footing: Footing) -> Iterator[Signal]:
    href = reverse("conversations", kwargs={"space_id": footing.space})
    for ask in asks.asks_waiting_for(viewer):
        if ask.space != footing.space:
            continue
        yield Signal(_("An ask waits for you: “%(words)s”") % {"words": ask.words[:140]}, href, _("Answer it"), True)
    late = len(asks.overdue_asks(viewer, footing.space))
    if late:
        yield Signal(
            ngettext("One ask is overdue.", "%(n)s asks are overdue.", late) % {"n": late}, href, _("See it"), True
        )


# Which part of the record speaks to which practice. A practice without a line here is shown with its prompt only.
TELLERS: dict[str, Teller] = {
    "P1.1": _asks,
    "P1.2": _words,
    "P2.1": _story,
    "P2.3": _carers,
    "P3.3": _unknowns,
    "P4.2": _unknowns,
    "P4.3": _carers,
    "P5.1": _asks,
}


def signals_for(practice: str, viewer: Viewer, footing: Footing) -> list[Signal]:
    """What the record says of one practice for this person, to this viewer."""
    teller = TELLERS.get(practice)
    return list(teller(viewer, footing)) if teller else []


@dataclass(frozen=True)
class Panel:
    """The quiet panel beside other pages of a space: the chosen moment and what is still open in it."""

    name: str
    href: str
    signals: tuple[Signal, ...]


def panel(moment: str, viewer: Viewer, footing: Footing) -> Panel | None:
    """What is open for the moment a professional chose; None when they chose none."""
    if moment not in set(Moment):
        return None
    chosen = by_moment_names()[Moment(moment)]
    open_ones: dict[str, Signal] = {}
    for practice in principle_set(PRINCIPLES).by_moment(chosen.moment):
        for signal in signals_for(practice.id, viewer, footing):
            if signal.waits:
                open_ones.setdefault(signal.sentence, signal)
    href = reverse("moment", kwargs={"space_id": footing.space, "moment": moment})
    return Panel(chosen.name, href, tuple(open_ones.values())[:MOST_IN_PANEL])
