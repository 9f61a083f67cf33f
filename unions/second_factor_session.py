"""How far is a sign-in: password known, second step taken, or must it still be taken (RELIABILITY R50)?"""

from django.conf import settings
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare

from unions import second_factor
from unions.models import User
from unions.web import keep_typed

WAIT_SECONDS = 600
WAITING, TAKEN, AFTERWARDS = "second_step_of", "second_step_at", "after_second_step"
# What stays open to a post above chair before the second step; every other address is shut, also new ones.
OPEN = {
    "login",
    "logout",
    "step_up",
    "mfa_sign_in",
    "mfa_challenge",
    "mfa_enter",
    "mfa_confirm",
    "mfa_list",
    "mfa_app",
    "mfa_passkey",
    "mfa_passkey_offer",
    "mfa_codes",
}


# Between password and second step -------------------------------------------------------------------------------------


def wait(request, user, wanted, draft):
    """The password was right: nobody is signed in yet, for ten minutes the second step is asked."""
    logout(request)  # whoever was signed in here before, and everything their session held
    request.session[WAITING] = {
        "user": user.pk,
        "at": request.received_at.timestamp(),
        "hash": user.get_session_auth_hash(),
    }
    keep(request, wanted, draft)


def waiting(request):
    """The person whose password was right a short while ago; None when that is over, or the password another, or
    when somebody, perhaps else, came in here since."""
    held = request.session.get(WAITING) if request.access.user is None else None
    if not held or request.received_at.timestamp() - held["at"] > WAIT_SECONDS:
        return None
    user = User.objects.filter(pk=held["user"], is_active=True).first()
    is_same = user and constant_time_compare(user.get_session_auth_hash(), held["hash"])
    return user if is_same else None


def keep(request, wanted, draft):
    """Where the person wanted to go, and the form that waits, until the second step is taken."""
    request.session[AFTERWARDS] = {"next": wanted, "draft": draft}


def kept(request):
    """(path wanted, form that waits); asked once."""
    held = request.session.pop(AFTERWARDS, None) or {}
    return held.get("next", ""), held.get("draft", "")


# Afterwards -----------------------------------------------------------------------------------------------------------


def note_taken(request):
    request.session.pop(WAITING, None)
    request.session[TAKEN] = request.received_at.timestamp()


def forget_taken(request):
    """Nothing is left that could have been taken."""
    request.session.pop(TAKEN, None)


def is_taken(request):
    return TAKEN in request.session


def owes(request):
    """Must this person take a second step before anything else? Asked of every address but those in OPEN."""
    if not settings.REQUIRE_MFA or request.access.user is None or is_taken(request):
        return False
    return not request.access.is_chair_only


def turn_away(request):
    """To the second step, or to its set-up; the page or form that was wanted comes back afterwards."""
    if request.method == "POST":
        keep(request, "", keep_typed(request))
    elif not request.htmx and not request.session.get(AFTERWARDS, {}).get("draft"):
        keep(request, request.get_full_path(), "")
    return redirect("mfa_sign_in" if second_factor.has_any(request.access.user) else "mfa_list")
