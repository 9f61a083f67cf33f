"""Which body of the tree does a row of a file mean: one that is there, a new one, or one that must be asked about?"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models.functions import Lower

from unions.import_columns import CODE, NAME, PARENT
from unions.models import PastName, UnionBody
from unions.vietnamese import fold

# Words that tell nothing apart: “Trường Tiểu học Kim Đồng” and “CĐCS Tiểu học Kim Đồng” may be one unit.
EMPTY_WORDS = frozenset("cong doan co so cdcs truong cong ty tnhh cty mtv cp phan tm dv va".split())


@dataclass
class Match:
    """`body` is meant (None: a new one under `parent`), or one of `doubts`, or none, and `problem` says why."""

    body: UnionBody | None = None
    parent: UnionBody | None = None
    doubts: list = field(default_factory=list)
    problem: str = ""
    suggestion: str = ""
    at: str = NAME


class Directory:
    """The bodies under one body, found by code and by folded name; three queries whatever their number.

    `codes` are those of the file: of other bodies nothing else is asked.
    """

    def __init__(self, under, codes=()):
        self.under = under
        related = (
            UnionBody.objects.within(under)
            .filter(ended_on__isnull=True)
            .select_related("kind", "sector", "parent")
        )
        self.bodies = list(related.order_by("path"))
        self.by_code = {body.code.lower(): body for body in self.bodies}
        self.by_name, self.by_gist = defaultdict(list), defaultdict(list)
        for body in self.bodies:
            for name in {fold(body.name), fold(body.short_name)} - {""}:
                self.by_name[name].append(body)
            self.by_gist[body.parent_id, _gist(body.name)].append(body)
        wanted = {code.lower() for code in codes} - self.by_code.keys()
        self.taken_codes = _taken(wanted)

    def match(self, row):
        """The Match of one row."""
        parent = self._parent(row)
        if isinstance(parent, Match):
            return parent
        code = row.texts.get(CODE, "")
        if code:
            return self._by_code(code.lower(), row, parent)
        return self._by_name(row, parent)

    def _parent(self, row):
        stated = row.texts.get(PARENT) or row.section
        if not stated:
            return None
        found = self.by_code.get(stated.lower())
        named = (
            [found] if found else [body for body in self.by_name[fold(stated)] if not body.kind.is_grassroots]
        )
        if len(named) == 1:
            return named[0]
        if not row.texts.get(PARENT):
            return None  # a heading between rows that names nobody is only a heading
        return Match(
            problem=f"Không có đơn vị cấp trên nào tên “{stated}” dưới {self.under.label}.",
            suggestion="Ghi đúng tên hoặc mã đơn vị cấp trên, hoặc để trống cột này.",
            at=PARENT,
        )

    def _by_code(self, code, row, parent):
        body = self.by_code.get(code)
        if body is None and code in self.taken_codes:
            # Of another union, of a body that ended, or an old code. Whose it is must not be told (RELIABILITY T1).
            return Match(
                problem="Mã này không dùng được ở đây.",
                suggestion="Để trống cột mã hoặc chọn mã khác.",
                at=CODE,
            )
        if body is None:
            return Match(parent=parent or self.under)
        name = row.texts.get(NAME)
        if name and fold(name) not in (fold(body.name), fold(body.short_name)):
            return Match(
                problem=f"Mã {code} là của “{body.name}”, tệp ghi “{name}”.",
                suggestion="Sửa mã, hoặc ghi biến động Đổi tên nếu đơn vị đổi tên theo quyết định.",
            )
        return self._at_its_place(body, parent)

    def _by_name(self, row, parent):
        name = row.texts[NAME]
        named = [body for body in self.by_name[fold(name)] if parent is None or body.parent_id == parent.pk]
        if len(named) == 1:
            return Match(body=named[0])
        if len(named) > 1:
            return Match(doubts=named)
        elsewhere = [body for body in self.by_name[fold(name)] if body.kind.is_grassroots]
        if parent and elsewhere:
            return self._at_its_place(elsewhere[0], parent)
        where = parent or self.under
        return Match(parent=where, doubts=self.by_gist.get((where.pk, _gist(name)), []))

    def _at_its_place(self, body, parent):
        if parent and body.parent_id != parent.pk:
            return Match(
                problem=f"{body.label} đang trực thuộc {body.parent.label}, tệp ghi {parent.label}.",
                suggestion="Ghi biến động Chuyển nơi trực thuộc nếu có quyết định, hoặc sửa cột này.",
                at=PARENT,
            )
        return Match(body=body)


def _taken(codes):
    """Those of the codes that name some body already, or did before."""
    found = set()
    for model in (UnionBody, PastName):
        low = model.objects.annotate(low=Lower("code")).filter(low__in=codes)
        found |= set(low.values_list("low", flat=True))
    return found


def _gist(name):
    """What is left of a name without the words every name has."""
    return " ".join(word for word in fold(name).split() if word not in EMPTY_WORDS)
