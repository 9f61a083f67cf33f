"""Who is counted in a summary, under which name: as the tree stood on the data day, or as it stands today?

"Cơ cấu lúc đó" reads placements and names of the day; "cơ cấu hiện nay" follows successions to the bodies of today.
"""

from dataclasses import dataclass, field

from django.db.models import Case, Exists, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from emulation.models import Participant
from unions import as_of
from unions.models import ChangedBody, PastName, Succession, TreeChange, UnionBody
from unions.querysets import within

COLUMNS = (
    "pk", "body_id", "kind_id", "sector_id", "sector__name", "bloc_id", "bloc__owner__path", "bloc__number",
    "bloc__name", "sort_key", "name_then", "body__name", "body__ended_on", "body__state", "has_heir", "end_number",
    "end_reason", "facts", "joined_on", "left_on", "left_reason", "registration__state",
    "registration__submitted_at", "registration__approved_at", "registration__is_late", "registration__late_reason",
    "registration__entered_by",
)  # fmt: skip


@dataclass(slots=True)
class Member:
    """One participant as read; the names that `emulation.scoping` asks for are those of the model."""

    pk: int
    body_id: int
    kind_id: int
    sector_id: int | None
    sector_name: str
    bloc_key: tuple
    bloc_number: int | None
    bloc_name: str
    sort_key: bytes
    name: str
    facts: dict
    joined_on: object
    left_on: object
    left_reason: str
    registration: str
    submitted_at: object
    approved_at: object
    is_late: bool
    late_reason: str
    entered_by: int | None
    pledge: str = "unsigned"
    pledged_at: object = None
    result: str = "open"
    declared_at: object = None
    verified_at: object = None
    result_is_late: bool = False
    result_late_reason: str = ""
    result_entered_by: int | None = None
    return_reason: str = ""
    returned_at: object = None
    titles: list = field(default_factory=list)  # (title id, name, kind, level, count)
    works: list = field(default_factory=list)
    mark: int | None = None  # of its bloc, in tables


def members_of(campaign, scope, day, *, is_then):
    """Members below `scope` on that day, in the order of the tables; the whole campaign where `scope` organises it."""
    rows = Participant.objects.filter(campaign=campaign)
    if scope.pk != campaign.organiser_id:
        rows = _below_then(rows, scope, day) if is_then else _below_now(rows, scope)
    rows = _annotated(rows, day).values_list(*COLUMNS)
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    if not is_then:
        _name_as_today(rows, day)
    return sorted(map(_member, rows), key=lambda each: (each.bloc_key, each.sort_key, each.pk))


def _below_then(rows, scope, day):
    """Units that stood below on that day, and those that had ended there by then: they are told with their reason."""
    standing = [row.body_id for row in as_of.tree_on(day, root=scope)]
    ended = within([scope.path], "body__path") & Q(body__ended_on__lte=day)
    return rows.filter(Q(body__in=standing) | ended)


def _below_now(rows, scope):
    """Units below today, and ended ones for which a body below carries on, at whatever remove."""
    heirs, olds = within([scope.path], "new__path"), set()
    while True:
        before = set(Succession.objects.filter(heirs).values_list("old", flat=True)) - olds
        if not before:
            break
        olds |= before
        heirs = Q(new__in=before)
    return rows.filter(within([scope.path], "body__path") | Q(body__in=olds))


def _annotated(rows, day):
    """With the name each unit had on the day, and why it ended where nobody carries on for it: in the same query.

    The name is the frozen one, unless a decision gave the unit another between its joining and the day.
    """
    past = PastName.objects.filter(body=OuterRef("body_id")).order_by("until_on")
    since = past.filter(until_on__gt=OuterRef("joined_on"), until_on__lte=day)
    later = Coalesce(Subquery(past.filter(until_on__gt=day).values("name")[:1]), "body__name")
    ends = TreeChange.objects.filter(
        pk__in=ChangedBody.objects.filter(body=OuterRef(OuterRef("body_id"))).values("change"),
        state=TreeChange.State.TAKEN,
        effective_on=OuterRef("body__ended_on"),
    ).order_by("-pk")
    heirs = Succession.objects.filter(old=OuterRef("body_id"))
    return rows.annotate(
        name_then=Case(When(Exists(since), then=later), default="name"),
        has_heir=Exists(heirs),
        end_number=Subquery(ends.values("decision_no")[:1]),
        end_reason=Subquery(ends.values("reason")[:1]),
    )


def _member(row):
    """One row as read. A unit that ended without an heir left, as if it had been released that day."""
    left_on, left_reason = row["left_on"], row["left_reason"]
    ended_on = row["body__ended_on"]
    if left_on is None and ended_on is not None and not row["has_heir"]:
        left_on, left_reason = ended_on, _end_words(row)
    return Member(
        pk=row["pk"],
        body_id=row["body_id"],
        kind_id=row["kind_id"],
        sector_id=row["sector_id"],
        sector_name=row["sector__name"] or "",
        bloc_key=(
            row["bloc_id"] is None,
            row["bloc__owner__path"] or "",
            row["bloc__number"] or 0,
            row["bloc_id"] or 0,
        ),
        bloc_number=row["bloc__number"],
        bloc_name=row["bloc__name"] or "",
        sort_key=bytes(row["sort_key"]),
        name=row["name_then"],
        facts=row["facts"],
        joined_on=row["joined_on"],
        left_on=left_on,
        left_reason=left_reason,
        registration=row["registration__state"] or "draft",
        submitted_at=row["registration__submitted_at"],
        approved_at=row["registration__approved_at"],
        is_late=bool(row["registration__is_late"]),
        late_reason=row["registration__late_reason"] or "",
        entered_by=row["registration__entered_by"],
    )


def _end_words(row):
    """ "Giải thể theo quyết định số 12/QĐ-LĐLĐ: doanh nghiệp phá sản" """
    words = UnionBody.State(row["body__state"]).label
    if row["end_number"]:
        words += f" theo quyết định số {row['end_number']}: {row['end_reason'].rstrip('.')}"
    return words


def _name_as_today(rows, day):
    """Today's name of each unit; of an ended one also who carries on for it today."""
    ended = UnionBody.objects.in_bulk(
        [row["body_id"] for row in rows if row["has_heir"] and row["body__ended_on"]]
    )
    heirs = as_of.successors_of(ended.values(), day) if ended else {}
    known = UnionBody.objects.in_bulk({pk for found in heirs.values() for pk in found})
    for row in rows:
        row["name_then"] = row["body__name"]
        others = sorted(heirs.get(row["body_id"], set()) - {row["body_id"]})
        if others:
            row["name_then"] += f" (nay: {', '.join(known[pk].name for pk in others)})"
