"""Why something about a set may not be done now, in sentences for whoever reads them. One rule for guard and page."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from alongside.core.refusal import Refusal
from alongside.people.queries import place_at, roles_of
from alongside.people.rules import PlatformRole
from alongside.principles.rules import (
    LONGEST_SET_ID,
    LONGEST_TEXT,
    LONGEST_TITLE,
    NEEDED_TEXTS,
    PREFIX,
    SET_ID,
    STEPS,
    STILL_MADE,
    ChangeKind,
    Frame,
    SetStatus,
)
from alongside.principles.versions import PracticeHere, Version

LOOKS_LIKE_CODE = re.compile(r"<[A-Za-z/!?]|javascript:", re.IGNORECASE)
FURTHEST_AHEAD = timedelta(days=366)
LONGEST_DECIDED_BY = 200


def not_there() -> Refusal:
    return Refusal("set.not-there", _("There is no such version of a set."), _("Choose one from the list."))


def no_such_practice() -> Refusal:
    return Refusal("set.no-practice", _("There is no such practice in this version."), _("Choose one from the list."))


def role_in(account: UUID | None, service: UUID | None) -> str:
    """As what somebody works on the sets of a service: its lead, or somebody who runs sessions; "" for others."""
    if account is None:
        return ""
    place = place_at(account, service) if service else None
    if place is not None and place.leads:
        return "lead"
    return "facilitator" if PlatformRole.FACILITATOR in roles_of(account) else ""


def why_not_work_on(account: UUID | None, service: UUID | None) -> Refusal | None:
    """Who may write in a set: the leads of its service, and whoever runs sessions."""
    if role_in(account, service):
        return None
    return Refusal(
        "set.not-yours",
        _("Only somebody who leads this service, or who runs sessions, can change its set."),
        _("You can make a set of your own service out of it."),
    )


def why_not_decide_on(account: UUID | None, service: UUID | None) -> Refusal | None:
    """Who may publish a set or take it back: the leads of its service. Where no service owns it, whoever runs sessions."""
    role = role_in(account, service)
    if role == "lead" or (role and service is None):
        return None
    return Refusal(
        "set.lead-decides",
        _("Only somebody who leads this service can do that."),
        _("Ask them to look at the draft."),
    )


def why_not_change(found: Version) -> Refusal | None:
    """Only a draft that was made here can be changed."""
    if found.comes_with_product:
        return Refusal(
            "set.comes-with-product",
            _("This set comes with Alongside, and stays as it is."),
            _("Make your own set out of it, and change that."),
        )
    if found.is_brought:
        return Refusal(
            "set.came-as-file",
            _("This version came as a file, and is kept as it came."),
            _("Make your own set out of it, and change that."),
        )
    if found.set.status is SetStatus.DRAFT:
        return None
    if found.set.status is SetStatus.REFINED:
        return Refusal(
            "set.refined",
            _("People have read this version as it stands."),
            _("Take it back to a draft first. Then it can be changed."),
        )
    return Refusal(
        "set.sealed",
        _("This version is published. Its words stay as they are."),
        _("Begin the next version, and change that."),
    )


def why_not_step(found: Version, kind: ChangeKind) -> Refusal | None:
    """Whether a version may go on to its next step."""
    if found.is_brought or found.comes_with_product:
        return Refusal(
            "set.not-made-here",
            _("This version was not made here."),
            _("Make your own set out of it, and work on that."),
        )
    if (found.set.status, kind) in STEPS:
        return None
    return Refusal(
        "set.not-this-step",
        _("This version has moved on in the meantime."),
        _("Look at the page again: it shows what can be done now."),
    )


def why_not_publish(found: Version) -> Refusal | None:
    """A published version holds at least one practice, and each can be put on a wall."""
    live = [one for one in found.everything if one.is_live]
    if not live:
        return Refusal("set.empty", _("Every practice was dropped."), _("A set needs at least one. Bring one back."))
    unfinished = [one.id for one in live if not all(getattr(one.practice, field) for field in NEEDED_TEXTS)]
    if unfinished:
        return Refusal(
            "set.unfinished",
            _("Some practices still lack words: %(which)s.") % {"which": ", ".join(unfinished)},
            _("Each needs a name, a plain sentence, one said by the person and one said by the service."),
        )
    return None


def in_use(services: Iterable[str]) -> Refusal:
    return Refusal(
        "set.in-use",
        _("A service works with this version, or is about to: %(which)s.") % {"which": ", ".join(services)},
        _("They choose another set first. Then this one can be taken out of use."),
    )


def why_not_reason(reason: str) -> Refusal | None:
    if reason.strip():
        return why_not_words({"reason": reason})
    return Refusal(
        "set.no-reason",
        _("Please say why."),
        _("Somebody will want to know it in a year. One sentence is enough."),
    )


def why_not_frame(frame: Frame, today: date, *, needs_reason: bool) -> Refusal | None:
    """A change of a practice says who decided, when, and why."""
    if not frame.decided_by.strip():
        return Refusal(
            "set.nobody-decided",
            _("Please say who decided this."),
            _("A group is enough, such as “the team and the panel”. No names are needed."),
        )
    if len(frame.decided_by) > LONGEST_DECIDED_BY:
        return Refusal("set.too-long", _("Who decided is too long."), _("A few words are enough."))
    if frame.on > today:
        return Refusal(
            "set.future", _("The day of the decision has not come yet."), _("Choose today or an earlier day.")
        )
    if needs_reason and (refusal := why_not_reason(frame.reasons)):
        return refusal
    return why_not_words({"what": frame.what, "goal": frame.goal, "dissent": frame.dissent, "reasons": frame.reasons})


def why_not_words(words: Mapping[str, str]) -> Refusal | None:
    """Words of a set are plain words, and not endless."""
    for field, text in words.items():
        longest = LONGEST_TITLE if field in ("name", "title") else LONGEST_TEXT
        if len(text) > longest:
            return Refusal(
                "set.too-long",
                _("One of the texts is too long: %(have)s characters.") % {"have": len(text)},
                _("It may have up to %(most)s.") % {"most": longest},
            )
        if LOOKS_LIKE_CODE.search(text):
            return Refusal(
                "set.code",
                _("One of the texts holds something that looks like code."),
                _("Write plain words. A “<” right before a letter is not needed in them."),
            )
    return None


def why_not_name(set_id: str, prefix: str, *, is_taken: bool, prefix_is_taken: bool) -> Refusal | None:
    """The short name of a new set, and the letters with which its own practices begin."""
    if not SET_ID.fullmatch(set_id) or len(set_id) > LONGEST_SET_ID:
        return Refusal(
            "set.bad-name",
            _("The short name may hold small letters, figures and single dashes, and begins with a letter."),
            _("For example: headland-own."),
        )
    if is_taken:
        return Refusal("set.taken", _("There is a set of that short name already."), _("Choose another one."))
    if not PREFIX.fullmatch(prefix):
        return Refusal(
            "set.bad-prefix",
            _("The letters for your own practices are one to four capital letters, and not P alone."),
            _("P belongs to the first set. For example: H."),
        )
    if prefix_is_taken:
        return Refusal(
            "set.prefix-taken",
            _("Another set begins its practices with these letters."),
            _("Choose others, so that nobody ever mixes up two practices."),
        )
    return None


def being_made() -> Refusal:
    return Refusal(
        "set.being-made",
        _("A next version is being made already."),
        _("Work on that one, or publish it first."),
    )


def still_being_made() -> Refusal:
    return Refusal(
        "set.still-made",
        _("This version is still being made."),
        _("It can be used once it is published."),
    )


def why_not_switch_to(found: Version) -> Refusal | None:
    """A service works with a published version, or with the set that came with the product."""
    if found.comes_with_product or found.set.status is SetStatus.PUBLISHED:
        return None
    if found.set.status in STILL_MADE:
        return still_being_made()
    return Refusal("set.retired", _("This version was taken out of use."), _("Choose a newer one."))


def why_not_from(begins_on: date, today: date, *, is_planned_later: bool) -> Refusal | None:
    """From which day a service may work with another set: what was answered before stays with the set of its day."""
    if begins_on < today:
        return Refusal(
            "set.past",
            _("That day is over. What people answered then belongs to the set of that day."),
            _("Choose today or a later day."),
        )
    if begins_on > today + FURTHEST_AHEAD:
        return Refusal("set.too-far", _("That is more than a year ahead."), _("Choose a day within a year."))
    if is_planned_later:
        return Refusal(
            "set.planned",
            _("Another switch is planned for a later day already."),
            _("Choose that day or one after it."),
        )
    return None


def same_set() -> Refusal:
    return Refusal("set.same", _("The service works with this version already."), _("There is nothing to do."))


def nothing_differs() -> Refusal:
    return Refusal("set.nothing", _("Nothing was changed."), _("Change some words, or go back."))


def changed_meanwhile() -> Refusal:
    return Refusal(
        "set.meanwhile",
        _("Somebody else changed this practice while you were writing."),
        _(
            "Your words are still here. Look at theirs in another window. If you save again, yours stand, and both stay in the history."
        ),
    )


def nothing_to_take() -> Refusal:
    return Refusal(
        "set.nothing-to-take",
        _("This practice is your own. There is nothing to take over from anywhere."),
        _("You can change it or drop it."),
    )


def why_not_adapt(ours: PracticeHere) -> Refusal | None:
    if ours.is_live:
        return None
    return Refusal("set.dropped", _("This practice was dropped."), _("Bring it back first. Then it can be changed."))


def already_dropped() -> Refusal:
    return Refusal("set.dropped", _("This practice was dropped already."))


def nothing_changed_there() -> Refusal:
    return Refusal(
        "set.nothing-there",
        _("Nothing changed there since somebody last looked."),
        _("Look at the page again."),
    )


def no_such_principle() -> Refusal:
    return Refusal("set.no-principle", _("There is no such principle in this set."), _("Choose one from the list."))


def too_many_principles() -> Refusal:
    return Refusal("set.nine", _("A set has at most nine principles."), _("Put the practice under one that is there."))


def needs_a_name() -> Refusal:
    return Refusal("set.no-name", _("Please give it a name and one plain sentence."))


def needs_a_moment() -> Refusal:
    return Refusal("set.no-moment", _("Please say when it matters, and what sort of thing it is."))


def not_a_language() -> Refusal:
    return Refusal("set.no-language", _("That is no language we know how to mark."), _("For example: cy, pl or pt-BR."))


def no_file() -> Refusal:
    return Refusal(
        "set.no-file",
        _("This set comes with Alongside, so it is everywhere already. There is no need for a file."),
        _("You can save a set of your own as a file."),
    )


def same_language() -> Refusal:
    return Refusal("set.same-language", _("The set is written in this language already."))


def already_begun() -> Refusal:
    return Refusal("set.begun", _("Somebody began this language already."), _("Go on with theirs."))


def not_begun() -> Refusal:
    return Refusal("set.not-begun", _("Nobody began this language yet."), _("Begin it first."))


def nothing_translated() -> Refusal:
    return Refusal("set.no-words", _("There is nothing to read over yet."), _("Write some words first."))


def somebody_else_reads() -> Refusal:
    return Refusal(
        "set.same-reader",
        _("You translated this yourself, so somebody else must read it over."),
        _("Ask somebody who grew up with the language."),
    )
