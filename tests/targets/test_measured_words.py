"""Do sentences say the figures as a report does (mocks/paper/figures.json, DOMAIN §9)?"""

import pytest

from emulation.indicator_kinds import Kind
from targets.measured_words import asked_words, sentence
from targets.measuring import SCALE, Cell, Rule, roll_up

U = SCALE
YES, NO, MISSING = Cell("value", U), Cell("value", 0), Cell("missing")


def value(num, den=None, **more):
    return Cell("value", num * U, None if den is None else den * U, **more)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule(Kind.UNIT_SHARE, "gt", 75 * U), "trên 75%"),
        (Rule(Kind.COUNT, "ge", 80 * U), "từ 80 trở lên"),
        (Rule(Kind.UNIT_SHARE, "all"), "100%"),
        (Rule(Kind.DONE), "100%"),
        (Rule(Kind.ZERO, "zero", 0), "không để xảy ra"),
        (Rule(Kind.COUNT, "zero", 0), "không để xảy ra"),
        (Rule(Kind.COUNT, "gt", 1500 * U), "trên 1.500"),
        (Rule(Kind.UNIT_SHARE, "gt", 75 * U, strict_over=False), "trên 75% (tính cả đúng mức)"),
        (Rule(Kind.COUNT, "le", 3 * U), "không quá 3"),
        (Rule(Kind.QUANTITY_SHARE, "lt", 5 * U), "dưới 5%"),
        (Rule(Kind.COUNT, "between", 8 * U, upper=12 * U), "từ 8 đến 12"),
        (Rule(Kind.CHANGE, "change", 12_5000), "tăng 12,5%"),
        (Rule(Kind.CHANGE, "change", -5 * U), "giảm 5%"),
        (Rule(Kind.MONEY, "ge", 2_000_000, scale=1), "từ 2.000.000 trở lên"),
        (Rule(Kind.COUNT, "", 20 * U), "từ 20 trở lên"),
        (Rule(Kind.COUNT), ""),
        (Rule(Kind.MONEY_SHARE, "gt", 95 * U, scale=1), "trên 95%"),
    ],
)  # fmt: skip
def test_the_level_asked(rule, words):
    assert asked_words(rule) == words


def said(rule, cells, **more):
    return sentence(rule, roll_up(rule, cells), **more)


@pytest.mark.parametrize(
    ("rule", "cells", "more", "words"),
    [
        (
            Rule(Kind.UNIT_SHARE, "ge", 75 * U), [YES] * 28 + [NO] * 6, {"unit": "CĐCS"},
            "Đạt 28/34 CĐCS (82,35%), vượt 7,35 điểm phần trăm so với mức giao từ 75% trở lên.",
        ),
        (
            Rule(Kind.UNIT_SHARE, "all"), [YES] * 30 + [NO] + [MISSING] * 3, {"unit": "CĐCS", "is_open": True},
            "30/34 CĐCS (88,24%), thấp hơn 11,76 điểm phần trăm so với mức giao 100%; "
            "03 đơn vị chưa có số liệu được duyệt. Đánh giá: Chưa đạt.",
        ),
        (
            Rule(Kind.UNIT_SHARE, "gt", 95 * U), [value(19, 20)], {"unit": "cơ quan"},
            "19/20 cơ quan (95,00%), đúng bằng mức giao trên 95%. Đánh giá: Không đạt.",
        ),
        (
            Rule(Kind.COUNT, "gt", 1500 * U), [value(1500)], {"unit": "đoàn viên"},
            "1.500 đoàn viên (100,00%), đúng bằng mức giao trên 1.500. Đánh giá: Không đạt.",
        ),
        (
            Rule(Kind.COUNT, "gt", 1500 * U), [value(1512)], {"unit": "đoàn viên"},
            "Đạt 1.512 đoàn viên (100,80%), vượt 12 đoàn viên so với mức giao trên 1.500.",
        ),
        (
            Rule(Kind.COUNT, "ge", 20 * U), [value(13), MISSING], {"unit": "CĐCS", "is_open": True},
            "13 CĐCS (65,00%), thấp hơn 7 CĐCS so với mức giao từ 20 trở lên; 01 đơn vị chưa có số liệu được duyệt. "
            "Đánh giá: Chưa đủ số liệu.",
        ),
        (Rule(Kind.COUNT, "ge", 0), [value(3)], {"unit": "nhà"}, "Đạt 3 nhà, vượt 3 nhà so với mức giao từ 0 trở lên."),
        (Rule(Kind.COUNT, "le", 3 * U), [value(2)], {"unit": "vụ"}, "Đạt 2 vụ; mức giao không quá 3."),
        (Rule(Kind.COUNT, "all"), [value(2)], {"unit": "vụ"}, "2 vụ. Đánh giá: Cần người kết luận."),
        (Rule(Kind.QUANTITY_SHARE, "lt", 5 * U), [value(3, 100)], {"unit": "người"}, "Đạt 3/100 người."),
        (
            Rule(Kind.MONEY_SHARE, "gt", 95 * U, scale=1), [Cell("value", 1_900, 2_000)], {"unit": "đồng"},
            "1.900/2.000 đồng (95,00%), đúng bằng mức giao trên 95%. Đánh giá: Không đạt.",
        ),
        (
            Rule(Kind.ZERO, "zero", 0), [Cell("value", 0, confirmed=True)] * 10 + [MISSING], {"unit": "vụ"},
            "Chưa ghi nhận vụ nào; 10/11 đơn vị đã xác nhận không để xảy ra. Đánh giá: Chưa đủ số liệu.",
        ),
        (
            Rule(Kind.ZERO, "zero", 0), [value(2), MISSING], {"unit": "vụ"},
            "Đã để xảy ra 2 vụ; 0/2 đơn vị đã xác nhận không để xảy ra. Đánh giá: Không đạt.",
        ),
        (Rule(Kind.AVERAGE, "ge", U), [value(4, 3)], {"unit": "lượt"}, "Đạt bình quân 1,33 (4/3 lượt)."),
        (Rule(Kind.CHANGE, "change", 12_5000), [value(45, 40)], {"unit": "người"}, "Đạt tăng 12,50% (45/40 người)."),
        (
            Rule(Kind.CHANGE, "change", U), [value(30, 40)], {"unit": "người"},
            "Giảm 25,00% (30/40 người). Đánh giá: Không đạt.",
        ),
        (
            Rule(Kind.CHANGE, "change", U), [value(30, 0)], {"unit": "người"},
            "30 người. Đánh giá: Cần người kết luận.",
        ),
        (Rule(Kind.UNIT_SHARE, "all"), [Cell("not_applicable")], {}, "Không áp dụng."),
        (Rule(Kind.UNIT_SHARE, "all"), [Cell("none_arisen")], {}, "Không phát sinh."),
        (Rule(Kind.NARRATIVE), [Cell("value")], {}, ""),
    ],
)  # fmt: skip
def test_the_sentence_of_a_figure(rule, cells, more, words):
    assert said(rule, cells, **more) == words
