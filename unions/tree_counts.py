"""How many grassroots unions at work stand below each of these bodies?"""

from collections import defaultdict

from django.db.models import Count, Q
from django.db.models.functions import Substr

from unions.models import BodyKind, UnionBody
from unions.querysets import SEGMENT, path_after

FEW = 30  # ranges; more are read as one


def counts_below(bodies):
    """{body id: number}; one query whatever their number, which reads each part of the tree once per level shown."""
    by_path = {body.path: body.pk for body in bodies}
    levels = defaultdict(list)
    for path in by_path:
        levels[len(path)].append(path)
    grassroots = BodyKind.objects.filter(is_grassroots=True).values("pk")
    standing = UnionBody.objects.filter(state=UnionBody.State.ACTIVE, kind__in=grassroots).order_by()
    arms = [
        standing.filter(_below(paths)).values(node=Substr("path", 1, length)).annotate(n=Count("*"))
        for length, paths in sorted(levels.items())
    ]
    if not arms:
        return {}
    rows = arms[0].union(*arms[1:], all=True) if len(arms) > 1 else arms[0]
    return {by_path[row["node"]]: row["n"] for row in rows if row["node"] in by_path}


def _below(paths):
    """Paths below, not at, these; siblings are read as the one range of their parent."""
    starts = sorted({path[:-SEGMENT] or path for path in paths}) if len(paths) > 3 else sorted(paths)
    if len(starts) > FEW:
        starts = [starts[0], starts[-1]]
        return Q(path__gt=starts[0], path__lt=path_after(starts[-1]))
    condition = Q()
    for path in starts:
        condition |= Q(path__gt=path, path__lt=path_after(path))
    return condition
