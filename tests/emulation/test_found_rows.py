"""Does what was read of a plan reach the inputs of the wizard, and is what has no place there said?"""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from emulation.forms import rows
from emulation.forms.found_merge import merge
from emulation.forms.found_names import is_same_union, report_phase, titles_named
from emulation.forms.found_rows import add_indicator, add_phase
from emulation.plan_lines import Lines
from emulation.planreading.drafts import Condition, Deadline, Indicator, Part, Phase, Scope

SECTORS = {"dn": SimpleNamespace(pk=7), "fdi": SimpleNamespace(pk=9)}


def shown(text="Chỉ tiêu", kind="unit_share", **columns):
    """(what the inputs hold, doubts) of one indicator."""
    data = rows.blank()
    value = columns.pop("value", None)
    value = None if value is None else Decimal(value)
    key, doubts = add_indicator(data, Indicator(text, kind, value=value, **columns), SECTORS)
    return {name.removeprefix(f"{key}-"): text for name, text in data.items() if name != "row"}, doubts


@pytest.mark.parametrize(
    ("columns", "inputs"),
    [
        ({"comparator": "gt", "value": "95.5", "unit": "CĐCS"}, {"comparator": "gt", "value": "95,5"}),
        ({"kind": "count", "comparator": "ge", "value": "1500"}, {"comparator": "ge", "value": "1.500"}),
        ({"kind": "money", "comparator": "ge", "value": "2400000000"}, {"value": "2.400.000.000"}),
        ({"kind": "change", "comparator": "change", "value": "-12.5"}, {"value": "giảm 12,5%"}),
        (
            {"kind": "each_count", "comparator": "gt", "value": "2"},
            {"unit_comparator": "gt", "unit_value": "2"},
        ),
        ({"kind": "each_share", "comparator": "ge", "value": "80"}, {"value": "100", "unit_value": "80"}),
        ({"kind": "zero", "comparator": "zero", "value": "0"}, {"comparator": "zero", "value": "0"}),
        ({"kind": "composite", "comparator": "any", "value": "100"}, {"comparator": "all", "operator": "or"}),
        (
            {"kind": "composite", "comparator": "all"},
            {"comparator": "all", "value": "100", "operator": "and"},
        ),
        (
            {"kind": "composite", "comparator": "all", "value": "80", "text": "Trên 80% CĐCS họp và ký"},
            {"comparator": "gt", "value": "80"},
        ),
        (
            {
                "kind": "rating_share",
                "comparator": "ge",
                "value": "80",
                "text": "80% hoàn thành xuất sắc nhiệm vụ",
            },
            {"minimum_rating": "excellent"},
        ),
        ({"source": "Phấn đấu 100% CĐCS", "comparator": "all", "value": "100"}, {"is_aspiration": "on"}),
        ({"due": date(2021, 6, 30), "kind": "done"}, {"kind": "done", "due_on": "30/06/2021"}),
        ({"scope": Scope("doanh nghiệp", ["dn", "fdi"])}, {"sector": "7", "sectors": "9"}),
        (
            {"scope": Scope(conditions=[Condition("workers", "gt", Decimal(10))])},
            {"fact": "workers", "at_least": "11"},
        ),
    ],
)
def test_what_was_read_stands_in_the_inputs(columns, inputs):
    found, doubts = shown(**columns)
    assert inputs.items() <= found.items()
    assert doubts == []


