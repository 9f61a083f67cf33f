"""Posts that wait for a second person: the list, and one of them with its answer."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from unions import granting
from unions.answering import answer, sent
from unions.paging import stretch
from unions.person_forms import NothingForm, ReasonForm
from unions.stepping_up import ask_first
from unions.web import page


@page("GET")
def grants_waiting(request):
    """Those in one's sight, and which of them one may answer."""
    access = request.access
    rows = granting.waiting_for(access).select_related("user", "granter", "body__kind")
    shown = stretch(rows, request.GET.get("trang"))
    answers = [(mandate, _answer_of(access, mandate)) for mandate in shown.rows]
    return render(request, "unions/grants_waiting.html", {"shown": shown, "rows": answers})


@page("GET", "POST")
def grant_confirm(request, uid):
    """Agree: the post holds from its day, at the earliest from today."""
    mandate = _waiting(request, uid)
    if asked := ask_first(request):
        return asked
    form = NothingForm(sent(request))

    def act(by, at):
        return granting.confirm(mandate, by=by, at=at)

    done = f"Đã xác nhận: {mandate.user.full_name} là {mandate.post}."
    context = _context(request, mandate) | {"reason": ReasonForm()}
    return answer(request, "unions/grant_confirm.html", form, act, done, context, _list)


@page("POST")
def grant_decline(request, uid):
    """Refuse; who gave it takes it back in the same way."""
    mandate = _waiting(request, uid)
    form = ReasonForm(request.POST)

    def act(by, at):
        return granting.decline(mandate, by=by, at=at, **form.cleaned_data)

    done = f"Chức vụ của {mandate.user.full_name} không có hiệu lực."
    context = _context(request, mandate) | {"reason": form}
    return answer(request, "unions/grant_confirm.html", form, act, done, context, _list)


def _waiting(request, uid):
    """A post that waits, for its granter and for whoever could have given it."""
    rows = granting.waiting_for(request.access).select_related(
        "user", "granter", "body__kind", "body__parent"
    )
    mandate = get_object_or_404(rows, uid=uid)
    granting.require_over(mandate, request.access)
    return mandate


def _context(request, mandate):
    may_confirm = granting.may_answer(request.access, mandate)
    is_granter = mandate.granter_id == request.user.pk
    return {"mandate": mandate, "may_confirm": may_confirm, "is_granter": is_granter}


def _answer_of(access, mandate):
    """What this person may do about it, in words; "" where others answer."""
    if granting.may_answer(access, mandate):
        return "Xem và trả lời"
    return "Xem, rút lại" if mandate.granter_id == access.user.pk else ""


def _list(mandate):
    return reverse("grants_waiting")
