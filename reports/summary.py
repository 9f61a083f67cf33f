"""What does a summary say? Frozen values that the page and the workbook both draw; no database, no spreadsheet.

Quantities are scaled integers as in `Line.scale` (10 000 for one unit or one per cent, 1 for đồng); None is never 0.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from reports.heading import Head, short_day
from reports.packing import packed, unpacked
from targets.measuring import percent

__all__ = ["Absence", "Bloc", "Head", "Line", "Standing", "Summary", "Tally", "Unit", "short_day"]

VALUE, MISSING, NONE_ARISEN, NOT_APPLICABLE = "value", "missing", "none_arisen", "not_applicable"

# How the cells of an indicator are laid out, in tables and in sums.
SHARE, AMOUNT, JUDGED, ZERO, RATIO, WORDS = "share", "amount", "judged", "zero", "ratio", "words"


@dataclass(frozen=True)
class Bloc:
    number: int | None
    name: str

    @property
    def short(self):
        """For narrow tables: "Khối thi đua số 1 – Cơ quan Đảng" → "Khối 1"."""
        return self.name if self.number is None else f"{self.name.split()[0]} {self.number}"


@dataclass(frozen=True)
class Tally:
    """The figure of one indicator for one group of units; `num` and `den` as printed, judged as exact fractions."""

    asked: int = 0
    missing: int = 0
    none_arisen: int = 0
    not_applicable: int = 0
    num: int | None = None
    den: int | None = None
    missing_den: int | None = None
    given: int | None = None  # sum of what was assigned to these units
    occurrences: int | None = None
    needed: int | None = None
    verdict: str = ""
    verdict_label: str = ""
    has_share: bool = False  # is num/den a percentage that may be printed?
    rate: str = ""  # in words: "82,35%", "0 vụ", "1,33", "+12,50%"
    points: int | None = None  # hundredths of a percentage point against the level asked
    note: str = ""

    @property
    def percent(self):
        """ "82,35", half-up; "" where there is no percentage."""
        return percent(self.num, self.den) if self.has_share else ""

    @property
    def width(self):
        """Of a bar of 100: never wider than its track."""
        return min(100.0, self.num * 100 / self.den) if self.has_share else 0


@dataclass(frozen=True)
class Line:
    """One indicator: what is asked, promised and done, for all and by bloc."""

    key: int
    code: str
    statement: str
    short: str
    kind: str
    layout: str
    unit: str
    scale: int
    comparator: str
    value: int | None
    aim: str
    is_aspiration: bool
    is_numeric: bool
    assigned: int | None = None
    registered_num: int | None = None
    registered_den: int | None = None
    amended: int | None = None
    prior_num: int | None = None
    prior_den: int | None = None
    total: Tally = Tally()
    blocs: tuple[Tally, ...] = ()
    note: str = ""
    sentence: str = ""

    @property
    def heading(self):
        """The statement in at most two lines of a narrow table."""
        return self.statement if len(self.statement) <= 66 else f"{self.statement[:64].rsplit(' ', 1)[0]}…"

    @property
    def aim_unit(self):
        """The unit after a level that does not name it yet: "trên 75%" needs none, "1.500 đoàn viên" does."""
        is_said = "%" in self.aim or self.aim.endswith(self.unit) or not self.aim[-1:].isdigit()
        return "" if is_said else self.unit

    @property
    def light(self):
        """Which of the four lights of the overview page this indicator shows."""
        return LIGHTS.get(self.total.verdict, "open")

    @property
    def verdict_words(self):
        return self.total.verdict_label or "Không đánh giá"

    @property
    def need_width(self):
        """Where the level asked stands on a bar of 100."""
        if self.layout == AMOUNT or self.comparator not in ("gt", "ge"):
            return 98.8
        return min(98.8, (self.value or 0) / 10_000)


LIGHTS = {"met": "ok", "not_yet": "slow", "unmet": "risk"}
# The four lights of the overview page: (look, label, verdicts they stand for).
SHOWN_LIGHTS = (
    ("ok", "Đạt", ("met",)),
    ("slow", "Chưa đạt", ("not_yet",)),
    ("risk", "Không đạt", ("unmet",)),
    ("open", "Chưa đủ số liệu", ("incomplete", "undecided")),
)
SHOWN_ABSENCES = 12  # of one kind on a page; the file lists them all


@dataclass(frozen=True)
class Unit:
    """One body's row: where it stands, and its cells in the order of the lines."""

    key: int
    name: str
    bloc: int  # place in Summary.blocs
    sector: str
    registration: str = "draft"
    registered_on: date | None = None
    registration_approved_on: date | None = None
    registration_late_days: int = 0
    pledge: str = "unsigned"
    pledged_on: date | None = None
    result: str = "open"
    declared_on: date | None = None
    verified_on: date | None = None
    result_late_days: int = 0
    is_on_behalf: bool = False
    note: str = ""
    workers: int | None = None
    members: int | None = None
    women: int | None = None
    group_titles: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    persons: tuple[int, ...] = ()  # counts in the order of Summary.person_titles
    works: tuple[str, ...] = ()
    cells: tuple[tuple, ...] = ()  # (state, num, den, own words) per line


