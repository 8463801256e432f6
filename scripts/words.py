"""Words for people and what they are in Welsh: what the code says, what is translated, and the file that the product reads.

`make words` tells how it stands and writes the compiled file anew. English needs none: it is what stands in the code.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HOME = Path(__file__).resolve().parents[1]
WELSH = HOME / "alongside" / "locale" / "cy" / "LC_MESSAGES" / "django.po"
COMPILED = WELSH.with_suffix(".mo")
# Names under which Django's functions go by in the code.
KEYWORDS = {**DEFAULT_KEYWORDS, "gettext_lazy": None, "gettext_noop": None, "_lazy": None, "_now": None}
IN_A_LETTER = re.compile(r"{%\s*(?:trans|translate)\s+\"([^\"]*)\"")
PLACE = re.compile(r"%\((\w+)\)[sd]|{(\w+)}")

Said = str | tuple[str, ...]


def from_letters(fileobj: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """The words of our e-mails, which are Django's own kind of template."""
    for number, line in enumerate(fileobj.read().decode().splitlines(), start=1):
        for words in IN_A_LETTER.findall(line):
            yield number, "gettext", words, []


@cache
def said_in_the_code() -> dict[tuple[Said, str | None], list[str]]:
    """Every sentence in the code that is meant for people, with the files it stands in."""
    with (HOME / "babel.cfg").open(encoding="utf-8") as told:
        methods, options = parse_mapping_cfg(told)  # type: ignore[no-untyped-call]  # Babel says no types here
    found: dict[tuple[Said, str | None], list[str]] = {}
    for name, _line, words, _comments, context in extract_from_dir(HOME, methods, options, KEYWORDS):
        if words and (isinstance(words, tuple) or words.strip()):
            found.setdefault((words, context), []).append(name)
    return found


def welsh() -> Catalog:
    """The sentences that have a Welsh one."""
    with WELSH.open("rb") as file:
        return read_po(file, locale="cy", domain="django", abort_invalid=True)


def compiled(catalogue: Catalog) -> bytes:
    """The same, as the product reads it."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def not_said_any_more(catalogue: Catalog) -> list[str]:
    """Sentences that have a Welsh one and stand nowhere in the code now."""
    said = {(words if isinstance(words, str) else words[0], context) for words, context in said_in_the_code()}
    return sorted(
        first
        for one in catalogue
        if one.id and (first := one.id if isinstance(one.id, str) else one.id[0]) and (first, one.context) not in said
    )


def places_that_differ(catalogue: Catalog) -> list[str]:
    """Sentences whose Welsh has other places for names and numbers in it than the English."""
    found = []
    for one in catalogue:
        english = [one.id] if isinstance(one.id, str) else list(one.id)
        native = [one.string] if isinstance(one.string, str) else list(one.string or ())
        wanted = set(PLACE.findall(english[-1]))
        if one.id and any(text and not set(PLACE.findall(text)) <= wanted for text in native):
            found.append(english[0])
        if one.id and isinstance(one.id, str) and set(PLACE.findall(native[0])) != wanted:
            found.append(english[0])
    return sorted(set(found))


def main() -> int:
    """How it stands."""
    said, catalogue = said_in_the_code(), welsh()
    done = sum(1 for one in catalogue if one.id and one.string)
    print(f"{len(said)} sentences in the code; {done} of them have a Welsh one.")
    gone, differ = not_said_any_more(catalogue), places_that_differ(catalogue)
    for sentence in gone:
        print(f"not said any more: {sentence}")
    for sentence in differ:
        print(f"names or numbers differ: {sentence}")
    if "--list" in sys.argv:
        known = {(one.id if isinstance(one.id, str) else one.id[0], one.context) for one in catalogue if one.id}
        for (words, context), files in sorted(said.items(), key=lambda item: (item[1][0], str(item[0]))):
            first = words if isinstance(words, str) else words[0]
            if (first, context) not in known:
                print(f"{files[0]}: {words!r}")
    COMPILED.write_bytes(compiled(catalogue))
    return 1 if gone or differ else 0


if __name__ == "__main__":
    sys.exit(main())
