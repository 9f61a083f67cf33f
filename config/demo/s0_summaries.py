"""S0 on the demo's day: which summaries has the leader asked for, and where does each stand?

Outside the transaction of the seed: a build reads in one snapshot and tells its progress over a connection of its own.
"""

from config.demo.world import moment
from reports import building
from reports.models import SummaryReport
from reports.requesting import cancel_summary, request_summary
from unions.access import Access
from unions.jobs import claim, fail
from unions.models import User

THEN, NOW = SummaryReport.Structure.THEN, SummaryReport.Structure.NOW


def build(campaign):
    """Two in every state: ready, cancelled, failed, being built (their worker is gone), queued."""
    if SummaryReport.objects.filter(campaign=campaign).exists():
        return
    at = moment("2021-05-03", "08:00")
    by = Access(User.objects.get(username="lanhdao.tinhbien"), at.date())
    first, second = campaign.phases.order_by("number")

    def ask(phase, structure):
        return request_summary(campaign, phase, by=by, at=at, structure=structure)

    for phase in (first, None):
        building.build(ask(phase, THEN).pk, at=at)
    for structure in (THEN, NOW):
        cancel_summary(ask(second, structure), by=by, at=at)
    for phase in (first, None):
        report = ask(phase, NOW)
        claim(report, at=at)
        fail(report, at=at, sentence=building.BROKEN)
    for structure in (THEN, NOW):
        claim(ask(second, structure), at=at)
    for phase in (first, None):
        ask(phase, NOW)
