"""Pages at the door: sign in, sign out, type the password once more, switch the post one acts in."""

from datetime import timedelta
from math import ceil

from axes.handlers.database import AxesDatabaseHandler
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404
from django.shortcuts import redirect, render

from unions import second_factor
from unions import second_factor_session as steps
from unions.forms import SignInForm, StepUpForm
from unions.sessions import begin
from unions.web import kept_typed, note_password, page, safe_path


@page("GET", "POST", public=True)
def sign_in(request):
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    draft = request.POST.get("draft", "")
    # A kept form comes back without an account when a lock-out is over: then nothing was typed wrongly yet.
    form = SignInForm(request, data=request.POST if "username" in request.POST else None)
    if form.is_valid():
        return after_password(request, form.get_user(), wanted, draft)
    status = 422 if form.is_bound else 200
    return render(
        request, "registration/login.html", {"form": form, "next": wanted, "draft": draft}, status=status
    )


def after_password(request, user, wanted="", draft=""):
    """The password is right, or was chosen with a code just now: the second step comes next where there is one."""
    if second_factor.has_any(user):
        steps.wait(request, user, wanted, draft)
        return redirect("mfa_sign_in")
    return enter(request, user, wanted, draft)


def enter(request, user, wanted="", draft="", how="password", is_second=False):
    """Sign somebody in who has proved who they are, `how` last and whether with a second step, and lead on."""
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    begin(request, request.received_at)
    note_password(request, how)
    if is_second:
        steps.note_taken(request)
    return lead_on(request, wanted, draft)


def lead_on(request, wanted, draft):
    """To the page that was wanted, or to the form that waits, if there is one."""
    kept = kept_typed(draft) if draft else None
    if kept:
        return render(request, "unions/replay.html", {"kept": kept, "is_old_page": False})
    return redirect(safe_path(request, wanted))


@page("POST", public=True)
def sign_out(request):
    logout(request)
    response = redirect("login")
    response.headers["Clear-Site-Data"] = (
        '"cache"'  # nothing personal stays on a shared telephone (RELIABILITY T15)
    )
    return response


@page("GET", "POST")
def step_up(request):
    wanted = safe_path(request, request.POST.get("tiep") or request.GET.get("tiep") or "")
    form = StepUpForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        note_password(request)
        request.session.cycle_key()  # more may be done now: nobody goes on with a key that was seen before (R47)
        return redirect(wanted)
    status = 422 if form.is_bound else 200
    context = {"form": form, "then": wanted, "steps": second_factor.steps_of(request.user)}
    return render(request, "registration/step_up.html", context, status=status)


@page("POST")
def switch_post(request):
    """Act in the name of another of one's own mandates."""
    wanted = request.POST.get("mandate", "")
    if wanted not in {str(mandate.uid) for mandate in request.access.mandates}:
        raise Http404
    request.session["mandate"] = wanted
    request.session.cycle_key()
    return redirect("/")


def locked_out(request, response=None, credentials=None):
    """The page of a lock-out (settings.AXES_LOCKOUT_CALLABLE); what a form carried is still kept."""
    attempts = AxesDatabaseHandler().get_user_attempts(request, credentials)
    # axes stamps tries with the real clock, and so is the rest measured.
    started = [attempt.attempt_time for found in attempts for attempt in found]
    left = (
        max(started, default=request.axes_attempt_time)
        + settings.AXES_COOLOFF_TIME
        - request.axes_attempt_time
    )
    context = {
        "minutes": max(1, ceil(left / timedelta(minutes=1))),
        "draft": request.POST.get("draft", ""),
        "next": request.POST.get("next", ""),
    }
    return render(request, "registration/locked.html", context, status=429)
