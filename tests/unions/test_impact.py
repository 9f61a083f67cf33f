"""Does the impact of a change count what hangs on the bodies, in the same number of queries for one as for many?"""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from targets.models import Registration
from targets.registering import registration_of, submit, take_assigned
from targets.reviewing import approve
from targets.signing import sign
from tests.cast import DAY, NOW
from tests.factories import BlocFactory, BodyFactory, MandateFactory
from tests.factories.campaigns import EVERYONE, running_campaign
from unions import impact
from unions.models import BlocMember, ChangedBody, TreeChange, UnionBody

LATER = date(2021, 5, 10)


@pytest.fixture
def commune(upper_union, kinds, sectors):
    return BodyFactory(code="xa-an-hao", kind=kinds["cdcs"], parent=upper_union, sector=sectors["hcsn"])


@pytest.fixture
def campaign(upper_union, officer, grassroots, commune):
    return running_campaign(
        upper_union, officer, [grassroots, commune], indicators=[EVERYONE], agree_when_taken=False
    )


def counted(bodies, on=DAY):
    return {each.label: each.count for each in impact.impact_of({"old": bodies}, on)}


def registered(campaign, body, chair):
    registration = take_assigned(registration_of(campaign.participants.get(body=body)), by=chair, at=NOW)
    submit(registration, by=chair, at=NOW, received_at=NOW)
    return Registration.objects.get(pk=registration.pk)


def test_everything_that_hangs_on_a_body_is_counted(
    campaign, upper_union, grassroots, commune, officer, chair_of
):
    chair, beside = chair_of(grassroots), chair_of(commune)
    MandateFactory(body=grassroots, user=chair.user, role="clerk")
    bloc = BlocFactory(owner=upper_union)
    BlocMember.objects.create(bloc=bloc, body=grassroots, from_on=date(2021, 1, 1))
    pledge = approve(registered(campaign, grassroots, chair), by=officer, at=NOW).participant.pledges.get()
    sign(pledge, by=chair, at=NOW, received_at=NOW, password_age=5, seen_hash=pledge.content_hash)
    registered(campaign, commune, beside)
    assert counted([grassroots]) == {
        "Đơn vị đang hoạt động": 1,
        "Người phụ trách": 1,
        "Chỗ trong khối": 1,
        "Phong trào đang tham gia": 1,
        "Bản giao ước đã ký": 1,
        "Báo cáo kết quả còn phải gửi": 1,
    }
    assert counted([commune])["Bản đăng ký chờ duyệt"] == 1
    assert counted([grassroots], LATER)["Báo cáo kết quả còn phải gửi"] == 2


def test_a_union_counts_with_all_that_stands_below_it(campaign, upper_union, grassroots, commune, officer):
    found = counted([upper_union])
    assert found["Đơn vị đang hoạt động"] == 3
    assert found["Phong trào do chính đơn vị tổ chức"] == 1
    assert found["Báo cáo kết quả còn phải gửi"] == 2


def test_planned_changes_of_the_same_bodies_are_told(grassroots, upper_union):
    change = TreeChange.objects.create(
        kind="rename",
        decider=upper_union,
        decision_no="1/QĐ",
        decided_on=DAY,
        effective_on=LATER,
        reason="x",
        recorded_name="Hệ thống",
        recorded_at=NOW,
    )
    ChangedBody.objects.create(change=change, body=grassroots, part="old")
    assert counted([grassroots])["Biến động khác đang chờ"] == 1


def test_nothing_before_the_change_means_no_impact(db):
    assert impact.impact_of({"old": [], "new": []}, DAY) == []
    assert impact.bodies_under([]) == set()


def test_many_subtrees_are_found_through_their_common_one(upper_union, stranger, kinds):
    below = BodyFactory.create_batch(impact.FEW + 1, kind=kinds["cdcs"], parent=upper_union)
    inside = BodyFactory(kind=kinds["cdcs"], parent=below[0])
    BodyFactory(kind=kinds["cdcs"], parent=stranger)
    assert impact.bodies_under(below) == {body.pk for body in [*below, inside]}
    assert impact.bodies_under([*below, stranger]) == {body.pk for body in [*below, inside, stranger]} | set(
        UnionBody.objects.filter(parent=stranger).values_list("pk", flat=True)
    )


def test_the_headline_names_every_count():
    found = [impact.Impact("a", 3, "3 phong trào"), impact.Impact("b", 41, "41 bản giao ước")]
    assert impact.in_words(found) == "3 phong trào, 41 bản giao ước"


def test_queries_do_not_grow_with_the_number_of_bodies(campaign, upper_union, kinds):
    many = BodyFactory.create_batch(impact.FEW + 5, kind=kinds["cdcs"], parent=upper_union)
    with CaptureQueriesContext(connection) as one:
        impact.impact_of({"old": many[:1]}, DAY)
    with CaptureQueriesContext(connection) as all_of_them:
        impact.impact_of({"old": many}, DAY)
    assert len(one) == len(all_of_them) <= 12
