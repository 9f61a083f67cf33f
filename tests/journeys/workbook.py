"""Does the downloaded Excel say, cell by cell, what the chairs reported? Against literals typed here, not our own sums.

Twelve units in two blocs; "Du lịch Rừng Tràm", an enterprise, has not reported; "gỗ An Cư" has two answers "no".
"""

import io

import openpyxl

from tests.journeys.s0_plan import AGREEMENT, CULTURE, DEADLY, HO_CHI_MINH, PROPAGANDA, SAFETY, SERIOUS

SHEETS = [
    "Tổng quan",
    "Chỉ tiêu",
    "Theo khối",
    "Theo đơn vị",
    "Tham gia",
    "Danh hiệu",
    "Kiểm tra",
    "Chưa có trong số liệu này",
]
LACKING, NOT_THEIRS, SILENT = "Chưa đủ số liệu", "Không áp dụng", "Chưa báo cáo"
# Statement: (num, den, rate, verdict) of all, then of bloc 1 and bloc 2; None where the bloc is not concerned.
BY_INDICATOR = {
    PROPAGANDA: [(11, 12, 0.9167, LACKING), (6, 6, 1, "Đạt"), (5, 6, 0.8333, LACKING)],
    # Above 75% even if the missing one says no.
    AGREEMENT: [(5, 6, 0.8333, "Đạt"), None, (5, 6, 0.8333, "Đạt")],
    # Of all, 21/22 would be 95,45%; in bloc 2 five of six is the most that can still be reached.
    CULTURE: [(20, 22, 0.9091, LACKING), (16, 16, 1, "Đạt"), (4, 6, 0.6667, "Chưa đạt")],
    SERIOUS: [(5, 6, "0 vụ", LACKING), None, (5, 6, "0 vụ", LACKING)],
    DEADLY: [(5, 6, "0 vụ", LACKING), None, (5, 6, "0 vụ", LACKING)],
    SAFETY: [(4, 6, 0.6667, "Chưa đạt"), None, (4, 6, 0.6667, "Chưa đạt")],
    HO_CHI_MINH: [(11, 12, 0.9167, LACKING), (6, 6, 1, "Đạt"), (5, 6, 0.8333, LACKING)],
}
# Figures of each unit: CT1, CT2, CT3, CT4, CT5, CT6, CT7 as num and den (of the zero ones: occurrences, confirmations).
AWAY = [NOT_THEIRS, None]
OFFICE = [1, 1, *AWAY, 1, 1, *AWAY, *AWAY, *AWAY, 1, 1]
ENTERPRISE = [1, 1, 1, 1, 1, 1, 0, 1, 0, 1, 1, 1, 1, 1]
NEVER_SENT = [SILENT, 1, SILENT, 1, SILENT, 1, SILENT, None, SILENT, None, SILENT, 1, SILENT, 1]


def covering(count):
    """An office union that covers several offices, all of them recognised."""
    return [1, 1, *AWAY, count, count, *AWAY, *AWAY, *AWAY, 1, 1]


BY_UNIT = {
    "CĐCS Cơ quan Huyện ủy": covering(3),
    "CĐCS Cơ quan UBND huyện": covering(5),
    "CĐCS thị trấn Tịnh Biên": covering(2),
    "CĐCS Trung tâm Y tế huyện": covering(4),
    "CĐCS Trường Mầm non An Phú": OFFICE,
    "CĐCS Trường THCS Nhà Bàng": OFFICE,
    "CĐCS Công ty CP Du lịch Rừng Tràm": NEVER_SENT,
    "CĐCS Công ty CP Vật liệu xây dựng Núi Cấm": ENTERPRISE,
    "CĐCS Công ty TNHH Chế biến gỗ An Cư": [1, 1, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1],
    "CĐCS Công ty TNHH Đường thốt nốt Bảy Núi": ENTERPRISE,
    "CĐCS Công ty TNHH May Nhà Bàng": ENTERPRISE,
    "CĐCS Công ty TNHH Xăng dầu Xuân Tô": ENTERPRISE,
}
# Units; registrations approved, open, late; pledges signed, added, excused, unsigned; results verified, waiting,
# returned, unsent, late.
PARTICIPATION = {
    "Khối thi đua số 1": (6, 6, 0, 0, 6, 0, 0, 0, 6, 0, 0, 0, 0),
    "Khối thi đua số 2": (6, 6, 0, 0, 6, 0, 0, 0, 5, 0, 0, 1, 0),
    "Toàn bộ": (12, 12, 0, 0, 12, 0, 0, 0, 11, 0, 0, 1, 0),
}
ON_THE_PAGE = ["5/6", "83,33%", "20/22", "90,91%", "11/12", "91,67%", "4/6", "66,67%", "0 vụ"]


