"""What do the figures of many units add up to, and is the aim met? Pure, exact arithmetic (DOMAIN §5).

All quantities are the scaled integers of `unions.quantities`; fractions are compared by cross-multiplication and never
rounded here but for display. Nothing in this file knows Django.
"""

from dataclasses import dataclass

from emulation.indicator_kinds import YES_NO, CellState, Comparator, Kind, Labelled
from targets.accumulation import accumulate
from targets.dividing import divide, suffices
from targets.rules import (
    BY_UNIT,
    MISSING,
    MORE_IS_WORSE,
    PARTS_OF_A_WHOLE,
    SUMS,
    WHOLE,
    Cell,
    PartRule,
    Rule,
    holds,
    unit_meets,
)
from unions.numerals import SCALE, percent

__all__ = [
    "BY_UNIT", "MISSING", "SCALE", "SUMS", "WHOLE", "Cell", "Figure", "PartRule", "Rule", "Verdict",
    "accumulate", "divide", "judge", "min_needed", "percent", "points", "roll_up", "suffices", "unit_meets",
]  # fmt: skip


class Verdict(Labelled):
    MET = "met", "Đạt"
    UNMET = "unmet", "Không đạt"
    NOT_YET = "not_yet", "Chưa đạt"
    INCOMPLETE = "incomplete", "Chưa đủ số liệu"
    NONE_ARISEN = "none_arisen", "Không phát sinh"
    NOT_APPLICABLE = "not_applicable", "Không áp dụng"
    UNDECIDED = "undecided", "Cần người kết luận"


@dataclass(frozen=True)
class Figure:
    """Of units: `asked` = those with a value or missing. `den` includes `missing_den`, the part that is missing.

    `undecided`: units that reported, but wait for somebody's rating or judgement; they count among the missing.
    `unknown`: missing units of which nobody knows how many people or how much money they would bring.
    """

    num: int = 0
    den: int | None = None
    asked: int = 0
    missing: int = 0
    missing_den: int = 0
    none_arisen: int = 0
    not_applicable: int = 0
    met: int = 0
    unmet: int = 0
    undecided: int = 0
    unknown: int = 0


# Many units -----------------------------------------------------------------------------------------------------------


def roll_up(rule, cells, expected=None):
    """Add up the cells of many units. `expected[i]` is the denominator a missing unit i would bring (scaled; one unit
    of SCALE when not given; for shares of people or money 0 or None = not known)."""
    if rule.kind in BY_UNIT:
        return _count_units(rule, cells, expected)
    num = den = missing = missing_den = none_arisen = not_applicable = met = unmet = unknown = 0
    has_den, is_zero = False, rule.kind == Kind.ZERO
    for place, cell in enumerate(cells):
        state = cell.state
        if state == CellState.NOT_APPLICABLE:
            not_applicable += 1
        elif state == CellState.NONE_ARISEN or (state == CellState.VALUE and cell.den == 0 == cell.num):
            none_arisen += 1
        elif state == CellState.MISSING:
            missing += 1
            brings = (expected[place] or 0) if expected and not is_zero else 0
            missing_den += brings
            unknown += not brings
        else:
            num += cell.num or 0
            if cell.den is not None:
                den, has_den = den + cell.den, True
            verdict = unit_meets(rule, cell)
            met += verdict is True
            unmet += verdict is False
            missing += cell.partial or (is_zero and verdict is None)
            unknown += cell.partial
    asked = len(cells) - none_arisen - not_applicable
    den = den + missing_den if has_den or missing_den else None
    return Figure(num, den, asked, missing, missing_den, none_arisen, not_applicable, met, unmet, 0, unknown)


def _count_units(rule, cells, expected):
    num = den = missing = missing_den = none_arisen = not_applicable = met = unmet = undecided = 0
    is_share = rule.kind in YES_NO
    for place, cell in enumerate(cells):
        state = cell.state
        if state == CellState.NOT_APPLICABLE:
            not_applicable += 1
            continue
        if state == CellState.NONE_ARISEN or cell.den == 0:
            none_arisen += 1
            continue
        verdict = unit_meets(rule, cell)
        weight = (cell.den or SCALE) if is_share else SCALE
        if state == CellState.MISSING:
            weight = expected[place] if expected and is_share else SCALE
            open_part = weight
        elif verdict is None:
            open_part, undecided = weight, undecided + 1
        else:
            done, open_part = _settled(rule, cell, verdict, weight)
            num += done
            met += verdict and not open_part
            unmet += not verdict and not open_part
        if open_part or state == CellState.MISSING:
            missing, missing_den = missing + 1, missing_den + open_part
        den += weight
    asked = len(cells) - none_arisen - not_applicable
    return Figure(num, den, asked, missing, missing_den, none_arisen, not_applicable, met, unmet, undecided)


def _settled(rule, cell, verdict, weight):
    """(what is done for certain, what a phase still missing may add) of one unit."""
    if rule.kind in YES_NO:
        return cell.num, max(weight - cell.num, 0) if cell.partial else 0
    is_worse = rule.kind == Kind.EACH_COUNT and rule.unit_comparator in MORE_IS_WORSE
    can_turn = rule.kind != Kind.EACH_COUNT or verdict is is_worse  # one more meeting breaks only “không quá”
    if cell.partial and can_turn:
        return 0, weight
    return weight * verdict, 0


