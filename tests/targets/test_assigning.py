import pytest

from targets.assigning import (
    AlreadyRegistered,
    BelowZero,
    CampaignOver,
    NotConcerned,
    StrangeIndicator,
    StrangeUnit,
    assign_many,
    note_prior,
)
from targets.models import PriorResult, Target
from tests.cast import NOW
from tests.targets.campaign_cast import *  # noqa: F403
from tests.targets.campaign_cast import MEMBERS, PROPAGANDA
from unions.errors import NotAllowed, OutOfScope
from unions.models import LedgerEntry
from unions.quantities import SCALE


@pytest.fixture
def members(participant, indicators):
    return participant.pk, indicators[MEMBERS].pk


def assigned_values():
    return list(Target.objects.filter(kind="assigned").values_list("value", flat=True))


def test_assign_many_writes_targets_and_one_readable_entry(campaign, members, officer):
    assert assign_many(campaign, {members: 15 * SCALE}, by=officer, at=NOW) == 1
    assert assigned_values() == [15 * SCALE]
    entry = LedgerEntry.objects.newest_first().first()
    assert entry.sentence == f"{officer.name} giao 1 số chỉ tiêu cho 1 đơn vị."
    assert entry.topic == campaign.topic


def test_assign_many_replaces_and_forgets_nothing_new(campaign, members, officer):
    assign_many(campaign, {members: 15 * SCALE}, by=officer, at=NOW)
    assert assign_many(campaign, {members: 18 * SCALE}, by=officer, at=NOW) == 1
    entries = LedgerEntry.objects.count()
    assert assign_many(campaign, {members: 18 * SCALE}, by=officer, at=NOW) == 0
    assert assigned_values() == [18 * SCALE]
    assert LedgerEntry.objects.count() == entries


def test_assign_many_is_for_the_office_above(campaign, members, chair, officer_of, stranger):
    with pytest.raises(NotAllowed):
        assign_many(campaign, {members: SCALE}, by=chair, at=NOW)
    with pytest.raises(OutOfScope):
        assign_many(campaign, {members: SCALE}, by=officer_of(stranger), at=NOW)


@pytest.mark.parametrize(
    ("make", "refusal"),
    [
        (lambda unit, indicator: {(unit + 999, indicator): SCALE}, StrangeUnit),
        (lambda unit, indicator: {(unit, indicator + 999): SCALE}, StrangeIndicator),
        (lambda unit, indicator: {(unit, indicator): -1}, BelowZero),
    ],
)
def test_assign_many_refuses_what_cannot_be(campaign, members, officer, make, refusal):
    with pytest.raises(refusal):
        assign_many(campaign, make(*members), by=officer, at=NOW)


def test_assign_many_refuses_an_indicator_that_does_not_concern_the_unit(
    campaign, participant, indicators, officer, sectors
):
    indicators[PROPAGANDA].scope_rules.create(ground="sector", sector=sectors["hcsn"])
    with pytest.raises(NotConcerned):
        assign_many(campaign, {(participant.pk, indicators[PROPAGANDA].pk): SCALE}, by=officer, at=NOW)


def test_assign_many_leaves_what_a_unit_answered_to(campaign, members, officer, sent):
    with pytest.raises(AlreadyRegistered, match="May Nhà Bàng đã gửi"):
        assign_many(campaign, {members: 20 * SCALE}, by=officer, at=NOW)
    assert assign_many(campaign, {members: 15 * SCALE}, by=officer, at=NOW) == 0


def test_assign_many_ends_with_the_campaign(campaign, members, officer):
    campaign.state = "closed"
    with pytest.raises(CampaignOver):
        assign_many(campaign, {members: SCALE}, by=officer, at=NOW)


def test_note_prior_stands_beside_what_is_asked(participant, indicators, officer):
    pk = indicators[MEMBERS].pk
    note_prior(participant, {pk: (12 * SCALE, None)}, by=officer, at=NOW, source="Tổng kết 2020")
    note_prior(participant, {pk: (13 * SCALE, 20 * SCALE)}, by=officer, at=NOW, source="Tổng kết 2020")
    row = PriorResult.objects.get()
    assert (row.num, row.den, row.source) == (13 * SCALE, 20 * SCALE, "Tổng kết 2020")
    sentence = LedgerEntry.objects.newest_first().first().sentence
    assert sentence.endswith("kết quả năm trước của CĐCS Công ty TNHH May Nhà Bàng (Tổng kết 2020).")


def test_note_prior_refuses_foreign_indicators_and_people(participant, indicators, officer, chair):
    with pytest.raises(StrangeIndicator):
        note_prior(participant, {indicators[0].pk + 999: (1, None)}, by=officer, at=NOW, source="")
    with pytest.raises(NotAllowed):
        note_prior(participant, {indicators[0].pk: (1, None)}, by=chair, at=NOW, source="")
