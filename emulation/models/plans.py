"""What does a campaign ask for: contents, movements, indicators and whom they concern?"""

import uuid

from django.db import models
from django.db.models import Q

from emulation.indicator_kinds import Accumulation, Comparator, Kind
from emulation.models.campaigns import Campaign
from emulation.querysets import IndicatorQuerySet
from unions.models import BodyFacts, BodyKind, Sector, UnionBody
from unions.quantities import SCALE, QuantityField


def _choices(codes):
    return [(code.value, code.label) for code in codes]


class Movement(models.Model):
    """A standing movement with its issuer and the other forms of its name found in plans."""

    code = models.SlugField("mã", max_length=60, unique=True)
    name = models.CharField("tên phong trào", max_length=240)
    issuer = models.CharField("cơ quan phát động", max_length=120, blank=True)
    aliases = models.JSONField("tên gọi khác", default=list, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = "phong trào, cuộc vận động"

    def __str__(self):
        return self.name


class Title(models.Model):
    """A title or a reward form: one list with a kind (DOMAIN §13 rule 15)."""

    class Kind(models.TextChoices):
        TITLE = "title", "Danh hiệu"
        FORM = "form", "Hình thức khen thưởng"

    class Level(models.TextChoices):
        PERSON = "person", "Cá nhân"
        GROUP = "group", "Tập thể"

    code = models.SlugField("mã", max_length=60, unique=True)
    name = models.CharField("tên", max_length=160)
    kind = models.CharField("loại", max_length=5, choices=Kind, default=Kind.TITLE)
    level = models.CharField("cho", max_length=6, choices=Level, default=Level.GROUP)
    authority = models.CharField("thẩm quyền", max_length=120, blank=True)
    basis = models.CharField("căn cứ", max_length=160, blank=True)

    class Meta:
        ordering = ["level", "name", "pk"]
        verbose_name = "danh hiệu"

    def __str__(self):
        return self.name


class Content(models.Model):
    """A numbered content of the plan; for all, or for the sectors named."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="contents")
    position = models.PositiveSmallIntegerField("thứ tự")
    label = models.CharField("số mục", max_length=20, blank=True, help_text="Như trong kế hoạch, ví dụ 2.1")
    title = models.TextField("nội dung")
    sectors = models.ManyToManyField(Sector, related_name="contents", blank=True, verbose_name="khu vực")

    class Meta:
        ordering = ["campaign", "position", "pk"]
        verbose_name = "nội dung thi đua"
        constraints = [models.UniqueConstraint(fields=["campaign", "position"], name="content_position_once")]

    def __str__(self):
        return self.title


class Indicator(models.Model):
    """One aim: kind, comparator and value (ten-thousandths of its unit or per cent; đồng as they are)."""

    class OwnerLevel(models.TextChoices):
        CAMPAIGN = "campaign", "Toàn phong trào"
        BLOC = "bloc", "Khối"
        UNIT = "unit", "Từng đơn vị"

    class Entry(models.TextChoices):
        PHASE = "phase", "Số của riêng giai đoạn"
        CUMULATIVE = "cumulative", "Số lũy kế từ đầu năm"

    class EvidenceRule(models.TextChoices):
        NONE = "none", "Không cần"
        OPTIONAL = "optional", "Nên có"
        REQUIRED = "required", "Bắt buộc"

    class Operator(models.TextChoices):
        AND = "and", "và"
        OR = "or", "hoặc"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="indicators")
    content = models.ForeignKey(Content, models.CASCADE, related_name="indicators", null=True, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự")
    statement = models.TextField("chỉ tiêu", help_text="Nguyên văn như trong kế hoạch.")
    kind = models.CharField("kiểu", max_length=14, choices=_choices(Kind))
    comparator = models.CharField("so sánh", max_length=8, choices=_choices(Comparator), blank=True)
    value = QuantityField("giá trị", null=True, blank=True)
    upper = QuantityField("đến", null=True, blank=True)
    unit_comparator = models.CharField(
        "mỗi đơn vị: so sánh", max_length=8, choices=_choices(Comparator), blank=True
    )
    unit_value = QuantityField("mỗi đơn vị: giá trị", null=True, blank=True)
    minimum_rating = models.CharField("xếp loại tối thiểu", max_length=20, blank=True)
    unit = models.CharField("đơn vị tính", max_length=60, blank=True)
    denominator_note = models.CharField("mẫu số là", max_length=200, blank=True)
    denominator_fact = models.CharField(
        "mẫu số lấy từ số liệu", max_length=20, choices=BodyFacts.Code, blank=True
    )
    accumulation = models.CharField("cộng qua các giai đoạn", max_length=10, choices=_choices(Accumulation))
    entry = models.CharField("cách nhập", max_length=10, choices=Entry, default=Entry.PHASE)
    owner_level = models.CharField("cấp chịu", max_length=8, choices=OwnerLevel, default=OwnerLevel.CAMPAIGN)
    operator = models.CharField("ghép các phần bằng", max_length=3, choices=Operator, default=Operator.AND)
    is_aspiration = models.BooleanField("phấn đấu", default=False)
    over_ok = models.BooleanField("vượt mức trên vẫn đạt", default=True)
    is_disqualifying = models.BooleanField("vi phạm thì không xét danh hiệu", default=False)
    evidence_rule = models.CharField(
        "minh chứng", max_length=8, choices=EvidenceRule, default=EvidenceRule.OPTIONAL
    )
    due_on = models.DateField("hạn thực hiện", null=True, blank=True)
    same_line_as = models.ForeignKey(
        "self",
        models.SET_NULL,
        related_name="same_line",
        null=True,
        blank=True,
        verbose_name="in chung dòng với",
    )
    movements = models.ManyToManyField(Movement, related_name="indicators", blank=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["campaign", "position", "pk"]
        verbose_name = "chỉ tiêu"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "position"],
                name="indicator_position_once",
                violation_error_message="Hai chỉ tiêu không thể cùng số thứ tự.",
            ),
            models.CheckConstraint(
                name="indicator_numeric_has_value",
                condition=Q(comparator__in=["", "all", "zero"]) | Q(value__isnull=False),
                violation_error_message="Chỉ tiêu có so sánh thì phải có giá trị.",
            ),
            models.CheckConstraint(
                name="indicator_between_has_upper",
                condition=~Q(comparator="between") | Q(upper__isnull=False),
                violation_error_message="“Từ … đến …” phải có cả hai số.",
            ),
        ]

    def __str__(self):
        return self.statement

    @property
    def scale(self):
        """How many stored units make one shown unit: 1 for đồng, else 10,000."""
        return 1 if self.kind in (Kind.MONEY, Kind.MONEY_SHARE) else SCALE


class IndicatorPart(models.Model):
    """One condition of a composite indicator, judged per unit before counting."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField("thứ tự")
    statement = models.TextField("phần")
    kind = models.CharField("kiểu", max_length=14, choices=_choices(Kind), default=Kind.DONE.value)
    comparator = models.CharField("so sánh", max_length=8, choices=_choices(Comparator), blank=True)
    value = QuantityField("giá trị", null=True, blank=True)
    judged_by_reviewer = models.BooleanField("người duyệt kết luận", default=False)

    class Meta:
        ordering = ["indicator", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["indicator", "position"], name="part_position_once")]

    def __str__(self):
        return self.statement


