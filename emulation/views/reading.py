"""Pages on which a plan written in Word becomes a draft: give its words, then confirm what was read."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from emulation import plan_keeping, plan_taking
from emulation.forms import rows
from emulation.forms.found import Found
from emulation.views.campaigns import required_organisers
from unions.errors import Refusal
from unions.roles import Ability
from unions.web import page

LATEST = 5


@page("GET", "POST")
def plan_read(request):
    """Paste the words of a plan or send its file; what is being read is kept for its owner."""
    organisers = required_organisers(request.access)
    refusal = ""
    if request.method == "POST":
        try:
            kept = _kept_from(request, organisers)
        except Refusal as problem:
            refusal = str(problem)
        else:
            return redirect("plan_confirm", kept.uid)
    context = {
        "organisers": organisers,
        "organiser": request.POST.get("don-vi", ""),
        "words": request.POST.get("loi", ""),
        "refusal": refusal,
        "refused_at": "tep" if request.FILES.get("tep") else "loi",
        "has_errors": bool(refusal),
        "latest": request.user.plan_texts.select_related("organiser")[:LATEST],
    }
    return render(request, "emulation/plan_read.html", context, status=422 if refusal else 200)


def _kept_from(request, organisers):
    named = {body.code: body for body in organisers}
    organiser = named.get(request.POST.get("don-vi"), organisers[0])
    words, upload = request.POST.get("loi", ""), request.FILES.get("tep")
    return plan_keeping.keep(
        organiser=organiser, text=words, upload=upload, by=request.access, at=request.received_at
    )


@page("GET", "POST")
def plan_confirm(request, uid):
    """The text beside what was read of it; nothing is in the campaign before the person says so."""
    kept = get_object_or_404(request.user.plan_texts.select_related("organiser__kind", "campaign"), uid=uid)
    request.access.require(Ability.PLAN, kept.organiser)
    if kept.campaign:
        return redirect("plan_step", kept.campaign.uid, 1)
    if request.method != "POST":
        found = Found(kept, plan_keeping.remembered(kept))
        found.is_valid()  # what cannot stay as it was read is said beside its row from the start
        return _confirm(request, kept, found)
    verb, key = rows.act_of(request.POST)
    if verb == "again":
        plan_keeping.forget(kept)
        return redirect("plan_confirm", kept.uid)
    found = Found(kept, request.POST)
    is_changed = found.change(verb, key)
    plan_keeping.remember(kept, found.data, found.asked)
    if verb == "save":
        messages.success(request, "Đã giữ những chỗ đồng chí sửa. Chưa lập bản nháp.")
        return redirect("plan_confirm", kept.uid)
    if not found.is_valid() or is_changed:
        return _confirm(request, kept, found, problems=[] if is_changed else found.problems())
    try:
        return _taken(request, kept, found.chosen())
    except Refusal as problem:
        return _confirm(request, kept, found, refusal=str(problem))


def _confirm(request, kept, found, *, problems=(), refusal=""):
    context = {
        "kept": kept,
        "found": found.dress(),
        "refusal": refusal,
        "problems": problems,
        "has_errors": bool(refusal or problems),
    }
    return render(request, "emulation/plan_confirm.html", context, status=422 if refusal or problems else 200)


def _taken(request, kept, choices):
    campaign = plan_taking.take_text(kept, choices, by=request.access, at=request.received_at)
    messages.success(
        request,
        f"Đã lập bản nháp “{campaign.name}”: {len(choices.phases)} {campaign.phase_word}, "
        f"{len(choices.contents)} nội dung, {len(choices.indicators)} chỉ tiêu. Chưa phát động: đồng chí xem từng "
        "bước, sửa lúc nào cũng được.",
    )
    return redirect("plan_step", campaign.uid, 1)
