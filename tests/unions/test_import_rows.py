"""Are headings, units, sections, totals and signatures of a list told apart, and members of a list counted?"""

from datetime import date, datetime

import pytest

from unions.import_columns import hash_of, layout_of, meaning_of, unused
from unions.import_members import count_members
from unions.import_rows import rows_of
from unions.import_saved import known
from unions.quantities import SCALE
from unions.workbooks import Sheet


def sheet_of(*rows, merges=()):
    width = max(map(len, rows))
    return Sheet("DS", [[*row, *[None] * (width - len(row))] for row in rows], list(merges))


def read(*rows, merges=()):
    sheet = sheet_of(*rows, merges=merges)
    return rows_of(sheet, layout_of(sheet))


def names(found):
    return [row.texts["name"] for row in found.rows]


# Headings -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("STT", "stt"), ("Số TT", "stt"), ("Tên CĐCS", "name"), ("TÊN ĐƠN VỊ", "name"), ("Công đoàn cơ sở", "name"),
        ("Mã đơn vị", "code"), ("Mã số CĐCS", "code"), ("Trực thuộc", "parent"), ("Công đoàn cấp trên", "parent"),
        ("Loại hình", "sector"), ("Tổng số CNVCLĐ", "workers"), ("Lao động nữ", "women"), ("CNVCLĐ Nữ", "women"),
        ("Tổng số đoàn viên", "members"), ("Đoàn viên nữ", "women_members"), ("Đoàn viên Nữ", "women_members"),
        ("Số điện thoại", "phone"), ("E-mail", "email"), ("Kinh phí công đoàn phải thu", "fee_due"),
        ("Cán bộ chủ chốt", "key_officers"), ("Số doanh nghiệp", "enterprises"), ("Ghi chú", ""), ("Chủ tịch", "chair"),
        ("Điện thoại Chủ tịch", "chair"), ("Loại tổ chức", "kind"), ("Cấp", "kind"), ("Ngày thành lập", "founded_on"),
        ("QĐ thành lập ngày", "founded_on"), ("Quyết định thành lập Ngày, tháng, năm", "founded_on"),
        ("Ngày thành lập CĐCS", "founded_on"), ("QĐ thành lập số", "decision_no"), ("Số quyết định", "decision_no"),
        ("Cơ quan, đơn vị, doanh nghiệp", "work_units"), ("Số đơn vị", "work_units"),
        ("Tổng số CBCCVCLĐ", "workers"), ("CNVC-LĐ", "workers"), ("Số NLĐ", "workers"),
        ("CBCNV", "workers"), ("Nữ CNVCLĐ", "women"), ("CCVCLĐ nữ", "women"), ("Số đoàn viên", "members"),
        ("Tổng số ĐVCĐ", "members"), ("ĐVCĐ nữ", "women_members"), ("Số thẻ", "card"), ("Lĩnh vực", "sector"),
        ("Doanh nghiệp đã có công đoàn", "unionised"), ("Đoàn viên mới kết nạp", ""), ("Lao động hợp đồng", ""),
        ("Họ và tên", "person"), ("Giới tính", "sex"), ("Số thẻ đoàn viên", "card"), ("Mã đoàn viên", "card"),
    ],
)  # fmt: skip
def test_headings_in_any_words(heading, meaning):
    assert meaning_of(heading) == meaning


TALL = [
    ["LĐLĐ HUYỆN TỊNH BIÊN"],
    ["STT", "Đơn vị", "Quyết định thành lập", None, "CNVCLĐ và đoàn viên", None, None, None, None],
    [None, None, "Số", "Ngày", "CNVCLĐ", None, "Đoàn viên", None, None],
    [None, None, None, None, "Tổng số", "Nữ", "Tổng số", "Nữ", "Dân tộc"],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"],
    [1, "CĐCS A", "12/QĐ-LĐLĐ", "05/03/2019", 40, 30, 38, 29, 3],
    [2, "CĐCS B", None, datetime(2020, 1, 2), 10, 5, 8, 4, 0],
    [3, "CĐCS C", "13/QĐ", date(2020, 1, 3), 10, 5, 8, 4, 0],
]
TALL_MERGES = [
    (0, 0, 0, 8), (1, 0, 3, 0), (1, 1, 3, 1), (1, 2, 1, 3), (1, 4, 1, 8), (2, 4, 2, 5), (2, 6, 2, 8),
    (2, 2, 3, 2), (2, 3, 3, 3),
]  # fmt: skip


def test_headings_three_rows_tall():
    sheet = sheet_of(*TALL, merges=TALL_MERGES)
    layout = layout_of(sheet)
    assert (layout.first, layout.height) == (4, 3)
    assert layout.columns == {
        "stt": 0, "name": 1, "decision_no": 2, "founded_on": 3, "workers": 4, "women": 5,
        "members": 6, "women_members": 7,
    }  # fmt: skip
    found = rows_of(sheet, layout)
    assert [row.founded_on for row in found.rows] == [date(2019, 3, 5), date(2020, 1, 2), date(2020, 1, 3)]
    assert (found.rows[0].texts["decision_no"], found.problems, found.notes) == ("12/QĐ-LĐLĐ", [], [])
    assert unused(sheet, layout) == ["Cột không dùng: “CNVCLĐ và đoàn viên Đoàn viên Dân tộc” (I)."]


