"""How does a request become an access, and a refusal become a page?"""

from contextlib import suppress
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import OperationalError
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from unions import clock
from unions.access import Access, Nobody
from unions.contacts import only_office
from unions.errors import SignInNeeded
from unions.vietnamese import nfc, readable

STEP_UP_SECONDS = 600  # a signature asks for a password typed within ten minutes (DOMAIN §7)
DRAFT_SECONDS = 1800
PASSWORDS = {"password", "password_new", "password_again"}
NEVER_KEPT = {"csrfmiddlewaretoken", "draft", "ma-so", "khoa", "ma_kich_hoat", *PASSWORDS}
KEPT_EXACTLY = {"csrfmiddlewaretoken", *PASSWORDS}
SEARCH_LENGTH = 100
BUSY_STATES = {"55P03", "57014", "40P01"}  # PostgreSQL: no lock in time, a statement too slow, a deadlock
BUSY = "Hệ thống đang ghi một việc lớn. Đồng chí chờ nửa phút rồi tải lại trang."


def page(*methods, public=False):
    """Declare which methods a view answers; unless `public`, somebody must be signed in."""
    allowed = {*methods, "HEAD"} if "GET" in methods else set(methods)

    def declare(view):
        @wraps(view)
        def answer(request, *args, **kwargs):
            if request.method not in allowed:
                return HttpResponseNotAllowed(sorted(allowed))
            if not public and request.access.user is None:
                raise SignInNeeded
            return view(request, *args, **kwargs)

        answer.methods, answer.is_public = allowed, public
        return answer

    return declare


def access_of(request):
    if request.user.is_authenticated:
        return Access(request.user, clock.today(), chosen=request.session.get("mandate"))
    return Nobody()


# Password typed recently? ---------------------------------------------------------------------------------------------


def note_password(request, how="password"):
    """The person has just proved who they are: by the password, or by "code" or "passkey" where they have one."""
    request.session["password_at"], request.session["password_by"] = clock.now().timestamp(), how


def password_by(request):
    return request.session.get("password_by", "password")


def password_age(request):
    """Seconds since the password was typed, or None when that is unknown."""
    at = request.session.get("password_at")
    return None if at is None else max(0, int(clock.now().timestamp() - at))


def is_stepped_up(request):
    age = password_age(request)
    return age is not None and age <= STEP_UP_SECONDS


def ask_password(request, then):
    return redirect(f"{reverse('step_up')}?{urlencode({'tiep': then})}")


def safe_path(request, wanted, fallback="/"):
    """A path of this site and nothing else, whatever was asked for."""
    is_ours = url_has_allowed_host_and_scheme(
        wanted or "", allowed_hosts=None, require_https=request.is_secure()
    )
    return wanted if is_ours and wanted.startswith("/") else fallback


def query_of(request, *without):
    """The filters of a list page to put before another: `q=may&khoi=2&`, or "" where there are none."""
    kept = request.GET.copy()
    for name in without:
        kept.pop(name, None)
    return f"{kept.urlencode()}&" if kept else ""


def known_uids(typed):
    """Those of the typed texts that are public ids; a form bent by hand must not become an error page."""
    found = []
    for text in typed:
        with suppress(ValueError):
            found.append(UUID(text))
    return found


# What was typed -------------------------------------------------------------------------------------------------------


def typed_number(text, default=None):
    """A whole number of a form or an address; `default` for anything else, also for one that no column holds."""
    return int(text) if text and text.isdecimal() and len(text) < 19 else default


def typed_words(request, name="q"):
    """What is searched for, as long as a name may be: more would only keep the database busy."""
    return request.GET.get(name, "").strip()[:SEARCH_LENGTH]


def made_readable(typed):
    """The QueryDict without hidden letters (see `unions.vietnamese.readable`), and whether any were taken out."""
    clean, is_changed = typed.copy(), False
    for name, values in typed.lists():
        if name in KEPT_EXACTLY:
            continue
        kept = [readable(value) for value in values]
        is_changed |= any(len(new) < len(nfc(old)) for new, old in zip(kept, values, strict=True))
        clean.setlist(name, kept)
    clean._mutable = False
    return clean, is_changed


