"""Which kinds of body and which sectors are there, from when to when, and what stands on them?

Kinds and sectors are of the whole installation: an administrator of a union at its top says which there are.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Q

from unions.errors import NotAllowed, Refusal
from unions.models import BodyKind, Sector, TreeChange, UnionBody
from unions.querysets import SEGMENT
from unions.recording import record
from unions.roles import HOLDERS, Ability

KIND_WORDS = {
    "name": "tên",
    "short_name": "tên tắt",
    "rank": "bậc",
    "is_grassroots": "là công đoàn cơ sở",
    "is_external": "là tổ chức ngoài công đoàn",
    "from_on": "có từ ngày",
    "until_on": "đến hết ngày",
    "needs_second": "cấp quyền phải có người thứ hai",
}
SECTOR_WORDS = {"name": "tên", "parent": "thuộc", "position": "thứ tự"}
# What a change may do to the old body so that its kind may end.
ENDING = (TreeChange.Kind.MERGE, TreeChange.Kind.END, TreeChange.Kind.DISSOLVE, TreeChange.Kind.SPLIT)


class CodeTaken(Refusal):
    sentence = "Mã này đã có: chọn mã khác."


class BodiesStand(Refusal):
    """Bodies stand on what was to be changed."""


class DaysInOrder(Refusal):
    sentence = "Ngày cuối phải bằng hoặc sau ngày bắt đầu."


class AlreadyEnded(Refusal):
    sentence = "Loại tổ chức này đã ghi ngày cuối."


class OwnParent(Refusal):
    sentence = "Một khu vực không thể thuộc chính nó hoặc thuộc khu vực dưới nó."


class TwoNatures(Refusal):
    sentence = "Tổ chức ngoài công đoàn không phải là công đoàn cơ sở: chọn một trong hai."


class OneAlone(Refusal):
    sentence = (
        "Một người không tự bỏ được yêu cầu người thứ hai khi đã có đơn vị loại này: người vận hành máy chủ bỏ, "
        "bằng lệnh second_person."
    )


@dataclass(frozen=True)
class _Top:
    """The top of the tree above a body: there it is decided for everybody."""

    path: str
    label: str = "cấp cao nhất"


def require_define(by):
    """Ask whether one may define; nobody outside the top is told that something does not exist: all see kinds."""
    if by.body is None and by.user is not None:
        raise NotAllowed(f"Việc này dành cho {HOLDERS[Ability.DEFINE]}.")
    by.require(Ability.DEFINE, _Top(by.body.path[:SEGMENT] if by.body else ""))


def may_define(by):
    return by.body is not None and by.can(Ability.DEFINE, _Top(by.body.path[:SEGMENT]))


# Kinds ----------------------------------------------------------------------------------------------------------------


@transaction.atomic
def define_kind(*, by, at, code, name, short_name, rank, allowed_parents=(), **columns):
    """Say that there is a kind of body; `columns`: is_grassroots, is_external, from_on, until_on, needs_second."""
    require_define(by)
    if BodyKind.objects.filter(code=code).exists():
        raise CodeTaken
    kind = BodyKind(code=code, name=name, short_name=short_name, rank=rank, **columns)
    _check_kind(kind)
    kind.save(force_insert=True)
    kind.allowed_parents.set(allowed_parents)
    under = ", ".join(parent.name for parent in allowed_parents) or "không trực thuộc đâu"
    _note("define_kind", f"{by.name} thêm loại tổ chức {name}, trực thuộc: {under}.", kind, by, at)
    return kind


@transaction.atomic
def revise_kind(kind, *, by, at, allowed_parents=None, **columns):
    """Change a kind; its code stays. Refused where bodies stand that the new rule would not allow."""
    require_define(by)
    kind = BodyKind.objects.select_for_update().get(pk=kind.pk)
    changed = {name: value for name, value in columns.items() if getattr(kind, name) != value}
    told = [_told(KIND_WORDS[name], getattr(kind, name), value) for name, value in changed.items()]
    _check_nature(kind, changed)
    _check_second(kind, changed, by)
    for name, value in changed.items():
        setattr(kind, name, value)
    _check_kind(kind)
    if "until_on" in changed and kind.until_on:
        _check_over(kind, kind.until_on)
    if allowed_parents is not None:
        told += _set_parents(kind, allowed_parents)
    if changed:
        kind.save(update_fields=list(changed))
    if told:
        _note("revise_kind", f"{by.name} sửa loại tổ chức {kind.name}: {'; '.join(told)}.", kind, by, at)
    return kind


@transaction.atomic
def end_kind(kind, *, by, at, on, decision_no=""):
    """Say that a kind is over: `on` is its last day. Bodies of that kind are over by then, or will be."""
    require_define(by)
    if kind.until_on:
        raise AlreadyEnded
    if kind.from_on and on < kind.from_on:
        raise DaysInOrder
    _check_over(kind, on)
    BodyKind.objects.filter(pk=kind.pk).update(until_on=on)
    kind.until_on = on
    decided = f" theo quyết định {decision_no}" if decision_no else ""
    _note(
        "end_kind",
        f"{by.name} ghi loại tổ chức {kind.name} chỉ có đến hết ngày {on:%d/%m/%Y}{decided}.",
        kind,
        by,
        at,
    )
    return kind


def kinds_in_use():
    """Kinds in order with `active` and `known`: how many bodies there are, and ever were."""
    bodies = Count("bodies", distinct=True)
    active = Count("bodies", filter=Q(bodies__state=UnionBody.State.ACTIVE), distinct=True)
    kinds = BodyKind.objects.annotate(known=bodies, active=active).order_by("rank", "pk")
    return kinds.prefetch_related("allowed_parents")


def _check_kind(kind):
    if kind.is_external and kind.is_grassroots:
        raise TwoNatures
    if kind.from_on and kind.until_on and kind.until_on < kind.from_on:
        raise DaysInOrder


def _check_nature(kind, changed):
    """What reports and rights stand on does not change under bodies that exist."""
    for name in ("is_grassroots", "is_external"):
        if name in changed and (count := kind.bodies.count()):
            raise BodiesStand(
                f"Đã có {count} đơn vị loại {kind.name} nên không đổi được mục “{KIND_WORDS[name]}”: "
                "thêm một loại tổ chức mới."
            )


def _check_second(kind, changed, by):
    """One person alone does not do away with the second one: whoever runs the server does (`second_person`)."""
    if changed.get("needs_second") is False and by.user is not None and kind.bodies.exists():
        raise OneAlone


def _check_over(kind, on):
    """Nobody of this kind is there the day after `on`, or a decision that waits for its day sees to it."""
    after = on + timedelta(days=1)
    foreseen = TreeChange.objects.filter(state="planned", effective_on__lte=after, kind__in=ENDING)
    going = foreseen.filter(parts__part="old").values("parts__body")
    left = kind.bodies.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=after)).exclude(pk__in=going).count()
    if left:
        raise BodiesStand(
            f"Còn {left} đơn vị loại {kind.name} hoạt động sau ngày {on:%d/%m/%Y}: "
            "ghi biến động của các đơn vị đó trước."
        )


def _set_parents(kind, parents):
    """Allow these kinds above; returns what to tell. Nobody's present place may become forbidden."""
    old = {parent.pk: parent for parent in kind.allowed_parents.all()}
    new = {parent.pk: parent for parent in parents}
    gone = [old[pk] for pk in old.keys() - new.keys()]
    standing = kind.bodies.filter(state=UnionBody.State.ACTIVE, parent__kind__in=gone)
    if count := standing.count():
        names = ", ".join(parent.name for parent in gone)
        raise BodiesStand(
            f"Còn {count} đơn vị loại {kind.name} đang trực thuộc {names}: chuyển các đơn vị đó trước."
        )
    if old.keys() == new.keys():
        return []
    kind.allowed_parents.set(parents)
    return [f"trực thuộc được: {', '.join(parent.name for parent in parents) or 'không đâu'}"]


