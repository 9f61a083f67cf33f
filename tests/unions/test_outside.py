"""Do external bodies stand where those who deal with them find them, and nobody else?"""

from datetime import date

import pytest
from django.http import Http404

from tests.cast import DAY, NOW
from tests.factories import BodyFactory, BodyKindFactory, UserFactory
from unions.appointing import Outside, appoint
from unions.errors import NotAllowed
from unions.models import LedgerEntry
from unions.outside import UnionKind, add_outside, outside_kinds, outside_of


@pytest.fixture
def front_kind(kinds):
    kind = BodyKindFactory(
        code="mat-tran", name="Ủy ban Mặt trận", short_name="Mặt trận", rank=3, is_external=True
    )
    kind.allowed_parents.set([kinds["huyen"]])
    return kind


def add(by, parent, kind, **columns):
    return add_outside(
        by=by,
        at=NOW,
        on=DAY,
        kind=kind,
        parent=parent,
        code="mttq-tb",
        name="Mặt trận huyện Tịnh Biên",
        **columns,
    )


def test_an_officer_enters_whom_the_union_deals_with(officer, upper_union, front_kind):
    front = add(officer, upper_union, front_kind, place="Tịnh Biên")
    assert (front.is_external, front.parent, front.place) == (True, upper_union, "Tịnh Biên")
    assert LedgerEntry.objects.get().sentence == (
        f"{officer.name} lập Mặt trận huyện Tịnh Biên trực thuộc LĐLĐ huyện Tịnh Biên."
    )


def test_refusals(officer, officer_of, leader_of, upper_union, stranger, front_kind, kinds):
    with pytest.raises(UnionKind):
        add(officer, upper_union, kinds["cdcs"])
    with pytest.raises(Http404):
        add(officer_of(stranger), upper_union, front_kind)
    with pytest.raises(NotAllowed):
        add(leader_of(upper_union), upper_union, front_kind)


def test_kinds_have_their_days(upper_union, province, front_kind):
    assert list(outside_kinds(upper_union, DAY)) == [front_kind]
    assert list(outside_kinds(province, DAY)) == []
    type(front_kind).objects.update(until_on=date(2021, 3, 9))
    assert list(outside_kinds(upper_union, DAY)) == []


def test_who_finds_them(officer, upper_union, province, grassroots, stranger, front_kind):
    front = add(officer, upper_union, front_kind)
    shared = BodyFactory(kind=front_kind, is_external=True, name="Của mọi người")
    assert set(outside_of([grassroots])) == {front, shared}
    assert set(outside_of([province])) == {front, shared}
    assert set(outside_of([stranger])) == {shared}
    assert set(outside_of([])) == {shared}


def test_nobody_gets_a_post_there(officer, upper_union, front_kind):
    front = add(officer, upper_union, front_kind)
    with pytest.raises(Outside, match="Mặt trận huyện Tịnh Biên là tổ chức ngoài công đoàn"):
        appoint(UserFactory(), body=front, role="clerk", post="Văn thư", by=officer, at=NOW, on=DAY)
    assert not front.mandates.exists()
