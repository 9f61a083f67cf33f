"""How does the upper union read, mend, verify or send back the results of a unit?"""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from emulation.models import Campaign, Participant
from targets.models import Evidence, Result
from targets.result_lines import days_of, lines_of
from targets.result_review_form import ReviewSheet
from targets.verifying import ReasonNeeded, is_own, send_back, verify, verify_many
from targets.views.board import require_office
from targets.views.places import place_of
from targets.views.queue import next_address, next_result
from unions.errors import Refusal
from unions.models import LedgerEntry
from unions.recording import subject_of
from unions.roles import Ability
from unions.web import page, safe_path, typed_number

LOG_LENGTH = 10


@page("GET", "POST")
def result_review(request, uid, phase):
    """Everything declared beside what was promised; "Duyệt" goes on to whoever waits next."""
    unit, phase = place_of(request.access, uid, phase)
    request.access.require(Ability.VERIFY, unit.body)
    sheet = _sheet(request, unit, phase)
    if request.method != "POST" or not sheet.read():
        return _show(request, unit, phase, sheet)
    changes = {
        "adjustments": sheet.adjustments,
        "ratings": sheet.ratings,
        "judgements": sheet.judgements,
        "seen": sheet.seen,
    }
    try:
        verify(unit, phase, by=request.access, at=request.received_at, **changes)
    except Refusal as refusal:
        return _show(request, unit, phase, _sheet(request, unit, phase), refusal)
    messages.success(request, f"Đã duyệt kết quả {phase.name} của {unit.name}.")
    return redirect(next_address(request.access) or reverse("desk"))


@page("POST")
def result_return(request, uid, phase):
    unit, phase = place_of(request.access, uid, phase)
    request.access.require(Ability.VERIFY, unit.body)
    sheet = _sheet(request, unit, phase)
    what = {"reason": sheet.reason.value, "lines": sheet.returned_lines, "seen": sheet.seen}
    try:
        send_back(unit, phase, by=request.access, at=request.received_at, **what)
    except ReasonNeeded as refusal:
        sheet.reason.error = str(refusal)
        return _show(request, unit, phase, sheet)
    except Refusal as refusal:
        return _show(request, unit, phase, _sheet(request, unit, phase), refusal)
    messages.success(request, f"Đã trả lại kết quả {phase.name} cho {unit.name}.")
    return redirect(_other_unit(request.access, unit) or reverse("desk"))


@page("POST")
def result_verify_many(request, uid):
    """From the board: units without anything to look at are verified, the others wait to be read."""
    campaign = get_object_or_404(Campaign.objects.visible_to(request.access), uid=uid)
    require_office(request.access)
    number = typed_number(request.POST.get("phase"), default=0)
    phase = get_object_or_404(campaign.phases.all(), number=number)
    units = Participant.objects.visible_to(request.access).filter(campaign=campaign)
    units = list(units.filter(uid__in=_uids(request.POST.getlist("unit"))).select_related("campaign", "body"))
    marked = Result.objects.filter(participant__in=units, phase=phase).declared().exceptional()
    to_read = set(marked.values_list("participant", flat=True))
    clean = [unit for unit in units if unit.pk not in to_read]
    try:
        done = verify_many(clean, phase, by=request.access, at=request.received_at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        _tell(request, len(done), len(units) - len(done))
    return redirect(safe_path(request, request.POST.get("next"), reverse("board", args=[campaign.uid])))


def _tell(request, done, left):
    if done:
        messages.success(request, f"Đã duyệt kết quả của {done} đơn vị.")
    if left:
        messages.warning(
            request, f"{left} đơn vị chưa duyệt: có điểm cần xem, do đồng chí nhập, hoặc chưa gửi."
        )


def _uids(typed):
    found = []
    for text in typed:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _sheet(request, unit, phase):
    lines = lines_of(unit, phase, promises=True)
    return ReviewSheet(lines, request.POST if request.method == "POST" else None)


def _show(request, unit, phase, sheet, refusal=None):
    own = any(is_own(row.result, request.access.user) for row in sheet.rows)
    context = {
        "unit": unit,
        "phase": phase,
        "campaign": unit.campaign,
        "days": days_of(unit, phase),
        "sheet": sheet,
        "refusal": refusal,
        "is_own": own,
        "can_answer": sheet.can_answer and not own and not phase.is_closed,
        "reused": _reused(request.access, unit, sheet),
        "log": _log(request.access, unit),
        "next_url": _other_unit(request.access, unit),
        "has_errors": bool(refusal or sheet.errors),
    }
    return render(
        request, "targets/result_review.html", context, status=422 if context["has_errors"] else 200
    )


def _other_unit(access, unit):
    """Where the next unit waits; one whose remaining lines still wait is not "next" to itself."""
    found = next_result(access, besides=unit)
    return reverse("result_review", args=[found[0].uid, found[1]]) if found else ""


def _reused(access, unit, sheet):
    """Digests of files that another unit, or this one in another phase, has sent too."""
    files = {file.pk: file.sha256 for row in sheet.rows for file in row.line.evidence}
    others = Evidence.objects.visible_to(access).filter(sha256__in=files.values(), removed_at__isnull=True)
    return set(others.exclude(pk__in=files).values_list("sha256", flat=True)) if files else set()


def _log(access, unit):
    if not access.can(Ability.AUDIT, unit.body):
        return []
    return LedgerEntry.objects.visible_to(access).filter(subject=subject_of(unit)).newest_first()[:LOG_LENGTH]
