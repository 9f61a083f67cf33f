"""One unit in the campaign of results.py, on the demo's day, before it answered anything. For `import *`."""

import pytest

from targets import cleaning, files
from tests.cast import signed_in
from tests.targets.results import AT, report_campaign, unit_of
from unions.quantities import SCALE


@pytest.fixture
def campaign(upper_union, officer, grassroots):
    return report_campaign(upper_union, officer, [grassroots], facts={"women": 34 * SCALE})


@pytest.fixture
def unit(campaign):
    return unit_of(campaign)


@pytest.fixture
def phase(campaign):
    return campaign.phases.get(number=1)


@pytest.fixture
def enter(client, time_machine):
    """enter(access): the test client acts as that person on the demo's day."""
    time_machine.move_to(AT, tick=False)

    def make(access):
        return signed_in(client, access)

    return make


@pytest.fixture
def in_process(monkeypatch):
    """Clean in this process: the child has tests of its own, and costs a third of a second."""
    monkeypatch.setattr(files, "guarded", lambda module, kind, data: cleaning.clean(data, kind))
