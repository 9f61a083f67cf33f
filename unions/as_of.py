"""How did the tree stand on a day, what was a body called then, and who carries on for it today?"""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from unions.models import PastName, Placement, Succession, UnionBody

# One statement whatever the size: placements that held that day, from the root down, with the names of that day.
TREE = """
WITH RECURSIVE tree(body_id, parent_id, depth) AS (
    SELECT p.body_id, p.parent_id, 0 FROM unions_placement p
    WHERE {root} AND p.from_on <= %(day)s AND (p.until_on IS NULL OR p.until_on > %(day)s)
    UNION ALL
    SELECT p.body_id, p.parent_id, tree.depth + 1 FROM unions_placement p JOIN tree ON p.parent_id = tree.body_id
    WHERE p.from_on <= %(day)s AND (p.until_on IS NULL OR p.until_on > %(day)s)
)
SELECT tree.body_id, tree.parent_id, tree.depth, COALESCE(n.name, b.name),
       CASE WHEN n.id IS NULL THEN b.short_name ELSE n.short_name END, COALESCE(n.code, b.code),
       b.kind_id, k.short_name, k.rank, b.state, b.ended_on, b.sort_key
FROM tree JOIN unions_unionbody b ON b.id = tree.body_id JOIN unions_bodykind k ON k.id = b.kind_id
LEFT JOIN unions_pastname n ON n.body_id = b.id AND n.until_on = (
    SELECT MIN(m.until_on) FROM unions_pastname m WHERE m.body_id = b.id AND m.until_on > %(day)s
)
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One body of the tree of a day; `state_word` is empty while it was at work and still is."""

    body_id: int
    parent_id: int | None
    depth: int
    name: str
    short_name: str
    code: str
    kind_id: int
    kind: str
    state_word: str

    @property
    def label(self):
        return self.short_name or self.name


def tree_on(day, *, root=None):
    """Rows of the tree as it stood on `day`, each body followed by those below it, in Vietnamese order."""
    condition = "p.body_id = %(root)s" if root else "p.parent_id IS NULL"
    with connection.cursor() as cursor:
        cursor.execute(TREE.format(root=condition), {"day": day, "root": root.pk if root else None})
        found = cursor.fetchall()
    below = {}
    for line in found:
        below.setdefault(line[1] if line[2] else None, []).append(line)
    for lines in below.values():
        lines.sort(key=lambda line: (line[8], bytes(line[11]), line[0]))
    return [_row(line) for line in _depth_first(below)]


def _depth_first(below):
    waiting = below.get(None, [])[::-1]
    while waiting:
        line = waiting.pop()
        yield line
        waiting += below.get(line[0], [])[::-1]


def _row(line):
    state, ended_on = line[9], line[10]
    later = ""
    if state != UnionBody.State.ACTIVE and ended_on:
        ended_on = ended_on if isinstance(ended_on, date) else date.fromisoformat(ended_on)
        later = f"{UnionBody.State(state).label} từ {ended_on:%d/%m/%Y}"
    return Row(*line[:8], state_word=later)


def name_on(body, day):
    """(name, short name, code) of a body on a day."""
    return names_on([body], day)[body.pk]


def names_on(bodies, day):
    """{id: (name, short name, code)} as they were on `day`; one query for any number of bodies."""
    names = {body.pk: (body.name, body.short_name, body.code) for body in bodies}
    past = PastName.objects.filter(body__in=list(names), until_on__gt=day).order_by("-until_on")
    for row in past:  # the one that ended first after that day comes last and stays
        names[row.body_id] = (row.name, row.short_name, row.code)
    return names


def parent_on(body, day):
    """The body above `body` on that day; None at the top, and where it did not stand in the tree yet or any more."""
    placement = Placement.objects.filter(body=body).holding_on(day).select_related("parent").first()
    return placement.parent if placement else None


def successors_of(bodies, day):
    """{id: ids of the bodies that carry on for it on `day`}; a body still at work carries on for itself."""
    heirs = {body.pk: {body.pk} for body in bodies}
    frontier = set(heirs)
    while frontier:
        steps = {}
        # Only what ended is carried on elsewhere: a body that was split and kept its name goes on itself.
        rows = Succession.objects.filter(old__in=frontier, on__lte=day, old__ended_on__lte=day)
        for old, new in rows.values_list("old", "new"):
            steps.setdefault(old, set()).add(new)
        for found in heirs.values():
            for old in found & steps.keys():
                found.remove(old)
                found |= steps[old]
        frontier = {new for news in steps.values() for new in news}
    return heirs
