"""Did trying it help: what a person would be told, and each piece beside a slow and obvious one."""

import doctest
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.insight.days import trying, trying_plan, trying_pool
from alongside.insight.days.check import read
from alongside.insight.days.trying import ByLuck, Difference, Verdict, did_it_help
from alongside.insight.days.trying_plan import Block, Plan, every_order, plan
from alongside.insight.days.trying_pool import pool
from alongside.insight.errors import NotFinite, Nothing, NotInOrder, OutOfScale, WrongShape
from alongside.insight.verdicts import CantTell, Interval


def diary(answers, scale=(0, 10)):
    return read(np.asarray(answers, dtype=float)[:, None], names=["pain"], scale=scale)


def lived(blocks, effect, seed=0, carry=0.3):
    """Invented pain, `effect` points different in blocks of trying."""
    lot = np.random.default_rng(seed)
    run, rows = 0.0, []
    for block in blocks:
        for _day in range(block.first, block.last + 1):
            run = carry * run + lot.normal()
            rows.append(5 + run + effect * block.trying)
    return np.clip(np.round(rows), 0, 10)


def in_turn(number, length=7):
    return [Block(at * length, (at + 1) * length - 1, at % 2 == 1) for at in range(number)]


def ask(answers, tried, **more):
    return did_it_help(diary(answers), "pain", tried, **({"better": "lower"} | more))


@pytest.mark.parametrize("module", [trying, trying_plan, trying_pool], ids=lambda module: module.__name__)
def test_the_example_in_the_docstring_holds(module):
    assert doctest.testmod(module).failed == 0


def test_a_plan_has_blocks_of_the_chosen_length_half_of_them_with_it():
    planned = plan(100, block_days=14, blocks=6, seed=4)
    assert [(block.first, block.last) for block in planned.blocks] == [
        (100 + 14 * at, 113 + 14 * at) for at in range(6)
    ]
    assert sum(block.trying for block in planned.blocks) == 3
    assert plan(100, block_days=14, blocks=6, seed=4) == planned
    assert len({plan(0, blocks=8, seed=seed).blocks for seed in range(60)}) == 16


def slow_orders(way, blocks):
    for order in product((False, True), repeat=blocks):
        text = "".join("X" if trying else "o" for trying in order)
        if way == "pairs" and all(text[at : at + 2] in ("Xo", "oX") for at in range(0, blocks, 2)):
            yield order
        if way == "balanced" and text.count("X") == blocks / 2 and "XXX" not in text and "ooo" not in text:
            yield order
        if way == "alternating" and "XX" not in text and "oo" not in text:
            yield order


@pytest.mark.parametrize("way", ["pairs", "balanced", "alternating"])
@pytest.mark.parametrize("blocks", [4, 6, 8, 10])
def test_every_order_that_could_be_drawn_is_listed_once(way, blocks):
    assert {tuple(order) for order in every_order(way, blocks).tolist()} == set(slow_orders(way, blocks))
    assert len(every_order(way, blocks)) == len(set(slow_orders(way, blocks)))


def test_the_smallest_chance_is_told_before_anybody_starts():
    chances = [plan(0, blocks=4).smallest_chance, plan(0, blocks=8).smallest_chance]
    assert chances == [1 / 4, 1 / 16]
    assert plan(0, blocks=8, way="alternating").smallest_chance == 1 / 2
    assert plan(0, blocks=8, way="balanced").orders == 34


def test_bad_plans_are_named():
    for more in (
        {"block_days": 2},
        {"block_days": 61},
        {"blocks": 5},
        {"blocks": 2},
        {"blocks": 18},
        {"way": "as I like"},
    ):
        with pytest.raises(OutOfScale):
            plan(0, **more)
    with pytest.raises(OutOfScale, match="cannot be drawn"):
        Plan(
            "pairs",
            tuple(
                in_turn(2) + [replace(one, first=one.first + 14, last=one.last + 14, trying=True) for one in in_turn(2)]
            ),
        )


