"""What a reading says, in sentences: who was heard, how sure, whether staff and people differ, what would settle it.

Questions rather than verdicts. No sentence here marks a person, a team or a service.
"""

from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from alongside.mirror.queries import Gap, Group, Heard, Offset, PairedSeen, ReadingShown
from alongside.mirror.rules import DELTA, first_of_month
from alongside.principles.rules import Viewpoint
from alongside.web.mirror.rows import Row

# Offsets smaller than this, in shares, are said to be about the same.
ABOUT_THE_SAME = 0.05


@dataclass(frozen=True)
class Top:
    """The sentences above the wall."""

    period: str
    heard: str
    unheard: str
    sure: str
    offset: str


def top(reading: ReadingShown, rows: tuple[Row, ...]) -> Top:
    return Top(period(reading), heard(reading.heard), unheard(reading.heard), sure(rows), offset(reading.offset))


def period(reading: ReadingShown) -> str:
    """Which days a reading covers."""
    return _("%(first)s to %(last)s.") % {"first": date_in_words(reading.opens), "last": date_in_words(reading.closes)}


def quarter(reading: ReadingShown) -> str:
    """The quarter of a reading in few words: "Jul to Sep 2026"."""
    first, last = formats.date_format(reading.opens, "M"), formats.date_format(reading.closes, "M Y")
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def date_in_words(day: object) -> str:
    return formats.date_format(day, "j F Y")  # type: ignore[arg-type]  # a date; the library's stubs ask for a narrower union


def heard(who: Heard) -> str:
    """Who answered; what is too small to say is not said."""
    people = ngettext("%(n)d person", "%(n)d people", who.person) % {"n": who.person} if who.person else ""
    staff = (
        ngettext("%(n)d member of staff", "%(n)d members of staff", who.staff) % {"n": who.staff} if who.staff else ""
    )
    if people and staff:
        return _("We heard from about %(people)s and %(staff)s.") % {"people": people, "staff": staff}
    if people:
        return _("We heard from about %(people)s, and from too few staff to show.") % {"people": people}
    if staff:
        return _("We heard from about %(staff)s, and from too few people to show.") % {"staff": staff}
    return _("We heard from too few to show anything.")


def unheard(who: Heard) -> str:
    """The words of the link to those who were not heard. A hidden number is a small one, or leaves a small one over."""
    hidden = len([group for group in who.not_heard if group.answered is None])
    if hidden:
        return ngettext(
            "Of %(n)d group we cannot show how many answered: very few did, or nearly all.",
            "Of %(n)d groups we cannot show how many answered: very few did, or nearly all.",
            hidden,
        ) % {"n": hidden}
    return _("Who we have not heard from.")


def sure(rows: tuple[Row, ...]) -> str:
    """How much of the wall can be read: where those who can see a practice best gave enough answers."""
    told = sum(1 for row in rows if first_mark(row) == "shown")
    if told == len(rows):
        return _("There are enough answers to say something about every practice.")
    if not told:
        return _("There are too few answers yet to be sure of any practice.")
    return ngettext(
        "There are enough answers to say something about %(n)d practice of %(all)d. For the others it is too early.",
        "There are enough answers to say something about %(n)d practices of %(all)d. For the others it is too early.",
        told,
    ) % {"all": len(rows), "n": told}


def first_mark(row: Row) -> str:
    """How the mark of people stands; of staff, where people cannot see the practice."""
    return next((one.kind for one in row.marks if one.kind != "blank"), "")


def offset(apart: Offset | None) -> str:
    """What staff see brighter everywhere is said once, and taken out of every difference below."""
    if apart is None:
        return ""
    if abs(apart.middle) < ABOUT_THE_SAME or apart.low <= 0 <= apart.high:
        return _("Over all practices, staff and people answer about alike.")
    tenths = in_tenths(apart.middle)
    if apart.middle > 0:
        said = _(
            "Over all practices, staff say yes more often than people do: in about %(tenths)s more of every ten contacts."
        )
    else:
        said = _(
            "Over all practices, staff say yes less often than people do: in about %(tenths)s fewer of every ten contacts."
        )
    return said % {"tenths": tenths} + " " + _("That is said once, here. It does not count again below.")


def in_tenths(part: float) -> str:
    """A difference of shares in tenths, as people say it: "2", or "half"."""
    whole = round(abs(part) * 10)
    return str(whole) if whole else _("half of one")


def gap(between: Gap | None) -> tuple[str, str]:
    """Whether two views differ on this practice, and what would settle it."""
    if between is None:
        return _("We cannot lay the views beside each other here yet."), ""
    first, second = (view(one) for one in between.pair)
    if between.middle < 0:
        first, second = second, first
    both = {"first": first, "second": second.lower(), "tenths": in_tenths(between.middle)}
    if between.stands:
        return (
            _(
                "%(first)s say yes to this more often than %(second)s do: in about %(tenths)s more of every ten contacts, beyond what is so everywhere."
            )
            % both,
            _("Chance alone would seldom make such a difference. Why it is there, only talking can tell."),
        )
    if between.told == "may-differ":
        said = _("%(first)s may say yes to this more often than %(second)s do. It is likely, and not sure.") % both
    elif -DELTA < between.low and between.high < DELTA:
        return (
            _("%(first)s and %(second)s see this about alike, beyond what is so everywhere.") % both,
            _("That says nothing of how often it happens. Look at the marks above."),
        )
    else:
        said = _("We cannot yet say whether %(first)s and %(second)s see this differently.") % {
            **both,
            "first": first.lower(),
        }
    return said, settles(between.more) if between.more != 0 else ""


