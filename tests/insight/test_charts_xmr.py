"""XmR charts: the national tool's limits and labels, found again by a slow twin that follows them rule by rule."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.insight import charts
from alongside.insight.charts import Rebase, XmrChart, chart_of, xmr, xmr_many
from alongside.insight.errors import BadInput, NotFinite, Nothing, NotInOrder, OutOfScale, WrongShape

VIGNETTE = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
# The twenty normal numbers R draws after set.seed(123), as published in many places.
SEED_123 = [
    -0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621, -1.26506123, -0.68685285, -0.44566197,
    1.22408180, 0.35981383, 0.40077145, 0.11068272, -0.55584113, 1.78691314, 0.49785048, -1.96661716, 0.70135590, -0.47279141,
]  # as they were published, ten a line  # fmt: skip
WEAVE = [4.0, 6.0] * 6


def test_every_public_name_is_there_and_listed() -> None:
    assert sorted(charts.__all__) == sorted(set(charts.__all__))
    assert all(hasattr(charts, name) for name in charts.__all__)


# A slow twin, one point and one rule at a time -----------------------------------------------------------------------


def exact_mean(values: list[float]) -> float:
    return float(sum(Fraction(value) for value in values) / len(values))


def twin(values, direction=0, target=None, fix_after=None, screen=True, moves=(), present=None):
    present = present or [True] * len(values)
    cuts = sorted({0, *moves, len(values)})
    rows = []
    for begin, end in pairwise(cuts):
        rows += twin_stretch(values[begin:end], present[begin:end], fix_after, screen)
    way = {"increase": 1, "decrease": -1, "neutral": 0}[direction] if isinstance(direction, str) else direction
    for row in rows:
        up = any(word in row["label"] for word in ("Above", "Increasing"))
        down = any(word in row["label"] for word in ("Below", "Decreasing"))
        good, bad = (up, down) if way > 0 else (down, up)
        if way == 0:
            row["kind"] = (
                "special_cause_neutral_high" if up else "special_cause_neutral_low" if down else "common_cause"
            )
        else:
            row["kind"] = "special_cause_improvement" if good else "special_cause_concern" if bad else "common_cause"
    assurance = None
    if target is not None and way:
        lower, upper = rows[-1]["lower"], rows[-1]["upper"]
        assurance = "inconsistent"
        if upper is not None and target > upper:
            assurance = "consistent_fail" if way > 0 else "consistent_pass"
        elif lower is not None and target < lower:
            assurance = "consistent_pass" if way > 0 else "consistent_fail"
    return rows, assurance


def twin_stretch(y, present, fix_after, screen):
    n = len(y)
    counted = [present[i] and i < (fix_after or n) for i in range(n)]
    mean = exact_mean([y[i] for i in range(n) if counted[i]])
    ranges = [abs(y[i] - y[i - 1]) for i in range(1, n) if counted[i] and counted[i - 1]]
    if ranges and screen:
        first = exact_mean(ranges)
        ranges = [one for one in ranges if one < 3.267 * first]
    lower = upper = near_lower = near_upper = None
    if ranges:
        typical = exact_mean(ranges)
        lower, upper = mean - 2.66 * typical, mean + 2.66 * typical
        near_lower, near_upper = mean - 2 * (2.66 / 3) * typical, mean + 2 * (2.66 / 3) * typical
    side = [(y[i] > mean) - (y[i] < mean) if present[i] else 0 for i in range(n)]
    known = lower is not None
    outside = [present[i] and known and (y[i] > upper or y[i] < lower) for i in range(n)]
    close = [present[i] and known and not outside[i] and (y[i] > near_upper or y[i] < near_lower) for i in range(n)]
    trend, two, shift = [False] * n, [False] * n, [False] * n
    for i in range(n - 6):
        window = range(i, i + 7)
        if all(present[j] for j in window):
            moves = [y[j + 1] - y[j] for j in range(i, i + 6)]
            if all(move > 0 for move in moves) or all(move < 0 for move in moves):
                for j in window:
                    trend[j] = True
        if side[i] and all(side[j] == side[i] for j in window):
            for j in window:
                shift[j] = True
    for i in range(n - 2):
        if side[i] and side[i] == side[i + 1] == side[i + 2] and close[i] + close[i + 1] + close[i + 2] >= 2:
            for j in range(i, i + 3):
                two[j] = two[j] or close[j]
    rows = []
    for i in range(n):
        label = "Common Cause"
        if outside[i]:
            label = "Above UCL" if side[i] == 1 else "Below LCL"
        elif trend[i]:
            right = i + 1 < n and trend[i + 1]
            step = y[i + 1] - y[i] if right else y[i] - y[i - 1]
            label = f"7 Point Trend ({'In' if step > 0 else 'De'}creasing)"
        elif two[i]:
            label = f"2 in 3 {'Above' if side[i] > 0 else 'Below'} CL"
        elif shift[i]:
            label = f"7 Points {'Above' if side[i] > 0 else 'Below'} CL"
        rows.append(
            {"mean": mean, "lower": lower, "upper": upper, "label": label, "side": side[i], "close": close[i], "outside": outside[i], "short": n < 13}
        )  # one point a line  # fmt: skip
    return rows


def agrees(chart: XmrChart, rows, assurance) -> None:
    assert chart.plotthedots_labels == tuple(row["label"] for row in rows)
    assert chart.kind_keys == tuple(row["kind"] for row in rows)
    assert chart.side.tolist() == [row["side"] for row in rows]
    assert chart.close.tolist() == [row["close"] for row in rows]
    assert (chart.outside != 0).tolist() == [row["outside"] for row in rows]
    assert chart.is_trial.tolist() == [row["short"] for row in rows]
    assert chart.has_limits.tolist() == [row["upper"] is not None for row in rows]
    assert chart.assurance == assurance
    for name in ("mean", "lower", "upper"):
        wanted = [row["mean"] if row[name] is None else row[name] for row in rows]
        assert np.allclose(getattr(chart, name), wanted, rtol=1e-12, atol=1e-12)


def a_series(numbers: np.random.Generator):
    n = int(numbers.choice([1, 2, 3, 6, 7, 8, 12, 13, 14, 24, 40]))
    kind = numbers.integers(6)
    values = numbers.normal(20, 4, n)
    if kind == 1:
        values = np.round(values / 4)
    if kind == 2:
        values = values + np.cumsum(numbers.choice([-3, 0, 3], n))
    if kind == 3:
        values = np.full(n, 0.1)
        values[n // 2 + 1 :] += numbers.choice([0.0, 0.3])
    if kind == 4:
        values = values + np.where(np.arange(n) > n / 2, 8, 0)
    if kind == 5:
        values[numbers.integers(n)] += 60
    options = {
        "direction": str(numbers.choice(["increase", "decrease", "neutral"])),
        "target": None if numbers.random() < 0.5 else float(np.round(values[0] + numbers.normal(0, 8), 1)),
        "fix_after": None if numbers.random() < 0.6 else 12,
        "screen": bool(numbers.random() < 0.6),
    }
    moves = sorted(set(numbers.integers(0, n, numbers.integers(3)).tolist()))
    return values.tolist(), options, moves


def many_series(count: int, seed: int):
    numbers = np.random.default_rng(seed)
    return [a_series(numbers) for _ in range(count)]


def test_each_chart_agrees_with_the_slow_twin_rule_by_rule() -> None:
    for values, options, moves in many_series(250, seed=1):
        chart = xmr(values, rebases=[(move, "a new way of booking") for move in moves], **options)
        agrees(chart, *twin(values, moves=moves, **options))


def test_many_charts_in_one_call_are_the_same_as_one_at_a_time() -> None:
    series = many_series(120, seed=2)
    way = {"increase": 1, "neutral": 0, "decrease": -1}
    many = xmr_many(
        np.concatenate([values for values, _, _ in series]),
        [len(values) for values, _, _ in series],
        direction=[way[options["direction"]] for _, options, _ in series],
        target=[options["target"] or 0 for _, options, _ in series],
        has_target=[options["target"] is not None for _, options, _ in series],
        fix_after=[options["fix_after"] or 0 for _, options, _ in series],
        screen=[options["screen"] for _, options, _ in series],
        rebases=[[(move, "told") for move in moves] for _, _, moves in series],
    )
    assert len(many) == 120
    for number, (values, options, moves) in enumerate(series):
        alone = xmr(values, rebases=[(move, "told") for move in moves], **options)
        among = chart_of(many, number, options["target"])
        for name, part in vars(alone).items():
            other = getattr(among, name)
            assert np.array_equal(part, other) if isinstance(part, np.ndarray) else part == other, name


def test_missing_points_agree_with_the_twin_and_break_every_run() -> None:
    numbers = np.random.default_rng(3)
    for _ in range(60):
        values = (np.round(numbers.normal(0, 2, 25)) + np.where(np.arange(25) > 12, 4, 0)).tolist()
        present = (numbers.random(25) < 0.9).tolist()
        present[0] = True
        holes = [value if there else float("nan") for value, there in zip(values, present, strict=True)]
        chart = xmr(holes, present=present)
        rows, _ = twin(values, present=present)
        agrees(chart, rows, None)
        assert chart.values[~chart.present].tolist() == [0.0] * (25 - sum(present))


# Published vectors --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "screen", "wanted"),
    [
        (VIGNETTE, True, (1.944, -0.716, 4.604)),
        (VIGNETTE, False, (1.944, -3.063, 6.952)),
        (SEED_123, True, (0.1416238, -3.01138, 3.294627)),
        ([10 if at == 14 else one for at, one in enumerate(SEED_123)], True, (0.6694159, -2.383666, 3.722497)),
        ([10 if at == 14 else one for at, one in enumerate(SEED_123)], False, (0.6694159, -4.596625, 5.935457)),
    ],
)
def test_limits_are_those_the_national_tool_publishes(values, screen, wanted) -> None:
    chart = xmr(values, screen=screen)
    assert (chart.mean[0], chart.lower[0], chart.upper[0]) == pytest.approx(
        wanted, abs=6e-4 if values is VIGNETTE else 1e-6
    )
    assert chart.near_upper[0] - chart.mean[0] == pytest.approx(2 / 3 * (chart.upper[0] - chart.mean[0]))


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([1, 2, 3, 4, 5, 6], ["Common Cause"] * 6),
        ([1, 2, 3, 3, 4, 5, 6], ["Common Cause"] * 7),
        ([2, 3, 4, 5, 6, 7, 8], ["7 Point Trend (Increasing)"] * 7),
        ([8, 7, 6, 5, 4, 3, 2], ["7 Point Trend (Decreasing)"] * 7),
        # One point on two trends takes the way on its right.
        ([1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1], ["7 Point Trend (Increasing)"] * 6 + ["7 Point Trend (Decreasing)"] * 7),
        # A level step between two rises: the national tool reads the point before it as falling.
        ([*range(7), *range(6, 13)], ["7 Point Trend (Increasing)"] * 6 + ["7 Point Trend (Decreasing)"] + ["7 Point Trend (Increasing)"] * 7),
    ],
)  # one case a line  # fmt: skip
def test_seven_points_make_a_trend_and_six_do_not(values, labels) -> None:
    # Wide limits, so that the trend rule alone speaks.
    chart = xmr([*values, *WEAVE, 400, -400], screen=False)
    assert list(chart.plotthedots_labels[: len(values)]) == labels


def test_two_points_near_opposite_limits_are_common_cause() -> None:
    chart = xmr([1, -1] * 7 + [5.5, -5.5], direction="increase")
    assert chart.kind_keys[-2:] == ("common_cause", "common_cause")


def test_two_of_three_near_one_limit_are_marked_and_the_one_between_is_not() -> None:
    chart = xmr([*[1, -1] * 10, 5.6, 0.6, 5.6, -1, 1], direction="increase")
    assert chart.special_keys[20:23] == ("two_in_three_above", "common_cause", "two_in_three_above")
    assert chart.concern.sum() == 0


def test_a_point_on_the_mean_breaks_a_shift() -> None:
    values = [3, 1] * 4 + [3, 3, 3, 2, 3, 3, 3, 1, 1, 1, 1, 1, 1]
    assert xmr(values).mean[0] == 2.0
    assert set(xmr(values).special_keys) == {"common_cause"}


# Edges --------------------------------------------------------------------------------------------------------------


def test_one_point_has_no_limits_and_can_signal_nothing() -> None:
    chart = xmr([5], direction="increase", target=3)
    assert (chart.has_limits.tolist(), chart.lower.tolist(), chart.upper.tolist()) == ([False], [5.0], [5.0])
    assert (chart.special_keys, chart.false_alarm, chart.assurance) == (("common_cause",), 0.0, "inconsistent")


def test_two_points_have_limits_from_their_one_step() -> None:
    chart = xmr([4, 6])
    assert (chart.lower[0], chart.upper[0], chart.is_trial.all()) == (pytest.approx(-0.32), pytest.approx(10.32), True)


@pytest.mark.parametrize("value", [0.1, 7, 1 / 3, 1e12 + 0.1, -2.7])
@pytest.mark.parametrize("screen", [True, False])
def test_a_line_that_never_moves_has_no_point_above_or_below_itself(value, screen) -> None:
    chart = xmr([value] * 49, screen=screen)
    assert not chart.side.any()
    assert set(chart.special_keys) == {"common_cause"}
    assert chart.has_limits.all() == (not screen)


def test_a_baseline_that_never_moved_leaves_what_follows_to_the_rules_without_limits() -> None:
    chart = xmr([5.0] * 12 + [6.0] * 7, fix_after=12)
    assert chart.special_keys[12:] == ("shift_above",) * 7
    assert xmr([5.0] * 12 + [6.0], fix_after=12, screen=False).special_keys[-1] == "above_limit"


def test_limits_from_the_first_twenty_points_have_their_own_luck() -> None:
    assert xmr(SEED_123 * 2, fix_after=20).false_alarm > xmr(SEED_123 * 2).false_alarm + 0.05


def test_a_target_on_a_limit_is_hit_or_miss() -> None:
    chart = xmr(SEED_123, direction="increase")
    assert xmr(SEED_123, direction="increase", target=float(chart.upper[0])).assurance == "inconsistent"
    assert xmr(SEED_123, direction="decrease", target=float(chart.lower[0])).assurance == "inconsistent"
    assert xmr(SEED_123, direction="increase", target=9).assurance == "consistent_fail"
    assert xmr(SEED_123, direction="decrease", target=9).assurance == "consistent_pass"
    assert xmr(SEED_123, target=9).assurance is None


def test_a_move_at_the_first_point_changes_nothing_but_is_remembered() -> None:
    plain, moved = xmr(SEED_123), xmr(SEED_123, rebases=[Rebase(0, " a new team ")])
    assert np.array_equal(plain.upper, moved.upper)
    assert moved.rebases == (Rebase(0, "a new team"),)


def test_a_run_does_not_reach_across_a_moved_baseline() -> None:
    values = [*WEAVE, *range(10, 17)]
    whole = xmr(values, screen=False)
    cut = xmr(values, rebases=[(14, "the clinic moved house")])
    assert whole.special_keys.count("trend_up") + whole.special_keys.count("above_limit") >= 5
    assert set(cut.special_keys[14:]) == {"common_cause"}
    assert cut.stretch.tolist() == [0] * 14 + [1] * 5


def test_improvement_and_concern_can_both_be_said_of_one_point() -> None:
    # Falling for seven points, yet still far above the usual.
    chart = xmr([*WEAVE, 60, 58, 56, 54, 52, 50, 48], fix_after=12, direction="decrease")
    assert chart.improvement[-1] and chart.concern[-1]
    assert (chart.variation, chart.variation_icon) == ("special_cause_concern", "concern_high")


@pytest.mark.parametrize(
    ("direction", "last", "icon"),
    [
        ("increase", 30, "improvement_high"),
        ("increase", -30, "concern_low"),
        ("decrease", 30, "concern_high"),
        ("decrease", -30, "improvement_low"),
        ("neutral", 30, "neutral_high"),
        ("neutral", -30, "neutral_low"),
        ("increase", 5, "common_cause"),
    ],
)
def test_the_picture_follows_the_newest_point_and_which_way_is_better(direction, last, icon) -> None:
    assert xmr([*WEAVE, last], direction=direction).variation_icon == icon


def test_the_picture_follows_the_last_point_that_is_there() -> None:
    chart = xmr([*WEAVE, 30, None], direction="increase", present=[True] * 13 + [False])
    assert chart.variation == "special_cause_improvement"


def test_nothing_that_comes_out_can_be_written_to() -> None:
    chart = xmr(SEED_123)
    with pytest.raises(ValueError, match="read-only"):
        chart.mean[0] = 3


# Properties ---------------------------------------------------------------------------------------------------------

whole_series = st.lists(st.integers(-40, 40), min_size=1, max_size=40)


@settings(max_examples=40, deadline=None)
@given(whole_series, st.integers(1, 9), st.integers(-100, 100))
def test_another_unit_and_another_zero_change_no_label(values, unit, zero) -> None:
    plain, other = xmr(values), xmr([value * 2.0**unit + zero * 2.0**unit for value in values])
    agreed = np.abs(np.abs(plain.values - plain.mean) - (plain.upper - plain.mean)) > 1e-9
    agreed &= np.abs(np.abs(plain.values - plain.mean) - (plain.near_upper - plain.mean)) > 1e-9
    if agreed.all() and (np.abs(plain.values - plain.mean)[plain.side != 0] > 1e-9).all():
        assert plain.special_keys == other.special_keys
    assert np.allclose((plain.upper + zero) * 2.0**unit, other.upper)


@settings(max_examples=40, deadline=None)
@given(whole_series)
def test_upside_down_every_signal_points_the_other_way(values) -> None:
    plain, mirrored = xmr(values, direction="increase"), xmr([-value for value in values], direction="decrease")
    # The national tool reads a level step between two trends as a fall, seen from either side; all else mirrors.
    level = np.append(np.diff(plain.values) == 0, False)
    assert np.array_equal(plain.side, -mirrored.side)
    assert np.array_equal(plain.trend[~level], -mirrored.trend[~level])
    assert np.array_equal(plain.shift, -mirrored.shift)
    assert np.allclose(plain.upper, -mirrored.lower)
    assert np.allclose(plain.false_alarm, mirrored.false_alarm)


@settings(max_examples=40, deadline=None)
@given(whole_series)
def test_lines_are_finite_in_order_and_hold_the_mean(values) -> None:
    chart = xmr(values)
    lines = np.stack([chart.lower, chart.near_lower, chart.mean, chart.near_upper, chart.upper])
    assert np.isfinite(lines).all()
    assert (np.diff(lines, axis=0) >= 0).all()
    assert 0 <= chart.false_alarm <= 1


def test_the_order_of_charts_in_one_call_does_not_matter() -> None:
    one, two = xmr_many([*SEED_123, *VIGNETTE], [20, 18]), xmr_many([*VIGNETTE, *SEED_123], [18, 20])
    assert np.array_equal(chart_of(one, 0).special, chart_of(two, 1).special)
    assert np.array_equal(chart_of(one, 1).upper, chart_of(two, 0).upper)


# What is refused ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "options", "wrong"),
    [
        ([], {}, Nothing),
        ([[1, 2], [3, 4]], {}, WrongShape),
        (["three"], {}, WrongShape),
        ([1, float("nan"), 2], {}, NotFinite),
        ([1, None, 2], {}, NotFinite),
        ([1, float("inf")], {}, NotFinite),
        ([1, 1e200], {}, OutOfScale),
        ([1, 2], {"present": [True]}, WrongShape),
        ([1, 2], {"present": [1, 0]}, WrongShape),
        ([1, 2], {"present": [False, False]}, Nothing),
        ([1, 2, 3], {"present": [True, True, False], "rebases": [(2, "why")]}, Nothing),
        ([1, 2], {"direction": "up"}, OutOfScale),
        ([1, 2], {"target": [3, 4]}, WrongShape),
        ([1, 2], {"target": float("nan")}, NotFinite),
        ([1, 2], {"target": "three"}, WrongShape),
        ([1, 2], {"fix_after": 11}, OutOfScale),
        ([1, 2], {"fix_after": 12.5}, OutOfScale),
        ([1, 2], {"present": [[True], [True, False]]}, WrongShape),
        ([1, 2], {"rebases": [(1, "")]}, BadInput),
        ([1, 2], {"rebases": [(1, "  ")]}, BadInput),
        ([1, 2], {"rebases": [(1, None)]}, BadInput),
        ([1, 2], {"rebases": [1]}, WrongShape),
        ([1, 2], {"rebases": [(2, "why")]}, OutOfScale),
        ([1, 2], {"rebases": [(-1, "why")]}, OutOfScale),
        ([1, 2], {"rebases": [(True, "why")]}, OutOfScale),
        ([1, 2], {"rebases": [(1.0, "why")]}, OutOfScale),
        ([1, 2, 3], {"rebases": [(2, "why"), (1, "why")]}, NotInOrder),
        ([1, 2, 3], {"rebases": [(1, "why"), (1, "why")]}, NotInOrder),
    ],
)
def test_what_cannot_be_charted_is_refused_by_name(values, options, wrong) -> None:
    with pytest.raises(wrong) as told:
        xmr(values, **options)
    assert type(told.value) is wrong
    assert str(told.value).endswith(".")


@pytest.mark.parametrize(
    ("lengths", "options", "wrong"),
    [
        ([2, 2], {}, WrongShape),
        ([3, 0], {}, WrongShape),
        ([1.5, 1.5], {}, OutOfScale),
        ([1, 2], {"direction": [1, 2]}, OutOfScale),
        ([1, 2], {"direction": [1, 0, 1]}, WrongShape),
        ([1, 2], {"direction": 0.5}, WrongShape),
        ([1, 2], {"direction": [[1], [1, 2]]}, WrongShape),
        ([1, 2], {"direction": ["up", "up"]}, WrongShape),
        ([1, 2], {"direction": float("nan")}, WrongShape),
        ([1, 2], {"fix_after": [0, 3]}, OutOfScale),
        ([1, 2], {"screen": 2}, WrongShape),
        ([1, 2], {"target": ["three"]}, WrongShape),
        ([1, 2], {"target": [1, 2, 3]}, WrongShape),
        ([1, 2], {"target": [float("nan"), 2]}, NotFinite),
        ([1, 2], {"rebases": [[]]}, WrongShape),
    ],
)
def test_a_batch_that_does_not_fit_together_is_refused_by_name(lengths, options, wrong) -> None:
    with pytest.raises(wrong):
        xmr_many([1, 2, 3], lengths, **options)


def test_a_target_may_be_missing_where_it_is_said_to_be() -> None:
    many = xmr_many([1, 2, 3], [1, 2], direction=1, target=[float("nan"), 50], has_target=[False, True])
    assert many.assurance.tolist() == [0, 2]


def test_a_chart_that_is_not_there_is_refused() -> None:
    with pytest.raises(OutOfScale):
        chart_of(xmr_many([1, 2], [2]), 1)
