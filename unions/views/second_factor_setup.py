"""Pages where a person sets up, names and gives up their own second steps."""

from functools import wraps

import segno
from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from unions import second_factor, sessions
from unions import second_factor_session as steps
from unions.errors import Refusal
from unions.views.signing_in import lead_on
from unions.web import ask_password, is_stepped_up, note_password, page

SECRET, FRESH = "second_step_secret", "second_step_codes_shown"


def own_page(*methods):
    """A page about one's own second steps: the password is fresh, and who has a step took it in this sign-in."""

    def declare(view):
        @page(*methods)
        @wraps(view)
        def answer(request, *args, **kwargs):
            if second_factor.has_any(request.user) and not steps.is_taken(request):
                steps.keep(request, request.path, "")
                return redirect("mfa_sign_in")
            if not is_stepped_up(request):
                return ask_password(
                    request, reverse("mfa_list") if request.method == "POST" else request.path
                )
            return view(request, *args, **kwargs)

        return answer

    return declare


@page("GET")
def step_list(request):
    """What there is, and what may be added; here a post above chair lands that has no second step yet."""
    context = {
        "steps": second_factor.steps_of(request.user),
        "left": second_factor.backups_left(request.user),
        "is_owed": steps.owes(request),
    }
    return render(request, "unions/mfa_list.html", context)


@own_page("GET", "POST")
def app(request):
    """Scan, then type the first code: only a code that was right makes the app count."""
    sealed = request.session.get(SECRET) or second_factor.new_secret()
    request.session[SECRET] = sealed
    refusal = ""
    if request.method == "POST":
        try:
            is_first = second_factor.add_app(
                request.user, sealed, request.POST.get("ma-so", ""), by=request.access, at=request.received_at
            )
        except Refusal as problem:
            refusal = str(problem)
        else:
            del request.session[SECRET]
            return _added(request, is_first, "Đã bật ứng dụng mã 6 số.")
    address, words = second_factor.secret_words(request.user, sealed)
    picture = segno.make(address, error="m", micro=False).svg_data_uri(border=2, light="white")
    context = {
        "qr": picture,
        "words": words,
        "address": address,
        "refusal": refusal,
        "has_errors": bool(refusal),
    }
    return render(request, "unions/mfa_app.html", context, status=422 if refusal else 200)


@own_page("GET", "POST")
def passkey(request):
    """Name a passkey and let the browser make it."""
    name, refusal = request.POST.get("ten", ""), ""
    if request.method == "POST":
        try:
            is_first = second_factor.add_passkey(
                request.user, request.POST.get("khoa", ""), name, by=request.access, at=request.received_at
            )
        except Refusal as problem:
            refusal = str(problem)
        else:
            note_password(request, "passkey")  # it was made by finger, face or PIN just now
            return _added(request, is_first, "Đã thêm khóa đăng nhập.")
    context = {"name": name, "refusal": refusal, "has_errors": bool(refusal)}
    # Came in with a code and chose no password: until there is a passkey, nothing opens the door again.
    context["is_only_way"] = not request.user.has_usable_password() and not second_factor.has_any(
        request.user
    )
    return render(request, "unions/mfa_passkey.html", context, status=422 if refusal else 200)


@own_page("POST")
def passkey_offer(request):
    """What a browser needs to make a passkey."""
    return JsonResponse(second_factor.passkey_offer(request.user))


@own_page("GET", "POST")
def rename(request, number):
    step = _own_step(request, number)
    if not step.is_passkey:
        raise Http404
    name = request.POST.get("ten", step.name)
    problem = "" if name.strip() else "Đặt tên để nhận ra khóa này, ví dụ: Điện thoại của tôi."
    if request.method == "POST" and not problem:
        second_factor.rename(request.user, step, name, by=request.access, at=request.received_at)
        messages.success(request, "Đã đổi tên khóa.")
        return redirect("mfa_list")
    context = {"step": step, "name": name, "refusal": problem, "has_errors": bool(problem)}
    return render(request, "unions/mfa_rename.html", context, status=422 if problem else 200)


@own_page("GET", "POST")
def remove(request, number):
    step, refusal = _own_step(request, number), ""
    if request.method == "POST":
        try:
            second_factor.remove(request.user, step, by=request.access, at=request.received_at)
        except Refusal as problem:
            refusal = str(problem)
        else:
            messages.success(request, f"Đã bỏ: {step.name}.")
            if not second_factor.has_any(request.user):
                sessions.end_all(request.user, but=request.session.session_key)
                steps.forget_taken(request)
            return redirect("mfa_list")
    context = {
        "step": step,
        "is_last": len(second_factor.steps_of(request.user)) == 1,
        "refusal": refusal,
        "has_errors": bool(refusal),
    }
    return render(request, "unions/mfa_remove.html", context, status=422 if refusal else 200)


@own_page("GET", "POST")
def codes(request):
    """Recovery codes: readable in the sign-in that made them, until the person says that they are kept."""
    if "moi" in request.POST:
        if not second_factor.has_any(request.user):
            return redirect("mfa_list")
        second_factor.renew_codes(request.user, by=request.access, at=request.received_at)
        request.session[FRESH] = True
        return redirect("mfa_codes")
    if request.method == "POST":
        request.session.pop(FRESH, None)
        wanted, draft = steps.kept(request)
        return lead_on(request, wanted, draft) if wanted or draft else redirect("mfa_list")
    shown = second_factor.backup_codes(request.user) if request.session.get(FRESH) else []
    context = {"codes": shown, "left": second_factor.backups_left(request.user)}
    return render(request, "unions/mfa_codes.html", context)


def _own_step(request, number):
    for step in second_factor.steps_of(request.user):
        if step.pk == number:
            return step
    raise Http404


def _added(request, is_first, done):
    """A step was added: this sign-in has taken it; with the first one, sign-ins elsewhere end."""
    messages.success(request, done)
    steps.note_taken(request)
    if not is_first:
        return redirect("mfa_list")
    sessions.end_all(request.user, but=request.session.session_key)
    request.session.cycle_key()
    request.session[FRESH] = True
    return redirect("mfa_codes")
