"""Does the one Excel writer keep text as text, leave out what XML refuses, and write days and heights?"""

from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Alignment, Border, Font, PatternFill

from unions.sheets import MOST_LETTERS, Book, Formula, Look, safe_text

PLAIN = {
    "font": Font(name="Times New Roman", size=11),
    "fill": PatternFill(),
    "border": Border(),
    "alignment": Alignment(),
}
LOOKS = {"text": Look(**PLAIN), "day": Look(**PLAIN, format="dd/mm/yyyy")}


def written(*rows):
    book = Book(LOOKS, title="Thử")
    sheet = book.sheet("Thử")
    for row in rows:
        sheet.row(row)
    out = BytesIO()
    book.save(out)
    out.seek(0)
    return openpyxl.load_workbook(out)["Thử"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "'x", "=> dời", "", " hai đầu ", "Đ ệ ậ"])
def test_text_stays_as_typed(text):
    cell = written([(text, "text")])["A1"]
    assert (cell.value or "", cell.data_type == "f") == (text, False)


@pytest.mark.parametrize("code", [*range(9), 11, 12, *range(14, 32), 127, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF])
def test_refused_letters_are_left_out(code):
    assert safe_text(f"a{chr(code)}b") == "ab"
    assert written([(f"a{chr(code)}b", "text")])["A1"].value == "ab"


def test_text_longer_than_a_cell_says_so():
    kept = safe_text("x" * (MOST_LETTERS + 1))
    assert len(kept) == MOST_LETTERS
    assert kept.endswith("(còn nữa, xem trên máy)")
    assert safe_text("x" * MOST_LETTERS) == "x" * MOST_LETTERS


def test_our_own_formula_is_one():
    cell = written([(3, "text"), (Formula("=A1*2"), "text")])["B1"]
    assert (cell.value, cell.data_type) == ("=A1*2", "f")


def test_numbers_and_days_are_numbers():
    sheet = written([(0, "text"), (12.5, "text"), (date(2021, 5, 3), "day"), None, (None, "text")])
    assert [sheet["A1"].value, sheet["B1"].value, sheet["C1"].value] == [0, 12.5, datetime(2021, 5, 3)]
    assert (sheet["D1"].has_style, sheet["E1"].has_style) == (False, True)


def test_rows_have_heights_and_levels():
    book = Book(LOOKS)
    sheet = book.sheet("Thử")
    assert [sheet.row([("a", "text")]), sheet.row([("b", "text")], 33, 1)] == [1, 2]
    sheet.merged_cells.add("A3:B3")
    sheet.row([("c", "text"), (None, "text")])
    out = BytesIO()
    book.save(out)
    out.seek(0)
    read = openpyxl.load_workbook(out)["Thử"]
    assert (read.row_dimensions[1].height, read.row_dimensions[2].height) == (None, 33)
    assert read.row_dimensions[2].outlineLevel == 1
    assert [str(each) for each in read.merged_cells.ranges] == ["A3:B3"]
    assert [cell.value for cell in read["A"]] == ["a", "b", "c"]


# What must never become a formula, whoever edits the cell afterwards -------------------------------------------------

FORMULAS = [
    "=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x","Bấm")', "+84 296 3000 111", "-2", "-",
    "@SUM(A1)", "=> dời hội nghị",
    "\t=1+1", "\n=1+1", "＝1+1", "＋1", "－1", "＠SUM(1)", '=DDE("x")', "=IMPORTXML(1)", "==", "=", "@",
    "+", "-1+1|cmd",
]  # fmt: skip
HARMLESS = [
    "–3",
    "{=1}",
    "'=1+1",
    '"=1+1"',
    " =1+1",
    "%0A=1",
    "01",
    "1e5",
    "TRUE",
    "#REF!",
    "<b>&amp;</b>",
    "]]>",
]


@pytest.mark.parametrize("text", [*FORMULAS, *HARMLESS])
def test_text_that_looks_like_a_formula_stays_text_and_is_marked(text):
    cell = written([(text, "text")])["A1"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert bool(cell.quotePrefix) == (text in FORMULAS)


def test_only_our_own_class_makes_formulas():
    class Sneaky(str):
        """Text that only pretends."""

    assert written([(Sneaky("=1+1"), "text")])["A1"].data_type == "s"


def test_forty_thousand_letters_arrive_cut_in_the_file():
    value = written([("đ" * 40_000, "text")])["A1"].value
    assert len(value) == MOST_LETTERS
    assert value.endswith("(còn nữa, xem trên máy)")


def test_the_file_tells_its_title_and_asks_to_be_calculated():
    book, out = Book(LOOKS, title="=Tổng hợp\x00"), BytesIO()
    book.sheet("Thử").row([("a", "text")])
    book.save(out)
    read = openpyxl.load_workbook(out)
    assert read.properties.title == "=Tổng hợp"
    assert read.calculation.fullCalcOnLoad


@settings(max_examples=40)
@given(st.lists(st.text(max_size=20), min_size=1, max_size=8))
def test_any_text_makes_a_file_that_opens_with_the_same_text(texts):
    rows = list(written([(text, "text") for text in texts]).iter_rows(values_only=True))
    read = [value or "" for value in rows[0]] if rows else []
    expected = [safe_text(text) for text in texts]
    assert read == expected[: len(read)]
    assert not any(expected[len(read) :])
