"""What does the upper union answer to a registration that waits?"""

from django.db import transaction

from emulation.models import Indicator
from targets.agreeing import agree
from targets.lifecycle import REGISTRATION
from targets.models import Registration, ReturnedLine, Target
from unions.errors import ChangedMeanwhile, Refusal
from unions.recording import record, record_many
from unions.roles import Ability

REMARK_LENGTH = 300


class NotAsRead(ChangedMeanwhile):
    sentence = "Bản đăng ký đã thay đổi sau khi đồng chí mở trang. Đồng chí đọc lại phần thay đổi rồi duyệt."


class OwnRegistration(Refusal):
    sentence = "Đồng chí đã nhập hoặc gửi hộ bản đăng ký này nên người khác phải duyệt."


class ReasonNeeded(Refusal):
    sentence = "Trả lại thì phải ghi lý do, để đơn vị biết cần sửa gì."


class RemarkTooLong(Refusal):
    sentence = f"Ý kiến ở từng chỉ tiêu tối đa {REMARK_LENGTH} chữ cái. Đồng chí viết ngắn lại."


class StrangeLine(Refusal):
    sentence = "Có chỉ tiêu được đánh dấu không thuộc phong trào này."


@transaction.atomic
def approve(registration, *, by, at, seen_edition=None):
    """Approve one registration; `seen_edition` is the one the reviewer read (RELIABILITY R23)."""
    participant = registration.participant
    by.require(Ability.APPROVE, participant.body)
    _lock(registration, seen_edition)
    if is_own(registration, by.user) or _typed_by(by.user, [registration]):
        raise OwnRegistration
    REGISTRATION.advance(registration, "approve", approved_at=at, approved_by=by.user)
    agree([registration], by=by, at=at)
    record_many([_approval(registration, by)], by=by, at=at)
    return registration


@transaction.atomic
def approve_many(registrations, *, by, at, seen_editions=None):
    """Approve the registrations that still wait as they were read; returns those approved.

    `seen_editions` maps primary keys to editions. What moved or changed meanwhile, and what `by` entered, is left
    as it stands: the caller tells which.
    """
    for registration in registrations:
        by.require(Ability.APPROVE, registration.participant.body)
    waiting = _locked_waiting(registrations)
    seen = seen_editions or {}
    typed = _typed_by(by.user, waiting)
    chosen = [
        row
        for row in waiting
        if seen.get(row.pk, row.edition) == row.edition
        and not (is_own(row, by.user) or row.participant_id in typed)
    ]
    rows = Registration.objects.filter(pk__in=[row.pk for row in chosen])
    REGISTRATION.advance_all(rows, "approve", approved_at=at, approved_by=by.user)
    agree(chosen, by=by, at=at)
    record_many([_approval(row, by) for row in chosen], by=by, at=at)
    return chosen


@transaction.atomic
def send_back(registration, *, by, at, reason, lines=None, seen_edition=None):
    """Return a registration with a reason; `lines` {indicator id: remark} are the only ones that reopen.

    Without flagged lines everything reopens.
    """
    participant = registration.participant
    by.require(Ability.APPROVE, participant.body)
    reason, lines = reason.strip(), lines or {}
    _check_return(participant.campaign, reason, lines)
    _lock(registration, seen_edition)
    REGISTRATION.advance(registration, "send_back", returned_at=at, returned_by=by.user, return_reason=reason)
    ReturnedLine.objects.filter(registration=registration).delete()
    flagged = [
        ReturnedLine(registration=registration, indicator_id=pk, remark=text) for pk, text in lines.items()
    ]
    ReturnedLine.objects.bulk_create(flagged)
    which = f", {len(lines)} chỉ tiêu cần sửa" if lines else ""
    sentence = f"{by.name} trả lại bản đăng ký của {participant.name}{which}: {reason}"
    data = {"edition": registration.edition, "lines": {str(pk): text for pk, text in lines.items()}}
    record(
        "reviewing.send_back",
        sentence,
        by=by,
        at=at,
        subject=registration,
        body=participant.body,
        topic=participant.campaign.topic,
        data=data,
    )
    return registration


def is_own(registration, user):
    """Did this person submit it or type it for the unit? Then somebody else answers (four eyes, RELIABILITY R22)."""
    return user is not None and user.pk in (registration.submitted_by_id, registration.entered_by_id)


def _typed_by(user, registrations):
    """Units of which this person typed a line that stands, whoever typed after them; the row names the last only."""
    lines = Target.objects.filter(kind=Target.Kind.REGISTERED, by=user, by__isnull=False)
    units = lines.filter(participant__in=[row.participant_id for row in registrations])
    return set(units.values_list("participant", flat=True))


def _lock(registration, seen_edition):
    """Take the row as it stands now, until the end of the transaction; refuse when it is not what was read."""
    read_state = registration.state
    registration.refresh_from_db(
        fields=["state", "edition", "version", "submitted_by", "entered_by"],
        from_queryset=Registration.objects.select_for_update(of=("self",), no_key=True),
    )
    if seen_edition is not None and seen_edition != registration.edition:
        raise NotAsRead
    if registration.state != read_state:
        raise ChangedMeanwhile


def _locked_waiting(registrations):
    """In the order of primary keys, always: two people approving the same page never wait for each other in a ring."""
    rows = Registration.objects.waiting().filter(pk__in=[row.pk for row in registrations]).order_by("pk")
    rows = rows.select_related("participant__campaign", "participant__body")
    return list(rows.select_for_update(of=("self",), no_key=True))


def _check_return(campaign, reason, lines):
    if not reason:
        raise ReasonNeeded
    if any(len(text) > REMARK_LENGTH for text in lines.values()):
        raise RemarkTooLong
    if Indicator.objects.filter(campaign=campaign, pk__in=lines).count() != len(lines):
        raise StrangeLine


def _approval(registration, by):
    participant = registration.participant
    sentence = f"{by.name} duyệt bản đăng ký của {participant.name}."
    data = {"edition": registration.edition, "version": registration.version}
    return "reviewing.approve", sentence, registration, participant.body, participant.campaign.topic, data
