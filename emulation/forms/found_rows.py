"""How does a plan that was read look as if somebody had just typed it?

The confirm page shows what was read in the inputs of the wizard, so that everything can be put right in place and goes
through the same checks. What the product has no place for becomes a doubt: a sentence beside the row.
"""

import re

from emulation.forms import choosing, rows
from emulation.forms.fields import DayField
from emulation.forms.grid import LABEL_LENGTH
from emulation.forms.indicators import NOTE_LENGTH, UNIT_LENGTH
from emulation.indicator_kinds import SHARES, Comparator, Kind, Rating
from emulation.planreading.drafts import plain
from emulation.soundness import PERCENTAGES
from unions.models import BodyFacts
from unions.quantities import SCALE, show

HUNDRED = 100
ASPIRATION = re.compile(r"phấn\s+đấu", re.IGNORECASE)
CUT = re.compile(r"(?:\s(?:và|hoặc|hay|của|có)|,)\s*$", re.IGNORECASE)
OVER = r"(?:trên|hơn|vượt|quá|>)\s*{}"
PART_KINDS = {code for code, _ in choosing.PART_KINDS}
# Words of ratings, most particular first: (pattern, rating, is it one of today's words?)
RATINGS = [
    (r"xuất\s+sắc", Rating.EXCELLENT, True),
    (r"hoàn\s+thành\s+tốt", Rating.GOOD, True),
    (r"hoàn\s+thành\s+nhiệm\s+vụ", Rating.COMPLETED, True),
    (r"vững\s+mạnh|loại\s+tốt|đạt\s+tốt", Rating.GOOD, False),
    (r"khá|trung\s+bình", Rating.COMPLETED, False),
]


def add_phase(data, phase, word):
    """One row of step 2; its key."""
    key = rows.add(data, "p")
    label = (phase.label or "").strip()
    if re.fullmatch(r"[IVX]+|\d+", label):
        label = f"{word.capitalize()} {label}"
    day = DayField().prepare_value
    shown = {"name": label[:120], "theme": phase.theme}
    shown |= {"starts_on": day(phase.starts_on), "ends_on": day(phase.ends_on)}
    _put(data, key, shown)
    return key


def add_content(data, content, sectors):
    """The head of a content; its key."""
    key = rows.add(data, "c")
    number = content.number or ""
    label = number[:LABEL_LENGTH] if any(letter.isalnum() for letter in number) else ""  # a dash is no number
    _put(data, key, {"label": label, "title": content.text})
    data.setlist(f"{key}-sectors", [str(sectors[code].pk) for code in content.sectors if code in sectors])
    return key


def add_indicator(data, indicator, sectors):
    """One row of the grid with its details; (key, doubts)."""
    key, doubts = rows.add(data, "i"), []
    if indicator.confidence < 1:
        doubts.append("Câu này máy đọc chưa chắc: đối chiếu với lời kế hoạch.")
    if CUT.search(indicator.text):
        doubts.append("Lời chỉ tiêu có lẽ thiếu phần cuối: bấm Sửa để ghi thêm.")
    _put(data, key, _plain(indicator, doubts))
    _put(data, key, _measured(indicator, doubts))
    known = [sectors[code] for code in indicator.scope.sectors if code in sectors]
    if len(known) < len(indicator.scope.sectors):
        doubts.append("Danh mục chưa có khu vực mà câu này nêu: chọn lại ở “Áp dụng cho”.")
    if known:
        data[f"{key}-sector"] = str(known[0].pk)
        data.setlist(f"{key}-sectors", [str(sector.pk) for sector in known[1:]])
    _put(data, key, _condition(indicator.scope.conditions, doubts))
    _parts(data, key, indicator, doubts)
    return key, doubts


def _put(data, key, shown):
    for name, value in shown.items():
        if value:
            data[f"{key}-{name}"] = value


def _plain(indicator, doubts):
    unit = (indicator.unit or "").strip()
    if len(unit) > UNIT_LENGTH:
        unit = unit[:UNIT_LENGTH].rsplit(" ", 1)[0]
        doubts.append("Đơn vị tính quá dài nên đã rút gọn: sửa lại cho rõ.")
    whom = (indicator.scope.text or "").strip()
    is_share = indicator.kind in PERCENTAGES and whom and whom.casefold() != unit.casefold()
    return {
        "statement": indicator.text.strip(),
        "kind": indicator.kind,
        "unit": unit,
        "is_aspiration": "on" if ASPIRATION.search(f"{indicator.source} {indicator.text}") else "",
        "denominator_note": whom[:NOTE_LENGTH] if is_share else "",
        "due_on": DayField().prepare_value(indicator.due),
    }


