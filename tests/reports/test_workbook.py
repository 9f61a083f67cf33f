"""Does the workbook say exactly what the summary says, look like an office paper, and never run anybody's text?"""

import json
import re
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from itertools import cycle
from zipfile import ZipFile

import openpyxl
import pytest

from reports import workbook
from reports.summary import Summary
from tests.reports.test_figures import BY_BLOC, TOTALS

HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://x/"&A2)',
    "+1",
    "-1",
    "@SUM(A1)",
    "=> dời hội nghị",
    "\tx",
    "＝1",
    "{=1}",
]


def drawn(summary):
    out = BytesIO()
    workbook.write(summary, out)
    out.seek(0)
    return out


@pytest.fixture
def book(summary):
    return openpyxl.load_workbook(drawn(summary))


def rows(sheet, first=1):
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first)]


def find(sheet, words, column=1):
    """The first row whose cell in `column` reads `words`."""
    for row in sheet.iter_rows():
        if row[column - 1].value == words:
            return row
    raise AssertionError(f"{sheet.title}: {words}")


def test_sheets_stand_in_order(book):
    assert book.sheetnames == [
        "Tổng quan", "Chỉ tiêu", "Theo khối", "Theo đơn vị", "Tham gia", "Danh hiệu", "Kiểm tra",
        "Chưa có trong số liệu này",
    ]  # fmt: skip


def test_every_sheet_says_time_structure_and_how_complete(book, summary):
    for sheet in book:
        texts = [
            cell.value for row in sheet.iter_rows(max_row=8) for cell in row if isinstance(cell.value, str)
        ]
        assert summary.head.stamp in texts, sheet.title
    assert "Đã duyệt 31/34 đơn vị" in summary.head.stamp


@pytest.mark.parametrize("code", TOTALS)
def test_table_by_indicator_holds_numbers(book, code):
    row = [cell.value for cell in find(book["Chỉ tiêu"], code)]
    num, den, percent, verdict, points, needed, missing, registered = TOTALS[code]
    assert (row[4], row[6], row[7]) == (registered, num, den)
    assert row[11:13] == [missing, verdict]
    if percent:
        assert f"{row[8]:.4%}"[:5].replace(".", ",") == f"{num / den:.4%}"[:5].replace(".", ",")
        assert row[8] == num / den
    else:
        assert row[8] == "0 vụ"
    assert row[9] == ("–" if points is None else points / 100)
    assert row[10] == ("–" if needed is None else needed)


@pytest.mark.parametrize("code", BY_BLOC)
def test_table_by_bloc_holds_the_subtotals(book, code):
    sheet = book["Theo khối"]
    head = next(cell.row for cell in sheet["A"] if str(cell.value or "").startswith(f"{code}. "))
    for place, (num, den, percent, verdict) in enumerate(BY_BLOC[code], 1):
        row = [cell.value for cell in sheet[head + place]]
        assert (row[3], row[4], row[8]) == ("–" if num is None else num, "–" if den is None else den, verdict)
        assert row[5] == (num / den if percent else "0 vụ" if num is not None else "–")
    assert sheet.cell(head + 6, 2).value == "Toàn bộ"
    assert sheet.cell(head + 6, 4).value == TOTALS[code][0]


def test_every_unit_cell_equals_the_summary(book, summary):
    sheet = book["Theo đơn vị"]
    by_name = {row[1].value: row for row in sheet.iter_rows(min_row=8)}
    columns = {line.code: sheet_column(sheet, line.code) for line in summary.lines}
    for unit in summary.units:
        row = by_name[unit.name]
        for line, (state, num, den, own) in zip(summary.lines, unit.cells, strict=True):
            first, second = (row[columns[line.code] + step].value for step in (0, 1))
            if state == "value" and line.layout == "words":
                assert first == own
            elif state == "value":
                assert (first, second) == (num / line.scale, den / line.scale)
            elif state == "missing":
                assert first == "Chưa báo cáo"
            else:
                assert (first, second) == (
                    {"none_arisen": "Không phát sinh"}.get(state, "Không áp dụng"),
                    None,
                )


def sheet_column(sheet, code):
    return next(cell.column - 1 for cell in sheet[5] if str(cell.value or "").startswith(f"{code}\n"))


def test_units_are_summed_above_their_bloc(book):
    whole = find(book["Theo đơn vị"], "TOÀN BỘ", 2)
    assert [cell.value for cell in whole[4:19]] == [
        "31/34",
        30,
        34,
        14,
        17,
        44,
        53,
        0,
        10,
        0,
        10,
        17,
        19,
        31,
        34,
    ]
    bloc = find(book["Theo đơn vị"], "Khối thi đua số 4 – Dịch vụ, tài chính, công ích", 2)
    assert [cell.value for cell in bloc[4:9]] == ["5/5", 4, 5, 3, 4]
    sheet = book["Theo đơn vị"]
    assert (sheet.freeze_panes, sheet.row_dimensions[12].outlineLevel) == ("C8", 1)
    assert sheet.sheet_properties.outlinePr.summaryBelow is False


