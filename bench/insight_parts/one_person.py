"""One person's days, in invented diaries: flare-ups, boom and bust, and whether trying something helped. Prints how often
the engine is right: `python -m bench.insight_parts.one_person`.
"""

import time

import numpy as np
from numpy.typing import NDArray

from alongside.insight.days.check import read
from alongside.insight.days.flare import Watched, watch
from alongside.insight.days.pacing import Pacing, boom_and_bust
from alongside.insight.days.trying import Tried, did_it_help
from alongside.insight.days.trying_plan import Block, plan
from alongside.insight.days.trying_pool import Pooled, pool

Floats = NDArray[np.float64]
SPREAD = 1.8  # points, of a day
BASELINE = 30


def carried_over(people: int, days: int, carry: float, seed: int) -> Floats:
    """(people, days) noise of spread 1 in which a day carries over into the next."""
    lot = np.random.default_rng(seed)
    noise = lot.normal(size=(people, days))
    run = noise.copy()
    for day in range(1, days):
        run[:, day] = carry * run[:, day - 1] + np.sqrt(1.0 - carry**2) * noise[:, day]
    return run


def on_scale(noise: Floats, middle: float = 5.0, missing: float = 0.0, seed: int = 0) -> Floats:
    """Whole numbers 0-10 around this middle, with some days left out."""
    answers = np.clip(np.round(middle + SPREAD * noise), 0, 10)
    gone = np.random.default_rng(seed).random(answers.shape) < missing
    return np.where(gone, np.nan, answers)


def residual_chart(answers: Floats) -> bool:
    """The chart to compare with: what yesterday leaves open, limits of three spreads from the first 30 days."""
    base = answers[:BASELINE] - answers[:BASELINE].mean()
    carry = base[1:] @ base[:-1] / (base @ base)
    rest = (answers[1:] - answers[:BASELINE].mean()) - carry * (answers[:-1] - answers[:BASELINE].mean())
    spread = rest[: BASELINE - 1].std(ddof=2)
    return bool((np.abs(rest[BASELINE - 1 :]) > 3.0 * spread).any())


def flagged_between(seen: object, first: int, last: int) -> bool:
    if not isinstance(seen, Watched):
        return False
    return bool(seen.flagged[(seen.days >= first) & (seen.days < last)].any())


def flares(people: int = 200) -> list[str]:
    lines = [
        f"flare: {people} diaries a cell, spread {SPREAD}, limits from 30 answers, next 60 days; share with a flagged day",
        "(chart: three-spread chart of residuals, any of 60 days)",
        "carry | no change 5, 2, 20 % missing | chart | +2 for 5 days | +4 for 5 days | +1 spread to stay | chart sees it",
    ]
    for carry in (0.0, 0.3, 0.5, 0.7):
        noise = carried_over(people, 90, carry, seed=11)
        stable = [on_scale(noise), on_scale(noise, 2.0), on_scale(noise, missing=0.2)]
        false = [share(watched(row), 30, 90) for row in stable]
        chart = np.mean([residual_chart(row) for row in stable[0]])
        two, four, stays = noise.copy(), noise.copy(), noise.copy()
        two[:, 60:65] += 2.0 / SPREAD
        four[:, 60:65] += 4.0 / SPREAD
        stays[:, 50:] += 1.0
        power = [share(watched(on_scale(two)), 60, 68), share(watched(on_scale(four)), 60, 68)]
        lasting = share(watched(on_scale(stays)), 50, 90)
        chart_lasting = np.mean([residual_chart(row) for row in on_scale(stays)])
        lines.append(
            f"{carry:5.1f} | {false[0]:.2f} {false[1]:.2f} {false[2]:.2f} | {chart:.2f} | {power[0]:.2f} | {power[1]:.2f}"
            f" | {lasting:.2f} | {chart_lasting:.2f}"
        )
    return lines


def watched(rows: Floats) -> list[object]:
    return [watch(read(row[:, None]), "item 1") for row in rows]


def share(seen: list[object], first: int, last: int) -> float:
    return float(np.mean([flagged_between(one, first, last) for one in seen]))


