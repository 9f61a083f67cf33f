"""What does a launch freeze, what forbids it, and what does it warn of?"""

from datetime import date, datetime, time
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from django.http import Http404

from emulation.drafting import set_contents, set_indicators, set_phases
from emulation.inviting import choose
from emulation.launching import Hindered, hindrances, launch, warnings
from emulation.models import Campaign, Participant
from tests.factories import BlocFactory, BodyFactory, MandateFactory
from tests.factories.campaigns import AT, EVERYONE, LAUNCH_DAY, PHASES
from unions.errors import NotAllowed
from unions.grouping import seat
from unions.lifecycle import WrongState
from unions.models import BodyFacts, LedgerEntry, UnionBody
from unions.placing import state_fact

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def at_end_of(day):
    return datetime.combine(day, time(23, 59, 59), HANOI)


@pytest.fixture
def whole(plan, officer, grassroots, commune, school, upper_union):
    """A plan nobody needs to be warned about when it is launched on 01/01/2021."""
    rows = [row | {"report_due_at": at_end_of(row["ends_on"])} for row in PHASES]
    set_phases(plan, rows, by=officer, at=AT)
    Campaign.objects.filter(pk=plan.pk).update(registration_due_at=at_end_of(date(2021, 3, 26)))
    plan.refresh_from_db()
    for body in (grassroots, commune, school):
        MandateFactory(body=body)
    return plan


def test_launch_writes_the_day_the_person_and_one_line(plan, officer):
    launch(plan, by=officer, at=AT, on=LAUNCH_DAY)
    stored = Campaign.objects.get(pk=plan.pk)
    assert (stored.state, stored.launch_on, stored.cutoff_on) == ("running", LAUNCH_DAY, LAUNCH_DAY)
    assert (stored.launched_at, stored.launched_by) == (AT, officer.user)
    line = LedgerEntry.objects.order_by("-sequence")[0]
    assert line.sentence == f"{officer.name} phát động “{plan.name}” ngày 05/03/2021 tới 3 đơn vị."
    assert line.topic == plan.topic


def test_launch_takes_the_day_of_the_plan_else_today(plan, officer):
    Campaign.objects.filter(pk=plan.pk).update(launch_on=date(2021, 3, 1), cutoff_on=date(2021, 1, 31))
    launch(plan, by=officer, at=AT)
    assert (plan.launch_on, plan.cutoff_on) == (date(2021, 3, 1), date(2021, 1, 31))


def test_launch_without_a_day_is_today(plan, officer):
    assert launch(plan, by=officer, at=AT).launch_on == date(2021, 3, 5)


def test_launch_freezes_name_kind_sector_parent_bloc_and_latest_facts(
    plan, officer, grassroots, upper_union, sectors, kinds
):
    old = BlocFactory(owner=upper_union, number=900)
    bloc = BlocFactory(owner=upper_union)
    last_year = BlocFactory(owner=upper_union, year=2020)
    seat(last_year, [grassroots], by=officer, at=AT, on=date(2020, 1, 1))
    seats = seat(old, [grassroots], by=officer, at=AT, on=date(2021, 1, 1))
    type(seats[0]).objects.filter(pk=seats[0].pk).update(until_on=LAUNCH_DAY)
    seat(bloc, [grassroots], by=officer, at=AT, on=LAUNCH_DAY)
    days = [(date(2020, 12, 31), 400), (date(2021, 3, 5), 418), (date(2021, 3, 6), 999)]
    for day, value in days:
        state_fact(grassroots, code="workers", value=value * 10_000, as_of=day, source="", by=officer, at=AT)
    UnionBody.objects.filter(pk=grassroots.pk).update(
        name="CĐCS May Nhà Bàng (đổi tên)", sector=sectors["hcsn"]
    )
    launch(plan, by=officer, at=AT, on=LAUNCH_DAY)
    row = Participant.objects.get(campaign=plan, body=grassroots)
    assert (row.name, row.kind, row.sector, row.parent, row.bloc) == (
        "CĐCS May Nhà Bàng (đổi tên)",
        kinds["cdcs"],
        sectors["hcsn"],
        upper_union,
        bloc,
    )
    assert (row.facts, row.facts_as_of, row.joined_on) == (
        {"workers": 4_180_000},
        date(2021, 3, 5),
        LAUNCH_DAY,
    )
    assert row.left_on is None


