"""Words out of a document in which somebody typed up an interview: each paragraph a line, and what was left out.

Trusts nothing and keeps nothing: it runs nothing, fetches nothing, and gives back plain text that somebody reads before it is kept.
"""

import io
import re
import zipfile
from typing import Any

from alongside.core.refusal import Refused
from alongside.core.upload_kinds import MARKUP, OPEN_TEXT, PACKAGE_FAULTS, WORD, damaged, real_kind
from alongside.core.uploads import Upload, within
from alongside.themes import refusals as no
from alongside.themes.rules import LONGEST_TEXT, LeftOut, TypedUp
from alongside.themes.texts import in_one_form

# Of one part of a document that is read. With all that a word processor writes around words, the longest interview takes half.
MOST_XML = 10 * 1024 * 1024
# What the libraries stumble over in a document that is not as it should be, beside faults of their own.
FAULTS = (*PACKAGE_FAULTS, AttributeError, AssertionError, TypeError, IndexError)
OFFICE_OF_OLD = b"\xd0\xcf\x11\xe0"  # old Word documents, and new ones with a password
NO_TEXT = (b"%PDF", b"{\\rtf", b"PK")
UNSEEN_IN_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def typed_up(upload: Upload, limit: int) -> TypedUp:
    """Read a .docx, an .odt or a plain text. Raises Refused, with one sentence, for all else and for what cannot be trusted."""
    data = within(upload, limit)
    if data.startswith(OFFICE_OF_OLD):
        raise Refused(no.old_or_locked())
    kind = real_kind(data) if data.startswith(b"PK\x03\x04") else None
    if kind is not None:
        _insist_on_small_parts(data)
        kind.look_inside(data)
    if kind is WORD:
        found = _in_word(data)
    elif kind is OPEN_TEXT:
        found = _in_open_text(data)
    else:
        found = _Reading(_plain(data).split("\n"))
    words = in_one_form("\n".join(found.lines))
    if len(words) > LONGEST_TEXT:
        raise Refused(no.too_long())
    if not words:
        raise Refused(no.no_words_in_document())
    return TypedUp(words, tuple(one for one in LeftOut if one in found.left_out))


class _Reading:
    """Lines as they are found, and what was passed over. A row of a table is one line: in many transcripts, one turn of talk."""

    def __init__(self, lines: list[str] | None = None) -> None:
        self.lines: list[str] = lines or []
        self.left_out: set[LeftOut] = set()
        self._words: list[str] = []
        self._rows = 0

    def says(self, words: str | None) -> None:
        self._words.append(words or "")

    def opens_row(self) -> None:
        self._rows += 1

    def closes_row(self) -> None:
        self._rows -= 1
        self.closes_paragraph()

    def closes_paragraph(self) -> None:
        if self._rows:
            self._words.append(" ")
        else:
            self.lines.append("".join(self._words))
            self._words = []


def _plain(data: bytes) -> str:
    """Text as one of the ways in which it is saved; refused where it is none."""
    ways = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252")
    if not data.startswith(NO_TEXT) and not MARKUP.match(data.removeprefix(b"\xef\xbb\xbf")):
        for way in ways:
            try:
                text = data.decode(way)
            except UnicodeDecodeError:
                continue
            if not UNSEEN_IN_TEXT.search(text):
                return re.sub("\r\n?|[\x0b\x0c]", "\n", text)
    raise Refused(no.no_typed_document())


