"""How is a workbook written so that no typed text becomes a formula and no letter can break the file?

The one Excel writer of the house (RELIABILITY K7): text is always stored as text, letters that XML refuses are left
out, moments become Excel days. Rows are written as they come, so that a thousand units stay small in memory.
"""

import re
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.datavalidation import DataValidation

MOST_LETTERS = 32_767  # of one Excel cell
CUT = "… (còn nữa, xem trên máy)"
# Control characters, halves of surrogate pairs and the two non-characters: XML 1.0 has no place for them.
REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
DAY_ZERO = date(1899, 12, 30).toordinal()
# Such text stays text in the file; the quote prefix keeps it text when somebody edits the cell, or saves it as CSV.
LOOKS_LIKE_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def safe_text(text):
    """Any text as a cell can hold it; unchanged unless it carries refused letters or is longer than a cell."""
    text = REFUSED.sub("", text)
    return text if len(text) <= MOST_LETTERS else text[: MOST_LETTERS - len(CUT)] + CUT


@dataclass(frozen=True)
class Look:
    """How a cell looks: openpyxl's own parts, `format` is an Excel number format."""

    font: Font
    fill: PatternFill
    border: Border
    alignment: Alignment
    format: str = "General"


class Formula(str):
    """Our own formula, never made of anybody's text."""


class _Pen:
    """One cell at a time, as openpyxl's writer reads it; used again for every cell of a sheet."""

    __slots__ = ("_comment", "_value", "coordinate", "data_type", "style_id")
    has_style, hyperlink = True, None

    def __init__(self):
        self._comment = None


class Sheet(WriteOnlyWorksheet):
    """A sheet that takes rows of (value, look name) pairs; None leaves the place empty.

    Notes and lists to choose from are said before the rows they belong to are written.
    """

    def __init__(self, parent, title, style_ids, quoted_ids):
        super().__init__(parent, title)
        self._style_ids = style_ids
        self._quoted_ids = quoted_ids
        self._count = 0
        self.notes = {}
        self._letters = [get_column_letter(number) for number in range(1, 200)]

    def row(self, cells, height=None, outline=0):
        """Append one row; returns its number."""
        self._count += 1
        if height is not None or outline:
            self.row_dimensions[self._count].height = height
            self.row_dimensions[self._count].outlineLevel = outline
        self.append(cells)
        return self._count

    def note(self, cell, text):
        """Put a note at a cell ("D17") of a row that is written later."""
        lines = sum(len(line) // 34 + 1 for line in text.split("\n"))
        self.notes[cell] = Comment(safe_text(text), "Thi đua công đoàn", height=26 + 19 * lines, width=280)

    def choices(self, cells, place):
        """Let the cells ("D4:D1000") be chosen from the range `place` ("'Danh mục'!$A$2:$A$9"); others may be typed."""
        rule = DataValidation(type="list", formula1=place, allow_blank=True, showErrorMessage=False)
        rule.add(cells)
        self.data_validations.append(rule)

    def _values_to_row(self, cells, row_idx):
        pen, letters, styles = _Pen(), self._letters, self._style_ids
        for place, cell in enumerate(cells):
            if cell is None:
                continue
            value, look = cell
            pen.coordinate = f"{letters[place]}{row_idx}"
            pen.style_id = styles[look]
            if self.notes:
                pen._comment = self.notes.get(pen.coordinate)
            if isinstance(value, str):
                pen.data_type = "f" if type(value) is Formula else "s"
                pen._value = value if pen.data_type == "f" else safe_text(value)
                if pen.data_type == "s" and pen._value.startswith(LOOKS_LIKE_A_FORMULA):
                    pen.style_id = self._quoted_ids[look]
            elif isinstance(value, date):
                pen.data_type, pen._value = "n", value.toordinal() - DAY_ZERO
            else:
                pen.data_type, pen._value = "n", value
            yield pen


class Book:
    """A workbook with named looks; `sheet` in order, then `save`."""

    def __init__(self, looks, title=""):
        self.workbook = Workbook(write_only=True)
        self.workbook.properties.creator = "Thi đua công đoàn"
        self.workbook.properties.title = safe_text(title)
        self.workbook.calculation.fullCalcOnLoad = True
        first = self.workbook.create_sheet()
        self._style_ids = {name: self._register(first, look) for name, look in looks.items()}
        self._quoted_ids = {name: self._register(first, look, quoted=True) for name, look in looks.items()}
        self.workbook.remove(first)

    def sheet(self, title):
        sheet = Sheet(self.workbook, title, self._style_ids, self._quoted_ids)
        self.workbook._add_sheet(sheet)
        return sheet

    def save(self, out):
        self.workbook.save(out)

    @staticmethod
    def _register(sheet, look, *, quoted=False):
        cell = WriteOnlyCell(sheet)
        cell.font, cell.fill, cell.border = look.font, look.fill, look.border
        cell.alignment, cell.number_format = look.alignment, look.format
        if quoted:
            cell._style.quotePrefix = 1
        return cell.style_id
