"""What was done, by whom and when, in a chain that shows any change."""

from django.conf import settings
from django.db import models

from unions.models.bodies import UnionBody
from unions.querysets import LedgerQuerySet


class LedgerEntry(models.Model):
    """One act in one sentence. Never updated, never deleted: triggers refuse both (see unions.guards)."""

    sequence = models.BigIntegerField(unique=True)
    at = models.DateTimeField("lúc")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="ledger_entries", null=True
    )
    actor_name = models.CharField("người làm", max_length=120)
    actor_post = models.CharField("chức vụ lúc đó", max_length=240, blank=True)
    act = models.CharField("việc", max_length=60)
    sentence = models.TextField("nội dung")
    body = models.ForeignKey(UnionBody, models.PROTECT, related_name="ledger_entries", null=True)
    subject = models.CharField("về", max_length=80, help_text="loại:id, ví dụ registration:<uuid>")
    topic = models.CharField(
        max_length=80, blank=True, help_text="phong trào liên quan, ví dụ campaign:<uuid>"
    )
    data = models.JSONField("chi tiết", default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        ordering = ["sequence"]
        verbose_name = "dòng nhật ký"
        indexes = [
            models.Index(fields=["subject", "sequence"], name="ledger_by_subject"),
            models.Index(fields=["topic", "sequence"], name="ledger_by_topic"),
        ]

    def __str__(self):
        return self.sentence


class LedgerHead(models.Model):
    """The one row that every new entry locks, so that sequence numbers have no gap and no twin."""

    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")

    def __str__(self):
        return f"#{self.sequence}"
