"""Which body of the tree does a row of a file mean: one that is there, a new one, or one that must be asked about?"""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models.functions import Lower

from unions.import_columns import CODE, NAME, PARENT, SHORT_NAME
from unions.import_kinds import forms_of, spelled_out
from unions.models import BodyKind, PastName, UnionBody
from unions.vietnamese import fold

# Words that tell nothing apart: “Trường Tiểu học Kim Đồng” and “CĐCS Tiểu học Kim Đồng” may be one unit.
EMPTY_WORDS = frozenset("cong doan co so cdcs truong cong ty tnhh cty mtv cp phan tm dv va".split())


BELONGING = re.compile(r"(cac )?(cdcs |cong doan co so |don vi )?(truc )?thuoc ")


@dataclass
class Match:
    """`body` is meant (None: a new one under `parent`), or one of `doubts`, or none, and `problem` says why.

    `above` is the row of the file whose body, not there yet, a new one stands under.
    """

    body: UnionBody | None = None
    parent: UnionBody | None = None
    above: object = None
    doubts: list = field(default_factory=list)
    problem: str = ""
    suggestion: str = ""
    at: str = NAME


class Directory:
    """The bodies under one body, found by code and by folded name; four queries whatever their number.

    `codes` are those of the file: of other bodies nothing else is asked. `rows` are those of the file, which may name
    each other. In `unknown` stand headings that mean a union which is not there: (a row below it, its line, its name).
    """

    def __init__(self, under, codes=(), rows=()):
        self.under, self.unknown, self.answered = under, [], {}
        related = (
            UnionBody.objects.within(under)
            .filter(ended_on__isnull=True)
            .select_related("kind", "sector", "parent")
        )
        self.bodies = list(related.order_by("path"))
        self.by_code = {body.code.lower(): body for body in self.bodies}
        self.by_name, self.by_gist = defaultdict(list), defaultdict(list)
        above = {kind.pk: kind for kind in BodyKind.objects.filter(allowed_children__isnull=False)}
        # A heading that begins so means a union: where there is none of its name, what follows would stand wrongly.
        self.beginnings = tuple(f"{form} " for kind in above.values() for form in forms_of(kind))
        self.uppers, self.kind_of_under = defaultdict(list), forms_of(under.kind)
        for body in self.bodies:
            for name in {fold(body.name), fold(body.short_name)} - {""}:
                self.by_name[name].append(body)
            self.by_gist[body.parent_id, _gist(body.name)].append(body)
            if body.kind_id in above:
                for name in _names(body.name, body.short_name):
                    self.uppers[name].append(body)
        self.rows = defaultdict(list)
        for row in rows if any(row.texts.get(PARENT) for row in rows) else ():
            code = row.texts.get(CODE, "").lower()
            for name in _names(row.texts.get(NAME), row.texts.get(SHORT_NAME)) | ({code} - {""}):
                self.rows[name].append(row)
        wanted = {code.lower() for code in codes} - self.by_code.keys()
        self.taken_codes = _taken(wanted)

    def answer(self, row, code):
        """A person said which body a doubtful row means: what stands under that row is looked for under it."""
        if body := self.by_code.get(code.lower()):
            self.answered[id(row)] = body

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
        """The body a row says it stands under, a Match where that is no single body of the tree, or None."""
        stated = row.texts.get(PARENT)
        if not stated:
            return self._of_sections(row)
        named = self._upper(stated)
        if len(named) == 1:
            return named[0]
        if not named and spelled_out(row.texts.get(NAME, "")) in _names(
            self.under.name, self.under.short_name
        ):
            return None  # the row is of the union itself: what stands above it is not ours to say
        rows = [] if named else self.rows[stated.lower()] or self.rows[spelled_out(stated)]
        if len(rows) == 1:
            return self.answered.get(id(rows[0])) or self._below_row(row, rows[0])
        reason = f"Không có đơn vị cấp trên nào tên “{stated}” dưới {self.under.label} hay trong tệp."
        if named or rows:
            reason = f"Có {len(named or rows)} đơn vị tên “{stated}”."
        suggestion = "Ghi đúng tên hoặc mã đơn vị cấp trên, hoặc để trống cột này."
        return Match(problem=reason, suggestion=suggestion, at=PARENT)

    def _upper(self, stated):
        found = self.by_code.get(stated.lower())
        plain = spelled_out(stated)
        named = [found] if found else self.uppers.get(plain, [])
        # “LĐLĐ tỉnh” alone is the one whose list it is.
        return named or [self.under] * (plain in self.kind_of_under)

    def _of_sections(self, row):
        """The innermost heading above the row that names a body; one that names nobody is only a heading."""
        sections = getattr(row, "sections", None) or [(row.section, row.line)] * bool(row.section)
        for name, line in sections:
            plain = BELONGING.sub("", spelled_out(name))
            named = self._upper(name) or self._upper(plain)
            if len(named) == 1:
                return named[0]
            if plain.startswith(self.beginnings):
                self.unknown.append((row, line, name))
        return None

    def _below_row(self, row, above):
        """A new body under one of the same file; one that is in the tree stands under another already."""
        code = row.texts.get(CODE, "").lower()
        if code in self.taken_codes:
            return NOT_OURS
        there = [self.by_code[code]] if code in self.by_code else []
        there = there or self.by_name.get(fold(row.texts.get(NAME, "")))
        if there and row is not above:
            return _elsewhere(there[0], above.texts.get(NAME) or above.texts[CODE])
        return Match(above=above)

    def _by_code(self, code, row, parent):
        body = self.by_code.get(code)
        if body is None and code in self.taken_codes:
            return NOT_OURS
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
            return _elsewhere(body, parent.label)
        return Match(body=body)


# Of another union, of a body that ended, or an old code. Whose it is must not be told (RELIABILITY T1).
NOT_OURS = Match(
    problem="Mã này không dùng được ở đây.", suggestion="Để trống cột mã hoặc chọn mã khác.", at=CODE
)


def _elsewhere(body, stated):
    where = body.parent.label if body.parent else "cấp cao nhất"
    return Match(
        problem=f"{body.label} đang trực thuộc {where}, tệp ghi {stated}.",
        suggestion="Ghi biến động Chuyển nơi trực thuộc nếu có quyết định, hoặc sửa cột này.",
        at=PARENT,
    )


def _names(*names):
    """A body's names as files may write them."""
    return {form for name in names if name for form in (fold(name), spelled_out(name))} - {""}


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
