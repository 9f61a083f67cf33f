"""Which union bodies exist, under whom they stand, and since when."""

import uuid

from django.db import models
from django.db.models import F, Q

from unions.quantities import QuantityField
from unions.querysets import BodyQuerySet, DatedQuerySet


class BodyKind(models.Model):
    """A level of the organisation; levels are rows because laws add and end them (districts ended in 2025)."""

    code = models.SlugField("mã", max_length=40, unique=True)
    name = models.CharField("tên loại tổ chức", max_length=120)
    short_name = models.CharField("tên tắt", max_length=40)
    rank = models.PositiveSmallIntegerField("bậc", help_text="1 là trung ương; số lớn hơn là cấp dưới")
    is_grassroots = models.BooleanField("là công đoàn cơ sở", default=False)
    is_external = models.BooleanField("là tổ chức ngoài công đoàn", default=False)
    allowed_parents = models.ManyToManyField(
        "self", symmetrical=False, related_name="allowed_children", blank=True
    )
    from_on = models.DateField("có từ ngày", null=True, blank=True)
    until_on = models.DateField("đến ngày", null=True, blank=True)
    needs_second = models.BooleanField(
        "cấp quyền phải có người thứ hai xác nhận",
        default=False,
        help_text="bật cho cấp tỉnh trở lên: quyền ở đó chỉ có hiệu lực khi một người nữa đồng ý",
    )

    class Meta:
        ordering = ["rank", "pk"]
        verbose_name = "loại tổ chức"

    def __str__(self):
        return self.name


