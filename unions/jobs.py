"""How is background work claimed, kept alive and rescued, when the row is the only truth?

The Celery message is a wake-up call and may be lost or doubled (RELIABILITY K5). A worker claims the row with a
compare-and-set, holds a lease that its progress renews, and may publish only under the attempt it claimed.
"""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from unions.lifecycle import Lifecycle

LEASE = timedelta(seconds=45)
MOST_ATTEMPTS = 3


class JobState(models.TextChoices):
    QUEUED = "queued", "Đang xếp hàng"
    BUILDING = "building", "Đang lập"
    READY = "ready", "Đã xong"
    FAILED = "failed", "Chưa lập được"
    CANCELLED = "cancelled", "Đã hủy"


JOB = Lifecycle(
    "job",
    {
        JobState.QUEUED: {"start": JobState.BUILDING, "cancel": JobState.CANCELLED},
        JobState.BUILDING: {
            "finish": JobState.READY,
            "fail": JobState.FAILED,
            "cancel": JobState.CANCELLED,
            "requeue": JobState.QUEUED,
        },
        JobState.READY: {},
        JobState.FAILED: {"requeue": JobState.QUEUED},
        JobState.CANCELLED: {},
    },
)


class LostClaim(Exception):
    """This attempt no longer holds the row: another worker does, or it was cancelled. Stop without publishing."""


class JobQuerySet(models.QuerySet):
    def expired_on(self, at):
        """Rows whose worker stopped renewing its lease."""
        return self.filter(state=JobState.BUILDING, lease_until__lt=at)

    def waiting_since(self, at):
        """Queued rows nobody woke a worker for since `at`: their message may be lost."""
        return self.filter(state=JobState.QUEUED).filter(Q(woken_at__isnull=True) | Q(woken_at__lt=at))


class JobRow(models.Model):
    """Columns of a row that is also a job."""

    state = models.CharField("trạng thái", max_length=9, choices=JobState, default=JobState.QUEUED)
    attempt = models.PositiveSmallIntegerField("lần thử", default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    progress_note = models.CharField(max_length=120, blank=True)
    failure = models.CharField("lý do", max_length=300, blank=True)
    queued_at = models.DateTimeField("xếp hàng lúc")
    woken_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_finished(self):
        return self.state in (JobState.READY, JobState.FAILED, JobState.CANCELLED)


def claim(row, *, at):
    """Take a queued row; False when somebody else did or it is not queued. On True the row carries its attempt."""
    taken = (
        type(row)
        .objects.filter(pk=row.pk, state=JobState.QUEUED)
        .update(
            state=JobState.BUILDING,
            attempt=F("attempt") + 1,
            lease_until=at + LEASE,
            started_at=at,
            progress_done=0,
            progress_note="",
        )
    )
    if taken:
        row.refresh_from_db()
    return bool(taken)


def report_progress(row, *, done, total, note, at):
    """Say how far this attempt is and renew its lease; raises LostClaim when the attempt was taken away."""
    _hold(row, progress_done=done, progress_total=total, progress_note=note, lease_until=at + LEASE)


def finish(row, *, at, **columns):
    """Publish the outcome of this attempt; raises LostClaim for a stale one."""
    _hold(row, state=JobState.READY, ended_at=at, lease_until=None, **columns)


def fail(row, *, at, sentence):
    _hold(row, state=JobState.FAILED, ended_at=at, lease_until=None, failure=sentence[:300])


def requeue_expired(rows, *, at):
    """Put rows of dead workers back in the queue, or fail those that died too often."""
    sentence = f"Đã thử {MOST_ATTEMPTS} lần chưa xong. Đồng chí báo bộ phận kỹ thuật."
    expired = rows.expired_on(at)
    expired.filter(attempt__gte=MOST_ATTEMPTS).update(
        state=JobState.FAILED, ended_at=at, lease_until=None, failure=sentence
    )
    expired.filter(attempt__lt=MOST_ATTEMPTS).update(state=JobState.QUEUED, lease_until=None, woken_at=None)


def _hold(row, **columns):
    held = type(row).objects.filter(pk=row.pk, state=JobState.BUILDING, attempt=row.attempt)
    if not held.update(**columns):
        raise LostClaim
    for name, value in columns.items():
        setattr(row, name, value)
