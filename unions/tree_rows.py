"""Which rows does the tree show: the top, and one level below every branch that stands open?"""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Window
from django.db.models.functions import RowNumber

from unions.models import UnionBody
from unions.tree_counts import counts_below

CHILDREN_SHOWN = 100  # of one branch; the rest by a list of all below it
MOST_OPEN_TOPS = 3
DEEPEST = 4  # further in, names would have no room on a telephone


@dataclass
class Row:
    """One line of the page; `more` counts as a line of its own below the last child shown."""

    body: object
    name: str
    code: str
    depth: int
    toggle: str = ""  # the query that opens or closes the branch; "" where there is none
    is_open: bool = False
    is_more: bool = False
    cells: tuple = ()
    note: str = ""  # behind the code: under whom it stood
    code_then: str = ""
    placement: object = None

    @property
    def step(self):
        return min(DEEPEST, self.depth)


def top_paths(access):
    """Tops of what is in sight; a body below another of them is no top."""
    tops = []
    for path in sorted(access.paths):
        if not tops or not path.startswith(tops[-1]):
            tops.append(path)
    return tops


class Tree:
    """The rows of a wish without words or filters; three queries whatever is open."""

    def __init__(self, access, wish):
        self.wish = wish
        bodies = UnionBody.objects.visible_to(access).select_related("kind", "sector", "parent")
        below = UnionBody.objects.filter(parent=OuterRef("pk"))
        self.bodies = wish.standing(bodies).annotate(has_children=Exists(wish.standing(below)))
        self.tops = list(self.bodies.filter(path__in=top_paths(access)).order_by("path"))
        self.children = self._children()
        self.rows = []
        for top in self.tops:
            self._add(top, 0)

    def _opened(self):
        if self.wish.opened is not None:
            return self.wish.opened
        return [top.code for top in self.tops] if len(self.tops) <= MOST_OPEN_TOPS else []

    def _children(self):
        """{parent id: its children in order, one more than are shown}; of open branches only."""
        self.open = set(self._opened())
        if not self.open:
            return {}
        nth = Window(
            RowNumber(), partition_by=F("parent"), order_by=[F("kind__rank"), F("sort_key"), F("pk")]
        )
        found = self.bodies.filter(parent__code__in=self.open).annotate(nth=nth)
        children = {}
        for body in found.filter(nth__lte=CHILDREN_SHOWN + 1).order_by("parent", "nth"):
            children.setdefault(body.parent_id, []).append(body)
        return children

    def _add(self, body, depth):
        is_open = body.code in self.open
        toggle = self._toggle(body.code, is_open) if body.has_children else ""
        self.rows.append(Row(body, body.name, body.code, depth, toggle, is_open and body.has_children))
        below = self.children.get(body.pk, []) if is_open else []
        for child in below[:CHILDREN_SHOWN]:
            self._add(child, depth + 1)
        if len(below) > CHILDREN_SHOWN:
            self.rows.append(Row(body, body.name, body.code, depth + 1, is_more=True))

    def _toggle(self, code, is_open):
        kept = sorted(self.open - {code}) if is_open else [*sorted(self.open), code]
        return self.wish.query("mo", mo=kept or [""])

    def counts(self):
        """{body id: grassroots unions at work below it}: added up where all children are shown, else counted."""
        full = {
            pk for pk, rows in self.children.items() if len(rows) <= CHILDREN_SHOWN and self.wish.state == ""
        }
        shown = [row.body for row in self.rows if not row.is_more]
        counted = [
            body
            for body in shown
            if not body.kind.is_grassroots
            and body.has_children
            and not (body.pk in full and body.code in self.open)
        ]
        counts = counts_below(counted) if counted else {}
        for body in sorted(shown, key=lambda each: -len(each.path)):
            if body.pk in full and body.code in self.open:
                counts[body.pk] = sum(
                    int(child.kind.is_grassroots) + counts.get(child.pk, 0)
                    for child in self.children[body.pk]
                )
        return counts
