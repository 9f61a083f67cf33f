"""Which people did somebody choose to invite, and which of their slips were printed already?"""

import uuid

from django.db import models

from unions.models.bodies import UnionBody
from unions.models.officers import User


class InviteList(models.Model):
    """A list of people on its way: read from a file and not yet taken, or chosen and ready for its slips.

    It is its maker's alone. Names and telephone numbers of a file are dropped as soon as the list is taken.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    under = models.ForeignKey(
        UnionBody, models.PROTECT, related_name="invite_lists", verbose_name="mời ở dưới đơn vị"
    )
    file_name = models.CharField("tên tệp", max_length=200, blank=True)
    # What the file said (people_columns.Listed), and who may take over a post: {"Sheet!line": "ban-giao"}.
    listed = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    # Ids of the posts whose holders get slips, in the order of the paper; {part: how often its slips were printed}.
    mandates = models.JSONField(default=list)
    printed = models.JSONField(default=dict)
    made_by = models.ForeignKey(
        User, models.PROTECT, related_name="invite_lists", verbose_name="người lập danh sách"
    )
    made_at = models.DateTimeField("lập lúc")
    taken_at = models.DateTimeField("đã mời lúc", null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = "danh sách mời"

    def __str__(self):
        return self.file_name or f"{len(self.mandates)} người"
