"""What does one line ask of a unit, how does the unit answer, and how are both said in words?"""

from enum import StrEnum

from emulation.indicator_kinds import YES_NO, Comparator, Kind
from targets.comparisons import place_of
from unions.quantities import SCALE, show


class Answer(StrEnum):
    """How a unit answers a line."""

    YES_NO = "yes_no"
    ZERO = "zero"
    SHARE = "share"
    NUMBER = "number"
    WORDS = "words"


ANSWERS = {
    **dict.fromkeys(YES_NO | {Kind.COMPOSITE, Kind.RATING_SHARE}, Answer.YES_NO),
    Kind.ZERO: Answer.ZERO,
    Kind.NARRATIVE: Answer.WORDS,
    **dict.fromkeys((Kind.QUANTITY_SHARE, Kind.MONEY_SHARE, Kind.EACH_SHARE, Kind.CHANGE), Answer.SHARE),
    **dict.fromkeys((Kind.COUNT, Kind.MONEY, Kind.EACH_COUNT, Kind.AVERAGE), Answer.NUMBER),
}
YES_WORDS = {
    Kind.ATTAINMENT: "Đăng ký đạt",
    Kind.RATING_SHARE: "Đăng ký đạt",
    Kind.COMPOSITE: "Làm đủ các phần",
}
COMPARED = {
    Comparator.GT: "trên {}",
    Comparator.GE: "từ {} trở lên",
    Comparator.LT: "dưới {}",
    Comparator.LE: "không quá {}",
}
NOT_REGISTERED = "Không đăng ký"
AS_PLANNED = "Thực hiện theo kế hoạch"


def answer_of(indicator):
    return ANSWERS[Kind(indicator.kind)]


def scale_of(indicator):
    """Of what a unit answers: percentages count in ten-thousandths also where the amounts are đồng."""
    return SCALE if answer_of(indicator) == Answer.SHARE else indicator.scale


def asked(indicator, assigned):
    """The value asked of one unit: what was assigned to it, else what the kind hands down (DOMAIN §6); None: nothing.

    A total of people or money is divided, never inherited; a share of units becomes "có làm" for one unit.
    """
    if assigned is not None:
        return assigned
    answer = answer_of(indicator)
    if answer == Answer.YES_NO:
        return SCALE
    if answer == Answer.ZERO:
        return 0
    own = indicator.value if indicator.unit_value is None else indicator.unit_value
    if answer == Answer.SHARE:
        return 100 * SCALE if own is None and indicator.comparator == Comparator.ALL else own
    handed_down = indicator.kind in (Kind.EACH_COUNT, Kind.AVERAGE) or indicator.owner_level == "unit"
    return own if answer == Answer.NUMBER and handed_down else None


def said(indicator, value):
    """A promised value in words: "15 người", "trên 95%", "Có làm"; "" for None."""
    if value is None:
        return ""
    answer = answer_of(indicator)
    if answer == Answer.ZERO and value == 0:
        return "Cam kết không để xảy ra"
    if answer == Answer.YES_NO:
        return YES_WORDS.get(Kind(indicator.kind), "Có làm") if value else "Không làm"
    return _compared(indicator, value) if value == asked(indicator, None) else with_unit(indicator, value)


def with_unit(indicator, value):
    """ "15 người", "95%", "12.000.000 đồng": the figure with its unit, without comparator."""
    figure = show(value, scale_of(indicator))
    if answer_of(indicator) == Answer.SHARE:
        return f"{figure}%"
    return f"{figure} {unit_of(indicator)}".strip()


def unit_of(indicator):
    if answer_of(indicator) == Answer.SHARE:
        return "%"
    return indicator.unit or ("đồng" if indicator.scale == 1 else "")


def promised(indicator, value, text="", is_declined=False, reason=""):
    """The whole promise of one line as it will be signed."""
    if is_declined:
        return f"{NOT_REGISTERED}: {reason}"
    words = said(indicator, value) or ("" if text else AS_PLANNED)
    return "; ".join(part for part in (words, text) if part)


def difference(indicator, value, wanted, is_declined=False):
    """How an answer compares with what is asked, in words: "thấp hơn số giao 1 người"; "" where nothing is asked."""
    if is_declined or value is None or wanted is None:
        return ""
    place = place_of(value, wanted, False)
    if answer_of(indicator) in (Answer.YES_NO, Answer.ZERO):
        return "đúng như giao" if place == "equal" else "khác với giao"
    if place == "equal":
        return "bằng số giao"
    gap = show(abs(value - wanted), scale_of(indicator))
    points = " điểm phần trăm" if answer_of(indicator) == Answer.SHARE else f" {unit_of(indicator)}".rstrip()
    return f"{'thấp' if place == 'lower' else 'cao'} hơn số giao {gap}{points}"


def _compared(indicator, value):
    """With the plan's own comparator: the words decide whether "trên 95%" accepts 95 (DOMAIN §5.2)."""
    by_unit = indicator.unit_value is not None
    comparator = indicator.unit_comparator if by_unit else indicator.comparator
    words = with_unit(indicator, value)
    if comparator == Comparator.BETWEEN and indicator.upper is not None:
        return f"từ {show(value, scale_of(indicator))} đến {with_unit(indicator, indicator.upper)}"
    return COMPARED.get(comparator, "{}").format(words)
