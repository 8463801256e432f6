"""Runs of eight words as short hashes, so that the suite can tell a copied sentence without holding the source itself.

python -m tests.principles.own_words SOURCE.txt > tests/principles/source_shingles.txt
"""

import re
import sys
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

RUN = 8
KEPT = Path(__file__).with_name("source_shingles.txt")


def plain_words(text: str) -> list[str]:
    """Lower-case words without marks, so that a comma or a curly apostrophe hides nothing."""
    return re.findall(r"[a-z0-9]+", re.sub(r"['’‘`]", "", text.lower()))


def runs(text: str) -> Iterator[str]:
    words = plain_words(text)
    for start in range(len(words) - RUN + 1):
        yield " ".join(words[start : start + RUN])


def hashed(run: str) -> str:
    return blake2b(run.encode(), digest_size=6).hexdigest()


def source_hashes() -> frozenset[str]:
    return frozenset(KEPT.read_text(encoding="ascii").split())


def copied_runs(text: str, source: frozenset[str]) -> list[str]:
    """Every run of eight words in `text` that also stands in the source."""
    return [run for run in runs(text) if hashed(run) in source]


if __name__ == "__main__":
    found = {hashed(run) for run in runs(Path(sys.argv[1]).read_text(encoding="utf-8"))}
    sys.stdout.write("\n".join(sorted(found)) + "\n")
