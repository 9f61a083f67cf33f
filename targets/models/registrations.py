"""Has this unit registered, and where does its registration stand?"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from emulation.models import Indicator, Participant, Title
from targets.lifecycle import REGISTRATION_LABELS
from targets.querysets import RegistrationQuerySet


def _person(related_name):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name=related_name, null=True, blank=True
    )


class Registration(models.Model):
    """One unit's registration in one campaign; its lines are Targets of kind "registered"."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    participant = models.OneToOneField(Participant, models.PROTECT, related_name="registration")
    state = models.CharField("trạng thái", max_length=9, choices=REGISTRATION_LABELS, default="draft")
    version = models.PositiveSmallIntegerField("bản", default=1)
    # Grows with every saved line, so that two tabs never overwrite each other silently (RELIABILITY R9).
    edition = models.PositiveIntegerField(default=0)
    submitted_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    submitted_by = _person("registrations_submitted")
    approved_at = models.DateTimeField("duyệt lúc", null=True, blank=True)
    approved_by = _person("registrations_approved")
    returned_at = models.DateTimeField("trả lại lúc", null=True, blank=True)
    returned_by = _person("registrations_returned")
    return_reason = models.TextField("lý do trả lại", blank=True)
    is_late = models.BooleanField("nộp muộn", default=False)
    late_reason = models.CharField("lý do nộp muộn", max_length=300, blank=True)
    entered_by = _person("registrations_entered")  # nhập hộ: an officer typed it for the unit
    agreed_without_review = models.BooleanField("nhận đủ chỉ tiêu giao", default=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["participant", "pk"]
        verbose_name = "bản đăng ký thi đua"
        constraints = [
            models.CheckConstraint(
                name="registration_submitted_pair",
                condition=Q(submitted_at__isnull=True, submitted_by__isnull=True)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                violation_error_message="Bản đã gửi phải có người gửi và giờ gửi.",
            ),
            models.CheckConstraint(
                name="registration_sent_was_submitted",
                condition=Q(state="draft") | Q(submitted_at__isnull=False),
                violation_error_message="Bản đăng ký chưa được gửi.",
            ),
            models.CheckConstraint(
                name="registration_approved_has_time",
                condition=~Q(state="approved") | Q(approved_at__isnull=False),
                violation_error_message="Bản đã duyệt phải có giờ duyệt.",
            ),
            models.CheckConstraint(
                name="registration_four_eyes",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=models.F("submitted_by")),
                violation_error_message="Người gửi không tự duyệt bản đăng ký của mình.",
            ),
            models.CheckConstraint(
                name="registration_enterer_approves_not",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=models.F("entered_by")),
                violation_error_message="Người nhập hộ không tự duyệt bản đăng ký mình đã nhập.",
            ),
            models.CheckConstraint(
                name="registration_return_has_reason",
                condition=~Q(state="returned") | (~Q(return_reason="") & Q(returned_at__isnull=False)),
                violation_error_message="Trả lại thì phải ghi lý do.",
            ),
        ]

    def __str__(self):
        return f"Bản đăng ký của {self.participant}"

    @property
    def is_editable(self):
        return self.state in ("draft", "returned")

    @property
    def is_agreed(self):
        return self.state == "approved"


class ReturnedLine(models.Model):
    """A line flagged at a return: only these reopen."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="returned_lines")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="returned_lines")
    remark = models.CharField("ý kiến", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration", "indicator"], name="returned_line_once")
        ]

    def __str__(self):
        return self.remark


class RegisteredTitle(models.Model):
    """A title aimed at; `count` says for how many persons, 1 for the collective itself."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="titles")
    title = models.ForeignKey(Title, models.PROTECT, related_name="registered")
    count = models.PositiveIntegerField("số lượng", default=1)

    class Meta:
        ordering = ["registration", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "title"], name="registered_title_once")
        ]

    def __str__(self):
        return f"{self.title} × {self.count}"


class RegisteredWork(models.Model):
    """A named work (công trình, phần việc) offered by the unit."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="works")
    name = models.CharField("công trình, phần việc", max_length=300)
    due_on = models.DateField("xong trước ngày", null=True, blank=True)

    class Meta:
        ordering = ["registration", "pk"]

    def __str__(self):
        return self.name
