"""How do registered values compare with what was asked, counted per unit for lists?"""

import pytest

from emulation.indicator_kinds import Comparator
from emulation.models import Phase
from targets.comparisons import is_worse, place_of
from targets.models import Registration
from targets.registering import registration_of, save_lines
from targets.tallies import NOTHING_YET, Standing, Tally, asked_of, indicators_of, standings, tallies
from tests.cast import NOW
from tests.targets.board_cast import *  # noqa: F403
from tests.targets.board_cast import chair_access, members_of, report, send


@pytest.mark.parametrize(
    ("value", "asked", "is_declined", "place"),
    [
        (5, 5, False, "equal"),
        (4, 5, False, "lower"),
        (6, 5, False, "higher"),
        (None, 5, True, "declined"),
        (None, 5, False, "equal"),
        (7, None, False, "equal"),
        (0, 0, False, "equal"),
    ],
)
def test_a_value_lies_on_one_side_of_what_was_asked(value, asked, is_declined, place):
    assert place_of(value, asked, is_declined) == place


@pytest.mark.parametrize(
    ("value", "comparator", "worse"),
    [
        (4, Comparator.GE, True),
        (6, Comparator.GE, False),
        (6, Comparator.LE, True),
        (4, Comparator.LE, False),
        (6, Comparator.LT, True),
        (6, Comparator.ZERO, True),
        (4, "", True),
    ],
)
def test_more_is_worse_where_a_limit_is_set(value, comparator, worse):
    assert is_worse(value, 5, False, comparator) is worse


def test_declining_is_worse_than_any_number():
    assert is_worse(None, 5, True, Comparator.LE)


@pytest.mark.parametrize(
    ("tally", "words"),
    [
        (NOTHING_YET, ""),
        (Tally(equal=3), "bằng số giao"),
        (Tally(lower=1, higher=2, equal=5), "1 thấp hơn, 2 cao hơn"),
        (Tally(declined=1), "1 không đăng ký"),
    ],
)
def test_lists_say_it_in_words(tally, words):
    assert tally.words == words


def test_only_what_is_exactly_as_asked_is_equal():
    assert Tally(equal=2).is_equal
    assert not NOTHING_YET.is_equal
    assert not Tally(equal=2, higher=1).is_equal


def test_each_unit_is_counted_apart(units, django_assert_num_queries):
    send(units[0])
    send(units[1], value=10)
    send(units[2], value=20)
    with django_assert_num_queries(2):
        found = tallies(units)
    assert found == {
        units[0].pk: Tally(entered=2, equal=2),
        units[1].pk: Tally(entered=2, equal=1, lower=1, worse=1),
        units[2].pk: Tally(entered=2, equal=1, higher=1),
    }
    indicators = indicators_of(units[0].campaign)
    with django_assert_num_queries(1):
        assert tallies(units, indicators) == found


def test_a_no_to_what_every_unit_is_asked_falls_short(units):
    """A share of units hands "có làm" down to each; saying no is less, though nothing was assigned by number."""
    everyone = units[0].campaign.indicators.get(kind="unit_share")
    lines = {
        everyone.pk: {"value": 0},
        members_of(units[0]).pk: {"is_declined": True, "reason": "Không tuyển"},
    }
    save_lines(registration_of(units[0]), lines, by=chair_access(units[0]), at=NOW)
    assert tallies(units) == {units[0].pk: Tally(entered=2, lower=1, declined=1, worse=2)}
    assert Registration.objects.get().state == "draft"


def test_lines_are_numbered_as_the_unit_sees_them(units):
    indicators = indicators_of(units[0].campaign)
    assert [(number, each.kind) for number, each in asked_of(units[0], indicators)] == [
        (1, "unit_share"),
        (2, "count"),
    ]


def test_answers_of_a_phase_are_counted(units):
    report(units[0])
    phase = Phase.objects.get(campaign=units[0].campaign, number=1)
    rows = units[0].campaign.participants.all()
    assert standings(rows, phase) == {units[0].pk: Standing("declared", 2, False)}
