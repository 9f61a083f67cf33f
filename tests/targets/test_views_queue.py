"""Does "Duyệt tiếp" lead to what has waited longest, and never to what one may not answer?"""

from datetime import timedelta

import pytest

from targets import reviewing
from targets.models import Registration, Result
from targets.views.queue import next_address, next_registration, next_result
from tests.cast import NOW
from tests.targets.board_cast import *  # noqa: F403
from tests.targets.board_cast import report, send
from unions.roles import Role


@pytest.fixture
def sent(units):
    """Three registrations, a minute apart."""
    return [send(unit, at=NOW + timedelta(minutes=place)) for place, unit in enumerate(units[:3])]


def test_the_oldest_comes_first(sent, officer):
    assert next_registration(officer) == sent[0]


def test_after_one_comes_the_next_and_after_the_last_the_first(sent, officer):
    assert next_registration(officer, after=sent[0]) == sent[1]
    assert next_registration(officer, after=sent[2]) == sent[0]


def test_the_only_one_is_not_its_own_next(units, officer):
    assert next_registration(officer, after=send(units[0])) is None


def test_what_one_typed_oneself_is_passed_over(sent, officer):
    Registration.objects.filter(pk=sent[0].pk).update(entered_by=officer.user)
    assert next_registration(officer) == sent[1]


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.CLERK])
def test_who_may_not_answer_has_no_next(sent, units, access_of_role, upper_union, role):
    report(units[3])
    assert next_address(access_of_role(upper_union, role)) is None


def test_registrations_come_before_results(sent, units, officer):
    report(units[3], at=NOW - timedelta(days=1))
    assert next_address(officer) == f"/duyet-dang-ky/{sent[0].uid}/"
    for registration in sent:
        reviewing.approve(registration, by=officer, at=NOW)
    assert next_address(officer) == f"/duyet-ket-qua/{units[3].uid}/1/"


def test_results_of_the_unit_that_waits_longest_come_first(units, officer):
    report(units[0], at=NOW)
    report(units[1], at=NOW - timedelta(hours=1))
    assert next_result(officer) == (units[1], 1)
    assert next_result(officer, besides=units[1]) == (units[0], 1)


def test_closed_books_wait_for_nothing(units, officer):
    from emulation.closing import close_books
    from emulation.models import Phase

    report(units[0])
    close_books(Phase.objects.get(campaign=units[0].campaign, number=1), by=officer, at=NOW)
    assert Result.objects.declared().exists()
    assert next_result(officer) is None
