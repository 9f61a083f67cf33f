"""The campaign of the mocks, its leader and what its summary says."""

import pytest

from reports.figures import gather
from tests.reports import tinh_bien


def quiet(done, total):
    """Nobody listens to the progress."""


@pytest.fixture
def campaign(upper_union, kinds):
    return tinh_bien.build(upper_union, kinds["cdcs"])


@pytest.fixture
def phase(campaign):
    return campaign.phases.get(number=1)


@pytest.fixture
def summarise(campaign, upper_union):
    """summarise(phase=…, at=…): the summary as of the data day of the mocks."""

    def make(phase="first", *, scope=upper_union, structure="then", at=tinh_bien.DATA_AT, tell=quiet):
        phase = campaign.phases.get(number=1) if phase == "first" else phase
        return gather(campaign, phase, scope=scope, structure=structure, snapshot=1, at=at, tell=tell)

    return make


@pytest.fixture
def summary(summarise):
    return summarise()


@pytest.fixture
def leader(leader_of, upper_union):
    return leader_of(upper_union)


@pytest.fixture
def queued(campaign, phase, leader):
    """A summary that was asked for and waits for a worker."""
    from reports.requesting import request_summary

    return request_summary(campaign, phase, by=leader, at=tinh_bien.DATA_AT)
