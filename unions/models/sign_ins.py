"""Who is signed in where, and from which address were wrong codes tried?"""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from unions.models.officers import User


class Session(AbstractBaseSession):
    """A sign-in, with what a person must know to recognise it: columns, so that nobody decodes every session.

    The columns are copies of what the session itself carries; `uid` stays while the key changes.
    """

    uid = models.UUIDField(null=True, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="sessions", null=True)
    device = models.CharField("thiết bị", max_length=300, blank=True)
    address = models.CharField("địa chỉ", max_length=45, blank=True)
    began_at = models.DateTimeField("đăng nhập lúc", null=True)
    seen_at = models.DateTimeField("dùng lần cuối", null=True)

    class Meta:
        verbose_name = "phiên đăng nhập"

    @classmethod
    def get_session_store_class(cls):
        from unions.sessions import SessionStore  # the store itself reads this model

        return SessionStore


class WrongCode(models.Model):
    """How many codes from one address opened nothing within one quarter of an hour."""

    address = models.CharField("địa chỉ", max_length=45)
    started_at = models.DateTimeField("từ lúc", db_index=True)
    tries = models.PositiveIntegerField("số lần", default=0)

    class Meta:
        verbose_name = "mã nhập sai"
        constraints = [
            models.UniqueConstraint(
                name="wrong_code_once_a_quarter",
                fields=["address", "started_at"],
                violation_error_message="Địa chỉ này đã có bộ đếm cho 15 phút ấy.",
            ),
        ]

    def __str__(self):
        return f"{self.address}: {self.tries}"
