"""Sentences and marks: what is too small is not said, small differences are not made large, and no side is marked."""

from dataclasses import replace

import pytest

from alongside.core.viewer import Viewer
from alongside.mirror.queries import Gap, Group, Heard, MarkSeen, Offset
from alongside.mirror.rules import Mark as State
from alongside.mirror.rules import Reason
from alongside.mirror.talks.models import Talk
from alongside.principles.rules import Viewpoint
from alongside.web.mirror import told
from alongside.web.mirror.marks import in_ten, mark

BOTH = (Viewpoint.STAFF, Viewpoint.PERSON)
HEARD = Heard(contacts=120, person=30, staff=14, linked_share=0.4, through={}, not_heard=())
GAP = Gap(pair=BOTH, middle=0.0, low=-0.3, high=0.3, chance=0.2, stands=False, told="cannot-say", more=None)
SHOWN = MarkSeen(
    state=State.SHOWN,
    reason=Reason.NONE,
    yes=12,
    rest=18,
    partly=9,
    no=9,
    answers=30,
    share=0.4,
    low=0.26,
    high=0.58,
    early=False,
)
HIDDEN = replace(
    SHOWN, state=State.TOO_FEW, yes=None, rest=None, partly=None, no=None, answers=None, share=None, low=None, high=None
)


@pytest.mark.parametrize(
    ("person", "staff", "sentence"),
    [
        (30, 14, "We heard from about 30 people and 14 members of staff."),
        (30, None, "We heard from about 30 people, and from too few staff to show."),
        (None, 14, "We heard from about 14 members of staff, and from too few people to show."),
        (None, None, "We heard from too few to show anything."),
    ],
)
def test_what_is_too_small_to_say_is_not_said(person: int | None, staff: int | None, sentence: str) -> None:
    assert told.heard(replace(HEARD, person=person, staff=staff)) == sentence


def test_a_hidden_number_is_said_to_lie_at_either_end() -> None:
    hidden = (Group("kind", "call", 40, None), Group("kind", "visit", 60, 45), Group("way", "space", 25, None))
    assert told.unheard(replace(HEARD, not_heard=hidden)) == (
        "Of 2 groups we cannot show how many answered: very few did, or nearly all."
    )


def test_when_every_group_was_heard_the_link_still_leads_to_who_was_not() -> None:
    assert told.unheard(HEARD) == "Who we have not heard from."


@pytest.mark.parametrize(
    ("apart", "said"),
    [
        (None, ""),
        (Offset(BOTH, 0.03, 0.01, 0.05), "answer about alike"),
        (Offset(BOTH, 0.2, -0.1, 0.4), "answer about alike"),
        (Offset(BOTH, 0.21, 0.1, 0.3), "staff say yes more often than people do: in about 2 more of every ten"),
        (Offset(BOTH, -0.21, -0.3, -0.1), "staff say yes less often than people do: in about 2 fewer of every ten"),
    ],
)
def test_what_one_side_sees_brighter_everywhere_is_said_once_and_only_when_it_is_sure(
    apart: Offset | None, said: str
) -> None:
    assert said in told.offset(apart)


def test_a_small_difference_is_not_rounded_to_nothing() -> None:
    assert told.in_tenths(0.04) == "half of one"
    assert told.in_tenths(-0.26) == "3"


def test_a_difference_the_other_way_round_names_the_other_side_first() -> None:
    said, _why = told.gap(replace(GAP, middle=-0.3, low=-0.5, high=-0.1, stands=True))
    assert said.startswith("People say yes to this more often than staff do: in about 3 more")


def test_where_answers_of_this_kind_will_not_settle_it_soon_another_way_is_named() -> None:
    assert "Answers about the same contact, from both sides, help most." in told.gap(GAP)[1]


def test_an_interval_so_narrow_that_both_ends_are_the_same_is_said_as_one_number() -> None:
    assert in_ten(0.48, 0.52) == "about 5 in 10"
    assert in_ten(0.26, 0.58) == "3 to 6 in 10"


@pytest.mark.parametrize(
    ("seen", "kind", "words"),
    [
        (None, "waiting", "Not asked yet"),
        (replace(HIDDEN, state=State.NOT_ASKED), "waiting", "Not asked yet"),
        (replace(HIDDEN, state=State.NOT_ASKED, reason=Reason.CANNOT_BE_SEEN), "blank", "Cannot be seen from here"),
        (HIDDEN, "few", "Too few to show"),
        (replace(HIDDEN, reason=Reason.TEAM_TOO_SMALL), "few", "The team is too small to show"),
        (replace(HIDDEN, state=State.HELD_BACK), "few", "Held back"),
        (replace(HIDDEN, state=State.NOBODY), "few", "Nobody yet"),
        (replace(SHOWN, early=True), "early", "Too early to say"),
        (SHOWN, "shown", "3 to 6 in 10"),
    ],
)
def test_a_lane_says_why_it_looks_as_it_does(seen: MarkSeen | None, kind: str, words: str) -> None:
    lane = mark(Viewpoint.STAFF, seen)
    assert (lane.kind, lane.words) == (kind, words)
    assert lane.is_drawn == (kind in ("shown", "early"))
    if not lane.is_drawn:
        assert (lane.heard, lane.share, lane.at) == ("", "", "")
        assert lane.more == ("so that nobody can be recognised" if words == "Held back" else "")


@pytest.mark.parametrize(
    ("seen", "more"),
    [
        (SHOWN, "12 yes, 9 partly, 9 no"),
        (replace(SHOWN, partly=None, no=None), "12 yes, 18 partly or no"),
        (replace(SHOWN, yes=None, partly=None, no=None, reason=Reason.FEW_SAID_YES), "few said yes"),
        (
            replace(SHOWN, rest=None, partly=None, no=None, reason=Reason.FEW_SAID_OTHERWISE),
            "few said anything but yes",
        ),
        (replace(SHOWN, yes=None, rest=None), ""),
    ],
)
def test_of_yes_partly_and_no_only_what_may_be_said_is_said(seen: MarkSeen, more: str) -> None:
    assert mark(Viewpoint.PERSON, seen).more == more


def test_how_many_answered_is_left_out_where_it_is_hidden() -> None:
    assert mark(Viewpoint.PERSON, replace(SHOWN, answers=None)).heard == ""


@pytest.mark.django_db
def test_whoever_comes_by_a_link_sees_no_talk() -> None:
    assert not Talk.objects.for_viewer(Viewer(account=None, name="", link="a link")).exists()
