"""The one set of expressions from facts to cells. The same on every engine: whole numbers only, nothing depends on the order of rows.

Nothing here is shown to anybody. A contact, or an answer to it, counts once however often it was sent. Whatever is compared
often is a number: telling ten million texts apart takes most of the time there is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from alongside.mirror.catalogue import Signal
from alongside.mirror.counting.files import ANSWER, CONTACT, NO_LINK, SET_ASIDE, TEAM, VALUES, WAYS, WHOSE
from alongside.mirror.counting.written import bits_of, record_cells, record_said, written

PERSON, STAFF, RECORD = "person", "staff", "record"
# What an answer is worth when two about one contact differ: the less rosy one counts, so nobody lifts a mark by sending twice.
SAID = {"no": 1, "partly": 2, "yes": 3}
NOTHING_SAID = 4
Keep = Callable[[str, Any], Any]
BY = ("service", "period")
BY_CELL = (*BY, "practice", "viewpoint")


@dataclass(frozen=True)
class Counting:
    """The expressions over one table of facts. Each is a table of whole numbers by service and period."""

    faults: Any
    cells: Any
    records: Any
    pairs: Any
    heard: Any
    voices: Any
    groups: Any
    team: Any
    aside: Any


def expressions(facts: Any, signals: Sequence[Signal], keep: Keep) -> Counting:
    """All expressions over `facts`, which has the columns of a fact file. `keep`: how the engine keeps a table that is used again."""
    import ibis  # noqa: PLC0415 - heavy, and no page ever needs it

    week = facts.week
    dated = facts.mutate(
        period=(week.year() * 4 + week.quarter() - 1).cast("int64"),
        # Weeks since a Monday long ago, so that weeks can be compared as whole numbers on every engine; and the month of the
        # quarter beside it, which the week says.
        told=(((week.epoch_days() - 4) // 7) * 3 + (week.month() - 1) % 3).cast("int64"),
    )
    contacts = keep("contacts", _contacts(dated))
    said = keep("said", _said(dated))
    marked = keep("marked", written(dated, contacts, signals, ibis))
    touched = keep("touched", _touched(said))
    return Counting(
        faults=_faults(dated),
        cells=_cells(said, ibis),
        records=record_cells(marked, signals),
        pairs=_pairs(said, marked, signals, ibis),
        heard=_heard(contacts, touched),
        voices=_voices(said),
        groups=_groups(contacts, touched),
        team=_team(dated),
        aside=_aside(dated),
    )


def split_name(month: int, scale: int) -> str:
    """The column of those who said this in this month."""
    return f"month_{month}_said_{scale}"


def _split(rows: Any) -> dict[str, Any]:
    """How many said what in which month."""
    return {
        split_name(month, scale): rows.told.count(where=(rows.told % 3 == month) & (rows.scale == scale))
        for month in range(3)
        for scale in SAID.values()
    }


def _faults(facts: Any) -> Any:
    """How many rows nobody could have written by an action: they are not counted silently, and not left out silently."""
    answer = facts.kind == ANSWER
    wrong = (
        (facts.week.epoch_days() % 7 != 4)
        | (facts.service == "")
        | (answer & (~facts.value.isin(VALUES) | ~facts.viewpoint.isin((PERSON, STAFF)) | (facts.practice == "")))
        | (answer & ~facts.through.isin((*WAYS, SET_ASIDE)))
        | (answer & ~facts.constituency.isin(WHOSE))
        | (answer & (facts.contact == NO_LINK) & (facts.who == NO_LINK))
        | ((facts.kind == CONTACT) & (facts.contact == NO_LINK))
    )
    return facts.aggregate(wrong=wrong.fill_null(True).cast("int64").sum())


def _contacts(facts: Any) -> Any:
    """Each contact once: its kind, and the space it came from, where it came from one."""
    rows = facts.filter(facts.kind == CONTACT)
    return rows.group_by(*BY, "contact").agg(who=rows.who.max(), value=rows.value.max(), told=rows.told.min())


def _said(facts: Any) -> Any:
    """Each answer once: one for a contact, a practice and a viewpoint; without a contact one for a respondent.

    `key`: the contact, or the respondent below zero. `way`: by which way, and as whom, as one bit.
    """
    rows = facts.filter(facts.kind == ANSWER, facts.through != SET_ASIDE)
    rows = rows.mutate(
        scale=rows.value.cases(*SAID.items(), else_=NOTHING_SAID).cast("int64"),
        staff=(rows.viewpoint == STAFF).cast("int64"),
        way=(
            rows.through.cases(*((name, 2 ** (at * len(WHOSE))) for at, name in enumerate(WAYS)), else_=0)
            * rows.constituency.cases(*((name, 2**at) for at, name in enumerate(WHOSE)), else_=0)
        ).cast("int64"),
        key=(rows.contact == NO_LINK).ifelse(-rows.who, rows.contact),
        who=(rows.who == NO_LINK).ifelse(rows.contact, rows.who),
    )
    return rows.group_by(*BY, "practice", "staff", "key").agg(
        # An answer that says something comes before “not relevant”; among those the less rosy one counts.
        scale=rows.scale.min() % NOTHING_SAID,
        who=rows.who.min(),
        told=rows.told.max(),
        way=rows.way.min(),
    )


def _cells(said: Any, ibis: Any) -> Any:
    """For each practice and viewpoint: how many said what in which month, and how many different people that were.

    Of people each respondent once a practice, with their latest answer: a count of answers is a count of people. Staff speak of
    contacts, so each contact counts.
    """
    told = said.filter(said.scale > 0)
    people = told.filter(told.staff == 0)
    # The latest; of two in one week the less rosy.
    once = people.group_by(*BY, "practice", "who").agg(
        last=(people.told * NOTHING_SAID + (NOTHING_SAID - 1 - people.scale)).max()
    )
    once = once.mutate(told=once["last"] // NOTHING_SAID, scale=NOTHING_SAID - 1 - once["last"] % NOTHING_SAID)
    staff = told.filter(told.staff == 1, told.key > 0)
    parts = (
        (PERSON, once.group_by(*BY, "practice").agg(voices=once.count(), **_split(once))),
        (STAFF, staff.group_by(*BY, "practice").agg(voices=staff.who.nunique(), **_split(staff))),
    )
    return ibis.union(*(part.mutate(viewpoint=ibis.literal(viewpoint)) for viewpoint, part in parts))


def _touched(said: Any) -> Any:
    """Each contact that somebody answered about: whether a person did, and whether staff did."""
    rows = said.filter(said.key > 0)
    return rows.group_by(*BY, contact=rows.key).agg(person=(1 - rows.staff).max(), staff=rows.staff.max())


def _pairs(said: Any, marked: Any, signals: Sequence[Signal], ibis: Any) -> Any:
    """Contacts by what staff, the person and the record said of them; −1 where the record cannot say."""
    key = (*BY, "practice", "contact")
    told = said.filter(said.key > 0, said.scale > 0).rename(contact="key")
    person = told.filter(told.staff == 0).select(*key, person="scale")
    staff = told.filter(told.staff == 1).select(*key, staff="scale")
    both = person.inner_join(staff, key)
    both = both.left_join(marked.select(*BY, "contact", "seen"), (*BY, "contact"))
    both = both.mutate(
        person_yes=(both.person == 3).cast("int64"),
        staff_yes=(both.staff == 3).cast("int64"),
        record_yes=record_said(both, signals, ibis),
    )
    return both.group_by(*BY, "practice", "person_yes", "staff_yes", "record_yes").agg(count=both.count())


def _heard(contacts: Any, touched: Any) -> Any:
    """How many contacts there were, of how many a person answered, and of how many of those staff did too."""
    both = contacts.select(*BY).mutate(contacts=1, answered=0, linked=0)
    heard = touched.select(*BY, contacts=0 * touched.person, answered="person", linked=touched.person * touched.staff)
    rows = both.cast(dict.fromkeys(("contacts", "answered", "linked"), "int64")).union(heard)
    return rows.group_by(*BY).agg(contacts=rows.contacts.sum(), answered=rows.answered.sum(), linked=rows.linked.sum())


def _voices(said: Any) -> Any:
    """How many different respondents there were, by viewpoint and by the ways in which they answered, as bits."""
    each = said.group_by(*BY, "staff", "who").agg(ways=bits_of()(said.way))
    return each.group_by(*BY, "staff", "ways").agg(count=each.count())


def ways_in(bits: int) -> list[tuple[str, str]]:
    """The ways, and as whom, that these bits stand for."""
    each = [(way, whose) for way in WAYS for whose in WHOSE]
    return [each[at] for at in range(len(each)) if bits >> at & 1]


def _groups(contacts: Any, touched: Any) -> Any:
    """Contacts by their kind, by the month, and by whether they came from a space; and of how many of each a person answered."""
    rows = contacts.left_join(touched.select(*BY, "contact", did="person"), (*BY, "contact"))
    rows = rows.mutate(month=rows.told % 3, from_space=(rows.who != NO_LINK).cast("int64"), did=rows.did.fill_null(0))
    return rows.group_by(*BY, "value", "month", "from_space").agg(seen=rows.count(), answered=rows.did.sum())


def _team(facts: Any) -> Any:
    """How many work in the service, as written; the few rows are read when they are here."""
    return facts.filter(facts.kind == TEAM).select(*BY, "value").distinct()


def _aside(facts: Any) -> Any:
    """Answers that were set aside, by how many senders: told, never counted."""
    rows = facts.filter(facts.kind == ANSWER, facts.through == SET_ASIDE)
    return rows.group_by(*BY).agg(count=rows.who.nunique())
