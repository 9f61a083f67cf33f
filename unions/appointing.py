"""How does a person get an account and a post, and how does a post end or pass to another?"""

from django.core.exceptions import ValidationError
from django.db import transaction

from unions import granting
from unions.account_names import PHONE, own_key
from unions.errors import Refusal
from unions.models import Mandate, User
from unions.notices import tell_many
from unions.placing import require_below
from unions.recording import record, record_many
from unions.roles import ABILITIES, Ability, Role
from unions.vietnamese import person_sort_key


class UsernameTaken(Refusal):
    sentence = "Tài khoản này đã có người dùng: chọn tên tài khoản khác."


class BadUsername(Refusal):
    sentence = "Tài khoản chỉ gồm chữ thường không dấu, số và các dấu . _ -"


class AlreadyHolds(Refusal):
    """The person already holds that role at that body."""


class Outside(Refusal):
    """An external body asks and answers without accounts: nobody holds a post of ours there."""


class Ended(Refusal):
    """The body is over by that day: nobody begins there."""


class TooEarly(Refusal):
    sentence = "Ngày thôi giữ chức phải sau ngày nhận chức."


class NotHeld(Refusal):
    """The post is over already, or does not hold yet: there is nothing to end."""


class SamePerson(Refusal):
    sentence = "Người nhận bàn giao phải khác người đang giữ chức vụ."


class OnlyDelegated(Refusal):
    sentence = "Đây là việc được ủy quyền: thu hồi ủy quyền, không bàn giao."


