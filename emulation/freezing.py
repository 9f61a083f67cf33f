"""What is true of a body on the day it joins: name, kind, sector, parent, bloc of the year, latest facts?

Read for all participants of a campaign at once, in three queries whatever their number, and set on the rows in memory;
the acts of `inviting` and `launching` write them.
"""

from datetime import date

from unions.models import BlocMember, BodyFacts
from unions.querysets import within

MANY = 300  # a longer list of ids costs more than reading the whole subtree
FROZEN = ["name", "kind", "sector", "parent", "bloc", "facts", "facts_as_of", "joined_on", "sort_key"]


def freeze(participants, campaign, *, on, cutoff):
    """Set what was true on the day `on`, with each fact's latest value as of `cutoff` or before.

    A body founded after the cut-off has no older figure: then its latest one until `on` counts.
    """
    blocs, facts = _blocs(campaign, on), _facts(participants, campaign, cutoff, max(cutoff, on))
    for participant in participants:
        body = participant.body
        participant.name, participant.sort_key = body.name, bytes(body.sort_key)
        participant.kind_id, participant.sector_id = body.kind_id, body.sector_id
        participant.parent_id = body.parent_id
        participant.bloc_id = blocs.get(body.pk)
        own = facts.get(body.pk, {})
        participant.facts = {code: value for code, (_, value) in sorted(own.items())}
        participant.facts_as_of = max((as_of for as_of, _ in own.values()), default=None)
        participant.joined_on = on
    return participants


def _blocs(campaign, on):
    """{body id: bloc id} of the organiser's blocs of that year; a plan launched in December looks at 1 January."""
    day = max(on, date(campaign.year, 1, 1))
    seats = BlocMember.objects.filter(bloc__owner=campaign.organiser_id, bloc__year=campaign.year)
    return dict(seats.holding_on(day).order_by("pk").values_list("body_id", "bloc_id"))


def _facts(participants, campaign, cutoff, latest):
    """{body id: {code: (as_of, value)}}: the whole subtree for many, by name for a few."""
    bodies = {participant.body_id for participant in participants}
    rows = BodyFacts.objects.filter(as_of__lte=latest)
    rows = (
        rows.filter(body__in=bodies)
        if len(bodies) <= MANY
        else rows.filter(within([campaign.organiser.path], "body__path"))
    )
    known = {}
    for body, code, as_of, value in rows.order_by("as_of", "pk").values_list(
        "body", "code", "as_of", "value"
    ):
        own = known.setdefault(body, {})
        if as_of <= cutoff or code not in own or own[code][0] > cutoff:
            own[code] = (as_of, value)
    return known
