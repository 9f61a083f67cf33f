"""Which inputs does one line have, what is each called, and what stands in it before anybody types?

Names end with the place of the indicator in the plan: tu-4 and mau-4 are numerator (or the only number) and
denominator of the fourth, chon-4 yes or no, ngay-4 a day, loi-4 words, xl-4 a rating, xn-4 the confirmation of zero,
kps-4 "không phát sinh", kad-4 with lydo-4 "không áp dụng", gt-4 the explanation, tep-4 files; parts add their own
number: chon-4-1.
"""

from dataclasses import dataclass

from emulation.indicator_kinds import CellState, Kind
from emulation.models import Indicator
from targets.answers import MAY_NOT_ARISE, Shape, part_shape
from targets.telling import unit_of
from unions.quantities import SCALE, show

TWO_LABELS = {
    Shape.SHARE: ("Số đạt được (tử số)", "Tổng số (mẫu số)"),
    Shape.AVERAGE: ("Tổng cộng", "Số được tính bình quân"),
    Shape.CHANGE: ("Số kỳ này", "Số kỳ trước (gốc so sánh)"),
}
YES, NO, ON = "co", "khong", "on"


@dataclass
class Field:
    """One input: its name is also its id."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    unit: str = ""
    error: str = ""

    @property
    def is_on(self):
        return self.value == ON

    @property
    def described(self):
        """Ids of what describes the input."""
        ids = [f"{self.name}-goi-y"] * bool(self.hint) + [f"{self.name}-loi"] * bool(self.error)
        return " ".join(ids)


def fields_of(line, days):
    """{key: Field} of a line; `days` (from, until) are those the report speaks of."""
    number, row = line.indicator.position, line.result
    fields = dict(_own_fields(line, days))
    if line.shape in MAY_NOT_ARISE:
        fields["none"] = Field("kps", "Không phát sinh", _tick(row.cell == CellState.NONE_ARISEN))
    is_away = _tick(row.cell == CellState.NOT_APPLICABLE)
    fields["away"] = Field("kad", "Không áp dụng cho đơn vị", is_away)
    fields["reason"] = Field("lydo", "Vì sao không áp dụng", row.reason)
    fields["explanation"] = Field("gt", "Giải trình", row.explanation)
    fields["file"] = Field("tep", "Thêm minh chứng")
    for field in fields.values():
        first, _, rest = field.name.partition(" ")
        field.name = f"{first}-{number}{rest}"
    return fields


def _own_fields(line, days):
    """The inputs that follow from the shape of the answer."""
    indicator, row, scale = line.indicator, line.result, line.indicator.scale
    match line.shape:
        case Shape.YES_NO:
            yield "choice", Field("chon", _period(indicator, days), _choice(row.num))
            if indicator.kind == Kind.DONE:
                label = "Thực hiện ngày" if indicator.due_on else "Thực hiện ngày (không bắt buộc)"
                yield "date", Field("ngay", label, f"{row.done_on:%d/%m/%Y}" if row.done_on else "")
        case Shape.AMOUNT:
            yield "num", Field("tu", _period(indicator, days), show(row.num, scale), unit=unit_of(line))
        case Shape.SHARE | Shape.AVERAGE | Shape.CHANGE:
            num, den = TWO_LABELS[line.shape]
            known = show(offered(line) if row.den is None else row.den, scale)
            yield "num", Field("tu", num, show(row.num, scale), unit=unit_of(line))
            yield "den", Field("mau", den, known, hint=indicator.denominator_note, unit=unit_of(line))
        case Shape.ZERO:
            yield "confirmed", Field("xn", zero_statement(indicator, days), _tick(line.confirmation))
            yield (
                "num",
                Field("tu", "Nếu có xảy ra: số vụ", show(row.num, scale) if row.num else "", unit="vụ"),
            )
        case Shape.PARTS:
            yield from _part_fields(line)
        case Shape.WORDS:
            yield "text", Field("loi", _period(indicator, days), row.text, hint="Tối đa 3 dòng ngắn.")
        case Shape.RATING:
            yield "rating", Field("xl", "Xếp loại đã được công nhận (nếu có)", row.rating)


def _part_fields(line):
    for part in line.own_parts:
        num, den = line.parts.get(part.pk, (None, None))
        end = f" -{part.position}"
        if part_shape(part) == Shape.YES_NO:
            yield f"choice {part.pk}", Field(f"chon{end}", part.statement, _choice(num))
            continue
        yield f"num {part.pk}", Field(f"tu{end}", part.statement, show(num))
        if part_shape(part) == Shape.SHARE:
            yield f"den {part.pk}", Field(f"mau{end}", "Tổng số (mẫu số)", show(den))


def offered(line):
    """The denominator of the unit's own facts is filled in beforehand; alone it is no answer."""
    return line.fact if line.result.cell == CellState.MISSING and line.result.num is None else None


def zero_statement(indicator, days):
    """The positive statement with its days: "Không để xảy ra … từ 01/01/2021 đến 30/04/2021"."""
    words, mark = indicator.statement.strip().rstrip("."), "không để xảy ra"
    place = words.lower().find(mark)
    what = words[place + len(mark) :].strip() if place >= 0 else f"“{words}”"
    first, last = days
    return f"Không để xảy ra {what} từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}"


def edition_name(line):
    """The hidden input that says: the page carried this line, in this edition."""
    return f"ban-{line.indicator.position}"


def chosen(value):
    return {YES: SCALE, NO: 0}.get(value)


def _period(indicator, days):
    if indicator.entry == Indicator.Entry.CUMULATIVE:
        return f"Lũy kế đến {days[1]:%d/%m/%Y}"
    return "Đã thực hiện"


def _choice(num):
    return "" if num is None else YES if num else NO


def _tick(is_on):
    return ON if is_on else ""
