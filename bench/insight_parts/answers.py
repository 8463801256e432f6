"""How right and how fast a service's answers are read: `python -m bench.insight_parts.answers [--quick] [--data FOLDER]`."""

import argparse
import csv
import os
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
from scipy.special import expit, gammaln, logit

from alongside.insight.answers import difference, levels, pooled, share, viewpoints
from alongside.insight.answers.pool import PRIOR

SIZES = (5, 10, 20, 40)
# Measured with numpyro 0.22 on two busy cores, for when it is not there.
RECORDED = "  numpyro NUTS is not here; recorded: 29.6 s = 2551 times as long, once compiled 9.4 s = 812 times; |mean difference| at most .0054"


def organisations(folder: Path) -> dict[str, np.ndarray]:
    """The true share of each organisation over all months, by kind of department, from every attendance file in the folder."""
    found: dict[str, np.ndarray] = {}
    for path in sorted(folder.glob("*attendances*.csv")):
        counted: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(lambda: [0.0, 0.0]))
        with path.open(newline="", encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                cell = counted[row["type"]][row["org_code"]]
                cell[0] += float(row["breaches"])
                cell[1] += float(row["attendances"])
        for kind, each in sorted(counted.items()):
            shares = np.array([one / of for _name, (one, of) in sorted(each.items()) if of >= 1000])
            if shares.size >= 20 and shares.mean() > 0.05:
                found[f"{path.stem}, type {kind}"] = shares
    return found


def invented() -> dict[str, np.ndarray]:
    """Worlds of 140 services each: how alike they are, and one that no Beta describes."""
    lot = np.random.default_rng(1)
    worlds = {
        f"invented, mean {mean}, likeness {alike}": lot.beta(mean * (1 / alike - 1), (1 - mean) * (1 / alike - 1), 140)
        for mean, alike in ((0.7, 0.01), (0.7, 0.04), (0.5, 0.1), (0.8, 0.25))
    }
    worlds["invented, two kinds of service"] = np.clip(
        np.where(lot.random(140) < 0.8, 0.75, 0.45) + 0.03 * lot.normal(size=140), 0, 1
    )
    return worlds


def seen_through(truth: np.ndarray, size: int, seeds: int) -> list[float]:
    """Root mean squared error raw and pooled, coverage of Wilson's and the pooled interval, its width, flags and wrong ones a hundred services."""
    rows = []
    answers = np.full(len(truth), size)
    for seed in range(seeds):
        yes = np.random.default_rng([seed, size]).binomial(answers, truth)
        found, alone = pooled(yes, answers), share(yes, answers)
        wrong = (found.stands != 0) & (found.stands != np.sign(truth - truth.mean()))
        rows.append(
            [
                np.sqrt(np.mean((yes / answers - truth) ** 2)),
                np.sqrt(np.mean((found.share - truth) ** 2)),
                np.mean((alone.low <= truth) & (truth <= alone.high)),
                np.mean((found.low <= truth) & (truth <= found.high)),
                np.mean(found.high - found.low),
                100 * np.mean(found.stands != 0),
                100 * np.mean(wrong),
            ]
        )
    return [float(each) for each in np.mean(rows, axis=0)]


def quickest(work, rounds: int = 7) -> float:
    times = []
    for _round in range(rounds):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def some_services(seed: int, mean: int) -> tuple[np.ndarray, np.ndarray]:
    lot = np.random.default_rng(seed)
    answers = np.maximum(lot.poisson(mean, 200), 1)
    return lot.binomial(answers, lot.beta(7, 3, 200)), answers


def by_sampling(yes: np.ndarray, answers: np.ndarray) -> tuple[np.ndarray, float, float]:
    """The same model by numpyro's NUTS: means, seconds as a user meets it, and seconds without compiling."""
    import jax
    import numpyro
    import numpyro.distributions as dist
    from numpyro.infer import MCMC, NUTS

    def model() -> None:
        mean = numpyro.sample("mean", dist.Uniform(0, 1))
        alike = numpyro.sample("alike", dist.Beta(*PRIOR))
        size = 1 / alike - 1
        with numpyro.plate("services", len(yes)):
            p = numpyro.sample("p", dist.Beta(mean * size, (1 - mean) * size))
            numpyro.sample("yes", dist.Binomial(answers, p), obs=yes)

    chain = MCMC(NUTS(model), num_warmup=1000, num_samples=1000, progress_bar=False)
    times, means = [], []
    for key in (0, 1):
        began = time.perf_counter()
        chain.run(jax.random.PRNGKey(key))
        means.append(np.asarray(chain.get_samples()["p"]).mean(axis=0))
        times.append(time.perf_counter() - began)
    return np.mean(means, axis=0), times[0], times[1]


def speed() -> list[str]:
    lines = []
    for mean in (8, 20, 300):
        yes, answers = some_services(0, mean)
        different = len(np.unique(np.stack([yes, answers]), axis=1).T)
        took = quickest(lambda yes=yes, answers=answers: pooled(yes, answers))
        lines.append(f"  200 services, mean n = {mean:<4} ({different} different counts): {1000 * took:6.1f} ms")
    yes, answers = some_services(0, 8)
    took = quickest(lambda: pooled(yes, answers))
    try:
        means, first, again = by_sampling(yes, answers)
    except ImportError:
        return [*lines, RECORDED]
    apart = np.abs(means - pooled(yes, answers).share).max()
    return [
        *lines,
        f"  numpyro NUTS, the same model, 1,000 draws: {first:.1f} s = {first / took:.0f} times as long, once compiled {again:.1f} s = "
        f"{again / took:.0f} times; |mean difference| at most {apart:.4f}",
    ]


def of_levels(seeds: int) -> list[str]:
    cuts, ranks, rows = np.array([-2.0, -0.8, 0.4, 1.7]), np.arange(1, 6), []
    for seed in range(seeds):
        lot = np.random.default_rng(seed)
        shift = 0.5 * lot.normal(size=200)
        reached = np.pad(expit(cuts - shift[:, None]), ((0, 0), (1, 1)), constant_values=((0, 0), (0, 1)))
        cells = np.diff(reached)
        many = np.maximum(lot.poisson(5, 200), 1)
        counts = np.array([lot.multinomial(n, row) for n, row in zip(many, cells, strict=True)])
        truth = cells @ ranks
        began = time.perf_counter()
        found = levels(counts)
        took = time.perf_counter() - began
        whole = counts.sum(axis=0) / counts.sum()

        def fit(size, counts=counts, many=many, whole=whole):
            prior = size * whole
            return (gammaln(size) - gammaln(size + many) + (gammaln(prior + counts) - gammaln(prior)).sum(axis=1)).sum()

        best = max(np.geomspace(0.5, 300, 50), key=fit)
        errors = [
            np.sqrt(np.mean((each - truth) ** 2))
            for each in ((counts @ ranks) / many, ((counts + best * whole) @ ranks) / (many + best), found.score)
        ]
        rows.append([*errors, np.mean((found.low <= truth) & (truth <= found.high)), 1000 * took])
    raw, dirichlet, ours, covered, took = np.mean(rows, axis=0)
    return [
        f"  score, 200 services of about 5: RMSE raw {raw:.2f}, Dirichlet-multinomial {dirichlet:.3f}, one shift {ours:.3f}; coverage {covered:.3f}; {took:.0f} ms"
    ]


def of_viewpoints(seeds: int) -> list[str]:
    lines = []
    for name, brighter, gaps, staff, people in (
        ("nothing differs", 0.0, 0, 12, 20),
        ("staff brighter by 1.2 everywhere", 1.2, 0, 12, 20),
        ("five gaps of .30", 0.0, 5, 12, 20),
        ("five gaps of .30, four times as many", 0.0, 5, 48, 80),
    ):
        rows = []
        for seed in range(seeds):
            lot = np.random.default_rng(seed)
            felt = np.clip(expit(lot.normal(0.6, 0.8, 25)), 0.02 + 0.3 * (gaps > 0), 0.98)
            told = expit(logit(felt) + brighter)
            felt = felt - np.where(np.arange(25) < gaps, 0.3, 0.0)
            yes = np.stack([lot.binomial(staff, told), lot.binomial(people, felt)], axis=1)
            answers = np.tile([staff, people], (25, 1))
            began = time.perf_counter()
            found = viewpoints(yes, answers)
            took = time.perf_counter() - began
            plain = difference(yes[:, 0], answers[:, 0], yes[:, 1], answers[:, 1])
            loud, flagged = (plain.low > 0) | (plain.high < 0), found.stands[0] != 0
            rows.append(
                [
                    loud[gaps:].any(),
                    flagged[gaps:].any(),
                    loud[gaps:].mean(),
                    flagged[gaps:].mean(),
                    loud[:gaps].mean() if gaps else 0,
                    flagged[:gaps].mean() if gaps else 0,
                    found.offset_low[0] > 0,
                    1000 * took,
                ]
            )
        a, b, c, d, e, f, g, took = np.mean(rows, axis=0)
        lines.append(
            f"  {name:<38} any false flag {a:.2f} -> {b:.2f}; practices flagged falsely {c:.3f} -> {d:.3f}; real gaps found {e:.2f} -> {f:.2f}; offset found {g:.2f}; {took:.0f} ms"
        )
    return lines


def table(*, quick: bool = False, data: Path | None = None) -> list[str]:
    """Lines: error and coverage, speed, levels, viewpoints."""
    seeds = 10 if quick else 60
    worlds = {**(organisations(data) if data else {}), **invented()}
    lines = [
        f"Shares seen through few answers, {seeds} seeds: root mean squared error raw -> pooled, coverage of 95 % intervals Wilson -> pooled"
    ]
    for name, truth in worlds.items():
        lines.append(f"  {name} ({len(truth)} services, mean {truth.mean():.3f}, spread {truth.std():.3f})")
        for size in SIZES:
            raw, ours, wilson, covered, width, flags, wrong = seen_through(truth, size, seeds)
            lines.append(
                f"    n = {size:<3} {raw:.3f} -> {ours:.4f}   {wilson:.3f} -> {covered:.4f}   width {width:.2f}   told apart {flags:.1f} of 100, wrongly {wrong:.2f}"
            )
    lines += ["Speed of `pooled`", *speed()]
    lines += ["Levels", *of_levels(3 if quick else 12)]
    lines += [
        "Viewpoints, 25 practices, 12 staff and 20 people: plain intervals -> one offset and specific gaps",
        *of_viewpoints(10 if quick else 60),
    ]
    return lines


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--data", type=Path)
    told = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f}")
    print("\n".join(table(quick=told.quick, data=told.data)))
