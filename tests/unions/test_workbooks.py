"""Is every workbook read as it stands, and does no hostile one hurt (RELIABILITY K6, R25, R30)?"""

import io
import json
import re
import unicodedata
from datetime import date, datetime
from pathlib import Path
from time import perf_counter

import openpyxl
import pytest
from openpyxl.styles import Font

from tests.counts import count
from tests.unions.hostile_workbooks import corpus, hide, honest, merge_titles, mutants, saved, set_1904
from unions.sandbox import Unsafe, guarded
from unions.workbook_child import MEMORY
from unions.workbook_limits import COLUMNS, ROWS
from unions.workbooks import LARGEST, UNREADABLE, cell_name, read_workbook

pytestmark = pytest.mark.prove("import")
SENTENCE = re.compile(r"[A-ZĐÔ].{15,240}[.)]", re.DOTALL)
CORPUS = corpus()
SECONDS = 20


def rows_of(data, name="ds.xlsx"):
    return read_workbook(data, name).sheets[0].rows


# Honest files ---------------------------------------------------------------------------------------------------------


def test_values_come_as_they_are():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["B2"], sheet["C2"], sheet["D2"] = "CĐCS Mai", 1500, 95.5
    sheet["B3"], sheet["C3"], sheet["D3"] = date(2021, 5, 3), datetime(2021, 5, 3, 9, 30), True
    read = rows_of(saved(book))
    assert read == [
        [None, None, None, None],
        [None, "CĐCS Mai", 1500, 95.5],
        [None, date(2021, 5, 3), datetime(2021, 5, 3, 9, 30), True],
    ]
    assert isinstance(read[1][2], int)


def test_text_is_composed_and_without_hidden_letters():
    text = unicodedata.normalize("NFD", "Công đoàn cơ sở")
    data = honest(change=lambda book, sheet: sheet.append([9, text, "a\u200bb"]))
    assert rows_of(data)[-1] == [9, "Công đoàn cơ sở", "ab"]


def test_merges_hidden_things_and_notes_are_told():
    read = read_workbook(honest(change=hide), "ds.xlsx")
    assert [sheet.hidden for sheet in read.sheets] == [False, True]
    assert read.notes == ["Tệp có hàng hoặc cột ẩn: hàng, cột ẩn vẫn được đọc."]
    sheet = read_workbook(honest(change=merge_titles), "ds.xlsx").sheets[0]
    assert sheet.merges == [(0, 0, 0, 2)]


def test_days_of_a_mac_calendar():
    def change(book, sheet):
        set_1904(book, sheet)
        sheet.append([1, "CĐCS", date(2021, 5, 3)])

    assert rows_of(honest(change=change))[-1][2] == date(2021, 5, 3)