class ScopeRule(models.Model):
    """A ground on which an indicator concerns a unit. Rules on the same ground are OR-ed, grounds are AND-ed."""

    class Ground(models.TextChoices):
        SECTOR = "sector", "khu vực"
        KIND = "kind", "loại tổ chức"
        FACT = "fact", "số liệu"
        BODY = "body", "đơn vị nêu tên"

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="scope_rules")
    ground = models.CharField("theo", max_length=6, choices=Ground)
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="scope_rules", null=True, blank=True)
    kind = models.ForeignKey(BodyKind, models.PROTECT, related_name="scope_rules", null=True, blank=True)
    body = models.ForeignKey(UnionBody, models.PROTECT, related_name="scope_rules", null=True, blank=True)
    fact = models.CharField("số liệu", max_length=20, choices=BodyFacts.Code, blank=True)
    at_least = QuantityField("từ", null=True, blank=True)

    class Meta:
        ordering = ["indicator", "pk"]
        constraints = [
            models.CheckConstraint(
                name="scope_rule_says_what",
                condition=Q(ground="sector", sector__isnull=False)
                | Q(ground="kind", kind__isnull=False)
                | Q(ground="body", body__isnull=False)
                | (Q(ground="fact", at_least__isnull=False) & ~Q(fact="")),
                violation_error_message="Điều kiện phạm vi còn thiếu: chọn khu vực, loại, đơn vị hoặc số liệu.",
            )
        ]

    def __str__(self):
        return f"{self.get_ground_display()} – {self.indicator_id}"
