"""Which summary was asked for, how far is it, and what did it say when it was finished?"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from emulation.models import Campaign, Phase
from reports.querysets import SummaryReportQuerySet
from unions.jobs import JobRow
from unions.models import UnionBody


class SummaryReport(JobRow):
    """One frozen summary of a phase (or the year) for one scope body; the row is the status of its job.

    One build per key (campaign, phase, scope, structure, data version): thirty leaders pressing the button share it.
    """

    class Structure(models.TextChoices):
        THEN = "then", "Cơ cấu lúc đó"
        NOW = "now", "Cơ cấu hiện nay"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="summaries")
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="summaries", null=True, blank=True)
    scope = models.ForeignKey(UnionBody, models.PROTECT, related_name="summaries")
    structure = models.CharField("cơ cấu", max_length=4, choices=Structure, default=Structure.THEN)
    as_of = models.DateTimeField("số liệu đến")
    data_version = models.BigIntegerField("số liệu đến dòng nhật ký")
    snapshot = models.PositiveIntegerField("bản số", default=1)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="summaries_requested", null=True, blank=True
    )
    figures = models.JSONField("số liệu đã chốt", null=True, blank=True)
    file_name = models.CharField("tên tệp", max_length=200, blank=True)
    stored_as = models.CharField(max_length=80, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)

    objects = SummaryReportQuerySet.as_manager()

    class Meta:
        ordering = ["-queued_at", "-pk"]
        verbose_name = "bản tổng hợp"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "phase", "scope", "structure", "data_version"],
                condition=Q(phase__isnull=False) & ~Q(state__in=["failed", "cancelled"]),
                name="summary_one_build_per_phase",
                violation_error_message="Bản tổng hợp này đang được lập.",
            ),
            models.UniqueConstraint(
                fields=["campaign", "scope", "structure", "data_version"],
                condition=Q(phase__isnull=True) & ~Q(state__in=["failed", "cancelled"]),
                name="summary_one_build_per_year",
                violation_error_message="Bản tổng hợp này đang được lập.",
            ),
            models.CheckConstraint(
                name="summary_ready_has_file",
                condition=~Q(state="ready") | (~Q(sha256="") & Q(figures__isnull=False)),
                violation_error_message="Bản tổng hợp đã xong phải có tệp và số liệu.",
            ),
        ]

    @property
    def topic(self):
        """How ledger entries about summaries of this campaign are found.

        Not the campaign's own topic: asking for a summary must not make its data look newer.
        """
        return f"summaries:{self.campaign.uid}"

    @property
    def progress_percent(self):
        return self.progress_done * 100 // self.progress_total if self.progress_total else 0

    def __str__(self):
        return self.file_name or f"{self.campaign} – bản {self.snapshot}"
