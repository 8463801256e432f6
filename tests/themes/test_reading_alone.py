"""Nobody sees another's marks before all have finished, by either wall; then differences come first, and both readings may stay."""

import pytest
from django.db import IntegrityError, connection, transaction

from alongside.core.refusal import Refused
from alongside.core.viewer import Viewer, bound
from alongside.core.walls import action, first_wall_open
from alongside.themes.actions import reading, studies
from alongside.themes.models import Coding, StudyMember
from alongside.themes.queries import comparing
from alongside.themes.queries import reading as tell
from alongside.themes.rules import Settled
from tests.themes.study import InStudy, a_study, as_, asks, read_by_two

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> InStudy:
    return a_study()


def seen_coders(viewer: Viewer, *, past_the_first_wall: bool = False) -> set[object]:
    with transaction.atomic(), bound(viewer):
        if past_the_first_wall:
            with first_wall_open():
                return set(Coding.objects.values_list("coder_id", flat=True))
        return set(Coding.objects.values_list("coder_id", flat=True))


def test_while_a_round_lasts_each_sees_only_their_own_marks(here):
    row = here.opens_round(here.noreen, here.alex)
    here.marks(here.noreen, row.pk, "Robin", [0], "Telling again")
    here.marks(here.alex, row.pk, "Robin", [1], "Not read")
    walls = [False, True] if connection.vendor == "postgresql" else [False]
    for past in walls:
        assert seen_coders(here.noreen, past_the_first_wall=past) == {here.noreen.account}
        assert seen_coders(here.alex, past_the_first_wall=past) == {here.alex.account}
        assert seen_coders(here.follows, past_the_first_wall=past) == set()
        assert seen_coders(here.stranger, past_the_first_wall=past) == set()
    assert asks(here.noreen, comparing.stretches, row) == []
    assert asks(here.noreen, comparing.agreement_of, row) == []
    as_(here.noreen, reading.finish, round_id=row.pk)
    assert seen_coders(here.noreen) == {here.noreen.account}, "one has finished, the other still reads"
    as_(here.alex, reading.finish, round_id=row.pk)
    for past in walls:
        assert seen_coders(here.noreen, past_the_first_wall=past) == {here.noreen.account, here.alex.account}
        assert seen_coders(here.follows, past_the_first_wall=past) == set(), "who only follows reads no interview"


def test_the_difference_stands_first_and_the_number_second(here):
    row = read_by_two(here)
    first, *rest = asks(here.noreen, comparing.stretches, row)
    assert (first.called, first.text, first.differs) == ("Robin", "Nobody had read the letter.", True)
    assert {one.name: len(one.codes) for one in first.readings} == {"Noreen": 1, "Alex": 0}
    assert not any(one.differs for one in rest)
    by_code = {one.code.name: one.found for one in asks(here.noreen, comparing.agreement_of, row)}
    assert by_code["Telling again"].alpha == 1.0
    assert by_code["Not read"].alpha <= 0.0
    assert by_code["Not read"].units == 8, "every sentence counts, also those that nobody marked"


def test_both_readings_may_stay_and_only_then_the_code_counts(here):
    row = read_by_two(here)
    first = asks(here.noreen, comparing.stretches, row)[0]
    code = here.codes["Not read"].pk
    assert all(code not in one.codes for one in asks(here.noreen, comparing.what_holds, here.study))
    assert asks(here.noreen, comparing.still_open, here.study) == 1
    where = {"round_id": row.pk, "document": first.document, "start": first.start, "end": first.end}
    as_(
        here.alex, reading.settle, **where, left_as=Settled.BOTH, codes=[], why="It is about the letter, and about her."
    )
    held = [one for one in asks(here.noreen, comparing.what_holds, here.study) if code in one.codes]
    assert [(one.called, one.both_kept) for one in held] == [("Robin", True)]
    as_(here.noreen, reading.settle, **where, left_as=Settled.ONE, codes=[], why="On second thoughts: no.")
    assert all(code not in one.codes for one in asks(here.noreen, comparing.what_holds, here.study))
    assert asks(here.noreen, comparing.still_open, here.study) == 0


def test_nothing_is_settled_where_nobody_differs_nor_with_a_code_that_nobody_gave_nor_while_somebody_reads(here):
    row = read_by_two(here)
    first, agreed = asks(here.noreen, comparing.stretches, row)[:2]
    where = {"round_id": row.pk, "document": first.document, "start": first.start, "end": first.end, "why": ""}
    with pytest.raises(Refused, match="no-difference"):
        as_(here.noreen, reading.settle, **where, left_as=Settled.ONE, codes=[here.codes["Both at once"].pk])
    where |= {"document": agreed.document, "start": agreed.start, "end": agreed.end}
    with pytest.raises(Refused, match="no-difference"):
        as_(here.noreen, reading.settle, **where, left_as=Settled.BOTH, codes=[])
    open_one = here.opens_round(here.noreen, here.alex)
    with pytest.raises(Refused, match="round-lasts"):
        as_(here.noreen, reading.settle, **{**where, "round_id": open_one.pk}, left_as=Settled.BOTH, codes=[])


