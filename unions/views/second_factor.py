"""Pages at the door for who has a second step: a code, a passkey, a recovery code; a passkey alone; step-up."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render

from unions import clock, second_factor
from unions import second_factor_session as steps
from unions.access import Access
from unions.errors import Refusal
from unions.forms import SignInForm, StepUpForm
from unions.views.signing_in import enter, lead_on
from unions.web import note_password, page, safe_path


@page("GET", "POST", public=True)
def sign_in_second(request):
    """The second step, after the password or where a post now asks for one in a sign-in that had none."""
    user = steps.waiting(request) or _owing(request)
    if user is None:
        return redirect("login")
    refusal = ""
    if request.method == "POST":
        try:
            how = _taken(request, user)
        except Refusal as problem:
            refusal = str(problem)
        else:
            return _go_on(request, user, how)
    context = {
        "person": user,
        "steps": second_factor.steps_of(user),
        "is_backup": "du-phong" in (request.GET.get("cach"), request.POST.get("cach")),
        "refusal": refusal,
        "has_errors": bool(refusal),
    }
    return render(request, "registration/second_step.html", context, status=422 if refusal else 200)


@page("POST", public=True)
def challenge(request):
    """What a browser needs to show a passkey: of who is half or wholly signed in, or of anybody at the sign-in page."""
    user = steps.waiting(request) or request.access.user
    return JsonResponse(second_factor.passkey_challenge(user))


@page("POST", public=True)
def enter_by_passkey(request):
    """A passkey alone: it is something one has and, by finger, face or PIN, something one is or knows."""
    answer, wanted, draft = (request.POST.get(name, "") for name in ("khoa", "next", "draft"))
    try:
        user = second_factor.owner_of(answer)
        second_factor.take_passkey(user, answer, at=request.received_at)
    except Refusal as problem:
        context = {"form": SignInForm(request), "next": wanted, "draft": draft, "refusal": str(problem)}
        return render(request, "registration/login.html", context | {"has_errors": True}, status=422)
    return enter(request, user, wanted, draft, how="passkey", is_second=True)


@page("POST")
def confirm(request):
    """Step-up by the second step instead of the password."""
    wanted = safe_path(request, request.POST.get("tiep", ""))
    try:
        how = _taken(request, request.user)
    except Refusal as problem:
        context = {
            "form": StepUpForm(request=request),
            "then": wanted,
            "steps": second_factor.steps_of(request.user),
            "refusal": str(problem),
            "has_errors": True,
        }
        return render(request, "registration/step_up.html", context, status=422)
    _note(request, how)
    return redirect(wanted)


def _owing(request):
    """Who is signed in by the password alone although there is a second step."""
    user = request.access.user
    return user if user and not steps.is_taken(request) and second_factor.has_any(user) else None


def _taken(request, user):
    """Take what was shown and say what it was; raises the refusal that people read."""
    at = request.received_at
    if request.POST.get("khoa"):
        second_factor.take_passkey(user, request.POST["khoa"], at=at)
        return "passkey"
    typed = request.POST.get("ma-so", "").strip()
    if request.POST.get("cach") != "du-phong":
        second_factor.take_code(user, typed, at=at)
        return "code"
    left = second_factor.take_backup(user, typed, by=Access(user, clock.today()), at=at)
    messages.warning(request, f"Đồng chí vừa dùng một mã dự phòng, còn {left} mã chưa dùng.")
    return "password"


def _go_on(request, user, how):
    wanted, draft = steps.kept(request)
    if request.access.user is None:
        return enter(request, user, wanted, draft, how=how, is_second=True)
    _note(request, how)
    return lead_on(request, wanted, draft)


def _note(request, how):
    """More may be done now in this sign-in: nobody goes on with a key that was seen before (R47)."""
    request.session.cycle_key()
    note_password(request, how)
    steps.note_taken(request)
