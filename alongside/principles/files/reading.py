"""Read a file that somebody brings, trusting nothing in it. What is wrong is said with its place; nothing is kept then.

It knows no table: whether the parent is here, and whether the set is, is asked elsewhere.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from alongside.core.refusal import Refusal, Refused
from alongside.principles.files.shape import FORMAT, FORMAT_VERSION, MOST_BYTES, MOST_DEPTH
from alongside.principles.refusals import LOOKS_LIKE_CODE

Word = TypeVar("Word", bound=StrEnum)
Kept = TypeVar("Kept")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]")


def fault(kind: str, sentence: object, way_out: object = "") -> Refused:
    """A file that is not kept: why, and what to do."""
    return Refused(Refusal(f"file.{kind}", str(sentence), str(way_out)))


def parsed(data: bytes) -> dict[str, Any]:
    """The file as plain values. Not too big, not too deep, each name once, and only what JSON knows."""
    if len(data) > MOST_BYTES:
        raise fault("too-big", _("The file is too big. A set takes less than two megabytes."))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise fault("not-text", _("The file is not text that we can read (UTF-8)."), ASK_AGAIN) from None
    if depth_of(text) > MOST_DEPTH:
        raise fault("too-deep", _("The file is nested deeper than any set is."), ASK_AGAIN)
    try:
        found = json.loads(
            text, object_pairs_hook=_each_name_once, parse_constant=_no_such_number, parse_float=_no_such_number
        )
    except (ValueError, RecursionError):
        raise fault("not-json", _("The file is damaged: it cannot be read to its end."), ASK_AGAIN) from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise fault("not-a-set", _("This is no file of a principle set."), _("Choose one that was saved as such."))
    if found.get("format_version") != FORMAT_VERSION:
        raise fault(
            "newer", _("The file was written by a newer version of this software."), _("Update this one first.")
        )
    return found


ASK_AGAIN = _("Ask whoever gave it to you to save it again.")


def depth_of(text: str) -> int:
    """How deep brackets are nested, outside of texts. Read without going down into them."""
    deepest = depth = 0
    is_text = is_escaped = False
    for sign in text:
        if is_text:
            if is_escaped:
                is_escaped = False
            elif sign == "\\":
                is_escaped = True
            elif sign == '"':
                is_text = False
        elif sign == '"':
            is_text = True
        elif sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
            if depth > MOST_DEPTH:
                break
        elif sign in "]}":
            depth -= 1
    return deepest


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise fault("name-twice", _("“%(name)s” is there twice.") % {"name": _shown(name)}, ASK_AGAIN)
        found[name] = value
    return found


def _shown(name: str) -> str:
    """A name from the file, safe to be shown."""
    return "".join(sign for sign in name[:40] if sign.isprintable())


def _no_such_number(said: str) -> Any:
    raise fault("number", _("The file holds a number that no set has."), ASK_AGAIN)


@dataclass(frozen=True)
class Spot:
    """One place in the file. It hands out what is there in the form that was asked for, or says what is wrong."""

    value: Any
    path: str = ""

    def wrong(self, trouble: object) -> Refused:
        where = self.path or str(_("the beginning"))
        return fault(
            "shape",
            _("The file is not right at %(where)s: %(trouble)s") % {"where": where, "trouble": str(trouble)},
            ASK_AGAIN,
        )

    def fields(self, *names: str) -> dict[str, "Spot"]:
        """Exactly these names."""
        if not isinstance(self.value, dict):
            raise self.wrong(_("there should be a block of names and values."))
        for name in names:
            if name not in self.value:
                raise self.wrong(_("“%(name)s” is missing.") % {"name": name})
        for name in self.value:
            if name not in names:
                raise self.wrong(_("“%(name)s” is not known.") % {"name": _shown(name)})
        return {name: Spot(self.value[name], f"{self.path}.{name}".lstrip(".")) for name in names}

    def rows(self, most: int) -> list["Spot"]:
        if not isinstance(self.value, list):
            raise self.wrong(_("there should be a list."))
        if len(self.value) > most:
            raise self.wrong(_("the list is longer than in any set."))
        return [Spot(one, f"{self.path}[{n}]") for n, one in enumerate(self.value)]

    def each(self, most: int, read: Callable[["Spot"], Kept]) -> tuple[Kept, ...]:
        return tuple(read(one) for one in self.rows(most))

    def by_name(self, most: int, names: re.Pattern[str], read: Callable[["Spot"], Kept]) -> dict[str, Kept]:
        """A block whose names are free, within a pattern."""
        if not isinstance(self.value, dict) or len(self.value) > most:
            raise self.wrong(_("there should be a block of names and values."))
        return {
            Spot(name, self.path).shaped(names): read(Spot(value, f"{self.path}.{_shown(name)}"))
            for name, value in self.value.items()
        }

    def text(self, longest: int, *, may_be_empty: bool = False) -> str:
        """Plain words, without code and without anything that cannot be seen."""
        if not isinstance(self.value, str):
            raise self.wrong(_("there should be words."))
        if len(self.value) > longest:
            raise self.wrong(_("the words are too long."))
        if not may_be_empty and not self.value.strip():
            raise self.wrong(_("the words are missing."))
        if _UNSEEN.search(self.value):
            raise self.wrong(_("the words hold signs that cannot be seen."))
        if LOOKS_LIKE_CODE.search(self.value):
            raise self.wrong(_("the words hold something that looks like code."))
        return self.value

    def shaped(self, pattern: re.Pattern[str]) -> str:
        if not isinstance(self.value, str) or len(self.value) > 80 or not pattern.fullmatch(self.value):
            raise self.wrong(_("this cannot stand here."))
        return self.value

    def word(self, choices: type[Word]) -> Word:
        if not isinstance(self.value, str) or self.value not in set(choices):
            raise self.wrong(_("this is none of: %(choices)s.") % {"choices": ", ".join(choices)})
        return choices(self.value)

    def words(self, choices: type[Word]) -> tuple[Word, ...]:
        found = self.each(len(choices), lambda one: one.word(choices))
        if len(set(found)) != len(found) or not found:
            raise self.wrong(_("there should be at least one, and none twice."))
        return found

    def number(self, least: int, most: int) -> int:
        if type(self.value) is not int or not least <= self.value <= most:
            raise self.wrong(
                _("there should be a whole number from %(least)s to %(most)s.") % {"least": least, "most": most}
            )
        return self.value

    def yes_or_no(self) -> bool:
        if not isinstance(self.value, bool):
            raise self.wrong(_("there should be true or false."))
        return self.value

    def day(self) -> date:
        try:
            return date.fromisoformat(self.shaped(_DAY))
        except ValueError:
            raise self.wrong(_("there is no such day.")) from None

    def moment(self) -> datetime:
        try:
            return datetime.fromisoformat(self.shaped(_MOMENT)).astimezone(UTC)
        except (ValueError, OverflowError):
            raise self.wrong(_("there is no such time.")) from None

    def maybe(self, read: Callable[["Spot"], Kept]) -> Kept | None:
        """What is there, or nothing."""
        return None if self.value is None else read(self)


_DAY = re.compile(r"[12]\d{3}-\d\d-\d\d")
_MOMENT = re.compile(r"[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00")
