"""What does a change of the tree touch: how many bodies, people, seats, campaigns, pledges?

Whoever has rows that hang on bodies registers a provider (upper apps in `AppConfig.ready`); each answers with counts,
in a few queries whatever the number of bodies.
"""

from dataclasses import dataclass

from unions.models import BlocMember, ChangedBody, Mandate, TreeChange, UnionBody
from unions.querysets import SEGMENT, path_after, path_lineage, within

FEW = 30  # more subtrees than this are found faster by reading their common one

_providers = []


@dataclass(frozen=True)
class Impact:
    """One count: "Người phụ trách", 2, "2 người phụ trách"; `becomes` says in a sentence what happens to them."""

    label: str
    count: int
    words: str
    becomes: str = ""


def register(provider):
    """Let `provider(bodies, on)` be asked: it takes the ids of the bodies a change reaches and yields Impacts."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def impact_of(parts, on):
    """Impacts on the bodies that stand before a change (`parts["old"]`) and on all below them; nothing of count 0."""
    bodies = bodies_under(parts.get("old", ()))
    if not bodies:
        return []
    return [each for provider in _providers for each in provider(bodies, on) if each.count]


def in_words(impacts):
    """ "3 phong trào đang diễn ra, 41 bản giao ước đã ký, 2 người phụ trách": the headline of an impact page."""
    return ", ".join(each.words for each in impacts)


def bodies_under(bodies):
    """Ids of these bodies and of every body below them, in one query."""
    paths = {body.path for body in bodies}
    if not paths:
        return set()
    rows = UnionBody.objects.all()
    if len(paths) <= FEW:
        return set(rows.filter(within(paths, "path")).order_by().values_list("pk", flat=True))
    if common := _common(paths):
        rows = rows.filter(path__gte=common, path__lt=path_after(common))
    return {
        pk
        for pk, path in rows.order_by().values_list("pk", "path")
        if not paths.isdisjoint(path_lineage(path))
    }


def _common(paths):
    """The path of the nearest body above or at all of these; "" where there is none."""
    first, last = min(paths), max(paths)
    length = 0
    while length < len(first) and first[: length + SEGMENT] == last[: length + SEGMENT]:
        length += SEGMENT
    return first[:length]


@register
def of_unions(bodies, on):
    """What this app itself knows: bodies still at work, people in charge, seats in blocs, changes planned already."""
    active = UnionBody.objects.filter(pk__in=bodies).active_on(on).count()
    people = Mandate.objects.filter(body__in=bodies).holding_on(on).values("user").distinct().count()
    seats = BlocMember.objects.filter(body__in=bodies).holding_on(on).count()
    waiting = TreeChange.State.PLANNED, TreeChange.State.OFFERED
    parts = ChangedBody.objects.filter(body__in=bodies, change__state__in=waiting)
    planned = parts.values("change").distinct().count()
    yield Impact("Đơn vị đang hoạt động", active, f"{active} đơn vị")
    yield Impact("Người phụ trách", people, f"{people} người phụ trách")
    yield Impact("Chỗ trong khối", seats, f"{seats} chỗ trong khối thi đua")
    yield Impact("Biến động khác đang chờ", planned, f"{planned} biến động khác đang chờ")
