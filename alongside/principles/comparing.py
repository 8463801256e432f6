"""Two versions side by side: what is the same, what reads differently word by word, what came and what went and why.

It reads no table, and it does not say which is better.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from alongside.principles.catalogue import Practice
from alongside.principles.rules import PracticeState, Viewpoint
from alongside.principles.versions import PracticeHere, Version, seal_of, words_of

_PIECES = re.compile(r"\S+\s*")


class PieceKind(StrEnum):
    SAME = "same"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True)
class Piece:
    """Some words that stayed, went out or came in."""

    kind: PieceKind
    text: str


@dataclass(frozen=True)
class TextDiff:
    """One text that reads differently. `field` is its name, such as `plain`."""

    field: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class PracticeDiff:
    """A practice that is in both and differs. `others`: names of what differs beside the texts."""

    before: PracticeHere
    after: PracticeHere
    texts: tuple[TextDiff, ...]
    others: tuple[str, ...]


@dataclass(frozen=True)
class TitleDiff:
    number: int
    texts: tuple[TextDiff, ...]


@dataclass(frozen=True)
class Comparison:
    """From one version to another. Practices stand in the order of the sets."""

    same: tuple[PracticeHere, ...]
    different: tuple[PracticeDiff, ...]
    added: tuple[PracticeHere, ...]
    dropped: tuple[PracticeHere, ...]
    titles: tuple[TitleDiff, ...]

    @property
    def is_all_the_same(self) -> bool:
        return not (self.different or self.added or self.dropped or self.titles)


class UpstreamKind(StrEnum):
    """What happened in the set that this one grew out of, since somebody here last looked."""

    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class Upstream:
    """One practice that changed upstream. `ours` is None when we never had it, `theirs` when they dropped it."""

    kind: UpstreamKind
    ours: PracticeHere | None
    theirs: PracticeHere | None
    texts: tuple[TextDiff, ...] = ()

    @property
    def id(self) -> str:
        found = self.ours or self.theirs
        assert found is not None
        return found.id

    @property
    def name(self) -> str:
        found = self.ours or self.theirs
        assert found is not None
        return found.practice.name

    @property
    def both_changed(self) -> bool:
        """Whether we had changed it ourselves: then taking theirs puts our words aside."""
        return self.ours is not None and self.ours.state in (PracticeState.ADAPTED, PracticeState.DROPPED)


def word_pieces(before: str, after: str) -> tuple[Piece, ...]:
    """What went out and what came in, word by word."""
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    matcher = SequenceMatcher(None, [one.strip() for one in old], [one.strip() for one in new], autojunk=False)
    pieces: list[Piece] = []
    for what, i, j, k, m in matcher.get_opcodes():
        if what == "equal":
            pieces.append(Piece(PieceKind.SAME, "".join(new[k:m])))
            continue
        if j > i:
            pieces.append(Piece(PieceKind.OUT, "".join(old[i:j]).rstrip()))
        if m > k:
            pieces.append(Piece(PieceKind.IN, "".join(new[k:m]).rstrip()))
    return tuple(pieces)


def text_diffs(before: dict[str, str], after: dict[str, str]) -> tuple[TextDiff, ...]:
    """The texts that differ, in order."""
    return tuple(
        TextDiff(field, word_pieces(text, after[field])) for field, text in before.items() if text != after[field]
    )


def compare(before: Version, after: Version) -> Comparison:
    """From `before` to `after`."""
    old = {one.id: one for one in before.everything}
    new = {one.id: one for one in after.everything}
    same, different = [], []
    for id_, was in old.items():
        now = new.get(id_)
        if now is None or not (was.is_live and now.is_live):
            continue
        if seal_of(was.practice) == seal_of(now.practice):
            same.append(now)
        else:
            different.append(_differs(was, now))
    return Comparison(
        same=tuple(same),
        different=tuple(different),
        added=tuple(one for one in after.everything if one.is_live and not _is_live(old.get(one.id))),
        dropped=tuple(
            _with_reason(one, new.get(one.id))
            for one in before.everything
            if one.is_live and not _is_live(new.get(one.id))
        ),
        titles=_titles(before, after),
    )


def upstream(ours: Version, theirs: Version) -> tuple[Upstream, ...]:
    """What changed in `theirs`, the newest version of the set that `ours` grew out of, and nobody here looked at yet."""
    found = []
    for there in theirs.everything:
        here = ours.find(there.id)
        if here is None:
            if there.is_live:
                found.append(Upstream(UpstreamKind.NEW, None, there))
            continue
        if not there.is_live:
            if here.is_live and here.base_seal:
                found.append(Upstream(UpstreamKind.GONE, here, _with_reason(there, there)))
            continue
        seal = seal_of(there.practice)
        if seal in (here.base_seal, seal_of(here.practice)):
            continue
        texts = text_diffs(words_of(here.practice), words_of(there.practice))
        found.append(Upstream(UpstreamKind.CHANGED, here, there, texts))
    known = {one.id for one in theirs.everything}
    found += [
        Upstream(UpstreamKind.GONE, one, None)
        for one in ours.everything
        if one.is_live and one.base_seal and one.id not in known
    ]
    return tuple(found)


def _is_live(one: PracticeHere | None) -> bool:
    return one is not None and one.is_live


def _with_reason(was: PracticeHere, now: PracticeHere | None) -> PracticeHere:
    return PracticeHere(was.practice, PracticeState.DROPPED, was.base_seal, now.reason if now else "")


def _differs(was: PracticeHere, now: PracticeHere) -> PracticeDiff:
    texts = text_diffs(words_of(was.practice), words_of(now.practice))
    return PracticeDiff(was, now, texts, _other_differences(was.practice, now.practice))


def _other_differences(was: Practice, now: Practice) -> tuple[str, ...]:
    found = []
    if set(was.moments) != set(now.moments):
        found.append("moments")
    if set(was.kinds) != set(now.kinds):
        found.append("kinds")
    if [was.observability.by(view) for view in Viewpoint] != [now.observability.by(view) for view in Viewpoint]:
        found.append("seen")
    if was.observability.signal != now.observability.signal:
        found.append("signal")
    if was.observability.note != now.observability.note:
        found.append("note")
    if was.principle_number != now.principle_number:
        found.append("principle")
    return tuple(found)


def _titles(before: Version, after: Version) -> tuple[TitleDiff, ...]:
    old = {one.number: {"title": one.title, "plain": one.plain} for one in before.set.principles}
    new = {one.number: {"title": one.title, "plain": one.plain} for one in after.set.principles}
    nothing = {"title": "", "plain": ""}
    found = [TitleDiff(n, text_diffs(old.get(n, nothing), new.get(n, nothing))) for n in sorted({*old, *new})]
    return tuple(one for one in found if one.texts)
