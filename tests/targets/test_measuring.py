"""Are figures added up and judged exactly as DOMAIN §5 says?"""

import json
import time
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from emulation.indicator_kinds import Accumulation, CellState, Comparator, Kind
from targets.measuring import (
    MISSING,
    SCALE,
    Cell,
    Figure,
    PartRule,
    Rule,
    Verdict,
    accumulate,
    divide,
    judge,
    min_needed,
    percent,
    points,
    roll_up,
    suffices,
    unit_meets,
)

pytestmark = pytest.mark.prove("measuring")

U = SCALE  # one unit, one person, one per cent
NONE_ARISEN = Cell("none_arisen")
NOT_APPLICABLE = Cell("not_applicable")
YES, NO = Cell("value", U), Cell("value", 0)


def value(num, den=None, **more):
    return Cell("value", num * U, None if den is None else den * U, **more)


def verdict(rule, cells, expected=None, *, is_open=False):
    return judge(rule, roll_up(rule, cells, expected), is_open)


def share(rule, cells):
    figure = roll_up(rule, cells)
    return f"{percent(figure.num, figure.den)} ({figure.num // U}/{figure.den // U})"


def units(yes, no=0, missing=0):
    return [YES] * yes + [NO] * no + [MISSING] * missing


# The fifteen worked cases of DOMAIN §5.6, books closed ---------------------------------------------------------------


def test_w1_exactly_at_trên_is_not_met():
    rule = Rule(Kind.COUNT, "gt", 1500 * U)
    assert verdict(rule, [value(1500)]) == Verdict.UNMET
    assert percent(1500 * U, 1500 * U) == "100,00"
    assert verdict(rule, [value(1000), value(501)]) == Verdict.MET


def test_w2_ratings_from_good_up_are_counted():
    rule = Rule(Kind.RATING_SHARE, "gt", 95 * U, minimum_rating="good")
    good, excellent, plain = (Cell("value", rating=rating) for rating in ("good", "excellent", "completed"))
    cells = [good] * 30 + [excellent] * 8 + [plain] * 2
    assert share(rule, cells) == "95,00 (38/40)"
    assert verdict(rule, cells) == Verdict.UNMET
    cells = [good] * 31 + [excellent] * 8 + [plain]
    assert share(rule, cells) == "97,50 (39/40)"
    assert verdict(rule, cells) == Verdict.MET


def test_w3_from_eighty_up():
    rule = Rule(Kind.COUNT, "ge", 80 * U)
    assert verdict(rule, [value(79)]) == Verdict.UNMET
    assert verdict(rule, [value(80)]) == Verdict.MET


def test_w4_two_shares_that_look_alike_are_judged_exactly():
    short, enough = value(18_999, 20_000), value(23_751, 25_000)
    assert percent(18_999, 20_000) == percent(23_751, 25_000) == "95,00"
    assert verdict(Rule(Kind.QUANTITY_SHARE, "ge", 95 * U), [short]) == Verdict.UNMET
    assert verdict(Rule(Kind.QUANTITY_SHARE, "gt", 95 * U), [enough]) == Verdict.MET


def test_w5_rounding_is_half_up():
    assert [percent(*pair) for pair in ((77, 800), (5, 12), (8, 9))] == ["9,63", "41,67", "88,89"]


def test_w6_shares_are_pooled_or_counted_never_averaged():
    cells = [value(9, 10), value(40, 100), value(10, 10)]
    pooled = Rule(Kind.QUANTITY_SHARE, "ge", 50 * U)
    assert share(pooled, cells) == "49,17 (59/120)"
    assert verdict(pooled, cells) == Verdict.UNMET
    each = Rule(Kind.EACH_SHARE, "all", unit_comparator="ge", unit_value=50 * U)
    assert share(each, cells) == "66,67 (2/3)"
    assert verdict(each, cells) == Verdict.UNMET


def test_w7_an_average_may_hold_where_not_every_unit_does():
    average = Rule(Kind.AVERAGE, "ge", 1 * U)
    cells = [value(3, 1), value(0, 1), value(1, 1)]
    figure = roll_up(average, cells)
    assert (figure.num, figure.den) == (4 * U, 3 * U)
    assert percent(figure.num, figure.den * 100) == "1,33"
    assert judge(average, figure, False) == Verdict.MET
    each = Rule(Kind.EACH_COUNT, "all", unit_comparator="ge", unit_value=1 * U)
    cells = [value(3), value(0), value(1)]
    assert share(each, cells) == "66,67 (2/3)"
    assert verdict(each, cells) == Verdict.UNMET
    assert [unit_meets(each, cell) for cell in cells] == [True, False, True]


def test_w8_zero_needs_every_confirmation_and_breaks_at_once():
    rule = Rule(Kind.ZERO, "zero", 0, accumulation=Accumulation.EACH_PHASE)
    sure = Cell("value", 0, confirmed=True)
    assert verdict(rule, [sure] * 9 + [MISSING]) == Verdict.INCOMPLETE
    assert verdict(rule, [sure] * 9 + [Cell("value", 0)]) == Verdict.INCOMPLETE
    assert verdict(rule, [sure] * 10) == Verdict.MET
    assert verdict(rule, [value(1)] + [MISSING] * 9, is_open=True) == Verdict.UNMET
    figure = roll_up(rule, [sure] * 10 + [MISSING, NOT_APPLICABLE])
    assert (figure.met, figure.asked, figure.missing, figure.num, figure.den) == (10, 11, 1, 0, None)