@pytest.mark.parametrize(
    "rows",
    [
        [["Tên đơn vị", "Ghi chú"], ["CĐCS A", "Doanh nghiệp"], ["CĐCS B", "Điện thoại"]],
        [["Tên đơn vị", "Ghi chú", "Cấp trên"], ["CĐCS A", "Lao động", "x"], ["CĐCS B", "Đoàn viên", "y"]],
    ],
)
def test_the_first_unit_is_no_heading(rows):
    assert names(read(*rows)) == ["CĐCS A", "CĐCS B"]


def test_a_group_of_columns_may_stand_over_the_name():
    sheet = sheet_of(["Đơn vị", None, "Đoàn viên"], ["Tên", "Mã", None], ["CĐCS A", "a", 5])
    assert layout_of(sheet).columns == {"name": 0, "code": 1, "members": 2}


def test_what_is_not_used_is_named():
    sheet = sheet_of(
        ["Tên CĐCS", "Chủ tịch", "Điện thoại", "Đoàn viên", "Đoàn viên", "Ghi chú"],
        ["CĐCS A", "Bà Mai", "0912", 5, 6, None, "x"],
    )
    assert unused(sheet, layout_of(sheet)) == [
        "Người phụ trách không nhập ở đây: cột “Chủ tịch” (B), “Điện thoại” (C). "
        "Đồng chí dùng trang Mời người phụ trách.",
        "Cột không dùng: “Đoàn viên” (E), “Ghi chú” (F), G.",
    ]


def test_headings_that_were_put_right_are_known():
    sheet = sheet_of(["Đơn vị tính", "Nơi ấy", "Bao nhiêu"], ["x", "CĐCS A", 5])
    columns = {"name": 1, "members": 2}
    remembered = {hash_of(["ĐƠN VỊ TÍNH", "Nơi ấy", "bao nhiêu", "", None]): columns}
    assert layout_of(sheet, remembered=remembered).columns == columns
    assert layout_of(sheet) is None


# Rows that are no units -----------------------------------------------------------------------------------------------


def test_sections_totals_repeated_headings_and_signatures():
    heading = ["STT", "Tên CĐCS", "Loại hình", "Đoàn viên"]
    found = read(
        heading,
        ["A", "KHỐI HÀNH CHÍNH", None, 30],
        ["I", "Khối trường học", None, None],
        [1, "CĐCS Trường A", "Trường học", 10],
        [2, "CĐCS Trường B", "nt", 20],
        [None, "Cộng khối I", None, 30],
        heading,
        ["II", "Khối doanh nghiệp", None, None],
        [3, "CĐCS Công ty C", None, 5],
        [4, "Tổng công ty Lâm nghiệp", None, 7],
        [None, None, "Cộng:", 12],
        ["Tổng cộng (I+II)", None, None, 43],
        [None, None, None, None],
        [None, None, "Tịnh Biên, ngày 5 tháng 3 năm 2021", None],
        [None, "Người lập biểu", "TM. BAN THƯỜNG VỤ", None],
        [None, None, "CHỦ TỊCH", None],
        [None, "Nguyễn Văn A", "Trần Thị B", None],
    )
    assert names(found) == ["CĐCS Trường A", "CĐCS Trường B", "CĐCS Công ty C", "Tổng công ty Lâm nghiệp"]
    assert [[name for name, _ in row.sections] for row in found.rows] == [
        *[["Khối trường học", "KHỐI HÀNH CHÍNH"]] * 2,
        *[["Khối doanh nghiệp", "KHỐI HÀNH CHÍNH"]] * 2,
    ]
    assert found.rows[1].texts["sector"] == "Trường học"
    assert found.problems == []
    assert found.notes == [
        "Dòng 2 “KHỐI HÀNH CHÍNH” là mục: số liệu ở dòng này không nhập.",
        "Dòng cộng D12 ghi 43, cộng các đơn vị được 42.",
        "Bỏ qua dòng cộng: dòng 6, 11, 12.",
        "Bỏ qua tiêu đề nhắc lại: dòng 7.",
        "Bỏ qua phần ký tên: dòng 14, 15, 16, 17.",
    ]


def test_headings_in_other_words_in_mid_sheet_are_no_unit():
    found = read(["Tên CĐCS", "Đoàn viên"], ["CĐCS A", 1], ["Tên đơn vị", "Tổng số đoàn viên"], ["CĐCS B", 2])
    assert names(found) == ["CĐCS A", "CĐCS B"]


