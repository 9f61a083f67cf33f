"""Page at the door for people with a code: see whose account it opens, choose a password, be inside."""

from axes.helpers import get_client_ip_address
from django.shortcuts import redirect, render
from django.urls import reverse

from unions import admitting, clock, guessing
from unions.account_forms import CodeForm, NewPasswordForm, rules_of_passwords
from unions.passwords import WeakPassword
from unions.views.signing_in import after_password
from unions.web import page


@page("GET", "POST", public=True)
def activate(request):
    """The code comes first (`?ma=` only fills it in), then the password; both travel in forms."""
    if request.method != "POST":
        return _ask_code(request, CodeForm(initial={"ma_kich_hoat": request.GET.get("ma", "")[:60]}))
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _ask_code(request, form, status=422)
    address, code = get_client_ip_address(request) or "", form.cleaned_data["ma_kich_hoat"]
    if guessing.must_wait(address, clock.now()):
        form.add_error("ma_kich_hoat", "Nơi này nhập sai mã quá nhiều lần. Đồng chí thử lại sau 15 phút.")
        return _ask_code(request, form, status=429)
    if "password_new" in request.POST:
        return _take(request, form, address, code)
    if "khong_mat_khau" in request.POST:
        return _take_with_passkey(request, form, address, code)
    invitation = admitting.invitation_of(code, clock.now())
    if invitation is None:
        return _refuse(request, form, address)
    return _ask_password(request, invitation, code, NewPasswordForm(user=invitation.user))


def _take(request, form, address, code):
    """The second step: code and password together."""
    invitation = admitting.invitation_of(code, clock.now())
    chosen = NewPasswordForm(request.POST, user=invitation.user if invitation else None)
    if invitation is not None and not chosen.is_valid():
        return _ask_password(request, invitation, code, chosen)
    try:
        user = admitting.accept(code, password=request.POST["password_new"], at=clock.now())
    except WeakPassword as refusal:  # posts changed between the check and the act
        chosen.add_error("password_new", str(refusal))
        return _ask_password(request, invitation, code, chosen)
    except admitting.BadCode:
        return _refuse(request, form, address)
    return after_password(request, user)


def _take_with_passkey(request, form, address, code):
    """No password at all: straight to the page where this telephone makes its passkey."""
    try:
        user = admitting.accept(code, password=None, at=clock.now())
    except admitting.BadCode:
        if request.access.user is not None:  # the second of two taps: the first is inside already
            guessing.note_wrong(address, clock.now())
            return redirect("mfa_passkey")
        return _refuse(request, form, address)
    return after_password(request, user, wanted=reverse("mfa_passkey"))


def _refuse(request, form, address):
    guessing.note_wrong(address, clock.now())
    form.add_error("ma_kich_hoat", admitting.BadCode.sentence)
    return _ask_code(request, form, status=422, is_bad=True)


def _ask_code(request, form, status=200, is_bad=False):
    return render(request, "registration/activate.html", {"form": form, "is_bad": is_bad}, status=status)


def _ask_password(request, invitation, code, form):
    user = invitation.user
    context = {
        "form": form,
        "code": code,
        "invitation": invitation,
        "posts": user.mandates.meant().select_related("body").order_by("body__path", "pk"),
        "rules": rules_of_passwords(),
    }
    return render(request, "registration/activate_choose.html", context, status=422 if form.is_bound else 200)
