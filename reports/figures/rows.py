"""Which rows does a summary read? Plain tuples, in a constant number of queries whatever the number of bodies."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby
from operator import itemgetter

from django.db.models import Case, Max, Q, Value, When
from django.utils import timezone

from emulation.indicator_kinds import Kind
from reports.figures.members import members_of
from reports.models import SummaryReport
from targets.models import (
    PledgeParty,
    RegisteredTitle,
    RegisteredWork,
    Result,
    ResultPart,
    Target,
    ZeroConfirmation,
)
from targets.querysets import UNIT_STATES

STEPS = 12  # how often progress is told in one reading


@dataclass
class Reading:
    """What one summary stands on, all of one moment."""

    campaign: object
    phase: object  # None: the whole campaign
    phases: list  # those that count, in order
    scope: object
    structure: str
    structure_on: object
    indicators: list
    members: list  # those in the figures, in the order of the tables
    outside: list  # left before, or joined after
    last_of_all: object  # the last phase of the campaign, counted or not
    assigned: dict = field(default_factory=dict)  # {(participant id, indicator id): value}
    agreed: dict = field(default_factory=dict)
    amended: dict = field(default_factory=dict)
    prior: dict = field(default_factory=dict)

    def has(self, kind):
        return any(indicator.kind == kind for indicator in self.indicators)

    @property
    def last_phase(self):
        return self.phase or (self.phases[-1] if self.phases else None)


def read(campaign, phase, *, scope, structure, day):
    """Everything but the results, which `results` reads unit by unit."""
    phases = list(campaign.phases.order_by("number", "pk"))
    counted = [each for each in phases if phase is None or each.number <= phase.number]
    last = phase or (counted[-1] if counted else None)
    last_day = last.ends_on if last else None
    is_then = structure == SummaryReport.Structure.THEN
    structure_on = min(day, last_day) if is_then and last_day else day
    inside, outside = [], []
    for member in members_of(campaign, scope, structure_on, is_then=is_then):
        has_left = member.left_on is not None and member.left_on <= structure_on
        (
            outside if has_left or member.joined_on > max(structure_on, _first(campaign, day)) else inside
        ).append(member)
    reading = Reading(
        campaign, phase, counted, scope, structure, structure_on,
        list(campaign.indicators.with_plan().in_order()), inside, outside, phases[-1] if phases else None,
    )  # fmt: skip
    _targets(reading)
    _pledges(reading)
    _titles(reading)
    if last:
        _standing(reading, last)
    return reading


def _first(campaign, day):
    """Nobody who was there at the launch is a later joiner, also where a phase ended before the launch."""
    return campaign.launch_on or day


def _targets(reading):
    """Values by kind; the latest amendment of a line wins."""
    kept = {
        Target.Kind.ASSIGNED: reading.assigned,
        Target.Kind.AGREED: reading.agreed,
        Target.Kind.AMENDED: reading.amended,
    }
    rows = Target.objects.filter(
        participant__campaign=reading.campaign, phase__isnull=True, is_declined=False, kind__in=kept
    )
    for participant, indicator, kind, value in rows.order_by("at", "pk").values_list(
        "participant_id", "indicator_id", "kind", "value"
    ):
        kept[kind][participant, indicator] = value
    prior = reading.campaign.indicators.values_list(
        "prior_results__participant_id", "pk", "prior_results__num", "prior_results__den"
    )
    for participant, indicator, num, den in prior.filter(prior_results__isnull=False):
        reading.prior[participant, indicator] = (num, den)


RANKS = ("unsigned", "absent", "excused", "added", "signed")


def _pledges(reading):
    """The best standing of each body in the live pledges of the campaign, its own or its bloc's."""
    if not reading.campaign.has_pledge:
        for member in reading.members:
            member.pledge = "none"
        return
    rows = PledgeParty.objects.filter(
        pledge__campaign=reading.campaign, body__isnull=False, role__in=["party", "head"]
    ).exclude(pledge__state__in=["superseded", "drafted"])
    found = {}
    for body, state, at in rows.values_list("body_id", "state", "signature__signed_at").order_by("pk"):
        if RANKS.index(state) >= RANKS.index(found.get(body, ("unsigned", None))[0]):
            found[body] = (state, at)
    for member in reading.members:
        member.pledge, member.pledged_at = found.get(member.body_id, ("unsigned", None))


def _titles(reading):
    """Titles and works of agreed registrations only: review gates every figure."""
    members = {member.pk: member for member in reading.members}
    agreed = {"registration__participant__campaign": reading.campaign, "registration__state": "approved"}
    titles = RegisteredTitle.objects.filter(**agreed).order_by(
        "title__level", "title__name", "title_id", "pk"
    )
    columns = ("title_id", "title__name", "title__kind", "title__level", "count")
    for participant, *title in titles.values_list("registration__participant_id", *columns):
        if participant in members:
            members[participant].titles.append(tuple(title))
    works = RegisteredWork.objects.filter(**agreed).order_by("pk")
    for participant, name in works.values_list("registration__participant_id", "name"):
        if participant in members:
            members[participant].works.append(name)


