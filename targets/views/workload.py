"""What stands on the office's desk at this moment: who has sent, who waits, what is due?

Every function reads what one desk shows in a number of queries that does not grow with the union.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone

from emulation.models import Campaign, Participant
from emulation.querysets import is_gone
from targets.deadlines import deadline
from targets.lateness import length
from targets.lifecycle import REGISTRATION_LABELS
from targets.models import Result
from targets.querysets import UNIT_STATES
from targets.reviewing import is_own
from targets.tallies import NOTHING_YET, tallies
from targets.views.board_filters import FOUR
from targets.views.queue import waiting_registrations
from unions.contacts import bearers_of
from unions.roles import Ability

WAITING_SHOWN = 10
LONG_WAIT = timedelta(days=7)
AHEAD = timedelta(days=60)
SOON = timedelta(days=30)
BAR_WIDTH = 400


@dataclass
class Strip:
    """One row of counters: the registration of a campaign, or the results of one of its phases."""

    campaign: Campaign
    title: str
    counts: dict  # slug → how many units
    deadline: object = None
    phase: object = None

    @property
    def total(self):
        return sum(self.counts.values())

    def is_due(self, at):
        """Are results worth a look: has anybody sent any, or does the phase end soon?"""
        return self.counts["chua-gui"] < self.total or self.phase.ends_on <= timezone.localdate(at) + SOON

    @property
    def unsent(self):
        """How many have the ball: nothing sent yet, or sent back."""
        return self.counts["chua-gui"] + self.counts["tra-lai"]

    @property
    def is_pressing(self):
        """Little time is left, or none, and somebody has not sent."""
        return bool(self.deadline and self.unsent and (self.deadline.is_near or self.deadline.is_past))

    @property
    def cells(self):
        return [
            {"slug": slug, "label": label, "look": look, "count": self.counts[slug]}
            for slug, label, *_, look in FOUR
        ]

    @property
    def bar(self):
        """Segments of the stacked bar, in units of its width: {look, x, width}."""
        segments, x = [], 0.0
        for cell in self.cells:
            width = BAR_WIDTH * cell["count"] / self.total if self.total else 0
            if width:
                segments.append({"look": cell["look"], "x": f"{x:.1f}", "width": f"{max(width - 1, 1):.1f}"})
            x += width
        return segments

    @property
    def in_words(self):
        parts = ", ".join(f"{cell['count']} {cell['label'].lower()}" for cell in self.cells)
        return f"{self.total} đơn vị: {parts}"


@dataclass
class Waiting:
    """Something that somebody here may answer: a registration, or a unit's results of one phase."""

    participant: Participant
    what: str
    since: object
    at: object
    url: str
    may_answer: bool
    compared: str = ""
    is_worse: bool = False
    is_late: bool = False
    head: object = None

    @property
    def waited(self):
        return length(int((self.at - self.since).total_seconds()))

    @property
    def is_long(self):
        return self.at - self.since >= LONG_WAIT


@dataclass
class Desk:
    strips: list = field(default_factory=list)
    waiting: list = field(default_factory=list)
    waiting_count: int = 0
    in_the_making: list = field(default_factory=list)
    due: list = field(default_factory=list)  # (day, words)

    @property
    def may_answer(self):
        return any(each.may_answer for each in self.waiting)


def desk_of(access, at, own=()):
    """Everything the desk shows of units below, in nine queries; `own` are one's own unit's parts in campaigns."""
    campaigns = _campaigns(access)
    running = [each for each in campaigns if each.state == "running"]
    open_phases = {phase.pk: phase for each in running for phase in _open_phases(each, at)}
    registrations = _registration_counts(access, running)
    results = _result_ranks(access, open_phases)
    strips = _strips(running, open_phases, registrations, results, at)
    return Desk(
        strips=strips,
        waiting=_oldest(access, results, open_phases, at, own),
        waiting_count=sum(strip.counts["cho-duyet"] for strip in strips) - _own_count(strips, results, own),
        in_the_making=[each for each in campaigns if each.state in ("draft", "proposed")],
        due=_due(running, at),
    )


# Counters -------------------------------------------------------------------------------------------------------------


def _campaigns(access):
    """Running ones in sight and plans in the making, newest first, with their phases in order."""
    states = ["running", "draft", "proposed"]
    rows = Campaign.objects.visible_to(access).filter(state__in=states).prefetch_related("phases")
    return list(rows.newest_first())


def _open_phases(campaign, at):
    """Phases that have begun and whose books are open: their results are coming in."""
    today = timezone.localdate(at)
    phases = sorted(campaign.phases.all(), key=lambda phase: phase.number)
    return [phase for phase in phases if not phase.is_closed and (phase.starts_on or today) <= today]


def _registration_counts(access, campaigns):
    """{campaign id: {state: units}} of the units in sight that still take part."""
    counts = {"draft": Count("pk", filter=Q(registration__isnull=True) | Q(registration__state="draft"))}
    for state in REGISTRATION_LABELS:
        counts.setdefault(state, Count("pk", filter=Q(registration__state=state)))
    rows = Participant.objects.visible_to(access).filter(campaign__in=campaigns).staying().order_by()
    return {row.pop("campaign"): row for row in rows.values("campaign").annotate(**counts)}