def test_launched_in_december_the_blocs_of_the_new_year_count(plan, officer, grassroots, upper_union):
    bloc = BlocFactory(owner=upper_union)
    seat(bloc, [grassroots], by=officer, at=AT, on=date(2021, 1, 1))
    launch(plan, by=officer, at=AT, on=date(2020, 12, 25))
    assert Participant.objects.get(campaign=plan, body=grassroots).bloc == bloc


def test_what_was_frozen_stays_when_the_body_changes(plan, officer, grassroots):
    launch(plan, by=officer, at=AT, on=LAUNCH_DAY)
    UnionBody.objects.filter(pk=grassroots.pk).update(name="Tên khác")
    assert Participant.objects.get(campaign=plan, body=grassroots).name == "CĐCS Công ty TNHH May Nhà Bàng"


def test_no_phases_become_one_whole_year(plan, officer):
    set_phases(plan, [], by=officer, at=AT)
    launch(plan, by=officer, at=AT, on=LAUNCH_DAY)
    phase = plan.phases.get()
    assert (phase.number, phase.name, phase.starts_on, phase.ends_on) == (
        1,
        "Cả năm",
        date(2021, 1, 1),
        date(2021, 12, 31),
    )


def test_a_proposed_plan_is_launched_by_the_leader(plan, officer, leader_of, upper_union):
    from emulation.drafting import propose

    propose(plan, by=officer, at=AT)
    assert launch(plan, by=leader_of(upper_union), at=AT, on=LAUNCH_DAY).state == "running"


def test_launch_once(plan, officer):
    twin = Campaign.objects.get(pk=plan.pk)
    launch(plan, by=officer, at=AT, on=LAUNCH_DAY)
    with pytest.raises(WrongState):
        launch(twin, by=officer, at=AT, on=LAUNCH_DAY)


def test_strangers_and_chairs_may_not_launch(plan, officer_of, chair_of, stranger, grassroots):
    with pytest.raises(Http404):
        launch(plan, by=officer_of(stranger), at=AT, on=LAUNCH_DAY)
    with pytest.raises(NotAllowed):
        launch(plan, by=chair_of(grassroots), at=AT, on=LAUNCH_DAY)


# Hindrances -----------------------------------------------------------------------------------------------------------


def refused(plan, by, on=LAUNCH_DAY):
    with pytest.raises(Hindered) as problem:
        launch(plan, by=by, at=AT, on=on)
    assert Campaign.objects.get(pk=plan.pk).state == "draft"
    assert str(problem.value) == " ".join(problem.value.hindrances)
    return problem.value.hindrances


def test_nobody_takes_part(plan, officer):
    choose(plan, [], by=officer, at=AT)
    assert refused(plan, officer) == ["Chưa chọn đơn vị nào tham gia: chọn đơn vị rồi phát động."]


def test_organiser_has_ended(plan, officer, upper_union):
    UnionBody.objects.filter(pk=upper_union.pk).update(state="ended", ended_on=date(2021, 3, 1))
    plan.organiser.refresh_from_db()
    assert refused(plan, officer) == [
        "LĐLĐ huyện Tịnh Biên không hoạt động vào ngày 05/03/2021 nên không phát động được."
    ]


def test_participants_have_ended(plan, officer, commune, upper_union, kinds):
    bodies = [BodyFactory(kind=kinds["cdcs"], parent=upper_union, name=f"CĐCS {n}") for n in "ABCD"]
    choose(plan, [commune, *bodies], by=officer, at=AT)
    gone = UnionBody.objects.filter(pk__in=[each.pk for each in bodies])
    gone.update(state="merged", ended_on=date(2021, 3, 1))
    assert refused(plan, officer) == [
        "CĐCS A, CĐCS B, CĐCS C và 1 đơn vị khác không hoạt động vào ngày 05/03/2021: bỏ khỏi danh sách tham gia."
    ]


