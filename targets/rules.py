"""What does an indicator ask, and does one unit's own answer meet it?

All quantities are the scaled integers of `unions.quantities`; fractions are compared by cross-multiplication and never
rounded (DOMAIN §5.5). Nothing here knows Django.
"""

from dataclasses import dataclass
from typing import NamedTuple

from emulation.indicator_kinds import YES_NO, Accumulation, CellState, Comparator, Kind, Rating
from unions.numerals import SCALE

WHOLE = 100 * SCALE  # one hundred per cent, as rules write it
# Counted by units: each unit is judged for itself, then counted (DOMAIN §5.5).
BY_UNIT = YES_NO | {Kind.RATING_SHARE, Kind.COMPOSITE, Kind.EACH_COUNT, Kind.EACH_SHARE}
SUMS = frozenset({Kind.COUNT, Kind.MONEY})
PARTS_OF_A_WHOLE = frozenset({Kind.QUANTITY_SHARE, Kind.MONEY_SHARE})
MORE_IS_WORSE = frozenset({Comparator.LT, Comparator.LE, Comparator.ZERO})


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

    `partial`: some phase is still missing, so that a sum may grow and a yes may still come.
    """

    state: str
    num: int | None = None
    den: int | None = None
    rating: str = ""
    parts: tuple = ()
    confirmed: bool = False
    partial: bool = False


MISSING = Cell(CellState.MISSING)


def unit_meets(rule, cell):
    """Does one unit, judged for itself, do what is asked? None: not known, or this kind is judged as a whole only."""
    if cell.state != CellState.VALUE:
        return None
    kind = rule.kind
    if kind in YES_NO:
        return None if cell.num is None else cell.num >= (cell.den or SCALE)
    if kind == Kind.ZERO:
        return False if cell.num else (True if cell.confirmed else None)
    if kind == Kind.RATING_SHARE:
        return _rated(rule, cell.rating) if cell.rating else None
    if kind == Kind.COMPOSITE:
        return _composed(rule, cell)
    if cell.num is None:
        return None
    if kind == Kind.EACH_COUNT:
        least = SCALE if rule.unit_value is None else rule.unit_value
        return holds(rule, rule.unit_comparator or Comparator.GE, cell.num, 1, least, 1)
    if kind == Kind.EACH_SHARE:
        return _share_holds(
            rule, rule.unit_comparator or rule.comparator, rule.unit_value, cell.num, cell.den
        )
    if kind in PARTS_OF_A_WHOLE:
        return _share_holds(rule, rule.comparator, rule.value, cell.num, cell.den)
    return None


def holds(rule, comparator, num, den, value, value_den):
    """num ÷ den against value ÷ value_den, by cross-multiplication; den > 0."""
    if comparator == Comparator.ALL:
        return num >= den
    if comparator == Comparator.ZERO:
        return num <= 0
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


def part_holds(rule, part, said):
    """Does one answered part of a composite aim hold? None while it is not answered."""
    if said is None or said[0] is None:
        return None
    num, den = said
    if den is not None:
        return _share_holds(rule, part.comparator or Comparator.ALL, part.value, num, den)
    if part.kind == Kind.ZERO:
        return num == 0
    if part.value is None:
        return num > 0
    return holds(rule, part.comparator or Comparator.GE, num, 1, part.value, 1)


def _composed(rule, cell):
    """AND or OR of the parts: one that failed settles an AND although others are still unsaid.

    A part that did not arise (0/0) settles nothing.
    """
    said = cell.parts or (None,) * len(rule.parts)
    pairs = [(part, pair) for part, pair in zip(rule.parts, said, strict=True) if pair != (0, 0)]
    answers = [part_holds(rule, part, pair) for part, pair in pairs]
    decisive = rule.operator == "or"
    if decisive in answers:
        return decisive
    return None if None in answers or not answers else not decisive


def _rated(rule, rating):
    return Rating(rating).rank >= Rating(rule.minimum_rating or Rating.GOOD).rank


def _share_holds(rule, comparator, value, num, den):
    if not den:
        return None
    return holds(rule, comparator or Comparator.ALL, num, den, WHOLE if value is None else value, WHOLE)