def test_w9_what_did_not_arise_leaves_both_sides():
    rule = Rule(Kind.QUANTITY_SHARE, "all")
    assert verdict(rule, [value(0, 0)]) == Verdict.NONE_ARISEN
    cells = [value(0, 0), value(4, 4), value(3, 4)]
    assert share(rule, cells) == "87,50 (7/8)"
    assert verdict(rule, cells) == Verdict.UNMET
    assert roll_up(rule, cells).none_arisen == 1


def test_w10_parts_are_judged_per_unit_before_counting():
    rule = Rule(Kind.COMPOSITE, "all", parts=(PartRule(Kind.DONE), PartRule(Kind.DONE)))
    both, one = (Cell("value", parts=((U, None), (num, None))) for num in (U, 0))
    cells = [both] * 8 + [one] + [NOT_APPLICABLE] * 3
    assert share(rule, cells) == "88,89 (8/9)"
    assert verdict(rule, cells) == Verdict.UNMET
    assert roll_up(rule, cells).not_applicable == 3


def test_w11_every_upper_union_at_least_one():
    rule = Rule(Kind.EACH_COUNT, "all", unit_comparator="ge", unit_value=1 * U)
    assert share(rule, [value(2), value(1), value(0), value(3)]) == "75,00 (3/4)"


def test_w12_once_counts_a_unit_once():
    rule = Rule(Kind.UNIT_SHARE, "all", accumulation=Accumulation.ONCE)
    phases = [(YES, YES)] * 10 + [(YES, NO)] * 8 + [(NO, YES)] * 10 + [(NO, NO)] * 2
    assert sum(first is YES for first, _ in phases) == 18
    assert sum(second is YES for _, second in phases) == 20
    assert share(rule, [accumulate(rule, cells) for cells in phases]) == "93,33 (28/30)"


def test_w13_over_achievement_is_printed_raw():
    figure = roll_up(Rule(Kind.COUNT, "ge", 20 * U), [value(37)])
    assert percent(figure.num, 20 * U) == "185,00"


def test_w14_the_missing_are_bounds():
    cells = units(15, 2, 3)
    assert verdict(Rule(Kind.UNIT_SHARE, "ge", 75 * U), cells) == Verdict.MET
    assert verdict(Rule(Kind.UNIT_SHARE, "gt", 75 * U), cells) == Verdict.INCOMPLETE
    assert verdict(Rule(Kind.UNIT_SHARE, "ge", 95 * U), cells) == Verdict.UNMET


def test_w15_at_most_between_and_growth():
    at_most = Rule(Kind.COUNT, "le", 3 * U)
    assert [verdict(at_most, [value(n)]) for n in (3, 4)] == [Verdict.MET, Verdict.UNMET]
    between = Rule(Kind.COUNT, "between", 8 * U, upper=12 * U)
    assert [verdict(between, [value(n)]) for n in (7, 12, 13)] == [Verdict.UNMET, Verdict.MET, Verdict.MET]
    narrow = Rule(Kind.COUNT, "between", 8 * U, upper=12 * U, over_ok=False)
    assert [verdict(narrow, [value(n)]) for n in (12, 13)] == [Verdict.MET, Verdict.UNMET]
    growth = Rule(Kind.CHANGE, "change", 12_5000)
    assert verdict(growth, [value(45, 40)]) == Verdict.MET
    assert verdict(growth, [value(44, 40)]) == Verdict.UNMET
    assert verdict(growth, [value(45, 0)]) == Verdict.UNDECIDED


# The paper mock: 238 invented cells, everything else derived ----------------------------------------------------------

FIGURES = json.loads((Path(__file__).parent.parent / "data" / "figures.json").read_text())
INDICATORS = {each["code"]: each for each in FIGURES["indicators"]}
ALL_ROWS = [*FIGURES["totals"], *FIGURES["by_bloc"]]


def paper_rule(code):
    kind = INDICATORS[code]
    asked = kind["value"] * U if kind["comparator"] in ("gt", "ge") else None
    return Rule(kind["kind"], kind["comparator"], asked, accumulation=kind["accumulation"])


def paper_cells(code, bloc):
    """The cells of the mock as units send them, and what each would bring to the denominator."""
    cells, expected = [], []
    for row in FIGURES["cells"]:
        if row["indicator"] != code or bloc not in (None, row["bloc"]):
            continue
        if row["state"] != "value":
            cells.append(Cell(row["state"]))
        elif code.startswith("CT4"):
            cells.append(Cell("value", row["occurrences"] * U, confirmed=row["confirmed"] == 1))
        else:
            cells.append(Cell("value", row["num"] * U, row["den"] * U))
        expected.append((row.get("den") or 1) * U)
    return cells, expected


