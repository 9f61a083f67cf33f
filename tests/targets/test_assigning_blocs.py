"""May an organiser ask a bloc of its own for a total, and nobody else?"""

import pytest
from django.http import Http404

from emulation.closing import cancel
from targets.assigning import BelowZero, CampaignOver, StrangeIndicator, StrangeUnit, assign_blocs
from targets.models import Target
from tests.cast import NOW
from tests.factories import BlocFactory
from tests.factories.campaigns import running_campaign
from unions.errors import NotAllowed
from unions.models import LedgerEntry


@pytest.fixture
def campaign(upper_union, officer, grassroots):
    return running_campaign(upper_union, officer, [grassroots])


@pytest.fixture
def bloc(upper_union):
    return BlocFactory(owner=upper_union)


@pytest.fixture
def indicator(campaign):
    return campaign.indicators.get()


def test_a_bloc_is_asked_and_asked_anew(campaign, bloc, indicator, officer):
    assert assign_blocs(campaign, {(bloc.pk, indicator.pk): 60_000}, by=officer, at=NOW) == 1
    line = LedgerEntry.objects.order_by("-sequence")[0]
    assert (line.sentence, line.topic) == (f"{officer.name} giao 1 số chỉ tiêu cho 1 khối.", campaign.topic)
    assert assign_blocs(campaign, {(bloc.pk, indicator.pk): 60_000}, by=officer, at=NOW) == 0
    assert assign_blocs(campaign, {(bloc.pk, indicator.pk): 70_000}, by=officer, at=NOW) == 1
    target = Target.objects.get(bloc=bloc)
    assert (target.kind, target.value, target.by) == ("assigned", 70_000, officer.user)


def test_what_cannot_be_asked(campaign, bloc, indicator, officer, stranger):
    other_year = BlocFactory(owner=campaign.organiser, year=2020)
    for values, refusal in (
        ({(bloc.pk, indicator.pk): -1}, BelowZero),
        ({(bloc.pk, 0): 1}, StrangeIndicator),
        ({(BlocFactory(owner=stranger).pk, indicator.pk): 1}, StrangeUnit),
        ({(other_year.pk, indicator.pk): 1}, StrangeUnit),
    ):
        with pytest.raises(refusal):
            assign_blocs(campaign, values, by=officer, at=NOW)
    cancel(campaign, by=officer, at=NOW, reason="Dịch bệnh")
    with pytest.raises(CampaignOver):
        assign_blocs(campaign, {(bloc.pk, indicator.pk): 1}, by=officer, at=NOW)
    assert not Target.objects.exists()


def test_only_the_organisers_office_asks(
    campaign, bloc, indicator, chair_of, officer_of, grassroots, stranger
):
    values = {(bloc.pk, indicator.pk): 1}
    with pytest.raises(NotAllowed):
        assign_blocs(campaign, values, by=chair_of(grassroots), at=NOW)
    with pytest.raises(Http404):
        assign_blocs(campaign, values, by=officer_of(stranger), at=NOW)
