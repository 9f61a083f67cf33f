"""Which number does Word put before a paragraph of a list: "1.", "2.1", "a)", "II."?

Word keeps only the kind of list and the level; the number is counted anew by whoever shows the file.
"""

import re

from lxml import etree

LEVELS = 9
ROMAN = [
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
]  # fmt: skip
MOST = 4000


def _local(name):
    return etree.QName(name).localname if isinstance(name, str) else ""


def _value(element, name="val"):
    return next((text for key, text in element.attrib.items() if _local(key) == name), None)


def _named(parent, name):
    return [each for each in parent if _local(each.tag) == name]


def _first(parent, name):
    """The value of the first child of that name."""
    return next((_value(each) for each in _named(parent, name)), None)


def _int(text, default):
    return int(text) if text and text.isdecimal() and len(text) < 6 else default


def roman(number):
    letters = ""
    for size, sign in ROMAN:
        letters, number = letters + sign * (number // size), number % size
    return letters


def letter(number):
    """1 → a, 26 → z, 27 → aa, as Word counts on."""
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)


def shown(number, form):
    number = min(number, MOST)
    if number < 1:
        return str(number)
    forms = {"upperRoman": roman, "lowerLetter": letter, "decimalZero": "{:02d}".format}
    forms |= {"lowerRoman": lambda n: roman(n).lower(), "upperLetter": lambda n: letter(n).upper()}
    return forms.get(form, str)(number)


class Level:
    def __init__(self, element):
        self.form = _first(element, "numFmt") or "decimal"
        self.text = _first(element, "lvlText") or ""
        self.start = _int(_first(element, "start"), 1)
        self.style = _first(element, "pStyle")
        self.is_legal = bool(_named(element, "isLgl"))


class Numbers:
    """The lists of a file; `label` counts on with every paragraph."""

    def __init__(self, numbering):
        self._lists, self._kinds, self._counts, self._begun = {}, {}, {}, set()
        if numbering is None:
            return
        links = {}
        for each in _named(numbering, "abstractNum"):
            key = _value(each, "abstractNumId")
            self._kinds[key] = {_int(_value(level, "ilvl"), 0): Level(level) for level in _named(each, "lvl")}
            if name := _first(each, "styleLink"):
                links[name] = key
        for each in _named(numbering, "abstractNum"):
            if name := _first(each, "numStyleLink"):
                self._kinds[_value(each, "abstractNumId")] = self._kinds.get(links.get(name), {})
        for each in _named(numbering, "num"):
            starts = {
                _int(_value(over, "ilvl"), 0): _int(_first(over, "startOverride"), 1)
                for over in _named(each, "lvlOverride")
                if _named(over, "startOverride")
            }
            self._lists[_value(each, "numId")] = (_first(each, "abstractNumId"), starts)

    def level_of(self, list_id, style):
        """The level that a style stands for in a list."""
        kind, _ = self._lists.get(list_id, (None, {}))
        levels = self._kinds.get(kind, {})
        return next((place for place, each in levels.items() if style and each.style == style), 0)

    def label(self, list_id, place):
        kind, starts = self._lists.get(list_id, (None, {}))
        levels = self._kinds.get(kind, {})
        level = levels.get(place)
        if level is None:
            return ""
        counts = self._counts.setdefault(kind, {})
        if place in starts and (list_id, place) not in self._begun:
            self._begun.add((list_id, place))
            counts[place] = starts[place] - 1
        counts[place] = counts.get(place, level.start - 1) + 1
        for deeper in range(place + 1, LEVELS):
            counts.pop(deeper, None)
        if level.form == "bullet":
            return "-"
        if level.form == "none":
            return ""
        return re.sub(
            r"%([1-9])", lambda match: self._part(levels, counts, level, int(match[1]) - 1), level.text
        )

    def _part(self, levels, counts, level, place):
        other = levels.get(place)
        start = other.start if other else 1
        form = "decimal" if level.is_legal or other is None else other.form
        return shown(counts.get(place, start), form)
