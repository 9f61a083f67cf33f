"""What does a unit register, and when does its registration leave the house?"""

import hashlib
import json

from django.db import transaction
from django.db.models import F

from emulation.lifecycle import RUNNING
from emulation.models import Title
from targets.agreeing import agree
from targets.asked_lines import are_taken, asked_lines
from targets.lateness import check_late
from targets.lifecycle import REGISTRATION
from targets.models import Pledge, RegisteredTitle, RegisteredWork, Registration, Target
from targets.opening import withdraw
from targets.promises import promised
from unions.errors import ChangedMeanwhile, Refusal
from unions.recording import record
from unions.roles import Ability

TEXT_LENGTH, REASON_LENGTH, NAME_LENGTH, LATE_LENGTH = 2000, 300, 300, 300
MOST_TITLES = 100_000


class NotEditable(Refusal):
    sentence = (
        "Bản đăng ký đã gửi đi nên không sửa được. Muốn sửa, đồng chí đề nghị công đoàn cấp trên trả lại."
    )


class CampaignNotRunning(Refusal):
    sentence = "Phong trào chưa phát động hoặc đã kết thúc nên không đăng ký được."


class UnitLeft(Refusal):
    sentence = "Đơn vị đã rời phong trào này nên không đăng ký nữa."


class StrangeLine(Refusal):
    sentence = "Có chỉ tiêu không áp dụng cho đơn vị này."


class LineLocked(Refusal):
    sentence = "Chỉ những chỉ tiêu được trả lại mới sửa được; các chỉ tiêu khác giữ nguyên."


class ReasonNeeded(Refusal):
    sentence = "Không đăng ký chỉ tiêu nào thì ghi lý do ở chỉ tiêu đó."


class TooLong(Refusal):
    sentence = "Phần chữ quá dài: lý do và tên công trình tối đa 300 chữ cái, cam kết tối đa 2.000."


class BelowZero(Refusal):
    sentence = "Số đăng ký không thể âm."


class Incomplete(Refusal):
    """`data["lines"]` are the lines still without an answer."""

    sentence = "Còn chỉ tiêu chưa đăng ký."


class StrangeTitle(Refusal):
    sentence = "Danh hiệu này không có trong phong trào."


class BadCount(Refusal):
    sentence = "Số lượng danh hiệu là số nguyên từ 1 trở lên; danh hiệu tập thể chỉ đăng ký một lần."


class AmendReasonNeeded(Refusal):
    sentence = "Điều chỉnh bản đã thống nhất thì phải ghi lý do."


class EditedMeanwhile(ChangedMeanwhile):
    """`data["theirs"]`: {indicator id: the Target somebody else saved, or None}; `data["edition"]`: what stands now."""

    sentence = "Người khác vừa sửa bản đăng ký này. Đồng chí xem số họ đã lưu ở từng chỉ tiêu rồi lưu lại."


def registration_of(participant):
    """The unit's registration, begun as a draft when there is none yet."""
    return Registration.objects.get_or_create(participant=participant)[0]


@transaction.atomic
def save_lines(registration, lines, *, by, at, seen_edition=None, seen=None):
    """Write answers {indicator id: dict(value=, text=, is_declined=, reason=)}; an empty answer takes the line back.

    Refused with EditedMeanwhile when `seen_edition` is no longer what stands, or the `seen` mark of a line
    ({indicator id: mark_of(line)}) is not – unless all of it stands already (the second of two taps).
    Returned registrations reopen only their flagged lines.
    """
    registration = _locked_open(registration, by)
    known = {line.pk: line for line in asked_lines(registration.participant, registration)}
    if not set(lines) <= set(known):
        raise StrangeLine
    answers = {pk: _clean(answer) for pk, answer in lines.items()}
    changed = {pk: answer for pk, answer in answers.items() if answer != _standing(known[pk])}
    if not changed:
        return registration
    is_stale = seen_edition is not None and seen_edition != registration.edition
    theirs = {pk: known[pk].target for pk in changed if is_stale or not _is_as_seen(known[pk], seen)}
    if theirs:
        raise EditedMeanwhile(theirs=theirs, edition=registration.edition)
    if not all(known[pk].is_open for pk in changed):
        raise LineLocked
    for pk, answer in changed.items():
        _write(registration.participant, pk, answer, by, at)
    told = "; ".join(_told(known[pk], answer) for pk, answer in changed.items())
    data = {"lines": {str(pk): answer for pk, answer in changed.items()}}
    return _edited(registration, "save_lines", f"nhập {len(changed)} chỉ tiêu: {told}", data, by, at)


@transaction.atomic
def take_assigned(registration, *, by, at):
    """Answer every line still empty with exactly what is asked; what was typed stays."""
    registration = _locked_open(registration, by)
    empty = [
        line
        for line in asked_lines(registration.participant, registration)
        if line.is_open and not line.is_answered and line.asked is not None
    ]
    if not empty:
        return registration
    for line in empty:
        _write(registration.participant, line.pk, _answer(value=line.asked), by, at)
    data = {"lines": {str(line.pk): line.asked for line in empty}}
    return _edited(registration, "take_assigned", f"nhận đủ {len(empty)} chỉ tiêu giao", data, by, at)


