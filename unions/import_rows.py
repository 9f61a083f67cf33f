"""What does each row of a sheet say about a unit, and which of its cells cannot be understood?"""

import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from unions.errors import Unreadable
from unions.import_columns import CODE, EMAIL, FACTS, NAME, NUMBER, PHONE, SHORT_NAME
from unions.models import BodyFacts
from unions.quantities import SCALE, read, show
from unions.vietnamese import fold
from unions.workbooks import cell_name

DITTO = {"nt", "nhu tren", "n t"}
DITTO_SIGNS = {'"', "''", "”", "〃", "-nt-"}
# “Cộng khối 2”, “Tổng cộng”; but neither “Công đoàn …” nor “Tổng công ty …”, which fold alike.
TOTAL = re.compile(
    r"(tong )?cong( chung| toan \w+| khoi .*| muc .*| [ivx\d]+)?|tong( so)?|toan (huyen|tinh|thanh pho|xa|phuong)"
)
MOST = 10**9 * SCALE
Code = BodyFacts.Code
SLUG = re.compile(r"[-a-zA-Z0-9_]+")
LENGTHS = {CODE: 40, NAME: 200, SHORT_NAME: 120, PHONE: 20}


@dataclass
class Row:
    """One unit as a row states it: texts by meaning, figures as scaled integers; `line` counts from 0."""

    line: int
    texts: dict
    figures: dict
    section: str = ""


@dataclass
class Problem:
    """A cell that stops the import: where it is, why, and what to write instead."""

    sheet: str
    cell: str
    reason: str
    suggestion: str = ""


@dataclass
class Rows:
    rows: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    notes: list = field(default_factory=list)


