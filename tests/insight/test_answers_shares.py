"""Shares and levels from few answers: published figures, a slow twin for each fast sum, and honest width where little is known."""

import doctest
import importlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.special import betainc, betaln, expit
from scipy.stats import norm

from alongside.insight.answers import (
    InTen,
    effective_answers,
    friendly,
    in_words,
    levels,
    pooled,
    share,
    share_worth,
    split,
    weighted_share,
)
from alongside.insight.answers.pool import Pool, learned, placed, quantiles
from alongside.insight.answers.reading import read_fewest, read_numbers, read_part, read_yes
from alongside.insight.errors import NotFinite, Nothing, OutOfScale, TooMany, WrongShape
from alongside.insight.verdicts import CantTell

ROOMS = ("share", "pool", "proportions", "levels", "offset", "viewpoints", "paired", "patterns", "more", "reading")


@pytest.mark.parametrize("room", ROOMS)
def test_every_worked_example_here_is_true(room):
    module = importlib.import_module(f"alongside.insight.answers.{room}")
    assert doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE).failed == 0


# What goes in


@pytest.mark.parametrize(
    ("yes", "answers", "wrong"),
    [
        ([], [], Nothing),
        ([1, 2], [3], WrongShape),
        ([[1, 2], [3]], [1, 2], WrongShape),
        ([["one"]], [["two"]], WrongShape),
        ([np.nan], [3], NotFinite),
        ([1], [np.inf], NotFinite),
        ([-1], [3], OutOfScale),
        ([1.5], [3], OutOfScale),
        ([4], [3], OutOfScale),
        ([1], [1e8], OutOfScale),
    ],
)
def test_counts_that_cannot_be_are_refused_by_name(yes, answers, wrong):
    with pytest.raises(wrong, match=r"\."):
        read_yes(yes, answers)


def test_numbers_of_another_kind_or_size_are_refused():
    with pytest.raises(TooMany):
        read_numbers(np.zeros(2_000_001), "counts")
    with pytest.raises(WrongShape):
        read_numbers([[1]], "counts", dimensions=1)
    for bad in ("0.9", True, None):
        with pytest.raises(WrongShape):
            read_part(bad, "level")
    for bad in (0.0, 1.0, np.nan):
        with pytest.raises(OutOfScale):
            read_part(bad, "level")
    assert (read_part(0.5, "level"), read_part(1.0, "part", whole=True)) == (0.5, 1.0)
    for bad in (0, 1.5, True):
        with pytest.raises(OutOfScale):
            read_fewest(bad, "k")


# One share


def test_published_intervals_of_one_share():
    wilson = share([6, 0, 14, 70], [8, 8, 20, 100])
    assert wilson.low.round(3).tolist() == [0.409, 0.0, 0.481, 0.604]
    assert wilson.high.round(3).tolist() == [0.929, 0.324, 0.855, 0.781]
    jeffreys = share([6], [8], method="jeffreys")
    assert (jeffreys.low.round(3).item(), jeffreys.high.round(3).item()) == (0.408, 0.944)


@pytest.mark.parametrize("method", ["wilson", "jeffreys"])
def test_nobody_answering_says_nothing_is_known(method):
    found = share([0, 3], [0, 3], method=method, everybody=[5, 3])
    assert (found.told.tolist(), found.share[0], found.low[0], found.high[0]) == ([False, True], 0.5, 0.0, 1.0)
    assert (found.low[1], found.high[1]) == (1.0, 1.0)  # everybody was heard


def test_the_interval_narrows_as_a_small_known_group_is_heard():
    wide, narrow = share([21], [30]), share([21], [30], everybody=[40])
    factor = (narrow.high - narrow.low) / (wide.high - wide.low)
    assert factor[0] == pytest.approx(np.sqrt(10 / 39), abs=0.02)
    assert share([3], [4], method="jeffreys", everybody=[4]).low.tolist() == [0.75]
    with pytest.raises(OutOfScale):
        share([3], [4], everybody=[3])
    with pytest.raises(WrongShape):
        share([3], [4], everybody=[30, 30])
    for ask in (lambda: share([1], [2], method="wald"), lambda: weighted_share([1], [1], method="wald")):
        with pytest.raises(OutOfScale):
            ask()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 60), st.integers(0, 60), st.sampled_from(["wilson", "jeffreys"]))