def test_marks_before_the_name_and_merged_headings():
    found = read(
        ["Tên đơn vị", "Đoàn viên"],
        ["I. LĐLĐ huyện Châu Phú", None],
        ["CĐCS A", 1],
        ["Trường học", None],
        ["CĐCS B", 2],
        ["CĐCS chưa có số liệu", None],
        ["II. LĐLĐ huyện Tịnh Biên", None],
        ["CĐCS C", 3],
        merges=[(3, 0, 3, 1)],
    )
    assert names(found) == ["CĐCS A", "CĐCS B", "CĐCS chưa có số liệu", "CĐCS C"]
    assert [row.section for row in found.rows] == [
        "LĐLĐ huyện Châu Phú",
        "Trường học",
        "Trường học",
        "LĐLĐ huyện Tịnh Biên",
    ]
    assert found.rows[3].sections == [("LĐLĐ huyện Tịnh Biên", 6)]


def test_a_list_that_goes_on_after_signatures_is_read_on():
    found = read(
        ["STT", "Tên CĐCS", "Đoàn viên"],
        [1, "CĐCS A", 1],
        ["Người lập biểu", None, None],
        ["Nguyễn Văn A", None, None],
        [2, "CĐCS B", 2],
    )
    assert names(found) == ["CĐCS A", "CĐCS B"]


def test_telephones_that_a_list_hides_are_not_taken():
    found = read(["Tên CĐCS", "Điện thoại", "Tình trạng"], ["CĐCS A", "**** *** 678", "Đang hoạt động"])
    assert (found.rows[0].texts["phone"], found.notes) == ("", ["Bỏ qua số điện thoại đã che bớt: dòng 2."])


@pytest.mark.parametrize("cell", ["3/2019", "32/01/2019", 43529, "hôm qua"])
def test_days_that_are_none(cell):
    (problem,) = read(["Tên CĐCS", "Ngày thành lập"], ["CĐCS A", cell]).problems
    assert (problem.cell, problem.suggestion) == ("B2", "Sửa ô này, hoặc để trống.")


# One row a member -----------------------------------------------------------------------------------------------------


def count(*rows, merges=()):
    sheet = sheet_of(*rows, merges=merges)
    layout = layout_of(sheet, remembered={})
    assert layout.per_member
    found = count_members(sheet, layout)
    figures = {
        (row.texts["code"] or row.texts["name"]): [value // SCALE for value in row.figures.values()]
        for row in found.rows
    }
    return figures, found


QLDV = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Điện thoại", "Email", "Số thẻ đoàn viên"]
QLDV += ["Ngày vào công đoàn", "Mã đơn vị", "Đơn vị", "Công đoàn cấp trên", "Trạng thái"]


def member(number, sex, code, name, state="Đang sinh hoạt", card=None):
    card = card or f"AG{number:06}"
    person = [number, f"Người {number}", "01/02/1990", sex, "089", "0912", "x@y.vn", card, "01/01/2015"]
    return [*person, code, name, "LĐLĐ huyện Tịnh Biên", state]


def test_the_membership_software_s_list_gives_numbers_only():
    figures, found = count(
        ["DANH SÁCH ĐOÀN VIÊN"],
        QLDV,
        member(1, "Nữ", "a", "CĐCS A"),
        member(2, "Nam", "a", "CĐCS A"),
        member(3, "nữ", "b", "CĐCS B"),
        member(4, "Nam", "b", "CĐCS B", "Đã chuyển sinh hoạt"),
        member(5, "Nữ", "b", "CĐCS B", "Nghỉ thai sản"),
        member(6, "Nữ", "b", "CĐCS B", card="AG000003"),
    )
    assert figures == {"a": [2, 1], "b": [2, 2]}
    assert found.rows[0].texts == {"name": "CĐCS A", "code": "a", "parent": "LĐLĐ huyện Tịnh Biên"}
    assert found.notes == [
        "Danh sách 4 đoàn viên của 2 đơn vị: chỉ lấy số lượng, không lưu tên ai; "
        "mỗi đơn vị phải nằm trọn trong một tệp.",
        "Không đếm 1 người đã chuyển đi hoặc thôi là đoàn viên.",
        "1 dòng trùng số thẻ: mỗi thẻ chỉ đếm một lần.",
    ]
    assert (known(QLDV)["name"], known(["Họ và tên", "Giới tính", "Đơn vị"])) == (10, None)


def test_units_as_headings_between_members():
    figures, _ = count(
        ["STT", "Họ và tên", "Năm sinh Nam", "Năm sinh Nữ", "Số thẻ"],
        ["CĐCS Trường A", None, None, None, None],
        [1, "Người 1", 1990, None, "1"],
        [2, "Người 2", None, 1991, "2"],
        ["CĐCS Trường B", None, None, None, None],
        [1, "Người 3", None, 1992, "3"],
    )
    assert figures == {"CĐCS Trường A": [2, 1], "CĐCS Trường B": [1, 1]}


def test_a_member_of_no_unit_or_unclear_sex_is_named():
    _, found = count(
        ["Họ tên", "Giới tính", "Tên CĐCS"],
        ["Người 1", "Nữ", None],
        ["Người 2", "?", "CĐCS A"],
        ["Người 3", None, "nt"],
    )
    assert [(problem.cell, problem.reason) for problem in found.problems] == [
        ("C2", "Dòng này không ghi đơn vị."),
        ("B3", "Giới tính ghi “?”."),
        ("B4", "Ô giới tính còn trống."),
    ]