def test_the_paper_has_seven_totals_of_238_cells():
    assert len(FIGURES["cells"]) == 238
    assert len(FIGURES["totals"]) == 7
    assert len(FIGURES["by_bloc"]) == 35


@pytest.mark.parametrize("row", ALL_ROWS, ids=lambda row: f"{row['indicator']}-{row.get('bloc', 'all')}")
def test_totals_and_blocs_of_the_paper(row):
    rule = paper_rule(row["indicator"])
    cells, expected = paper_cells(row["indicator"], row.get("bloc"))
    figure = roll_up(rule, cells, expected)
    assert judge(rule, figure, True).label == row["verdict"]
    counted = (figure.asked, figure.missing, figure.not_applicable, figure.none_arisen)
    names = ("bodies_in_scope", "missing_bodies", "not_applicable_bodies", "none_arisen_bodies")
    assert counted == tuple(row[name] for name in names)
    if "confirmed" in row:
        assert (figure.met, figure.asked, figure.num) == (
            row["confirmed"],
            row["den"],
            row["occurrences"] * U,
        )
        return
    assert (figure.num, figure.den, figure.missing_den) == (
        row["num"] * U,
        row["den"] * U,
        row["missing_den"] * U,
    )
    if row["den"]:
        asked = 100 * U if rule.value is None else rule.value
        assert f"{percent(figure.num, figure.den)}%" == row["percent_vi"]
        assert points(figure.num, figure.den, asked) == row["points_vs_target_vi"]
        assert min_needed(rule, row["den"]) == row["min_needed"]


def test_verdicts_of_the_paper_are_counted():
    found = dict.fromkeys(FIGURES["verdict_counts"], 0)
    for code in INDICATORS:
        found[verdict(paper_rule(code), *paper_cells(code, None), is_open=True).label] += 1
    assert found == FIGURES["verdict_counts"]


# Kinds, comparators, states ------------------------------------------------------------------------------------------


def test_open_books_say_not_yet_and_never_failed():
    rule = Rule(Kind.UNIT_SHARE, "all")
    assert verdict(rule, units(1, 1), is_open=True) == Verdict.NOT_YET
    assert verdict(rule, units(2), is_open=True) == Verdict.MET
    assert Verdict.NOT_YET.label == "Chưa đạt"


def test_trên_accepts_the_value_where_the_campaign_says_so():
    cells = units(19, 1)
    assert verdict(Rule(Kind.UNIT_SHARE, "gt", 95 * U), cells) == Verdict.UNMET
    assert verdict(Rule(Kind.UNIT_SHARE, "gt", 95 * U, strict_over=False), cells) == Verdict.MET


@pytest.mark.parametrize(
    ("comparator", "asked", "below", "at", "above"),
    [
        ("gt", 50, False, False, True), ("ge", 50, False, True, True), ("lt", 50, True, False, False),
        ("le", 50, True, True, False), ("", 50, False, True, True), ("zero", 0, False, False, False),
    ],
)  # fmt: skip
def test_comparators_of_shares(comparator, asked, below, at, above):
    rule = Rule(Kind.QUANTITY_SHARE, comparator, asked * U)
    answers = [verdict(rule, [value(num, 100)]) == Verdict.MET for num in (49, 50, 51)]
    assert answers == [below, at, above]


def test_nobody_in_scope_and_nothing_arisen():
    rule = Rule(Kind.UNIT_SHARE, "all")
    assert verdict(rule, []) == Verdict.NOT_APPLICABLE
    assert verdict(rule, [NOT_APPLICABLE] * 2) == Verdict.NOT_APPLICABLE
    assert verdict(rule, [NOT_APPLICABLE, NONE_ARISEN]) == Verdict.NONE_ARISEN
    assert verdict(rule, [Cell("value", 0, 0)]) == Verdict.NONE_ARISEN
    assert verdict(rule, [MISSING]) == Verdict.INCOMPLETE
    assert verdict(rule, [MISSING], [0]) == Verdict.INCOMPLETE


def test_words_are_never_judged_and_no_number_asks_nothing():
    assert verdict(Rule(Kind.NARRATIVE), [Cell("value")]) is None
    assert verdict(Rule(Kind.COUNT), [value(3)]) is None
    assert verdict(Rule(Kind.COUNT, "all"), [value(3)]) == Verdict.UNDECIDED
    assert verdict(Rule(Kind.COUNT, "change", 3 * U), [value(3)]) == Verdict.UNDECIDED
    assert verdict(Rule(Kind.DONE), units(3)) == Verdict.MET
    assert verdict(Rule(Kind.UNIT_SHARE, "", 60 * U), units(3, 1)) == Verdict.MET


