"""How does a file come back to its office with the cells marked that could not be read?

The same rows stand in the same places, as they were read: red cells with a note that says what is wrong and what to
write instead, yellow ones where two units could be meant. Corrected, the file can be sent again as it is.
"""

import re
from datetime import date
from io import BytesIO

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.properties import PageSetupProperties

from unions.bringing import read_again
from unions.sheets import Book, Look
from unions.workbooks import cell_name

INK, BAD, BAD_FILL, ASK_FILL, HEAD_FILL, EDGE = "1A1A1A", "9C0006", "FFC7CE", "FFEB9C", "DCE6F1", "9AA7B5"
WIDEST, NARROWEST = 46, 7
MEASURED = 200  # rows that say how wide a column should be
A4 = 9  # as Excel numbers its papers
DATE = "dd/mm/yyyy"
NOT_IN_TITLES, LONGEST_TITLE = re.compile(r"[\\*?:/\[\]]"), 31


def marked_file(row):
    """The workbook of an import as bytes, with what its preview found wrong and doubtful."""
    book = Book(_looks(), title=row.file_name)
    marks = _marks(row.preview)
    for sheet in read_again(row).sheets:
        mapping = row.mapping.get(sheet.name)
        title = NOT_IN_TITLES.sub(" ", sheet.name)[:LONGEST_TITLE].strip() or "Trang"
        _draw(book.sheet(title), sheet, mapping, marks.get(sheet.name, {}))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _marks(preview):
    """{sheet: {cell: (look, note)}}"""
    found = {}
    for each in preview["errors"]:
        said = (
            f"Lỗi: {each['reason']}\nSửa: {each['suggestion']}"
            if each["suggestion"]
            else f"Lỗi: {each['reason']}"
        )
        place = found.setdefault(each["sheet"], {})
        earlier = place.get(each["cell"])
        place[each["cell"]] = ("bad", f"{earlier[1]}\n{said}" if earlier else said)
    for each in preview["doubts"]:
        units = "; ".join(f"{name} (mã {code})" for code, name, _ in each["bodies"])
        note = f"Có thể là: {units}.\nGhi mã vào cột mã đơn vị nếu đúng là đơn vị ấy."
        found.setdefault(each["sheet"], {}).setdefault(each["cell"], ("ask", note))
    return found


def _draw(drawn, sheet, mapping, marks):
    place, first = (mapping["place"], mapping["first"]) if mapping and mapping["on"] else (0, 0)
    drawn.freeze_panes = f"A{first + 1}"
    drawn.page_setup.orientation = "landscape"
    drawn.page_setup.paperSize = A4
    drawn.page_setup.fitToHeight = 0
    drawn.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for column, width in enumerate(_widths(sheet.rows[place:]), 1):
        drawn.column_dimensions[get_column_letter(column)].width = width
    for top, left, bottom, right in sheet.merges:
        drawn.merged_cells.add(
            CellRange(min_row=top + 1, min_col=left + 1, max_row=bottom + 1, max_col=right + 1)
        )
    for cell, (_, note) in marks.items():
        drawn.note(cell, note)
    for line, values in enumerate(sheet.rows):
        drawn.row(
            [_cell(line, column, value, marks, place <= line < first) for column, value in enumerate(values)]
        )


def _cell(line, column, value, marks, is_head):
    look = marks.get(cell_name(line, column), ("",))[0]
    if value is None and not look:
        return None
    is_day = isinstance(value, date)
    if isinstance(value, bool):
        value = "TRUE" if value else "FALSE"
    return (
        "" if value is None else value,
        f"{look or ('head' if is_head else 'plain')}{'-day' if is_day else ''}",
    )


def _widths(rows):
    """Wide enough for the list; what stands over its headings is a title and may run on."""
    longest = {}
    for row in rows[:MEASURED]:
        for column, value in enumerate(row):
            if value is not None:
                longest[column] = max(longest.get(column, 0), len(str(value)))
    wide = max(longest, default=-1) + 1
    return [min(max(longest.get(column, 0) + 2, NARROWEST), WIDEST) for column in range(wide)]


def _looks():
    line = Side(style="thin", color=EDGE)
    box = Border(left=line, right=line, top=line, bottom=line)
    found = {}
    for name, fill, colour, bold in (
        ("plain", None, INK, False),
        ("head", HEAD_FILL, INK, True),
        ("bad", BAD_FILL, BAD, True),
        ("ask", ASK_FILL, INK, False),
    ):
        for ending, shape in (("", "General"), ("-day", DATE)):
            found[name + ending] = Look(
                font=Font(name="Times New Roman", size=11, bold=bold, color=colour),
                fill=PatternFill("solid", fgColor=fill) if fill else PatternFill(),
                border=Border() if name == "plain" else box,
                alignment=Alignment(vertical="center", wrap_text=name == "head"),
                format=shape,
            )
    return found
