"""Who closes a book or a campaign, once, and who opens it again with a reason?"""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.http import Http404

from emulation import closing
from emulation.closing import (
    AlreadyClosed,
    NotClosed,
    PersonNeeded,
    cancel,
    close,
    close_books,
    reopen,
    reopen_books,
)
from emulation.launching import launch
from emulation.lifecycle import CAMPAIGN
from emulation.models import Campaign, Phase
from tests.factories.campaigns import AT, LAUNCH_DAY
from unions.errors import NotAllowed
from unions.lifecycle import WrongState
from unions.models import LedgerEntry

LATER = datetime(2021, 5, 20, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture
def running(plan, officer):
    return launch(plan, by=officer, at=AT, on=LAUNCH_DAY)


@pytest.fixture
def phase(running):
    return running.phases.get(number=1)


def last_sentence():
    return LedgerEntry.objects.order_by("-sequence")[0].sentence


def test_close_books_once(phase, officer):
    twin = Phase.objects.get(pk=phase.pk)
    close_books(phase, by=officer, at=LATER)
    stored = Phase.objects.get(pk=phase.pk)
    assert (stored.books_closed_at, stored.books_closed_by, phase.is_closed) == (LATER, officer.user, True)
    assert last_sentence() == f"{officer.name} chốt sổ Giai đoạn 1 của “{phase.campaign.name}”."
    with pytest.raises(AlreadyClosed):
        close_books(twin, by=officer, at=LATER)


def test_reopen_books_with_a_reason(phase, officer):
    with pytest.raises(NotClosed):
        reopen_books(phase, by=officer, at=LATER, reason="nhầm")
    close_books(phase, by=officer, at=LATER)
    with pytest.raises(closing.ReasonNeeded):
        reopen_books(phase, by=officer, at=LATER, reason=" ")
    reopen_books(phase, by=officer, at=LATER, reason="Bổ sung số liệu")
    assert not Phase.objects.get(pk=phase.pk).is_closed
    assert last_sentence().endswith(
        "mở lại sổ Giai đoạn 1 của “Phong trào thi đua năm 2021”: Bổ sung số liệu"
    )


def test_books_are_closed_by_a_person(phase, system):
    with pytest.raises(PersonNeeded):
        close_books(phase, by=system, at=LATER)


def test_books_of_a_draft_do_not_close(plan, officer):
    with pytest.raises(WrongState):
        close_books(plan.phases.get(number=1), by=officer, at=LATER)


def test_close_closes_the_open_books_too(running, phase, officer, leader_of, upper_union):
    close_books(phase, by=officer, at=LATER)
    leader = leader_of(upper_union)
    close(running, by=leader, at=LATER)
    stored = Campaign.objects.get(pk=running.pk)
    assert (stored.state, stored.closed_at) == ("closed", LATER)
    closers = running.phases.values_list("books_closed_by", flat=True).order_by("number")
    assert list(closers) == [officer.user.pk, leader.user.pk]
    assert last_sentence() == f"{leader.name} kết thúc “{running.name}”."
    with pytest.raises(WrongState):
        close(running, by=leader, at=LATER)


def test_reopen_leaves_the_books_closed(running, officer):
    close(running, by=officer, at=LATER)
    with pytest.raises(closing.ReasonNeeded):
        reopen(running, by=officer, at=LATER, reason="")
    reopen(running, by=officer, at=LATER, reason="Có kiến nghị")
    stored = Campaign.objects.get(pk=running.pk)
    assert (stored.state, stored.closed_at) == ("running", None)
    assert stored.phases.filter(books_closed_at__isnull=True).count() == 0


def test_cancel(running, officer):
    with pytest.raises(closing.ReasonNeeded):
        cancel(running, by=officer, at=LATER, reason="")
    cancel(running, by=officer, at=LATER, reason="Dịch bệnh")
    assert Campaign.objects.get(pk=running.pk).state == "cancelled"
    assert last_sentence() == f"{officer.name} hủy “{running.name}”: Dịch bệnh"
    with pytest.raises(WrongState):
        reopen(running, by=officer, at=LATER, reason="x")


ACTS = [
    lambda campaign, phase, by: close_books(phase, by=by, at=LATER),
    lambda campaign, phase, by: reopen_books(phase, by=by, at=LATER, reason="x"),
    lambda campaign, phase, by: close(campaign, by=by, at=LATER),
    lambda campaign, phase, by: reopen(campaign, by=by, at=LATER, reason="x"),
    lambda campaign, phase, by: cancel(campaign, by=by, at=LATER, reason="x"),
]


@pytest.mark.parametrize("act", ACTS)
def test_acts_are_for_the_organisers_office(running, phase, chair_of, officer_of, grassroots, stranger, act):
    with pytest.raises(NotAllowed):
        act(running, phase, chair_of(grassroots))
    with pytest.raises(Http404):
        act(running, phase, officer_of(stranger))


def test_every_move_has_one_act_of_its_name():
    from emulation import drafting, launching

    for move in CAMPAIGN.moves:
        homes = [
            module for module in (drafting, launching, closing) if getattr(module, move, None) is not None
        ]
        own = [module for module in homes if getattr(module, move).__module__ == module.__name__]
        assert len(own) == 1, move
