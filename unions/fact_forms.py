"""Which figure did somebody type, for which day, from where?"""

from unions import quantities
from unions.body_facts import scale_of, shown
from unions.fields import DayField, NeededForm, choice_field, text_field
from unions.models import BodyFacts
from unions.stating import Stated

SOURCE_LENGTH = BodyFacts._meta.get_field("source").max_length


class FactForm(NeededForm):
    code = choice_field([("", "Chọn số liệu"), *BodyFacts.Code.choices], "Số liệu")
    value = text_field("Giá trị", inputmode="decimal", autocomplete="off")
    as_of = DayField(label="Tính đến ngày")
    source = text_field("Nguồn", autocomplete="off", maxlength=SOURCE_LENGTH)

    needed = {
        "code": "Chọn số liệu cần ghi.",
        "value": "Nhập giá trị, ví dụ 1.240.",
        "as_of": "Nhập ngày mà số liệu tính đến, ví dụ 31/12/2020.",
    }

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["as_of"].year = today.year
        self.fields["as_of"].widget.attrs["class"] = "form-control"

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("value") and cleaned.get("code"):
            self._read(cleaned)
        if cleaned.get("as_of") and cleaned["as_of"] > self.today:
            self.add_error("as_of", "Số liệu không thể tính đến một ngày chưa tới.")
        return cleaned

    def _read(self, cleaned):
        code = cleaned["code"]
        try:
            reading = quantities.read(cleaned["value"], scale=scale_of(code), whole=True)
        except quantities.Unreadable as problem:
            self.add_error("value", str(problem))
            return
        is_bounded = reading.is_stated and reading.comparator in ("le", "lt", "ge", "gt")
        if reading.value is None or reading.value < 0 or is_bounded:
            self.add_error("value", "Ghi một số đúng, không kèm “trên”, “dưới”, “khoảng”: ví dụ 1.240.")
            return
        cleaned["scaled"] = reading.value

    def is_valid(self):
        is_valid = super().is_valid()
        self.mark_invalid()
        return is_valid

    @property
    def stated(self):
        typed = self.cleaned_data
        return Stated(
            typed["code"], typed["scaled"], typed["as_of"], " ".join(typed["source"].split())[:SOURCE_LENGTH]
        )

    def words(self, before):
        """How the figure, and the one it corrects, are said."""
        stated = self.stated
        return {
            "label": BodyFacts.Code(stated.code).label,
            "now": shown(stated.code, stated.value),
            "before": shown(stated.code, before.value) if before else "",
        }
