"""What does each row of a sheet say about a unit, and which of its cells cannot be understood?"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from unions.dates import read_date
from unions.errors import Unreadable
from unions.import_columns import (
    CODE,
    DECISION,
    EMAIL,
    FACTS,
    FOUNDED,
    NAME,
    NUMBER,
    PHONE,
    SHORT_NAME,
    STATUS,
)
from unions.import_lines import Lines, Sections
from unions.models import BodyFacts
from unions.quantities import SCALE, read, show
from unions.vietnamese import fold

DITTO = {"nt", "nhu tren", "n t"}
DITTO_SIGNS = {'"', "''", "”", "〃", "-nt-"}
LONGEST_DITTO = 10
MOST = 10**9 * SCALE
Code = BodyFacts.Code
SLUG = re.compile(r"[-a-zA-Z0-9_]+")
LENGTHS = {CODE: 40, NAME: 200, SHORT_NAME: 120, PHONE: 20, DECISION: 80}
SHOWN = 12
# Units that are no more, as lists of this program say it.
ENDED = re.compile(r"(da )?(ket thuc|giai the|sap nhap|chuyen giao)\b")


@dataclass
class Row:
    """One unit as a row states it: texts by meaning, figures as scaled integers; `line` counts from 0.

    `sections` are the headings above it between the units, innermost first, as (name, line).
    """

    line: int
    texts: dict
    figures: dict
    sections: list = field(default_factory=list)
    founded_on: date | None = None

    @cached_property
    def plain(self):
        """The folded name."""
        return fold(self.texts.get(NAME, ""))

    @property
    def section(self):
        return self.sections[0][0] if self.sections else ""


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

    never_ditto = (NAME, CODE)

    def __init__(self, sheet, layout):
        self.sheet, self.layout = sheet, layout
        self.found, self.above, self.sections = Rows(), {}, Sections()
        self.lines, self.has_ended = Lines(sheet, layout), False
        self.sums, self.subtotal = _zeros(layout.columns), _zeros(layout.columns)
        self.left_out = {"dòng cộng": [], "tiêu đề nhắc lại": [], "phần ký tên": []}
        self.left_out |= {"đơn vị đã kết thúc": [], "số điện thoại đã che bớt": []}
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
        if all(value in (None, "") for value in self.sheet.rows[line]):
            return
        if self.has_ended and not self.lines.is_unit(values):
            self.left_out["phần ký tên"].append(line)
            return
        self.has_ended = False
        if self.lines.is_total(line, values):
            self._check_total(line, values)
        elif self.lines.is_heading_again(line, values):
            self.left_out["tiêu đề nhắc lại"].append(line)
        elif self.lines.is_footer(line, values):
            self.has_ended = True
            self.left_out["phần ký tên"].append(line)
        elif any(value not in (None, "") for value in values.values()) and not self.lines.is_numbering(
            values
        ):
            self._read_unit(line, values)

    def _read_unit(self, line, values):
        section = self.lines.section(line, values)
        if section is None:
            self._take(line, values)
            return
        level, name, has_figures = section
        self.sections.enter(level, name, line)
        self.subtotal = _zeros(self.layout.columns)
        if has_figures:
            self.found.notes.append(f"Dòng {line + 1} “{name}” là mục: số liệu ở dòng này không nhập.")

    def _value(self, line, column):
        value = self.sheet.rows[line][column]
        if value is None:
            return self.merged.get((line, column))
        return value.strip() if isinstance(value, str) else value

    def _check_total(self, line, values):
        """A total may be of everything above it or of its section only."""
        self.left_out["dòng cộng"].append(line)
        for meaning, total in self.sums.items():
            figure = self._figure(meaning, values.get(meaning), line, is_total=True)
            if figure not in (None, total, self.subtotal[meaning], 0) and total:
                where, scale = self._cell(line, meaning), _scale(meaning)
                self.found.notes.append(
                    f"Dòng cộng {where} ghi {show(figure, scale)}, cộng các đơn vị được {show(total, scale)}."
                )
        self.subtotal = _zeros(self.layout.columns)

    def _take(self, line, values):
        if ENDED.match(fold(str(values.get(STATUS) or ""))):
            self.left_out["đơn vị đã kết thúc"].append(line)
            return
        texts, figures, founded_on = {}, {}, None
        for meaning, value in values.items():
            if meaning in FACTS:
                figure = self._figure(meaning, value, line)
                if figure is not None:
                    figures[meaning] = figure
                    self.sums[meaning] += figure
                    self.subtotal[meaning] += figure
            elif meaning == FOUNDED:
                founded_on = self._day(value, line)
            elif meaning != NUMBER:
                texts[meaning] = self._said(meaning, value)
        if not texts.get(NAME) and not texts.get(CODE):
            self._problem(
                line, NAME, "Dòng này có số liệu nhưng không có tên đơn vị.", "Ghi tên đơn vị hoặc xóa dòng."
            )
            return
        if "*" in texts.get(PHONE, ""):
            texts[PHONE] = ""  # as lists of this program show it
            self.left_out["số điện thoại đã che bớt"].append(line)
        self._check_women(line, figures)
        self._check_texts(line, texts)
        self.found.rows.append(Row(line, texts, figures, self.sections.names, founded_on))

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
        is_short = len(text) <= LONGEST_DITTO and meaning not in self.never_ditto
        if is_short and (text in DITTO_SIGNS or fold(text) in DITTO):
            return self.above.get(meaning, "")
        self.above[meaning] = text
        return text

    def _day(self, value, line):
        if value in (None, "") or (isinstance(value, str) and value in ("-", "–")):
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            return read_date(str(value))
        except Unreadable as problem:
            self._problem(line, FOUNDED, problem.sentence, "Sửa ô này, hoặc để trống.")
            return None

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
        return self.layout.cell(line, meaning)


def _zeros(columns):
    return dict.fromkeys(FACTS & columns.keys(), 0)


def _scale(meaning):
    return 1 if meaning == BodyFacts.Code.FEE_DUE else SCALE


def rows_of(sheet, layout):
    """The Rows of a sheet; what was left out as no unit is said in the notes."""
    reader = Reader(sheet, layout)
    read = reader.read()
    for what, lines in reader.left_out.items():
        if lines:
            numbers = ", ".join(str(line + 1) for line in lines[:SHOWN])
            more = f" và {len(lines) - SHOWN} dòng nữa" if len(lines) > SHOWN else ""
            read.notes.append(f"Bỏ qua {what}: dòng {numbers}{more}.")
    return read
