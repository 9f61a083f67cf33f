"""Which decisions change the tree, from which day, and have they been carried out?"""

import uuid

from django.db import models
from django.db.models import Q

from unions.models.bodies import UnionBody
from unions.models.officers import User
from unions.querysets import TreeChangeQuerySet


class TreeChange(models.Model):
    """A decision about bodies (a merger, a move, an end…), carried out on its day; never deleted.

    `plan` holds what the act needs, with bodies by primary key; `unions.changing` writes and reads it.
    """

    class Kind(models.TextChoices):
        FOUND = "found", "Thành lập"
        RENAME = "rename", "Đổi tên"
        MOVE = "move", "Chuyển nơi trực thuộc"
        MERGE = "merge", "Sáp nhập"
        SPLIT = "split", "Chia tách"
        TRANSFER = "transfer", "Bàn giao"
        END = "end", "Kết thúc hoạt động"
        DISSOLVE = "dissolve", "Giải thể"

    class State(models.TextChoices):
        OFFERED = "offered", "Chờ bên nhận"
        PLANNED = "planned", "Chờ đến ngày"
        TAKEN = "taken", "Đã thực hiện"
        WITHDRAWN = "withdrawn", "Đã rút"
        REFUSED = "refused", "Không thực hiện được"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("biến động", max_length=8, choices=Kind)
    state = models.CharField("trạng thái", max_length=9, choices=State, default=State.PLANNED)
    decider = models.ForeignKey(
        UnionBody, models.PROTECT, related_name="decided_changes", verbose_name="đơn vị ghi biến động"
    )
    decision_no = models.CharField("số quyết định", max_length=80)
    decided_on = models.DateField("ngày quyết định")
    effective_on = models.DateField("có hiệu lực từ ngày")
    reason = models.CharField("lý do", max_length=500)
    plan = models.JSONField(default=dict)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="recorded_changes", null=True)
    recorded_name = models.CharField("người ghi", max_length=120)
    recorded_at = models.DateTimeField("ghi lúc")
    accepted_by = models.ForeignKey(
        User, models.PROTECT, related_name="accepted_changes", null=True, blank=True
    )
    accepted_at = models.DateTimeField("bên nhận đồng ý lúc", null=True, blank=True)
    taken_at = models.DateTimeField("thực hiện lúc", null=True, blank=True)
    failure = models.CharField("lý do không thực hiện được", max_length=500, blank=True)

    objects = TreeChangeQuerySet.as_manager()

    class Meta:
        ordering = ["effective_on", "pk"]
        verbose_name = "biến động tổ chức"
        indexes = [models.Index(fields=["state", "effective_on"], name="change_due")]
        constraints = [
            models.CheckConstraint(
                name="change_accepted_by_at",
                condition=Q(accepted_by__isnull=True, accepted_at__isnull=True)
                | Q(accepted_by__isnull=False, accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="change_taken_has_time",
                condition=(Q(state="taken") & Q(taken_at__isnull=False))
                | (~Q(state="taken") & Q(taken_at__isnull=True)),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} theo {self.decision_no}"


class ChangedBody(models.Model):
    """A body that a change concerns, and on which side of it the body stands."""

    class Part(models.TextChoices):
        OLD = "old", "Trước"
        NEW = "new", "Sau"
        RECEIVER = "receiver", "Nơi nhận"

    change = models.ForeignKey(TreeChange, models.PROTECT, related_name="parts")
    body = models.ForeignKey(UnionBody, models.PROTECT, related_name="changes")
    part = models.CharField(max_length=8, choices=Part)

    class Meta:
        ordering = ["change", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["change", "body", "part"], name="changed_body_once"),
        ]

    def __str__(self):
        return f"{self.body} ({self.get_part_display()})"