def _insist_on_small_parts(data: bytes) -> None:
    """What is unpacked is read whole: a small file can say that it holds far more than anybody said."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [one.file_size for one in package.infolist() if one.filename.lower().endswith((".xml", ".rels"))]
    except PACKAGE_FAULTS:
        raise Refused(damaged()) from None
    if sum(parts) > MOST_XML:
        raise Refused(no.too_long())


WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BESIDE_WORDS = {
    "commentReference": LeftOut.COMMENTS,
    "footnoteReference": LeftOut.NOTES,
    "endnoteReference": LeftOut.NOTES,
}
PASSED_OVER = {
    "del": LeftOut.DELETED,
    "moveFrom": LeftOut.DELETED,
    "drawing": LeftOut.PICTURES,
    "pict": LeftOut.PICTURES,
    "object": LeftOut.PICTURES,
}
AS_TEXT = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def _in_word(data: bytes) -> _Reading:
    from docx import Document  # noqa: PLC0415 - heavy, and only one page needs it
    from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415 - as above
    from lxml import etree  # noqa: PLC0415 - as above

    try:
        document = Document(io.BytesIO(data))
        return _walked(document, etree.iterwalk(document.element.body, events=("start", "end")))
    except (*FAULTS, PackageNotFoundError, etree.LxmlError):
        raise Refused(damaged()) from None


def _walked(document: Any, walk: Any) -> _Reading:
    found = _Reading()
    for event, element in walk:
        name = _name(element, WORDS)
        if event == "end":
            if name == "tr":
                found.closes_row()
            elif name == "p":
                found.closes_paragraph()
        elif element.tag == FALLBACK or name.endswith("Pr") or name == "r" and _is_hidden(element, found):
            walk.skip_subtree()
        elif name in PASSED_OVER:
            in_a_box = next(element.iter(f"{WORDS}txbxContent"), None) is not None
            found.left_out.add(LeftOut.BOXES if in_a_box else PASSED_OVER[name])
            walk.skip_subtree()
        elif name in BESIDE_WORDS:
            found.left_out.add(BESIDE_WORDS[name])
        elif name == "tr":
            found.opens_row()
        elif name == "t":
            found.says(element.text)
        elif name in AS_TEXT:
            found.says(AS_TEXT[name])
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(("/header", "/footer")):
            said = relation.target_part.element.iter(f"{WORDS}t")
            if any((one.text or "").strip() for one in said):
                found.left_out.add(LeftOut.MARGINS)
    return found


def _is_hidden(run: Any, found: _Reading) -> bool:
    mark = run.find(f"{WORDS}rPr/{WORDS}vanish")
    is_hidden = mark is not None and mark.get(f"{WORDS}val", "true") not in ("0", "false", "off")
    if is_hidden:
        found.left_out.add(LeftOut.HIDDEN)
    return is_hidden


OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE, OFFICE, DRAW = (f"{{{OASIS}{one}:1.0}}" for one in ("text", "table", "office", "drawing"))
PASSED_OVER_IN_OPEN_TEXT = {
    f"{TEXT}note": LeftOut.NOTES,
    f"{TEXT}tracked-changes": LeftOut.DELETED,
    f"{TEXT}hidden-text": LeftOut.HIDDEN,
    f"{TEXT}hidden-paragraph": LeftOut.HIDDEN,
    f"{OFFICE}annotation": LeftOut.COMMENTS,
    f"{DRAW}frame": LeftOut.PICTURES,
}
PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
STYLES = f"{{{OASIS}style:1.0}}"
MANIFEST = "META-INF/manifest.xml"
MOST_SPACES = 100


def _in_open_text(data: bytes) -> _Reading:
    from lxml import etree  # noqa: PLC0415 - as above

    def tree(part: bytes) -> Any:
        root = etree.fromstring(
            part, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        )
        # No word processor declares anything of its own in there.
        if root.getroottree().docinfo.internalDTD is not None:
            raise Refused(damaged())
        return root

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = set(package.namelist())
            if MANIFEST in parts and b"encryption-data" in package.read(MANIFEST):
                raise Refused(no.old_or_locked())
            content = tree(package.read("content.xml"))
            styles = tree(package.read("styles.xml")) if "styles.xml" in parts else None
        found = _walked_open_text(etree.iterwalk(content, events=("start", "end")))
    except (*FAULTS, etree.LxmlError):
        raise Refused(damaged()) from None
    for style in ("header", "footer"):
        if styles is not None and any("".join(one.itertext()).strip() for one in styles.iter(f"{STYLES}{style}")):
            found.left_out.add(LeftOut.MARGINS)
    return found


def _walked_open_text(walk: Any) -> _Reading:
    found = _Reading()
    inside = 0
    for event, element in walk:
        tag = element.tag
        if event == "end":
            if tag == f"{TABLE}table-row":
                found.closes_row()
            elif tag in PARAGRAPHS:
                inside -= 1
                found.closes_paragraph()
            if inside:
                found.says(element.tail)
            continue
        if tag in PASSED_OVER_IN_OPEN_TEXT:
            in_a_box = next(element.iter(f"{DRAW}text-box"), None) is not None
            found.left_out |= _passed_over(element, in_a_box=in_a_box)
            walk.skip_subtree()
        elif tag == f"{TABLE}table-row":
            found.opens_row()
        elif tag in PARAGRAPHS:
            inside += 1
            found.says(element.text)
        elif inside:
            found.says(_in_a_line(element))
    return found


def _passed_over(element: Any, *, in_a_box: bool) -> set[LeftOut]:
    """What it is that is passed over; of changes only those that took something out."""
    kind = PASSED_OVER_IN_OPEN_TEXT[element.tag]
    if kind is LeftOut.DELETED and next(element.iter(f"{TEXT}deletion"), None) is None:
        return set()
    return {LeftOut.BOXES if in_a_box else kind}


def _in_a_line(element: Any) -> str:
    """What an element within a paragraph says before what stands in it."""
    if element.tag == f"{TEXT}s":
        many = element.get(f"{TEXT}c", "1")
        return " " * (min(int(many), MOST_SPACES) if many.isascii() and many.isdecimal() else 1)
    breaks = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
    return breaks.get(element.tag, element.text or "")


def _name(element: Any, space: str) -> str:
    """The name of an element of these words; empty for one of somebody else's."""
    return element.tag.removeprefix(space) if isinstance(element.tag, str) and element.tag.startswith(space) else ""
