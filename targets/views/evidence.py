"""How are the files of a result listed, added, taken off and read?"""

from urllib.parse import quote

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render

from targets import files
from targets.declaring import hindrance, is_on_behalf, require_entry
from targets.models import Evidence
from targets.result_lines import lines_of
from targets.views.places import place_of
from unions.errors import Refusal
from unions.web import page


@page("GET", "POST")
def evidence_add(request, uid, phase):
    """The files of one line (?chi-tieu=4) on a page of their own, with the camera close at hand."""
    unit, phase = place_of(request.access, uid, phase)
    require_entry(request.access, unit)
    line = _line(unit, phase, request.GET.get("chi-tieu"))
    problems = []
    if request.method == "POST":
        problems = _attach(request, unit, phase, line)
        if not problems:
            messages.success(request, "Đã thêm minh chứng.")
            return redirect(request.get_full_path())
    context = {
        "unit": unit,
        "phase": phase,
        "line": _line(unit, phase, line.indicator.position),
        "problems": problems,
        "stop": hindrance(unit, phase, request.received_at),
        "accept": files.ACCEPT,
        "is_on_behalf": is_on_behalf(request.access, unit),
        "has_errors": bool(problems),
    }
    return render(request, "targets/evidence_form.html", context, status=422 if problems else 200)


@page("POST")
def evidence_remove(request, uid):
    evidence = _evidence(request.access, uid)
    files.remove(evidence, by=request.access, at=request.received_at)
    messages.success(request, f"Đã gỡ “{evidence.name}”.")
    line = evidence.results.select_related("indicator").order_by("pk").first()
    address = redirect("evidence_add", evidence.participant.uid, evidence.phase.number).url
    return redirect(f"{address}?chi-tieu={line.indicator.position}")


@page("GET")
def evidence_file(request, uid):
    """The stored copy, to whoever oversees the unit; never shown as a page of ours (RELIABILITY T10)."""
    evidence = _evidence(request.access, uid)
    try:
        stored = files.open_stored(evidence)
    except FileNotFoundError as problem:
        raise Http404 from problem
    response = FileResponse(stored, content_type=evidence.content_type)
    plain = f"minh-chung.{evidence.name.rpartition('.')[2]}"
    name = quote(evidence.name, safe="")
    response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{name}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store, private"
    return response


def _evidence(access, uid):
    rows = Evidence.objects.visible_to(access).filter(removed_at__isnull=True)
    return get_object_or_404(
        rows.select_related("participant__campaign", "participant__body", "phase"), uid=uid
    )


def _line(unit, phase, number):
    for line in lines_of(unit, phase):
        if str(line.indicator.position) == str(number):
            return line
    raise Http404


def _attach(request, unit, phase, line):
    problems = []
    for upload in request.FILES.getlist("tep") or [None]:
        try:
            files.attach(unit, phase, [line.result], upload, by=request.access, at=request.received_at)
        except Refusal as refusal:
            problems.append(f"{upload.name}: {refusal}" if upload else str(refusal))
    return problems
