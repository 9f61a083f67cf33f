"""What does step 2 ask: which phases, from when to when, under which theme, reported until when?"""

from django import forms

from emulation.forms import rows
from emulation.forms.fields import DayField, HourField, PlanForm, day_and_hour, moment_of, text_field
from emulation.soundness import phase_problems

AT_FIRST = 2  # empty rows of a plan without phases
TYPED = ["name", "starts_on", "ends_on", "report_on", "report_hour", "theme"]


class PhaseForm(PlanForm):
    was = text_field()
    name = text_field("Tên")
    starts_on = DayField(label="Từ ngày")
    ends_on = DayField(label="Đến hết ngày")
    theme = text_field("Chủ đề", rows=1)
    report_on = DayField(label="Hạn báo cáo: ngày")
    report_hour = HourField(label="Hạn báo cáo: giờ")

    def __init__(self, data, *, key, number, campaign):
        super().__init__(data, prefix=key, empty_permitted=True)
        self.key, self.number = key, number
        for name in TYPED:
            field = self.fields[name]
            field.widget.attrs.setdefault("class", "form-control")
            field.widget.attrs["aria-label"] = f"{field.label}, {campaign.phase_word} {number}"
        for name in ("starts_on", "ends_on", "report_on"):
            self.fields[name].year = campaign.year
        self.fields["name"].widget.attrs["placeholder"] = f"{campaign.phase_word.capitalize()} {number}"

    @property
    def is_blank(self):
        return not any(self.data.get(self.add_prefix(name), "").strip() for name in TYPED)

    def has_changed(self):
        return not self.is_blank

    def clean_name(self):
        name = self.cleaned_data["name"]
        if len(name) > 120:
            raise forms.ValidationError("Tên dài quá 120 chữ: rút gọn, phần còn lại ghi vào chủ đề.")
        return name

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("report_hour") and not cleaned.get("report_on") and "report_on" not in self.errors:
            self.add_error("report_on", "Đã ghi giờ thì ghi cả ngày của hạn báo cáo.")
        return cleaned

    def columns(self, number, calendars):
        cleaned = self.cleaned_data
        return {
            "number": number,
            "name": cleaned["name"],
            "theme": cleaned["theme"],
            "starts_on": cleaned.get("starts_on"),
            "ends_on": cleaned.get("ends_on"),
            "report_due_at": moment_of(cleaned.get("report_on"), cleaned.get("report_hour")),
            "calendars": calendars.get(cleaned["was"], []),
        }


class PhaseTable:
    """The rows of step 2 over one flat set of typed data."""

    def __init__(self, data, campaign):
        self.data, self.campaign = data, campaign
        self.focus = ""
        self._read()

    def _read(self):
        keys = [key for key in rows.keys_of(self.data) if key[0] == "p"]
        self.rows = [
            PhaseForm(self.data, key=key, number=number, campaign=self.campaign)
            for number, key in enumerate(keys, start=1)
        ]
        for row in self.rows:
            if row.key == self.focus:
                row.fields["name"].widget.attrs["autofocus"] = True

    def change(self, verb, key):
        """Add or drop a row; True when the button asked for that."""
        if verb == "add":
            self.focus = rows.add(self.data, "p")
        elif verb == "drop":
            rows.drop(self.data, key)
        else:
            return False
        self._read()
        return True

    @property
    def filled(self):
        return [row for row in self.rows if not row.is_blank]

    def is_valid(self):
        filled = self.filled
        wrong = [row for row in filled if not row.is_valid()]
        if not wrong:
            for place, field, sentence in phase_problems(self.columns()):
                filled[place - 1].add_error(field, sentence)
        for row in filled:
            row.mark_invalid()
        return not any(row.errors for row in filled)

    def columns(self):
        """Rows for `set_phases`; calendars of blocs, which this page does not show, stay as they are."""
        calendars = _calendars_of(self.campaign)
        return [row.columns(number, calendars) for number, row in enumerate(self.filled, start=1)]

    def problems(self):
        return [problem for row in self.filled for problem in row.problems()]


def typed_of(campaign):
    """The phases of a campaign as if somebody had just typed them; two empty rows when there are none."""
    data = rows.blank()
    phases = list(campaign.phases.all())
    for phase in phases:
        key = rows.add(data, "p")
        report_on, report_hour = day_and_hour(phase.report_due_at)
        shown = {
            "was": str(phase.number),
            "name": phase.name,
            "theme": phase.theme,
            "starts_on": DayField().prepare_value(phase.starts_on),
            "ends_on": DayField().prepare_value(phase.ends_on),
            "report_on": DayField().prepare_value(report_on),
            "report_hour": HourField().prepare_value(report_hour),
        }
        for name, value in shown.items():
            data[f"{key}-{name}"] = value or ""
    if not phases:
        for _ in range(AT_FIRST):
            rows.add(data, "p")
    return data


def _calendars_of(campaign):
    """{number of the phase as text: columns of its calendars}."""
    names = ("bloc_id", "starts_on", "ends_on", "report_due_at")
    return {
        str(phase.number): [{name: getattr(each, name) for name in names} for each in phase.calendars.all()]
        for phase in campaign.phases.prefetch_related("calendars")
    }
