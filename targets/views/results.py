"""How does a unit (or the upper union for it) fill in, check and send the results of a phase?"""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from targets import files
from targets.deadlines import deadline
from targets.declaring import days_until, declare, hindrance, is_on_behalf, require_entry
from targets.filling import fill_in
from targets.lateness import LateReasonNeeded
from targets.result_lines import days_of, lines_of
from targets.result_sheet import ResultSheet
from targets.views.places import place_of
from unions.errors import ChangedMeanwhile, Refusal
from unions.web import page


@page("GET", "POST")
def result_form(request, uid, phase):
    """Twelve lines at most, with everything typed kept; "tiep" goes on, any other button stays."""
    unit, phase = place_of(request.access, uid, phase)
    require_entry(request.access, unit)
    stop = hindrance(unit, phase, request.received_at)
    sheet = _sheet(request, unit, phase)
    if request.method != "POST" or stop:
        return _show_form(request, unit, phase, sheet, stop=stop)
    outcome = _fill_in(request, unit, phase, sheet)
    if outcome.refusal or outcome.file_problems or sheet.errors or sheet.lost:
        return _show_form(request, unit, phase, _reread(request, unit, phase, outcome), outcome.refusal)
    if "tiep" in request.POST and sheet.is_last:
        return redirect("result_check", unit.uid, phase.number)
    if "tiep" not in request.POST:
        saved_at = timezone.localtime(request.received_at)
        messages.success(request, f"Đã lưu lúc {saved_at:%H:%M}. Báo cáo chưa gửi.")
    return redirect(_after(request, unit, phase, sheet))


@page("GET")
def result_check(request, uid, phase):
    """Everything as it will be sent, or as it was sent."""
    unit, phase = place_of(request.access, uid, phase)
    require_entry(request.access, unit)
    return _show_check(request, unit, phase)


@page("POST")
def result_declare(request, uid, phase):
    unit, phase = place_of(request.access, uid, phase)
    access, at = request.access, request.received_at
    sheet = _sheet(request, unit, phase)
    reason = request.POST.get("ly-do-muon", "")
    try:
        declare(unit, phase, by=access, at=at, received_at=at, late_reason=reason, seen=sheet.seen_everywhere)
    except Refusal as refusal:
        return _show_check(request, unit, phase, refusal, reason)
    return redirect("result_check", unit.uid, phase.number)


# The page of inputs ---------------------------------------------------------------------------------------------------


def _sheet(request, unit, phase):
    lines = lines_of(unit, phase, promises=True)
    number = request.POST.get("trang") or request.GET.get("trang") or "1"
    return ResultSheet(
        lines,
        days_until(unit, phase, request.received_at),
        page=int(number) if number.isdecimal() and len(number) < 4 else 1,
        data=request.POST if request.method == "POST" else None,
        today=timezone.localdate(request.received_at),
    )


def _fill_in(request, unit, phase, sheet):
    answers = sheet.answers if sheet.read() else None
    uploads = [
        (form.result, upload) for form in sheet.forms for upload in request.FILES.getlist(form.file.name)
    ]
    return fill_in(
        unit,
        phase,
        answers,
        by=request.access,
        at=request.received_at,
        seen=sheet.seen,
        uploads=uploads,
        unwanted=sheet.evidence_of(request.POST.get("go")),
    )


def _after(request, unit, phase, sheet):
    """The next page, or the same one at the line whose button was pressed."""
    following = sheet.page + ("tiep" in request.POST)
    where = sheet.form_of(request.POST.get("luu"))
    anchor = f"#ct-{where.number}" if where else ""
    return f"{reverse('result_form', args=[unit.uid, phase.number])}?trang={following}{anchor}"


def _reread(request, unit, phase, outcome):
    """The page again with what was typed, beside what stands in the database now."""
    fresh = _sheet(request, unit, phase)
    fresh.read()
    fresh.add_file_problems(outcome.file_problems)
    if isinstance(outcome.refusal, ChangedMeanwhile):
        fresh.mark_conflicts(outcome.refusal.data.get("indicators", []))
    return fresh


def _show_form(request, unit, phase, sheet, refusal=None, stop=None):
    context = {
        **_context(request, unit, phase),
        "sheet": sheet,
        "refusal": refusal,
        "stop": stop,
        "accept": files.ACCEPT,
        "has_errors": bool(refusal or sheet.errors or sheet.lost),
    }
    return render(request, "targets/result_form.html", context, status=422 if context["has_errors"] else 200)


# The page to check ----------------------------------------------------------------------------------------------------


def _show_check(request, unit, phase, refusal=None, reason=""):
    sheet = ResultSheet(lines_of(unit, phase, promises=True), days_until(unit, phase, request.received_at))
    context = {
        **_context(request, unit, phase),
        "sheet": sheet,
        "refusal": refusal,
        "is_reason_missing": isinstance(refusal, LateReasonNeeded),
        "reason": reason,
        "stop": hindrance(unit, phase, request.received_at),
        "has_errors": refusal is not None,
    }
    return render(request, "targets/result_check.html", context, status=422 if refusal else 200)


def _context(request, unit, phase):
    days = days_of(unit, phase)
    return {
        "unit": unit,
        "phase": phase,
        "campaign": unit.campaign,
        "days": days,
        "deadline": deadline(days.due_at, request.received_at),
        "is_on_behalf": is_on_behalf(request.access, unit),
    }