def test_participation_holds_dates_and_counts(book):
    sheet = book["Tham gia"]
    late = find(sheet, "CĐCS Trường THCS Trần Quốc Toản", 2)
    assert [late[n].value for n in (3, 6, 7, 9, 12)] == ["Đã duyệt", 0, "Ký bổ sung", "Chờ duyệt", 3]
    assert (late[10].value, late[10].number_format) == (datetime(2021, 5, 13), "dd/mm/yyyy")
    whole = [cell.value for cell in find(sheet, "Toàn bộ", 2)]
    assert whole[2:15] == [34, 33, 1, 2, 29, 3, 1, 1, 31, 1, 1, 1, 3]


def test_titles_are_counted(book):
    whole = [cell.value for cell in find(book["Danh hiệu"], "TOÀN BỘ", 2)]
    assert whole[3:9] == [2106, 1996, 1077, 147, 7, 1412]
    body = [cell.value for cell in find(book["Danh hiệu"], "CĐCS Trung tâm Y tế huyện", 2)]
    assert body[9:] == [
        "Tập thể Lao động xuất sắc",
        "Bằng khen LĐLĐ tỉnh",
        1,
        "“Góc chăm sóc sức khỏe đoàn viên”",
    ]


def test_the_overview_shows_six_counts_and_every_verdict(book):
    sheet = book["Tổng quan"]
    cards = next(row for row in rows(sheet) if row[0] == 34)
    assert [cards[column] for column in (0, 4, 8, 12, 16, 20)] == [34, 33, 32, 33, 31, 30]
    texts = [row[0] for row in rows(sheet)]
    assert "Cộng 7 chỉ tiêu: 1 Đạt, 3 Chưa đạt, 3 Chưa đủ số liệu, 0 Không đạt" in texts
    assert len(sheet._charts) == 2


def test_the_last_sheet_balances(book, summary):
    sheet = book["Chưa có trong số liệu này"]
    assert [row[1] for row in rows(sheet, 6)][: len(summary.absences)] == [
        each.who for each in summary.absences
    ]
    assert [find(sheet, name, 2)[2].value for name in ("Cộng", "Đơn vị trong phạm vi")] == [34, 34]


def test_totals_are_numbers_and_only_the_check_has_formulas(book):
    for sheet in book:
        formulas = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert bool(formulas) == (sheet.title == "Kiểm tra"), (sheet.title, formulas[:3])


def test_excels_own_sums_equal_the_written_ones(book):
    """Works the formulas of "Kiểm tra" out as Excel would; the difference must be 0 everywhere."""
    sheet = book["Kiểm tra"]
    checks = [row for row in sheet.iter_rows(min_row=7) if isinstance(row[0].value, int)]
    assert len(checks) == 120
    for _, name, written, again, difference, *_ in checks:
        assert evaluate(book, written.value) == evaluate(book, again.value), name.value
        assert difference.value == f"=ROUND(C{difference.row}-D{difference.row},4)"


REFERENCE = r"'([^']+)'!\$([A-Z]+)\$(\d+):\$[A-Z]+\$(\d+)"


def evaluate(book, formula):
    """N, SUMIFS and COUNTIFS as far as our own sheet uses them."""
    single = re.fullmatch(r"=N\('([^']+)'!([A-Z]+\d+)\)", formula)
    if single:
        value = book[single[1]][single[2]].value
        return value if isinstance(value, int | float) else 0
    name, inside = re.fullmatch(r"=(SUMIFS|COUNTIFS)\((.*)\)", formula).groups()
    parts = re.findall(r"'[^']+'!\$[A-Z]+\$\d+:\$[A-Z]+\$\d+|\"[^\"]*\"|\d+", inside)
    summed = column(book, parts.pop(0)) if name == "SUMIFS" else None
    pairs = [(column(book, parts[at]), parts[at + 1]) for at in range(0, len(parts), 2)]
    length = len(pairs[0][0])
    hits = [at for at in range(length) if all(holds(cells[at], wanted) for cells, wanted in pairs)]
    if summed is None:
        return len(hits)
    return sum(summed[at] for at in hits if isinstance(summed[at], int | float))


def column(book, reference):
    title, letters, first, last = re.fullmatch(REFERENCE, reference).groups()
    return [book[title][f"{letters}{row}"].value for row in range(int(first), int(last) + 1)]


def holds(value, wanted):
    wanted = wanted.strip('"')
    if wanted.startswith(">"):
        return isinstance(value, int | float) and value > float(wanted[1:])
    if wanted.startswith("<>"):
        return value != wanted[2:]
    return str(value) == wanted


def test_pages_are_landscape_numbered_and_repeat_their_heads(book):
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.oddFooter.center.text == "Trang &P/&N"
        assert sheet.oddFooter.right.text == "Số liệu lúc 16 giờ 30 phút ngày 14/5/2021"
        assert bool(sheet.print_title_rows) == (sheet.title != "Tổng quan")
        assert not any(dimension.hidden for dimension in sheet.row_dimensions.values())
    assert all(sheet.sheet_state == "visible" for sheet in book)


