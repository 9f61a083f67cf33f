"""Who signs which pledge, in which capacity, and what follows?

A signature is evidence (RELIABILITY §2.1): it covers the hash of the frozen words, names the signer's post of that
day, and is countersigned by the server with a key outside the database.
"""

import base64

from django.db import transaction
from django.utils import timezone

from targets import pledge_content
from targets.lateness import check_late
from targets.lifecycle import PLEDGE
from targets.models import PledgeParty, Signature, Target
from targets.opening import (
    home_of,
    locked,
    note,
    open_bloc_pledge,
    open_pledge,
    supersede,
    withdraw,
)
from targets.pledge_content import owner_name, words_of
from targets.proving import SIGNED_STATES, message_of, verify_pledge
from unions import keys
from unions.errors import ChangedMeanwhile, Refusal
from unions.roles import Ability

__all__ = [
    "complete",
    "note_absence",
    "open_bloc_pledge",
    "open_pledge",
    "sign",
    "supersede",
    "verify_pledge",
    "withdraw",
    "words_of",
]

PASSWORD_SECONDS = 600  # a signature asks for a password typed within ten minutes (DOMAIN §7)
State, Role = PledgeParty.State, PledgeParty.Role
CAPACITIES = {
    Role.PARTY: "thay mặt Ban Chấp hành {body}",
    Role.HEAD: "Trưởng khối, thay mặt {owner}",
    Role.WITNESS: "chứng kiến, thay mặt {body}",
    Role.EMPLOYER: "đại diện {body}",
}


class NotOpen(Refusal):
    sentence = "Giao ước này chưa mở ký, hoặc đã được thay bằng bản mới."


class PasswordTooOld(Refusal):
    sentence = "Để ký, đồng chí nhập lại mật khẩu (trong vòng 10 phút trước khi ký)."


class Resting(Refusal):
    """The password was reset by staff a short while ago: its owner has time to notice (RELIABILITY T13)."""


class NotAsShown(ChangedMeanwhile):
    sentence = "Nội dung giao ước khác với bản đồng chí đang xem. Đồng chí đọc lại bản hiện hành rồi ký."


class Damaged(Refusal):
    sentence = "Nội dung giao ước không khớp mã kiểm tra nên không ký được. Đồng chí báo công đoàn cấp trên."


class NoMandate(Refusal):
    sentence = "Hôm nay đồng chí không giữ chức vụ được ký giao ước này."


class AlreadySigned(Refusal):
    sentence = "Bên này đã có người ký."


class NothingSigned(Refusal):
    sentence = "Chưa bên nào ký nên chưa kết thúc việc ký được."


class PartySigned(Refusal):
    sentence = "Bên này đã ký nên không ghi vắng được."


@transaction.atomic
def sign(
    pledge, *, by, at, received_at, password_age, seen_hash, method="password", party=None, late_reason=""
):
    """Sign for one's own body; a second tap gets the same signature.

    `password_age` in seconds (None: not typed), `seen_hash` of the words that were on the page. A pledge opened before
    the registration deadline and signed after it follows the campaign's late policy and counts as added (ký bổ sung).
    """
    pledge = locked(pledge)
    party, mandate = _party_of(pledge, by, at, party)
    signature = Signature.objects.filter(party=party).first()
    if signature is not None:
        if signature.signer_id != by.user.pk:
            raise AlreadySigned
        return signature
    if opens := rests_until(by.user, at):
        raise Resting(resting_words(opens))
    _check_signable(pledge, password_age, seen_hash)
    late_reason = " ".join(late_reason.split())
    is_late = _is_late(pledge, received_at, late_reason)
    times = {"received_at": received_at, "signed_at": at}
    signature = _signature(pledge, party, mandate, method=method, password_age=password_age, **times)
    signature.save(force_insert=True)
    is_added = is_late or pledge.state == "signed" or party.state != State.UNSIGNED
    party.state = State.ADDED if is_added else State.SIGNED
    party.save(update_fields=["state"])
    why = (
        f", ký bổ sung: {late_reason.rstrip(' .')}"
        if late_reason and is_late
        else ", ký bổ sung"
        if is_added
        else ""
    )
    what = f"ký {pledge} ({party.body.name}){why}"
    data = {"hash": signature.content_hash, "signature": str(signature.uid), "late_reason": late_reason}
    note(pledge, "sign", what, data, by, at)
    if pledge.state == "signing" and not pledge.parties.exclude(state__in=SIGNED_STATES).exists():
        _complete(pledge, by, at)
    return signature


@transaction.atomic
def complete(pledge, *, by, at):
    """End the signing although some parties have not signed: it binds those who have (DOMAIN §7)."""
    by.require(Ability.PLAN if pledge.bloc_id else Ability.APPROVE, home_of(pledge))
    pledge = locked(pledge)
    if not pledge.signatures.exists():
        raise NothingSigned
    return _complete(pledge, by, at)


