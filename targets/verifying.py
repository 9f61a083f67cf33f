"""What does the upper union make of the results a unit declared for a phase?"""

from django.db import transaction
from django.db.models import F

from emulation.indicator_kinds import CellState, Kind, Rating
from emulation.models import IndicatorPart, Phase
from targets.lateness import BooksClosed
from targets.lifecycle import RESULT
from targets.models import Result, ResultPart
from unions.errors import ChangedMeanwhile, Refusal
from unions.quantities import show
from unions.recording import record_many
from unions.roles import Ability

REASON_LENGTH = 300


class NothingDeclared(Refusal):
    sentence = "Đơn vị không có kết quả nào đang chờ duyệt ở giai đoạn này."


class NotAsRead(ChangedMeanwhile):
    sentence = "Kết quả đã thay đổi sau khi đồng chí mở trang. Đồng chí xem lại số mới rồi duyệt."


class OwnResults(Refusal):
    sentence = "Đồng chí đã nhập hoặc gửi hộ kết quả này nên người khác phải duyệt."


class ReasonNeeded(Refusal):
    sentence = "Ghi lý do: đơn vị cần biết vì sao số bị sửa hoặc bị trả lại."


class ReasonTooLong(Refusal):
    sentence = f"Lý do kể cả ý kiến ở một chỉ tiêu tối đa {REASON_LENGTH} chữ cái. Đồng chí viết ngắn lại."


class StrangeLine(Refusal):
    sentence = "Có chỉ tiêu được chọn không đang chờ duyệt ở giai đoạn này."


@transaction.atomic
def verify(participant, phase, *, by, at, adjustments=None, ratings=None, judgements=None, seen=None):
    """Verify every declared result of one unit and phase; returns the results verified.

    `adjustments` {indicator id: dict(num, den, reason)} keeps what was declared beside the new figure;
    `ratings` {indicator id: word} also reach lines verified before without a rating; `judgements` {part id: 0 or
    10 000} answer the parts a reviewer judges; `seen` {result id: edition} is what the reviewer read.
    """
    by.require(Ability.VERIFY, participant.body)
    _check_open(phase)
    rows = {row.indicator_id: row for row in _locked(participant, phase)}
    declared = {pk: row for pk, row in rows.items() if row.state == "declared"}
    _check_seen(declared, seen)
    if not declared and not ratings and not judgements:
        raise NothingDeclared
    if any(is_own(row, by.user) for row in rows.values()):
        raise OwnResults
    changes = (
        _adjust(declared, adjustments or {}) + _rate(rows, ratings or {}) + _judge(rows, judgements or {})
    )
    moved = Result.objects.filter(pk__in=[row.pk for row in declared.values()])
    RESULT.advance_all(moved, "verify", verified_at=at, verified_by=by.user)
    record_many([_verification(participant, phase, len(declared), changes, by)], by=by, at=at)
    return list(moved.order_by("pk"))


@transaction.atomic
def verify_many(participants, phase, *, by, at):
    """Verify as declared what many units sent for a phase; returns the units verified.

    A unit whose results `by` entered or sent is left waiting for somebody else.
    """
    for participant in participants:
        by.require(Ability.VERIFY, participant.body)
    _check_open(phase)
    units = {participant.pk: participant for participant in participants}
    rows = list(
        _of(phase)
        .filter(participant__in=units, state="declared")
        .select_for_update(of=("self",), no_key=True)
    )
    own = {row.participant_id for row in rows if is_own(row, by.user)}
    counts = {}
    for row in rows:
        if row.participant_id not in own:
            counts[row.participant_id] = counts.get(row.participant_id, 0) + 1
    if not counts:
        return []
    moved = _of(phase).filter(participant__in=counts)
    RESULT.advance_all(moved, "verify", verified_at=at, verified_by=by.user)
    record_many([_verification(units[pk], phase, n, [], by) for pk, n in counts.items()], by=by, at=at)
    return [units[pk] for pk in counts]


@transaction.atomic
def send_back(participant, phase, *, by, at, reason, lines=None, seen=None):
    """Return declared results with a reason; `lines` {indicator id: remark} are the only ones that reopen.

    Without flagged lines everything that waits reopens. Returns the results sent back.
    """
    by.require(Ability.VERIFY, participant.body)
    reason, remarks = reason.strip(), lines or {}
    if not reason:
        raise ReasonNeeded
    _check_open(phase)
    rows = _locked(participant, phase)
    declared = {row.indicator_id: row for row in rows if row.state == "declared"}
    _check_seen(declared, seen)
    if not declared:
        raise NothingDeclared
    if not set(remarks) <= set(declared):
        raise StrangeLine
    chosen = [declared[pk] for pk in remarks] or list(declared.values())
    for row in chosen:
        words = _words(reason, remarks.get(row.indicator_id, ""))
        RESULT.advance(row, "send_back", returned_at=at, returned_by=by.user, return_reason=words)
    sentence = f"{by.name} trả lại {len(chosen)} kết quả {phase.name} của {participant.name}: {reason}"
    data = {"phase": phase.number, "lines": {str(row.indicator_id): row.return_reason for row in chosen}}
    entry = ("verifying.send_back", sentence, participant, participant.body, participant.campaign.topic, data)
    record_many([entry], by=by, at=at)
    return chosen


