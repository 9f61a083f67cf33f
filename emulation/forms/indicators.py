"""What is typed in one row of the grid of indicators, and what does it mean?"""

import re

from django import forms

from emulation.forms import choosing
from emulation.forms.fields import DayField, PlanForm, choice_field, text_field, tick_field, ticks_field
from emulation.indicator_kinds import MONEYS, SHARES, Comparator, Kind
from emulation.models import ScopeRule
from emulation.scoping import fact_scale
from emulation.soundness import HUNDRED_PER_CENT, PERCENTAGES
from unions import quantities
from unions.quantities import SCALE

MAIN = ["uid", "statement", "kind", "comparator", "value", "unit", "sector", "is_aspiration"]
WORDLESS = {Kind.DONE, Kind.ATTAINMENT, Kind.NARRATIVE}  # their figure is yes, no or words
WHOLE = {Kind.COUNT, Kind.EACH_COUNT, Kind.MONEY}
UNIT_LENGTH, NOTE_LENGTH = 60, 200
CODES = re.compile(r"[\s,;]+")


class QuantityReading:
    """Shared by rows and parts: read the typed quantity as the kind of the indicator means it."""

    def read(self, name, text, kind, *, is_share):
        """What was typed, or None with the sentence at the cell."""
        try:
            reading = quantities.read(
                text,
                scale=1 if kind in MONEYS and not is_share else SCALE,
                is_share=is_share,
                whole=kind in WHOLE and not is_share,
                most=HUNDRED_PER_CENT if is_share else None,
            )
        except quantities.Unreadable as problem:
            self.add_error(name, str(problem))
            return None
        if reading.value is None:
            self.add_error(name, f"Mức của chỉ tiêu “{text}” ghi bằng tỷ lệ, ví dụ 75%, không ghi phân số.")
            return None
        return reading


class PartForm(QuantityReading, PlanForm):
    """One condition of an indicator that has several."""

    statement = text_field("Nội dung")
    kind = choice_field(choosing.PART_KINDS, "Kiểu")
    comparator = choice_field(choosing.COMPARATORS, "So sánh")
    value = text_field("Giá trị", inputmode="decimal", autocomplete="off")
    judged = tick_field("Người duyệt kết luận")

    def __init__(self, data, *, key, place):
        super().__init__(data, prefix=key, empty_permitted=True)
        self.key, self.part_key = key, key.rpartition("-")[2]
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"Phần {place}: {field.label.lower()}"

    @property
    def is_blank(self):
        return not any(self.data.get(self.add_prefix(name), "").strip() for name in ("statement", "value"))

    def has_changed(self):
        return not self.is_blank

    def clean(self):
        cleaned = super().clean()
        kind = Kind(cleaned.get("kind") or Kind.DONE)
        text = cleaned.get("value", "").strip()
        reading = self.read("value", text, kind, is_share=kind in SHARES) if text else None
        cleaned["quantity"] = reading.value if reading else None
        if reading:
            cleaned["comparator"] = cleaned.get("comparator") or reading.comparator or Comparator.GE.value
        return cleaned

    def columns(self):
        cleaned = self.cleaned_data
        return {
            "statement": cleaned["statement"],
            "kind": cleaned["kind"] or Kind.DONE.value,
            "comparator": cleaned["comparator"],
            "value": cleaned["quantity"],
            "judged_by_reviewer": cleaned["judged"],
        }


