"""By how many seconds does the demo's clock differ, so that its first day is 03/5/2021?"""

from datetime import date

from django.utils import timezone

DAY_SECONDS = 24 * 3600


def offset_for(day_text, kept):
    """Whole days between today and the demo's day, computed once and kept: later starts go on from there."""
    if kept.exists():
        return int(kept.read_text())
    days = (date.fromisoformat(day_text) - timezone.localdate()).days
    kept.write_text(f"{days * DAY_SECONDS}\n")
    return days * DAY_SECONDS
