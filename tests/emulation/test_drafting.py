"""Can a plan be written, revised and moved before its launch, by the right people only?"""

from datetime import date

import pytest
from django.http import Http404

from emulation import drafting
from emulation.drafting import (
    CodeTaken,
    NameNeeded,
    NotSound,
    StrangeContent,
    YearOutOfRange,
    discard,
    draft,
    propose,
    revise,
    send_back,
    set_contents,
    set_indicators,
    set_movements,
    set_phases,
)
from emulation.launching import launch
from emulation.models import Campaign, Movement, Title
from tests.factories import BlocFactory
from tests.factories.campaigns import AT, EVERYONE, LAUNCH_DAY, PHASES, draft_campaign
from unions.errors import ChangedMeanwhile, NotAllowed
from unions.lifecycle import WrongState
from unions.models import LedgerEntry


def last_line():
    return LedgerEntry.objects.order_by("-sequence")[0]


def test_draft_writes_the_campaign_and_one_line(upper_union, officer):
    campaign = draft(upper_union, by=officer, at=AT, name="  Thi đua năm 2021 ", year=2021, theme="Ðổi mới")
    assert (campaign.state, campaign.code, campaign.name) == (
        "draft",
        "huyen-tinh-bien-2021",
        "Thi đua năm 2021",
    )
    assert campaign.theme == "Đổi mới"  # the look-alike Ð of old documents
    line = last_line()
    assert line.sentence == f"{officer.name} lập bản nháp “Thi đua năm 2021” năm 2021."
    assert (line.topic, line.body) == (campaign.topic, upper_union)


def test_draft_counts_on_when_the_code_is_taken(upper_union, officer):
    codes = [draft_campaign(upper_union, officer).code for _ in range(3)]
    assert codes == ["huyen-tinh-bien-2021", "huyen-tinh-bien-2021-2", "huyen-tinh-bien-2021-3"]


def test_draft_refuses_a_taken_code_no_name_and_a_strange_year(upper_union, officer):
    draft_campaign(upper_union, officer, code="tinh-bien-2021")
    with pytest.raises(CodeTaken):
        draft_campaign(upper_union, officer, code="tinh-bien-2021")
    with pytest.raises(NameNeeded):
        draft_campaign(upper_union, officer, name=" ")
    with pytest.raises(YearOutOfRange):
        draft_campaign(upper_union, officer, year=202)
    with pytest.raises(TypeError):
        draft_campaign(upper_union, officer, state="running")
    assert Campaign.objects.count() == 1


def test_draft_is_for_planners_of_that_body(upper_union, officer_of, chair_of, grassroots, stranger):
    with pytest.raises(Http404):
        draft_campaign(upper_union, officer_of(stranger))
    with pytest.raises(NotAllowed):
        draft_campaign(upper_union, chair_of(grassroots))


def test_revise_writes_what_differs_and_names_it(plan, officer, province):
    revise(plan, by=officer, at=AT, theme="Chủ đề mới", name=plan.name, launch_on=LAUNCH_DAY)
    stored = Campaign.objects.get(pk=plan.pk)
    assert (stored.theme, stored.launch_on) == ("Chủ đề mới", LAUNCH_DAY)
    assert last_line().sentence == f"{officer.name} sửa chủ đề, ngày phát động của “{plan.name}”."


def test_revise_without_a_difference_leaves_no_line(plan, officer):
    before = LedgerEntry.objects.count()
    revise(plan, by=officer, at=AT, name=plan.name)
    revise(plan, by=officer, at=AT, parents=[])
    assert LedgerEntry.objects.count() == before


def test_revise_links_the_campaigns_it_answers(plan, officer, system, province):
    above = draft_campaign(province, system, code="tinh-2021")
    revise(plan, by=officer, at=AT, parents=[above])
    assert list(plan.parents.all()) == [above]
    assert "phong trào cấp trên" in last_line().sentence


def test_revise_refuses_another_campaigns_code(plan, officer, province, system):
    draft_campaign(province, system, code="tinh-2021")
    with pytest.raises(CodeTaken):
        revise(plan, by=officer, at=AT, code="tinh-2021")


def test_phases_keep_their_identity_and_get_a_name(plan, officer):
    first = plan.phases.get(number=1)
    set_phases(plan, [PHASES[0] | {"name": "", "theme": "Chào mừng"}], by=officer, at=AT)
    phase = plan.phases.get()
    assert (phase.pk, phase.name, phase.theme) == (first.pk, "Giai đoạn 1", "Chào mừng")


