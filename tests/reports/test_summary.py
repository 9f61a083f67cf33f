"""Does a summary say its figures the same way everywhere, and survive being kept as JSON?"""

import json
from dataclasses import replace
from datetime import date, datetime

import pytest

from reports.summary import AMOUNT, Line, Standing, Summary, Tally, short_day
from tests.reports.tinh_bien import HANOI


def test_json_keeps_everything(summary):
    kept = json.loads(json.dumps(summary.to_json(), sort_keys=True))  # PostgreSQL sorts keys too
    assert Summary.from_json(kept) == summary


def test_an_older_snapshot_reads_with_todays_defaults(summary):
    kept = summary.to_json()
    del kept["lines"][0]["total"]["points"]
    assert Summary.from_json(kept).lines[0].total.points is None


def test_measured_and_told_lines(summary):
    assert [line.code for line in summary.measured] == ["CT1", "CT2", "CT3", "CT4a", "CT4b", "CT5", "CT6"]
    assert [line.code for line in summary.told] == ["ND1", "ND2"]
    assert summary.told[0].note == "31/34 đơn vị đã báo cáo bằng lời; xem biểu 3."


def test_lights_count_every_verdict_once(summary):
    assert [(look, label, count) for look, label, count, _ in summary.lights] == [
        ("ok", "Đạt", 1),
        ("slow", "Chưa đạt", 3),
        ("risk", "Không đạt", 0),
        ("open", "Chưa đủ số liệu", 3),
    ]
    assert (summary.met_count, summary.met_percent) == (1, "14,29")


def test_absences_are_grouped_by_what_to_do(summary):
    assert [label for label, *_ in summary.absence_groups] == [
        "1 chưa gửi",
        "1 trả lại",
        "1 chờ duyệt",
        "1 không phát sinh",
        "26 không áp dụng",
        "1 đã rời",
    ]


def test_by_bloc_hands_out_every_unit_once(summary):
    names = [unit.name for _, _, units in summary.by_bloc for unit in units]
    assert sorted(names) == sorted(unit.name for unit in summary.units)
    assert [len(units) for _, _, units in summary.by_bloc] == [8, 7, 7, 5, 7]


@pytest.mark.parametrize(
    ("num", "den", "percent", "width"),
    [(28, 34, "82,35", 28 * 100 / 34), (77, 800, "9,63", 9.625), (37, 20, "185,00", 100.0)],
)
def test_a_share_is_exact_and_its_bar_never_too_wide(num, den, percent, width):
    tally = Tally(num=num, den=den, has_share=True)
    assert (tally.percent, tally.width) == (percent, width)


def test_no_share_no_percentage():
    assert (Tally(num=3, den=0).percent, Tally(num=3, den=4).width) == ("", 0)


def test_standing_of_nobody_divides_by_nothing():
    standing = Standing()
    assert (standing.verified_percent, standing.verified_width, standing.waiting_width) == ("", 0, 0)


def test_time_that_has_passed(summary):
    head = summary.head
    assert head.time_words == "Đã qua 120 trên 120 ngày; đã hết thời gian"
    early = replace(head, data_at=datetime(2021, 3, 1, 9, 0, tzinfo=HANOI))
    assert (early.days, early.time_percent) == ((60, 120), "50,00")
    assert early.time_words == "Đã qua 60 trên 120 ngày; còn 60 ngày"
    undated = replace(head, starts_on=None)
    assert (undated.time_words, undated.time_width, undated.time_percent) == ("Chưa đặt ngày", 0, "0,00")


def test_head_of_a_year(summary):
    year = replace(summary.head, phase="", structure="now")
    assert (year.title, year.structure_word) == ("năm 2021", "hiện nay")
    assert replace(summary.head, phase="Đợt 1 năm 2021").title == "Đợt 1 năm 2021"


def _line(**columns):
    base = {
        "key": 1, "code": "CT1", "statement": "Phát triển đoàn viên", "short": "", "kind": "count", "layout": AMOUNT,
        "unit": "đoàn viên", "scale": 10_000, "comparator": "ge", "value": 800_000, "aim": "từ 80 trở lên",
        "is_aspiration": False, "is_numeric": True,
    }  # fmt: skip
    return Line(**base | columns)


def test_where_the_level_stands_on_a_bar():
    assert _line().need_width == 98.8
    assert _line(layout="share", value=750_000).need_width == 75


def test_the_unit_is_said_once():
    assert _line(aim="1.500").aim_unit == "đoàn viên"
    assert _line(aim="trên 75%").aim_unit == ""
    assert _line().aim_unit == ""


def test_an_unjudged_line_says_so():
    assert (_line().light, _line().verdict_words) == ("open", "Không đánh giá")


def test_long_statements_are_cut_between_words():
    words = "Tiếp tục xây dựng và triển khai kế hoạch về đẩy mạnh việc học tập và làm theo Bác"
    assert _line(statement=words).heading.endswith("…")
    assert len(_line(statement=words).heading) <= 66


def test_days_as_in_documents():
    assert [short_day(date(2021, *day)) for day in ((2, 3), (5, 9), (12, 31))] == [
        "03/02/2021",
        "09/5/2021",
        "31/12/2021",
    ]
