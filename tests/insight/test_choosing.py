"""Screens, counts, ranks and pairs: what the design promises, a slow twin for each sum, and honest silence."""

import itertools
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import log_expit

from alongside.insight import priorities
from alongside.insight.errors import NotFinite, NotInOrder, OutOfScale, TooMany, WrongShape
from alongside.insight.priorities import (
    EMPTY,
    LATER,
    NOBODY,
    Design,
    Ranking,
    ballot,
    best_worst_logit,
    choices,
    counted,
    counts,
    design,
    met,
    next_class,
    pairwise,
    ranking,
    ranks,
    side_by_side,
    strengths,
)
from alongside.insight.verdicts import CantTell


def a_panel(people, *, items=25, seed=0, spread=0.8, plan=None):
    """An invented panel whose members choose by an order of their own around a shared one."""
    lot = np.random.default_rng(seed)
    plan = plan or design(items)
    shared = lot.normal(size=items)
    rows = []
    for person in range(people):
        liking = shared + spread * lot.normal(size=items)
        for line in plan.classes[person % len(plan.classes)]:
            felt = {thing: liking[thing] + lot.gumbel() for thing in line}
            ordered = sorted(line, key=felt.get)
            rows.append((person, [*line] + [EMPTY] * (5 - len(line)), ordered[-1], ordered[0]))
    return choices(items, *zip(*rows, strict=True))


# The design


def test_of_25_things_each_two_meet_exactly_once_and_each_ballot_shows_everything_once():
    plan = design(25, seed=4)
    assert (len(plan.classes), {len(one) for one in plan.classes}) == (6, {5})
    assert {len(line) for parallel in plan.classes for line in parallel} == {5}
    for parallel in plan.classes:
        assert sorted(itertools.chain(*parallel)) == list(range(25))
    assert met(plan) == dict.fromkeys(itertools.combinations(range(25), 2), 1)


@pytest.mark.parametrize("items", range(8, 31))
def test_with_other_numbers_of_things_the_promise_holds_and_no_screen_has_one_thing(items):
    plan = design(items, seed=1)
    placed = min(items, 25)
    assert met(plan) == dict.fromkeys(itertools.combinations(range(placed), 2), 1)
    assert all(sorted(itertools.chain(*parallel)) == list(range(placed)) for parallel in plan.classes)
    assert min(len(line) for parallel in plan.classes for line in parallel) >= 2
    assert plan.newcomers == tuple(range(placed, items))


def test_24_things_leave_one_hole_and_the_26th_waits_in_pairs():
    assert sorted(len(line) for line in design(24).classes[0]) == [4, 5, 5, 5, 5]
    assert design(26).newcomers == (25,)


def test_few_things_are_all_compared_in_pairs():
    plan = design(5)
    assert plan == Design(5, (), ())
    shown = ballot(plan, 0, turn=3)
    assert shown.screens == ()
    assert sorted(tuple(sorted(pair)) for pair in shown.pairs) == list(itertools.combinations(range(5), 2))


def test_a_newcomer_meets_everybody_equally_often():
    plan = design(27)
    pairs = [pair for turn in range(25) for pair in ballot(plan, turn % 6, turn=turn).pairs]
    others = Counter(min(pair) for pair in pairs if 26 in pair)
    assert set(others.values()) == {3}
    assert len(others) == 25


