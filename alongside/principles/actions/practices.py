"""Adopt, adapt, add or drop one practice of a draft, and answer what changed where the set came from.

Each change says who decided it, when and why, and who saw it otherwise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from alongside.core import clock, typed
from alongside.core.once import once as once_only
from alongside.core.refusal import Refused, insist
from alongside.core.viewer import Viewer
from alongside.core.walls import action
from alongside.principles import refusals as no
from alongside.principles.actions.rows import columns_of, row_of
from alongside.principles.actions.writing import Held, hold_draft, note
from alongside.principles.catalogue import WORDINGS, Observability, Practice, Source
from alongside.principles.comparing import Upstream, UpstreamKind
from alongside.principles.models import SetPractice, SetPrinciple
from alongside.principles.queries.versions import changed_upstream, newest
from alongside.principles.rules import (
    ChangeKind,
    Frame,
    Kind,
    Moment,
    Observed,
    PracticeState,
    Ref,
    Viewpoint,
    next_number,
)
from alongside.principles.versions import PracticeHere, seal_of, words_of

NOBODY_SEES = Observability(Observed.NO, Observed.NO, Observed.NO, "", "")
MOST_PRINCIPLES = 9


@action
def adopt(*, at: Ref, practice: str, frame: Frame, by: Viewer) -> None:
    """Take a practice as the set says it from which this one grew: looked at and found right, or brought back."""
    held = hold_draft(at, by)
    insist(no.why_not_frame(frame, clock.today(), needs_reason=False))
    ours, theirs = held.found.find(practice), _theirs(held, practice)
    if ours is None and theirs is None:
        raise Refused(no.no_such_practice())
    if theirs is not None:
        _put(held, theirs.practice, PracticeState.ADOPTED, seal_of(theirs.practice))
        before = words_of(ours.practice) if ours else dict.fromkeys(WORDINGS, "")
        words = _changed(before, words_of(theirs.practice))
        note(held, ChangeKind.ADOPT, by=by, practice=practice, frame=frame, words=words)
        return
    assert ours is not None
    if ours.is_live:
        raise Refused(no.nothing_to_take())
    back = PracticeState.ADAPTED if ours.practice.source.is_cited or ours.base_seal else PracticeState.NEW
    _put(held, ours.practice, back, ours.base_seal)
    note(held, ChangeKind.ADOPT, by=by, practice=practice, frame=frame)


@action
def adapt(
    *,
    at: Ref,
    practice: str,
    words: Mapping[str, str],
    frame: Frame,
    by: Viewer,
    moments: Sequence[Moment] | None = None,
    kinds: Sequence[Kind] | None = None,
    seen: Mapping[Viewpoint, Observed] | None = None,
    note_on_seeing: str | None = None,
    stands: str = "",
) -> None:
    """Say a practice in other words, for other moments, or ask others about it. What is left out stays as it is.

    `stands`: the seal of the practice as the writer saw it. If it reads otherwise by now, they are told first.
    """
    held = hold_draft(at, by)
    ours = held.found.find(practice)
    if ours is None:
        raise Refused(no.no_such_practice())
    insist(no.why_not_adapt(ours))
    if stands and stands != seal_of(ours.practice):
        raise Refused(no.changed_meanwhile())
    insist(no.why_not_frame(frame, clock.today(), needs_reason=True))
    said = _cleaned({**words_of(ours.practice), **words})
    changed = replace(
        ours.practice,
        **said,
        moments=tuple(moments) if moments is not None else ours.practice.moments,
        kinds=tuple(kinds) if kinds is not None else ours.practice.kinds,
        observability=_seeing(ours.practice.observability, seen, note_on_seeing),
    )
    changed = replace(changed, source=replace(changed.source, moments=changed.moments))
    if not changed.moments or not changed.kinds:
        raise Refused(no.needs_a_moment())
    if not changed.name or not changed.plain:
        raise Refused(no.needs_a_name())
    insist(no.why_not_words(said))
    if seal_of(changed) == seal_of(ours.practice):
        raise Refused(no.nothing_differs())
    state = PracticeState.ADOPTED if seal_of(changed) == ours.base_seal else PracticeState.ADAPTED
    if ours.state is PracticeState.NEW:
        state = PracticeState.NEW
    _put(held, changed, state, ours.base_seal)
    differs = _changed(words_of(ours.practice), words_of(changed))
    note(held, ChangeKind.ADAPT, by=by, practice=practice, frame=frame, words=differs)


@action
def add_practice(
    *,
    at: Ref,
    principle: int,
    words: Mapping[str, str],
    moments: Sequence[Moment],
    kinds: Sequence[Kind],
    frame: Frame,
    by: Viewer,
    seen: Mapping[Viewpoint, Observed] | None = None,
    note_on_seeing: str = "",
    once: str = "",
) -> str:
    """A practice of one's own, under an id that was never used before. Gives the id, such as H1.1.

    `words` by the names in `catalogue.WORDINGS`; name and plain are needed. `seen`: who can see it happen; without it
    nobody is asked about it. `once`: the key of a form, so that one sent twice adds one practice.
    """
    body = {"at": str(at), "principle": principle, **words}

    def add() -> UUID:
        return _add(at, principle, words, moments, kinds, frame, by, seen, note_on_seeing)

    row, _is_new = once_only(once, kind="principles.practice", body=body, by=by, do=add)
    return SetPractice.objects.values_list("practice", flat=True).get(pk=row)


def _add(
    at: Ref,
    principle: int,
    words: Mapping[str, str],
    moments: Sequence[Moment],
    kinds: Sequence[Kind],
    frame: Frame,
    by: Viewer,
    seen: Mapping[Viewpoint, Observed] | None,
    note_on_seeing: str,
) -> UUID:
    held = hold_draft(at, by)
    insist(no.why_not_frame(frame, clock.today(), needs_reason=True))
    if not any(one.number == principle for one in held.found.set.principles):
        raise Refused(no.no_such_principle())
    said = _cleaned({**dict.fromkeys(WORDINGS, ""), **words})
    if not said["name"] or not said["plain"]:
        raise Refused(no.needs_a_name())
    if not moments or not kinds:
        raise Refused(no.needs_a_moment())
    insist(no.why_not_words(said))
    prefix = held.row.own_set.prefix
    taken = SetPractice.objects.filter(set_version__own_set=held.row.own_set).values_list("practice", flat=True)
    made = Practice(
        id=f"{prefix}{principle}.{next_number(taken, prefix, principle)}",
        **said,
        moments=tuple(moments),
        kinds=tuple(kinds),
        observability=_seeing(NOBODY_SEES, seen, note_on_seeing),
        source=Source(principle, tuple(moments), 0, 0),
    )
    _put(held, made, PracticeState.NEW, "")
    note(held, ChangeKind.NEW, by=by, practice=made.id, frame=frame, words={f: ["", t] for f, t in said.items() if t})
    return SetPractice.objects.values_list("pk", flat=True).get(set_version=held.row, practice=made.id)


@action
def drop(*, at: Ref, practice: str, frame: Frame, by: Viewer) -> None:
    """Leave a practice out. It stays readable, with the reason; its id is never used for anything else."""
    held = hold_draft(at, by)
    ours = held.found.find(practice)
    if ours is None:
        raise Refused(no.no_such_practice())
    if not ours.is_live:
        raise Refused(no.already_dropped())
    insist(no.why_not_frame(frame, clock.today(), needs_reason=True))
    _put(held, ours.practice, PracticeState.DROPPED, ours.base_seal, frame.reasons.strip())
    note(held, ChangeKind.DROP, by=by, practice=practice, frame=frame)


@action
def keep_ours(*, at: Ref, practice: str, frame: Frame, by: Viewer) -> None:
    """Something changed where the set came from. We looked, and keep what we have."""
    held = hold_draft(at, by)
    insist(no.why_not_frame(frame, clock.today(), needs_reason=True))
    changed: Upstream | None = next((one for one in changed_upstream(held.found) if one.id == practice), None)
    if changed is None:
        raise Refused(no.nothing_changed_there())
    ours = changed.ours
    if changed.kind is UpstreamKind.NEW:
        assert changed.theirs is not None
        _put(
            held,
            changed.theirs.practice,
            PracticeState.DROPPED,
            seal_of(changed.theirs.practice),
            frame.reasons.strip(),
        )
        note(held, ChangeKind.DROP, by=by, practice=practice, frame=frame)
        return
    assert ours is not None
    seal = "" if changed.kind is UpstreamKind.GONE or changed.theirs is None else seal_of(changed.theirs.practice)
    state = ours.state if ours.state is PracticeState.DROPPED else PracticeState.ADAPTED
    _put(held, ours.practice, state, seal, ours.reason)
    note(held, ChangeKind.KEEP_OURS, by=by, practice=practice, frame=frame)


@action
def say_principle(*, at: Ref, number: int, title: str, plain: str, reasons: str, by: Viewer) -> None:
    """Say the title of a principle in other words."""
    held = hold_draft(at, by)
    insist(no.why_not_reason(reasons))
    said = _cleaned({"title": title, "plain": plain})
    if not said["title"] or not said["plain"]:
        raise Refused(no.needs_a_name())
    insist(no.why_not_words(said))
    row = SetPrinciple.objects.filter(set_version=held.row, number=number).first()
    if row is None:
        raise Refused(no.no_such_principle())
    words = _changed({"title": row.title, "plain": row.plain}, said)
    if not words:
        raise Refused(no.nothing_differs())
    row.title, row.plain = said["title"], said["plain"]
    row.save()
    note(held, ChangeKind.RETITLE, by=by, practice=str(number), reasons=reasons, words=words)


@action
def add_principle(*, at: Ref, title: str, plain: str, reasons: str, by: Viewer) -> int:
    """One more principle, under which practices of one's own may stand. Gives its number."""
    held = hold_draft(at, by)
    insist(no.why_not_reason(reasons))
    said = _cleaned({"title": title, "plain": plain})
    if not said["title"] or not said["plain"]:
        raise Refused(no.needs_a_name())
    insist(no.why_not_words(said))
    number = max((one.number for one in held.found.set.principles), default=0) + 1
    if number > MOST_PRINCIPLES:
        raise Refused(no.too_many_principles())
    SetPrinciple.objects.create(set_version=held.row, number=number, **said)
    note(
        held,
        ChangeKind.RETITLE,
        by=by,
        practice=str(number),
        reasons=reasons,
        words={field: ["", text] for field, text in said.items()},
    )
    return number


