"""How does a person get an account and a post, and how does a post end?"""

from django.db import transaction

from unions.models import Mandate, User
from unions.recording import record
from unions.roles import Ability, Role
from unions.vietnamese import person_sort_key


@transaction.atomic
def enrol(*, username, full_name, by, at, phone="", email="", password=None):
    """Open an account without any right; rights come from `appoint`."""
    user = User.objects.create_user(
        username, password, full_name=full_name, phone=phone, email=email, sort_key=person_sort_key(full_name)
    )
    record("appointing.enrol", f"{by.name} mở tài khoản cho {full_name}.", by=by, at=at, subject=user)
    return user


@transaction.atomic
def appoint(user, *, body, role, post, by, at, on, source=Mandate.Source.ELECTED, decision_no=""):
    """Give `user` a role at `body` from the day `on`."""
    by.require(Ability.APPOINT, body)
    mandate = Mandate.objects.create(
        user=user, body=body, role=role, post=post, from_on=on, source=source, decision_no=decision_no
    )
    sentence = (
        f"{by.name} ghi {user.full_name} là {post} ({Role(role).label}) của {body.label} từ {on:%d/%m/%Y}."
    )
    record("appointing.appoint", sentence, by=by, at=at, subject=mandate, body=body)
    return mandate


@transaction.atomic
def relieve(mandate, *, by, at, on, reason):
    """End a mandate: `on` is the first day it no longer holds. Signatures already given stay with their signer."""
    by.require(Ability.APPOINT, mandate.body)
    Mandate.objects.filter(pk=mandate.pk).update(until_on=on)
    mandate.until_on = on
    sentence = f"{by.name} ghi {mandate.user.full_name} thôi {mandate.post} từ {on:%d/%m/%Y}: {reason}."
    record("appointing.relieve", sentence, by=by, at=at, subject=mandate, body=mandate.body)
    return mandate