# Nothing typed is ever lost -------------------------------------------------------------------------------------------


def keep_typed(request):
    """The typed form as a signed text that survives a sign-in; passwords and files are left out."""
    typed = [(name, values) for name, values in request.POST.lists() if name not in NEVER_KEPT]
    return signing.dumps({"path": request.get_full_path(), "typed": typed}, salt="draft", compress=True)


def kept_typed(draft):
    """What `keep_typed` kept, or None when it is older than half an hour or not ours."""
    try:
        return signing.loads(draft, salt="draft", max_age=DRAFT_SECONDS)
    except signing.BadSignature:
        return None


def ask_sign_in(request):
    """Send a visitor to the sign-in page; what a form carried travels along and is offered again afterwards."""
    if request.method == "POST":
        from unions.forms import SignInForm  # the form imports this module's app registry

        context = {"form": SignInForm(request), "draft": keep_typed(request), "next": ""}
        return render(request, "registration/login.html", context, status=401)
    return redirect(f"{reverse('login')}?{urlencode({'next': request.get_full_path()})}")


def is_busy(exception):
    """Did the database give up waiting for something large that it was doing (a lock, a slow statement)?"""
    if not isinstance(exception, OperationalError):
        return False
    code = getattr(exception.__cause__, "sqlstate", None)
    return code in BUSY_STATES or "database is locked" in str(exception)


def busy(request):
    """Nothing was saved; a form is shown back, to be sent with one tap."""
    if request.method == "POST" and request.POST:
        context = {"kept": kept_typed(keep_typed(request)), "is_busy": True}
        response = render(request, "unions/replay.html", context, status=503)
    else:
        response = render(request, "unions/refusal.html", {"sentence": BUSY}, status=503)
    response.headers["Retry-After"] = "30"
    return response


def csrf_failure(request, reason=""):
    """A form of an old page (signed in again in another tab): show it back, to be sent with one tap.

    Only for requests that came from our own pages; a foreign site gets a plain refusal.
    """
    is_ours = request.headers.get("Sec-Fetch-Site", "") == "same-origin"
    if request.method == "POST" and is_ours and request.POST:
        kept = kept_typed(keep_typed(request))
        return render(request, "unions/replay.html", {"kept": kept, "is_old_page": True}, status=403)
    sentence = "Trang này đã cũ. Đồng chí tải lại trang rồi thực hiện lại."
    return render(request, "403.html", {"sentence": sentence}, status=403)


# Context of every page ------------------------------------------------------------------------------------------------


def page_context(request):
    """What base templates show: who is signed in, for which body, whom to call, what day it is."""
    access = getattr(request, "access", None) or Nobody()
    body = access.body
    support_name, support_phone = _support(body)
    nav = _nav(request, access)
    return {
        "access": access,
        "base_of_reader": "base_staff.html" if nav else "base_chair.html",
        "person_name": access.name,
        "post_label": access.mandate.post if access.mandate else "",
        "body_name": body.name if body else "",
        "support_name": support_name,
        "support_phone": support_phone,
        "demo_day": f"{clock.today():%d/%m/%Y}" if settings.CLOCK_OFFSET else "",
        "server_now": clock.now(),
        "version": settings.VERSION,
        "nav": nav,
    }


def _support(body):
    """(name, telephone) of whom to call: the union above; for visitors the installation's own help desk."""
    if body is None and settings.SUPPORT_PHONE:
        return settings.SUPPORT_NAME, settings.SUPPORT_PHONE
    office = (body.parent or body) if body else only_office()
    return (office.label, office.phone) if office else ("", "")


def _nav(request, access):
    """Entries of settings.NAVIGATION: (label, url name, prefix that marks it current); the office's menu only."""
    if access.user is None or access.is_chair_only:
        return []
    entries = [(label, reverse(name), prefix) for label, name, prefix in settings.NAVIGATION]
    return [
        {"label": label, "url": url, "current": _is_current(request.path, url, prefix), "count": None}
        for label, url, prefix in entries
    ]


def _is_current(path, url, prefix):
    return path == url if not prefix else path.startswith(prefix)
