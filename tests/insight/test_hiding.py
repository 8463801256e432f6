"""Nothing hidden can be worked out: rules, audits against every table that fits, and releases laid side by side."""

import itertools
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.insight import disclosure
from alongside.insight.disclosure import (
    Frozen,
    Objection,
    Policy,
    Reader,
    audit,
    can_show_all,
    could_be,
    cross_table,
    feasible,
    protect,
    reader,
    rounded,
    shown_count,
    sums,
    survey,
    union,
    why_not_experience,
    why_not_poll,
    why_not_release,
    why_not_staff,
    why_not_words,
)
from alongside.insight.disclosure.audit import is_network
from alongside.insight.errors import NotFinite, Nothing, NotInOrder, OutOfScale, WrongShape
from alongside.insight.verdicts import CantTell

EXACT = Policy(round_to=1)
REFERENCE = [[12, 3, 9, 14], [11, 8, 2, 10], [15, 9, 12, 8]]


def cells_of(table, *values):
    return np.isin(table.values, values)


# Rules


def test_small_counts_are_hidden_zero_too_and_others_rounded():
    assert [shown_count(count) for count in range(9)] == [None] * 8 + [10]
    assert [rounded(count) for count in (12, 13, 17, 18)] == [10, 15, 15, 20]
    assert [rounded(count, Policy(round_to=10)) for count in (14, 15)] == [10, 20]


@given(st.integers(0, 500), st.integers(1, 12), st.integers(0, 12))
def test_what_is_printed_could_always_be_the_truth(count, round_to, hide_up_to):
    policy = Policy(round_to=round_to, hide_up_to=hide_up_to)
    low, high = could_be(shown_count(count, policy), policy)
    assert low <= count <= high


def test_too_few_answers_say_how_many_more_are_needed():
    assert why_not_experience(9) == CantTell("too_few_people", 1, "answers")
    assert why_not_experience(10) is None
    assert why_not_poll(4) == CantTell("too_few_in_the_room", 1, "answers")
    assert why_not_words(10) is None
    assert why_not_words(0) == CantTell("too_few_for_words", 10, "answers")


def test_a_small_team_gets_no_mark_however_many_answer():
    assert why_not_staff(7, 7) == CantTell("team_too_small")
    assert why_not_staff(4, 8) == CantTell("too_few_staff", 1, "answers")
    assert why_not_staff(5, 8) is None


@pytest.mark.parametrize(
    ("ask", "error"),
    [
        (lambda: shown_count(-1), OutOfScale),
        (lambda: shown_count(2.5), NotFinite),
        (lambda: shown_count(float("nan")), NotFinite),
        (lambda: shown_count(float("inf")), NotFinite),
        (lambda: why_not_staff(9, 8), OutOfScale),
        (lambda: Policy(respondents=0), OutOfScale),
        (lambda: Policy(hide_up_to=-1), OutOfScale),
        (lambda: Policy(width_share=1.5), OutOfScale),
        (lambda: cross_table([1, 2]), WrongShape),
        (lambda: cross_table([[]]), Nothing),
        (lambda: cross_table([[1.5]]), NotFinite),
        (lambda: cross_table([[-1]]), OutOfScale),
        (lambda: cross_table([[1, 2]], rows=["a", "b"]), WrongShape),
        (lambda: cross_table([[1, 2]], columns=["a"]), WrongShape),
        (lambda: sums({"a": 1}, {"a": ["b"]}), WrongShape),
        (lambda: sums({"a": 1, "b": 2}, {"a": ["b"]}), OutOfScale),
        (lambda: audit(cross_table(REFERENCE), np.zeros(3, dtype=bool)), WrongShape),
        (lambda: protect(cross_table(REFERENCE), also=np.zeros(3, dtype=bool)), WrongShape),
        (lambda: feasible(np.ones((1, 2), dtype=int), Reader(np.zeros(3), np.ones(3)), np.array([0])), WrongShape),
        (lambda: feasible(np.ones((1, 2), dtype=int), Reader(np.ones(2), np.ones(2)), np.array([0])), OutOfScale),
    ],
)
def test_what_cannot_be_is_named(ask, error):
    with pytest.raises(error):
        ask()