@pytest.mark.parametrize(
    ("columns", "doubt"),
    [
        ({"confidence": 0.6}, "chưa chắc"),
        ({"text": "90% đoàn viên và"}, "thiếu phần cuối"),
        ({"comparator": "ge", "value": "120"}, "120% quá 100%"),
        ({"unit": "doanh nghiệp " * 6}, "rút gọn"),
        ({"scope": Scope(sectors=["thuy-san"])}, "chưa có khu vực"),
        ({"scope": Scope(conditions=[Condition("workers", "lt", Decimal(10))])}, "Điều kiện về"),
        ({"kind": "each_count", "comparator": "lt", "value": "3"}, "viết theo cách khác"),
        (
            {"kind": "rating_share", "comparator": "ge", "value": "80", "text": "80% CĐCS vững mạnh"},
            "cách cũ",
        ),
        ({"kind": "rating_share", "comparator": "ge", "value": "80"}, "Chưa rõ xếp loại"),
        ({"kind": "composite", "comparator": "all", "parts": [Part("ký", "money")]}, "hiểu là có làm"),
    ],
)
def test_what_has_no_place_is_said(columns, doubt):
    _, (sentence,) = shown(**columns)
    assert doubt in sentence


def test_a_phase_of_a_bare_number_gets_its_word_and_an_open_start_stays_open():
    data = rows.blank()
    key = add_phase(data, Phase(2, "II", "Chủ đề", None, date(2021, 6, 30)), "đợt")
    assert (data[f"{key}-name"], data[f"{key}-ends_on"]) == ("Đợt II", "30/06/2021")
    assert f"{key}-starts_on" not in data


def test_the_first_indicator_has_nothing_to_be_merged_into():
    data = rows.blank()
    key, _ = add_indicator(data, Indicator("Một", "done"), SECTORS)
    merge(data, key)
    assert rows.keys_of(data) == [key]
    assert data[f"{key}-kind"] == "done"


def test_a_third_condition_joins_the_two_that_were_merged():
    data = rows.blank()
    for text in ("Một", "Hai", "Ba"):
        add_indicator(data, Indicator(text, "done"), SECTORS)
    merge(data, "i2")
    merge(data, "i3")
    assert (rows.keys_of(data), data["i1-statement"]) == (["i1"], "Một; Hai; Ba")
    assert [data[f"i1-{part}-statement"] for part in data.getlist("i1-part")] == ["Một", "Hai", "Ba"]


# Names, days and lines ---------------------------------------------------------------------------------------


def test_titles_are_found_by_their_words_the_longest_first():
    catalogue = [SimpleNamespace(name=name) for name in ("Lao động tiên tiến", "Tập thể Lao động tiên tiến")]
    named = titles_named(["Danh hiệu tập thể lao động tiên tiến", "Cờ thi đua của LĐLĐ tỉnh"], catalogue)
    assert [title and title.name for _, title in named] == ["Tập thể Lao động tiên tiến", None]


def test_a_union_is_the_same_in_its_long_and_its_short_name():
    body = SimpleNamespace(
        name="Liên đoàn Lao động huyện Tịnh Biên", short_name="", label="LĐLĐ huyện Tịnh Biên"
    )
    assert is_same_union("LIÊN ĐOÀN LAO ĐỘNG HUYỆN TỊNH BIÊN", body)
    assert not is_same_union("LĐLĐ huyện Châu Thành", body)


def test_a_report_belongs_to_the_phase_that_ends_nearest():
    phases = [Phase(1, "1", ends_on=date(2021, 4, 30)), Phase(2, "2", ends_on=date(2021, 12, 31))]
    assert report_phase(Deadline("báo cáo sơ kết", date(2021, 5, 10)), phases) == 0
    assert report_phase(Deadline("báo cáo tổng kết", date(2021, 12, 15)), phases) == 1
    assert report_phase(Deadline("báo cáo sơ kết đợt 2", date(2021, 5, 10)), phases) == 1
    assert report_phase(Deadline("báo cáo", date(2021, 8, 15)), phases) is None
    assert report_phase(Deadline("hồ sơ khen thưởng", date(2021, 5, 10)), phases) is None


def test_a_sentence_is_found_in_its_line_though_the_reader_joined_lines():
    lines = Lines("KẾ HOẠCH\n1. Phát triển mới trên 1.500\nđoàn viên.\n2. Đạt 100% CĐCS")
    assert lines.of("Phát triển mới trên 1.500 đoàn viên") == 2
    assert lines.of("Đạt 100% CĐCS") == 4
    assert lines.back().of("không có ở đâu trong này cả") is None
