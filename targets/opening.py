"""How does an agreed promise become a pledge that waits for signatures, and how is it taken back or replaced?

Opening freezes the words once and fixes the SHA-256 that every signature will cover (DESIGN §7).
"""

import secrets

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from targets import pledge_content
from targets.lifecycle import PLEDGE
from targets.models import Pledge, PledgeLine, PledgeParty, Registration
from targets.pledge_content import owner_name, words_of
from unions.errors import Refusal
from unions.models import BlocMember
from unions.recording import record
from unions.roles import Ability

# Digits and capitals that nobody mistakes for one another on paper; twelve of them are 60 bits.
CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
Role = PledgeParty.Role


class NotAgreed(Refusal):
    sentence = "Giao ước chỉ mở ký khi các chỉ tiêu đã thống nhất."


class SignaturesExist(Refusal):
    sentence = "Giao ước đã có chữ ký nên không rút lại được; ký xong rồi hãy điều chỉnh."


class WithdrawReasonNeeded(Refusal):
    sentence = "Rút giao ước đang ký thì phải ghi lý do."


@transaction.atomic
def open_pledge(participant, *, by, at):
    """Freeze the agreed lines of a unit and wait for signatures; a signed pledge of other words is superseded.

    The same words open nothing new: the pledge that stands is returned.
    """
    _require_opening(participant.body, by)
    registration = Registration.objects.approved().filter(participant=participant).first()
    if registration is None:
        raise NotAgreed
    live = _live(participant=participant)
    if live is not None and (live.state == "signing" or live.content == _words_of(live, registration)):
        return live
    pledge = _next(live, at, by, campaign=participant.campaign, participant=participant)
    parties = [(participant.body, Role.PARTY)]
    return _open(pledge, _words_of(pledge, registration), parties, by, at)


@transaction.atomic
def open_bloc_pledge(campaign, bloc, *, by, at, parties=None):
    """Open the joint pledge of a bloc. `parties` are pairs (body, PledgeParty.Role); by default every member of today,
    its head as head, and the organiser as witness."""
    by.require(Ability.PLAN, campaign.organiser)
    seats = BlocMember.objects.filter(bloc=bloc).holding_on(timezone.localdate(at)).select_related("body")
    seats = list(seats.order_by("body__sort_key", "pk"))
    if parties is None:
        heads = {seat.body_id for seat in seats if seat.post == BlocMember.Post.HEAD}
        parties = [(seat.body, Role.HEAD if seat.body_id in heads else Role.PARTY) for seat in seats]
        parties.append((campaign.organiser, Role.WITNESS))
    live = _live(campaign=campaign, bloc=bloc)
    if live is not None and live.state == "signing":
        return live
    pledge = _next(live, at, by, campaign=campaign, bloc=bloc)
    names = [seat.body.name for seat in seats]
    key = {"code": pledge.code, "version": pledge.version}
    content = pledge_content.bloc_content(campaign, bloc, names, **key)
    return _open(pledge, pledge_content.canonical(content), parties, by, at)


@transaction.atomic
def supersede(pledge, *, by, at):
    """A new version opens: the signed one stays readable and is no longer in force."""
    _require_opening(home_of(pledge), by)
    PLEDGE.advance(pledge, "supersede", superseded_at=at)
    note(pledge, "supersede", f"thay {pledge} của {owner_name(pledge)} bằng bản mới", {}, by, at)
    return pledge


@transaction.atomic
def withdraw(pledge, *, by, at, reason):
    """Take back a pledge nobody has signed, so that its lines can change."""
    by.require(Ability.PLAN if pledge.bloc_id else Ability.APPROVE, home_of(pledge))
    if not reason.strip():
        raise WithdrawReasonNeeded
    pledge = locked(pledge)
    if pledge.signatures.exists():
        raise SignaturesExist
    PLEDGE.advance(pledge, "withdraw")
    what = f"rút {pledge} của {owner_name(pledge)} đang chờ ký: {reason.strip()}"
    note(pledge, "withdraw", what, {"reason": reason.strip()}, by, at)
    return pledge


def _require_opening(body, by):
    """Opening is part of agreeing: who approves may, and the unit itself when it took all that was asked."""
    if not by.can(Ability.APPROVE, body) and not by.can(Ability.PLAN, body):
        by.require(Ability.REGISTER, body)


def _live(**owner):
    live = Pledge.objects.filter(**owner).live()
    return live.select_for_update(of=("self",), no_key=True).first()


def _next(live, at, by, **owner):
    """The row to freeze: the withdrawn one again, else a new one that takes the place of the signed one."""
    if live is not None and live.state == "drafted":
        live.version += 1
        return live
    if live is not None:
        supersede(live, by=by, at=at)
    version = live.version + 1 if live is not None else 1
    return Pledge.objects.create(**owner, version=version, code=_fresh_code(owner["campaign"].year))


def _words_of(pledge, registration):
    content = pledge_content.unit_content(
        registration.participant, registration, code=pledge.code, version=pledge.version
    )
    return pledge_content.canonical(content)


def _open(pledge, words, parties, by, at):
    frozen = {"content": words, "content_hash": pledge_content.digest(words), "version": pledge.version}
    PLEDGE.advance(pledge, "open", opened_at=at, opened_by=by.user, **frozen)
    _freeze_lines(pledge)
    for body, role in parties:
        PledgeParty.objects.get_or_create(pledge=pledge, body=body, role=role)
    what = f"mở ký {pledge} của {owner_name(pledge)}, bản {pledge.version}"
    note(pledge, "open_pledge", what, {"hash": pledge.content_hash, "version": pledge.version}, by, at)
    return pledge


def _freeze_lines(pledge):
    """Lines are never rewritten: those of a pledge opened again stand behind the earlier ones."""
    ids = {str(uid): pk for uid, pk in pledge.campaign.indicators.values_list("uid", "pk")}
    last = pledge.lines.aggregate(last=Max("position"))["last"] or 0
    PledgeLine.objects.bulk_create(
        [
            PledgeLine(
                pledge=pledge,
                position=last + place,
                indicator_id=ids.get(line["indicator"]),
                statement=line["statement"],
                promise=line["promise"],
                unit=line["unit"],
            )
            for place, line in enumerate(words_of(pledge)["lines"], start=1)
        ]
    )


def _fresh_code(year):
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(12))
    return f"GUTD-{year}-{letters[:4]}-{letters[4:8]}-{letters[8:]}"


# The row and its home -----------------------------------------------------------------------------------------------


def locked(pledge):
    """The row as it stands now, held until the end of the transaction."""
    rows = related(Pledge.objects).select_for_update(of=("self",), no_key=True)
    return rows.get(pk=pledge.pk)


def home_of(pledge):
    """The body whose officers answer for the pledge."""
    return pledge.participant.body if pledge.participant_id else pledge.campaign.organiser


def note(pledge, act, what, data, by, at):
    body = pledge.participant.body if pledge.participant_id else pledge.bloc.owner
    record(
        f"signing.{act}",
        f"{by.name} {what}.",
        by=by,
        at=at,
        subject=pledge,
        body=body,
        topic=pledge.campaign.topic,
        data=data,
    )


def related(pledges):
    return pledges.select_related("campaign__organiser__parent", "participant__body", "bloc__owner")
