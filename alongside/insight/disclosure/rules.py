"""What is too small to be shown, by itself: the first look. What others could work out from the rest is for the audit."""

from dataclasses import dataclass

from alongside.insight.errors import NotFinite, OutOfScale
from alongside.insight.verdicts import CantTell


@dataclass(frozen=True)
class Policy:
    """What a service signs. Every number is about people; all are at least 1, `widths` and `hide_up_to` may be 0.

    `respondents`: fewest for any estimate of experience, and fewest by which a release may differ from an earlier one;
    `hide_up_to`: counts from 0 to this are hidden, zero as well, since "nobody" tells about everybody; `round_to`: other
    counts are rounded to this; `staff`: fewest staff who answered; `team`: smaller teams get no mark at all; `poll`:
    fewest in a poll in the room; `free_text`: fewest before anybody's words are shown; `least_width`, `width_share`: from
    how many values on at least, and over what share of its value, a hidden count must stay open.
    """

    respondents: int = 10
    hide_up_to: int = 7
    round_to: int = 5
    staff: int = 5
    team: int = 8
    poll: int = 5
    free_text: int = 10
    least_width: int = 3
    width_share: float = 1.0

    def __post_init__(self) -> None:
        people = (self.respondents, self.round_to, self.staff, self.team, self.poll, self.free_text)
        if min(people) < 1 or min(self.hide_up_to, self.least_width) < 0 or not 0.0 <= self.width_share <= 1.0:
            raise OutOfScale("A policy holds whole numbers of people, at least 1, and a share from 0 to 1.")

    def nearest(self, count: int) -> int:
        """What a whole count of people is rounded to; half way goes up."""
        return (2 * count + self.round_to) // (2 * self.round_to) * self.round_to

    def is_small(self, count: int) -> bool:
        return _people(count) <= self.hide_up_to

    def need(self, count: int) -> int:
        """How wide a hidden count must stay open to somebody who knows the rules: a small one by its size as well."""
        return max(self.least_width, -int(-self.width_share * count // 1)) if self.is_small(count) else self.least_width

    def need_if_guessed(self, count: int) -> int:
        """The same to somebody who guessed which of the hidden counts are small; those lie between 0 and `hide_up_to`."""
        return min(self.least_width, self.hide_up_to) if self.is_small(count) else self.least_width


POLICY = Policy()


def shown_count(count: int, policy: Policy = POLICY) -> int | None:
    """What is printed for a count of people: rounded, or None when it is hidden.

    Raises NotFinite for a count that is no whole number, OutOfScale below 0. Method: the sub-national rule of NHS England
    (1-7 hidden, others to the nearest 5), with zero hidden too.

    >>> [shown_count(count) for count in (0, 7, 8, 12, 13)]
    [None, None, 10, 10, 15]
    """
    return None if policy.is_small(count) else rounded(count, policy)


def rounded(count: int, policy: Policy = POLICY) -> int:
    """To the nearest multiple; half way goes up.

    >>> rounded(23)
    25
    """
    return policy.nearest(_people(count))


def could_be(shown: int | None, policy: Policy = POLICY) -> tuple[int, float]:
    """Between what somebody who knows the rules can place a count that is printed so; inf where nothing bounds it above.

    >>> could_be(10), could_be(25), could_be(None)
    ((8, 12), (23, 27), (0, inf))
    """
    if shown is None:
        return 0, float("inf")
    below, above = policy.round_to // 2, (policy.round_to - 1) // 2
    return max(shown - below, policy.hide_up_to + 1), shown + above


def why_not_experience(respondents: int, policy: Policy = POLICY) -> CantTell | None:
    """Why an estimate of what people experienced is not shown; None when it may be.

    >>> why_not_experience(8)
    CantTell(key='too_few_people', more=2, unit='answers')
    """
    return _short(respondents, policy.respondents, "too_few_people")


def why_not_staff(answered: int, team: int, policy: Policy = POLICY) -> CantTell | None:
    """Why a team's own mark is not shown; staff can be recognised too. None when it may be. Raises OutOfScale when more
    answered than there are."""
    if _people(answered) > _people(team):
        raise OutOfScale("More staff answered than the team has: count the team anew.")
    if team < policy.team:
        return CantTell("team_too_small")
    return _short(answered, policy.staff, "too_few_staff")


def why_not_poll(answered: int, policy: Policy = POLICY) -> CantTell | None:
    """Why the outcome of a poll in the room is not revealed; None when it may be, once."""
    return _short(answered, policy.poll, "too_few_in_the_room")


def why_not_words(respondents: int, policy: Policy = POLICY) -> CantTell | None:
    """Why nobody's own words are shown; None when they may be, after somebody looked whether they can be recognised."""
    return _short(respondents, policy.free_text, "too_few_for_words")


def _short(got: int, fewest: int, key: str) -> CantTell | None:
    return CantTell(key, fewest - got, "answers") if _people(got) < fewest else None


def _people(count: int) -> int:
    if count != count or count in (float("inf"), float("-inf")) or count != int(count):
        raise NotFinite("A count of people is a whole number.")
    if count < 0:
        raise OutOfScale("A count of people is 0 or more.")
    return int(count)
