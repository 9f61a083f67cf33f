"""Does nothing that a cell or a byte may hold break the look at a file or the reading of its rows (RELIABILITY R26)?"""

import re
from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.counts import IS_FULL
from tests.unions.hostile_workbooks import ODS_TABLE, hide, honest, ods
from unions.import_columns import layout_of, unused
from unions.import_members import count_members
from unions.import_rows import rows_of
from unions.sandbox import Unsafe, open_zip
from unions.workbook_limits import inspect_ods, inspect_xlsx
from unions.workbooks import Sheet

pytestmark = pytest.mark.prove("import")
EXAMPLES = 2000 if IS_FULL else 40
CELL = re.compile(r"[A-Z]{1,2}[1-9]\d*")
HEADINGS = (
    "STT|Mã đơn vị|Tên CĐCS|Đơn vị|Cấp trên|Loại hình|Loại tổ chức|Ngày thành lập|Số QĐ|Đoàn viên|Nữ|Tổng số|CNVCLĐ|"
    "Họ và tên|Giới tính|Số thẻ|Chủ tịch|Điện thoại|Email|Trạng thái|Kinh phí công đoàn|Ghi chú"
).split("|")
WORDS = (
    "I|II.|A|(1)|1.|nt|''|-|x|Cộng|Tổng cộng (I+II)|Khối trường học|CĐCS A|Công đoàn xã B|Người lập biểu|Nữ|Nam|"
    "05/03/2019|1.500|1,5|trên 95|100%|CHỦ TỊCH|ngày 5 tháng 3 năm 2021|Đã chuyển| |\u202e|ﷺ|=1+1|\x00"
).split("|")
cells = st.one_of(
    st.none(),
    st.sampled_from(WORDS),
    st.sampled_from(HEADINGS),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.booleans(),
    st.dates(date(1, 1, 1)),
    st.datetimes(datetime(1, 1, 1)),
    st.text(max_size=12),
)


@st.composite
def sheets(draw):
    width = draw(st.integers(1, 7))
    headings = draw(st.lists(st.sampled_from([*HEADINGS, None]), min_size=width, max_size=width))
    rows = draw(st.lists(st.lists(cells, min_size=width, max_size=width), max_size=9))
    place = draw(st.integers(0, min(2, len(rows))))
    rows[place:place] = [headings]
    corner = st.tuples(st.integers(0, len(rows) - 1), st.integers(0, width - 1))
    corners = draw(st.lists(st.tuples(corner, corner), max_size=3))
    merges = [(min(a, c), min(b, d), max(a, c), max(b, d)) for (a, b), (c, d) in corners]
    return Sheet("DS", rows, merges)


@settings(max_examples=EXAMPLES)
@given(sheets())
def test_any_sheet_is_read_row_by_row(sheet):
    layout = layout_of(sheet, remembered={})
    if layout is None:
        return
    found = (count_members if layout.per_member else rows_of)(sheet, layout)
    assert all(problem.reason and CELL.fullmatch(problem.cell) for problem in found.problems)
    assert all(row.texts.get("name") or row.texts.get("code") for row in found.rows)
    assert all(isinstance(value, int) for row in found.rows for value in row.figures.values())
    assert all(isinstance(note, str) for note in [*found.notes, *unused(sheet, layout)])


SEEDS = [honest(), honest(change=hide), ods(ODS_TABLE)]


@settings(max_examples=EXAMPLES)
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=4)), min_size=1, max_size=8),
    st.floats(0.3, 1),
)
def test_any_bytes_are_looked_at_or_refused(seed, changes, kept):
    data = bytearray(seed)
    for place, piece in changes:
        start = int(place * len(data))
        data[start : start + len(piece)] = piece
    data = bytes(data[: int(kept * len(data)) + 1])
    notes = []
    with suppress(Unsafe):
        opened = open_zip(data)
        is_ods = "content.xml" in opened.namelist()
        notes = (inspect_ods if is_ods else inspect_xlsx)(opened)
    assert all(isinstance(note, str) for note in notes)


def test_what_was_measured_is_kept(measured):
    measured(fuzzed_sheets=EXAMPLES, fuzzed_archives=EXAMPLES, fuzz_failures=0)
    assert EXAMPLES >= 40
