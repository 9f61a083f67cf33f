import pytest

from emulation.models import Indicator
from targets.promises import (
    Answer,
    answer_of,
    asked,
    difference,
    promised,
    said,
    scale_of,
    unit_of,
    with_unit,
)
from unions.quantities import SCALE


def line(kind, comparator="", value=None, **columns):
    return Indicator(kind=kind, comparator=comparator, value=value, statement="Chỉ tiêu", **columns)


PEOPLE = line("count", "ge", 20 * SCALE, unit="người")
SHARE = line("quantity_share", "gt", 95 * SCALE)
EVERYBODY = line("quantity_share", "all")
MONEY = line("money", "ge", 12_000_000)
DUES = line("money_share", "ge", 95 * SCALE)
EACH = line("each_count", "all", unit="hội nghị", unit_comparator="ge", unit_value=SCALE)
AVERAGE = line("average", "ge", 2 * SCALE, unit="lớp")
OWN = line("count", "le", 3 * SCALE, unit="vụ", owner_level="unit")
BETWEEN = line("each_share", "between", 80 * SCALE, upper=100 * SCALE)
YES = line("unit_share", "all")
TITLE = line("attainment")
PARTS = line("composite", "all")
NONE = line("zero", "zero")
WORDS = line("narrative")


@pytest.mark.parametrize(
    ("indicator", "answer"),
    [
        (PEOPLE, Answer.NUMBER),
        (SHARE, Answer.SHARE),
        (YES, Answer.YES_NO),
        (line("rating_share"), Answer.YES_NO),
        (NONE, Answer.ZERO),
        (WORDS, Answer.WORDS),
        (line("change", "change", 5 * SCALE), Answer.SHARE),
    ],
)
def test_every_kind_has_its_way_to_answer(indicator, answer):
    assert answer_of(indicator) == answer


@pytest.mark.parametrize(
    ("indicator", "assigned", "value"),
    [
        (PEOPLE, 15 * SCALE, 15 * SCALE),
        (PEOPLE, None, None),
        (SHARE, None, 95 * SCALE),
        (EVERYBODY, None, 100 * SCALE),
        (EACH, None, SCALE),
        (AVERAGE, None, 2 * SCALE),
        (OWN, None, 3 * SCALE),
        (YES, None, SCALE),
        (PARTS, None, SCALE),
        (NONE, None, 0),
        (WORDS, None, None),
    ],
)
def test_what_is_handed_down_where_nothing_was_assigned(indicator, assigned, value):
    assert asked(indicator, assigned) == value


@pytest.mark.parametrize(
    ("indicator", "value", "words"),
    [
        (PEOPLE, 1500 * SCALE, "1.500 người"),
        (SHARE, 95 * SCALE, "trên 95%"),
        (SHARE, 97 * SCALE, "97%"),
        (EVERYBODY, 100 * SCALE, "100%"),
        (MONEY, 12_000_000, "12.000.000 đồng"),
        (DUES, 95 * SCALE, "từ 95% trở lên"),
        (EACH, SCALE, "từ 1 hội nghị trở lên"),
        (EACH, 2 * SCALE, "2 hội nghị"),
        (OWN, 3 * SCALE, "không quá 3 vụ"),
        (BETWEEN, 80 * SCALE, "từ 80 đến 100%"),
        (YES, SCALE, "Có làm"),
        (YES, 0, "Không làm"),
        (TITLE, SCALE, "Đăng ký đạt"),
        (PARTS, SCALE, "Làm đủ các phần"),
        (NONE, 0, "Cam kết không để xảy ra"),
        (NONE, SCALE, "1"),
        (PEOPLE, None, ""),
    ],
)
def test_a_promise_is_said_with_the_comparator_of_the_plan(indicator, value, words):
    assert said(indicator, value) == words


def test_the_whole_promise_of_a_line():
    assert promised(PEOPLE, 15 * SCALE) == "15 người"
    assert promised(PEOPLE, None, is_declined=True, reason="Mới lập") == "Không đăng ký: Mới lập"
    assert promised(WORDS, None) == "Thực hiện theo kế hoạch"
    assert promised(WORDS, None, "Sinh hoạt hằng tháng") == "Sinh hoạt hằng tháng"
    assert promised(PEOPLE, 15 * SCALE, "cả nữ") == "15 người; cả nữ"


@pytest.mark.parametrize(
    ("indicator", "value", "wanted", "words"),
    [
        (PEOPLE, 15 * SCALE, 15 * SCALE, "bằng số giao"),
        (PEOPLE, 14 * SCALE, 15 * SCALE, "thấp hơn số giao 1 người"),
        (PEOPLE, 18 * SCALE, 15 * SCALE, "cao hơn số giao 3 người"),
        (SHARE, 90 * SCALE, 95 * SCALE, "thấp hơn số giao 5 điểm phần trăm"),
        (YES, SCALE, SCALE, "đúng như giao"),
        (NONE, SCALE, 0, "khác với giao"),
        (PEOPLE, None, 15 * SCALE, ""),
        (PEOPLE, SCALE, None, ""),
    ],
)
def test_the_difference_is_said_in_words(indicator, value, wanted, words):
    assert difference(indicator, value, wanted) == words


def test_a_declined_line_differs_from_nothing():
    assert difference(PEOPLE, None, 15 * SCALE, is_declined=True) == ""


def test_percentages_count_in_ten_thousandths_also_where_amounts_are_money():
    assert scale_of(DUES) == SCALE
    assert scale_of(MONEY) == 1
    assert unit_of(DUES) == "%"
    assert unit_of(line("count")) == ""
    assert with_unit(line("count"), 3 * SCALE) == "3"
