"""How does a list of the office look in Excel: its title, of which day it speaks, headings, rows?"""

from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from urllib.parse import quote

from django.http import HttpResponse
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from unions.sheets import Book, Look
from unions.vietnamese import fold

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
INK, SOFT, EDGE, HEAD = "1A1A1A", "595959", "9AA7B5", "DCE6F1"
MOST_CHOSEN = 2000  # rows of a template that offer a list to choose from
FORMATS = {"left": "General", "text": "General", "int": "#,##0", "date": "dd/mm/yyyy"}


@dataclass(frozen=True)
class Column:
    """A heading, its width in letters, and how its cells look: left, text (in the middle), int or date."""

    heading: str
    width: int
    look: str = "left"


@dataclass(frozen=True)
class ListSheet:
    title: str  # on the tab: at most 31 letters
    heading: str
    lead: str
    columns: list
    rows: list  # of values in the order of the columns; None or "" leaves the place empty
    choices: dict = field(
        default_factory=dict
    )  # {number of a column from 1: range of another sheet to choose from}


def workbook_of(sheets, *, title):
    """The file as bytes."""
    book = Book(_looks(), title=title)
    for each in sheets:
        _draw(book, each)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def as_file(data, name):
    """The answer that gives the workbook away as `name`.xlsx."""
    plain = fold(name).replace(" ", "-")
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = (
        f"attachment; filename=\"{plain}.xlsx\"; filename*=UTF-8''{quote(name)}.xlsx"
    )
    return response


def _draw(book, each):
    sheet = book.sheet(each.title)
    for number, column in enumerate(each.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.freeze_panes = "A4"
    sheet.print_title_rows = "3:3"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.row([(each.heading, "title")], 22)
    sheet.row([(each.lead, "lead")])
    sheet.row([(column.heading, "head") for column in each.columns], 32)
    for row in each.rows:
        sheet.row(
            [
                ("" if value is None else value, column.look)
                for column, value in zip(each.columns, row, strict=True)
            ]
        )
    for number, place in each.choices.items():
        letter = get_column_letter(number)
        sheet.choices(f"{letter}4:{letter}{MOST_CHOSEN}", place)
    last = f"{get_column_letter(len(each.columns))}{len(each.rows) + 3}"
    sheet.auto_filter.ref = f"A3:{last}"


@cache
def _looks():
    line = Side(style="thin", color=EDGE)
    box = Border(left=line, right=line, top=line, bottom=line)
    named = {
        "title": _look(14, True, INK, None, Border(), "left"),
        "lead": _look(11, False, SOFT, None, Border(), "left"),
        "head": _look(11, True, INK, HEAD, box, "center"),
    }
    cells = {
        name: _look(11, False, INK, None, box, "left" if name == "left" else "center", shape)
        for name, shape in FORMATS.items()
    }
    return named | cells


def _look(size, bold, colour, fill, border, across, shape="General"):
    return Look(
        font=Font(name="Times New Roman", size=size, bold=bold, color=colour),
        fill=PatternFill("solid", fgColor=fill) if fill else PatternFill(),
        border=border,
        alignment=Alignment(horizontal=across, vertical="center", wrap_text=border != Border()),
        format=shape,
    )
