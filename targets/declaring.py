"""How does a unit enter what it did in a phase, and send it?

Results may be entered from the phase's first day, whether or not the registration is agreed or the pledge signed:
DOMAIN §7 gives the usual order (Đăng ký → Thống nhất → Ký → Báo cáo), but a unit whose registration still waits for an
answer must be able to report in time. What is reported is never judged against a promise that was not agreed.
Only `declare` sends; until then everything is a draft and counts as missing.
"""

from django.db import transaction
from django.utils import timezone

from emulation.indicator_kinds import CellState
from emulation.lifecycle import RUNNING
from emulation.models import Phase
from targets.answers import WORDS, Shape, TextTooLong, any_given, cleaned, short, told
from targets.lateness import BooksClosed, check_late
from targets.lifecycle import RESULT
from targets.models import Result, ResultPart, ZeroConfirmation
from targets.result_lines import days_of, lines_of, owes, results_of
from unions.errors import ChangedMeanwhile, Refusal
from unions.recording import record
from unions.roles import Ability
from unions.vietnamese import nfc

__all__ = ["confirm_zero", "declare", "owes", "results_of", "save_results"]

NAMED = 3  # so many indicators are named in one sentence, the rest are counted


class PersonNeeded(Refusal):
    sentence = "Kết quả phải do một người gửi và chịu trách nhiệm."


class NotRunning(Refusal):
    sentence = "Phong trào này không còn nhận kết quả."


class NotStarted(Refusal):
    sentence = "Giai đoạn này chưa bắt đầu nên chưa có kết quả để ghi."


class UnitLeft(Refusal):
    sentence = "Đơn vị đã rời phong trào nên không ghi kết quả nữa."


class StrangeLine(Refusal):
    sentence = "Có chỉ tiêu không áp dụng cho đơn vị này. Đồng chí tải lại trang."


class LineLocked(Refusal):
    """The line waits for the reviewer or was verified: only returned lines reopen."""


class HasOccurrences(Refusal):
    sentence = "Đã ghi có vụ việc xảy ra nên không xác nhận “không để xảy ra” được."


class NothingToDeclare(Refusal):
    sentence = "Kết quả giai đoạn này đã gửi hết; không còn gì để gửi."


class Incomplete(Refusal):
    """`missing`: [(indicator, what is to be done)]."""

    def __init__(self, missing):
        named = [f"“{short(indicator.statement)}”: {words}" for indicator, words in missing[:NAMED]]
        more = f"; và {len(missing) - NAMED} chỉ tiêu khác" if len(missing) > NAMED else ""
        super().__init__(f"Chưa gửi được vì còn thiếu {'; '.join(named)}{more}.")
        self.missing = missing


# Entering -------------------------------------------------------------------------------------------------------------


@transaction.atomic
def save_results(participant, phase, lines, *, by, at, seen=None):
    """Keep what was entered, as a draft; returns the rows that changed.

    `lines` {indicator id: dict(cell, num, den, text, done_on, reason, explanation, rating, parts)} replace the whole
    line; `parts` is {part id: (num, den)}; `cell` need only be given for `none_arisen` and `not_applicable`;
    `confirmed=True` also confirms a zero-tolerance line.
    `seen` {indicator id: edition} is what the page showed: a line changed since by somebody else is not overwritten.
    """
    require_entry(by, participant)
    hold_open(participant, phase, at)
    known = {line.indicator.pk: line for line in lines_of(participant, phase)}
    if not set(lines) <= set(known):
        raise StrangeLine
    changed = []
    for pk, typed in lines.items():
        columns, parts = cleaned(known[pk], typed)
        if typed.get("confirmed") and columns["num"] is None:
            columns |= {"num": 0, "cell": CellState.VALUE.value}
        if not _is_same(known[pk], columns, parts):
            changed.append((known[pk], columns, parts))
    _check_lines([line for line, _, _ in changed], seen)
    said = [_write(line, columns, parts, by) for line, columns, parts in changed]
    if said:
        sentence = (
            f"{by.name} ghi kết quả {phase.name} của {participant.name}{_for(by, participant)}: {_few(said)}."
        )
        _note("save_results", sentence, participant, phase, {"changes": said}, by, at)
    _confirm_lines([known[pk] for pk, typed in lines.items() if typed.get("confirmed")], by, at)
    return [line.result for line, _, _ in changed]


@transaction.atomic
def confirm_zero(participant, phase, indicator_ids, *, by, at):
    """State for the phase's days until now that nothing of the kind happened; the figure becomes 0.

    Returns the confirmations. One occurrence entered before contradicts the statement and refuses it.
    """
    require_entry(by, participant)
    hold_open(participant, phase, at)
    known = {line.indicator.pk: line for line in lines_of(participant, phase)}
    chosen = [known[pk] for pk in indicator_ids if pk in known]
    if len(chosen) != len(list(indicator_ids)):
        raise StrangeLine
    return _confirm_lines(chosen, by, at)


