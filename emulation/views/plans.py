"""Pages of the five steps in which a plan is typed: each saves by itself, none needs JavaScript."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from emulation import drafting, inviting, launching, scoping
from emulation.forms import grid, information, loading, phases, rows
from emulation.forms.bodies import BodyFilter, ticked
from emulation.forms.choosing import PlanChoices
from emulation.models import Campaign
from emulation.naming import name_movements
from emulation.views.campaigns import plan_of, readable, required_organisers, said
from unions import clock
from unions.errors import Refusal
from unions.models import UnionBody
from unions.roles import Ability
from unions.web import page

PER_PAGE = 100
STEPS = ["Thông tin, căn cứ", "Đợt, giai đoạn", "Nội dung và chỉ tiêu", "Đối tượng", "Kiểm tra, ban hành"]


@page("GET", "POST")
def campaign_new(request):
    organisers = required_organisers(request.access)
    initial = information.initial_of_new(clock.today())
    form = information.InformationForm(request.POST or None, initial=initial, organisers=organisers)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        organiser = form.cleaned_data.get("organiser") or organisers[0]
        try:
            campaign = _draft_once(organiser, form.columns(), by=request.access, at=request.received_at)
        except Refusal as problem:
            refusal = str(problem)
        else:
            return _saved(request, campaign, 1)
    return _show(request, None, 1, refusal=refusal, form=form, problems=_problems(form))


@transaction.atomic
def _draft_once(organiser, columns, *, by, at):
    """The draft; a second tap on the same words finds the first one's draft."""
    twins = Campaign.objects.visible_to(by).in_the_making().filter(organiser=organiser)
    for twin in twins.filter(name=columns["name"].strip(), year=columns["year"]):
        if all(_same(getattr(twin, name), value) for name, value in columns.items()):
            return twin
    return drafting.draft(organiser, by=by, at=at, **columns)


def _same(kept, typed):
    return kept == (typed.strip() if isinstance(typed, str) else typed)


@page("GET", "POST")
def plan_step(request, uid, step):
    campaigns = Campaign.objects.visible_to(request.access).select_related("organiser__kind", "addressee")
    campaign = get_object_or_404(campaigns, uid=uid)
    request.access.require(Ability.PLAN, campaign.organiser)
    if not 1 <= step <= len(STEPS):
        raise Http404
    if request.method != "POST" and not campaign.is_draft:
        messages.info(request, "Kế hoạch đã trình hoặc đã phát động nên không sửa ở đây được nữa.")
        return redirect("campaign_detail", campaign.uid)
    return (_information, _phases, _indicators, _bodies, _check)[step - 1](request, campaign)


def _information(request, campaign):
    initial = information.initial_of(campaign)
    form = information.InformationForm(request.POST or None, initial=initial, organisers=[campaign.organiser])
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            drafting.revise(campaign, by=request.access, at=request.received_at, **form.columns())
        except Refusal as problem:
            refusal = str(problem)
        else:
            return _saved(request, campaign, 1)
    return _show(request, campaign, 1, refusal=refusal, form=form, problems=_problems(form))


def _phases(request, campaign):
    is_sent = request.method == "POST"
    table = phases.PhaseTable(request.POST.copy() if is_sent else phases.typed_of(campaign), campaign)
    is_changed = is_sent and table.change(*rows.act_of(request.POST))
    refusal, problems = "", []
    if is_sent and not is_changed:
        if table.is_valid():
            try:
                drafting.set_phases(campaign, table.columns(), by=request.access, at=request.received_at)
            except Refusal as problem:
                refusal = str(problem)
            else:
                return _saved(request, campaign, 2)
        problems = table.problems()
    warnings = [] if is_sent else launching.phase_warnings(campaign, campaign.launch_on or clock.today())
    return _show(request, campaign, 2, refusal=refusal, table=table, problems=problems, warnings=warnings)