@transaction.atomic
def note_absence(party, *, by, at, reason=""):
    """Mark a party absent, with a reason or without; it may still sign later, with its true date."""
    pledge = locked(party.pledge)
    by.require(Ability.PLAN if pledge.bloc_id else Ability.APPROVE, home_of(pledge))
    party.refresh_from_db(fields=["state"])
    if party.state in SIGNED_STATES:
        raise PartySigned
    party.state = State.EXCUSED if reason.strip() else State.ABSENT
    party.save(update_fields=["state"])
    why = f" có lý do: {reason.strip()}" if reason.strip() else ""
    note(pledge, "note_absence", f"ghi {party} vắng khi ký {pledge}{why}", {"reason": reason}, by, at)
    return party


def _complete(pledge, by, at):
    PLEDGE.advance(pledge, "complete", signed_at=at)
    _keep_targets(pledge, by, at)
    what = f"hoàn tất {pledge} của {owner_name(pledge)}: các bên đã ký"
    note(pledge, "complete", what, {"hash": pledge.content_hash}, by, at)
    return pledge


def _party_of(pledge, by, at, party):
    """For whom this person signs here, with the post that carries it."""
    parties = list(pledge.parties.filter(body__isnull=False).select_related("body").order_by("pk"))
    own = [each for each in parties if by.can(Ability.SIGN, each.body) and party in (None, each)]
    own.sort(key=lambda each: by.body is None or each.body_id != by.body.pk)
    if not own:
        by.require(Ability.SIGN, (party or parties[0]).body)
        raise NoMandate
    mandate = by.require(Ability.SIGN, own[0].body)
    today = timezone.localdate(at)
    if mandate is None or mandate.from_on > today or (mandate.until_on and mandate.until_on <= today):
        raise NoMandate
    return own[0], mandate


def _check_signable(pledge, password_age, seen_hash):
    if pledge.state not in ("signing", "signed"):
        raise NotOpen
    if password_age is None or not 0 <= password_age <= PASSWORD_SECONDS:
        raise PasswordTooOld
    if pledge_content.digest(pledge.content) != pledge.content_hash:
        raise Damaged
    if seen_hash != pledge.content_hash:
        raise NotAsShown


def rests_until(user, at):
    """From when may this person sign again? None when they may now."""
    opens = user.signing_opens_at
    return opens if opens and at < opens else None


def resting_words(opens):
    return (
        "Mật khẩu của đồng chí vừa được công đoàn cấp trên đặt lại. Để an toàn, đồng chí ký được từ "
        f"{timezone.localtime(opens):%H:%M ngày %d/%m/%Y}."
    )


def is_due(pledge):
    """Does the registration deadline count for signing? Not when the pledge only opened after it."""
    due_at = pledge.campaign.registration_due_at
    return due_at is not None and pledge.opened_at <= due_at


def _is_late(pledge, received_at, reason):
    due_at = pledge.campaign.registration_due_at if is_due(pledge) else None
    return check_late(pledge.campaign, due_at, received_at, reason)


def capacity_of(pledge, party):
    return CAPACITIES[party.role].format(body=party, owner=owner_name(pledge))


def _signature(pledge, party, mandate, **columns):
    signature = Signature(
        pledge=pledge,
        party=party,
        signer=mandate.user,
        signer_name=mandate.user.full_name,
        signer_post=mandate.post,
        body_name=mandate.body.name,
        capacity=capacity_of(pledge, party),
        content_hash=pledge.content_hash,
        key_id=keys.key_id(),
        **columns,
    )
    signature.server_signature = base64.b64encode(keys.sign(message_of(signature))).decode()
    return signature


def _keep_targets(pledge, by, at):
    """Write the promised values as targets of kind "giao ước"; those pledged before stay, beside their amendments."""
    owner = {"participant": pledge.participant} if pledge.participant_id else {"bloc": pledge.bloc}
    kinds = [Target.Kind.AGREED, Target.Kind.AMENDED] if pledge.participant_id else [Target.Kind.ASSIGNED]
    rows = Target.objects.filter(**owner, phase__isnull=True, indicator__campaign=pledge.campaign)
    effective = {row.indicator_id: row for row in rows.filter(kind__in=kinds).order_by("at", "pk")}
    known = set(rows.filter(kind=Target.Kind.PLEDGED).values_list("indicator", flat=True))
    copied = ("value", "text", "is_declined", "reason")
    Target.objects.bulk_create(
        [
            Target(
                **owner,
                indicator_id=pk,
                kind=Target.Kind.PLEDGED,
                by=by.user,
                at=at,
                **{name: getattr(row, name) for name in copied},
            )
            for pk, row in effective.items()
            if pk not in known
        ]
    )
