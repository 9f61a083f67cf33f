"""What stands in a workbook, read in a child process that may die without harm (see `unions.sandbox`)?

Run as `python -m unions.workbook_child NAME`: the file on stdin, JSON on stdout, or a sentence on stderr. It knows no
Django.
"""

import csv
import io
import json
import re
import sys
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from unions.legacy_encodings import could_be_old, to_unicode
from unions.sandbox import Unsafe, open_zip, read_member, serve
from unions.vietnamese import readable
from unions.workbook_fonts import fonts_of
from unions.workbook_limits import (
    COLUMNS,
    LENGTH,
    ROWS,
    SHEETS,
    cell_name,
    inspect_ods,
    inspect_xlsx,
    too_large,
)

MEMORY, SECONDS = 512 * 2**20, 20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
NO_WORKBOOK = "Tệp này không phải bảng tính Excel. Đồng chí gửi tệp .xlsx, .xls, .ods hoặc .csv."
LOCKED = "Tệp có mật khẩu. Đồng chí bỏ mật khẩu khi lưu (Tệp › Thông tin › Bảo vệ sổ làm việc) rồi gửi lại."
WEB_PAGE = "Tệp này là trang web mang đuôi Excel. Đồng chí mở bằng Excel, lưu lại thành .xlsx rồi gửi."
BINARY = "Đồng chí mở tệp .xlsb bằng Excel, lưu lại thành .xlsx rồi gửi."
DELIMITERS = ",;\t|"


def read(data, name):
    """The workbook as a dict for JSON: sheets with rows from A1 on, merges, notes."""
    if not data.strip():
        raise Unsafe("Tệp này trống. Đồng chí chọn lại tệp.")
    if data.startswith(ZIP):
        return _read_zip(data)
    if data.startswith(OLE):
        if ENCRYPTED in data:
            raise Unsafe(LOCKED)
        return _read_book(data, notes=[], fonts=None)
    if re.match(rb"\s*(\xef\xbb\xbf)?\s*<(!doctype|html|\?xml|table|meta)", data[:200], re.IGNORECASE):
        raise Unsafe(WEB_PAGE)
    return _read_csv(data, name)


def _read_zip(data):
    opened = open_zip(data)
    names = set(opened.namelist())
    if "xl/workbook.bin" in names:
        raise Unsafe(BINARY)
    if "xl/workbook.xml" in names:
        notes = inspect_xlsx(opened)
        return _read_book(data, notes=notes, fonts=lambda: fonts_of(opened))
    if "mimetype" in names and b"spreadsheet" in read_member(opened, "mimetype"):
        return _read_book(data, notes=inspect_ods(opened), fonts=None)
    raise Unsafe(NO_WORKBOOK)


def _read_book(data, *, notes, fonts):
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError as problem:
        raise Unsafe(LOCKED) from problem
    except CalamineError as problem:
        raise Unsafe("") from problem
    metas = [meta for meta in book.sheets_metadata if str(meta.typ).endswith("WorkSheet")]
    if not metas:
        raise Unsafe("Tệp không có trang tính nào. Đồng chí mở bằng Excel kiểm tra lại rồi gửi.")
    if len(metas) > SHEETS:
        raise Unsafe(f"Tệp có {len(metas)} trang tính, nhiều nhất {SHEETS}. Đồng chí giữ lại trang cần nhập.")
    sheets = [_sheet(book, meta) for meta in metas]
    if fonts and any(map(_is_suspect, sheets)):
        _convert(sheets, fonts())
    else:
        _convert(sheets, {})
    return {"sheets": sheets, "notes": notes}


def _sheet(book, meta):
    try:
        sheet = book.get_sheet_by_name(meta.name)
        if sheet.end and (sheet.end[0] >= ROWS or sheet.end[1] >= COLUMNS):
            raise too_large(meta.name, *sheet.end)
        rows = [[_plain(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        merges = [[*first, *last] for first, last in sheet.merged_cell_ranges or ()]
    except CalamineError as problem:
        raise Unsafe("") from problem
    height, width = len(rows), max(map(len, rows), default=0)
    return {
        "name": readable(meta.name),
        "hidden": meta.visible != SheetVisibleEnum.Visible,
        "rows": rows,
        "merges": [
            [top, left, min(bottom, height - 1), min(right, width - 1)]
            for top, left, bottom, right in merges
            if top < height and left < width
        ],
        "converted": [],
    }


def _plain(value):
    """A value as JSON keeps it; days as {"d": …} and moments as {"t": …}."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    if isinstance(value, datetime):
        return {"d": value.date().isoformat()} if value.time() == time() else {"t": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, (time, timedelta)):
        return str(value)
    return value


def _is_suspect(sheet):
    """Any text that could be of an old font: Western letters, none of Unicode's Vietnamese."""
    return any(isinstance(value, str) and could_be_old(value) for row in sheet["rows"] for value in row)


def _convert(sheets, fonts):
    for sheet in sheets:
        named = fonts.get(sheet["name"], {})
        for place, row in enumerate(sheet["rows"]):
            for column, value in enumerate(row):
                if not isinstance(value, str):
                    continue
                if len(value) > LENGTH:
                    cell = f"{sheet['name']}!{cell_name(place, column)}"
                    raise Unsafe(
                        f"Ô {cell} dài quá {LENGTH:,} ký tự. Đồng chí rút gọn rồi gửi lại.".replace(",", ".")
                    )
                if value.isascii() and value.isprintable():
                    continue
                text, encoding = to_unicode(value, named.get((place, column)))
                row[column] = readable(text) or None
                if encoding:
                    sheet["converted"].append([place, column, value])


def _read_csv(data, name):
    text = _decoded(data)
    if "\x00" in text:
        raise Unsafe(NO_WORKBOOK)
    lines = text.splitlines()
    delimiter = max(DELIMITERS, key=lambda each: sum(line.count(each) for line in lines[:20]))
    try:
        rows = [
            [value or None for value in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)
        ]
    except csv.Error as problem:
        raise Unsafe("") from problem
    width = max(map(len, rows), default=0)
    if len(rows) > ROWS or width > COLUMNS:
        raise too_large(name, len(rows) - 1, width - 1)
    rows = [row + [None] * (width - len(row)) for row in rows]
    title = readable(name.rsplit(".", 1)[0])[:31] or "CSV"
    sheet = {"name": title, "hidden": False, "rows": rows, "merges": [], "converted": []}
    _convert([sheet], {})
    return {"sheets": [sheet], "notes": []}


def _decoded(data):
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")  # which old encoding it is, its letters tell


def _work(data):
    found = read(data, sys.argv[1] if len(sys.argv) > 1 else "")
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


if __name__ == "__main__":
    csv.field_size_limit(10 * LENGTH)
    sys.exit(serve(_work, memory=MEMORY, seconds=SECONDS))
