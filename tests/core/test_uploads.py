"""A sent file is looked at before anything is kept: hostile ones are refused with a reason, good ones lose what tells where."""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from alongside.core.refusal import Refused
from alongside.core.upload_kinds import MOST_PIXELS
from alongside.core.uploads import LONGEST_NAME, CheckedFile, checked, clean_name

LIMIT = 2 * 1024 * 1024


@dataclass
class Sent:
    """A file as a browser sends it."""

    name: str | None
    data: bytes
    size: int | None = None

    def read(self, num_bytes: int = -1, /) -> bytes:
        return self.data if num_bytes < 0 else self.data[:num_bytes]


def look_at(name: str, data: bytes, limit: int = LIMIT) -> CheckedFile:
    return checked(Sent(name, data, len(data)), limit)


def why_refused(name: str, data: bytes, limit: int = LIMIT) -> str:
    with pytest.raises(Refused) as refused:
        look_at(name, data, limit)
    assert str(refused.value.refusal)
    return refused.value.refusal.kind


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 80, 20)).save(out, kind, **more)
    return out.getvalue()


def package(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, inside in entries.items():
            made.writestr(name, inside)
    return out.getvalue()


def word(**more: bytes) -> bytes:
    return package(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>", **more})


def open_text(**more: bytes) -> bytes:
    return package(
        **{"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<office:document-content/>", **more}
    )


def pdf(inside: bytes = b"") -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n"
        + inside
        + b"\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
    )


def packed(inside: bytes) -> bytes:
    return b"2 0 obj << /Type /ObjStm /Filter /FlateDecode >>\nstream\n" + zlib.compress(inside) + b"\nendstream endobj"


def with_place() -> bytes:
    exif = Image.Exif()
    exif[0x0110] = "Telephone 12"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (54.0, 1.0, 2.0)
    exif[0x0112] = 6
    return picture(exif=exif, comment=b"at home")


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("garden.jpg", picture(), "image/jpeg"),
        ("garden.JPEG", picture(), "image/jpeg"),
        ("garden.png", picture("PNG"), "image/png"),
        ("garden.webp", picture("WEBP"), "image/webp"),
        ("letter.pdf", pdf(), "application/pdf"),
        ("letter.docx", word(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("letter.odt", open_text(), "application/vnd.oasis.opendocument.text"),
        ("words.txt", "BMI: never mention it. Â£5 says so.".encode(), "text/plain; charset=utf-8"),
    ],
)
def test_a_good_file_is_kept_as_what_it_is(name: str, data: bytes, media_type: str) -> None:
    kept = look_at(name, data)
    assert (kept.name, kept.media_type, kept.size) == (name, media_type, len(kept.data))
    assert len(kept.sha256) == 64


def test_a_photo_loses_place_and_camera_and_stands_the_right_way_up() -> None:
    kept = look_at("home.jpg", with_place())
    image = Image.open(io.BytesIO(kept.data))
    assert dict(image.getexif()) == {}
    assert b"Telephone" not in kept.data
    assert b"at home" not in kept.data
    assert image.size == (30, 40)


def test_what_hides_behind_a_picture_does_not_come_along() -> None:
    kept = look_at("both.png", picture("PNG") + b"<script>alert(1)</script>PK\x03\x04")
    assert b"script" not in kept.data


def test_a_clear_picture_stays_clear() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(out, "PNG")
    assert Image.open(io.BytesIO(look_at("clear.png", out.getvalue()).data)).getpixel((1, 1)) == (0, 0, 0, 0)


def test_a_file_without_an_ending_gets_its_own() -> None:
    assert look_at("garden", picture()).name == "garden.jpg"


def bomb() -> bytes:
    """A picture that claims to be enormous."""
    side = int(MOST_PIXELS["PNG"] ** 0.5) + 10
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = b"\x89PNG\r\n\x1a\n"
    for name, inside in ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")):
        body += struct.pack(">I", len(inside)) + name + inside + struct.pack(">I", zlib.crc32(name + inside))
    return body


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("empty.txt", b"", "upload.empty"),
        ("big.txt", b"a" * (LIMIT + 1), "upload.too_big"),
        ("page.html", b"<!doctype html><script>x</script>", "upload.kind"),
        ("words.txt", b"  <html><body onload=x>", "upload.kind"),
        ("words.txt", b"\xef\xbb\xbf<svg onload=x>", "upload.kind"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "upload.kind"),
        ("run.sh", b"#!/bin/sh\nrm", "upload.kind"),
        ("run.exe", b"MZ\x90\x00" + b"\0" * 200, "upload.kind"),
        ("letter.pdf", b"MZ\x90\x00" + b"\0" * 200, "upload.kind"),
        ("things.zip", package(**{"a.txt": b"a"}), "upload.kind"),
        ("letter.docx", package(**{"a.txt": b"a"}), "upload.kind"),
        ("moving.gif", picture("GIF"), "upload.kind"),
        ("words.txt", b"\x00\x01\x02", "upload.kind"),
        ("words.txt", "caf\xe9".encode("latin-1"), "upload.kind"),
        ("garden.pdf", picture(), "upload.mismatch"),
        ("letter.jpg", pdf(), "upload.mismatch"),
        ("letter.txt", pdf(), "upload.mismatch"),
        ("letter.docx", open_text(), "upload.mismatch"),
        ("photo.jpg.exe", picture(), "upload.kind"),
        ("photo\u202egpj.exe", picture(), "upload.kind"),
        ("garden.jpg", picture()[:200], "upload.damaged"),
        ("garden.png", picture("PNG")[:60], "upload.damaged"),
        ("bomb.png", bomb(), "upload.pixels"),
        ("letter.pdf", b"%PDF-1.7 cut off", "upload.damaged"),
        ("letter.pdf", pdf(b"<< /S /JavaScript /JS (app.alert(1)) >>"), "upload.acts"),
        ("letter.pdf", pdf(b"<< /S /J#61vaScript /JS (app.alert(1)) >>"), "upload.acts"),
        ("letter.pdf", pdf(b"<< /S /Launch /F (cmd.exe) >>"), "upload.acts"),
        ("letter.pdf", pdf(packed(b"<< /S /JavaScript >>")), "upload.acts"),
        ("letter.pdf", pdf(b"<< /Type /EmbeddedFile >>"), "upload.acts"),
        ("letter.docx", word(**{"word/vbaProject.bin": b"x"}), "upload.acts"),
        ("letter.docx", word(**{"../../etc/passwd": b"x"}), "upload.acts"),
        (
            "letter.docx",
            word(
                **{
                    "word/_rels/settings.xml.rels": b'<R Type="x/attachedTemplate" Target="http://x" TargetMode="External"/>'
                }
            ),
            "upload.acts",
        ),
        ("letter.odt", open_text(**{"Basic/Standard/Module1.xml": b"x"}), "upload.acts"),
        ("letter.docx", word()[:-30], "upload.damaged"),
        ("letter.docx", word(**{"word/huge.xml": b"0" * (101 * 1024 * 1024)}), "upload.damaged"),
    ],
)
def test_a_bad_or_hostile_file_is_refused_with_a_reason(name: str, data: bytes, why: str) -> None:
    assert why_refused(name, data) == why