def test_facts_of_the_future(plan, officer):
    Campaign.objects.filter(pk=plan.pk).update(cutoff_on=date(2021, 3, 31))
    assert refused(plan, officer)[0].startswith("Ngày chốt số liệu 31/03/2021 sau ngày phát động 05/03/2021")


def test_open_start_after_the_end(plan, officer):
    set_phases(plan, [{"name": "Đợt 1", "ends_on": date(2021, 3, 1)}], by=officer, at=AT)
    assert refused(plan, officer) == [
        "Đợt 1 không có ngày bắt đầu nên tính từ ngày phát động, nhưng lại kết thúc ngày 01/03/2021: "
        "ghi ngày bắt đầu."
    ]


def test_hindrances_before_a_day_is_known(plan):
    assert hindrances(plan) == []
    plan.launch_on, plan.cutoff_on = LAUNCH_DAY, date(2021, 3, 31)
    assert len(hindrances(plan)) == 1


# Warnings -------------------------------------------------------------------------------------------------------------


def test_a_whole_plan_has_no_warning(whole):
    assert warnings(whole, date(2021, 1, 1)) == []


def test_launched_after_the_start(whole):
    assert warnings(whole, LAUNCH_DAY) == [
        "Phát động sau ngày bắt đầu của Giai đoạn 1 là 63 ngày; kết quả vẫn tính từ 01/01/2021."
    ]


def test_launched_after_the_end(whole):
    assert "Giai đoạn 1 đã kết thúc ngày 30/04/2021, trước ngày phát động." in warnings(
        whole, date(2021, 5, 1)
    )


def test_gap_and_overlap(whole, officer):
    rows = [
        {"name": "Đợt 1", "starts_on": date(2021, 1, 1), "ends_on": date(2021, 4, 30)},
        {"name": "Đợt 2", "starts_on": date(2021, 5, 3), "ends_on": date(2021, 9, 30)},
        {"name": "Đợt 3", "starts_on": date(2021, 9, 15), "ends_on": date(2021, 9, 20)},
    ]
    set_phases(whole, rows, by=officer, at=AT)
    found = warnings(whole, date(2021, 1, 1))
    assert "Giữa Đợt 1 và Đợt 2 có khoảng trống từ 01/05/2021 đến 02/05/2021." in found
    assert (
        "Đợt 2 và Đợt 3 trùng nhau từ 15/09/2021 đến 20/09/2021: mỗi kết quả chỉ thuộc một giai đoạn."
        in found
    )


def test_an_open_start_is_the_launch(whole, officer):
    rows = [{"name": "Đợt 1", "ends_on": date(2021, 4, 30)}]
    set_phases(whole, rows, by=officer, at=AT)
    assert not any("bắt đầu" in sentence for sentence in warnings(whole, LAUNCH_DAY))


def test_deadlines(plan, officer):
    found = warnings(plan, LAUNCH_DAY)
    assert "Chưa có hạn đăng ký: đơn vị không biết phải gửi bản đăng ký trước ngày nào." in found
    assert "Giai đoạn 1 chưa có hạn báo cáo." in found
    plan.registration_due_at = at_end_of(date(2021, 2, 1))
    set_phases(plan, [PHASES[0] | {"report_due_at": at_end_of(date(2021, 4, 1))}], by=officer, at=AT)
    found = warnings(plan, LAUNCH_DAY)
    assert "Hạn đăng ký 01/02/2021 trước ngày phát động." in found
    assert "Hạn báo cáo của Giai đoạn 1 (01/04/2021) trước ngày kết thúc (30/04/2021)." in found