def _standing(reading, phase):
    """Where each unit's results of the phase stand, and when they were sent and verified."""
    members = {member.pk: member for member in reading.members}
    late = Max(Case(When(is_late=True, then=Value(1)), default=Value(0)))
    rows = Result.objects.filter(phase=phase, participant__campaign=reading.campaign).with_rank()
    rows = rows.annotate(
        declared=Max("declared_at"), verified=Max("verified_at"), late=late, why=Max("late_reason"),
        entered=Max("entered_by"), returned=Max("returned_at"),
        reason=Max("return_reason", filter=Q(state="returned")),
    )  # fmt: skip
    for row in rows:
        member = members.get(row["participant"])
        if member is None:
            continue
        member.result = UNIT_STATES[row["rank"]]
        member.declared_at, member.verified_at = row["declared"], row["verified"]
        member.result_is_late, member.result_late_reason = bool(row["late"]), row["why"] or ""
        member.result_entered_by, member.returned_at = row["entered"], row["returned"]
        member.return_reason = row["reason"] or ""


def results(reading, tell):
    """{participant id: {indicator id: [rows by phase]}}, telling how many units were read.

    A row is (state, phase id, cell, num, den, rating, reason). Units come in the order of their ids.
    """
    places = {phase.pk: place for place, phase in enumerate(reading.phases)}
    wanted = sorted(member.pk for member in reading.members)
    rows = Result.objects.filter(participant__campaign=reading.campaign, phase__in=reading.phases)
    rows = (
        rows.exclude(state="open")
        .order_by("participant_id")
        .values_list(
            "participant_id", "indicator_id", "state", "phase_id", "cell", "num", "den", "rating", "reason"
        )
    )
    step, done, found = max(1, -(-len(wanted) // STEPS)), 0, {}
    tell(0, len(wanted))
    kept = set(wanted)
    for participant, group in groupby(rows.iterator(chunk_size=2000), key=itemgetter(0)):
        if participant not in kept:
            continue
        while done < len(wanted) and wanted[done] < participant:
            done = _count(done, step, len(wanted), tell)
        cells = found[participant] = {}
        for row in group:
            cells.setdefault(row[1], []).append(row[2:])
        for of_indicator in cells.values():
            if len(of_indicator) > 1:
                of_indicator.sort(key=lambda row: places[row[1]])
    while done < len(wanted):
        done = _count(done, step, len(wanted), tell)
    return found


def _count(done, step, total, tell):
    done += 1
    if done % step == 0 or done == total:
        tell(done, total)
    return done


def confirmations(reading):
    """{(participant id, indicator id, phase id)} of positive zero statements."""
    if not reading.has(Kind.ZERO):
        return set()
    rows = ZeroConfirmation.objects.filter(
        result__participant__campaign=reading.campaign, result__phase__in=reading.phases
    )
    return set(rows.values_list("result__participant_id", "result__indicator_id", "result__phase_id"))


def parts(reading):
    """{(participant id, indicator id, phase id): {part id: (num, den)}} of composite indicators."""
    found = defaultdict(dict)
    if reading.has(Kind.COMPOSITE):
        rows = ResultPart.objects.filter(
            result__participant__campaign=reading.campaign, result__phase__in=reading.phases
        )
        columns = (
            "result__participant_id",
            "result__indicator_id",
            "result__phase_id",
            "part_id",
            "num",
            "den",
        )
        for participant, indicator, phase, part, num, den in rows.values_list(*columns):
            found[participant, indicator, phase][part] = (num, den)
    return found


def texts(reading):
    """{(participant id, indicator id): words} of narrative contents, the latest phase that says anything."""
    found = {}
    if reading.has(Kind.NARRATIVE):
        rows = Result.objects.verified().filter(
            participant__campaign=reading.campaign,
            phase__in=reading.phases,
            indicator__kind=Kind.NARRATIVE.value,
        )
        for participant, indicator, words in rows.order_by("phase__number", "pk").values_list(
            "participant_id", "indicator_id", "text"
        ):
            if words:
                found[participant, indicator] = words
    return found


def local_day(moment):
    return timezone.localtime(moment).date() if moment else None


def days_late(moment, due_at, is_late):
    """Whole days after the deadline, at least one for what was marked late."""
    if not is_late or moment is None:
        return 0
    gap = (moment - due_at) if due_at else timedelta(0)
    return max(1, -(-gap // timedelta(days=1)))
