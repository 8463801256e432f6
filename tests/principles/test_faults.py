"""A broken content file stops the start and says where it is broken."""

import shutil

import pytest

from alongside.core.content import ContentFault
from alongside.principles import catalogue, crisis


@pytest.fixture
def copy(tmp_path):
    """A copy of the content that a test may break."""
    folder = tmp_path / "content"
    shutil.copytree(catalogue.CONTENT, folder)
    return folder


def line_of(file, words):
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if words in line:
            return number
    raise AssertionError(words)


# file, what stands there, what somebody wrote instead, what the fault says, the words on the line it names
BREAKS = [
    (
        "1-relationships.yaml",
        "moments: [always]\n    type",
        "moments: [alway]\n    type",
        "“alway” is not one of: always",
        "[alway]",
    ),
    ("1-relationships.yaml", "- id: P1.3", "- id: P1.4", "“P1.4” is not one of the permanent ids", "P1.4"),
    ("1-relationships.yaml", "- id: P1.3", "- id: P1.2", "should hold exactly P1.1, P1.2, P1.3", "id: P1.1"),
    ("1-relationships.yaml", "    prompt: >-", "    promt: >-", "“promt” is not a known key", "promt"),
    ("1-relationships.yaml", "name: Words that fit the person", "name: Plainly", "three to six words", "Plainly"),
    ("1-relationships.yaml", "name: Words that fit the person", "name:", "is empty", None),
    ("1-relationships.yaml", "name: Words that fit the person", "name: {a: b}", "should be text", "{a: b}"),
    (
        "1-relationships.yaml",
        "type: [outcome]",
        "type: [result]",
        "“result” is not one of: structure, process, outcome",
        "[result]",
    ),
    ("1-relationships.yaml", "type: [outcome]", "type: outcome", "should be a list", "type: outcome"),
    (
        "1-relationships.yaml",
        "type: [outcome]",
        "type: [outcome, outcome]",
        "“outcome” is there twice",
        "outcome, outcome",
    ),
    (
        "1-relationships.yaml",
        "{principle: 1, moments: [always], row: 2",
        "{principle: 2, moments: [always], row: 2",
        "this file holds principle 1",
        "principle: 2,",
    ),
    (
        "1-relationships.yaml",
        "{principle: 1, moments: [always], row: 2",
        "{principle: 1, moments: [appointment], row: 2",
        "cites other moments",
        "[appointment], row: 2",
    ),
    ("1-relationships.yaml", "row: 3", "row: 2", "two practices cite row 2, paragraph 1", "id: P1.1"),
    ("1-relationships.yaml", "row: 3", "row: three", "“three” should be a whole number", "row: three"),
    ("1-relationships.yaml", "number: 1", "number: 7", "there is no principle 7", "number: 7"),
    ("1-relationships.yaml", "number: 1\n", "number: 1\nnumber: 1\n", "“number” is there twice", "title"),
    (
        "1-relationships.yaml",
        "    we_statement: We listen",
        "    we_statement: They listen",
        "should begin with “We”",
        "They listen",
    ),
    (
        "1-relationships.yaml",
        "I understand enough, and feel sure enough, to play the part I choose.",
        "It goes well.",
        "said by the person",
        "It goes well",
    ),
    (
        "1-relationships.yaml",
        "      record: weak\n      signal: How often",
        "      record: maybe\n      signal: How often",
        "“maybe” is not one of: ask",
        "maybe",
    ),
    ("3-understanding.yaml", '      record: "no"', "      record: weak", "needs a “signal”", None),
    ("5-collaboration.yaml", "title: Collaborate", "titel: Collaborate", "“titel” is not a known key", "titel"),
    ("set.yaml", "id: both-2019", "id: both-2020", "should be the name of its folder", "both-2020"),
    ("set.yaml", "status: draft", "status: done", "“done” is not one of: draft", "status: done"),
    (
        "set.yaml",
        "  - 3-understanding.yaml",
        "  - 3-missing.yaml",
        "“3-missing.yaml” is not a file in this folder",
        "3-missing",
    ),
    ("set.yaml", "  - 3-understanding.yaml", "  - ../moments.yaml", "is not a file in this folder", "../moments"),
    (
        "set.yaml",
        "  - 5-collaboration.yaml\n",
        "",
        "should hold principles [1, 2, 3, 4, 5] in order",
        "1-relationships",
    ),
    ("set.yaml", "licence: >-", "licence: [", "not readable", None),
    ("set.yaml", "source:\n", "origin:\n", "“origin” is not a known key", "origin"),
]


