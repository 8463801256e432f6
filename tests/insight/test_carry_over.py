"""How much a day carries over: the quick way beside the slow and obvious one."""

import numpy as np
import pytest
from scipy import stats

from alongside.insight.days.carry_over import CARRIES, Told, last_column, usual_carry, whiten


def correlation(when, carry):
    return carry ** np.abs(when[:, None] - when[None, :]).astype(float)


def days_with_gaps(seed=0, rows=25):
    lot = np.random.default_rng(seed)
    when = np.cumsum(lot.integers(1, 4, rows))
    return lot, when


def test_taking_out_the_carry_over_is_the_inverse_root_of_the_whole_matrix():
    lot, when = days_with_gaps()
    columns = lot.normal(size=(len(when), 3))
    white = whiten(columns, when)
    for at, carry in enumerate(CARRIES):
        root = np.linalg.cholesky(correlation(when, carry))
        assert white.table[at] == pytest.approx(np.linalg.solve(root, columns), abs=1e-10)
        assert white.log_size[at].sum() == pytest.approx(np.log(np.diag(root)).sum())
        assert white.step[at] == pytest.approx(1.0 / np.diag(root))


@pytest.mark.parametrize("prior_spread", [None, 0.5])
def test_the_quick_sums_are_least_squares_with_the_whole_matrix(prior_spread):
    lot, when = days_with_gaps(1)
    rows = len(when)
    columns = np.column_stack([np.ones(rows), np.linspace(-1, 1, rows), lot.integers(0, 2, rows)])
    answers = 0.8 * columns[:, 2] + lot.normal(size=rows)
    guess = 0.7
    prior = np.diag([0.0, 0.0, 0.0 if prior_spread is None else prior_spread**-2])
    freedom = rows + 1 - (3 if prior_spread is None else 2)
    logs, at, spread = [], [], []
    for carry in CARRIES:
        matrix = correlation(when, carry)
        inverse = np.linalg.inv(matrix)
        gram = columns.T @ inverse @ columns + prior
        best = np.linalg.solve(gram, columns.T @ inverse @ answers)
        off = answers - columns @ best
        rest = off @ inverse @ off + best @ prior @ best + guess**2
        logs.append(
            -0.5 * np.linalg.slogdet(matrix)[1] - 0.5 * np.linalg.slogdet(gram)[1] - 0.5 * freedom * np.log(rest)
        )
        at.append(best[2])
        spread.append(np.sqrt(rest / freedom * np.linalg.inv(gram)[2, 2]))
    weight = np.exp(np.array(logs) - max(logs) + usual_carry())
    weight /= weight.sum()
    told = last_column(answers, columns, when, prior_spread=prior_spread, guess=guess)
    assert told.weight == pytest.approx(weight, abs=1e-10)
    assert told.at == pytest.approx(at)
    assert told.spread == pytest.approx(spread)
    assert told.freedom == freedom
    assert told.carry == pytest.approx(weight @ CARRIES)


def test_without_doubt_about_the_carry_over_it_is_plain_student():
    weight = np.zeros(len(CARRIES))
    weight[3] = 1.0
    told = Told(weight, np.full(len(CARRIES), 2.0), np.full(len(CARRIES), 0.5), 9.0)
    plain = stats.t(9, 2.0, 0.5)
    assert told.mean == 2.0
    assert told.error == pytest.approx(plain.std())
    for share in (0.025, 0.3, 0.975):
        assert told.quantile(share) == pytest.approx(plain.ppf(share))
        assert told.below(plain.ppf(share)) == pytest.approx(share)