def test_sums_with_missing_units_are_decided_once_nothing_can_change_them():
    cells = [value(80), MISSING]
    assert verdict(Rule(Kind.COUNT, "ge", 80 * U), cells) == Verdict.MET
    assert verdict(Rule(Kind.COUNT, "gt", 80 * U), cells) == Verdict.INCOMPLETE
    assert verdict(Rule(Kind.COUNT, "le", 79 * U), cells) == Verdict.UNMET
    assert verdict(Rule(Kind.COUNT, "le", 80 * U), cells) == Verdict.INCOMPLETE
    assert verdict(Rule(Kind.COUNT, "lt", 80 * U), cells) == Verdict.UNMET
    assert verdict(Rule(Kind.COUNT, "zero", 0), [value(0), MISSING]) == Verdict.INCOMPLETE
    assert verdict(Rule(Kind.COUNT, "zero", 0), cells) == Verdict.UNMET
    narrow = Rule(Kind.COUNT, "between", 8 * U, upper=79 * U, over_ok=False)
    assert verdict(narrow, cells) == Verdict.UNMET
    assert verdict(narrow, [value(70), MISSING]) == Verdict.INCOMPLETE
    assert verdict(Rule(Kind.COUNT, "between", 8 * U, upper=12 * U), cells) == Verdict.MET
    assert verdict(Rule(Kind.MONEY, "ge", 1_000, scale=1), [Cell("value", 1_000)]) == Verdict.MET


def test_shares_of_people_need_to_know_how_many_are_missing():
    rule = Rule(Kind.QUANTITY_SHARE, "ge", 50 * U)
    cells = [value(90, 100), MISSING]
    assert verdict(rule, cells) == Verdict.INCOMPLETE
    assert verdict(rule, cells, [None, None]) == Verdict.INCOMPLETE
    assert verdict(rule, cells, [None, 80 * U]) == Verdict.MET
    assert verdict(rule, cells, [None, 81 * U]) == Verdict.INCOMPLETE
    figure = roll_up(rule, cells, [None, 80 * U])
    assert (figure.num, figure.den, figure.missing_den, figure.unknown) == (90 * U, 180 * U, 80 * U, 0)
    everybody = Rule(Kind.QUANTITY_SHARE, "all")
    assert verdict(everybody, cells) == Verdict.UNMET
    assert verdict(everybody, [value(100, 100), MISSING]) == Verdict.INCOMPLETE
    assert verdict(Rule(Kind.QUANTITY_SHARE, "ge", 100 * U), cells) == Verdict.UNMET
    assert verdict(Rule(Kind.QUANTITY_SHARE, "le", 100 * U), cells) == Verdict.INCOMPLETE
    assert verdict(Rule(Kind.MONEY_SHARE, "gt", 95 * U, scale=1), [Cell("value", 951, 1_000)]) == Verdict.MET


def test_a_range_with_bounds_on_both_sides_stays_open():
    rule = Rule(Kind.UNIT_SHARE, "between", 40 * U, upper=60 * U, over_ok=False)
    assert verdict(rule, units(0, 0, 10)) == Verdict.INCOMPLETE
    assert verdict(rule, units(5, 5)) == Verdict.MET
    assert verdict(rule, units(7, 1, 2)) == Verdict.UNMET
    assert verdict(rule, units(1, 8, 1)) == Verdict.UNMET
    assert verdict(rule, units(4, 5, 1)) == Verdict.MET


def test_averages_and_changes_wait_for_everybody():
    assert verdict(Rule(Kind.AVERAGE, "ge", U), [value(9, 1), MISSING]) == Verdict.INCOMPLETE
    assert verdict(Rule(Kind.CHANGE, "change", U), [value(9, 1), MISSING]) == Verdict.INCOMPLETE
    assert verdict(Rule(Kind.AVERAGE, "ge", U), [Cell("value", U)]) == Verdict.UNDECIDED
    fall = Rule(Kind.CHANGE, "change", -10 * U)
    assert verdict(fall, [value(90, 100)]) == Verdict.MET
    assert verdict(fall, [value(91, 100)]) == Verdict.UNMET
    assert verdict(Rule(Kind.CHANGE, "gt", 10 * U), [value(111, 100)]) == Verdict.MET


def test_units_waiting_for_a_rating_wait_for_a_person():
    rule = Rule(Kind.RATING_SHARE, "all", minimum_rating="good")
    good, unrated = Cell("value", rating="good"), Cell("value")
    figure = roll_up(rule, [good, unrated])
    assert (figure.undecided, figure.missing, figure.met) == (1, 1, 1)
    assert judge(rule, figure, True) == Verdict.UNDECIDED
    assert verdict(rule, [good, unrated, MISSING]) == Verdict.INCOMPLETE
    assert unit_meets(Rule(Kind.RATING_SHARE), Cell("value", rating="completed")) is False


def test_a_unit_may_answer_for_several_enterprises():
    rule = Rule(Kind.UNIT_SHARE, "gt", 75 * U)
    figure = roll_up(rule, [value(3, 4), value(9, 9), MISSING], [U, U, 3 * U])
    assert (figure.num, figure.den, figure.missing_den) == (12 * U, 16 * U, 3 * U)
    assert (figure.met, figure.unmet) == (1, 1)
    assert judge(rule, figure, False) == Verdict.INCOMPLETE
    assert verdict(rule, [value(4, 4), MISSING], [0, 0]) == Verdict.MET


