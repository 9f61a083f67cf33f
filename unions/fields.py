"""How is something typed into a form of the office, and how do inputs look?

Dates go through `unions.quantities.read_date`, never through the stock formats (RELIABILITY K1). What was typed
stays in the input exactly as it was.
"""

from datetime import date

from django import forms

from unions import quantities


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


class NeededForm(forms.Form):
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
