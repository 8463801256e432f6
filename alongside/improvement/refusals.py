"""Why something about trying, checking or telling back cannot be done, in sentences for whoever reads them."""

from django.utils.translation import gettext_lazy as _

from alongside.core.refusal import Refusal


def not_in_this_service() -> Refusal:
    return Refusal("trying.not-yours", _("Only somebody who works in this service can do that."))


def not_the_lead() -> Refusal:
    return Refusal("trying.not-the-lead", _("Only somebody who leads this service can do that."))


def not_on_the_panel() -> Refusal:
    return Refusal("trying.not-on-panel", _("Only those who sit on this panel can sign."))


def no_priority() -> Refusal:
    return Refusal(
        "trying.no-priority", _("A change belongs to something that was set out to change."), _("Set it out first.")
    )


def not_there() -> Refusal:
    return Refusal("trying.not-there", _("This is not here any more."))


def predict_first() -> Refusal:
    return Refusal(
        "trying.predict-first",
        _("Say what you expect before you begin: which measure, which way, how much, and by when."),
        _("A guess is enough. Without it nobody can tell afterwards whether it worked."),
    )


def begun_already() -> Refusal:
    return Refusal(
        "trying.begun",
        _("This test has begun, so what you expected stands as it was."),
        _("If you expect something else now, begin a new test."),
    )


def wrong_stage() -> Refusal:
    return Refusal("trying.stage", _("This test is at another step now."), _("Open it again and go on from there."))


def bad_count() -> Refusal:
    return Refusal(
        "trying.count",
        _("“Yes” cannot be more than all answers, and both are whole numbers from 0 to 100,000."),
        _("Please look at the numbers again."),
    )


def day_to_come() -> Refusal:
    return Refusal(
        "trying.day-to-come",
        _("This day has not come yet, or lies very far back."),
        _("Please give the day on which it was so."),
    )


def no_counts() -> Refusal:
    return Refusal("trying.no-counts", _("There is no count to enter yet."))


def nothing_that_day() -> Refusal:
    return Refusal("trying.nothing-that-day", _("Nothing was counted on this day."), _("Please look at the day again."))


def left_already() -> Refusal:
    return Refusal(
        "trying.left",
        _("This change was left, so nothing new begins in it."),
        _("If you take the idea up again, begin a new change."),
    )


def test_under_way() -> Refusal:
    return Refusal(
        "trying.under-way",
        _("A test is under way. Say first what came of it; it may be short."),
        _("What was learnt helps whoever has this idea next."),
    )


def not_the_owner() -> Refusal:
    return Refusal("trying.not-the-owner", _("Only whoever looks after this change, or a lead, can leave it."))


def reason_needed() -> Refusal:
    return Refusal("trying.reason", _("Please say why."))


def signed_already() -> Refusal:
    return Refusal("trying.signed", _("You have signed this already."))


def not_your_own() -> Refusal:
    return Refusal(
        "trying.not-your-own",
        _("You look after this change, so others of the panel sign what came of it."),
        _("They see it on the same page."),
    )


def say_what_changed() -> Refusal:
    return Refusal("telling.what-changed", _("Please say what changed, so that those who spoke can recognise it."))


def somebody_else_reads() -> Refusal:
    return Refusal(
        "telling.second-reader",
        _("One of the panel checks this, and never whoever wrote it."),
        _("Ask somebody who sits on the panel."),
    )


def not_checked() -> Refusal:
    return Refusal(
        "telling.not-checked",
        _("This says that something changed, and nobody else has checked it yet."),
        _("Somebody else reads it first; then those who spoke are told."),
    )


def closed_already() -> Refusal:
    return Refusal(
        "telling.closed",
        _("This was brought to an end already, so “we are still at it” no longer fits."),
        _("If you take it up again, set it out anew. If what was told was not so, correct it."),
    )


def not_told_yet() -> Refusal:
    return Refusal(
        "telling.not-told-yet",
        _("Only a text that was told, and not corrected since, can be corrected."),
        _("One that was not told yet can simply be written anew."),
    )


def told_already() -> Refusal:
    return Refusal("telling.told", _("This was told back already. A correction is a new text beside it."))