def test_after_one_before_and_after_nobody_can_tell_and_the_counts_remain():
    found = ask([7] * 14 + [2] * 14, in_turn(2, 14))
    assert found.verdict == found.by_luck == CantTell("one_before_and_after", 2, "blocks")
    assert found.difference is None
    counts = found.counts
    assert (counts.days_with, counts.days_without, counts.mean_with, counts.mean_without) == (14, 14, 2.0, 7.0)
    assert (counts.blocks_with, counts.blocks_without) == (1, 1)


def test_blocks_alike_in_a_row_are_one_unless_they_were_drawn():
    blocks = in_turn(4)
    one_change = [replace(block, trying=at >= 2) for at, block in enumerate(blocks)]
    assert ask(lived(blocks, -2), one_change).verdict == CantTell("one_before_and_after", 2, "blocks")
    drawn = Plan("balanced", tuple(one_change))
    assert ask(lived(drawn.blocks, -2), drawn).difference is not None


def test_too_little_of_anything_is_said():
    answers = lived(in_turn(4), -2)
    assert ask(answers, in_turn(3)).verdict == CantTell("too_few_blocks", 1, "blocks")
    assert ask(answers[:7], in_turn(4)).verdict == CantTell("too_few_blocks", 3, "blocks")
    assert ask(answers, in_turn(4), washout=7).verdict == CantTell("too_few_blocks", 4, "blocks")
    assert ask(answers, in_turn(4), washout=7).counts.mean_with is None
    assert ask(answers[:12], in_turn(4, 3)).verdict == CantTell("too_few_days", 2)
    assert ask([4] * 28, in_turn(4)).verdict == CantTell("never_moved")


def test_a_clear_help_drawn_by_lot_is_told_with_the_chance_of_luck():
    planned = plan(0, blocks=8, seed=3)
    found = ask(lived(planned.blocks, -3), planned)
    assert found.verdict == Verdict("better_while_trying", found.difference.better)
    assert found.difference.better > 0.95 > found.difference.interval.high
    assert found.by_luck == ByLuck(1 / 16, 1 / 16)
    assert found.difference.p_none < 0.001


def test_each_verdict_follows_from_its_probability():
    seen = Difference(0.0, Interval(-1, 1), 0.1, 0.1, 0.5, 1.0, 0.0, 0.2, 1.0, 0.3)
    counts = trying.PlainCounts(28, 28, 4.0, 4.0, 4, 4)
    steps = {
        "better_while_trying": {"better": 0.96, "worse": 0.0},
        "perhaps_better_while_trying": {"better": 0.85, "worse": 0.0},
        "worse_while_trying": {"better": 0.0, "worse": 0.96},
        "perhaps_worse_while_trying": {"better": 0.0, "worse": 0.85},
        "little_difference": {"better": 0.1, "worse": 0.1},
    }
    for key, chances in steps.items():
        assert trying._verdict(replace(seen, **chances), counts).key == key
    unsure = replace(seen, better=0.5, worse=0.0, estimate=-1.5, error=0.8)
    assert trying._verdict(unsure, counts) == CantTell("still_unsure", 8, "blocks")
    assert trying._verdict(replace(unsure, estimate=-1.0), counts) == CantTell("still_unsure", None, "blocks")
    assert trying._verdict(replace(unsure, estimate=-3.0), counts) == CantTell("still_unsure", 2, "blocks")


def test_without_a_lot_drawn_no_luck_can_be_counted():
    found = ask(lived(in_turn(8), -3), in_turn(8))
    assert found.by_luck == CantTell("not_drawn_by_lot")
    assert found.verdict.key == "better_while_trying"


def test_days_outside_of_blocks_and_washout_days_are_left_out():
    blocks = [Block(5, 14, False), Block(20, 29, True), Block(30, 39, False), Block(40, 49, True)]
    answers = np.random.default_rng(0).integers(0, 11, 60)
    counts = ask(answers, blocks, washout=3).counts
    assert (counts.days_with, counts.days_without) == (14, 14)
    assert counts.mean_with == pytest.approx(answers[np.r_[23:30, 43:50]].mean())
    assert counts.mean_without == pytest.approx(answers[np.r_[8:15, 33:40]].mean())
    changed = answers.copy()
    changed[np.r_[0:8, 15:23, 30:33, 40:43, 50:60]] = 0
    assert ask(changed, blocks, washout=3) == ask(answers, blocks, washout=3)


