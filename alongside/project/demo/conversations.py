"""Conversations: who is let in and when, what is said, what is asked and what becomes of it, links for people outside."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from alongside.care.actions import asks, conversation, links, participants
from alongside.care.actions.asks import NewAsk
from alongside.care.models import Ask, Participant
from alongside.circle.rules import Area, Standing
from alongside.core import clock
from alongside.project.demo import earlier
from alongside.project.demo.cast import Cast
from alongside.project.demo.circles import still_ahead
from alongside.project.demo.looks import look_behind_link, look_into
from alongside.project.demo.play import Play, Turn


def tell(play: Play, cast: Cast, whole: dict[str, Any]) -> None:
    """Every conversation of one space."""
    for thread in whole["threads"]:
        _tell_thread(play, cast, whole["person"], thread)


def _tell_thread(play: Play, cast: Cast, person: str, thread: dict[str, Any]) -> None:
    slug, opened = thread["slug"], play.when(thread["opened"])
    play.then(opened, slug, partial(_start, cast, person, thread), Turn.CONSENT)
    for row in thread["members"]:
        begins, ends = max(opened, play.when(row["from"], "from")), play.when(row["until"], "until")
        who, place = row["who"], f"{slug}: {row['who']}"
        play.then(begins, place, partial(_let_in, cast, person, slug, who, begins, ends), Turn.CONSENT)
        play.then(ends, place, partial(_is_over, cast, person, slug, who, begins, ends), Turn.ENDED)
    for row in thread.get("outside", []):
        _tell_link(play, cast, person, slug, row)
    for message in thread["messages"]:
        at = play.when(message["at"])
        play.then(at, f"{slug}: {message['from']}", partial(_send, play, cast, person, slug, message, at))
        if "ask" in message:
            _tell_steps(play, cast, person, slug, message)
        for mark in message.get("unclear", []):
            _tell_unclear(play, cast, person, slug, message, mark)


def _start(cast: Cast, person: str, thread: dict[str, Any]) -> None:
    with cast.acting(person, person) as (viewer, footing):
        cast.things[thread["slug"]] = conversation.start(footing=footing, subject=thread["subject"], by=viewer)


def _let_in(cast: Cast, person: str, slug: str, who: str, begins: datetime, ends: datetime) -> None:
    with cast.acting(person, person) as (viewer, footing):
        participants.add(
            footing=footing,
            thread=cast.things[slug],
            member=cast.members[person, who],
            until=still_ahead(cast, begins, ends),
            by=viewer,
        )


def _is_over(cast: Cast, person: str, slug: str, who: str, begins: datetime, ends: datetime) -> None:
    earlier.let_consent_end(
        member=cast.members[person, who], area=Area.CONVERSATION, item=cast.things[slug], began=begins, at=ends
    )


def _send(play: Play, cast: Cast, person: str, slug: str, message: dict[str, Any], at: datetime) -> None:
    asked = message.get("ask")
    due = play.when(asked["by_when"], "by_when").date() if asked else None
    new = None
    if asked and due:
        owner, wants = cast.key_of(person, asked["to"]), asked.get("wants", "")
        new = NewAsk(owner, as_far_ahead_as_then(due, at), wants)
    answers = cast.things[message["answers"]] if "answers" in message else None
    ended: tuple[UUID, date] | None = None
    if answers is not None:
        was_due = Ask.objects.for_viewer(cast.viewer(person, person)).get(pk=answers).due_on
        earlier.let_day_be(ask=answers, due_on=as_far_ahead_as_then(was_due, at))
        ended = answers, was_due
    with cast.in_thread(person, message["from"]) as (viewer, footing):
        sent = conversation.send(
            footing=footing,
            thread=cast.things[slug],
            words=message["text"],
            ask=new,
            answers=answers,
            by=viewer,
        )
        if asked and due:
            cast.things[asked["slug"]] = Ask.objects.for_viewer(viewer).get(message=sent).pk
            earlier.let_day_be(ask=cast.things[asked["slug"]], due_on=due)
        cast.things[f"{slug} {message['at']}"] = sent
    if ended:
        earlier.let_day_be(ask=ended[0], due_on=ended[1])


def as_far_ahead_as_then(due: date, at: datetime) -> date:
    """A day that an action takes, seen from today as `due` was seen from `at`. `earlier.let_day_be` puts it right."""
    return clock.today() + (due - at.date())


def _tell_steps(play: Play, cast: Cast, person: str, slug: str, message: dict[str, Any]) -> None:
    asked = message["ask"]
    for step in asked["steps"]:
        do = partial(_step, cast, person, slug, asked["slug"], step)
        play.then(play.when(step["at"]), f"{asked['slug']}: {step['state']}", do)


def _step(cast: Cast, person: str, slug: str, ask: str, step: dict[str, Any]) -> None:
    who, thread = step["by"], cast.things[slug]
    if step["state"] == "seen":
        read(cast, person, slug, who)
        return
    with cast.in_thread(person, who) as (viewer, footing):
        version = Ask.objects.for_viewer(viewer).get(pk=cast.things[ask]).version
        which = {"footing": footing, "thread": thread, "ask": cast.things[ask], "version": version, "by": viewer}
        note = step.get("note", "")
        if step["state"] == "working":
            asks.work_on(words=note, **which)
        elif step["state"] == "passed":
            asks.pass_on(to=cast.key_of(person, step["to"]), words=note, **which)
        else:
            asks.say_cannot(because=step["because"], **which)


def read(cast: Cast, person: str, slug: str, who: str) -> None:
    """Somebody opens a conversation and reads to its end. It stands in the log, as every look does."""
    thread = cast.things[slug]
    if cast.is_outside(who):
        with cast.behind_link(who) as (viewer, here):
            links.say_read(here=here, by=viewer)
        return
    with cast.acting(person, who) as (viewer, footing):
        conversation.mark_read(footing=footing, thread=thread, by=viewer)
        look_into(viewer, footing, thread)


def _tell_unclear(
    play: Play, cast: Cast, person: str, slug: str, message: dict[str, Any], mark: dict[str, Any]
) -> None:
    place = f"{slug}: {mark['words']}"
    play.then(play.when(mark["at"]), place, partial(_ask_what_it_means, cast, person, slug, message, mark))
    if "means" in mark:
        do = partial(_explain, cast, person, slug, message, mark)
        play.then(play.when(mark["explained"]), place, do)


def _ask_what_it_means(cast: Cast, person: str, slug: str, message: dict[str, Any], mark: dict[str, Any]) -> None:
    with cast.acting(person, person) as (viewer, footing):
        row = conversation.ask_what_it_means(
            footing=footing, thread=cast.things[slug], message=_of(cast, slug, message), words=mark["words"], by=viewer
        )
        cast.things[f"{slug} {mark['words']}"] = row.pk


def _explain(cast: Cast, person: str, slug: str, message: dict[str, Any], mark: dict[str, Any]) -> None:
    with cast.acting(person, message["from"]) as (viewer, footing):
        conversation.explain(
            footing=footing,
            thread=cast.things[slug],
            unclear=cast.things[f"{slug} {mark['words']}"],
            answer=mark["means"],
            by=viewer,
        )


def _of(cast: Cast, slug: str, message: dict[str, Any]) -> UUID:
    return cast.things[f"{slug} {message['at']}"]


def _tell_link(play: Play, cast: Cast, person: str, slug: str, row: dict[str, Any]) -> None:
    """A link is the person's to make. Somebody else in the conversation suggests it, and the person says yes."""
    who, sent = row["slug"], play.when(row["link_sent"])
    weeks = (play.when(row["link_until"]) - sent).days // 7
    if row["sent_by"] != person:
        play.then(sent - timedelta(minutes=20), f"{slug}: {who}", partial(_suggest, cast, person, slug, row))
    play.then(sent, f"{slug}: {who}", partial(_make_link, cast, person, slug, row, weeks, sent))
    over = sent + timedelta(weeks=weeks)
    play.then(over, f"{slug}: {who}", partial(_is_over, cast, person, slug, who, sent, over), Turn.ENDED)
    for number, opened in enumerate(row["opened"]):
        do = partial(_open_link, cast, slug, row, first=number == 0)
        play.then(play.when(opened), f"{slug}: {who}", do, Turn.CONSENT)
    if "revoked" in row:
        play.then(play.when(row["revoked"]), f"{slug}: {who}", partial(_end_link, cast, person, slug, who))


