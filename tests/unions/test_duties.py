"""Does whoever comes into a post see what stands open there, in as many queries for one campaign as for many?"""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from targets.declaring import declare, results_of, save_results
from targets.models import Registration
from targets.registering import registration_of, submit, take_assigned
from targets.reviewing import approve, send_back
from targets.verifying import send_back as send_results_back
from tests.cast import DAY, NOW
from tests.factories import BodyFactory
from tests.factories.campaigns import EVERYONE, draft_campaign, running_campaign
from unions.duties import duties_of, in_words
from unions.models import Succession, UnionBody
from unions.quantities import SCALE

LATER = date(2021, 5, 10)


@pytest.fixture
def campaign(upper_union, officer, grassroots):
    return begun(upper_union, officer, [grassroots])


def begun(organiser, officer, bodies):
    return running_campaign(organiser, officer, bodies, indicators=[EVERYONE], agree_when_taken=False)


def counted(body, on=DAY):
    return {each.label: each.count for each in duties_of(body, on)}


def submitted(campaign, body, chair):
    registration = take_assigned(registration_of(campaign.participants.get(body=body)), by=chair, at=NOW)
    submit(registration, by=chair, at=NOW, received_at=NOW)
    return Registration.objects.select_related("participant__campaign__organiser", "participant__body").get(
        pk=registration.pk
    )


def test_a_chair_owes_a_registration_then_a_signature_then_results(
    campaign, upper_union, grassroots, officer, chair
):
    joined = {"Phong trào đang tham gia": 1}
    assert counted(grassroots) == joined | {"Bản đăng ký phải gửi": 1, "Báo cáo kết quả phải gửi": 1}
    registration = submitted(campaign, grassroots, chair)
    assert counted(grassroots) == joined | {"Báo cáo kết quả phải gửi": 1}
    assert counted(upper_union)["Bản đăng ký chờ duyệt"] == 1
    approve(registration, by=officer, at=NOW)
    assert counted(grassroots) == joined | {"Giao ước chờ ký": 1, "Báo cáo kết quả phải gửi": 1}
    assert counted(grassroots, LATER)["Báo cáo kết quả phải gửi"] == 2


def test_what_came_back_is_told_apart(campaign, upper_union, grassroots, officer, chair):
    registration = submitted(campaign, grassroots, chair)
    send_back(registration, by=officer, at=NOW, reason="Ghi rõ hơn.")
    unit, phase = campaign.participants.get(body=grassroots), campaign.phases.get(number=1)
    save_results(unit, phase, {pk: {"num": SCALE} for pk in results_of(unit, phase)}, by=chair, at=NOW)
    declare(unit, phase, by=chair, at=NOW, received_at=NOW)
    assert counted(grassroots) == {"Phong trào đang tham gia": 1, "Bản đăng ký bị trả lại": 1}
    assert counted(upper_union)["Báo cáo kết quả chờ duyệt"] == 1
    send_results_back(unit, phase, by=officer, at=NOW, reason="Thiếu minh chứng.")
    assert counted(grassroots)["Báo cáo kết quả bị trả lại"] == 1
    assert "Báo cáo kết quả chờ duyệt" not in counted(upper_union)


def test_an_office_has_its_campaigns_and_their_summaries(campaign, upper_union, officer):
    draft_campaign(upper_union, officer)
    assert counted(upper_union) == {"Phong trào do đơn vị tổ chức": 1, "Kế hoạch đang soạn": 1}
    found = duties_of(upper_union, LATER)
    assert in_words(found) == (
        "1 phong trào đang diễn ra do đơn vị tổ chức, 1 kế hoạch đang soạn, "
        "1 giai đoạn đã kết thúc chưa có bảng tổng hợp"
    )
    assert [each.url for each in found] == ["/phong-trao/", "/phong-trao/", "/tong-quan/"]


def test_the_heir_owes_what_the_ended_union_left_open(campaign, upper_union, grassroots, kinds):
    heir = BodyFactory(kind=kinds["cdcs"], parent=upper_union)
    UnionBody.objects.filter(pk=grassroots.pk).update(state="merged", ended_on=DAY)
    Succession.objects.create(old=grassroots, new=heir, kind="merge", on=DAY)
    assert counted(heir)["Bản đăng ký phải gửi"] == 1
    assert counted(BodyFactory(kind=kinds["cdcs"], parent=upper_union)) == {}


def test_queries_do_not_grow_with_the_number_of_campaigns(campaign, upper_union, officer, grassroots):
    with CaptureQueriesContext(connection) as one:
        duties_of(grassroots, DAY)
    for _ in range(2):
        begun(upper_union, officer, [grassroots])
    with CaptureQueriesContext(connection) as three:
        assert counted(grassroots)["Bản đăng ký phải gửi"] == 3
    assert len(one) == len(three) <= 12
