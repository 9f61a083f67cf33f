"""Which bodies take part, from when, and who joins or leaves on the way?"""

from django.db import transaction
from django.utils import timezone

from emulation.freezing import freeze
from emulation.holding import hold_draft, hold_running
from emulation.models import Participant
from unions.errors import Refusal
from unions.models import UnionBody
from unions.recording import record
from unions.roles import Ability

NO_CHANGE = "không mời hay cho rời được"


class NotBelowOrganiser(Refusal):
    sentence = "Chỉ mời được đơn vị dưới công đoàn tổ chức phong trào."


class Outsider(Refusal):
    sentence = "Tổ chức ngoài công đoàn không tham gia như một đơn vị: ghi ở mục nơi đăng ký hoặc nơi nhận."


class NotActive(Refusal):
    """A body that has ended, or does not exist yet, cannot take part."""


class AlreadyTakesPart(Refusal):
    sentence = "Đơn vị này đã tham gia phong trào."


class ReasonNeeded(Refusal):
    sentence = "Ghi lý do đơn vị rời phong trào: lý do được in trong báo cáo."


@transaction.atomic
def choose(campaign, bodies, *, by, at):
    """Replace the list of participants of a draft; facts shown until the launch are those of today."""
    by.require(Ability.PLAN, campaign.organiser)
    hold_draft(campaign)
    on = timezone.localtime(at).date()
    bodies = list({body.pk: body for body in bodies}.values())
    for body in bodies:
        _check(campaign, body, on)
    campaign.participants.exclude(body__in=bodies).delete()
    there = set(campaign.participants.values_list("body", flat=True))
    fresh = [Participant(campaign=campaign, body=body) for body in bodies if body.pk not in there]
    freeze(fresh, campaign, on=on, cutoff=campaign.cutoff_on or on)
    Participant.objects.bulk_create(fresh, batch_size=500)
    sentence = f"{by.name} chọn {len(bodies)} đơn vị tham gia “{campaign.name}”."
    record(
        "inviting.choose",
        sentence,
        by=by,
        at=at,
        subject=campaign,
        body=campaign.organiser,
        topic=campaign.topic,
        data={"bodies": sorted(body.code for body in bodies)},
    )
    return list(campaign.participants.in_order())


@transaction.atomic
def invite(campaign, body, *, by, at, on):
    """Let a body join a running campaign from the day `on`, with its facts as of the campaign's cut-off."""
    by.require(Ability.PLAN, campaign.organiser)
    hold_running(campaign, NO_CHANGE)
    _check(campaign, body, on)
    if campaign.participants.filter(body=body).exists():
        raise AlreadyTakesPart
    participant = Participant(campaign=campaign, body=body)
    freeze([participant], campaign, on=on, cutoff=campaign.cutoff_on or on)
    participant.save(force_insert=True)
    sentence = f"{by.name} mời {participant.name} tham gia “{campaign.name}” từ {on:%d/%m/%Y}."
    _note("invite", sentence, participant, by, at)
    return participant


@transaction.atomic
def release(participant, *, by, at, on, reason):
    """Let a unit leave from the day `on`: what it did stays, later denominators say why it is gone."""
    by.require(Ability.PLAN, participant.campaign.organiser)
    reason = reason.strip()
    if not reason:
        raise ReasonNeeded
    hold_running(participant.campaign, NO_CHANGE)
    Participant.objects.filter(pk=participant.pk).update(left_on=on, left_reason=reason)
    participant.left_on, participant.left_reason = on, reason
    sentence = (
        f"{by.name} ghi {participant.name} rời “{participant.campaign.name}” từ {on:%d/%m/%Y}: {reason}"
    )
    _note("release", sentence, participant, by, at)
    return participant


def is_active(body, on):
    return (body.founded_on is None or body.founded_on <= on) and (
        body.ended_on is None or body.ended_on > on
    )


def _check(campaign, body, on):
    if body.is_external:
        raise Outsider(f"{body.label} là tổ chức ngoài công đoàn: ghi ở mục nơi đăng ký hoặc nơi nhận.")
    if body.pk == campaign.organiser_id or not body.path.startswith(campaign.organiser.path):
        raise NotBelowOrganiser(f"{body.label} không ở dưới {campaign.organiser.label} nên không mời được.")
    if not is_active(body, on):
        label = UnionBody.State(body.state).label.lower()
        raise NotActive(f"{body.label} không hoạt động vào ngày {on:%d/%m/%Y} ({label}).")


def _note(act, sentence, participant, by, at):
    record(
        f"inviting.{act}",
        sentence,
        by=by,
        at=at,
        subject=participant,
        body=participant.body,
        topic=participant.campaign.topic,
    )
