"""What does each unit's cell say once its phases are put together, and how is it printed?"""

from collections import defaultdict
from dataclasses import dataclass, field

from emulation.indicator_kinds import YES_NO, CellState, Kind, Rating
from emulation.models import ScopeRule
from emulation.scoping import why_not
from reports.figures.rows import confirmations, parts, texts
from reports.summary import (
    AMOUNT,
    JUDGED,
    MISSING,
    NONE_ARISEN,
    NOT_APPLICABLE,
    RATIO,
    SHARE,
    VALUE,
    WORDS,
    ZERO,
)
from targets.measuring import BY_UNIT, Cell, PartRule, Rule, accumulate, percent, unit_meets
from unions.quantities import SCALE, show

Ground = ScopeRule.Ground
LAYOUTS = {
    Kind.COUNT: AMOUNT,
    Kind.MONEY: AMOUNT,
    Kind.AVERAGE: RATIO,
    Kind.CHANGE: RATIO,
    Kind.EACH_COUNT: JUDGED,
    Kind.EACH_SHARE: JUDGED,
    Kind.RATING_SHARE: JUDGED,
    Kind.COMPOSITE: JUDGED,
    Kind.ZERO: ZERO,
    Kind.NARRATIVE: WORDS,
}
UNSAID = Cell(CellState.MISSING)
OUT = Cell(CellState.NOT_APPLICABLE)


@dataclass
class Cells:
    """Cells of all units, as measured and as printed."""

    rules: list  # one per indicator, in order
    measured: dict = field(default_factory=dict)  # {participant id: [Cell per indicator]}
    cells: dict = field(
        default_factory=dict
    )  # {participant id: [(state, num, den, own words) per indicator]}
    reasons: dict = field(default_factory=dict)  # {(participant id, indicator id): (words, is it the scope?)}
    declared: dict = field(default_factory=lambda: defaultdict(list))  # {participant id: [(place, row)]}


def layout_of(indicator):
    return LAYOUTS.get(indicator.kind, SHARE)


def scale_of(indicator):
    """Of num and den as printed: a rate of units counts units also where its parts are đồng."""
    return SCALE if layout_of(indicator) in (JUDGED, ZERO) else indicator.scale


def rule_of(indicator, strict_over):
    return Rule(
        kind=indicator.kind,
        comparator=indicator.comparator,
        value=indicator.value,
        upper=indicator.upper,
        unit_comparator=indicator.unit_comparator,
        unit_value=indicator.unit_value,
        minimum_rating=indicator.minimum_rating,
        operator=indicator.operator,
        parts=tuple(PartRule(part.kind, part.comparator, part.value) for part in indicator.parts.all()),
        accumulation=indicator.accumulation,
        entry=indicator.entry,
        strict_over=strict_over,
        over_ok=indicator.over_ok,
        scale=indicator.scale,
    )


def cells_of(reading, found):
    """Put the verified rows of every unit together; whatever is not verified is missing, and remembered."""
    strict = reading.campaign.strict_over
    grid = Cells([rule_of(indicator, strict) for indicator in reading.indicators])
    more = {"sure": confirmations(reading), "parts": parts(reading), "texts": texts(reading)}
    readers = [_Reader(reading, place, rule, grid, **more) for place, rule in enumerate(grid.rules)]
    for member in reading.members:
        rows = found.get(member.pk, {})
        measured, printed = [], []
        for reader in readers:
            cell, drawn = reader.read(member, rows.get(reader.key))
            measured.append(cell)
            printed.append(drawn)
        grid.measured[member.pk], grid.cells[member.pk] = measured, printed
    return grid


