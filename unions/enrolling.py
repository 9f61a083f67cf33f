"""How do many people get accounts at once, and what is each account called?"""

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models.functions import Lower

from unions.contacts import phone_key
from unions.models import User
from unions.placing import require_below
from unions.recording import record_many
from unions.roles import Ability
from unions.vietnamese import fold, person_sort_key

LENGTH = 50  # leaves room for a number behind a name that many people have
TRIED = 20  # numbers behind a name that are looked up at a time
CHUNK = 500


@transaction.atomic
def enrol_many(rows, *, by, at):
    """Open accounts without any right and without a password: dicts of username, full_name, phone, email, body.

    Nobody can sign in until a code was issued and used (`admitting`). `body` is where the person is to act; the ledger
    says there who opened the account. A few statements whatever their number; returns the accounts in order.
    """
    for body in {row["body"].pk: row["body"] for row in rows}.values():
        require_below(by, Ability.APPOINT, body.parent or body)
    users = User.objects.bulk_create([_account(row) for row in rows], batch_size=CHUNK)
    entries = [
        ("appointing.enrol", f"{by.name} mở tài khoản cho {user.full_name}.", user, row["body"], "", {})
        for user, row in zip(users, rows, strict=True)
    ]
    if entries:
        record_many(entries, by=by, at=at)
    return users


def _account(row):
    return User(
        username=row["username"],
        full_name=row["full_name"],
        phone=row["phone"],
        phone_key=phone_key(row["phone"]),
        email=row["email"].lower(),
        sort_key=person_sort_key(row["full_name"]),
        password=make_password(None),
    )


def propose_names(people):
    """A free account name for each (stems in order of preference): the first stem nobody has, else the last with a
    number behind it. No two are alike; a few queries whatever their number.
    """
    names, candidates, first = [None] * len(people), list(people), 2
    while None in names:
        taken = _taken(
            {name for name, some in zip(names, candidates, strict=True) if not name for name in some}
        )
        taken |= {name for name in names if name}
        for place, some in enumerate(candidates):
            if names[place] is None:
                names[place] = next((name for name in some if name not in taken), None)
                taken.add(names[place])
        numbers = range(first, first + TRIED)
        candidates = [[f"{stems[-1]}-{number}" for number in numbers] for stems in people]
        first += TRIED
    return names


def stem_of(text):
    """`Nguyễn Văn Đức` → nguyen-van-duc: small letters without marks, digits and hyphens."""
    return fold(text).encode("ascii", "ignore").decode().replace(" ", "-")[:LENGTH].strip("-") or "nguoi"


def mail_in_use(addresses):
    """Those of the addresses, in small letters, that some account has already."""
    found, addresses = set(), sorted(addresses)
    for start in range(0, len(addresses), CHUNK):
        rows = User.objects.alias(mail=Lower("email")).filter(mail__in=addresses[start : start + CHUNK])
        found |= {address.lower() for address in rows.values_list("email", flat=True)}
    return found


def _taken(names):
    """Those of the names that some account has already."""
    names, found = sorted(names), set()
    for start in range(0, len(names), CHUNK):
        part = names[start : start + CHUNK]
        found |= set(User.objects.filter(username__in=part).values_list("username", flat=True))
    return found
