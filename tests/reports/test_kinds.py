"""What do the rarer kinds of indicators come to, in the figures and on the sheets (DOMAIN §5.1)?

Four units without blocs in one phase whose books are closed; each row of KINDS is worked out by hand.
"""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from emulation.models import Campaign, Indicator, IndicatorPart, Participant, Phase, ScopeRule
from reports import workbook
from reports.figures import gather
from reports.figures.lines import aim_of, short_of
from reports.figures.sentences import names
from reports.summary import Summary
from targets.models import PriorResult, Result, ResultPart, Target
from tests.factories import BodyFactory, UserFactory
from tests.reports.conftest import quiet
from tests.reports.tinh_bien import DATA_AT
from unions.vietnamese import sort_key

S = 10_000
# name: (columns of the indicator, cells of the four units, (num, den, rate, verdict), what the first unit's cell says)
KINDS = {
    "quantity_share": (
        {"kind": "quantity_share", "comparator": "ge", "value": 50 * S, "unit": "người"},
        ((9, 10), (40, 100), (10, 10), "none"),
        (59 * S, 120 * S, "49,17%", "Không đạt"), (9, 10),
    ),
    "money_share": (
        {"kind": "money_share", "comparator": "gt", "value": 95 * S, "unit": "đồng"},
        ((96_000_000, 100_000_000), (1, 1), "none", "none"),
        (96_000_001, 100_000_001, "96,00%", "Đạt"), (96_000_000, 100_000_000),
    ),
    "average": (
        {"kind": "average", "comparator": "ge", "value": 1 * S, "accumulation": "latest"},
        ((3, 1), (0, 1), (1, 1), "none"),
        (4 * S, 3 * S, "1,33", "Đạt"), (3, 1),
    ),
    "change": (
        {"kind": "change", "comparator": "change", "value": 125_000, "accumulation": "latest"},
        ((45, 40), "none", "none", "none"),
        (45 * S, 40 * S, "+12,50%", "Đạt"), (45, 40),
    ),
    "each_count": (
        {"kind": "each_count", "comparator": "all", "value": 100 * S, "unit_comparator": "ge", "unit_value": S},
        ((3, None), (0, None), (1, None), "none"),
        (2 * S, 3 * S, "66,67%", "Không đạt"), ("3", 1, 1),
    ),
    "each_share": (
        {"kind": "each_share", "comparator": "all", "value": 100 * S, "unit_comparator": "ge", "unit_value": 50 * S},
        ((9, 10), (40, 100), (10, 10), "none"),
        (2 * S, 3 * S, "66,67%", "Không đạt"), ("90,00%", 1, 1),
    ),
    "rating_share": (
        {
            "kind": "rating_share", "comparator": "ge", "value": 50 * S, "minimum_rating": "good",
            "accumulation": "latest",
        },
        ("excellent", "good", "completed", "none"),
        (2 * S, 3 * S, "66,67%", "Đạt"), ("Hoàn thành xuất sắc", 1, 1),
    ),
    "at_most": (
        {"kind": "count", "comparator": "le", "value": 3 * S, "unit": "đơn"},
        ((1, None), (1, None), (1, None), "none"),
        (3 * S, None, "", "Đạt"), (1, "–"),
    ),
    "bare_count": (
        {"kind": "count", "unit": "lượt"},
        ((5, None), (7, None), (0, None), "none"),
        (12 * S, None, "", ""), (5, "–"),
    ),
    "exactly": (
        {"kind": "count", "comparator": "gt", "value": 1500 * S, "unit": "đoàn viên"},
        ((1000, None), (500, None), (0, None), "none"),
        (1500 * S, 1500 * S, "100,00%", "Không đạt"), (1000, "–"),
    ),
    "half": (
        {"kind": "quantity_share", "comparator": "ge", "value": 125_000, "unit": "%"},
        ((0.5, 4), "none", "none", "none"),
        (5_000, 4 * S, "12,50%", "Đạt"), (0.5, 4),
    ),
    "nobody": (
        {"kind": "unit_share", "comparator": "all", "value": 100 * S, "unit": "CĐCS"},
        ("none", "none", "none", "none"),
        (None, None, "", "Không phát sinh"), ("Không phát sinh", None),
    ),
}  # fmt: skip


