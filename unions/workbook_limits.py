"""Is a zipped workbook of a size and kind that may be read, and what in it should its sender know?"""

import re

from unions.sandbox import Unsafe, read_member

ROWS, COLUMNS, SHEETS, LENGTH = 20_000, 60, 50, 2000
DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
# Cells with something in them; those that only carry a format end with "/>".
CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"[^>]*?(?<!/)>")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>]")
HIDDEN = re.compile(rb"<(?:\w+:)?(row|col)\s[^>]*\bhidden=\"(?:1|true)\"")
REPEATED = re.compile(rb"number-(?:rows|columns)-repeated=\"(\d{7,})\"")
NAMES = re.compile(rb"<(?:\w+:)?definedName\s")
STYLES = re.compile(rb"<(?:\w+:)?xf[\s/>]")
SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")
MOST_NAMES, MOST_STYLES = 20_000, 65_000
DECLARED = "Tệp có phần khai báo lạ bên trong. Đồng chí mở bằng Excel, lưu lại thành tệp mới rồi gửi."
LEFT_OUT = {
    # beginning of a part's name: what the sender is told
    "xl/vbaProject": "Tệp có macro: chỉ đọc số liệu, macro không chạy.",
    "xl/externalLinks/": "Tệp có liên kết tới tệp khác: chỉ lấy giá trị đã lưu.",
    "xl/connections": "Tệp có kết nối dữ liệu: chỉ lấy giá trị đã lưu.",
    "xl/embeddings/": "Tệp có đối tượng nhúng: đối tượng ấy được bỏ qua.",
    "xl/activeX/": "Tệp có nút điều khiển: nút ấy được bỏ qua.",
}


def inspect_xlsx(opened):
    """Notes for the sender; raises Unsafe with a sentence where the file should not be read."""
    names = opened.namelist()
    parts = [name for name in names if name.endswith((".xml", ".rels"))]
    sheets = [name for name in parts if SHEET_PART.fullmatch(name)]
    if len(sheets) > SHEETS:
        raise Unsafe(
            f"Tệp có {len(sheets)} trang tính, nhiều nhất {SHEETS}. Đồng chí giữ lại trang cần nhập."
        )
    notes = [note for start, note in LEFT_OUT.items() if any(name.startswith(start) for name in names)]
    formulas = hidden = 0
    for name in parts:
        content = read_member(opened, name)
        _refuse_declarations(content)
        if name in sheets:
            _refuse_far_cells(content)
            formulas += len(FORMULA.findall(content))
            hidden += len(HIDDEN.findall(content))
        elif name == "xl/workbook.xml" and len(NAMES.findall(content)) > MOST_NAMES:
            raise Unsafe("Tệp có quá nhiều tên vùng ẩn. Đồng chí chép số liệu sang tệp Excel mới rồi gửi.")
        elif name == "xl/styles.xml" and len(STYLES.findall(content)) > MOST_STYLES:
            raise Unsafe("Tệp có quá nhiều kiểu định dạng. Đồng chí chép số liệu sang tệp Excel mới rồi gửi.")
    if formulas:
        notes.append("Tệp có công thức: lấy giá trị đã tính khi lưu tệp.")
    if hidden:
        notes.append("Tệp có hàng hoặc cột ẩn: hàng, cột ẩn vẫn được đọc.")
    return notes


def inspect_ods(opened):
    for name in opened.namelist():
        if name.endswith(".xml"):
            content = read_member(opened, name)
            _refuse_declarations(content)
            if name == "content.xml" and REPEATED.search(content):
                raise Unsafe("Tệp có vùng trống lặp lại quá lớn. Đồng chí lưu lại thành .xlsx rồi gửi.")
    return []


def cell_name(row, column):
    """(16, 3) → "D17"."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def too_large(sheet, row, column):
    """The refusal of a sheet whose last cell is `row`, `column` (counted from 0)."""
    return Unsafe(
        f"Trang “{sheet}” có ô ở {cell_name(row, column)}, vượt {ROWS:,} hàng hoặc {COLUMNS} cột. Đồng chí xóa "
        "các hàng, cột thừa ở cuối (hoặc chép phần cần nhập sang tệp mới) rồi gửi lại.".replace(",", ".", 1)
    )


def _refuse_declarations(content):
    is_wide = content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in content[:64]
    if DECLARATION.search(content.replace(b"\x00", b"") if is_wide else content):
        raise Unsafe(DECLARED)


def _refuse_far_cells(content):
    for match in CELL.finditer(content):
        letters, number = match.groups()
        if len(letters) > 2 or int(number) > ROWS or column_of(letters) >= COLUMNS:
            raise too_large("", int(number) - 1, column_of(letters))


def column_of(letters):
    """b"D" → 3."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
