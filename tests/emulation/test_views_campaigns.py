"""Do the pages of campaigns show what one may see, in a constant number of queries?"""

import pytest

from emulation.drafting import discard
from emulation.launching import launch
from tests.emulation.pages import text
from tests.factories.campaigns import AT, LAUNCH_DAY, planned_campaign, running_campaign

LIST = "/phong-trao/"
MOST = 12


def page_of(campaign):
    return f"/phong-trao/{campaign.uid}/"


def test_nobody_is_asked_to_sign_in(client, plan):
    assert client.get(LIST).url == "/dang-nhap/?next=%2Fphong-trao%2F"


def test_the_list_shows_phases_state_and_units(sign_in, officer, plan):
    page = text(sign_in(officer).get(LIST))
    for words in (
        "Phong trào thi đua năm 2021",
        "Nháp",
        "01/01/2021 – 30/04/2021",
        "Tạo phong trào",
        "1 phong trào",
    ):
        assert words in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_as_often_for_one_as_for_three(
    sign_in, officer, upper_union, grassroots, django_assert_max_num_queries, count
):
    for number in range(count):
        planned_campaign(upper_union, officer, [grassroots], name=f"Phong trào {number}")
    client = sign_in(officer)
    with django_assert_max_num_queries(MOST):
        page = text(client.get(LIST))
    assert f"{count} phong trào</h2>" in page


def test_filters_stand_in_the_address(sign_in, officer, plan, upper_union, grassroots):
    running_campaign(upper_union, officer, [grassroots], name="Phong trào năm trước", year=2020)
    client = sign_in(officer)
    assert "Phong trào năm trước" not in text(client.get(LIST, {"nam": "2021"}))
    assert "Phong trào năm trước" in text(client.get(LIST, {"trang-thai": "running"}))
    assert "1 phong trào</h2>" in text(client.get(LIST, {"trang-thai": "draft"}))
    page = text(client.get(LIST, {"q": "không có tên này"}))
    assert "Không có phong trào nào khớp với bộ lọc." in page
    assert "Bỏ bộ lọc" in page


def test_an_empty_list_offers_the_first_campaign(sign_in, officer):
    page = text(sign_in(officer).get(LIST))
    assert "Chưa có phong trào nào." in page


def test_a_discarded_draft_leaves_the_list(sign_in, officer, plan):
    discard(plan, by=officer, at=AT)
    assert "Chưa có phong trào nào." in text(sign_in(officer).get(LIST))


def test_a_leader_does_not_begin_campaigns(sign_in, leader_of, upper_union, plan):
    assert "Tạo phong trào" not in text(sign_in(leader_of(upper_union)).get(LIST))


def test_the_page_of_a_campaign_is_its_plan(sign_in, officer, plan, django_assert_max_num_queries):
    client = sign_in(officer)
    with django_assert_max_num_queries(30):
        page = text(client.get(page_of(plan)))
    words = ["Giai đoạn 2", "Tuyên truyền, vận động", "100% CĐCS", "Mọi đơn vị", "3 đơn vị", "lập bản nháp"]
    words += ["Kiểm tra, ban hành", "Bỏ bản nháp", "Trình duyệt", "Chưa xếp khối"]
    for each in words:
        assert each in page


def test_a_stranger_finds_nothing(sign_in, officer_of, stranger, plan):
    client = sign_in(officer_of(stranger))
    assert client.get(page_of(plan)).status_code == 404
    assert "Phong trào thi đua năm 2021" not in text(client.get(LIST))


def test_a_chair_does_not_see_a_draft(sign_in, chair_of, grassroots, plan):
    assert sign_in(chair_of(grassroots)).get(page_of(plan)).status_code == 404


def test_a_chair_who_takes_part_reads_the_launched_plan(sign_in, officer, chair_of, grassroots, plan):
    launch(plan, by=officer, at=AT, on=LAUNCH_DAY)
    page = text(sign_in(chair_of(grassroots)).get(page_of(plan)))
    assert "Đơn vị trả lời: có làm hay không." in page
    for words in ("Nhật ký", "Kết thúc phong trào", "Chốt sổ", "Đơn vị tham gia"):
        assert words not in page


def test_a_clerk_reads_the_plan_without_history_and_buttons(sign_in, access_of_role, upper_union, plan):
    page = text(sign_in(access_of_role(upper_union, "clerk")).get(page_of(plan)))
    assert "Tuyên truyền, vận động" in page
    for words in ("Nhật ký", "Bỏ bản nháp", "Sửa chỉ tiêu"):
        assert words not in page