def check_workbook(path):
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    assert book.sheetnames == SHEETS
    rows = {name: list(book[name].iter_rows(values_only=True)) for name in SHEETS}
    for name in SHEETS:
        assert any("Đã duyệt 11/12 đơn vị" in str(cell) for row in rows[name][:7] for cell in row), name
    _check_indicators(rows["Chỉ tiêu"])
    _check_blocs(rows["Theo khối"])
    _check_units(rows["Theo đơn vị"])
    _check_participation(rows["Tham gia"])
    assert any("CĐCS Công ty CP Du lịch Rừng Tràm" in str(cell) for row in rows[SHEETS[-1]] for cell in row)
    _check_formulas(rows)


def _check_indicators(rows):
    """Table A; columns are found by the words of the head."""
    head = next(row for row in rows if "Thực hiện" in row)
    statement, done = head.index("Chỉ tiêu"), head.index("Thực hiện")
    rate, verdict = head.index("Tỷ lệ"), head.index("Đánh giá")
    found = {row[statement]: (row[done], row[done + 1], _rounded(row[rate]), row[verdict]) for row in rows}
    for words, (whole, _, _) in BY_INDICATOR.items():
        assert found[words] == whole, words


def _check_blocs(rows):
    """Table 2.2: below the line of each indicator stand its blocs and the whole."""
    for words, (whole, *blocs) in BY_INDICATOR.items():
        start = next(place for place, row in enumerate(rows) if str(row[0]).endswith(f". {words}"))
        for row, expected in zip(rows[start + 1 : start + 4], [*blocs, whole], strict=True):
            if expected is None:
                assert (row[3], row[4], row[8]) == ("–", "–", NOT_THEIRS), words
            else:
                assert (row[3], row[4], _rounded(row[5]), row[8]) == expected, words


def _check_units(rows):
    """Table B: figures of all twelve units, in the columns that hold figures."""
    head = next(row for row in rows if "Đơn vị" in row)
    starts = [place for place, cell in enumerate(head) if str(cell).startswith("CT")]
    columns = [place for start in starts for place in (start, start + 1)]
    found = {
        row[1]: [row[place] for place in columns] for row in rows if isinstance(row[0], int) and row[1] != 2
    }
    assert found == BY_UNIT
    whole = next(row for row in rows if row[1] == "TOÀN BỘ")
    assert [whole[place] for place in columns] == [11, 12, 5, 6, 20, 22, 0, 5, 0, 5, 4, 6, 11, 12]


def _check_participation(rows):
    """Table C: every unit's states, then the counts by bloc."""
    start = next(place for place, row in enumerate(rows) if row[0] == "Cộng theo khối")
    units = {row[1]: (row[3], row[7], row[9]) for row in rows[:start] if row[1] in BY_UNIT}
    sent = ("Đã duyệt", "Đã ký", "Đã duyệt")
    unsent = ("Đã duyệt", "Đã ký", "Chưa gửi")
    assert units == {name: unsent if cells is NEVER_SENT else sent for name, cells in BY_UNIT.items()}
    counts = {row[1]: tuple(row[2:15]) for row in rows[start:] if row[1] in PARTICIPATION}
    assert counts == PARTICIPATION


def _check_formulas(rows):
    """Live formulas stand on "Kiểm tra" only: nothing that somebody typed became one."""
    with_formulas = {
        name for name in SHEETS for row in rows[name] for cell in row if str(cell).startswith("=")
    }
    assert with_formulas == {"Kiểm tra"}


def _rounded(cell):
    return round(cell, 4) if isinstance(cell, float) else cell
