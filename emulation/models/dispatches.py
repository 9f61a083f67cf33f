"""Which official letters came in or went out for a campaign?"""

import uuid

from django.db import models

from emulation.models.campaigns import Campaign
from emulation.querysets import CampaignScopedQuerySet
from unions.models import UnionBody


class Dispatch(models.Model):
    """A công văn; number and date are the clerk's, never invented by the system."""

    class Direction(models.TextChoices):
        INCOMING = "in", "Công văn đến"
        OUTGOING = "out", "Công văn đi"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="dispatches")
    direction = models.CharField(max_length=3, choices=Direction)
    number = models.CharField("số, ký hiệu", max_length=80, blank=True)
    dated_on = models.DateField("ngày", null=True, blank=True)
    subject = models.CharField("V/v", max_length=240)
    counterpart = models.ForeignKey(
        UnionBody,
        models.PROTECT,
        related_name="dispatches",
        verbose_name="gửi đến hoặc đến từ",
        null=True,
        blank=True,
    )
    recipients = models.TextField("nơi nhận", blank=True, help_text="Mỗi nơi một dòng.")
    authority_line = models.CharField("thẩm quyền ký", max_length=80, blank=True)
    signer_post = models.CharField("chức vụ người ký", max_length=80, blank=True)
    signer_name = models.CharField("người ký", max_length=120, blank=True)
    answers = models.ForeignKey(
        "self",
        models.SET_NULL,
        related_name="answered_by",
        verbose_name="trả lời công văn",
        null=True,
        blank=True,
    )

    objects = CampaignScopedQuerySet.as_manager()

    class Meta:
        ordering = ["dated_on", "pk"]
        verbose_name = "công văn"

    def __str__(self):
        return f"{self.number} {self.subject}".strip()
