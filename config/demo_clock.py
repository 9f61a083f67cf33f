"""By how many seconds does the demo's clock differ, so that its first day is 03/5/2021, or the day that was asked for?"""

from datetime import date

from django.utils import timezone

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
