"""From a theme to a practice: people are counted and not mentions, what does not fit goes along, and nothing skips a step."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from alongside.core import clock
from alongside.core.refusal import Refused
from alongside.core.viewer import Viewer, bound
from alongside.core.walls import first_wall_open
from alongside.people.rules import Constituency
from alongside.principles.queries import versions
from alongside.principles.queries.wordings import provenance_of
from alongside.principles.rules import ChangeKind, EdgeFrom, Kind, Moment, Ref
from alongside.themes.actions import documents, drafts, studies
from alongside.themes.models import Draft, Refinement
from alongside.themes.queries import drafts as tell
from alongside.themes.queries import studies as tell_studies
from alongside.themes.rules import FEWEST_REFINED, GroupSays, Missing, Says, Standing, still_missing
from tests.principles.own_sets import a_fork, a_house
from tests.themes.study import InStudy, a_study, as_, asks, read_by_two

pytestmark = pytest.mark.django_db
WORDS = {"name": "Read first", "plain": "Whoever comes has read it.", "i_statement": "I begin with today."}


@pytest.fixture
def here() -> InStudy:
    return a_study()


def a_theme(here, **more):
    said = {"name": "Again", "says": "People tell it again.", "codes": [here.codes["Telling again"].pk], "touches": []}
    return as_(here.alex, drafts.name_theme, study=here.study, **(said | more)).pk


def a_draft(here, theme=None):
    said = {"principle": 1, "moments": [Moment.FIRST_MEETING], "kinds": [Kind.PROCESS], "words": WORDS}
    return as_(here.alex, drafts.open_draft, theme=theme or a_theme(here), **said).pk


def codes(here, draft, number, **more):
    said = {"constituency": Constituency.PERSON, "until": clock.today() + timedelta(days=9)} | more
    made = as_(here.noreen, drafts.make_codes, draft=draft, number=number, **said)
    return [Viewer(None, "", link=tell_studies.link_of(one)) for one in made]


def row_of(here, draft):
    return asks(here.alex, tell.draft_in, here.study, draft)


def group(here, draft, **more):
    said = {
        "on_day": clock.today(),
        "people": 6,
        "says": GroupSays.KEEP,
        "words": "It can stand.",
        "dissent": "",
    } | more
    return as_(here.alex, drafts.note_group, draft=draft, **said)


def test_people_are_counted_and_not_mentions_and_what_says_otherwise_beside_them(here):
    read_by_two(here, with_a_difference=False)
    theme = a_theme(here, touches=["P1.1", "P1.1"])
    kim = here.documents["Kim"].pk
    as_(here.alex, drafts.let_stand, theme=theme, document=kim, ticked=[0, 1], is_against=True, why="Read before.")
    line = asks(here.alex, tell.theme_in, here.study, theme)
    assert (line.people, line.against) == (3, 1)
    assert [(one.called, one.is_against, one.why) for one in line.words] == [("Kim", True, "Read before.")]
    assert line.words[0].text == "She had read my notes before I came. I did not have to tell it again."
    assert [[one.theme.name for one in found] for _p, found in tell.touched([line], ["P1.1", "P1.2"])] == [
        ["Again"],
        [],
    ]
    as_(here.alex, drafts.take_from_theme, excerpt=line.words[0].id)
    assert asks(here.alex, tell.theme_in, here.study, theme).against == 0
    assert [(one.called, one.new, one.so_far) for one in asks(here.alex, tell.new_codes, here.study)] == [
        ("Robin", 2, 2),
        ("Sam", 0, 2),
        ("Kim", 0, 2),
    ]


def test_who_only_follows_reads_themes_and_drafts_and_no_words(here):
    read_by_two(here)
    theme = a_theme(here)
    as_(
        here.alex,
        drafts.let_stand,
        theme=theme,
        document=here.documents["Sam"].pk,
        ticked=[0],
        is_against=False,
        why="",
    )
    a_draft(here, theme)
    line = asks(here.follows, tell.theme_in, here.study, theme)
    assert line.theme.name == "Again"
    assert line.words == ()
    assert [wording.name for _row, wording in asks(here.follows, tell.drafts_of, here.study)] == ["Read first"]
    with pytest.raises(Refused, match="only-readers"):
        as_(
            here.follows,
            drafts.let_stand,
            theme=theme,
            document=here.documents["Sam"].pk,
            ticked=[0],
            is_against=False,
            why="",
        )
    with pytest.raises(Refused, match="not-there"):
        as_(here.stranger, drafts.name_theme, study=here.study, name="A", says="B", codes=[], touches=[])


@pytest.mark.parametrize(
    ("more", "why"), [({"codes": []}, "needs-codes"), ({"name": " "}, "needs-a-name"), ({"says": ""}, "needs-a-name")]
)
def test_a_theme_needs_codes_a_name_and_what_people_say(here, more, why):
    with pytest.raises(Refused, match=why):
        a_theme(here, **more)


def test_a_theme_is_said_otherwise_and_words_stand_once(here):
    theme = a_theme(here)
    said = {"theme": theme, "document": here.documents["Sam"].pk, "ticked": [0], "why": ""}
    as_(here.alex, drafts.let_stand, **said, is_against=False)
    as_(here.alex, drafts.let_stand, **said, is_against=True)
    a_theme(here, theme=theme, name="Once more")
    line = asks(here.alex, tell.theme_in, here.study, theme)
    assert (line.theme.name, len(line.words), line.against) == ("Once more", 1, 1)
    with pytest.raises(Refused, match="nothing-ticked"):
        as_(here.alex, drafts.let_stand, **{**said, "ticked": []}, is_against=True)


def test_a_code_opens_one_draft_to_one_person_who_may_change_their_mind_and_stays_without_a_name(here):
    draft = a_draft(here)
    one, other = codes(here, draft, 2)
    assert asks(one, tell.to_refine).wording.name == "Read first"
    as_(one, drafts.refine, says=Says.AGREE, words="")
    as_(one, drafts.refine, says=Says.CHANGE, words="Leave room to tell.")
    as_(other, drafts.refine, says=Says.NOT_MINE, words="I never had papers.")
    assert asks(one, tell.to_refine).said.words == "Leave room to tell."
    for past in [False, True] if connection.vendor == "postgresql" else [False]:
        with transaction.atomic(), bound(one):
            if past:
                with first_wall_open():
                    assert Refinement.objects.count() == 1, "nobody reads what another one said"
                    assert Draft.objects.count() == 1
            else:
                assert Refinement.objects.count() == 1
    whole = asks(here.alex, tell.whole, row_of(here, draft))
    assert sorted(refined.says for refined in whole.refinements) == ["change-this", "not-my-experience"]
    with pytest.raises(Refused, match="say-what"):
        as_(one, drafts.refine, says=Says.CHANGE, words=" ")
    with pytest.raises(Refused, match="code-ended"):
        as_(Viewer(None, "", link="0" * 64), drafts.refine, says=Says.AGREE, words="")
    with pytest.raises(Refused, match="code-ended"):
        as_(here.alex, drafts.refine, says=Says.AGREE, words="")


def test_a_new_wording_says_why_and_keeps_what_was_said_of_the_one_before(here):
    draft = a_draft(here)
    (one,) = codes(here, draft, 1)
    as_(one, drafts.refine, says=Says.CHANGE, words="Leave room.")
    with pytest.raises(Refused, match="nothing-differs"):
        as_(here.alex, drafts.reword, draft=draft, words=WORDS, why="No")
    new = {**WORDS, "plain": "Whoever comes has read it, and leaves room."}
    with pytest.raises(Refused, match="say-why"):
        as_(here.alex, drafts.reword, draft=draft, words=new, why=" ")
    with pytest.raises(Refused, match="needs-texts"):
        as_(here.alex, drafts.reword, draft=draft, words={"name": "X"}, why="No")
    as_(here.alex, drafts.reword, draft=draft, words=new, why="People asked for room.")
    whole = asks(here.alex, tell.whole, row_of(here, draft))
    assert [one.number for one in whole.wordings] == [2, 1]
    assert whole.said_of(whole.newest) == {}
    assert whole.said_of(whole.wordings[1]) == {Says.CHANGE: 1}
    assert asks(one, tell.to_refine).said is None


def test_what_a_draft_still_needs_is_one_thing_at_a_time():
    assert still_missing(Standing(FEWEST_REFINED - 1, GroupSays.KEEP)) is Missing.REFINED
    assert still_missing(Standing(FEWEST_REFINED, None)) is Missing.GROUP
    assert still_missing(Standing(FEWEST_REFINED, GroupSays.CHANGE)) is Missing.GROUP_SAYS_NO
    assert still_missing(Standing(FEWEST_REFINED, GroupSays.KEEP)) is None


def test_a_draft_becomes_a_practice_with_every_step_it_came_by_and_what_was_held_against_it(here):
    read_by_two(here)
    house = a_house("Headland")
    at = a_fork(house)
    theme = a_theme(here)
    for called, against in (("Robin", False), ("Kim", True)):
        document = here.documents[called].pk
        as_(here.alex, drafts.let_stand, theme=theme, document=document, ticked=[0], is_against=against, why="")
    draft = a_draft(here, theme)
    said = {"draft": draft, "at": at, "decided_by": "the study and the panel"}
    with pytest.raises(Refused, match="no-set"):
        as_(here.noreen, drafts.publish, **said)
    as_(here.noreen, studies.feeds, study=here.study, set_id=at.set_id)
    with pytest.raises(Refused, match="not-ready-refined"):
        as_(here.noreen, drafts.publish, **said)
    people = codes(here, draft, FEWEST_REFINED)
    for viewer in people[1:]:
        as_(viewer, drafts.refine, says=Says.AGREE, words="")
    as_(people[0], drafts.refine, says=Says.NOT_MINE, words="Never had papers.")
    with pytest.raises(Refused, match="not-ready-group"):
        as_(here.noreen, drafts.publish, **said)
    group(here, draft, says=GroupSays.CHANGE, on_day=clock.today() - timedelta(days=1))
    with pytest.raises(Refused, match="group-says-no"):
        as_(here.noreen, drafts.publish, **said)
    group(here, draft, dissent="The fifth time needs it too.")
    with pytest.raises(Refused, match="only-researchers"):
        as_(here.alex, drafts.publish, **said)
    practice = as_(here.noreen, drafts.publish, **said)
    found = versions.version(at.set_id, at.version)
    assert found.find(practice).practice.plain == "Whoever comes has read it."
    steps = provenance_of(found, practice)
    assert sorted(one.came_from for one in steps) == sorted(
        [EdgeFrom.THEME_DRAFT, EdgeFrom.EXCERPT, EdgeFrom.EXCERPT, EdgeFrom.MEETING]
    )
    assert not any("I told it" in one.words or "She had read" in one.words for one in steps)
    change = next(one for one in versions.changes_of(found, practice) if one.kind == ChangeKind.NEW)
    assert "1 person saw it otherwise" in change.dissent
    assert "1 interview says otherwise" in change.dissent
    assert "The fifth time needs it too." in change.dissent
    row = row_of(here, draft)
    assert (row.state, row.practice, row.set_id) == ("published", practice, at.set_id)
    for do in (
        lambda: as_(here.noreen, drafts.publish, **said),
        lambda: as_(here.alex, drafts.reword, draft=draft, words={**WORDS, "name": "Other"}, why="Why"),
        lambda: as_(people[0], drafts.refine, says=Says.AGREE, words=""),
        lambda: as_(here.noreen, drafts.leave_it, draft=draft),
    ):
        with pytest.raises(Refused, match="draft-closed"):
            do()
    as_(here.noreen, documents.take_out, document=here.documents["Robin"].pk)
    assert len(provenance_of(versions.version(at.set_id, at.version), practice)) == 4, "what was published names nobody"


def test_a_draft_goes_only_into_the_set_that_the_study_feeds(here):
    at = a_fork(a_house("Headland"))
    draft = a_draft(here)
    as_(here.noreen, studies.feeds, study=here.study, set_id=at.set_id)
    with pytest.raises(Refused, match="no-set"):
        as_(here.noreen, drafts.publish, draft=draft, at=Ref("another-one", "1"), decided_by="us")


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"people": 2}, "group-too-small"),
        ({"on_day": clock.today() + timedelta(days=2)}, "day-to-come"),
        ({"words": " "}, "say-what"),
    ],
)
def test_a_group_is_three_or_more_met_already_and_said_something(here, more, why):
    draft = a_draft(here)
    with pytest.raises(Refused, match=why):
        group(here, draft, **more)


def test_codes_are_for_researchers_to_give_and_end_on_a_day(here):
    draft = a_draft(here)
    for more, why in (({"number": 0}, "too-many-codes"), ({"number": 61}, "too-many-codes")):
        with pytest.raises(Refused, match=why):
            codes(here, draft, **more)
    with pytest.raises(Refused, match="themes.days"):
        codes(here, draft, 1, until=clock.today() - timedelta(days=1))
    with pytest.raises(Refused, match="only-researchers"):
        as_(
            here.alex,
            drafts.make_codes,
            draft=draft,
            number=1,
            constituency=Constituency.PERSON,
            until=clock.today(),
        )
    as_(here.noreen, drafts.leave_it, draft=draft)
    with pytest.raises(Refused, match="draft-closed"):
        codes(here, draft, 1)
