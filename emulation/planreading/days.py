"""Which days and spans of days do the words of a plan name, when the year is often left out?"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
DAY = (
    r"(?:(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})(?:\s?[/.-]\s?(?P<y>\d{4}))?(?!\d)(?!\s?%)"
    r"|(?P<dw>\d{1,2})\s+th[áa]ng\s+(?P<mw>\d{1,2})(?:,?\s+n[ăa]m\s+(?P<yw>\d{4}))?)"
)
MONTH = r"(?:th[áa]ng\s+(?P<mo>\d{1,2})(?:\s?[/-]\s?(?P<my>\d{4})|,?\s+n[ăa]m\s+(?P<mz>\d{4}))?)"
QUARTER = r"(?:qu[ýy]\s+(?P<q>IV|III|II|I|[1-4])(?:\s?[/-]\s?(?P<qy>\d{4})|,?\s+n[ăa]m\s+(?P<qz>\d{4}))?)"
HALF = r"(?P<half>(?:6|s[áa]u)\s+th[áa]ng\s+(?P<which>đ[ầa]u|cu[ốo]i)\s+n[ăa]m(?:\s+(?P<hy>\d{4}))?)"
YEAR_EDGE = r"(?P<edge>đ[ầa]u|cu[ốo]i|h[ếe]t)\s+n[ăa]m(?!\s+h[ọo]c)(?:\s+(?P<ey>\d{4}))?"
ONE = re.compile(f"(?:{DAY}|{HALF}|{MONTH}|{QUARTER}|{YEAR_EDGE})", re.IGNORECASE)
# Words that open a span, and those that close it.
FROM = r"(?:k[ểe]\s+)?t[ừu](?:\s+sau|\s+khi|\s+nay|\s+lúc)?"
START = re.compile(
    rf"(?:(?P<after>t[ừu]\s+sau|sau)|(?:b[ắa]t\s+đ[ầa]u\s+)?(?:k[ểe]\s+)?t[ừu]|b[ắa]t\s+đ[ầa]u)\s+(?:h[ếe]t\s+)?(?:ng[àa]y\s+)?(?:th[áa]ng\s+(?=\d{{1,2}}[/.]\d{{1,2}}))?"
    rf"(?:{DAY}|{HALF}|{MONTH}|{QUARTER}|{YEAR_EDGE})",
    re.IGNORECASE,
)
OPEN_START = re.compile(
    r"(?:k[ểe]\s+)?t[ừu]\s+(?:ng[àa]y\s+|khi\s+|l[úu]c\s+)*(?:nay|ph[áa]t\s+đ[ộo]ng|ban\s+h[àa]nh|tri[ểe]n\s+khai)",
    re.IGNORECASE,
)
SIGNED = re.compile(r"t[ừu]\s+ng[àa]y\s+k[ýy]", re.IGNORECASE)
UNTIL = re.compile(
    rf"\s*(?:[,;]\s*)?(?:đ[ếe]n|t[ớo]i|[-–—÷])\s*(?:h[ếe]t\s+)?(?:ng[àa]y\s+)?(?:th[áa]ng\s+(?=\d{{1,2}}[/.]\d{{1,2}}))?"
    rf"(?:{DAY}|{HALF}|{MONTH}|{QUARTER}|{YEAR_EDGE})",
    re.IGNORECASE,
)


@dataclass
class Span:
    """`wrong` are the words that name a day no calendar has; `place` is where the span stands in the text."""

    starts_on: date | None
    ends_on: date | None
    place: tuple
    wrong: tuple = ()
    is_open: bool = False


@dataclass
class Named:
    """One day or stretch named by words: its first and last day, or None for a day that does not exist."""

    first: date | None
    last: date | None
    has_year: bool
    place: tuple
    words: str


def name_of(match, year):
    """The days that a match of these patterns names; a missing year is `year`."""
    g, words = match.groupdict(), match.group(0)
    place = match.span()
    if g["d"] or g["dw"]:
        day, month = int(g["d"] or g["dw"]), int(g["m"] or g["mw"])
        typed = g["y"] or g["yw"]
        found = safe_day(int(typed) if typed else year, month, day)
        return Named(found, found, bool(typed), place, words)
    if g["half"]:
        of = int(g["hy"] or year)
        is_first = g["which"].lower().startswith("đ")
        return Named(*months(of, 1 if is_first else 7, 6 if is_first else 12), bool(g["hy"]), place, words)
    if g["mo"]:
        typed = g["my"] or g["mz"]
        of = int(typed) if typed else year
        return Named(*months(of, int(g["mo"]), int(g["mo"])), bool(typed), place, words)
    if g["q"]:
        typed = g["qy"] or g["qz"]
        number = ROMAN.get(g["q"].lower()) or int(g["q"])
        of = int(typed) if typed else year
        return Named(*months(of, 3 * number - 2, 3 * number), bool(typed), place, words)
    of = int(g["ey"] or year)
    return Named(date(of, 1, 1), date(of, 12, 31), bool(g["ey"]), place, words)


def safe_day(year, month, day):
    try:
        return date(year, month, day)
    except ValueError:
        return None


def months(year, first, last):
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None, None
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def named_days(text, year):
    """Every day or stretch named in a text, in order."""
    return [name_of(match, year) for match in ONE.finditer(text)]


# "Quý I, quý II", "tháng 5 và tháng 6", "01/01 - 31/5/2019" without "từ".
BARE = re.compile(rf"(?:ng[àa]y\s+)?(?:{DAY}|{HALF}|{MONTH}|{QUARTER})", re.IGNORECASE)


def span_of(text, year, *, signed_on=None, after=None):
    """The first span of days in a text, or None. `after`: the day the span before ended, for years left out."""
    if match := SIGNED.search(text):
        return _closed(text, match, signed_on, year)
    opened, started = OPEN_START.search(text), START.search(text)
    if opened and (not started or opened.start() <= started.start()):
        span = _closed(text, opened, None, year)
        span.is_open = True
        return span
    if started and _is_span(text, started):
        return _from(text, started, year, after, is_after=bool(started["after"]))
    for match in BARE.finditer(text):
        if UNTIL.match(text, match.end()) or match["half"] or match["q"] or match["mo"]:
            return _from(text, match, year, after, is_after=False)
    if until := re.search(UNTIL.pattern.replace(r"[-–—÷]", "(?!)"), text, re.IGNORECASE):
        end = name_of(until, year)
        return Span(None, end.last, until.span(), _wrong([end]), is_open=True)
    return _from(text, started, year, after, is_after=bool(started["after"])) if started else None


def _is_span(text, started):
    return bool(UNTIL.match(text, started.end())) or not BARE.search(text, started.end())


def _closed(text, match, starts_on, year):
    until = UNTIL.match(text, match.end()) or UNTIL.search(text, match.end())
    if not until:
        return Span(starts_on, None, match.span())
    end = name_of(until, year)
    return Span(starts_on, end.last, (match.start(), until.end()), _wrong([end]))


def _from(text, match, year, after, *, is_after):
    until = UNTIL.match(text, match.end())
    first = name_of(match, year)
    last = name_of(until, year) if until else first
    if until and last.has_year and not first.has_year:
        first = name_of(match, _year_before(first, last))
    elif first.has_year and until and not last.has_year and first.first:
        last = name_of(until, first.first.year)
        if last.last and last.last < first.first and not _same_day(first, last):
            later = name_of(until, first.first.year + 1)
            last = later if _is_winter(first, later) else last
    elif after and first.first and not first.has_year and first.first <= after and first.first.year == year:
        first, last = _moved_on(match, until, first, last, after)
    if until and not last.has_year and first.first and last.last and last.last < first.first:
        is_next = re.match(r"\s*(?:năm\s+(?:sau|tới)|của\s+năm\s+sau)", text[until.end() :], re.IGNORECASE)
        later = name_of(until, first.first.year + 1)
        last = later if is_next or (_is_winter(first, later) and not first.has_year) else last
    starts_on = first.last + timedelta(days=1) if is_after and first.last else first.first
    ends_on = (
        last.last if until or match["half"] or match["q"] or match["mo"] or match["edge"] is None else None
    )
    if not until and (match["d"] or match["dw"]):
        ends_on = None
    return Span(
        starts_on,
        ends_on,
        (match.start(), (until or match).end()),
        _wrong([first, *([last] if until else [])]),
    )


def _same_day(first, last):
    return first.first == last.last


def _is_winter(first, last):
    """A span over New Year is short: from autumn to spring."""
    return first.first.month >= 8 and last.last.month <= 6


def _year_before(first, last):
    """The year of a start without one, before an end that has it: 21/11 … 08/3/2022 began in 2021."""
    if first.first is None or last.last is None:
        return last.last.year if last.last else first.first.year if first.first else 2000
    same = (first.first.month, first.first.day) <= (last.last.month, last.last.day)
    return last.last.year if same else last.last.year - 1


def _moved_on(match, until, first, last, after):
    """A phase that would begin before the one above ended belongs to the following year, if that closes the gap."""
    for step in (after.year, after.year + 1):
        begun = name_of(match, step)
        if begun.first and timedelta(0) < begun.first - after <= timedelta(days=45):
            ended = name_of(until, step) if until and not last.has_year else last
            return begun, ended if until else begun
    return first, last


def _wrong(named):
    return tuple(each.words.strip() for each in named if each.first is None)
