"""Who may give which post at a body, and when must a second person agree (RELIABILITY T21)?

A post is given by somebody who may appoint there and stands higher: at one's own body above the role that is given,
further down at least as high. So nobody opens to another what reaches as far as their own hand (docs/decisions/0008).
The system itself (commands, jobs) asks nobody.
"""

from django.db import transaction
from django.utils import timezone

from unions.errors import NotAllowed, Refusal
from unions.models import BodyKind, Mandate, UnionBody
from unions.notices import tell
from unions.recording import record
from unions.roles import RANKS, Ability, Role


class AboveRank(NotAllowed):
    """The role stands too high for whoever wants to give or take it."""


class ToOneself(Refusal):
    sentence = "Không ai tự cấp quyền cho mình: nhờ người khác có thẩm quyền ghi chức vụ này."


class NotWaiting(Refusal):
    sentence = "Chức vụ này không còn chờ người thứ hai xác nhận."


class SamePerson(Refusal):
    sentence = "Người xác nhận phải khác người cấp quyền và khác người được cấp quyền."


class OverAlready(Refusal):
    sentence = "Thời hạn của chức vụ này đã hết trước khi được xác nhận: từ chối rồi ghi lại với ngày mới."


# Who gives what -------------------------------------------------------------------------------------------------------


def grantable(access, body):
    """The roles this person may give at `body`, for forms; none where they may not appoint."""
    if body.is_external or not access.can(Ability.APPOINT, body):
        return []
    return [role for role in Role if _may_give(access, role, body, body.kind)]


def require(by, rows):
    """Ask whether all of these may be given (dicts of user, body, role…): which of them wait for a second person?"""
    kinds = _kinds([row["body"] for row in rows])
    for row in rows:
        body, role = row["body"], row["role"]
        by.require(Ability.APPOINT, body)
        _refuse_oneself(by, row["user"])
        if not _may_give(by, role, body, kinds[body.kind_id]):
            raise AboveRank(_above_rank(role, body))
    return [needs_second(by, row["role"], kinds[row["body"].kind_id]) for row in rows]


def require_over(mandate, by):
    """Ask whether one may take, hand on or agree to this post: only who could have given it."""
    by.require(Ability.APPOINT, mandate.body)
    if not _may_give(by, mandate.role, mandate.body, mandate.body.kind):
        raise AboveRank(_above_rank(mandate.role, mandate.body))


def needs_second(by, role, kind):
    """Does a post given by this person at such a body hold only when somebody else agrees too? The kind decides."""
    is_chair = role == Role.CHAIR and kind.is_grassroots
    return by.user is not None and kind.needs_second and not is_chair


def _kinds(bodies):
    """{id: kind} of these bodies, in at most one query."""
    known = {body.kind_id: body.kind for body in bodies if UnionBody.kind.is_cached(body)}
    return known | BodyKind.objects.in_bulk({body.kind_id for body in bodies} - known.keys())


def _refuse_oneself(by, user):
    if by.user is not None and by.user == user:
        raise ToOneself


def _may_give(access, role, body, kind):
    if access.user is None:
        return True
    if role == Role.CHAIR and not kind.is_grassroots:
        return False
    return any(
        _stands_above(access, mandate, role, body) for mandate in access.carrying(Ability.APPOINT, body)
    )


def _stands_above(access, mandate, role, body):
    is_own = mandate.body_id == body.pk or body.pk in access.carried
    return RANKS[role] < RANKS[mandate.role] or (not is_own and RANKS[role] == RANKS[mandate.role])


def _above_rank(role, body):
    label = Role(role).label
    if role == Role.CHAIR and not body.kind.is_grassroots:
        return f"{body.label} không phải là công đoàn cơ sở nên không có vai trò {label}."
    return (
        f"Vai trò {label} ở {body.label} do người có bậc cao hơn cấp, đổi hoặc thu hồi: "
        "quản trị của đơn vị này, của công đoàn cấp trên, hoặc quản trị hệ thống."
    )


# The second person ----------------------------------------------------------------------------------------------------


def waiting_for(access):
    """Posts in this person's sight that wait for a second person and could still begin to hold."""
    rows = Mandate.objects.visible_to(access).awaiting_second().exclude(until_on__lte=access.day)
    rows = rows.filter(body__ended_on__isnull=True).select_related("user", "granter", "body__kind")
    return rows.order_by("from_on", "pk")


def may_answer(access, mandate):
    """May this person be the second one?"""
    return (
        mandate.granter_id is not None
        and access.user is not None
        and access.user.pk not in (mandate.granter_id, mandate.user_id)
        and access.can(Ability.APPOINT, mandate.body)
        and _may_give(access, mandate.role, mandate.body, mandate.body.kind)
    )


@transaction.atomic
def confirm(mandate, *, by, at):
    """Agree to a post that somebody else gave: it holds from its day, at the earliest from today."""
    require_over(mandate, by)
    mandate = _waiting(mandate)
    if mandate.granter_id is None or (by.user and by.user.pk in (mandate.granter_id, mandate.user_id)):
        raise SamePerson
    on = max(mandate.from_on, timezone.localdate(at))
    if mandate.until_on and mandate.until_on <= on:
        raise OverAlready
    mandate.from_on, mandate.awaits_second = on, False
    if by.user:
        mandate.confirmed_by, mandate.confirmed_at = by.user, at
    mandate.save(update_fields=["from_on", "awaits_second", "confirmed_by", "confirmed_at"])
    sentence = (
        f"{by.name} xác nhận {mandate.user.full_name} là {mandate.post} ({Role(mandate.role).label}) của "
        f"{mandate.body.label} từ {on:%d/%m/%Y}, do {mandate.granter.full_name} cấp."
    )
    record("granting.confirm", sentence, by=by, at=at, subject=mandate, body=mandate.body)
    tell(mandate.granter, sentence, at)
    return mandate


@transaction.atomic
def decline(mandate, *, by, at, reason):
    """Refuse a post that waits; who gave it may take it back in the same way. It never held."""
    require_over(mandate, by)
    mandate = _waiting(mandate)
    if by.user and by.user.pk == mandate.user_id:
        raise SamePerson
    mandate.withdrawn_at = at
    mandate.save(update_fields=["withdrawn_at"])
    is_granter = by.user and by.user.pk == mandate.granter_id
    sentence = (
        f"{by.name} {'rút lại' if is_granter else 'từ chối'} việc ghi {mandate.user.full_name} là {mandate.post} "
        f"({Role(mandate.role).label}) của {mandate.body.label}: {reason}."
    )
    record("granting.decline", sentence, by=by, at=at, subject=mandate, body=mandate.body)
    if mandate.granter_id and not is_granter:
        tell(mandate.granter, sentence, at)
    return mandate


def _waiting(mandate):
    """The row, locked, as it stands now."""
    rows = Mandate.objects.select_for_update(of=("self",)).awaiting_second()
    found = rows.select_related("user", "granter", "body__kind").filter(pk=mandate.pk).first()
    if found is None:
        raise NotWaiting
    return found
