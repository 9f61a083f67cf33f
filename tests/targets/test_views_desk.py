"""Does the first page show each person what stands before them, in a constant number of queries?"""

from datetime import datetime, timedelta

import pytest

from targets.registering import registration_of, save_lines, submit, take_assigned
from tests.cast import HANOI, NOW
from tests.factories import BodyFactory, MandateFactory
from tests.factories.campaigns import draft_campaign, running_campaign
from tests.targets.board_cast import report
from tests.targets.campaign_cast import *  # noqa: F403
from tests.targets.campaign_cast import DUE
from unions.access import Access
from unions.changing import record_change
from unions.roles import Role

QUERIES = 12  # one more when results wait


def text(response):
    return response.content.decode()


def units_of(upper_union, kinds, sectors, count):
    rows = []
    for number in range(count):
        body = BodyFactory(
            name=f"CĐCS Công ty số {number + 1:02}",
            kind=kinds["cdcs"],
            parent=upper_union,
            sector=sectors["hcsn"],
        )
        MandateFactory(body=body, role=Role.CHAIR)
        rows.append(body)
    return rows


def send(participant, at, **answers):
    """The unit takes what was assigned, changes `answers`, and sends it at that moment."""
    access = Access(participant.body.mandates.get().user, at.date())
    registration = take_assigned(registration_of(participant), by=access, at=at)
    if answers:
        save_lines(registration, answers["lines"], by=access, at=at)
    return submit(registration, by=access, at=at, received_at=at, late_reason="Chờ hội nghị")


@pytest.fixture
def four_units(upper_union, officer, kinds, sectors):
    """A campaign of twelve units in every state, without agreement by itself."""
    bodies = units_of(upper_union, kinds, sectors, 4)
    campaign = running_campaign(upper_union, officer, bodies, registration_due_at=DUE, agree_when_taken=False)
    return list(campaign.participants.select_related("campaign__organiser", "body").in_order())


# The office -----------------------------------------------------------------------------------------------------------


def test_a_new_office_is_told_what_to_do_first(sign_in, officer):
    page = text(sign_in(officer).get("/"))
    assert "Chưa có phong trào nào đang diễn ra" in page
    assert page.count("Tạo phong trào") == 1
    assert "Thứ Tư, 10/03/2021" in page


@pytest.mark.parametrize("role", [Role.CLERK, Role.AUDITOR, Role.LEADER])
def test_who_writes_no_plans_is_told_to_wait(sign_in, access_of_role, upper_union, role):
    page = text(sign_in(access_of_role(upper_union, role)).get("/"))
    assert "Khi chuyên viên phát động phong trào" in page
    assert "Tạo phong trào" not in page


def test_plans_in_the_making_stand_at_the_side(sign_in, officer, upper_union):
    draft_campaign(upper_union, officer, name="Phong trào đang soạn")
    page = text(sign_in(officer).get("/"))
    assert "Kế hoạch đang soạn" in page
    assert "Phong trào đang soạn" in page


def test_counters_show_every_state_of_registrations_and_results(sign_in, officer, four_units):
    from targets import reviewing

    send(four_units[0], NOW)
    approved, returned = send(four_units[1], NOW), send(four_units[2], NOW)
    reviewing.approve(approved, by=officer, at=NOW)
    reviewing.send_back(returned, by=officer, at=NOW, reason="Thiếu")
    response = sign_in(officer).get("/")
    strips = response.context["desk"].strips
    assert [strip.counts for strip in strips] == [
        {"chua-gui": 1, "cho-duyet": 1, "tra-lai": 1, "da-duyet": 1}
    ]
    assert strips[0].in_words == "4 đơn vị: 1 chưa gửi, 1 chờ duyệt, 1 trả lại, 1 đã duyệt"
    assert [part["x"] for part in strips[0].bar] == ["0.0", "100.0", "200.0", "300.0"]
    page = text(response)
    assert "Còn 21 ngày 8 giờ" in page
    assert "17 giờ 00, thứ Tư 31/03/2021" in page
    assert "Hạn đăng ký Phong trào thi đua năm 2021" in page


def test_results_are_counted_once_some_have_come(sign_in, officer, four_units):
    client = sign_in(officer)
    assert len(client.get("/").context["desk"].strips) == 1
    report(four_units[0])
    desk = client.get("/").context["desk"]
    assert desk.strips[1].title == "Phong trào thi đua năm 2021 – kết quả giai đoạn 1"
    assert desk.strips[1].counts == {"chua-gui": 3, "cho-duyet": 1, "tra-lai": 0, "da-duyet": 0}
    assert [(row.what, row.url) for row in desk.waiting] == [
        ("kết quả giai đoạn 1", f"/duyet-ket-qua/{four_units[0].uid}/1/")
    ]


