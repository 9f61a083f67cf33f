"""Is a deadline one instant, its whole second included, whichever way the work comes in (RELIABILITY R17–R21)?"""

import ast
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from emulation.models import Campaign, Phase
from targets.lateness import is_past
from targets.models import Registration, Result
from tests.cast import HANOI
from tests.rules.sources import name_of, python_files, tree_of
from tests.targets.campaign_cast import *  # noqa: F403

DAYS = [
    (2021, 3, 31, 17, 0, 0), (2021, 3, 31, 23, 59, 59), (2021, 12, 31, 23, 59, 59), (2022, 1, 1, 0, 0, 0),
    (2020, 2, 29, 23, 59, 59), (2024, 2, 29, 0, 0, 0), (2021, 2, 28, 23, 59, 59), (2021, 3, 28, 2, 30, 0),
    (2021, 10, 31, 2, 30, 0), (2021, 4, 30, 12, 0, 0), (2025, 6, 30, 17, 0, 0), (2021, 6, 30, 23, 59, 59),
]  # fmt: skip
BEFORE_AND_AFTER = [
    (timedelta(milliseconds=-1), False),
    (timedelta(0), False),
    (timedelta(milliseconds=1), False),
    (timedelta(milliseconds=999), False),
    (timedelta(seconds=1), True),
]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(("delta", "late"), BEFORE_AND_AFTER)
def test_sixty_instants(day, delta, late):
    due = datetime(*day, tzinfo=HANOI)
    for shown in (due, due.astimezone(UTC)):  # as it is typed, and as the database gives it back
        assert is_past(shown, due + delta) is late
        assert is_past(shown, (due + delta).astimezone(UTC)) is late


RAMP = [timedelta(milliseconds=step) for step in range(-2000, 2001, 100)]


@pytest.mark.parametrize("policy", Campaign.LatePolicy.values)
def test_a_registration_is_in_time_until_the_last_millisecond(
    taken, campaign, sign_in, chair, time_machine, policy, days_later
):
    Campaign.objects.filter(pk=campaign.pk).update(late_policy=policy)
    days_later(DUE)  # noqa: F405
    client = sign_in(chair)
    path = reverse("registration_submit", args=[taken.participant.uid])
    for delta in RAMP:
        time_machine.move_to(DUE + delta, tick=False)  # noqa: F405
        late = delta >= timedelta(seconds=1)
        status, row = undone_with_row(client, path, taken)
        if late and policy != "open":
            assert (status, row.state) == (422, "draft"), delta
        else:
            assert status == 302
            assert (row.state, row.is_late) == ("approved", late), delta
            assert row.submitted_at == DUE + delta  # noqa: F405


def undone_with_row(client, path, registration):
    """(status, the row as it stood then) of a sending that is taken back afterwards."""
    with transaction.atomic():
        status = client.post(path).status_code
        row = Registration.objects.get(pk=registration.pk)
        transaction.set_rollback(True)
    return status, row


def test_no_field_of_any_form_sets_the_moment(taken, sign_in, chair):
    moments = ("submitted_at", "received_at", "at", "signed_at", "approved_at", "declared_at", "now", "date")
    client = sign_in(chair)
    old = "2021-01-01T00:00:00+07:00"
    headers = {"Date": "Fri, 01 Jan 2021 00:00:00 GMT", "X-Request-Start": "t=1609434000"}
    path = reverse("registration_submit", args=[taken.participant.uid])
    client.post(path, dict.fromkeys(moments, old), headers=headers)
    row = Registration.objects.get(pk=taken.pk)
    assert (row.submitted_at, row.approved_at) == (NOW, NOW)  # noqa: F405


def test_moments_come_from_the_one_clock_and_from_nowhere_else():
    """`at=` of an act called by a page: request.received_at, clock.now(), or a name that holds it."""
    wrong = []
    for path in python_files():
        if "views" not in path.parts and path.name != "views.py":
            continue
        for call in (each for each in ast.walk(tree_of(path)) if isinstance(each, ast.Call)):
            for word in call.keywords:
                said = ast.unparse(word.value)
                if word.arg in ("at", "received_at") and said not in (
                    "request.received_at", "clock.now()", "at", "wanted.at", "request",
                ):  # fmt: skip
                    wrong.append(f"{name_of(path)}:{call.lineno} {word.arg}={said}")
    assert wrong == []


def test_a_moved_deadline_moves_no_stamp(sent):
    """Set back afterwards: what was in time stays in time, as it was sent."""
    Campaign.objects.update(registration_due_at=sent.submitted_at - timedelta(days=3))
    Phase.objects.update(report_due_at=sent.submitted_at - timedelta(days=3))
    sent.refresh_from_db()
    assert sent.is_late is False
    assert not Result.objects.exists()
