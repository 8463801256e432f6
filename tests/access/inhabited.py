"""A space full of everything, each thing with a word of its own in it that is found again wherever it is shown."""

import zlib
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from alongside.care import models as care
from alongside.care.rules import CommunicationKind, ImportState, LineMark, NeedShared, StoryKind
from alongside.circle import models as circle
from alongside.circle.codes import hash_of
from alongside.circle.rules import Area, MemberState, Standing
from alongside.core import clock
from alongside.core.audit import Outcome
from alongside.core.models import AccessEvent
from alongside.core.viewer import Purpose, bound
from tests.access.oracle import LABELS
from tests.access.rows import save
from tests.factories import Person, Professional, Somebody, a_carer, a_person, a_professional_in

SOON = timedelta(days=30)
STORY_KINDS = (StoryKind.LINE, StoryKind.PAGE, StoryKind.WHOLE, StoryKind.ALSO)
WAYS_OF_TALKING = (CommunicationKind.NEEDS, CommunicationKind.HOW, CommunicationKind.WORDS, CommunicationKind.CONTACT)


@dataclass(frozen=True, eq=False)
class Thing:
    """One thing somebody could be shown: what it is, how closely it is kept, and what stands in its address."""

    sort: str
    id: UUID
    area: str = ""
    label: str = "ordinary"
    ids: dict[str, Any] = field(default_factory=dict)
    # Begun by whoever looks: a conversation, a question, a read-back, a need.
    mine: bool = False
    # What a carer let others read of a need.
    shared: str = ""
    # The conversation a question came from.
    within: "Thing | None" = None
    # Words that a form of its page needs.
    words: dict[str, str] = field(default_factory=dict)


@dataclass
class Inhabited:
    """A person, those who are there beside whoever looks, and every thing of the space."""

    person: Person
    professional: Professional
    carer: Somebody
    professional_member: UUID
    carer_member: UUID
    things: list[Thing] = field(default_factory=list)
    # A word found on a page leads to the thing it stands in.
    words: dict[str, Thing] = field(default_factory=dict)
    link: str = ""

    @property
    def space(self) -> UUID:
        return self.person.space

    def of(self, sort: str) -> list[Thing]:
        return [thing for thing in self.things if thing.sort == sort]

    def one(self, sort: str, label: str = "ordinary") -> Thing:
        return next(thing for thing in self.of(sort) if thing.label == label)

    def put(self, thing: Thing, *said: str) -> Thing:
        """Remember a thing, and the words that stand in it."""
        if thing not in self.things:
            self.things.append(thing)
        self.words |= dict.fromkeys(said, thing)
        return thing

    def word(self) -> str:
        return f"canary{uuid4().hex}"


def inhabit(name: str = "Dawn") -> Inhabited:
    """A space in which everything there can be is there, under every label."""
    person = a_person(name)
    professional, carer = a_professional_in(name="Hannah Other"), a_carer("Jo Other")
    with transaction.atomic(), bound(person.viewer):
        members = [
            circle.Member(
                space_id=person.space,
                account=one.account,
                service=service,
                standing=standing,
                state=MemberState.IN_CIRCLE,
                name=str(one.account),
                role=one.viewer.role,
            )
            for one, service, standing in (
                (professional, professional.service, Standing.PROFESSIONAL),
                (carer, None, Standing.CARER),
            )
        ]
        save(*members)
        here = Inhabited(person, professional, carer, members[0].pk, members[1].pk)
        now = clock.now()
        _story(here)
        _communication(here)
        _notes(here)
        for label in LABELS:
            conversation(here, label=label)
        _questions(here)
        _circle(here, now)
        _link(here, now)
    _of_others(here, now)
    _moments(here)
    return here


def _story(here: Inhabited) -> None:
    for label, kind in zip(LABELS, STORY_KINDS, strict=True):
        said, before = here.word(), here.word()
        part = care.StoryPart(space_id=here.space, kind=kind, label=label, text=f"Part {said}", version=1)
        earlier = care.StoryVersion(part=part, version=0, text=f"Before {before}", by_name="Dawn")
        save(part, earlier)
        words = {"earlier": str(earlier.pk)}
        here.put(Thing("story", part.pk, "story", label, {"kind": kind.value}, words=words), said, before)
        said, called = here.word(), here.word()
        file = care.StoryFile(
            space_id=here.space,
            label=label,
            name=f"{called}.txt",
            media_type="text/plain",
            size=40,
            sha256="0" * 64,
            data=said.encode(),
        )
        save(file)
        here.put(Thing("story-file", file.pk, "story", label, {"file_id": file.pk}), said, called)
    said = here.word()
    meeting = care.Meeting(
        space_id=here.space, member_id=here.professional_member, with_name="Hannah Other", on_day=date.today() + SOON
    )
    back = care.ReadBack(
        space_id=here.space,
        member_id=here.professional_member,
        author=here.professional.account,
        author_name="Hannah Other",
        author_role="psychologist",
        words=f"Understood {said}",
    )
    save(meeting, back)
    here.put(Thing("meeting", meeting.pk, words={"meeting": str(meeting.pk)}))
    here.put(Thing("read-back", back.pk, "story", ids={"read_back_id": back.pk}), said)