def test_phases_carry_other_dates_for_a_bloc(plan, officer, upper_union):
    bloc = BlocFactory(owner=upper_union)
    calendar = {"bloc": bloc, "starts_on": date(2020, 9, 1), "ends_on": date(2021, 5, 31)}
    set_phases(plan, [PHASES[0] | {"calendars": [calendar]}], by=officer, at=AT)
    assert plan.phases.get().calendars.get().ends_on == date(2021, 5, 31)
    set_phases(plan, PHASES, by=officer, at=AT)
    assert not plan.phases.get(number=1).calendars.exists()


@pytest.mark.parametrize(
    ("row", "field", "sentence"),
    [
        (
            {"ends_on": date(2020, 4, 30)},
            "ends_on",
            "Ngày kết thúc 30/04/2020 trước ngày bắt đầu 01/01/2021: sửa lại một ngày.",
        ),
        ({"ends_on": None}, "ends_on", "Ghi ngày kết thúc của giai đoạn."),
        ({"number": 2}, "number", "Có hai giai đoạn cùng số 2: đánh lại số thứ tự."),
    ],
)
def test_phases_that_contradict_themselves_are_refused(plan, officer, row, field, sentence):
    with pytest.raises(NotSound) as refused:
        set_phases(plan, [PHASES[0] | row, PHASES[1]], by=officer, at=AT)
    place = 2 if field == "number" else 1
    assert refused.value.problems == [(place, field, sentence)]
    assert str(refused.value) == f"Giai đoạn {place}: {sentence}"
    assert plan.phases.count() == 2


def test_contents_are_replaced_and_indicators_stay(plan, officer, sectors):
    rows = [{"label": "I", "title": "Một"}, {"title": " "}, {"title": "Hai", "sectors": [sectors["hcsn"]]}]
    set_contents(plan, rows, by=officer, at=AT)
    assert [(row.position, row.label, row.title) for row in plan.contents.all()] == [
        (1, "I", "Một"),
        (2, "", "Hai"),
    ]
    assert plan.contents.get(position=2).sectors.get() == sectors["hcsn"]
    assert plan.indicators.get().content.title == "Một"
    set_contents(plan, [], by=officer, at=AT)
    assert plan.indicators.get().content is None


def test_indicators_get_defaults_order_and_shared_line(plan, officer):
    rows = [
        EVERYONE,
        {"statement": "không để xảy ra TNLĐ chết người", "kind": "zero", "is_disqualifying": True},
        {"statement": "phát triển đoàn viên", "kind": "narrative", "value": 10, "comparator": ""},
        {
            "statement": "mỗi đơn vị 01 hội nghị",
            "kind": "each_count",
            "unit_comparator": "ge",
            "unit_value": 10_000,
            "same_line_as": 1,
        },
    ]
    made = set_indicators(plan, rows, by=officer, at=AT)
    assert [(row.position, row.comparator, row.accumulation) for row in plan.indicators.all()] == [
        (1, "all", "once"),
        (2, "zero", "each_phase"),
        (3, "", "latest"),
        (4, "all", "add"),
    ]
    assert (made[1].is_disqualifying, made[2].value, made[3].same_line_as) == (True, None, made[0])
    assert last_line().sentence == f"{officer.name} ghi 4 chỉ tiêu của “{plan.name}”."


def test_indicators_keep_their_identity_by_uid(plan, officer):
    first = plan.indicators.get()
    other = {"statement": "Hỗ trợ 30 nhà", "kind": "count", "comparator": "ge", "value": 300_000}
    set_indicators(plan, [other, EVERYONE | {"uid": first.uid}], by=officer, at=AT)
    assert plan.indicators.get(position=2).pk == first.pk
    set_indicators(plan, [other], by=officer, at=AT)
    assert [row.statement for row in plan.indicators.all()] == ["Hỗ trợ 30 nhà"]


def test_composite_keeps_its_parts(plan, officer):
    row = {
        "statement": "100% doanh nghiệp ký kết và thực hiện TƯLĐTT",
        "kind": "composite",
        "comparator": "all",
        "parts": [{"statement": "Ký kết"}, {"statement": "Thực hiện", "judged_by_reviewer": True}],
    }
    made = set_indicators(plan, [row], by=officer, at=AT)[0]
    assert [
        (part.position, part.statement, part.kind, part.judged_by_reviewer) for part in made.parts.all()
    ] == [
        (1, "Ký kết", "done", False),
        (2, "Thực hiện", "done", True),
    ]


