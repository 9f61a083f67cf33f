"""Pages at the door: sign in, sign out, type the password once more, switch the post one acts in."""

from datetime import timedelta
from math import ceil

from axes.handlers.database import AxesDatabaseHandler
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404
from django.shortcuts import redirect, render

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
        login(request, form.get_user())
        begin(request, request.received_at)
        note_password(request)
        kept = kept_typed(draft) if draft else None
        if kept:
            return render(request, "unions/replay.html", {"kept": kept, "is_old_page": False})
        return redirect(safe_path(request, wanted))
    status = 422 if form.is_bound else 200
    return render(
        request, "registration/login.html", {"form": form, "next": wanted, "draft": draft}, status=status
    )


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
        return redirect(wanted)
    status = 422 if form.is_bound else 200
    return render(request, "registration/step_up.html", {"form": form, "then": wanted}, status=status)


@page("POST")
def switch_post(request):
    """Act in the name of another of one's own mandates."""
    wanted = request.POST.get("mandate", "")
    if wanted not in {str(mandate.uid) for mandate in request.access.mandates}:
        raise Http404
    request.session["mandate"] = wanted
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