def _communication(here: Inhabited) -> None:
    for label, kind in zip(LABELS, WAYS_OF_TALKING, strict=True):
        said, before = here.word(), here.word()
        part = care.CommunicationPart(space_id=here.space, kind=kind, label=label, text=f"Please {said}", version=1)
        earlier = care.CommunicationVersion(part=part, version=0, text=f"Before {before}", by_name="Dawn")
        save(part, earlier)
        words = {"earlier": str(earlier.pk)}
        here.put(
            Thing("communication", part.pk, "communication", label, {"kind": kind.value}, words=words), said, before
        )


def _notes(here: Inhabited) -> None:
    original, called = here.word(), here.word()
    brought = care.NotesImport(
        space_id=here.space, file_name=f"{called}.json", state=ImportState.DONE, sha256=uuid4().hex * 2
    )
    save(brought, care.NotesOriginal(notes=brought, data=zlib.compress(original.encode())))
    here.put(Thing("notes-import", brought.pk, "notes", ids={"notes_id": brought.pk}), original, called)
    for label in LABELS:
        said, marked = here.word(), here.word()
        line = care.NoteLine(
            space_id=here.space,
            notes=brought,
            label=label,
            kind="condition",
            title=f"Back pain {said}",
            source="Invented surgery",
            source_ref=f"Condition/{label}",
            mark=LineMark.NOT_RIGHT,
            mark_words=f"Not so {marked}",
        )
        save(line, care.NoteMark(line=line, mark=LineMark.NOT_RIGHT, words=f"Not so {marked}"))
        here.put(Thing("note-line", line.pk, "notes", label, {"line_id": line.pk}), said, marked)


def conversation(here: Inhabited, *, label: str, mine: UUID | None = None) -> Thing:
    """A conversation with messages, a file, an ask, words not understood. `mine`: the member who began it."""
    subject, first, second, asked, step, name, content, unclear, answer = (here.word() for _ in range(9))
    row = care.Thread(
        space_id=here.space,
        label=label,
        subject=f"About {subject}",
        started_by_id=mine,
        started_by_name="Dawn",
    )
    save(row)
    save(
        care.Participant(
            thread=row,
            member_id=here.professional_member,
            service=here.professional.service,
            name="Hannah Other",
            role="psychologist",
            standing=Standing.PROFESSIONAL,
        )
    )
    messages = [
        care.Message(thread=row, author=here.person.account, author_name="Dawn", words=f"Sent {said}", number=number)
        for number, said in enumerate((first, second), start=1)
    ]
    save(*messages)
    file = care.MessageFile(
        thread=row,
        message=messages[0],
        name=f"{name}.txt",
        media_type="text/plain",
        size=40,
        sha256="0" * 64,
        data=content.encode(),
    )
    ask = care.Ask(
        thread=row,
        message=messages[1],
        words=f"Could you {asked}",
        asked_by_name="Dawn",
        owner_id=here.professional_member,
        owner_name="Hannah Other",
        due_on=date.today() - SOON,
    )
    save(file, ask)
    save(
        care.AskStep(thread=row, ask=ask, state="asked", by_name="Dawn", words=f"Step {step}"),
        care.AskClock(ask=ask.pk, service=here.professional.service, owner_name="Hannah Other", due_on=ask.due_on),
        care.Unclear(
            thread=row,
            message=messages[0],
            words=f"Word {unclear}",
            asked_by_name="Hannah Other",
            answer=f"Means {answer}",
            answered_by_name="Dawn",
            answered_at=clock.now(),
        ),
        care.Seen(thread=row, reader=f"account:{here.professional.account.pk}", name="Hannah Other", number=1),
    )
    thing = Thing("conversation", row.pk, "conversation", label, {"thread_id": row.pk}, mine=mine is not None)
    here.put(thing, subject, first, second, name, unclear, answer)
    ids = {"thread_id": row.pk, "file_id": file.pk}
    here.put(Thing("conversation-file", file.pk, "conversation", label, ids, mine is not None, within=thing), content)
    here.put(Thing("ask", ask.pk, "conversation", label, mine=mine is not None, within=thing), asked, step)
    return thing


def _questions(here: Inhabited) -> None:
    sealed = here.one("conversation", "sealed")
    for label in LABELS:
        question(here, label=label)
    question(here, label="ordinary", within=sealed)
    question(here, label="private", within=sealed)