class Sector(models.Model):
    """An area of work (hành chính sự nghiệp, doanh nghiệp ngoài Nhà nước…); a small tree."""

    code = models.SlugField("mã", max_length=40, unique=True)
    name = models.CharField("tên khu vực", max_length=120)
    parent = models.ForeignKey("self", models.PROTECT, related_name="children", null=True, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = "khu vực"

    def __str__(self):
        return self.name


class UnionBody(models.Model):
    """A union body of any level, or an external body that asks or answers without an account."""

    class State(models.TextChoices):
        ACTIVE = "active", "Đang hoạt động"
        ENDED = "ended", "Kết thúc hoạt động"
        DISSOLVED = "dissolved", "Giải thể"
        MERGED = "merged", "Sáp nhập"
        TRANSFERRED = "transferred", "Chuyển giao"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField("mã đơn vị", max_length=40, unique=True)
    name = models.CharField("tên đơn vị", max_length=200)
    short_name = models.CharField("tên gọi tắt", max_length=120, blank=True)
    kind = models.ForeignKey(BodyKind, models.PROTECT, related_name="bodies", verbose_name="loại tổ chức")
    sector = models.ForeignKey(
        Sector, models.PROTECT, related_name="bodies", verbose_name="khu vực", null=True, blank=True
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, related_name="children", verbose_name="trực thuộc", null=True, blank=True
    )
    path = models.CharField(max_length=240, unique=True, editable=False)
    is_external = models.BooleanField("tổ chức ngoài công đoàn", default=False)
    state = models.CharField("tình trạng", max_length=12, choices=State, default=State.ACTIVE)
    founded_on = models.DateField("thành lập ngày", null=True, blank=True)
    ended_on = models.DateField("kết thúc ngày", null=True, blank=True)
    place = models.CharField("địa danh trên văn bản", max_length=80, blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    sort_key = models.BinaryField(editable=False)
    search_text = models.CharField(max_length=400, editable=False)

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        verbose_name = "tổ chức công đoàn"
        indexes = [
            models.Index(fields=["sort_key"], name="body_by_name"),
            # How many of a kind stand below a body: read from the index alone.
            models.Index(fields=["kind", "path"], name="body_standing", condition=Q(state="active")),
        ]
        constraints = [
            models.CheckConstraint(
                name="body_not_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                violation_error_message="Một đơn vị không thể trực thuộc chính mình.",
            ),
            models.CheckConstraint(
                name="body_ended_has_date",
                condition=Q(state="active", ended_on__isnull=True)
                | (~Q(state="active") & Q(ended_on__isnull=False)),
                violation_error_message="Đơn vị đã kết thúc phải có ngày kết thúc; đơn vị đang hoạt động thì không.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def label(self):
        """The short name where there is one: what lists and sentences use."""
        return self.short_name or self.name


class Placement(models.Model):
    """Under whom a body stood between two days; `from_on` counts, `until_on` does not."""

    body = models.ForeignKey(UnionBody, models.PROTECT, related_name="placements")
    parent = models.ForeignKey(
        UnionBody, models.PROTECT, related_name="placements_below", null=True, blank=True
    )
    from_on = models.DateField("từ ngày")
    until_on = models.DateField("đến trước ngày", null=True, blank=True)
    decision_no = models.CharField("số quyết định", max_length=80, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body"],
                condition=Q(until_on__isnull=True),
                name="placement_one_open",
                violation_error_message="Đơn vị này đã có nơi trực thuộc hiện hành.",
            ),
            models.CheckConstraint(
                name="placement_days_in_order",
                condition=Q(until_on__isnull=True) | Q(until_on__gt=F("from_on")),
                violation_error_message="Ngày kết thúc trực thuộc phải sau ngày bắt đầu.",
            ),
        ]

    def __str__(self):
        return f"{self.body} – {self.parent or 'cấp cao nhất'}"


class PastName(models.Model):
    """What a body was called, and under which code, until the day before `until_on`; today's name is the body's own."""

    body = models.ForeignKey(UnionBody, models.PROTECT, related_name="past_names")
    name = models.CharField("tên đơn vị", max_length=200)
    short_name = models.CharField("tên gọi tắt", max_length=120, blank=True)
    code = models.SlugField("mã đơn vị", max_length=40)
    until_on = models.DateField("đến trước ngày")
    decision_no = models.CharField("số quyết định", max_length=80, blank=True)

    class Meta:
        ordering = ["until_on", "pk"]
        verbose_name = "tên trước đây"
        constraints = [
            models.UniqueConstraint(
                fields=["body", "until_on"],
                name="past_name_once_a_day",
                violation_error_message="Đơn vị đã đổi tên trong ngày ấy.",
            ),
        ]

    def __str__(self):
        return self.name


class Succession(models.Model):
    """Which body carries on for which after a merger, a split or a replacement."""

    class Kind(models.TextChoices):
        MERGE = "merge", "Sáp nhập"
        SPLIT = "split", "Chia tách"
        REPLACE = "replace", "Thay thế"

    old = models.ForeignKey(UnionBody, models.PROTECT, related_name="successions")
    new = models.ForeignKey(UnionBody, models.PROTECT, related_name="predecessions")
    kind = models.CharField(max_length=8, choices=Kind)
    on = models.DateField("ngày")
    decision_no = models.CharField("số quyết định", max_length=80, blank=True)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="succession_once"),
            models.CheckConstraint(name="succession_two_bodies", condition=~Q(old=F("new"))),
        ]

    def __str__(self):
        return f"{self.old} → {self.new}"


class BodyFacts(models.Model):
    """One dated fact of a body: how many workers, members, women… (ten-thousandths; đồng as they are)."""

    class Code(models.TextChoices):
        WORKERS = "workers", "Lao động"
        WOMEN = "women", "Nữ"
        MEMBERS = "members", "Đoàn viên"
        WOMEN_MEMBERS = "women_members", "Nữ đoàn viên"
        KEY_OFFICERS = "key_officers", "Cán bộ chủ chốt"
        ENTERPRISES = "enterprises", "Doanh nghiệp phụ trách"
        UNIONISED = "unionised", "Doanh nghiệp đã có công đoàn"
        FEE_DUE = "fee_due", "Kinh phí công đoàn phải thu (đồng)"
        WORK_UNITS = "work_units", "Cơ quan, đơn vị, doanh nghiệp"

    body = models.ForeignKey(UnionBody, models.PROTECT, related_name="facts")
    code = models.CharField("số liệu", max_length=20, choices=Code)
    as_of = models.DateField("tính đến ngày")
    value = QuantityField("giá trị")
    source = models.CharField("nguồn", max_length=200, blank=True)

    class Meta:
        ordering = ["body", "code", "-as_of", "pk"]
        verbose_name = "số liệu đơn vị"
        constraints = [
            models.UniqueConstraint(
                fields=["body", "code", "as_of"],
                name="facts_once_a_day",
                violation_error_message="Số liệu này đã có cho ngày ấy.",
            ),
            models.CheckConstraint(
                name="facts_not_negative",
                condition=Q(value__gte=0),
                violation_error_message="Số liệu đơn vị không thể âm.",
            ),
        ]

    def __str__(self):
        return f"{self.body}: {self.get_code_display()} {self.as_of:%d/%m/%Y}"
