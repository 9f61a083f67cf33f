"""How are hours and deadlines typed in a plan? Days and plain inputs are those of every form (unions.fields)."""

import re
from datetime import datetime, time

from django import forms
from django.utils import timezone

from unions.fields import DayField, choice_field, text_field, tick_field, ticks_field
from unions.fields import NeededForm as PlanForm

__all__ = [
    "DayField",
    "HourField",
    "PlanForm",
    "choice_field",
    "day_and_hour",
    "moment_of",
    "text_field",
    "tick_field",
    "ticks_field",
]

END_OF_DAY = time(23, 59, 59)  # a deadline without an hour counts to the end of its day (DOMAIN §8)
HOUR = re.compile(r"(\d{1,2})\s*(?::|h|giờ|g)\s*(\d{2})?|(\d{1,2})", re.IGNORECASE)


class HourField(forms.Field):
    """An hour of the day: 17:00, 17h30, 17 giờ; nothing typed means the end of the day."""

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)
        self.widget.attrs.setdefault("autocomplete", "off")

    def prepare_value(self, value):
        if isinstance(value, time):
            return "" if value.replace(microsecond=0) == END_OF_DAY else f"{value:%H:%M}"
        return value

    def to_python(self, value):
        text = (value or "").strip()
        if not text:
            return None
        match = HOUR.fullmatch(text)
        hour = int(match[1] or match[3]) if match else 24
        minute = int(match[2] or 0) if match else 0
        if hour > 23 or minute > 59:
            raise forms.ValidationError(f"Chưa đọc được giờ “{text}”. Ghi giờ và phút, ví dụ 17:00.")
        return time(hour, minute)


def moment_of(day, hour):
    """A deadline from its two inputs, in Vietnam's time; None without a day."""
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day, hour or END_OF_DAY))


def day_and_hour(moment):
    """The two inputs of a deadline."""
    if moment is None:
        return None, None
    local = timezone.localtime(moment)
    return local.date(), local.time()
