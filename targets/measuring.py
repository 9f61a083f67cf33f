"""What do the figures of many units add up to, and is the aim met? Pure, exact arithmetic (DOMAIN §5).

All quantities are the scaled integers of `unions.quantities`; fractions are compared by cross-multiplication and never
rounded here but for display. Nothing in this file knows Django.
"""

from dataclasses import dataclass
from typing import NamedTuple

from emulation.indicator_kinds import YES_NO, Accumulation, CellState, Comparator, Kind, Labelled, Rating

SCALE = 10_000
WHOLE = 100 * SCALE  # one hundred per cent, as rules write it


class Verdict(Labelled):
    MET = "met", "Đạt"
    UNMET = "unmet", "Không đạt"
    NOT_YET = "not_yet", "Chưa đạt"
    INCOMPLETE = "incomplete", "Chưa đủ số liệu"
    NONE_ARISEN = "none_arisen", "Không phát sinh"
    NOT_APPLICABLE = "not_applicable", "Không áp dụng"
    UNDECIDED = "undecided", "Cần người kết luận"


@dataclass(frozen=True)
class PartRule:
    """One condition of a composite aim; without a comparator it is answered yes or no."""

    kind: str = Kind.DONE
    comparator: str = ""
    value: int | None = None


@dataclass(frozen=True)
class Rule:
    """What one indicator asks; `value` is per cent × SCALE for shares, else in the stored unit of its results."""

    kind: str
    comparator: str = ""
    value: int | None = None
    upper: int | None = None
    unit_comparator: str = ""
    unit_value: int | None = None
    minimum_rating: str = ""
    operator: str = "and"
    parts: tuple[PartRule, ...] = ()
    accumulation: str = Accumulation.ADD
    entry: str = "phase"
    strict_over: bool = True
    over_ok: bool = True
    scale: int = SCALE


class Cell(NamedTuple):
    """What one unit said; `parts` holds (num, den) or None for each part of a composite rule.

    `partial`: some phase is still missing, so that a sum may grow.
    """

    state: str
    num: int | None = None
    den: int | None = None
    rating: str = ""
    parts: tuple = ()
    confirmed: bool = False
    partial: bool = False


