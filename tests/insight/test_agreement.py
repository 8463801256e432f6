"""How alike people mark the same words: Krippendorff's own example, a slow twin, and honest silence."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.insight.agreement import SCALES, Agreement, agreement
from alongside.insight.errors import NotFinite, Nothing, OutOfScale, WrongShape
from alongside.insight.verdicts import CantTell, Interval

NAN = math.nan
# Krippendorff 2011, "Computing Krippendorff's alpha-reliability": four readers, twelve units, some missing.
PUBLISHED = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
    [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
]


def slow_alpha(marks, scale):
    """Every pair of marks, one at a time, as the definition says."""
    units = [[mark for mark in column if not math.isnan(mark)] for column in np.asarray(marks, dtype=float).T]
    units = [unit for unit in units if len(unit) > 1]
    every = sorted(mark for unit in units for mark in unit)

    def far(a, b):
        low, high = min(a, b), max(a, b)
        if scale == "nominal":
            return float(a != b)
        if scale == "ordinal":
            ends = (every.count(a) + every.count(b)) / 2
            return (sum(low <= one <= high for one in every) - ends) ** 2
        if scale == "interval":
            return (a - b) ** 2
        return ((a - b) / (a + b)) ** 2 if a + b else 0.0

    n = len(every)
    seen = sum(
        far(unit[i], unit[j]) / (len(unit) - 1)
        for unit in units
        for i in range(len(unit))
        for j in range(len(unit))
        if i != j
    )
    luck = sum(far(every[i], every[j]) for i in range(n) for j in range(n) if i != j)
    return 1 - (n - 1) * seen / luck


tables = st.lists(
    st.lists(st.one_of(st.integers(0, 4).map(float), st.just(NAN)), min_size=7, max_size=7), min_size=2, max_size=4
)


@pytest.mark.parametrize(
    ("scale", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_the_published_example_comes_out_as_published(scale, published):
    assert agreement(PUBLISHED, scale).alpha == pytest.approx(published, abs=5e-4)


@settings(max_examples=60, deadline=None)
@given(tables, st.sampled_from(SCALES))
def test_the_quick_way_and_the_slow_way_agree_and_never_say_what_cannot_be_said(marks, scale):
    found = agreement(marks, scale, draws=20)
    columns = [[mark for mark in column if not math.isnan(mark)] for column in zip(*marks, strict=True)]
    paired = [column for column in columns if len(column) > 1]
    if not paired:
        assert found == CantTell("one_reader")
    elif len({mark for column in paired for mark in column}) == 1:
        assert found == CantTell("no_variation")
    else:
        assert found.alpha == pytest.approx(slow_alpha(marks, scale), abs=1e-9)
        assert found.alpha <= 1.0
        assert sum(one.size for one in found.differences) == pytest.approx(1.0 if found.differences else 0.0)


@settings(max_examples=25, deadline=None)
@given(tables, st.randoms(use_true_random=False))
def test_neither_who_read_nor_in_which_order_matters(marks, lot):
    table = np.array(marks)
    rows, columns = list(range(len(table))), list(range(table.shape[1]))
    lot.shuffle(rows)
    lot.shuffle(columns)
    for scale in SCALES:
        one, other = agreement(table, scale, draws=10), agreement(table[rows][:, columns], scale, draws=10)
        if isinstance(one, CantTell):
            assert one == other
        else:
            assert one.alpha == pytest.approx(other.alpha, abs=1e-9)
            assert sorted(round(d.size, 9) for d in one.differences) == sorted(
                round(d.size, 9) for d in other.differences
            )


def test_other_names_for_codes_and_other_units_of_measure_change_nothing():
    table = np.array(PUBLISHED)
    renamed = np.select([table == code for code in range(1, 6)], [7.0, -3.0, 40.0, 0.0, 12.0], NAN)
    assert agreement(renamed).alpha == pytest.approx(agreement(table).alpha)
    assert agreement(table**3, "ordinal").alpha == pytest.approx(agreement(table, "ordinal").alpha)
    assert agreement(5 - 2 * table, "interval").alpha == pytest.approx(agreement(table, "interval").alpha)
    assert agreement(9 * table, "ratio").alpha == pytest.approx(agreement(table, "ratio").alpha)


def test_where_readers_differ_comes_first_and_the_widest_apart_on_top():
    found = agreement(PUBLISHED, "interval")
    assert next(iter(vars(found))) == "differences"
    assert [one.unit for one in found.differences] == [5, 1, 7]
    assert found.differences[0].marks == ((0, 1.0), (1, 2.0), (2, 3.0), (3, 4.0))
    assert (found.units, found.marks) == (11, 40)


def test_readers_who_agree_on_everything_have_no_difference_to_talk_about():
    found = agreement([[1, 2, 1, 2, 3, 3], [1, 2, 1, 2, 3, 3]])
    assert found.alpha == 1.0
    assert found.differences == ()


def test_the_interval_holds_the_number_and_is_the_same_each_time():
    found = agreement(PUBLISHED, "ordinal")
    assert found == agreement(PUBLISHED, "ordinal")
    assert isinstance(found.interval, Interval)
    assert found.interval.low < found.alpha < found.interval.high <= 1.0
    assert agreement(PUBLISHED, "ordinal", level=0.5).interval.width < found.interval.width


def test_sentences_of_one_document_hang_together_so_the_interval_draws_documents():
    lot = np.random.default_rng(3)
    truth = np.repeat(lot.integers(0, 3, 12), 10)
    careless = np.repeat(lot.random(12) < 0.4, 10)
    other = np.where(careless, (truth + 1) % 3, truth)
    by_unit = agreement([truth, other])
    by_document = agreement([truth, other], documents=np.repeat(np.arange(12), 10))
    assert by_document.alpha == by_unit.alpha
    assert by_document.interval.width > 1.5 * by_unit.interval.width


def test_too_few_documents_give_a_number_but_no_interval():
    found = agreement(PUBLISHED, documents=[0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2])
    assert isinstance(found, Agreement)
    assert found.interval == CantTell("too_few_documents", 2, "points")


def test_one_rare_mark_gives_a_number_but_no_interval():
    one, other = np.zeros(40), np.zeros(40)
    one[7] = 1.0
    found = agreement([one, other])
    assert found.alpha == pytest.approx(0.0, abs=0.02)
    assert found.interval == CantTell("hardly_any_variation")


@pytest.mark.parametrize(
    ("marks", "more", "error"),
    [
        ([1, 2, 3], {}, WrongShape),
        ([[], []], {}, Nothing),
        ([[1, math.inf], [1, 2]], {}, NotFinite),
        ([[1, 2], [1, 2]], {"scale": "vague"}, OutOfScale),
        ([[-1, 2], [1, 2]], {"scale": "ratio"}, OutOfScale),
        ([[1, 2], [1, 2]], {"level": 1.0}, OutOfScale),
        ([[1, 2], [1, 2]], {"documents": [1]}, WrongShape),
    ],
)
def test_what_cannot_be_read_is_named(marks, more, error):
    with pytest.raises(error):
        agreement(marks, **more)


def test_one_reader_alone_cannot_agree():
    assert agreement([[1, 2, 3]]) == CantTell("one_reader")
