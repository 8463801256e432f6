"""Next-day links by formula and by weighing every set of links, each against a slow twin written out plainly."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from scipy.special import stdtr

from alongside.insight.days.chances import chances, learn_chances
from alongside.insight.days.moments import Following, following
from alongside.insight.days.next_day import (
    COARSE,
    LEAST_NOISE,
    WEIGHT_OF_A_GUESS,
    learn_next_day,
    next_day,
)
from alongside.insight.days.population import Population, unknown_population
from alongside.insight.errors import WrongShape
from tests.insight.days_that_follow import Floats, diaries


def pairs_of(values: Floats) -> tuple[Floats, Floats]:
    """One person's whole pairs of days, centred and on their own spread, as the sentences say it."""
    before, after = values[:-1], values[1:]
    whole = np.isfinite(before).all(axis=1) & np.isfinite(after).all(axis=1)
    x, y = before[whole], after[whole]
    x, y = x - x.mean(axis=0), y - y.mean(axis=0)
    spread = np.sqrt(((x**2).sum(axis=0) + (y**2).sum(axis=0)) / (2 * (len(x) - 1)))
    return x / spread, y / spread


def noise_of(x: Floats, y: Floats) -> float:
    """What an item's own yesterday leaves open."""
    return max(float(((y - x * (x @ y) / (x @ x)) ** 2).sum() / (len(x) - 1)), LEAST_NOISE)


def slow_regression(
    x: Floats, y: Floats, mean: Floats, variance: Floats, guess: float
) -> tuple[Floats, Floats, float, float]:
    """Normal - inverse gamma regression, by the textbook: coefficients, their covariance, and log of the evidence."""
    prior = np.diag(guess / variance)
    sure = x.T @ x + prior
    at = np.linalg.solve(sure, x.T @ y + prior @ mean)
    rest = float(y @ y + mean @ prior @ mean - at @ sure @ at)
    shape, scale = WEIGHT_OF_A_GUESS + (len(y) - 1) / 2, WEIGHT_OF_A_GUESS * guess + rest / 2
    evidence = 0.5 * np.linalg.slogdet(prior)[1] - 0.5 * np.linalg.slogdet(sure)[1] - shape * np.log(scale)
    return at, np.linalg.inv(sure) * scale / shape, 2 * shape, float(evidence)


def test_the_formula_is_the_textbooks() -> None:
    values = diaries(people=3, items=3, links={(0, 1): 0.3})
    values[1, 10, 2] = np.nan
    found = next_day(following(values, take_out_drift=False), unknown_population(3))
    known = unknown_population(3)
    for person in range(3):
        x, y = pairs_of(values[person])
        for to in range(3):
            at, wide, freedom, _ = slow_regression(
                x, y[:, to], known.mean[to], known.spread[to] ** 2, noise_of(x[:, to], y[:, to])
            )
            assert found.mean[person, to] == pytest.approx(at, abs=1e-10)
            spread = np.sqrt(np.diag(wide) * COARSE * freedom / (freedom - 2))
            assert found.spread[person, to] == pytest.approx(spread, rel=1e-10)


def slow_chances(x: Floats, y: Floats, to: int, known: Population) -> tuple[Floats, Floats, Floats]:
    """P(up), P(down) and the mean, by trying every set of links one by one."""
    items = x.shape[1]
    guess = noise_of(x[:, to], y)
    evidences, ups, theres, means = [], [], [], []
    for inside in product([False, True], repeat=items):
        if not inside[to]:
            continue
        now = np.flatnonzero(inside)
        at, wide, freedom, evidence = slow_regression(
            x[:, now], y, known.size[to, now], known.reach[to, now] ** 2, guess
        )
        for by in range(items):
            if by != to:
                evidence += np.log(known.often[to, by] if inside[by] else 1 - known.often[to, by])
        up, mean = np.zeros(items), np.zeros(items)
        up[now], mean[now] = stdtr(freedom, at / np.sqrt(np.diag(wide))), at
        evidences.append(evidence)
        ups.append(up)
        theres.append(np.array(inside, dtype=float))
        means.append(mean)
    weight = np.exp(np.array(evidences) - max(evidences))
    weight /= weight.sum()
    up, there = weight @ np.array(ups), weight @ np.array(theres)
    return up, there - up, weight @ np.array(means)


