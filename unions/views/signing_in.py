"""Pages at the door: sign in, sign out, type the password once more, switch the post one acts in."""

from django.contrib.auth import login, logout
from django.http import Http404
from django.shortcuts import redirect, render

from unions.forms import SignInForm, StepUpForm
from unions.web import kept_typed, note_password, page, safe_path


@page("GET", "POST", public=True)
def sign_in(request):
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    draft = request.POST.get("draft", "")
    form = SignInForm(request, data=request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        login(request, form.get_user())
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
    return redirect("login")


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
