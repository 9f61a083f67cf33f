"""Which aims stand in the rows of a table: a name, a unit, the value of this year?"""

import re
from dataclasses import dataclass, field

from emulation.planreading.days import ONE, name_of
from emulation.planreading.indicators import Asked, indicators_of
from emulation.planreading.outline import Section
from unions.vietnamese import fold

NAME = re.compile(
    r"noi dung|ten chi tieu|chi tieu thi dua|muc tieu|noi dung chi tieu|^chi tieu$|cong viec|tieu chi|linh vuc"
)
UNIT = re.compile(r"don vi tinh|dvt|^don vi$")
VALUE = re.compile(r"^chi tieu|ke hoach|giao|muc|thuc hien|phan dau|^nam|so luong|dang ky")
NOTE = re.compile(r"ghi chu|thoi han|thoi gian|hoan thanh|han")


@dataclass
class Rows:
    indicators: list = field(default_factory=list)
    taken: set = field(default_factory=set)  # ids of the items that were rows


def table_indicators(items, year):
    """Indicators of every table of aims."""
    found = Rows()
    columns = None
    for item in items:
        cells = [cell.strip() for cell in item.line.cells]
        if len([cell for cell in cells if cell]) < 2 or item.section not in (Section.TARGET, Section.WORK):
            columns = None if not cells else columns
            continue
        if header := _header(cells, year):
            columns = header
            found.taken.add(id(item))
            continue
        if columns is None:
            continue
        if made := _row(item, cells, columns, year):
            found.indicators += made
            found.taken.add(id(item))
    return found


def _header(cells, year):
    """{what: column} of a row of headings, or None."""
    words = [fold(cell) for cell in cells]
    if not re.fullmatch(r"tt|stt|so tt", words[0]) and not any(UNIT.search(each) for each in words):
        return None
    name = next((place for place, each in enumerate(words) if NAME.search(each)), 1 if len(cells) > 2 else 0)
    unit = next((place for place, each in enumerate(words) if UNIT.search(each)), None)
    values = [
        place
        for place, each in enumerate(words)
        if place not in (name, unit, 0) and VALUE.search(each) and not NOTE.search(each)
    ]
    this = [place for place in values if str(year) in words[place]]
    value = (this or values or [len(cells) - 1])[-1]
    note = next((place for place, each in enumerate(words) if NOTE.search(each) and place != value), None)
    return {"name": name, "unit": unit, "value": value, "note": note}


def _row(item, cells, columns, year):
    def cell(what):
        place = columns[what]
        return cells[place] if place is not None and place < len(cells) else ""

    name, unit, value, note = cell("name"), cell("unit"), cell("value"), cell("note")
    if not name or not value:
        return []
    made = indicators_of(_sentence(name, unit, value), Asked(item.trail, year))
    for each in made[:1]:
        each.text = " ".join(part for part in cells if (part and part != cells[0]) or part == name)
        each.source = item.line.raw
        if not each.unit:
            each.unit = unit or None
        if match := ONE.search(note):
            each.due = name_of(match, year).last
    return made[:1]


def _sentence(name, unit, value):
    """The row as one would say it."""
    bracket = re.search(r"\((?P<unit>triệu\s+đồng|tỷ\s+đồng|đồng|%|nghìn\s+đồng)\)", name)
    if bracket:
        unit, name = bracket["unit"], name.replace(bracket[0], "").strip()
    if re.fullmatch(r"không(?:\s+(?:có|để\s+xảy\s+ra|xảy\s+ra))?|0", value.strip(), re.IGNORECASE):
        things = re.sub(r"^(?:số\s+)?(?:vụ\s+(?:việc\s+)?)", "", name, flags=re.IGNORECASE)
        return f"không để xảy ra {things}"
    if unit == "%" and "%" not in value:
        value = re.sub(r"(\d)(?!.*\d)", r"\1%", value, count=1)
    shown = unit if unit and unit != "%" and unit.lower() not in value.lower() else ""
    turned = re.sub(r"^(từ\s+)(.*\d\S*)(\s+trở\s+lên)?$", rf"\1\2 {shown}\3", value, flags=re.IGNORECASE)
    return f"{name}: {turned if turned != value else f'{value} {shown}'}".strip()