@pytest.mark.parametrize("items", [1, 2, 4])
def test_the_chances_are_those_of_every_set_of_links_tried_one_by_one(items: int) -> None:
    values = diaries(people=2, items=items, links={(0, items - 1): 0.35} if items > 1 else None)
    known = unknown_population(items, ["pain", "sleep", None, None][:items] if items == 4 else None)
    found = chances(following(values, take_out_drift=False), known)
    for person in range(2):
        x, y = pairs_of(values[person])
        for to in range(items):
            up, down, mean = slow_chances(x, y[:, to], to, known)
            assert found.up[person, to] == pytest.approx(up, abs=1e-9)
            assert found.down[person, to] == pytest.approx(down, abs=1e-9)
            assert found.mean[person, to] == pytest.approx(mean, abs=1e-9)
    assert found.up + found.down + found.none == pytest.approx(np.ones_like(found.up))
    assert (np.diagonal(found.none, axis1=1, axis2=2) < 1e-9).all()
    assert (found.low <= found.high).all()


def test_a_strong_link_is_found_and_a_missing_one_is_not() -> None:
    found = chances(following(diaries(people=1, days=200, items=3, links={(0, 1): 0.4})), unknown_population(3))
    assert found.up[0, 0, 1] > 0.99
    assert found.low[0, 0, 1] > 0
    assert found.none[0, 2, 1] > 0.5


def test_it_does_not_matter_how_items_are_ordered_or_on_which_scale_they_were_asked() -> None:
    values = diaries(people=3, items=4, links={(0, 1): 0.3, (2, 3): -0.3})
    order = np.array([2, 0, 3, 1])
    known = unknown_population(4)
    for engine in (next_day, chances):
        plain = engine(following(values), known)
        turned = engine(following(values[:, :, order]), known)
        assert turned.mean == pytest.approx(plain.mean[:, order][:, :, order], abs=1e-9)
        assert turned.low == pytest.approx(plain.low[:, order][:, :, order], abs=1e-7)
        other_scale = engine(following(100 - 7 * values), known)
        assert other_scale.mean == pytest.approx(plain.mean, abs=1e-9)
    backwards = next_day(following(values[::-1]), known)
    assert backwards.mean == pytest.approx(next_day(following(values), known).mean[::-1], abs=1e-12)


def test_turning_one_item_round_turns_its_links_round() -> None:
    values = diaries(people=2, items=3, links={(0, 1): 0.3})
    known = unknown_population(3)
    plain = chances(following(values), known)
    values[:, :, 1] = 10 - values[:, :, 1]
    turned = chances(following(values), known)
    assert turned.up[:, 0, 1] == pytest.approx(plain.down[:, 0, 1], abs=1e-9)
    assert turned.up[:, 0, 2] == pytest.approx(plain.up[:, 0, 2], abs=1e-9)


def test_an_item_that_never_moves_and_a_person_with_few_days_are_told_nothing_and_break_nothing() -> None:
    values = diaries(people=3, items=3)
    values[0, :, 1] = 4.0
    values[1, 5:] = np.nan
    values[2] = np.nan
    days = following(values)
    for found in (next_day(days, unknown_population(3)), chances(days, unknown_population(3))):
        assert np.isfinite(found.mean).all()
        assert np.isfinite(found.low).all()
        assert not found.told[0, :, 1].any()
        assert found.told[0, 0, 2]
        assert not found.told[1:].any()


@pytest.mark.parametrize("days", [1, 2, 3])
def test_hardly_any_days_break_nothing(days: int) -> None:
    found = chances(following(diaries(days=days, items=2)), unknown_population(2))
    assert np.isfinite(found.mean).all()
    assert not found.told.any()


