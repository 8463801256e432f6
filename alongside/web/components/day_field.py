"""A day asked in three small boxes, with sentences that say what to do. Not for times."""

import calendar
import datetime
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext_lazy as _


class DayInput(forms.MultiWidget):
    """Three boxes named `<name>_day`, `<name>_month`, `<name>_year`."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({part: forms.TextInput() for part in ("day", "month", "year")}, attrs)

    def decompress(self, value: datetime.date | None) -> list[Any]:
        return [value.day, value.month, value.year] if value else ["", "", ""]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day"


class DayField(forms.MultiValueField):
    """A `datetime.date`, or None when it may be left empty. Takes a month as a figure or a name."""

    widget = DayInput
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": _("Give a day, for example 3 11 2027."),
        "incomplete": _("Give the day, the month and the year, for example 3 11 2027."),
        "invalid": _("That day is not in the calendar. Check the day, the month and the year."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("require_all_fields", False)
        parts = tuple(forms.CharField(required=False, max_length=12) for _part in range(3))
        super().__init__(parts, **kwargs)

    def compress(self, data_list: Sequence[str]) -> datetime.date | None:
        parts = [str(part).strip() for part in data_list]
        if not any(parts):
            return None
        if len(parts) != 3 or not all(parts):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        try:
            return datetime.date(int(parts[2]), month_number(parts[1]), int(parts[0]))
        except (ValueError, OverflowError) as fault:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from fault


def month_number(said: str) -> int:
    """ "11", "Nov" or "November", in English or in the language of the page."""
    if said.isdigit():
        return int(said)
    for number in range(1, 13):
        local = formats.date_format(datetime.date(2000, number, 1), "F")
        for name in (calendar.month_name[number], local):
            if len(said) >= 3 and name.casefold().startswith(said.casefold()):
                return number
    raise ValueError(said)
