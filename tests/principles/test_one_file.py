"""A version as one file: the same content there and back, and every kind of bad file ends in one clear sentence."""

import json
from dataclasses import replace

import pytest

from alongside.core import clock
from alongside.core.refusal import Refused
from alongside.principles.actions import files, practices, provenance, services, sets, wordings
from alongside.principles.files.reading import depth_of
from alongside.principles.files.shape import MOST_BYTES
from alongside.principles.files.understanding import understood
from alongside.principles.files.writing import written
from alongside.principles.models import OwnSet, SetPractice, SetVersion, Translation
from alongside.principles.queries import versions
from alongside.principles.queries.files import file_of
from alongside.principles.queries.wordings import in_language
from alongside.principles.rules import EdgeFrom, PracticeState, ReaderRole, Ref, SetStatus
from alongside.principles.versions import seal_of_version, sealed

from .own_sets import (
    FIRST,
    a_facilitator,
    a_fork,
    a_house,
    a_practice,
    a_viewer,
    as_on_another_machine,
    goes_out,
    stands,
    why,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return a_house()


def with_everything(house) -> Ref:
    """A published set with everything a set can have."""
    at = a_fork(house)
    practices.adapt(
        at=at,
        practice="P2.1",
        words={"name": "Know what came before"},
        frame=why(dissent="One did not."),
        by=house.lead,
    )
    practices.drop(at=at, practice="P2.5", frame=why("Nobody here works."), by=house.lead)
    made = a_practice(at, house.lead)
    provenance.add_edge(
        at=at, practice=made, came_from=EdgeFrom.MEETING, reference="Spring meeting", on=clock.today(), by=house.lead
    )
    goes_out(at, house.lead)
    wordings.begin(of=at, language="cy", translated_by=ReaderRole.STAFF, by=house.lead)
    wordings.say(of=at, language="cy", place="P1.1", words={"name": "Amser i wrando"}, by=house.lead)
    return at


@pytest.fixture
def ours(house) -> Ref:
    return with_everything(house)


def brings(data: bytes, house, by=None) -> Ref:
    return files.bring(data=data, service=house.service.pk, by=by or house.lead)


def nothing_is_kept() -> bool:
    return not OwnSet.objects.exists() and not SetVersion.objects.exists() and not Translation.objects.exists()


@pytest.fixture
def saved(house) -> bytes:
    """The file of a set that is not here."""
    return as_on_another_machine(lambda: file_of(stands(with_everything(house))))


def test_a_file_there_and_back_is_the_same_to_the_last_byte(house):
    def make():
        found = stands(with_everything(house))
        return found, file_of(found)

    before, data = as_on_another_machine(make)
    assert nothing_is_kept()
    assert brings(data, a_house("Slipway")) == before.ref
    after = stands(before.ref)
    assert file_of(after) == data
    assert after.set == before.set
    assert after.everything == before.everything
    assert after.seal == before.seal
    assert after.is_brought
    assert in_language(after, "cy").done == 1
    assert versions.changes_of(after, "P2.1")[0].dissent == "One did not."


def test_a_draft_goes_there_and_back_too(house):
    data = as_on_another_machine(lambda: file_of(stands(a_fork(house))))
    at = brings(data, house)
    assert file_of(stands(at)) == data
    assert stands(at).set.status is SetStatus.DRAFT


def test_the_file_reads_line_by_line_so_that_two_versions_can_be_told_apart(house, ours):
    first = file_of(stands(ours)).decode().splitlines()
    second = sets.begin_next_version(of=ours, reasons="Learnt.", by=house.lead)
    practices.adapt(at=second, practice="P1.1", words={"name": "Time that is there"}, frame=why(), by=house.lead)
    then = file_of(stands(second)).decode().splitlines()
    assert [line.strip() for line in then if '"name": "Time that is there"' in line]
    assert len(set(first) & set(then)) > 400


def test_what_came_as_a_file_is_kept_as_it_came_and_can_be_made_ones_own(house, saved):
    other = a_house("Slipway")
    at = brings(saved, other)
    with pytest.raises(Refused, match=r"set\.came-as-file"):
        practices.drop(at=at, practice="P1.1", frame=why(), by=other.lead)
    with pytest.raises(Refused, match=r"set\.came-as-file"):
        sets.begin_next_version(of=at, reasons="Why", by=other.lead)
    with pytest.raises(Refused, match=r"set\.not-made-here"):
        sets.retire(at=at, reasons="Why", by=other.lead)
    assert versions.published(at.set_id, at.version) is None
    assert versions.version_for(a_viewer("Ana"), at.set_id, at.version) is None
    assert versions.version_for(other.nurse, at.set_id, at.version) is not None
    own = a_fork(other, "slipway-own", "S", at)
    assert stands(own).find("P2.5").reason == "Nobody here works."
    services.switch(service=other.service.pk, to=at, begins_on=clock.today(), reason="We trust it.", by=other.lead)


def test_the_same_file_twice_changes_nothing_and_says_so(house, saved):
    brings(saved, house)
    count = SetPractice.objects.count()
    with pytest.raises(Refused, match=r"file\.here"):
        brings(saved, house)
    assert SetPractice.objects.count() == count


@pytest.mark.parametrize("who", ["nurse", "panel"])
def test_only_a_lead_or_whoever_runs_sessions_brings_a_file(house, saved, who):
    with pytest.raises(Refused, match=r"set\.not-yours"):
        brings(saved, house, getattr(house, who))
    assert files.bring(data=saved, service=None, by=a_facilitator()) == Ref("headland-own", "1")


def put(saved: bytes, *path: object, to: object, seal: bool = True) -> bytes:
    """The file with one thing changed, sealed again as if nothing had happened."""
    found = json.loads(saved)
    at = found
    for step in path[:-1]:
        at = at[step]
    if to is None and isinstance(at, dict) and path[-1] == "gone":
        at.pop(next(iter(at)))
    else:
        at[path[-1]] = {**at[path[-1]], **to} if path == P and to else to
    if seal:
        found["sha256"] = sealed({name: value for name, value in found.items() if name != "sha256"})
    return json.dumps(found).encode()


RAW = {
    "too big": (b'{"a": "' + b"x" * MOST_BYTES + b'"}', "too-big"),
    "not UTF-8": (b"\xff\xfe{}", "not-text"),
    "too deep": (b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "too-deep"),
    "cut off": (b'{"format": "alongside-principle-set", "set": {"id": "x"', "not-json"),
    "empty": (b"", "not-json"),
    "no JSON": (b"<xml/>", "not-json"),
    "a list": (b"[]", "not-a-set"),
    "another format": (b'{"format": "codebook"}', "not-a-set"),
    "a newer format": (b'{"format": "alongside-principle-set", "format_version": 2}', "newer"),
    "a name twice": (b'{"format": "alongside-principle-set", "format": "x"}', "name-twice"),
    "not a number": (b'{"format": NaN}', "number"),
    "a broken number": (b'{"format": 1.5}', "number"),
    "an endless number": (b'{"format": ' + b"9" * 5000 + b"}", "not-json"),
    "half a sign for a name": (
        b'{"format": "alongside-principle-set", "format_version": 1, "\\ud800": 1}',
        "shape",
    ),
    "half a sign for a name twice": (b'{"\\ud800": 1, "\\ud800": 1}', "name-twice"),
    "names missing": (b'{"format": "alongside-principle-set", "format_version": 1}', "shape"),
}


@pytest.mark.parametrize("case", RAW)
def test_a_file_that_is_no_set_ends_in_a_sentence(house, case):
    data, kind = RAW[case]
    with pytest.raises(Refused, match=rf"file\.{kind}") as said:
        brings(data, house)
    sentence = str(said.value.refusal).strip()
    assert sentence.encode().endswith(b".")
    assert nothing_is_kept()


P = ("practices", 0)
BAD = {
    "a practice twice": ((*("practices", 1), "id"), "P1.1", "shape"),
    "a practice of a wrong shape": ((*P, "id"), "P1", "shape"),
    "a practice under another number": ((*P, "principle"), 2, "shape"),
    "a practice under no principle": (P, {"id": "H9.1", "principle": 9}, "shape"),
    "a script in the words": ((*P, "plain"), "Hello <script>alert(1)</script>", "shape"),
    "a link that runs": ((*P, "prompt"), "JavaScript:alert(1)", "shape"),
    "signs that turn writing round": ((*P, "name"), "Time \u202e to talk", "shape"),
    "half a sign": ((*P, "name"), "Time \ud800 to talk", "shape"),
    "a null sign": ((*P, "name"), "Time\x00", "shape"),
    "words too long": ((*P, "plain"), "x" * 2001, "shape"),
    "a name too long": ((*P, "name"), "x" * 161, "shape"),
    "words missing": ((*P, "plain"), "  ", "shape"),
    "a number for words": ((*P, "plain"), 7, "shape"),
    "a list for a block": (P, [], "shape"),
    "a block for a list": (("practices",), {}, "shape"),
    "too many practices": (("practices",), [{}] * 201, "shape"),
    "an unknown moment": ((*P, "moments"), ["never"], "shape"),
    "no moment": ((*P, "moments"), [], "shape"),
    "a moment twice": ((*P, "moments"), ["always", "always"], "shape"),
    "words for a number": ((*P, "source", "row"), "1", "shape"),
    "a number out of bounds": ((*P, "source", "row"), -1, "shape"),
    "yes for a number": ((*P, "source", "row"), True, "shape"),
    "an unknown name": ((*P, "colour"), "red", "shape"),
    "a name missing": ((*P, "gone"), None, "shape"),
    "an unknown status": (("set", "status"), "nearly", "shape"),
    "a title for the set id": (("set", "id"), "Head Land", "shape"),
    "the letter of the first set": (("set", "prefix"), "P", "shape"),
    "no such day": (("set", "published_on"), "2026-13-45", "shape"),
    "no such time": (("set", "made_at"), "2026-13-45T25:00:00.000000+00:00", "shape"),
    "an unknown parent": (("parent", "set"), "somewhere-else", "line"),
    "a parent with other words": (("parent", "seal"), "0" * 64, "other-parent"),
    "its own parent": (("lineage",), [{"set": "headland-own", "version": "1"}], "circle"),
    "a circle further up": (
        ("lineage",),
        [{"set": "both-2019", "version": "1"}, {"set": "x", "version": "1"}, {"set": "both-2019", "version": "1"}],
        "circle",
    ),
    "a longer line than there is": (
        ("lineage",),
        [{"set": "both-2019", "version": "1"}, {"set": "x", "version": "1"}],
        "line",
    ),
    "no line": (("lineage",), [], "line"),
    "a principle twice": (("principles", 1, "number"), 1, "shape"),
    "history out of order": (("changes", 0, "number"), 99, "order"),
    "a planned that is neither": (("changes", 0, "is_planned"), "perhaps", "shape"),
    "changed words that are none": (("changes", 1, "words"), [], "shape"),
    "changed words under a strange name": (("changes", 1, "words"), {"<b>": ["", ""]}, "shape"),
    "a text of a language twice": (
        ("translations", 0, "texts"),
        [{"place": "P1.1", "field": "name", "text": "a"}] * 2,
        "shape",
    ),
    "a stranger’s role": (("translations", 0, "translated_by"), "robot", "shape"),
    "an edge from nowhere": (("provenance", 0, "came_from"), "dream", "shape"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_file_with_one_thing_wrong_is_not_kept_and_says_where(house, saved, case):
    path, to, kind = BAD[case]
    with pytest.raises(Refused, match=rf"file\.{kind}") as said:
        brings(put(saved, *path, to=to, seal=case != "half a sign"), house)
    sentence = str(said.value.refusal)
    sentence.encode()
    assert "<script" not in sentence
    assert nothing_is_kept()


def test_words_changed_after_the_file_was_saved_are_noticed(house, saved):
    with pytest.raises(Refused, match=r"file\.seal"):
        brings(put(saved, *P, "plain", to="Something else.", seal=False), house)
    # Whoever seals the file again has not sealed the words.
    with pytest.raises(Refused, match=r"file\.seal"):
        brings(put(saved, *P, "plain", to="Something else."), house)
    assert nothing_is_kept()


def test_a_practice_of_another_set_is_not_smuggled_in_under_its_id(house, saved):
    file = understood(saved)
    first = file.version.everything[0]
    foreign = (replace(first, practice=replace(first.practice, id="Z1.1")), *file.version.everything[1:])
    found, parent = file.version.set, file.version.parent
    forged = replace(file.version, everything=foreign, seal=seal_of_version(found, foreign, parent, "H"))
    principles = tuple(
        replace(
            one, practices=tuple(p.practice for p in foreign if p.is_live and p.practice.principle_number == one.number)
        )
        for one in found.principles
    )
    forged = replace(forged, set=replace(found, principles=principles))
    with pytest.raises(Refused, match=r"file\.foreign-id"):
        brings(written(replace(file, version=forged)), house)
    assert nothing_is_kept()


def test_a_language_twice_is_noticed(house, saved):
    twice = json.loads(saved)["translations"] * 2
    with pytest.raises(Refused, match=r"file\.twice"):
        brings(put(saved, "translations", to=twice), house)


def test_a_set_whose_parent_is_not_here_waits_for_it(house):
    other = a_house("Slipway")

    def make():
        ours = with_everything(house)
        theirs = a_fork(other, "slipway-own", "S", ours)
        goes_out(theirs, other.lead)
        return ours, theirs, file_of(stands(theirs)), file_of(stands(ours))

    ours, theirs, child, parent = as_on_another_machine(make)
    with pytest.raises(Refused, match=r"file\.no-parent") as said:
        brings(child, other)
    assert "headland-own 1" in str(said.value.refusal)
    assert nothing_is_kept()
    brings(parent, other)
    brings(child, other)
    assert file_of(stands(theirs)) == child
    assert versions.lineage(stands(theirs)) == [ours, FIRST]


def test_letters_that_mean_something_else_here_are_not_mixed_up(house, saved):
    a_fork(house, "other-own", "H")
    with pytest.raises(Refused, match=r"file\.prefix"):
        brings(saved, house)


def test_a_name_that_means_something_else_here_is_not_mixed_up(house, saved):
    at = a_fork(house, "headland-own", "Q")
    with pytest.raises(Refused, match=r"file\.other-words"):
        brings(saved, house)
    assert stands(at).prefix == "Q"


def test_a_later_version_joins_the_one_that_came_before_it_and_nobody_elses(house):
    def make():
        ours = with_everything(house)
        second = sets.begin_next_version(of=ours, reasons="Learnt.", by=house.lead)
        goes_out(second, house.lead)
        one, two = file_of(stands(ours)), file_of(stands(second))
        with pytest.raises(Refused, match=r"file\.here"):
            brings(two, house)
        return one, two, second

    one, two, second = as_on_another_machine(make)
    brings(one, house)
    with pytest.raises(Refused, match=r"file\.elsewhere"):
        brings(two, a_house("Slipway"))
    brings(two, house)
    assert versions.numbers_of("headland-own") == ["2", "1"]
    assert versions.newest("headland-own").ref == second


def test_a_version_from_elsewhere_does_not_join_a_set_that_is_made_here(house):
    def make():
        second = sets.begin_next_version(of=with_everything(house), reasons="Learnt.", by=house.lead)
        goes_out(second, house.lead)
        return file_of(stands(second))

    two = as_on_another_machine(make)
    a_fork(house)
    with pytest.raises(Refused, match=r"file\.made-here"):
        brings(two, house)


def test_brackets_inside_words_are_not_depth():
    assert depth_of('{"a": "[[[[[[[[[[[[[[[[[[[[[[", "b": "\\"[[[[[["}') == 1
    assert depth_of('[{"a": []}]') == 3


def test_times_in_a_file_are_kept_to_the_last_digit(house, saved):
    found = json.loads(saved)
    found["changes"][0]["at"] = "2026-01-02T03:04:05.678901+00:00"
    at = brings(put(json.dumps(found).encode(), "version", to="1"), house)
    assert b"2026-01-02T03:04:05.678901+00:00" in file_of(stands(at))
    assert stands(at).find("P2.1").state is PracticeState.ADAPTED
