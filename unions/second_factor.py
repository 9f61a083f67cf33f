"""Which second step has this person, and is what they show of it right?

Tables and arithmetic are those of django-allauth; the acts, the counting of wrong codes and the words are ours
(docs/decisions/0008). The row of recovery codes stands as long as there is any step; it also keeps the wrong tries.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from math import ceil
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt, encrypt
from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from fido2.utils import websafe_decode

from unions.errors import Refusal
from unions.models import Invitation, User
from unions.notices import tell
from unions.recording import record

Kind = Authenticator.Type
WRONG_MOST, WRONG_SECONDS = 10, 15 * 60
NAME_LENGTH = 60
ANSWER_LENGTH = 20_000  # a browser's answer about a passkey is a few thousand letters
APP_NAME = "Ứng dụng mã 6 số"


class WrongCode(Refusal):
    sentence = "Mã chưa đúng hoặc đã dùng rồi. Đồng chí chờ ứng dụng hiện mã mới rồi nhập lại."


class WrongBackup(Refusal):
    sentence = "Mã dự phòng chưa đúng hoặc đã dùng rồi. Mỗi mã chỉ dùng được một lần."


class TooMany(Refusal):
    """Ten wrong codes within a quarter of an hour, from wherever they came."""


class Unrecognised(Refusal):
    sentence = "Hệ thống chưa nhận ra khóa này. Đồng chí thử lại, hoặc dùng cách khác."


class AlreadyThere(Refusal):
    sentence = "Đồng chí đã bật ứng dụng mã 6 số. Muốn đổi máy thì bỏ ứng dụng cũ rồi bật lại."


class LastStep(Refusal):
    sentence = (
        "Chức vụ của đồng chí phải có ít nhất một cách xác nhận: thêm cách khác trước rồi mới bỏ cách này."
    )


class OnlyWay(Refusal):
    sentence = (
        "Đồng chí chưa có mật khẩu nên đây là cách vào duy nhất: thêm khóa khác trước rồi mới bỏ khóa này."
    )


@dataclass(frozen=True)
class Step:
    """One way in which a person takes the second step."""

    pk: int
    kind: str
    name: str
    made_at: datetime
    used_at: datetime | None

    @property
    def is_passkey(self):
        return self.kind == Kind.WEBAUTHN


class Steps(list):
    """The ways of one person."""

    @property
    def has_passkey(self):
        return any(step.is_passkey for step in self)

    @property
    def has_app(self):
        return any(not step.is_passkey for step in self)


# What there is --------------------------------------------------------------------------------------------------------


def steps_of(user):
    """The app first, then passkeys as they were added; recovery codes are no step of their own."""
    rows = Authenticator.objects.filter(user=user).exclude(type=Kind.RECOVERY_CODES).order_by("type", "pk")
    return Steps(
        Step(row.pk, row.type, row.data.get("name", APP_NAME), row.created_at, row.last_used_at)
        for row in rows
    )


def has_any(user):
    return Authenticator.objects.filter(user=user).exists()


def backup_codes(user):
    """The recovery codes not used yet, as they are printed: 1234 5678."""
    row = Authenticator.objects.filter(user=user, type=Kind.RECOVERY_CODES).first()
    return [f"{code[:4]} {code[4:]}" for code in RecoveryCodes(row).get_unused_codes()] if row else []


def backups_left(user):
    return len(backup_codes(user))


# Adding and removing --------------------------------------------------------------------------------------------------


def new_secret():
    """A sealed secret for an app that is being set up; it counts when its first code was right (`add_app`)."""
    return encrypt(totp.generate_totp_secret())


def secret_words(user, sealed):
    """(address for the QR code, the secret in groups of four to type)."""
    secret = decrypt(sealed)
    grouped = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return webauthn.get_adapter().build_totp_url(user, secret), grouped


@transaction.atomic
def add_app(user, sealed, typed, *, by, at):
    """Take an app into use whose code was typed; returns whether recovery codes were made with it."""
    _lock(user)
    if Authenticator.objects.filter(user=user, type=Kind.TOTP).exists():
        raise AlreadyThere
    step = _time_step(decrypt(sealed), typed)
    if step is None:
        raise WrongCode
    data = {"secret": sealed, "last_step": step}
    Authenticator.objects.create(user=user, type=Kind.TOTP, data=data, created_at=at, last_used_at=at)
    return _added(user, APP_NAME, by, at)


def passkey_offer(user):
    """What a browser needs to make a passkey; the challenge waits in the session of the request."""
    return webauthn.begin_registration(user, passwordless=True)


@transaction.atomic
def add_passkey(user, answer, name, *, by, at):
    """Keep a passkey that a browser made; returns whether recovery codes were made with it."""
    _lock(user)
    name = " ".join(name.split())[:NAME_LENGTH] or f"Khóa thứ {_passkeys(user).count() + 1}"
    credential = _read(answer)
    _asked(webauthn.complete_registration, credential)
    row = webauthn.WebAuthn.add(user, name, credential).instance
    Authenticator.objects.filter(pk=row.pk).update(created_at=at)
    return _added(user, f"khóa “{name}”", by, at)


def _added(user, what, by, at):
    record(
        "second_factor.add", f"{by.name} bật xác nhận hai bước: {_lower(what)}.", by=by, at=at, subject=user
    )
    if Authenticator.objects.filter(user=user, type=Kind.RECOVERY_CODES).exists():
        return False
    _make_codes(user, at)
    return True


@transaction.atomic
def rename(user, step, name, *, by, at):
    """Another name for a passkey; the app has only one."""
    row = _passkeys(user).select_for_update().get(pk=step.pk)
    name = " ".join(name.split())[:NAME_LENGTH]
    row.data["name"] = name
    row.save(update_fields=["data"])
    sentence = f"{by.name} đổi tên khóa “{step.name}” thành “{name}”."
    record("second_factor.rename", sentence, by=by, at=at, subject=user)


@transaction.atomic
def remove(user, step, *, by, at):
    """Give up one way; with the last one the recovery codes go too."""
    _lock(user)
    others = Authenticator.objects.filter(user=user).exclude(pk=step.pk)
    is_last = all(row.type == Kind.RECOVERY_CODES for row in others)
    if is_last and settings.REQUIRE_MFA and not by.is_chair_only:
        raise LastStep
    has_other_key = any(row.type == Kind.WEBAUTHN for row in others)
    if step.is_passkey and not has_other_key and not user.has_usable_password():
        raise OnlyWay
    Authenticator.objects.filter(user=user, pk=step.pk).delete()
    if is_last:
        others.delete()
    sentence = f"{by.name} bỏ một cách xác nhận hai bước: {_lower(step.name)}."
    record("second_factor.remove", sentence, by=by, at=at, subject=user)


@transaction.atomic
def renew_codes(user, *, by, at):
    """Ten new recovery codes; those printed before are void."""
    _make_codes(user, at)
    sentence = f"{by.name} lập bộ mã dự phòng mới, bộ cũ hết dùng được."
    record("second_factor.renew_codes", sentence, by=by, at=at, subject=user)


@transaction.atomic
def forget_all(user, *, by, at):
    """Take every second step away when staff reset an account; the caller has asked for the right. Returns how many."""
    count = len(steps_of(user))
    Authenticator.objects.filter(user=user).delete()
    if count:
        sentence = f"{by.name} bỏ các cách xác nhận hai bước của {user.full_name}."
        record("second_factor.forget_all", sentence, by=by, at=at, subject=user, body=by.body)
        tell(user, f"{by.name} đã bỏ xác nhận hai bước của tài khoản này khi cấp lại. Đồng chí bật lại.", at)
    return count


# Showing --------------------------------------------------------------------------------------------------------------


def take_code(user, typed, *, at):
    """Is this the six-digit code of now, not used before? Wrong ones are counted (TooMany)."""
    _counted(user, at, partial(_is_code_right, typed=typed, at=at), WrongCode)


def take_backup(user, typed, *, by, at):
    """Use up one recovery code, which the ledger notes; returns how many are left."""
    _counted(user, at, partial(_is_backup_right, typed=typed, by=by, at=at), WrongBackup)
    return backups_left(user)


def passkey_challenge(user=None):
    """What a browser needs to show a passkey: one of this person's, or for nobody yet whichever it knows."""
    return webauthn.begin_authentication(user)


