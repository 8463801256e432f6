"""Interviews come as documents: words and their paragraphs are read, what stands beside them is named, and whatever is hostile is one sentence."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from alongside.core.refusal import Refused
from alongside.themes.files import typed_up as room
from alongside.themes.files.typed_up import typed_up
from alongside.themes.rules import LONGEST_TEXT, LeftOut, TypedUp
from tests.themes.typed import in_the_body, open_text, packed, unpacked, word

LIMIT = 10 * 1024 * 1024
BLIND = "PRIVATE"


def read(data: bytes, name: str = "interview.docx") -> TypedUp:
    return typed_up(SimpleUploadedFile(name, data), LIMIT)


def why_not(data: bytes, name: str = "interview.docx") -> str:
    with pytest.raises(Refused) as refused:
        read(data, name)
    sentence = str(refused.value.refusal)
    assert sentence.count(".") >= 1 and sentence[0].isupper()
    return refused.value.refusal.kind


def what_becomes_of(data: bytes) -> str:
    try:
        return read(data).words
    except Refused as refused:
        return refused.refusal.kind


def test_paragraphs_lists_and_breaks_of_a_word_document_become_lines() -> None:
    def more(document):
        document.add_heading("Second half", 2)
        document.add_paragraph("one thing", style="List Bullet")
        split = document.add_paragraph("I told it ")
        split.add_run("again").bold = True
        split.add_run("\tand").add_break()
        split.add_run("again.")

    found = read(word("I: How was it?", "", "R: It was  long.", more=more))
    assert found.words == "I: How was it?\n\nR: It was long.\nSecond half\none thing\nI told it again and\nagain."
    assert found.left_out == ()


def test_a_row_of_a_table_is_a_turn_of_talk() -> None:
    def more(document):
        table = document.add_table(rows=2, cols=2)
        for row, said in zip(table.rows, (("I:", "And then?"), ("R:", "I waited.")), strict=True):
            for cell, words in zip(row.cells, said, strict=True):
                cell.text = words
        table.rows[1].cells[1].add_paragraph("A year.")

    assert read(word("Before", more=more)).words == "Before\nI: And then?\nR: I waited. A year."
    inside = "<table:table><table:table-row><table:table-cell><text:p>I:</text:p></table:table-cell><table:table-cell><text:p>And?</text:p></table:table-cell></table:table-row></table:table>"
    assert read(open_text(inside), "a.odt").words == "I: And?"


def test_what_was_put_in_with_changes_tracked_is_read_and_what_was_taken_out_is_not() -> None:
    def more(document):
        in_the_body(
            document,
            f'<w:p><w:r><w:t xml:space="preserve">I </w:t></w:r><w:ins w:id="1" w:author="A"><w:r><w:t>waited</w:t></w:r></w:ins>'
            f'<w:del w:id="2" w:author="A"><w:r><w:delText>{BLIND}</w:delText></w:r></w:del>'
            f'<w:moveFrom w:id="3" w:author="A"><w:r><w:t>{BLIND}</w:t></w:r></w:moveFrom></w:p>',
        )

    assert read(word(more=more)) == TypedUp("I waited", (LeftOut.DELETED,))
    changed = (
        f"<text:tracked-changes><text:changed-region><text:deletion><text:p>{BLIND}</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        '<text:p>I <text:change-start text:change-id="1"/>waited<text:change-end text:change-id="1"/>.</text:p>'
    )
    assert read(open_text(changed), "a.odt") == TypedUp("I waited.", (LeftOut.DELETED,))
    only_put_in = (
        "<text:tracked-changes><text:changed-region><text:insertion/></text:changed-region></text:tracked-changes>"
    )
    assert read(open_text(f"{only_put_in}<text:p>So.</text:p>"), "a.odt").left_out == ()


def test_what_stands_beside_the_words_of_a_word_document_is_left_out_and_named(tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    Image.new("RGB", (4, 4)).save(picture)

    def more(document):
        said = document.add_paragraph("It was long.")
        document.add_comment(said.runs, text=BLIND, author=BLIND)
        document.add_picture(str(picture))
        document.sections[0].header.paragraphs[0].text = BLIND
        document.sections[0].footer.paragraphs[0].text = " "
        document.add_paragraph().add_run(BLIND).font.hidden = True
        document.add_paragraph().add_run("Seen.").font.hidden = False
        in_the_body(document, '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>')
        box = f"<w:pict><w:txbxContent><w:p><w:r><w:t>{BLIND}</w:t></w:r></w:p></w:txbxContent></w:pict>"
        in_the_body(document, f"<w:p><w:r>{box}</w:r></w:p>")
        in_the_body(document, f"<w:p><w:r><w:instrText>AUTHOR {BLIND}</w:instrText></w:r></w:p>")

    found = read(word(more=more))
    assert found.words == "It was long.\n\nSeen."
    assert found.left_out == (
        LeftOut.COMMENTS,
        LeftOut.HIDDEN,
        LeftOut.NOTES,
        LeftOut.PICTURES,
        LeftOut.BOXES,
        LeftOut.MARGINS,
    )


def test_what_stands_beside_the_words_of_an_open_document_is_left_out_and_named() -> None:
    inside = (
        f'<text:h>Talk</text:h><text:p>It<text:s text:c="3"/>was<text:tab/>long<office:annotation><text:p>{BLIND}</text:p></office:annotation>,'
        f"<text:note><text:note-body><text:p>{BLIND}</text:p></text:note-body></text:note> I say.<text:line-break/>So <text:span>it <text:a>was</text:a></text:span>.</text:p>"
        f"<text:p><draw:frame><draw:image/></draw:frame><draw:frame><draw:text-box><text:p>{BLIND}</text:p></draw:text-box></draw:frame></text:p>"
        f'<text:p><text:hidden-text>{BLIND}</text:hidden-text>End<text:s text:c="no"/>.</text:p>'
    )
    styles = f"<office:master-styles><style:master-page><style:header><text:p>{BLIND}</text:p></style:header></style:master-page></office:master-styles>"
    found = read(open_text(inside, styles=styles), "a.odt")
    assert found.words == "Talk\nIt was long, I say.\nSo it was.\n\nEnd ."
    assert found.left_out == (
        LeftOut.COMMENTS,
        LeftOut.HIDDEN,
        LeftOut.NOTES,
        LeftOut.PICTURES,
        LeftOut.BOXES,
        LeftOut.MARGINS,
    )


@pytest.mark.parametrize("way", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("name", ["talk.txt", "talk.md", "talk"])
def test_plain_text_is_read_in_the_ways_it_is_saved(way: str, name: str) -> None:
    assert read("Café: it’s long.\r\nSo it was.\rYes.".encode(way), name).words == "Café: it’s long.\nSo it was.\nYes."


def test_the_kind_of_a_document_is_known_by_what_is_in_it() -> None:
    assert read(word("It was long."), "talk.txt").words == "It was long."
    assert read(open_text("<text:p>It was long.</text:p>"), "talk.docx").words == "It was long."


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.4\n%%EOF", "talk.pdf"),
        (b"%PDF-1.4\n%%EOF", "talk.docx"),
        (b"{\\rtf1 It was long.}", "talk.rtf"),
        (b"<html><body>It was long.</body></html>", "talk.txt"),
        (b"ID3\x04\x00\x00\x00\x00\x00\x00", "talk.mp3"),
        (b"It was\x00long.", "talk.txt"),
        (b"\xff\xfeI", "talk.txt"),
        (packed({"a.txt": "It was long."}), "talk.docx"),
    ],
)
def test_what_is_no_typed_up_document_is_told_what_can_be_done_instead(data: bytes, name: str) -> None:
    assert why_not(data, name) == "themes.no-typed-document"


def test_old_documents_and_those_with_a_password_are_told_apart_from_damage() -> None:
    assert why_not(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "talk.doc") == "themes.old-or-locked"
    locked = open_text("", META__INF="", **{"META-INF__manifest.xml": "<manifest:encryption-data/>"})
    assert why_not(locked, "talk.odt") == "themes.old-or-locked"


def test_a_document_without_words_says_so() -> None:
    assert why_not(word()) == "themes.no-words-in-document"
    assert why_not(word(*[""] * 1_000)) == "themes.no-words-in-document"
    assert why_not(b" \n ", "talk.txt") == "themes.no-words-in-document"
    assert why_not(b"", "talk.txt") == "upload.empty"


def test_what_is_too_long_says_so_before_much_is_unpacked() -> None:
    assert why_not(b"a" * (LIMIT + 1), "talk.txt") == "upload.too_big"
    assert why_not(b"words " * (LONGEST_TEXT // 6 + 1), "talk.txt") == "themes.too-long"
    assert len(read(("words\n" * (LONGEST_TEXT // 6)).encode(), "talk.txt").words) <= LONGEST_TEXT
    bomb = open_text("<text:p>" + " " * (room.MOST_XML + 1) + "</text:p>")
    assert len(bomb) < 20_000
    assert why_not(bomb, "talk.odt") == "themes.too-long"
    many = packed(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}
        | {f"{n}": "" for n in range(2_100)}
    )
    assert why_not(many, "talk.odt") == "upload.damaged"


def test_an_archive_that_lies_about_its_size_is_damaged() -> None:
    data = bytearray(open_text("<text:p>" + "It was long. " * 500 + "</text:p>"))
    size = len(unpacked(bytes(data))["content.xml"])
    at = data.rfind(struct.pack("<L", size))
    data[at : at + 4] = struct.pack("<L", 10)
    assert why_not(bytes(data), "talk.odt") == "upload.damaged"


@pytest.mark.parametrize("part", ["content.xml", "styles.xml"])
def test_a_document_that_declares_things_of_its_own_is_not_read(part: str) -> None:
    declares = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>'
    files: dict[str, str | bytes] = dict(unpacked(open_text("<text:p>It was long.</text:p>")))
    files[part] = f"{declares}<a>&b;&c;</a>"
    assert why_not(packed(files), "talk.odt") == "upload.damaged"


def test_entities_in_a_word_document_are_never_put_in() -> None:
    files: dict[str, str | bytes] = dict(unpacked(word("It was long.")))
    body = bytes(files["word/document.xml"]).decode().split("?>", 1)[1].replace("It was long.", "It was &c;long.")
    files["word/document.xml"] = f'<!DOCTYPE w [<!ENTITY c SYSTEM "file:///etc/hostname">]>{body}'
    assert read(packed(files)).words in ("It was long.", "It was")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("word/vbaProject.bin", "x"),
        ("../climbs.xml", "<a/>"),
        ("word/_rels/settings.xml.rels", '<a Type="attachedTemplate" TargetMode="External"/>'),
    ],
)
def test_what_could_act_by_itself_is_not_read(name: str, said: str) -> None:
    files: dict[str, str | bytes] = dict(unpacked(word("It was long.")))
    assert why_not(packed(files | {name: said})) == "upload.acts"


def test_a_link_to_elsewhere_is_words_and_is_never_followed() -> None:
    def more(document):
        elsewhere = document.part.relate_to(
            "http://127.0.0.1:9/never",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header",
            is_external=True,
        )
        in_the_body(document, f"<w:p><w:r><w:t>It was {elsewhere}.</w:t></w:r></w:p>")

    assert read(word(more=more)).words.startswith("It was rId")


@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "_rels/.rels", "word/styles.xml"])
@pytest.mark.parametrize("said", ["", "<", "<a/>", "\x00" * 30])
def test_a_part_that_is_torn_is_one_sentence_or_does_not_matter(part: str, said: str) -> None:
    files: dict[str, str | bytes] = dict(unpacked(word("It was long.")))
    files[part] = said
    torn = {"upload.damaged", "themes.no-words-in-document", "themes.no-typed-document"}
    assert what_becomes_of(packed(files)) in {"It was long."} | torn


def test_half_a_file_and_deep_nesting_are_damage() -> None:
    data = word("It was long.")
    for cut in (40, len(data) // 2, len(data) - 10):
        assert why_not(data[:cut]) in ("upload.damaged", "themes.no-typed-document")
    deep = "<text:span>" * 3_000 + "x" + "</text:span>" * 3_000
    assert why_not(open_text(f"<text:p>{deep}</text:p>"), "talk.odt") == "upload.damaged"


def test_an_archive_that_wants_a_password_is_not_read() -> None:
    data = bytearray(open_text("<text:p>It was long.</text:p>"))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        places = [one.header_offset for one in archive.infolist()]
    for at in [*(place + 6 for place in places), *(found + 8 for found in _central(bytes(data)))]:
        data[at] |= 1
    assert why_not(bytes(data), "talk.odt") in ("upload.acts", "upload.damaged")


def _central(data: bytes) -> list[int]:
    found, at = [], data.find(b"PK\x01\x02")
    while at >= 0:
        found.append(at)
        at = data.find(b"PK\x01\x02", at + 4)
    return found
