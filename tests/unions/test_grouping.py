"""Are blocs formed, seated, headed in turn and left, with one seat a year for everybody?"""

from datetime import date

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from tests.cast import DAY, NOW
from tests.factories import BodyFactory
from unions.access import Nobody
from unions.errors import NotAllowed
from unions.grouping import (
    AlreadySeated,
    Dissolved,
    NobodyChosen,
    NotActive,
    NotBelowOwner,
    NotMember,
    NumberTaken,
    Outsider,
    PostHeld,
    ReasonNeeded,
    StillSeated,
    TwoPosts,
    WrongYear,
    dissolve,
    form,
    reform,
    rotate,
    seat,
    unseat,
    unseat_many,
)
from unions.models import Bloc, LedgerEntry
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


def last_line():
    return LedgerEntry.objects.order_by("-sequence")[0].sentence


def test_reform_tells_old_and_new(bloc, officer, upper_union, sectors):
    reform(bloc, by=officer, at=NOW, name="Khối trường học", number=5, sector=sectors["hcsn"], word="cum")
    assert last_line() == (
        f"{officer.name} sửa Khối thi đua số 1 (2021): số từ “1” thành “5”; cách gọi từ “Khối” thành “Cụm”; tên từ "
        "“Khối thi đua số 1” thành “Khối trường học”; khu vực từ “hỗn hợp” thành “Hành chính, sự nghiệp”."
    )
    lines = LedgerEntry.objects.count()
    reform(bloc, by=officer, at=NOW, name="Khối trường học")
    assert LedgerEntry.objects.count() == lines
    form(upper_union, year=2021, number=6, name="Khối 6", by=officer, at=NOW)
    with pytest.raises(NumberTaken):
        reform(bloc, by=officer, at=NOW, number=6)


def test_a_given_up_bloc_keeps_its_past(seated, members, officer):
    with pytest.raises(StillSeated, match="Còn 3 đơn vị trong khối"):
        dissolve(seated, by=officer, at=NOW, on=MID, reason="Sắp xếp lại")
    unseat_many(seated, members, by=officer, at=NOW, on=MID, reason="Sắp xếp lại")
    with pytest.raises(ReasonNeeded):
        dissolve(seated, by=officer, at=NOW, on=MID, reason=" ")
    dissolve(seated, by=officer, at=NOW, on=MID, reason="Sắp xếp lại")
    assert last_line() == f"{officer.name} giải thể Khối thi đua số 1 từ 01/07/2021: Sắp xếp lại."
    assert len(posts_on(seated, START)) == 3
    for act in (
        lambda: seat(seated, members, by=officer, at=NOW, on=MID),
        lambda: rotate(seated, head=members[0], by=officer, at=NOW, on=MID),
        lambda: reform(seated, by=officer, at=NOW, name="Khối khác"),
        lambda: dissolve(seated, by=officer, at=NOW, on=MID, reason="x"),
    ):
        with pytest.raises(Dissolved):
            act()


def test_a_standing_member_is_named_and_taken_back(seated, members, officer):
    rotate(seated, head=members[0], standing=members[2], by=officer, at=NOW, on=MID)
    assert posts_on(seated, MID) == [("A", "head"), ("B", "member"), ("C", "standing")]
    assert last_line().endswith("là CĐCS A, thường trực là CĐCS C.")
    rotate(seated, head=members[0], standing=None, by=officer, at=NOW, on=MID)
    assert posts_on(seated, MID) == [("A", "head"), ("B", "member"), ("C", "member")]


def test_a_post_that_was_to_end_still_ends(seated, members, officer):
    seated.members.filter(body=members[1]).update(until_on=date(2021, 9, 1))
    rotate(seated, head=members[1], by=officer, at=NOW, on=MID)
    assert posts_on(seated, date(2021, 8, 31)) == [("A", "member"), ("B", "head"), ("C", "member")]
    assert posts_on(seated, date(2021, 9, 1)) == [("A", "member"), ("C", "member")]


