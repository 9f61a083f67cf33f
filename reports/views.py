"""How do leaders see where a phase stands, ask for its summary and take the file away?"""

from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render

from emulation.models import Campaign
from emulation.organisers import named_as_then
from reports import delivering, figures, requesting
from reports.forms import SummaryForm
from reports.models import SummaryReport
from unions.roles import Ability
from unions.web import page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page("GET")
def overview_list(request):
    """Campaigns whose phases this person may sum up, newest first."""
    campaigns = Campaign.objects.visible_to(request.access).launched().newest_first()
    rows = list(campaigns.select_related("organiser").prefetch_related("phases"))
    may = named_as_then([each for each in rows if requesting.scopes_of(request.access, each)])
    return render(request, "reports/overview_list.html", {"campaigns": may, "today": request.received_at})


@page("GET")
def overview(request, uid, phase):
    """Where one phase stands at this moment, with the newest file beside it."""
    campaign, phase = _campaign_phase(request.access, uid, phase)
    scope = requesting.scope_of(request.access, campaign)
    requesting.require_launched(campaign)
    reports = SummaryReport.objects.visible_to(request.access).of(campaign, phase, scope)
    current = reports.ready().filter(data_version=figures.data_version(campaign)).first()
    # Nothing was written since that file: what it says still holds, and page and file agree.
    summary = figures.frozen(current) if current else None
    context = {
        "campaign": campaign,
        "phase": phase,
        "phases": campaign.phases.all(),
        "summary": summary or figures.glance(campaign, phase, scope=scope, at=request.received_at),
        "current": current,
        "versions": reports.ready()[:5],
        "form": SummaryForm(),
    }
    return render(request, "reports/overview.html", context)


@page("POST")
def summary_request(request, uid, phase):
    """One button: queue the summary, or join the build that somebody else asked for."""
    campaign, phase = _campaign_phase(request.access, uid, phase)
    form = SummaryForm(request.POST)
    structure = form.cleaned_data["structure"] if form.is_valid() else SummaryReport.Structure.THEN
    report = requesting.request_summary(
        campaign,
        phase,
        by=request.access,
        at=request.received_at,
        scope=requesting.scope_of(request.access, campaign),
        structure=structure,
    )
    return redirect("summary_detail", report.uid)


@page("GET")
def summary_detail(request, uid):
    """How far the build is; when it is ready, the figures that are also in the file."""
    return render(request, "reports/summary_detail.html", _progress_context(request, uid))


@page("GET")
def summary_progress(request, uid):
    """The part of `summary_detail` that htmx asks for again; a finished build loads the whole page."""
    context = _progress_context(request, uid)
    response = render(request, "reports/partials/summary_progress.html", context)
    if context["report"].is_finished:
        response["HX-Refresh"] = "true"
    return response


@page("POST")
def summary_cancel(request, uid):
    report = _report(request.access, uid)
    requesting.cancel_summary(report, by=request.access, at=request.received_at)
    return redirect("summary_detail", report.uid)


@page("GET")
def summary_file(request, uid):
    """The file itself, to whoever has full sight of its scope at this moment; each download is in the ledger."""
    report = _report(request.access, uid)
    stream = delivering.hand_over(report, by=request.access, at=request.received_at)
    response = FileResponse(stream, as_attachment=True, filename=report.file_name, content_type=XLSX)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response


def _campaign_phase(access, uid, number):
    campaign = get_object_or_404(Campaign.objects.visible_to(access).select_related("organiser"), uid=uid)
    return campaign, get_object_or_404(campaign.phases.all(), number=number)


def _report(access, uid):
    rows = SummaryReport.objects.visible_to(access).select_related(
        "campaign", "phase", "scope", "requested_by"
    )
    report = get_object_or_404(rows, uid=uid)
    access.require(Ability.SUMMARISE, report.scope)
    return report


def _progress_context(request, uid):
    report = _report(request.access, uid)
    versions = SummaryReport.objects.visible_to(request.access).of(
        report.campaign, report.phase, report.scope
    )
    return {
        "report": report,
        "ahead": SummaryReport.objects.ahead_of(report),
        "is_slow": requesting.is_waiting_long(report, request.received_at),
        "summary": figures.frozen(report),
        "versions": versions.ready()[:10],
    }
