"""Which empty list does an office fill in, so that nothing has to be guessed?

The sheets of explanations and of names to choose from have one column each: nothing in them is ever taken for a list
of units.
"""

from unions.import_columns import (
    CODE,
    DECISION,
    EMAIL,
    FOUNDED,
    KIND,
    LABELS,
    NAME,
    PARENT,
    PHONE,
    SECTOR,
    SHORT_NAME,
)
from unions.import_preview import WORDS
from unions.list_sheets import Column, ListSheet, workbook_of
from unions.models import BodyFacts, Sector

Code = BodyFacts.Code
UNITS, GUIDE, SECTORS = "Đơn vị", "Cách ghi", "Loại hình"
WIDTHS = {NAME: 46, PARENT: 34, SECTOR: 28, EMAIL: 26}
COLUMNS = [NAME, CODE, SHORT_NAME, PARENT, KIND, SECTOR, FOUNDED, DECISION, PHONE, EMAIL]
FIGURES = [Code.WORKERS, Code.WOMEN, Code.MEMBERS, Code.WOMEN_MEMBERS]
GUIDANCE = [
    "1. Mỗi dòng của trang “Đơn vị” là một công đoàn cơ sở. Cột nào không có số liệu thì để trống.",
    f"2. {LABELS[NAME]}: ghi đầy đủ như trong quyết định. Ví dụ: CĐCS Trường Tiểu học Kim Đồng.",
    f"3. {LABELS[CODE]}: có mã thì ghi, chưa có thì để trống, hệ thống đặt mã theo tên.",
    f"4. {LABELS[PARENT]}: tên hoặc mã. Để trống thì đơn vị trực thuộc ngay nơi nhập vào.",
    f"5. {LABELS[SECTOR]}: chọn trong danh sách. {LABELS[KIND]}: chỉ ghi khi khác công đoàn cơ sở.",
    "6. Số lao động, đoàn viên: ghi số, ví dụ 1.500. Không ghi “khoảng”, không ghi đơn vị tính.",
    "7. Dòng cộng, dòng tên khối (I, II…), dấu “nt” đều đọc được, không cần xóa.",
    "8. Nhập lại đúng tệp này thì không có gì thay đổi: sửa vài ô rồi nhập lại cả tệp cũng được.",
    "9. Tệp riêng của cơ quan cũng nhập được: hệ thống tự ghép cột rồi hỏi lại đồng chí.",
]


def template_file():
    """The workbook as bytes."""
    sectors = [sector.name for sector in Sector.objects.all()]
    columns = [Column("STT", 6, "int")]
    columns += [Column(LABELS[code], WIDTHS.get(code, 18)) for code in COLUMNS]
    columns += [Column(WORDS[code], 14, "int") for code in FIGURES]
    place = f"'{SECTORS}'!$A$4:$A${3 + max(len(sectors), 1)}"
    units = ListSheet(
        title=UNITS,
        heading="DANH SÁCH CÔNG ĐOÀN CƠ SỞ",
        lead=f"Ghi từ dòng 4 trở xuống. Cách ghi từng cột ở trang “{GUIDE}”.",
        columns=columns,
        rows=[],
        choices={COLUMNS.index(SECTOR) + 2: place},
    )
    guide = _one_column(GUIDE, "CÁCH GHI", "Trang này chỉ để đọc, không nhập.", GUIDANCE, 110)
    kinds = _one_column(SECTORS, "LOẠI HÌNH", "Chọn đúng một tên dưới đây.", sectors, 46)
    return workbook_of([units, guide, kinds], title="Mẫu nhập đơn vị")


def _one_column(title, heading, lead, lines, width):
    return ListSheet(title, heading, lead, [Column("Nội dung", width)], [[line] for line in lines])
