"""Is a plan, as typed, complete and free of contradictions?

Forms catch most of it; imports, seeds and other callers come through the same acts, so the acts ask here. Each problem
is (row counted from 1, name of the field, sentence saying what to do).
"""

from emulation.indicator_kinds import SHARES, Comparator, Kind, Rating
from unions.quantities import SCALE
from unions.vietnamese import nfc

HUNDRED_PER_CENT = 100 * SCALE
NEEDS_VALUE = {
    Comparator.GT,
    Comparator.GE,
    Comparator.LT,
    Comparator.LE,
    Comparator.BETWEEN,
    Comparator.CHANGE,
}
NEEDS_UNIT_VALUE = {Kind.EACH_COUNT, Kind.EACH_SHARE}
# Kinds whose figure is a share of units or of a quantity: its value is a percentage.
PERCENTAGES = SHARES | {Kind.EACH_COUNT, Kind.COMPOSITE}


def text(typed):
    """Typed words in the one form in which they are kept."""
    return nfc(typed or "").strip()


def phase_problems(rows):
    """Problems of phases given as dicts of number, name, starts_on, ends_on, report_due_at."""
    problems, seen = [], set()
    for place, row in enumerate(rows, start=1):
        starts_on, ends_on = row.get("starts_on"), row.get("ends_on")
        if row.get("number") in seen:
            problems.append(
                (place, "number", f"Có hai giai đoạn cùng số {row['number']}: đánh lại số thứ tự.")
            )
        seen.add(row.get("number"))
        if ends_on is None:
            problems.append((place, "ends_on", "Ghi ngày kết thúc của giai đoạn."))
        elif starts_on is not None and ends_on < starts_on:
            sentence = (
                f"Ngày kết thúc {ends_on:%d/%m/%Y} trước ngày bắt đầu {starts_on:%d/%m/%Y}: sửa lại một ngày."
            )
            problems.append((place, "ends_on", sentence))
    return problems


def indicator_problems(rows):
    """Problems of indicators given as dicts of their columns, with parts and scope rules."""
    return [(place, *problem) for place, row in enumerate(rows, start=1) for problem in _of_indicator(row)]


def _of_indicator(row):
    if not text(row.get("statement")):
        yield "statement", "Ghi nguyên văn chỉ tiêu như trong kế hoạch."
    if row.get("kind") not in list(Kind):
        yield "kind", "Chọn kiểu chỉ tiêu."
        return
    kind = Kind(row["kind"])
    yield from _of_comparison(row, kind)
    yield from _of_unit_comparison(row, kind)
    if kind == Kind.RATING_SHARE and row.get("minimum_rating") not in list(Rating):
        yield "minimum_rating", "Chọn xếp loại tối thiểu, ví dụ hoàn thành tốt nhiệm vụ."
    if kind == Kind.COMPOSITE and len(row.get("parts") or []) < 2:
        yield "parts", "Chỉ tiêu nhiều điều kiện phải có ít nhất hai phần."
    for part in row.get("parts") or []:
        if not text(part.get("statement")):
            yield "parts", "Ghi nội dung từng phần của chỉ tiêu."
        elif part.get("comparator") in NEEDS_VALUE and part.get("value") is None:
            yield "parts", f"Phần “{part['statement']}” có so sánh thì phải có giá trị."
    for rule in row.get("scope") or []:
        yield from _of_scope(rule)


def _of_comparison(row, kind):
    comparator, value, upper = row.get("comparator") or "", row.get("value"), row.get("upper")
    if comparator and comparator not in list(Comparator):
        yield "comparator", "Chọn cách so sánh: trên, từ … trở lên, không quá…"
        return
    if comparator in NEEDS_VALUE and value is None:
        word = Comparator(comparator).label
        yield (
            "value",
            f"Chỉ tiêu “{word}” phải có giá trị: ghi số, hoặc bỏ chọn so sánh nếu kế hoạch không nêu số.",
        )
    elif value is not None and not comparator and kind != Kind.NARRATIVE:
        yield "comparator", "Đã có giá trị thì chọn cách so sánh: trên, từ … trở lên, không quá…"
    elif value is not None and value < 0 and comparator != Comparator.CHANGE:
        yield "value", "Giá trị không thể âm."
    elif value is not None and kind in PERCENTAGES and max(value, upper or 0) > HUNDRED_PER_CENT:
        yield "value", "Tỷ lệ phần trăm không thể quá 100%: kiểm tra lại số, hoặc chọn kiểu số lượng."
    if comparator == Comparator.BETWEEN and upper is None:
        yield "upper", "“Từ … đến …” phải có cả hai số."
    elif comparator == Comparator.BETWEEN and value is not None and upper < value:
        yield "upper", "Số sau phải bằng hoặc lớn hơn số trước."


def _of_unit_comparison(row, kind):
    if kind not in NEEDS_UNIT_VALUE:
        return
    if row.get("unit_value") is None or not row.get("unit_comparator"):
        yield "unit_value", "Ghi mức của từng đơn vị, ví dụ mỗi đơn vị từ 1 trở lên."
    elif kind == Kind.EACH_SHARE and row["unit_value"] > HUNDRED_PER_CENT:
        yield "unit_value", "Tỷ lệ phần trăm không thể quá 100%."


def _of_scope(rule):
    match rule.get("ground"):
        case "sector" | "kind" | "body":
            is_whole = rule.get(rule["ground"]) is not None
        case "fact":
            is_whole = bool(rule.get("fact")) and rule.get("at_least") is not None
        case _:
            is_whole = False
    if not is_whole:
        yield (
            "scope",
            "Điều kiện phạm vi còn thiếu: chọn khu vực, loại tổ chức, đơn vị, hoặc số liệu và mức tối thiểu.",
        )
