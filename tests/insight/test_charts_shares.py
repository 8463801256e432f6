"""Charts of shares, of rare events, and the funnel: published formulas, exact small cases, and what is refused."""

from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.insight.charts import (
    board_false_alarm,
    board_view,
    chance_of_missing_a_threshold,
    funnel,
    g_chart,
    g_false_alarm,
    p_chart,
    p_false_alarm,
    p_prime_chart,
    p_prime_false_alarm,
    t_chart,
    t_false_alarm,
)
from alongside.insight.charts.luck import inside_counts
from alongside.insight.errors import BadInput, NotFinite, Nothing, NotInOrder, OutOfScale, WrongShape

YES = [9, 10, 8, 12, 7, 9, 11, 10, 8, 9, 10, 3]
ASKED = [12, 13, 11, 14, 10, 12, 13, 12, 11, 12, 13, 12]


# Shares --------------------------------------------------------------------------------------------------------------


def test_p_limits_follow_the_textbook_formula_point_by_point() -> None:
    chart = p_chart(YES, ASKED, direction="increase")
    centre = sum(YES) / sum(ASKED)
    for at, (yes, asked) in enumerate(zip(YES, ASKED, strict=True)):
        reach = 3 * (centre * (1 - centre) / asked) ** 0.5
        assert chart.lower[at] == pytest.approx(centre - reach)
        assert chart.upper[at] == pytest.approx(centre + reach)
        assert chart.drawn_upper[at] == min(chart.upper[at], 1)
        assert chart.outside[at] == (yes / asked > centre + reach) - (yes / asked < centre - reach)
    assert (chart.outside[-1], chart.kind[-1], chart.is_false_alarm_exact) == (-1, 2, True)


def test_p_prime_limits_are_p_limits_times_how_much_the_shares_really_move() -> None:
    chart, plain = p_prime_chart(YES, ASKED), p_chart(YES, ASKED)
    centre = sum(YES) / sum(ASKED)
    z = [(yes / asked - centre) / (centre * (1 - centre) / asked) ** 0.5 for yes, asked in zip(YES, ASKED, strict=True)]
    widening = sum(abs(z[at] - z[at - 1]) for at in range(1, 12)) / 11 / 1.128
    assert chart.widening == pytest.approx(widening)
    assert chart.upper - centre == pytest.approx((plain.upper - centre) * widening)
    assert (chart.family, chart.is_false_alarm_exact) == ("p_prime_chart", False)


def test_a_month_in_which_nobody_was_asked_is_a_missing_point() -> None:
    chart = p_chart([9, 0, 8], [12, 0, 11])
    assert (chart.present.tolist(), chart.share[1], chart.outside.tolist()) == ([True, False, True], 0.0, [0, 0, 0])
    assert chart.false_alarm == p_chart([9, 8], [12, 11]).false_alarm
    # No step of z reaches across the gap.
    assert not p_prime_chart([9, 0, 8], [12, 0, 11]).has_limits.any()


@pytest.mark.parametrize("draw", [p_chart, p_prime_chart])
@pytest.mark.parametrize("yes", [0, 30])
def test_when_everybody_says_the_same_nothing_is_special(draw, yes) -> None:
    chart = draw([yes] * 5, [30] * 5)
    assert not chart.outside.any()
    assert (chart.upper == chart.lower).all()
    assert chart.false_alarm == 0


def test_each_stretch_has_its_own_centre_and_the_reason_is_kept() -> None:
    chart = p_chart([3, 4, 3, 9, 10, 9], [12] * 6, rebases=[(3, "the letter was rewritten with the panel")])
    assert chart.centre[[0, 5]].round(3).tolist() == [0.278, 0.778]
    assert chart.stretch.tolist() == [0, 0, 0, 1, 1, 1]
    apart = 1 - (1 - p_false_alarm([12] * 3, 10)) * (1 - p_false_alarm([12] * 3, 28))
    assert chart.false_alarm == pytest.approx(apart)


