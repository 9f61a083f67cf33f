"""How answers are said: never a bare percentage, never a blank that looks like 0."""

from datetime import date

import pytest

from emulation.models import Indicator, IndicatorPart
from targets.answers import Line, Shape
from targets.models import Result, ZeroConfirmation
from targets.telling import answer_words, part_words, prior_words
from unions.quantities import SCALE


def line_of(shape, kind="count", unit="người", asked=(), parts=None, confirmation=None, **columns):
    indicator = Indicator(kind=kind, unit=unit, statement="x")
    row = Result(indicator=indicator, **{"cell": "value", **columns})
    return Line(indicator, row, shape, asked=list(asked), parts=parts or {}, confirmation=confirmation)


def n(value):
    return value * SCALE


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (line_of(Shape.AMOUNT, num=n(1500)), "1.500 người"),
        (line_of(Shape.AMOUNT, num=0), "0 người"),
        (line_of(Shape.AMOUNT, "money", "", num=2_400_000_000), "2.400.000.000 đồng"),
        (line_of(Shape.AMOUNT, cell="missing"), "Chưa báo cáo"),
        (line_of(Shape.YES_NO, num=n(1)), "Có"),
        (line_of(Shape.YES_NO, "attainment", num=0), "Chưa đạt"),
        (line_of(Shape.YES_NO, "done", num=n(1), done_on=date(2021, 3, 20)), "Có, ngày 20/03/2021"),
        (line_of(Shape.SHARE, num=n(28), den=n(34)), "82,35% (28/34)"),
        (line_of(Shape.SHARE, num=n(28), cell="missing"), "28/…"),
        (line_of(Shape.SHARE, den=n(34), cell="missing"), "…/34 người"),
        (line_of(Shape.AVERAGE, num=n(4), den=n(3)), "1,33 người (4/3)"),
        (line_of(Shape.AVERAGE, num=n(4), cell="missing"), "4 so với … người"),
        (line_of(Shape.CHANGE, num=n(45), den=n(40)), "45 so với 40 người (tăng 12,50%)"),
        (line_of(Shape.CHANGE, num=n(40), den=n(40)), "40 so với 40 người (không đổi)"),
        (line_of(Shape.CHANGE, num=n(40), den=0), "40 so với 0 người"),
        (line_of(Shape.ZERO, num=n(2)), "Có 2 vụ"),
        (line_of(Shape.ZERO, num=0), "0 vụ, chưa xác nhận"),
        (line_of(Shape.WORDS, text="Họp tổ"), "Họp tổ"),
        (line_of(Shape.RATING, rating="good"), "Hoàn thành tốt nhiệm vụ"),
        (line_of(Shape.RATING, cell="missing"), "Công đoàn cấp trên ghi khi duyệt"),
        (line_of(Shape.AMOUNT, cell="none_arisen"), "Không phát sinh"),
        (line_of(Shape.AMOUNT, cell="not_applicable", reason="Mới lập"), "Không áp dụng: Mới lập"),
    ],
)
def test_answer_words(line, words):
    assert answer_words(line) == words


def test_confirmation_names_person_and_days():
    known = ZeroConfirmation(name="Lê A", from_on=date(2021, 1, 1), until_on=date(2021, 4, 30))
    line = line_of(Shape.ZERO, "zero", num=0, confirmation=known)
    assert answer_words(line) == "Xác nhận không để xảy ra, từ 01/01/2021 đến 30/04/2021 (Lê A)"


@pytest.mark.parametrize(
    ("part", "pair", "words"),
    [
        (IndicatorPart(kind="done"), (n(1), None), "có"),
        (IndicatorPart(kind="done"), (0, None), "không"),
        (IndicatorPart(kind="done"), None, "chưa báo cáo"),
        (IndicatorPart(kind="count"), (n(7), None), "7"),
        (IndicatorPart(kind="quantity_share"), (n(45), n(60)), "75,00% (45/60)"),
        (IndicatorPart(kind="quantity_share"), (n(45), None), "45"),
        (IndicatorPart(kind="done", judged_by_reviewer=True), None, "chờ người duyệt kết luận"),
        (IndicatorPart(kind="done", judged_by_reviewer=True), (n(1), None), "đạt"),
        (IndicatorPart(kind="done", judged_by_reviewer=True), (0, None), "chưa đạt"),
    ],
)
def test_part_words(part, pair, words):
    assert part_words(part, pair) == words


@pytest.mark.parametrize(
    ("shape", "prior", "words"),
    [
        (Shape.YES_NO, (0, None), "Không"),
        (Shape.SHARE, (n(25), n(33)), "75,76% (25/33)"),
        (Shape.AMOUNT, (n(12), None), "12 người"),
    ],
)
def test_prior_words(shape, prior, words):
    indicator = Indicator(kind="count", unit="người")
    indicator.prior_num, indicator.prior_den = prior
    assert prior_words(indicator, shape) == words
