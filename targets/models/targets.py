"""Which value was assigned, registered, agreed, pledged or amended, for whom and by whom?"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from emulation.models import Indicator, Participant, Phase
from targets.querysets import ParticipantScopedQuerySet, TargetQuerySet
from unions.models import Bloc
from unions.quantities import QuantityField


class Target(models.Model):
    """One value of one kind; kinds stand side by side, none overwrites another (DOMAIN §6).

    `value` is a scaled integer of the indicator's unit; for yes/no kinds 1 unit means "có làm"; null with
    `is_declined` means "không đăng ký", null with `text` is a commitment in words.
    """

    class Kind(models.TextChoices):
        ASSIGNED = "assigned", "Giao"
        REGISTERED = "registered", "Đăng ký"
        AGREED = "agreed", "Thống nhất"
        PLEDGED = "pledged", "Giao ước"
        AMENDED = "amended", "Điều chỉnh"

    participant = models.ForeignKey(
        Participant, models.PROTECT, related_name="targets", null=True, blank=True
    )
    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="targets", null=True, blank=True)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets")
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="targets", null=True, blank=True)
    kind = models.CharField("loại", max_length=10, choices=Kind)
    value = QuantityField("giá trị", null=True, blank=True)
    text = models.TextField("cam kết", blank=True)
    is_declined = models.BooleanField("không đăng ký", default=False)
    reason = models.CharField("lý do", max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="targets_set", null=True)
    at = models.DateTimeField("lúc")

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", "at", "pk"]
        verbose_name = "chỉ tiêu của đơn vị"
        constraints = [
            models.CheckConstraint(
                name="target_one_owner",
                condition=Q(participant__isnull=False, bloc__isnull=True)
                | Q(participant__isnull=True, bloc__isnull=False),
                violation_error_message="Chỉ tiêu thuộc một đơn vị hoặc một khối, không cả hai.",
            ),
            models.UniqueConstraint(
                fields=["participant", "indicator", "kind"],
                condition=Q(phase__isnull=True) & ~Q(kind="amended"),
                name="target_once_per_kind",
                violation_error_message="Chỉ tiêu này đã có giá trị thuộc loại ấy.",
            ),
            models.UniqueConstraint(
                fields=["participant", "indicator", "phase", "kind"],
                condition=Q(phase__isnull=False) & ~Q(kind="amended"),
                name="target_once_per_kind_and_phase",
                violation_error_message="Chỉ tiêu này đã có giá trị thuộc loại ấy.",
            ),
            models.CheckConstraint(
                name="target_declined_has_reason",
                condition=Q(is_declined=False) | (~Q(reason="") & Q(value__isnull=True)),
                violation_error_message="Không đăng ký chỉ tiêu thì phải ghi lý do.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} – {self.indicator_id}"


class PriorResult(models.Model):
    """Last year's result of a unit for an indicator, shown beside what is asked now."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="prior_results")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="prior_results")
    num = QuantityField("tử số")
    den = QuantityField("mẫu số", null=True, blank=True)
    source = models.CharField("nguồn", max_length=200, blank=True)

    objects = ParticipantScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["participant", "indicator"], name="prior_result_once")]

    def __str__(self):
        return f"{self.participant_id} – {self.indicator_id}"