def paced(
    people: int, days: int, good: float, later: float, *, seed: int, missing: float = 0.0, sway: float = 0.0
) -> Floats:
    """(people, days, 2) activity and pain: `good`: activity for a point of pain the same day; `later`: pain over three days
    for a point of activity; `sway`: how far both drift up over the whole time.
    """
    lot = np.random.default_rng(seed)
    run = days + 60
    pain, doing = np.zeros((people, run)), np.zeros((people, run))
    for day in range(3, run):
        after = 0.5 * doing[:, day - 1] + 0.3 * doing[:, day - 2] + 0.2 * doing[:, day - 3]
        pain[:, day] = 0.4 * pain[:, day - 1] + later * after + lot.normal(size=people)
        doing[:, day] = 0.3 * doing[:, day - 1] - good * pain[:, day] + lot.normal(size=people)
    both = np.stack([doing[:, 60:], pain[:, 60:]], axis=2)
    both = both / both.std(axis=1, keepdims=True) + sway * np.linspace(-1, 1, days)[None, :, None]
    answers = np.clip(np.round(4.5 + SPREAD * both), 0, 10)
    answers[lot.random((people, days)) < missing] = np.nan
    return answers


def pacing(people: int = 300) -> list[str]:
    lines = [
        f"boom and bust: {people} diaries a cell; mean P(both), share with P(both) >= .9, of these with fewer than 60 usable days",
        "days | missing | good days, later | mean P | >= .9 | can't tell",
    ]
    worlds = [
        (0.0, 0.0, 0.0),
        (0.5, 0.0, 0.0),
        (0.0, 0.5, 0.0),
        (0.5, 0.0, 0.6),
        (0.3, 0.3, 0.0),
        (0.4, 0.5, 0.0),
        (0.5, 0.6, 0.0),
    ]
    for days, missing in ((90, 0.0), (120, 0.2), (200, 0.0)):
        for good, later, sway in worlds:
            rows = paced(people, days, good, later, seed=5, missing=missing, sway=sway)
            found = [boom_and_bust(read(row, names=["doing", "pain"]), "doing", "pain") for row in rows]
            told = np.array([one.both for one in found if isinstance(one, Pacing)])
            drift = ", both drift" if sway else ""
            lines.append(
                f"{days:4d} | {missing:.1f} | {good:.1f}, {later:.1f}{drift} | {told.mean():.2f} | {(told >= 0.9).mean():.3f}"
                f" | {1 - len(told) / people:.2f}"
            )
    return lines


DESIGNS = {
    "4 x 14 every other": [at % 2 == 1 for at in range(4)],
    "8 x 7 every other": [at % 2 == 1 for at in range(8)],
}


def t_test(answers: Floats, trying: NDArray[np.bool_]) -> bool:
    from scipy.special import stdtr

    one, other = answers[trying], answers[~trying]
    free = len(answers) - 2
    pooled = (one.var() * len(one) + other.var() * len(other)) / free
    t = (one.mean() - other.mean()) / np.sqrt(pooled * (1 / len(one) + 1 / len(other)))
    return bool(2 * stdtr(free, -abs(t)) < 0.05)


def trying(people: int = 300) -> list[str]:
    lines = [
        f"did trying it help: {people} diaries a cell; share in which the 95 % limits without a start leave out 0",
        "design | carry | t-test, no effect | ours, no effect | drift of 2 points, no effect | effect .5 | .8 spreads"
        " | without allowing for drift: none, .5, .8",
    ]
    for name, order in DESIGNS.items():
        length = 14 if len(order) == 4 else 7
        blocks = [Block(at * length, (at + 1) * length - 1, trying) for at, trying in enumerate(order)]
        on = np.repeat(order, length)
        for carry in (0.0, 0.2, 0.4, 0.6):
            noise = carried_over(people, len(on), carry, seed=21)
            slope = np.linspace(0, 2.0 / SPREAD, len(on))
            naive = np.mean([t_test(row, on) for row in on_scale(noise)])
            cells = [seen(noise - size * on, blocks) for size in (0.0, 0.5, 0.8)]
            drifting = seen(noise - slope, blocks)
            without = [seen(noise - size * on, blocks, drift=False) for size in (0.0, 0.5, 0.8)]
            lines.append(
                f"{name} | {carry:.1f} | {naive:.3f} | {cells[0]:.3f} | {drifting:.3f} | {cells[1]:.2f} | {cells[2]:.2f}"
                f" | {without[0]:.3f} {without[1]:.2f} {without[2]:.2f}"
            )
    return lines


