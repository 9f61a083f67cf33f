"""Which Excel files of bodies were brought in, how were their columns read, and how far is the work?"""

import uuid

from django.db import models

from unions.jobs import JobQuerySet, JobRow
from unions.models.bodies import UnionBody
from unions.models.officers import User
from unions.querysets import ScopedQuerySet


class ImportQuerySet(JobQuerySet, ScopedQuerySet):
    scope_path = "under__path"

    def taking(self):
        """Those for which a worker is at work or should be: the others only lie there until somebody goes on."""
        return self.filter(step="taking")

    def kept(self):
        """Those that were not given up."""
        return self.exclude(step="dropped")


class BodyImport(JobRow):
    """One file of bodies, from upload to the last row; all of it is taken or nothing (RELIABILITY R27)."""

    class Step(models.TextChoices):
        COLUMNS = "columns", "Ghép cột"
        PREVIEW = "preview", "Xem trước"
        TAKING = "taking", "Đang nhập"
        DONE = "done", "Đã nhập"
        DROPPED = "dropped", "Đã bỏ"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    under = models.ForeignKey(
        UnionBody, models.PROTECT, related_name="imports", verbose_name="nhập vào dưới đơn vị"
    )
    step = models.CharField("bước", max_length=8, choices=Step, default=Step.COLUMNS)
    file = models.FileField("tệp", upload_to="imports/")
    file_name = models.CharField("tên tệp", max_length=200)
    sha256 = models.CharField(max_length=64)
    # What was read, which column means what, what each row will do, which doubtful matches were answered how.
    sheets = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    preview = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="body_imports", null=True)
    made_at = models.DateTimeField("tải lên lúc")
    # Who let it be taken at `queued_at`: not always who brought the file.
    queued_by = models.ForeignKey(User, models.PROTECT, related_name="imports_taken", null=True)
    as_of = models.DateField("số liệu tính đến ngày")

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = "lần nhập đơn vị"

    def __str__(self):
        return self.file_name


class ImportMapping(models.Model):
    """How the columns of one kind of file were read before, so that the same headings are known next time."""

    owner = models.ForeignKey(UnionBody, models.PROTECT, related_name="import_mappings", null=True)
    name = models.CharField("tên mẫu", max_length=120)
    headings_hash = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = "cách ghép cột"
        constraints = [
            models.UniqueConstraint(fields=["owner", "headings_hash"], name="import_mapping_once"),
        ]

    def __str__(self):
        return self.name