def test_a_slow_drift_is_taken_out_and_said() -> None:
    values = diaries(people=2, days=90, items=2)
    values[0] = np.clip(values[0] * 0.4 + np.linspace(0, 6, 90)[:, None], 0, 10)
    days = following(values)
    assert days.drifts.tolist() == [True, False]
    left_in = next_day(following(values, take_out_drift=False), unknown_population(2)).mean[0, 0, 1]
    assert abs(next_day(days, unknown_population(2)).mean[0, 0, 1]) < abs(left_in)


def test_a_population_of_other_items_is_refused() -> None:
    days = following(diaries(items=3))
    for engine in (next_day, chances):
        with pytest.raises(WrongShape, match="must be the same"):
            engine(days, unknown_population(2))
    with pytest.raises(WrongShape, match="what kind"):
        unknown_population(2, ["pain"])


def test_studies_say_that_better_sleep_goes_with_less_pain_the_next_day() -> None:
    known = unknown_population(2, ["sleep", "pain"])
    assert known.mean[1, 0] == known.size[1, 0] == -0.17
    assert known.mean[0, 1] == 0.0


def learned(values: Floats, beliefs: Floats | None = None) -> Population:
    days, start = following(values), unknown_population(values.shape[2])
    mean, spread, worth = learn_next_day(days, start, beliefs)
    return replace(start, mean=mean, spread=spread, belief=worth, **vars(learn_chances(days, start, beliefs)))


def test_what_many_have_in_common_is_learned_and_helps_one() -> None:
    values = diaries(people=60, days=60, items=3, links={(0, 1): 0.25})
    group = learned(values)
    assert group.mean[0, 1] > 0.15
    assert abs(group.mean[1, 0]) < 0.07
    assert group.often[0, 1] > 0.6 > 0.4 > group.often[1, 0]
    alone = next_day(following(values), unknown_population(3))
    together = next_day(following(values), group)
    assert together.spread[:, 0, 1].mean() < alone.spread[:, 0, 1].mean()


def test_beliefs_that_are_right_are_worth_something_and_beliefs_by_lot_are_worth_nothing() -> None:
    lot = np.random.default_rng(3)
    truth = lot.integers(-1, 2, size=(80, 3, 3)).astype(float) * ~np.eye(3, dtype=bool)
    values = np.concatenate(
        [
            diaries(
                1, 70, 3, seed=k, links={(i, j): 0.3 * truth[k, i, j] for i in range(3) for j in range(3) if i != j}
            )
            for k in range(80)
        ]
    )
    right, by_lot = learned(values, truth), learned(values, lot.permutation(truth))
    assert right.belief > 0.1
    assert right.odds_yes - right.odds_no > 0.5
    assert right.lean > 0.05
    assert (by_lot.belief, by_lot.lean) == (0.0, 0.0)
    assert abs(by_lot.odds_yes) + abs(by_lot.odds_no) < 0.3
    days = following(values)
    off = ~np.eye(3, dtype=bool)

    def fit(found: Floats) -> float:
        return float(np.corrcoef(found[:, off].ravel(), truth[:, off].ravel())[0, 1])

    for engine in (next_day, chances):
        assert fit(engine(days, right, truth).mean) > fit(engine(days, learned(values)).mean) + 0.02


def test_people_with_few_days_teach_nothing() -> None:
    values = diaries(people=30, days=60, items=2)
    with_newcomers = np.concatenate([values, np.where(np.arange(60)[None, :, None] < 5, values, np.nan)])
    assert learned(with_newcomers).mean == pytest.approx(learned(values).mean, abs=1e-12)


def test_what_is_known_of_pairs_of_days_has_names() -> None:
    days: Following = following(diaries(people=2, days=40, items=3))
    assert days.items == 3
    assert days.pairs.tolist() == [39, 39]