@pytest.fixture
def campaign(upper_union):
    row = Campaign.objects.create(
        code="cac-kieu", name="Các kiểu chỉ tiêu", organiser=upper_union, year=2021, state="running",
        launch_on=date(2021, 3, 5), launched_at=DATA_AT, has_pledge=False,
    )  # fmt: skip
    Phase.objects.create(
        campaign=row, number=1, name="Cả năm", ends_on=date(2021, 4, 30), books_closed_at=DATA_AT,
        books_closed_by=UserFactory(),
    )  # fmt: skip
    return row


@pytest.fixture
def members(campaign, upper_union, kinds):
    found = []
    for name in ("CĐCS A", "CĐCS B", "CĐCS C", "CĐCS D"):
        body = BodyFactory(name=name, kind=kinds["cdcs"], parent=upper_union)
        row = Participant.objects.create(
            campaign=campaign, body=body, name=name, kind=body.kind, joined_on=date(2021, 3, 5),
            sort_key=sort_key(name), facts={"workers": 8 * S},
        )  # fmt: skip
        found.append(row)
    return found


@pytest.fixture
def people(db):
    return {
        "declared_by": UserFactory(),
        "verified_by": UserFactory(),
        "declared_at": DATA_AT,
        "verified_at": DATA_AT,
    }


def ask(campaign, position, columns):
    columns = {"statement": "Chỉ tiêu", "accumulation": "add", **columns}
    return Indicator.objects.create(campaign=campaign, position=position, **columns)


def answer(member, line, said, people):
    if said in ("none", "not_applicable"):
        cell = {"cell": "none_arisen" if said == "none" else said, "reason": "lý do"}
    elif isinstance(said, str):
        cell = {"cell": "value", "rating": said}
    else:
        num, den = said
        cell = {
            "cell": "value",
            "num": int(num * line.scale),
            "den": None if den is None else den * line.scale,
        }
    phase = member.campaign.phases.get()
    return Result.objects.create(
        participant=member, indicator=line, phase=phase, state="verified", **cell, **people
    )


def summarise(campaign):
    phase = campaign.phases.get()
    return gather(
        campaign, phase, scope=campaign.organiser, structure="then", snapshot=1, at=DATA_AT, tell=quiet
    )


def sheet_of(summary, title):
    out = BytesIO()
    workbook.write(summary, out)
    out.seek(0)
    return openpyxl.load_workbook(out)[title]


@pytest.mark.parametrize("name", KINDS)
def test_each_kind(campaign, members, people, name):
    columns, said, expected, first = KINDS[name]
    line = ask(campaign, 1, columns)
    for member, each in zip(members, said, strict=True):
        answer(member, line, each, people)
    summary = summarise(campaign)
    found = summary.lines[0]
    assert (found.total.num, found.total.den, found.total.rate, found.total.verdict_label) == expected
    assert Summary.from_json(summary.to_json()) == summary
    assert found.sentence
    sheet = sheet_of(summary, "Theo đơn vị")
    row = next(row for row in sheet.iter_rows() if row[1].value == "CĐCS A")
    assert tuple(cell.value for cell in row[5 : 5 + len(first)]) == first


def test_conditions_are_judged_per_unit_before_counting(campaign, members, people):
    """9 of 10 and 9 of 10 may be 8 of 10: here each part has 3 of 4, both together 2 of 4."""
    line = ask(
        campaign, 1, {"kind": "composite", "comparator": "all", "value": 100 * S, "accumulation": "once"}
    )
    parts = [IndicatorPart.objects.create(indicator=line, position=n, statement=f"phần {n}") for n in (1, 2)]
    for member, said in zip(members, ((1, 1), (0, 1), (1, 0), (1, 1)), strict=True):
        result = answer(member, line, (0, None), people)
        for part, did in zip(parts, said, strict=True):
            ResultPart.objects.create(result=result, part=part, num=did * S)
    summary = summarise(campaign)
    found = summary.lines[0]
    assert (found.total.num, found.total.den, found.total.verdict_label) == (2 * S, 4 * S, "Không đạt")
    assert "02 đơn vị chưa đạt: CĐCS B; CĐCS C." in found.note
    row = next(row for row in sheet_of(summary, "Theo đơn vị").iter_rows() if row[1].value == "CĐCS B")
    assert [cell.value for cell in row[5:8]] == ["1/2 phần", 0, 1]


