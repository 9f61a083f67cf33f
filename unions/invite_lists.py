"""How is a list of people kept between its upload, its preview and its taking?"""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction

from unions import inviting_people
from unions.errors import NotAllowed, OutOfScope, Refusal
from unions.inviting_people import ASKS, HAND_OVER, HANDED, foresee
from unions.joined import has_joined
from unions.models import InviteList
from unions.people_columns import Listed, read_list
from unions.placing import require_below
from unions.roles import HOLDERS, Ability
from unions.sandbox import Unsafe
from unions.vietnamese import readable
from unions.workbooks import LARGEST, TOO_BIG, read_workbook

KEPT_FOR = timedelta(days=2)
NAME = 200


class NoFile(Refusal):
    sentence = "Chọn tệp Excel có danh sách người phụ trách rồi bấm Xem trước."


class BadFile(Refusal):
    """The file cannot be read; the sentence says what to do."""


class TakenAlready(Refusal):
    sentence = "Danh sách này đã được mời."


class SeesSomethingElse(Refusal):
    sentence = "Dữ liệu vừa thay đổi so với trang đồng chí đang xem: xem lại bên dưới rồi bấm mời."


@dataclass
class Outcome:
    """What a taking did: posts written, accounts opened, posts that wait for a second person."""

    kept: InviteList
    posts: int
    accounts: int
    waiting: int


def office_of(access):
    """The union in whose name this person invites: that of the post they act in, else the first that may."""
    held = [access.mandate, *access.mandates] if access.mandate else []
    for mandate in held:
        if _may_invite(access, mandate.body):
            return mandate.body
    if not held:
        raise NotAllowed(f"Việc này dành cho {HOLDERS[Ability.APPOINT]}.")
    require_below(access, Ability.APPOINT, access.body)
    return access.body


def _may_invite(access, body):
    try:
        require_below(access, Ability.APPOINT, body)
    except (NotAllowed, OutOfScope):
        return False
    return True


@transaction.atomic
def keep(upload, *, under, by, at):
    """Read an uploaded file and keep what it says until it is taken; older ones of the same person are dropped."""
    require_below(by, Ability.APPOINT, under)
    if upload is None or not upload.size:
        raise NoFile
    if upload.size > LARGEST:
        raise BadFile(TOO_BIG)
    try:
        listed = read_list(read_workbook(upload.read(), upload.name))
    except Unsafe as problem:
        raise BadFile(str(problem)) from problem
    InviteList.objects.filter(made_by=by.user, made_at__lt=at - KEPT_FOR).delete()
    return InviteList.objects.create(
        under=under,
        file_name=readable(upload.name)[:NAME],
        listed=listed.as_json(),
        made_by=by.user,
        made_at=at,
    )


def preview(kept, *, by, on):
    """What the list would do today, with the answers that were given."""
    if kept.taken_at:
        raise TakenAlready
    return foresee(Listed.from_json(kept.listed), under=kept.under, by=by, on=on, answers=kept.answers)


def answer(kept, places):
    """Remember at which rows ("Sheet!line") the person of the list follows the one who holds the post."""
    kept.answers = dict.fromkeys(places, HAND_OVER)
    kept.save(update_fields=["answers"])


def mark_of(found):
    """A mark of what somebody saw: it differs when the same list would do something else. Answers do not count."""
    seen = [
        (
            plan.place,
            plan.outcome if plan.outcome not in (ASKS, HANDED) else ASKS,
            plan.holder and plan.holder.pk,
        )
        for plan in found.plans
    ]
    return sha256(repr((seen, len(found.problems))).encode()).hexdigest()[:16]


def take(kept, *, seen, by, at, on):
    """Do what the list says, once; the people of it who have not come yet become the list of slips."""
    try:
        return _take(kept, seen, by, at, on)
    except IntegrityError as problem:  # somebody else's list took a name at the same moment
        raise SeesSomethingElse from problem


@transaction.atomic
def _take(kept, seen, by, at, on):
    kept = InviteList.objects.select_for_update().get(pk=kept.pk)
    found = preview(kept, by=by, on=on)
    if mark_of(found) != seen:
        raise SeesSomethingElse
    accounts = found.accounts
    mandates = inviting_people.take(found, under=kept.under, by=by, at=at, on=on)
    ready = [each for each in mandates if not each.awaits_second and not has_joined(each.user)]
    ready.sort(key=lambda mandate: (mandate.body.path, mandate.pk))
    kept.mandates, kept.listed, kept.answers, kept.taken_at = [each.pk for each in ready], {}, {}, at
    kept.save(update_fields=["mandates", "listed", "answers", "taken_at"])
    waiting = sum(mandate.awaits_second for mandate in mandates)
    return Outcome(kept, len(mandates), accounts, waiting)
