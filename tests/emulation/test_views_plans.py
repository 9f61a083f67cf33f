"""Can staff type a whole plan step by step, is nothing typed lost, and is every wrong word answered at its place?"""

from datetime import date, datetime

import pytest

from emulation.drafting import discard, set_phases
from emulation.launching import launch
from emulation.models import Campaign, Indicator, Movement, Title
from tests.cast import HANOI
from tests.emulation.pages import send, text, typed
from tests.factories import BlocFactory, BodyFactory, MandateFactory
from tests.factories.campaigns import AT, LAUNCH_DAY, draft_campaign
from unions.models import LedgerEntry
from unions.quantities import SCALE

NEW = "/phong-trao/tao/"


def step(campaign, number):
    return f"/phong-trao/{campaign.uid}/buoc/{number}/"


@pytest.fixture
def empty_plan(upper_union, officer):
    return draft_campaign(upper_union, officer)


def lines_of(campaign):
    return list(LedgerEntry.objects.filter(topic=campaign.topic).values_list("act", flat=True))


# Step 1 -----------------------------------------------------------------------------------------------------

INFORMATION = {
    "name": "Phong trào thi đua năm 2021",
    "year": "2021",
    "launch_on": "05/3/2021",
    "cutoff_on": "31/12/2020",
    "due_on": "31-03-2021",
    "due_hour": "17 giờ",
    "basis": "Căn cứ một\nCăn cứ hai",
    "phase_word": "đợt",
    "late_policy": "reason",
    "unregistered_policy": "none",
    "strict_over": "on",
}


def test_a_new_campaign_begins_with_its_information(sign_in, officer):
    answer = sign_in(officer).post(NEW, {**INFORMATION, "act": "next"})
    campaign = Campaign.objects.get()
    assert answer.url == step(campaign, 2)
    assert campaign.code == "huyen-tinh-bien-2021"
    assert (campaign.launch_on, campaign.cutoff_on) == (date(2021, 3, 5), date(2020, 12, 31))
    assert campaign.registration_due_at == datetime(2021, 3, 31, 17, 0, tzinfo=HANOI)
    assert campaign.basis_lines == ["Căn cứ một", "Căn cứ hai"]
    assert (campaign.phase_word, campaign.strict_over, campaign.has_pledge) == ("đợt", True, False)
    assert lines_of(campaign) == ["drafting.draft"]


def test_the_blank_form_knows_the_year_and_the_rules(sign_in, officer):
    page = sign_in(officer).get(NEW)
    data = typed(page)
    assert (data["year"], data["late_policy"], data["has_pledge"]) == ("2021", "reason", "on")
    assert "Đăng ký với" not in text(page)


def test_saving_stays_and_says_so(sign_in, officer):
    client = sign_in(officer)
    answer = client.post(NEW, {**INFORMATION, "act": "save"})
    campaign = Campaign.objects.get()
    assert answer.url == step(campaign, 1)
    page = client.get(answer.url)
    assert "Đã lưu." in text(page)
    data = typed(page)
    assert (data["launch_on"], data["due_on"], data["due_hour"]) == ("05/03/2021", "31/03/2021", "17:00")
    assert send(client, step(campaign, 1), data, act="next", theme="Đổi mới, sáng tạo").url == step(
        campaign, 2
    )
    assert Campaign.objects.get().theme == "Đổi mới, sáng tạo"


def test_a_second_tap_makes_no_second_campaign(sign_in, officer):
    client = sign_in(officer)
    first = client.post(NEW, {**INFORMATION, "act": "next"})
    second = client.post(NEW, {**INFORMATION, "act": "next"})
    assert first.url == second.url
    assert Campaign.objects.count() == 1
    client.post(NEW, {**INFORMATION, "theme": "Chủ đề khác"})
    assert Campaign.objects.count() == 2