# The audit


def test_two_hidden_cells_alone_are_both_worked_out():
    table = cross_table(REFERENCE)
    hidden = cells_of(table, 3, 2)
    low, high = feasible(table.equations, reader(table.values, hidden, EXACT), np.flatnonzero(hidden))
    assert low.tolist() == high.tolist() == [3, 2]
    assert [one.is_open for one in audit(table, hidden, EXACT)] == [False, False]


def test_two_more_hidden_cells_open_them():
    table = cross_table(REFERENCE)
    places = [
        table.names.index(name)
        for name in ("row 0 & column 1", "row 0 & column 2", "row 1 & column 1", "row 1 & column 2")
    ]
    hidden = np.isin(np.arange(len(table.values)), places)
    low, high = feasible(table.equations, reader(table.values, hidden, EXACT), np.array(places))
    assert list(zip(low, high, strict=True)) == [(1, 11), (1, 11), (0, 10), (0, 10)]


def test_a_printed_small_count_is_never_open():
    table = sums({"all": 30, "few": 3, "many": 27}, {"all": ["few", "many"]})
    found = {table.names[one.cell]: one for one in audit(table, np.zeros(3, dtype=bool), EXACT)}
    assert not found["few"].is_open


def everything_that_fits(low, high, top):
    """Every a, b, c with their sums that a reader could take for the true ones: the slow way."""
    a, b, c = (one.ravel() for one in np.meshgrid(*[np.arange(top + 1)] * 3, indexing="ij"))
    every = np.stack([a, b, c, a + b, a + b + c])
    return every[:, ((low[:, None] <= every) & (every <= high[:, None])).all(axis=0)]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=3, max_size=3), st.integers(0, 2**5 - 1), st.booleans())
def test_the_audit_finds_what_trying_every_table_finds(counts, mask, guessed):
    a, b, c = counts
    table = sums({"a": a, "b": b, "c": c, "ab": a + b, "all": a + b + c}, {"ab": ["a", "b"], "all": ["ab", "c"]})
    hidden = np.array([mask >> bit & 1 for bit in range(5)], dtype=bool)
    policy = Policy(round_to=3, hide_up_to=2)
    seen = reader(table.values, hidden, policy, guessed=guessed)
    seen = Reader(seen.low, np.minimum(seen.high, 32))
    fits = everything_that_fits(seen.low, seen.high, 32)
    low, high = feasible(table.equations, seen, np.arange(5))
    assert (low.tolist(), high.tolist()) == (fits.min(axis=1).tolist(), fits.max(axis=1).tolist())


def test_sums_that_run_in_a_ring_are_asked_for_whole_numbers():
    ring = np.array([[1, 1, 0, -1, 0, 0], [0, 1, 1, 0, -1, 0], [1, 0, 1, 0, 0, -1]])
    assert not is_network(ring)
    assert not is_network(np.array([[2, -1]]))
    assert not is_network(np.array([[1, -1], [1, -1], [1, -1]]))
    seen = Reader(np.array([0.0, 0, 0, 1, 1, 0]), np.array([9.0, 9, 9, 1, 1, 1]))
    low, high = feasible(ring, seen, np.arange(3))
    # With halves allowed, each could be anything from nothing to a half or more; whole numbers leave one way.
    assert (low.tolist(), high.tolist()) == ([0, 1, 0], [0, 1, 0])


def test_cross_tables_and_trees_are_networks():
    assert is_network(cross_table(REFERENCE).equations)
    tree = sums({"a": 1, "b": 2, "c": 3, "ab": 3, "all": 6}, {"ab": ["a", "b"], "all": ["ab", "c"]})
    assert is_network(tree.equations)
    assert is_network(np.array([[1, 1, -1], [1, 1, -1]]))