def question(here: Inhabited, *, label: str, within: Thing | None = None, mine: UUID | None = None) -> Thing:
    """Something nobody knows yet."""
    said, step = here.word(), here.word()
    row = care.Unknown(
        space_id=here.space,
        label=label,
        question=f"Why {said}",
        thread_id=within.id if within else None,
        raised_by_id=mine,
        raised_by_name="Dawn",
    )
    save(row, care.UnknownStep(unknown=row, by_name="Dawn", kind="added", words=f"Heard {step}"))
    thing = Thing("unknown", row.pk, "unknowns", label, {"unknown_id": row.pk}, mine is not None, within=within)
    return here.put(thing, said, step)


def _circle(here: Inhabited, now: datetime) -> None:
    for label in LABELS:
        said = here.word()
        wish = care.Wish(space_id=here.space, label=label, member_id=here.carer_member, words=f"Please {said}")
        save(wish)
        here.put(Thing("wish", wish.pk, "circle", label, {"wish_id": wish.pk}), said)
    for state in (MemberState.INVITED, MemberState.WANTS_IN):
        waiting = circle.Member(
            space_id=here.space, standing=Standing.CARER, state=state, name=f"Waiting {state.value}"
        )
        save(waiting)
        save(
            circle.Invitation(
                member=waiting,
                code_hash=hash_of(f"code-{waiting.pk}"),
                from_name="Dawn",
                for_name="My sister",
                words="Please come in",
                ends_at=now + SOON,
            )
        )
        here.put(Thing("member", waiting.pk, ids={"member_id": waiting.pk}, words={"code": f"code-{waiting.pk}"}))
    for member in (here.professional_member, here.carer_member):
        here.put(Thing("member", member, ids={"member_id": member}))
    here.put(Thing("carer-member", here.carer_member, ids={"member_id": here.carer_member}))
    here.put(Thing("service", here.professional.service.pk, ids={"service_id": here.professional.service.pk}))
    save(
        circle.ConsentChange(
            space_id=here.space, member_id=here.carer_member, at=now, kind="area-opened", area="story", by_name="Dawn"
        )
    )


def _link(here: Inhabited, now: datetime) -> None:
    """Somebody outside with a link to the sealed conversation, who follows it by e-mail."""
    here.link = f"link-{uuid4().hex}"
    thread = here.one("conversation", "sealed")
    outside = circle.Member(
        space_id=here.space,
        standing=Standing.OUTSIDE,
        state=MemberState.IN_CIRCLE,
        name="Sam Outside",
        role="GP, Invented surgery",
        link_hash=hash_of(here.link),
    )
    save(outside)
    present = care.Participant(
        thread_id=thread.id, member=outside, name=outside.name, role=outside.role, standing=Standing.OUTSIDE
    )
    save(
        circle.Grant(
            space_id=here.space,
            member=outside,
            area=Area.CONVERSATION,
            item=thread.id,
            purpose=Purpose.DIRECT_CARE,
            starts_at=now - SOON,
            ends_at=now + SOON,
        ),
        present,
        care.Follower(thread_id=thread.id, member=outside, email="sam@example.test"),
    )
    here.put(Thing("linked", present.pk, ids={"thread_id": thread.id, "participant_id": present.pk}))


def _of_others(here: Inhabited, now: datetime) -> None:
    """What others wrote in their own right: needs of the carer, a look in an emergency, a look, a question about it."""
    with transaction.atomic(), bound(here.carer.viewer):
        for shared in NeedShared:
            said, heard = here.word(), here.word()
            row = care.CarerNeed(
                space_id=here.space,
                member_id=here.carer_member,
                carer_name="Jo Other",
                words=f"Need {said}",
                shared=shared,
            )
            save(row)
            save(care.CarerAnswer(need=row, words=f"Heard {heard}", by_name="Hannah Other"))
            thing = Thing("carer-need", row.pk, ids={"need_id": row.pk}, shared=shared.value)
            here.put(thing, said, heard)
    with transaction.atomic(), bound(here.professional.viewer.for_purpose(Purpose.EMERGENCY)):
        save(
            circle.BreakGlass(
                space_id=here.space,
                account=here.professional.account,
                service=here.professional.service,
                by_name="Hannah Other",
                by_role="psychologist",
                reason="Nobody could reach them",
                starts_at=now - 2 * SOON,
                ends_at=now - SOON,
            )
        )
    with transaction.atomic(), bound(here.person.viewer):
        event = AccessEvent(
            at=now,
            space=here.space,
            actor=here.professional.account.pk,
            actor_name="Hannah Other",
            purpose="direct-care",
            action="story",
            outcome=Outcome.SHOWN,
        )
        event.save(force_insert=True)
        save(circle.LogQuestion(space_id=here.space, event=event.pk, line="A line", question="Why?", due_at=now + SOON))
        here.put(Thing("look", event.pk, ids={"event_id": event.pk}))


def _moments(here: Inhabited) -> None:
    here.put(Thing("moment", uuid4(), ids={"moment": "first-meeting"}))
    here.put(Thing("notes-kind", uuid4(), ids={"kind": "condition"}))