def _indicators(request, campaign):
    choices, known = PlanChoices(campaign.organiser), {}
    if request.method == "POST":
        plan = grid.PlanGrid(request.POST.copy(), campaign, choices)
    else:
        typed, known = loading.typed_of(campaign, choices)
        plan = grid.PlanGrid(typed, campaign, choices)
    refusal, problems = "", []
    if request.method == "POST" and not plan.change(*rows.act_of(request.POST)):
        if plan.is_valid():
            try:
                _write_plan(campaign, plan, by=request.access, at=request.received_at)
            except Refusal as problem:
                refusal = str(problem)
            else:
                return _saved(request, campaign, 3)
        problems = plan.problems()
    _add_counts(plan, known, campaign)
    return _show(request, campaign, 3, refusal=refusal, plan=plan, problems=problems)


@transaction.atomic
def _write_plan(campaign, plan, *, by, at):
    """The three acts of step 3 together: all of the page is saved, or nothing."""
    drafting.set_contents(campaign, plan.content_rows(), by=by, at=at)
    drafting.set_indicators(campaign, plan.columns(), by=by, at=at)
    chosen = plan.whole.cleaned_data
    names = plan.whole.names()
    named = name_movements(campaign.organiser, names, by=by, at=at, topic=campaign.topic) if names else []
    movements = list(dict.fromkeys([*plan.choices.movements_of(chosen["movements"]), *named]))
    titles = plan.choices.titles_of(chosen["titles"])
    if set(movements) != set(campaign.movements.all()) or set(titles) != set(campaign.titles.all()):
        drafting.set_movements(campaign, movements, titles, by=by, at=at)


def _add_counts(plan, known, campaign):
    """Beside each saved row: what else limits its scope, and how many of the chosen units it concerns."""
    participants = list(campaign.participants.all()) if known else []
    for row in plan.indicators:
        indicator = known.get(row.key)
        row.concerns = scoping.preview(indicator, participants) if indicator and participants else None
        row.more = grid.more_of(row)


def _bodies(request, campaign):
    below = _may_take_part(request.access, campaign)
    narrowing = BodyFilter(request.GET, campaign=campaign, below=below)
    found, refusal = narrowing.found(clock.today()), ""
    if request.method == "POST":
        try:
            chosen = _chosen(request.POST, campaign, below, found)
            inviting.choose(campaign, chosen, by=request.access, at=request.received_at)
        except Refusal as problem:
            refusal = str(problem)
        else:
            is_next = rows.act_of(request.POST)[0] == "next"
            return _saved(request, campaign, 4) if is_next else redirect(request.get_full_path())
    shown = Paginator(found.select_related("kind", "sector").in_order(), PER_PAGE).get_page(
        request.GET.get("trang")
    )
    context = {
        "narrowing": narrowing,
        "shown": shown,
        "chosen": set(campaign.participants.values_list("body", flat=True)),
        "total": below.count(),
        "query": request.GET.urlencode(),
    }
    return _show(request, campaign, 4, refusal=refusal, **context)


def _may_take_part(access, campaign):
    """Active union bodies below the organiser, itself not among them."""
    bodies = UnionBody.objects.visible_to(access).within(campaign.organiser).internal()
    return bodies.active_on(clock.today()).exclude(pk=campaign.organiser_id)


def _chosen(data, campaign, below, found):
    """The new list: what was chosen before, changed by the ticks of this page or by a button for all that was found."""
    before = set(campaign.participants.values_list("body", flat=True))
    shown, on = ticked(data)
    wanted = (before - shown) | on
    verb, _ = rows.act_of(data)
    if verb == "all":
        wanted |= set(found.values_list("pk", flat=True))
    elif verb == "none":
        wanted -= set(found.values_list("pk", flat=True))
    return list(below.filter(pk__in=wanted) if wanted else [])


