"""When and where does a bloc meet, who came, and what did the grassroots ask?"""

import uuid

from django.db import models

from emulation.models.campaigns import Campaign
from emulation.querysets import CampaignScopedQuerySet
from unions.models import Bloc, UnionBody


class Meeting(models.Model):
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="meetings")
    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="meetings", null=True, blank=True)
    name = models.CharField("hội nghị", max_length=240)
    starts_at = models.DateTimeField("bắt đầu lúc")
    place = models.CharField("địa điểm", max_length=200, blank=True)
    chaired_by = models.CharField("chủ trì", max_length=160, blank=True)
    topics = models.TextField("nội dung", blank=True, help_text="Mỗi nội dung một dòng.")
    conclusion = models.TextField("kết luận", blank=True)

    objects = CampaignScopedQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = "hội nghị"

    def __str__(self):
        return self.name

    @property
    def topic_lines(self):
        return [line.strip() for line in self.topics.splitlines() if line.strip()]


class Attendance(models.Model):
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    body = models.ForeignKey(UnionBody, models.PROTECT, related_name="attendances", null=True, blank=True)
    name = models.CharField("họ tên", max_length=160)
    post = models.CharField("chức vụ", max_length=160, blank=True)
    is_present = models.BooleanField("có mặt", default=True)

    class Meta:
        ordering = ["meeting", "pk"]

    def __str__(self):
        return self.name


class Petition(models.Model):
    """A question from the grassroots, answered and reported back."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="petitions")
    body = models.ForeignKey(UnionBody, models.PROTECT, related_name="petitions", null=True, blank=True)
    question = models.TextField("kiến nghị")
    answer = models.TextField("trả lời", blank=True)
    answered_on = models.DateField("trả lời ngày", null=True, blank=True)

    class Meta:
        ordering = ["meeting", "pk"]
        verbose_name = "kiến nghị"

    def __str__(self):
        return self.question
