"""A codebook goes to another tool and comes back the same; every hostile one ends in one clear sentence."""

from uuid import UUID

import pytest

from alongside.core.refusal import Refused
from alongside.themes.files.reading import codebook_in
from alongside.themes.files.shape import MOST_BYTES, MOST_CODES, MOST_SETS, Codebook, CodeInFile, SetInFile
from alongside.themes.files.writing import written

ONE, TWO, THREE = (UUID(int=number) for number in (1, 2, 3))
SPACE = 'xmlns="urn:QDA-XML:codebook:1.0"'
OURS = Codebook(
    (
        CodeInFile(ONE, "Being believed", codable=False, colour="#aa00ff", description="Whether it was taken as real."),
        CodeInFile(TWO, "Told & told again", ONE),
    ),
    (SetInFile(THREE, "First reading", (TWO,), "Read in spring."),),
)


def a_file(inside: str, space: str = SPACE) -> bytes:
    return f"<CodeBook {space}>{inside}</CodeBook>".encode()


def a_code(guid: object = ONE, rest: str = 'name="Pain"', inside: str = "") -> str:
    return f'<Code guid="{guid}" {rest}>{inside}</Code>'


def codes(inside: str) -> bytes:
    return a_file(f"<Codes>{inside}</Codes>")


def many(how_many: int, what: str) -> str:
    return "".join(f'<{what} guid="{UUID(int=n + 10)}" name="n"/>' for n in range(how_many))


def test_a_codebook_comes_back_as_it_went_with_every_identifier() -> None:
    assert codebook_in(written(OURS)) == OURS
    assert written(codebook_in(written(OURS))) == written(OURS)


def test_the_other_spelling_of_the_namespace_braces_and_foreign_additions_are_read() -> None:
    added = '<x:More xmlns:x="urn:x"><Description>no</Description></x:More><NoteRef/>'
    inside = f"<Codes>{a_code('{' + str(ONE) + '}', inside=added)}</Codes>"
    assert codebook_in(a_file(inside, 'xmlns="urn:QDA-XML:codebook:1:0"')).codes == (CodeInFile(ONE, "Pain"),)


def test_a_file_as_widely_used_tools_write_it_is_read() -> None:
    data = (
        b'<?xml version="1.0" encoding="UTF-8" standalone="no" ?><CodeBook origin="A tool for a desk" '
        b'xmlns="urn:QDA-XML:codebook:1:0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        b'xsi:schemaLocation="urn:QDA-XML:codebook:1:0 Codebook.xsd"><Codes><Code color="#00FF00" '
        b'guid="0A0B0C0D-0000-0000-0000-00000000000A" isCodable="false" name="Telling.Again"><Description>Two\nlines</Description>'
        b'<Code guid="0A0B0C0D-0000-0000-0000-00000000000B" isCodable="true" name="Inside"/></Code></Codes></CodeBook>'
    )
    outer, inner = codebook_in(data).codes
    assert (outer.name, outer.codable, outer.colour, outer.description) == (
        "Telling.Again",
        False,
        "#00ff00",
        "Two\nlines",
    )
    assert (inner.name, inner.parent) == ("Inside", outer.guid)


def nested(levels: int) -> str:
    inside = ""
    for level in range(levels):
        inside = a_code(UUID(int=level + 1), inside=inside)
    return inside


LAUGHS = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>' + codes(a_code(rest='name="&c;"'))
FETCHES = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + codes(a_code(inside="&b;"))
SETS = f"<Codes>{a_code()}</Codes><Sets>%s</Sets>"


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("declares", LAUGHS),
        ("declares", FETCHES),
        ("too-big", b" " * (MOST_BYTES + 1)),
        ("too-deep", codes(nested(400))),
        ("too-deep", codes(a_code(inside="<Odd>" * 40 + "</Odd>" * 40))),
        ("bad-guid", codes(a_code("a1"))),
        ("bad-guid", codes('<Code name="Pain"/>')),
        ("bad-guid", codes(a_code("{" + str(ONE)))),
        ("twice", codes(a_code() + a_code())),
        ("twice", a_file(SETS % f'<Set guid="{ONE}" name="n"/>')),
        ("script", codes(a_code(rest='name="&lt;script&gt;alert(1)"'))),
        ("script", codes(a_code(inside="<Description>javascript:alert(1)</Description>"))),
        ("script", codes(a_code(rest='name="left&#x202E;right"'))),
        ("not-a-codebook", a_file(f"<Codes>{a_code()}</Codes>", 'xmlns="urn:other"')),
        ("not-a-codebook", b"<html/>"),
        ("damaged", codes(a_code())[:-4]),
        ("damaged", b"\xff\xfe\x00"),
        ("damaged", b'<?xml version="1.0" encoding="no-such"?><CodeBook/>'),
        ("empty", codes("")),
        ("no-name", codes(a_code(rest='name=" "'))),
        ("too-long", codes(a_code(rest=f'name="{"a" * 201}"'))),
        ("bad-mark", codes(a_code(rest='name="Pain" color="red"'))),
        ("bad-mark", codes(a_code(rest='name="Pain" isCodable="perhaps"'))),
        ("too-many", codes(many(MOST_CODES + 1, "Code"))),
        ("too-many", a_file(SETS % many(MOST_SETS + 1, "Set"))),
        ("unknown-member", a_file(SETS % f'<Set guid="{TWO}" name="n"><MemberCode guid="{THREE}"/></Set>')),
    ],
)
def test_a_file_we_cannot_trust_ends_in_one_sentence(kind: str, data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        codebook_in(data)
    assert refused.value.refusal.kind == f"codebook.{kind}"
    assert str(refused.value.refusal).endswith(".")
