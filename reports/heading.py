"""Whose figures are these, of which moment and how complete? What stands above every table."""

from dataclasses import dataclass
from datetime import date, datetime

from targets.measuring import percent


@dataclass(frozen=True)
class Head:
    """What stands above every table: whose figures, of which time, how complete."""

    organiser: str
    parent: str
    scope: str
    campaign: str
    code: str
    year: int
    phase: str
    phase_number: int | None
    theme: str
    starts_on: date | None
    ends_on: date | None
    launched_on: date | None
    registration_due_at: datetime | None
    report_due_at: datetime | None
    cutoff_on: date | None
    phase_ends: tuple[date, ...]
    data_at: datetime
    data_version: int
    structure: str
    structure_words: str
    snapshot: int
    is_open: bool
    strict_over: bool
    is_sample: bool
    approved: int
    total: int

    @property
    def stamp(self):
        """Line 2 of every sheet."""
        moment = self.data_at
        return " · ".join(
            [
                f"Số liệu lúc {moment.hour} giờ {moment:%M} phút ngày {short_day(moment)}",
                self.structure_words,
                f"Đã duyệt {self.approved}/{self.total} đơn vị",
                f"Bản chốt số {self.snapshot:02d}",
            ]
        )

    @property
    def structure_word(self):
        return "hiện nay" if self.structure == "now" else "lúc đó"

    @property
    def days(self):
        """(days that have passed, days in all) of what is summed up; (0, 0) where no days are set."""
        if self.starts_on is None or self.ends_on is None:
            return 0, 0
        whole = (self.ends_on - self.starts_on).days + 1
        return max(0, min(whole, (self.data_at.date() - self.starts_on).days + 1)), whole

    @property
    def time_width(self):
        passed, whole = self.days
        return passed * 100 / whole if whole else 0

    @property
    def time_percent(self):
        passed, whole = self.days
        return percent(passed, whole) if whole else "0,00"

    @property
    def time_words(self):
        passed, whole = self.days
        if not whole:
            return "Chưa đặt ngày"
        left = whole - passed
        return f"Đã qua {passed} trên {whole} ngày" + (f"; còn {left} ngày" if left else "; đã hết thời gian")

    @property
    def title(self):
        if not self.phase:
            return f"năm {self.year}"
        if str(self.year) in self.phase:
            return self.phase
        return f"{self.phase} {self.year}" if self.phase.endswith("năm") else f"{self.phase} năm {self.year}"


def short_day(value):
    """05/3/2021: as in documents, a nought before days below 10 and before January and February."""
    month = f"{value.month:02d}" if value.month < 3 else str(value.month)
    return f"{value.day:02d}/{month}/{value.year}"
