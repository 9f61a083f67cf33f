"""In which font does each cell of an .xlsx stand? Asked only where text may be of an old font."""

import re

from unions.sandbox import read_member
from unions.workbook_limits import SHEET_PART, column_of

FONT_NAME = re.compile(
    rb"<font\b[^>]*>(?:(?!</font>).)*?<name\s+val=\"([^\"]*)\"|<font\b[^>]*/>|<font\b[^>]*>", re.DOTALL
)
CELL_FORMATS = re.compile(rb"<cellXfs\b.*?</cellXfs>", re.DOTALL)
FONT_ID = re.compile(rb"<xf\b[^>]*?\bfontId=\"(\d+)\"|<xf\b")
STYLED = re.compile(rb"<c\s(?=[^>]*\br=\"([A-Z]{1,3})(\d{1,7})\")(?=[^>]*\bs=\"(\d+)\")")
SHEET = re.compile(rb"<sheet\b(?=[^>]*\bname=\"([^\"]*)\")(?=[^>]*\br:id=\"([^\"]*)\")")
TARGET = re.compile(rb"<Relationship\b(?=[^>]*\bId=\"([^\"]*)\")(?=[^>]*\bTarget=\"([^\"]*)\")")
FONTS = re.compile(rb"<fonts\b.*?</fonts>", re.DOTALL)


def fonts_of(opened):
    """{sheet name: {(row, column): font name}} of cells in fonts whose name tells of an old encoding."""
    names = set(opened.namelist())
    if not {"xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    old = _old_formats(read_member(opened, "xl/styles.xml"))
    if not old:
        return {}
    found = {}
    for title, part in _parts(opened):
        if part in names and SHEET_PART.fullmatch(part):
            cells = STYLED.finditer(read_member(opened, part))
            found[title] = {
                (int(number) - 1, column_of(letters)): old[int(style)]
                for letters, number, style in (match.groups() for match in cells)
                if int(style) in old
            }
    return found


def _old_formats(styles):
    """{number of a cell format: font name}, for the fonts of old encodings only."""
    block = FONTS.search(styles)
    fonts = (
        [(match[1] or b"").decode("utf-8", "replace") for match in FONT_NAME.finditer(block[0])]
        if block
        else []
    )
    formats = CELL_FORMATS.search(styles)
    numbers = [int(match[1] or 0) for match in FONT_ID.finditer(formats[0])] if formats else []
    return {
        place: fonts[number]
        for place, number in enumerate(numbers)
        if number < len(fonts) and fonts[number].lower().startswith((".vn", "vni"))
    }


def _parts(opened):
    targets = dict(
        match.groups() for match in TARGET.finditer(read_member(opened, "xl/_rels/workbook.xml.rels"))
    )
    for match in SHEET.finditer(read_member(opened, "xl/workbook.xml")):
        target = targets.get(match[2], b"").decode("utf-8", "replace")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        yield _unescaped(match[1].decode("utf-8", "replace")), part


def _unescaped(text):
    for code, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(code, letter)
    return text