def test_verdicts_have_word_and_colour(book):
    cells = {cell.value: cell for cell in book["Chỉ tiêu"]["M"] if cell.value}
    assert cells["Đạt"].fill.fgColor.rgb == "00DDF0DD"
    assert cells["Chưa đạt"].fill.fgColor.rgb == "00FCE8CC"
    assert cells["Chưa đủ số liệu"].fill.fgColor.rgb == "00E1E7F5"


def test_the_words_of_a_level_are_in_its_format(book):
    level = find(book["Chỉ tiêu"], "CT2")[3]
    assert (level.value, level.number_format) == (0.75, '"trên "0%')


def test_long_words_get_room(book):
    sheet = book["Chỉ tiêu"]
    row = find(sheet, "CT3")[0].row
    assert sheet.row_dimensions[row].height > 45


def test_columns_without_data_are_left_out(book, summary):
    heads = [cell.value for cell in book["Chỉ tiêu"][4]]
    assert "Năm trước" not in heads
    assert "Điều chỉnh" not in heads
    lines = tuple(
        replace(line, prior_num=10_000, prior_den=20_000, amended=30_000, assigned=5)
        for line in summary.lines
    )
    more = openpyxl.load_workbook(drawn(replace(summary, lines=lines)))
    heads = [cell.value for cell in more["Chỉ tiêu"][4]]
    assert {"Năm trước", "Điều chỉnh", "Giao"} <= set(heads)


def with_texts(summary, words):
    """The same summary with hostile words, in turn, in every place where people write."""
    kept, turn = summary.to_json(), cycle(words)
    for part in (kept["head"], *kept["blocs"], *kept["lines"], *kept["units"], *kept["absences"]):
        for name, value in part.items():
            if isinstance(value, str) and name not in FIXED:
                part[name] = next(turn)
    for unit, name in zip(kept["units"], cycle(words), strict=False):
        unit["name"] = name
        unit["group_titles"], unit["forms"], unit["works"] = [next(turn)], [next(turn)], [next(turn)]
        unit["cells"] = [[*cell[:3], next(turn) if cell[3] else cell[3]] for cell in unit["cells"]]
    kept["attention"] = kept["sentences"] = kept["person_titles"] = words[:3]
    for line in kept["lines"]:
        for tally in (line["total"], *line["blocs"]):
            tally["note"] = next(turn)
    return Summary.from_json(json.loads(json.dumps(kept)))


FIXED = {
    "starts_on", "ends_on", "launched_on", "registration_due_at", "report_due_at", "cutoff_on", "data_at", "structure",
    "kind", "layout", "comparator", "registration", "pledge", "result", "code", "registered_on", "pledged_on",
    "registration_approved_on", "declared_on", "verified_on", "aim",
}  # fmt: skip


def test_typed_text_stays_text(summary):
    book = openpyxl.load_workbook(drawn(with_texts(summary, HOSTILE)))
    formulas = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert {cell.parent.title for cell in formulas} == {"Kiểm tra"}
    assert not [cell.value for cell in formulas for words in HOSTILE[:2] if words in cell.value]
    names = [cell.value for cell in book["Theo đơn vị"]["B"] if cell.data_type == "s"]
    assert all(names.count(words) >= 3 for words in HOSTILE)


LETTERS = {
    "a\x00b\x01c\x0bd\x1fe": "abcde",
    "a\ud800b": "ab",
    "x\ufffey": "xy",
    "dòng một\ndòng hai": "dòng một\ndòng hai",
    "😀 Đ ệ": "😀 Đ ệ",
    "x" * 40_000: "x" * (32_767 - len("… (còn nữa, xem trên máy)")) + "… (còn nữa, xem trên máy)",
}


def test_no_letter_breaks_the_file(summary):
    turn = cycle(LETTERS)
    units = tuple(
        replace(unit, name=words, note=words) for unit, words in zip(summary.units, turn, strict=False)
    )
    book = openpyxl.load_workbook(drawn(replace(summary, units=units)))
    names = [cell.value for cell in book["Theo đơn vị"]["B"]]
    assert all(names.count(kept) >= 5 for kept in LETTERS.values())


def test_ampersands_in_the_foot_stay_letters(summary):
    named = replace(summary, head=replace(summary.head, organiser="A&P"))
    with ZipFile(drawn(named)) as archive:
        assert "A&amp;&amp;P - T" in archive.read("xl/worksheets/sheet1.xml").decode()


def test_an_empty_campaign_is_drawn_too(summary):
    nothing = replace(
        summary, lines=(), units=(), blocs=(), bloc_standings=(), absences=(), attention=(), person_titles=(),
        verdict_counts=(), standing=replace(summary.standing, units=0, persons=()),
    )  # fmt: skip
    book = openpyxl.load_workbook(drawn(nothing))
    assert len(book.sheetnames) == 8
    assert "Mọi đơn vị và chỉ tiêu đều đã có trong số liệu." in [row[0] for row in rows(book.worksheets[-1])]
