"""Does a list of the office arrive in Excel as it stands on the page, with text as text and days as days?"""

from datetime import date, datetime
from io import BytesIO

from openpyxl import load_workbook

from unions.list_sheets import Column, ListSheet, as_file, workbook_of

COLUMNS = [Column("STT", 6, "int"), Column("Đơn vị", 40), Column("Từ ngày", 12, "date")]


def read(rows):
    sheet = ListSheet("Khối 1", "Khối thi đua số 1", "Năm 2021", COLUMNS, rows)
    return load_workbook(BytesIO(workbook_of([sheet], title="Khối")))["Khối 1"]


def test_title_headings_and_rows():
    sheet = read([[1, "CĐCS xã An Hảo", date(2021, 3, 1)], [2, "CĐCS Cơ quan", None]])
    assert [cell.value for cell in sheet[3]] == ["STT", "Đơn vị", "Từ ngày"]
    assert (sheet["A1"].value, sheet["A2"].value) == ("Khối thi đua số 1", "Năm 2021")
    assert [cell.value for cell in sheet[4]] == [1, "CĐCS xã An Hảo", datetime(2021, 3, 1)]
    assert sheet["C5"].value in (None, "")
    assert sheet.auto_filter.ref == "A3:C5"


def test_typed_text_never_becomes_a_formula():
    cell = read([[1, "=HYPERLINK(1)", None]])["B4"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", "=HYPERLINK(1)", True)


def test_the_file_has_a_plain_and_a_vietnamese_name():
    disposition = as_file(b"x", "Khối thi đua 2021")["Content-Disposition"]
    assert 'filename="khoi-thi-dua-2021.xlsx"' in disposition
    assert "filename*=UTF-8''Kh%E1%BB%91i%20thi%20%C4%91ua%202021.xlsx" in disposition