def slow_share(planned, answers, washout):
    """Counting luck day by day in plain Python."""

    def gain(order):
        sides = {True: [], False: []}
        for block, trying_it in zip(planned.blocks, order, strict=True):
            for day in range(block.first + washout, block.last + 1):
                if np.isfinite(answers[day]):
                    sides[trying_it].append(answers[day])
        if not sides[True] or not sides[False]:
            return np.inf
        return np.mean(sides[False]) - np.mean(sides[True])

    drawn = gain([block.trying for block in planned.blocks])
    orders = list(slow_orders(planned.way, len(planned.blocks)))
    return sum(gain(order) >= drawn - 1e-9 for order in orders) / len(orders)


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 1000),
    way=st.sampled_from(["pairs", "balanced", "alternating"]),
    blocks=st.sampled_from([4, 6, 8]),
    washout=st.integers(0, 2),
)
def test_the_share_of_luck_is_what_counting_order_by_order_gives(seed, way, blocks, washout):
    planned = plan(0, blocks=blocks, way=way, seed=seed)
    answers = lived(planned.blocks, -1, seed)
    lot = np.random.default_rng(seed)
    answers[lot.random(len(answers)) < 0.2] = np.nan
    answers[0], answers[-1] = 5, 4
    found = ask(answers, planned, washout=washout)
    if isinstance(found.by_luck, ByLuck):
        assert found.by_luck.share == pytest.approx(slow_share(planned, answers, washout))
        assert found.by_luck.share >= found.by_luck.smallest == planned.smallest_chance


def test_an_order_with_an_empty_side_never_makes_anybody_surer():
    gains = trying.gain_of(np.array([[True, False], [False, True]]), np.array([0.0, 3.0]), np.array([0.0, 6.0]))
    assert np.isinf(gains).all()


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000), by=st.sampled_from([0.5, 4.0]), to=st.integers(-9, 9))
def test_other_units_and_a_mirrored_scale_change_nothing(seed, by, to):
    planned = plan(0, blocks=6, seed=seed)
    answers = lived(planned.blocks, -1.5, seed)
    plain = ask(answers, planned)
    moved = did_it_help(diary(answers * by + to, (to, 10 * by + to)), "pain", planned, better="lower", worth=by)
    mirrored = ask(10 - answers, planned, better="higher")
    for other in (moved, mirrored):
        assert other.difference.better == pytest.approx(plain.difference.better, abs=1e-9)
        assert other.difference.at_all_better == pytest.approx(plain.difference.at_all_better, abs=1e-9)
        assert other.by_luck == plain.by_luck
        assert getattr(other.verdict, "key", None) == getattr(plain.verdict, "key", None)
    assert moved.difference.points == pytest.approx(plain.difference.points * by)
    assert mirrored.difference.interval.low == pytest.approx(-plain.difference.interval.high)


def test_the_other_direction_is_worse():
    planned = plan(0, blocks=8, seed=3)
    one, other = (ask(lived(planned.blocks, -3), planned, better=way).difference for way in ("lower", "higher"))
    assert (one.better, one.worse) == pytest.approx((other.worse, other.better))
    assert one.at_all_better == pytest.approx(1 - other.at_all_better)


def test_time_passing_is_not_taken_for_help():
    blocks = in_turn(4, 14)
    lot = np.random.default_rng(1)
    answers = np.clip(np.round(9 - 8 * np.arange(56) / 56 + 0.7 * lot.normal(size=56)), 0, 10)
    found = ask(answers, blocks)
    assert found.counts.mean_without - found.counts.mean_with > 2
    assert found.verdict.key == "little_difference"
    assert found.difference.error < ask(answers, blocks, drift=False).difference.error


def test_a_difference_without_any_noise_is_told_without_a_fault():
    found = ask([7] * 7 + [3] * 7 + [7] * 7 + [3] * 7, in_turn(4))
    assert found.difference.estimate == pytest.approx(-4)
    assert found.difference.error > 0


