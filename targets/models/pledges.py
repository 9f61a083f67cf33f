"""Who promised what, in which exact words, and who signed it when?"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from emulation.models import Campaign, Indicator, Participant
from targets.lifecycle import PLEDGE_LABELS
from targets.querysets import PledgeQuerySet
from unions.models import Bloc, UnionBody


class Pledge(models.Model):
    """A giao ước of one unit or one bloc. From opening on, its content and hash never change (DESIGN §7)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="pledges")
    participant = models.ForeignKey(
        Participant, models.PROTECT, related_name="pledges", null=True, blank=True
    )
    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="pledges", null=True, blank=True)
    version = models.PositiveSmallIntegerField("bản", default=1)
    code = models.CharField("mã giao ước", max_length=24, unique=True)
    state = models.CharField("trạng thái", max_length=10, choices=PLEDGE_LABELS, default="drafted")
    content = models.TextField(
        "nội dung chuẩn", blank=True, help_text="JSON: khóa xếp thứ tự, NFC, số là chữ"
    )
    content_hash = models.CharField("mã băm SHA-256", max_length=64, blank=True)
    opened_at = models.DateTimeField("mở ký lúc", null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="pledges_opened", null=True, blank=True
    )
    signed_at = models.DateTimeField("ký xong lúc", null=True, blank=True)
    superseded_at = models.DateTimeField("thay thế lúc", null=True, blank=True)

    objects = PledgeQuerySet.as_manager()

    class Meta:
        ordering = ["campaign", "pk"]
        verbose_name = "giao ước thi đua"
        constraints = [
            models.CheckConstraint(
                name="pledge_one_owner",
                condition=Q(participant__isnull=False, bloc__isnull=True)
                | Q(participant__isnull=True, bloc__isnull=False),
                violation_error_message="Giao ước thuộc một đơn vị hoặc một khối.",
            ),
            models.UniqueConstraint(
                fields=["participant"],
                condition=Q(participant__isnull=False) & ~Q(state="superseded"),
                name="pledge_one_live_per_unit",
                violation_error_message="Đơn vị đã có một bản giao ước còn hiệu lực.",
            ),
            models.UniqueConstraint(
                fields=["campaign", "bloc"],
                condition=Q(bloc__isnull=False) & ~Q(state="superseded"),
                name="pledge_one_live_per_bloc",
                violation_error_message="Khối đã có một bản giao ước còn hiệu lực.",
            ),
            models.CheckConstraint(
                name="pledge_opened_is_frozen",
                condition=Q(state="drafted")
                | (Q(opened_at__isnull=False) & ~Q(content_hash="") & ~Q(content="")),
                violation_error_message="Giao ước đang ký phải có nội dung đã chốt.",
            ),
            models.CheckConstraint(
                name="pledge_signed_has_time",
                condition=~Q(state="signed") | Q(signed_at__isnull=False),
                violation_error_message="Giao ước đã ký phải có giờ ký.",
            ),
        ]

    def __str__(self):
        return f"Giao ước {self.code}"


class PledgeLine(models.Model):
    """One commitment as it stood at opening; never rewritten."""

    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="pledge_lines", null=True)
    statement = models.TextField()
    promise = models.TextField()
    unit = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["pledge", "position"]
        constraints = [
            models.UniqueConstraint(fields=["pledge", "position"], name="pledge_line_position_once")
        ]

    def __str__(self):
        return self.statement


class PledgeParty(models.Model):
    """Somebody whose signature the pledge waits for or has."""

    class Role(models.TextChoices):
        PARTY = "party", "Bên giao ước"
        HEAD = "head", "Trưởng khối"
        WITNESS = "witness", "Chứng kiến"
        EMPLOYER = "employer", "Người sử dụng lao động"

    class State(models.TextChoices):
        UNSIGNED = "unsigned", "Chưa ký"
        SIGNED = "signed", "Đã ký"
        EXCUSED = "excused", "Vắng có lý do"
        ABSENT = "absent", "Vắng"
        ADDED = "added", "Ký bổ sung"

    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="parties")
    body = models.ForeignKey(UnionBody, models.PROTECT, related_name="pledge_parties", null=True, blank=True)
    outside_name = models.CharField("bên ngoài", max_length=200, blank=True)
    role = models.CharField("vai", max_length=8, choices=Role, default=Role.PARTY)
    state = models.CharField("tình trạng", max_length=8, choices=State, default=State.UNSIGNED)

    class Meta:
        ordering = ["pledge", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pledge", "body", "role"], condition=Q(body__isnull=False), name="pledge_party_once"
            ),
            models.CheckConstraint(
                name="pledge_party_is_named",
                condition=(Q(body__isnull=False, outside_name=""))
                | (Q(body__isnull=True) & ~Q(outside_name="")),
                violation_error_message="Bên ký là một đơn vị, hoặc một bên ngoài có tên.",
            ),
        ]

    def __str__(self):
        return self.outside_name or str(self.body)


class Signature(models.Model):
    """Who signed, in which office, how, when, over which hash; with the server's own Ed25519 signature."""

    class Method(models.TextChoices):
        PASSWORD = "password", "Xác nhận điện tử bằng mật khẩu"
        CODE = "code", "Xác nhận điện tử bằng mã 6 số"
        PASSKEY = "passkey", "Xác nhận điện tử bằng khóa đăng nhập"
        DRAWN = "drawn", "Ký tay trên màn hình"
        SCAN = "scan", "Bản quét có chữ ký tươi"
        CERTIFIED = "certified", "Tệp PDF có chữ ký số"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    party = models.OneToOneField(PledgeParty, models.PROTECT, related_name="signature")
    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="signatures")
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="signatures", null=True)
    signer_name = models.CharField(max_length=120)
    signer_post = models.CharField(max_length=160)
    body_name = models.CharField(max_length=200)
    capacity = models.CharField(max_length=200)
    method = models.CharField(max_length=9, choices=Method, default=Method.PASSWORD)
    password_age = models.PositiveIntegerField("giây từ lúc gõ mật khẩu")
    received_at = models.DateTimeField()
    signed_at = models.DateTimeField()
    content_hash = models.CharField(max_length=64)
    key_id = models.CharField(max_length=16)
    server_signature = models.TextField(help_text="Ed25519, base64")

    class Meta:
        ordering = ["pledge", "signed_at", "pk"]
        verbose_name = "chữ ký"

    def __str__(self):
        return f"{self.signer_name} {self.signed_at:%d/%m/%Y}"
