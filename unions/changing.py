"""How is a decision about the tree recorded, agreed to, carried out on its day, or withdrawn?

The human act is the decision; its day is a fact of the calendar. A decision of today is carried out at once, a later
one by `take_due` when its day has come (the beat asks every minute).
"""

from contextlib import suppress

from django.db import transaction

from unions.access import SystemAccess
from unions.change_words import sentence as said
from unions.errors import ChangedMeanwhile, NotAllowed, OutOfScope, Refusal
from unions.lifecycle import Lifecycle
from unions.models import ChangedBody, TreeChange, UnionBody
from unions.placing import require_below
from unions.plans import concerned, kept, restored
from unions.recording import record
from unions.reshaping import reshape
from unions.roles import Ability

__all__ = ["accept", "concerned", "record_change", "refuse", "take", "take_due", "waits_for", "withdraw"]

Kind, State, Part = TreeChange.Kind, TreeChange.State, ChangedBody.Part
CHANGE = Lifecycle(
    "change",
    {
        State.OFFERED: {"accept": State.PLANNED, "withdraw": State.WITHDRAWN},
        State.PLANNED: {"take": State.TAKEN, "refuse": State.REFUSED, "withdraw": State.WITHDRAWN},
        State.TAKEN: {},
        State.WITHDRAWN: {},
        State.REFUSED: {},
    },
)
TREE_TOPIC = "tree"
HANDED_ON = (Kind.MOVE, Kind.TRANSFER)  # the side that receives may be another union's: it agrees first


class NoDecision(Refusal):
    sentence = "Biến động tổ chức phải có số quyết định và lý do."


class DecidedLater(Refusal):
    sentence = "Ngày ký quyết định không thể sau hôm nay."


class _RehearsalOver(Exception):
    """Everything of the rehearsal is taken back."""


@transaction.atomic
def record_change(kind, /, *, by, at, on, effective_on, decision_no, decided_on, reason, **plan):
    """Record a decision; `on` is today. It is tried out first, so that what cannot be done is refused now.

    Taken at once when its day has come; else planned, or offered to a receiver where `by` has no right.
    """
    _require(kind, plan, by)
    if not decision_no.strip() or not reason.strip():
        raise NoDecision
    if decided_on > on:
        raise DecidedLater
    _rehearse(kind, plan, effective_on, at)
    parts = concerned(kind, plan)
    change = TreeChange.objects.create(
        kind=kind,
        state=State.OFFERED if waits_for(kind, plan, by) else State.PLANNED,
        decider=by.body or _above(parts),
        decision_no=decision_no,
        decided_on=decided_on,
        effective_on=effective_on,
        reason=reason,
        plan=kept(plan),
        recorded_by=by.user,
        recorded_name=by.name,
        recorded_at=at,
    )
    _note_parts(change, parts)
    day = f"từ ngày {effective_on:%d/%m/%Y} theo quyết định {decision_no}: {reason}"
    _note("record_change", f"{by.name} ghi biến động: {said(kind, parts, plan)}, {day}", change, by, at)
    if change.state == State.PLANNED and effective_on <= on:
        take(change, at=at, on=on)
    return change


@transaction.atomic
def accept(change, *, by, at, on):
    """The receiving side agrees to what was offered."""
    (receiver,) = concerned(change.kind, restored(change.plan))["receiver"]
    require_below(by, Ability.PLACE, receiver)
    CHANGE.advance(change, "accept", accepted_by=by.user, accepted_at=at)
    _note("accept", f"{by.name} nhận {_title(change)} về {receiver.label}.", change, by, at)
    if change.effective_on <= on:
        take(change, at=at, on=on)
    return change


@transaction.atomic
def withdraw(change, *, by, at, reason):
    """Take back a decision that has not been carried out; the receiving side declines with the same act."""
    parts = concerned(change.kind, restored(change.plan))
    _require_either_side(by, parts)
    CHANGE.advance(change, "withdraw")
    _note("withdraw", f"{by.name} rút {_title(change)}: {reason}", change, by, at)
    return change


