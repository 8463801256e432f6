"""How consent and its history are said."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.utils import timezone

from alongside.circle.consents import AreaConsent
from alongside.circle.rules import Area
from alongside.web.circle import words

BEGIN, END = datetime(2031, 5, 2, 13, 0, tzinfo=UTC), datetime(2031, 6, 3, 23, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("consent", "said"),
    [
        (AreaConsent(Area.STORY), "Sam cannot read your story."),
        (AreaConsent(Area.STORY, is_open=True), "Sam can read your story."),
        (AreaConsent(Area.STORY, is_open=True, until=END), "Sam can read your story until Tuesday 3 June 2031."),
        (AreaConsent(Area.STORY, begins_at=BEGIN), "Sam can read your story from Friday 2 May 2031 at 2pm."),
        (
            AreaConsent(Area.STORY, begins_at=BEGIN, until=END),
            "Sam can read your story from Friday 2 May 2031 at 2pm until Tuesday 3 June 2031.",
        ),
        (AreaConsent(Area.STORY, is_kept=True), "Sam cannot read your story."),
    ],
)
def test_consent_is_one_plain_sentence(consent: AreaConsent, said: str) -> None:
    assert words.sentence("Sam", consent) == said


@pytest.mark.parametrize(
    ("consent", "said"),
    [
        (AreaConsent(Area.STORY), "No"),
        (AreaConsent(Area.STORY, is_open=True), "Yes"),
        (AreaConsent(Area.STORY, is_open=True, until=END), "Yes, until Tuesday 3 June 2031"),
        (AreaConsent(Area.STORY, begins_at=BEGIN), "Yes, from Friday 2 May 2031 at 2pm"),
        (AreaConsent(Area.STORY, is_kept=True), "No, kept from them"),
    ],
)
def test_a_cell_of_the_grid_is_short(consent: AreaConsent, said: str) -> None:
    assert words.cell(consent) == said


def test_until_a_day_holds_on_that_day_also_when_the_clocks_change() -> None:
    for last in (date(2031, 3, 29), date(2031, 3, 30), date(2031, 10, 25), date(2031, 10, 26), date(2031, 12, 31)):
        assert words.until_day(words.end_of(last)) == last
        assert timezone.localtime(words.end_of(last)).hour == 0


def test_a_change_about_something_that_is_gone_or_of_a_kind_we_do_not_know_is_still_said() -> None:
    change = SimpleNamespace(
        kind="opened", area="story", item=uuid4(), member=SimpleNamespace(name="Sam"), by_name="Dawn", until=None
    )
    assert words.history_sentence(change, {}) == "You opened one thing to Sam: “something that is not here any more”."
    unknown = SimpleNamespace(kind="new-kind", area="", item=None, member=None, by_name="Dawn", until=None)
    assert words.history_sentence(unknown, {}) == "Something changed in your circle."


@pytest.mark.parametrize("area", list(Area))
def test_every_area_has_its_words(area: Area) -> None:
    for table in (words.SHORT, words.ASKED, words.MEANS, words.CAN, words.CANNOT, words.I_CAN):
        assert table[area].strip()
