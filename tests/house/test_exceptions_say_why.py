"""Whatever is taken out of a check says why on its own line: a stranger need not guess, and no exception outlives its reason."""

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2]
ROOMS = ("alongside", "tests", "scripts", "bench")
TAKEN_OUT = re.compile(r"#\s*(?:noqa(?::[\s,A-Z0-9]*[0-9])?|type:\s*ignore(?:\[[^\]]*\])?|pragma:\s*no\s*cover)")
PUT_OFF = re.compile(r"\b(?:skipif|importorskip|xfail)\(")
FEWEST_WORDS = 2


def comments(text: str) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def without_a_reason(text: str) -> list[int]:
    """Lines on which a check is switched off and nobody says why."""
    found = []
    for line, said in comments(text):
        reason = TAKEN_OUT.sub(" ", said)
        if reason != said and len(re.findall(r"[A-Za-z’']{2,}|\ba\b", reason)) < FEWEST_WORDS:
            found.append(line)
    return found


def files() -> list[Path]:
    return [path for room in ROOMS for path in sorted((HOME / room).rglob("*.py")) if "migrations" not in path.parts]


def test_no_check_is_switched_off_without_a_reason_on_its_line() -> None:
    found = [
        f"{path.relative_to(HOME)}:{line}"
        for path in files()
        for line in without_a_reason(path.read_text(encoding="utf-8"))
    ]
    assert not found, "Say why, on the line: " + ", ".join(found)


def test_no_test_is_put_off_without_a_reason() -> None:
    for path in files():
        text = path.read_text(encoding="utf-8")
        for call in PUT_OFF.finditer(text):
            there = text[call.end() : call.end() + 300]
            assert path == Path(__file__) or "reason=" in there, (
                f"{path.relative_to(HOME)}: {call.group()} says no reason"
            )


@pytest.mark.parametrize(
    ("line", "is_bare"),
    [
        ("x = 1  # noqa: F401\n", True),
        ("x = 1  # noqa: F401, PLC0415 - models are ready only now\n", False),
        ("x = 1  # type: ignore[misc, arg-type]\n", True),
        ("x = 1  # type: ignore[arg-type]  # wrong on purpose\n", False),
        ("x = 1  # pragma: no cover\n", True),
        ("x = 1  # noqa: E402  # type: ignore[misc]\n", True),
        ('x = "# noqa"\n', False),
    ],
)
def test_a_reason_is_words_beside_the_mark(line: str, is_bare: bool) -> None:
    assert bool(without_a_reason(line)) is is_bare
