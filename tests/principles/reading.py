"""What the tests of the content share: every text in a value, and its sentences."""

import dataclasses
import re
from collections.abc import Iterator


def texts_in(value: object) -> Iterator[str]:
    """Every string inside a frozen value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts_in(part)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from texts_in(getattr(value, field.name))


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])[”’]?\s+", text) if part.strip()]


def longest(text: str) -> int:
    return max(len(sentence.split()) for sentence in sentences(text))


def average(texts: list[str]) -> float:
    counts = [len(sentence.split()) for text in texts for sentence in sentences(text)]
    return sum(counts) / len(counts)


def reading_grade(texts: list[str]) -> float:
    """Automated Readability Index (Smith and Senter 1967). Reading age is about five more."""
    found = [sentence for text in texts for sentence in sentences(text)]
    words = " ".join(found).split()
    letters = sum(len(re.sub(r"\W", "", word)) for word in words)
    return 4.71 * letters / len(words) + 0.5 * len(words) / len(found) - 21.43