def test_one_share_is_bounded_and_swapping_yes_and_no_mirrors_it(yes, no, method):
    one, other = share([yes], [yes + no], method=method), share([no], [yes + no], method=method)
    assert 0.0 <= one.low[0] <= one.share[0] <= one.high[0] <= 1.0
    assert one.low[0] == pytest.approx(1.0 - other.high[0], abs=1e-12)
    assert share([yes + 1], [yes + no + 1], method=method).low[0] >= one.low[0] - 1e-12


def test_weights_count_for_as_many_answers_as_they_are_worth():
    equal = weighted_share([1] * 6 + [0] * 2, np.full(8, 3.7))
    plain = share([6], [8])
    assert (equal.low.item(), equal.high.item()) == pytest.approx((plain.low.item(), plain.high.item()))
    assert effective_answers([1, 0, 0]) == 1.0
    assert effective_answers([1e200, 1e200]) == pytest.approx(2.0)
    assert weighted_share([1, 0], [1, 3], method="jeffreys").share.item() == pytest.approx(0.25)
    for said, weights, wrong in (
        ([1, 0], [1], WrongShape),
        ([1, 2], [1, 1], OutOfScale),
        ([1, 0], [1, -1], OutOfScale),
        ([1, 0], [0, 0], Nothing),
    ):
        with pytest.raises(wrong):
            weighted_share(said, weights)


def test_words_follow_from_numbers():
    assert in_words([40], [0.71], [0.74]) == (InTen(7, 7, "about_in_ten"),)
    few, early, said = in_words([9, 12, 30], [0.4, 0.1, 0.4], [0.9, 0.7, 0.7])
    assert few == CantTell("too_few_answers", None, "answers")
    assert (early.key, early.more) == ("too_early", 10)
    assert (said.low, said.high) == (4, 7)
    assert in_words([6], [0.41], [0.9], k=5) == (InTen(4, 9),)
    assert (friendly(0), friendly(500), friendly(500.5)) == (5, 500, None)
    with pytest.raises(WrongShape):
        in_words([9, 9], [0.4], [0.9])
    with pytest.raises(OutOfScale):
        in_words([9], [0.9], [0.4])


# Many services


def slow_pool(yes, answers):
    """The same model on a plain fine grid of (m, ρ), nothing left out."""
    m = np.linspace(0.0005, 0.9995, 160)
    rho = np.linspace(0.0005, 0.999, 220)
    m, rho = (each.ravel() for each in np.meshgrid(m, rho))
    size = 1.0 / rho - 1.0
    a, b = m * size, (1.0 - m) * size
    height = 0.25 * np.log(rho) + 8.0 * np.log1p(-rho)
    for x, n in zip(yes, answers, strict=True):
        height += betaln(a + x, b + n - x) - betaln(a, b)
    weight = np.exp(height - height.max())
    kept = weight > 1e-7 * weight.max()
    return Pool(a[kept], b[kept], weight[kept] / weight[kept].sum())


def slow_quantile(pool, x, n, part):
    return brentq(lambda p: pool.weight @ betainc(pool.a + x, pool.b + n - x, p) - part, 0.0, 1.0, xtol=1e-12)


def some_services(seed, places=40, *, mean=0.3, size=12.0, most=20):
    lot = np.random.default_rng(seed)
    answers = lot.integers(1, most, places)
    return lot.binomial(answers, lot.beta(mean * size, (1 - mean) * size, places)), answers


