"""On which side of what was asked does a registered value lie, and is that worse?"""

from emulation.indicator_kinds import Comparator

# Where these compare, more is worse: "không quá", "dưới", "không để xảy ra".
MORE_IS_WORSE = {Comparator.LT, Comparator.LE, Comparator.ZERO}


def place_of(value, asked, is_declined):
    """On which side of the assigned value a registered one lies."""
    if is_declined:
        return "declined"
    if value is None or asked is None or value == asked:
        return "equal"
    return "lower" if value < asked else "higher"


def is_worse(value, asked, is_declined, comparator):
    place = place_of(value, asked, is_declined)
    return place == "declined" or place == ("higher" if comparator in MORE_IS_WORSE else "lower")
