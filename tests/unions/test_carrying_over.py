"""Do last year's blocs go on with the members that still can, the posts turned, and nobody lost without a word?"""

from datetime import date

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW
from tests.factories import BodyFactory
from unions.carrying_over import NobodyLeft, NothingChosen, carry_over, foresee, next_name
from unions.errors import NotAllowed
from unions.grouping import NotMember, NumberTaken, TwoPosts, WrongYear, form, seat
from unions.models import BlocMember, LedgerEntry, Succession, UnionBody

START, NEXT = date(2021, 1, 1), date(2022, 1, 1)


@pytest.fixture
def bodies(upper_union, kinds):
    return [BodyFactory(kind=kinds["cdcs"], parent=upper_union, name=f"CĐCS {name}") for name in "ABCD"]


@pytest.fixture
def bloc(upper_union, officer, bodies):
    made = form(upper_union, year=2021, number=3, name="Khối 3 năm 2021", by=officer, at=NOW)
    seat(made, bodies, by=officer, at=NOW, on=START, head=bodies[0], deputy=bodies[1], standing=bodies[3])
    return made


def carried(owner, **more):
    return foresee(owner, year=2021, on=NEXT, **more)


def posts(bloc):
    rows = BlocMember.objects.filter(bloc=bloc).order_by("body__sort_key").select_related("body")
    return [(row.body.name[-1], row.post, row.from_on) for row in rows]


def test_the_deputy_heads_next_and_the_one_after_is_deputy(upper_union, bloc, bodies):
    turned, same = carried(upper_union)[0], carried(upper_union, turning=False)[0]
    assert (turned.head, turned.deputy, turned.standing) == (bodies[1], bodies[2], bodies[3])
    assert (same.head, same.deputy) == (bodies[0], bodies[1])
    assert turned.name == "Khối 3 năm 2022"


def test_the_round_begins_again_after_the_last(upper_union, bloc, bodies, officer):
    bloc.members.filter(body=bodies[1]).update(post="member")
    bloc.members.filter(body=bodies[0]).update(post="member")
    bloc.members.filter(body=bodies[3]).update(post="head")
    turned = carried(upper_union)[0]
    assert (turned.head, turned.deputy) == (bodies[0], bodies[1])


def test_who_cannot_go_on_is_told_why(upper_union, bloc, bodies, stranger, officer, grassroots):
    ended = {"state": "merged", "ended_on": date(2021, 7, 1)}
    UnionBody.objects.filter(pk=bodies[0].pk).update(**ended)
    bloc.members.filter(body=bodies[0]).update(until_on=date(2021, 7, 1))
    Succession.objects.create(old=bodies[0], new=grassroots, kind="merge", on=date(2021, 7, 1))
    UnionBody.objects.filter(pk=bodies[1].pk).update(path=f"{stranger.path}00000999", parent=stranger)
    other = form(upper_union, year=2022, number=9, name="Khối 9", by=officer, at=NOW)
    seat(other, [bodies[2]], by=officer, at=NOW, on=NEXT)
    found = carried(upper_union)[0]
    assert found.taken == [bodies[3]]
    assert [why for _, why in found.left] == [
        "sáp nhập từ 01/07/2021, nay là CĐCS Công ty TNHH May Nhà Bàng",
        "nay trực thuộc LĐLĐ huyện Châu Phú",
        "đã ở Khối 9 của năm 2022",
    ]
    assert (found.head, found.deputy) == (bodies[3], None)


def test_the_new_blocs_stand_with_their_members_and_one_line_each(upper_union, bloc, bodies, officer):
    made = carry_over(
        upper_union,
        year=2021,
        by=officer,
        at=NOW,
        on=NEXT,
        posts={bloc.pk: (bodies[2].pk, None)},
        decision_no="9/QĐ",
    )
    assert (made[0].year, made[0].number, made[0].decision_no) == (2022, 3, "9/QĐ")
    assert posts(made[0]) == [
        ("A", "member", NEXT),
        ("B", "member", NEXT),
        ("C", "head", NEXT),
        ("D", "standing", NEXT),
    ]
    line = LedgerEntry.objects.order_by("-sequence")[0]
    assert line.sentence == (
        f"{officer.name} lập Khối 3 năm 2022 theo khối của năm 2021 với 4 đơn vị: trưởng khối CĐCS C."
    )
    with pytest.raises(NumberTaken, match="Năm 2022 đã có khối số 3"):
        carry_over(upper_union, year=2021, by=officer, at=NOW, on=NEXT, posts={bloc.pk: (None, None)})


def test_refusals(upper_union, bloc, bodies, officer, grassroots):
    def copy(posts, on=NEXT):
        return carry_over(upper_union, year=2021, by=officer, at=NOW, on=on, posts=posts)

    with pytest.raises(NothingChosen):
        copy({})
    with pytest.raises(WrongYear):
        copy({bloc.pk: (None, None)}, on=date(2021, 12, 31))
    with pytest.raises(NotMember):
        copy({bloc.pk: (grassroots.pk, None)})
    with pytest.raises(TwoPosts):
        copy({bloc.pk: (bodies[0].pk, bodies[0].pk)})
    UnionBody.objects.filter(pk__in=[body.pk for body in bodies]).update(state="ended", ended_on=START)
    with pytest.raises(NobodyLeft):
        copy({bloc.pk: (None, None)})
    assert not BlocMember.objects.filter(bloc__year=2022).exists()


def test_rights(upper_union, bloc, stranger, officer_of, leader_of):
    with pytest.raises(Http404):
        carry_over(upper_union, year=2021, by=officer_of(stranger), at=NOW, on=NEXT, posts={})
    with pytest.raises(NotAllowed):
        carry_over(upper_union, year=2021, by=leader_of(upper_union), at=NOW, on=NEXT, posts={})


def test_the_statements_do_not_grow(upper_union, officer, kinds, django_assert_num_queries):
    for number in range(1, 9):
        members = [BodyFactory(kind=kinds["cdcs"], parent=upper_union) for _ in range(3)]
        made = form(upper_union, year=2021, number=number, name=f"Khối {number}", by=officer, at=NOW)
        seat(made, members, by=officer, at=NOW, on=START, head=members[0])
    with django_assert_num_queries(4):
        found = carried(upper_union)
    one = {found[0].bloc.pk: (None, None)}
    others = {each.bloc.pk: (None, None) for each in found[1:]}
    asked = []
    for posts_of in (one, others):
        with CaptureQueriesContext(connection) as counted:
            carry_over(upper_union, year=2021, by=officer, at=NOW, on=NEXT, posts=posts_of)
        asked.append(len(counted))
    assert asked == [12, 12]


def test_a_year_in_the_name_moves_on():
    assert next_name("Khối thi đua số 2021a năm 2021", 2021) == "Khối thi đua số 2022a năm 2022"
    assert next_name("Khối 12021", 2021) == "Khối 12021"
