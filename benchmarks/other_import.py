"""How would the same file come in through django-import-export, as its documentation shows, and leave the same rows?

`take` runs its resources on a dataset that tablib read. Row by row is what "Getting started" describes; in bulk is what
"Bulk imports" recommends: a resource each for bodies, placements and facts, lookups from caches, and errors that name
no row. The ledger has no counterpart there, so it is written by our own function.
"""

import io

import tablib
from import_export import fields, resources
from import_export.instance_loaders import CachedInstanceLoader
from import_export.widgets import CachedForeignKeyWidget, ForeignKeyWidget

from unions import placing
from unions.models import BodyFacts, BodyKind, Placement, Sector, UnionBody
from unions.quantities import SCALE
from unions.querysets import path_step
from unions.recording import record_many

FACTS = {
    "Lao động": "workers",
    "Lao động nữ": "women",
    "Đoàn viên": "members",
    "Đoàn viên nữ": "women_members",
}


def take(data, upper, *, by, at, in_bulk):
    """Bring the workbook in below `upper`, the title row left out; raises where any row failed."""
    dataset = tablib.Dataset()
    dataset.load(io.BytesIO(data), format="xlsx", skip_lines=1)
    resource = (BulkBodies if in_bulk else Bodies)(upper=upper, by=by, at=at)
    resource.import_data(dataset, raise_errors=True, use_transactions=True)


class _Bodies(resources.ModelResource):
    def __init__(self, *, upper, by, at):
        super().__init__()
        self.upper, self.by, self.at = upper, by, at

    def before_import_row(self, row, **kwargs):
        row["parent"], row["kind"] = self.upper.code, "cdcs"

    def before_save_instance(self, instance, row, **kwargs):
        instance.path, instance.founded_on = f"new-{row['STT']}", self.at.date()
        for column, value in placing.found_again(instance.name, "", instance.code).items():
            setattr(instance, column, value)


class Bodies(_Bodies):
    """Row by row."""

    code = fields.Field(attribute="code", column_name="Mã đơn vị")
    name = fields.Field(attribute="name", column_name="Tên CĐCS")
    sector = fields.Field(
        attribute="sector", column_name="Loại hình", widget=ForeignKeyWidget(Sector, "name")
    )
    kind = fields.Field(attribute="kind", column_name="kind", widget=ForeignKeyWidget(BodyKind, "code"))
    parent = fields.Field(
        attribute="parent", column_name="parent", widget=ForeignKeyWidget(UnionBody, "code")
    )

    class Meta:
        model = UnionBody
        import_id_fields = ("code",)
        fields = ("code", "name", "sector", "kind", "parent")

    def after_save_instance(self, instance, row, **kwargs):
        day = self.at.date()
        instance.path = self.upper.path + path_step(instance.pk)
        instance.save(update_fields=["path"])
        Placement.objects.create(body=instance, parent=self.upper, from_on=day)
        values = {code: row[heading] * SCALE for heading, code in FACTS.items()}
        for code, value in values.items():
            BodyFacts.objects.create(body=instance, code=code, value=value, as_of=day, source="ds.xlsx")
        record_many(_entries(instance, values, self.by, day), by=self.by, at=self.at)


class BulkBodies(_Bodies):
    """In batches of a thousand, every lookup from a cache, no comparison with what was there."""

    code = fields.Field(attribute="code", column_name="Mã đơn vị")
    name = fields.Field(attribute="name", column_name="Tên CĐCS")
    sector = fields.Field(
        attribute="sector", column_name="Loại hình", widget=CachedForeignKeyWidget(Sector, "name")
    )
    kind = fields.Field(attribute="kind", column_name="kind", widget=CachedForeignKeyWidget(BodyKind, "code"))
    parent = fields.Field(
        attribute="parent", column_name="parent", widget=CachedForeignKeyWidget(UnionBody, "code")
    )

    class Meta:
        model = UnionBody
        import_id_fields = ("code",)
        fields = ("code", "name", "sector", "kind", "parent")
        use_bulk, batch_size, skip_diff = True, 1000, True
        instance_loader_class = CachedInstanceLoader

    def after_import(self, dataset, result, **kwargs):
        """What hangs on the bodies, which have their numbers only now."""
        bodies = {body.code: body for body in UnionBody.objects.filter(parent=self.upper)}
        for body in bodies.values():
            body.path = self.upper.path + path_step(body.pk)
        UnionBody.objects.bulk_update(bodies.values(), ["path"], batch_size=1000)
        day, rows = self.at.date(), dataset.dict
        self._follow(BulkPlacements, [(row["Mã đơn vị"], self.upper.code, day) for row in rows])
        facts = [
            (row["Mã đơn vị"], code, row[heading] * SCALE, day, "ds.xlsx")
            for row in rows
            for heading, code in FACTS.items()
        ]
        self._follow(BulkFacts, facts)
        entries = [
            entry
            for row in rows
            for entry in _entries(
                bodies[row["Mã đơn vị"]], {c: row[h] * SCALE for h, c in FACTS.items()}, self.by, day
            )
        ]
        record_many(entries, by=self.by, at=self.at)

    def _follow(self, resource, rows):
        dataset = tablib.Dataset(*rows, headers=resource.Meta.fields)
        resource().import_data(dataset, raise_errors=True, use_transactions=True)


class BulkPlacements(resources.ModelResource):
    body = fields.Field(
        attribute="body", column_name="body", widget=CachedForeignKeyWidget(UnionBody, "code")
    )
    parent = fields.Field(
        attribute="parent", column_name="parent", widget=CachedForeignKeyWidget(UnionBody, "code")
    )

    class Meta:
        model = Placement
        import_id_fields = ()
        fields = ("body", "parent", "from_on")
        use_bulk, batch_size, skip_diff, force_init_instance = True, 1000, True, True


class BulkFacts(resources.ModelResource):
    body = fields.Field(
        attribute="body", column_name="body", widget=CachedForeignKeyWidget(UnionBody, "code")
    )

    class Meta:
        model = BodyFacts
        import_id_fields = ()
        fields = ("body", "code", "value", "as_of", "source")
        use_bulk, batch_size, skip_diff, force_init_instance = True, 1000, True, True


def _entries(body, values, by, day):
    """The two sentences that our own acts write for a new body with figures."""
    labels = ", ".join(BodyFacts.Code(code).label for code in values)
    stated = f"{by.name} ghi số liệu {labels} của {body.label} tính đến {day:%d/%m/%Y}."
    data = {"as_of": f"{day:%Y-%m-%d}", "values": values}
    founded = f"{by.name} lập {body.name} trực thuộc {body.parent.label}."
    return [
        ("placing.found", founded, body, body, "", {}),
        ("placing.state_fact", stated, body, body, "", data),
    ]
