"""A whole population at once: the same numbers compiled or not, in pieces or whole, and missing answers filled."""

import subprocess
import sys
from importlib.util import find_spec

import numpy as np
import pytest

from alongside.insight.days.chances import chances
from alongside.insight.days.check import read
from alongside.insight.days.cohort import has_numba, learn, refresh, refresh_in_pieces
from alongside.insight.days.gaps import following_with_gaps_filled, has_gaps_to_fill
from alongside.insight.days.looking_ahead import Tomorrow, tomorrow
from alongside.insight.days.moments import following
from alongside.insight.days.next_day import next_day
from alongside.insight.days.population import unknown_population
from alongside.insight.errors import NotFinite, Nothing, OutOfScale, TooMany, WrongShape
from alongside.insight.verdicts import CantTell
from tests.insight.days_that_follow import Floats, diaries

quick = pytest.mark.skipif(find_spec("numba") is None, reason="numba is an extra; the plain path is tested")


def odd_people() -> Floats:
    """People with everything that can be odd: holes, silence, an item that never moves, a drift, two days."""
    values = diaries(people=12, days=60, items=4, links={(0, 1): 0.4})
    lot = np.random.default_rng(6)
    values[1][lot.random(values[1].shape) < 0.1] = np.nan
    values[2] = np.nan
    values[3, :, 2] = 7.0
    values[4] = np.clip(values[4] * 0.4 + np.linspace(0, 6, 60)[:, None], 0, 10)
    values[5, 2:] = np.nan
    values[6, 30:] = np.nan
    values[7, :, 1] = np.linspace(1, 5, 60)
    return values


@quick
def test_compiled_or_not_the_numbers_are_the_same() -> None:
    group = learn(diaries(people=20, days=60, items=4, links={(0, 1): 0.4}))
    for known in (None, group):
        plain, fast = refresh(odd_people(), known, compiled=False), refresh(odd_people(), known, compiled=True)
        assert fast.mean == pytest.approx(plain.mean, abs=1e-10)
        assert fast.spread == pytest.approx(plain.spread, abs=1e-10)
        assert fast.low == pytest.approx(plain.low, abs=1e-10)
        assert fast.high == pytest.approx(plain.high, abs=1e-10)
        assert (fast.told == plain.told).all()
        assert (fast.pairs == plain.pairs).all()


def test_everybody_at_once_is_everybody_alone() -> None:
    values, known = odd_people(), unknown_population(4)
    together = refresh(values, compiled=False)
    alone = next_day(following(values[4:5]), known)
    assert together.mean[4] == pytest.approx(alone.mean[0], abs=1e-12)
    assert together.low[4] == pytest.approx(alone.low[0], abs=1e-12)
    assert np.isfinite(together.mean).all()
    assert not together.told[2].any()
    assert not together.told[3, 2].any()


def test_in_pieces_it_is_the_same_as_whole() -> None:
    values = odd_people()
    whole = refresh(values)
    parts = list(refresh_in_pieces([values[:5], values[5:]]))
    assert np.concatenate([part.mean for part in parts]) == pytest.approx(whole.mean, abs=1e-12)
    assert [len(part.pairs) for part in parts] == [5, 7]


def test_whole_numbers_in_lists_are_read_too() -> None:
    assert refresh([[[1, 2], [2, 3], [3, 1]]]).mean.shape == (1, 2, 2)


