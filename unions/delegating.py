"""How does the holder of a post let somebody else act for them, until which day, and how does that end?

A delegation opens what its delegator may do at the body, and nothing more: neither a leader nor a chair gives posts.
"""

from django.db import transaction

from unions import granting
from unions.appointing import write
from unions.errors import Refusal
from unions.models import BodyKind, Mandate
from unions.notices import tell_many
from unions.recording import record
from unions.roles import DELEGABLE, Ability, Role

LONGEST_POST = 120


class NotDelegable(Refusal):
    """Nobody lets another act in such a post."""


class OutOfTerm(Refusal):
    """The days of a delegation lie outside those of the post."""


class ToThemselves(Refusal):
    sentence = "Người nhận ủy quyền phải khác người ủy quyền và khác người ghi ủy quyền."


class RecalledAlready(Refusal):
    sentence = "Ủy quyền này đã hết hoặc đã thu hồi."


@transaction.atomic
def delegate(mandate, *, to, by, at, on, until_on, decision_no="", post=""):
    """Let `to` act in this post from `on` until the day before `until_on`; `post` is what they are themselves, if
    anything: "Phó Chủ tịch" becomes "Phó Chủ tịch, theo ủy quyền của Chủ tịch"."""
    _require(mandate, by)
    if to in (mandate.user, by.user):
        raise ToThemselves
    mandate = (
        Mandate.objects.select_for_update(of=("self",)).select_related("user", "body").get(pk=mandate.pk)
    )
    _check_role(mandate)
    _check_days(mandate, on, until_on)
    row = {
        "user": to,
        "body": mandate.body,
        "role": mandate.role,
        "post": delegated_post(mandate, post),
        "source": Mandate.Source.DELEGATED,
        "decision_no": decision_no,
        "until_on": until_on,
        "delegation_of": mandate,
    }
    kind = BodyKind.objects.get(pk=mandate.body.kind_id)
    made = write([row], [granting.needs_second(by, mandate.role, kind)], by=by, on=on)[0]
    waits = ", chờ người thứ hai xác nhận" if made.awaits_second else ""
    decided = f" theo {decision_no}" if decision_no else ""
    sentence = (
        f"{by.name} ghi {to.full_name} làm việc của {mandate.post}, {mandate.body.label}, theo ủy quyền của "
        f"{mandate.user.full_name}, từ {on:%d/%m/%Y} đến trước {until_on:%d/%m/%Y}{decided}{waits}."
    )
    record("delegating.delegate", sentence, by=by, at=at, subject=made, body=mandate.body)
    others = [mandate.user] if by.user != mandate.user else []
    tell_many([(user, sentence) for user in (to, *others)], at)
    return made


@transaction.atomic
def recall(delegation, *, by, at, on, reason):
    """End a delegation before its day: `on` is the first day it no longer holds."""
    if delegation.delegation_of_id is None:
        raise NotDelegable("Chức vụ này không phải do ủy quyền: ghi thôi giữ chức.")
    _require(delegation.delegation_of, by)
    now = Mandate.objects.select_for_update(of=("self",)).meant().filter(pk=delegation.pk).first()
    if now is None or now.until_on <= on:
        raise RecalledAlready
    if now.awaits_second or on <= now.from_on:
        delegation.withdrawn_at = at  # it never held, or would only have begun later
    else:
        delegation.until_on = on
    delegation.save(update_fields=["withdrawn_at", "until_on"])
    sentence = (
        f"{by.name} thu hồi ủy quyền cho {delegation.user.full_name} ({delegation.post}, "
        f"{delegation.body.label}) từ {on:%d/%m/%Y}: {reason}."
    )
    record("delegating.recall", sentence, by=by, at=at, subject=delegation, body=delegation.body)
    tell_many([(delegation.user, sentence)], at)
    return delegation


def may_delegate(access, mandate):
    """May this person let somebody act in this post? Its holder, or whoever could give it."""
    if mandate.role not in DELEGABLE or mandate.delegation_of_id:
        return False
    return _holds(access, mandate) or mandate.role in granting.grantable(access, mandate.body)


def delegated_post(mandate, post=""):
    """What is frozen with everything signed: "Phó Chủ tịch, theo ủy quyền của Chủ tịch"."""
    words = f"theo ủy quyền của {mandate.post}"
    room = LONGEST_POST - len(words) - 2
    own = post.strip()[: max(room, 0)]
    return f"{own}, {words}" if own else f"T{words[1:]}"[:LONGEST_POST]


def _holds(access, mandate):
    return mandate in access.mandates


def _require(mandate, by):
    if _holds(by, mandate):
        by.require(Ability.READ, mandate.body)
    else:
        granting.require_over(mandate, by)


def _check_role(mandate):
    if mandate.delegation_of_id:
        raise NotDelegable("Người được ủy quyền không ủy quyền tiếp.")
    if mandate.role not in DELEGABLE:
        raise NotDelegable(
            f"Vai trò {Role(mandate.role).label} không ủy quyền: ghi thêm người giữ vai trò này."
        )
    if mandate.awaits_second or mandate.withdrawn_at:
        raise NotDelegable("Chức vụ này còn chờ người thứ hai xác nhận nên chưa ủy quyền được.")


def _check_days(mandate, on, until_on):
    if until_on <= on:
        raise OutOfTerm("Ngày hết ủy quyền phải sau ngày bắt đầu.")
    if on < mandate.from_on:
        raise OutOfTerm(
            f"{mandate.user.full_name} giữ chức vụ này từ {mandate.from_on:%d/%m/%Y}: ủy quyền từ ngày ấy."
        )
    if mandate.until_on and until_on > mandate.until_on:
        raise OutOfTerm(
            f"{mandate.user.full_name} giữ chức vụ này đến trước {mandate.until_on:%d/%m/%Y}: "
            "ủy quyền không dài hơn thế."
        )