def test_counts_that_nothing_adds_up_to_are_open_for_ever():
    table = sums({"a": 3, "b": 20}, {})
    release = protect(table)
    assert release.shown == (None, 20)
    assert (release.opened[0].low, release.opened[0].high) == (0, 7)
    plain = reader(table.values, release.hidden)
    assert feasible(table.equations, plain, np.array([0]))[1].tolist() == [np.inf]


# Hiding enough, and no more


def readings(release, policy):
    """What a stranger does with the printed table only: every whole-number table within what is printed."""
    low, high = zip(*(could_be(shown, policy) for shown in release.shown), strict=True)
    return feasible(release.table.equations, Reader(np.array(low, dtype=float), np.array(high)), np.arange(len(low)))


@settings(max_examples=25, deadline=None)
@given(
    st.integers(1, 3).flatmap(
        lambda across: st.lists(
            st.lists(st.one_of(st.integers(0, 14), st.integers(0, 60)), min_size=across, max_size=across),
            min_size=1,
            max_size=4,
        )
    ),
    st.sampled_from([Policy(), EXACT, Policy(round_to=10, hide_up_to=9), Policy(width_share=0.0)]),
)
def test_nobody_can_pin_a_hidden_count_from_the_printed_table(counts, policy):
    table = cross_table(counts)
    release = protect(table, policy)
    low, high = readings(release, policy)
    width = high - low
    assert np.all((low <= table.values) & (table.values <= high))
    assert np.all(release.hidden[release.small])
    assert np.all(width[release.hidden] >= policy.least_width)
    assert np.all(width[release.small] >= np.ceil(policy.width_share * table.values[release.small]))
    if policy.round_to > 1:
        assert np.all(width >= 1)
    for value, shown in zip(table.values.tolist(), release.shown, strict=True):
        assert shown is None or shown == shown_count(value, policy)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(0, 14), min_size=4, max_size=4))
def test_trying_every_small_table_by_hand_pins_nothing_either(counts):
    release = protect(cross_table(np.reshape(counts, (2, 2))))
    printed = [could_be(shown) for shown in release.shown]
    inner = [range(int(printed[cell][0]), int(min(printed[cell][1], 22)) + 1) for cell in (0, 1, 3, 4)]
    a, b, c, d = (one.ravel() for one in np.meshgrid(*inner, indexing="ij"))
    every = np.stack([a, b, a + b, c, d, c + d, a + c, b + d, a + b + c + d])
    low, high = (np.array(one)[:, None] for one in zip(*printed, strict=True))
    fits = every[:, ((low <= every) & (every <= high)).all(axis=0)]
    assert fits.shape[1] > 1
    assert np.all(np.ptp(fits, axis=1)[release.hidden] >= 3)
    assert np.all(np.ptp(fits, axis=1) >= 1)


def test_little_else_is_hidden():
    rounding, exact = protect(cross_table(REFERENCE)), protect(cross_table(REFERENCE), EXACT)
    assert rounding.hidden_to_protect == 0
    assert 2 <= exact.hidden_to_protect <= 4
    assert protect(cross_table([[20, 30], [40, 50]]), EXACT).hidden.sum() == 0


def test_nothing_that_is_hidden_to_protect_could_be_shown_after_all():
    table = cross_table(REFERENCE)
    release = protect(table, EXACT)
    for cell in np.flatnonzero(release.hidden & ~release.small):
        fewer = release.hidden.copy()
        fewer[cell] = False
        assert not all(one.is_open for one in audit(table, fewer, EXACT))


def test_turning_a_table_round_hides_as_much():
    one, other = protect(cross_table(REFERENCE), EXACT), protect(cross_table(np.transpose(REFERENCE)), EXACT)
    assert one.hidden_to_protect == other.hidden_to_protect


def test_levels_of_a_service_protect_each_other():
    table = sums(
        {"all": 95, "north": 52, "south": 43, "n1": 4, "n2": 20, "n3": 28, "s1": 22, "s2": 21},
        {"all": ["north", "south"], "north": ["n1", "n2", "n3"], "south": ["s1", "s2"]},
    )
    release = protect(table, EXACT)
    assert release.shown[table.names.index("n1")] is None
    assert all(one.is_open for one in release.opened)
    low, high = readings(release, EXACT)
    assert (high - low)[table.names.index("n1")] >= 4