# Sectors --------------------------------------------------------------------------------------------------------------


@transaction.atomic
def define_sector(*, by, at, code, name, parent=None, position=0):
    require_define(by)
    if Sector.objects.filter(code=code).exists():
        raise CodeTaken
    sector = Sector.objects.create(code=code, name=name, parent=parent, position=position)
    under = f" thuộc {parent.name}" if parent else ""
    _note("define_sector", f"{by.name} thêm khu vực {name}{under}.", sector, by, at)
    return sector


@transaction.atomic
def revise_sector(sector, *, by, at, **columns):
    """Change name, parent or position of a sector; its code stays."""
    require_define(by)
    above = columns.get("parent")
    while above is not None:
        if above.pk == sector.pk:
            raise OwnParent
        above = above.parent
    changed = {name: value for name, value in columns.items() if getattr(sector, name) != value}
    told = [_told(SECTOR_WORDS[name], getattr(sector, name), value) for name, value in changed.items()]
    if not changed:
        return sector
    old_name = sector.name
    for name, value in changed.items():
        setattr(sector, name, value)
    sector.save(update_fields=list(changed))
    _note("revise_sector", f"{by.name} sửa khu vực {old_name}: {'; '.join(told)}.", sector, by, at)
    return sector


def sectors_in_use():
    """Sectors in order with `active`: how many active bodies are of it."""
    active = Count("bodies", filter=Q(bodies__state=UnionBody.State.ACTIVE))
    return Sector.objects.annotate(active=active).select_related("parent").order_by("position", "pk")


def _told(word, old, new):
    return f"{word} từ {_shown(old)} thành {_shown(new)}"


def _shown(value):
    if isinstance(value, bool):
        return "có" if value else "không"
    if value is None or value == "":
        return "chưa ghi"
    return f"{value:%d/%m/%Y}" if hasattr(value, "year") else f"“{value}”"


def _note(act, sentence, row, by, at):
    record(f"defining.{act}", sentence, by=by, at=at, subject=row, body=by.body)
