"""What records say: of each contact that came from a space, which signals were written down near enough in time. One bit for each.

Contacts and facts of their spaces are laid side by side once, for all signals together. It says "written", never "done".
"""

from collections.abc import Sequence
from functools import cache, reduce
from operator import add
from typing import Any

from alongside.mirror.catalogue import Signal
from alongside.mirror.counting.files import NO_LINK

WRITTEN, NOT_WRITTEN = 3, 1


def done_bit(at: int) -> int:
    """The bit of the signal at this place: it was written down."""
    return 4**at


def asked_bit(at: int) -> int:
    """The bit of the signal at this place: there was something to write about."""
    return 2 * 4**at


@cache
def bits_of() -> Any:
    """All bits of many numbers together; both engines call it by this name."""
    import ibis  # noqa: PLC0415 - heavy, and no page ever needs it

    @ibis.udf.agg.builtin(name="bit_or")
    def bit_or(bits: int) -> int:
        """The engine does it."""

    return bit_or


def written(facts: Any, contacts: Any, signals: Sequence[Signal], ibis: Any) -> Any:
    """Each contact that came from a space, with `seen`: the bits of what was written near enough to it."""
    met = contacts.filter(contacts.who != NO_LINK)
    met = met.mutate(month=met.told % 3, number=met.told // 3)
    bits = {kind: _bits_of_kind(kind, signals) for one in signals for kind in (*one.written, *one.of)}
    records = facts.filter(facts.kind.isin(sorted(bits)), facts.who != NO_LINK)
    records = records.mutate(
        wrote=(records.told // 3).cast("int64"), bits=records.kind.cases(*sorted(bits.items()), else_=0).cast("int64")
    )
    records = records.group_by("who", "wrote").agg(bits=bits_of()(records.bits))
    # Whoever was met twice in a week was met in the same week.
    weeks = met.select("who", "number").distinct()
    beside = weeks.inner_join(records, "who")
    beside = beside.mutate(apart=beside.wrote - beside.number)
    reaches = sorted({(one.weeks_before, one.weeks_after) for one in signals})
    near = [
        beside.apart.between(-before, after).ifelse(
            beside.bits & ibis.literal(_bits_of_reach(before, after, signals), type="int64"), 0
        )
        for before, after in reaches
    ]
    # No two reaches have a bit in common, so that their sum holds the bits of all.
    beside = beside.mutate(bits=reduce(add, near))
    beside = beside.filter(beside.bits != 0)
    seen = beside.group_by("who", "number").agg(seen=bits_of()(beside.bits))
    always = sum(asked_bit(at) for at, one in enumerate(signals) if not one.of)
    both = met.left_join(seen, ("who", "number"))
    return both.mutate(seen=both.seen.fill_null(0) | ibis.literal(always, type="int64")).select(
        "service", "period", "contact", "who", "month", "seen"
    )


def record_cells(marked: Any, signals: Sequence[Signal]) -> Any:
    """By service and period: of each signal how many contacts said what in which month, and of how many spaces they were."""
    by = ("service", "period")
    spaces = marked.group_by(*by, "who").agg(seen=bits_of()(marked.seen))
    voices = spaces.group_by(*by).agg(
        **{voices_name(at): spaces.seen.count(where=(spaces.seen & asked_bit(at)) != 0) for at in range(len(signals))}
    )
    split = marked.group_by(*by).agg(
        **{
            record_name(at, month, scale): marked.seen.count(where=_is(marked, at, month, scale))
            for at in range(len(signals))
            for month in range(3)
            for scale in (NOT_WRITTEN, WRITTEN)
        }
    )
    return split.inner_join(voices, by)


def record_name(at: int, month: int, scale: int) -> str:
    """The column of those contacts of which the signal at this place says this in this month."""
    return f"signal_{at}_month_{month}_said_{scale}"


def voices_name(at: int) -> str:
    """The column of how many spaces there were of which the signal at this place says anything."""
    return f"signal_{at}_voices"


def record_said(rows: Any, signals: Sequence[Signal], ibis: Any) -> Any:
    """Of rows with a practice and `seen`: 1 written, 0 not written, −1 where the record cannot say."""
    seen = rows.seen.fill_null(0)
    said = ibis.literal(-1, type="int64")
    for at, one in enumerate(signals):
        asked = (rows.practice == one.practice) & (_has(seen, asked_bit(at)) == 1)
        said = asked.ifelse(_has(seen, done_bit(at)), said)
    return said


def _is(marked: Any, at: int, month: int, scale: int) -> Any:
    both = asked_bit(at) + done_bit(at)
    wanted = both if scale == WRITTEN else asked_bit(at)
    return (marked.month == month) & ((marked.seen & both) == wanted)


def _has(seen: Any, bit: int) -> Any:
    return ((seen & bit) != 0).cast("int64")


def _bits_of_kind(kind: str, signals: Sequence[Signal]) -> int:
    return sum(
        (done_bit(at) if kind in one.written else 0) + (asked_bit(at) if kind in one.of else 0)
        for at, one in enumerate(signals)
    )


def _bits_of_reach(before: int, after: int, signals: Sequence[Signal]) -> int:
    return sum(
        done_bit(at) + asked_bit(at)
        for at, one in enumerate(signals)
        if (one.weeks_before, one.weeks_after) == (before, after)
    )
