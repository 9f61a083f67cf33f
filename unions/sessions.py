"""What is a session's key, when anybody may write a cookie by hand, and when has a sign-in lasted long enough?"""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

# An office's computer is shared and its posts reach far; a chair's telephone stays signed in for as long as its
# cookie lives without use, SESSION_COOKIE_AGE (RELIABILITY R48).
OFFICE_IDLE, OFFICE_MOST = 30 * 60, 12 * 3600
NOTED_EVERY = 60  # seconds; a note at each request would be a write at each request


class SessionStore(DatabaseStore):
    """Sessions in the database, asked only for keys such as it gives out: PostgreSQL refuses a key with NUL in it."""

    def __init__(self, session_key=None):
        is_ours = session_key is not None and session_key.isascii() and session_key.isalnum()
        super().__init__(session_key if is_ours else None)


def begin(request, now):
    """Note when a sign-in began and was last used."""
    request.session["began_at"] = request.session["seen_at"] = now.timestamp()


def is_outlived(request, now):
    """Was an office post idle for half an hour, or signed in for half a day? If not, the use is noted."""
    session = request.session
    if SESSION_KEY not in session:
        return False
    seen, began = session.get("seen_at"), session.get("began_at")
    if seen is None or began is None:
        begin(request, now)
        return False
    idle, age = now.timestamp() - seen, now.timestamp() - began
    if (idle > OFFICE_IDLE or age > OFFICE_MOST) and not request.access.is_chair_only:
        return True
    if idle >= NOTED_EVERY:
        session["seen_at"] = now.timestamp()
    return False
