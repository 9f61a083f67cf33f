"""How does a leader ask for a summary, so that thirty leaders pressing the button make one build?"""

from datetime import timedelta
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import Max

from emulation.models import Campaign
from reports import tasks
from reports.figures import data_version
from reports.models import SummaryReport
from unions.errors import Refusal
from unions.jobs import JOB, JobState
from unions.recording import record
from unions.roles import Ability

PATIENCE = timedelta(seconds=20)


class NothingToSummarise(Refusal):
    sentence = "Phong trào chưa phát động nên chưa có gì để tổng hợp."


def request_summary(campaign, phase, *, by, at, scope=None, structure=SummaryReport.Structure.THEN):
    """Queue a summary of `phase` (None: the whole campaign) for `scope`, or join the one that is already there.

    The row comes first; its id is sent to a worker after the commit. Without a broker the row waits in the queue.
    """
    scope = scope or campaign.organiser
    by.require(Ability.SUMMARISE, scope)
    require_launched(campaign)
    key = {"campaign": campaign, "phase": phase, "scope": scope, "structure": structure}
    with transaction.atomic():
        report = _join(key, at) or _queue(key, by, at)
        if report.state == JobState.QUEUED:
            transaction.on_commit(partial(tasks.wake, report.pk, at=at))
    return report


def require_launched(campaign):
    """Before the launch nobody takes part yet: there is nothing to look at either."""
    if not Campaign.objects.launched().filter(pk=campaign.pk).exists():
        raise NothingToSummarise


def cancel_summary(report, *, by, at):
    """Take a summary out of the queue, or its worker's claim away; the worker then stops without publishing."""
    by.require(Ability.SUMMARISE, report.scope)
    with transaction.atomic():
        JOB.advance(report, "cancel", ended_at=at, lease_until=None)
        sentence = f"{by.name} hủy lập bản tổng hợp {title_of(report)}."
        _record("requesting.cancel_summary", sentence, report, by, at)
    return report


def scopes_of(access, campaign):
    """Bodies for which this person may sum the campaign up: the organiser, else one's own office below or above it."""
    if access.can(Ability.SUMMARISE, campaign.organiser):
        return [campaign.organiser]
    own = [mandate.body for mandate in access.mandates if access.can(Ability.SUMMARISE, mandate.body)]
    return [body for body in own if body.path.startswith(campaign.organiser.path)]


def scope_of(access, campaign):
    """The body one sums up for; 404 or 403 with a sentence when there is none."""
    scopes = scopes_of(access, campaign)
    if not scopes:
        access.require(Ability.SUMMARISE, campaign.organiser)
    return scopes[0]


def is_waiting_long(report, at):
    """Queued for longer than a worker at work would let it wait: the worker or the broker is away."""
    return report.state == JobState.QUEUED and at - report.queued_at > PATIENCE


def title_of(report):
    what = report.phase.name if report.phase else "cả năm"
    return f"{what}, {report.campaign.name} ({report.scope.label})"


def _join(key, at):
    """A summary of the same data that is ready or being built, or a queued one, brought up to today's data."""
    version = data_version(key["campaign"])
    same = SummaryReport.objects.filter(**key).newest_first()
    current = same.filter(
        data_version=version, state__in=[JobState.READY, JobState.BUILDING, JobState.QUEUED]
    ).first()
    if current:
        return current
    # A queued row has read nothing yet: it will read today's data, so it answers this request too.
    waiting = same.filter(state=JobState.QUEUED).first()
    if waiting and same.filter(pk=waiting.pk, state=JobState.QUEUED).update(data_version=version, as_of=at):
        return waiting
    return None


def _queue(key, by, at):
    version = data_version(key["campaign"])
    try:
        with transaction.atomic():
            report = SummaryReport.objects.create(
                **key,
                as_of=at,
                data_version=version,
                snapshot=_next_snapshot(key),
                requested_by=by.user,
                queued_at=at,
            )
            sentence = f"{by.name} yêu cầu lập bản tổng hợp {title_of(report)}."
            _record("requesting.request_summary", sentence, report, by, at)
    except IntegrityError:
        # Somebody pressed the button at the same moment: theirs is ours.
        return SummaryReport.objects.filter(**key, data_version=version).newest_first()[0]
    return report


def _next_snapshot(key):
    return (SummaryReport.objects.filter(**key).kept().aggregate(last=Max("snapshot"))["last"] or 0) + 1


def _record(act, sentence, report, by, at):
    record(act, sentence, by=by, at=at, subject=report, body=report.scope, topic=report.topic)
