"""Who speaks for a body, whom may a visitor call, and how much of a number is shown?"""

from datetime import date

import pytest

from tests.cast import DAY
from tests.factories import BodyFactory, MandateFactory
from unions.contacts import heads_of, masked, only_office
from unions.roles import Role


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("0912 345 678", "**** *** 678"), ("0912345678", "*******678"), ("113", ""), ("", ""), ("1134", "*134")],
)
def test_a_number_is_recognised_but_not_told(phone, shown):
    assert masked(phone) == shown


def test_the_chair_speaks_before_a_leader_who_is_longer_in_office(upper_union):
    leader = MandateFactory(body=upper_union, role=Role.LEADER, from_on=date(2015, 1, 1))
    assert heads_of([upper_union], DAY) == {upper_union.pk: leader}
    chair = MandateFactory(body=upper_union, role=Role.CHAIR)
    assert heads_of([upper_union], DAY) == {upper_union.pk: chair}


def test_officers_and_former_chairs_do_not_speak_for_a_body(upper_union):
    MandateFactory(body=upper_union, role=Role.OFFICER)
    MandateFactory(body=upper_union, role=Role.CHAIR, until_on=DAY)
    assert heads_of([upper_union], DAY) == {}


def test_visitors_call_the_one_union_at_the_top(province, upper_union, kinds):
    assert only_office() == province
    BodyFactory(is_external=True, phone="0296 999 999", kind=kinds["tinh"])
    assert only_office() == province


def test_where_several_stand_side_by_side_nobody_is_named(province, kinds):
    BodyFactory(kind=kinds["tinh"])
    assert only_office() is None
