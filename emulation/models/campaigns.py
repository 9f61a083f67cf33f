"""Which campaign, asked by whom, in which phases and until when?"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from emulation.lifecycle import CAMPAIGN_LABELS, DRAFT
from emulation.querysets import CampaignQuerySet, CampaignScopedQuerySet
from unions.models import Bloc, UnionBody


class Campaign(models.Model):
    """One emulation campaign, from plan to summing up."""

    class LatePolicy(models.TextChoices):
        CLOSED = "closed", "Quá hạn thì khóa"
        REASON = "reason", "Nộp muộn phải ghi lý do"
        OPEN = "open", "Nộp muộn được"

    class UnregisteredPolicy(models.TextChoices):
        NONE = "none", "Không ảnh hưởng"
        EXCLUDED = "excluded", "Không đăng ký thì không xét"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField("mã phong trào", max_length=60, unique=True)
    name = models.CharField("tên phong trào", max_length=240)
    organiser = models.ForeignKey(
        UnionBody, models.PROTECT, related_name="campaigns", verbose_name="đơn vị tổ chức"
    )
    addressee = models.ForeignKey(
        UnionBody,
        models.PROTECT,
        related_name="addressed_campaigns",
        verbose_name="đăng ký với",
        null=True,
        blank=True,
        help_text="Tổ chức ngoài mà đơn vị đăng ký lên, ví dụ Ủy ban Mặt trận Tổ quốc.",
    )
    parents = models.ManyToManyField("self", symmetrical=False, related_name="answering", blank=True)
    movements = models.ManyToManyField("emulation.Movement", related_name="campaigns", blank=True)
    titles = models.ManyToManyField("emulation.Title", related_name="campaigns", blank=True)
    state = models.CharField("trạng thái", max_length=9, choices=CAMPAIGN_LABELS, default=DRAFT)
    year = models.PositiveSmallIntegerField("năm")
    theme = models.TextField("chủ đề", blank=True)
    plan_number = models.CharField("số kế hoạch", max_length=80, blank=True)
    plan_on = models.DateField("ngày kế hoạch", null=True, blank=True)
    basis = models.TextField("căn cứ", blank=True, help_text="Mỗi căn cứ một dòng.")
    summary_text = models.TextField("mục đích, yêu cầu", blank=True)
    launch_on = models.DateField("ngày phát động", null=True, blank=True)
    cutoff_on = models.DateField("ngày chốt số liệu đơn vị", null=True, blank=True)
    registration_due_at = models.DateTimeField("hạn đăng ký", null=True, blank=True)
    phase_word = models.CharField("gọi giai đoạn là", max_length=20, default="giai đoạn")
    late_policy = models.CharField("nộp muộn", max_length=6, choices=LatePolicy, default=LatePolicy.REASON)
    unregistered_policy = models.CharField(
        "đơn vị không đăng ký", max_length=8, choices=UnregisteredPolicy, default=UnregisteredPolicy.NONE
    )
    strict_over = models.BooleanField("“trên” phải vượt mức, đúng mức chưa đạt", default=True)
    agree_when_taken = models.BooleanField("nhận đủ chỉ tiêu giao thì ký ngay, không chờ duyệt", default=True)
    has_pledge = models.BooleanField("có ký giao ước", default=True)
    is_sample = models.BooleanField("số liệu mẫu", default=False)
    launched_at = models.DateTimeField("phát động lúc", null=True, blank=True)
    launched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="launched_campaigns", null=True, blank=True
    )
    closed_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "pk"]
        verbose_name = "phong trào"
        constraints = [
            models.CheckConstraint(
                name="campaign_running_was_launched",
                condition=Q(state__in=["draft", "proposed", "discarded"]) | Q(launched_at__isnull=False),
                violation_error_message="Phong trào đang diễn ra phải có ngày giờ phát động.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_draft(self):
        return self.state == DRAFT

    @property
    def topic(self):
        """How ledger entries about this campaign are found."""
        return f"campaign:{self.uid}"

    @property
    def basis_lines(self):
        return [line.strip() for line in self.basis.splitlines() if line.strip()]


class Phase(models.Model):
    """A part of a campaign with its own dates and perhaps its own theme (đợt or giai đoạn)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="phases")
    number = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("tên", max_length=120)
    theme = models.TextField("chủ đề", blank=True)
    starts_on = models.DateField(
        "từ ngày", null=True, blank=True, help_text="Để trống: tính từ ngày phát động."
    )
    ends_on = models.DateField("đến hết ngày")
    report_due_at = models.DateTimeField("hạn báo cáo", null=True, blank=True)
    books_closed_at = models.DateTimeField("chốt sổ lúc", null=True, blank=True)
    books_closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="closed_phases", null=True, blank=True
    )

    objects = CampaignScopedQuerySet.as_manager()

    class Meta:
        ordering = ["campaign", "number", "pk"]
        verbose_name = "giai đoạn"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "number"],
                name="phase_number_once",
                violation_error_message="Số thứ tự giai đoạn này đã có.",
            ),
            models.CheckConstraint(
                name="phase_days_in_order",
                condition=Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="Ngày kết thúc phải bằng hoặc sau ngày bắt đầu.",
            ),
            models.CheckConstraint(
                name="phase_books_closed_pair",
                condition=Q(books_closed_at__isnull=True, books_closed_by__isnull=True)
                | Q(books_closed_at__isnull=False, books_closed_by__isnull=False),
                violation_error_message="Chốt sổ phải có cả người và giờ.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def first_day(self):
        """The day from which work counts: its own start, else the launch (DOMAIN §4 rule 3)."""
        return self.starts_on or self.campaign.launch_on

    @property
    def is_closed(self):
        return self.books_closed_at is not None

    def is_open(self, on):
        return self.first_day is not None and self.first_day <= on <= self.ends_on


class PhaseCalendar(models.Model):
    """Other dates of a phase for one bloc, for instance the school year."""

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="calendars")
    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="calendars")
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày")
    report_due_at = models.DateTimeField("hạn báo cáo", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["phase", "bloc"], name="calendar_once_per_bloc"),
            models.CheckConstraint(
                name="calendar_days_in_order",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Ngày kết thúc phải bằng hoặc sau ngày bắt đầu.",
            ),
        ]

    def __str__(self):
        return f"{self.phase} – {self.bloc}"
