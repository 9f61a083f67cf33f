"""Does a unit that ended in mid-campaign stop being counted, except where it has an heir or the campaign was closed?"""

from datetime import date

import pytest

from emulation.closing import close
from emulation.launching import launch
from emulation.models import Participant
from targets.views.workload import desk_of
from tests.cast import NOW
from tests.factories.campaigns import AT, LAUNCH_DAY
from unions.models import Succession, UnionBody

ENDED = date(2021, 3, 8)


@pytest.fixture
def running(plan, officer):
    return launch(plan, by=officer, at=AT, on=LAUNCH_DAY)


def end(body, state="dissolved"):
    UnionBody.objects.filter(pk=body.pk).update(state=state, ended_on=ENDED)


def staying(campaign):
    return set(Participant.objects.filter(campaign=campaign).staying().values_list("body__code", flat=True))


def test_a_dissolved_unit_is_not_counted_any_more(running, officer, school):
    end(school)
    assert staying(running) == {"may-nha-bang", "xa-an-thanh"}
    assert desk_of(officer, NOW).strips[0].total == 2


def test_a_merged_unit_stays_because_somebody_carries_on(running, school, commune):
    end(school, "merged")
    Succession.objects.create(old=school, new=commune, kind="merge", on=ENDED)
    assert staying(running) == {"may-nha-bang", "xa-an-thanh", "thcs-le-loi"}


def test_a_closed_campaign_keeps_the_units_it_had(running, officer, school):
    close(running, by=officer, at=NOW)
    end(school)
    assert staying(running) == {"may-nha-bang", "xa-an-thanh", "thcs-le-loi"}