def test_one_post_each_and_one_head_at_a_time(seated, members, officer, grassroots):
    with pytest.raises(TwoPosts):
        rotate(seated, head=members[0], deputy=members[0], by=officer, at=NOW, on=MID)
    with pytest.raises(PostHeld, match="Khối thi đua số 1 đang có trưởng khối là CĐCS A"):
        seat(seated, [grassroots], head=grassroots, by=officer, at=NOW, on=MID)


def test_who_cannot_sit(bloc, members, officer, upper_union, kinds):
    outside = BodyFactory(kind=kinds["cdcs"], parent=upper_union, is_external=True)
    ended = BodyFactory(
        kind=kinds["cdcs"], parent=upper_union, state="ended", ended_on=MID, name="CĐCS đã kết thúc"
    )
    for bodies, on, refusal in (
        ([], START, NobodyChosen),
        ([outside], START, Outsider),
        ([ended], MID, NotActive),
        (members, date(2022, 1, 1), WrongYear),
        ([upper_union], START, NotAllowed),
    ):
        with pytest.raises(refusal):
            seat(bloc, bodies, by=officer, at=NOW, on=on)
    assert not bloc.members.exists()


def test_leaving_together_is_all_or_nothing(seated, members, officer, grassroots):
    with pytest.raises(NotMember):
        unseat_many(seated, [members[0], grassroots], by=officer, at=NOW, on=MID, reason="x")
    with pytest.raises(ReasonNeeded):
        unseat_many(seated, members, by=officer, at=NOW, on=MID, reason="")
    with pytest.raises(NobodyChosen):
        unseat_many(seated, [], by=officer, at=NOW, on=MID, reason="x")
    assert len(posts_on(seated, MID)) == 3


def test_many_take_as_many_statements_as_one(upper_union, officer, kinds):
    asked = []
    for number, count in ((1, 2), (2, 30)):
        bodies = BodyFactory.create_batch(count, kind=kinds["cdcs"], parent=upper_union)
        bloc = form(upper_union, year=2021, number=number, name=f"Khối {number}", by=officer, at=NOW)
        for act in (
            lambda b=bloc, m=bodies: seat(b, m, by=officer, at=NOW, on=START, head=m[0]),
            lambda b=bloc, m=bodies: rotate(b, head=m[1], by=officer, at=NOW, on=MID),
            lambda b=bloc, m=bodies: unseat_many(b, m, by=officer, at=NOW, on=date(2021, 8, 1), reason="x"),
        ):
            with CaptureQueriesContext(connection) as queries:
                act()
            asked.append(len(queries))
    assert asked[:3] == asked[3:]
    told = LedgerEntry.objects.order_by("-sequence")[0]
    assert " và 10 đơn vị khác rời Khối 2" in told.sentence
    assert len(told.data["bodies"]) == 30


def test_levels_mix_in_one_bloc(province, upper_union, grassroots, officer_of):
    by = officer_of(province)
    bloc = form(province, year=2021, number=1, name="Khối hỗn hợp", by=by, at=NOW)
    seat(bloc, [upper_union, grassroots], by=by, at=NOW, on=START, head=upper_union)
    assert bloc.members.count() == 2


def test_whoever_heads_a_bloc_today_sees_it(province, upper_union, grassroots, officer_of, chair_of):
    by = officer_of(province)
    bloc = form(province, year=2021, number=1, name="Khối hỗn hợp", by=by, at=NOW)
    seat(bloc, [upper_union, grassroots], by=by, at=NOW, on=START, head=upper_union)
    assert list(Bloc.objects.visible_to(officer_of(upper_union))) == [bloc]
    assert list(Bloc.objects.visible_to(chair_of(grassroots))) == []
    rotate(bloc, head=grassroots, by=by, at=NOW, on=DAY)
    assert list(Bloc.objects.visible_to(officer_of(upper_union))) == []
    assert list(Bloc.objects.visible_to(chair_of(grassroots))) == [bloc]
    assert list(Bloc.objects.visible_to(Nobody())) == []