BAD_ROWS = [
    ({"statement": " "}, "statement"),
    ({"kind": "guess"}, "kind"),
    ({"comparator": "about"}, "comparator"),
    ({"comparator": "gt"}, "value"),
    ({"comparator": "", "value": 1}, "comparator"),
    ({"comparator": "ge", "value": -1}, "value"),
    ({"comparator": "gt", "value": 1_000_001}, "value"),
    ({"comparator": "between", "value": 1}, "upper"),
    ({"comparator": "between", "value": 2, "upper": 1}, "upper"),
    ({"kind": "each_count"}, "unit_value"),
    ({"kind": "each_share", "unit_comparator": "ge", "unit_value": 1_000_001}, "unit_value"),
    ({"kind": "rating_share", "comparator": "gt", "value": 950_000}, "minimum_rating"),
    ({"kind": "composite", "parts": [{"statement": "một"}]}, "parts"),
    ({"kind": "composite", "parts": [{"statement": "một"}, {"statement": ""}]}, "parts"),
    ({"parts": [{"statement": "một", "comparator": "ge"}]}, "parts"),
    ({"scope": [{"ground": "sector"}]}, "scope"),
    ({"scope": [{"ground": "fact", "fact": "workers"}]}, "scope"),
    ({"scope": [{"ground": "mood"}]}, "scope"),
]


@pytest.mark.parametrize(("row", "field"), BAD_ROWS)
def test_indicators_that_contradict_themselves_are_refused(plan, officer, row, field):
    with pytest.raises(NotSound) as refused:
        set_indicators(plan, [EVERYONE, EVERYONE | row], by=officer, at=AT)
    assert [(place, name) for place, name, _ in refused.value.problems] == [(2, field)]
    assert str(refused.value).startswith("Chỉ tiêu 2: ")
    assert plan.indicators.count() == 1


def test_a_fall_may_be_negative(plan, officer):
    row = {"statement": "giảm 5% số vụ", "kind": "change", "comparator": "change", "value": -50_000}
    assert set_indicators(plan, [row], by=officer, at=AT)[0].value == -50_000


def test_an_unknown_content_is_refused(plan, officer):
    with pytest.raises(StrangeContent):
        set_indicators(plan, [EVERYONE | {"content": 7}], by=officer, at=AT)


def test_movements_and_titles(plan, officer):
    movement = Movement.objects.create(code="ldg", name="Lao động giỏi, Lao động sáng tạo")
    title = Title.objects.create(code="co", name="Cờ thi đua UBND tỉnh")
    set_movements(plan, [movement], [title], by=officer, at=AT)
    assert (plan.movements.get(), plan.titles.get()) == (movement, title)
    assert "chọn 1 phong trào, cuộc vận động và 1 danh hiệu" in last_line().sentence


def test_propose_and_send_back(plan, officer, leader_of, upper_union):
    propose(plan, by=officer, at=AT)
    assert plan.state == "proposed"
    with pytest.raises(WrongState):
        revise(plan, by=officer, at=AT, theme="khác")
    leader = leader_of(upper_union)
    with pytest.raises(drafting.ReasonNeeded):
        send_back(plan, by=leader, at=AT, reason=" ")
    send_back(plan, by=leader, at=AT, reason="Thiếu hạn đăng ký")
    assert plan.state == "draft"
    assert last_line().sentence == f"{leader.name} trả lại kế hoạch “{plan.name}”: Thiếu hạn đăng ký"


def test_discard(plan, officer):
    discard(plan, by=officer, at=AT)
    assert Campaign.objects.get(pk=plan.pk).state == "discarded"
    with pytest.raises(WrongState):
        discard(plan, by=officer, at=AT)


EDITS = [
    lambda plan, by: revise(plan, by=by, at=AT, theme="khác"),
    lambda plan, by: set_phases(plan, PHASES, by=by, at=AT),
    lambda plan, by: set_contents(plan, [], by=by, at=AT),
    lambda plan, by: set_indicators(plan, [], by=by, at=AT),
    lambda plan, by: set_movements(plan, [], [], by=by, at=AT),
    lambda plan, by: propose(plan, by=by, at=AT),
    lambda plan, by: discard(plan, by=by, at=AT),
]


@pytest.mark.parametrize("edit", EDITS)
def test_a_launched_plan_is_not_edited(plan, officer, edit):
    launch(plan, by=officer, at=AT, on=LAUNCH_DAY)
    with pytest.raises(WrongState):
        edit(plan, officer)


@pytest.mark.parametrize("edit", EDITS)
def test_edits_are_for_planners(plan, chair_of, officer_of, grassroots, stranger, edit):
    with pytest.raises(NotAllowed):
        edit(plan, chair_of(grassroots))
    with pytest.raises(Http404):
        edit(plan, officer_of(stranger))


def test_a_page_read_before_the_launch_is_told(plan, officer):
    stale = Campaign.objects.get(pk=plan.pk)
    launch(plan, by=officer, at=AT, on=LAUNCH_DAY)
    with pytest.raises(ChangedMeanwhile):
        revise(stale, by=officer, at=AT, theme="khác")