def view(viewpoint: Viewpoint) -> str:
    """Whose view, at the head of a sentence."""
    return {Viewpoint.PERSON: _("People"), Viewpoint.STAFF: _("Staff"), Viewpoint.RECORD: _("Records")}[viewpoint]


def settles(more: int | None) -> str:
    """How many more answers would settle it."""
    if more is None:
        return _(
            "More answers of this kind would not settle it soon. Answers about the same contact, from both sides, help most."
        )
    return ngettext(
        "About %(n)d more answer from each side would settle it.",
        "About %(n)d more answers from each side would settle it.",
        more,
    ) % {"n": more}


@dataclass(frozen=True)
class BothSides:
    """The same contacts, seen from both sides: a small table and a sentence."""

    pairs: str
    said: str
    head: tuple[str, str, str]
    rows: tuple[tuple[str, str, str], tuple[str, str, str]]


def paired(seen: PairedSeen | None, linked: float | None) -> BothSides | None:
    """The 2 by 2 of the contacts that both sides answered about; only when it may be shown."""
    if seen is None or seen.pairs is None:
        return None
    return BothSides(
        pairs=ngettext(
            "About %(n)d contact that both the person and a member of staff answered about.",
            "About %(n)d contacts that both the person and a member of staff answered about.",
            seen.pairs,
        )
        % {"n": seen.pairs},
        said=_("That is about %(tenths)d in 10 of the contacts that people told us about, so it is not everybody.")
        % {"tenths": round(linked * 10)}
        if linked
        else _("It is not everybody: only some contacts are told from both sides."),
        head=(_("The same contact"), _("The person said yes"), _("The person said partly or no")),
        rows=(
            (_("Staff said yes"), count(seen.both), count(seen.first_only)),
            (_("Staff said partly or no"), count(seen.second_only), count(seen.neither)),
        ),
    )


@dataclass(frozen=True)
class GroupsShown:
    """One way of telling people apart, as a small table: seen and answered."""

    title: str
    head: tuple[str, str, str]
    rows: tuple[tuple[str, str, str], ...]


GROUPS = {
    "way": gettext_noop("How people could answer"),
    "constituency": gettext_noop("As whom people answered"),
    "kind": gettext_noop("Kind of contact"),
    "month": gettext_noop("Month"),
}
KEYS = {
    "space": gettext_noop("In their own space"),
    "other": gettext_noop("By a link, on paper, or not at all"),
    "link": gettext_noop("By an open link"),
    "paper": gettext_noop("On paper"),
    "work": gettext_noop("At work"),
    "person": gettext_noop("People who use the service"),
    "carer": gettext_noop("Carers, family and friends"),
}
# Only those who answered can be told apart here: nobody writes down as whom somebody came.
NOT_COUNTED = frozenset({"constituency"})


def groups(reading: ReadingShown) -> tuple[GroupsShown, ...]:
    """Seen and answered, group by group; a number too small to show is said to be so."""
    by_group: dict[str, list[tuple[str, str, str]]] = {}
    for one in reading.heard.not_heard:
        came = _("not counted") if one.group in NOT_COUNTED and one.seen is None else count(one.seen)
        either_end = one.answered is None and one.seen is not None
        answered = _("very few, or nearly all") if either_end else count(one.answered)
        by_group.setdefault(one.group, []).append((key_in_words(one, reading), came, answered))
    return tuple(
        GroupsShown(
            _(GROUPS[group]) if group in GROUPS else group,
            (_("Group"), _("Contacts"), _("Answered")),
            tuple(found),
        )
        for group, found in by_group.items()
    )


def key_in_words(one: Group, reading: ReadingShown) -> str:
    """A group by its name; a month by its place in the quarter, counted from 0."""
    if one.group == "month" and one.key.isdigit():
        return formats.date_format(first_of_month(reading.opens, int(one.key)), "F Y")
    return _(KEYS[one.key]) if one.key in KEYS else one.key.replace("-", " ").capitalize()


def count(number: int | None) -> str:
    """A count, or that it is left out: it may be small itself, or lead to one that is."""
    return _("not shown") if number is None else str(number)


def ways(who: Heard) -> tuple[tuple[str, str], ...]:
    """By which ways people were heard; what came through an open link in a crowd stands apart."""
    named = KEYS | {"set-aside": gettext_noop("By an open link, and set aside: more at once than there were contacts")}
    return tuple((_(named.get(key, key)), count(number)) for key, number in who.through.items())
