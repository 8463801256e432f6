"""The kinds of file that may be kept, how each is known by its own bytes, and what is looked for inside.

Anything not on this short list is refused: no web pages, drawings with scripts, programs or archives.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import filetype
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from alongside.core.refusal import Refusal, Refused

# A JPEG is made smaller while it is read; other pictures are unpacked whole first, so they may be less large.
MOST_PIXELS = {"JPEG": 120_000_000, "PNG": 30_000_000, "WEBP": 30_000_000}
LONGEST_SIDE = 3_000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_ENTRIES = 2_000
BITE = 64 * 1024
PICTURE_FAULTS = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    struct.error,
    zlib.error,
)
PICTURE_TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)
PACKAGE_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    NotImplementedError,
    RuntimeError,
)
# A PDF that does something by itself needs one of these names, plainly or inside a packed stream.
PDF_ACTS = re.compile(rb"/(?:JavaScript|Launch|RichMedia|EmbeddedFiles?|ImportData|SubmitForm|GoToE)\b")
PDF_STREAM = re.compile(rb"stream\r?\n")
MARKUP = re.compile(rb"\s*(?:<!doctype|<html|<svg|<\?xml|<\?php|<script|<head|<body|#!)", re.IGNORECASE)


@dataclass(frozen=True)
class Kind:
    """One kind of file. `look_inside` gives the bytes to keep, or raises `Refused`."""

    media_type: str
    endings: tuple[str, ...]
    called: str | Promise
    look_inside: Callable[[bytes], bytes]


def real_kind(data: bytes) -> Kind | None:
    """What a file is by its own bytes, whatever it is called. None: not a kind that may be kept."""
    found = filetype.guess(data)
    if found is not None and found.mime in PICTURES:
        return PICTURES[found.mime]
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"PK\x03\x04"):
        return _package_kind(data)
    if _is_text(data):
        return TEXT
    if found is not None and found.mime in ("image/heic", "image/heif", "image/avif"):
        raise Refused(phone_picture())
    return None


def damaged() -> Refusal:
    return Refusal(
        "upload.damaged",
        _("This file cannot be opened: part of it is missing or damaged. It was not stored."),
        _("Open it on your device and save it again, then choose it once more."),
    )


def too_many_pixels() -> Refusal:
    return Refusal(
        "upload.pixels",
        _("This picture is far larger than a screen can show, so it was not stored."),
        _("Make it smaller, or take a screenshot of it, and choose that."),
    )


def phone_picture() -> Refusal:
    return Refusal(
        "upload.phone_picture",
        _("This photo is in a form that many devices cannot open, so it was not stored."),
        _("Save or send it as a JPEG, or take a screenshot of it, and choose that."),
    )


def acts_by_itself() -> Refusal:
    return Refusal(
        "upload.acts",
        _("This document can do things by itself when it is opened, so it was not stored."),
        _("Print it to a new PDF, or copy its text, and add that."),
    )


def _picture(keep_as: str) -> Callable[[bytes], bytes]:
    def look(data: bytes) -> bytes:
        try:
            image = Image.open(io.BytesIO(data), formats=(keep_as,))
            if image.width * image.height > MOST_PIXELS[keep_as]:
                raise Refused(too_many_pixels())
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            drawn = ImageOps.exif_transpose(image)
            drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            return _drawn_anew(drawn, keep_as)
        except PICTURE_TOO_LARGE:
            raise Refused(too_many_pixels()) from None
        except PICTURE_FAULTS:
            raise Refused(damaged()) from None

    return look


def _drawn_anew(image: Image.Image, keep_as: str) -> bytes:
    """Only the picture: no place, camera, preview, comment or colour profile comes along."""
    clear = keep_as != "JPEG" and ("A" in image.getbands() or "transparency" in image.info)
    pixels = image.convert("RGBA" if clear else "RGB")
    bare = Image.new(pixels.mode, pixels.size)
    bare.paste(pixels)
    out = io.BytesIO()
    bare.save(out, keep_as, **({"quality": 85} if keep_as != "PNG" else {"optimize": False}))
    return out.getvalue()


def _pdf(data: bytes) -> bytes:
    if b"%%EOF" not in data[-2048:] or b"startxref" not in data:
        raise Refused(damaged())
    for part in _pdf_parts(data):
        names = re.sub(rb"#([0-9a-fA-F]{2})", lambda hit: bytes([int(hit[1], 16)]), part)
        if PDF_ACTS.search(names):
            raise Refused(acts_by_itself())
    return data


def _pdf_parts(data: bytes) -> Iterator[bytes]:
    """The file as it is, and every packed stream unpacked, up to a limit."""
    yield data
    left = MOST_UNPACKED
    for start in PDF_STREAM.finditer(data):
        plain = _unpacked(memoryview(data)[start.end() :], left)
        left -= len(plain)
        if left <= 0:
            raise Refused(acts_by_itself())
        yield plain


def _unpacked(packed: memoryview, most: int) -> bytes:
    """What one stream holds, at most `most` bytes; nothing when it is not packed in the ordinary way."""
    unpack = zlib.decompressobj()
    found = bytearray()
    try:
        # In small bites: what follows the stream in the file is never copied along.
        for at in range(0, len(packed), BITE):
            found += unpack.decompress(packed[at : at + BITE], most - len(found))
            if unpack.eof or len(found) >= most:
                break
    except zlib.error:
        pass
    return bytes(found)


def _package_kind(data: bytes) -> Kind | None:
    """A Word or OpenDocument text by what is in the package; any other archive is not kept."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            if {"[Content_Types].xml", "word/document.xml"} <= names:
                return WORD
            if {"mimetype", "content.xml"} <= names and package.read(
                "mimetype"
            ).strip() == OPEN_TEXT.media_type.encode():
                return OPEN_TEXT
    except PACKAGE_FAULTS:
        raise Refused(damaged()) from None
    return None


