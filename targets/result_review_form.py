"""What did the reviewer type about the results of one unit: other figures, ratings, judgements, remarks?

Names end with the place of the indicator in the plan: sua-tu-4 and sua-mau-4 (or sua-chon-4) with sua-ly-do-4,
xl-4 the rating, kl-4-3 the judgement of part 3, tra-4 the tick "trả lại" with y-kien-4; ly-do is the reason.
"""

from emulation.indicator_kinds import Rating
from targets.answers import TWO_NUMBERS, Shape
from targets.promises import asked, said
from targets.result_fields import Field, chosen, edition_name
from targets.result_line import WHOLE
from targets.telling import answer_words, figures_words, part_words, prior_words, unit_of
from unions.quantities import Unreadable, read

ADJUSTABLE = frozenset({Shape.YES_NO, Shape.AMOUNT, Shape.ZERO, *TWO_NUMBERS})


class ReviewLine:
    """One line as the reviewer reads and answers it."""

    def __init__(self, line, data=None):
        self.line, self.indicator, self.result = line, line.indicator, line.result
        self.number, self.place = line.number, line.indicator.position
        self.is_open = line.result.state == "declared"
        typed = data or {}
        names = ("sua-tu", "sua-mau", "sua-chon", "sua-ly-do", "tra", "y-kien")
        self.fields = {name: Field(f"{name}-{self.place}", "", self._typed(typed, name)) for name in names}
        stored = self.result.rating
        self.rating = Field(f"xl-{self.place}", "Xếp loại", typed.get(f"xl-{self.place}", stored))
        self.judged = [(part, self._judgement(part, typed)) for part in line.asked if part.judged_by_reviewer]

    def _typed(self, typed, name):
        return typed.get(f"{name}-{self.place}", "")

    def _judgement(self, part, typed):
        name = f"kl-{self.place}-{part.position}"
        num, _ = self.line.parts.get(part.pk, (None, None))
        known = "" if num is None else "co" if num else "khong"
        return Field(name, part.statement, typed.get(name, known))

    # What stands on the page ------------------------------------------------------------------------------------

    @property
    def answer(self):
        return answer_words(self.line)

    @property
    def declared(self):
        """What the unit declared, where a reviewer has put another figure in its place."""
        row = self.result
        if row.declared_num is None and row.declared_den is None:
            return ""
        return figures_words(self.line, row.declared_num, row.declared_den)

    @property
    def prior(self):
        return "" if self.indicator.prior_num is None else prior_words(self.indicator, self.line.shape)

    @property
    def assigned(self):
        return said(self.indicator, asked(self.indicator, self.indicator.assigned))

    @property
    def promised(self):
        row = self.indicator
        if row.is_declined:
            return "không đăng ký"
        as_planned = "theo kế hoạch" if self.line.shape == Shape.WORDS else ""
        return said(row, row.promised) or row.promised_text or as_planned

    @property
    def is_verified(self):
        return self.result.state == "verified"

    @property
    def is_adjustable(self):
        return self.is_open and self.line.shape in ADJUSTABLE

    @property
    def is_yes_no(self):
        return self.line.shape == Shape.YES_NO

    @property
    def has_denominator(self):
        return self.line.shape in TWO_NUMBERS

    @property
    def unit(self):
        return "vụ" if self.line.shape == Shape.ZERO else unit_of(self.line)

    @property
    def parts(self):
        return [(part.statement, part_words(part, self.line.parts.get(part.pk))) for part in self.line.asked]

    @property
    def may_rate(self):
        """A rating may also come after the rest was verified, but only once."""
        return self.line.shape == Shape.RATING and (
            self.is_open or (self.is_verified and not self.result.rating)
        )

    @property
    def may_judge(self):
        return self.is_open or self.is_verified

    @property
    def ratings(self):
        return [(word.value, word.label) for word in Rating]

    @property
    def edition_name(self):
        return edition_name(self.line)

    @property
    def is_touched(self):
        """Did the reviewer begin to change the figure? Then its inputs stay in sight."""
        return any(
            field.value or field.error for name, field in self.fields.items() if name.startswith("sua")
        )

    @property
    def errors(self):
        fields = [*self.fields.values(), self.rating]
        return [(field.name, field.error) for field in fields if field.error]

    num_field = property(lambda self: self.fields["sua-tu"])
    den_field = property(lambda self: self.fields["sua-mau"])
    choice_field = property(lambda self: self.fields["sua-chon"])
    reason_field = property(lambda self: self.fields["sua-ly-do"])
    flag_field = property(lambda self: self.fields["tra"])
    remark_field = property(lambda self: self.fields["y-kien"])

    # What it means ------------------------------------------------------------------------------------------------

    def adjustment(self):
        """dict(num, den, reason) when another figure was typed, else None; errors at the fields."""
        fields = self.fields
        if not self.is_adjustable or not self.is_touched:
            return None
        if not fields["sua-ly-do"].value.strip():
            fields["sua-ly-do"].error = "Ghi lý do sửa số để đơn vị biết."
        if self.is_yes_no:
            return {
                "num": chosen(fields["sua-chon"].value),
                "den": None,
                "reason": fields["sua-ly-do"].value,
            }
        num = self._number(fields["sua-tu"], self.result.num)
        den = self._number(fields["sua-mau"], self.result.den) if self.has_denominator else None
        if num is None and not fields["sua-tu"].error:
            fields["sua-tu"].error = "Nhập số mới."
        if self.has_denominator and not fields["sua-mau"].error:
            self._check_denominator(num, den)
        return {"num": num, "den": den, "reason": fields["sua-ly-do"].value}

    def _check_denominator(self, num, den):
        if den is None:
            self.fields["sua-mau"].error = "Nhập mẫu số mới."
        elif num and den == 0 and self.line.shape != Shape.CHANGE:
            self.fields["sua-mau"].error = "Mẫu số bằng 0 thì tử số cũng bằng 0."

    def _number(self, field, standing):
        """What was typed; blank means the figure that stands."""
        if not field.value.strip():
            return standing
        scale = self.indicator.scale
        try:
            found = read(field.value, scale=scale, whole=self.indicator.kind in WHOLE or scale == 1)
        except Unreadable as problem:
            field.error = str(problem)
            return None
        if found.unit == "%" or found.is_stated:
            field.error = "Chỉ nhập con số."
        return found.value

    def new_rating(self):
        word = self.rating.value
        return word if self.may_rate and word in list(Rating) and word != self.result.rating else ""

    def new_judgements(self):
        """{part id: num} of judgements that say something new."""
        found = {}
        for part, field in self.judged:
            num, _ = self.line.parts.get(part.pk, (None, None))
            verdict = chosen(field.value)
            if self.may_judge and verdict is not None and verdict != num:
                found[part.pk] = verdict
        return found