def is_own(result, user):
    """Did this person declare it or type it for the unit? Then somebody else verifies (four eyes)."""
    return user is not None and user.pk in (result.declared_by_id, result.entered_by_id)


def _of(phase):
    return Result.objects.filter(phase=phase).order_by("pk")


def _locked(participant, phase):
    rows = _of(phase).filter(participant=participant).select_related("indicator")
    return list(rows.select_for_update(of=("self",), no_key=True))


def _check_open(phase):
    """Read again under a lock: the books may have been closed since the page was opened."""
    if Phase.objects.select_for_update(of=("self",), no_key=True).get(pk=phase.pk).is_closed:
        raise BooksClosed


def _check_seen(declared, seen):
    """Exactly the lines that were read, in the editions that were read (RELIABILITY R23)."""
    if seen is not None and seen != {row.pk: row.edition for row in declared.values()}:
        raise NotAsRead


def _words(reason, remark):
    words = f"{remark} ({reason})" if remark else reason
    if len(words) > REASON_LENGTH:
        raise ReasonTooLong
    return words


# What the reviewer changes --------------------------------------------------------------------------------------------


def _adjust(rows, adjustments):
    changes = []
    for indicator_id, new in adjustments.items():
        row, reason = rows.get(indicator_id), new["reason"].strip()
        if row is None:
            raise StrangeLine
        if not reason:
            raise ReasonNeeded
        before = row.num, row.den
        columns = {
            "num": new["num"],
            "den": new.get("den", row.den),
            "cell": CellState.VALUE.value,
            "adjusted_reason": _words(reason, ""),
        }
        if row.declared_num is None and row.declared_den is None:
            columns |= {"declared_num": row.num, "declared_den": row.den}
        _write(row, columns)
        changes.append(
            f"“{row.indicator.statement}” từ {_figure(row.indicator, *before)} "
            f"thành {_figure(row.indicator, row.num, row.den)} ({reason})"
        )
    return changes


def _rate(rows, ratings):
    changes = []
    for indicator_id, word in ratings.items():
        row = _answerable(rows.get(indicator_id))
        if row.indicator.kind != Kind.RATING_SHARE or (row.state == "verified" and row.rating):
            raise StrangeLine
        _write(row, {"rating": word, "cell": _answered(row)})
        changes.append(f"xếp loại {Rating(word).label.lower()}")
    return changes


def _judge(rows, judgements):
    parts = IndicatorPart.objects.filter(pk__in=judgements, indicator__in=rows, judged_by_reviewer=True)
    if len(parts) != len(judgements):
        raise StrangeLine
    changes = []
    for part in parts.order_by("pk"):
        row, num = _answerable(rows[part.indicator_id]), judgements[part.pk]
        known = ResultPart.objects.filter(result=row, part=part, num__isnull=False)
        if row.state == "verified" and known.exists():
            raise StrangeLine
        ResultPart.objects.update_or_create(result=row, part=part, defaults={"num": num})
        _write(row, {"cell": _answered(row)})
        changes.append(f"“{part.statement}”: {'đạt' if num else 'chưa đạt'}")
    return changes


def _answerable(row):
    """Ratings and judgements also reach a line verified before without one: they often come at the year's end."""
    if row is None or row.state not in ("declared", "verified"):
        raise StrangeLine
    return row


def _answered(row):
    return CellState.VALUE.value if row.cell == CellState.MISSING.value else row.cell


def _write(row, columns):
    Result.objects.filter(pk=row.pk).update(**columns, edition=F("edition") + 1)
    for name, value in columns.items():
        setattr(row, name, value)


def _figure(indicator, num, den):
    if num is None:
        return "chưa có số"
    shown = show(num, indicator.scale)
    return shown if den is None else f"{shown}/{show(den, indicator.scale)}"


def _verification(participant, phase, count, changes, by):
    tail = f"; {'; '.join(changes)}" if changes else ""
    sentence = f"{by.name} duyệt {count} kết quả {phase.name} của {participant.name}{tail}."
    data = {"phase": phase.number, "count": count, "changes": changes}
    return "verifying.verify", sentence, participant, participant.body, participant.campaign.topic, data