def test_the_board_sees_an_xmr_chart_that_stays_between_none_and_all() -> None:
    view = board_view([*YES[:8], 11, 6, 13, 8], ASKED, direction="increase", target=0.9, rebases=[(6, "new rooms")])
    assert view.drawn_upper.max() <= 1 < view.chart.upper.max()
    assert view.chart.assurance == "inconsistent"
    assert view.drawn_lower.min() >= 0
    assert 0 < view.chart.false_alarm < 1


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 20)), min_size=1, max_size=12))
def test_yes_and_no_swapped_turn_the_p_chart_upside_down(pairs) -> None:
    asked = [yes + no for yes, no in pairs]
    plain, swapped = p_chart([yes for yes, _ in pairs], asked), p_chart([no for _, no in pairs], asked)
    assert np.allclose(plain.upper, 1 - swapped.lower)
    assert plain.false_alarm == pytest.approx(swapped.false_alarm, abs=1e-9)
    near = np.abs(np.abs(plain.share - plain.centre) - (plain.upper - plain.centre)) < 1e-9
    assert np.array_equal(plain.outside[~near], -swapped.outside[~near])


# Their luck ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("asked", "yes"), [((6, 9, 30), 6), ((40, 2, 5), 9), ((3, 3, 3), 5), ((50, 60, 4), 3)])
def test_the_luck_of_a_p_chart_is_what_counting_every_possible_chart_gives(asked, yes) -> None:
    centre, loud = yes / sum(asked), 0
    for shared in product(*(range(min(one, yes) + 1) for one in asked)):
        if sum(shared) == yes:
            far = [
                abs(x / n - centre) > 3 * (centre * (1 - centre) / n) ** 0.5 for x, n in zip(shared, asked, strict=True)
            ]
            loud += any(far) * int(np.prod([comb(n, x) for x, n in zip(shared, asked, strict=True)], dtype=object))
    assert p_false_alarm(asked, yes) == pytest.approx(loud / comb(sum(asked), yes), abs=1e-9)
    assert p_false_alarm(asked[::-1], yes) == p_false_alarm(asked, yes)


def test_few_answers_a_month_make_xmr_call_out_more_often_than_p() -> None:
    """Twelve a month over two years, seven in ten say yes: about one chart in five by XmR, one in thirty by P."""
    assert board_false_alarm([12] * 24, 0.7) == pytest.approx(0.20, abs=0.04)
    assert board_false_alarm([6] * 24, 0.7) == pytest.approx(0.27, abs=0.04)
    assert p_false_alarm([12] * 24, 202) == pytest.approx(0.04, abs=0.015)


def test_the_luck_of_a_p_prime_chart_is_near_that_of_p_when_there_are_many_answers() -> None:
    assert p_prime_false_alarm([400] * 24, 0.6) == pytest.approx(p_false_alarm([400] * 24, 5760), abs=0.04)
    assert p_prime_false_alarm([40, 0], 0.6) == 0


def test_a_million_answers_are_scaled_down_and_say_the_same() -> None:
    many = list(range(1_000_000, 1_000_024))
    assert p_false_alarm([one * 40 for one in many], sum(many) * 20) == pytest.approx(
        p_false_alarm(many, sum(many) // 2), abs=1e-3
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 400), st.fractions(0, 1, max_denominator=9000).map(float))
def test_counts_inside_the_limits_are_those_whose_share_is_inside(asked, centre) -> None:
    low, high = inside_counts(np.array([asked]), centre)
    reach = 3 * np.sqrt(centre * (1 - centre) / np.array([asked]))
    inside = [x for x in range(asked + 1) if not (x / asked < centre - reach[0] or x / asked > centre + reach[0])]
    assert (low[0], high[0]) == (inside[0], inside[-1])


# Rare events ---------------------------------------------------------------------------------------------------------


def test_t_limits_are_those_of_an_even_scale_taken_back_to_days() -> None:
    gaps = [20.0, 31, 9, 14, 40, 22, 17]
    even = [gap ** (1 / 3.6) for gap in gaps]
    mean = sum(even) / 7
    reach = 2.66 * sum(abs(even[at] - even[at - 1]) for at in range(1, 7)) / 6
    chart = t_chart(gaps)
    assert (chart.centre[0], chart.upper[0]) == pytest.approx((mean**3.6, (mean + reach) ** 3.6))
    assert chart.lower[0] == pytest.approx(max(mean - reach, 0) ** 3.6)
    assert not chart.outside.any()


def test_a_much_longer_gap_is_good_news_where_events_are_harms() -> None:
    assert t_chart([20, 31, 9, 14, 40, 22, 400]).kind.tolist() == [0] * 6 + [1]
    assert t_chart([20, 31, 9, 14, 40, 22, 400], direction="decrease").kind[-1] == 2
    assert g_chart([10, 3, 0, 7, 12, 4, 90], direction="neutral").kind[-1] == 3


