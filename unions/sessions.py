"""What is a session's key, when anybody may write a cookie by hand?"""

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore


class SessionStore(DatabaseStore):
    """Sessions in the database, asked only for keys such as it gives out: PostgreSQL refuses a key with NUL in it."""

    def __init__(self, session_key=None):
        is_ours = session_key is not None and session_key.isascii() and session_key.isalnum()
        super().__init__(session_key if is_ours else None)