@transaction.atomic
def set_titles(registration, counts, *, by, at):
    """Replace the titles aimed at: {title id: how many}; a collective title is aimed at once."""
    registration = _locked_open(registration, by)
    titles = {row.pk: row for row in Title.objects.filter(campaigns=registration.participant.campaign_id)}
    if not set(counts) <= set(titles):
        raise StrangeTitle
    for pk, count in counts.items():
        most = 1 if titles[pk].level == Title.Level.GROUP else MOST_TITLES
        if not 1 <= count <= most:
            raise BadCount
    known = dict(registration.titles.values_list("title_id", "count"))
    if known == counts:
        return registration
    registration.titles.all().delete()
    rows = [RegisteredTitle(registration=registration, title_id=pk, count=n) for pk, n in counts.items()]
    RegisteredTitle.objects.bulk_create(rows)
    told = "; ".join(f"{titles[pk].name}: {count}" for pk, count in counts.items()) or "không danh hiệu nào"
    data = {"titles": {titles[pk].code: count for pk, count in counts.items()}}
    return _edited(registration, "set_titles", f"đăng ký danh hiệu: {told}", data, by, at)


@transaction.atomic
def set_works(registration, works, *, by, at):
    """Replace the works offered: dicts of name and due_on (a date or None)."""
    registration = _locked_open(registration, by)
    rows = [(" ".join(work["name"].split()), work.get("due_on")) for work in works]
    rows = [(name, due_on) for name, due_on in rows if name]
    if any(len(name) > NAME_LENGTH for name, _ in rows):
        raise TooLong
    if list(registration.works.order_by("pk").values_list("name", "due_on")) == rows:
        return registration
    registration.works.all().delete()
    RegisteredWork.objects.bulk_create(
        [RegisteredWork(registration=registration, name=name, due_on=due_on) for name, due_on in rows]
    )
    told = "; ".join(name for name, _ in rows) or "không công trình nào"
    data = {"works": [[name, due_on.isoformat() if due_on else None] for name, due_on in rows]}
    return _edited(registration, "set_works", f"đăng ký công trình, phần việc: {told}", data, by, at)


@transaction.atomic
def submit(registration, *, by, at, received_at, late_reason="", seen_edition=None):
    """Send the registration; the same person sending it twice has sent it once.

    When every line was taken as assigned and the campaign agrees to that, it is agreed at once and the pledge opens
    (DOMAIN §7) – but only from the unit's own hand.
    """
    registration = _locked(registration, by)
    if not registration.is_editable and by.user is not None and registration.submitted_by_id == by.user.pk:
        return registration
    _check_open(registration)
    if seen_edition is not None and seen_edition != registration.edition:
        raise EditedMeanwhile(theirs={}, edition=registration.edition)
    participant = registration.participant
    lines = asked_lines(participant, registration)
    _check_complete(lines)
    late = _lateness(registration, received_at, late_reason)
    REGISTRATION.advance(registration, "submit", submitted_at=received_at, submitted_by=by.user, **late)
    is_own_hand = by.can(Ability.REGISTER, participant.body)
    taken = participant.campaign.agree_when_taken and is_own_hand and are_taken(lines)
    if taken:
        REGISTRATION.advance(registration, "approve", approved_at=at, agreed_without_review=True)
        agree([registration], by=by, at=at)
    agreed = ", nhận đủ chỉ tiêu giao nên được thống nhất ngay" if taken else ""
    data = {"version": registration.version, "edition": registration.edition, "taken": taken, **late}
    what = f"gửi bản đăng ký của {participant.name}{_late_words(late)}{agreed}"
    _record(registration, "submit", what, data, by, at)
    return registration


@transaction.atomic
def amend(registration, *, by, at, reason):
    """Reopen an agreed registration as the next version; the agreed lines stay until a new version is agreed.

    A pledge waiting for signatures is withdrawn; a signed one stands until the new one opens.
    """
    participant, reason = registration.participant, " ".join(reason.split())
    by.require(Ability.APPROVE, participant.body)
    if not reason:
        raise AmendReasonNeeded
    registration = _lock(registration)
    for pledge in Pledge.objects.filter(participant=participant).signing():
        withdraw(pledge, by=by, at=at, reason=reason)
    columns = {"version": registration.version + 1, "edition": registration.edition + 1}
    unapproved = {"approved_at": None, "approved_by": None, "agreed_without_review": False}
    REGISTRATION.advance(registration, "amend", **columns, **unapproved)
    sentence = f"mở điều chỉnh bản đăng ký của {participant.name}, thành bản {registration.version}: {reason}"
    _record(registration, "amend", sentence, {"version": registration.version, "reason": reason}, by, at)
    return registration