def _suggest(cast: Cast, person: str, slug: str, row: dict[str, Any]) -> None:
    with cast.acting(person, row["sent_by"]) as (viewer, footing):
        made = participants.suggest(
            footing=footing,
            thread=cast.things[slug],
            name=row["name"],
            role=f"{row['role']}, {row['organisation']}",
            by=viewer,
        )
        cast.things[f"suggested {row['slug']}"] = made.pk


def _make_link(cast: Cast, person: str, slug: str, row: dict[str, Any], weeks: int, sent: datetime) -> None:
    who = row["slug"]
    with cast.acting(person, person) as (viewer, footing):
        cast.codes[who] = links.make_link(
            footing=footing,
            thread=cast.things[slug],
            weeks=weeks,
            name=row["name"],
            role=f"{row['role']}, {row['organisation']}",
            suggestion=cast.things.get(f"suggested {who}"),
            by=viewer,
        )
        places = Participant.objects.for_viewer(viewer).filter(thread=cast.things[slug], standing=Standing.OUTSIDE)
        member = cast.members[person, who] = places.get(name=row["name"]).member_id
    if sent + timedelta(weeks=weeks) > cast.now:
        # It still works: its end counts from the day on which it was made.
        ends = sent + timedelta(weeks=weeks)
        just_now = clock.now() - timedelta(seconds=20)
        earlier.let_consent_end(member=member, area=Area.CONVERSATION, item=cast.things[slug], began=just_now, at=ends)


def _open_link(cast: Cast, slug: str, row: dict[str, Any], *, first: bool) -> None:
    who = row["slug"]
    look_behind_link(cast, who)
    if not first:
        return
    with cast.behind_link(who) as (viewer, here):
        known = links.say_who(
            here=here, name=row["name"], role=row["role"], organisation=row["organisation"], by=viewer
        )
        if row["follows_by_email"]:
            links.follow(here=here, email=row["email"], by=known)


def _end_link(cast: Cast, person: str, slug: str, who: str) -> None:
    with cast.acting(person, person) as (viewer, footing):
        rows = Participant.objects.for_viewer(viewer).filter(thread=cast.things[slug])
        place = rows.get(member=cast.members[person, who])
        links.end_link(footing=footing, thread=cast.things[slug], participant=place.pk, by=viewer)
