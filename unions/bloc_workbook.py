"""What stands in the Excel file of blocs: one sheet of the blocs, one of their members?"""

from unions.contacts import heads_of
from unions.list_sheets import Column, ListSheet, workbook_of

BLOCS = [
    Column("Số", 6, "int"),
    Column("Tên khối", 38),
    Column("Đơn vị lập khối", 34),
    Column("Năm", 8, "text"),
    Column("Khu vực", 26),
    Column("Số quyết định", 20),
    Column("Trưởng khối", 38),
    Column("Phó khối", 38),
    Column("Số đơn vị", 10, "int"),
]
MEMBERS = [
    Column("STT", 6, "int"),
    Column("Khối", 34),
    Column("Mã đơn vị", 20),
    Column("Đơn vị", 46),
    Column("Loại tổ chức", 16),
    Column("Vai trò", 16),
    Column("Vào khối từ", 14, "date"),
    Column("Người đứng đầu", 28),
]


def file_of(rows, *, heading, today):
    """The workbook of these rows (bloc_pages.Row) as bytes; telephones stay on the page."""
    lead = f"Số liệu ngày {today:%d/%m/%Y}"
    chairs = heads_of([seat.body_id for row in rows for seat in row.seats], today)
    sheets = [
        ListSheet("Danh sách khối", heading, lead, BLOCS, [_bloc(row) for row in rows]),
        ListSheet("Đơn vị trong khối", heading, lead, MEMBERS, _members(rows, chairs)),
    ]
    return workbook_of(sheets, title=heading)


def _bloc(row):
    bloc = row.bloc
    return [
        bloc.number,
        bloc.name,
        bloc.owner.name,
        str(bloc.year),
        bloc.sector.name if bloc.sector else "Hỗn hợp",
        bloc.decision_no,
        row.head.body.name if row.head else "",
        row.deputy.body.name if row.deputy else "",
        len(row.seats),
    ]


def _members(rows, chairs):
    seats = [(row.bloc, seat) for row in rows for seat in row.seats]
    return [_member(number, bloc, seat, chairs) for number, (bloc, seat) in enumerate(seats, 1)]


def _member(number, bloc, seat, chairs):
    chair = chairs.get(seat.body_id)
    return [
        number,
        bloc.name,
        seat.body.code,
        seat.body.name,
        seat.body.kind.short_name,
        seat.get_post_display(),
        seat.from_on,
        chair.user.full_name if chair else "",
    ]