def test_after_every_six_people_each_class_was_given_once():
    given_out = []
    for _person in range(18):
        given_out.append(next_class(given_out, seed=9))
        at = len(given_out) // 6 * 6
        assert all(count == at // 6 for count in Counter(given_out[:at]).values())
    assert given_out[:6] != given_out[6:12] or given_out[6:12] != given_out[12:]


def test_somebody_who_comes_again_gets_another_class_until_there_is_none():
    assert next_class([0, 1, 2, 3, 4], done=[5]) != 5
    assert next_class([], done=range(6)) == CantTell("all_screens_done")


def test_no_two_people_see_the_same_order_but_the_same_person_does():
    plan = design(25)
    one, other = ballot(plan, 2, turn=0), ballot(plan, 2, turn=6)
    assert one == ballot(plan, 2, turn=0)
    assert one.screens != other.screens
    assert (
        sorted(map(sorted, one.screens)) == sorted(map(sorted, other.screens)) == sorted(map(sorted, plan.classes[2]))
    )


@pytest.mark.parametrize(
    ("ask", "error"),
    [
        (lambda: design(1), OutOfScale),
        (lambda: design(31), TooMany),
        (lambda: next_class([6]), OutOfScale),
        (lambda: ballot(design(25), 6, turn=0), OutOfScale),
        (lambda: met(Design(3, (((0, 1, 1),),), ())), NotInOrder),
    ],
)
def test_a_design_that_cannot_be_is_named(ask, error):
    with pytest.raises(error):
        ask()


# Counts


def test_counts_can_be_counted_again_by_hand():
    made = a_panel(7, seed=2)
    found = counted(made)
    for thing in range(25):
        assert found.best[thing] == (made.best == thing).sum()
        assert found.worst[thing] == (made.worst == thing).sum()
        assert found.shown[thing] == sum(thing in row for row in made.shown.tolist()) == 7
    assert found.score.sum() == 0
    share = (found.best - found.worst) / found.shown
    inner = np.abs(share) < 1
    assert found.share == pytest.approx(share)
    assert found.utility[inner] == pytest.approx(np.log((1 + share[inner]) / (1 - share[inner])))
    assert np.isfinite(found.utility).all()


def test_a_paused_screen_waits_and_none_of_these_counts_as_shown():
    made = choices(
        6,
        [1, 1, 2],
        [[0, 1, 2], [3, 4, EMPTY], [2, 1, 0]],
        [0, 3, NOBODY],
        [2, LATER, NOBODY],
    )
    found = counted(made)
    assert made.people == 2
    assert found.shown.tolist() == [2, 2, 2, 0, 0, 0]
    assert found.share.tolist() == [0.5, 0.0, -0.5, 0.0, 0.0, 0.0]
    assert found.passed_over.tolist() == [1, 1, 1, 0, 0, 0]
    assert found.told.tolist() == [True] * 3 + [False] * 3


def test_somebody_may_choose_the_most_and_let_nothing_be_the_least():
    found = counted(choices(3, [1, 2], [[0, 1, 2]] * 2, [0, NOBODY], [NOBODY, 2]))
    assert found.score.tolist() == [1, 0, -1]
    assert found.passed_over.sum() == 0


@pytest.mark.parametrize(
    ("person", "shown", "best", "worst", "error"),
    [
        ([1, 1], [[0, 1, 2]], [0], [1], WrongShape),
        ([1], [0, 1, 2], [0], [1], WrongShape),
        ([1], [[0, 1, 9]], [0], [1], OutOfScale),
        ([1], [[0, 1, -2]], [0], [1], OutOfScale),
        ([1], [[0, 1, 2]], [3], [1], OutOfScale),
        ([1], [[0, 1, 2]], [0], [4], OutOfScale),
        ([1], [[0, 1, 2]], [0.5], [1], OutOfScale),
        ([1], [[0, 1, 2]], [float("nan")], [1], NotFinite),
        ([1], [[0, 1, 2]], [0], [0], NotInOrder),
        ([1], [[0, 1, 1]], [0], [1], NotInOrder),
        ([1, 1], [[0, 1, 2], [2, 0, 1]], [0, 0], [1, 1], NotInOrder),
    ],
)
def test_choices_that_cannot_be_true_are_named(person, shown, best, worst, error):
    with pytest.raises(error):
        choices(5, person, shown, best, worst)


# Ranks


def test_what_everybody_puts_first_comes_first_and_is_surely_in_the_top():
    rows = [(who, line, min(line), max(line)) for who in range(12) for line in design(25).classes[who % 6]]
    found = ranking(choices(25, *zip(*rows, strict=True)))
    assert found.order[0] == 0
    assert found.order[-1] == 24
    assert found.inside[0] == 1.0
    assert (found.low[0], found.high[24]) == (1, 25)
    assert found.high[0] <= 2
    assert found.low[24] >= 24
    assert found.above[0, 24] == 1.0


def test_chances_of_the_top_add_up_and_ranks_lie_in_their_intervals():
    found = ranking(a_panel(14, seed=5), draws=400)
    assert found.inside.sum() == pytest.approx(5.0)
    assert found.expected.sum() == pytest.approx(25 * 26 / 2)
    assert np.all((found.low <= found.expected.round()) & (found.expected.round() <= found.high))
    assert found.above + found.above.T == pytest.approx(np.ones((25, 25)))
    assert np.all((found.share_low <= found.share) & (found.share <= found.share_high))
    assert np.all(np.diff(found.expected[list(found.order)]) >= 0)


def slow_ranks(scores, top):
    """One draw, by comparing each thing with each."""
    inside, expected = [], []
    for one in scores:
        before, level_with = sum(other > one for other in scores), sum(other == one for other in scores)
        inside.append(sum(place < top for place in range(before, before + level_with)) / level_with)
        expected.append(sum(range(before + 1, before + level_with + 1)) / level_with)
    return inside, expected


def test_the_quick_ranks_and_the_slow_ranks_agree():
    made = a_panel(6, seed=8)
    found = ranking(made, draws=60, seed=3, top=4)
    best, worst, shown = counts.by_person(made)
    net, seen = (best - worst).astype(float), shown.astype(float)
    drawn = ranks._drawn(net, seen, *ranks._share(net, seen), 60, 3)
    slow = [slow_ranks(row.tolist(), 4) for row in drawn]
    assert found.inside == pytest.approx(np.mean([one for one, _ in slow], axis=0))
    assert found.expected == pytest.approx(np.mean([one for _, one in slow], axis=0))


@settings(max_examples=6, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(5, 9))
def test_neither_the_order_of_rows_nor_the_names_of_things_matter(lot, people):
    made = a_panel(people, seed=people)
    rows, names = list(range(len(made.person))), list(range(25))
    lot.shuffle(rows)
    lot.shuffle(names)
    new = np.array(names)
    other = choices(25, made.person[rows], new[made.shown[rows]], new[made.best[rows]], new[made.worst[rows]])
    one, two = ranking(made, draws=100), ranking(other, draws=100)
    assert two.inside[new] == pytest.approx(one.inside)
    assert two.expected[new] == pytest.approx(one.expected)
    assert two.low[new].tolist() == one.low.tolist()
    assert counted(other).score[new].tolist() == counted(made).score.tolist()


def test_things_in_one_band_cannot_be_told_apart_and_groups_can():
    found = ranking(a_panel(20, seed=11))
    for band in found.bands:
        assert all(0.05 < found.above[a, b] < 0.95 for a, b in itertools.combinations(band, 2))
    for one, other in itertools.pairwise(found.groups):
        assert all(found.above[a, b] >= 0.95 for a in one for b in other)
    assert list(itertools.chain(*found.groups)) == list(found.order)
    assert set(itertools.chain(*found.bands)) == set(range(25))
    assert not any(set(a) <= set(b) for a, b in itertools.permutations(found.bands, 2))


def test_more_people_make_the_order_surer():
    few, many = (ranking(a_panel(people, seed=1)) for people in (6, 60))
    assert (many.high - many.low).mean() < 0.7 * (few.high - few.low).mean()


def test_when_nobody_differs_the_order_says_nothing():
    made = choices(8, np.arange(8), [list(range(8))] * 8, np.arange(8), np.roll(np.arange(8), 1))
    found = ranking(made, top=2)
    assert found.inside == pytest.approx(np.full(8, 0.25))
    assert found.bands == (tuple(range(8)),)
    assert (found.low.min(), found.high.max()) == (1, 8)


def test_a_thing_nobody_was_shown_is_left_out():
    found = ranking(a_panel(6, items=26, seed=1))
    assert 25 not in found.order
    assert not found.told[25]
    assert found.inside[25] == 0.0
    assert len(found.order) == 25


@pytest.mark.parametrize(
    ("made", "answer"),
    [
        (a_panel(3), CantTell("too_few_people", 2, "answers")),
        (choices(25, [], np.zeros((0, 5)), [], []), CantTell("too_few_people", 5, "answers")),
        (choices(3, range(6), [[0, 1, 2]] * 6, [0] * 6, [1] * 6), CantTell("too_few_things")),
        (choices(6, range(6), [range(6)] * 6, [NOBODY] * 6, [NOBODY] * 6), CantTell("nothing_chosen")),
    ],
)
def test_when_nobody_can_tell_it_says_so(made, answer):
    assert ranking(made) == answer


@pytest.mark.parametrize("more", [{"top": 0}, {"level": 0.0}, {"level": 1.0}])
def test_a_question_out_of_scale_is_named(more):
    with pytest.raises(OutOfScale):
        ranking(a_panel(5), **more)


# Side by side


def a_ranking(inside, top=2):
    inside = np.array(inside)
    few = np.zeros(len(inside))
    whole = few.astype(int)
    told = np.ones(len(inside), dtype=bool)
    return Ranking((), few, few, few, inside, few, whole, whole, np.eye(len(inside)), (), (), told, 9, top, 0.9)


def test_common_ground_is_what_all_would_put_on_top_and_headcount_has_no_voice():
    found = side_by_side({"people": a_ranking([0.9, 0.8, 0.3]), "staff": a_ranking([0.5, 0.1, 1.0])})
    assert found.names == ("people", "staff")
    assert found.common == pytest.approx([0.45, 0.08, 0.3])
    assert found.disagreement == pytest.approx([0.4, 0.7, 0.7])


def test_a_voice_can_be_switched_off_or_made_stronger():
    given_in = {"a": a_ranking([0.9, 0.1]), "b": a_ranking([0.4, 0.6]), "c": a_ranking([0.2, 0.8])}
    without = side_by_side(given_in, weights={"c": 0})
    assert without.names == ("a", "b")
    assert without.left_out == ("c",)
    assert without.common == pytest.approx([0.36, 0.06])
    louder = side_by_side(given_in, weights={"a": 2, "b": 1, "c": 1})
    assert louder.weights.tolist() == [1.5, 0.75, 0.75]
    assert louder.common[0] > side_by_side(given_in).common[0]


def test_a_constituency_that_cannot_tell_is_named_and_not_guessed():
    found = side_by_side(
        {"a": a_ranking([0.9, 0.1]), "b": a_ranking([0.4, 0.6]), "carers": CantTell("too_few_people", 2)}
    )
    assert found.left_out == ("carers",)
    assert side_by_side({"a": a_ranking([0.9]), "b": CantTell("too_few_people")}) == CantTell("fewer_than_two_groups")


@pytest.mark.parametrize(
    ("rankings", "weights", "error"),
    [
        ({"a": a_ranking([0.9]), "b": a_ranking([0.9, 0.1])}, None, WrongShape),
        ({"a": a_ranking([0.9]), "b": a_ranking([0.9], top=3)}, None, WrongShape),
        ({"a": a_ranking([0.9]), "b": a_ranking([0.9])}, {"a": -1}, OutOfScale),
        ({"a": a_ranking([0.9]), "b": a_ranking([0.9])}, {"z": 1}, OutOfScale),
    ],
)
def test_what_cannot_stand_side_by_side_is_named(rankings, weights, error):
    with pytest.raises(error):
        side_by_side(rankings, weights=weights)


# Pairs

# What choix 0.3 (MIT) expects of its expectation propagation for these votes, with a variance of 8.
VOTES = [(3, 2), (2, 1), (1, 0)]
CHOIX_MEAN = [-2.24876774, -0.54278959, 0.5427896, 2.24876774]
CHOIX_COVARIANCE = [
    [5.13442507, 1.78941794, 0.7363867, 0.33977029],
    [1.78941794, 3.87821895, 1.59597641, 0.73638669],
    [0.7363867, 1.59597641, 3.87821895, 1.78941794],
    [0.33977029, 0.73638669, 1.78941794, 5.13442508],
]


def test_three_votes_give_what_others_find():
    found = strengths(4, VOTES, variance=8.0)
    assert found.mean == pytest.approx(CHOIX_MEAN, abs=2e-3)
    assert found.covariance == pytest.approx(np.array(CHOIX_COVARIANCE), abs=5e-3)
    assert found.mean[3] > 1.25 * 1.750  # where the highest point of the posterior lies


def test_three_votes_give_what_summing_over_everything_gives():
    step = np.array([[-1.0, 1, 0, 0], [0, -1, 1, 0], [0, 0, -1, 1]])
    inverse = np.linalg.inv(8.0 * step @ step.T)
    points = np.stack(np.meshgrid(*[np.linspace(-26, 26, 105)] * 3, indexing="ij"))
    log = -0.5 * np.einsum("iabc,ij,jabc->abc", points, inverse, points) + log_expit(points).sum(axis=0)
    weight = np.exp(log - log.max())
    apart = (weight * points).sum(axis=(1, 2, 3)) / weight.sum()
    exact = 8.0 * step.T @ inverse @ apart
    assert exact == pytest.approx([-2.249, -0.543, 0.543, 2.249], abs=1e-3)
    assert strengths(4, VOTES, variance=8.0).mean == pytest.approx(exact, abs=2e-3)


@pytest.mark.parametrize("model", ["bradley_terry", "thurstone"])
def test_two_things_are_settled_exactly(model):
    log_chance = pairwise.log_expit if model == "bradley_terry" else pairwise.log_ndtr
    found = strengths(2, [(0, 1)] * 9 + [(1, 0)] * 3, variance=2.0, model=model)

    def moment(power):
        return quad(
            lambda x: x**power * np.exp(-x * x / 8 + 9 * log_chance(x) + 3 * log_chance(-x)), -15, 15, limit=200
        )[0]

    assert 2 * found.mean[0] == pytest.approx(moment(1) / moment(0), abs=1e-7)


def test_many_votes_on_a_wide_open_scale_are_summed_closely_enough():
    one = np.array([0.3]), np.array([900.0])
    mean, wide = pairwise._moments(*one, np.array([40]), np.array([400]), "bradley_terry")

    def moment(power):
        def at(x):
            return x**power * np.exp(-((x - 0.3) ** 2) / 1800 + 40 * log_expit(x) + 400 * log_expit(-x) + 134.0)

        return quad(at, -6, 2, points=[-2.4], limit=300)[0]

    assert mean[0] == pytest.approx(moment(1) / moment(0), abs=1e-6)
    assert wide[0] == pytest.approx(moment(2) / moment(0) - mean[0] ** 2, abs=1e-6)


@settings(max_examples=8, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda vote: vote[0] != vote[1]), min_size=1, max_size=25
    ),
    st.permutations(range(6)),
)
def test_neither_the_order_of_votes_nor_the_names_of_things_matter_in_pairs(votes, names):
    one = strengths(6, votes)
    two = strengths(6, [(names[a], names[b]) for a, b in reversed(votes)])
    assert two.mean[names] == pytest.approx(one.mean, abs=1e-6)
    turned = strengths(6, [(b, a) for a, b in votes])
    assert turned.mean == pytest.approx(-one.mean, abs=1e-6)
    assert one.mean.sum() == pytest.approx(0.0, abs=1e-8)
    assert two.is_settled_by_votes == one.is_settled_by_votes == turned.is_settled_by_votes


