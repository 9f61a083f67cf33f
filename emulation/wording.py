"""How does a plan say an indicator in words: its mark, whom it concerns, what a unit will answer?"""

from emulation.indicator_kinds import Comparator, Kind, Rating
from emulation.models import ScopeRule
from emulation.scoping import fact_scale
from emulation.soundness import PERCENTAGES
from unions.quantities import SCALE, show

Ground = ScopeRule.Ground
BARE = {
    Kind.DONE: "có làm",
    Kind.ATTAINMENT: "đạt danh hiệu",
    Kind.COMPOSITE: "đủ các điều kiện",
    Kind.NARRATIVE: "bằng lời",
    Kind.ZERO: "không để xảy ra",
}
ANSWERS = {
    Kind.UNIT_SHARE: "Đơn vị trả lời: có làm hay không.",
    Kind.DONE: "Đơn vị trả lời: có làm hay không, ngày nào.",
    Kind.ATTAINMENT: "Đơn vị trả lời: đạt hay không.",
    Kind.RATING_SHARE: "Đơn vị không nhập: cấp trên ghi xếp loại.",
    Kind.ZERO: "Đơn vị xác nhận không để xảy ra, hoặc ghi số vụ.",
    Kind.NARRATIVE: "Đơn vị ghi ngắn bằng lời, không tính điểm số.",
    Kind.QUANTITY_SHARE: "Đơn vị ghi hai số: làm được bao nhiêu trên tổng số.",
    Kind.EACH_SHARE: "Đơn vị ghi hai số: làm được bao nhiêu trên tổng số.",
    Kind.MONEY_SHARE: "Đơn vị ghi hai số tiền: đã nộp và phải nộp.",
    Kind.AVERAGE: "Đơn vị ghi tổng và số được tính.",
    Kind.CHANGE: "Đơn vị ghi số năm nay và số năm trước.",
    Kind.COMPOSITE: "Đơn vị trả lời từng phần.",
}


def aim(indicator):
    """ "trên 75% doanh nghiệp", "từ 80 doanh nghiệp trở lên", "100% CĐCS", "không để xảy ra"."""
    kind, comparator = Kind(indicator.kind), indicator.comparator
    words = _compare(comparator, indicator) or BARE.get(kind, "không nêu số")
    if indicator.unit_value is not None:
        words = f"{words}, mỗi đơn vị {_each(indicator)}"
    if kind == Kind.RATING_SHARE and indicator.minimum_rating:
        words = f"{words} xếp loại {Rating(indicator.minimum_rating).label.lower()} trở lên"
    return f"phấn đấu {words}" if indicator.is_aspiration else words


def answer(indicator):
    """What a chair will be asked for."""
    kind = Kind(indicator.kind)
    unit = f" ({indicator.unit})" if indicator.unit else ""
    return ANSWERS.get(kind, f"Đơn vị ghi một số{unit}.")


def scope(indicator):
    """Whom it concerns: "Mọi đơn vị", "Doanh nghiệp; lao động từ 10 trở lên"."""
    grounds = {}
    for rule in indicator.scope_rules.all():
        grounds.setdefault(rule.ground, []).append(rule)
    said = [_join(_sector_names(grounds.get(Ground.SECTOR, [])))]
    said.append(_join(rule.kind.name for rule in grounds.get(Ground.KIND, [])))
    said += [f"{_fact(rule)}" for rule in grounds.get(Ground.FACT, [])]
    said.append(_join(rule.body.label for rule in grounds.get(Ground.BODY, [])))
    return "; ".join(filter(None, said)) or "Mọi đơn vị"


def _compare(comparator, indicator):
    value, upper = _quantity(indicator, indicator.value), _quantity(indicator, indicator.upper)
    match comparator:
        case Comparator.GT:
            return f"trên {value}"
        case Comparator.GE:
            return f"từ {value} trở lên"
        case Comparator.ALL:
            return f"100% {_noun(indicator)}".strip()
        case Comparator.LT:
            return f"dưới {value}"
        case Comparator.LE:
            return f"không quá {value}"
        case Comparator.BETWEEN:
            return f"từ {show(indicator.value, _scale(indicator))} đến {upper}"
        case Comparator.CHANGE:
            word = "giảm" if indicator.value < 0 else "tăng"
            return f"{word} {show(abs(indicator.value), SCALE)}% so với trước"
    return ""


def _quantity(indicator, value):
    shown = show(value, _scale(indicator))
    if indicator.kind in PERCENTAGES:
        return f"{shown}% {_noun(indicator)}".strip()
    unit = indicator.unit or ("đồng" if indicator.kind == Kind.MONEY else "")
    return f"{shown} {unit}".strip()


def _each(indicator):
    shown = show(indicator.unit_value, SCALE)
    if indicator.kind == Kind.EACH_SHARE:
        shown = f"{shown}%"
    elif indicator.kind == Kind.EACH_COUNT:
        shown = f"{shown} {indicator.unit}".strip()
    words = {Comparator.GT: "trên {}", Comparator.LE: "không quá {}", Comparator.ALL: "100%"}
    return words.get(indicator.unit_comparator, "từ {} trở lên").format(shown)


def _noun(indicator):
    """What is counted, without the sign already printed: "% CĐCS" → "CĐCS"; units, where each counts for itself."""
    if indicator.kind == Kind.EACH_COUNT:
        return "đơn vị"
    return indicator.unit.strip().removeprefix("%").strip()


def _scale(indicator):
    return 1 if indicator.kind == Kind.MONEY else SCALE


def _sector_names(rules):
    """A sector written with all below it is said once."""
    chosen = {rule.sector_id for rule in rules}
    return [rule.sector.name for rule in rules if rule.sector.parent_id not in chosen]


def _fact(rule):
    return f"{rule.get_fact_display().lower()} từ {show(rule.at_least, fact_scale(rule.fact))} trở lên"


def _join(names):
    return ", ".join(names)
