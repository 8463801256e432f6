"""A codebook may be changed in every way, and its log tells each; what was marked stays readable, merged codes read as one."""

from uuid import UUID

import pytest
from django.db import transaction

from alongside.core.refusal import Refused
from alongside.core.viewer import bound
from alongside.themes.actions import codebook, reading
from alongside.themes.models import Code, Command
from alongside.themes.queries import codebook as tell
from alongside.themes.queries import comparing
from alongside.themes.rules import Deed
from tests.themes.study import InStudy, a_study, as_, asks, read_by_two

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> InStudy:
    return a_study()


def paths(here, viewer=None):
    return [one.path for one in tell.tree(asks(viewer or here.alex, tell.codes_of, here.study))]


def deeds(here):
    return [Deed(one.deed) for one in asks(here.alex, tell.log_of, here.study)]


def adds(here, name, **more):
    return as_(here.alex, codebook.add_code, study=here.study, name=name, description="", **more).pk


def test_codes_stand_below_one_another_and_everybody_of_the_study_reads_them(here):
    adds(here, "In the car park", parent=here.codes["Telling again"].pk)
    assert paths(here) == ["Both at once", "Not read", "Telling again", "Telling again › In the car park"]
    assert paths(here, here.follows) == paths(here)
    assert paths(here, here.stranger) == []


def test_a_peer_researcher_changes_codes_and_whoever_only_follows_does_not(here):
    code = here.codes["Not read"].pk
    as_(here.alex, codebook.reword, code=code, name="  Nobody had  read it ", description="Letters that were there.")
    assert "Nobody had read it" in paths(here)
    with pytest.raises(Refused, match="only-readers"):
        as_(here.follows, codebook.retire, code=code)
    with pytest.raises(Refused, match="no-such-code"):
        as_(here.stranger, codebook.retire, code=code)
    with pytest.raises(Refused, match="not-there"):
        as_(here.stranger, codebook.add_code, study=here.study, name="Mine", description="")


def test_merged_codes_read_as_one_and_no_mark_is_rewritten(here):
    row = read_by_two(here)
    said, into = here.codes["Telling again"].pk, here.codes["Both at once"].pk
    as_(here.alex, codebook.merge, code=said, into=into)
    assert paths(here) == ["Both at once", "Not read"]
    found = [one for one in asks(here.alex, comparing.stretches, row) if not one.differs]
    assert {code for one in found for code in one.codes} == {into}
    as_(here.alex, codebook.merge, code=into, into=here.codes["Not read"].pk)
    reads_as = tell.resolved(asks(here.alex, tell.codes_of, here.study))
    assert reads_as[said] == here.codes["Not read"].pk, "a merged code that was merged again"
    assert tell.put_away(asks(here.alex, tell.codes_of, here.study)) == []


def test_a_code_that_holds_two_things_becomes_a_heading_and_its_marks_wait(here):
    row = here.opens_round(here.alex)
    here.marks(here.alex, row.pk, "Robin", [0], "Telling again")
    as_(here.alex, codebook.split, code=here.codes["Telling again"].pk, names=["To a person", "On a form", ""])
    assert "Telling again › On a form" in paths(here)
    as_(here.alex, reading.finish, round_id=row.pk)
    assert [one.text for one in asks(here.alex, comparing.stretches, row)] == ["I told it again and again."]
    for names in (["Only one"], ["", " "]):
        with pytest.raises(Refused, match="needs-a-name"):
            as_(here.alex, codebook.split, code=here.codes["Not read"].pk, names=names)


def test_a_code_is_put_away_and_taken_up_again(here):
    code = here.codes["Not read"].pk
    as_(here.alex, codebook.retire, code=code)
    assert "Not read" not in paths(here)
    as_(here.alex, codebook.bring_back, code=code)
    assert "Not read" in paths(here)
    with pytest.raises(Refused, match="no-such-code"):
        as_(here.alex, codebook.bring_back, code=code)
    assert deeds(here)[:2] == [Deed.BRING_BACK, Deed.RETIRE]


def test_what_cannot_be_done_to_a_code_says_why(here):
    top, below = here.codes["Telling again"].pk, adds(here, "Below", parent=here.codes["Telling again"].pk)
    other = a_study()
    for do, said, why in (
        (codebook.move, {"code": top, "below": below}, "in-itself"),
        (codebook.move, {"code": top, "below": top}, "in-itself"),
        (codebook.merge, {"code": top, "into": below}, "has-codes-below"),
        (codebook.merge, {"code": below, "into": below}, "no-such-code"),
        (codebook.retire, {"code": top}, "has-codes-below"),
        (codebook.reword, {"code": below, "name": " ", "description": ""}, "needs-a-name"),
        (codebook.reword, {"code": top, "name": "not READ", "description": ""}, "same-name"),
        (codebook.add_code, {"study": here.study, "name": "Not read", "description": ""}, "same-name"),
        (
            codebook.add_code,
            {"study": here.study, "name": "X", "description": "", "parent": UUID(int=1)},
            "no-such-code",
        ),
        (codebook.move, {"code": top, "below": other.codes["Not read"].pk}, "no-such-code"),
    ):
        with pytest.raises(Refused, match=why):
            as_(here.alex, do, **said)
    heading = adds(here, "Heading", is_heading=True)
    with pytest.raises(Refused, match="themes.heading"):
        as_(here.alex, codebook.merge, code=below, into=heading)
    as_(here.alex, codebook.move, code=below, below=None)
    assert "Below" in paths(here)


def test_a_codebook_goes_to_another_tool_and_back_with_its_identifiers(here):
    adds(here, "Below", parent=here.codes["Telling again"].pk)
    data = asks(here.alex, tell.file_of, here.study)
    assert b"I told it" not in data
    other = a_study()
    assert as_(other.alex, codebook.bring_codebook, study=other.study, data=data) == (4, 0)
    assert "Telling again › Below" in paths(other)
    renamed = data.replace(b"Below", b"Further down")
    assert as_(here.alex, codebook.bring_codebook, study=here.study, data=renamed) == (0, 1)
    assert "Telling again › Further down" in paths(here)
    assert as_(here.alex, codebook.bring_codebook, study=here.study, data=renamed) == (0, 0)


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><CodeBook xmlns="urn:QDA-XML:codebook:1.0"/>',
        b"not a codebook",
        b'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code guid="00000000-0000-0000-0000-000000000001" name="A"/>'
        b'<Code guid="00000000-0000-0000-0000-000000000001" name="B"/></Codes></CodeBook>',
    ],
)
def test_a_hostile_file_leaves_nothing_behind(here, data):
    before = paths(here), deeds(here)
    with pytest.raises(Refused, match=r"codebook\."):
        as_(here.alex, codebook.bring_codebook, study=here.study, data=data)
    assert (paths(here), deeds(here)) == before


def test_the_log_is_only_ever_added_to(here):
    with transaction.atomic(), bound(here.noreen):
        numbers = list(Command.objects.filter(study_id=here.study).order_by("number").values_list("number", flat=True))
        assert numbers == [1, 2, 3]
        assert Code.objects.filter(study_id=here.study).count() == 3
