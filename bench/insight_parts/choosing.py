"""How well screens of five find what people put first, and how honest the chances are: `python -m bench.insight_parts.choosing`."""

import time

import numpy as np

from alongside.insight.priorities import (
    Choices,
    best_worst_logit,
    choices,
    counted,
    design,
    ranking,
    strengths,
)
from alongside.insight.priorities.ranks import Ranking

THINGS, TOP = 25, 5
SPREAD = 0.8
PANELS = (8, 16, 30)
BANDS = ((0.0, 0.05), (0.05, 0.2), (0.2, 0.5), (0.5, 0.8), (0.8, 0.95), (0.95, 1.01))


def a_panel(people: int, shared: np.ndarray, lot: np.random.Generator, *, ballots: int = 1) -> Choices:
    """People whose liking is the shared one and something of their own, and who choose with some chance."""
    plan = design(THINGS)
    who, shown, best, worst = [], [], [], []
    for person in range(people):
        liking = shared + SPREAD * lot.normal(size=THINGS)
        for turn in range(ballots):
            lines = np.array(plan.classes[(person + 3 * turn) % 6])
            pleased = liking[lines] + lot.gumbel(size=lines.shape)
            first = pleased.argmax(axis=1)
            displeased = -liking[lines] + lot.gumbel(size=lines.shape)
            displeased[np.arange(len(lines)), first] = -np.inf
            who += [person] * len(lines)
            shown += lines.tolist()
            best += lines[np.arange(len(lines)), first].tolist()
            worst += lines[np.arange(len(lines)), displeased.argmax(axis=1)].tolist()
    return choices(THINGS, who, shown, best, worst)


def some_pairs(people: int, shared: np.ndarray, lot: np.random.Generator, each: int = 15) -> list[tuple[int, int]]:
    votes = []
    for _person in range(people):
        liking = shared + SPREAD * lot.normal(size=THINGS)
        for _vote in range(each):
            a, b = (int(one) for one in lot.choice(THINGS, 2, replace=False))
            a_wins = lot.random() < 1.0 / (1.0 + np.exp(liking[b] - liking[a]))
            votes.append((a, b) if a_wins else (b, a))
    return votes


def found_of_top(score: np.ndarray, shared: np.ndarray, lot: np.random.Generator) -> float:
    """The share of the true top five among the five that score highest, ties by lot."""
    guess = np.lexsort((lot.random(len(score)), -np.asarray(score)))[:TOP]
    return len(set(guess) & set(np.argsort(-shared)[:TOP])) / TOP


def recovery(people: int, worlds: int, seed: int) -> dict[str, float]:
    lot = np.random.default_rng([seed, people])
    found: dict[str, list[float]] = {"counts": [], "logit": [], "pairs": [], "two ballots": []}
    for _world in range(worlds):
        shared = lot.normal(size=THINGS)
        made = a_panel(people, shared, lot)
        found["counts"].append(found_of_top(counted(made).share, shared, lot))
        found["logit"].append(found_of_top(best_worst_logit(made), shared, lot))
        found["two ballots"].append(found_of_top(counted(a_panel(people, shared, lot, ballots=2)).share, shared, lot))
    for _world in range(worlds // 5):
        shared = lot.normal(size=THINGS)
        found["pairs"].append(found_of_top(strengths(THINGS, some_pairs(people, shared, lot)).mean, shared, lot))
    return {name: float(np.mean(each)) for name, each in found.items()}


def honesty(people: int, worlds: int, seed: int) -> tuple[float, float, float, list[tuple[float, float, int]]]:
    """Coverage of share intervals by people (95 %), of the plain percentile bootstrap, of rank intervals (90 %), and how often what was said of the top held."""
    lot = np.random.default_rng([seed, people, 1])
    covered, plain, ranked, said, held = [], [], [], [], []
    for world in range(worlds):
        shared = lot.normal(size=THINGS)
        made = a_panel(people, shared, lot)
        found = ranking(made, draws=500, seed=world)
        assert isinstance(found, Ranking)
        truth = np.argsort(np.argsort(-shared)) + 1
        ranked.append((found.low <= truth) & (truth <= found.high))
        said.append(found.inside)
        held.append(truth <= TOP)
        if world < worlds // 5:
            whole = counted(a_panel(2400, shared, lot)).share
            covered.append((found.share_low <= whole) & (whole <= found.share_high))
            plain.append(_percentile_covers(made, whole, lot))
    every, right = np.concatenate(said), np.concatenate(held)
    bands = []
    for low, high in BANDS:
        inside = (every >= low) & (every < high)
        bands.append(
            (float(every[inside].mean()), float(right[inside].mean()), int(inside.sum()))
            if inside.any()
            else (0.0, 0.0, 0)
        )
    return float(np.mean(covered)), float(np.mean(plain)), float(np.mean(ranked)), bands


def _percentile_covers(made: Choices, whole: np.ndarray, lot: np.random.Generator) -> np.ndarray:
    net = np.zeros((int(made.person.max()) + 1, THINGS))
    np.add.at(net, (made.person, made.best), 1.0)
    np.add.at(net, (made.person, made.worst), -1.0)
    drawn = lot.multinomial(len(net), np.full(len(net), 1.0 / len(net)), size=1000) @ net / len(net)
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    return (low <= whole) & (whole <= high)


def table(*, worlds: int = 200, seed: int = 1) -> list[str]:
    lines = [
        f"Choosing: {THINGS} things, liking differs by 1 between things and {SPREAD} between people; {worlds} invented panels each",
        "share of the true top five found      one ballot of 5 screens          two ballots   15 random pairs",
        "people      counts (bar)     logit, second opinion     counts            expectation propagation",
    ]
    for people, bar in zip(PANELS, (0.62, 0.71, 0.76), strict=True):
        got = recovery(people, worlds, seed)
        lines.append(
            f"{people:6d}      {got['counts']:.2f} ({bar:.2f})      {got['logit']:.2f}                      "
            f"{got['two ballots']:.2f}              {got['pairs']:.2f}"
        )
    lines.append(
        "how honest          95 % of shares (plain percentile)   90 % of ranks   P(top five): said → held, number of things"
    )
    for people in PANELS:
        shares, plain, ranks, bands = honesty(people, worlds, seed)
        text = "  ".join(f"{said:.2f}→{held:.2f} ({number})" for said, held, number in bands if number)
        lines.append(
            f"{people:6d} people       {shares:.3f} ({plain:.3f})                       {ranks:.3f}           {text}"
        )
    shared = np.random.default_rng(seed).normal(size=THINGS)
    made = a_panel(30, shared, np.random.default_rng(seed))
    start = time.perf_counter()
    ranking(made)
    lines.append(f"one constituency of 30, ranked with 2,000 draws: {1e3 * (time.perf_counter() - start):.0f} ms")
    return lines


if __name__ == "__main__":
    print("\n".join(table()))
