"""Do campaigns and books move only after a second question, by those who may, with a reason where one is due?"""

import pytest

from emulation.drafting import propose
from emulation.launching import launch
from emulation.models import Campaign, Phase
from tests.emulation.pages import text
from tests.factories.campaigns import AT, LAUNCH_DAY
from unions.models import LedgerEntry


@pytest.fixture
def running(plan, officer):
    return launch(plan, by=officer, at=AT, on=LAUNCH_DAY)


def at(campaign, move):
    return f"/phong-trao/{campaign.uid}/{move}/"


def state_of(campaign):
    return Campaign.objects.get(pk=campaign.pk).state


def test_discarding_asks_first_and_leaves_the_list(sign_in, officer, plan):
    client = sign_in(officer)
    page = text(client.get(at(plan, "bo")))
    assert "Bỏ bản nháp này?" in page
    assert state_of(plan) == "draft"
    answer = client.post(at(plan, "bo"))
    assert (answer.status_code, answer.url) == (302, "/phong-trao/")
    assert state_of(plan) == "discarded"
    line = LedgerEntry.objects.order_by("-sequence")[0]
    assert line.sentence == f"{officer.name} bỏ bản nháp “{plan.name}”."


def test_a_proposed_plan_is_launched_or_given_back_by_the_leader(
    sign_in, officer, leader_of, upper_union, plan
):
    assert sign_in(officer).post(at(plan, "trinh-duyet")).status_code == 302
    leader = leader_of(upper_union)
    client = sign_in(leader)
    assert "Xem và phát động" in text(client.get(f"/phong-trao/{plan.uid}/"))
    empty = client.post(at(plan, "tra-lai"), {"reason": " "})
    assert empty.status_code == 422
    assert "Ghi lý do" in text(empty)
    assert "<title>Lỗi: " in text(empty)
    client.post(at(plan, "tra-lai"), {"reason": "Thiếu chủ đề"})
    assert state_of(plan) == "draft"
    assert "Thiếu chủ đề" in LedgerEntry.objects.order_by("-sequence")[0].sentence


def test_books_close_and_open_again_with_a_reason(sign_in, officer, running):
    client = sign_in(officer)
    assert "Chốt sổ Giai đoạn 1?" in text(client.get(at(running, "chot-so/1")))
    assert client.post(at(running, "chot-so/1")).url == f"/phong-trao/{running.uid}/"
    assert Phase.objects.get(campaign=running, number=1).is_closed
    assert "Đã chốt sổ" in text(client.get(f"/phong-trao/{running.uid}/"))
    again = client.post(at(running, "chot-so/1"))
    assert again.status_code == 409
    assert "đã chốt sổ rồi" in text(again)
    assert client.get(at(running, "chot-so/1")).status_code == 404
    client.post(at(running, "mo-so/1"), {"reason": "Đơn vị gửi nhầm"})
    assert not Phase.objects.get(campaign=running, number=1).is_closed


def test_a_campaign_ends_and_opens_again(sign_in, officer, running):
    client = sign_in(officer)
    client.post(at(running, "ket-thuc"))
    assert state_of(running) == "closed"
    client.post(at(running, "mo-lai"), {"reason": "Còn đơn vị chưa báo cáo"})
    assert state_of(running) == "running"
    client.post(at(running, "huy"), {"reason": "Dịch Covid-19"})
    assert state_of(running) == "cancelled"


def test_a_move_that_does_not_start_here_does_not_exist(sign_in, officer, plan):
    client = sign_in(officer)
    assert client.get(at(plan, "ket-thuc")).status_code == 404
    answer = client.post(at(plan, "ket-thuc"))
    assert answer.status_code == 409
    assert "Nháp" in text(answer)


def test_who_may_not_gets_a_sentence_and_a_stranger_nothing(
    sign_in, officer_of, chair_of, stranger, grassroots, running
):
    refused = sign_in(chair_of(grassroots)).post(at(running, "ket-thuc"))
    assert refused.status_code == 403
    assert "chuyên viên hoặc lãnh đạo công đoàn tổ chức phong trào" in text(refused)
    client = sign_in(officer_of(stranger))
    for move in ("ket-thuc", "huy", "chot-so/1", "mo-so/1"):
        assert client.post(at(running, move)).status_code == 404
    assert state_of(running) == "running"


def test_a_leader_does_not_discard(sign_in, leader_of, upper_union, plan):
    assert sign_in(leader_of(upper_union)).post(at(plan, "bo")).status_code == 403
    assert state_of(plan) == "draft"


def test_proposed_plans_stand_still(sign_in, officer, plan):
    propose(plan, by=officer, at=AT)
    answer = sign_in(officer).get(f"/phong-trao/{plan.uid}/buoc/3/")
    assert answer.url == f"/phong-trao/{plan.uid}/"
