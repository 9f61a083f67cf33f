"""Which rows of the catalogues does a plan mean by its names, which deadlines have a place, who issued it?"""

import re

from unions.abbreviations import ABBREVIATIONS
from unions.vietnamese import fold

# Long forms as their abbreviations, longest first.
SHORT = sorted(
    ((long, short) for short, meant in ABBREVIATIONS.items() for long in meant if " " in long),
    key=lambda pair: -len(pair[0]),
)
IDLE = re.compile(r"\b(?:cua|danh hieu|hinh thuc|bch|ban chap hanh|ban thuong vu|btv)\b")
NEAR = 62  # days between the end of a phase and its report


def plain(name):
    """A name as it is compared: without marks, long or short alike, without words that say nothing."""
    words = fold(name)
    for long, short in SHORT:
        words = words.replace(long, short)
    return " ".join(IDLE.sub(" ", words).split())


def movements_named(names, catalogue):
    """[(name in the plan, Movement or None)]: by name or alias, whatever the marks."""
    known = {fold(name): each for each in catalogue for name in (each.name, *each.aliases)}
    return [(name, known.get(fold(name))) for name in names]


def titles_named(names, catalogue):
    """[(name in the plan, Title or None)]: the row whose words all stand in the name, the longest first."""
    known = sorted(((plain(each.name).split(), each) for each in catalogue), key=lambda pair: -len(pair[0]))
    found = []
    for name in names:
        words = set(plain(name).split())
        found.append((name, next((each for wanted, each in known if words >= set(wanted)), None)))
    return found


def is_same_union(name, body):
    """Is the union of the letterhead the one the draft is made for?"""
    said = plain(name)
    own = [plain(each) for each in (body.name, body.short_name, body.label) if each]
    return any(said in each or each in said for each in own)


def is_nearly(name, said):
    """Do nearly all words of the name stand in what was said? One may have been forgotten in typing."""
    wanted, words = set(fold(name).split()), set(fold(said).split())
    return len(wanted - words) <= len(wanted) // 8


def registration_deadline(deadlines):
    return next((each for each in deadlines if each.on and "dang ky" in fold(each.what)), None)


def report_phase(deadline, phases):
    """The place of the phase whose report is due then: the one it names, else the one that ends nearest, or None."""
    what = fold(deadline.what)
    if not deadline.on or not re.search(r"bao cao|so ket|tong ket", what):
        return None
    for place, phase in enumerate(phases):
        if re.search(rf"\b(?:dot|giai doan|quy) {re.escape(fold(phase.label).split(' ')[-1])}\b", what):
            return place
    ends = [
        (abs((deadline.on - phase.ends_on).days), place)
        for place, phase in enumerate(phases)
        if phase.ends_on
    ]
    nearest = min(ends, default=None)
    return nearest[1] if nearest and nearest[0] <= NEAR else None