class ReviewSheet:
    """All lines of one unit and phase before the reviewer."""

    def __init__(self, lines, data=None):
        self.data = data
        self.rows = [ReviewLine(line, data) for line in lines]
        self.reason = Field("ly-do", "Lý do trả lại", (data or {}).get("ly-do", ""))
        self.adjustments, self.ratings, self.judgements = {}, {}, {}

    @property
    def open_rows(self):
        return [row for row in self.rows if row.is_open]

    @property
    def can_answer(self):
        """Does anything wait: declared lines, or a rating or judgement still to come?"""
        late_judgement = any(
            row.may_judge and not field.value for row in self.rows for _, field in row.judged
        )
        return bool(self.open_rows) or any(row.may_rate for row in self.rows) or late_judgement

    @property
    def sent(self):
        """The row that speaks for the sending: who, when, late and why."""
        rows = [row.result for row in self.rows if row.result.declared_at]
        return max(rows, key=lambda row: (row.is_late, row.declared_at), default=None)

    @property
    def entered_by(self):
        return sorted({row.result.entered_by.full_name for row in self.rows if row.result.entered_by_id})

    @property
    def seen(self):
        """{result id: edition} as the page showed it."""
        typed = {row.result.pk: self.data.get(row.edition_name, "") for row in self.rows if row.result.pk}
        return {
            pk: int(edition) for pk, edition in typed.items() if edition.isdecimal() and len(edition) < 10
        }

    def read(self):
        """What changes with the verification; False when something must be mended first."""
        for row in self.rows:
            if (new := row.adjustment()) is not None:
                self.adjustments[row.indicator.pk] = new
            if word := row.new_rating():
                self.ratings[row.indicator.pk] = word
            self.judgements |= row.new_judgements()
        return not self.errors

    @property
    def returned_lines(self):
        """{indicator id: remark} of ticked lines, and of lines with a remark."""
        fields = {row.indicator.pk: row.fields for row in self.open_rows}
        return {
            pk: each["y-kien"].value.strip()
            for pk, each in fields.items()
            if each["tra"].is_on or each["y-kien"].value.strip()
        }

    @property
    def errors(self):
        found = [(name, f"Chỉ tiêu {row.number}", words) for row in self.rows for name, words in row.errors]
        return found + ([("ly-do", "Trả lại", self.reason.error)] if self.reason.error else [])
