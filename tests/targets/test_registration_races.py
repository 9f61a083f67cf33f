"""Several people at one registration in the same moment: only legal states, every change told (RELIABILITY R8–R10)?"""

from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Barrier

import pytest
from django.db import OperationalError, connection

from emulation.models import Participant
from targets.asked_lines import asked_lines
from targets.lifecycle import REGISTRATION
from targets.models import Registration, Target
from targets.registering import amend, mark_of, registration_of, save_lines, submit, take_assigned
from targets.reviewing import approve, approve_many, send_back
from tests.cast import DAY, NOW
from tests.counts import IS_FULL, count
from tests.factories.campaigns import running_campaign
from unions.access import Access
from unions.checking import verify_ledger
from unions.errors import NotAllowed, Refusal
from unions.models import LedgerEntry
from unions.quantities import SCALE

pytestmark = [pytest.mark.prove("registration"), pytest.mark.usefixtures("committed")]

HANDS = 8
STEPS = 50 if IS_FULL else 10
RUNS = count(60)
INDICATORS = [
    {"statement": "Phát triển đoàn viên", "kind": "count", "comparator": "gt", "value": 5 * SCALE, "unit": "người"},
    {"statement": "100% CĐCS tuyên truyền", "kind": "unit_share", "comparator": "all"},
]  # fmt: skip


@pytest.fixture
def people(grassroots, upper_union, chair_of, officer_of, leader_of):
    """Two chairs of the unit, two officers and a leader above."""
    return {
        "chair": [chair_of(grassroots).user, chair_of(grassroots).user],
        "office": [officer_of(upper_union).user, officer_of(upper_union).user, leader_of(upper_union).user],
    }


@pytest.fixture
def units(upper_union, grassroots, kinds, people):
    """As many campaigns of the one unit as there are runs."""
    by = Access(people["office"][0], DAY)
    campaigns = [
        running_campaign(upper_union, by, [grassroots], name=f"Phong trào {n}", indicators=INDICATORS, has_pledge=False)
        for n in range(RUNS)
    ]  # fmt: skip
    return [campaign.participants.get() for campaign in campaigns]


def at_once(hands, act):
    """Run `act(number)` for each hand, all starting together, each on its own connection."""
    start = Barrier(hands)

    def run(number):
        start.wait()
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(hands) as pool:
        return list(pool.map(run, range(hands)))


def fresh(unit):
    related = Participant.objects.select_related("campaign__organiser", "body")
    return registration_of(related.get(pk=unit.pk))


def step(random, unit, people):
    """One person does one thing to what stands there now; what they answered, or None when it was refused."""
    registration = fresh(unit)
    chair = Access(random.choice(people["chair"]), DAY)
    office = Access(random.choice(people["office"]), DAY)
    lines = list(registration.participant.campaign.indicators.order_by("position"))
    values = {line.pk: {"value": random.randint(1, 9) * SCALE} for line in lines[:1]}
    edition = random.choice([None, registration.edition])
    acts = (
        lambda: save_lines(
            registration, values, by=random.choice([chair, office]), at=NOW, seen_edition=edition
        ),
        lambda: take_assigned(registration, by=chair, at=NOW),
        lambda: submit(registration, by=chair, at=NOW, received_at=NOW, seen_edition=edition),
        lambda: approve(registration, by=office, at=NOW, seen_edition=edition),
        lambda: approve_many([registration], by=office, at=NOW),
        lambda: send_back(registration, by=office, at=NOW, reason="Xem lại", seen_edition=edition),
        lambda: amend(registration, by=office, at=NOW, reason="Đổi chỉ tiêu"),
    )
    try:
        return random.choice(acts)()
    except (Refusal, NotAllowed):
        return None
    except OperationalError as problem:
        return problem


def test_whatever_eight_hands_do_only_legal_states_follow_each_other(units, people, measured):
    broken = []
    for number, unit in enumerate(units):
        fresh(unit)

        def hand(which, unit=unit, number=number):
            random = Random(1000 * number + which)
            return [step(random, unit, people) for _ in range(STEPS)]

        answers = [answer for done in at_once(HANDS, hand) for answer in done]
        broken += [answer for answer in answers if isinstance(answer, OperationalError)]
        _check_history(unit)
    assert broken == []
    assert verify_ledger().is_whole
    measured(registration_runs=RUNS, registration_hands=HANDS, deadlocks=0)


def _check_history(unit):
    """The ledger tells each move, and each starts where the one before ended."""
    registration = Registration.objects.get(participant=unit)
    entries = LedgerEntry.objects.about(f"registration:{registration.uid}").order_by("sequence")
    state, edits = "draft", 0
    for entry in entries:
        verb = entry.act.partition(".")[2]
        if verb in REGISTRATION.moves:
            assert verb in REGISTRATION.table[state], (state, entry.sentence)
            state = REGISTRATION.table[state][verb]
            if entry.data.get("taken"):
                state = "approved"
        else:
            assert state in ("draft", "returned"), (state, entry.sentence)
            edits += 1
    assert state == registration.state
    assert registration.edition == edits + entries.filter(act="registering.amend").count()
    if registration.approved_by_id:
        assert registration.approved_by_id not in (registration.submitted_by_id, registration.entered_by_id)


def test_fifty_answers_to_one_registration_leave_one(units, people):
    """Approve, approve in bulk, send back: one of them is the answer."""
    for unit in units:
        chair = Access(people["chair"][0], DAY)
        registration = take_assigned(fresh(unit), by=chair, at=NOW)
        first = registration.participant.campaign.indicators.order_by("position").first()
        save_lines(registration, {first.pk: {"value": SCALE}}, by=chair, at=NOW)
        submit(registration, by=chair, at=NOW, received_at=NOW)

        def answer(number, unit=unit):
            by = Access(people["office"][number % 3], DAY)
            shown = fresh(unit)
            try:
                match number % 3:
                    case 0:
                        return approve(shown, by=by, at=NOW, seen_edition=shown.edition)
                    case 1:
                        return approve_many([shown], by=by, at=NOW) or None
                return send_back(shown, by=by, at=NOW, reason="Xem lại")
            except Refusal:
                return None

        answers = [each for each in at_once(30, answer) if each]
        entries = LedgerEntry.objects.about(f"registration:{registration.uid}").filter(
            act__startswith="reviewing"
        )
        assert len(answers) == entries.count() == 1
    assert verify_ledger().is_whole


def test_two_editors_never_overwrite_each_other_unseen(units, people, measured):
    """Everybody saves what they typed over what they saw: whoever is later is shown the other's figure."""
    lost = 0
    for unit in units:
        registration = fresh(unit)
        first = asked_lines(registration.participant, registration)[0]
        seen = {first.pk: mark_of(first)}

        def save(number, unit=unit, seen=seen, pk=first.pk):
            by = Access(people["chair"][number % 2], DAY)
            try:
                save_lines(fresh(unit), {pk: {"value": (number + 1) * SCALE}}, by=by, at=NOW, seen=seen)
            except Refusal as refusal:
                return refusal.data["theirs"][pk]
            return None

        answers = at_once(HANDS, save)
        lost += answers.count(None) - 1
        stands = Target.objects.get(participant=unit, kind=Target.Kind.REGISTERED, indicator=first.indicator)
        assert {each.value for each in answers if each} == {stands.value}
    assert lost == 0
    measured(edit_rounds=RUNS, lost_updates=0)
