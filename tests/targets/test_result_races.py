"""Unit, upper union and the closing of the books in the same moment: legal states only, no deadlock (R9, R10)?"""

from random import Random

import pytest
from django.db import OperationalError

from emulation.closing import close_books, reopen_books
from emulation.models import Participant, Phase
from targets.declaring import declare, results_of, save_results
from targets.lifecycle import RESULT
from targets.models import Result
from targets.verifying import send_back, verify, verify_many
from tests.cast import DAY, NOW
from tests.counts import IS_FULL, count
from tests.factories import BodyFactory
from tests.factories.campaigns import EVERYONE, running_campaign
from tests.targets.test_registration_races import HANDS, at_once
from unions.access import Access
from unions.checking import verify_ledger
from unions.errors import NotAllowed, Refusal
from unions.models import LedgerEntry
from unions.quantities import SCALE

pytestmark = [pytest.mark.prove("results"), pytest.mark.usefixtures("committed")]

RUNS = count(60)
STEPS = 40 if IS_FULL else 10


@pytest.fixture
def people(upper_union, chair_of, officer_of, leader_of, kinds):
    """Three units with their chairs; an officer and two leaders above them."""
    bodies = [BodyFactory(kind=kinds["cdcs"], parent=upper_union) for _ in range(3)]
    return {
        "chairs": {body.pk: chair_of(body).user for body in bodies},
        "bodies": bodies,
        "officer": officer_of(upper_union).user,
        "leaders": [leader_of(upper_union).user, leader_of(upper_union).user],
    }


@pytest.fixture
def phases(upper_union, people):
    by = Access(people["officer"], DAY)
    plan = [EVERYONE, {**EVERYONE, "statement": "100% CĐCS họp hằng tháng"}]
    campaigns = [
        running_campaign(upper_union, by, people["bodies"], name=f"Phong trào {n}", indicators=plan)
        for n in range(RUNS)
    ]
    return [campaign.phases.get(number=1) for campaign in campaigns]


def step(random, phase, people):
    """One person does one thing; the database's own refusals (deadlock, locked) are handed back."""
    phase = Phase.objects.select_related("campaign__organiser").get(pk=phase.pk)
    related = Participant.objects.select_related("campaign__organiser", "body")
    units = list(related.filter(campaign=phase.campaign).order_by("pk"))
    random.shuffle(units)
    unit = units[0]
    chair = Access(people["chairs"][unit.body_id], DAY)
    officer, leader = Access(people["officer"], DAY), Access(random.choice(people["leaders"]), DAY)
    answers = {pk: {"num": random.choice([0, SCALE])} for pk in results_of(unit, phase)}
    acts = (
        lambda: save_results(unit, phase, answers, by=random.choice([chair, officer]), at=NOW),
        lambda: save_results(unit, phase, answers, by=chair, at=NOW),
        lambda: declare(unit, phase, by=chair, at=NOW, received_at=NOW),
        lambda: verify(unit, phase, by=leader, at=NOW),
        lambda: verify_many(units, phase, by=leader, at=NOW),
        lambda: send_back(unit, phase, by=leader, at=NOW, reason="Xem lại"),
        lambda: close_books(phase, by=leader, at=NOW),
        lambda: reopen_books(phase, by=leader, at=NOW, reason="Bổ sung"),
    )
    try:
        random.choice(acts)()
    except (Refusal, NotAllowed):
        return None
    except OperationalError as problem:
        return problem


def test_whatever_eight_hands_do_results_stay_legal(phases, people, measured):
    broken = []
    for number, phase in enumerate(phases):

        def hand(which, phase=phase, number=number):
            random = Random(1000 * number + which)
            return [step(random, phase, people) for _ in range(STEPS)]

        broken += [each for done in at_once(HANDS, hand) for each in done if each is not None]
        for row in Result.objects.filter(phase=phase):
            _check(row)
        _check_books(phase)
    assert broken == []
    assert verify_ledger().is_whole
    measured(result_runs=RUNS, result_hands=HANDS, deadlocks=0)


def _check(row):
    assert row.state in RESULT.table
    if row.state in ("declared", "verified"):
        assert row.declared_by_id is not None
        assert row.num is not None
    if row.state == "verified":
        assert row.verified_by_id not in (None, row.declared_by_id, row.entered_by_id)


def _check_books(phase):
    """While the books were closed nothing about this phase was written."""
    is_closed = False
    for entry in LedgerEntry.objects.filter(topic=phase.campaign.topic).order_by("sequence"):
        if entry.act.endswith(("close_books", "reopen_books")):
            is_closed = entry.act.endswith("close_books")
        elif entry.act.startswith(("declaring", "verifying")):
            assert not is_closed, entry.sentence
    assert Phase.objects.get(pk=phase.pk).is_closed == is_closed
