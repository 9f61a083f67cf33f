"""Does the synthetic country have the size that was asked for, once, and stand as real bodies do?"""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from config.demo.country import PROVINCES
from unions.models import Bloc, BlocMember, BodyFacts, LedgerEntry, Mandate, Placement, UnionBody


def seed(bodies):
    out = StringIO()
    call_command("seed_scale", bodies=bodies, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_a_country_of_any_size_is_founded_once():
    told = seed(80)
    assert told.count("\n") == len(PROVINCES) + 1
    assert UnionBody.objects.grassroots().count() == 80
    assert UnionBody.objects.filter(kind__code="tinh").count() == len(PROVINCES)
    largest = UnionBody.objects.get(code="tinh-ha-noi-1")
    assert UnionBody.objects.within(largest).grassroots().count() == 20
    assert Placement.objects.count() == UnionBody.objects.count()
    assert BodyFacts.objects.filter(code="workers").count() == 80
    assert Bloc.objects.count() == BlocMember.objects.filter(post="head").count() > 0
    assert Mandate.objects.filter(body__kind__code="tinh").count() == len(PROVINCES)
    lines = LedgerEntry.objects.count()
    seed(80)
    assert UnionBody.objects.grassroots().count() == 80
    assert LedgerEntry.objects.count() == lines


@pytest.mark.django_db
def test_women_and_members_are_among_the_workers():
    seed(60)
    for unit in UnionBody.objects.grassroots().prefetch_related("facts"):
        facts = {fact.code: fact.value for fact in unit.facts.all()}
        assert facts["women"] <= facts["workers"]
        assert facts["members"] <= facts["workers"]
        assert facts["women_members"] <= min(facts["women"], facts["members"])


@pytest.mark.parametrize("bodies", [0, -1, 500_001])
def test_a_size_that_cannot_be_is_refused(bodies):
    with pytest.raises(CommandError, match="từ 1 đến"):
        seed(bodies)


def test_never_on_a_real_installation(settings):
    settings.SECURE = True
    with pytest.raises(CommandError, match="chạy thật"):
        seed(10)