def test_where_nothing_helps_everything_is_hidden():
    release = protect(cross_table([[5, 5]]), Policy(round_to=1, least_width=1000))
    assert release.hidden.all()
    assert set(release.shown) == {None}


def test_when_one_answer_is_hidden_the_next_lowest_goes_with_it():
    assert survey([24, 3, 11, 16]).shown == (25, None, None, 15, 55)
    assert survey([24, 3, 11, 11]).shown[:4] == (25, None, None, None)
    assert survey([12, 0]).shown == (None, None, 10)
    assert survey([20, 30]).shown == (20, 30, 50)
    assert survey([24, 3, 2, 16]).shown[:4] == (25, None, None, 15)
    assert survey([6], Policy(respondents=5)).shown == (None, None)
    assert survey([4, 5]) == CantTell("too_few_people", 1, "answers")


def test_rounded_counts_that_would_give_each_other_away_are_not_all_printed():
    # Four times twelve prints as 10, 10, 10, 10 and 50: nothing but four times twelve fits.
    release = survey([12, 12, 12, 12])
    low, high = readings(release, Policy())
    assert np.all(high - low >= 1)


# Release beside release


def a_release(counts, *, about="team", first=1, last=31, name="women", policy=None):
    table = sums({name: counts[0], f"not {name}": counts[1], "all": sum(counts)}, {"all": [name, f"not {name}"]})
    return Frozen(about, date(2026, 1, first), date(2026, 1, last), sum(counts), protect(table, policy or Policy()))


def test_windows_of_time_never_overlap_unless_they_are_equal():
    old = a_release([20, 30], last=20)
    assert why_not_release(a_release([20, 30], first=20), [old]) == Objection("windows_overlap", 0)
    assert why_not_release(a_release([20, 30], last=21), [old]) == Objection("windows_overlap", 0)
    assert why_not_release(a_release([20, 30], first=21), [old]) is None
    assert why_not_release(a_release([1, 30], first=5, about="other team"), [old]) is None


def test_a_window_that_closes_before_it_opens_is_named():
    with pytest.raises(NotInOrder):
        why_not_release(a_release([20, 30], first=9, last=3), [])


def test_the_same_release_may_go_out_again():
    assert why_not_release(a_release([20, 30]), [a_release([20, 30])]) is None


def test_few_later_answers_wait_for_the_next_window():
    old = a_release([20, 30])
    assert why_not_release(a_release([21, 30]), [old]) == Objection("too_few_new_answers", 0, ("women", "all"))
    assert why_not_release(a_release([21, 38]), [old]).key == "too_few_new_answers"
    assert why_not_release(a_release([31, 42]), [old]) is None
    assert why_not_release(a_release([19, 45]), [old]) == Objection("counts_fell", 0, ("women",))


def test_more_people_who_left_no_trace_in_the_counts_are_few_as_well():
    old = a_release([20, 30])
    for base, key in ((51, "too_few_new_answers"), (49, "counts_fell")):
        assert why_not_release(Frozen("team", old.opens, old.closes, base, old.release), [old]) == Objection(key, 0)


def test_who_came_late_cannot_be_worked_out_even_if_many_came():
    exact = Policy(round_to=1)
    old, new = a_release([20, 30], policy=exact), a_release([21, 45], policy=exact)
    objection = why_not_release(new, [old], exact)
    assert objection == Objection("could_be_worked_out", None, ("women (1 to 2)",))
    opened = union([old, new], exact)
    assert (opened["women (1 to 2)"].low, opened["women (1 to 2)"].high) == (1, 1)
    assert why_not_release(a_release([21, 45]), [a_release([20, 30])]) is None