class DetailForm(QuantityReading, PlanForm):
    """What is seldom needed: shown below the row when asked for, otherwise it travels along unseen."""

    sectors = ticks_field("Thêm khu vực")
    kinds = ticks_field("Chỉ loại tổ chức")
    fact = choice_field(choosing.FACTS, "Chỉ đơn vị có số")
    at_least = text_field("từ … trở lên", inputmode="decimal", autocomplete="off")
    bodies = text_field("Chỉ những đơn vị (mã, cách nhau dấu phẩy)")
    denominator_note = text_field("Mẫu số là")
    denominator_fact = choice_field(choosing.FACTS, "Mẫu số lấy từ số liệu")
    upper = text_field("Đến (khi so sánh “từ … đến …”)", inputmode="decimal", autocomplete="off")
    not_over = tick_field("Vượt số trên là không đạt")
    unit_comparator = choice_field(choosing.UNIT_COMPARATORS, "Mỗi đơn vị: so sánh")
    unit_value = text_field("Mỗi đơn vị: giá trị", inputmode="decimal", autocomplete="off")
    minimum_rating = choice_field(choosing.RATINGS, "Xếp loại tối thiểu")
    accumulation = choice_field(choosing.ACCUMULATIONS, "Cộng qua các giai đoạn")
    entry = choice_field(choosing.ENTRIES, "Đơn vị nhập")
    owner_level = choice_field(choosing.OWNERS, "Mức này là của")
    operator = choice_field(choosing.OPERATORS, "Đạt khi")
    evidence_rule = choice_field(choosing.EVIDENCE, "Minh chứng")
    due_on = DayField(label="Hạn thực hiện")
    is_disqualifying = tick_field("Vi phạm thì không xét danh hiệu")
    same_line = tick_field("In chung dòng với chỉ tiêu ngay trên")
    movements = ticks_field("Thuộc phong trào, cuộc vận động")

    def _read_details(self, cleaned, kind):
        pairs = [
            ("upper", "upper_quantity", kind in PERCENTAGES),
            ("unit_value", "unit_quantity", kind == Kind.EACH_SHARE),
        ]
        for name, target, is_share in pairs:
            if text := cleaned.get(name, "").strip():
                reading = self.read(name, text, kind, is_share=is_share)
                cleaned[target] = reading.value if reading else None

    def _read_scope(self, cleaned):
        text, fact = cleaned.get("at_least", "").strip(), cleaned.get("fact", "")
        cleaned["least"] = None
        if text and not fact:
            self.add_error("fact", "Đã ghi mức tối thiểu thì chọn cả số liệu, ví dụ Lao động.")
        elif fact and not text:
            self.add_error("at_least", "Ghi mức tối thiểu, ví dụ 10.")
        elif text:
            try:
                cleaned["least"] = quantities.read(text, scale=fact_scale(fact)).value
            except quantities.Unreadable as problem:
                self.add_error("at_least", str(problem))
        codes = [code for code in CODES.split(cleaned.get("bodies", "").strip()) if code]
        known = self.choices.bodies(codes)
        if strange := [code for code in codes if code not in known]:
            self.add_error("bodies", f"Không có đơn vị mã {', '.join(strange)} dưới công đoàn tổ chức.")
        cleaned["named"] = list(known.values())