@pytest.mark.parametrize(("name", "stands", "written", "says", "on_line"), BREAKS)
def test_a_broken_set_is_refused_with_file_line_and_reason(copy, name, stands, written, says, on_line):
    file = copy / "both-2019" / name
    text = file.read_text(encoding="utf-8")
    assert stands in text
    file.write_text(text.replace(stands, written, 1), encoding="utf-8")
    with pytest.raises(ContentFault) as caught:
        catalogue.read_set(copy / "both-2019")
    assert says in str(caught.value)
    assert name in str(caught.value)
    if on_line:
        assert abs(caught.value.line - line_of(file, on_line)) <= 1
        assert f"line {caught.value.line}" in str(caught.value)


def test_the_path_inside_the_file_is_named(copy):
    file = copy / "both-2019" / "4-options.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("moments: [shared-plan]\n", "moments: [plan]\n"), encoding="utf-8"
    )
    with pytest.raises(ContentFault, match=r"practices\[6\]\.moments\[0\]: “plan” is not one of"):
        catalogue.read_set(copy / "both-2019")


def test_a_practice_that_lost_a_field_is_refused_by_name(copy):
    file = copy / "both-2019" / "2-context.yaml"
    text = file.read_text(encoding="utf-8")
    start = text.index("    for_carers:")
    file.write_text(text[:start] + text[text.index("    for_staff:") :], encoding="utf-8")
    with pytest.raises(ContentFault, match="for_carers missing"):
        catalogue.read_set(copy / "both-2019")


def test_a_sentence_copied_from_one_practice_to_another_is_refused(copy):
    file = copy / "both-2019" / "5-collaboration.yaml"
    text = file.read_text(encoding="utf-8")
    ours = "We plan around hurdles, and stay until the next person has taken over."
    file.write_text(text.replace(ours, "We listen first, and we say plainly when we do not know."), encoding="utf-8")
    with pytest.raises(ContentFault, match="P5.2 we_statement says the same as P1.1 we_statement"):
        catalogue.read_set(copy / "both-2019")


def test_a_moment_that_is_missing_is_refused(copy):
    file = copy / "moments.yaml"
    file.write_text(file.read_text(encoding="utf-8").rsplit("- id:", 1)[0], encoding="utf-8")
    with pytest.raises(ContentFault, match="each moment once"):
        catalogue.read_moments(file)


def test_a_file_that_is_missing_empty_or_not_text_is_refused(copy):
    with pytest.raises(ContentFault, match="cannot be read"):
        catalogue.read_moments(copy / "nowhere.yaml")
    (copy / "moments.yaml").write_text("", encoding="utf-8")
    with pytest.raises(ContentFault, match="is empty"):
        catalogue.read_moments(copy / "moments.yaml")
    (copy / "moments.yaml").write_bytes(b"- name: \xff\xfe")
    with pytest.raises(ContentFault, match="not UTF-8"):
        catalogue.read_moments(copy / "moments.yaml")


CRISIS_BREAKS = [
    ("action: Call 116 123", "action: Call Samaritans", "should hold the number"),
    ("number: 116 123", "number: 116 132", "“116 132” and “116123” are different numbers"),
    ('tel: "116123"', 'tel: "116 123"', "should be digits only"),
    ('    text_to: "85258"\n', "", "needs either “tel” or “text_to”"),
    ('    text_to: "85258"\n', '    text_to: "85258"\n    tel: "85258"\n', "needs either “tel” or “text_to”"),
    ("id: samaritans", "id: emergency", "two routes have the same id"),
    (
        '"999"\n    number: "999"\n    action: Call 999',
        '"112"\n    number: "112"\n    action: Call 112',
        "has no way to reach 999",
    ),
    (
        "    source: samaritans.org/how-we-can-help/contact-samaritan\n",
        "",
        "source missing",
    ),
    ('review_on: "2027-02-22"', 'review_on: "2026-02-22"', "should lie after “checked_on”"),
    ('review_on: "2027-02-22"', 'review_on: "next spring"', "should be a day such as"),
    ("hours: day and night", "hours: always", "“always” is not one of: day and night"),
    ("- part: Bladder", "- place: Bladder", "“place” is not a known key"),
]


@pytest.mark.parametrize(("stands", "written", "says"), CRISIS_BREAKS)
def test_a_broken_list_of_crisis_routes_is_refused(copy, stands, written, says):
    file = copy / "crisis-routes.yaml"
    text = file.read_text(encoding="utf-8")
    assert stands in text
    file.write_text(text.replace(stands, written, 1), encoding="utf-8")
    with pytest.raises(ContentFault, match=says):
        crisis.read_routes(file)
