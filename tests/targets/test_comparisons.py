import pytest

from targets.comparisons import is_worse, place_of


@pytest.mark.parametrize(
    ("value", "asked", "is_declined", "place"),
    [
        (10, 15, False, "lower"),
        (15, 15, False, "equal"),
        (18, 15, False, "higher"),
        (None, 15, True, "declined"),
        (None, 15, False, "equal"),
        (10, None, False, "equal"),
    ],
)
def test_place_of_a_registered_value(value, asked, is_declined, place):
    assert place_of(value, asked, is_declined) == place


@pytest.mark.parametrize(
    ("value", "comparator", "worse"),
    [
        (10, "ge", True),
        (18, "ge", False),
        (10, "le", False),
        (18, "le", True),
        (1, "zero", False),
        (18, "lt", True),
    ],
)
def test_falling_short_depends_on_the_direction(value, comparator, worse):
    assert is_worse(value, 15, False, comparator) is worse


def test_declining_is_always_worse():
    assert is_worse(None, 15, True, "le")
