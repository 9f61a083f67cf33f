"""Who speaks for these bodies today, and how much of a telephone number may stand on a list?"""

from django.db.models import Case, Value, When

from unions.as_of import successors_of
from unions.models import Mandate, UnionBody
from unions.roles import Role

SHOWN_DIGITS = 3


def heads_of(bodies, day):
    """{body id: mandate} of the chair, else of the leader longest in office; one query for any number of bodies."""
    rank = Case(When(role=Role.CHAIR, then=Value(0)), default=Value(1))
    held = Mandate.objects.filter(body__in=bodies, role__in=[Role.CHAIR, Role.LEADER]).holding_on(day)
    heads = {}
    for mandate in held.select_related("user").order_by("body", rank, "from_on", "pk"):
        heads.setdefault(mandate.body_id, mandate)
    return heads


def bearers_of(bodies, day):
    """{body id: mandate} of who answers for what these bodies owe: their head, after their end the head of an heir.

    One query while everyone has a head, three otherwise (one more for each merger in a row).
    """
    heads = heads_of(bodies, day)
    headless = UnionBody.objects.filter(pk__in=set(bodies) - heads.keys(), ended_on__lte=day)
    heirs = successors_of(headless, day) if len(heads) < len(set(bodies)) else {}
    of_heirs = heads_of({heir for found in heirs.values() for heir in found}, day) if heirs else {}
    for body, found in heirs.items():
        if known := [of_heirs[heir] for heir in sorted(found) if heir in of_heirs]:
            heads[body] = known[0]
    return heads


def phone_key(phone):
    """Digits as people dial a number at home: `+84 912 345 678` → `0912345678`; "" where there are none."""
    digits = "".join(letter for letter in phone if letter.isascii() and letter.isdigit())
    for country in ("0084", "84"):
        if digits.startswith(country) and len(digits) > 10:
            digits = "0" + digits.removeprefix(country)
    return digits[:15]


def masked(phone):
    """`0912 345 678` → `**** *** 678`: enough to recognise a number, not enough to collect it from a list."""
    hidden = sum(letter.isdigit() for letter in phone) - SHOWN_DIGITS
    if hidden <= 0:
        return ""
    shown = []
    for letter in phone:
        shown.append("*" if letter.isdigit() and hidden > 0 else letter)
        hidden -= letter.isdigit()
    return "".join(shown)


def only_office():
    """Whom a visitor who cannot sign in may call: the one union at the top of this installation, or None where several
    stand side by side (a visitor's own is unknown before signing in)."""
    roots = list(UnionBody.objects.internal().filter(parent__isnull=True).order_by("path")[:2])
    return roots[0] if len(roots) == 1 else None
