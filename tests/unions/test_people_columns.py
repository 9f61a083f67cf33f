"""Is an office's list of chairs read in whatever words and order it was written?"""

import pytest

from unions.people_columns import Listed, NoPeople, meaning_of, read_list
from unions.people_matching import dialled
from unions.workbooks import Sheet, Workbook


def book_of(*rows, merges=(), notes=()):
    width = max(len(row) for row in rows)
    padded = [[*row, *[None] * (width - len(row))] for row in rows]
    return Workbook([Sheet("DS", padded, list(merges))], list(notes))


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("STT", "stt"), ("Tên đơn vị", "name"), ("CĐCS", "name"), ("Đơn vị công tác", "name"), ("Mã CĐCS", "code"),
        ("Họ và tên", "full_name"), ("HỌ TÊN CHỦ TỊCH CĐCS", "full_name"), ("Chủ tịch công đoàn cơ sở", "full_name"),
        ("Người phụ trách", "full_name"), ("Chức vụ", "post"), ("Chức danh công đoàn", "post"),
        ("Chức vụ chính quyền", ""), ("Số điện thoại", "phone"), ("SĐT (Zalo)", "phone"), ("Điện thoại cơ quan", ""),
        ("E-mail", "email"), ("Ngày, tháng, năm sinh", ""), ("Nữ", ""), ("Ghi chú", ""),
        ("Công đoàn cấp trên", "parent"),
    ],
)  # fmt: skip
def test_headings_in_any_words(heading, meaning):
    assert meaning_of(heading) == meaning


def test_a_list_as_it_comes():
    listed = read_list(
        book_of(
            ["LIÊN ĐOÀN LAO ĐỘNG HUYỆN TỊNH BIÊN"],
            ["DANH SÁCH CHỦ TỊCH CÔNG ĐOÀN CƠ SỞ"],
            [],
            ["STT", "Họ và tên", "Ngày sinh", "Đơn vị", "Chức vụ", "Điện thoại", "Ghi chú"],
            [1, "Đ/c NGUYỄN THỊ ÚT", 1980, "CĐCS May Nhà Bàng", "Chủ tịch", 912345678.0, "mới"],
            [2, None, None, "CĐCS Xã An Hảo"],
            ["Người lập biểu", None, None, None, None, None, None],
            [3, "Trần Văn", None, "CĐCS xã Vĩnh Trung", None, "nt"],
            [4, "Lê Văn Tám", None, None, None, "0913 111 222"],
        )
    )
    assert [(row.texts["full_name"], row.line) for row in listed.rows] == [
        ("Nguyễn Thị Út", 5),
        ("Trần Văn", 8),
    ]
    assert listed.rows[0].texts == {
        "full_name": "Nguyễn Thị Út",
        "name": "CĐCS May Nhà Bàng",
        "post": "Chủ tịch",
        "phone": "912345678",
    }
    assert listed.rows[0].cells["phone"] == "F5"
    assert [(each.cell, each.reason) for each in listed.problems] == [
        ("D9", "Dòng này có họ tên nhưng không có đơn vị.")
    ]
    assert listed.notes == ["1 dòng chưa ghi họ tên: bỏ qua."]
    assert Listed.from_json(listed.as_json()) == listed


def test_a_name_in_two_columns_and_one_that_is_no_name():
    split = book_of(
        ["Mã đơn vị", "Đơn vị", "Họ và tên", None],
        ["a", "CĐCS A", "Nguyễn Văn", "An"],
        ["b", "CĐCS B", "0912 345 678"],
        merges=[(0, 2, 0, 3)],
    )
    listed = read_list(split)
    assert listed.rows[0].texts["full_name"] == "Nguyễn Văn An"
    assert [(each.cell, each.suggestion) for each in listed.problems] == [
        ("C3", "Ghi cả họ, tên đệm và tên.")
    ]
    given = book_of(["Đơn vị", "Họ đệm", "Tên"], ["CĐCS A", "Nguyễn Văn", "An"])
    assert read_list(given).rows[0].texts["full_name"] == "Nguyễn Văn An"


def test_a_file_of_something_else_is_said_so():
    with pytest.raises(NoPeople):
        read_list(book_of(["Tên CĐCS", "Đoàn viên"], ["CĐCS A", 10]))


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("912345678", "0912345678"),
        ("0912 345 678 / 0296 3888888", "0912 345 678"),
        ("+84 912 345 678", "+84 912 345 678"),
        ("", ""),
    ],
)
def test_the_first_number_as_it_is_dialled(typed, number):
    assert dialled(typed) == number
