"""Whose registration or results wait next for this person's answer?"""

from django.db.models import Min, Q
from django.urls import reverse

from emulation.models import Participant
from targets.models import Registration, Result
from targets.reviewing import is_own
from unions.roles import Ability

LOOK_AHEAD = 50  # how many waiting ones are looked through for one that this person may answer


def topmost(access):
    """Paths of one's own bodies that no other of them stands above: what these send is answered further up."""
    return [
        path for path in access.paths if not any(path != top and path.startswith(top) for top in access.paths)
    ]


def waiting_registrations(access):
    """Oldest first, without one's own unit; a closed campaign waits for nothing."""
    rows = Registration.objects.visible_to(access).waiting().filter(participant__campaign__state="running")
    rows = rows.exclude(participant__body__path__in=topmost(access))
    related = ("participant__campaign", "participant__body", "participant__bloc")
    return rows.select_related(*related).oldest_first()


def waiting_results(access):
    """Units and phases with declared results, oldest first, without one's own unit: dicts of participant, phase,
    number and `since`."""
    rows = Result.objects.visible_to(access).declared().filter(phase__books_closed_at__isnull=True)
    rows = rows.filter(participant__campaign__state="running").order_by()
    rows = rows.exclude(participant__body__path__in=topmost(access))
    grouped = rows.values("participant", "phase", "phase__number", "phase__name").annotate(
        since=Min("declared_at")
    )
    return grouped.order_by("since", "participant", "phase")


def next_registration(access, after=None):
    """The next one this person may answer: the oldest, or the one that came after `after`, then round again."""
    rows = waiting_registrations(access)
    if after is None:
        return _first_answerable(rows, access)
    later = Q(submitted_at__gt=after.submitted_at) | Q(submitted_at=after.submitted_at, pk__gt=after.pk)
    return _first_answerable(rows.filter(later), access) or _first_answerable(
        rows.exclude(pk=after.pk), access
    )


def next_result(access, besides=None):
    """(participant, phase number) of the unit that has waited longest; `besides` is a participant to pass over."""
    rows = list(waiting_results(access)[:LOOK_AHEAD])
    units = Participant.objects.visible_to(access).select_related("body")
    units = units.in_bulk([row["participant"] for row in rows])
    for row in rows:
        unit = units[row["participant"]]
        if access.can(Ability.VERIFY, unit.body) and unit != besides:
            return unit, row["phase__number"]
    return None


def next_address(access):
    """Where "Duyệt tiếp" leads, or None when nothing waits for this person."""
    registration = next_registration(access)
    if registration is not None:
        return reverse("registration_review", args=[registration.uid])
    found = next_result(access)
    return reverse("result_review", args=[found[0].uid, found[1]]) if found else None


def _first_answerable(rows, access):
    for row in rows[:LOOK_AHEAD]:
        if access.can(Ability.APPROVE, row.participant.body) and not is_own(row, access.user):
            return row
    return None