def test_pooled_estimates_are_those_of_a_plain_fine_grid():
    yes, answers = some_services(3)
    found, pool = pooled(yes, answers), slow_pool(yes, answers)
    for j in range(0, 40, 5):
        x, n = yes[j], answers[j]
        mean = pool.weight @ ((pool.a + x) / (pool.a + pool.b + n))
        above = 1.0 - pool.weight @ betainc(pool.a + x, pool.b + n - x, pool.mean)
        assert found.share[j] == pytest.approx(mean, abs=1e-3)
        assert found.above[j] == pytest.approx(above, abs=2e-3)
        assert found.low[j] == pytest.approx(slow_quantile(pool, x, n, 0.025), abs=2e-3)
        assert found.high[j] == pytest.approx(slow_quantile(pool, x, n, 0.975), abs=2e-3)


@pytest.mark.parametrize(
    ("yes", "answers"),
    [
        ([1, 0, 1], [1, 1, 1]),
        ([0, 0, 0, 0], [9, 3, 8, 5]),
        ([4, 0, 4, 0, 4], [4, 4, 4, 4, 4]),
        ([300, 650, 2, 700_000], [1000, 1000, 3, 1_000_000]),
    ],
)
def test_quantiles_are_exact_for_the_mixture_in_odd_places_too(yes, answers):
    x, n = np.array(yes, dtype=float), np.array(answers, dtype=float)
    pool = learned(x, n)
    low, high = quantiles(pool, x, n - x, (0.025, 0.975))
    for j in range(len(x)):
        assert low[j] == pytest.approx(slow_quantile(pool, x[j], n[j], 0.025), abs=2e-3)
        assert high[j] == pytest.approx(slow_quantile(pool, x[j], n[j], 0.975), abs=2e-3)


def test_large_services_far_apart_are_drawn_alone_where_one_picture_cannot_hold_them():
    pool = Pool(np.array([4e6, 4.001e6]), np.array([4e6, 4e6]), np.array([0.5, 0.5]))
    answers = np.full(6, 1e7)
    yes = np.array([10.0, 2e6, 4e6, 6e6, 8e6, 1e7 - 10])
    low, high = quantiles(pool, yes, answers - yes, (0.025, 0.975))
    for j in range(6):
        assert low[j] == pytest.approx(slow_quantile(pool, yes[j], answers[j], 0.025), abs=1e-5)
        assert high[j] == pytest.approx(slow_quantile(pool, yes[j], answers[j], 0.975), abs=1e-5)


def test_fewer_answers_are_drawn_closer_to_the_group():
    found = pooled([2, 20, 10, 9, 8, 11, 12, 7, 9, 10], [2, 20, 20, 20, 20, 20, 20, 20, 20, 20])
    assert 0.45 < found.group.mean < found.share[0] < found.share[1] < 1.0
    assert found.stands[:2].tolist() == [0, 1]
    assert 0.0 < found.group.differ < 0.4
    assert found.group.size > 0.0


def test_services_alike_are_not_told_apart():
    found = pooled(np.full(30, 8), np.full(30, 10))
    assert not found.stands.any()
    assert np.ptp(found.share) < 1e-9


def test_a_service_nobody_answered_for_is_wide_and_not_judged():
    found = pooled([0, 1, 8, 3], [0, 1, 10, 9])
    assert (found.told.tolist(), found.stands[0]) == ([False, True, True, True], 0)
    assert found.high[0] - found.low[0] > 0.5
    assert found.high[1] - found.low[1] > 0.5
    assert pooled([0, 0], [0, 0]) == CantTell("no_answers", None, "answers")
    assert pooled([0, 2], [0, 5]) == CantTell("too_few_services")
    assert isinstance(pooled([3], [4]), CantTell)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), min_size=2, max_size=12), st.randoms())
