"""How does a unit answer an indicator, and what is still missing in its answer?

A line is one indicator that concerns the unit, with the unit's Result (an unsaved blank one when nothing was entered
yet), its parts, its confirmation and its files. No queries here: `lines` reads them, `declaring` writes them.
"""

from dataclasses import dataclass, field

from emulation.indicator_kinds import CellState, Kind, Labelled, Rating
from emulation.models import Indicator
from targets.models import Result
from unions.errors import Refusal
from unions.models import BodyFacts
from unions.quantities import SCALE, show
from unions.vietnamese import nfc

MOST = 10**17  # what a column of whole numbers safely sums
WORDS = 300  # length of reason, explanation, late reason


class ImpossibleAnswer(Refusal):
    """Numbers that cannot be, whatever the explanation."""


class TextTooLong(Refusal):
    sentence = f"Lý do, giải trình tối đa {WORDS} chữ cái. Đồng chí viết ngắn lại."


class Shape(Labelled):
    """How one unit answers; follows from the kind and, for `unit_share`, from how many enterprises it covers."""

    YES_NO = "yes_no", "Có hoặc không"
    SHARE = "share", "Tử số, mẫu số"
    AMOUNT = "amount", "Một số"
    AVERAGE = "average", "Tổng và số được tính"
    CHANGE = "change", "Số mới và số gốc"
    ZERO = "zero", "Xác nhận không để xảy ra"
    PARTS = "parts", "Từng phần"
    WORDS = "words", "Bằng lời"
    RATING = "rating", "Xếp loại do cấp trên ghi"


SHAPES = {
    Kind.UNIT_SHARE: Shape.YES_NO,
    Kind.DONE: Shape.YES_NO,
    Kind.ATTAINMENT: Shape.YES_NO,
    Kind.QUANTITY_SHARE: Shape.SHARE,
    Kind.MONEY_SHARE: Shape.SHARE,
    Kind.EACH_SHARE: Shape.SHARE,
    Kind.COUNT: Shape.AMOUNT,
    Kind.MONEY: Shape.AMOUNT,
    Kind.EACH_COUNT: Shape.AMOUNT,
    Kind.AVERAGE: Shape.AVERAGE,
    Kind.CHANGE: Shape.CHANGE,
    Kind.ZERO: Shape.ZERO,
    Kind.COMPOSITE: Shape.PARTS,
    Kind.NARRATIVE: Shape.WORDS,
    Kind.RATING_SHARE: Shape.RATING,
}
TWO_NUMBERS = frozenset({Shape.SHARE, Shape.AVERAGE, Shape.CHANGE})
# Where there is something to divide by, it may not have come up at all: 0 requests, 0 people to train.
MAY_NOT_ARISE = frozenset({Shape.SHARE, Shape.AVERAGE, Shape.CHANGE, Shape.WORDS})
SEVERAL = frozenset({BodyFacts.Code.ENTERPRISES, BodyFacts.Code.UNIONISED, BodyFacts.Code.WORK_UNITS})


@dataclass
class Line:
    """One indicator as the unit answers it in this phase; `number` counts the unit's own lines, as in its pledge."""

    indicator: Indicator
    result: Result
    shape: Shape
    fact: int | None = None  # the denominator of the unit's frozen facts, where the plan names one
    asked: list = field(default_factory=list)  # IndicatorPart of a composite
    parts: dict = field(default_factory=dict)  # part id → (num, den)
    confirmation: object = None
    evidence: list = field(default_factory=list)
    number: int = 0

    @property
    def is_editable(self):
        return self.result.is_editable

    @property
    def is_returned(self):
        return self.result.state == "returned"

    @property
    def own_parts(self):
        """The parts a unit answers; the others wait for the reviewer."""
        return [part for part in self.asked if not part.judged_by_reviewer]

    @property
    def is_asked(self):
        """Does the unit itself have anything to enter?"""
        return self.shape != Shape.RATING and (self.shape != Shape.PARTS or bool(self.own_parts))

    @property
    def missing(self):
        """What the unit still has to do before it can send this line, in one sentence; empty when nothing."""
        return _missing(self)

    @property
    def doubt(self):
        """Why these numbers need a word of explanation, in one sentence; empty when they do not."""
        if self.result.cell != CellState.VALUE:
            return ""
        scale = self.indicator.scale
        return doubt_about(self.shape, self.result.num, self.result.den, fact=self.fact, scale=scale)


