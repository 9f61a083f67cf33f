"""On which day does the demo stand: on its first, 03/5/2021, or on the one that was asked for, and since then later?"""

from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from unions import clock

FIRST_DAY = "2021-05-03"
DAY_SECONDS = 24 * 3600


def offset_for(day_text, kept):
    """Whole days between today and the demo's day, computed once and kept: later starts go on from there.

    Without a day the kept one holds; another day than the one kept moves the clock.
    """
    if kept.exists():
        offset, *day = kept.read_text().split()
        if day_text in ("", *(day or [FIRST_DAY])):
            return int(offset)
    day_text = day_text or FIRST_DAY
    days = (date.fromisoformat(day_text) - timezone.localdate()).days
    kept.write_text(f"{days * DAY_SECONDS} {day_text}\n")
    return days * DAY_SECONDS


def demo_today(kept):
    """The day on which the demo stands: of the running clock, else of the one kept, else its first day."""
    if settings.CLOCK_OFFSET:
        return clock.today()
    if kept.exists():
        return timezone.localdate() + timedelta(seconds=int(kept.read_text().split()[0]))
    return date.fromisoformat(FIRST_DAY)
