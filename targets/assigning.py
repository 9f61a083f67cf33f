"""Which values does an organiser ask of each unit, and what did the unit do last year?"""

from django.db import transaction

from emulation.lifecycle import DRAFT, PROPOSED, RUNNING
from emulation.models import Indicator, Participant
from emulation.scoping import applies
from targets.models import PriorResult, Registration, Target
from unions.errors import Refusal
from unions.models import Bloc
from unions.recording import record
from unions.roles import Ability


class CampaignOver(Refusal):
    sentence = "Phong trào đã kết thúc hoặc đã hủy nên không giao chỉ tiêu được nữa."


class StrangeUnit(Refusal):
    sentence = "Có đơn vị không tham gia phong trào này, hoặc đã rời phong trào."


class StrangeIndicator(Refusal):
    sentence = "Có chỉ tiêu không thuộc phong trào này."


class NotConcerned(Refusal):
    sentence = "Có chỉ tiêu không áp dụng cho đơn vị được giao."


class BelowZero(Refusal):
    sentence = "Số giao không thể âm."


class AlreadyRegistered(Refusal):
    sentence = "Đơn vị đã gửi bản đăng ký nên số giao không đổi được nữa."


@transaction.atomic
def assign_many(campaign, values, *, by, at):
    """Assign values {(participant id, indicator id): scaled integer}; what was assigned before is replaced.

    A unit that has sent its registration keeps what it answered to. Returns how many values changed.
    """
    participants = _participants(campaign, {key[0] for key in values})
    for participant in participants.values():
        by.require(Ability.ASSIGN, participant.body)
    if campaign.state not in (DRAFT, PROPOSED, RUNNING):
        raise CampaignOver
    _check(campaign, values, participants)
    known = {
        (row.participant_id, row.indicator_id): row
        for row in Target.objects.filter(
            participant__in=participants, kind=Target.Kind.ASSIGNED, phase__isnull=True
        )
    }
    changed = {key: value for key, value in values.items() if key not in known or known[key].value != value}
    _check_unsent({key[0] for key in changed}, participants)
    _write(changed, known, by, at)
    if changed:
        units = len({key[0] for key in changed})
        sentence = f"{by.name} giao {len(changed)} số chỉ tiêu cho {units} đơn vị."
        data = {"values": [[*key, value] for key, value in sorted(changed.items())]}
        record(
            "assigning.assign_many",
            sentence,
            by=by,
            at=at,
            subject=campaign,
            body=campaign.organiser,
            topic=campaign.topic,
            data=data,
        )
    return len(changed)


@transaction.atomic
def note_prior(participant, values, *, by, at, source):
    """Note last year's results of a unit, {indicator id: (num, den or None)}, shown beside what is asked now."""
    by.require(Ability.ASSIGN, participant.body)
    campaign = participant.campaign
    if Indicator.objects.filter(campaign=campaign, pk__in=values).count() != len(values):
        raise StrangeIndicator
    for indicator_id, (num, den) in values.items():
        PriorResult.objects.update_or_create(
            participant=participant,
            indicator_id=indicator_id,
            defaults={"num": num, "den": den, "source": source},
        )
    sentence = f"{by.name} ghi {len(values)} kết quả năm trước của {participant.name} ({source})."
    data = {"values": {str(pk): list(pair) for pk, pair in values.items()}, "source": source}
    record(
        "assigning.note_prior",
        sentence,
        by=by,
        at=at,
        subject=participant,
        body=participant.body,
        topic=campaign.topic,
        data=data,
    )
    return participant


def _participants(campaign, ids):
    rows = Participant.objects.filter(campaign=campaign, pk__in=ids).staying().select_related("body")
    found = {row.pk: row for row in rows.order_by("pk")}
    if len(found) != len(ids):
        raise StrangeUnit
    return found


def _check(campaign, values, participants):
    indicators = {row.pk: row for row in Indicator.objects.filter(campaign=campaign).with_plan()}
    if not {key[1] for key in values} <= set(indicators):
        raise StrangeIndicator
    if any(value < 0 for value in values.values()):
        raise BelowZero
    if not all(applies(indicators[indicator], participants[unit]) for unit, indicator in values):
        raise NotConcerned


def _check_unsent(units, participants):
    sent = Registration.objects.filter(participant__in=units, state__in=["submitted", "approved"])
    first = sent.order_by("pk").first()
    if first is not None:
        name = participants[first.participant_id].name
        raise AlreadyRegistered(f"{name} đã gửi bản đăng ký nên số giao không đổi được nữa.")


def _write(changed, known, by, at):
    fresh = []
    for key, value in changed.items():
        row = known.get(key)
        if row is None:
            unit, indicator = key
            row = Target(participant_id=unit, indicator_id=indicator, kind=Target.Kind.ASSIGNED)
            fresh.append(row)
        row.value, row.by, row.at = value, by.user, at
    Target.objects.bulk_create(fresh, batch_size=500)
    replaced = [known[key] for key in changed if key in known]
    Target.objects.bulk_update(replaced, ["value", "by", "at"], batch_size=500)


@transaction.atomic
def assign_blocs(campaign, values, *, by, at):
    """Assign values {(bloc id, indicator id): scaled integer} to blocs of the organiser; returns how many changed."""
    by.require(Ability.PLAN, campaign.organiser)
    if campaign.state not in (DRAFT, PROPOSED, RUNNING):
        raise CampaignOver
    _check_blocs(campaign, values)
    known = {
        (row.bloc_id, row.indicator_id): row.value
        for row in Target.objects.filter(
            bloc__in={key[0] for key in values}, kind=Target.Kind.ASSIGNED, phase__isnull=True
        )
    }
    changed = {key: value for key, value in values.items() if known.get(key) != value}
    for (bloc, indicator), value in changed.items():
        Target.objects.update_or_create(
            bloc_id=bloc,
            indicator_id=indicator,
            kind=Target.Kind.ASSIGNED,
            phase=None,
            defaults={"value": value, "by": by.user, "at": at},
        )
    if changed:
        units = len({key[0] for key in changed})
        record(
            "assigning.assign_blocs",
            f"{by.name} giao {len(changed)} số chỉ tiêu cho {units} khối.",
            by=by,
            at=at,
            subject=campaign,
            body=campaign.organiser,
            topic=campaign.topic,
            data={"values": [[*key, value] for key, value in sorted(changed.items())]},
        )
    return len(changed)


def _check_blocs(campaign, values):
    blocs, indicators = {key[0] for key in values}, {key[1] for key in values}
    if Bloc.objects.filter(owner=campaign.organiser, year=campaign.year, pk__in=blocs).count() != len(blocs):
        raise StrangeUnit("Có khối không do công đoàn tổ chức phong trào lập cho năm này.")
    if Indicator.objects.filter(campaign=campaign, pk__in=indicators).count() != len(indicators):
        raise StrangeIndicator
    if any(value < 0 for value in values.values()):
        raise BelowZero