def shape_of(indicator, participant):
    shape = SHAPES[indicator.kind]
    if indicator.kind == Kind.UNIT_SHARE and _covers(indicator, participant) > SCALE:
        return Shape.SHARE
    return shape


def _covers(indicator, participant):
    """How many enterprises or offices one CĐCS answers for (DOMAIN §3): 1 unless its facts say more."""
    if indicator.denominator_fact not in SEVERAL:
        return SCALE
    return participant.facts.get(indicator.denominator_fact) or SCALE


# What is missing ------------------------------------------------------------------------------------------------------


def doubt_about(shape, num, den, *, fact=None, scale=SCALE):
    """Numbers a person may well mean, but must explain: a numerator above its denominator, another denominator."""
    if shape != Shape.SHARE or num is None or den is None:
        return ""
    if num > den:
        return f"Tử số {show(num, scale)} lớn hơn mẫu số {show(den, scale)}: ghi lý do vào ô Giải trình."
    if fact is not None and den != fact:
        return f"Mẫu số khác số liệu của đơn vị ({show(fact, scale)}): ghi lý do vào ô Giải trình."
    return ""


def is_answered(line, num, den, text, parts):
    """Are the numbers or words of this answer complete? Blank is never 0."""
    match line.shape:
        case Shape.WORDS:
            return bool(text)
        case Shape.PARTS:
            own = line.own_parts
            return bool(own) and all(_is_part_answered(part, parts.get(part.pk)) for part in own)
        case Shape.RATING:
            return False
        case shape if shape in TWO_NUMBERS:
            return num is not None and den is not None
    return num is not None


def part_shape(part):
    """Parts of a composite are answered like indicators, by yes or no unless they count something."""
    shape = SHAPES[part.kind]
    return shape if shape in (Shape.SHARE, Shape.AMOUNT) else Shape.YES_NO


def _is_part_answered(part, pair):
    num, den = pair or (None, None)
    return num is not None and (den is not None or part_shape(part) != Shape.SHARE)


ASKED = {
    Shape.YES_NO: "chọn Có hoặc Không",
    Shape.SHARE: "nhập tử số và mẫu số",
    Shape.AMOUNT: "nhập số; không có thì nhập 0",
    Shape.AVERAGE: "nhập tổng và số được tính",
    Shape.CHANGE: "nhập số mới và số gốc",
    Shape.ZERO: "tích ô xác nhận không để xảy ra, hoặc nhập số vụ",
    Shape.PARTS: "trả lời đủ từng phần",
    Shape.WORDS: "ghi vài dòng, hoặc tích Không phát sinh",
}


def _missing(line):
    row = line.result
    if not line.is_asked or row.cell == CellState.NONE_ARISEN or row.cell == CellState.NOT_APPLICABLE:
        return ""
    if row.cell == CellState.MISSING:
        return ASKED[line.shape]
    if line.shape == Shape.ZERO and row.num == 0 and line.confirmation is None:
        return "tích ô xác nhận không để xảy ra"
    if line.shape == Shape.ZERO and row.num and not row.explanation:
        return "ghi ngắn gọn vụ việc vào ô Giải trình"
    if line.doubt and not row.explanation:
        return "ghi giải trình vì " + line.doubt[0].lower() + line.doubt[1:].partition(":")[0]
    if _wants_date(line):
        return "ghi ngày thực hiện"
    if _wants_evidence(line):
        return "thêm minh chứng"
    return ""


def _wants_date(line):
    indicator, row = line.indicator, line.result
    return indicator.kind == Kind.DONE and indicator.due_on is not None and row.num and row.done_on is None


def _wants_evidence(line):
    """Nothing done needs no proof; a confirmation of zero is itself the proof."""
    required = line.indicator.evidence_rule == Indicator.EvidenceRule.REQUIRED
    has_done = line.result.num != 0 and line.shape != Shape.ZERO
    return required and has_done and not line.evidence