def test_without_an_hour_a_deadline_is_the_end_of_its_day(sign_in, officer):
    client = sign_in(officer)
    client.post(NEW, {**INFORMATION, "due_hour": ""})
    campaign = Campaign.objects.get()
    assert campaign.registration_due_at == datetime(2021, 3, 31, 23, 59, 59, tzinfo=HANOI)
    assert typed(client.get(step(campaign, 1)))["due_hour"] == ""


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("name", " ", "Ghi tên phong trào"),
        ("name", "x" * 241, "dài quá 240 chữ"),
        ("year", "", "Ghi năm của phong trào"),
        ("year", "21", "Năm phải có bốn chữ số"),
        ("launch_on", "31/02/2021", "31/02/2021"),
        ("due_hour", "25:00", "Chưa đọc được giờ “25:00”"),
        ("due_on", "", "Đã ghi giờ thì ghi cả ngày"),
        ("late_policy", "", "Chọn quy định với bản nộp sau hạn"),
    ],
)
def test_a_wrong_word_gets_its_sentence_and_stays(sign_in, officer, name, value, sentence):
    answer = sign_in(officer).post(NEW, {**INFORMATION, name: value})
    page = text(answer)
    assert answer.status_code == 422
    assert page.count(sentence) >= 2  # in the summary and at the field
    assert f'href="#id_{name}"' in page
    assert "<title>Lỗi: " in page
    assert "Căn cứ hai" in page
    assert not Campaign.objects.exists()


def test_who_plans_for_two_unions_chooses_one(sign_in, officer, province, stranger):
    MandateFactory(user=officer.user, body=province, role="officer")
    client = sign_in(officer)
    assert "Đơn vị tổ chức" in text(client.get(NEW))
    client.post(NEW, {**INFORMATION, "organiser": province.code})
    assert Campaign.objects.get().organiser == province
    refused = client.post(NEW, {**INFORMATION, "organiser": stranger.code})
    assert refused.status_code == 422
    assert Campaign.objects.count() == 1


def test_an_outside_addressee_can_be_named(sign_in, officer, kinds):
    front = BodyFactory(code="mttq", name="Ủy ban MTTQ Việt Nam tỉnh", kind=kinds["tinh"], is_external=True)
    client = sign_in(officer)
    client.post(NEW, {**INFORMATION, "addressee": "mttq"})
    campaign = Campaign.objects.get()
    assert campaign.addressee == front
    assert typed(client.get(step(campaign, 1)))["addressee"] == "mttq"


def test_who_does_not_plan_is_told_who_does(
    sign_in, leader_of, chair_of, access_of_role, upper_union, grassroots
):
    for access in (leader_of(upper_union), chair_of(grassroots), access_of_role(upper_union, "auditor")):
        answer = sign_in(access).get(NEW)
        assert answer.status_code == 403
        assert "chuyên viên của công đoàn tổ chức phong trào" in text(answer)


# Who may open the steps -------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_steps_are_the_officers_own(
    sign_in, officer, officer_of, leader_of, chair_of, stranger, plan, number
):
    assert sign_in(officer).get(step(plan, number)).status_code == 200
    assert sign_in(leader_of(plan.organiser)).get(step(plan, number)).status_code == 403
    assert sign_in(officer_of(stranger)).get(step(plan, number)).status_code == 404
    body = plan.participants.first().body
    assert sign_in(chair_of(body)).get(step(plan, number)).status_code == 404


def test_there_is_no_sixth_step(sign_in, officer, plan):
    client = sign_in(officer)
    assert client.get(step(plan, 6)).status_code == 404
    assert client.get(step(plan, 0)).status_code == 404


def test_a_chair_of_a_launched_campaign_may_not_edit(sign_in, officer, chair_of, grassroots, plan):
    launch(plan, by=officer, at=AT, on=LAUNCH_DAY)
    assert sign_in(chair_of(grassroots)).get(step(plan, 3)).status_code == 403


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_plan_launched_meanwhile_is_not_changed_and_what_was_typed_stays(sign_in, officer, plan, number):
    client = sign_in(officer)
    data = typed(client.get(step(plan, number)))
    before = list(Indicator.objects.values_list("pk", flat=True))
    launch(plan, by=officer, at=AT, on=LAUNCH_DAY)
    answer = send(client, step(plan, number), data, act="next")
    assert answer.status_code == 409
    assert "không sửa được nữa" in text(answer)
    assert list(Indicator.objects.values_list("pk", flat=True)) == before


# Step 2 -----------------------------------------------------------------------------------------------------


def test_unequal_phases_with_themes_and_deadlines(sign_in, officer, empty_plan):
    client = sign_in(officer)
    data = typed(client.get(step(empty_plan, 2)))
    assert data.getlist("row") == ["p1", "p2"]
    first = {"p1__name": "Giai đoạn một", "p1__starts_on": "01/01/2021", "p1__ends_on": "30/4"}
    first |= {"p1__report_on": "10/5/2021", "p1__report_hour": "16h30", "p1__theme": "Mừng Đảng"}
    second = {"p2__starts_on": "01.5.2021", "p2__ends_on": "31/12/2021"}
    answer = send(client, step(empty_plan, 2), data, act="next", **first, **second)
    assert answer.url == step(empty_plan, 3)
    one, two = empty_plan.phases.all()
    assert (one.name, one.starts_on, one.ends_on) == ("Giai đoạn một", date(2021, 1, 1), date(2021, 4, 30))
    assert one.report_due_at == datetime(2021, 5, 10, 16, 30, tzinfo=HANOI)
    assert (two.name, two.theme, two.report_due_at) == ("Giai đoạn 2", "", None)
    shown = typed(client.get(step(empty_plan, 2)))
    assert (shown["p1-ends_on"], shown["p1-report_hour"]) == ("30/04/2021", "16:30")


