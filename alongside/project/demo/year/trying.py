"""What the invented pain service tried in its year: two small tests with what was counted, one thing left, what it told, and put right."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction

from alongside.core.viewer import bound
from alongside.improvement.actions import counting, telling, trying
from alongside.improvement.models import Cycle, Finding, Measure
from alongside.improvement.rules import Act, Direction, MeasureKind, Outcome, Verdict
from alongside.listening.rules import Easier
from alongside.project.demo import earlier
from alongside.project.demo.cast import Cast
from alongside.project.demo.play import Play
from alongside.project.demo.year.listening import LEAD, somebody

OWNER = "siobhan-doyle"
RUNG = "Rung within three days of the paper"
# So many of so many in a week, so many days ago: before the calls, while they were learnt, and since.
BEFORE = ((237, 2, 9), (230, 1, 8), (223, 3, 10), (216, 2, 8), (209, 2, 9), (202, 3, 11), (195, 1, 7), (188, 2, 9))
LEARNING = ((174, 5, 9), (167, 6, 10), (160, 5, 8), (153, 6, 9), (146, 7, 10))
SINCE = (
    *((132, 7, 9), (125, 8, 9), (118, 8, 10), (111, 9, 10), (104, 7, 8), (97, 9, 10), (90, 8, 9), (83, 9, 10)),
    *((76, 9, 10), (69, 8, 9), (62, 9, 9), (55, 3, 8), (48, 8, 9), (41, 9, 10), (34, 8, 9), (27, 9, 10), (20, 8, 8)),
)


def tell(play: Play, cast: Cast) -> None:
    """From the first idea to what was told."""

    def on(days: int, place: str, do: Any, *given: Any) -> None:
        play.then(play.when(f"-{days}d 15:20"), f"trying: {place}", partial(do, cast, *given))

    on(
        182,
        "begun",
        _begin,
        "paper first",
        "P4.5",
        "The paper on one day, a call some days later",
        "People said that they cannot think with a pen in their hand. A few days and a voice might be enough.",
    )
    on(182, "counted before", _measure, RUNG, BEFORE)
    on(181, "needed", _need, "paper first", Easier.TIME, "Two hours a week for the calls")
    on(178, "met", _met, "From next week on: Tuesdays and Fridays, before noon.")
    on(176, "first test", _test, "paper first", "Ten people of the injection clinic get the paper and a call.", 25, 176)
    on(141, "counted at first", _count, LEARNING)
    on(141, "drawn anew", _drawn_anew, 174, "From here on somebody rings.")
    on(141, "noted", _note, 167, "Two more of us began to ring.")
    on(
        140,
        "first looked at",
        _study,
        "paper first",
        "We reached seven of ten. Those we reached asked good questions.",
        "A call at the wrong hour is worse than none.",
        Verdict.PARTLY,
        "Seven of ten is not all, and two were rung at work.",
        Act.ADAPT,
        "Ask on which day and at which hour to ring.",
    )
    on(
        134,
        "second test",
        _test,
        "paper first",
        "Everybody of the injection clinic; they say when we may ring.",
        20,
        134,
    )
    on(81, "counted since", _count, tuple(one for one in SINCE if one[0] > 81))
    on(
        80,
        "second looked at",
        _study,
        "paper first",
        "Nearly everybody was reached. Four said no to an injection, and were glad.",
        "A few days and a voice are enough for most. Those who wanted longer said so.",
        Verdict.AS_PREDICTED,
        "People say it, and the calls show it.",
        Act.ADOPT,
        "It is how we work now.",
    )
    on(72, "signed", _sign)
    on(
        66,
        "told",
        _told,
        "P4.5",
        Outcome.DID,
        "Before an injection you get the paper first. Some days later somebody rings when it suits you, and you decide then. It is so for everybody since the summer.",
        True,
    )
    on(
        30,
        "put right",
        _told,
        "P4.5",
        Outcome.PARTLY,
        "Before an injection you get the paper first, and somebody rings when it suits you. We said that it is so for everybody. It is so from Monday to Thursday; on Fridays nobody can ring yet.",
        True,
        True,
    )
    on(15, "counted lately", _count, tuple(one for one in SINCE if one[0] < 81))
    on(15, "noted", _note, 55, "A storm: the line was down for two days.")
    on(120, "begun", _begin, "a box", "P2.1", "A box in the diary: “story read”", "What has a box gets done.")
    on(118, "test of the box", _test, "a box", "All of us use it for two months.", 20, 118)
    on(
        58,
        "box looked at",
        _study,
        "a box",
        "We ticked the box in the corridor.",
        "What is missing is the ten minutes, not the reminder.",
        Verdict.NOT,
        "A box asks for a tick, not for reading.",
        Act.ABANDON,
        "Ten minutes in the diary would help. A box does not.",
    )
    on(57, "box left", _leave, "a box", "Nobody read more because of it. We look for the ten minutes instead.")
    on(
        45,
        "could not",
        _told,
        "P5.4",
        Outcome.COULD_NOT,
        "You asked for a room with a door. The building has none to give before the spring, and we were told no twice. We ask again in February, and until then the sofa room is kept free on Fridays.",
        False,
    )


def _begin(cast: Cast, key: str, practice: str, idea: str, why: str) -> None:
    with transaction.atomic(), bound(somebody(cast, OWNER)) as by:
        made = trying.begin(priority=cast.things[f"priority {practice}"], idea=idea, why=why, by=by)
        cast.things[f"change {key}"] = made.pk


def _need(cast: Cast, key: str, kind: Easier, words: str) -> None:
    with transaction.atomic(), bound(somebody(cast, OWNER)) as by:
        need = trying.ask_for(change=cast.things[f"change {key}"], kind=kind, words=words, by=by)
        cast.things["need"] = need.pk


def _met(cast: Cast, words: str) -> None:
    with transaction.atomic(), bound(somebody(cast, LEAD)) as by:
        trying.answer_need(enabler=cast.things["need"], is_met=True, words=words, by=by)


def _measure(cast: Cast, name: str, counts: tuple[tuple[int, int, int], ...]) -> None:
    with transaction.atomic(), bound(somebody(cast, OWNER)) as by:
        change = cast.things["change paper first"]
        made = counting.add_measure(change=change, name=name, kind=MeasureKind.PROCESS, by=by)
        cast.things["measure"] = made.pk
    _count(cast, counts)


def _count(cast: Cast, counts: tuple[tuple[int, int, int], ...]) -> None:
    days = [(cast.now.date() - timedelta(days=ago), yes, answers) for ago, yes, answers in counts]
    with transaction.atomic(), bound(somebody(cast, OWNER)) as by:
        counting.count_many(measure=cast.things["measure"], counts=days, by=by)


def _note(cast: Cast, ago: int, words: str) -> None:
    with transaction.atomic(), bound(somebody(cast, OWNER)) as by:
        counting.note(measure=cast.things["measure"], on_day=cast.now.date() - timedelta(days=ago), words=words, by=by)


def _drawn_anew(cast: Cast, ago: int, why: str) -> None:
    with transaction.atomic(), bound(somebody(cast, OWNER)) as by:
        day = cast.now.date() - timedelta(days=ago)
        counting.rebase(measure=cast.things["measure"], on_day=day, reason=why, by=by)


def _leave(cast: Cast, key: str, why: str) -> None:
    with transaction.atomic(), bound(somebody(cast, OWNER)) as by:
        trying.leave(change=cast.things[f"change {key}"], why=why, by=by)


def _test(cast: Cast, key: str, words: str, size: int, ago: int) -> None:
    change = cast.things[f"change {key}"]
    with transaction.atomic(), bound(somebody(cast, OWNER)) as by:
        test = trying.plan(change=change, words=words, who_and_where="", by=by)
        trying.predict(
            cycle=test.pk,
            measure=(
                Measure.objects.filter(change_id=change, practice="").first() or Measure.objects.get(change_id=change)
            ).pk,
            direction=Direction.UP,
            size=size,
            by_on=cast.now.date() + timedelta(days=90),
            by=by,
        )
        earlier.let_test_be_for(test=test.pk, by_on=cast.now.date() - timedelta(days=ago - 60))


def _study(cast: Cast, key: str, happened: str, learnt: str, says: Verdict, why: str, act: Act, act_why: str) -> None:
    with transaction.atomic(), bound(somebody(cast, OWNER)) as by:
        test = Cycle.objects.filter(change_id=cast.things[f"change {key}"]).order_by("-number")[0]
        trying.done(cycle=test.pk, happened=happened, by=by)
        trying.study(cycle=test.pk, learnt=learnt, says=says, why=why, by=by)
        trying.act(cycle=test.pk, what=act, why=act_why, by=by)


def _sign(cast: Cast) -> None:
    for who in ("dawn-ellery", "marcia-hinds"):
        with transaction.atomic(), bound(somebody(cast, who)) as by:
            for found in Finding.objects.filter(change_id=cast.things["change paper first"]):
                trying.sign(finding=found.pk, agrees=True, words="", by=by)


def _told(cast: Cast, practice: str, outcome: Outcome, words: str, is_checked: bool, corrects: bool = False) -> None:
    before = cast.things[f"told {practice}"] if corrects else None
    with transaction.atomic(), bound(somebody(cast, OWNER)) as by:
        text = telling.write(
            priority=cast.things[f"priority {practice}"], outcome=outcome, words=words, instead_of=before, by=by
        )
        cast.things[f"told {practice}"] = text.pk
    if is_checked:
        with transaction.atomic(), bound(somebody(cast, "seun-adeleke")) as reader:
            telling.check(text=text.pk, by=reader)
    with transaction.atomic(), bound(somebody(cast, OWNER)) as by:
        telling.tell(text=text.pk, by=by)
