"""What stands at the top of each sheet of a file, and which column is taken to mean what?

Kept as JSON in the import's own row, so that a page can show and change it without opening the file.
"""

from unions.import_columns import (
    CHAIR,
    CODE,
    IGNORED,
    NAME,
    Layout,
    layout_of,
    meaning_of,
    remember,
    remembered_by,
)
from unions.import_preview import WORDS, typed
from unions.workbooks import Sheet

HEAD = 36  # rows of a sheet that are kept to point at: the headings stand in the first thirty
TALLEST = 3  # rows of one heading
SAMPLES = 3
# What a column may be said to mean; the other meanings are only understood to be left alone.
CHOICES = [(IGNORED, "Không dùng cột này"), *WORDS.items()]


def heads_of(workbook):
    """[{name, rows, hidden, head, merges}] as JSON: the first rows of each sheet that has any."""
    return [
        {
            "name": sheet.name,
            "rows": len(sheet.rows),
            "hidden": sheet.hidden,
            "head": [[_kept(value) for value in row] for row in sheet.rows[:HEAD]],
            "merges": [list(merge) for merge in sheet.merges if merge[2] < HEAD],
        }
        for sheet in workbook.sheets
        if sheet.rows
    ]


def sheet_of(head):
    """The first rows of a sheet again as a sheet."""
    return Sheet(head["name"], head["head"], [tuple(merge) for merge in head["merges"]])


def guess_of(workbook, owner):
    """{sheet: how it would be read}: as such headings were put right before, else as they are understood."""
    before = remembered_by(owner)
    found = {}
    for sheet in workbook.sheets:
        if sheet.rows:
            layout = layout_of(sheet, remembered=before)
            is_on = layout is not None and not sheet.hidden
            found[sheet.name] = mapping_of(layout or layout_at(sheet, 0), is_on=is_on)
    return found


def layout_at(sheet, place):
    """The layout of a sheet whose headings a person found in the row `place`, whatever is understood of them."""
    rows = sheet.rows[place : place + TALLEST]
    merges = [
        (max(top - place, 0), left, min(bottom - place, len(rows) - 1), right)
        for top, left, bottom, right in sheet.merges
        if top < place + len(rows) and bottom >= place
    ]
    found = layout_of(Sheet(sheet.name, rows, merges))
    if found and found.first == found.height:
        return Layout(place + found.height, found.columns, found.headings, found.height)
    headings = [value.strip() if isinstance(value, str) else "" for value in rows[0]] if rows else []
    columns = {}
    for column, heading in enumerate(headings):
        if heading and (meaning := meaning_of(heading)):
            columns.setdefault(meaning, column)
    return Layout(place + 1, columns, headings)


def mapping_of(layout, *, is_on):
    return {
        "on": is_on,
        "place": layout.first - layout.height,
        "first": layout.first,
        "columns": {meaning: column for meaning, column in layout.columns.items() if meaning != CHAIR},
        "headings": list(layout.headings),
    }


def layouts_of(mapping):
    """{sheet: Layout} of the sheets that are to be read."""
    return {
        name: Layout(each["first"], each["columns"], each["headings"], each["first"] - each["place"])
        for name, each in mapping.items()
        if each["on"]
    }


def names_units(each):
    """Do the columns of a sheet say which unit a row is of? A list of people says it in its own way."""
    layout = Layout(each["first"], each["columns"], each["headings"])
    return NAME in layout.columns or CODE in layout.columns or layout.per_member


def keep(mapping, owner):
    """Remember how the sheets that are read were understood, for the next file with such headings."""
    for name, layout in layouts_of(mapping).items():
        remember(layout.headings, owner, layout.columns, name)


def samples(head, first, column):
    """The first values of a column below its heading, as somebody sees them in Excel."""
    values = [row[column] for row in head["head"][first:] if column < len(row)]
    return [typed(value) for value in values if value not in (None, "")][:SAMPLES]


def _kept(value):
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return typed(value)
