"""Who may take part, with which facts, and what happens to joiners and leavers?"""

from datetime import date

import pytest
from django.http import Http404

from emulation import inviting
from emulation.inviting import (
    AlreadyTakesPart,
    NotActive,
    NotBelowOrganiser,
    Outsider,
    choose,
    invite,
    release,
)
from emulation.launching import launch
from emulation.models import Participant
from tests.factories import BlocFactory, BodyFactory
from tests.factories.campaigns import AT, LAUNCH_DAY
from unions.errors import NotAllowed
from unions.grouping import seat
from unions.lifecycle import WrongState
from unions.models import LedgerEntry, UnionBody
from unions.placing import state_fact

JOINED = date(2021, 4, 20)


@pytest.fixture
def running(plan, officer):
    return launch(plan, by=officer, at=AT, on=LAUNCH_DAY)


@pytest.fixture
def newcomer(upper_union, kinds, sectors):
    return BodyFactory(
        code="moi",
        name="CĐCS Công ty mới",
        kind=kinds["cdcs"],
        parent=upper_union,
        sector=sectors["dn-ngoai-nn"],
        founded_on=date(2021, 4, 1),
    )


def test_choose_replaces_the_list(plan, officer, grassroots, commune):
    kept = plan.participants.get(body=grassroots)
    rows = choose(plan, [grassroots, grassroots], by=officer, at=AT)
    assert [row.pk for row in rows] == [kept.pk]
    choose(plan, [commune], by=officer, at=AT)
    assert [row.name for row in plan.participants.all()] == ["CĐCS xã An Thạnh"]
    line = LedgerEntry.objects.order_by("-sequence")[0]
    assert line.sentence == f"{officer.name} chọn 1 đơn vị tham gia “{plan.name}”."
    assert line.data == {"bodies": ["xa-an-thanh"]}


def test_choose_shows_facts_of_today(plan, officer, commune):
    state_fact(
        commune, code="workers", value=290_000, as_of=date(2021, 1, 31), source="1-HĐCĐ", by=officer, at=AT
    )
    choose(plan, [], by=officer, at=AT)
    row = choose(plan, [commune], by=officer, at=AT)[0]
    assert (row.facts, row.facts_as_of) == ({"workers": 290_000}, date(2021, 1, 31))


def test_choose_refuses_whom_the_organiser_cannot_ask(plan, officer, upper_union, stranger, province, kinds):
    outsider = BodyFactory(name="Ủy ban Mặt trận", kind=kinds["cdcs"], parent=upper_union, is_external=True)
    ended = BodyFactory(kind=kinds["cdcs"], parent=upper_union, state="dissolved", ended_on=date(2021, 1, 1))
    unborn = BodyFactory(kind=kinds["cdcs"], parent=upper_union, founded_on=date(2021, 6, 1))
    for body, refusal in [
        (upper_union, NotBelowOrganiser),
        (stranger, NotBelowOrganiser),
        (province, NotBelowOrganiser),
        (outsider, Outsider),
        (ended, NotActive),
        (unborn, NotActive),
    ]:
        with pytest.raises(refusal):
            choose(plan, [body], by=officer, at=AT)
    assert plan.participants.count() == 3


def test_choose_asks_few_queries(plan, officer, upper_union, kinds, django_assert_max_num_queries):
    for _ in range(30):
        BodyFactory(kind=kinds["cdcs"], parent=upper_union)
    bodies = list(UnionBody.objects.grassroots())
    with django_assert_max_num_queries(20):
        assert len(choose(plan, bodies, by=officer, at=AT)) == 33


def test_invite_freezes_a_later_joiner(running, officer, newcomer, upper_union):
    bloc = BlocFactory(owner=upper_union)
    seat(bloc, [newcomer], by=officer, at=AT, on=date(2021, 4, 1))
    state_fact(newcomer, code="workers", value=500_000, as_of=date(2021, 4, 5), source="", by=officer, at=AT)
    row = invite(running, newcomer, by=officer, at=AT, on=JOINED)
    stored = Participant.objects.get(pk=row.pk)
    assert (stored.joined_on, stored.bloc, stored.parent, stored.facts) == (
        JOINED,
        bloc,
        upper_union,
        {"workers": 500_000},
    )
    line = LedgerEntry.objects.order_by("-sequence")[0]
    assert line.sentence == f"{officer.name} mời CĐCS Công ty mới tham gia “{running.name}” từ 20/04/2021."
    with pytest.raises(AlreadyTakesPart):
        invite(running, newcomer, by=officer, at=AT, on=JOINED)


def test_invite_prefers_facts_of_the_cut_off(running, officer, newcomer):
    for day, value in [
        (date(2021, 1, 5), 1),
        (date(2021, 3, 5), 2),
        (date(2021, 4, 5), 3),
        (date(2021, 5, 5), 4),
    ]:
        state_fact(newcomer, code="members", value=value, as_of=day, source="", by=officer, at=AT)
    assert invite(running, newcomer, by=officer, at=AT, on=JOINED).facts == {"members": 2}


def test_a_newer_fact_counts_while_there_is_no_older_one(running, officer, newcomer):
    for day, value in [(date(2021, 4, 2), 3), (date(2021, 4, 5), 4), (date(2021, 5, 5), 5)]:
        state_fact(newcomer, code="members", value=value, as_of=day, source="", by=officer, at=AT)
    assert invite(running, newcomer, by=officer, at=AT, on=JOINED).facts == {"members": 4}


def test_invite_needs_a_running_campaign(plan, officer, newcomer):
    with pytest.raises(WrongState):
        invite(plan, newcomer, by=officer, at=AT, on=JOINED)


def test_release_keeps_the_row_with_its_reason(running, officer, commune):
    row = running.participants.get(body=commune)
    with pytest.raises(inviting.ReasonNeeded):
        release(row, by=officer, at=AT, on=JOINED, reason="")
    release(row, by=officer, at=AT, on=JOINED, reason="Sáp nhập")
    stored = Participant.objects.get(pk=row.pk)
    assert (stored.left_on, stored.left_reason) == (JOINED, "Sáp nhập")
    assert running.participants.staying().count() == 2


def test_strangers_and_chairs_may_not(running, officer_of, chair_of, stranger, grassroots, newcomer):
    row = running.participants.get(body=grassroots)
    for access, refusal in [(officer_of(stranger), Http404), (chair_of(grassroots), NotAllowed)]:
        with pytest.raises(refusal):
            choose(running, [], by=access, at=AT)
        with pytest.raises(refusal):
            invite(running, newcomer, by=access, at=AT, on=JOINED)
        with pytest.raises(refusal):
            release(row, by=access, at=AT, on=JOINED, reason="x")