# What an entered line becomes -----------------------------------------------------------------------------------------


def cleaned(line, typed):
    """(columns, parts) of one line: the state of the cell follows from what was filled in."""
    text = {name: nfc(typed.get(name) or "").strip() for name in ("text", "reason", "explanation", "rating")}
    if max(len(text["reason"]), len(text["explanation"])) > WORDS:
        raise TextTooLong
    columns = {"num": None, "den": None, "done_on": typed.get("done_on"), **text}
    cell = typed.get("cell") or CellState.VALUE.value
    if cell == CellState.NOT_APPLICABLE:
        if not text["reason"]:
            raise ImpossibleAnswer(
                f"“{short(line.indicator.statement)}”: ghi vì sao chỉ tiêu này không áp dụng cho đơn vị."
            )
        return {**columns, "cell": CellState.NOT_APPLICABLE.value}, {}
    columns["reason"] = ""
    if cell == CellState.NONE_ARISEN:
        _refuse_if(
            line.shape == Shape.ZERO, line, "chỉ tiêu này trả lời bằng xác nhận, không bằng Không phát sinh"
        )
        return {**columns, "cell": CellState.NONE_ARISEN.value}, {}
    columns |= {"num": typed.get("num"), "den": typed.get("den")}
    parts = {pk: tuple(pair) for pk, pair in (typed.get("parts") or {}).items() if any_given(pair)}
    _check_possible(line, columns, parts)
    if line.shape in TWO_NUMBERS and columns["num"] == columns["den"] == 0 and line.shape != Shape.CHANGE:
        return {**columns, "num": None, "den": None, "cell": CellState.NONE_ARISEN.value}, {}
    columns["cell"] = _cell_of(line, columns, parts).value
    return columns, parts


def any_given(pair):
    return any(number is not None for number in pair)


def _cell_of(line, columns, parts):
    has_rating = line.shape == Shape.RATING and columns["rating"]
    if has_rating or is_answered(line, columns["num"], columns["den"], columns["text"], parts):
        return CellState.VALUE
    return CellState.MISSING


def _check_possible(line, columns, parts):
    num, den = columns["num"], columns["den"]
    numbers = [num, den, *(number for pair in parts.values() for number in pair)]
    _refuse_if(any(number is not None and number < 0 for number in numbers), line, "số không thể âm")
    _refuse_if(any((number or 0) > MOST for number in numbers), line, "số quá lớn, kiểm tra lại các chữ số")
    divides = line.shape in (Shape.SHARE, Shape.AVERAGE)
    _refuse_if(
        divides and bool(num) and den == 0, line, "mẫu số bằng 0 thì tử số cũng phải bằng 0 hoặc để trống"
    )
    _refuse_if(line.shape == Shape.YES_NO and num not in (None, 0, SCALE), line, "chỉ chọn Có hoặc Không")
    own = {part.pk for part in line.own_parts}
    _refuse_if(not set(parts) <= own, line, "có phần không do đơn vị trả lời")
    _refuse_if(columns["rating"] not in ("", *Rating), line, "chọn lại xếp loại trong danh sách")


def _refuse_if(is_wrong, line, words):
    if is_wrong:
        raise ImpossibleAnswer(f"“{short(line.indicator.statement)}”: {words}.")


def told(line):
    """The answer in a few words, for the ledger: "28/34", "Không phát sinh", "chưa có"."""
    row, scale = line.result, line.indicator.scale
    if row.cell in (CellState.NONE_ARISEN, CellState.NOT_APPLICABLE):
        return row.get_cell_display().lower()
    if line.shape == Shape.YES_NO and row.num is not None:
        return "có" if row.num else "không"
    numbers = [show(number, scale) for number in (row.num, row.den) if number is not None]
    pairs = ["/".join(show(number) for number in pair if number is not None) for pair in line.parts.values()]
    words = [short(row.text)] if row.text else [Rating(row.rating).label.lower()] if row.rating else []
    return "; ".join(filter(None, ["/".join(numbers), *pairs, *words])) or "chưa có"


def short(text, most=60):
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
