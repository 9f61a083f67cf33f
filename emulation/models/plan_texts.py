"""Which text of a plan is somebody reading into a campaign?"""

import uuid

from django.conf import settings
from django.db import models

from emulation.models.campaigns import Campaign
from unions.models import UnionBody


class PlanText(models.Model):
    """The words of a plan between their upload and the draft made of them; they are their owner's alone."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organiser = models.ForeignKey(
        UnionBody, models.PROTECT, related_name="plan_texts", verbose_name="đơn vị tổ chức"
    )
    file_name = models.CharField("tên tệp", max_length=200, blank=True)
    text = models.TextField("lời kế hoạch")
    notes = models.JSONField("điều cần biết khi đọc tệp", default=list)
    # What was put right on the confirm page so far: {input: values}.
    typed = models.JSONField("đã sửa đến đâu", default=dict, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="plan_texts", verbose_name="người đưa vào"
    )
    made_at = models.DateTimeField("đưa vào lúc")
    campaign = models.ForeignKey(
        Campaign,
        models.SET_NULL,
        related_name="read_from",
        null=True,
        blank=True,
        verbose_name="bản nháp lập từ đây",
    )

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = "lời kế hoạch đang đọc"

    def __str__(self):
        return self.file_name or self.first_words

    @property
    def first_words(self):
        """The first words, for a list of texts that came without a file."""
        return " ".join(self.text[:200].split())[:80]