def test_it_says_between_which_things_nobody_compared():
    found = strengths(6, [(0, 1), (1, 0), (2, 3)])
    assert found.islands == ((0, 1), (2, 3), (4,), (5,))
    assert not found.is_settled_by_votes
    assert found.told.tolist() == [True] * 4 + [False] * 2
    assert found.before(4, 5) == pytest.approx(0.5)
    assert found.before(2, 3) > 0.7


def test_votes_in_a_circle_settle_the_order_without_any_assumption():
    found = strengths(3, [(0, 1), (1, 2), (2, 0)])
    assert found.is_settled_by_votes
    assert found.mean == pytest.approx(np.zeros(3), abs=1e-8)


def test_without_a_vote_or_without_settling_it_says_so():
    assert strengths(3, []) == CantTell("nothing_chosen")
    assert strengths(3, [(0, 1)], rounds=2) == CantTell("does_not_settle")


def test_a_dense_round_of_votes_settles():
    lot = np.random.default_rng(0)
    votes = [tuple(int(one) for one in lot.choice(12, 2, replace=False)) for _vote in range(400)] + [(0, 1)] * 200
    found = strengths(12, votes, variance=50.0)
    assert found.before(0, 1) > 0.99
    assert np.linalg.eigvalsh(found.covariance).min() > 0


