"""How does the list of bodies, as somebody filtered it, look in Excel?"""

from unions.errors import Refusal
from unions.list_sheets import Column, ListSheet, workbook_of
from unions.tree_columns import COLUMNS, NUMBERS, Reader, state_words

MOST = 20_000
AT_ONCE = 1000
WIDTHS = {"loai": 16, "khu-vuc": 26, "truc-thuoc": 34, "dung-dau": 26, "khoi": 28, "tinh-trang": 24}
GIVEN_BELOW = {"loai", "truc-thuoc", "tinh-trang"}  # stand in the file in any case


class TooManyRows(Refusal):
    sentence = (
        "Danh sách có hơn 20.000 đơn vị: đồng chí lọc bớt (theo loại, khu vực, đơn vị cấp trên) rồi tải lại."
    )


def file_of(found, codes, *, today):
    """The workbook of a queryset of bodies as bytes; raises TooManyRows rather than keep everybody waiting."""
    bodies = list(found[: MOST + 1])
    if len(bodies) > MOST:
        raise TooManyRows
    extra = [code for code in codes if code not in GIVEN_BELOW]
    columns = [
        Column("TT", 6, "int"),
        Column("Mã đơn vị", 22),
        Column("Tên đơn vị", 52),
        Column("Loại tổ chức", WIDTHS["loai"]),
        Column("Trực thuộc", WIDTHS["truc-thuoc"]),
        *(Column(COLUMNS[code], WIDTHS.get(code, 15), _look(code)) for code in extra),
        Column("Tình trạng", WIDTHS["tinh-trang"]),
    ]
    sheet = ListSheet(
        title="Đơn vị",
        heading="DANH SÁCH ĐƠN VỊ",
        lead=f"{len(bodies)} đơn vị, theo cơ cấu ngày {today:%d/%m/%Y}",
        columns=columns,
        rows=list(_rows(bodies, extra, today)),
    )
    return workbook_of([sheet], title="Danh sách đơn vị")


def _look(code):
    return "int" if code in NUMBERS else "date" if code == "thanh-lap" else "left"


def _rows(bodies, codes, today):
    for start in range(0, len(bodies), AT_ONCE):
        part = bodies[start : start + AT_ONCE]
        reader = Reader(part, codes, today)
        for number, body in enumerate(part, start + 1):
            cells = [cell.text if cell.value is None else cell.value for cell in reader.cells(body)]
            parent = body.parent.name if body.parent else ""
            yield [number, body.code, body.name, body.kind.name, parent, *cells, state_words(body)]
