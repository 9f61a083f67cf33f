"""A running campaign with one indicator of every shape, and answers that fill them all."""

from datetime import date, datetime

from targets.declaring import confirm_zero, declare, save_results
from tests.cast import HANOI
from tests.factories.campaigns import running_campaign
from unions.models import BodyFacts
from unions.quantities import SCALE

DUE = datetime(2021, 5, 4, 23, 59, 59, tzinfo=HANOI)
AT = datetime(2021, 5, 3, 9, 0, tzinfo=HANOI)  # the demo's day: phase 1 is over, its report not yet due
DAY = AT.date()
PHASES = [
    {
        "number": 1,
        "name": "Giai đoạn 1",
        "starts_on": date(2021, 1, 1),
        "ends_on": date(2021, 4, 30),
        "report_due_at": DUE,
    },
    {"number": 2, "name": "Giai đoạn 2", "starts_on": date(2021, 6, 1), "ends_on": date(2021, 12, 31)},
]
INDICATORS = [
    {"statement": "100% CĐCS tuyên truyền pháp luật", "kind": "unit_share", "comparator": "all"},
    {
        "statement": "100% doanh nghiệp tổ chức hội nghị",
        "kind": "unit_share",
        "comparator": "all",
        "denominator_fact": "enterprises",
    },
    {
        "statement": "85% nữ đạt danh hiệu",
        "kind": "quantity_share",
        "comparator": "ge",
        "value": 85 * SCALE,
        "unit": "người",
        "denominator_fact": "women",
    },
    {
        "statement": "Phát triển trên 1.500 đoàn viên",
        "kind": "count",
        "comparator": "gt",
        "value": 1500 * SCALE,
        "unit": "người",
        "evidence_rule": "required",
    },
    {
        "statement": "Bình quân sáng kiến mỗi người",
        "kind": "average",
        "comparator": "ge",
        "value": SCALE,
        "unit": "sáng kiến",
    },
    {
        "statement": "Giảm 10% đơn thư",
        "kind": "change",
        "comparator": "change",
        "value": 10 * SCALE,
        "unit": "đơn",
    },
    {"statement": "không để xảy ra tai nạn lao động chết người", "kind": "zero", "comparator": "zero"},
    {"statement": "Kiện toàn mạng lưới an toàn", "kind": "done", "due_on": date(2021, 4, 1)},
    {
        "statement": "Hội nghị người lao động và có thỏa ước chất lượng",
        "kind": "composite",
        "comparator": "all",
        "parts": [
            {"statement": "Tổ chức hội nghị", "kind": "done"},
            {"statement": "Người dự họp", "kind": "quantity_share", "comparator": "ge", "value": 50 * SCALE},
            {"statement": "Thỏa ước đạt chất lượng", "kind": "done", "judged_by_reviewer": True},
        ],
    },
    {"statement": "Nâng cao chất lượng sinh hoạt", "kind": "narrative"},
    {
        "statement": "trên 95% CĐCS hoàn thành tốt nhiệm vụ",
        "kind": "rating_share",
        "comparator": "gt",
        "value": 95 * SCALE,
        "minimum_rating": "good",
    },
    {
        "statement": "Thu kinh phí trên 95%",
        "kind": "money_share",
        "comparator": "gt",
        "value": 95 * SCALE,
        "unit": "đồng",
    },
]
SHORT = INDICATORS[:1]


def report_campaign(organiser, by, bodies, *, facts=None, indicators=INDICATORS, **columns):
    """{"campaign", "phase", "units"}; `facts` {code: value} are those of every body at the launch."""
    for body in bodies:
        for code, value in (facts or {}).items():
            BodyFacts.objects.create(body=body, code=code, as_of=date(2021, 1, 1), value=value)
    campaign = running_campaign(organiser, by, bodies, indicators=indicators, phases=PHASES, **columns)
    return campaign


def indicator_of(campaign, kind, place=0):
    return list(campaign.indicators.filter(kind=kind).order_by("position"))[place]


def unit_of(campaign):
    """Its only participant, read as the pages read it."""
    return campaign.participants.select_related("campaign__organiser", "body").get()


def full_answers(campaign):
    """Every line answered as a diligent chair would; the confirmation and the evidence come by their own acts."""
    rows = {row.kind: row for row in campaign.indicators.order_by("-position")}  # the first of each kind
    two = indicator_of(campaign, "unit_share", 1)
    meeting, present, _ = rows["composite"].parts.order_by("position")
    return {
        rows["unit_share"].pk: {"num": SCALE},
        two.pk: {"num": 0},
        rows["quantity_share"].pk: {"num": 28 * SCALE, "den": 34 * SCALE},
        rows["count"].pk: {"num": 15 * SCALE},
        rows["average"].pk: {"num": 30 * SCALE, "den": 20 * SCALE},
        rows["change"].pk: {"num": 5 * SCALE, "den": 8 * SCALE},
        rows["zero"].pk: {"num": 0},
        rows["done"].pk: {"num": SCALE, "done_on": date(2021, 3, 20)},
        rows["composite"].pk: {
            "parts": {meeting.pk: (SCALE, None), present.pk: (45 * SCALE, 60 * SCALE)},
        },
        rows["narrative"].pk: {"text": "Sinh hoạt đều hằng tháng"},
        rows["money_share"].pk: {"num": 95_000_000, "den": 100_000_000},
    }


def send_all(unit, phase, by, **no_members):
    """The unit answers everything, won no new member (`no_members`: what it says to that) and sends."""
    answers = full_answers(unit.campaign)
    answers[indicator_of(unit.campaign, "count").pk] = {"num": 0, **no_members}
    save_results(unit, phase, answers, by=by, at=AT)
    confirm_zero(unit, phase, [indicator_of(unit.campaign, "zero").pk], by=by, at=AT)
    declare(unit, phase, by=by, at=AT, received_at=AT)
