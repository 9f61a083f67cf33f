"""Which day is meant, as Vietnamese write days?

Day before month, always (RELIABILITY K1): what only makes sense as month/day is refused, with the day it may mean.
"""

import re
from calendar import monthrange
from datetime import date

from unions.errors import Unreadable
from unions.vietnamese import nfc

EARLIEST, LATEST = 1900, 2100
EXAMPLE = "Ghi ngày, tháng, năm, ví dụ 05/03/2021."
SPACES = re.compile("[ \u00a0\u2007\u2009\u202f]+")
# "từ tháng 01/01/2021" stands in a real plan (seed S1) and means the day.
LEAD = r"(?:(?:từ|đến|hết)\s)?(?:(?:ngày|tháng)\s)?"
NUMERIC = re.compile(LEAD + r"([0-9]{1,2}) ?([/.-]) ?([0-9]{1,2})(?: ?\2 ?([0-9]{1,4}))?", re.IGNORECASE)
WORDED = re.compile(
    r"(?:(?:từ|đến|hết)\s)?(?:ngày\s)?([0-9]{1,2}) tháng ([0-9]{1,2})(?:,? năm ([0-9]{1,4}))?", re.IGNORECASE
)
ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
YEAR_FIRST = re.compile(r"([0-9]{4}) ?[/.] ?([0-9]{1,2}) ?[/.] ?([0-9]{1,2})")
MONTH_ONLY = re.compile(r"(?:tháng )?[0-9]{1,2} ?[/.-] ?[0-9]{4}", re.IGNORECASE)


def read_date(text, *, year=None):
    """The day written as dd/mm/yyyy (or with . - and words), or dd/mm in `year`; raises Unreadable otherwise."""
    typed = SPACES.sub(" ", nfc(text)).strip()
    if not typed:
        raise Unreadable(f"Ô ngày còn trống. {EXAMPLE}")
    if match := ISO.fullmatch(typed):
        return _day(typed, int(match[3]), int(match[2]), match[1])
    if match := NUMERIC.fullmatch(typed):
        return _day(typed, int(match[1]), int(match[3]), match[4] or _known(typed, year))
    if match := WORDED.fullmatch(typed):
        return _day(typed, int(match[1]), int(match[2]), match[3] or _known(typed, year))
    if match := YEAR_FIRST.fullmatch(typed):
        meant = f"{int(match[3]):02d}/{int(match[2]):02d}/{match[1]}"
        raise Unreadable(f"“{typed}”: ghi ngày trước, năm sau, ví dụ {meant}.", [meant])
    if MONTH_ONLY.fullmatch(typed):
        raise Unreadable(f"“{typed}” mới có tháng và năm: ghi thêm ngày, ví dụ 01/{typed.split()[-1]}.")
    raise Unreadable(f"Chưa đọc được ngày “{typed}”. {EXAMPLE}")


def _known(typed, year):
    if year is None:
        raise Unreadable(f"“{typed}” thiếu năm. {EXAMPLE}")
    return str(year)


def _day(typed, day, month, year):
    if len(year) < 4:
        full = f"{day:02d}/{month:02d}/{2000 + int(year) % 100}"
        raise Unreadable(f"“{typed}”: ghi đủ bốn chữ số của năm, có phải {full} không?", [full])
    number = int(year)
    if not EARLIEST <= number <= LATEST:
        raise Unreadable(f"Năm {year} không dùng được: ghi năm từ {EARLIEST} đến {LATEST}.")
    if 1 <= month <= 12 and 1 <= day <= monthrange(number, month)[1]:
        return date(number, month, day)
    if 12 < month <= 31 and 1 <= day <= 12:
        meant = f"{month:02d}/{day:02d}/{number}"
        raise Unreadable(
            f"“{typed}”: không có tháng {month}. Ghi ngày trước, tháng sau, ví dụ {meant}.", [meant]
        )
    if not 1 <= month <= 12:
        raise Unreadable(f"“{typed}”: không có tháng {month}. {EXAMPLE}")
    last = monthrange(number, month)[1]
    raise Unreadable(f"“{typed}”: tháng {month:02d}/{number} có {last} ngày, không có ngày {day}.")
