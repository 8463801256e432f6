"""Read a codebook that somebody brings, trusting nothing in it. It is understood whole, or one sentence says why not.

Nothing is fetched and nothing is written: a file that declares anything of its own (a DTD) is refused at that line.
"""

import re
from uuid import UUID
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from alongside.core.refusal import Refusal, Refused
from alongside.themes.files.shape import (
    LONGEST_DESCRIPTION,
    LONGEST_NAME,
    MOST_BYTES,
    MOST_CODES,
    MOST_DEPTH,
    MOST_SETS,
    NAMESPACES_READ,
    Codebook,
    CodeInFile,
    SetInFile,
)

_GUID = re.compile(r"(\{)?[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?(1)\})")
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
_LOOKS_LIKE_CODE = re.compile(r"<[A-Za-z/!?]|javascript:", re.IGNORECASE)
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ufeff]")
_YES_OR_NO = {"true": True, "1": True, "false": False, "0": False}
_ASK_AGAIN = _("Ask whoever gave it to you to save it again.")


def _fault(kind: str, sentence: object, way_out: object = _ASK_AGAIN) -> Refused:
    return Refused(Refusal(f"codebook.{kind}", str(sentence), str(way_out)))


def codebook_in(data: bytes) -> Codebook:
    """The whole codebook, or `Refused` with one sentence."""
    if len(data) > MOST_BYTES:
        raise _fault("too-big", _("The file is too big. A codebook takes less than two megabytes."))
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reader.declares
    parser.StartElementHandler = reader.opens
    parser.EndElementHandler = reader.closes
    parser.CharacterDataHandler = reader.says
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise _fault("damaged", _("The file is damaged: it cannot be read to its end.")) from None
    return reader.whole()


class _Reader:
    """What has been read so far. Places are paths of element names; a place nobody knows is passed over."""

    def __init__(self) -> None:
        self._path: list[str] = []
        self._namespace = ""
        self._open_codes: list[UUID] = []
        self._codes: dict[UUID, CodeInFile] = {}
        self._sets: dict[UUID, SetInFile] = {}
        self._set: UUID | None = None
        self._text: list[str] = []

    def declares(self, *_what: object) -> None:
        raise _fault("declares", _("The file declares things of its own, which can do harm. We did not read it."))

    def opens(self, full_name: str, attributes: dict[str, str]) -> None:
        namespace, _space, name = full_name.rpartition(" ")
        if not self._path:
            if name != "CodeBook" or namespace not in NAMESPACES_READ:
                raise _fault("not-a-codebook", _("This is no REFI-QDA codebook."), _("Choose a file ending in .qdc."))
            self._namespace = namespace
        inside = self._path[-1] if self._path else ""
        # An element of another namespace is somebody else's addition: it is passed over with all it holds.
        self._path.append(name if namespace == self._namespace and inside != "?" else "?")
        if len(self._path) > MOST_DEPTH + 3:
            raise _fault("too-deep", _("The file is nested deeper than any codebook is."))
        match (inside, self._path[-1]):
            case ("Codes" | "Code", "Code"):
                self._code(attributes)
            case ("Sets", "Set"):
                self._a_set(attributes)
            case ("Set", "MemberCode"):
                self._member(attributes)
            case ("Code" | "Set", "Description"):
                self._text = []
            case ("", "CodeBook") | ("CodeBook", "Codes" | "Sets"):
                pass
            case _:
                self._path[-1] = "?"

    def closes(self, _name: str) -> None:
        match self._path.pop():
            case "Code":
                self._open_codes.pop()
            case "Set":
                self._set = None
            case "Description":
                self._described("".join(self._text).strip())

    def says(self, text: str) -> None:
        if self._path[-1] == "Description":
            self._text.append(text)

    def whole(self) -> Codebook:
        if not self._codes:
            raise _fault("empty", _("There is no code in this file."), _("Choose another file."))
        for one in self._sets.values():
            if any(guid not in self._codes for guid in one.members):
                raise _fault("unknown-member", _("A set in the file names a code that is not in it."))
        return Codebook(tuple(self._codes.values()), tuple(self._sets.values()))

    def _code(self, attributes: dict[str, str]) -> None:
        guid = self._new_guid(attributes)
        if len(self._codes) == MOST_CODES:
            raise _fault("too-many", _("The file holds more codes than we take."), _("Split it into smaller ones."))
        codable = _YES_OR_NO.get(attributes.get("isCodable", "true"))
        colour = attributes.get("color", "")
        if codable is None or (colour and not _COLOUR.fullmatch(colour)):
            raise _fault("bad-mark", _("A code in the file has a colour or a mark that we cannot read."))
        parent = self._open_codes[-1] if self._open_codes else None
        self._codes[guid] = CodeInFile(guid, _name(attributes), parent, codable, colour.lower())
        self._open_codes.append(guid)

    def _a_set(self, attributes: dict[str, str]) -> None:
        guid = self._new_guid(attributes)
        if len(self._sets) == MOST_SETS:
            raise _fault("too-many", _("The file holds more sets than we take."), _("Split it into smaller ones."))
        self._sets[guid] = SetInFile(guid, _name(attributes))
        self._set = guid

    def _member(self, attributes: dict[str, str]) -> None:
        assert self._set is not None
        old = self._sets[self._set]
        guid = _guid(attributes)
        members = old.members if guid in old.members else (*old.members, guid)
        self._sets[self._set] = SetInFile(old.guid, old.name, members, old.description)

    def _described(self, text: str) -> None:
        _readable(text, LONGEST_DESCRIPTION)
        if self._set is not None:
            old = self._sets[self._set]
            self._sets[self._set] = SetInFile(old.guid, old.name, old.members, text)
        else:
            code = self._codes[self._open_codes[-1]]
            self._codes[code.guid] = CodeInFile(code.guid, code.name, code.parent, code.codable, code.colour, text)

    def _new_guid(self, attributes: dict[str, str]) -> UUID:
        guid = _guid(attributes)
        if guid in self._codes or guid in self._sets:
            raise _fault("twice", _("Two things in the file carry the same identifier, so we cannot tell them apart."))
        return guid


def _guid(attributes: dict[str, str]) -> UUID:
    said = attributes.get("guid", "")
    if not _GUID.fullmatch(said):
        raise _fault("bad-guid", _("Something in the file carries an identifier that is not a GUID."))
    return UUID(said)


def _name(attributes: dict[str, str]) -> str:
    name = " ".join(attributes.get("name", "").split())
    if not name:
        raise _fault("no-name", _("Something in the file has no name."))
    _readable(name, LONGEST_NAME)
    return name


def _readable(text: str, longest: int) -> None:
    if len(text) > longest:
        raise _fault("too-long", _("A name or a description in the file is longer than we take."), _("Shorten it."))
    if _LOOKS_LIKE_CODE.search(text) or _UNSEEN.search(text):
        raise _fault("script", _("A text in the file looks like part of a programme. We did not keep the file."))
