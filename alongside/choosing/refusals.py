"""Why something about choosing cannot be done, in sentences for whoever reads them."""

from django.utils.translation import gettext_lazy as _

from alongside.core.refusal import Refusal


def not_the_lead() -> Refusal:
    return Refusal("choosing.not-the-lead", _("Only somebody who leads this service can do that."))


def not_of_the_service() -> Refusal:
    return Refusal("choosing.not-yours", _("Only those who work in this service, and its panel, can do that."))


def not_on_the_panel() -> Refusal:
    return Refusal("choosing.not-on-panel", _("Only those who sit on this panel can do that."))


def round_open_already() -> Refusal:
    return Refusal("choosing.open-already", _("A round is open already."), _("Close it before you open another one."))


def round_over() -> Refusal:
    return Refusal(
        "choosing.over",
        _("This round is not open now. What you chose before is kept."),
        _("Look on the page What matters most."),
    )


def days_do_not_fit() -> Refusal:
    return Refusal("choosing.days", _("A round opens before it closes, and lasts sixty days at most."))


def staff_with_this_code() -> Refusal:
    return Refusal(
        "choosing.staff-with-code",
        _("You work in this service, so your voice belongs to the staff. Nothing was counted here."),
        _("Choose on the page What matters most of your service."),
    )


def not_on_this_screen() -> Refusal:
    return Refusal("choosing.not-on-screen", _("Please choose one that stands on this page."))


def the_same_twice() -> Refusal:
    return Refusal(
        "choosing.same-twice",
        _("The one that matters most cannot be the one that matters least."),
        _("Please change one of them."),
    )


def three_already() -> Refusal:
    return Refusal(
        "choosing.three-already",
        _("Three priorities are open already. More at once are promises that nobody can keep."),
        _("Tell back on one of them first, whatever came of it."),
    )


def chosen_already() -> Refusal:
    return Refusal("choosing.chosen-already", _("This is a priority already."))


def not_a_practice() -> Refusal:
    return Refusal(
        "choosing.not-a-practice", _("This is not among the practices of this service, nor an idea of its own.")
    )


def reason_needed() -> Refusal:
    return Refusal("choosing.reason", _("Please say why this one: those who spoke will read it."))


def tell_back_first() -> Refusal:
    return Refusal(
        "choosing.tell-back-first",
        _("A priority closes only when those who spoke have been told what came of it."),
        _("Write the tell-back first. “We could not, because” is a good ending too."),
    )


def too_many_codes() -> Refusal:
    return Refusal("choosing.too-many-codes", _("One sheet holds up to 60 codes. Make another sheet afterwards."))
