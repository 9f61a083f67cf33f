"""What did this unit do in this phase, with what proof, and has it been verified?"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from emulation.indicator_kinds import CellState
from emulation.models import Indicator, IndicatorPart, Participant, Phase
from targets.lifecycle import RESULT_LABELS
from targets.querysets import ParticipantScopedQuerySet, ResultQuerySet
from unions.quantities import QuantityField


def _person(related_name):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name=related_name, null=True, blank=True
    )


class Result(models.Model):
    """One cell: unit × indicator × phase. Blank is never 0; drafts and returned lines count as missing."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="results")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="results")
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="results")
    state = models.CharField("trạng thái", max_length=8, choices=RESULT_LABELS, default="open")
    cell = models.CharField(
        "ô", max_length=14, choices=[(c.value, c.label) for c in CellState], default=CellState.MISSING.value
    )
    num = QuantityField("tử số hoặc giá trị", null=True, blank=True)
    den = QuantityField("mẫu số", null=True, blank=True)
    rating = models.CharField("xếp loại", max_length=20, blank=True)
    text = models.TextField("diễn giải", blank=True)
    done_on = models.DateField("thực hiện ngày", null=True, blank=True)
    reason = models.CharField("lý do", max_length=300, blank=True)
    explanation = models.CharField("giải trình", max_length=300, blank=True)
    # What the unit declared is kept when the reviewer adjusts the figure.
    declared_num = QuantityField(null=True, blank=True)
    declared_den = QuantityField(null=True, blank=True)
    adjusted_reason = models.CharField("lý do điều chỉnh", max_length=300, blank=True)
    declared_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    declared_by = _person("results_declared")
    entered_by = _person("results_entered")
    verified_at = models.DateTimeField("duyệt lúc", null=True, blank=True)
    verified_by = _person("results_verified")
    returned_at = models.DateTimeField("trả lại lúc", null=True, blank=True)
    returned_by = _person("results_returned")
    return_reason = models.CharField("lý do trả lại", max_length=300, blank=True)
    is_late = models.BooleanField("nộp muộn", default=False)
    late_reason = models.CharField("lý do nộp muộn", max_length=300, blank=True)
    edition = models.PositiveIntegerField(default=0)

    objects = ResultQuerySet.as_manager()

    class Meta:
        ordering = ["participant", "indicator", "phase", "pk"]
        verbose_name = "kết quả"
        indexes = [models.Index(fields=["phase", "indicator", "state"], name="result_sums")]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "indicator", "phase"],
                name="result_once",
                violation_error_message="Kết quả này đã có.",
            ),
            models.CheckConstraint(
                name="result_declared_pair",
                condition=Q(state="open") | Q(declared_at__isnull=False, declared_by__isnull=False),
                violation_error_message="Kết quả đã gửi phải có người và giờ gửi.",
            ),
            models.CheckConstraint(
                name="result_verified_pair",
                condition=~Q(state="verified") | Q(verified_at__isnull=False, verified_by__isnull=False),
                violation_error_message="Kết quả đã duyệt phải có người và giờ duyệt.",
            ),
            models.CheckConstraint(
                name="result_four_eyes",
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=models.F("declared_by")),
                violation_error_message="Người báo cáo không tự duyệt kết quả của mình.",
            ),
            models.CheckConstraint(
                name="result_enterer_verifies_not",
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=models.F("entered_by")),
                violation_error_message="Người nhập hộ không tự duyệt kết quả mình đã nhập.",
            ),
            models.CheckConstraint(
                name="result_return_has_reason",
                condition=~Q(state="returned") | (~Q(return_reason="") & Q(returned_at__isnull=False)),
                violation_error_message="Trả lại thì phải ghi lý do.",
            ),
            models.CheckConstraint(
                name="result_not_applicable_has_reason",
                condition=~Q(cell="not_applicable") | ~Q(reason=""),
                violation_error_message="Không áp dụng thì phải ghi lý do.",
            ),
            models.CheckConstraint(
                name="result_not_negative",
                condition=(Q(num__isnull=True) | Q(num__gte=0)) & (Q(den__isnull=True) | Q(den__gte=0)),
                violation_error_message="Kết quả không thể âm.",
            ),
        ]

    def __str__(self):
        return f"{self.participant_id} – {self.indicator_id} – {self.phase_id}"

    @property
    def is_editable(self):
        return self.state in ("open", "returned")


class ResultPart(models.Model):
    """The answer to one part of a composite indicator."""

    result = models.ForeignKey(Result, models.CASCADE, related_name="parts")
    part = models.ForeignKey(IndicatorPart, models.PROTECT, related_name="results")
    num = QuantityField(null=True, blank=True)
    den = QuantityField(null=True, blank=True)

    objects = ParticipantScopedQuerySet.as_manager()

    class Meta:
        ordering = ["result", "part", "pk"]
        constraints = [models.UniqueConstraint(fields=["result", "part"], name="result_part_once")]

    def __str__(self):
        return f"{self.result_id} – {self.part_id}"


class ZeroConfirmation(models.Model):
    """A unit's positive statement "không để xảy ra": who, when, for which days."""

    result = models.OneToOneField(Result, models.CASCADE, related_name="zero_confirmation")
    by = _person("zero_confirmations")
    name = models.CharField("người xác nhận", max_length=120)
    at = models.DateTimeField("lúc")
    from_on = models.DateField("từ ngày")
    until_on = models.DateField("đến hết ngày")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="zero_confirmation_days_in_order", condition=Q(until_on__gte=models.F("from_on"))
            )
        ]

    def __str__(self):
        return f"{self.name}, {self.from_on:%d/%m/%Y}–{self.until_on:%d/%m/%Y}"


class Evidence(models.Model):
    """A file that proves one or more results; stored under a random name outside any public address."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="evidence")
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="evidence")
    results = models.ManyToManyField(Result, related_name="evidence")
    name = models.CharField("tên tệp", max_length=200)
    content_type = models.CharField("loại", max_length=100)
    size = models.PositiveIntegerField("dung lượng")
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=36, unique=True)
    added_at = models.DateTimeField("thêm lúc")
    added_by = _person("evidence_added")
    removed_at = models.DateTimeField("gỡ lúc", null=True, blank=True)

    objects = ParticipantScopedQuerySet.as_manager()

    class Meta:
        ordering = ["participant", "phase", "pk"]
        verbose_name = "minh chứng"

    def __str__(self):
        return self.name