@transaction.atomic
def take(change, *, at, on):
    """Carry a planned decision out: once, whoever comes first. Its day counts, not the day it is carried out."""
    CHANGE.advance(change, "take", taken_at=at)
    system = SystemAccess(on)
    plan = restored(change.plan)
    made = reshape(
        change.kind, plan, by=system, at=at, on=change.effective_on, decision_no=change.decision_no
    )
    ChangedBody.objects.bulk_create([ChangedBody(change=change, body=body, part=Part.NEW) for body in made])
    parts = concerned(change.kind, plan)
    parts["new"] = [*parts["new"], *made]
    day = f"từ ngày {change.effective_on:%d/%m/%Y} theo quyết định {change.decision_no}"
    _note("take", f"Đã thực hiện: {said(change.kind, parts, plan)}, {day}.", change, system, at)
    return change


@transaction.atomic
def refuse(change, *, at, on, sentence):
    """A planned decision could not be carried out: kept with the reason, for people to decide anew."""
    CHANGE.advance(change, "refuse", failure=sentence[:500])
    _note("refuse", f"Không thực hiện được {_title(change)}: {sentence}", change, SystemAccess(on), at)
    return change


def take_due(*, at, on):
    """Carry out every planned decision whose day has come, in the order of their days; each for itself."""
    taken = []
    for change in TreeChange.objects.due_on(on):
        with suppress(ChangedMeanwhile):  # another worker was faster
            try:
                taken.append(take(change, at=at, on=on))
            except ChangedMeanwhile:
                raise
            except Refusal as refusal:
                change.refresh_from_db()
                refuse(change, at=at, on=on, sentence=str(refusal))
    return taken


def waits_for(kind, plan, by):
    """Receivers who have to agree first, because `by` has no right to place bodies under them."""
    if kind not in HANDED_ON:
        return []
    return [body for body in concerned(kind, plan)["receiver"] if not _may_receive(by, body)]


def _require(kind, plan, by):
    parts = concerned(kind, plan)
    for body in (*parts["old"], *parts["new"]):
        by.require(Ability.PLACE, body)
    match kind:
        case Kind.FOUND:
            require_below(by, Ability.PLACE, plan["parent"])
        case Kind.MERGE if plan.get("new"):
            require_below(by, Ability.PLACE, plan["new"].get("parent"))
        case Kind.SPLIT:
            for part in plan["parts"]:
                require_below(by, Ability.PLACE, part.get("parent") or plan["body"].parent)
        case Kind.END | Kind.DISSOLVE if plan.get("to") and not by.can(Ability.PLACE, plan["to"]):
            require_below(by, Ability.PLACE, plan["to"])


def _may_receive(by, body):
    try:
        require_below(by, Ability.PLACE, body)
    except (NotAllowed, OutOfScope):
        return False
    return True


def _require_either_side(by, parts):
    if any(_may_receive(by, body) for body in parts["receiver"]):
        return
    for body in parts["old"] or parts["receiver"]:
        by.require(Ability.PLACE, body)


def _rehearse(kind, plan, on, at):
    """Try the decision out after everything planned up to its day, and take all of it back."""
    system = SystemAccess(on)
    with suppress(_RehearsalOver), transaction.atomic():
        for earlier in TreeChange.objects.due_on(on):
            with suppress(Refusal), transaction.atomic():
                day, number = earlier.effective_on, earlier.decision_no
                reshape(earlier.kind, restored(earlier.plan), by=system, at=at, on=day, decision_no=number)
        reshape(kind, restored(kept(plan)), by=system, at=at, on=on, decision_no="")
        raise _RehearsalOver


def _note_parts(change, parts):
    rows = [
        ChangedBody(change=change, body=body, part=part)
        for part, bodies in (
            (Part.OLD, parts["old"]),
            (Part.NEW, parts["new"]),
            (Part.RECEIVER, parts["receiver"]),
        )
        for body in dict.fromkeys(bodies)
    ]
    ChangedBody.objects.bulk_create(rows, batch_size=500)


def _above(parts):
    """Where the system's own decisions belong: the union above the first body concerned."""
    body = [*parts["old"], *parts["receiver"], *parts["new"]][0]
    return (UnionBody.objects.above(body).last() or body) if parts["old"] else body


def _title(change):
    return f"{change.get_kind_display().lower()} theo quyết định {change.decision_no}"


def _note(act, sentence, change, by, at):
    # Figures of campaigns are older than a change of the tree below or above their organiser.
    topic = TREE_TOPIC if act == "take" else ""
    record(f"changing.{act}", sentence, by=by, at=at, subject=change, body=change.decider, topic=topic)