@transaction.atomic
def declare(participant, phase, *, by, at, received_at, late_reason="", seen=None):
    """Send everything that is not yet under review; returns the rows sent.

    Every line must be filled or explained. Late is what arrives after the unit's deadline (the deadline itself is in
    time) and was never sent before: a line returned by the reviewer keeps the mark of its first sending.
    `seen` {indicator id: edition} is what the check page showed.
    """
    require_entry(by, participant)
    if by.user is None:
        raise PersonNeeded
    hold_open(participant, phase, at)
    waiting = [line for line in lines_of(participant, phase) if line.is_editable]
    if not waiting:
        raise NothingToDeclare
    if missing := [(line.indicator, line.missing) for line in waiting if line.missing]:
        raise Incomplete(missing)
    _check_seen(waiting, seen)
    fresh = [line.result for line in waiting if not line.is_returned]
    is_late, late_reason = _lateness(participant, phase, fresh, received_at, late_reason)
    Result.objects.bulk_create([row for row in fresh if row.pk is None])
    _renew_confirmations(waiting, days_until(participant, phase, at), by, at)
    _send([line.result for line in waiting if line.is_returned], at, by)
    _send(fresh, at, by, is_late=is_late, late_reason=late_reason)
    tail = f", nộp muộn: {late_reason.rstrip(' .')}" if late_reason else ", nộp muộn" if is_late else ""
    sentence = f"{by.name} gửi {len(waiting)} kết quả {phase.name} của {participant.name}{_for(by, participant)}{tail}."
    _note("declare", sentence, participant, phase, {"count": len(waiting), "late": is_late}, by, at)
    return [line.result for line in waiting]


# Who, when ------------------------------------------------------------------------------------------------------------


def require_entry(by, participant):
    """The unit's own right to report, else the upper union's to enter for it; the refusal names the unit's chair."""
    own = by.can(Ability.DECLARE, participant.body)
    on_behalf = by.can(Ability.ENTER_FOR, participant.body)
    return by.require(Ability.ENTER_FOR if on_behalf and not own else Ability.DECLARE, participant.body)


def is_on_behalf(by, participant):
    return by.user is not None and not by.can(Ability.DECLARE, participant.body)


def _for(by, participant):
    return " (nhập hộ)" if is_on_behalf(by, participant) else ""


def hold_open(participant, phase, at):
    """Lock the phase until the end of the transaction: saving, sending, verifying and closing its books take turns."""
    locked = Phase.objects.select_related("campaign").select_for_update(of=("self",), no_key=True)
    now = locked.get(pk=phase.pk, campaign=participant.campaign_id)
    if refusal := hindrance(participant, now, at):
        raise refusal


def hindrance(participant, phase, at):
    """Why nothing can be entered at this moment: a Refusal, not raised, or None."""
    if phase.campaign.state != RUNNING:
        return NotRunning()
    if phase.is_closed:
        return BooksClosed()
    if participant.left_on is not None:
        return UnitLeft()
    starts_on = days_of(participant, phase).starts_on
    if starts_on is None:
        return NotStarted()
    if timezone.localdate(at) < starts_on:
        return NotStarted(
            f"{phase.name} bắt đầu từ {starts_on:%d/%m/%Y}; từ ngày ấy đồng chí mới ghi được kết quả."
        )
    return None


def days_until(participant, phase, at):
    """(from, until) a statement made now can speak of: never about days to come."""
    days = days_of(participant, phase)
    return days.starts_on, min(days.ends_on, timezone.localdate(at))


def _lateness(participant, phase, fresh, received_at, late_reason):
    """(is late, reason to keep): only what is sent for the first time can be late."""
    reason = nfc(late_reason).strip()
    if len(reason) > WORDS:
        raise TextTooLong
    is_late = bool(fresh) and check_late(
        participant.campaign, days_of(participant, phase).due_at, received_at, reason
    )
    return is_late, reason if is_late else ""


def _check_lines(lines, seen):
    locked = [line for line in lines if not line.is_editable]
    if locked:
        row = locked[0]
        state = row.result.get_state_display()
        raise LineLocked(
            f"“{short(row.indicator.statement)}” đang ở trạng thái “{state}” nên không sửa được."
        )
    _check_seen(lines, seen)


def _check_seen(lines, seen):
    """Two tabs, two people: nobody overwrites or sends what they did not see (RELIABILITY R9)."""
    if seen is None:
        return
    stale = [line.indicator for line in lines if seen.get(line.indicator.pk, 0) != line.result.edition]
    if stale:
        named = "; ".join(f"“{short(indicator.statement)}”" for indicator in stale[:NAMED])
        raise ChangedMeanwhile(
            f"{named} vừa được sửa ở nơi khác. Đồng chí xem số mới rồi lưu lại.", indicators=stale
        )


