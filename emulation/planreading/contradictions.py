"""Which two indicators of a plan ask different things of the same matter?"""

import re
from itertools import combinations

from unions.vietnamese import fold

SHOWN = 8  # words of each, enough to find it in the plan
FIGURES = re.compile(
    r"\d[\d.,]*\s?%?|\b(?:tren|tu|it nhat|toi thieu|tro len|khong qua|duoi|dat|phan dau|co|100)\b"
)
SHARES = {"unit_share", "rating_share", "quantity_share", "composite", "money_share"}


def contradictions(indicators):
    """Sentences that show both: the person decides."""
    said = []
    for one, other in combinations([each for each in indicators if each.kind in SHARES], 2):
        same = (one.comparator, one.value, one.value_to) == (other.comparator, other.value, other.value_to)
        if not same and _about(one) and _same(one, other):
            said.append(f"Cùng một việc hai mức: “{_short(one)}” và “{_short(other)}”.")
    return said


def _about(indicator):
    return set(FIGURES.sub(" ", fold(indicator.text)).split())


def _same(one, other):
    first, second = _about(one), _about(other)
    if one.scope.sectors != other.scope.sectors or len(first & second) < 4:
        return False
    return len(first & second) >= 0.75 * min(len(first), len(second)) and len(first ^ second) <= 6


def _short(indicator):
    words = indicator.text.split()
    return " ".join(words[:SHOWN]) + (" …" if len(words) > SHOWN else "")
