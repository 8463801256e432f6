"""Documents as word processors write them, made for tests: Word by the library, OpenDocument by hand."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("style", "style"),
    )
)
OPEN_TEXT = "application/vnd.oasis.opendocument.text"


def word(*paragraphs: str, more: Callable[[Any], object] = lambda document: None) -> bytes:
    """A Word document with these paragraphs, and what `more` does to it."""
    document = Document()
    for one in paragraphs:
        document.add_paragraph(one)
    more(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def in_the_body(document: Any, xml: str) -> None:
    """Put this at the end, before what says how pages are laid out."""
    document.element.body.sectPr.addprevious(parse_xml(xml.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))


def open_text(inside: str, *, styles: str = "", before: str = "", **parts: str) -> bytes:
    """An OpenDocument text with this in its body. `parts`: more files in it, by name with `__` for `/`."""
    content = f"{before}<office:document-content {SPACES}><office:body><office:text>{inside}</office:text></office:body></office:document-content>"
    files = {"mimetype": OPEN_TEXT, "content.xml": content} | {
        name.replace("__", "/"): text for name, text in parts.items()
    }
    if styles:
        files["styles.xml"] = f"<office:document-styles {SPACES}>{styles}</office:document-styles>"
    return packed(files)


def packed(files: dict[str, str | bytes]) -> bytes:
    """These files in one archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, said in files.items():
            archive.writestr(name, said)
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """The files in an archive, to pack them again with something changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {one: archive.read(one) for one in archive.namelist()}
