"""Which bodies compete together in a year, and who heads them."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q

from unions.models.bodies import Sector, UnionBody
from unions.querysets import BlocQuerySet, DatedQuerySet


class Bloc(models.Model):
    """A khối or cụm of one year: outside the tree, owned by an upper body, of mixed levels and sectors."""

    class Word(models.TextChoices):
        BLOC = "khoi", "Khối"
        CLUSTER = "cum", "Cụm"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        UnionBody, models.PROTECT, related_name="owned_blocs", verbose_name="đơn vị lập khối"
    )
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveSmallIntegerField("số thứ tự")
    word = models.CharField("gọi là", max_length=4, choices=Word, default=Word.BLOC)
    name = models.CharField("tên khối", max_length=160)
    decision_no = models.CharField("số quyết định", max_length=80, blank=True)
    # None: of mixed sectors.
    sector = models.ForeignKey(
        Sector, models.PROTECT, related_name="blocs", verbose_name="khu vực", null=True, blank=True
    )
    # A bloc that is given up keeps its number, its members of before and its history.
    dissolved_on = models.DateField("giải thể từ ngày", null=True, blank=True)
    sort_key = models.BinaryField(editable=False)

    objects = BlocQuerySet.as_manager()

    class Meta:
        ordering = ["year", "number", "pk"]
        verbose_name = "khối thi đua"
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "year", "number"],
                name="bloc_number_once",
                violation_error_message="Năm này đã có khối mang số đó.",
            )
        ]

    def __str__(self):
        return self.name

    def day_read_on(self, today):
        """The day whose members are shown: today within the bloc's year, else the end of it that is nearest."""
        return min(max(today, date(self.year, 1, 1)), date(self.year, 12, 31))


class BlocMember(models.Model):
    """A body's seat in a bloc between two days, with the post it holds there."""

    class Post(models.TextChoices):
        MEMBER = "member", "Thành viên"
        HEAD = "head", "Trưởng khối"
        DEPUTY = "deputy", "Phó khối"
        STANDING = "standing", "Thường trực"

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="members")
    body = models.ForeignKey(UnionBody, models.PROTECT, related_name="bloc_seats")
    post = models.CharField("vai trò", max_length=8, choices=Post, default=Post.MEMBER)
    from_on = models.DateField("từ ngày")
    until_on = models.DateField("đến trước ngày", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["bloc", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bloc", "body"],
                condition=Q(until_on__isnull=True),
                name="seat_once_open",
                violation_error_message="Đơn vị đã ở trong khối này.",
            ),
            models.CheckConstraint(
                name="seat_days_in_order",
                condition=Q(until_on__isnull=True) | Q(until_on__gt=F("from_on")),
                violation_error_message="Ngày rời khối phải sau ngày vào khối.",
            ),
        ]

    def __str__(self):
        return f"{self.body} – {self.bloc}"