@dataclass(frozen=True)
class Figure:
    """Of units: `asked` = those with a value or missing. `den` includes `missing_den`, the part that is missing.

    `undecided`: units that reported, but wait for somebody's rating or judgement; they count among the missing.
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


MISSING = Cell(CellState.MISSING)
# Counted by units: each unit is judged for itself, then counted (DOMAIN §5.5).
BY_UNIT = YES_NO | {Kind.RATING_SHARE, Kind.COMPOSITE, Kind.EACH_COUNT, Kind.EACH_SHARE}
SUMS = frozenset({Kind.COUNT, Kind.MONEY})
MORE_IS_WORSE = frozenset({Comparator.LT, Comparator.LE})


# Over the phases of one unit ------------------------------------------------------------------------------------------


def accumulate(rule, cells):
    """The cells of one unit, phase by phase, as one cell (DOMAIN §5.4)."""
    if len(cells) == 1:
        return cells[0]
    if rule.accumulation == Accumulation.LATEST or (
        rule.entry == "cumulative" and rule.accumulation == Accumulation.ADD
    ):
        return cells[-1] if cells else MISSING
    known = [cell for cell in cells if cell.state == CellState.VALUE]
    is_partial = any(cell.state == CellState.MISSING for cell in cells)
    if not known:
        return MISSING if is_partial or not cells else _without_value(cells)
    if rule.accumulation == Accumulation.ONCE:
        return _once(rule, known, is_partial)
    if rule.accumulation == Accumulation.MAX:
        return max(known, key=_size)._replace(partial=is_partial)
    return _added(rule, known, is_partial)


def _without_value(cells):
    states = {cell.state for cell in cells}
    state = CellState.NONE_ARISEN if CellState.NONE_ARISEN in states else CellState.NOT_APPLICABLE
    return Cell(state)


def _once(rule, known, is_partial):
    """A unit that did it in any phase has done it; what no phase shows may still come while a phase is missing."""
    best = max(known, key=lambda cell: (unit_meets(rule, cell) is True, _size(cell)))
    if rule.kind == Kind.COMPOSITE:
        return best._replace(partial=is_partial and unit_meets(rule, best) is not True)
    best = best._replace(den=known[-1].den)
    is_full = (best.num or 0) >= (best.den or SCALE)
    return best._replace(partial=is_partial and not is_full)


def _size(cell):
    """num ÷ den without dividing, for comparing cells of one unit; without a denominator the number itself."""
    return (cell.num or 0) * SCALE // cell.den if cell.den else (cell.num or 0)


def _added(rule, known, is_partial):
    dens = [cell.den for cell in known if cell.den is not None]
    return Cell(
        CellState.VALUE,
        num=sum(cell.num or 0 for cell in known),
        den=sum(dens) if dens else None,
        rating=known[-1].rating,
        parts=known[-1].parts,
        confirmed=all(cell.confirmed for cell in known) and not is_partial,
        partial=is_partial,
    )


# One unit -------------------------------------------------------------------------------------------------------------


def unit_meets(rule, cell):
    """Does one unit, judged for itself, do what is asked? None: not known, or this kind is judged as a whole only."""
    if cell.state != CellState.VALUE:
        return None
    if rule.kind in YES_NO:
        return None if cell.num is None else cell.num >= (cell.den or SCALE)
    if rule.kind == Kind.ZERO:
        return False if cell.num else (True if cell.confirmed else None)
    if rule.kind == Kind.RATING_SHARE:
        return (
            Rating(cell.rating).rank >= Rating(rule.minimum_rating or Rating.GOOD).rank
            if cell.rating
            else None
        )
    if rule.kind == Kind.COMPOSITE:
        return _composed(rule, cell)
    if cell.num is None:
        return None
    if rule.kind == Kind.EACH_COUNT:
        least = SCALE if rule.unit_value is None else rule.unit_value
        return _holds(rule, rule.unit_comparator or Comparator.GE, cell.num, 1, least, 1)
    if rule.kind == Kind.EACH_SHARE:
        return _share_holds(
            rule, rule.unit_comparator or rule.comparator, rule.unit_value, cell.num, cell.den
        )
    if rule.kind in (Kind.QUANTITY_SHARE, Kind.MONEY_SHARE):
        return _share_holds(rule, rule.comparator, rule.value, cell.num, cell.den)
    return None


def _composed(rule, cell):
    parts = cell.parts or (None,) * len(rule.parts)
    answers = [_part_holds(rule, part, said) for part, said in zip(rule.parts, parts, strict=True)]
    decisive = rule.operator == "or"
    if decisive in answers:
        return decisive
    return None if None in answers or not answers else not decisive


def _part_holds(rule, part, said):
    if said is None or said[0] is None:
        return None
    num, den = said
    if den is not None:
        return _share_holds(rule, part.comparator or Comparator.ALL, part.value, num, den)
    if part.value is None:
        return num > 0
    return _holds(rule, part.comparator or Comparator.GE, num, 1, part.value, 1)


def _share_holds(rule, comparator, value, num, den):
    if not den:
        return None
    return _holds(rule, comparator or Comparator.ALL, num, den, WHOLE if value is None else value, WHOLE)


def _holds(rule, comparator, num, den, value, value_den):
    """num ÷ den against value ÷ value_den, by cross-multiplication."""
    if comparator == Comparator.ALL:
        return num >= den
    left, right = num * value_den, value * den
    if comparator == Comparator.GT:
        return left > right if rule.strict_over else left >= right
    if comparator == Comparator.LT:
        return left < right
    if comparator == Comparator.LE:
        return left <= right
    if comparator == Comparator.BETWEEN:
        return left >= right and (rule.over_ok or left <= rule.upper * den)
    return left >= right


# Many units -----------------------------------------------------------------------------------------------------------


def roll_up(rule, cells, expected=None):
    """Add up the cells of many units. `expected[i]` is the denominator a missing unit i would bring (scaled; one unit
    of SCALE when not given; for sums of people or money 0 = not known)."""
    if rule.kind in BY_UNIT:
        return _count_units(rule, cells, expected)
    num = den = missing = missing_den = none_arisen = not_applicable = met = unmet = 0
    has_den = False
    is_zero = rule.kind == Kind.ZERO
    for place, cell in enumerate(cells):
        if cell.state == CellState.NOT_APPLICABLE:
            not_applicable += 1
        elif cell.state == CellState.NONE_ARISEN or (
            cell.state == CellState.VALUE and cell.den == 0 == cell.num
        ):
            none_arisen += 1
        elif cell.state == CellState.MISSING:
            missing += 1
            missing_den += expected[place] if expected and not is_zero else 0
        else:
            num += cell.num or 0
            if cell.den is not None:
                den, has_den = den + cell.den, True
            verdict = unit_meets(rule, cell)
            met += verdict is True
            unmet += verdict is False
            missing += cell.partial or (is_zero and verdict is None)
    asked = len(cells) - none_arisen - not_applicable
    den = den + missing_den if has_den or missing_den else None
    return Figure(num, den, asked, missing, missing_den, none_arisen, not_applicable, met, unmet)


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
        met += verdict is True
        unmet += verdict is False and not cell.partial
        if state == CellState.MISSING:
            weight = expected[place] if expected and is_share else SCALE
            missing, missing_den = missing + 1, missing_den + weight
        elif verdict is None:
            missing, missing_den, undecided = missing + 1, missing_den + weight, undecided + 1
        else:
            done = min(cell.num, weight) if is_share else SCALE * verdict
            num += done
            if cell.partial:
                missing, missing_den = missing + 1, missing_den + weight - done
        den += weight
    asked = len(cells) - none_arisen - not_applicable
    return Figure(num, den, asked, missing, missing_den, none_arisen, not_applicable, met, unmet, undecided)


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
    holds = _decide(rule, comparator, figure)
    if holds is None:
        is_asking = figure.undecided and figure.undecided == figure.missing
        return Verdict.UNDECIDED if is_asking or not figure.missing else Verdict.INCOMPLETE
    return Verdict.MET if holds else (Verdict.NOT_YET if is_open else Verdict.UNMET)


def _judge_zero(figure):
    """One occurrence breaks it at once; it holds only when every unit has confirmed."""
    if figure.num:
        return Verdict.UNMET
    return Verdict.INCOMPLETE if figure.missing else Verdict.MET


def _comparator(rule):
    """What is asked; a yes-or-no aim without words of comparison asks everybody."""
    return rule.comparator or (Comparator.ALL if rule.kind in BY_UNIT else "")


def _decide(rule, comparator, figure):
    """True or False when the missing cannot change it, else None."""
    if rule.kind == Kind.CHANGE:
        return None if figure.missing else _changed(rule, comparator, figure)
    if rule.kind == Kind.AVERAGE:
        if figure.missing or not figure.den:
            return None
        return _holds(rule, comparator, figure.num, figure.den, rule.value, SCALE)
    if rule.kind in SUMS:
        return _within(rule, comparator, (figure.num, 1), None if figure.missing else (figure.num, 1), 1)
    if not figure.den:
        return None
    low = figure.num, figure.den
    if (
        figure.missing and not figure.missing_den
    ):  # nobody knows how many people or how much money are missing
        is_lost = comparator == Comparator.ALL and figure.num < figure.den
        return False if is_lost else None
    return _within(rule, comparator, low, (figure.num + figure.missing_den, figure.den), WHOLE)


def _within(rule, comparator, low, high, value_den):
    """The truth lies between `low` and `high` (None: no upper bound); decided where both ends agree."""
    value = WHOLE if rule.value is None else rule.value
    at_low = _holds(rule, comparator, *low, value, value_den)
    if high is None:
        if comparator in MORE_IS_WORSE or (comparator == Comparator.BETWEEN and not rule.over_ok):
            is_over = low[0] * value_den > (rule.upper or value) * low[1]
            return False if is_over or (comparator in MORE_IS_WORSE and not at_low) else None
        return True if at_low else None
    at_high = _holds(rule, comparator, *high, value, value_den)
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
    return _holds(rule, comparator, grown, figure.den, rule.value, WHOLE)


# For display ----------------------------------------------------------------------------------------------------------


def percent(num, den):
    """`82,35`: half-up to two places (77/800 → 9,63)."""
    return _hundredths(_half_up(10_000 * num, den))


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


def divide(total, weights):
    """Divide a total by weights: floors, then the largest remainders; ties to the larger base, then in order."""
    whole = sum(weights)
    floors = [total * weight // whole for weight in weights]
    rest = total - sum(floors)
    order = sorted(
        range(len(weights)), key=lambda place: (-(total * weights[place] % whole), -weights[place], place)
    )
    for place in order[:rest]:
        floors[place] += 1
    return floors
