"""How many wrong codes may come from one address, and how many wrong passwords for one account from many addresses?

Ten wrong passwords lock the pair of account and address (axes). Codes are too long to be found by trying; counting them
only keeps noise away from the database. Thousands of telephones share the address of their carrier (RELIABILITY K4), so
that number is large, and an account that many addresses guess at stays open where its owner is signed in already.
"""

from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import F, Sum
from django.utils import timezone

from unions.models import Session, WrongCode

QUARTER = timedelta(minutes=15)
MOST = 300
FROM_ELSEWHERE = 50
KEPT = timedelta(days=1)


def must_wait(address, at):
    return WrongCode.objects.filter(address=address, started_at=_quarter_of(at), tries__gte=MOST).exists()


def note_wrong(address, at):
    row, is_first = WrongCode.objects.get_or_create(address=address, started_at=_quarter_of(at))
    WrongCode.objects.filter(pk=row.pk).update(tries=F("tries") + 1)
    if is_first:
        WrongCode.objects.filter(started_at__lt=at - KEPT).delete()


def is_besieged(username, address):
    """Do many addresses guess at this account, and is this one nowhere its owner is signed in?"""
    since = timezone.now() - settings.AXES_COOLOFF_TIME  # axes stamps tries with the real clock
    others = AccessAttempt.objects.filter(username=username, attempt_time__gt=since).exclude(
        ip_address=address
    )
    wrong = others.aggregate(wrong=Sum("failures_since_start"))["wrong"] or 0
    if wrong < FROM_ELSEWHERE:
        return False
    return not Session.objects.filter(user__username=username, address=address).exists()


def _quarter_of(at):
    return at.replace(minute=at.minute - at.minute % 15, second=0, microsecond=0)
