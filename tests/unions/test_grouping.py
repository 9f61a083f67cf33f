"""Are blocs formed, seated, headed in turn and left, with one seat a year for everybody?"""

from datetime import date

import pytest
from django.http import Http404

from tests.cast import DAY, NOW
from tests.factories import BodyFactory
from unions.errors import NotAllowed
from unions.grouping import (
    AlreadySeated,
    NotBelowOwner,
    NotMember,
    NumberTaken,
    form,
    rotate,
    seat,
    unseat,
)
from unions.models import LedgerEntry
from unions.roles import Role

START = date(2021, 1, 1)
MID = date(2021, 7, 1)


@pytest.fixture
def bloc(upper_union, officer):
    return form(upper_union, year=2021, number=1, name="Khối thi đua số 1", by=officer, at=NOW)


@pytest.fixture
def members(upper_union, kinds):
    return [BodyFactory(kind=kinds["cdcs"], parent=upper_union, name=f"CĐCS {name}") for name in "ABC"]


@pytest.fixture
def seated(bloc, members, officer):
    seat(bloc, members, by=officer, at=NOW, on=START, head=members[0], deputy=members[1])
    return bloc


def posts_on(bloc, day):
    return [(row.body.name[-1], row.post) for row in bloc.members.holding_on(day).order_by("body__name")]


def test_form_leaves_one_line(bloc, officer, upper_union):
    line = LedgerEntry.objects.get()
    assert (line.sentence, line.body) == (f"{officer.name} lập Khối thi đua số 1 năm 2021.", upper_union)
    with pytest.raises(NumberTaken):
        form(upper_union, year=2021, number=1, name="Khối khác", by=officer, at=NOW)


@pytest.mark.parametrize("role", [Role.CLERK, Role.AUDITOR])
def test_reading_is_not_enough_to_form(upper_union, access_of_role, role):
    with pytest.raises(NotAllowed):
        form(upper_union, year=2021, number=1, name="Khối 1", by=access_of_role(upper_union, role), at=NOW)


def test_strangers_may_not_form(upper_union, stranger, officer_of):
    with pytest.raises(Http404):
        form(upper_union, year=2021, number=1, name="Khối 1", by=officer_of(stranger), at=NOW)


def test_seat_gives_posts_and_one_line(seated, officer):
    assert posts_on(seated, START) == [("A", "head"), ("B", "deputy"), ("C", "member")]
    line = LedgerEntry.objects.order_by("-sequence")[0]
    assert line.sentence == f"{officer.name} xếp vào Khối thi đua số 1 từ 01/01/2021: CĐCS A, CĐCS B, CĐCS C."


def test_seat_refuses_strangers_wrong_heads_and_a_second_seat(
    seated, members, officer, system, stranger, upper_union, grassroots
):
    with pytest.raises(NotBelowOwner):
        seat(seated, [stranger], by=system, at=NOW, on=START)
    with pytest.raises(NotMember):
        seat(seated, [grassroots], by=officer, at=NOW, on=START, head=members[0])
    other = form(upper_union, year=2021, number=2, name="Khối thi đua số 2", by=officer, at=NOW)
    with pytest.raises(AlreadySeated) as refused:
        seat(other, [members[0]], by=officer, at=NOW, on=MID)
    assert str(refused.value) == "CĐCS A đã ở Khối thi đua số 1 của năm 2021."
    next_year = form(upper_union, year=2022, number=1, name="Khối thi đua số 1", by=officer, at=NOW)
    assert len(seat(next_year, members, by=officer, at=NOW, on=date(2022, 1, 1))) == 3


def test_rotate_hands_the_posts_over_and_keeps_the_past(seated, members, officer):
    rotate(seated, head=members[1], deputy=members[2], by=officer, at=NOW, on=MID)
    assert posts_on(seated, DAY) == [("A", "head"), ("B", "deputy"), ("C", "member")]
    assert posts_on(seated, MID) == [("A", "member"), ("B", "head"), ("C", "deputy")]
    line = LedgerEntry.objects.order_by("-sequence")[0]
    assert line.sentence == (
        f"{officer.name} ghi trưởng khối của Khối thi đua số 1 từ 01/07/2021 là CĐCS B, phó khối là CĐCS C."
    )


def test_rotate_on_the_first_day_rewrites_the_seat(seated, members, officer):
    rotate(seated, head=members[2], by=officer, at=NOW, on=START)
    assert posts_on(seated, START) == [("A", "member"), ("B", "member"), ("C", "head")]
    assert seated.members.count() == 3


def test_a_standing_member_stays_standing(seated, members, officer):
    seated.members.filter(body=members[2]).update(post="standing")
    rotate(seated, head=members[1], by=officer, at=NOW, on=MID)
    assert posts_on(seated, MID) == [("A", "member"), ("B", "head"), ("C", "standing")]


def test_rotate_needs_members(seated, grassroots, members, officer, chair_of):
    with pytest.raises(NotMember):
        rotate(seated, head=grassroots, by=officer, at=NOW, on=MID)
    with pytest.raises(NotAllowed):
        rotate(seated, head=members[1], by=chair_of(members[1]), at=NOW, on=MID)


def test_unseat_frees_the_body_for_another_bloc(seated, members, officer, upper_union):
    unseat(seated, members[2], by=officer, at=NOW, on=MID, reason="chuyển khối")
    assert posts_on(seated, MID) == [("A", "head"), ("B", "deputy")]
    other = form(upper_union, year=2021, number=2, name="Khối thi đua số 2", by=officer, at=NOW)
    seat(other, [members[2]], by=officer, at=NOW, on=MID)
    assert posts_on(other, MID) == [("C", "member")]
    with pytest.raises(NotMember):
        unseat(seated, members[2], by=officer, at=NOW, on=MID, reason="lần nữa")


def test_chairs_may_not_seat_or_unseat(seated, members, chair_of):
    chair = chair_of(members[0])
    with pytest.raises(NotAllowed):
        seat(seated, [members[0]], by=chair, at=NOW, on=START)
    with pytest.raises(NotAllowed):
        unseat(seated, members[0], by=chair, at=NOW, on=MID, reason="x")
