"""How near is the draft that was read to the one expected (tests/data/plans/README.md, “How to compare”)?"""

import re
import unicodedata
from collections import Counter

UNCOUNTED = {"done", "narrative"}
FINER = {"hcsn": {"truong-hoc", "y-te"}, "dn": {"dn-nn", "dn-ngoai-nn", "fdi"}}


class Score:
    """Counts of what was found, missed and made up, by what it is; `told` are the misses and inventions in words."""

    def __init__(self):
        self.found, self.missed, self.extra, self.told = Counter(), Counter(), Counter(), []

    def add(self, what, expected, got, same, told=str):
        """Pair each expected item with the first one got that is the same; returns the pairs."""
        left, pairs = list(got), []
        for item in expected:
            match = next((each for each in left if same(item, each)), None)
            if match is None:
                self.missed[what] += 1
                self.told.append(f"thiếu {what}: {told(item)}")
                continue
            left.remove(match)
            pairs.append((item, match))
        self.found[what] += len(pairs)
        self.extra[what] += len(left)
        self.told += [f"thừa {what}: {told(item)}" for item in left]
        return pairs

    def recall(self, what):
        return self.found[what] / max(1, self.found[what] + self.missed[what])

    def precision(self, what):
        return self.found[what] / max(1, self.found[what] + self.extra[what])


def compare(score, expected, got):
    """Add one plan to the score."""
    for name in ("title", "organiser", "year", "theme", "signer"):
        score.add(name, [str(expected[name])], [str(got[name])], same_words)
    numbers = expected["document"]["number"], got["document"]["number"]
    score.add("number", [numbers[0] or "-"], [numbers[1] or "-"], same_words)
    score.add("basis", expected["document"]["basis"], got["document"]["basis"], same_words)
    days = ("starts_on", "ends_on")
    score.add("phase", expected["phases"], got["phases"], lambda a, b: all(a[day] == b[day] for day in days))
    score.add("movement", expected["movements"], got["movements"], same_words)
    score.add("award", expected["titles"], got["titles"], overlap)
    score.add("content", expected["contents"], got["contents"], lambda a, b: overlap(a["text"], b["text"]))
    counted = [each for each in expected["indicators"] if each["kind"] not in UNCOUNTED]
    read = [each for each in got["indicators"] if each["kind"] not in UNCOUNTED]
    for a, b in score.add("indicator", counted, read, same_indicator, lambda each: each["text"]):
        score.add("conditions", [a["scope"]["conditions"]], [b["scope"]["conditions"]], lambda x, y: x == y)
        score.add("sectors", [a["scope"]["sectors"]], [b["scope"]["sectors"]], _same_sectors)


def same_indicator(a, b):
    keys = ("kind", "comparator", "value", "value_to")
    return all(a[key] == b[key] for key in keys) and overlap(a["text"], b["text"])


def _same_sectors(a, b):
    return _coarse(a) == _coarse(b)


def _coarse(codes):
    return set(codes) - {finer for code in codes for finer in FINER.get(code, ())}


def words_of(text):
    return re.findall(r"\w+", unicodedata.normalize("NFC", text or "").casefold())


def same_words(a, b):
    return words_of(a) == words_of(b) and (a == b or bool(words_of(a)))


def overlap(a, b):
    """One contains the other, or most words are shared."""
    first, second = words_of(a), words_of(b)
    if not first or not second:
        return first == second
    one, other = " ".join(first), " ".join(second)
    shared = len(set(first) & set(second))
    return one in other or other in one or shared >= 0.6 * max(len(set(first)), len(set(second)))