def seen(noise: Floats, blocks: list[Block], *, drift: bool = True) -> float:
    """In how many diaries the difference stands 95 % off nothing, without the start from little difference."""
    answers = [
        did_it_help(read(row[:, None]), "item 1", blocks, better="lower", drift=drift).difference
        for row in on_scale(noise)
    ]
    return float(np.mean([one is not None and one.p_none < 0.05 for one in answers]))


def luck(people: int = 300) -> list[str]:
    lines = [
        f"drawn by lot, blocks of 7 days, {people} plans a cell, carry .4, one day in ten missing",
        "way, blocks | smallest share | share <= .10 with no effect, with .8 spreads | P(better by a point) where >= .5: stated, true",
    ]
    for way, blocks in (("alternating", 8), ("pairs", 4), ("pairs", 8), ("balanced", 8), ("pairs", 12)):
        noise = carried_over(people, 7 * blocks, 0.4, seed=31)
        lot = np.random.default_rng(3)
        size = lot.normal(0, 0.5, people)
        hits, stated, true = np.zeros(2), [], []
        for number in range(people):
            planned = plan(0, blocks=blocks, way=way, seed=number)
            on = np.repeat([block.trying for block in planned.blocks], 7)
            for which, effect in enumerate((0.0, 0.8, size[number])):
                row = on_scale(noise[number] - effect * on, missing=0.1, seed=number)
                found = did_it_help(read(row[:, None]), "item 1", planned, better="lower")
                assert isinstance(found, Tried) and found.difference is not None
                if which < 2:
                    hits[which] += found.by_luck.share <= 0.10
                elif found.difference.better >= 0.5:
                    stated.append(found.difference.better)
                    true.append(effect * SPREAD >= 1.0)
        said = f"{np.mean(stated):.2f}, {np.mean(true):.2f} (n={len(true)})" if stated else "none as sure"
        lines.append(
            f"{way}, {blocks} | {planned.smallest_chance:.3f} | {hits[0] / people:.3f}, {hits[1] / people:.2f} | {said}"
        )
    return lines


def pooled(people: int = 150) -> list[str]:
    """Six rounds of the same thing, each a plan of eight weeks, true differences around -1 point."""
    inside, errors, alone = 0, [], []
    for number in range(people):
        lot = np.random.default_rng(number)
        usual = lot.normal(-0.5, 0.8)
        rounds = []
        for turn in range(6):
            planned = plan(0, seed=10 * number + turn)
            on = np.repeat([block.trying for block in planned.blocks], 7)
            true = usual + lot.normal(0, 0.6)
            row = on_scale(carried_over(1, 56, 0.4, seed=10 * number + turn) + true / SPREAD * on)[0]
            found = did_it_help(read(row[:, None]), "item 1", planned, better="lower").difference
            assert found is not None
            rounds.append(found)
        known = pool(rounds, better="lower")
        assert isinstance(known, Pooled)
        inside += known.interval.low <= usual <= known.interval.high
        errors.append(known.usual - usual)
        alone.append(rounds[0].estimate - usual)
    return [
        f"six rounds put together, {people} times: 95 % interval holds the truth {inside / people:.2f}; off by "
        f"{np.sqrt(np.mean(np.square(errors))):.2f} points, one round alone by {np.sqrt(np.mean(np.square(alone))):.2f}"
    ]


def speed() -> list[str]:
    row = on_scale(carried_over(1, 90, 0.4, seed=1))[0]
    two = paced(1, 120, 0.4, 0.5, seed=1)[0]
    planned = plan(0)
    calls = {
        "watch, 90 days": lambda: watch(read(row[:, None]), "item 1"),
        "boom_and_bust, 120 days": lambda: boom_and_bust(read(two, names=["doing", "pain"]), "doing", "pain"),
        "did_it_help, 8 x 7 days": lambda: did_it_help(read(row[:56, None]), "item 1", planned, better="lower"),
    }
    lines = []
    for name, call in calls.items():
        call()
        start = time.process_time()
        for _turn in range(20):
            call()
        lines.append(f"{name}: {(time.process_time() - start) / 20 * 1000:.1f} ms of processor time")
    return lines


def table() -> list[str]:
    parts = (flares, pacing, trying, luck, pooled, speed)
    return [line for part in parts for line in (*part(), "")]


if __name__ == "__main__":
    for part in (flares, pacing, trying, luck, pooled, speed):
        print("\n".join(part()), flush=True)
        print()
