"""Which account is meant by what was typed at the door: its name, a telephone number, a mail address, a unit's code?"""

import re

from django.db.models import Q
from django.db.models.functions import Lower

from unions.contacts import phone_key
from unions.models import Mandate, User
from unions.roles import Role

PHONE = re.compile(r"[+\d][\d .()+-]{7,24}")


def username_of(typed, day):
    """The name of the one account that is meant; the text itself where none is, or more than one.

    So wrong passwords count for the account however it is called, and an answer tells nobody which accounts there are:
    the same two questions are asked of the database whatever was typed, and an unknown name costs as much as a known.
    """
    typed = typed.strip().lower()
    key = phone_key(typed) if PHONE.fullmatch(typed) else ""
    known = User.objects.alias(mail=Lower("email")).filter(
        Q(username=typed) | (Q(is_active=True) & (Q(mail=typed or "?") | Q(phone_key=key or "?")))
    )
    names = list(known.order_by("pk").values_list("username", flat=True)[:3])
    chairs = _chairs_of(typed, day)
    if typed in names:
        return typed
    meant = set(names) or set(chairs)
    return meant.pop() if len(meant) == 1 else typed


def own_key(phone):
    """The key of a newcomer's number; none where somebody signs in with it already."""
    key = phone_key(phone)
    return "" if key and User.objects.filter(phone_key=key, is_active=True).exists() else key


def _chairs_of(code, day):
    """Who chairs the unit with this code: only one person can be meant by it."""
    held = Mandate.objects.filter(body__code=code, role=Role.CHAIR, user__is_active=True).holding_on(day)
    return list(held.order_by("pk").values_list("user__username", flat=True)[:3])
