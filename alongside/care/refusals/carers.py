"""Why not, for what the person wishes of a carer and for what a carer needs."""

from django.utils.translation import gettext_lazy as _

from alongside.care.rules import NEED_LONGEST, WISH_LONGEST, NeedState
from alongside.circle.rules import MemberState, Standing
from alongside.core.refusal import Refusal


def nothing_written() -> Refusal:
    return Refusal("carers.empty", _("Please write a few words."))


def gone() -> Refusal:
    return Refusal("carers.gone", _("We could not find that."), _("Go back and choose again."))


def not_yours() -> Refusal:
    return Refusal("carers.not_yours", _("Only the person whose space this is can write that."))


def somebody_was_first() -> Refusal:
    return Refusal(
        "carers.changed",
        _("Somebody else wrote here while you were writing."),
        _("What they wrote is shown above. Your words are still here: read, and send again if they still fit."),
    )


def why_not_wish(*, standing: Standing, state: MemberState, words: str) -> Refusal | None:
    """Why a wish about somebody cannot be recorded, if it cannot."""
    if standing is not Standing.CARER or state in (MemberState.ENDED, MemberState.LEFT, MemberState.DECLINED):
        return gone()
    if not words.strip():
        return nothing_written()
    if len(words) > WISH_LONGEST:
        return Refusal(
            "wish.too_long", _("This is longer than we can keep in one place."), _("Please shorten it a little.")
        )
    return None


def why_not_need(*, words: str) -> Refusal | None:
    """Why a need cannot be written down, if it cannot."""
    if not words.strip():
        return nothing_written()
    if len(words) > NEED_LONGEST:
        return Refusal(
            "need.too_long", _("This is longer than we can keep in one place."), _("Please shorten it a little.")
        )
    return None


def why_not_answer_need(*, is_own: bool, state: NeedState, words: str) -> Refusal | None:
    """Why somebody cannot answer what a carer needs, if they cannot. A carer may add to their own."""
    if state is NeedState.LET_GO or (state is NeedState.ANSWERED and not is_own):
        return Refusal(
            "need.over", _("This was ended in the meantime."), _("Your words are below, so nothing is lost.")
        )
    return why_not_need(words=words)