@pytest.mark.parametrize(
    ("ask", "error"),
    [
        (lambda: strengths(1, []), OutOfScale),
        (lambda: strengths(3, [(0, 3)]), OutOfScale),
        (lambda: strengths(3, [(1, 1)]), OutOfScale),
        (lambda: strengths(3, [(0, 1, 2)]), WrongShape),
        (lambda: strengths(3, [(0, 1)], variance=0.0), OutOfScale),
        (lambda: best_worst_logit(a_panel(5), variance=-1.0), OutOfScale),
    ],
)
def test_votes_that_cannot_be_are_named(ask, error):
    with pytest.raises(error):
        ask()


# A second opinion


def test_the_second_opinion_agrees_with_the_counts_on_a_whole_design():
    made = a_panel(24, seed=6)
    second, first = best_worst_logit(made), counted(made)
    assert np.corrcoef(second, first.share)[0, 1] > 0.98
    assert np.corrcoef(second, first.utility)[0, 1] > 0.98


def test_the_second_opinion_is_the_highest_point():
    made = choices(4, [1, 2, 3], [[0, 1, 2, 3], [0, 1, 3, EMPTY], [1, 2, EMPTY, EMPTY]], [0, 3, 2], [2, NOBODY, 1])

    def log_posterior(u):
        total = -(u**2).sum() / 8
        total += u[0] - np.logaddexp.reduce(u) - u[2] - np.logaddexp.reduce(-u[[1, 2, 3]])
        total += u[3] - np.logaddexp.reduce(u[[0, 1, 3]]) + u[2] - np.logaddexp.reduce(u[[1, 2]])
        return total

    found = best_worst_logit(made)
    for away in np.random.default_rng(0).normal(size=(50, 4)):
        assert log_posterior(found + 0.01 * away) < log_posterior(found)


def test_a_second_opinion_on_nothing_says_so():
    assert best_worst_logit(choices(3, [1], [[0, 1, 2]], [NOBODY], [NOBODY])) == CantTell("nothing_chosen")


def test_every_public_name_is_there():
    assert all(hasattr(priorities, name) for name in priorities.__all__)
