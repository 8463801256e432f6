"""The rows of the practice wall: each practice of the service's set with its three marks, in one of two plain orders."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.mirror.queries import PracticeSeen, ReadingShown
from alongside.mirror.rules import Kind
from alongside.principles.catalogue import Practice, PrincipleSet, by_moment_names, moments
from alongside.principles.rules import Moment, Observed, Viewpoint
from alongside.web.mirror.marks import Mark, mark


class Order(StrEnum):
    """The two orders of the wall. There is no other, and none that compares people or services."""

    TALK = "talk"
    MOMENTS = "moments"


@dataclass(frozen=True)
class Row:
    """One practice on the wall."""

    id: str
    name: str
    plain: str
    moments: tuple[Moment, ...]
    marks: tuple[Mark, ...]
    talk: float
    stands: bool
    heard: bool


@dataclass(frozen=True)
class Part:
    """Rows that stand together, under a heading and a sentence that says why."""

    key: str
    title: str | Promise
    about: str | Promise
    rows: tuple[Row, ...]


# Kinds of which the count is sure enough to say so; where nobody could tell, there is nothing to lay side by side.
TO_TALK_ABOUT = frozenset(Kind) - {Kind.NOT_OBSERVABLE}
STANDS = (
    _("Talk about these first"),
    _("Here the sides differ by more than chance would explain, or all of them say that it seldom happens."),
)
NOTHING_STANDS = _("Nothing stands apart from chance this time. That is not an all-clear: take what people bring up.")
HEARD = (
    _("Heard, and nothing stands apart"),
    _("There are answers, but the differences here may be chance. A talk can still be worth it."),
)
UNHEARD = (
    _("Not enough to show yet"),
    _("Too few answers, or none. Nothing is held against anybody for that."),
)


def rows(principles: PrincipleSet, reading: ReadingShown) -> tuple[Row, ...]:
    """Every practice of the set once, in the order of the set."""
    return tuple(_row(practice, reading.practices.get(practice.id)) for practice in principles.practices)


def _row(practice: Practice, seen: PracticeSeen | None) -> Row:
    marks = marks_of(practice, seen)
    gap = seen.gap if seen else None
    return Row(
        practice.id,
        practice.name,
        practice.plain,
        practice.moments,
        marks,
        talk=seen.talk if seen else 0.0,
        stands=bool(gap and gap.stands) or bool(seen and seen.kind in TO_TALK_ABOUT),
        heard=any(one.is_drawn for one in marks),
    )


def marks_of(practice: Practice, seen: PracticeSeen | None) -> tuple[Mark, ...]:
    """The three marks of a practice: people, staff, records."""
    found = []
    for viewpoint in Viewpoint:
        observable = practice.observability.by(viewpoint) is not Observed.NO
        found.append(mark(viewpoint, seen.marks.get(viewpoint) if seen else None, observable=observable))
    return tuple(found)


def at_moment(every: Sequence[Row], moment: Moment | None) -> tuple[Row, ...]:
    """Only the rows of one moment; all of them without one."""
    return tuple(row for row in every if moment is None or moment in row.moments)


def parts(every: Sequence[Row], order: Order) -> tuple[Part, ...]:
    """The rows in parts: by what most needs talking about, or by the moment in which a practice matters first."""
    return _by_moment(every) if order is Order.MOMENTS else _by_talk(every)


def _by_talk(every: Sequence[Row]) -> tuple[Part, ...]:
    ordered = sorted(every, key=lambda row: -row.talk)
    stands = tuple(row for row in ordered if row.stands)
    heard = tuple(row for row in ordered if row.heard and not row.stands)
    unheard = tuple(row for row in ordered if not row.heard and not row.stands)
    first = (STANDS[0], STANDS[1] if stands else NOTHING_STANDS)
    found = (Part("stands", *first, stands), Part("heard", *HEARD, heard), Part("unheard", *UNHEARD, unheard))
    return tuple(part for part in found if part.rows or part.key == "stands")


def _by_moment(every: Sequence[Row]) -> tuple[Part, ...]:
    named = by_moment_names()
    order = [entry.moment for entry in moments()]
    found = []
    for moment in order:
        here = tuple(row for row in every if min(row.moments, key=order.index, default=Moment.ALWAYS) is moment)
        if here:
            found.append(Part(moment.value, named[moment].name, named[moment].for_staff, here))
    return tuple(found)
