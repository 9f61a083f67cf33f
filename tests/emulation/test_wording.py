"""Does a plan say its indicators as people say them?"""

import pytest

from emulation import wording
from emulation.drafting import set_indicators
from emulation.models import Indicator
from tests.factories.campaigns import AT
from unions.models import BodyFacts
from unions.quantities import SCALE

PER_CENT = SCALE


def row(kind, **columns):
    return {"statement": "Chỉ tiêu", "kind": kind, **columns}


@pytest.fixture
def written(plan, officer):
    """written(row): the indicator as the plan has it."""

    def write(columns):
        set_indicators(plan, [columns], by=officer, at=AT)
        return Indicator.objects.with_plan().get()

    return write


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        (
            row("unit_share", comparator="gt", value=75 * PER_CENT, unit="% doanh nghiệp"),
            "trên 75% doanh nghiệp",
        ),
        (row("unit_share", comparator="all", unit="CĐCS"), "100% CĐCS"),
        (row("count", comparator="ge", value=80 * SCALE, unit="doanh nghiệp"), "từ 80 doanh nghiệp trở lên"),
        (row("count", comparator="lt", value=3 * SCALE, unit="vụ"), "dưới 3 vụ"),
        (row("count", comparator="le", value=3 * SCALE, unit="vụ"), "không quá 3 vụ"),
        (
            row("count", comparator="between", value=8 * SCALE, upper=12 * SCALE, unit="nhà"),
            "từ 8 đến 12 nhà",
        ),
        (row("money", comparator="gt", value=1_500_000), "trên 1.500.000 đồng"),
        (row("money_share", comparator="gt", value=95 * PER_CENT), "trên 95%"),
        (row("change", comparator="change", value=125 * PER_CENT // 10), "tăng 12,5% so với trước"),
        (row("change", comparator="change", value=-5 * PER_CENT), "giảm 5% so với trước"),
        (row("zero"), "không để xảy ra"),
        (row("done"), "có làm"),
        (row("narrative"), "bằng lời"),
        (row("count"), "không nêu số"),
        (
            row("quantity_share", comparator="gt", value=95 * PER_CENT, is_aspiration=True),
            "phấn đấu trên 95%",
        ),
        (
            row("each_count", unit_comparator="ge", unit_value=SCALE, unit="hội nghị"),
            "100% đơn vị, mỗi đơn vị từ 1 hội nghị trở lên",
        ),
        (
            row("each_share", unit_comparator="gt", unit_value=50 * PER_CENT),
            "100%, mỗi đơn vị trên 50%",
        ),
        (
            row("rating_share", comparator="gt", value=95 * PER_CENT, minimum_rating="good"),
            "trên 95% xếp loại hoàn thành tốt nhiệm vụ trở lên",
        ),
    ],
)
def test_the_mark_in_words(written, columns, words):
    assert wording.aim(written(columns)) == words


def test_what_a_unit_answers(written):
    assert wording.answer(written(row("count", unit="đoàn viên"))) == "Đơn vị ghi một số (đoàn viên)."
    assert wording.answer(written(row("zero"))) == "Đơn vị xác nhận không để xảy ra, hoặc ghi số vụ."


def test_whom_it_concerns(written, sectors, kinds, grassroots):
    assert wording.scope(written(row("done"))) == "Mọi đơn vị"
    scope = [
        {"ground": "sector", "sector": sectors["hcsn"]},
        {"ground": "kind", "kind": kinds["cdcs"]},
        {"ground": "fact", "fact": BodyFacts.Code.WORKERS, "at_least": 10 * SCALE},
        {"ground": "body", "body": grassroots},
    ]
    told = wording.scope(written(row("done", scope=scope)))
    assert told == (
        "Hành chính, sự nghiệp; Công đoàn cơ sở; lao động từ 10 trở lên; CĐCS Công ty TNHH May Nhà Bàng"
    )