class Reader:
    """Goes through one sheet from top to bottom; what merged cells and “nt” leave out is taken from above."""

    def __init__(self, sheet, layout):
        self.sheet, self.layout = sheet, layout
        self.found, self.above, self.section = Rows(), {}, ""
        self.sums = dict.fromkeys(FACTS & layout.columns.keys(), 0)
        self.merged = {
            (row, column): sheet.rows[top][left]
            for top, left, bottom, right in sheet.merges
            for row in range(top + 1, bottom + 1)
            for column in range(left, right + 1)
        }

    def read(self):
        for line in range(self.layout.first, len(self.sheet.rows)):
            self._read_line(line)
        return self.found

    def _read_line(self, line):
        values = {meaning: self._value(line, column) for meaning, column in self.layout.columns.items()}
        if all(value in (None, "") for value in values.values()):
            return
        if self._is_total(line, values):
            self._check_total(line, values)
        elif self._is_numbering(values):
            return
        elif section := self._section(values, line):
            self.section = section
        else:
            self._take(line, values)

    def _value(self, line, column):
        value = self.sheet.rows[line][column]
        if value is None:
            return self.merged.get((line, column))
        return value.strip() if isinstance(value, str) else value

    def _is_total(self, line, values):
        """“Cộng” stands in the name's column or anywhere before the figures."""
        texts = [value for value in self.sheet.rows[line] if isinstance(value, str)]
        return bool(texts) and TOTAL.fullmatch(fold(texts[0])) is not None

    def _check_total(self, line, values):
        for meaning, total in self.sums.items():
            figure = self._figure(meaning, values.get(meaning), line, is_total=True)
            if figure not in (None, total, 0) and total:
                where = self._cell(line, meaning)
                self.found.notes.append(
                    f"Dòng cộng {where} ghi {show(figure, _scale(meaning))}, cộng các đơn vị được "
                    f"{show(total, _scale(meaning))}."
                )

    def _is_numbering(self, values):
        """The row (1), (2), (3)… that some forms have under their headings."""
        texts = [str(value).strip("() ") for value in values.values() if value is not None]
        return (
            len(texts) > 2
            and all(text.isdigit() and int(text) <= 60 for text in texts)
            and not isinstance(values.get(NAME), str)
        )

    def _section(self, values, line):
        """A heading between units: “I. Khối trường học”, a name without any other cell."""
        others = {m: v for m, v in values.items() if m not in (NAME, NUMBER) and v not in (None, "")}
        number, name = values.get(NUMBER), values.get(NAME)
        if others or isinstance(number, (int, float)):
            return ""
        if name and (number is None or not str(number).strip(".) ").isdigit()) and not values.get(CODE):
            has_figures = bool(FACTS & self.layout.columns.keys())
            return str(name) if has_figures or number else ""
        return str(number) if number and not name else ""

    def _take(self, line, values):
        texts, figures = {}, {}
        for meaning, value in values.items():
            if meaning in FACTS:
                figure = self._figure(meaning, value, line)
                if figure is not None:
                    figures[meaning] = figure
                    self.sums[meaning] += figure
            elif meaning != NUMBER:
                texts[meaning] = self._said(meaning, value)
        if not texts.get(NAME) and not texts.get(CODE):
            self._problem(
                line, NAME, "Dòng này có số liệu nhưng không có tên đơn vị.", "Ghi tên đơn vị hoặc xóa dòng."
            )
            return
        self._check_women(line, figures)
        self._check_texts(line, texts)
        self.found.rows.append(Row(line, texts, figures, self.section))

    def _check_women(self, line, figures):
        for women, all_of_them in ((Code.WOMEN, Code.WORKERS), (Code.WOMEN_MEMBERS, Code.MEMBERS)):
            if all_of_them in figures and figures.get(women, 0) > figures[all_of_them]:
                some, most = show(figures[women]), show(figures[all_of_them])
                reason = f"{women.label} ({some}) nhiều hơn {all_of_them.label.lower()} ({most})."
                self._problem(line, women, reason, "Xem lại hai ô, có thể ghi nhầm cột.")

    def _check_texts(self, line, texts):
        """What no column of ours could hold is named here, not by the database."""
        for meaning, most in LENGTHS.items():
            if len(texts.get(meaning, "")) > most:
                self._problem(line, meaning, f"Ô này dài quá {most} ký tự.", "Rút gọn rồi nhập lại.")
        if texts.get(CODE) and not SLUG.fullmatch(texts[CODE]):
            reason = "Mã đơn vị chỉ gồm chữ không dấu, số và các dấu - _"
            self._problem(line, CODE, f"{reason}.", "Sửa mã, hoặc để trống để hệ thống đặt mã.")
        if texts.get(EMAIL):
            try:
                validate_email(texts[EMAIL])
            except ValidationError:
                self._problem(line, EMAIL, "Đây không phải địa chỉ thư điện tử.", "Ví dụ: cdcs@congty.vn.")

    def _said(self, meaning, value):
        """The text of a cell, what stands above it where it says “nt”; numbers as people write them."""
        if value is None:
            return ""
        text = (
            str(int(value))
            if isinstance(value, float) and value.is_integer()
            else " ".join(str(value).split())
        )
        if meaning not in (NAME, CODE) and (fold(text) in DITTO or text in DITTO_SIGNS):
            return self.above.get(meaning, "")
        self.above[meaning] = text
        return text

    def _figure(self, meaning, value, line, *, is_total=False):
        if value is None or value == "" or (isinstance(value, str) and value.strip() in ("-", "–", "x")):
            return None
        scale = _scale(meaning)
        if isinstance(value, bool) or not isinstance(value, (int, float, str)):
            reason = "Ô này không phải số."
        elif isinstance(value, (int, float)):
            if value >= 0 and float(value).is_integer() and value * scale <= MOST:
                return int(value) * scale
            reason = "Số ở đây phải là số nguyên, không âm."
        else:
            try:
                reading = read(value, scale=scale, whole=True)
                if reading.value is not None and not reading.comparator and 0 <= reading.value <= MOST:
                    return reading.value
                reason = "Số ở đây phải là số nguyên, không âm."
            except Unreadable as problem:
                reason = problem.sentence
        if not is_total:
            self._problem(line, meaning, reason, "Ghi một số, ví dụ 1.500, hoặc để trống.")
        return None

    def _problem(self, line, meaning, reason, suggestion):
        self.found.problems.append(Problem(self.sheet.name, self._cell(line, meaning), reason, suggestion))

    def _cell(self, line, meaning):
        return cell_name(line, self.layout.columns.get(meaning, self.layout.columns[NAME]))


def _scale(meaning):
    return 1 if meaning == BodyFacts.Code.FEE_DUE else SCALE


def rows_of(sheet, layout):
    return Reader(sheet, layout).read()
