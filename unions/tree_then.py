"""Which rows does the tree of an earlier or later day show, and what has become of each body since?

One level at a time, like the tree of today. Shown is what is in one's sight today and stood in the tree that day.
"""

from django.db.models import Count, Exists, F, OuterRef, Window
from django.db.models.functions import RowNumber

from unions.as_of import names_on
from unions.models import Placement, UnionBody
from unions.paging import stretch
from unions.quantities import show
from unions.tree_columns import Cell, state_words
from unions.tree_rows import CHILDREN_SHOWN, MOST_OPEN_TOPS, Row, top_paths

KIND, BELOW, NOW = "Loại tổ chức", "Đơn vị trực thuộc", "Hiện nay"
COLUMNS = [
    {"code": "loai", "label": KIND, "is_number": False},
    {"code": "duoi", "label": BELOW, "is_number": True},
    {"code": "nay", "label": NOW, "is_number": False},
]
RELATED = ("body__kind", "body__parent", "parent")


class TreeThen:
    """`rows` in order; `shown` is the Stretch of a list that words or filters made flat, else None."""

    def __init__(self, access, wish):
        self.access, self.wish, self.day = access, wish, wish.day
        below = Placement.objects.holding_on(self.day).filter(parent=OuterRef("body"))
        placed = Placement.objects.visible_to(access).holding_on(self.day)
        self.placed = placed.select_related(*RELATED).annotate(has_children=Exists(below))
        self.rows, self.shown = [], None
        if wish.is_flat:
            self._lay_flat()
        else:
            self._grow()
        self._fill()

    def _lay_flat(self):
        seen = UnionBody.objects.visible_to(self.access)
        standing = seen.filter(pk__in=Placement.objects.holding_on(self.day).values("body"))
        self.shown = stretch(self.wish.found(standing), self.wish.typed.get("trang"))
        placements = {row.body_id: row for row in self.placed.filter(body__in=self.shown.rows)}
        for body in self.shown.rows:
            self._add(placements[body.pk], 0, is_leaf=True)

    def _grow(self):
        tops = self._tops()
        opened = self.wish.opened
        if opened is None:
            opened = [top.body.code for top in tops] if len(tops) <= MOST_OPEN_TOPS else []
        self.open = set(opened)
        self.children = self._children()
        for top in tops:
            self._add(top, 0)

    def _tops(self):
        """One's own bodies as far as they stood then, and what then stood elsewhere."""
        own = list(self.placed.filter(body__path__in=top_paths(self.access)))
        if own and all(row.body.parent_id is None for row in own):
            return own  # nothing stood outside the whole tree
        came_later = self.placed.exclude(self.access.oversees("parent__path"))
        rows = {row.pk: row for row in [*own, *came_later.order_by("body__path")[:CHILDREN_SHOWN]]}
        return sorted(rows.values(), key=lambda row: (row.body.kind.rank, row.body.path))

    def _children(self):
        if not self.open:
            return {}
        order = [F("body__kind__rank"), F("body__sort_key"), F("pk")]
        nth = Window(RowNumber(), partition_by=F("parent"), order_by=order)
        found = self.placed.filter(parent__code__in=self.open).annotate(nth=nth)
        children = {}
        for row in found.filter(nth__lte=CHILDREN_SHOWN + 1).order_by("parent", "nth"):
            children.setdefault(row.parent_id, []).append(row)
        return children

    def _add(self, placement, depth, *, is_leaf=False):
        body = placement.body
        has_branch = placement.has_children and not is_leaf
        is_open = has_branch and body.code in self.open
        row = Row(
            body, body.name, body.code, depth, self._toggle(body.code, is_open) if has_branch else "", is_open
        )
        row.placement = placement
        self.rows.append(row)
        below = self.children.get(body.pk, []) if is_open else []
        for child in below[:CHILDREN_SHOWN]:
            self._add(child, depth + 1)
        if len(below) > CHILDREN_SHOWN:
            self.rows.append(Row(body, body.name, body.code, depth + 1, is_more=True))

    def _toggle(self, code, is_open):
        kept = sorted(self.open - {code}) if is_open else [*sorted(self.open), code]
        return self.wish.query("mo", mo=kept or [""])

    def _fill(self):
        """Names of that day, how many stood directly below, and what has become of each."""
        rows = [row for row in self.rows if not row.is_more]
        parents = [row.placement.parent for row in rows if row.placement.parent]
        names = names_on([*(row.body for row in rows), *parents], self.day)
        counts = self._counts(rows)
        for row in self.rows:
            row.name, _, row.code_then = names.get(row.body.pk, (row.name, "", row.code))
            if row.is_more:
                continue
            parent = row.placement.parent
            under = names[parent.pk] if parent else None
            if under and row.depth == 0:
                row.note = f"trực thuộc {under[1] or under[0]}"
            row.cells = (
                Cell(KIND, row.body.kind.short_name),
                Cell(BELOW, show(counts[row.body.pk], 1) if row.body.pk in counts else "", is_number=True),
                Cell(NOW, _now(row, parent), missing="như lúc đó"),
            )

    def _counts(self, rows):
        below = Placement.objects.holding_on(self.day).filter(parent__in=[row.body for row in rows])
        return dict(below.order_by().values_list("parent").annotate(Count("pk")))


def _now(row, parent):
    """What is different today; "" where nothing is."""
    body = row.body
    if body.state != UnionBody.State.ACTIVE:
        return state_words(body)
    said = []
    if body.name != row.name:
        said.append(f"nay là {body.label}")
    if body.parent_id != (parent.pk if parent else None):
        said.append(f"nay trực thuộc {body.parent.label}" if body.parent else "nay là cấp cao nhất")
    return ", ".join(said)