def test_what_a_unit_meets_by_itself():
    share_rule = Rule(Kind.QUANTITY_SHARE, "gt", 50 * U)
    assert unit_meets(share_rule, value(51, 100)) is True
    assert unit_meets(share_rule, value(50, 100)) is False
    assert unit_meets(share_rule, value(0, 0)) is None
    assert unit_meets(share_rule, Cell("value")) is None
    assert unit_meets(share_rule, MISSING) is None
    assert unit_meets(Rule(Kind.UNIT_SHARE), Cell("value")) is None
    assert unit_meets(Rule(Kind.COUNT, "ge", U), value(5)) is None
    assert unit_meets(Rule(Kind.EACH_COUNT), value(1)) is True
    assert unit_meets(Rule(Kind.EACH_SHARE, "all"), value(9, 10)) is False
    assert (
        unit_meets(Rule(Kind.EACH_COUNT, unit_comparator="between", unit_value=U, upper=3 * U), value(2))
        is True
    )


COUNTED = PartRule(Kind.COUNT, "ge", 3 * U)
SHARED = PartRule(Kind.QUANTITY_SHARE, "gt", 50 * U)
DONE = PartRule(Kind.DONE)
FREE = PartRule(Kind.ZERO)


@pytest.mark.parametrize(
    ("operator", "parts", "said", "met"),
    [
        ("and", (DONE, COUNTED), ((U, None), (3 * U, None)), True),
        ("and", (DONE, COUNTED), ((U, None), (2 * U, None)), False),
        ("and", (DONE, COUNTED), (None, (2 * U, None)), False),
        ("and", (DONE, COUNTED), ((U, None), None), None),
        ("and", (DONE, COUNTED), (), None),
        ("and", (DONE, SHARED), ((U, None), (51, 100)), True),
        ("and", (DONE, SHARED), ((U, None), (0, 0)), True),
        ("and", (SHARED,), ((0, 0),), None),
        ("and", (SHARED,), ((5, 0),), None),
        ("and", (PartRule(Kind.QUANTITY_SHARE),), ((99, 100),), False),
        ("and", (DONE, FREE), ((U, None), (0, None)), True),
        ("and", (DONE, FREE), ((U, None), (U, None)), False),
        ("and", (PartRule(Kind.COUNT, "", 3 * U),), ((3 * U, None),), True),
        ("or", (DONE, COUNTED), (None, (3 * U, None)), True),
        ("or", (DONE, COUNTED), ((0, None), (2 * U, None)), False),
        ("or", (DONE, COUNTED), ((0, None), (None, None)), None),
    ],
)  # fmt: skip
def test_composites_join_their_parts(operator, parts, said, met):
    rule = Rule(Kind.COMPOSITE, "all", operator=operator, parts=parts)
    assert unit_meets(rule, Cell("value", parts=said)) is met


def test_two_parts_of_nine_in_ten_may_be_eight():
    rule = Rule(Kind.COMPOSITE, "all", parts=(DONE, DONE))
    yes, no = (U, None), (0, None)
    cells = [Cell("value", parts=(yes, yes))] * 8 + [
        Cell("value", parts=(yes, no)),
        Cell("value", parts=(no, yes)),
    ]
    assert share(rule, cells) == "80,00 (8/10)"


# Phases --------------------------------------------------------------------------------------------------------------


def test_one_phase_is_itself_and_none_is_missing():
    rule = Rule(Kind.COUNT, "ge", U)
    assert accumulate(rule, [value(3)]) == value(3)
    assert accumulate(rule, []) == MISSING
    assert accumulate(rule, [MISSING, MISSING]) == MISSING
    assert accumulate(rule, [NONE_ARISEN, NOT_APPLICABLE]).state == CellState.NONE_ARISEN
    assert accumulate(rule, [NOT_APPLICABLE, NOT_APPLICABLE]).state == CellState.NOT_APPLICABLE
    assert accumulate(rule, [NOT_APPLICABLE, MISSING]) == MISSING
    assert accumulate(Rule(Kind.CHANGE, accumulation=Accumulation.LATEST), []) == MISSING


def test_sums_are_added_and_say_when_a_phase_is_missing():
    rule = Rule(Kind.COUNT, "ge", 50 * U)
    assert accumulate(rule, [value(30), value(20)]).num == 50 * U
    part = accumulate(rule, [value(30), MISSING])
    assert (part.state, part.num, part.partial) == ("value", 30 * U, True)
    assert verdict(rule, [part]) == Verdict.INCOMPLETE
    assert verdict(rule, [part, value(20)]) == Verdict.MET
    assert roll_up(rule, [part]).missing == 1
    both = accumulate(Rule(Kind.QUANTITY_SHARE, "all"), [value(3, 4), NONE_ARISEN, value(5, 5)])
    assert (both.num, both.den, both.partial) == (8 * U, 9 * U, False)
    part = accumulate(Rule(Kind.QUANTITY_SHARE, "ge", 50 * U), [value(4, 4), MISSING])
    assert verdict(Rule(Kind.QUANTITY_SHARE, "ge", 50 * U), [part]) == Verdict.INCOMPLETE
    assert verdict(Rule(Kind.QUANTITY_SHARE, "all"), [value(3, 4), part]) == Verdict.UNMET