@dataclass(frozen=True)
class Standing:
    """How many units of one group registered, pledged, declared and were verified."""

    units: int = 0
    reg_approved: int = 0
    reg_waiting: int = 0
    reg_returned: int = 0
    reg_not_sent: int = 0
    reg_late: int = 0
    pledge_signed: int = 0
    pledge_added: int = 0
    pledge_excused: int = 0
    pledge_unsigned: int = 0
    res_verified: int = 0
    res_waiting: int = 0
    res_returned: int = 0
    res_not_sent: int = 0
    res_late: int = 0
    on_behalf: int = 0
    workers: int = 0
    members: int = 0
    women: int = 0
    persons: tuple[int, ...] = ()
    works: int = 0

    @property
    def reg_open(self):
        """Registrations that are not agreed yet, wherever they lie."""
        return self.units - self.reg_approved

    @property
    def pledged(self):
        return self.pledge_signed + self.pledge_added

    @property
    def res_sent(self):
        return self.units - self.res_not_sent

    @property
    def res_on_time(self):
        return self.res_sent - self.res_late

    def share(self, count):
        return percent(count, self.units) if self.units else ""

    @property
    def verified_percent(self):
        return self.share(self.res_verified)

    @property
    def verified_width(self):
        return self.res_verified * 100 / self.units if self.units else 0

    @property
    def waiting_width(self):
        return self.res_waiting * 100 / self.units if self.units else 0


@dataclass(frozen=True)
class Absence:
    """Something that is not in these figures, and why."""

    kind: str
    who: str
    blocs: str
    units: int
    indicators: str
    state: str
    effect: str
    reason: str
    next_step: str


@dataclass(frozen=True)
class Summary:
    head: Head
    blocs: tuple[Bloc, ...]
    lines: tuple[Line, ...]
    units: tuple[Unit, ...]
    standing: Standing
    bloc_standings: tuple[Standing, ...]
    person_titles: tuple[str, ...]
    absences: tuple[Absence, ...]
    sentences: tuple[str, ...]
    attention: tuple[str, ...]
    verdict_counts: tuple[tuple, ...] = ()  # (code, label, how many indicators), always all seven

    @cached_property
    def measured(self):
        return tuple(line for line in self.lines if line.is_numeric)

    @cached_property
    def told(self):
        """Contents collected in words and never judged."""
        return tuple(line for line in self.lines if not line.is_numeric)

    @property
    def has_money(self):
        """Đồng are long numbers: tables give them wider columns."""
        return any(line.scale == 1 for line in self.lines)

    @property
    def has_pledge(self):
        return any(unit.pledge != "none" for unit in self.units)

    @cached_property
    def by_bloc(self):
        """((bloc, its standing, its units), …) in order."""
        members = [[] for _ in self.blocs]
        for unit in self.units:
            members[unit.bloc].append(unit)
        return tuple(zip(self.blocs, self.bloc_standings, map(tuple, members), strict=True))

    @cached_property
    def met_count(self):
        return sum(line.total.verdict == "met" for line in self.measured)

    @property
    def met_percent(self):
        return percent(self.met_count, len(self.measured)) if self.measured else "0,00"

    @property
    def met_width(self):
        return self.met_count * 100 / len(self.measured) if self.measured else 0

    @cached_property
    def lights(self):
        """(look, label, how many indicators, their codes) of the overview page."""
        found = []
        for look, label, verdicts in SHOWN_LIGHTS:
            codes = [line.code for line in self.measured if line.total.verdict in verdicts]
            found.append((look, label, len(codes), ", ".join(codes)))
        return tuple(found)

    @cached_property
    def absence_groups(self):
        """(label, look of its chip, how many, those shown, how many more) by what somebody should do about them."""
        groups = {}
        for each in self.absences:
            groups.setdefault(each.state if each.kind == "Chưa báo cáo" else each.kind, []).append(each)
        looks = {"Chờ duyệt": "waiting", "Trả lại": "returned", "Chưa gửi": "unsent"}
        return tuple(
            (
                f"{sum(each.units for each in found)} {label[0].lower()}{label[1:]}",
                looks.get(label, "none"),
                len(found),
                found[:SHOWN_ABSENCES],
                max(0, len(found) - SHOWN_ABSENCES),
            )
            for label, found in groups.items()
        )

    def to_json(self):
        return packed(self)

    @classmethod
    def from_json(cls, data):
        return unpacked(cls, data)
