"""What does each indicator come to, for all units and bloc by bloc?"""

from fractions import Fraction

from emulation.indicator_kinds import SHARES, YES_NO, Comparator, Kind
from reports.figures.cells import layout_of, scale_of
from reports.figures.sentences import bloc_note, note, sentence
from reports.summary import AMOUNT, JUDGED, MISSING, NOT_APPLICABLE, RATIO, SHARE, VALUE, ZERO, Line, Tally
from targets.measuring import judge, min_needed, percent, roll_up, unit_meets
from unions.quantities import SCALE, show

SHORT = 34
UPWARD = frozenset({Comparator.GT, Comparator.GE, Comparator.ALL, Comparator.BETWEEN})
# What units register for these can be added up; of the others it is counted who took the level asked.
ADDED = YES_NO | {Kind.COMPOSITE, Kind.RATING_SHARE, Kind.COUNT, Kind.MONEY}


def lines_of(reading, grid, blocs, places, *, is_open):
    codes = codes_of(reading.indicators)
    groups = [[] for _ in blocs]
    for member in reading.members:
        groups[places[member.pk]].append(member)
    return tuple(
        _line(reading, grid, place, codes[indicator.pk], groups, blocs, is_open)
        for place, indicator in enumerate(reading.indicators)
    )


def codes_of(indicators):
    """CT1, CT2, CT4a and CT4b for two on one printed line; ND1 for contents told in words."""
    codes, numbers, shared, told = {}, {}, {}, 0
    for indicator in indicators:
        shared.setdefault(indicator.same_line_as_id or indicator.pk, []).append(indicator.pk)
    for indicator in indicators:
        if indicator.kind == Kind.NARRATIVE:
            told += 1
            codes[indicator.pk] = f"ND{told}"
            continue
        line = indicator.same_line_as_id or indicator.pk
        number = numbers.setdefault(line, len(numbers) + 1)
        place = shared[line].index(indicator.pk)
        codes[indicator.pk] = f"CT{number}{chr(97 + place)}" if len(shared[line]) > 1 else f"CT{number}"
    return codes


def _line(reading, grid, place, code, groups, blocs, is_open):
    indicator, rule = reading.indicators[place], grid.rules[place]
    base = {
        "key": indicator.pk,
        "code": code,
        "statement": indicator.statement,
        "short": short_of(indicator.statement),
        "kind": indicator.kind,
        "layout": layout_of(indicator),
        "unit": indicator.unit,
        "scale": scale_of(indicator),
        "comparator": indicator.comparator,
        "value": indicator.value,
        "aim": aim_of(indicator),
        "is_aspiration": indicator.is_aspiration,
        "is_numeric": indicator.kind != Kind.NARRATIVE,
    }
    if indicator.kind == Kind.NARRATIVE:
        return Line(**base, **_told(reading, grid, place, groups))
    total = _tally(reading, grid, place, reading.members, is_open, is_whole=True)
    tallies = [_tally(reading, grid, place, members, is_open, is_whole=False) for members in groups]
    line = Line(**base, **_promised(reading, grid, place, total), total=total, blocs=tuple(tallies))
    tallies = tuple(_noted(tally, bloc_note(line, tally)) for tally in tallies)
    base |= _promised(reading, grid, place, total)
    words = {"note": note(line, _short_units(reading, grid, place, rule), blocs), "sentence": sentence(line)}
    return Line(**base, total=total, blocs=tallies, **words)


def _noted(tally, words):
    return Tally(**{**tally.__dict__, "note": words})


def _told(reading, grid, place, groups):
    """Contents in words are counted, never judged."""

    def tally(members):
        states = [grid.cells[member.pk][place][0] for member in members]
        return Tally(
            asked=len(states) - states.count(NOT_APPLICABLE),
            missing=states.count(MISSING),
            not_applicable=states.count(NOT_APPLICABLE),
        )

    total = tally(reading.members)
    told = total.asked - total.missing
    words = (
        f"{told}/{total.asked} đơn vị đã báo cáo bằng lời; xem biểu 3."
        if total.asked
        else "Không có đơn vị nào."
    )
    return {"total": total, "blocs": tuple(map(tally, groups)), "note": words}


