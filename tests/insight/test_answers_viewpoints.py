"""Viewpoints, pairs and patterns: published figures, slow twins, no false alarms where nothing differs, and silence that is honest."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit, logit
from scipy.stats import beta, binomtest, norm

from alongside.insight.answers import (
    KINDS,
    PAIRS,
    difference,
    more_for_gap,
    more_for_pairs,
    more_for_service,
    more_for_share,
    offset,
    paired,
    patterns,
    pooled,
    viewpoints,
    viewpoints_many,
)
from alongside.insight.answers.paired import beyond
from alongside.insight.answers.turned import reached
from alongside.insight.errors import OutOfScale, TooMany, WrongShape
from alongside.insight.verdicts import CantTell

# Two separate groups


def test_published_intervals_of_two_separate_groups():
    found = difference([56, 10, 16], [70, 12, 20], [48, 9, 10], [80, 18, 20])
    assert found.low.round(3).tolist() == [0.052, -0.018, 0.005]
    assert found.high.round(3).tolist() == [0.334, 0.575, 0.534]
    nobody = difference([0], [0], [3], [4])
    assert (nobody.told.item(), nobody.low.item(), nobody.high.item()) == (False, -1.0, 1.0)
    with pytest.raises(WrongShape):
        difference([1], [2], [1, 1], [2, 2])


# Viewpoints


def an_invented_service(seed, *, brighter=0.0, gaps=0, staff=12, people=20, practices=25):
    lot = np.random.default_rng(seed)
    felt = expit(lot.normal(0.6, 0.8, practices))
    told = expit(logit(felt) + brighter)
    felt[:gaps] = np.clip(told[:gaps] - 0.4, 0.02, 0.98)
    yes = np.stack([lot.binomial(staff, told), lot.binomial(people, felt)], axis=1)
    return yes, np.tile([staff, people], (practices, 1))


def shrunk(yes, answers):
    """The quick twin: log-odds differences with half an answer more, DerSimonian-Laird, drawn to their mean."""
    no = answers - yes
    apart = np.log((yes[:, 0] + 0.5) / (no[:, 0] + 0.5)) - np.log((yes[:, 1] + 0.5) / (no[:, 1] + 0.5))
    luck = (1.0 / (yes + 0.5) + 1.0 / (no + 0.5)).sum(axis=1)
    weight = 1.0 / luck
    fixed = (weight @ apart) / weight.sum()
    excess = weight @ (apart - fixed) ** 2 - (len(apart) - 1)
    between = max(0.0, excess / (weight.sum() - (weight**2).sum() / weight.sum()))
    weight = 1.0 / (luck + between)
    mean = (weight @ apart) / weight.sum()
    return mean, (apart - mean) * between / (between + luck)


def test_where_nothing_differs_almost_nothing_is_flagged_and_plain_intervals_flag_much():
    flagged, plain = [], []
    for seed in range(20):
        yes, answers = an_invented_service(seed)
        flagged.append((viewpoints(yes, answers).stands != 0).any())
        one = difference(yes[:, 0], answers[:, 0], yes[:, 1], answers[:, 1])
        plain.append(((one.low > 0) | (one.high < 0)).any())
    assert np.mean(flagged) <= 0.05
    assert np.mean(plain) > 0.4


def test_a_brighter_view_everywhere_is_one_offset_and_no_gap():
    for seed in range(10):
        found = viewpoints(*an_invented_service(seed, brighter=1.2))
        assert not found.stands.any()
        assert found.offset_low[0] > 0.0
        assert found.offset[0] == pytest.approx(1.2, abs=0.6)
        assert 0.05 < found.offset_share[0] < 0.4


def test_a_large_real_gap_is_found_once_enough_people_answered():
    found = viewpoints(*an_invented_service(1, gaps=3, staff=80, people=120))
    assert (found.stands[0, :3] == 1).all()
    assert not found.stands[0, 3:].any()
    assert found.low[0, 0] > 0.1


def test_the_quick_form_and_the_full_one_agree():
    for seed in (2, 3):
        yes, answers = an_invented_service(seed, brighter=0.7, gaps=6, staff=60, people=60)
        found, (offset, gaps) = viewpoints(yes, answers), shrunk(yes, answers)
        assert found.offset[0] == pytest.approx(offset, abs=0.25)
        assert np.corrcoef(found.gap[0], gaps)[0, 1] > 0.97


def test_the_full_form_is_what_a_slow_walk_through_the_same_model_finds():
    yes, answers = np.array([[11, 9], [7, 15], [10, 16], [2, 14], [6, 12]]), np.array([[12, 20]] * 5)
    lot = np.random.default_rng(5)
    practices, walkers, steps, burnt = 5, 400, 1800, 500
    size = 1 + practices + 2 + 2 * practices + 2
    at = 0.3 * lot.normal(size=(walkers, size))

    def parts(at):
        wide = np.exp(at[:, -2:])
        practice = at[:, 1 : 1 + practices] * wide[:, :1]
        rest = at[:, 3 + practices : -2].reshape(-1, practices, 2) * wide[:, 1:, None]
        view = at[:, 1 + practices : 3 + practices]
        return at[:, :1, None] + practice[:, :, None] + view[:, None, :] + rest, rest, view

    def height(at):
        whole, _, _ = parts(at)
        seen = (yes * whole - answers * np.logaddexp(0.0, whole)).sum(axis=(1, 2))
        prior = -0.5 * (at[:, 0] / 2.5) ** 2 - 0.5 * (at[:, 1:-2] ** 2).sum(axis=1)
        wide = np.exp(at[:, -2:])
        return seen + prior + (at[:, -2:] - 0.5 * wide**2).sum(axis=1)

    kept, here = [], height(at)
    half = walkers // 2
    for step in range(steps):  # differential evolution (ter Braak 2006): each half leans on the other
        for first in (0, half):
            mine, others = np.arange(first, first + half), np.arange(half - first, 2 * half - first)
            one, two = lot.choice(others, half), lot.choice(others, half)
            scale = 1.0 if step % 10 == 0 else 2.38 / np.sqrt(2 * size)
            tried = at[mine] + scale * (at[one] - at[two]) + 1e-4 * lot.normal(size=(half, size))
            there = height(tried)
            takes = np.log(lot.random(half)) < there - here[mine]
            at[mine[takes]], here[mine[takes]] = tried[takes], there[takes]
        if step >= burnt and step % 10 == 0:
            kept.append(at.copy())
    whole, rest, view = parts(np.concatenate(kept))
    middle, apart = whole.mean(axis=2), rest[:, :, 0] - rest[:, :, 1]
    gap = expit(middle + apart / 2) - expit(middle - apart / 2)
    found = viewpoints(yes, answers)
    np.testing.assert_allclose(found.gap[0], gap.mean(axis=0), atol=0.04)
    np.testing.assert_allclose(found.above[0], (gap > 0.1).mean(axis=0), atol=0.07)
    np.testing.assert_allclose(found.below[0], (gap < -0.1).mean(axis=0), atol=0.07)
    np.testing.assert_allclose(found.low[0], np.quantile(gap, 0.025, axis=0), atol=0.09)
    assert found.offset[0] == pytest.approx((view[:, 0] - view[:, 1]).mean(), abs=0.15)


def test_three_viewpoints_give_three_pairs_and_what_nobody_could_see_stays_open():
    yes = np.array([[8, 9, 10], [7, 0, 9], [0, 0, 0], [5, 6, 7], [9, 9, 1]])
    answers = np.array([[12, 12, 12], [12, 0, 12], [0, 0, 0], [12, 12, 12], [12, 12, 12]])
    found = viewpoints(yes, answers)
    assert found.pairs == ((0, 1), (0, 2), (1, 2))
    assert found.told.tolist() == [
        [True, False, False, True, True],
        [True, True, False, True, True],
        [True, False, False, True, True],
    ]
    assert (found.low <= found.gap).all() and (found.gap <= found.high).all()
    assert np.isfinite(found.beyond).all()
    turned = viewpoints(yes[::-1, ::-1], answers[::-1, ::-1])
    np.testing.assert_allclose(turned.gap[0][::-1], -found.gap[2], atol=1e-6)
    np.testing.assert_allclose(turned.above[1][::-1], found.below[1], atol=1e-6)
    swapped = viewpoints(answers - yes, answers)
    np.testing.assert_allclose(swapped.gap, -found.gap, atol=1e-6)
    np.testing.assert_allclose(swapped.offset, -found.offset, atol=1e-6)


def test_without_the_untold_the_told_are_the_very_same():
    yes = np.array([[8, 9, 10], [7, 0, 9], [0, 0, 0], [5, 6, 7], [9, 9, 1]])
    answers = np.array([[12, 12, 12], [12, 0, 12], [0, 0, 0], [12, 12, 12], [12, 12, 12]])
    whole, quick = viewpoints(yes, answers), viewpoints(yes, answers, untold=False)

    for name in ("gap", "low", "high", "above", "below", "beyond"):
        told, untold = getattr(quick, name)[quick.told], getattr(quick, name)[~quick.told]
        np.testing.assert_allclose(told, getattr(whole, name)[whole.told], atol=1e-12)
        assert not untold.any()
    assert (quick.stands == whole.stands).all() and (quick.told == whole.told).all()
    np.testing.assert_allclose(quick.offset_low, whole.offset_low, atol=1e-12)


@pytest.mark.parametrize(("staff", "people"), [(12, 20), (40, 60), (300, 900)])
def test_ways_that_are_left_untried_would_have_weighed_next_to_nothing(staff, people, monkeypatch):
    yes, answers = an_invented_service(5, brighter=0.5, gaps=3, staff=staff, people=people)
    found = viewpoints(yes, answers)
    monkeypatch.setattr(offset, "MARGIN", np.inf)
    monkeypatch.setattr(offset, "CLOSE", 1e-9)
    every = viewpoints(yes, answers)

    for name in ("gap", "low", "high", "above", "below", "offset", "offset_low", "offset_high"):
        np.testing.assert_allclose(getattr(found, name), getattr(every, name), atol=5e-4)


def test_the_ends_of_an_interval_leave_out_what_they_should():
    lot = np.random.default_rng(3)
    middle, spread, weight = lot.normal(size=(4, 9)), lot.uniform(0.1, 2.0, (4, 9)), np.full(9, 1 / 9)

    asked = []

    def curve(at, going):
        asked.append(going.sum())
        far = (at[..., None] - middle[going]) / spread[going]
        return norm.cdf(far) @ weight, (norm.pdf(far) / spread[going]) @ weight

    parts = np.array([[0.001], [0.025], [0.5], [0.975]])
    for start in (-30.0, 0.0, 30.0):
        at = reached(curve, parts, np.full((4, 4), start), far=40.0)
        np.testing.assert_allclose(curve(at, np.full(4, True))[0], np.broadcast_to(parts, (4, 4)), atol=1e-6)
    assert min(asked) < 4, "a place that is found is asked about no more"


def test_many_services_at_once_are_each_as_if_alone():
    lot = np.random.default_rng(8)
    services = [an_invented_service(seed, brighter=0.6, gaps=seed % 3, staff=10, people=30) for seed in range(19)]
    for practices in (3, 25, 25, 25, 25, 25, 25, 25, 25, 25):
        answers = lot.integers(1, 40, (practices, 3)) * (lot.random((practices, 3)) < 0.8)
        answers[:3] += 1
        services.append((lot.binomial(answers, 0.6), answers))
    services.insert(4, ([[3, 4], [2, 2]], [[5, 5], [5, 5]]))

    for untold in (True, False):
        together = viewpoints_many(services, untold=untold)
        assert together[4] == viewpoints(*services[4]) == CantTell("too_few_practices")
        for found, one in zip(together, services, strict=True):
            if found != CantTell("too_few_practices"):
                alone = viewpoints(*one, untold=untold)
                for name, value in vars(alone).items():
                    assert np.array_equal(getattr(found, name), value), name
    assert viewpoints_many([]) == ()


def test_extreme_counts_stay_numbers():
    found = viewpoints([[0, 100_000], [0, 100_000], [0, 100_000], [50_000, 50_000]], [[100_000, 100_000]] * 4)
    assert np.isfinite(found.gap).all() and np.isfinite(found.offset_high).all()


def test_too_little_to_separate_an_offset_from_gaps_is_said():
    assert viewpoints([[3, 4], [2, 2]], [[5, 5], [5, 5]]) == CantTell("too_few_practices")
    assert viewpoints([[3, 0]] * 9, [[5, 0]] * 9) == CantTell("too_few_practices")
    for yes, wrong in ((np.ones((4, 1)), WrongShape), (np.ones((101, 2)), TooMany), (np.ones((4, 6)), TooMany)):
        with pytest.raises(wrong):
            viewpoints(yes, 2 * yes)
    with pytest.raises(OutOfScale):
        viewpoints([[3, 4]] * 3, [[5, 5]] * 3, delta=0.0)


# Pairs


def test_published_figures_of_one_paired_table():
    found = paired([[9, 7, 1, 3]], contacts=[80])
    said = {name: round(float(getattr(found, name)[0]), 3) for name in ("gap", "low", "high", "ac1", "kappa", "chance")}
    assert said == {"gap": 0.3, "low": 0.024, "high": 0.52, "ac1": 0.266, "kappa": 0.2, "chance": 0.07}
    assert found.mean[0] == pytest.approx(0.272, abs=0.002)
    assert (found.bayes_low[0], found.bayes_high[0]) == pytest.approx((0.034, 0.508), abs=0.002)
    assert found.above[0] == pytest.approx(0.93, abs=0.005)
    assert (found.only_first[0], found.only_second[0], found.linked[0]) == (0.35, 0.05, 0.25)
    assert found.stands[0] == 0


def test_pairs_are_what_slow_draws_and_the_library_say():
    tables = np.array([[9, 7, 1, 3], [2, 0, 0, 1], [40, 3, 30, 50], [0, 12, 0, 0]])
    found = paired(tables)
    lot = np.random.default_rng(0)
    for at, table in enumerate(tables):
        drawn = lot.dirichlet(table + 0.5, 200_000)
        apart = drawn[:, 1] - drawn[:, 2]
        assert found.above[at] == pytest.approx((apart > 0.1).mean(), abs=0.004)
        assert found.below[at] == pytest.approx((apart < -0.1).mean(), abs=0.004)
        assert found.bayes_low[at] == pytest.approx(np.quantile(apart, 0.025), abs=0.006)
        assert found.bayes_high[at] == pytest.approx(np.quantile(apart, 0.975), abs=0.006)
        discordant = int(table[1] + table[2])
        exact = binomtest(int(table[1]), discordant).pvalue if discordant else 1.0
        assert found.chance[at] == pytest.approx(exact, abs=1e-12)
    assert found.stands.tolist() == [0, 0, -1, 1]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=4, max_size=4))
def test_pairs_are_bounded_and_turn_round_with_their_sides(table):
    both, first, second, neither = table
    found, turned, denied = (
        paired([table]),
        paired([[both, second, first, neither]]),
        paired([[neither, second, first, both]]),
    )
    assert -1 <= found.low[0] <= found.gap[0] + 1e-9 and found.gap[0] - 1e-9 <= found.high[0] <= 1
    assert found.above[0] + found.below[0] <= 1.0 + 1e-9
    for other in (turned, denied):
        assert found.low[0] == pytest.approx(-other.high[0], abs=1e-9)
        assert found.above[0] == pytest.approx(other.below[0], abs=1e-9)
    assert paired([[both, first + 1, second, neither]]).above[0] >= found.above[0] - 1e-9
    assert 0.0 <= found.chance[0] <= 1.0


def test_the_chance_beyond_a_line_falls_from_one_to_nothing():
    cells = np.array([[9.0, 7.0, 1.0, 3.0]])
    chances = [float(beyond(cells, line)[0]) for line in np.linspace(-1, 1, 41)]
    assert chances[0] == pytest.approx(1.0) and chances[-1] == pytest.approx(0.0)
    assert all(later <= sooner + 1e-9 for sooner, later in itertools.pairwise(chances))
    far = np.array([[1e6, 1e5, 2e5, 1e6]])
    assert float(beyond(far, -0.1)[0]) == pytest.approx(1.0)


def test_pairs_that_are_not_there_say_nothing():
    found = paired([[0, 0, 0, 0], [6, 0, 0, 0]])
    assert (found.told.tolist(), found.kappa_told.tolist()) == ([False, True], [False, False])
    assert (found.low[0], found.high[0], found.linked[0], found.stands[0]) == (-1.0, 1.0, 0.0, 0)
    assert found.ac1.tolist() == [0.0, 1.0]
    with pytest.raises(WrongShape):
        paired([[1, 2, 3]])
    with pytest.raises(WrongShape):
        paired([[1, 2, 3, 4]], contacts=[9])


# Patterns


def table(**cells):
    """A 2 × 2 × 2 of person, staff, record, by keys such as p0s1r1."""
    made = np.zeros((2, 2, 2))
    for key, many in cells.items():
        made[int(key[1]), int(key[3]), int(key[5])] = many
    return made


def test_each_kind_of_disagreement_has_its_name():
    tables = [
        table(p0s1r0=40, p1s1r1=6),
        table(p1s1r0=40, p1s1r1=6),
        table(p0s0r1=40, p1s1r1=6),
        table(p0s1r1=40, p1s1r1=6),
        table(p0s0r0=40, p1s1r1=6),
        table(p1s1r1=6),
        table(p1s0r1=6),
    ]
    found = patterns(tables, unseen=[0, 0, 0, 0, 0, 40, 0])
    named = [KINDS[kind] if kind >= 0 else None for kind in found.leading]
    assert named[:6] == [
        "not_felt",
        "done_not_written",
        "written_not_felt",
        "written_not_felt",
        "not_happening",
        "not_observable",
    ]
    assert found.shown.all()
    # Told by staff and written, yet not felt: it is of two kinds.
    assert found.share[3, 0] > 0.7 and found.share[3, 2] > 0.7
    assert found.apart[0, PAIRS.index(("staff", "person"))] > 0.95
    first = 40 + 4 * 0.5 - 1.0
    assert found.low[0, 0] == pytest.approx(beta.ppf(0.025, first, 46 + 4.5 - first))


def test_a_table_with_one_person_in_it_is_hidden_and_only_the_chance_of_a_gap_is_left():
    tables = [table(p1s1r1=30, p0s1r1=1), table(p1s1r1=30, p0s1r1=6), table()]
    found = patterns(tables, contacts=[62, 36, 0])
    assert found.shown.tolist() == [False, True, False]
    assert not found.counts[0].any() and not found.share[0].any() and (found.high[0] == 1.0).all()
    assert found.counts[1].sum() == 36
    assert found.leading[0] == -1
    assert 0.0 < found.apart[0, 0] < 1.0
    assert (found.told.tolist(), found.linked.tolist()) == ([True, True, False], [0.5, 1.0, 0.0])
    assert not patterns([table(p1s1r1=30)], unseen=[2]).shown[0]
    again = patterns(tables[::-1])
    np.testing.assert_array_equal(again.leading[::-1], patterns(tables).leading)


def test_no_kind_leads_where_two_are_alike():
    assert patterns([table(p0s1r0=20, p1s1r0=20)]).leading[0] == -1


def test_patterns_of_another_shape_are_refused():
    with pytest.raises(WrongShape):
        patterns(np.ones((2, 2, 2, 3)))
    with pytest.raises(WrongShape):
        patterns([table(p1s1r1=6)], unseen=[1, 2])
    with pytest.raises(OutOfScale):
        patterns([table(p1s1r1=6)], k=0)


# How many more


def test_how_many_more_answers_settle_a_share_is_what_drawing_them_shows():
    found = more_for_share([6], [8], 0.5)
    lot = np.random.default_rng(1)
    truth = lot.beta(6.5, 2.5, 40_000)

    def settled(some):
        yes = 6 + lot.binomial(some, truth)
        above = beta.sf(0.5, yes + 0.5, 8 + some - yes + 0.5)
        return ((above > 0.95) | (above < 0.05)).mean()

    assert settled(found.of(0)) > 0.5
    assert more_for_share([50], [100], 0.5).of(0) is None
    assert more_for_share([60, 3], [60, 3], [0.5, 0.9]).of(0) == 0
    assert (
        more_for_share([5], [10], 0.5, chance=0.7).of(0) is None
        or more_for_share([5], [10], 0.5, chance=0.7).of(0) > 75
    )


def test_a_service_far_from_its_group_needs_fewer_more_than_one_close_to_it():
    found = pooled([2, 14, 8, 9, 8, 7, 8, 9], [16] * 8)
    more = more_for_service(found)
    needs = [more.of(place) if more.of(place) is not None else 1000 for place in range(8)]
    assert needs[1] <= needs[2] and needs[0] <= needs[4]
    same = pooled(np.full(40, 500), np.full(40, 1000))
    assert more_for_service(same).hopeless.all()


def test_how_many_more_pairs_settle_a_gap():
    assert more_for_pairs([[30, 1, 1, 30], [2, 40, 0, 2]]).answers.tolist() == [0, 0]
    assert more_for_pairs([[9, 7, 1, 3]]).of(0) in (5, 10, 15)
    assert more_for_pairs([[100, 33, 12, 40]]).of(0) is None
    assert more_for_gap([0.5, 0.0], [0.01, 0.001], [50, 50]).answers.tolist() == [0, 0]
    swapped = more_for_gap([-0.3, 0.3], [0.13, 0.13], [20, 20])
    assert swapped.answers[0] == swapped.answers[1] > 0
    for ask, wrong in (
        (lambda: more_for_pairs([[1, 2, 3]]), WrongShape),
        (lambda: more_for_gap([0.1], [0.1, 0.1], [5]), WrongShape),
        (lambda: more_for_gap([2.0], [0.1], [5]), OutOfScale),
        (lambda: more_for_gap([0.1], [0.0], [5]), OutOfScale),
        (lambda: more_for_share([1], [2], [0.5, 0.6]), WrongShape),
        (lambda: more_for_share([1], [2], 1.0), OutOfScale),
    ):
        with pytest.raises(wrong):
            ask()
