import pytest

from targets.models import Pledge, Registration, Target
from targets.registering import amend, save_lines, submit
from targets.reviewing import approve
from tests.cast import NOW
from tests.targets.campaign_cast import *  # noqa: F403
from tests.targets.campaign_cast import MEMBERS, later
from unions.quantities import SCALE


@pytest.fixture
def change(chair, officer, indicators):
    """change(value, minutes): amend the agreed registration and agree to another number of new members."""

    def act(value, minutes):
        at = later(minutes=minutes)
        registration = amend(Registration.objects.get(), by=officer, at=at, reason="Đổi")
        save_lines(registration, {indicators[MEMBERS].pk: {"value": value * SCALE}}, by=chair, at=at)
        submit(registration, by=chair, at=at, received_at=at)
        registration.refresh_from_db()
        if registration.state == "submitted":
            approve(registration, by=officer, at=at)

    return act


def members(indicators):
    rows = Target.objects.filter(indicator=indicators[MEMBERS], kind__in=["agreed", "amended"])
    return [(row.kind, row.value // SCALE) for row in rows.order_by("at", "pk")]


def test_agreeing_keeps_the_registered_lines_and_opens_the_pledge(sent, officer, indicators):
    approve(sent, by=officer, at=NOW)
    assert members(indicators) == [("agreed", 10)]
    assert Target.objects.filter(kind="agreed").count() == 5
    assert Pledge.objects.get().state == "signing"


def test_a_changed_line_is_amended_and_no_kind_is_overwritten(sent, officer, indicators, change):
    approve(sent, by=officer, at=NOW)
    change(12, minutes=1)
    assert members(indicators) == [("agreed", 10), ("amended", 12)]
    assert Target.objects.filter(kind="amended").count() == 1


def test_going_back_to_the_first_promise_is_an_amendment_too(sent, officer, indicators, change):
    approve(sent, by=officer, at=NOW)
    change(12, minutes=1)
    change(10, minutes=2)
    assert members(indicators) == [("agreed", 10), ("amended", 12), ("amended", 10)]