def test_a_cumulative_figure_replaces_what_was_before():
    rule = Rule(Kind.COUNT, "ge", 50 * U, entry="cumulative")
    assert accumulate(rule, [value(30), value(45)]) == value(45)
    assert accumulate(rule, [MISSING, value(45)]) == value(45)
    part = accumulate(rule, [value(30), MISSING])
    assert (part.num, part.partial) == (30 * U, True)
    once = Rule(Kind.UNIT_SHARE, "all", accumulation=Accumulation.ONCE, entry="cumulative")
    assert accumulate(once, [MISSING, NO]) == NO
    assert accumulate(once, [MISSING, MISSING]) == MISSING


def test_the_latest_phase_replaces_the_others():
    rule = Rule(Kind.AVERAGE, "ge", U, accumulation=Accumulation.LATEST)
    assert accumulate(rule, [value(3, 1), value(4, 2)]) == value(4, 2)
    assert accumulate(rule, [value(3, 1), MISSING]) == MISSING
    words = Rule(Kind.NARRATIVE, accumulation=Accumulation.ADD)
    assert accumulate(words, [Cell("value"), MISSING]) == MISSING
    rating = Rule(Kind.RATING_SHARE, accumulation=Accumulation.ADD, minimum_rating="good")
    assert accumulate(rating, [Cell("value", rating="failed"), Cell("value", rating="good")]).rating == "good"


def test_the_best_phase():
    rule = Rule(Kind.COUNT, "ge", U, accumulation=Accumulation.MAX)
    assert accumulate(rule, [value(3), value(5), value(4)]) == value(5)
    assert accumulate(rule, [value(3), MISSING]).partial
    assert accumulate(rule, [Cell("value"), value(5), Cell("value")]) == value(5)
    ratio = Rule(Kind.QUANTITY_SHARE, "ge", U, accumulation=Accumulation.MAX)
    assert accumulate(ratio, [value(1, 3), value(3_334, 10_000), value(1, 4)]) == value(3_334, 10_000)
    rating = Rule(Kind.RATING_SHARE, "all", minimum_rating="good", accumulation=Accumulation.MAX)
    good, failed = Cell("value", rating="good"), Cell("value", rating="failed")
    assert accumulate(rating, [failed, good, Cell("value")]) == good
    assert accumulate(rating, [good, MISSING]) == good
    assert accumulate(rating, [failed, MISSING]).partial
    assert verdict(rating, [good, accumulate(rating, [failed, MISSING])]) == Verdict.INCOMPLETE


def test_once_keeps_the_best_and_waits_only_for_what_may_still_come():
    rule = Rule(Kind.UNIT_SHARE, "all", accumulation=Accumulation.ONCE)
    assert accumulate(rule, [YES, MISSING]) == YES
    assert accumulate(rule, [NO, MISSING]).partial
    assert verdict(rule, [accumulate(rule, [NO, MISSING])]) == Verdict.INCOMPLETE
    assert verdict(rule, [accumulate(rule, [NO, NO])]) == Verdict.UNMET
    several = accumulate(rule, [value(3, 5), value(2, 6)])
    assert (several.num, several.den, several.partial) == (3 * U, 6 * U, False)
    figure = roll_up(rule, [accumulate(rule, [value(3, 5), MISSING])])
    assert (figure.num, figure.den, figure.missing_den, figure.missing) == (3 * U, 5 * U, 2 * U, 1)
    added = Rule(Kind.UNIT_SHARE, "all", accumulation=Accumulation.ADD)
    assert accumulate(added, [YES, YES]) == YES
    counted = Rule(Kind.COUNT, "ge", U, accumulation=Accumulation.ONCE)
    assert accumulate(counted, [value(3), value(2)]) == value(3)


def test_every_phase_must_hold():
    rule = Rule(Kind.DONE, "all", accumulation=Accumulation.EACH_PHASE)
    assert accumulate(rule, [YES, YES]) == YES
    assert accumulate(rule, [YES, NO]) == NO
    assert accumulate(rule, [YES, MISSING]) == MISSING
    assert accumulate(rule, [NO, MISSING]) == NO
    total = Rule(Kind.COUNT, "ge", U, accumulation=Accumulation.EACH_PHASE)
    assert accumulate(total, [value(1), value(2)]).num == 3 * U


def test_zero_over_phases_adds_cases_and_needs_every_confirmation():
    rule = Rule(Kind.ZERO, "zero", accumulation=Accumulation.EACH_PHASE)
    sure = Cell("value", 0, confirmed=True)
    assert accumulate(rule, [sure, sure]).confirmed
    assert verdict(rule, [accumulate(rule, [sure, sure])]) == Verdict.MET
    assert verdict(rule, [accumulate(rule, [sure, MISSING])]) == Verdict.INCOMPLETE
    assert verdict(rule, [accumulate(rule, [sure, value(1)])]) == Verdict.UNMET


