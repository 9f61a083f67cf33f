"""How does a person come in for the first time, or again after a forgotten password?

With a code handed over on paper or by telephone: 80 random bits, good once and for three days. Only its SHA-256 is
kept, so neither the database nor a backup opens a door; guessing one is hopeless (one in 10^24 for each try, also when
ten thousand codes are out), and `unions.guessing` only spares the database the noise.
"""

import hashlib
import secrets
from datetime import timedelta

from axes.utils import reset as forget_wrong_tries
from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.utils import timezone

from unions import granting, notices, second_factor
from unions.access import Access
from unions.errors import NotAllowed, OutOfScope, Refusal
from unions.joined import has_joined
from unions.models import Invitation, Mandate, User
from unions.passwords import check as check_new_password
from unions.recording import record, record_many
from unions.sessions import end_all

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U to mistake for something else
LENGTH, GROUP = 16, 4
READ_AS = str.maketrans("OIL", "011")
GOOD_FOR = timedelta(hours=72)
SIGNING_RESTS = timedelta(hours=12)
ONE_TAP = timedelta(minutes=2)  # a second tap on "Kích hoạt" on a slow network
Purpose = Invitation.Purpose


class NoPost(Refusal):
    """Nobody answers for an account that never held a post."""


class NotInUse(Refusal):
    """The account was closed."""


class HasEntered(Refusal):
    """Somebody with a password of their own gets a new one by a reset, which they are told of."""


class OwnAccount(Refusal):
    sentence = "Mật khẩu của chính mình thì đổi ở trang Tài khoản."


class BadCode(Refusal):
    sentence = "Mã này không đúng, đã hết hạn hoặc đã được dùng."


# The code -------------------------------------------------------------------------------------------------------------


def new_code():
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def shown(code):
    """7K3M9QX2… → `7K3M-9QX2-…`, as it stands on paper and is read out on the telephone."""
    return "-".join(code[place : place + GROUP] for place in range(0, len(code), GROUP))


def read_code(typed):
    """What was typed, however it was typed: small letters, spaces, O for 0, I or L for 1."""
    return "".join(letter for letter in typed.upper() if letter.isalnum()).translate(READ_AS)


def hashed(code):
    return hashlib.sha256(code.encode()).hexdigest()


# Inviting -------------------------------------------------------------------------------------------------------------


@transaction.atomic
def invite_many(users, *, by, at, purpose=Purpose.JOIN, reason=""):
    """Make each of these people a code and withdraw those they had; {pk of the user: code as shown}.

    A constant number of statements. Whoever has a password already is not let in anew by this: see `reset`.
    """
    users = list(users)
    bodies = require_over_all(users, by)
    if purpose == Purpose.JOIN:
        _check_never_entered(users)
    codes = _make_codes(users, by=by, at=at, purpose=purpose, reason=reason)
    record_many(
        [
            ("admitting.invite", _inviting(user, by, at, purpose), user, bodies.get(user.pk), "", {})
            for user in users
        ],
        by=by,
        at=at,
    )
    return codes


def require_over_all(users, by):
    """Ask whether one may let these people in; {pk of the user: body of their post}, for the ledger.

    One must have the right over every post they hold, will hold or wait for: a code opens all of them.
    """
    posts = _posts_of(users, by.day)
    for user in users:
        if by.user is not None and by.user == user:
            raise OwnAccount
        if not user.is_active:
            raise NotInUse(f"Tài khoản của {user.full_name} đã ngừng dùng.")
        if not posts[user.pk] and by.user is not None:
            raise NoPost(f"{user.full_name} chưa có chức vụ nào: ghi chức vụ trước, rồi cấp mã.")
    for mandate in {(each.body_id, each.role): each for held in posts.values() for each in held}.values():
        _require_over(mandate, posts[mandate.user_id], by)
    return {pk: held[0].body for pk, held in posts.items() if held}


def _require_over(mandate, held, by):
    """Somebody in one's sight exists, also where another of their posts does not: that one is only not named."""
    try:
        granting.require_over(mandate, by)
    except OutOfScope:
        if any(each.body.path.startswith(path) for each in held for path in by.paths):
            raise NotAllowed(
                "Người này còn giữ chức vụ ngoài phạm vi của đồng chí: nhờ công đoàn cấp trên chung làm việc này."
            ) from None
        raise


def _posts_of(users, day):
    """{pk of the user: posts that hold, will hold or wait; where all have ended, those}."""
    posts = {user.pk: [] for user in users}
    rows = Mandate.objects.meant().filter(user__in=posts).select_related("body__kind")
    for mandate in rows.order_by("body__path", "pk"):
        posts[mandate.user_id].append(mandate)
    for pk, held in posts.items():
        posts[pk] = [each for each in held if each.until_on is None or each.until_on > day] or held
    return posts


def _check_never_entered(users):
    for user in users:
        if has_joined(user):
            raise HasEntered(
                f"{user.full_name} đã có mật khẩu riêng. Nếu đồng chí ấy quên mật khẩu, dùng “Đặt lại mật khẩu”."
            )