def test_pooling_is_bounded_blind_to_labels_and_to_order(pairs, chance):
    yes, no = np.array(pairs).T
    found = pooled(yes, yes + no)
    if isinstance(found, CantTell):
        assert ((yes + no) > 0).sum() < 2
        return
    assert ((found.low >= 0) & (found.low <= found.share) & (found.share <= found.high) & (found.high <= 1)).all()
    mirrored = pooled(no, yes + no)
    np.testing.assert_allclose(mirrored.share, 1.0 - found.share, atol=1e-3)
    np.testing.assert_allclose(mirrored.low, 1.0 - found.high, atol=5e-3)
    np.testing.assert_allclose(mirrored.above, 1.0 - found.above, atol=2e-3)
    order = list(range(len(yes)))
    chance.shuffle(order)
    np.testing.assert_allclose(pooled(yes[order], (yes + no)[order]).share, found.share[order], atol=1e-9)


def test_one_more_yes_never_lowers_the_share():
    yes, answers = some_services(5, 15)
    for j in range(0, 15, 3):
        more_yes, more = yes.copy(), answers.copy()
        more_yes[j], more[j] = yes[j] + 1, answers[j] + 1
        assert pooled(more_yes, more).share[j] > pooled(yes, answers).share[j]


def test_intervals_cover_what_they_say_in_an_invented_world():
    covered = []
    for seed in range(12):
        lot = np.random.default_rng(seed)
        truth = lot.beta(4, 16, 120)
        answers = lot.integers(3, 15, 120)
        found = pooled(lot.binomial(answers, truth), answers)
        covered.append(((found.low <= truth) & (truth <= found.high)).mean())
    assert 0.93 < np.mean(covered) < 0.98


def test_a_known_group_is_learned():
    yes, answers = some_services(8, 400, mean=0.7, size=9.0, most=40)
    pool = learned(yes.astype(float), answers.astype(float))
    assert pool.weight @ pool.mean == pytest.approx(0.7, abs=0.03)
    assert np.exp(pool.weight @ np.log(pool.a + pool.b)) == pytest.approx(9.0, rel=0.3)
    curves = placed(pool, np.array([0.0]), np.array([0.0]), 0.95)
    assert curves.spread[0] == pytest.approx(np.sqrt(0.7 * 0.3 / 10), rel=0.2)


# Levels


CUTS = np.array([-2.0, -0.8, 0.4, 1.7])


def chances(shift):
    reached = np.concatenate([[0.0], expit(CUTS - shift), [1.0]])
    return np.diff(reached)


def five_levels(seed, places=60, differ=0.6, mean=12):
    lot = np.random.default_rng(seed)
    shift = differ * lot.normal(size=places)
    counts = [lot.multinomial(n, chances(s)) for n, s in zip(lot.poisson(mean, places), shift, strict=True)]
    return np.array(counts), shift


def test_levels_find_the_scores_better_than_plain_means():
    counts, shift = five_levels(0, 150, mean=5)
    found = levels(counts)
    truth = np.array([chances(s) @ np.arange(1, 6) for s in shift])
    told = found.told
    plain = (counts[told] @ np.arange(1, 6)) / counts[told].sum(axis=1)
    error = np.sqrt(np.mean((found.score - truth)[told] ** 2))
    assert error < 0.6 * np.sqrt(np.mean((plain - truth[told]) ** 2))
    assert ((found.low <= truth) & (truth <= found.high)).mean() > 0.88
    assert found.differ == pytest.approx(0.6, abs=0.25)
    np.testing.assert_allclose(found.shares.sum(axis=1), 1.0)


def test_the_grid_of_shifts_gives_what_plain_integration_gives():
    counts, _ = five_levels(4, 300, mean=60)
    found = levels(counts)
    # With so many answers the thresholds and the spread are known: one service by plain integration over its shift.
    row = np.array([0, 1, 3, 2, 0])
    again = levels(np.vstack([counts, row]))

    def worth(shift, power):
        cells = chances(shift)
        return np.prod(cells**row) * norm.pdf(shift, scale=found.differ) * (cells @ np.arange(1, 6)) ** power

    mean = quad(worth, -6, 6, args=(1,))[0] / quad(worth, -6, 6, args=(0,))[0]
    better = quad(worth, 0, 6, args=(0,))[0] / quad(worth, -6, 6, args=(0,))[0]
    assert again.score[-1] == pytest.approx(mean, abs=0.08)
    assert again.better[-1] == pytest.approx(better, abs=0.06)