@transaction.atomic
def enrol(*, username, full_name, by, at, phone="", email="", password=None, hashed=""):
    """Open an account without any right; rights come from `appoint`.

    `hashed` is a password hashed before: many accounts of a demo or an import share the cost of one hash.
    """
    # One acts in one post at a time, perhaps in another than the one that carries the right.
    offices = [each.body for each in by.mandates if Ability.APPOINT in ABILITIES[each.role]]
    require_below(by, Ability.APPOINT, offices[0] if offices else by.body)
    _check_username(username)
    user = User(
        username=username,
        full_name=full_name,
        phone=phone,
        phone_key=own_key(phone),
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
def appoint(
    user, *, body, role, post, by, at, on, until_on=None, source=Mandate.Source.ELECTED, decision_no=""
):
    """Give `user` a role at `body` from the day `on`, perhaps until the day before `until_on`."""
    row = {"user": user, "body": body, "role": role, "post": post, "source": source}
    return appoint_many([{**row, "decision_no": decision_no, "until_on": until_on}], by=by, at=at, on=on)[0]


@transaction.atomic
def appoint_many(rows, *, by, at, on):
    """Give roles from the day `on`: dicts of user, body, role, post, and perhaps source, decision_no, until_on.

    Where the kind of body asks for a second person, the post holds only after `granting.confirm`.
    """
    mandates = give(rows, by=by, on=on)
    record_many([_appointment(mandate, by) for mandate in mandates], by=by, at=at)
    return mandates


def give(rows, *, by, on):
    """Check and write posts inside the caller's transaction; the caller writes the ledger."""
    waits = granting.require(by, rows)
    for row in rows:
        _check_place(row, on)
    return write(rows, waits, by=by, on=on)


def write(rows, waits, *, by, on):
    """Write posts that may be given, once; `waits`: which of them hold only after a second person agreed."""
    _check_free(rows, on)
    mandates = [
        Mandate(from_on=on, granter=by.user, awaits_second=wait, **row)
        for row, wait in zip(rows, waits, strict=True)
    ]
    return Mandate.objects.bulk_create(mandates, batch_size=500)


@transaction.atomic
def relieve(mandate, *, by, at, on, reason):
    """End a mandate: `on` is the first day it no longer holds. Signatures already given stay with their signer."""
    granting.require_over(mandate, by)
    delegations = end(mandate, at=at, on=on)
    sentence = f"{by.name} ghi {mandate.user.full_name} thôi {mandate.post} từ {on:%d/%m/%Y}: {reason}"
    record(
        "appointing.relieve",
        f"{sentence}{told_of(delegations)}.",
        by=by,
        at=at,
        subject=mandate,
        body=mandate.body,
    )
    return mandate


@transaction.atomic
def hand_over(mandate, *, to, by, at, on, decision_no="", source=Mandate.Source.ELECTED, post=None):
    """Pass a post on: it ends on the day `on`, and `to` begins in it; what was signed stays with its signer.

    A post whose term is over already passes on too: then only the new one begins.
    """
    granting.require_over(mandate, by)
    if mandate.delegation_of_id:
        raise OnlyDelegated
    if to == mandate.user:
        raise SamePerson
    is_over = mandate.until_on is not None and mandate.until_on <= on
    delegations = [] if is_over else end(mandate, at=at, on=on)
    row = {"user": to, "body": mandate.body, "role": mandate.role, "post": post or mandate.post}
    new = give([{**row, "source": source, "decision_no": decision_no}], by=by, on=on)[0]
    sentence = _handing_over(mandate, new, by)
    record(
        "appointing.hand_over",
        f"{sentence}{told_of(delegations)}.",
        by=by,
        at=at,
        subject=new,
        body=mandate.body,
        data={"old": str(mandate.uid)},
    )
    tell_many(_handed_over(mandate, new, delegations), at)
    return new


def end(mandate, *, at, on):
    """Steps of an end, inside the caller's transaction: the post and what was delegated of it; returns the latter."""
    now = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    if now.awaits_second or now.withdrawn_at:
        raise NotHeld(
            "Chức vụ này còn chờ người thứ hai xác nhận: từ chối hoặc rút lại, không ghi thôi giữ chức."
        )
    if now.until_on and now.until_on <= on:
        raise NotHeld(f"{mandate.user.full_name} đã thôi {mandate.post} từ {now.until_on:%d/%m/%Y}.")
    if on <= now.from_on:
        raise TooEarly
    Mandate.objects.filter(pk=mandate.pk).update(until_on=on)
    mandate.until_on = on
    rows = mandate.delegations.meant().filter(until_on__gt=on)
    ending = list(rows.select_related("user").order_by("pk"))
    rows.filter(from_on__gte=on).update(withdrawn_at=at)  # it would only have begun later
    rows.filter(from_on__lt=on).update(until_on=on)
    return ending


def told_of(delegations):
    """ "; ủy quyền cho Trần Thị Mai cũng hết", or "" where nothing was delegated."""
    names = ", ".join(each.user.full_name for each in delegations)
    return f"; ủy quyền cho {names} cũng hết từ ngày ấy" if names else ""


def _check_username(username):
    try:
        User._meta.get_field("username").clean(username, None)
    except ValidationError as problem:
        raise BadUsername from problem
    if PHONE.fullmatch(username):
        raise BadUsername("Tên tài khoản không được giống một số điện thoại: thêm chữ vào.")
    if User.objects.filter(username=username).exists():
        raise UsernameTaken


def _check_place(row, on):
    body, until_on = row["body"], row.get("until_on")
    if body.is_external:
        raise Outside(f"{body.label} là tổ chức ngoài công đoàn nên không có tài khoản và chức vụ ở đây.")
    # Written down late, a post at a body that is over by now ends with it at the latest.
    if body.ended_on and (until_on is None or until_on > body.ended_on or body.ended_on <= on):
        raise Ended(f"{body.label} đã {body.get_state_display().lower()} từ {body.ended_on:%d/%m/%Y}.")
    if until_on and until_on <= on:
        raise TooEarly


def _check_free(rows, on):
    """Nobody holds a role at a body twice on the same day; posts that wait for a second person count, too."""
    # Two who give the same person the same role at once come one after the other.
    list(User.objects.select_for_update().filter(pk__in={row["user"].pk for row in rows}).order_by("pk"))
    held = Mandate.objects.meant().filter(body__in={row["body"].pk for row in rows})
    held = held.exclude(until_on__lte=on).values_list("user", "body", "role", "from_on")
    first_days = {}
    for user, body, role, from_on in held:
        key = user, body, role
        first_days[key] = min(from_on, first_days.get(key, from_on))
    for row in rows:
        key, until_on = (row["user"].pk, row["body"].pk, str(row["role"])), row.get("until_on")
        if key in first_days and (until_on is None or first_days[key] < until_on):
            label = Role(row["role"]).label
            raise AlreadyHolds(f"{row['user'].full_name} đang giữ vai trò {label} ở {row['body'].label}.")
        first_days[key] = on


def _appointment(mandate, by):
    until = f" đến trước {mandate.until_on:%d/%m/%Y}" if mandate.until_on else ""
    waits = ", chờ người thứ hai xác nhận" if mandate.awaits_second else ""
    sentence = (
        f"{by.name} ghi {mandate.user.full_name} là {mandate.post} ({Role(mandate.role).label}) của "
        f"{mandate.body.label} từ {mandate.from_on:%d/%m/%Y}{until}{waits}."
    )
    return "appointing.appoint", sentence, mandate, mandate.body, "", {}


def _handing_over(old, new, by):
    decided = f" theo {new.decision_no}" if new.decision_no else ""
    waits = ", chờ người thứ hai xác nhận" if new.awaits_second else ""
    return (
        f"{by.name} ghi {old.user.full_name} bàn giao chức vụ {old.post} của {old.body.label} cho "
        f"{new.user.full_name} từ {new.from_on:%d/%m/%Y}{decided}{waits}"
    )


def _handed_over(old, new, delegations):
    """What the two, and whoever acted for the old one, must know: pairs for `tell_many`."""
    where, day = old.body.label, f"{new.from_on:%d/%m/%Y}"
    yield (
        old.user,
        f"Từ {day}, {new.user.full_name} nhận bàn giao chức vụ {old.post}, {where}, của đồng chí. "
        "Những gì đồng chí đã ký vẫn mang tên đồng chí.",
    )
    waits = " Chức vụ có hiệu lực khi người thứ hai xác nhận." if new.awaits_second else ""
    yield (
        new.user,
        f"Từ {day}, đồng chí là {new.post}, {where}, thay {old.user.full_name}. "
        f"Việc đang mở của đơn vị do đồng chí làm tiếp.{waits}",
    )
    for each in delegations:
        yield each.user, f"Ủy quyền cho đồng chí ở {where} hết từ {day} vì chức vụ {old.post} đã bàn giao."