def _package(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise Refused(damaged())
            for entry in entries:
                _insist_on_quiet(entry, package)
            if package.testzip() is not None:
                raise Refused(damaged())
    except PACKAGE_FAULTS:
        raise Refused(damaged()) from None
    return data


def _insist_on_quiet(entry: zipfile.ZipInfo, package: zipfile.ZipFile) -> None:
    """No macros, no programs inside, no template fetched from elsewhere, no path that climbs out, no password."""
    name = entry.filename.lower().replace("\\", "/")
    climbs = name.startswith("/") or ".." in name.split("/")
    runs = (
        "vbaproject" in name
        or name.startswith(("basic/", "scripts/"))
        or name.endswith((".bin", ".exe", ".js", ".vbs"))
    )
    if climbs or runs or entry.flag_bits & 0x1:
        raise Refused(acts_by_itself())
    if name.endswith(".rels") or name == "[content_types].xml":
        inside = package.read(entry)
        fetches = b"attachedTemplate" in inside and b'TargetMode="External"' in inside
        if fetches or b"macroEnabled" in inside:
            raise Refused(acts_by_itself())


def _is_text(data: bytes) -> bool:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not MARKUP.match(data.removeprefix(b"\xef\xbb\xbf")) and not re.search(r"[\x00-\x08\x0e-\x1f]", text)


def _as_it_is(data: bytes) -> bytes:
    return data


PICTURES = {
    "image/jpeg": Kind("image/jpeg", ("jpg", "jpeg", "jpe", "jfif"), _("a JPEG picture"), _picture("JPEG")),
    "image/png": Kind("image/png", ("png",), _("a PNG picture"), _picture("PNG")),
    "image/webp": Kind("image/webp", ("webp",), _("a WebP picture"), _picture("WEBP")),
}
PDF = Kind("application/pdf", ("pdf",), _("a PDF"), _pdf)
WORD = Kind(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx",), _("a Word document"), _package
)
OPEN_TEXT = Kind("application/vnd.oasis.opendocument.text", ("odt",), _("an OpenDocument text"), _package)
TEXT = Kind("text/plain; charset=utf-8", ("txt", "text"), _("plain text"), _as_it_is)
KINDS = (*PICTURES.values(), PDF, WORD, OPEN_TEXT, TEXT)