def take_passkey(user, answer, *, at):
    """Is this an answer of one of the person's passkeys to the challenge of this session?"""
    row = _asked(webauthn.complete_authentication, user, _read(answer))
    Authenticator.objects.filter(pk=row.pk).update(last_used_at=at)


def owner_of(answer):
    """Whose passkey says that it answers? Believed only after `take_passkey`."""
    try:
        handle = UUID(bytes=websafe_decode(_read(answer)["response"]["userHandle"]))
    except (AttributeError, LookupError, TypeError, ValueError) as problem:
        raise Unrecognised from problem
    user = User.objects.filter(uid=handle, is_active=True).first()
    if user is None or _is_shut(user):
        raise Unrecognised
    return user


# ----------------------------------------------------------------------------------------------------------------------


def _is_shut(user):
    """Did staff take the password away, and was the code for coming in again not used yet? Then no key opens either."""
    last = user.invitations.order_by("-made_at", "-pk").first()
    return last is not None and last.purpose == Invitation.Purpose.RESET and last.used_at is None


def _lock(user):
    """One change of a person's ways at a time: of two taps the second sees what the first left."""
    User.objects.select_for_update().get(pk=user.pk)


def _passkeys(user):
    return Authenticator.objects.filter(user=user, type=Kind.WEBAUTHN)


