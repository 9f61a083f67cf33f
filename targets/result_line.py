"""What does the template show of one line: its inputs, what was promised beside them, what is stored in words?"""

from emulation.indicator_kinds import CellState, Kind, Rating
from emulation.models import Indicator
from targets.answers import Shape
from targets.promises import said
from targets.result_fields import edition_name, fields_of
from targets.telling import answer_words, prior_words, yes_words
from unions.quantities import in_words, show_share

WHOLE = frozenset(
    {Kind.COUNT, Kind.EACH_COUNT, Kind.UNIT_SHARE, Kind.QUANTITY_SHARE, Kind.EACH_SHARE, Kind.ZERO}
)


class LineForm:
    """The inputs of one line, from what is stored or from what was typed; `result_reading` makes answers of them."""

    def __init__(self, line, days, data=None):
        self.line, self.days, self.data = line, days, data
        self.indicator, self.result, self.shape = line.indicator, line.result, line.shape
        self.number = line.number
        self.fields = fields_of(line, days)
        self.conflict = ""
        if data is not None and line.is_editable:
            for field in self.fields.values():
                field.value = data.get(field.name, "")

    def __getattr__(self, name):
        """`form.num`, `form.choice`, … are fields; a line without that field has None."""
        if name.startswith("__") or "fields" not in self.__dict__:
            raise AttributeError(name)
        return self.fields.get(name)

    @property
    def part_fields(self):
        """[(field, is it a choice)] of the parts of a composite."""
        return [(field, key.startswith("choice ")) for key, field in self.fields.items() if " " in key]

    @property
    def judged(self):
        return [part.statement for part in self.line.asked if part.judged_by_reviewer]

    @property
    def yes_words(self):
        return yes_words(self.indicator)

    @property
    def ratings(self):
        return [(word.value, word.label) for word in Rating]

    @property
    def edition_name(self):
        return edition_name(self.line)

    @property
    def errors(self):
        return [(field.name, field.error) for field in self.fields.values() if field.error]

    @property
    def is_open(self):
        """Are the rarer inputs shown at once?"""
        return any(self.fields[key].value or self.fields[key].error for key in ("away", "reason"))

    @property
    def facts(self):
        """[(label, words)]: last year, then what was registered, else assigned."""
        row, year, found = self.indicator, self.days[1].year, []
        if row.prior_num is not None:
            found.append((f"Năm {year - 1}", prior_words(row, self.shape)))
        if row.is_declined:
            found.append((f"Đăng ký năm {year}", "Không đăng ký"))
        elif row.promised is not None or row.promised_text:
            found.append((f"Đăng ký năm {year}", said(row, row.promised) or row.promised_text))
        elif row.assigned is not None:
            found.append((f"Giao năm {year}", said(row, row.assigned)))
        return found

    @property
    def echo(self):
        """What is stored, read back: "82,35% (28/34)", "Mười lăm người"."""
        row = self.result
        if self.data is not None or row.cell != CellState.VALUE or row.num is None:
            return ""
        if self.shape == Shape.SHARE:
            return show_share(row.num, row.den, self.indicator.scale)
        if self.shape == Shape.AMOUNT:
            words = in_words(row.num, self.indicator.scale)
            return f"{words[:1].upper()}{words[1:]} {self.num.unit}".strip()
        return ""

    @property
    def answer_words(self):
        return answer_words(self.line)

    @property
    def mode(self):
        """Which keys a phone shows."""
        return "numeric" if self.indicator.kind in WHOLE or self.indicator.scale == 1 else "decimal"

    @property
    def asks_explanation(self):
        """Shown at once where it is wanted, or where occurrences would have to be told."""
        return bool(self.explanation.value or self.explanation.error)

    @property
    def wants_evidence(self):
        return self.shape != Shape.RATING and self.indicator.evidence_rule != Indicator.EvidenceRule.NONE

    @property
    def needs_evidence(self):
        return self.indicator.evidence_rule == Indicator.EvidenceRule.REQUIRED
