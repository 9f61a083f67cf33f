"""Has a person ever come in, or chosen a password of their own: of a row, and of the database?"""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q


def has_joined(user):
    """The contrary of what `not_joined` says of a row; some come in by a passkey only."""
    return user.last_login is not None or (bool(user.password) and user.has_usable_password())


def not_joined(prefix=""):
    """Neither a password of one's own nor ever inside; `prefix` leads to the person: "user__"."""
    return Q(**{f"{prefix}last_login__isnull": True}) & (
        Q(**{f"{prefix}password": ""}) | Q(**{f"{prefix}password__startswith": UNUSABLE_PASSWORD_PREFIX})
    )