def _measured(indicator, doubts):
    """Comparison and value in the words that `unions.quantities` reads."""
    kind, comparator, value = indicator.kind, indicator.comparator, indicator.value
    if kind in (Kind.DONE, Kind.NARRATIVE, Kind.ATTAINMENT):
        return {}
    if kind == Kind.COMPOSITE:
        return _composite(indicator)
    if kind in (Kind.EACH_COUNT, Kind.EACH_SHARE):
        return _each(indicator, doubts)
    shown = {"comparator": comparator, "value": _number(value), "upper": _number(indicator.value_to)}
    if comparator == Comparator.CHANGE and value is not None:
        shown["value"] = f"{'giảm' if value < 0 else 'tăng'} {_number(abs(value))}%"
    if kind == Kind.RATING_SHARE:
        shown["minimum_rating"] = _rating(indicator, doubts)
    if kind in PERCENTAGES and value is not None and value > HUNDRED:
        doubts.append(f"Tỷ lệ {_number(value)}% quá 100%: sửa số, hoặc chọn kiểu Số lượng.")
    return shown


def _composite(indicator):
    """`all` or `any` says how the parts go together; the value is the share of units that meet them."""
    value = HUNDRED if indicator.value is None else indicator.value
    number = re.escape(plain(value).replace(".", ",")) if indicator.value is not None else ""
    is_over = bool(number) and re.search(OVER.format(number), indicator.text, re.IGNORECASE)
    comparator = Comparator.ALL if value == HUNDRED else Comparator.GT if is_over else Comparator.GE
    operator = "or" if indicator.comparator == "any" else "and"
    return {"comparator": comparator.value, "value": _number(value), "operator": operator}


def _each(indicator, doubts):
    """Every unit so many: the figure is that of one unit, all of them are asked."""
    comparator, value = indicator.comparator, indicator.value
    if comparator not in dict(choosing.UNIT_COMPARATORS):
        doubts.append("Mức của từng đơn vị viết theo cách khác “từ … trở lên”: mở chi tiết để sửa.")
        comparator = Comparator.LE.value if comparator == Comparator.LT else Comparator.GE.value
    return {"comparator": "all", "value": "100", "unit_comparator": comparator, "unit_value": _number(value)}


def _rating(indicator, doubts):
    for pattern, rating, is_today in RATINGS:
        if re.search(pattern, f"{indicator.text} {indicator.source}", re.IGNORECASE):
            if not is_today:
                doubts.append(f"Kế hoạch xếp loại theo cách cũ; đang hiểu là “{rating.label.lower()}”.")
            return rating.value
    doubts.append("Chưa rõ xếp loại tối thiểu; đang hiểu là “hoàn thành tốt nhiệm vụ”.")
    return Rating.GOOD.value


def _condition(conditions, doubts):
    """One fact from a least value on is what a scope can hold."""
    labels = dict(BodyFacts.Code.choices)
    fit = [each for each in conditions if each.fact in labels and each.comparator in ("ge", "gt")]
    for each in conditions:
        if each not in fit[:1]:
            name = labels.get(each.fact, each.fact).lower()
            doubts.append(f"Điều kiện về {name} ({_number(each.value)}) chưa ghi được: chọn đơn vị ở bước 4.")
    if not fit:
        return {}
    least = fit[0].value + (1 if fit[0].comparator == "gt" else 0)
    return {"fact": fit[0].fact, "at_least": _number(least)}


def _parts(data, key, indicator, doubts):
    for place, part in enumerate(indicator.parts, start=1):
        kind = part.kind
        if kind not in PART_KINDS:
            kind = Kind.QUANTITY_SHARE if kind in SHARES else Kind.COUNT if part.value else Kind.DONE
            doubts.append(f"Phần “{part.text}” hiểu là {dict(choosing.PART_KINDS)[kind].lower()}.")
        data.appendlist(f"{key}-part", f"p{place}")
        shown = {"statement": part.text, "kind": str(kind), "comparator": part.comparator or ""}
        _put(data, f"{key}-p{place}", shown | {"value": _number(part.value)})


def _number(value):
    """A decimal as typed in Vietnam: 1.500 or 95,5."""
    return "" if value is None else show(int(value * SCALE), SCALE)