def test_two_cuts_that_each_hide_enough_can_together_show_too_much():
    exact = Policy(round_to=1)

    def cut(**values):
        total = sum(values.values())
        table = sums({**values, "all": total}, {"all": list(values)})
        return Frozen("team", date(2026, 1, 1), date(2026, 3, 31), total, protect(table, exact))

    by_age = cut(young=4, middle=9, old=40)
    assert by_age.release.shown[:3] == (None, None, 40)
    by_work = cut(middle=9, others=44)
    assert by_work.release.shown[:2] == (9, 44)
    assert why_not_release(by_work, [], exact) is None
    objection = why_not_release(by_work, [by_age], exact)
    assert objection.key == "could_be_worked_out"
    assert "young" in objection.cells


def test_cells_of_two_releases_that_add_up_are_read_together():
    exact = Policy(round_to=1)

    def one(name, value):
        table = sums({name: value}, {})
        return Frozen("team", date(2026, 1, 1), date(2026, 3, 31), 60, protect(table, exact))

    earlier = [one("all", 60), one("seen", 55)]
    assert why_not_release(one("not seen", 5), earlier, exact) is None
    tied = why_not_release(one("not seen", 5), earlier, exact, ties={"all": ["seen", "not seen"]})
    assert tied == Objection("could_be_worked_out", None, ("not seen",))
    with pytest.raises(WrongShape):
        why_not_release(one("not seen", 5), earlier, exact, ties={"all": ["seen", "elsewhere"]})


def test_a_cut_that_was_not_counted_before_joins_the_later_answers():
    later = [a_release([20, 30]), a_release([40, 50]), a_release([44, 46], name="carers")]
    opened = union(later)
    assert {"all", "all (2)", "all (1 to 2)", "women (1 to 2)", "carers (2)"} <= set(opened) | {
        "women (1 to 2)",
        "all (1 to 2)",
    }
    assert "carers (1 to 2)" not in opened
    assert why_not_release(later[2], later[:2]) is None


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 25), st.integers(0, 40)), min_size=2, max_size=3))
def test_releases_that_may_go_out_never_pin_a_small_change(history):
    out = []
    for counts in history:
        new = a_release(list(counts))
        if why_not_release(new, out) is None:
            out.append(new)
    for old, new in itertools.combinations(out, 2):
        for at in range(3):
            (low, high), (before, after) = could_be(new.release.shown[at]), could_be(old.release.shown[at])
            grew = int(new.release.table.values[at] - old.release.table.values[at])
            if grew and grew <= 7:
                assert (high - before) - max(low - after, 0) >= 3


def test_every_public_name_is_there():
    assert all(hasattr(disclosure, name) for name in disclosure.__all__)


# Shown whole


def narrow_tables():
    lot = np.random.default_rng(12)
    for _number in range(60):
        yield cross_table(lot.integers(7, 24, size=(2, lot.integers(2, 4))))
    for _number in range(60):
        one, two, three = (int(each) for each in lot.integers(8, 17, 3))
        tree = {"all": one + two + three, "one": one, "others": two + three, "two": two, "three": three}
        yield sums(tree, {"all": ["one", "others"], "others": ["two", "three"]})
    yield sums({"all": 16, "one": 8, "two": 8}, {"all": ["one", "two"]})


@pytest.mark.parametrize("policy", [Policy(), Policy(round_to=2), Policy(round_to=1), Policy(hide_up_to=0, round_to=3)])
def test_the_quick_look_says_what_the_audit_would_say(policy):
    answers = set()
    for table in narrow_tables():
        whole = not protect(table, policy).hidden.any()
        assert can_show_all(table, policy) == whole, (table, policy)
        answers.add(whole)
    assert True in answers


def test_where_a_circle_of_cells_is_no_sure_answer_the_audit_is_asked():
    twice = sums({"all": 40, "one": 20, "both": 20, "again": 60}, {"all": ["one", "both"], "again": ["all", "both"]})
    wide = cross_table(np.full((4, 5), 20))

    for table in (twice, wide):
        assert can_show_all(table) == (not protect(table).hidden.any())