def test_rows_come_and_go_without_saving_and_keep_what_is_typed(sign_in, officer, empty_plan):
    client = sign_in(officer)
    data = typed(client.get(step(empty_plan, 2)))
    page = send(client, step(empty_plan, 2), data, act="add", p2__name="Giai đoạn hai", p2__ends_on="x/y")
    data = typed(page)
    assert data.getlist("row") == ["p1", "p2", "p3"]
    assert (data["p2-name"], data["p2-ends_on"]) == ("Giai đoạn hai", "x/y")
    assert "autofocus" in text(page)
    data = typed(send(client, step(empty_plan, 2), data, act="drop:p1"))
    assert data.getlist("row") == ["p2", "p3"]
    assert not empty_plan.phases.exists()


def test_gaps_and_late_launches_are_warned_of_not_refused(sign_in, officer, plan):
    rows = [
        {"number": 1, "name": "Một", "starts_on": date(2021, 1, 1), "ends_on": date(2021, 4, 30)},
        {"number": 2, "name": "Hai", "starts_on": date(2021, 6, 1), "ends_on": date(2021, 12, 31)},
    ]
    set_phases(plan, rows, by=officer, at=AT)
    page = text(sign_in(officer).get(step(plan, 2)))
    assert "Giữa Một và Hai có khoảng trống từ 01/05/2021 đến 31/05/2021." in page
    assert "Phát động sau ngày bắt đầu của Một là 68 ngày" in page


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("p1-ends_on", "", "Ghi ngày kết thúc của giai đoạn."),
        ("p1-ends_on", "31/12/2020", "trước ngày bắt đầu 01/01/2021"),
        ("p1-starts_on", "hôm nay", "Chưa đọc được ngày"),
        ("p1-name", "x" * 121, "Tên dài quá 120 chữ"),
        ("p1-report_hour", "9", "Đã ghi giờ thì ghi cả ngày của hạn báo cáo."),
    ],
)
def test_a_wrong_phase_is_named_below_its_row(sign_in, officer, plan, name, value, sentence):
    client = sign_in(officer)
    data = typed(client.get(step(plan, 2)))
    answer = send(client, step(plan, 2), data, **{name: value})
    assert answer.status_code == 422
    assert text(answer).count(sentence) == 2
    assert "Lỗi: " in text(answer)


def test_a_plan_without_phases_is_legal(sign_in, officer, empty_plan):
    client = sign_in(officer)
    data = typed(client.get(step(empty_plan, 2)))
    assert send(client, step(empty_plan, 2), data, act="next").url == step(empty_plan, 3)
    assert "cả năm là một giai đoạn" in text(client.get(step(empty_plan, 2)))


def test_calendars_of_blocs_survive_the_page(sign_in, officer, plan, upper_union):
    bloc = BlocFactory(owner=upper_union)
    dates = {"starts_on": date(2021, 9, 1), "ends_on": date(2022, 5, 31), "report_due_at": None}
    calendar = {"bloc_id": bloc.pk, **dates}
    row = {"number": 1, "name": "Năm học", "ends_on": date(2021, 12, 31), "calendars": [calendar]}
    set_phases(plan, [row], by=officer, at=AT)
    client = sign_in(officer)
    send(client, step(plan, 2), typed(client.get(step(plan, 2))), act="save")
    assert [each.bloc for each in plan.phases.get().calendars.all()] == [bloc]


# Step 5, preview, launch ------------------------------------------------------------------------------------


def test_the_last_step_shows_scope_warnings_and_the_button(sign_in, officer, plan):
    page = text(sign_in(officer).get(step(plan, 5)))
    assert "áp dụng <b>3</b>" in page
    assert "chưa có hạn báo cáo" in page
    assert ">Phát động</button>" in page


