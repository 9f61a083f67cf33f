"""Do the pages of the tree show what stands in one's sight, and nothing else, in a constant number of queries?"""

from datetime import date

import pytest

from tests.cast import NOW
from tests.factories import BlocFactory, BodyFactory, MandateFactory
from unions.models import BlocMember, BodyFacts
from unions.quantities import SCALE
from unions.querysets import SEGMENT
from unions.recording import record
from unions.roles import Role

LIST = "/don-vi/"
MOST = 12


def text(response):
    return response.content.decode()


@pytest.fixture
def units(upper_union, kinds):
    """Three unions below, each with a chair and a seat in this year's bloc."""
    bloc = BlocFactory(owner=upper_union, number=1, name="Khối 1 – Doanh nghiệp", decision_no="12/QĐ-LĐLĐ")
    made = []
    for name in ("CĐCS Công ty Đường Bảy Núi", "CĐCS xã Ân Hảo", "CĐCS Trường THCS Nhà Bàng"):
        body = BodyFactory(name=name, kind=kinds["cdcs"], parent=upper_union)
        MandateFactory(body=body, role=Role.CHAIR)
        BlocMember.objects.create(bloc=bloc, body=body, from_on=date(2021, 1, 1))
        made.append(body)
    return made


def test_a_stranger_is_asked_to_sign_in(client, upper_union):
    assert client.get(LIST).url == "/dang-nhap/?next=%2Fdon-vi%2F"


def test_the_list_is_the_tree_below_and_nothing_beside(sign_in, officer_of, upper_union, units, stranger):
    page = text(sign_in(officer_of(upper_union)).get(LIST))
    assert "4 đơn vị trong phạm vi" in page
    assert "CĐCS xã Ân Hảo" in page
    assert stranger.name not in page
    assert "**** *** 678" in page
    assert "0912 345 678" not in page
    assert "Khối 1 – Doanh nghiệp" in page


def test_a_chair_sees_only_the_own_union(sign_in, chair_of, units):
    page = text(sign_in(chair_of(units[0])).get(LIST))
    assert "1 đơn vị trong phạm vi" in page
    assert "Ân Hảo" not in page


def test_search_needs_no_marks(sign_in, officer_of, upper_union, units):
    page = text(sign_in(officer_of(upper_union)).get(LIST, {"q": "duong bay nui"}))
    assert "CĐCS Công ty Đường Bảy Núi" in page
    assert "Ân Hảo</a>" not in page
    assert "trực thuộc LĐLĐ huyện Tịnh Biên" in page


def test_a_search_without_result_says_so(sign_in, officer_of, upper_union, units):
    page = text(sign_in(officer_of(upper_union)).get(LIST, {"q": "không có đâu"}))
    assert "Không có đơn vị nào khớp “không có đâu”." in page


def test_deeper_bodies_stand_further_in(sign_in, officer_of, province, upper_union, units):
    response = sign_in(officer_of(province)).get(LIST)
    assert [row["depth"] for row in response.context["rows"]] == [0, 1, 2, 2, 2]
    assert len(units[0].path) == 3 * SEGMENT


def test_pages_of_fifty_keep_the_search(sign_in, officer_of, upper_union, kinds):
    BodyFactory.create_batch(51, kind=kinds["cdcs"], parent=upper_union)
    page = text(sign_in(officer_of(upper_union)).get(LIST, {"q": "cong ty", "trang": "2"}))
    assert "Hiện 51–51 trên 51 đơn vị" in page
    assert 'href="?q=cong+ty&amp;trang=1"' in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_queries(
    sign_in, officer_of, upper_union, units, count, django_assert_num_queries
):
    for body in units[count:]:
        BlocMember.objects.filter(body=body).delete()
        body.mandates.all().delete()
        body.placements.all().delete()
        body.delete()
    client = sign_in(officer_of(upper_union))
    with django_assert_num_queries(8):
        client.get(LIST)


def test_one_body_with_its_figures_posts_and_history(sign_in, officer_of, upper_union, grassroots, system):
    MandateFactory(body=grassroots, user__full_name="Lê Thị Hồng Nhung", user__phone="0912 345 678")
    MandateFactory(body=grassroots, until_on=date(2020, 6, 1), user__full_name="Trần Văn Cũ", user__phone="")
    MandateFactory(body=grassroots, from_on=date(2021, 6, 1), user__full_name="Lý Thị Mới")
    for day, value in ((date(2019, 12, 31), 100), (date(2020, 12, 31), 1240), (date(2021, 12, 31), 5)):
        BodyFacts.objects.create(body=grassroots, code="workers", as_of=day, value=value * SCALE)
    BodyFacts.objects.create(body=grassroots, code="fee_due", as_of=date(2020, 12, 31), value=12_500_000)
    seat = BlocFactory(owner=upper_union, name="Khối 4 – Doanh nghiệp")
    BlocMember.objects.create(bloc=seat, body=grassroots, post="head", from_on=date(2021, 1, 1))
    record("placing.found", "Hệ thống lập CĐCS.", by=system, at=NOW, subject=grassroots, body=grassroots)
    page = text(sign_in(officer_of(upper_union)).get(f"/don-vi/{grassroots.code}/"))
    assert "<b>1.240</b>" in page
    assert "<b>12.500.000</b>" in page
    assert "Lê Thị Hồng Nhung" in page
    assert "đến trước 01/06/2020" in page
    assert "từ 01/06/2021" in page
    assert "Khối 4 – Doanh nghiệp, năm 2021: trưởng khối" in page
    assert "Hệ thống lập CĐCS." in page


def test_a_body_without_anything_says_so(sign_in, officer_of, upper_union, kinds):
    bare = BodyFactory(kind=kinds["cdcs"], parent=upper_union)
    page = text(sign_in(officer_of(upper_union)).get(f"/don-vi/{bare.code}/"))
    assert "Chưa có người giữ chức vụ" in page
    assert "Chưa có số liệu." in page
    assert "Chưa có dòng nào." in page


def test_a_chair_reads_no_ledger(sign_in, chair_of, grassroots):
    response = sign_in(chair_of(grassroots)).get(f"/don-vi/{grassroots.code}/")
    assert response.context["ledger"] is None
    assert "Nhật ký" not in text(response)


def test_a_body_outside_ones_tree_does_not_exist(sign_in, officer_of, upper_union, grassroots, stranger):
    client = sign_in(officer_of(stranger))
    assert client.get(f"/don-vi/{grassroots.code}/").status_code == 404
    assert client.get("/don-vi/khong-co/").status_code == 404


def test_one_body_asks_few_queries(
    sign_in, officer_of, upper_union, grassroots, django_assert_max_num_queries
):
    client = sign_in(officer_of(upper_union))
    with django_assert_max_num_queries(MOST):
        client.get(f"/don-vi/{grassroots.code}/")
