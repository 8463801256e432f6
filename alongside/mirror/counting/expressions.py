"""The one set of expressions from facts to cells. The same on every engine: whole numbers only, nothing depends on the order of rows.

Nothing here is shown to anybody. A contact, or an answer to it, counts once however often it was sent.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from alongside.mirror.catalogue import Signal
from alongside.mirror.counting.files import ANSWER, CONTACT, SET_ASIDE, TEAM, VALUES

PERSON, STAFF, RECORD = "person", "staff", "record"
# What an answer is worth when two about one contact differ: the less rosy one counts, so nobody lifts a mark by sending twice.
SAID = {"no": 1, "partly": 2, "yes": 3}
Keep = Callable[[str, Any], Any]
BY_CELL = ("service", "period", "practice", "viewpoint")


@dataclass(frozen=True)
class Counting:
    """The expressions over one table of facts. Each is a table of whole numbers by service and period."""

    faults: Any
    cells: Any
    pairs: Any
    heard: Any
    through: Any
    groups: Any
    team: Any
    aside: Any


def expressions(facts: Any, signals: Sequence[Signal], keep: Keep) -> Counting:
    """All expressions over `facts`, which has the columns of a fact file. `keep`: how the engine keeps a table that is used again."""
    import ibis  # noqa: PLC0415 - heavy, and no page ever needs it

    week = facts.week
    dated = facts.mutate(
        period=(week.year() * 4 + (week.month() - 1) // 3).cast("int64"),
        month=((week.month() - 1) % 3).cast("int64"),
        # Weeks since a Monday long ago, so that weeks can be compared as whole numbers on every engine.
        number=((week.epoch_days() - 4) // 7).cast("int64"),
    )
    contacts = keep("contacts", _contacts(dated))
    said = keep("said", _said(dated, ibis))
    written = _written(dated, contacts, signals, keep, ibis)
    voiced = _voiced(said)
    by_contact = said.filter(said.by_contact, said.scale > 0)
    answers = voiced.union(
        by_contact.filter(by_contact.viewpoint == STAFF).select(*BY_CELL, "month", "scale", "who"),
        written.mutate(viewpoint=ibis.literal(RECORD)).select(*BY_CELL, "month", "scale", "who"),
    )
    return Counting(
        faults=_faults(dated),
        cells=_cells(answers, ibis),
        pairs=_pairs(by_contact, written),
        heard=_heard(contacts, said, ibis),
        through=_through(said),
        groups=_groups(contacts, said, ibis),
        team=_team(dated),
        aside=_aside(dated),
    )


def _cells(answers: Any, ibis: Any) -> Any:
    """For each practice and viewpoint: how many said what in which month, and how many different people that were."""

    def split(rows: Any) -> dict[str, Any]:
        return {
            split_name(month, scale): ((rows.month == month) & (rows.scale == scale)).sum()
            for month in range(3)
            for scale in SAID.values()
        }

    # People stand there once each already; telling apart who said it is the dearest part.
    people = answers.filter(answers.viewpoint == PERSON)
    others = answers.filter(answers.viewpoint != PERSON)
    return ibis.union(
        people.group_by(*BY_CELL).agg(voices=people.count(), **split(people)),
        others.group_by(*BY_CELL).agg(voices=others.who.nunique(), **split(others)),
    )


def split_name(month: int, scale: int) -> str:
    """The column of those who said this in this month."""
    return f"month_{month}_said_{scale}"


def _faults(facts: Any) -> Any:
    """How many rows nobody could have written by an action: they are not counted silently, and not left out silently."""
    answer = facts.kind == ANSWER
    wrong = (
        (facts.week.epoch_days() % 7 != 4)
        | (facts.service == "")
        | (answer & (~facts.value.isin(VALUES) | ~facts.viewpoint.isin((PERSON, STAFF)) | (facts.practice == "")))
        | (answer & (facts.contact == "") & (facts.who == ""))
        | ((facts.kind == CONTACT) & (facts.contact == ""))
    )
    return facts.aggregate(wrong=wrong.fill_null(True).cast("int64").sum())


def _contacts(facts: Any) -> Any:
    """Each contact once: its kind, and the space it came from, where it came from one."""
    rows = facts.filter(facts.kind == CONTACT)
    return rows.group_by("service", "period", "contact").agg(
        who=rows.who.max(),
        value=rows.value.max(),
        through=rows.through.max(),
        number=rows.number.min(),
        month=rows.month.min(),
    )


def _said(facts: Any, ibis: Any) -> Any:
    """Each answer once: one for a contact, a practice and a viewpoint; without a contact one for a respondent."""
    rows = facts.filter(facts.kind == ANSWER, facts.through != SET_ASIDE)
    rows = rows.mutate(
        scale=rows.value.cases(*SAID.items(), else_=0),
        by_contact=rows.contact != "",
        key=(rows.contact == "").ifelse(ibis.literal("who ") + rows.who, rows.contact),
        who=(rows.who == "").ifelse(rows.contact, rows.who),
    )
    return rows.group_by(*BY_CELL, "key").agg(
        # An answer that says something comes before “not relevant”; among those the less rosy one counts.
        scale=((4 - (rows.scale == 0).ifelse(0, 4 - rows.scale).max()) % 4).cast("int64"),
        by_contact=rows.by_contact.max(),
        who=rows.who.min(),
        number=rows.number.max(),
        month=rows.month.max(),
        through=rows.through.min(),
        constituency=rows.constituency.min(),
    )


def _voiced(said: Any) -> Any:
    """Of people each respondent once a practice, with their latest answer: a count of answers is a count of people."""
    rows = said.filter(said.viewpoint == PERSON, said.scale > 0)
    rows = rows.mutate(last=(rows.number * 4 + (3 - rows.scale)) * 3 + rows.month)
    once = rows.group_by(*BY_CELL, "who").agg(last=rows.last.max())
    once = once.mutate(month=(once["last"] % 3).cast("int64"), scale=(3 - (once["last"] // 3) % 4).cast("int64"))
    return once.select(*BY_CELL, "month", "scale", "who")


def _written(facts: Any, contacts: Any, signals: Sequence[Signal], keep: Keep, ibis: Any) -> Any:
    """For each contact that came from a space, and each signal: whether it was written down (3) or not (1).

    Contacts and facts of their spaces are laid side by side once, for all signals together.
    """
    met = contacts.filter(contacts.who != "")
    kinds = sorted({kind for signal in signals for kind in (*signal.written, *signal.of)})
    records = facts.filter(facts.kind.isin(kinds), facts.who != "").select("who", kind="kind", told="number").distinct()
    beside = met.left_join(records, "who")
    beside = beside.mutate(apart=beside.told - beside.number)
    marks = {}
    for at, signal in enumerate(signals):
        near = (beside.apart >= -signal.weeks_before) & (beside.apart <= signal.weeks_after)
        marks[f"done_{at}"] = _ever(near & beside.kind.isin(signal.written))
        marks[f"asked_{at}"] = _ever(near & beside.kind.isin(signal.of)) if signal.of else ibis.literal(1, type="int64")
    by = ("service", "period", "contact", "who", "month")
    wide = keep("marked", beside.group_by(*by).agg(**marks))
    parts = [
        wide.filter(wide[f"asked_{at}"] == 1).select(
            *by, practice=ibis.literal(signal.practice), scale=(wide[f"done_{at}"] * 2 + 1).cast("int64")
        )
        for at, signal in enumerate(signals)
    ]
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _ever(this: Any) -> Any:
    """1 where this was so at least once, else 0."""
    return this.fill_null(False).cast("int64").max()


def _pairs(by_contact: Any, written: Any) -> Any:
    """Contacts by what staff, the person and the record said of them; −1 where the record cannot say."""
    key = ("service", "period", "practice", "contact")
    person = by_contact.filter(by_contact.viewpoint == PERSON).select(*key[:3], contact="key", person="scale")
    staff = by_contact.filter(by_contact.viewpoint == STAFF).select(*key[:3], contact="key", staff="scale")
    both = person.inner_join(staff, key)
    both = both.left_join(written.select(*key, record="scale"), key)
    both = both.mutate(
        person_yes=(both.person == 3).cast("int64"),
        staff_yes=(both.staff == 3).cast("int64"),
        record_yes=(both.record == 3).cast("int64").fill_null(-1),
    )
    return both.group_by("service", "period", "practice", "person_yes", "staff_yes", "record_yes").agg(
        count=both.count()
    )


def _heard(contacts: Any, said: Any, ibis: Any) -> Any:
    """How many contacts there were, of how many a person answered, of how many both answered; how many people and staff."""
    by = ("service", "period")
    answered = _answered(said, PERSON)
    linked = answered.semi_join(_answered(said, STAFF), (*by, "contact"))
    parts = (
        contacts.group_by(*by).agg(count=contacts.count()).mutate(what=ibis.literal("contacts")),
        answered.group_by(*by).agg(count=answered.count()).mutate(what=ibis.literal("answered")),
        linked.group_by(*by).agg(count=linked.count()).mutate(what=ibis.literal("linked")),
        said.group_by(*by, "viewpoint").agg(count=said.who.nunique()).rename(what="viewpoint"),
    )
    return ibis.union(*(part.select(*by, "what", "count") for part in parts))


def _answered(said: Any, viewpoint: str) -> Any:
    rows = said.filter(said.by_contact, said.viewpoint == viewpoint)
    return rows.select("service", "period", contact="key").distinct()


def _through(said: Any) -> Any:
    """By which way people answered, and as whom: each respondent once in each."""
    rows = said.filter(said.viewpoint == PERSON)
    return rows.group_by("service", "period", "through", "constituency").agg(count=rows.who.nunique())


def _groups(contacts: Any, said: Any, ibis: Any) -> Any:
    """Contacts by their kind and by the month, and of how many of each a person answered."""
    key = ("service", "period", "contact")
    answered = _answered(said, PERSON).mutate(did=ibis.literal(1, type="int64"))
    rows = contacts.left_join(answered, key)
    rows = rows.mutate(
        did=rows.did.fill_null(0), month=rows.month.cast("string"), way=(rows.who == "").ifelse("other", "space")
    )
    parts = [
        rows.group_by("service", "period", key=rows[column])
        .agg(seen=rows.count(), answered=rows.did.sum())
        .mutate(group=ibis.literal(group))
        for group, column in (("kind", "value"), ("month", "month"), ("way", "way"))
    ]
    return ibis.union(*(part.select("service", "period", "group", "key", "seen", "answered") for part in parts))


def _team(facts: Any) -> Any:
    """How many work in the service, as written; the few rows are read when they are here."""
    return facts.filter(facts.kind == TEAM).select("service", "period", "value").distinct()


def _aside(facts: Any) -> Any:
    """Answers that were set aside, by how many senders: told, never counted."""
    rows = facts.filter(facts.kind == ANSWER, facts.through == SET_ASIDE)
    return rows.group_by("service", "period").agg(count=rows.who.nunique())
