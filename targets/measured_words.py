"""How are a rule and its figure said in words: "trên 75%", "Đạt 28/34 CĐCS (82,35%), vượt 7,35 điểm phần trăm…"?

Pure text on the figures of `targets.measuring`; pages and reports put it where they need it.
"""

from emulation.indicator_kinds import SHARES, YES_NO, Comparator, Kind
from targets.measuring import BY_UNIT, SCALE, SUMS, WHOLE, Verdict, judge, percent, points
from unions.numerals import show

UPWARD = frozenset({"", Comparator.GT, Comparator.GE, Comparator.BETWEEN, Comparator.ALL})


def asked_words(rule):
    """The level asked: "trên 75%", "từ 80 trở lên", "100%", "không để xảy ra"; "" where no number is asked."""
    if rule.kind == Kind.ZERO or rule.comparator == Comparator.ZERO:
        return "không để xảy ra"
    if rule.value is None or rule.comparator == Comparator.ALL:
        return "100%" if rule.comparator == Comparator.ALL or rule.kind in BY_UNIT else ""
    low = _level(rule, rule.value)
    match rule.comparator:
        case Comparator.GT:
            return f"trên {low}" if rule.strict_over else f"trên {low} (tính cả đúng mức)"
        case Comparator.LT:
            return f"dưới {low}"
        case Comparator.LE:
            return f"không quá {low}"
        case Comparator.BETWEEN:
            return f"từ {low} đến {_level(rule, rule.upper)}"
        case Comparator.CHANGE:
            return f"{'giảm' if rule.value < 0 else 'tăng'} {low.lstrip('−')}"
    return f"từ {low} trở lên"


def sentence(rule, figure, *, unit="đơn vị", is_open=False):
    """One sentence of a report: the figure with its two numbers, the gap, how many are missing, the verdict."""
    verdict = judge(rule, figure, is_open)
    if verdict is None:
        return ""
    if not figure.asked:
        return f"{verdict.label}."
    if rule.kind == Kind.ZERO:
        return f"{_occurrences(figure, unit)}. Đánh giá: {verdict.label}."
    said = _figure(rule, figure, unit)
    missing = f"; {figure.missing:02d} đơn vị chưa có số liệu được duyệt" if figure.missing else ""
    if verdict == Verdict.MET:
        return f"Đạt {said}{missing}."
    return f"{said[0].upper()}{said[1:]}{missing}. Đánh giá: {verdict.label}."


def _level(rule, value):
    is_share = rule.kind in SHARES or rule.kind in BY_UNIT or rule.kind == Kind.CHANGE
    return f"{show(value)}%" if is_share else show(value, rule.scale)


def _occurrences(figure, unit):
    seen = f"Đã để xảy ra {show(figure.num)} {unit}" if figure.num else f"Chưa ghi nhận {unit} nào"
    return f"{seen}; {figure.met}/{figure.asked} đơn vị đã xác nhận không để xảy ra"


def _figure(rule, figure, unit):
    """The numbers without a verdict; no percentage for “dưới”, “không quá” (DOMAIN §5.5)."""
    num, den = figure.num, figure.den
    if rule.kind in SUMS:
        return f"{show(num, rule.scale)} {unit}{_gap_of_sum(rule, num, unit)}"
    if not den:
        return f"{show(num, rule.scale)} {unit}"
    pair = f"{show(num, _scale(rule))}/{show(den, _scale(rule))}"
    if rule.kind == Kind.AVERAGE:
        return f"bình quân {percent(num, den * 100)} ({pair} {unit})"
    if rule.kind == Kind.CHANGE:
        return f"{'giảm' if num < den else 'tăng'} {percent(abs(num - den), den)}% ({pair} {unit})"
    if rule.comparator not in UPWARD:
        return f"{pair} {unit}"
    return f"{pair} {unit} ({percent(num, den)}%){_gap_of_share(rule, num, den)}"


def _scale(rule):
    """Rates of units count units, also where their own figures are đồng."""
    return SCALE if rule.kind in YES_NO or rule.kind in BY_UNIT else rule.scale


def _gap_of_share(rule, num, den):
    asked = WHOLE if rule.value is None or rule.comparator == Comparator.ALL else rule.value
    gap = points(num, den, asked)
    if num * WHOLE == asked * den:
        return f", đúng bằng mức giao {asked_words(rule)}"
    words = "thấp hơn" if gap[0] == "−" else "vượt"
    return f", {words} {gap[1:]} điểm phần trăm so với mức giao {asked_words(rule)}"


def _gap_of_sum(rule, num, unit):
    if rule.value is None or rule.comparator not in UPWARD:
        return f"; mức giao {asked_words(rule)}" if rule.value is not None else ""
    gap = num - rule.value
    share = f" ({percent(num, rule.value)}%)" if rule.value else ""
    if gap == 0:
        return f"{share}, đúng bằng mức giao {asked_words(rule)}"
    words = "vượt" if gap > 0 else "thấp hơn"
    return f"{share}, {words} {show(abs(gap), rule.scale)} {unit} so với mức giao {asked_words(rule)}"
