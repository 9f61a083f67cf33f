"""What does one write to a unit that is late: what is missing, until when, and where is it done? For Zalo."""

from dataclasses import dataclass

from django.utils import timezone

from emulation.indicator_kinds import CellState
from emulation.models import Participant
from targets.lateness import in_full, is_past
from targets.models import Result, Target
from targets.tallies import asked_of, indicators_of, is_optional
from unions.contacts import bearers_of
from unions.models import Mandate

MOST_LETTERS = 400  # one message of Zalo (UX §1)


@dataclass
class Reminder:
    """One message for one unit."""

    participant: Participant
    head: Mandate | None
    text: str


def reminders_of(units, campaign, phase, *, address, at):
    """Messages in the order of `units` (rows of with_progress), in four queries whatever their number."""
    heads = bearers_of([unit.body_id for unit in units], timezone.localdate(at))
    indicators = indicators_of(campaign)
    done, returned = _answered(units, phase)
    due_at = campaign.registration_due_at if phase is None else phase.report_due_at
    reminders = []
    for unit in units:
        missing = [
            number
            for number, each in asked_of(unit, indicators)
            if (unit.pk, each.pk) not in done and (phase is not None or not is_optional(each))
        ]
        what = _what(unit, phase, missing, unit.pk in returned)
        text = _message(unit.name, campaign.name, what, due_at, at, address)
        reminders.append(Reminder(unit, heads.get(unit.body_id), text))
    return reminders


def _answered(units, phase):
    """{(participant id, indicator id)} of the lines that have an answer, {participant id} with a result sent back."""
    if phase is None:
        rows = Target.objects.filter(participant__in=units, kind=Target.Kind.REGISTERED, phase__isnull=True)
        return set(rows.order_by().values_list("participant", "indicator")), set()
    rows = Result.objects.filter(participant__in=units, phase=phase).order_by()
    rows = list(rows.values_list("participant", "indicator", "cell", "state"))
    done = {(unit, indicator) for unit, indicator, cell, _ in rows if cell != CellState.MISSING}
    return done, {unit for unit, _, _, state in rows if state == "returned"}


def _what(unit, phase, missing, is_returned):
    """What the unit has still to do, beginning with the verb."""
    lines = f", còn thiếu chỉ tiêu {_numbers(missing)}" if missing else ""
    if phase is not None:
        verb = "sửa kết quả bị trả lại" if is_returned else "báo cáo kết quả"
        return f"{verb} {phase.name.lower()}{lines}"
    if unit.registration_state == "returned":
        return f"sửa bản đăng ký bị trả lại{lines}"
    if unit.registration_state == "draft":
        return f"gửi bản đăng ký{lines}"
    return "ký giao ước" if unit.pledge_state == "signing" else "xem lại phần việc"


def _numbers(numbers, most=12):
    shown = ", ".join(str(number) for number in numbers[:most])
    return shown if len(numbers) <= most else f"{shown} và {len(numbers) - most} chỉ tiêu khác"


def _message(unit, campaign, what, due_at, at, address):
    """At most MOST_LETTERS: names are what gives way, never the deed, the deadline or the address."""
    until = ""
    if due_at is not None:
        until = f" Đã quá hạn {in_full(due_at)}." if is_past(due_at, at) else f" Hạn: {in_full(due_at)}."
    ending = f" cần {what}.{until} Đồng chí làm tại {address}"
    room = MOST_LETTERS - len(ending)
    for names in (f"{unit}, {campaign}:", f"{unit}:"):
        if len(names) <= room:
            return names + ending
    return _short(unit, room - 1) + ":" + ending


def _short(text, most):
    return text[: most - 1].rstrip() + "…"
