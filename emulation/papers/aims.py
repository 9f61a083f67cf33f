"""How does a paper print an aim: as typed where the words say it themselves, else with what was left to the columns?"""

import re
from decimal import Decimal
from itertools import takewhile

from emulation import wording
from emulation.indicator_kinds import Comparator, Kind
from emulation.models import ScopeRule
from emulation.papers.paper import clean, said_day
from emulation.planreading.measures import measures_of
from emulation.scoping import fact_scale
from unions.quantities import SCALE, show
from unions.vietnamese import nfc

EVERYBODY = re.compile(r"100\s?%|toàn bộ|tất cả|\bmọi\b|\bmỗi\b", re.IGNORECASE)
NOTHING = re.compile(r"\bkhông\b|\b0\b", re.IGNORECASE)
WORDLESS = frozenset({Kind.DONE, Kind.ATTAINMENT, Kind.NARRATIVE})
SHARED = 3  # words that two statements of one line must begin with to be said once


def words_of(indicator):
    """The statement, and behind it whatever of comparator, value, day, scope and parts it does not say."""
    statement = clean(indicator.statement).rstrip(" .;,")
    said = statement if says_itself(indicator) else f"{statement}: {wording.aim(indicator)}"
    missing = [part.statement for part in indicator.parts.all() if not says(statement, part.statement)]
    missing += [_fact(rule) for rule in indicator.scope_rules.all() if _is_unsaid(rule, statement)]
    if missing:
        said += f" ({'; '.join(map(clean, missing))})"
    if indicator.due_on and said_day(indicator.due_on) not in statement:
        said += f", hoàn thành trước ngày {said_day(indicator.due_on)}"
    return said


def says_itself(indicator):
    """Does the statement name the same comparator and value?"""
    kind, comparator, statement = Kind(indicator.kind), indicator.comparator, nfc(indicator.statement)
    if kind in WORDLESS or not (comparator or kind == Kind.ZERO):
        return True
    if kind == Kind.ZERO or comparator == Comparator.ZERO:
        return NOTHING.search(statement) is not None
    if comparator == Comparator.ALL:
        is_all = EVERYBODY.search(statement) is not None
        return is_all and (
            indicator.unit_value is None
            or _has(statement, indicator.unit_comparator, indicator.unit_value, SCALE)
        )
    scale = 1 if kind == Kind.MONEY else SCALE
    return _has(statement, comparator, indicator.value, scale)


def lines_of(indicators):
    """Aims as the paper prints them: those that share a printed line in the plan share it again."""
    rows = {}
    for each in indicators:
        rows.setdefault(each.same_line_as_id or each.pk, []).append(each)
    return [_joined(row) for row in rows.values()]


def says(text, statement):
    """Do all words of the statement stand in the text, in their order?"""
    words = iter(_words(text))
    return all(word in words for word in _words(statement))


def covers(statements, text):
    """Do the statements together say every word of the text?"""
    return set(_words(text)) <= {word for each in statements for word in _words(each)}


def _joined(row):
    first, *others = map(words_of, row)
    if others and all(each.kind == Kind.ZERO for each in row):
        others = [_without(first, other) for other in others]
    return ", ".join((first, *others))


def _without(first, other):
    """ "Trong năm không để xảy ra TNLĐ nghiêm trọng", "… chết người": what both begin with is said once."""
    pairs = zip(first.split(), other.split(), strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0].lower() == pair[1].lower(), pairs))
    return " ".join(other.split()[shared:]) if SHARED <= shared < len(other.split()) else other


def _has(statement, comparator, value, scale):
    """Does a figure of the statement say this?"""
    if value is None:
        return True
    figures = (
        each for measure in measures_of(statement) for each in (measure.figure, *measure.extra) if each
    )
    wanted = abs(Decimal(value)) / scale
    return any(figure.value == wanted and _same(figure.comparator, comparator) for figure in figures)


def _same(read, meant):
    return read == meant or meant in (Comparator.CHANGE, Comparator.BETWEEN)


def _is_unsaid(rule, statement):
    return (
        rule.ground == ScopeRule.Ground.FACT and show(rule.at_least, fact_scale(rule.fact)) not in statement
    )


def _fact(rule):
    return f"{rule.get_fact_display().lower()} từ {show(rule.at_least, fact_scale(rule.fact))} trở lên"


def _words(text):
    return re.findall(r"\w+(?:[.,]\d+)*%?", nfc(text).casefold())