def _check(request, campaign):
    """Step 5: everything once more, with what warns and what forbids; a sent form saves nothing here."""
    return _show(request, campaign, 5, refusal="", **check_of(campaign))


def check_of(campaign):
    """Warnings, hindrances and, per indicator, how many units it concerns."""
    on = campaign.launch_on or clock.today()
    participants = list(campaign.participants.all())
    said_rows = said(readable(campaign))
    for row in said_rows:
        row["concerned"], row["spared"] = scoping.preview(row["indicator"], participants)
    return {
        "on": on,
        "warnings": launching.warnings(campaign, on),
        "hindrances": launching.hindrances(campaign, on),
        "scopes": said_rows,
        "unit_count": len(participants),
        **plan_of(campaign),
    }


@page("GET", "POST")
def campaign_launch(request, uid):
    """Launch: the button of step 5, and for a plan that was proposed its own page."""
    campaigns = Campaign.objects.visible_to(request.access).select_related("organiser", "addressee")
    campaign = get_object_or_404(campaigns, uid=uid)
    request.access.require(Ability.LAUNCH, campaign.organiser)
    if campaign.launched_at:  # also the second of two taps
        return redirect("campaign_detail", campaign.uid)
    refusal = ""
    if request.method == "POST":
        try:
            launching.launch(campaign, by=request.access, at=request.received_at)
        except Refusal as problem:
            refusal = str(problem)
        else:
            messages.success(request, f"Đã phát động “{campaign.name}”. Các đơn vị đã thấy phong trào.")
            return redirect("campaign_detail", campaign.uid)
    return _show(request, campaign, 5, refusal=refusal, **check_of(campaign))


@page("GET")
def plan_preview(request, uid):
    """The plan as the chair of one chosen unit will see it."""
    campaigns = Campaign.objects.visible_to(request.access).select_related("organiser", "addressee")
    campaign = get_object_or_404(campaigns, uid=uid)
    request.access.require(Ability.READ, campaign.organiser)
    participants = list(campaign.participants.in_order())
    wanted = request.GET.get("don-vi", "")
    chosen = next((each for each in participants if str(each.uid) == wanted), None)
    participant = chosen or (participants[0] if participants else None)
    context = {
        "campaign": campaign,
        "participants": participants,
        "participant": participant,
        "today": clock.today(),
        **plan_of(campaign, participant),
    }
    return render(request, "emulation/plan_preview.html", context)


# Shared ----------------------------------------------------------------------------------------------------------


def _problems(form):
    if not form.is_bound or form.is_valid():
        return []
    return form.problems()


def _saved(request, campaign, step):
    if request.POST.get("act") == "next":
        return redirect("plan_step", campaign.uid, step + 1)
    messages.success(request, "Đã lưu.")
    return redirect("plan_step", campaign.uid, step)


def _show(request, campaign, step, *, refusal, problems=(), **context):
    context |= {
        "campaign": campaign,
        "step": step,
        "steps": _steps(
            campaign, step, may_plan=campaign and request.access.can(Ability.PLAN, campaign.organiser)
        ),
        "step_title": STEPS[step - 1],
        "problems": problems,
        "refusal": refusal,
        "has_errors": bool(problems or refusal),
    }
    status = 409 if refusal else 422 if problems else 200
    return render(request, f"emulation/plan_{step}.html", context, status=status)


def _steps(campaign, step, *, may_plan=True):
    """The five steps: which are done, where one is, where each is found by those who may plan."""
    done = [False] * len(STEPS)
    if campaign is not None:
        has_indicators = campaign.indicators.exists() or campaign.contents.exists()
        done = [True, campaign.phases.exists(), has_indicators, campaign.participants.exists(), False]
    return [
        {
            "number": number,
            "label": label,
            "done": done[number - 1] and number != step,
            "now": number == step,
            "url": reverse("plan_step", args=[campaign.uid, number]) if campaign and may_plan else "",
        }
        for number, label in enumerate(STEPS, start=1)
    ]