class _Reader:
    """Reads the cells of one indicator; equal answers are worked out once."""

    def __init__(self, reading, place, rule, grid, *, sure, parts, texts):
        self.reading, self.place, self.rule, self.grid = reading, place, rule, grid
        self.indicator = reading.indicators[place]
        self.key = self.indicator.pk
        self.layout = layout_of(self.indicator)
        self.phases = [phase.pk for phase in reading.phases]
        self.last = self.phases[-1] if self.phases else None
        self.scope = _Scope(self.indicator)
        self.sure, self.parts, self.texts = sure, parts, texts
        self.part_ids = [part.pk for part in self.indicator.parts.all()]
        self.known = {}

    def read(self, member, rows):
        why = self.scope.why_not(member)
        if why:
            self.grid.reasons[member.pk, self.key] = (why, True)
            return OUT, (NOT_APPLICABLE, None, None, None)
        cells = self._by_phase(member, rows or ())
        known = self.known.get(cells)
        if known is None:
            known = self.known[cells] = self._work_out(cells)
        cell, drawn = known
        if drawn[0] == MISSING:
            drawn = (MISSING, None, self.expected(member), None)
        elif drawn[0] == VALUE:
            drawn = self._with_own(member, drawn)
        return cell, drawn

    def expected(self, member):
        """What a missing unit would have brought into the denominator, where that is known."""
        fact = self.indicator.denominator_fact
        known = member.facts.get(fact) if fact else None
        if self.indicator.kind in YES_NO:
            return SCALE if known is None else known
        if self.layout == JUDGED:
            return SCALE
        return known if self.layout == SHARE else None

    def _by_phase(self, member, rows):
        """Cells in the order of the phases; only verified rows say anything."""
        said = {}
        for row in rows:
            state, phase, cell, num, den, rating, reason = row
            if state != "verified":
                if phase == self.last:
                    self.grid.declared[member.pk].append((self.place, row))
                continue
            if reason and cell != VALUE:
                self.grid.reasons[member.pk, self.key] = (reason, False)
            said[phase] = Cell(
                cell, num, den, rating, self._parts(member, phase), (member.pk, self.key, phase) in self.sure
            )
        return tuple([said.get(phase, UNSAID) for phase in self.phases]) if said else ()

    def _parts(self, member, phase):
        if not self.part_ids:
            return ()
        answers = self.parts.get((member.pk, self.key, phase), {})
        return tuple(answers.get(part) for part in self.part_ids)

    def _work_out(self, cells):
        cell = accumulate(self.rule, cells) if cells else UNSAID
        return cell, self._drawn(cell)

    def _drawn(self, cell):
        if cell.state != CellState.VALUE:
            return (str(cell.state), None, None, None)
        if cell.den == 0 and (self.rule.kind in BY_UNIT or not cell.num):
            return (NONE_ARISEN, None, None, None)
        if self.layout == JUDGED:
            met = unit_meets(self.rule, cell)
            return (VALUE, None if met is None else SCALE * met, SCALE, _own(self.rule, cell))
        if self.layout == ZERO:
            return (VALUE, cell.num or 0, SCALE if cell.confirmed and not cell.num else 0, None)
        if self.indicator.kind in YES_NO and cell.num is not None:
            den = SCALE if cell.den is None else cell.den
            return (VALUE, min(cell.num, den), den, None)
        return (VALUE, cell.num, cell.den, None)

    def _with_own(self, member, drawn):
        if self.layout == AMOUNT:
            return (VALUE, drawn[1], self.reading.assigned.get((member.pk, self.key)), None)
        if self.layout == WORDS:
            return (VALUE, None, None, self.texts.get((member.pk, self.key), ""))
        return drawn


def _own(rule, cell):
    """The unit's own figure behind a yes or no."""
    if rule.kind == Kind.RATING_SHARE:
        return Rating(cell.rating).label.removesuffix(" nhiệm vụ") if cell.rating else ""
    if rule.kind == Kind.COMPOSITE:
        done = sum(1 for part in cell.parts if part and part[0])
        return f"{done}/{len(rule.parts)} phần"
    if rule.kind == Kind.EACH_SHARE:
        return f"{percent(cell.num, cell.den)}%" if cell.den else ""
    return show(cell.num)


class _Scope:
    """Asks `emulation.scoping` once for each combination of what the rules of an indicator look at."""

    def __init__(self, indicator):
        self.indicator = indicator
        self.rules = list(indicator.scope_rules.all())
        self.facts = sorted({rule.fact for rule in self.rules if rule.ground == Ground.FACT})
        self.names_bodies = any(rule.ground == Ground.BODY for rule in self.rules)
        self.known = {}

    def why_not(self, member):
        if not self.rules:
            return ""
        body = member.body_id if self.names_bodies else None
        key = (member.sector_id, member.kind_id, body, *[member.facts.get(fact) for fact in self.facts])
        if key not in self.known:
            self.known[key] = why_not(self.indicator, member)
        return self.known[key]
