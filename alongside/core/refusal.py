"""A refusal is a sentence: what cannot be done and the way out. One rule serves the guard and the page."""

from dataclasses import dataclass
from typing import Protocol


class Words(Protocol):
    """Text, or a lazy translation: `str()` says it in the language of whoever reads."""

    def __str__(self) -> str: ...


@dataclass(frozen=True)
class Refusal:
    """Why something may not be done, said to the person in front of the screen.

    `kind` is stable and logged; `sentence` and `way_out` are for people and may be lazy translations.
    """

    kind: str
    sentence: Words
    way_out: Words = ""

    def __str__(self) -> str:
        return f"{self.sentence} {self.way_out}".strip()


class Refused(Exception):
    """An action was not allowed. Nothing was written; what was typed is still in the form."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.kind)
        self.refusal = refusal


class Collision(Refused):
    """Somebody else saved first. Both texts are kept; `theirs` is what stands now, `yours` what was typed."""

    def __init__(self, refusal: Refusal, *, theirs: str, yours: str, version: int) -> None:
        super().__init__(refusal)
        self.theirs = theirs
        self.yours = yours
        self.version = version


def insist(refusal: Refusal | None) -> None:
    """Raise `Refused` when a rule gave a reason; do nothing when it gave none."""
    if refusal is not None:
        raise Refused(refusal)
