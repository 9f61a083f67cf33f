"""Does the page of a body show the campaigns the reader may see, and no others?"""

from datetime import date

import pytest

from tests.factories import MandateFactory
from tests.factories.campaigns import draft_campaign, planned_campaign, running_campaign
from unions.access import Access
from unions.roles import Role


def text(response):
    return response.content.decode()


def test_campaigns_joined_and_organised(sign_in, officer_of, province, upper_union, grassroots, officer):
    running_campaign(upper_union, officer, [grassroots], name="Giỏi việc nước")
    above = Access(MandateFactory(body=province, role=Role.OFFICER).user, date(2021, 3, 10))
    planned_campaign(province, above, [grassroots], name="Kế hoạch kín của tỉnh")
    draft_campaign(upper_union, officer, name="Đang soạn ở huyện")
    client = sign_in(officer_of(upper_union))
    page = text(client.get(f"/don-vi/{grassroots.code}/phong-trao/"))
    assert "<html" in page
    assert "Giỏi việc nước" in page
    assert "Kế hoạch kín" not in page
    organised = text(client.get(f"/don-vi/{upper_union.code}/phong-trao/", headers={"HX-Request": "true"}))
    assert "<html" not in organised
    assert "Đang soạn ở huyện" in organised
    assert f'hx-get="/don-vi/{grassroots.code}/phong-trao/"' in text(
        client.get(f"/don-vi/{grassroots.code}/")
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_few_queries(
    sign_in, officer_of, upper_union, grassroots, officer, count, django_assert_max_num_queries
):
    for number in range(count):
        running_campaign(upper_union, officer, [grassroots], name=f"Phong trào {number}")
    client = sign_in(officer_of(upper_union))
    client.get("/don-vi/bo-loc/")  # the first page of a session also notes when it was used
    with django_assert_max_num_queries(7):
        client.get(f"/don-vi/{grassroots.code}/phong-trao/", headers={"HX-Request": "true"})
