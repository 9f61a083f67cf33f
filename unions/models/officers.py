"""Which people act, for which body, in which post and between which days."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from unions.models.bodies import UnionBody
from unions.querysets import DatedQuerySet
from unions.roles import Role


class UserManager(BaseUserManager):
    def create_user(self, username, password=None, **fields):
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person with an account; what they may do comes only from their mandates."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    username = models.CharField(
        "tài khoản",
        max_length=60,
        unique=True,
        # ASCII only: look-alike letters of other alphabets cannot make a twin account (RELIABILITY T12).
        validators=[
            RegexValidator(r"^[a-z0-9][a-z0-9._-]*\Z", "Tài khoản chỉ gồm chữ thường không dấu, số và . _ -")
        ],
    )
    full_name = models.CharField("họ và tên", max_length=120)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    is_active = models.BooleanField("đang dùng", default=True)
    joined_at = models.DateTimeField("lập lúc", auto_now_add=True)
    sort_key = models.BinaryField(editable=False, default=bytes)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    objects = UserManager()

    class Meta:
        ordering = ["sort_key", "pk"]
        verbose_name = "người dùng"

    def __str__(self):
        return self.full_name


class Mandate(models.Model):
    """A person's post at a body between two days; `until_on` is the first day it no longer holds."""

    class Source(models.TextChoices):
        ELECTED = "elected", "Được bầu"
        APPOINTED = "appointed", "Được chỉ định"
        ASSIGNED = "assigned", "Được phân công"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="mandates")
    body = models.ForeignKey(UnionBody, models.PROTECT, related_name="mandates")
    role = models.CharField("vai trò", max_length=13, choices=Role)
    post = models.CharField("chức vụ", max_length=120)
    source = models.CharField("nguồn", max_length=9, choices=Source, default=Source.ELECTED)
    decision_no = models.CharField("số quyết định", max_length=80, blank=True)
    from_on = models.DateField("từ ngày")
    until_on = models.DateField("đến trước ngày", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["from_on", "pk"]
        verbose_name = "chức vụ"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "body", "role"],
                condition=Q(until_on__isnull=True),
                name="mandate_once_open",
                violation_error_message="Người này đang giữ vai trò ấy ở đơn vị.",
            ),
            models.CheckConstraint(
                name="mandate_days_in_order",
                condition=Q(until_on__isnull=True) | Q(until_on__gt=F("from_on")),
                violation_error_message="Ngày thôi giữ chức phải sau ngày nhận chức.",
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.post} {self.body.label}"