def test_a_first_gap_alone_has_no_t_limits_and_two_events_on_one_day_are_allowed() -> None:
    assert not t_chart([12]).has_limits.any()
    assert t_chart([0, 0, 0, 0]).outside.tolist() == [0, 0, 0, 0]
    assert t_chart([20, 21, 20, 21, 0], rebases=[(4, "a new form")]).has_limits.tolist() == [True] * 4 + [False]


def test_a_very_short_gap_among_even_ones_is_a_signal_downwards() -> None:
    assert t_chart([50, 52, 49, 51, 50, 53, 1, 50]).outside.tolist() == [0, 0, 0, 0, 0, 0, -1, 0]


def test_g_limits_follow_the_textbook_formula() -> None:
    chart = g_chart([10, 3, 0, 7, 12, 4])
    assert (chart.centre[0], chart.upper[0], chart.lower[0]) == pytest.approx((6, 6 + 3 * 42**0.5, 0))


@pytest.mark.parametrize(("points", "total"), [(3, 40), (4, 12), (5, 0), (2, 100), (4, 25)])
def test_the_luck_of_a_g_chart_is_what_counting_every_way_to_share_out_gives(points, total) -> None:
    limit = total / points + 3 * (total / points * (total / points + 1)) ** 0.5
    ways = [gaps for gaps in product(range(total + 1), repeat=points - 1) if sum(gaps) <= total]
    loud = sum(max(*gaps, total - sum(gaps)) > limit for gaps in ways)
    assert g_false_alarm(points, total) == pytest.approx(loud / len(ways), abs=1e-12)


def test_a_g_chart_of_two_years_calls_out_on_luck_far_more_often_than_a_t_chart() -> None:
    assert g_false_alarm(24, 240) > 0.3 > 0.05 > t_false_alarm(24)


# The funnel and the threshold ----------------------------------------------------------------------------------------


def test_a_service_truly_above_a_threshold_is_often_seen_below_it() -> None:
    seen = chance_of_missing_a_threshold(0.75, 0.8, [20, 50, 1])
    assert seen.round(2).tolist() == [0.2, 0.19, 0.2]
    by_hand = sum(comb(20, x) * 0.8**x * 0.2 ** (20 - x) for x in range(15))
    assert seen[0] == pytest.approx(by_hand)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 100), st.integers(0, 100), st.integers(1, 60))
def test_the_chance_counts_exactly_the_shares_below_the_threshold(threshold, true, asked) -> None:
    level, share = threshold / 100, true / 100
    by_hand = sum(comb(asked, x) * share**x * (1 - share) ** (asked - x) for x in range(asked + 1) if x / asked < level)
    assert chance_of_missing_a_threshold(level, share, [asked])[0] == pytest.approx(by_hand, abs=1e-9)


def test_exact_funnel_limits_leave_no_more_than_their_share_outside() -> None:
    asked = np.array([1, 5, 20, 100, 400])
    seen = funnel([0] * 5, asked, centre=0.8)
    for at, number in enumerate(asked.tolist()):
        chance = [comb(number, x) * 0.8**x * 0.2 ** (number - x) for x in range(number + 1)]
        for low, high, level in ((seen.low_95, seen.high_95, 0.95), (seen.low_998, seen.high_998, 0.998)):
            bottom, top = round(low[at] * number), round(high[at] * number)
            assert sum(chance[:bottom]) <= (1 - level) / 2 + 1e-12 < sum(chance[: bottom + 1])
            assert sum(chance[top + 1 :]) <= (1 - level) / 2 + 1e-12 < sum(chance[top:])


def test_wilson_limits_hold_the_shares_whose_own_distance_is_small_enough() -> None:
    seen = funnel([10], [40], centre=0.3, method="wilson")
    for limit in (seen.low_95[0], seen.high_95[0]):
        # Wilson's limits of the centre are where the score test turns: (limit - centre)^2 = z^2 limit (1 - limit) / n.
        assert (limit - 0.3) ** 2 == pytest.approx(1.959963985**2 * limit * (1 - limit) / 40)


