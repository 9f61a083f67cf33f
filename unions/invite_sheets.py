"""What stands in the template of a list of chairs: the office's own units, with the person left to fill in?"""

from unions.list_sheets import Column, ListSheet, workbook_of
from unions.people_matching import USUAL_POST

COLUMNS = [
    Column("STT", 6, "int"),
    Column("Mã đơn vị", 22),
    Column("Đơn vị", 46),
    Column("Đơn vị cấp trên", 34),
    Column("Họ và tên", 28),
    Column("Chức vụ", 16),
    Column("Điện thoại", 18, "text"),
    Column("Email", 28),
]
LEAD = "Điền họ tên, điện thoại (email nếu có). Dòng để trống họ tên được bỏ qua. Không cần sửa mã đơn vị."


def template_of(bodies):
    """The workbook as bytes."""
    rows = [
        [number, body.code, body.name, body.parent.label if body.parent else "", "", USUAL_POST, "", ""]
        for number, body in enumerate(bodies, 1)
    ]
    sheet = ListSheet("Người phụ trách", "DANH SÁCH NGƯỜI PHỤ TRÁCH ĐƠN VỊ", LEAD, COLUMNS, rows)
    return workbook_of([sheet], title="Danh sách người phụ trách")