def _make_codes(user, at):
    Authenticator.objects.filter(user=user, type=Kind.RECOVERY_CODES).delete()
    row = RecoveryCodes.activate(user).instance
    Authenticator.objects.filter(pk=row.pk).update(created_at=at)


def _time_step(secret, typed):
    """The half-minute whose code this is, by the real clock that telephones show; None for a wrong code."""
    for step in totp.yield_hotp_counters_from_time():
        expected = totp.format_hotp_value(totp.hotp_value(secret, step))
        if totp.compare_user_code(actual=typed, expected=expected):
            return step
    return None


def _counted(user, at, is_right, wrong):
    """Ask `is_right(rows)` unless ten answers were wrong lately. The rows are locked: nobody guesses in parallel."""
    now = at.timestamp()
    with transaction.atomic():
        locked = Authenticator.objects.select_for_update().filter(user=user).exclude(type=Kind.WEBAUTHN)
        rows = {row.type: row for row in locked.order_by("pk")}
        book = rows.get(Kind.RECOVERY_CODES)
        tries = [
            moment for moment in (book.data.get("wrong", ()) if book else ()) if now - moment < WRONG_SECONDS
        ]
        is_full = len(tries) >= WRONG_MOST
        is_taken = bool(book) and not is_full and is_right(rows)
        if book and not is_full:
            book.data["wrong"] = [] if is_taken else [*tries, now]
            book.save(update_fields=["data"])
    if is_full:
        minutes = ceil((tries[0] + WRONG_SECONDS - now) / 60)
        raise TooMany(f"Đã nhập sai {WRONG_MOST} lần. Đồng chí chờ {minutes} phút rồi nhập mã mới.")
    if not is_taken:
        raise wrong


def _is_code_right(rows, *, typed, at):
    """A code counts once: its half-minute must be later than the last one that was taken."""
    row = rows.get(Kind.TOTP)
    step = _time_step(decrypt(row.data["secret"]), typed) if row else None
    if step is None or step <= row.data["last_step"]:
        return False
    row.data["last_step"], row.last_used_at = step, at
    row.save(update_fields=["data", "last_used_at"])
    return True


def _is_backup_right(rows, *, typed, by, at):
    book = RecoveryCodes(rows[Kind.RECOVERY_CODES])
    if not book.validate_code(typed):
        return False
    rows[
        Kind.RECOVERY_CODES
    ].data = book.instance.data  # the library read the row once more and marked the code
    sentence = f"{by.name} dùng một mã dự phòng, còn {len(book.get_unused_codes())} mã."
    record("second_factor.backup", sentence, by=by, at=at, subject=by.user)
    return True


def _read(answer):
    try:
        found = json.loads(answer) if 0 < len(answer) <= ANSWER_LENGTH else None
        kept = json.dumps(found, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError) as problem:
        raise Unrecognised from problem
    if (
        not isinstance(found, dict) or b"\\u0000" in kept
    ):  # no database keeps that letter, nor an endless number
        raise Unrecognised
    return found


def _asked(ask, *arguments):
    """Ask the library; whatever it makes of bytes from outside, people read one sentence."""
    try:
        return ask(*arguments)
    except (ValidationError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as problem:
        raise Unrecognised from problem


def _lower(what):
    return what[0].lower() + what[1:]
