"""How many wrong codes may come from one address before it has to wait?

Codes are too long to be found by trying; this only keeps noise away from the database. Thousands of telephones share
the address of their carrier (RELIABILITY K4), so the number is large.
"""

from datetime import timedelta

from django.db.models import F

from unions.models import WrongCode

QUARTER = timedelta(minutes=15)
MOST = 300
KEPT = timedelta(days=1)


def must_wait(address, at):
    return WrongCode.objects.filter(address=address, started_at=_quarter_of(at), tries__gte=MOST).exists()


def note_wrong(address, at):
    row, is_first = WrongCode.objects.get_or_create(address=address, started_at=_quarter_of(at))
    WrongCode.objects.filter(pk=row.pk).update(tries=F("tries") + 1)
    if is_first:
        WrongCode.objects.filter(started_at__lt=at - KEPT).delete()


def _quarter_of(at):
    return at.replace(minute=at.minute - at.minute % 15, second=0, microsecond=0)
