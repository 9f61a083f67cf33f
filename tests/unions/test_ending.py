"""Does a body end on a possible day, and does everything that hangs on it end with it?"""

from datetime import date

import pytest

from tests.factories import BlocFactory, BodyFactory, MandateFactory
from tests.unions.test_changing import above, again, decide
from unions.models import BlocMember, UnionBody
from unions.placing import TooEarly, WrongParent
from unions.reshaping import NothingLeft
from unions.roles import Role

__all__ = ["above"]  # a fixture of the neighbouring file

pytestmark = pytest.mark.django_db


def test_posts_and_seats_of_later_days_end_too(officer, grassroots):
    mandate = MandateFactory(body=grassroots, role=Role.CHAIR, from_on=date(2021, 5, 1))
    bloc = BlocFactory(owner=grassroots.parent)
    seat = BlocMember.objects.create(bloc=bloc, body=grassroots, from_on=date(2021, 5, 1))
    decide("dissolve", officer, bodies=[grassroots])
    mandate.refresh_from_db()
    seat.refresh_from_db()
    assert mandate.until_on == seat.until_on == date(2021, 5, 2)


def test_a_body_does_not_end_on_the_day_it_came(officer, above, upper_union, grassroots, kinds):
    plan = {"name": "CĐCS Mới", "code": "moi", "kind": kinds["cdcs"], "parent": upper_union}
    decide("found", officer, **plan)
    new = again(UnionBody.objects.get(code="moi"))
    with pytest.raises(TooEarly, match="ngày kết thúc phải sau đó"):
        decide("dissolve", officer, bodies=[new])
    assert again(new).ended_on is None


def test_nothing_is_founded_under_what_has_ended(above, officer, upper_union, grassroots, stranger, kinds):
    decide("end", above, bodies=[upper_union], to=stranger)
    plan = {"name": "CĐCS Mới", "code": "moi", "kind": kinds["cdcs"], "parent": again(upper_union)}
    with pytest.raises(WrongParent, match="đã kết thúc từ 10/03/2021"):
        decide(
            "merge",
            above,
            bodies=[again(grassroots), BodyFactory(kind=kinds["cdcs"], parent=stranger)],
            new=plan,
        )
    assert not UnionBody.objects.filter(code="moi").exists()


def test_a_later_post_with_an_end_of_its_own_is_cut_short_too(officer, grassroots):
    later = MandateFactory(
        body=grassroots, role=Role.CHAIR, from_on=date(2021, 5, 1), until_on=date(2026, 5, 1)
    )
    decide("dissolve", officer, bodies=[grassroots])
    later.refresh_from_db()
    assert later.until_on == date(2021, 5, 2)


def test_a_body_is_not_merged_with_itself(officer, upper_union, grassroots, kinds):
    plan = {"name": "CĐCS Mới", "code": "moi", "kind": kinds["cdcs"], "parent": upper_union}
    with pytest.raises(NothingLeft, match="ít nhất hai đơn vị"):
        decide("merge", officer, bodies=[grassroots, again(grassroots)], new=plan)