# Who, and may it still change? ----------------------------------------------------------------------------------------


def require_entry(by, body):
    """The unit itself, or an officer above who types for it (nhập hộ)."""
    if not by.can(Ability.ENTER_FOR, body):
        by.require(Ability.REGISTER, body)


def _locked(registration, by):
    require_entry(by, registration.participant.body)
    return _lock(registration)


def _lock(registration):
    """The row as it stands now, held until the end of the transaction."""
    related = Registration.objects.select_related("participant__body", "participant__campaign__organiser")
    return related.select_for_update(of=("self",), no_key=True).get(pk=registration.pk)


def _locked_open(registration, by):
    registration = _locked(registration, by)
    _check_open(registration)
    return registration


def _check_open(registration):
    participant = registration.participant
    if participant.campaign.state != RUNNING:
        raise CampaignNotRunning
    if participant.left_on is not None:
        raise UnitLeft
    if not registration.is_editable:
        raise NotEditable


def _check_complete(lines):
    missing = [line for line in lines if line.is_missing]
    if missing:
        numbers = ", ".join(str(line.number) for line in missing)
        raise Incomplete(f"Còn {len(missing)} chỉ tiêu chưa đăng ký: {numbers}.", lines=missing)


def _lateness(registration, received_at, reason):
    """Only the first sending can be late: answering a return or an amendment is not the unit's delay."""
    if registration.submitted_at is not None:
        return {"is_late": registration.is_late, "late_reason": registration.late_reason}
    reason, campaign = " ".join(reason.split()), registration.participant.campaign
    if len(reason) > LATE_LENGTH:
        raise TooLong
    is_late = check_late(campaign, campaign.registration_due_at, received_at, reason)
    return {"is_late": is_late, "late_reason": reason if is_late else ""}


def _late_words(late):
    if not late["is_late"]:
        return ""
    reason = late["late_reason"].rstrip(" .")
    return f", nộp muộn: {reason}" if reason else ", nộp muộn"


# One line -------------------------------------------------------------------------------------------------------------


def _answer(value=None, text="", is_declined=False, reason=""):
    return {"value": value, "text": text, "is_declined": is_declined, "reason": reason}


def _clean(answer):
    """One form of an answer; declined lines carry a reason and nothing else."""
    text, reason = answer.get("text", "").strip(), " ".join(answer.get("reason", "").split())
    value = answer.get("value")
    if len(text) > TEXT_LENGTH or len(reason) > REASON_LENGTH:
        raise TooLong
    if answer.get("is_declined"):
        if not reason:
            raise ReasonNeeded
        return _answer(is_declined=True, reason=reason)
    if value is not None and value < 0:
        raise BelowZero
    return _answer(value=value, text=text, reason="" if value is None and not text else reason)


def mark_of(line):
    """A short mark of what stands in a line: forms carry it, so that two tabs never overwrite each other unseen."""
    text = json.dumps(_standing(line), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _is_as_seen(line, seen):
    return seen is None or line.pk not in seen or seen[line.pk] == mark_of(line)


def _standing(line):
    target = line.target
    return _answer(target.value, target.text, target.is_declined, target.reason) if target else _answer()


def _write(participant, indicator_id, answer, by, at):
    key = {
        "participant": participant,
        "indicator_id": indicator_id,
        "kind": Target.Kind.REGISTERED,
        "phase": None,
    }
    if answer == _answer():
        Target.objects.filter(**key).delete()
    else:
        Target.objects.update_or_create(**key, defaults={**answer, "by": by.user, "at": at})


def _told(line, answer):
    before = f"{line.promise} → " if line.is_answered else ""
    after = "bỏ trống" if answer == _answer() else promised(line.indicator, **answer)
    return f"“{line.indicator.statement}” {before}{after}"


def is_on_behalf(by, participant):
    """Is this somebody of an upper union who types for the unit (nhập hộ), not its own chair or that of its heir?"""
    return not by.can(Ability.REGISTER, participant.body)


def _edited(registration, act, what, data, by, at):
    """Count the edit and write it down; an officer who types for the unit is remembered with the row."""
    columns = {"edition": F("edition") + 1}
    on_behalf = is_on_behalf(by, registration.participant)
    if on_behalf:
        columns["entered_by"] = by.user
    Registration.objects.filter(pk=registration.pk).update(**columns)
    registration.refresh_from_db(fields=["edition", "entered_by"])
    name = registration.participant.name
    _record(registration, act, f"{what} ({'nhập hộ ' if on_behalf else ''}{name})", data, by, at)
    return registration


def _record(registration, act, what, data, by, at):
    participant = registration.participant
    record(
        f"registering.{act}",
        f"{by.name} {what}.",
        by=by,
        at=at,
        subject=registration,
        body=participant.body,
        topic=participant.campaign.topic,
        data=data,
    )
