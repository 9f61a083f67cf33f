"""Which people act, for which body, in which post and between which days."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from unions.models.bodies import UnionBody
from unions.querysets import InvitationQuerySet, MandateQuerySet, UserQuerySet
from unions.roles import Role
from unions.vietnamese import fold, person_sort_key

SEARCHED = 400


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
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
    # Digits of the telephone as people dial it (0…); what a sign-in by telephone is looked up with.
    phone_key = models.CharField(max_length=15, blank=True, db_index=True, editable=False)
    is_active = models.BooleanField("đang dùng", default=True)
    # After a reset by staff nobody signs with this account for a while (RELIABILITY T13).
    signing_opens_at = models.DateTimeField("được ký trở lại từ", null=True, blank=True, editable=False)
    joined_at = models.DateTimeField("lập lúc", auto_now_add=True)
    sort_key = models.BinaryField(editable=False, default=bytes)
    # " tran thi mai| mai tinh bien": the folded name up to its end, then the account.
    search_text = models.CharField(max_length=SEARCHED, editable=False, default="")

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    objects = UserManager()

    class Meta:
        ordering = ["sort_key", "pk"]
        verbose_name = "người dùng"
        indexes = [
            models.Index(fields=["sort_key"], name="user_by_name"),
            models.Index(Lower("email"), name="user_by_email"),
        ]

    def __str__(self):
        return self.full_name

    def save(self, **kwargs):
        self.follow_name()
        written = kwargs.get("update_fields")
        if written is not None and {"full_name", "username"} & set(written):
            kwargs["update_fields"] = {*written, "sort_key", "search_text"}
        super().save(**kwargs)

    def follow_name(self):
        """The columns by which people are put in order and searched."""
        self.sort_key = person_sort_key(self.full_name)
        self.search_text = f" {fold(self.full_name)}| {fold(self.username)}"[:SEARCHED]


class Mandate(models.Model):
    """A person's post at a body between two days; `until_on` is the first day it no longer holds."""

    class Source(models.TextChoices):
        ELECTED = "elected", "Được bầu"
        APPOINTED = "appointed", "Được chỉ định"
        ASSIGNED = "assigned", "Được phân công"
        DELEGATED = "delegated", "Được ủy quyền"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="mandates")
    body = models.ForeignKey(UnionBody, models.PROTECT, related_name="mandates")
    role = models.CharField("vai trò", max_length=13, choices=Role)
    post = models.CharField("chức vụ", max_length=120)
    source = models.CharField("nguồn", max_length=9, choices=Source, default=Source.ELECTED)
    decision_no = models.CharField("số quyết định", max_length=80, blank=True)
    from_on = models.DateField("từ ngày")
    until_on = models.DateField("đến trước ngày", null=True, blank=True)
    delegation_of = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="delegations",
        verbose_name="theo ủy quyền của",
        null=True,
        blank=True,
    )
    granter = models.ForeignKey(
        User, models.PROTECT, related_name="granted_mandates", verbose_name="người cấp", null=True, blank=True
    )
    # A wide grant holds only after a second person agreed (RELIABILITY T21).
    awaits_second = models.BooleanField("chờ người thứ hai xác nhận", default=False)
    confirmed_by = models.ForeignKey(
        User,
        models.PROTECT,
        related_name="confirmed_mandates",
        verbose_name="người xác nhận",
        null=True,
        blank=True,
    )
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True, blank=True)
    # Refused by the second person, or ended before it began: such a post never held, on no day.
    withdrawn_at = models.DateTimeField("rút lại lúc", null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ["from_on", "pk"]
        verbose_name = "chức vụ"
        constraints = [
            models.CheckConstraint(
                name="mandate_confirmed_by_at",
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="mandate_second_is_another",
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("granter")),
                violation_error_message="Người xác nhận phải khác người cấp quyền.",
            ),
            models.CheckConstraint(
                name="mandate_delegation_ends",
                condition=Q(delegation_of__isnull=True) | Q(until_on__isnull=False),
                violation_error_message="Ủy quyền phải có ngày kết thúc.",
            ),
            models.UniqueConstraint(
                fields=["user", "body", "role"],
                condition=Q(until_on__isnull=True, withdrawn_at__isnull=True),
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


class Invitation(models.Model):
    """A one-time way in: a link or a printed slip with which a person sets a password of their own, once."""

    class Purpose(models.TextChoices):
        JOIN = "join", "Kích hoạt tài khoản"
        RESET = "reset", "Đặt lại mật khẩu"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="invitations")
    purpose = models.CharField("để làm gì", max_length=5, choices=Purpose, default=Purpose.JOIN)
    # SHA-256 of the code: who reads the database cannot enter with it.
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    reason = models.CharField("lý do", max_length=300, blank=True)
    made_by = models.ForeignKey(
        User, models.PROTECT, related_name="invitations_made", verbose_name="người cấp", null=True
    )
    made_at = models.DateTimeField("cấp lúc")
    expires_at = models.DateTimeField("dùng được đến")
    used_at = models.DateTimeField("đã dùng lúc", null=True, blank=True)
    withdrawn_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = "giấy mời"
        constraints = [
            models.CheckConstraint(
                name="invitation_expires_later",
                condition=Q(expires_at__gt=F("made_at")),
                violation_error_message="Hạn dùng phải sau lúc cấp.",
            ),
        ]

    def __str__(self):
        return f"{self.get_purpose_display()}: {self.user}"


class Notice(models.Model):
    """One sentence a person must see at the next sign-in: a password reset by staff, a post handed over."""

    user = models.ForeignKey(User, models.PROTECT, related_name="notices")
    sentence = models.CharField("nội dung", max_length=500)
    at = models.DateTimeField("lúc")
    seen_at = models.DateTimeField("đã đọc lúc", null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "thông báo"

    def __str__(self):
        return self.sentence