def test_the_oldest_wait_first_with_how_they_compare(sign_in, officer, four_units):
    send(four_units[0], NOW - timedelta(hours=3))
    send(four_units[1], NOW - timedelta(days=4))
    response = sign_in(officer).get("/")
    waiting = response.context["desk"].waiting
    assert [row.participant for row in waiting] == [four_units[1], four_units[0]]
    assert [row.waited for row in waiting] == ["4 ngày", "3 giờ"]
    assert [row.compared for row in waiting] == ["bằng số giao"] * 2
    assert "Duyệt tiếp" in text(response)


def test_a_long_wait_and_a_late_sending_stand_out(sign_in, officer, four_units, time_machine):
    late = datetime(2021, 4, 1, 9, 0, tzinfo=HANOI)
    send(four_units[0], late)
    client = sign_in(officer)
    time_machine.move_to(late + timedelta(days=8), tick=False)
    client.force_login(officer.user, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get("/")
    row = response.context["desk"].waiting[0]
    assert (row.is_long, row.is_late) == (True, True)
    assert "Nộp muộn" in text(response)
    assert "Đã quá hạn 8 ngày 16 giờ" in text(response)
    assert "Nhắc 3 đơn vị chưa gửi" in text(response)


def test_only_ten_are_shown_of_all_that_wait(sign_in, officer, upper_union, kinds, sectors):
    bodies = units_of(upper_union, kinds, sectors, 12)
    campaign = running_campaign(upper_union, officer, bodies, agree_when_taken=False)
    for participant in campaign.participants.select_related("campaign__organiser", "body"):
        send(participant, NOW)
    response = sign_in(officer).get("/")
    assert len(response.context["desk"].waiting) == 10
    assert "10 trong 12 bản" in text(response)


def test_who_may_not_answer_may_look(sign_in, access_of_role, upper_union, four_units):
    send(four_units[0], NOW)
    page = text(sign_in(access_of_role(upper_union, Role.AUDITOR)).get("/"))
    assert "Duyệt tiếp" not in page
    assert ">Xem<" in page


def test_the_neighbour_sees_nothing_of_it(sign_in, officer_of, stranger, four_units):
    send(four_units[0], NOW)
    desk = sign_in(officer_of(stranger)).get("/").context["desk"]
    assert (desk.strips, desk.waiting) == ([], [])


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_asks_the_same_number_of_queries(
    sign_in, officer, upper_union, kinds, sectors, count, django_assert_num_queries
):
    bodies = units_of(upper_union, kinds, sectors, count)
    campaign = running_campaign(upper_union, officer, bodies, agree_when_taken=False)
    for participant in campaign.participants.select_related("campaign__organiser", "body"):
        send(participant, NOW)
    client = sign_in(officer)
    with django_assert_num_queries(QUERIES):
        client.get("/")


# Duyệt tiếp -----------------------------------------------------------------------------------------------------------


def test_the_next_one_is_the_oldest_that_one_may_answer(sign_in, officer, four_units):
    send(four_units[0], NOW)
    oldest = send(four_units[1], NOW - timedelta(days=1))
    assert sign_in(officer).get("/duyet-tiep/").url == f"/duyet-dang-ky/{oldest.uid}/"


def test_when_nothing_waits_one_is_told(sign_in, officer):
    response = sign_in(officer).get("/duyet-tiep/", follow=True)
    assert "Không còn bản nào chờ đồng chí duyệt." in text(response)


# Chairs ---------------------------------------------------------------------------------------------------------------


def test_a_chair_gets_the_own_tasks_instead(sign_in, chair, campaign):
    page = text(sign_in(chair).get("/"))
    assert "Việc của tôi" in page
    assert "Bàn làm việc" not in page


def test_what_a_merged_unit_left_open_is_the_heirs_task(
    sign_in, system, upper_union, grassroots, campaign, kinds
):
    heir = BodyFactory(code="may-tan-chau", name="CĐCS May Tân Châu", kind=kinds["cdcs"], parent=upper_union)
    chair = Access(MandateFactory(body=heir, role=Role.CHAIR).user, NOW.date())
    assert "Kế thừa từ" not in text(sign_in(chair).get("/"))
    decision = {"decision_no": "9/QĐ-LĐLĐ", "decided_on": NOW.date(), "reason": "Sáp nhập hai công ty"}
    record_change(
        "merge",
        by=system,
        at=NOW,
        on=NOW.date(),
        effective_on=NOW.date(),
        bodies=[grassroots],
        into=heir,
        **decision,
    )
    page = text(sign_in(chair).get("/"))
    assert "Kế thừa từ CĐCS Công ty TNHH May Nhà Bàng" in page
    participant = campaign.participants.select_related("campaign__organiser", "body").get()
    registration = take_assigned(registration_of(participant), by=Access(chair.user, NOW.date()), at=NOW)
    assert sign_in(chair).get(f"/dang-ky/{participant.uid}/").status_code == 200
    assert registration.participant.body == grassroots
