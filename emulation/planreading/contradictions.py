"""Which two indicators of a plan ask different things of the same matter?"""

import re
from itertools import combinations

from unions.vietnamese import fold

MOST = 300  # no plan has more; each is compared with each
SHOWN = 8  # words of each, enough to find it in the plan
FIGURES = re.compile(
    r"\d[\d.,]*\s?%?|\b(?:tren|tu|it nhat|toi thieu|tro len|khong qua|duoi|dat|phan dau|co|100)\b"
)
SHARES = {"unit_share", "rating_share", "quantity_share", "composite", "money_share"}


def contradictions(indicators):
    """Sentences that show both: the person decides."""
    shares = [each for each in indicators if each.kind in SHARES][:MOST]
    told = [(each, _about(each)) for each in shares]
    return [
        f"Cùng một việc hai mức: “{_short(one)}” và “{_short(other)}”."
        for (one, first), (other, second) in combinations(told, 2)
        if _asked(one) != _asked(other)
        and _is_same(first, second)
        and one.scope.sectors == other.scope.sectors
    ]


def _asked(indicator):
    return indicator.comparator, indicator.value, indicator.value_to


def _about(indicator):
    """The words of the matter, without figures and comparisons."""
    return frozenset(FIGURES.sub(" ", fold(indicator.text)).split())


def _is_same(first, second):
    shared = len(first & second)
    return shared >= 4 and shared >= 0.75 * min(len(first), len(second)) and len(first ^ second) <= 6


def _short(indicator):
    words = indicator.text.split()
    return " ".join(words[:SHOWN]) + (" …" if len(words) > SHOWN else "")