def test_missing_units_of_every_layout_are_drawn(campaign, members):
    for position, kind in enumerate(("rating_share", "average", "count", "zero", "done", "narrative"), 1):
        ask(campaign, position, {"kind": kind, "minimum_rating": "good" if kind == "rating_share" else ""})
    summary = summarise(campaign)
    assert all(cell[0] == "missing" for unit in summary.units for cell in unit.cells)
    row = next(row for row in sheet_of(summary, "Theo đơn vị").iter_rows() if row[1].value == "CĐCS A")
    assert [cell.value for cell in row].count("Chưa báo cáo") == 6


def test_a_known_denominator_of_a_missing_unit_stays(campaign, members, people):
    """Three units report 24 of 24 workers; the fourth brings its own 8 into the denominator."""
    columns = {"kind": "quantity_share", "comparator": "ge", "value": 75 * S, "denominator_fact": "workers"}
    line = ask(campaign, 1, columns)
    for member in members[:3]:
        answer(member, line, (8, 8), people)
    total = summarise(campaign).lines[0].total
    assert (total.num, total.den, total.missing, total.verdict_label) == (24 * S, 32 * S, 1, "Đạt")


def test_facts_and_names_decide_whom_it_concerns(campaign, members, people):
    line = ask(campaign, 1, {"kind": "done", "comparator": "all", "accumulation": "once"})
    ScopeRule.objects.create(indicator=line, ground="fact", fact="workers", at_least=10 * S)
    Participant.objects.filter(pk=members[0].pk).update(facts={"workers": 12 * S})
    other = ask(campaign, 2, {"kind": "done", "comparator": "all", "accumulation": "once"})
    ScopeRule.objects.create(indicator=other, ground="body", body=members[1].body)
    for row, member in ((line, members[0]), (other, members[1])):
        answer(member, row, (1, 1), people)
    summary = summarise(campaign)
    assert [(each.total.num, each.total.den, each.total.not_applicable) for each in summary.lines] == [
        (S, S, 3)
    ] * 2
    assert [(each.who, each.indicators) for each in summary.absences if each.kind == "Không áp dụng"] == [
        ("CĐCS A", "CT2"),
        ("CĐCS B", "CT1"),
        ("CĐCS C; CĐCS D", "CT1, CT2"),
    ]


def test_last_year_stands_beside_this_year(campaign, members, people):
    line = ask(campaign, 1, {"kind": "count", "comparator": "ge", "value": 2 * S})
    for place, member in enumerate(members):
        answer(member, line, (1, None), people)
        PriorResult.objects.create(
            participant=member, indicator=line, num=3 * S, den=5 * S if place else None
        )
    found = summarise(campaign).lines[0]
    assert (found.prior_num, found.prior_den) == (12 * S, 15 * S)


def test_shares_count_who_took_the_level(campaign, members):
    line = ask(campaign, 1, {"kind": "quantity_share", "comparator": "ge", "value": 80 * S})
    for member in members[:3]:
        Target.objects.create(participant=member, indicator=line, kind="agreed", value=80 * S, at=DATA_AT)
    found = summarise(campaign).lines[0]
    assert (found.registered_num, found.registered_den) == (3 * S, 4 * S)