def _make_codes(users, *, by, at, purpose, reason):
    Invitation.objects.filter(user__in=users, used_at__isnull=True, withdrawn_at__isnull=True).update(
        withdrawn_at=at
    )
    codes = {user.pk: new_code() for user in users}
    rows = [
        Invitation(
            user=user,
            purpose=purpose,
            code_hash=hashed(codes[user.pk]),
            reason=reason,
            made_by=by.user,
            made_at=at,
            expires_at=at + GOOD_FOR,
        )
        for user in users
    ]
    Invitation.objects.bulk_create(rows, batch_size=500)
    return {pk: shown(code) for pk, code in codes.items()}


def _inviting(user, by, at, purpose):
    what = "mã kích hoạt tài khoản" if purpose == Purpose.JOIN else "mã đặt lại mật khẩu"
    until = timezone.localtime(at + GOOD_FOR)
    return f"{by.name} cấp {what} cho {user.full_name}, dùng được đến {until:%H:%M ngày %d/%m/%Y}."


# Coming in ------------------------------------------------------------------------------------------------------------


def invitation_of(typed, at):
    """The invitation that this code opens now, with its user; None for any other code."""
    rows = Invitation.objects.usable_at(at).filter(user__is_active=True).select_related("user", "made_by")
    found = rows.filter(code_hash=hashed(read_code(typed))).first()
    return found if found and _opens_no_more(found) else None


def _opens_no_more(invitation):
    """Could whoever made the code still make it? A post that was given since may be beyond their hand."""
    if invitation.made_by is None:
        return True
    maker = Access(invitation.made_by, timezone.localdate(invitation.made_at))
    try:
        require_over_all([invitation.user], maker)
    except (Refusal, NotAllowed, OutOfScope):
        return False
    return True


@transaction.atomic
def accept(code, *, password, at):
    """Take the code and set the password one chose; returns the user. The same tap twice is one tap.

    `password` None: a passkey is to open the door instead, made in the sign-in that follows.
    """
    invitation = invitation_of(code, at)
    if invitation is None:
        return _of_same_tap(code, password, at)
    user = User.objects.select_for_update().get(pk=invitation.user_id)
    if password is not None:
        check_new_password(password, user)
    taken = Invitation.objects.usable_at(at).filter(pk=invitation.pk).update(used_at=at)
    if not taken:
        return _of_same_tap(code, password, at)
    user.set_password(password)
    user.save(update_fields=["password"])
    end_all(user)
    what = "kích hoạt tài khoản" if invitation.purpose == Purpose.JOIN else "vào lại"
    how = "đặt mật khẩu" if password is not None else "không đặt mật khẩu, dùng khóa đăng nhập"
    sentence = f"{user.full_name} {what} bằng mã được cấp, {how}."
    record("admitting.accept", sentence, by=Access(user, timezone.localdate(at)), at=at, subject=user)
    return user


def _of_same_tap(code, password, at):
    """Who used this code with this password a moment ago: they know the password, so nothing is given away."""
    rows = Invitation.objects.filter(code_hash=hashed(read_code(code)), used_at__gte=at - ONE_TAP)
    invitation = rows.filter(user__is_active=True).select_related("user").first()
    if invitation is None or password is None or not check_password(password, invitation.user.password):
        raise BadCode
    return invitation.user


# Coming in again ------------------------------------------------------------------------------------------------------


@transaction.atomic
def reset(user, *, by, at, reason, forget_steps=False):
    """Take a person's password away and return a code for a new one; they are told, and cannot sign for half a day.

    So nobody signs in another's name before the other can notice (RELIABILITY T13). A second step stays, unless the
    person lost that, too.
    """
    body = require_over_all([user], by).get(user.pk)
    user.set_unusable_password()
    user.signing_opens_at = at + SIGNING_RESTS
    user.save(update_fields=["password", "signing_opens_at"])
    end_all(user)
    if forget_steps:
        second_factor.forget_all(user, by=by, at=at)
    code = _make_codes([user], by=by, at=at, purpose=Purpose.RESET, reason=reason)[user.pk]
    why = reason.rstrip(" .")
    local = timezone.localtime(at)
    notices.tell(
        user,
        f"{by.name} ({by.post}) đặt lại mật khẩu của đồng chí lúc {local:%H:%M ngày %d/%m/%Y}, lý do: {why}. "
        "Nếu không phải đồng chí yêu cầu, gọi ngay công đoàn cấp trên.",
        at,
    )
    sentence = (
        f"{by.name} đặt lại mật khẩu của {user.full_name}, lý do: {why}. "
        f"Đồng chí ấy ký được từ {timezone.localtime(user.signing_opens_at):%H:%M ngày %d/%m/%Y}."
    )
    record("admitting.reset", sentence, by=by, at=at, subject=user, body=body)
    return code


@transaction.atomic
def unlock(user, *, by, at):
    """Forget the wrong passwords typed for this account, from wherever they came."""
    body = require_over_all([user], by).get(user.pk)
    forgotten = forget_wrong_tries(username=user.username)
    sentence = f"{by.name} mở khóa đăng nhập cho {user.full_name}."
    record("admitting.unlock", sentence, by=by, at=at, subject=user, body=body)
    return forgotten
