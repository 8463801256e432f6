"""Why a reading is not taken on this day, and the way out."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from alongside.core.refusal import Refusal
from alongside.mirror.rules import is_closing_day, is_settled


def why_not_take(on: date, *, today: date) -> Refusal | None:
    """Readings are of whole quarters that are over. Nobody, a lead neither, chooses another stretch of days."""
    if not is_closing_day(on):
        return Refusal(
            "not-a-closing-day",
            _("Readings are taken of whole quarters only."),
            _(
                "A free choice of days could tell two readings apart by one person. Please give the last day of a quarter."
            ),
        )
    if not is_settled(on, today):
        return Refusal(
            "not-settled-yet",
            _("This quarter is not over, or has only just ended."),
            _("Answers on paper may still be on their way. The reading is taken a week after the quarter’s last day."),
        )
    return None