def test_each_count_is_settled_when_no_phase_can_change_it():
    rule = Rule(Kind.EACH_COUNT, "all", unit_comparator="ge", unit_value=2 * U)
    enough, short = (accumulate(rule, [value(number), MISSING]) for number in (2, 1))
    assert verdict(rule, [enough]) == Verdict.MET
    assert roll_up(rule, [enough]).missing == 0
    assert verdict(rule, [enough, short]) == Verdict.INCOMPLETE
    at_most = Rule(Kind.EACH_COUNT, "all", unit_comparator="le", unit_value=2 * U)
    over, within = (accumulate(at_most, [value(number), MISSING]) for number in (3, 2))
    assert verdict(at_most, [over]) == Verdict.UNMET
    assert verdict(at_most, [within]) == Verdict.INCOMPLETE
    each = Rule(Kind.EACH_SHARE, "all", unit_comparator="ge", unit_value=50 * U)
    assert verdict(each, [accumulate(each, [value(3, 4), MISSING])]) == Verdict.INCOMPLETE


def test_parts_met_in_different_phases_are_met():
    rule = Rule(Kind.COMPOSITE, "all", parts=(DONE, DONE), accumulation=Accumulation.ONCE)
    yes, no = (U, None), (0, None)
    spring, autumn = Cell("value", parts=(yes, no)), Cell("value", parts=(no, yes))
    assert unit_meets(rule, accumulate(rule, [spring, autumn])) is True
    assert unit_meets(rule, accumulate(rule, [spring, spring])) is False
    part = accumulate(rule, [spring, MISSING])
    assert part.partial
    assert verdict(rule, [part]) == Verdict.INCOMPLETE
    assert accumulate(rule, [Cell("value", parts=(yes, yes)), MISSING]).partial is False
    assert accumulate(rule, [Cell("value"), Cell("value")]).parts == (None, None)


def test_parts_that_must_hold_in_every_phase():
    rule = Rule(Kind.COMPOSITE, "all", parts=(DONE, DONE), accumulation=Accumulation.EACH_PHASE)
    yes, no = (U, None), (0, None)
    both = Cell("value", parts=(yes, yes))
    assert unit_meets(rule, accumulate(rule, [both, both])) is True
    assert unit_meets(rule, accumulate(rule, [both, Cell("value", parts=(yes, no))])) is False
    assert unit_meets(rule, accumulate(rule, [both, MISSING])) is None
    assert unit_meets(rule, accumulate(rule, [Cell("value", parts=(no, yes)), MISSING])) is False
    assert unit_meets(rule, accumulate(rule, [both, Cell("value", parts=(yes, None))])) is None


# What is still needed, points, handing down ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "den", "needed"),
    [
        (Rule(Kind.UNIT_SHARE, "gt", 75 * U), 4, 4), (Rule(Kind.UNIT_SHARE, "ge", 75 * U), 4, 3),
        (Rule(Kind.UNIT_SHARE, "gt", 95 * U), 20, 20), (Rule(Kind.UNIT_SHARE, "gt", 95 * U), 40, 39),
        (Rule(Kind.UNIT_SHARE, "gt", 95 * U, strict_over=False), 20, 19), (Rule(Kind.UNIT_SHARE, "all"), 7, 7),
        (Rule(Kind.DONE), 7, 7), (Rule(Kind.UNIT_SHARE, "ge", 0), 7, 0), (Rule(Kind.UNIT_SHARE, "gt", 75 * U), 17, 13),
    ],
)  # fmt: skip
def test_min_needed(rule, den, needed):
    assert min_needed(rule, den) == needed


def test_points_against_the_level_asked():
    assert points(14, 17, 75 * U) == "+7,35"
    assert points(30, 34, 100 * U) == "−11,76"
    assert points(3, 4, 75 * U) == "+0,00"


def test_divide_as_in_the_worked_examples():
    assert divide(80, [1] * 7) == [12, 12, 12, 11, 11, 11, 11]
    assert divide(20, [500, 300, 200]) == [10, 6, 4]
    assert divide(1500, [1210, 640, 150]) == [908, 480, 112]
    assert divide(5, [0, 0, 0]) == [2, 2, 1]
    assert divide(0, [3, 4]) == [0, 0]
    assert divide(0, []) == []
    with pytest.raises(ValueError, match="never negative"):
        divide(5, [3, -1])


def test_a_strict_total_divided_exactly_falls_one_short():
    assert not suffices(Rule(Kind.COUNT, "gt", 1500 * U), 1500 * U)
    assert suffices(Rule(Kind.COUNT, "gt", 1500 * U), 1501 * U)
    assert suffices(Rule(Kind.COUNT, "gt", 1500 * U, strict_over=False), 1500 * U)
    assert suffices(Rule(Kind.COUNT, "zero"), 0)


@given(st.integers(0, 10**6), st.lists(st.integers(0, 10**4), min_size=1, max_size=30))
def test_divided_totals_add_up_and_stay_next_to_the_exact_share(total, weights):
    given_out = divide(total, weights)
    assert sum(given_out) == total
    whole = sum(weights) or len(weights)
    for got, weight in zip(given_out, weights if any(weights) else [1] * len(weights), strict=True):
        assert abs(got - Fraction(total * weight, whole)) < 1


# Against the plainest possible implementation -------------------------------------------------------------------------

SHARE_COMPARATORS = st.sampled_from(["gt", "ge", "lt", "le", "all"])


def plainly(comparator, figure, asked, strict):
    """Exact fractions, one line each."""
    if comparator == "all":
        return figure >= 1
    if comparator == "gt" and strict:
        return figure > asked
    return {"gt": figure >= asked, "ge": figure >= asked, "lt": figure < asked, "le": figure <= asked}[
        comparator
    ]


