"""Which columns and filters does a person want to find again on a list page?"""

import uuid

from django.db import models

from unions.models.officers import User


class SavedList(models.Model):
    """A named set of filters and columns of one list page, kept by one person."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="saved_lists")
    page = models.CharField(max_length=40, help_text="tên địa chỉ của trang danh sách")
    name = models.CharField("tên bộ lọc", max_length=80)
    query = models.CharField(max_length=500, blank=True, help_text="phần sau dấu ? của địa chỉ")

    class Meta:
        ordering = ["page", "name", "pk"]
        verbose_name = "bộ lọc đã lưu"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "page", "name"],
                name="saved_list_once",
                violation_error_message="Đồng chí đã có bộ lọc mang tên này.",
            ),
        ]

    def __str__(self):
        return self.name