# The verdict ----------------------------------------------------------------------------------------------------------


def judge(rule, figure, is_open):
    """The verdict, with the missing as bounds; None for what is never judged. `is_open`: it can still be reached."""
    if rule.kind == Kind.NARRATIVE:
        return None
    if not figure.asked:
        return Verdict.NONE_ARISEN if figure.none_arisen else Verdict.NOT_APPLICABLE
    if rule.kind == Kind.ZERO:
        return _judge_zero(figure)
    comparator = _comparator(rule)
    if not comparator:
        return None
    is_met = _decide(rule, comparator, figure)
    if is_met is None:
        is_asking = figure.undecided and figure.undecided == figure.missing
        return Verdict.UNDECIDED if is_asking or not figure.missing else Verdict.INCOMPLETE
    return Verdict.MET if is_met else (Verdict.NOT_YET if is_open else Verdict.UNMET)


def _judge_zero(figure):
    """One occurrence breaks it at once; it holds only when every unit has confirmed."""
    if figure.num:
        return Verdict.UNMET
    return Verdict.INCOMPLETE if figure.missing else Verdict.MET


def _comparator(rule):
    """What is asked: a bare number means at least so many, a yes-or-no aim without any number asks everybody."""
    if rule.comparator or rule.value is not None:
        return rule.comparator or Comparator.GE
    return Comparator.ALL if rule.kind in BY_UNIT else ""


def _decide(rule, comparator, figure):
    """True or False when the missing cannot change it, else None; also None for words that do not fit the kind."""
    counts_heads = rule.kind in BY_UNIT or rule.kind in PARTS_OF_A_WHOLE
    if (comparator == Comparator.ALL and not counts_heads) or (comparator == Comparator.CHANGE != rule.kind):
        return None
    if rule.kind == Kind.CHANGE:
        return None if figure.missing else _changed(rule, comparator, figure)
    if rule.kind == Kind.AVERAGE:
        if figure.missing or not figure.den:
            return None
        return holds(rule, comparator, figure.num, figure.den, rule.value, SCALE)
    if rule.kind in SUMS:
        return _within(rule, comparator, (figure.num, 1), None if figure.missing else (figure.num, 1), 1)
    if not figure.den:
        return None
    if figure.unknown:
        is_lost = _asks_everybody(rule, comparator) and figure.num + figure.missing_den < figure.den
        return False if is_lost else None
    return _within(
        rule, comparator, (figure.num, figure.den), (figure.num + figure.missing_den, figure.den), WHOLE
    )


def _asks_everybody(rule, comparator):
    """Then one person short is one too many, however many more the missing bring."""
    is_upward = comparator in (Comparator.GT, Comparator.GE)
    return comparator == Comparator.ALL or (is_upward and rule.value >= WHOLE)


def _within(rule, comparator, low, high, value_den):
    """The truth lies between `low` and `high` (None: no upper bound); decided where both ends agree."""
    value = WHOLE if rule.value is None else rule.value
    at_low = holds(rule, comparator, *low, value, value_den)
    if high is None:
        if comparator in MORE_IS_WORSE or (comparator == Comparator.BETWEEN and not rule.over_ok):
            is_over = low[0] * value_den > (rule.upper or value) * low[1]
            return False if is_over or (comparator in MORE_IS_WORSE and not at_low) else None
        return True if at_low else None
    at_high = holds(rule, comparator, *high, value, value_den)
    if at_low == at_high and not _straddles(rule, comparator, low, high, value, value_den):
        return at_low
    return None


def _straddles(rule, comparator, low, high, value, value_den):
    """ "từ A đến B" with both ends outside, on different sides: the truth may lie inside."""
    if comparator != Comparator.BETWEEN or rule.over_ok:
        return False
    return low[0] * value_den < value * low[1] and high[0] * value_den > rule.upper * high[1]


def _changed(rule, comparator, figure):
    """(Σvalue − Σbase) ÷ Σbase against per cent; "giảm" is a negative value. Base 0: somebody must conclude."""
    if not figure.den:
        return None
    grown = figure.num - figure.den
    if comparator == Comparator.CHANGE:
        comparator = Comparator.GE if rule.value >= 0 else Comparator.LE
    return holds(rule, comparator, grown, figure.den, rule.value, WHOLE)


# For display ----------------------------------------------------------------------------------------------------------


def points(num, den, value):
    """How far a share lies from `value` per cent × SCALE, in points: `+7,35`, `−11,76`."""
    far = num * WHOLE - value * den
    return ("−" if far < 0 else "+") + _hundredths(_half_up(abs(far), den * 100))


def _half_up(num, den):
    return (2 * num + den) // (2 * den)


def _hundredths(number):
    return f"{number // 100:,}".replace(",", ".") + f",{number % 100:02d}"


def min_needed(rule, den):
    """The smallest whole number of `den` that meets a share: trên 75% of 4 → 4, từ 75% of 4 → 3."""
    comparator = _comparator(rule)
    if comparator == Comparator.ALL:
        return den
    exact = (rule.value or 0) * den
    if comparator == Comparator.GT and rule.strict_over:
        return exact // WHOLE + 1
    return -(-exact // WHOLE)