def test_bad_input_is_named():
    answers = lived(in_turn(4), -1)
    with pytest.raises(Nothing, match="no blocks"):
        ask(answers, [])
    with pytest.raises(OutOfScale, match="ends .day 3. before"):
        ask(answers, [Block(5, 3, True)])
    with pytest.raises(NotInOrder, match="day 6"):
        ask(answers, [Block(0, 6, True), Block(6, 9, False)])
    with pytest.raises(OutOfScale, match="lower or higher"):
        ask(answers, in_turn(4), better="yes")
    for more in ({"worth": 0}, {"worth": float("nan")}, {"worth": float("inf")}, {"washout": -1}):
        with pytest.raises(OutOfScale, match="worth having"):
            ask(answers, in_turn(4), **more)
    with pytest.raises(WrongShape, match="no item"):
        did_it_help(diary(answers), "mood", in_turn(4), better="lower")


def test_where_nothing_helps_it_is_said_to_about_as_seldom_as_it_should():
    false = [ask(lived(in_turn(8), 0, seed, 0.4), in_turn(8)).difference.p_none < 0.05 for seed in range(150)]
    assert np.mean(false) <= 0.09


def round_of(estimate, error):
    return Difference(estimate, Interval(estimate - 1, estimate + 1), 0.5, 0.0, 0.9, 1.0, estimate, error, 0.1, 0.3)


def test_several_rounds_are_put_together_as_a_fine_grid_would():
    at, error = np.array([-2.0, -0.4, -1.3]), np.array([0.5, 0.8, 0.4])
    found = pool([round_of(*one) for one in zip(at, error, strict=True)], better="lower")
    usual, apart = np.linspace(-12, 10, 1501)[:, None], np.linspace(0.002, 5, 400)[None, :]
    wide = error[:, None, None] ** 2 + apart**2
    log = (-0.5 * (at[:, None, None] - usual) ** 2 / wide - 0.5 * np.log(wide)).sum(axis=0) - 0.5 * apart**2
    share = np.exp(log - log.max())
    share /= share.sum()
    along = share.sum(axis=1)
    assert found.usual == pytest.approx((along @ usual)[0], abs=0.005)
    assert found.apart == pytest.approx((share.sum(axis=0) @ apart[0]), abs=0.01)
    assert found.better == pytest.approx(along[usual[:, 0] < -1].sum(), abs=0.01)
    assert found.interval.low == pytest.approx(usual[np.searchsorted(along.cumsum(), 0.025), 0], abs=0.03)
    assert found.interval.high == pytest.approx(usual[np.searchsorted(along.cumsum(), 0.975), 0], abs=0.03)
    assert 0.5 < found.next_better < found.better
    assert found.count == 3
    assert -2.0 < np.mean([found.rounds[0].low, found.rounds[0].high]) < found.usual
    assert found.usual < np.mean([found.rounds[1].low, found.rounds[1].high]) < -0.4


def test_rounds_in_another_order_or_mirrored_say_the_same():
    rounds = [round_of(-2.0, 0.5), round_of(-0.4, 0.8), round_of(-1.3, 0.4)]
    plain, turned = pool(rounds, better="lower"), pool(rounds[::-1], better="lower")
    assert turned.usual == pytest.approx(plain.usual)
    assert turned.rounds[0].low == pytest.approx(plain.rounds[2].low)
    mirrored = pool([round_of(-one.estimate, one.error) for one in rounds], better="higher")
    assert mirrored.usual == pytest.approx(-plain.usual)
    assert (mirrored.better, mirrored.next_better) == pytest.approx((plain.better, plain.next_better))


def test_one_round_is_not_put_together_with_nothing():
    assert pool([round_of(-1, 0.5)], better="lower") == CantTell("one_round", 1, "blocks")
    assert pool([], better="lower") == CantTell("one_round", 2, "blocks")


def test_bad_rounds_are_named():
    two = [round_of(-1, 0.5), round_of(-1, 0.5)]
    with pytest.raises(OutOfScale, match="lower or higher"):
        pool(two, better="more")
    for more in ({"worth": 0}, {"may_differ": 0}, {"worth": float("inf")}, {"may_differ": float("inf")}):
        with pytest.raises(OutOfScale, match="more than 0"):
            pool(two, better="lower", **more)
    for wrong in (round_of(float("nan"), 1), round_of(1, float("inf")), round_of(1, 0)):
        with pytest.raises(NotFinite, match="error above 0"):
            pool([*two, wrong], better="lower")
