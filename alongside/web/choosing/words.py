"""Words of choosing and of the panel."""

from django.utils.translation import gettext_lazy as _

from alongside.choosing.rules import Four, Payment
from alongside.people.rules import Constituency

SIDES = {
    Constituency.PERSON.value: _("People who come for help"),
    Constituency.CARER.value: _("Carers, family and friends"),
    Constituency.STAFF.value: _("Staff"),
    Constituency.COMMISSIONER.value: _("Those who plan and pay for it"),
}
FOUR = {
    Four.PRINCIPLES: (_("How we treat one another"), _("What everybody here can count on.")),
    Four.PURPOSE: (_("What this panel is for"), _("What it decides, what it advises on, and what it cannot change.")),
    Four.PRESENCE: (_("Who is here"), _("Who sits on it, who is missing, and how others are heard.")),
    Four.PROCESS: (_("How we work"), _("When and where, how long, breaks, how papers come, how to stop.")),
    Four.IMPACT: (_("What comes of it"), _("How we find out whether it made a difference, and who is told.")),
}
PAYMENTS = {
    Payment.MONEY: _("Paid for my time"),
    Payment.VOUCHER: _("A voucher"),
    Payment.COSTS: _("My costs only"),
    Payment.NOTHING: _("Nothing, thank you"),
}
FEELINGS = [
    *(_("safe"), _("heard"), _("hopeful"), _("welcome"), _("clear"), _("calm")),
    *(_("rushed"), _("small"), _("lost"), _("angry"), _("afraid"), _("alone"), _("tired")),
]
FELT = [("2", _("Very good")), ("1", _("Good")), ("0", _("In between")), ("-1", _("Bad")), ("-2", _("Very bad"))]