@given(
    SHARE_COMPARATORS,
    st.integers(0, 100 * U),
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=8),
    st.booleans(),
)
def test_pooled_shares_are_judged_like_fractions(comparator, asked, pairs, strict):
    pairs = [(min(pair), max(pair)) for pair in pairs]
    assume(any(den for _, den in pairs))
    rule = Rule(Kind.QUANTITY_SHARE, comparator, asked, strict_over=strict)
    exact = Fraction(sum(num for num, _ in pairs), sum(den for _, den in pairs))
    is_met = plainly(comparator, exact, Fraction(asked, 100 * U), strict)
    assert verdict(rule, [value(*pair) for pair in pairs]) == (Verdict.MET if is_met else Verdict.UNMET)


@given(
    SHARE_COMPARATORS,
    st.one_of(st.integers(0, 100 * U), st.sampled_from([0, 50 * U, 75 * U, 100 * U])),
    st.integers(0, 6),
    st.integers(0, 6),
    st.integers(0, 6),
    st.booleans(),
)
def test_bounds_say_what_all_completions_say(comparator, asked, yes, no, missing, strict):
    """Every way the missing units may answer is tried: a verdict stands exactly when all of them agree."""
    assume(yes + no + missing)
    rule = Rule(Kind.UNIT_SHARE, comparator, asked, strict_over=strict)
    total, level = yes + no + missing, Fraction(asked, 100 * U)
    answers = {
        plainly(comparator, Fraction(yes + sum(more), total), level, strict)
        for more in product((0, 1), repeat=missing)
    }
    expected = Verdict.INCOMPLETE if len(answers) > 1 else Verdict.MET if answers == {True} else Verdict.UNMET
    assert verdict(rule, units(yes, no, missing)) == expected


@given(
    st.integers(0, 100),
    st.integers(0, 100),
    st.integers(0, 4),
    st.integers(0, 4),
    st.integers(0, 4),
    st.booleans(),
)
def test_ranges_say_what_all_completions_say(low, width, yes, no, missing, over_ok):
    assume(yes + no + missing)
    rule = Rule(Kind.DONE, "between", low * U, upper=(low + width) * U, over_ok=over_ok)
    total = yes + no + missing
    shares = {Fraction(100 * (yes + more), total) for more in range(missing + 1)}
    answers = {share >= low and (over_ok or share <= low + width) for share in shares}
    found = verdict(rule, units(yes, no, missing))
    if len(answers) > 1:
        assert found == Verdict.INCOMPLETE
    elif answers == {True}:
        assert found == Verdict.MET
    else:
        # The range may lie between two steps that the units can reach: undecided is then honest, too.
        assert found in (Verdict.UNMET, Verdict.INCOMPLETE)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_percent_is_the_half_up_of_the_exact_fraction(num, den):
    hundredths = Fraction(num * 10_000, den)
    rounded = int(hundredths + Fraction(1, 2))
    assert percent(num, den) == f"{rounded // 100:,}".replace(",", ".") + f",{rounded % 100:02d}"


@given(st.sampled_from(["gt", "ge"]), st.integers(0, 100 * U), st.integers(1, 200))
def test_min_needed_is_the_first_number_that_meets(comparator, asked, den):
    rule = Rule(Kind.UNIT_SHARE, comparator, asked)
    first = next(
        n for n in range(den + 2) if plainly(comparator, Fraction(n, den), Fraction(asked, 100 * U), True)
    )
    assert min_needed(rule, den) == first


@given(
    st.sampled_from(list(Accumulation)),
    st.sampled_from(
        [Kind.COUNT, Kind.UNIT_SHARE, Kind.QUANTITY_SHARE, Kind.ZERO, Kind.EACH_COUNT, Kind.CHANGE]
    ),
    st.sampled_from(["phase", "cumulative"]),
    st.lists(st.sampled_from([YES, NO, value(2, 3), MISSING, NONE_ARISEN, NOT_APPLICABLE]), max_size=5),
    st.sampled_from(list(Comparator)),
)
def test_any_history_gives_one_cell_and_one_verdict(method, kind, entry, cells, comparator):
    rule = Rule(kind, comparator, U, upper=2 * U, accumulation=method, entry=entry)
    one = accumulate(rule, cells)
    figure = roll_up(rule, [one])
    assert figure.asked + figure.none_arisen + figure.not_applicable == 1
    assert judge(rule, figure, True) != Verdict.UNMET or kind == Kind.ZERO


def test_twenty_thousand_cells_are_added_in_a_blink():
    cells = units(15_000, 2_000, 2_000) + [value(3, 4)] * 1_000
    rule = Rule(Kind.UNIT_SHARE, "gt", 75 * U)
    best = min(_seconds(lambda: roll_up(rule, cells)) for _ in range(5))
    assert roll_up(rule, cells).asked == 20_000
    assert best < 0.1


def _seconds(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def test_a_figure_starts_empty():
    assert judge(Rule(Kind.COUNT, "ge", U), Figure(), False) == Verdict.NOT_APPLICABLE
