"""What has happened to a body since it began, in sentences, in the order of the days?"""

from collections import defaultdict
from itertools import pairwise

from django.db.models import Q

from unions.change_words import told
from unions.models import PastName, Succession, TreeChange

State, Kind = TreeChange.State, Succession.Kind
ENDING = (TreeChange.Kind.END, TreeChange.Kind.DISSOLVE)


def history_of(body):
    """[(day, sentence)] of one body, the earliest first; what is only planned stands last and says so. Five queries."""
    placements = list(body.placements.select_related("parent").order_by("from_on", "pk"))
    kin = Succession.objects.filter(Q(old=body) | Q(new=body)).select_related("old", "new")
    kin = list(kin.order_by("on", "pk"))
    changes = _changes(body)
    called = _Names([body, *(each.parent for each in placements if each.parent), *_others(body, kin)])
    happened = [
        *_founding(body, placements, kin, called),
        *_placings(body, placements, called),
        *_renamings(body, called),
        *_kin(body, kin, called),
        *_ending(body, kin, changes),
    ]
    planned = [
        (each.effective_on, f"Dự kiến: {told(each)}, theo quyết định số {each.decision_no}.")
        for each in changes
        if each.state in (State.PLANNED, State.OFFERED)
    ]
    return sorted(happened, key=lambda each: each[0]) + sorted(planned, key=lambda each: each[0])


def _changes(body):
    """Changes that wait, and the one that ended the body, with their bodies."""
    mine = Q(state__in=[State.PLANNED, State.OFFERED]) | Q(state=State.TAKEN, kind__in=ENDING)
    return list(
        TreeChange.objects.filter(mine, pk__in=body.changes.values("change")).prefetch_related("parts__body")
    )


def _others(body, kin):
    return [each.new if each.old_id == body.pk else each.old for each in kin]


class _Names:
    """What each of these bodies was called on a day; one query for all of them."""

    def __init__(self, bodies):
        self.bodies = {body.pk: body for body in bodies}
        self.past = defaultdict(list)
        for row in PastName.objects.filter(body__in=self.bodies).order_by("until_on", "pk"):
            self.past[row.body_id].append(row)

    def on(self, body, day):
        """The label of a body on a day."""
        for row in self.past[body.pk]:
            if day is None or row.until_on > day:
                return row.short_name or row.name
        return body.label

    def in_turn(self, body):
        """[(a name, the next one)]"""
        return list(pairwise([*self.past[body.pk], body]))

    def first(self, body):
        return (self.past[body.pk] or [body])[0].name


def _by(decision_no):
    return f" theo quyết định số {decision_no}" if decision_no else ""


def _founding(body, placements, kin, called):
    day = body.founded_on or (placements[0].from_on if placements else None)
    if day is None:
        return
    first = placements[0] if placements else None
    under = f", trực thuộc {called.on(first.parent, day)}" if first and first.parent else ""
    origin = [each for each in kin if each.new_id == body.pk and each.on == day]
    before = ", ".join(called.on(each.old, each.on) for each in origin)
    word = {Kind.MERGE: "từ sáp nhập", Kind.SPLIT: "từ chia tách", Kind.REPLACE: "thay"}
    made = f" {word[origin[0].kind]} {before}" if origin else ""
    number = (first.decision_no if first else "") or (origin[0].decision_no if origin else "")
    yield day, f"Thành lập {called.first(body)}{made}{under}{_by(number)}."


def _placings(body, placements, called):
    for row in placements[1:]:
        where = f"trực thuộc {called.on(row.parent, row.from_on)}" if row.parent else "cấp cao nhất"
        yield row.from_on, f"Chuyển về {where}{_by(row.decision_no)}."


def _renamings(body, called):
    for before, after in called.in_turn(body):
        said = []
        if before.name != after.name:
            said.append(f"Đổi tên {before.name} thành {after.name}")
        elif before.short_name != after.short_name:
            said.append(f"Đổi tên gọi tắt thành {after.short_name or after.name}")
        if before.code != after.code:
            said.append(f"{'đổi' if said else 'Đổi'} mã {before.code} thành {after.code}")
        if said:
            yield before.until_on, f"{', '.join(said)}{_by(before.decision_no)}."


def _kin(body, kin, called):
    """Mergers, splits and replacements, those of one day and decision together."""
    groups = defaultdict(list)
    for each in kin:
        is_heir = each.new_id == body.pk
        if is_heir and each.on == body.founded_on:
            continue  # told with its founding
        groups[each.on, each.kind, is_heir, each.decision_no].append(each.old if is_heir else each.new)
    for (day, kind, is_heir, number), others in groups.items():
        names = ", ".join(called.on(other, day) for other in others)
        yield day, f"{_kin_words(body, kind, is_heir, day, names)}{_by(number)}."


def _kin_words(body, kind, is_heir, day, names):
    if is_heir:
        return {
            Kind.MERGE: f"Nhận {names} sáp nhập vào",
            Kind.SPLIT: f"Nhận một phần từ {names}",
            Kind.REPLACE: f"Kế thừa {names}",
        }[kind]
    ends = body.ended_on == day
    return {
        Kind.MERGE: f"Sáp nhập vào {names}",
        Kind.SPLIT: f"Chia tách thành {names}" if ends else f"Tách bớt ra {names}",
        Kind.REPLACE: f"Kết thúc hoạt động, {names} kế thừa",
    }[kind]


def _ending(body, kin, changes):
    """The end of a body that nobody carries on for."""
    if body.ended_on is None or any(each.old_id == body.pk and each.on == body.ended_on for each in kin):
        return
    change = next((each for each in changes if each.effective_on == body.ended_on), None)
    why = f"{_by(change.decision_no)}: {change.reason}" if change and change.state == State.TAKEN else ""
    yield body.ended_on, f"{body.get_state_display()}{why.rstrip('.')}."
