"""Pages where staff give a person a new way in: take the password away with a reason, forget wrong passwords."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from unions import admitting, second_factor
from unions.account_forms import ResetForm
from unions.answering import sent
from unions.models import User
from unions.stepping_up import ask_first, typed_before
from unions.web import page


@page("GET", "POST")
def person_reset(request, uid):
    """Why, then the code: shown once, in the answer to the tap that made it."""
    user = get_object_or_404(User.objects.visible_to(request.access), uid=uid)
    admitting.require_over_all([user], request.access)
    if asked := ask_first(request):
        return asked
    has_steps = second_factor.has_any(user)
    form = ResetForm(typed_before(request) or sent(request))
    if request.method == "POST" and form.is_valid():
        return _reset(
            request, user, form.cleaned_data["reason"], has_steps and form.cleaned_data["lost_steps"]
        )
    form.mark_invalid()
    context = {
        "form": form,
        "person": user,
        "has_steps": has_steps,
        "refusal": "",
        "problems": form.problems(),
    }
    return render(request, "unions/person_reset.html", context, status=422 if form.errors else 200)


def _reset(request, user, reason, forget_steps):
    by, at = request.access, request.received_at
    code = admitting.reset(user, reason=reason, forget_steps=forget_steps, by=by, at=at)
    context = {"person": user, "code": code, "until": at + admitting.GOOD_FOR, "host": request.get_host()}
    return render(request, "unions/person_reset_slip.html", context)


@page("POST")
def person_unlock(request, uid):
    user = get_object_or_404(User.objects.visible_to(request.access), uid=uid)
    forgotten = admitting.unlock(user, by=request.access, at=request.received_at)
    was = "Đã mở khóa đăng nhập" if forgotten else "Tài khoản không bị khóa; đã xóa các lần nhập sai"
    messages.success(request, f"{was} của {user.full_name}.")
    return redirect("person_detail", uid)
