"""What does every request carry, and what becomes of a refusal nobody caught?"""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from unions import clock
from unions import second_factor_session as steps
from unions.access import Nobody
from unions.errors import NotAllowed, Refusal, SignInNeeded
from unions.sessions import carry_use, is_outlived
from unions.web import access_of, ask_sign_in, busy, is_busy, made_readable

HIDDEN_LETTERS = (
    "Phần chữ vừa nhập có ký tự ẩn, thường do chép từ nơi khác. "
    "Hệ thống đã bỏ các ký tự đó, chữ đọc được giữ nguyên."
)


class AccessMiddleware:
    """`request.access` (one per request) and `request.received_at`; refusals become pages with a sentence."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.received_at = clock.now()
        request.access = SimpleLazyObject(lambda: access_of(request))
        if is_outlived(request, request.received_at):
            logout(request)
            request.access = Nobody()
        response = self.get_response(request)
        carry_use(request, response, request.received_at)
        # No page stays in a shared phone's or proxy's cache: also the sign-in page may carry a kept form
        # (RELIABILITY T15). Static files never come here.
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    def process_view(self, request, view, args, kwargs):
        """Everything typed is one composed form without hidden letters, whichever form it came by.

        Nothing answers a post above chair that has not taken its second step.
        """
        request.GET, _ = made_readable(request.GET)
        request.POST, is_changed = made_readable(request.POST)
        if is_changed and not request.htmx:  # a form saved by itself is sent once more as a whole
            messages.warning(request, HIDDEN_LETTERS)
        if request.resolver_match.url_name not in steps.OPEN and steps.owes(request):
            return steps.turn_away(request)
        return None

    def process_exception(self, request, exception):
        if isinstance(exception, SignInNeeded):
            return ask_sign_in(request)
        if isinstance(exception, NotAllowed):
            return render(request, "403.html", {"sentence": exception.sentence}, status=403)
        if isinstance(exception, Refusal) and not isinstance(exception, Http404):
            return render(request, "unions/refusal.html", {"sentence": str(exception)}, status=409)
        return busy(request) if is_busy(exception) else None
