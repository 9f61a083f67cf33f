"""Does an office whose own unit takes part see both its hats, and never its own registration among those to approve?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from targets.registering import registration_of, submit, take_assigned
from tests.cast import NOW
from tests.factories.campaigns import running_campaign
from tests.targets.campaign_cast import *  # noqa: F403
from tests.targets.campaign_cast import DUE
from unions.roles import Role


def text(response):
    return response.content.decode()


@pytest.fixture
def province_campaign(province, officer_of, upper_union, grassroots):
    """The upper union and a grassroots union below it take part."""
    by = officer_of(province)
    return running_campaign(
        province, by, [upper_union, grassroots], registration_due_at=DUE, agree_when_taken=False
    )


def unit_of(campaign, body):
    return campaign.participants.select_related("campaign__organiser", "body").get(body=body)


def send(campaign, access, body):
    registration = take_assigned(registration_of(unit_of(campaign, body)), by=access, at=NOW)
    return submit(registration, by=access, at=NOW, received_at=NOW)


def test_the_own_registration_waits_for_those_above(sign_in, officer, province_campaign, upper_union):
    send(province_campaign, officer, upper_union)
    page = text(sign_in(officer).get("/"))
    assert "Đơn vị mình – chờ cấp trên duyệt" in page
    assert "gửi 10/03/2021, chờ LĐLĐ tỉnh An Giang duyệt." in page
    assert "Không có bản nào chờ duyệt." in page
    assert "Duyệt tiếp" not in page


def test_a_registration_from_below_is_still_to_be_approved(
    sign_in, officer, chair, province_campaign, upper_union, grassroots
):
    send(province_campaign, officer, upper_union)
    send(province_campaign, chair, grassroots)
    response = sign_in(officer).get("/")
    assert [row.participant.body for row in response.context["desk"].waiting] == [grassroots]
    assert response.context["desk"].waiting_count == 1


def test_whoever_also_holds_a_post_above_may_answer(
    sign_in, officer, province, province_campaign, upper_union, officer_of
):
    from tests.factories import MandateFactory

    send(province_campaign, officer, upper_union)
    both = officer_of(upper_union)
    MandateFactory(user=both.user, body=province, role=Role.OFFICER)
    response = sign_in(both).get("/")
    assert [row.participant.body for row in response.context["desk"].waiting] == [upper_union]
    assert response.context["own_waiting"] == []


def test_the_other_hat_shows_the_own_tasks(sign_in, officer, province_campaign, upper_union, grassroots):
    client = sign_in(officer)
    assert 'href="/?viec=don-vi"' in text(client.get("/"))
    page = text(client.get("/?viec=don-vi"))
    assert "Việc của đơn vị mình" in page
    assert "Đăng ký chỉ tiêu" in page
    assert f"/dang-ky/{unit_of(province_campaign, upper_union).uid}/" in page
    assert f"/dang-ky/{unit_of(province_campaign, grassroots).uid}/" not in page


def test_an_office_that_takes_no_part_has_one_hat(sign_in, officer, campaign):
    client = sign_in(officer)
    assert "Việc quản lý cấp dưới" not in text(client.get("/"))
    assert "<h1>Bàn làm việc</h1>" in text(client.get("/?viec=don-vi"))


@pytest.mark.parametrize("count", [1, 3])
def test_both_hats_ask_the_same_number_of_queries(sign_in, officer, officer_of, province, upper_union, count):
    by = officer_of(province)
    for number in range(count):
        made = running_campaign(
            province,
            by,
            [upper_union],
            name=f"Phong trào {number}",
            registration_due_at=DUE,
            agree_when_taken=False,
        )
        send(made, officer, upper_union)
    client, asked = sign_in(officer), []
    for path in ("/", "/?viec=don-vi"):
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        asked.append(len(queries))
    assert asked == [9, 7]