def _result_ranks(access, phases):
    """[(phase id, participant id, rank, since when something waits)] of every unit that has begun to report."""
    rows = Result.objects.visible_to(access).filter(phase__in=phases, participant__left_on__isnull=True)
    rows = rows.exclude(is_gone("participant__"))
    waiting = Min("declared_at", filter=Q(state="declared"))
    return list(rows.with_rank().annotate(since=waiting).values_list("phase", "participant", "rank", "since"))


def _strips(campaigns, phases, registrations, results, at):
    ranks = Counter((phase_id, UNIT_STATES[rank]) for phase_id, _, rank, _ in results)
    strips = []
    for campaign in campaigns:
        found = registrations.get(campaign.pk)
        if found is None:  # no unit of ours takes part
            continue
        counts = {slug: found[state] for slug, _, state, *_ in FOUR}
        title = f"{campaign.name} – đăng ký"
        strips.append(Strip(campaign, title, counts, deadline(campaign.registration_due_at, at)))
        of_campaign = (each for each in phases.values() if each.campaign_id == campaign.pk)
        of_phases = [_phase_strip(campaign, phase, ranks, sum(counts.values()), at) for phase in of_campaign]
        strips += [strip for strip in of_phases if strip.is_due(at)]
    return strips


def _phase_strip(campaign, phase, ranks, total, at):
    counts = {slug: ranks[phase.pk, state] for slug, _, _, state, _ in FOUR}
    counts["chua-gui"] = total - sum(
        counts[slug] for slug, *_ in FOUR[1:]
    )  # units without any row have not begun
    title = f"{campaign.name} – kết quả {phase.name.lower()}"
    return Strip(campaign, title, counts, deadline(phase.report_due_at, at), phase)


# What waits -----------------------------------------------------------------------------------------------------------


def _own_count(strips, results, own):
    """How many of the counted ones are of one's own unit and wait for somebody further up."""
    ours = {unit.participant.pk for unit in own if unit.is_topmost}
    phases = {strip.phase.pk for strip in strips if strip.phase}
    declared = [
        row for row in results if row[1] in ours and row[0] in phases and UNIT_STATES[row[2]] == "declared"
    ]
    return len(declared) + sum(unit.waits for unit in own)


def _oldest(access, results, phases, at, own):
    registrations = list(waiting_registrations(access)[:WAITING_SHOWN])
    ours = {unit.participant.pk for unit in own if unit.is_topmost}
    waiting = [row for row in results if row[3] is not None and row[1] not in ours]
    waiting = sorted(waiting, key=lambda row: row[3])[:WAITING_SHOWN]
    units = Participant.objects.visible_to(access).select_related("body", "bloc")
    units = units.in_bulk([row[1] for row in waiting])
    compared = tallies([row.participant_id for row in registrations])
    rows = [_registration_row(access, row, compared, at) for row in registrations]
    rows += [_result_row(access, units[unit], phases[phase], since, at) for phase, unit, _, since in waiting]
    rows = sorted(rows, key=lambda row: row.since)[:WAITING_SHOWN]
    heads = bearers_of([row.participant.body_id for row in rows], timezone.localdate(at))
    for row in rows:
        row.head = heads.get(row.participant.body_id)
    return rows


def _registration_row(access, registration, compared, at):
    participant = registration.participant
    tally = compared.get(registration.participant_id, NOTHING_YET)
    return Waiting(
        participant=participant,
        what="đăng ký",
        since=registration.submitted_at,
        at=at,
        url=reverse("registration_review", args=[registration.uid]),
        may_answer=access.can(Ability.APPROVE, participant.body) and not is_own(registration, access.user),
        compared=tally.words,
        is_worse=tally.worse > 0,
        is_late=registration.is_late,
    )


def _result_row(access, participant, phase, since, at):
    may_verify = access.can(Ability.VERIFY, participant.body)
    return Waiting(
        participant=participant,
        what=f"kết quả {phase.name.lower()}",
        since=since,
        at=at,
        url=reverse("result_review", args=[participant.uid, phase.number]) if may_verify else "",
        may_answer=may_verify,
    )


# What comes -----------------------------------------------------------------------------------------------------------


def _due(campaigns, at):
    """Days of the next two months that somebody must keep in mind: [(day, words)]."""
    today = timezone.localdate(at)
    days = []
    for campaign in campaigns:
        if campaign.registration_due_at:
            days.append((timezone.localdate(campaign.registration_due_at), f"Hạn đăng ký {campaign.name}"))
        for phase in campaign.phases.all():
            days.append((phase.ends_on, f"Kết thúc {phase.name.lower()}, {campaign.name}"))
            if phase.report_due_at:
                due_on = timezone.localdate(phase.report_due_at)
                days.append((due_on, f"Hạn báo cáo kết quả {phase.name.lower()}, {campaign.name}"))
    return sorted(day for day in days if today <= day[0] <= today + AHEAD)
