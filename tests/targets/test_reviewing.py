import pytest

from targets.models import Pledge, Registration, ReturnedLine, Target
from targets.registering import registration_of, save_lines, submit, take_assigned
from targets.reviewing import (
    NotAsRead,
    OwnRegistration,
    ReasonNeeded,
    RemarkTooLong,
    StrangeLine,
    approve,
    approve_many,
    is_own,
    send_back,
)
from tests.cast import NOW
from tests.factories import BodyFactory
from tests.targets.campaign_cast import *  # noqa: F403
from tests.targets.campaign_cast import MEMBERS
from unions.errors import ChangedMeanwhile, NotAllowed, OutOfScope
from unions.lifecycle import WrongState
from unions.models import LedgerEntry
from unions.quantities import SCALE


def newest():
    return LedgerEntry.objects.newest_first().first()


def test_approve_agrees_and_opens_the_pledge(sent, officer):
    approve(sent, by=officer, at=NOW, seen_edition=sent.edition)
    row = Registration.objects.get()
    assert (row.state, row.approved_by, row.approved_at) == ("approved", officer.user, NOW)
    assert Target.objects.filter(kind="agreed").count() == 5
    assert Pledge.objects.get().state == "signing"
    assert newest().sentence == f"{officer.name} duyệt bản đăng ký của CĐCS Công ty TNHH May Nhà Bàng."


def test_approve_only_what_was_read(sent, officer):
    with pytest.raises(NotAsRead):
        approve(sent, by=officer, at=NOW, seen_edition=sent.edition - 1)
    assert Registration.objects.get().state == "submitted"


def test_approve_is_for_the_office_above(sent, chair, officer_of, stranger):
    with pytest.raises(NotAllowed):
        approve(sent, by=chair, at=NOW)
    with pytest.raises(OutOfScope):
        approve(sent, by=officer_of(stranger), at=NOW)


def test_approve_needs_a_registration_that_waits(taken, officer):
    with pytest.raises(WrongState):
        approve(taken, by=officer, at=NOW)


def test_approve_notices_who_was_first(sent, officer, leader_of, upper_union):
    other = Registration.objects.select_related("participant__campaign", "participant__body").get()
    approve(sent, by=officer, at=NOW)
    with pytest.raises(ChangedMeanwhile):
        approve(other, by=leader_of(upper_union), at=NOW)


def test_nobody_approves_what_they_sent_or_typed(taken, officer, leader_of, upper_union, indicators, chair):
    save_lines(taken, {indicators[MEMBERS].pk: {"value": 10 * SCALE}}, by=officer, at=NOW)
    row = submit(taken, by=chair, at=NOW, received_at=NOW)
    with pytest.raises(OwnRegistration):
        approve(row, by=officer, at=NOW)
    assert approve(row, by=leader_of(upper_union), at=NOW).state == "approved"


def test_is_own_knows_nothing_of_the_system(sent, system):
    assert not is_own(sent, system.user)


@pytest.fixture
def second(campaign, upper_union, officer, kinds, sectors, chair_of):
    """Another unit of the same campaign that waits."""
    from emulation.inviting import invite

    body = BodyFactory(code="ngan-hang", name="CĐCS Ngân hàng", kind=kinds["cdcs"], parent=upper_union)
    participant = invite(campaign, body, by=officer, at=NOW, on=NOW.date())
    by, registration = chair_of(body), registration_of(participant)
    lines = {
        pk: {"value": 7 * SCALE}
        for pk in campaign.indicators.filter(kind="count").values_list("pk", flat=True)
    }
    take_assigned(registration, by=by, at=NOW)
    save_lines(registration, lines, by=by, at=NOW)
    return submit(registration, by=by, at=NOW, received_at=NOW)


def test_approve_many_approves_those_that_wait_as_they_were_read(sent, second, officer):
    seen = {sent.pk: sent.edition, second.pk: second.edition - 1}
    assert approve_many([sent, second], by=officer, at=NOW, seen_editions=seen) == [sent]
    states = dict(Registration.objects.values_list("pk", "state"))
    assert states == {sent.pk: "approved", second.pk: "submitted"}
    assert approve_many([sent, second], by=officer, at=NOW) == [second]
    assert Pledge.objects.signing().count() == 2


def test_approve_many_leaves_what_one_typed_oneself(sent, officer):
    Registration.objects.update(entered_by=officer.user)
    assert approve_many([sent], by=officer, at=NOW) == []


def test_approve_many_needs_the_right_for_every_one(sent, second, chair):
    with pytest.raises(NotAllowed):
        approve_many([sent, second], by=chair, at=NOW)


def test_send_back_flags_lines_with_a_reason(sent, officer, indicators):
    flagged = {indicators[MEMBERS].pk: "Thấp hơn số giao"}
    send_back(sent, by=officer, at=NOW, reason=" Cân nhắc lại ", lines=flagged, seen_edition=sent.edition)
    row = Registration.objects.get()
    assert (row.state, row.return_reason, row.returned_by) == ("returned", "Cân nhắc lại", officer.user)
    assert ReturnedLine.objects.get().remark == "Thấp hơn số giao"
    assert newest().sentence.endswith(", 1 chỉ tiêu cần sửa: Cân nhắc lại")


def test_send_back_again_replaces_the_flags(sent, officer, indicators, chair):
    send_back(sent, by=officer, at=NOW, reason="Lần một", lines={indicators[MEMBERS].pk: ""})
    submit(Registration.objects.get(), by=chair, at=NOW, received_at=NOW)
    send_back(Registration.objects.get(), by=officer, at=NOW, reason="Lần hai")
    assert not ReturnedLine.objects.exists()


@pytest.mark.parametrize(
    ("reason", "lines", "refusal"),
    [(" ", {}, ReasonNeeded), ("Sửa", {0: "x" * 301}, RemarkTooLong), ("Sửa", {0: ""}, StrangeLine)],
)
def test_send_back_refuses_what_cannot_be(sent, officer, reason, lines, refusal):
    with pytest.raises(refusal):
        send_back(sent, by=officer, at=NOW, reason=reason, lines=lines)
    assert Registration.objects.get().state == "submitted"


def test_send_back_is_for_the_office_above_and_what_was_read(sent, chair, officer):
    with pytest.raises(NotAllowed):
        send_back(sent, by=chair, at=NOW, reason="Sửa")
    with pytest.raises(NotAsRead):
        send_back(sent, by=officer, at=NOW, reason="Sửa", seen_edition=sent.edition + 1)
