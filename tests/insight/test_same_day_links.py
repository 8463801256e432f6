"""Same-day links against the plain way: what is left after yesterday, inverted, as Fisher's z."""

from dataclasses import replace

import numpy as np
import pytest

from alongside.insight.days.moments import following
from alongside.insight.days.next_day import next_day
from alongside.insight.days.population import unknown_population
from alongside.insight.days.same_day import learn_same_day, same_day
from alongside.insight.errors import WrongShape
from tests.insight.days_that_follow import Floats, diaries


def together(people: int, days: int, *, seed: int = 5) -> Floats:
    """Three items; the first two share half of what each day brings."""
    values = diaries(people, days, 3, seed=seed)
    values[:, :, 1] = np.clip(np.round(0.6 * values[:, :, 0] + 0.5 * values[:, :, 1], 1), 0, 10)
    return values


def test_with_many_days_it_is_the_plain_partial_correlation_of_what_yesterday_leaves_open() -> None:
    values = together(1, 2000)
    x, y = values[0, :-1] - values[0, :-1].mean(axis=0), values[0, 1:] - values[0, 1:].mean(axis=0)
    rest = y - x @ np.linalg.lstsq(x, y, rcond=None)[0]
    precision = np.linalg.inv(np.cov(rest.T))
    scale = np.sqrt(np.diag(precision))
    plain = -precision / np.outer(scale, scale) * ~np.eye(3, dtype=bool)
    days, known = following(values, take_out_drift=False), unknown_population(3)
    assert same_day(days, next_day(days, known), known).mean[0] == pytest.approx(plain, abs=0.01)


def test_what_goes_together_is_found_has_no_direction_and_no_diagonal() -> None:
    days, known = following(together(4, 60)), unknown_population(3)
    found = same_day(days, next_day(days, known), known)
    assert (found.low[:, 0, 1] > 0.2).all()
    assert found.mean == pytest.approx(found.mean.transpose(0, 2, 1))
    assert not np.diagonal(found.mean, axis1=1, axis2=2).any()
    assert (np.abs(found.mean) < 1).all()
    assert (found.low <= found.mean).all()
    assert (found.mean <= found.high).all()


def test_an_item_that_never_moves_is_told_nothing() -> None:
    values = together(2, 40)
    values[0, :, 2] = 3.0
    days, known = following(values), unknown_population(3)
    found = same_day(days, next_day(days, known), known)
    assert not found.told[0, 2].any()
    assert found.told[0, 0, 1]
    assert np.isfinite(found.low).all()


def test_a_population_narrows_what_one_person_can_be_told_and_a_handful_hardly_moves_the_start() -> None:
    days, known = following(together(60, 40)), unknown_population(3)
    links = next_day(days, known)
    mean, spread = learn_same_day(days, links, known)
    assert mean[0, 1] > 0.5
    group = replace(known, same_mean=mean, same_spread=spread)
    wide, narrow = same_day(days, links, known), same_day(days, links, group)
    assert (narrow.high - narrow.low)[:, 0, 1].mean() < (wide.high - wide.low)[:, 0, 1].mean()
    one = following(together(1, 40))
    few, _ = learn_same_day(one, next_day(one, known), known)
    assert abs(few[0, 1]) < abs(mean[0, 1]) / 2


def test_another_population_is_refused() -> None:
    days = following(together(1, 30))
    with pytest.raises(WrongShape):
        same_day(days, next_day(days, unknown_population(3)), unknown_population(2))