# What is written ------------------------------------------------------------------------------------------------------

COLUMNS = ("cell", "num", "den", "rating", "text", "done_on", "reason", "explanation")


def _stored(row):
    return {name: getattr(row, name) for name in COLUMNS}


def _is_same(line, columns, parts):
    own = {part.pk for part in line.own_parts}
    kept = {pk: pair for pk, pair in line.parts.items() if pk in own and any_given(pair)}
    return _stored(line.result) == columns and kept == parts


def _write(line, columns, parts, by):
    """Column-exact; returns what the ledger says: “chỉ tiêu” from old to new."""
    row, before = line.result, told(line)
    entered_by = by.user if is_on_behalf(by, row.participant) else None
    columns = {**columns, "entered_by": entered_by, "edition": row.edition + 1}
    for name, value in columns.items():
        setattr(row, name, value)
    if row.pk is None:
        row.save(force_insert=True)
    else:
        Result.objects.filter(pk=row.pk).update(**columns)
    own = [part.pk for part in line.own_parts]
    ResultPart.objects.filter(result=row, part__in=own).delete()
    ResultPart.objects.bulk_create(
        ResultPart(result=row, part_id=pk, num=num, den=den) for pk, (num, den) in parts.items()
    )
    line.parts = {pk: pair for pk, pair in line.parts.items() if pk not in own} | parts
    if line.confirmation is not None and row.num != 0:
        line.confirmation.delete()
        line.confirmation = None
    return f"“{short(line.indicator.statement)}” từ {before} thành {told(line)}"


def _send(rows, at, by, **columns):
    """Compare-and-set: every row must still stand where it was read."""
    moved = Result.objects.filter(pk__in=[row.pk for row in rows])
    if RESULT.advance_all(moved, "declare", declared_at=at, declared_by=by.user, **columns) != len(rows):
        raise ChangedMeanwhile
    for row in rows:
        row.state, row.declared_at, row.declared_by = "declared", at, by.user
        for name, value in columns.items():
            setattr(row, name, value)


# Confirmations --------------------------------------------------------------------------------------------------------


def _is_confirmed(line, days):
    known = line.confirmation
    return known is not None and (known.from_on, known.until_on) == days


def _confirm_lines(lines, by, at):
    if any(line.shape != Shape.ZERO for line in lines):
        raise StrangeLine
    if any(line.result.num for line in lines):
        raise HasOccurrences
    if not lines:
        return []
    participant, phase = lines[0].result.participant, lines[0].result.phase
    days = days_until(participant, phase, at)
    fresh = [line for line in lines if not _is_confirmed(line, days)]
    _check_lines(fresh, None)
    for line in fresh:
        if line.result.num is None:
            _write(line, {**_stored(line.result), "num": 0, "cell": CellState.VALUE.value}, {}, by)
        line.confirmation = _confirm(line, days, by, at)
    if fresh:
        sentence = _confirmed(fresh, participant, days, by)
        _note("confirm_zero", sentence, participant, phase, _days(days), by, at)
    return [line.confirmation for line in lines]


def _confirm(line, days, by, at):
    columns = {"by": by.user, "name": by.name, "at": at, "from_on": days[0], "until_on": days[1]}
    confirmation, _ = ZeroConfirmation.objects.update_or_create(result=line.result, defaults=columns)
    return confirmation


def _renew_confirmations(lines, days, by, at):
    """A statement ticked some days ago speaks until the day it is sent: the check page shows these days."""
    for line in lines:
        if line.confirmation is not None and not _is_confirmed(line, days):
            _confirm(line, days, by, at)


# Sentences of the ledger ----------------------------------------------------------------------------------------------


def _few(said):
    more = f"; và {len(said) - NAMED} chỉ tiêu khác" if len(said) > NAMED else ""
    return "; ".join(said[:NAMED]) + more


def _days(days):
    return {"from": days[0].isoformat(), "until": days[1].isoformat()}


def _confirmed(lines, participant, days, by):
    named = "; ".join(f"“{short(line.indicator.statement)}”" for line in lines)
    first, last = days
    return (
        f"{by.name} xác nhận{_for(by, participant)} {participant.name} không để xảy ra {named} "
        f"từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}."
    )


def _note(act, sentence, participant, phase, data, by, at):
    record(
        f"declaring.{act}",
        sentence,
        by=by,
        at=at,
        subject=participant,
        body=participant.body,
        topic=participant.campaign.topic,
        data={"phase": phase.number, **data},
    )
