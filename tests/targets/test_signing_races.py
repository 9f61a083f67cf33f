"""Fifty taps at the same moment: is there one signature, one pledge, one line in the ledger (RELIABILITY R8)?"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from targets.models import Pledge, Registration, Signature
from targets.registering import registration_of, submit, take_assigned
from targets.signing import sign
from tests.cast import DAY, NOW
from tests.counts import count
from tests.factories import BodyFactory
from tests.factories.campaigns import running_campaign
from unions.access import Access
from unions.checking import verify_ledger
from unions.errors import Refusal
from unions.models import LedgerEntry

pytestmark = [pytest.mark.prove("signing"), pytest.mark.usefixtures("committed")]

TAPS = 50
ROUNDS = count(200)


@pytest.fixture
def chairs(upper_union, kinds, chair_of):
    bodies = [BodyFactory(kind=kinds["cdcs"], parent=upper_union) for _ in range(ROUNDS)]
    return {body: chair_of(body) for body in bodies}


@pytest.fixture
def participants(upper_union, officer_of, chairs):
    campaign = running_campaign(upper_union, officer_of(upper_union), list(chairs))
    return list(campaign.participants.select_related("campaign__organiser", "body").order_by("pk"))


def at_once(act):
    """Run `act` TAPS times, all starting together, each on its own connection; returns what they answered."""
    start = Barrier(TAPS)

    def tap(number):
        start.wait()
        try:
            return act()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(TAPS) as pool:
        return list(pool.map(tap, range(TAPS)))


def test_fifty_taps_on_sign_leave_one_signature(participants, chairs, measured):
    for participant in participants:
        chair = chairs[participant.body]
        registration = take_assigned(registration_of(participant), by=chair, at=NOW)
        submit(registration, by=chair, at=NOW, received_at=NOW)
        pledge = participant.pledges.get()

        def act(pledge=pledge, chair=chair):
            mine = Access(chair.user, DAY)
            shown = Pledge.objects.get(pk=pledge.pk)
            return sign(shown, by=mine, at=NOW, received_at=NOW, password_age=5, seen_hash=shown.content_hash)

        answers = at_once(act)
        assert {type(answer) for answer in answers} == {Signature}
        assert {answer.pk for answer in answers} == {pledge.signatures.get().pk}
        entries = LedgerEntry.objects.about(f"pledge:{pledge.uid}").filter(act="signing.sign")
        assert entries.count() == 1
    assert verify_ledger().is_whole
    measured(sign_rounds=ROUNDS, sign_taps=TAPS, sign_doubles=0)


def test_fifty_taps_on_submit_send_one_registration_and_open_one_pledge(participants, chairs, measured):
    for participant in participants:
        chair = chairs[participant.body]
        registration = take_assigned(registration_of(participant), by=chair, at=NOW)

        def act(registration=registration, chair=chair):
            mine = Access(chair.user, DAY)
            fresh = Registration.objects.get(pk=registration.pk)
            return submit(fresh, by=mine, at=NOW, received_at=NOW)

        answers = at_once(act)
        assert {answer.state for answer in answers if isinstance(answer, Registration)} == {"approved"}
        assert not [answer for answer in answers if isinstance(answer, Refusal)]
        assert participant.pledges.count() == 1
        entries = LedgerEntry.objects.about(f"registration:{registration.uid}")
        assert entries.filter(act="registering.submit").count() == 1
    assert verify_ledger().is_whole
    measured(submit_rounds=ROUNDS, submit_taps=TAPS, submit_doubles=0)
