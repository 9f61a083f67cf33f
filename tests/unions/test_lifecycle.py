"""Does a row move only along its table, and only once (DESIGN §6)?"""

import pytest

from emulation.lifecycle import CAMPAIGN
from emulation.models import Campaign
from targets.lifecycle import PLEDGE, REGISTRATION, RESULT
from unions.errors import ChangedMeanwhile
from unions.jobs import JOB
from unions.lifecycle import Lifecycle, WrongState

ALL = [CAMPAIGN, REGISTRATION, PLEDGE, RESULT, JOB]


@pytest.fixture
def make_campaign(upper_union):
    def make(**columns):
        number = Campaign.objects.count()
        return Campaign.objects.create(
            code=f"phong-trao-{number}",
            name="Phong trào thi đua",
            year=2021,
            organiser=upper_union,
            **columns,
        )

    return make


@pytest.fixture
def campaign(make_campaign):
    return make_campaign()


def test_a_row_moves_and_follows_in_memory(campaign):
    assert campaign.state == "draft"
    moved = CAMPAIGN.advance(campaign, "propose", name="Tên mới")
    assert moved is campaign
    assert (campaign.state, campaign.name) == ("proposed", "Tên mới")
    stored = Campaign.objects.get(pk=campaign.pk)
    assert (stored.state, stored.name) == ("proposed", "Tên mới")


def test_a_move_that_does_not_start_here_is_refused_with_the_label(campaign):
    with pytest.raises(WrongState, match="“Nháp”"):
        CAMPAIGN.advance(campaign, "close")
    campaign.refresh_from_db()
    assert campaign.state == "draft"


def test_only_the_first_of_two_wins(campaign):
    twin = Campaign.objects.get(pk=campaign.pk)
    CAMPAIGN.advance(campaign, "propose")
    with pytest.raises(ChangedMeanwhile):
        CAMPAIGN.advance(twin, "discard")
    assert twin.state == "draft"
    assert Campaign.objects.get(pk=campaign.pk).state == "proposed"


def test_a_deleted_row_was_changed_by_somebody_else(campaign):
    twin = Campaign.objects.get(pk=campaign.pk)
    campaign.delete()
    with pytest.raises(ChangedMeanwhile):
        CAMPAIGN.advance(twin, "propose")


def test_all_rows_that_may_move_do_so_once(make_campaign):
    first, second, third = (make_campaign() for _ in range(3))
    CAMPAIGN.advance(third, "propose")
    assert CAMPAIGN.advance_all(Campaign.objects.filter(pk__in=[first.pk, third.pk]), "discard") == 1
    states = dict(Campaign.objects.values_list("pk", "state"))
    assert states == {first.pk: "discarded", second.pk: "draft", third.pk: "proposed"}
    assert CAMPAIGN.advance_all(Campaign.objects.all(), "send_back", name="Trả về") == 1
    third.refresh_from_db()
    assert (third.state, third.name) == ("draft", "Trả về")


def test_a_lifecycle_knows_its_moves():
    assert CAMPAIGN.moves == ["cancel", "close", "discard", "launch", "propose", "reopen", "send_back"]
    assert CAMPAIGN.sources("launch") == ["draft", "proposed"]
    assert REGISTRATION.sources("submit") == ["draft", "returned"]


def test_allows_asks_without_moving(campaign):
    assert CAMPAIGN.allows(campaign, "propose")
    assert not CAMPAIGN.allows(campaign, "reopen")
    assert campaign.state == "draft"


def test_another_column_may_carry_the_state():
    class Row:
        stage = "on"

    door = Lifecycle("door", {"on": {"switch": "off"}, "off": {}}, field="stage")
    assert door.allows(Row(), "switch")
    assert door.name == "door"


@pytest.mark.parametrize("lifecycle", ALL, ids=lambda lifecycle: lifecycle.name)
def test_tables_are_closed_and_no_move_leads_to_where_it_starts(lifecycle):
    """`advance_all` goes state by state: a move that starts where it ends would carry a row on twice."""
    for state, moves in lifecycle.table.items():
        assert all(to in lifecycle.table for to in moves.values()), state
    for move in lifecycle.moves:
        targets = {lifecycle.table[state][move] for state in lifecycle.sources(move)}
        assert not targets & set(lifecycle.sources(move)), move