def test_a_service_that_surely_answers_higher_is_told_and_turning_the_scale_round_mirrors_it():
    counts = np.array([[0, 0, 2, 9, 9], [5, 6, 5, 3, 1], [4, 6, 6, 3, 1], [5, 5, 6, 2, 2], [0, 0, 0, 0, 0]])
    found, turned = levels(counts), levels(counts[:, ::-1])
    assert found.stands[0] == 1
    assert found.stands[4] == 0
    assert not found.told[4]
    np.testing.assert_allclose(turned.score, 6.0 - found.score, atol=1e-6)
    np.testing.assert_allclose(turned.better, 1.0 - found.better, atol=1e-6)
    order = [3, 1, 4, 0, 2]
    np.testing.assert_allclose(levels(counts[order]).score, found.score[order], atol=1e-9)
    assert found.group.sum() == pytest.approx(1.0)
    assert ((found.low <= found.score) & (found.score <= found.high)).all()


@pytest.mark.parametrize(
    ("counts", "wrong"),
    [
        ([[1, 2]], WrongShape),
        ([[1] * 12], WrongShape),
        ([1, 2, 3], WrongShape),
        ([[20_001, 1, 1]], TooMany),
        ([[1, -1, 1]], OutOfScale),
    ],
)
def test_levels_that_cannot_be_are_refused(counts, wrong):
    with pytest.raises(wrong):
        levels(counts)


def test_levels_that_say_nothing_say_so():
    assert levels([[0, 0, 0]]) == CantTell("no_answers", None, "answers")
    assert levels([[1, 2, 0], [0, 0, 0]]) == CantTell("too_few_services")
    assert levels([[0, 2, 0], [0, 5, 0]]) == CantTell("one_level")
    for extreme in ([[10, 0, 0, 0, 0], [0, 0, 0, 0, 1]], [[0, 0, 15_000, 0, 1]] * 3):
        found = levels(extreme)
        assert np.isfinite(found.score).all()
        assert ((found.better >= 0) & (found.better <= 1)).all()


def test_yes_partly_and_no_stay_three_shares():
    found = split([[6, 3, 1], [0, 0, 0], [4, 0, 0]])
    np.testing.assert_allclose(found.shares.sum(axis=1), 1.0)
    assert found.shares[0].round(3).tolist() == [0.565, 0.304, 0.130]
    assert betainc(6.5, 5.0, found.low[0, 0]) == pytest.approx(0.025)
    assert (found.told.tolist(), found.low[1].tolist(), found.high[1].tolist()) == (
        [True, False, True],
        [0] * 3,
        [1] * 3,
    )
    assert (found.high[2, 0], found.low[2, 1]) == (1.0, 0.0)
    with pytest.raises(WrongShape):
        split([[1, 2]])


# Shares that are worth so many answers


def test_a_share_worth_whole_answers_is_what_those_answers_say():
    whole = share([6, 0, 14], [8, 8, 20])
    worth = share_worth(whole.share, [8, 8, 20])

    for name in ("share", "low", "high"):
        assert (getattr(worth, name) == getattr(whole, name)).all()
    assert (share_worth([0.5, 0.5], [30.5, 60.5]).low.round(3) == [0.333, 0.378]).all()


@pytest.mark.parametrize(
    ("part", "worth", "wrong"),
    [([0.5], [3.0, 4.0], WrongShape), ([1.1], [3.0], OutOfScale), ([0.5], [-1.0], OutOfScale), ([], [], Nothing)],
)
def test_shares_that_cannot_be_are_refused(part, worth, wrong):
    with pytest.raises(wrong):
        share_worth(part, worth)
    with pytest.raises(OutOfScale):
        share_worth([0.5], [3.0], method="wald")