def _tally(reading, grid, place, members, is_open, *, is_whole):
    indicator, rule = reading.indicators[place], grid.rules[place]
    cells = [grid.measured[member.pk][place] for member in members]
    expected = [grid.cells[member.pk][place][2] or 0 for member in members]
    figure = roll_up(rule, cells, expected)
    layout = layout_of(indicator)
    given = _given(reading, indicator, members) if layout == AMOUNT else None
    # A total for the whole campaign says nothing about one bloc: its progress is shown against what it was given.
    is_judged = is_whole or layout != AMOUNT
    verdict = judge(rule, figure, is_open) if is_judged else None
    num, den, occurrences = _printed(indicator, figure, given, is_whole)
    if layout != ZERO and not any(cell.state == VALUE for cell in cells):
        num = None  # nothing said is not 0
    has_share = _has_share(indicator, num, den)
    return Tally(
        asked=figure.asked,
        missing=figure.missing,
        none_arisen=figure.none_arisen,
        not_applicable=figure.not_applicable,
        num=num,
        den=den,
        missing_den=figure.missing_den,
        given=given,
        occurrences=occurrences,
        needed=_needed(indicator, rule, den) if is_judged else None,
        verdict=verdict.value if verdict else "",
        verdict_label=verdict.label if verdict else "",
        has_share=has_share,
        rate=_rate(indicator, num, den, occurrences, has_share),
        points=_points(indicator, num, den) if has_share and layout != AMOUNT else None,
    )


def _given(reading, indicator, members):
    values = [reading.assigned.get((member.pk, indicator.pk)) for member in members]
    values = [value for value in values if value is not None]
    return sum(values) if values else None


def _printed(indicator, figure, given, is_whole):
    """(num, den, occurrences) as they stand in the tables."""
    layout = layout_of(indicator)
    if not figure.asked:
        return None, None, None
    if layout == ZERO:
        return figure.met * SCALE, figure.asked * SCALE, figure.num or 0
    if layout == AMOUNT:
        has_goal = is_whole and indicator.value and indicator.comparator in UPWARD
        return figure.num, indicator.value if has_goal else given, None
    return figure.num, figure.den, None


def _has_share(indicator, num, den):
    """No percentage for "không để xảy ra", "dưới", "không quá", averages and changes (DOMAIN §5.5)."""
    if num is None or not den or layout_of(indicator) in (ZERO, RATIO):
        return False
    return indicator.comparator not in (Comparator.LT, Comparator.LE, Comparator.ZERO, Comparator.CHANGE)


def _rate(indicator, num, den, occurrences, has_share):
    if occurrences is not None:
        return f"{show(occurrences)} {indicator.unit or 'vụ'}"
    if has_share:
        return f"{percent(num, den)}%"
    if num is None or not den or indicator.kind not in (Kind.AVERAGE, Kind.CHANGE):
        return ""
    if indicator.kind == Kind.AVERAGE:
        return percent(num, den * 100)  # 4/3 → "1,33"
    change = percent(abs(num - den), den)
    return f"{'−' if num < den else '+'}{change}%"