@pytest.mark.parametrize(
    ("refused", "values"),
    [
        (WrongShape, np.ones((3, 3))),
        (WrongShape, [[["much"]]]),
        (Nothing, np.ones((0, 3, 3))),
        (TooMany, np.ones((1, 3, 9))),
        (OutOfScale, np.full((1, 3, 2), 11.0)),
        (NotFinite, np.full((1, 3, 2), np.inf)),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(refused: type[ValueError], values: object) -> None:
    for answers in (refresh, learn):
        with pytest.raises(refused):
            answers(values)  # type: ignore[operator]  # wrong on purpose


def test_a_population_or_beliefs_of_another_shape_are_refused() -> None:
    with pytest.raises(WrongShape):
        refresh(odd_people(), unknown_population(3))
    with pytest.raises(WrongShape):
        learn(odd_people(), np.zeros((12, 3, 3)))
    with pytest.raises(OutOfScale):
        refresh(odd_people(), scale=(10, 0))


def test_what_was_learned_from_many_is_a_whole_starting_point() -> None:
    group = learn(odd_people(), np.zeros((12, 4, 4)))
    assert group.people == 12
    for table in (group.mean, group.spread, group.often, group.size, group.reach, group.same_mean, group.same_spread):
        assert table.shape == (4, 4)
        assert np.isfinite(table).all()
    again = learn(odd_people(), start=group)
    assert again.mean[0, 1] > group.mean[0, 1] > 0


def test_filling_single_holes_tells_more_than_leaving_out_their_days() -> None:
    whole = diaries(people=40, days=120, items=4, links={(0, 1): 0.35, (2, 3): -0.3})
    holes = whole.copy()
    holes[np.random.default_rng(8).random(whole.shape) < 0.12] = np.nan
    known = unknown_population(4)
    left_out = following(holes)
    filled = following_with_gaps_filled(holes, next_day(left_out, known))
    assert (filled.pairs > left_out.pairs).all()
    assert (filled.pairs < 119).all()
    truth = chances(following(whole), known).mean
    off = ~np.eye(4, dtype=bool)

    def distance(days: object) -> float:
        return float(np.abs(chances(days, known).mean - truth)[:, off].mean())  # type: ignore[arg-type]  # with gaps left out, or filled

    assert distance(filled) < 0.75 * distance(left_out)
    assert filled.mean_before == pytest.approx(np.nanmean(whole[:, :-1], axis=1), abs=0.4)
    assert filled.spread == pytest.approx(following(whole).spread, rel=0.25)


def test_filling_changes_little_where_nothing_is_missing_and_breaks_nothing_where_everything_is() -> None:
    values, known = odd_people(), unknown_population(4)
    filled = following_with_gaps_filled(values, next_day(following(values), known))
    assert np.isfinite(filled.before).all()
    plain = following(values)
    assert filled.pairs[0] == plain.pairs[0]
    assert next_day(filled, known).mean[0] == pytest.approx(next_day(plain, known).mean[0], abs=0.03)


def test_holes_matter_when_some_items_of_a_day_are_missing_and_not_when_whole_days_are() -> None:
    values = diaries(1, 40, 3)[0]
    assert not has_gaps_to_fill(values)
    values[5:9] = np.nan
    assert not has_gaps_to_fill(values)
    values[20:22, 1] = np.nan
    assert has_gaps_to_fill(values)
    assert not has_gaps_to_fill(np.full((3, 2), np.nan))


def test_tomorrow_is_hardly_worse_than_plain_carrying_over_and_better_where_days_do_follow() -> None:
    better = plain = 0.0
    for person in diaries(people=30, days=101, items=4, links={(0, 1): 0.5, (2, 3): -0.4}):
        found = tomorrow(read(person[:-1]))
        assert isinstance(found, Tomorrow)
        better += float(((found.expected - person[-1]) ** 2).sum())
        plain += float(((found.plain - person[-1]) ** 2).sum())
    assert better < plain


def test_tomorrow_keeps_what_never_moves_and_stays_on_the_scale() -> None:
    values = diaries(1, 40, 3)[0]
    values[:, 1] = 6.0
    values[-1, 2] = np.nan
    found = tomorrow(read(values))
    assert isinstance(found, Tomorrow)
    assert found.expected[1] == found.plain[1] == 6.0
    assert ((found.expected >= 0) & (found.expected <= 10)).all()
    empty = values.copy()
    empty[:, 1] = np.nan
    assert tomorrow(read(empty)) == CantTell("too_few_days", 8)
    assert tomorrow(read(values[:4])) == CantTell("too_few_days", 5)


def test_the_engine_is_there_without_anything_but_numpy_and_scipy() -> None:
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from alongside import insight; insight.days.read([[1, 2]]); "
            "print({'django', 'numba', 'pandas', 'scipy.stats', 'scipy.optimize'} & set(sys.modules))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "set()"
    assert has_numba() == (find_spec("numba") is not None)