def _theirs(held: Held, practice: str) -> PracticeHere | None:
    """The practice in the newest version of the set from which this one grew, if it is live there."""
    assert held.found.parent is not None
    parent = newest(held.found.parent.set_id)
    found = parent.find(practice) if parent else None
    return found if found is not None and found.is_live else None


def _put(held: Held, practice: Practice, state: PracticeState, base_seal: str, why_dropped: str = "") -> None:
    """Write a practice into its row, or into a new one at the end."""
    row = SetPractice.objects.filter(set_version=held.row, practice=practice.id).first()
    if row is None:
        place = SetPractice.objects.filter(set_version=held.row).count()
        row_of(practice, held.row, state=state, base_seal=base_seal, place=place, why_dropped=why_dropped).save()
        return
    for column, value in columns_of(practice).items():
        setattr(row, column, value)
    row.state, row.base_seal, row.why_dropped = state, base_seal, why_dropped
    row.save()


def _seeing(
    before: Observability, seen: Mapping[Viewpoint, Observed] | None, note_on_seeing: str | None
) -> Observability:
    if seen is not None:
        record = seen.get(Viewpoint.RECORD, before.record)
        before = Observability(
            person=seen.get(Viewpoint.PERSON, before.person),
            staff=seen.get(Viewpoint.STAFF, before.staff),
            record=record,
            signal=before.signal if record is not Observed.NO else "",
            note=before.note,
        )
    return before if note_on_seeing is None else replace(before, note=typed.one_line(note_on_seeing))


def _cleaned(words: Mapping[str, str]) -> dict[str, str]:
    """Texts on one line each, without anything invisible. Names that no practice has are left out."""
    return {field: typed.one_line(text) for field, text in words.items() if field in (*WORDINGS, "title")}


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, list[str]]:
    return {field: [before.get(field, ""), text] for field, text in after.items() if text != before.get(field, "")}
