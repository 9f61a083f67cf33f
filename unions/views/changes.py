"""Pages of changes: choose what happens to a body, type the decision, read what it touches, record it, follow it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from unions import changing, clock
from unions.change_forms import EndForm, FoundForm, MoveForm, RenameForm
from unions.change_forms_many import MergeForm, SplitForm, TransferForm
from unions.change_pages import (
    foreseen,
    is_waiting,
    matching,
    may_withdraw,
    offered_to,
    page_of,
    rows_of,
    tabs_of,
    told_rows,
)
from unions.change_words import CHOICES
from unions.errors import NotAllowed, OutOfScope, Refusal
from unions.fields import NeededForm, text_field
from unions.models import TreeChange, UnionBody
from unions.picking import ALL
from unions.placing import require_below
from unions.roles import HOLDERS, Ability
from unions.web import page, query_of, typed_words

PER_PAGE = 50
Kind = TreeChange.Kind
FORMS = {
    Kind.FOUND: FoundForm,
    Kind.RENAME: RenameForm,
    Kind.MOVE: MoveForm,
    Kind.MERGE: MergeForm,
    Kind.SPLIT: SplitForm,
    Kind.TRANSFER: TransferForm,
    Kind.END: EndForm,
    Kind.DISSOLVE: EndForm,
}
TEMPLATES = {Kind.MERGE: "unions/change_merge.html", Kind.SPLIT: "unions/change_split.html"}
LOOK_UP, EDIT, RECORD = "tim", "sua", "ghi"  # what the pressed button wants; none of them: the impact page


class ReasonForm(NeededForm):
    needed = {"reason": "Ghi lý do rút: các bên đọc được lý do này."}

    reason = text_field("Lý do rút", rows=3, maxlength=500)


# Recording ------------------------------------------------------------------------------------------------------------


@page("GET")
def change_choose(request, code):
    """What happened to this body, in plain words: only what this person may record."""
    body = _body(request, code)
    may = [each for each in CHOICES.values() if _may(request.access, each.kind, body)]
    if not may:
        request.access.require(Ability.PLACE, body)
    context = {"body": body, "choices": may}
    return render(request, "unions/change_choose.html", context)


@page("GET", "POST")
def change_form(request, code, kind):
    """Form → impact page → recorded. Looking up a body or going back to the form judges nothing."""
    body, choice = _body(request, code), CHOICES.get(kind)
    if choice is None:
        raise Http404
    _require(request.access, choice.kind, body)
    wants, on = request.POST.get("buoc", ""), clock.today()
    is_final = request.method == "POST" and wants not in (LOOK_UP, EDIT) and ALL not in request.POST
    form = _form(request, choice.kind, body, on, is_final)
    context = {"body": body, "choice": choice, "form": form, "has_errors": is_final}
    if is_final and form.is_valid():
        change = _recorded(choice.kind, form, request, on, is_rehearsal=wants != RECORD)
        if change and wants != RECORD:
            context |= {**foreseen(choice.kind, form, request, on), "has_errors": False}
            return render(request, "unions/change_check.html", context)
        if change:
            messages.success(request, f"Đã ghi biến động: {change.get_state_display().lower()}.")
            return redirect("change_detail", change.uid)
    form.mark_invalid()
    template = TEMPLATES.get(choice.kind, "unions/change_form.html")
    return render(request, template, context, status=422 if is_final else 200)


def _form(request, kind, body, on, is_final):
    typed = request.POST if request.method == "POST" else None
    form = FORMS[kind](typed, access=request.access, body=body, on=on, is_final=is_final)
    if typed is None:
        form.preset(request.GET)
    return form


def _recorded(kind, form, request, on, *, is_rehearsal):
    """The change, or None with the sentence of the refusal in the form. A rehearsal is taken back at once."""
    act = {"by": request.access, "at": request.received_at, "on": on, **form.decision(), **form.plan()}
    try:
        with transaction.atomic():
            change = changing.record_change(kind, **act)
            transaction.set_rollback(is_rehearsal)
    except (Refusal, NotAllowed) as refusal:
        form.add_error(None, str(refusal))
        return None
    return change


# What was recorded ----------------------------------------------------------------------------------------------------


@page("GET")
def change_list(request):
    """Planned, offered, taken, withdrawn and refused changes in one's sight, the latest day of effect first."""
    found = TreeChange.objects.visible_to(request.access)
    state, kind, words = request.GET.get("trang-thai", ""), request.GET.get("loai", ""), typed_words(request)
    if kind in Kind.values:
        found = found.filter(kind=kind)
    if words:
        found = matching(found, words)
    tabs = tabs_of(found, state, {"loai": kind, "q": words})
    if state in TreeChange.State.values:
        found = found.filter(state=state)
    ordered = rows_of(found).order_by("-effective_on", "-pk")
    shown = Paginator(ordered, PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        "rows": told_rows(shown.object_list),
        "shown": shown,
        "tabs": tabs,
        "kinds": Kind.choices,
        "kind": kind,
        "state": state,
        "words": words,
        "query": query_of(request, "trang"),
    }
    return render(request, "unions/change_list.html", context)


@page("GET")
def change_offered(request):
    """The part of the desk that shows what waits for one's agreement."""
    context = {"offered": offered_to(request.access)}
    return render(request, "unions/partials/change_offered.html", context)


@page("GET")
def change_detail(request, uid):
    change = _change(request, uid)
    return render(request, "unions/change_detail.html", page_of(change, request.access, clock.today()))


@page("POST")
def change_accept(request, uid):
    """The receiving side agrees."""
    change = _change(request, uid)
    try:
        changing.accept(change, by=request.access, at=request.received_at, on=clock.today())
    except Refusal as refusal:
        context = page_of(_change(request, uid), request.access, clock.today())
        return render(request, "unions/change_detail.html", context | {"refusal": str(refusal)}, status=409)
    messages.success(request, "Đã đồng ý nhận.")
    return redirect("change_detail", uid)


@page("GET", "POST")
def change_withdraw(request, uid):
    change = _change(request, uid)
    if not may_withdraw(change, request.access):
        raise NotAllowed(f"Việc này dành cho {HOLDERS[Ability.PLACE]} ({change.decider.label}).")
    if not is_waiting(change):
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            changing.withdraw(change, by=request.access, at=request.received_at, reason=reason)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã rút biến động.")
            return redirect("change_detail", uid)
    form.mark_invalid()
    status = 422 if form.is_bound else 200
    context = page_of(change, request.access, clock.today()) | {"form": form, "has_errors": form.is_bound}
    return render(request, "unions/change_withdraw.html", context, status=status)


# Who may --------------------------------------------------------------------------------------------------------------


def _body(request, code):
    rows = UnionBody.objects.visible_to(request.access).select_related("kind", "parent__kind", "sector")
    return get_object_or_404(rows, code=code)


def _change(request, uid):
    rows = TreeChange.objects.visible_to(request.access)
    return get_object_or_404(rows.select_related("decider").prefetch_related("parts__body__kind"), uid=uid)


def _require(access, kind, body):
    """To found below and to hand over what is below one needs the right there, not over the body itself."""
    if body.state != UnionBody.State.ACTIVE:
        raise Http404
    if kind in (Kind.FOUND, Kind.TRANSFER):
        require_below(access, Ability.PLACE, body)
    else:
        access.require(Ability.PLACE, body)


def _may(access, kind, body):
    if kind == Kind.FOUND and not body.kind.allowed_children.exists():
        return False
    if kind == Kind.TRANSFER and not body.children.exists():
        return False
    try:
        _require(access, kind, body)
    except (NotAllowed, OutOfScope, Http404):
        return False
    return True