class IndicatorForm(DetailForm):
    field_order = MAIN

    uid = text_field()
    statement = text_field("Chỉ tiêu", rows=2)
    kind = choice_field(choosing.KINDS, "Kiểu")
    comparator = choice_field(choosing.COMPARATORS, "So sánh")
    value = text_field("Giá trị", inputmode="decimal", autocomplete="off")
    unit = text_field("Đơn vị tính")
    is_aspiration = tick_field("Phấn đấu")
    sector = choice_field(label="Áp dụng cho")

    def __init__(self, data, *, key, number, choices, year, after=""):
        """`after` is the key of the content the row stands under."""
        super().__init__(data, prefix=key, empty_permitted=True)
        self.key, self.number, self.content, self.choices = key, number, after, choices
        self.is_open = False
        self.parts = []
        self.fields["sector"].choices = [("", "Mọi đơn vị"), *choices.sectors]
        self.fields["sectors"].choices = choices.sectors
        self.fields["kinds"].choices = choices.kind_names
        self.fields["movements"].choices = choices.movements
        self.fields["due_on"].year = year
        self.fields["due_on"].widget.attrs["class"] = "form-control"
        self.fields["value"].widget.attrs["class"] = "form-control num"
        for name in MAIN:
            field = self.fields[name]
            field.widget.attrs["aria-label"] = f"{field.label} {number}".strip()

    @property
    def is_blank(self):
        """Nothing of its own was typed: a kind or a sector alone is no indicator."""
        return not any(
            self.data.get(self.add_prefix(name), "").strip() for name in ("uid", "statement", "value", "unit")
        )

    def has_changed(self):
        return not self.is_blank

    # Reading --------------------------------------------------------------------------------------------------------

    def clean_unit(self):
        if len(self.cleaned_data["unit"]) > UNIT_LENGTH:
            raise forms.ValidationError(
                f"Đơn vị tính dài quá {UNIT_LENGTH} chữ: rút gọn, ví dụ CĐCS, đoàn viên."
            )
        return self.cleaned_data["unit"]

    def clean_denominator_note(self):
        if len(self.cleaned_data["denominator_note"]) > NOTE_LENGTH:
            raise forms.ValidationError(f"Mẫu số ghi dài quá {NOTE_LENGTH} chữ: rút gọn lại.")
        return self.cleaned_data["denominator_note"]

    def clean(self):
        cleaned = super().clean()
        kind = Kind(cleaned["kind"]) if cleaned.get("kind") else None
        cleaned["quantity"] = cleaned["upper_quantity"] = cleaned["unit_quantity"] = None
        if kind is not None:
            self._read_value(cleaned, kind)
            self._read_details(cleaned, kind)
        self._read_scope(cleaned)
        return cleaned

    def _read_value(self, cleaned, kind):
        text = cleaned.get("value", "").strip()
        if not text:
            return
        reading = self.read("value", text, kind, is_share=kind in PERCENTAGES or kind == Kind.CHANGE)
        if reading is None:
            return
        label = dict(_flat(choosing.KINDS))[kind]
        if kind in WORDLESS:
            sentence = f"Kiểu “{label}” không dùng số: xóa số này, hoặc chọn kiểu tính tỷ lệ, tính số."
            self.add_error("value", sentence)
        elif kind == Kind.ZERO and reading.value:
            self.add_error(
                "value", "Không để xảy ra thì giá trị là 0: ghi 0, hoặc chọn kiểu Số lượng, “không quá”."
            )
        elif reading.is_stated and cleaned.get("comparator") not in ("", reading.comparator):
            word = dict(choosing.COMPARATORS)[reading.comparator]
            sentence = f"Ô giá trị viết “{word}” mà cột So sánh chọn khác: giữ một cách."
            self.add_error("value", sentence)
        else:
            self._take(cleaned, kind, reading)

    def _take(self, cleaned, kind, reading):
        """Words typed with the number count as chosen; a bare number means "from it upwards" (DOMAIN §5.2)."""
        bare = {Kind.CHANGE: Comparator.CHANGE, Kind.ZERO: Comparator.ZERO}.get(kind, Comparator.GE)
        cleaned["comparator"] = cleaned.get("comparator") or reading.comparator or bare.value
        cleaned["unit"] = cleaned.get("unit") or reading.unit
        cleaned["upper_quantity"] = reading.upper
        if cleaned["comparator"] == Comparator.ALL:
            if reading.value != HUNDRED_PER_CENT:
                self.add_error("value", "“100%” thì giá trị là 100: ghi 100, hoặc chọn so sánh khác.")
        elif kind != Kind.ZERO:
            cleaned["quantity"] = reading.value

    # Meaning --------------------------------------------------------------------------------------------------------

    def columns(self, position, content, previous):
        """One row of `set_indicators`; `previous` is the row before it."""
        cleaned = self.cleaned_data
        given = ("statement", "kind", "comparator", "unit", "is_aspiration", "denominator_note")
        given += ("denominator_fact", "unit_comparator", "minimum_rating", "accumulation", "evidence_rule")
        given += ("due_on", "is_disqualifying")
        row = {name: cleaned.get(name) for name in given}
        for name in ("entry", "owner_level", "operator", "evidence_rule"):
            row[name] = cleaned.get(name) or None
        chains = cleaned.get("same_line") and previous is not None
        return {
            **row,
            "uid": cleaned.get("uid", ""),
            "value": cleaned["quantity"],
            "upper": cleaned["upper_quantity"],
            "unit_value": cleaned["unit_quantity"],
            "over_ok": not cleaned.get("not_over"),
            "content": content,
            "same_line_as": (previous["same_line_as"] or position - 1) if chains else None,
            "scope": self.scope(),
            "parts": [part.columns() for part in self.parts if not part.is_blank],
            "movements": self.choices.movements_of(cleaned.get("movements", [])),
        }

    def scope(self):
        cleaned, ground = self.cleaned_data, ScopeRule.Ground
        sectors = dict.fromkeys(filter(None, [cleaned.get("sector"), *cleaned.get("sectors", [])]))
        rules = [{"ground": ground.SECTOR, "sector": self.choices.sector(pk)} for pk in sectors]
        rules += [{"ground": ground.KIND, "kind": self.choices.kind(pk)} for pk in cleaned.get("kinds", [])]
        rules += [{"ground": ground.BODY, "body": body} for body in cleaned["named"]]
        if cleaned["least"] is not None:
            rules.append({"ground": ground.FACT, "fact": cleaned["fact"], "at_least": cleaned["least"]})
        return rules


def _flat(choices):
    """(code, label) pairs of choices that may stand in groups."""
    for code, label in choices:
        if isinstance(label, list):
            yield from label
        else:
            yield code, label
