"""How are days and hours typed in a plan, and how do inputs look?

Dates go through `unions.quantities.read_date`, never through the stock formats (RELIABILITY K1). What was typed
stays in the input exactly as it was.
"""

import re
from datetime import date, datetime, time

from django import forms
from django.utils import timezone

from unions import quantities

END_OF_DAY = time(23, 59, 59)  # a deadline without an hour counts to the end of its day (DOMAIN §8)
HOUR = re.compile(r"(\d{1,2})\s*(?::|h|giờ|g)\s*(\d{2})?|(\d{1,2})", re.IGNORECASE)


class DayField(forms.Field):
    """A date as written in Vietnam: 05/3/2021, 5-3-2021; a day and month alone take the campaign's year."""

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)
        self.year = None
        self.widget.attrs.setdefault("inputmode", "numeric")
        self.widget.attrs.setdefault("autocomplete", "off")

    def prepare_value(self, value):
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value

    def to_python(self, value):
        text = (value or "").strip()
        if not text:
            return None
        try:
            return quantities.read_date(text, year=self.year)
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from problem


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


class PlanForm(forms.Form):
    """Nothing is `required` in HTML: `needed` names the sentence for each field that may not stay empty."""

    needed = {}
    use_required_attribute = False

    def clean(self):
        cleaned = super().clean()
        for name, sentence in self.needed.items():
            if name not in self.errors and cleaned.get(name) in (None, "", []):
                self.add_error(name, sentence)
        return cleaned

    def mark_invalid(self):
        """Give the inputs with an error their red border."""
        for name in self.errors:
            if name in self.fields:
                attrs = self.fields[name].widget.attrs
                attrs["class"] = f"{attrs.get('class', '')} is-invalid".strip()

    def wrong(self):
        """(label, id of the sentence, sentence) of every error: a table shows them in a line below the row."""
        own = [name for name in self.fields if name in self.errors]
        return [
            (self.fields[name].label, f"{self[name].auto_id}_error", text)
            for name in own
            for text in self.errors[name]
        ]

    def problems(self):
        """(id of the input, sentence) of every error in the order of the page, for the summary at its top."""
        own = [name for name in self.fields if name in self.errors]
        return [(self[name].id_for_label, sentence) for name in own for sentence in self.errors[name]]


def text_field(label="", rows=0, **attrs):
    """An optional line, or with `rows` a text of several lines."""
    attrs = {"class": "form-control", **attrs}
    widget = forms.Textarea(attrs={"rows": rows, **attrs}) if rows else forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, required=False, widget=widget)


def choice_field(choices=(), label="", **attrs):
    widget = forms.Select(attrs={"class": "form-select", **attrs})
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=widget)


def ticks_field(label=""):
    """Several ticks; the choices come later."""
    widget = forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"})
    return forms.MultipleChoiceField(label=label, required=False, widget=widget)


def tick_field(label=""):
    widget = forms.CheckboxInput(attrs={"class": "form-check-input"})
    return forms.BooleanField(label=label, required=False, widget=widget)