def test_a_file_that_lies_about_its_size_is_still_counted() -> None:
    with pytest.raises(Refused) as refused:
        checked(Sent("words.txt", b"a" * 50, size=5), 10)
    assert refused.value.refusal.kind == "upload.too_big"


def test_a_photo_from_a_phone_that_few_can_open_says_how_to_send_it() -> None:
    heic = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\0" * 100
    assert why_refused("IMG_1.HEIC", heic) == "upload.phone_picture"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\Dawn\\letter.pdf", "letter.pdf"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("a\x00b.txt", "ab.txt"),
        ("  .hidden.txt ", "hidden.txt"),
        ("CON.txt", "file CON.txt"),
        ('a<b>:"c".txt', "a b c.txt"),
        ("", "file"),
        ("...", "file"),
        ("llun o’r ardd.jpg", "llun o’r ardd.jpg"),
        ("x" * 300 + ".pdf", "x" * (LONGEST_NAME - 4) + ".pdf"),
    ],
)
def test_a_name_is_only_a_name(sent: str, kept: str) -> None:
    assert clean_name(sent) == kept


@given(st.text(max_size=300))
def test_no_name_gets_out_of_its_folder_or_hides_anything(sent: str) -> None:
    name = clean_name(sent)
    assert 0 < len(name) <= LONGEST_NAME
    assert not set(name) & set('/\\\x00\r\n"\u202e\u200b')
    assert name not in (".", "..")
    assert not name.startswith(".")
    assert clean_name(name) == name


@given(st.binary(max_size=400), st.sampled_from(["a.jpg", "a.png", "a.pdf", "a.docx", "a.odt", "a.txt", "a"]))
def test_any_bytes_are_kept_or_refused_and_never_a_fault(data: bytes, name: str) -> None:
    try:
        kept = look_at(name, data)
    except Refused:
        return
    assert kept.size


@given(st.data())
def test_a_damaged_good_file_is_kept_or_refused_and_never_a_fault(data: st.DataObject) -> None:
    name, whole = data.draw(
        st.sampled_from([("a.jpg", picture()), ("a.png", picture("PNG")), ("a.docx", word()), ("a.pdf", pdf())])
    )
    spoiled = bytearray(whole)
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=6)):
        spoiled[place] = data.draw(st.integers(0, 255))
    try:
        look_at(name, bytes(spoiled))
    except Refused:
        return