def test_services_that_differ_only_by_luck_keep_the_plain_funnel() -> None:
    yes = np.random.default_rng(5).binomial(40, 0.6, 60)
    seen = funnel(yes, [40] * 60)
    assert (seen.spread, seen.spread_key, seen.method) == (1.0, "spread_is_luck", "exact")
    assert (seen.beyond_998 != 0).sum() <= 2


def test_services_that_truly_differ_widen_the_funnel_so_that_not_everybody_stands_out() -> None:
    numbers = np.random.default_rng(6)
    yes = numbers.binomial(200, np.clip(numbers.normal(0.6, 0.12, 60), 0.05, 0.95))
    plain, wide = funnel(yes, [200] * 60, widen=False), funnel(yes, [200] * 60)
    assert (wide.spread_key, wide.method) == ("spread_beyond_luck", "wilson")
    assert wide.spread > 3
    assert (wide.beyond_998 != 0).sum() < (plain.beyond_998 != 0).sum() / 3


def test_the_order_of_services_does_not_matter_and_a_service_without_answers_is_left_alone() -> None:
    yes, asked = [3, 0, 18, 9, 10, 11, 9, 8, 12, 10, 9], [20, 0, 20, 20, 20, 20, 20, 20, 20, 20, 20]
    there, back = funnel(yes, asked), funnel(yes[::-1], asked[::-1])
    assert np.array_equal(there.beyond_95, back.beyond_95[::-1])
    assert (there.present[1], there.beyond_95[1], there.share[1]) == (False, 0, 0.0)
    assert there.beyond_95[0] == -1 and there.beyond_95[2] == 1


@pytest.mark.parametrize("everybody", [0, 20])
def test_a_funnel_in_which_all_say_the_same_flags_nobody(everybody) -> None:
    seen = funnel([everybody] * 12, [20] * 12)
    assert not seen.beyond_95.any()
    assert seen.low_95.tolist() == seen.high_95.tolist() == [everybody / 20] * 12


# What is refused -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ask", "wrong"),
    [
        (lambda: p_chart([], []), Nothing),
        (lambda: p_chart([1, 2], [3]), WrongShape),
        (lambda: p_chart([4], [3]), OutOfScale),
        (lambda: p_chart([-1], [3]), OutOfScale),
        (lambda: p_chart([0.5], [3]), OutOfScale),
        (lambda: p_chart([1e16], [1e17]), OutOfScale),
        (lambda: p_chart([0, 0], [0, 0]), Nothing),
        (lambda: p_chart([1, 0], [3, 0], rebases=[(1, "why")]), Nothing),
        (lambda: p_chart([1, 2], [3, 3], rebases=[(1, "")]), BadInput),
        (lambda: p_chart([1, 2], [3, 3], direction="sideways"), OutOfScale),
        (lambda: p_chart([1, float("nan")], [3, 3]), NotFinite),
        (lambda: p_false_alarm([0], 0), Nothing),
        (lambda: p_false_alarm([5], 6), OutOfScale),
        (lambda: p_prime_false_alarm([5], 1.5), OutOfScale),
        (lambda: p_prime_false_alarm([0], 0.5), Nothing),
        (lambda: t_chart([3, -1]), OutOfScale),
        (lambda: t_chart([3, 1], rebases=[(1, "b"), (0, "a")]), NotInOrder),
        (lambda: t_false_alarm(0), OutOfScale),
        (lambda: g_chart([3, 1.5]), OutOfScale),
        (lambda: g_false_alarm(0, 3), OutOfScale),
        (lambda: g_false_alarm(2, -3), OutOfScale),
        (lambda: funnel([1], [2], method="normal"), OutOfScale),
        (lambda: funnel([3], [2]), OutOfScale),
        (lambda: funnel([0], [0]), Nothing),
        (lambda: funnel([1], [2], centre=float("nan")), NotFinite),
        (lambda: funnel([1], [2], centre=1.2), OutOfScale),
        (lambda: chance_of_missing_a_threshold(0.7, 0.8, [0]), OutOfScale),
        (lambda: chance_of_missing_a_threshold(7, 0.8, [10]), OutOfScale),
        (lambda: chance_of_missing_a_threshold(0.7, float("inf"), [10]), NotFinite),
    ],
)
def test_what_cannot_be_counted_is_refused_by_name(ask, wrong) -> None:
    with pytest.raises(wrong) as told:
        ask()
    assert type(told.value) is wrong
    assert str(told.value).endswith(".")