def test_no_phase(whole, officer):
    set_phases(whole, [], by=officer, at=AT)
    assert warnings(whole, LAUNCH_DAY) == [
        "Kế hoạch không chia giai đoạn: cả năm là một giai đoạn, tên là “Cả năm”."
    ]


def test_no_indicator_at_all(whole, officer):
    set_indicators(whole, [], by=officer, at=AT)
    assert warnings(whole, date(2021, 1, 1)) == [
        "Kế hoạch không có chỉ tiêu bằng số: kết quả là báo cáo bằng lời theo từng nội dung."
    ]


def test_an_indicator_for_nobody_and_a_content_without_one(whole, officer, kinds, sectors):
    set_contents(whole, [{"title": "Một"}, {"label": "2.4", "title": "Hai " * 40}], by=officer, at=AT)
    rows = [EVERYONE | {"scope": [{"ground": "kind", "kind": kinds["huyen"]}]}]
    set_indicators(whole, rows, by=officer, at=AT)
    nobody, wordy = warnings(whole, date(2021, 1, 1))
    assert nobody.startswith("Chỉ tiêu 1 (“100% CĐCS")
    assert nobody.endswith("không áp dụng cho đơn vị nào.")
    assert wordy.startswith("Nội dung 2.4 (“Hai Hai")
    assert wordy.endswith("đơn vị chỉ báo cáo bằng lời.")


def test_units_outside_the_blocs(whole, officer, commune, school, upper_union):
    seat(BlocFactory(owner=upper_union), [commune], by=officer, at=AT, on=date(2021, 1, 1))
    seat(BlocFactory(owner=upper_union), [school], by=officer, at=AT, on=date(2021, 1, 1))
    assert warnings(whole, date(2021, 1, 1)) == [
        "CĐCS Công ty TNHH May Nhà Bàng chưa xếp vào khối thi đua nào của năm 2021."
    ]


def test_units_without_the_figure_the_scope_asks_for(whole, officer, commune, school, grassroots):
    for body in (commune, school):
        state_fact(body, code="workers", value=1, as_of=date(2020, 12, 31), source="", by=officer, at=AT)
    rows = [EVERYONE | {"scope": [{"ground": "fact", "fact": "workers", "at_least": 1}]}]
    set_indicators(whole, rows, by=officer, at=AT)
    assert warnings(whole, date(2021, 1, 1)) == [
        "CĐCS Công ty TNHH May Nhà Bàng chưa có số liệu “Lao động” mà phạm vi chỉ tiêu cần đến."
    ]


def test_units_nobody_can_register_for(whole, school):
    school.mandates.update(until_on=date(2020, 12, 1))
    assert warnings(whole, date(2021, 1, 1)) == [
        "CĐCS Trường THCS Lê Lợi chưa có người nào có tài khoản để đăng ký."
    ]


# Size -----------------------------------------------------------------------------------------------------------------


def test_thousands_of_bodies_in_few_queries(plan, officer, upper_union, kinds, django_assert_max_num_queries):
    from unions.vietnamese import sort_key

    path = upper_union.path
    UnionBody.objects.bulk_create(
        UnionBody(
            code=f"dv-{n}",
            name=f"CĐCS {n}",
            kind=kinds["cdcs"],
            parent=upper_union,
            path=f"{path}{n:08d}",
            sort_key=sort_key(f"CĐCS {n}"),
        )
        for n in range(90_000_000, 90_003_000)
    )
    bodies = list(UnionBody.objects.filter(code__startswith="dv-"))
    BodyFacts.objects.bulk_create(
        BodyFacts(body=body, code="workers", value=10_000, as_of=date(2020, 12, 31)) for body in bodies
    )
    choose(plan, bodies, by=officer, at=AT)
    began = perf_counter()
    with django_assert_max_num_queries(80):
        launch(plan, by=officer, at=AT, on=LAUNCH_DAY)
    assert perf_counter() - began < 10
    assert Participant.objects.filter(campaign=plan, facts={"workers": 10_000}).count() == 3000
