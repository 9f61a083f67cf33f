"""Does every typed text arrive in Excel as the same text, whatever it looks like (RELIABILITY K7)?"""

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill

from unions.sheets import CUT, MOST_LETTERS, Book, Formula, Look, safe_text

PLAIN_LOOK = Look(Font(name="Arial"), PatternFill(), Border(), Alignment())
DAY_LOOK = Look(Font(bold=True), PatternFill(), Border(), Alignment(wrap_text=True), "dd/mm/yyyy")
LOOKS = {"plain": PLAIN_LOOK, "day": DAY_LOOK}
FORMULAS = [
    "=1+1", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://x\",\"Bấm\")", "+84 296 3000 111", "-2", "-", "–3", "@SUM(A1)",
    "=> dời hội nghị",
    "\t=1+1", "\n=1+1", "＝1+1", "＋1", "－1", "＠SUM(1)",
    "=DDE(\"x\")", "=IMPORTXML(1)", "==", "=", "@", "+", "-1+1|cmd",
    "{=1}", "'=1+1", '"=1+1"', " =1+1", "%0A=1",
]  # fmt: skip
PLAIN = [
    "Đạt 28/34 CĐCS (82,35%)", "", "0", "01", "1.500", "1e5", "TRUE", "#REF!", "<b>&amp;</b>", "]]>",
    "  hai dấu cách  ", "dòng 1\ndòng 2", "🙂 한국 ﷽",
]  # fmt: skip


def written(*rows, title=""):
    """The rows after a real file was written and opened again."""
    out = io.BytesIO()
    book = Book(LOOKS, title=title)
    sheet = book.sheet("Chỉ tiêu")
    for row in rows:
        sheet.row(row)
    book.save(out)
    return load_workbook(io.BytesIO(out.getvalue()))


def one(text, look="plain"):
    return written([(text, look)])["Chỉ tiêu"]["A1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_looks_like_a_formula_stays_text(text):
    cell = one(text)
    assert cell.data_type == "s"
    assert cell.value == text
    assert bool(cell.quotePrefix) == text.startswith(("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠"))


@pytest.mark.parametrize("text", PLAIN)
def test_other_text_is_unchanged(text):
    cell = one(text)
    assert (cell.value or "") == text
    assert cell.data_type != "f"
    assert not cell.quotePrefix


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b", "ab"), ("\x01\x02\x08\x0b\x0c\x0e\x1f", ""), ("a\x7fb", "ab"), ("a\ud800b", "ab"),
        ("\udfff", ""),
        ("a\ufffe\uffffb", "ab"), ("tab\tmới", "tab\tmới"), ("xuống\ndòng", "xuống\ndòng"),
        ("\u202eđảo", "\u202eđảo"),
    ],
)  # fmt: skip
def test_letters_that_xml_refuses_are_left_out(text, kept):
    assert safe_text(text) == kept
    assert (one(text).value or "") == kept


def test_a_text_longer_than_a_cell_says_that_it_was_cut():
    long = "đ" * 40_000
    assert safe_text("đ" * MOST_LETTERS) == "đ" * MOST_LETTERS
    cut = one(long).value
    assert len(cut) == MOST_LETTERS
    assert cut.endswith(CUT)
    assert cut.startswith("đđđ")


def test_numbers_days_and_gaps():
    book = written([(1500, "plain"), None, (date(2021, 3, 5), "day"), (82.35, "plain"), (0, "plain")])
    sheet = book["Chỉ tiêu"]
    assert [cell.value for cell in sheet[1]][:2] == [1500, None]
    assert sheet["C1"].value.date() == date(2021, 3, 5)
    assert (sheet["C1"].number_format, sheet["C1"].font.bold, sheet["C1"].alignment.wrap_text) == (
        "dd/mm/yyyy",
        True,
        True,
    )
    assert (sheet["D1"].value, sheet["E1"].value) == (82.35, 0)
    assert sheet["A1"].data_type == sheet["D1"].data_type == "n"


def test_only_our_own_formulas_are_formulas():
    class Sneaky(str):
        """Text that only pretends."""

    book = written([(Formula("=1+1"), "plain"), (Sneaky("=1+1"), "plain")])
    assert [cell.data_type for cell in book["Chỉ tiêu"][1]] == ["f", "s"]


def test_rows_have_heights_and_outlines():
    out = io.BytesIO()
    book = Book(LOOKS)
    sheet = book.sheet("Biểu")
    assert sheet.row([("a", "plain")], height=30) == 1
    assert sheet.row([("b", "plain")], outline=1) == 2
    assert sheet.row([("c", "plain")]) == 3
    book.save(out)
    dimensions = load_workbook(io.BytesIO(out.getvalue()))["Biểu"].row_dimensions
    assert (dimensions[1].height, dimensions[2].outlineLevel, dimensions[3].outlineLevel) == (30, 1, 0)


def test_the_file_tells_its_title_and_asks_to_be_calculated():
    book = written([("a", "plain")], title="=Tổng hợp\x00")
    assert book.properties.title == "=Tổng hợp"
    assert book.calculation.fullCalcOnLoad


def test_a_thousand_rows_reopen():
    book = written(*[[(f"=đơn vị {number}", "plain"), (number, "plain")] for number in range(1_000)])
    sheet = book["Chỉ tiêu"]
    assert sheet.max_row == 1_000
    assert sheet["A1000"].value == "=đơn vị 999"


@settings(max_examples=40)
@given(st.lists(st.text(max_size=20), min_size=1, max_size=8))
def test_any_text_makes_a_file_that_opens(texts):
    out = io.BytesIO()
    book = Book(LOOKS)
    sheet = book.sheet("Chỉ tiêu")
    sheet.row([(text, "plain") for text in texts])
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    cells = list(load_workbook(io.BytesIO(out.getvalue()))["Chỉ tiêu"].iter_rows(values_only=True))
    read = [value or "" for value in cells[0]] if cells else []
    expected = [safe_text(text).replace("\r\n", "\n").replace("\r", "\n") for text in texts]
    assert read == expected[: len(read)]
    assert not any(expected[len(read) :])