def test_units_without_blocs_and_pledges(campaign, members):
    summary = summarise(campaign)
    assert [(bloc.number, bloc.name, bloc.short) for bloc in summary.blocs] == [
        (None, "Các đơn vị", "Các đơn vị")
    ]
    assert {unit.pledge for unit in summary.units} == {"none"}
    assert (summary.standing.pledged, summary.standing.pledge_unsigned) == (0, 0)
    assert "Phong trào không có chỉ tiêu đo bằng số." in summary.sentences
    row = next(row for row in sheet_of(summary, "Tham gia").iter_rows() if row[1].value == "CĐCS A")
    assert [row[2].value, row[7].value] == ["–", "–"]


def test_who_sent_only_a_part(campaign, members, people):
    """One line verified, one never sent: listed together with others like it."""
    first, _ = (ask(campaign, n, {"kind": "done", "comparator": "all"}) for n in (1, 2))
    for member in members:
        answer(member, first, (1, 1), people)
    found = [each for each in summarise(campaign).absences if each.kind == "Chưa báo cáo"]
    assert [(each.who, each.indicators, each.state) for each in found] == [("4 đơn vị", "CT2", "Đã duyệt")]


def test_what_was_declared_is_said_in_few_signs(campaign, members, people):
    shapes = (
        ("zero", (2, None)),
        ("quantity_share", (3, 4)),
        ("count", (5, None)),
        ("done", "none"),
        ("narrative", (0, None)),
    )
    for position, (kind, said) in enumerate(shapes, 1):
        line = ask(campaign, position, {"kind": kind})
        answer(members[0], line, said, people)
    Result.objects.update(
        state="declared", verified_at=None, verified_by=None, is_late=True, late_reason="lũ lụt"
    )
    found = summarise(campaign).absences[0] if members[0].pk else None
    by_who = {each.who: each for each in summarise(campaign).absences}
    assert found is not None
    assert by_who["CĐCS A"].effect.endswith(
        "Đã khai CT1 2 vụ, CT2 3/4, CT3 5, CT4 Không phát sinh, ND1 đã khai (chưa tính)"
    )
    assert by_who["CĐCS A"].reason == "Gửi ngày 14/5/2021, muộn 1 ngày: lũ lụt"


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"kind": "count", "comparator": "gt", "value": 1500 * S}, "trên 1.500"),
        ({"kind": "count", "comparator": "ge", "value": 80 * S}, "từ 80 trở lên"),
        ({"kind": "money", "comparator": "ge", "value": 5_000_000}, "từ 5.000.000 trở lên"),
        ({"kind": "count", "comparator": "lt", "value": 3 * S}, "dưới 3"),
        ({"kind": "count", "comparator": "le", "value": 3 * S}, "không quá 3"),
        ({"kind": "count", "comparator": "between", "value": 8 * S, "upper": 12 * S}, "từ 8 đến 12"),
        ({"kind": "change", "comparator": "change", "value": 125_000}, "tăng 12,5%"),
        ({"kind": "change", "comparator": "change", "value": -50_000}, "giảm 5%"),
        ({"kind": "unit_share", "comparator": "gt", "value": 75 * S}, "trên 75%"),
        ({"kind": "unit_share", "comparator": "all", "value": None}, "100%"),
        ({"kind": "done", "comparator": "all", "value": None}, "Thực hiện"),
        ({"kind": "composite", "value": None}, "Thực hiện"),
        ({"kind": "zero", "unit": "vụ"}, "0 vụ"),
        ({"kind": "count", "value": None}, ""),
        ({"kind": "count", "value": 20 * S}, "20"),
    ],
)
def test_the_level_in_words(columns, said):
    assert aim_of(Indicator(**columns)) == said


def test_heads_are_cut_between_words():
    assert short_of("Phát triển đoàn viên") == "Phát triển đoàn viên"
    assert (
        short_of("Kiện toàn bộ máy làm công tác an toàn vệ sinh lao động")
        == "Kiện toàn bộ máy làm công tác an…"
    )


def test_many_names_end_with_a_number(members):
    assert names(members) == "CĐCS A; CĐCS B; CĐCS C và 1 đơn vị khác"
    assert names(members[:2]) == "CĐCS A; CĐCS B"