def test_the_button_launches_and_freezes(sign_in, officer, plan):
    client = sign_in(officer)
    answer = client.post(f"/phong-trao/{plan.uid}/phat-dong/")
    assert answer.url == f"/phong-trao/{plan.uid}/"
    stored = Campaign.objects.get(pk=plan.pk)
    assert (stored.state, stored.launch_on) == ("running", date(2021, 3, 10))
    assert "Đã phát động" in text(client.get(answer.url))
    assert lines_of(plan)[-1] == "launching.launch"
    assert client.get(f"/phong-trao/{plan.uid}/phat-dong/").url == f"/phong-trao/{plan.uid}/"
    assert client.post(f"/phong-trao/{plan.uid}/phat-dong/").url == f"/phong-trao/{plan.uid}/"  # a second tap
    assert lines_of(plan).count("launching.launch") == 1


def test_what_is_impossible_is_said_and_not_done(sign_in, officer, empty_plan):
    client = sign_in(officer)
    assert "Chưa chọn đơn vị nào tham gia" in text(client.get(step(empty_plan, 5)))
    answer = client.post(f"/phong-trao/{empty_plan.uid}/phat-dong/")
    assert answer.status_code == 409
    assert Campaign.objects.get(pk=empty_plan.pk).state == "draft"


def test_a_discarded_draft_is_not_launched(sign_in, officer, plan):
    discard(plan, by=officer, at=AT)
    answer = sign_in(officer).post(f"/phong-trao/{plan.uid}/phat-dong/")
    assert answer.status_code == 409
    assert "Đã bỏ" in text(answer)


def test_launching_is_for_the_organiser_alone(
    sign_in, leader_of, officer_of, chair_of, stranger, grassroots, plan
):
    path = f"/phong-trao/{plan.uid}/phat-dong/"
    assert sign_in(officer_of(stranger)).post(path).status_code == 404
    assert sign_in(chair_of(grassroots)).post(path).status_code == 404
    client = sign_in(leader_of(plan.organiser))
    assert ">Phát động</button>" in text(client.get(path))
    assert client.post(path).status_code == 302


def test_the_preview_is_what_one_unit_will_see(sign_in, officer, chair_of, stranger, officer_of, plan):
    path = f"/phong-trao/{plan.uid}/xem-truoc/"
    client = sign_in(officer)
    page = text(client.get(path))
    assert "Mức chung: <b>100% CĐCS</b>" in page
    assert "Đơn vị trả lời: có làm hay không." in page
    other = plan.participants.last()
    assert f'value="{other.uid}" selected' in text(client.get(path, {"don-vi": str(other.uid)}))
    assert sign_in(officer_of(stranger)).get(path).status_code == 404


def test_the_preview_says_what_does_not_concern_the_unit(sign_in, officer, plan, sectors):
    client = sign_in(officer)
    data = typed(client.get(step(plan, 3)))
    send(client, step(plan, 3), data, act="save", **{"i1-sector": str(sectors["dn-ngoai-nn"].pk)})
    school = plan.participants.get(body__code="thcs-le-loi")
    page = text(client.get(f"/phong-trao/{plan.uid}/xem-truoc/", {"don-vi": str(school.uid)}))
    assert "Chỉ tiêu không dành cho khu vực của đơn vị." in page


def test_the_preview_of_a_plan_without_units_is_general(sign_in, officer, empty_plan):
    page = text(sign_in(officer).get(f"/phong-trao/{empty_plan.uid}/xem-truoc/"))
    assert "Chưa chọn đơn vị nào ở bước 4" in page


# Movements and titles ---------------------------------------------------------------------------------------


def test_movements_are_ticked_named_and_kept(sign_in, officer, empty_plan):
    known = Movement.objects.create(code="lao-dong-gioi", name="Lao động giỏi, Lao động sáng tạo")
    flag = Title.objects.create(code="co-thi-dua", name="Cờ thi đua UBND tỉnh")
    client = sign_in(officer)
    data = typed(client.get(step(empty_plan, 3)))
    names = {"new_movements": "Xanh, Sạch, Đẹp\n\nLao động giỏi, lao động sáng tạo"}
    send(client, step(empty_plan, 3), data, act="save", titles=[str(flag.pk)], **names)
    assert {each.name for each in empty_plan.movements.all()} == {known.name, "Xanh, Sạch, Đẹp"}
    assert list(empty_plan.titles.all()) == [flag]
    assert SCALE == 10_000
    before = lines_of(empty_plan)
    send(client, step(empty_plan, 3), typed(client.get(step(empty_plan, 3))), act="save")
    assert lines_of(empty_plan)[len(before) :] == ["drafting.set_contents", "drafting.set_indicators"]
