"""What may everybody do about their own account: choose another password, say how they are reached, end sign-ins?"""

from django.db import transaction

from unions.contacts import masked, phone_key
from unions.errors import Refusal
from unions.models import User
from unions.passwords import check as check_new_password
from unions.recording import record
from unions.sessions import end_all


class OthersContact(Refusal):
    """Nobody may make another's telephone or mail ambiguous at the door."""


class NotSignedIn(Refusal):
    sentence = "Lần đăng nhập này đã kết thúc rồi."


@transaction.atomic
def change_password(user, *, password, by, at, keep):
    """Choose another password; every sign-in but the one with the key `keep` ends."""
    row = User.objects.select_for_update().get(pk=user.pk)
    check_new_password(password, row)
    row.set_password(password)
    row.save(update_fields=["password"])
    user.password = row.password
    ended = end_all(row, but=keep)
    sentence = f"{by.name} đổi mật khẩu của mình{_others(ended)}."
    record("own_account.change_password", sentence, by=by, at=at, subject=user)
    return ended


@transaction.atomic
def change_contact(user, *, phone, email, by, at):
    """Say how one is reached; returns whether anything is different now."""
    row = User.objects.select_for_update().get(pk=user.pk)
    words = []
    if phone != row.phone:
        words.append(f"điện thoại {masked(row.phone) or 'để trống'} thành {masked(phone) or 'để trống'}")
    if email != row.email:
        words.append(f"thư điện tử {row.email or 'để trống'} thành {email or 'để trống'}")
    if not words:
        return False
    check_nobody_elses(row, phone, email)
    row.phone, row.phone_key, row.email = phone, phone_key(phone), email
    row.save(update_fields=["phone", "phone_key", "email"])
    sentence = f"{by.name} sửa thông tin của mình: {', '.join(words)}."
    record("own_account.change_contact", sentence, by=by, at=at, subject=row)
    return True


@transaction.atomic
def end_sign_in(user, uid, *, by, at, keep):
    """End one of one's own sign-ins, wherever it is open, but not this one: that is what "Đăng xuất" is for."""
    rows = user.sessions.filter(uid=uid, uid__isnull=False).exclude(session_key=keep)
    ended = rows.delete()[0]
    if not ended:
        raise NotSignedIn
    record(
        "own_account.end_sign_in",
        f"{by.name} kết thúc một lần đăng nhập khác của mình.",
        by=by,
        at=at,
        subject=user,
    )


@transaction.atomic
def end_others(user, *, by, at, keep):
    """End all of one's own sign-ins but this one; returns how many."""
    ended = end_all(user, but=keep)
    if ended:
        sentence = f"{by.name} kết thúc {ended} lần đăng nhập khác của mình."
        record("own_account.end_others", sentence, by=by, at=at, subject=user)
    return ended


def check_nobody_elses(user, phone, email):
    """May this person be reached by these? Asked of what is different from before."""
    others = User.objects.filter(is_active=True).exclude(pk=user.pk)
    key = phone_key(phone)
    if key and key != user.phone_key and others.filter(phone_key=key).exists():
        raise OthersContact(
            "Số điện thoại này đang là của một tài khoản khác. Đồng chí hỏi công đoàn cấp trên."
        )
    if email and email != user.email and others.filter(email__iexact=email).exists():
        raise OthersContact(
            "Thư điện tử này đang là của một tài khoản khác. Đồng chí hỏi công đoàn cấp trên."
        )


def _others(ended):
    return f" và kết thúc {ended} lần đăng nhập khác" if ended else ""
