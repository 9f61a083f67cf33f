"""How do one unit's cells of several phases become one (DOMAIN §5.4)?

A phase that was not reported is never counted as 0: what the other phases prove is kept, and the cell says that it is
partial, so that no verdict comes too early.
"""

from emulation.indicator_kinds import YES_NO, Accumulation, CellState, Kind, Rating
from targets.rules import MISSING, SUMS, Cell, part_holds, unit_meets
from unions.numerals import SCALE

VALUE = CellState.VALUE


def accumulate(rule, cells):
    """The cells of one unit, phase by phase, as one cell."""
    if len(cells) == 1:
        return cells[0]
    if rule.entry == "cumulative":
        cells = _since_last_known(cells)
    method = _method(rule)
    if method == Accumulation.LATEST:
        return cells[-1] if cells else MISSING
    known = [cell for cell in cells if cell.state == VALUE]
    is_partial = any(cell.state == CellState.MISSING for cell in cells)
    if not known:
        return MISSING if is_partial or not cells else _without_value(cells)
    if rule.kind == Kind.COMPOSITE:
        return _by_parts(rule, known, is_partial)
    return METHODS[method](rule, known, is_partial)


def _method(rule):
    """Some ways make no sense for some kinds: yes and no are not added, ratings neither, sums have no worst phase."""
    method, kind = rule.accumulation, rule.kind
    if kind in YES_NO and method in (Accumulation.ADD, Accumulation.MAX):
        return Accumulation.ONCE
    if kind == Kind.NARRATIVE or (kind == Kind.RATING_SHARE and method == Accumulation.ADD):
        return Accumulation.LATEST
    if kind == Kind.ZERO or (kind in SUMS and method == Accumulation.EACH_PHASE):
        return Accumulation.ADD
    return method


def _since_last_known(cells):
    """A cumulative figure already contains the phases before it."""
    for place in range(len(cells) - 1, 0, -1):
        if cells[place].state == VALUE:
            return cells[place:]
    return cells


def _without_value(cells):
    states = {cell.state for cell in cells}
    state = CellState.NONE_ARISEN if CellState.NONE_ARISEN in states else CellState.NOT_APPLICABLE
    return Cell(state)


# The ways -------------------------------------------------------------------------------------------------------------


def _added(rule, known, is_partial):
    dens = [cell.den for cell in known if cell.den is not None]
    return Cell(
        VALUE,
        num=sum(cell.num or 0 for cell in known),
        den=sum(dens) if dens else None,
        confirmed=all(cell.confirmed for cell in known) and not is_partial,
        partial=is_partial,
    )


def _best(rule, known, is_partial):
    if rule.kind == Kind.RATING_SHARE:
        best = max(known, key=lambda cell: Rating(cell.rating).rank if cell.rating else -1)
        return best._replace(partial=is_partial and unit_meets(rule, best) is not True)
    best = known[0]
    for cell in known[1:]:
        if _is_more(cell, best):
            best = cell
    return best._replace(partial=is_partial)


def _is_more(cell, other):
    if cell.num is None or other.num is None:
        return cell.num is not None
    if cell.den is None or other.den is None:
        return cell.num > other.num
    return cell.num * other.den > other.num * cell.den


def _once(rule, known, is_partial):
    """A unit that did it in any phase has done it; what no phase shows may still come while a phase is missing.

    One that answers for several enterprises keeps its best count, never the sum: nobody knows which were counted twice.
    """
    if rule.kind not in YES_NO:
        return _best(rule, known, is_partial)
    best = max(known, key=lambda cell: cell.num or 0)
    best = best._replace(den=known[-1].den)
    is_full = (best.num or 0) >= (best.den or SCALE)
    return best._replace(partial=is_partial and not is_full)


def _each_phase(rule, known, is_partial):
    """One phase that fails settles it; otherwise every phase must have spoken."""
    for cell in known:
        if unit_meets(rule, cell) is False:
            return cell
    return MISSING if is_partial else known[-1]


METHODS = {
    Accumulation.ADD: _added,
    Accumulation.MAX: _best,
    Accumulation.ONCE: _once,
    Accumulation.EACH_PHASE: _each_phase,
}


def _by_parts(rule, known, is_partial):
    """Each part for itself: one condition met in spring and the other in autumn are both met."""
    is_each = rule.accumulation == Accumulation.EACH_PHASE
    parts = tuple(_part(rule, place, known, is_partial, is_each) for place in range(len(rule.parts)))
    cell = known[-1]._replace(parts=parts)
    return cell._replace(partial=is_partial and unit_meets(rule, cell) is not (not is_each))


def _part(rule, place, known, is_partial, is_each):
    """The answer that settles a part (a failure where every phase must hold, else a success), or the last one."""
    part, said = rule.parts[place], [cell.parts[place] if cell.parts else None for cell in known]
    for pair in said:
        if part_holds(rule, part, pair) is (not is_each):
            return pair
    answered = [pair for pair in said if pair is not None]
    if is_each and (is_partial or len(answered) < len(said)):
        return None
    return answered[-1] if answered else None
