"""Whose is a session and what is its key, when has a sign-in lasted long enough, and how is it ended from afar?"""

import uuid
from datetime import UTC, datetime, timedelta

from axes.helpers import get_client_ip_address
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.core.signing import BadSignature
from django.utils import timezone

from unions import clock

# An office's computer is shared and its posts reach far; a chair's telephone stays signed in for as long as its
# cookie lives without use, SESSION_COOKIE_AGE (RELIABILITY R48).
OFFICE_IDLE, OFFICE_MOST = 30 * 60, 12 * 3600
NOTED_EVERY = 60  # seconds; between two notes the browser carries the last use (carry_use)


class SessionStore(DatabaseStore):
    """Sessions in the database, asked only for keys such as it gives out: PostgreSQL refuses a key with NUL in it."""

    def __init__(self, session_key=None):
        is_ours = session_key is not None and session_key.isascii() and session_key.isalnum()
        super().__init__(session_key if is_ours else None)

    @classmethod
    def get_model_class(cls):
        from unions.models import Session  # Django reads this module before there are models

        return Session

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        if SESSION_KEY in data:
            row.user_id = int(data[SESSION_KEY])
            row.uid, row.device, row.address = (
                data.get("uid"),
                data.get("device", ""),
                data.get("address", ""),
            )
            row.began_at, row.seen_at = _moment(data.get("began_at")), _moment(data.get("seen_at"))
        return row


def _moment(timestamp):
    return None if timestamp is None else datetime.fromtimestamp(timestamp, UTC)


def begin(request, now):
    """Note when a sign-in began and was last used, and where: its person must be able to recognise it."""
    session = request.session
    session["began_at"] = session["seen_at"] = now.timestamp()
    session["uid"] = str(uuid.uuid4())
    session["device"] = request.META.get("HTTP_USER_AGENT", "").replace("\0", "")[:300]
    session["address"] = (get_client_ip_address(request) or "")[:45]


def note_sign_in(sender, user, **kwargs):
    """When somebody signed in last, by the clock of this installation."""
    user.last_login = clock.now()
    user.save(update_fields=["last_login"])


def end_all(user, but=None):
    """End every sign-in of a person at once, or all but the one with this key; returns how many."""
    rows = user.sessions.exclude(session_key=but) if but else user.sessions.all()
    return rows.delete()[0]


def open_of(user, now, is_chair_only):
    """Where a person is signed in now, last used first; what an office left alone long enough is over."""
    rows = user.sessions.filter(
        expire_date__gt=timezone.now(), began_at__isnull=False
    )  # as the store itself asks
    if not is_chair_only:
        idle, most = now - timedelta(seconds=OFFICE_IDLE), now - timedelta(seconds=OFFICE_MOST)
        rows = rows.filter(seen_at__gte=idle, began_at__gte=most)
    return rows.order_by("-seen_at", "session_key")


def is_outlived(request, now):
    """Was an office post idle for half an hour, or signed in for half a day? If not, the use is noted."""
    session = request.session
    if SESSION_KEY not in session:
        return False
    seen, began = session.get("seen_at"), session.get("began_at")
    if seen is None or began is None:
        begin(request, now)
        return False
    idle, age = now.timestamp() - max(seen, _carried_by(request)), now.timestamp() - began
    if (idle > OFFICE_IDLE or age > OFFICE_MOST) and not request.access.is_chair_only:
        return True
    if now.timestamp() - seen >= NOTED_EVERY:
        session["seen_at"] = now.timestamp()
    return False


def carry_use(request, response, now):
    """Let the browser itself carry the second of its last use, signed for this sign-in: exact without a write each."""
    if SESSION_KEY in request.session and "uid" in request.session:
        response.set_signed_cookie(
            settings.SEEN_COOKIE_NAME,
            str(int(now.timestamp())),
            salt=request.session["uid"],
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )


def _carried_by(request):
    """The last use as the browser carries it; what it cannot prove counts for nothing."""
    try:
        carried = request.get_signed_cookie(settings.SEEN_COOKIE_NAME, salt=request.session.get("uid", ""))
    except (KeyError, BadSignature):
        return 0
    return int(carried)
