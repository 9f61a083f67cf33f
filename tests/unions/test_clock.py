"""Is there one clock, with its local day and its demo offset (DESIGN §9)?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from unions import clock

JUST_BEFORE_MIDNIGHT = datetime(2021, 4, 30, 16, 59, 59, tzinfo=UTC)  # 23:59:59 in Vietnam


def test_the_present_is_aware(time_machine):
    time_machine.move_to(JUST_BEFORE_MIDNIGHT, tick=False)
    assert clock.now() == JUST_BEFORE_MIDNIGHT
    assert clock.now().tzinfo is not None


def test_the_day_turns_at_local_midnight(time_machine):
    time_machine.move_to(JUST_BEFORE_MIDNIGHT, tick=False)
    assert clock.today() == date(2021, 4, 30)
    time_machine.move_to(JUST_BEFORE_MIDNIGHT + timedelta(seconds=1), tick=False)
    assert clock.today() == date(2021, 5, 1)


@pytest.mark.parametrize("offset", [-86_400, 3_600])
def test_the_demo_lives_on_another_day(time_machine, settings, offset):
    settings.CLOCK_OFFSET = offset
    time_machine.move_to(JUST_BEFORE_MIDNIGHT, tick=False)
    assert clock.now() == JUST_BEFORE_MIDNIGHT + timedelta(seconds=offset)
    assert clock.today() == (date(2021, 4, 29) if offset < 0 else date(2021, 5, 1))


def test_production_refuses_a_moved_clock(settings):
    settings.CLOCK_OFFSET = 0
    assert clock.check_clock_is_real(None) == []
    settings.CLOCK_OFFSET = 1
    (problem,) = clock.check_clock_is_real(None)
    assert problem.id == "unions.E001"
    assert "CLOCK_OFFSET phải bằng 0" in problem.msg
