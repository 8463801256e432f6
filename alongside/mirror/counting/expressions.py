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
BY_CELL = ("service", "period", "practice", "viewpoint")


@dataclass(frozen=True)
class Counting:
    """The expressions over one table of facts. Each is a table of whole numbers by service and period."""

    faults: Any
    cells: Any
    voices: Any
    pairs: Any
    heard: Any
    through: Any
    groups: Any
    team: Any
    aside: Any


def expressions(facts: Any, signals: Sequence[Signal], keep: Callable[[str, Any], Any]) -> Counting:
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
    written = keep("written", _written(dated, contacts, signals, ibis))
    voiced = _voiced(said)
    by_contact = said.filter(said.by_contact, said.scale > 0)
    answers = voiced.union(
        by_contact.filter(by_contact.viewpoint == STAFF).select(*BY_CELL, "month", "scale", "who"),
        written.mutate(viewpoint=ibis.literal(RECORD)).select(*BY_CELL, "month", "scale", "who"),
    )
    return Counting(
        faults=_faults(dated),
        cells=answers.group_by(*BY_CELL, "month", "scale").agg(count=answers.count()),
        voices=answers.group_by(*BY_CELL).agg(count=answers.who.nunique()),
        pairs=_pairs(by_contact, written),
        heard=_heard(contacts, said, ibis),
        through=_through(said),
        groups=_groups(contacts, said, ibis),
        team=_team(dated),
        aside=_aside(dated),
    )


def _faults(facts: Any) -> Any:
    """How many rows nobody could have written by an action: they are not counted silently, and not left out silently."""
    answer = facts.kind == ANSWER
    wrong = (
        (facts.week.epoch_days() % 7 != 4)
        | (facts.service == "")
        | (answer & (~facts.value.isin(VALUES) | ~facts.viewpoint.isin((PERSON, STAFF)) | (facts.practice == "")))
        | (answer & (facts.contact == "") & (facts.who == ""))
        | ((facts.kind == CONTACT) & (facts.contact == ""))
        | ((facts.kind == TEAM) & ~facts.value.re_search("^[0-9]{1,5}$"))
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


def _written(facts: Any, contacts: Any, signals: Sequence[Signal], ibis: Any) -> Any:
    """For each contact that came from a space, and each signal: whether it was written down (3) or not (1)."""
    met = contacts.filter(contacts.who != "")
    records = facts.filter(~facts.kind.isin((CONTACT, ANSWER, TEAM)), facts.who != "").select("kind", "who", "number")
    parts = [_one_signal(met, records.distinct(), signal, ibis) for signal in signals]
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _one_signal(met: Any, records: Any, signal: Signal, ibis: Any) -> Any:
    asked = met
    if signal.of:
        asked = met.semi_join(_near(met, records, signal.of, signal), "contact")
    done = _near(met, records, signal.written, signal).mutate(done=ibis.literal(1, type="int64"))
    joined = asked.left_join(done, "contact")
    return joined.select(
        "service",
        "period",
        practice=ibis.literal(signal.practice),
        contact=joined.contact,
        who=joined.who,
        month=joined.month,
        scale=(joined.done.fill_null(0) * 2 + 1).cast("int64"),
    )


def _near(met: Any, records: Any, kinds: Sequence[str], signal: Signal) -> Any:
    """The contacts of whose space one of these kinds was told near enough in time."""
    told = records.filter(records.kind.isin(kinds)).select("who", told="number")
    joined = met.select("contact", "who", "number").inner_join(told, "who")
    near = joined.filter(
        joined.told >= joined.number - signal.weeks_before, joined.told <= joined.number + signal.weeks_after
    )
    return near.select("contact").distinct()


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
    rows = facts.filter(facts.kind == TEAM, facts.value.re_search("^[0-9]{1,5}$"))
    return rows.group_by("service", "period").agg(count=rows.value.cast("int64").max())


def _aside(facts: Any) -> Any:
    """Answers that were set aside, by how many senders: told, never counted."""
    rows = facts.filter(facts.kind == ANSWER, facts.through == SET_ASIDE)
    return rows.group_by("service", "period").agg(count=rows.who.nunique())