def test_old_fonts_are_read_by_their_names():
    """“bé” alone could be clean; the font says it is “bộ”."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A2"] = "bé", "bé"
    book.active["A2"].font = Font(name=".VnTime")
    sheet = read_workbook(saved(book), "ds.xlsx").sheets[0]
    assert sheet.rows == [["bé"], ["bộ"]]
    assert sheet.converted == {(1, 0): "bé"}


def test_old_letters_are_read_without_a_font():
    sheet = read_workbook(
        honest(change=lambda book, sheet: sheet.append([1, "C«ng ®oµn c¬ së", 2])), "ds.xlsx"
    ).sheets[0]
    assert sheet.rows[-1][1] == "Công đoàn cơ sở"
    assert sheet.converted == {(4, 1): "C«ng ®oµn c¬ së"}


@pytest.mark.parametrize(
    "data",
    [
        'Tên CĐCS;Đoàn viên\n"CĐCS Mai; Lan";12\n'.encode(),
        "\ufeffTên CĐCS,Đoàn viên\nCĐCS Mai; Lan,12\n".encode(),
        "Tên CĐCS\tĐoàn viên\nCĐCS Mai; Lan\t12\n".encode("utf-16"),
    ],
)
def test_csv_in_every_shape(data):
    assert rows_of(data, "ds.csv")[0][0] == "Tên CĐCS"
    assert rows_of(data, "ds.csv")[1][1] == "12"


def test_csv_of_old_encodings():
    assert rows_of("Tªn;Sè\nC«ng ®oµn c¬ së;1\n".encode("cp1252"), "ds.csv")[1] == ["Công đoàn cơ sở", "1"]


def test_an_xls_of_old_days():
    data = (Path(__file__).parents[1] / "data" / "danh-sach.xls").read_bytes()
    assert rows_of(data, "ds.xls") == [["STT", "Tên CĐCS", "Đoàn viên"], [1, "CĐCS Trường THCS Lê Lợi", 42]]


def test_names_of_cells():
    assert [cell_name(0, 0), cell_name(16, 3), cell_name(9, 25), cell_name(0, 26), cell_name(0, 701)] == [
        "A1", "D17", "Z10", "AA1", "ZZ1",
    ]  # fmt: skip


# Hostile files --------------------------------------------------------------------------------------------------------


def verdict_on(data, name):
    """("read" | "refused", the sentence of the refusal, seconds)."""
    started, sentence = perf_counter(), ""
    try:
        assert read_workbook(data, name).sheets
    except Unsafe as refusal:
        sentence = str(refusal)
    return "refused" if sentence else "read", sentence, perf_counter() - started


@pytest.mark.parametrize("name", CORPUS)
def test_a_hostile_file_gets_a_sentence(name, measured):
    file_name, make, expected = CORPUS[name]
    verdict, sentence, seconds = verdict_on(make(), file_name)
    assert expected in (verdict, "either")
    assert verdict == "read" or SENTENCE.fullmatch(sentence), sentence
    assert seconds < SECONDS
    measured(hostile_files=len(CORPUS), hostile_deaths=0)


def test_mutants_hurt_nobody(measured):
    found = [verdict_on(data, "a.xlsx") for data in mutants(count(1000))]
    refused = [sentence for verdict, sentence, _ in found if verdict == "refused"]
    assert [sentence for sentence in refused if not SENTENCE.fullmatch(sentence)] == []
    slowest = max(seconds for *_, seconds in found)
    assert slowest < SECONDS
    measured(mutants=len(found), mutants_refused=len(refused), slowest_s=round(slowest, 2))


def test_the_largest_list_allowed_is_read_within_the_limits(measured):
    book = openpyxl.Workbook(write_only=True)
    sheet, rows = book.create_sheet("DS"), count(ROWS)
    for number in range(rows):
        sheet.append([f"CĐCS Công ty số {number}", *range(number, number + COLUMNS - 1)])
    data, started = saved(book), perf_counter()
    read = json.loads(guarded("tests.unions.weighed_child", data=data))
    seconds = perf_counter() - started
    assert read["rows"] == rows
    assert seconds < SECONDS
    measured(
        largest_list_s=round(seconds, 2), largest_child_mb=read["peak_mb"], child_limit_mb=MEMORY // 2**20
    )


def test_a_file_too_big_is_not_even_tried():
    with pytest.raises(Unsafe, match="20 MB"):
        read_workbook(bytes(LARGEST + 1), "a.xlsx")


def test_the_child_has_no_more_than_it_needs():
    """Memory, time, open files, and nothing to write."""
    with pytest.raises(Unsafe):
        guarded("tests.unions.greedy_child", "memory", data=b"")
    with pytest.raises(Unsafe):
        guarded("tests.unions.greedy_child", "files", data=b"")
    with pytest.raises(Unsafe):
        guarded("tests.unions.greedy_child", "write", data=b"")
    assert guarded("tests.unions.greedy_child", "nothing", data=b"") == b"ok"


def test_what_dies_without_a_word_is_told_in_general():
    with pytest.raises(Unsafe) as refusal:
        read_workbook(b"PK\x03\x04" + io.BytesIO().getvalue(), "a.xlsx")
    assert str(refusal.value) == UNREADABLE