def test_neighbours_become_one_piece_and_marking_twice_changes_nothing(here):
    row = here.opens_round(here.alex)
    made = here.marks(here.alex, row.pk, "Robin", [0, 1, 1, 99, -1], "Telling again", memo="Twice")
    assert len(made) == 1
    assert len(here.marks(here.alex, row.pk, "Robin", [0, 2], "Not read")) == 2
    again = here.marks(here.alex, row.pk, "Robin", [1, 0], "Telling again")
    assert again[0].pk == made[0].pk
    assert again[0].memo == "Twice"
    page = asks(here.alex, tell.my_page, row.pk, here.documents["Robin"])
    assert [len(one.marks) for one in page] == [2, 1, 1]
    assert [one.starts_turn for one in page] == [True, True, False]
    as_(here.alex, reading.unmark, coding=made[0].pk)
    assert [len(one.marks) for one in asks(here.alex, tell.my_page, row.pk, here.documents["Robin"])] == [1, 0, 1]


def test_marks_stand_once_one_has_finished_and_nobody_marks_for_another(here):
    row = here.opens_round(here.alex, here.noreen)
    made = here.marks(here.alex, row.pk, "Robin", [0], "Telling again")[0]
    as_(here.alex, reading.finish, round_id=row.pk)
    with pytest.raises(Refused, match="themes.finished"):
        here.marks(here.alex, row.pk, "Robin", [1], "Telling again")
    with pytest.raises(Refused, match="themes.finished"):
        as_(here.alex, reading.unmark, coding=made.pk)
    with pytest.raises(Refused, match="themes.finished"):
        as_(here.alex, reading.finish, round_id=row.pk)
    with pytest.raises(Refused, match="not-there"):
        as_(here.noreen, reading.unmark, coding=made.pk)
    with pytest.raises(Refused, match="not-your-round"):
        here.marks(here.follows, row.pk, "Robin", [1], "Telling again")


def test_a_round_needs_words_and_readers_who_read_here(here):
    for documents, readers in (([], [here.noreen]), (list(here.documents.values()), [here.follows, here.stranger])):
        with pytest.raises(Refused, match="nothing-to-read"):
            as_(
                here.noreen,
                reading.open_round,
                study=here.study,
                documents=[one.pk for one in documents],
                coders=[one.account for one in readers],
            )
    with pytest.raises(Refused, match="only-researchers"):
        as_(here.alex, reading.open_round, study=here.study, documents=[], coders=[])


def test_nothing_ticked_a_heading_and_a_code_put_away_take_no_mark(here):
    from alongside.themes.actions import codebook

    row = here.opens_round(here.alex)
    with pytest.raises(Refused, match="nothing-ticked"):
        here.marks(here.alex, row.pk, "Robin", [], "Telling again")
    as_(here.noreen, codebook.split, code=here.codes["Both at once"].pk, names=["Mood first", "Back first"])
    with pytest.raises(Refused, match="themes.heading"):
        here.marks(here.alex, row.pk, "Robin", [0], "Both at once")
    as_(here.noreen, codebook.retire, code=here.codes["Not read"].pk)
    with pytest.raises(Refused, match="no-such-code"):
        here.marks(here.alex, row.pk, "Robin", [0], "Not read")


def test_somebody_who_leaves_is_not_waited_for_and_a_researcher_may_stop_waiting(here):
    row = here.opens_round(here.noreen, here.alex)
    as_(here.noreen, reading.finish, round_id=row.pk)
    with transaction.atomic(), bound(here.alex):
        mine = StudyMember.objects.get(account_id=here.alex.account).pk
    as_(here.alex, studies.leave, member=mine)
    assert asks(here.noreen, tell.round_in, here.study, row.pk).is_over
    assert seen_coders(here.alex) == set()
    other = here.opens_round(here.noreen)
    as_(here.noreen, reading.excuse, round_id=other.pk, account=here.noreen.account)
    assert asks(here.noreen, tell.round_in, here.study, other.pk).is_over
    with pytest.raises(Refused, match="not-there"):
        as_(here.noreen, reading.excuse, round_id=other.pk, account=here.noreen.account)


def test_what_the_search_brings_up_counts_only_with_a_yes_and_says_so(here):
    row = here.opens_round(here.alex)
    said = {
        "round_id": row.pk,
        "document": here.documents["Sam"].pk,
        "code": here.codes["Not read"].pk,
        "because": ["letter"],
    }
    as_(here.alex, reading.answer_suggestion, **said, sentence=2, accepts=True)
    as_(here.alex, reading.answer_suggestion, **said, sentence=1, accepts=False)
    with pytest.raises(Refused, match="nothing-ticked"):
        as_(here.alex, reading.answer_suggestion, **said, sentence=77, accepts=True)
    page = asks(here.alex, tell.my_page, row.pk, here.documents["Sam"])
    assert [[mark.is_suggested for mark in one.marks] for one in page] == [[], [], [True]]
    answered = asks(here.alex, tell.answered, row.pk, here.documents["Sam"].pk, here.codes["Not read"].pk)
    assert len(answered) == 2


def test_a_mark_without_words_is_refused_by_the_database_too(here):
    row = here.opens_round(here.alex)
    made = here.marks(here.alex, row.pk, "Robin", [0], "Telling again")[0]
    with transaction.atomic(), bound(here.alex):
        with pytest.raises(IntegrityError, match="a_mark_has_words"), transaction.atomic():
            action(lambda: Coding.objects.filter(pk=made.pk).update(end=0, start=5))()
