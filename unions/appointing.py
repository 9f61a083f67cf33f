"""How does a person get an account and a post, and how does a post end?"""

from django.core.exceptions import ValidationError
from django.db import transaction

from unions.contacts import phone_key
from unions.errors import Refusal
from unions.models import Mandate, User
from unions.placing import require_below
from unions.recording import record, record_many
from unions.roles import Ability, Role
from unions.vietnamese import person_sort_key


class UsernameTaken(Refusal):
    sentence = "Tài khoản này đã có người dùng: chọn tên tài khoản khác."


class BadUsername(Refusal):
    sentence = "Tài khoản chỉ gồm chữ thường không dấu, số và các dấu . _ -"


class AlreadyHolds(Refusal):
    """The person already holds that role at that body."""


class Outside(Refusal):
    """An external body asks and answers without accounts: nobody holds a post of ours there."""


class TooEarly(Refusal):
    sentence = "Ngày thôi giữ chức phải sau ngày nhận chức."


@transaction.atomic
def enrol(*, username, full_name, by, at, phone="", email="", password=None, hashed=""):
    """Open an account without any right; rights come from `appoint`.

    `hashed` is a password hashed before: many accounts of a demo or an import share the cost of one hash.
    """
    require_below(by, Ability.APPOINT, by.body)
    _check_username(username)
    user = User(
        username=username,
        full_name=full_name,
        phone=phone,
        phone_key=phone_key(phone),
        email=email.lower(),
        sort_key=person_sort_key(full_name),
    )
    if hashed:
        user.password = hashed
    else:
        user.set_password(password)
    user.save(force_insert=True)
    record("appointing.enrol", f"{by.name} mở tài khoản cho {full_name}.", by=by, at=at, subject=user)
    return user


@transaction.atomic
def appoint(user, *, body, role, post, by, at, on, source=Mandate.Source.ELECTED, decision_no=""):
    """Give `user` a role at `body` from the day `on`."""
    row = {"body": body, "role": role, "post": post, "source": source, "decision_no": decision_no}
    return appoint_many([{"user": user, **row}], by=by, at=at, on=on)[0]


@transaction.atomic
def appoint_many(rows, *, by, at, on):
    """Give roles from the day `on`: dicts of user, body, role, post, and perhaps source, decision_no."""
    for row in rows:
        by.require(Ability.APPOINT, row["body"])
        if row["body"].is_external:
            raise Outside(
                f"{row['body'].label} là tổ chức ngoài công đoàn nên không có tài khoản và chức vụ ở đây."
            )
    _check_free(rows)
    mandates = Mandate.objects.bulk_create(
        [Mandate(from_on=on, **row) for row in rows],
        batch_size=500,
    )
    record_many([_appointment(mandate, by) for mandate in mandates], by=by, at=at)
    return mandates


@transaction.atomic
def relieve(mandate, *, by, at, on, reason):
    """End a mandate: `on` is the first day it no longer holds. Signatures already given stay with their signer."""
    by.require(Ability.APPOINT, mandate.body)
    if on <= mandate.from_on:
        raise TooEarly
    Mandate.objects.filter(pk=mandate.pk).update(until_on=on)
    mandate.until_on = on
    sentence = f"{by.name} ghi {mandate.user.full_name} thôi {mandate.post} từ {on:%d/%m/%Y}: {reason}."
    record("appointing.relieve", sentence, by=by, at=at, subject=mandate, body=mandate.body)
    return mandate


def _check_username(username):
    try:
        User._meta.get_field("username").clean(username, None)
    except ValidationError as problem:
        raise BadUsername from problem
    if User.objects.filter(username=username).exists():
        raise UsernameTaken


def _check_free(rows):
    held = Mandate.objects.filter(body__in={row["body"].pk for row in rows}, until_on__isnull=True)
    taken = set(held.values_list("user", "body", "role"))
    for row in rows:
        if (row["user"].pk, row["body"].pk, row["role"]) in taken:
            label = Role(row["role"]).label
            raise AlreadyHolds(f"{row['user'].full_name} đang giữ vai trò {label} ở {row['body'].label}.")


def _appointment(mandate, by):
    sentence = (
        f"{by.name} ghi {mandate.user.full_name} là {mandate.post} ({Role(mandate.role).label}) của "
        f"{mandate.body.label} từ {mandate.from_on:%d/%m/%Y}."
    )
    return "appointing.appoint", sentence, mandate, mandate.body, "", {}
