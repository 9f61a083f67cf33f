"""Which bodies take part in a campaign, counted with which facts?"""

import uuid

from django.db import models
from django.db.models import Q

from emulation.models.campaigns import Campaign
from emulation.querysets import ParticipantQuerySet
from unions.models import Bloc, BodyKind, Sector, UnionBody


class Participant(models.Model):
    """Campaign × body. Launch freezes name, sector, bloc, parent and facts: history stays when the tree moves."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="participants")
    body = models.ForeignKey(UnionBody, models.PROTECT, related_name="participations")
    name = models.CharField("tên lúc tham gia", max_length=200)
    kind = models.ForeignKey(BodyKind, models.PROTECT, related_name="participants")
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="participants", null=True, blank=True)
    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="participants", null=True, blank=True)
    parent = models.ForeignKey(
        UnionBody, models.PROTECT, related_name="participants_below", null=True, blank=True
    )
    facts = models.JSONField(
        "số liệu lúc tham gia", default=dict, help_text="mã → số nguyên (phần vạn; đồng)"
    )
    facts_as_of = models.DateField("số liệu tính đến", null=True, blank=True)
    joined_on = models.DateField("tham gia từ")
    left_on = models.DateField("rời từ", null=True, blank=True)
    left_reason = models.CharField("lý do rời", max_length=240, blank=True)
    sort_key = models.BinaryField(editable=False)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["campaign", "sort_key", "pk"]
        verbose_name = "đơn vị tham gia"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "body"],
                name="participant_once",
                violation_error_message="Đơn vị này đã tham gia phong trào.",
            ),
            models.CheckConstraint(
                name="participant_left_has_reason",
                condition=Q(left_on__isnull=True) | ~Q(left_reason=""),
                violation_error_message="Đơn vị rời phong trào phải có lý do.",
            ),
        ]

    def __str__(self):
        return self.name