def _needed(indicator, rule, den):
    is_rate = indicator.kind in SHARES | YES_NO | {Kind.COMPOSITE, Kind.EACH_COUNT}
    if not is_rate or not den or indicator.comparator not in (*UPWARD, ""):
        return None
    scale = scale_of(indicator)
    return min_needed(rule, den // scale) * scale  # in whole units: 13 of 17, never 12,7501


def _points(indicator, num, den):
    """Hundredths of a percentage point above or below the level asked, rounded half up."""
    if indicator.kind in (Kind.DONE, Kind.ATTAINMENT):
        return None
    if indicator.comparator == Comparator.ALL:
        level = 100 * SCALE
    elif indicator.comparator in (Comparator.GT, Comparator.GE) and indicator.value is not None:
        level = indicator.value
    else:
        return None
    exact = Fraction(num * 10_000, den) - Fraction(level * 100, SCALE)
    sign = -1 if exact < 0 else 1
    return sign * int(abs(exact) + Fraction(1, 2))


def _promised(reading, grid, place, total):
    """Sums of what was assigned, registered, amended and done the year before."""
    indicator = reading.indicators[place]
    asked = [m.pk for m in reading.members if grid.cells[m.pk][place][0] != NOT_APPLICABLE]
    keys = [(pk, indicator.pk) for pk in asked]
    found = {"assigned": total.given}
    if indicator.kind in ADDED:
        agreed = [reading.agreed.get(key) or 0 for key in keys]
        found["registered_num"] = sum(agreed)
        if any(key in reading.amended for key in keys):
            found["amended"] = sum(reading.amended.get(key, reading.agreed.get(key)) or 0 for key in keys)
    else:
        found["registered_num"] = (
            SCALE * sum(key in reading.agreed for key in keys) // (SCALE // scale_of(indicator))
        )
    if layout_of(indicator) != AMOUNT:
        is_units = indicator.kind not in ADDED
        found["registered_den"] = len(asked) * scale_of(indicator) if is_units else total.den
    prior = [reading.prior[key] for key in keys if key in reading.prior]
    if prior:
        found["prior_num"] = sum(num for num, _ in prior)
        dens = [den for _, den in prior if den is not None]
        found["prior_den"] = sum(dens) if dens else None
    return found


def _short_units(reading, grid, place, rule):
    """Units whose own answer falls short, in order: they are named beside the verdict."""
    if layout_of(reading.indicators[place]) not in (SHARE, JUDGED, ZERO):
        return []
    is_yes_no = rule.kind in YES_NO
    found = []
    for member in reading.members:
        state, num, den, _ = grid.cells[member.pk][place]
        if state != VALUE or num is None:
            continue
        if rule.kind == Kind.ZERO:
            is_short = num > 0
        elif is_yes_no:
            is_short = num < den
        else:
            is_short = unit_meets(rule, grid.measured[member.pk][place]) is False
        if is_short:
            found.append(member)
    return found


def short_of(statement, most=SHORT):
    """A head for narrow columns, cut between words."""
    if len(statement) <= most:
        return statement
    cut = statement[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-")
    return f"{cut}…"


def aim_of(indicator):
    """ "trên 75%", "1.500", "0 vụ", "100%": the level asked, without what is counted."""
    if layout_of(indicator) == ZERO:
        return f"0 {indicator.unit or 'vụ'}"
    if indicator.comparator == Comparator.ALL:
        return "100%" if indicator.kind not in (Kind.DONE, Kind.ATTAINMENT) else "Thực hiện"
    if indicator.value is None:
        return "Thực hiện" if indicator.kind in (Kind.DONE, Kind.ATTAINMENT, Kind.COMPOSITE) else ""
    is_share = indicator.kind in SHARES or indicator.comparator == Comparator.CHANGE
    scale, sign = (SCALE, "%") if is_share else (indicator.scale, "")
    value = f"{show(indicator.value, scale)}{sign}"
    words = {
        Comparator.GT: f"trên {value}",
        Comparator.GE: f"từ {value} trở lên",
        Comparator.LT: f"dưới {value}",
        Comparator.LE: f"không quá {value}",
        Comparator.BETWEEN: f"từ {value} đến {show(indicator.upper, scale)}{sign}",
        Comparator.CHANGE: f"{'giảm' if indicator.value < 0 else 'tăng'} {value.lstrip('−')}",
    }
    return words.get(indicator.comparator, value)
