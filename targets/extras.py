"""What belongs to a unit's promise beside its lines: contents, titles, works and phases, in one query?"""

from dataclasses import dataclass, field

from django.db.models import CharField, DateField, F, IntegerField, Q, TextField, Value
from django.db.models.functions import Cast

from emulation.models import Content, Phase
from targets.models import RegisteredTitle, RegisteredWork

CONTENT, PHASE, TITLE, WORK = range(4)


@dataclass
class Extras:
    """Rows as plain tuples, in the order in which they are read out."""

    contents: list = field(default_factory=list)  # (pk, position, title, label)
    phases: list = field(default_factory=list)  # (name, theme, starts_on, ends_on)
    titles: list = field(default_factory=list)  # (name, level, count)
    works: list = field(default_factory=list)  # (name, due_on)


def extras_of(campaign, sector_id, registration=None):
    """Contents that speak to the sector (None: to every sector), phases, and what the registration offers."""
    contents = Content.objects.filter(campaign=campaign)
    if sector_id is not None:
        contents = contents.filter(Q(sectors__isnull=True) | Q(sectors=sector_id))
    titles = RegisteredTitle.objects.filter(registration=registration)
    works = RegisteredWork.objects.filter(registration=registration)
    queries = [
        _columns(contents, CONTENT, "position", "title", "label"),
        _columns(
            Phase.objects.filter(campaign=campaign), PHASE, "number", "theme", "name", "starts_on", "ends_on"
        ),
        _columns(titles, TITLE, "count", "title__name", "title__level"),
        _columns(works, WORK, "pk", "name", None, "due_on"),
    ]
    found = Extras()
    first, *others = queries
    for kind, pk, number, text, short, start, end in sorted(first.union(*others), key=lambda row: row[:3]):
        if kind == CONTENT:
            found.contents.append((pk, number, text, short))
        elif kind == PHASE:
            found.phases.append((short, text, start or campaign.launch_on, end))
        elif kind == TITLE:
            found.titles.append((text, short, number))
        else:
            found.works.append((text, start))
    found.contents.sort(key=lambda row: (row[1], row[0]))
    found.phases.sort(key=lambda row: row[3])
    found.titles.sort(key=lambda row: (row[1], row[0]))
    return found


def _columns(rows, kind, number, text, short=None, start=None, end=None):
    """The same seven columns of whatever table, for one UNION."""
    return (
        rows.order_by()
        .annotate(
            extra_kind=Value(kind, output_field=IntegerField()),
            extra_number=Cast(F(number), IntegerField()),
            extra_text=Cast(F(text), TextField()),
            extra_short=Cast(F(short), CharField(max_length=160))
            if short
            else Value("", CharField(max_length=160)),
            extra_start=_day(start),
            extra_end=_day(end),
        )
        .values_list(
            "extra_kind", "pk", "extra_number", "extra_text", "extra_short", "extra_start", "extra_end"
        )
    )


def _day(column):
    return F(column) if column else Cast(Value(None), DateField())
