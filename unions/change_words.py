"""How is a change of the tree said in one plain sentence, before and after it happens?"""

from dataclasses import dataclass

from unions.models import ChangedBody, TreeChange

NAMED = 3  # bodies named in a sentence; the rest is a number
Kind, Part = TreeChange.Kind, ChangedBody.Part


@dataclass(frozen=True)
class Choice:
    """One thing that can happen to a body, as its page offers it."""

    kind: str
    slug: str
    label: str
    says: str

    @property
    def is_final(self):
        """Does the body stop working?"""
        return self.kind in (Kind.END, Kind.DISSOLVE)


CHOICES = {
    each.slug: each
    for each in (
        Choice(
            Kind.FOUND,
            "thanh-lap",
            "Thành lập đơn vị mới dưới đây",
            "Một đơn vị chưa có ra đời, trực thuộc đơn vị này.",
        ),
        Choice(
            Kind.RENAME,
            "doi-ten",
            "Đổi tên",
            "Vẫn là đơn vị ấy. Tên cũ còn trong lịch sử và trong báo cáo cũ.",
        ),
        Choice(
            Kind.MOVE,
            "chuyen",
            "Chuyển nơi trực thuộc",
            "Đơn vị này và mọi đơn vị bên dưới về công đoàn cấp trên khác.",
        ),
        Choice(
            Kind.MERGE,
            "sap-nhap",
            "Sáp nhập",
            "Đơn vị này cùng đơn vị khác thành một; việc còn dở do đơn vị còn lại làm tiếp.",
        ),
        Choice(
            Kind.SPLIT,
            "chia-tach",
            "Chia tách",
            "Một đơn vị thành nhiều đơn vị, hoặc tách bớt ra đơn vị mới.",
        ),
        Choice(
            Kind.TRANSFER,
            "ban-giao",
            "Bàn giao nhiều đơn vị",
            "Chọn các đơn vị bên dưới để giao cho công đoàn khác; bên ấy đồng ý thì nhận.",
        ),
        Choice(
            Kind.END,
            "ket-thuc",
            "Kết thúc hoạt động",
            "Theo sắp xếp tổ chức. Có thể có đơn vị kế thừa nhận các đơn vị bên dưới và việc còn dở.",
        ),
        Choice(
            Kind.DISSOLVE,
            "giai-the",
            "Giải thể",
            "Không còn hoạt động và không ai kế thừa; các báo cáo sau nêu lý do.",
        ),
    )
}


def told(change):
    """ "Sáp nhập CĐCS xã An Thạnh vào CĐCS xã Phú Lộc": reads `change.parts` with their bodies, and the plan.

    A list that prefetched only some of the bodies says in `change.old_count` how many there are.
    """
    parts = {part: [] for part in Part.values}
    for row in getattr(change, "some_parts", None) or change.parts.all():
        parts[row.part].append(row.body)
    return sentence(change.kind, parts, change.plan, getattr(change, "old_count", None))


def sentence(kind, parts, plan, old_count=None):
    """The same before anything is recorded: `parts` are bodies by side, `plan` names those that do not exist yet."""
    old = listed(parts["old"], old_count)
    made = listed(parts["new"]) or _planned(plan)
    receiver = listed(parts["receiver"])
    heir = receiver or made
    match kind:
        case Kind.FOUND:
            return f"Thành lập {made}" + (f", trực thuộc {receiver}" if receiver else "")
        case Kind.RENAME:
            return f"Đổi tên {old} thành {plan.get('name', '')}"
        case Kind.MOVE:
            return f"Chuyển {old} về {heir}"
        case Kind.TRANSFER:
            return f"Bàn giao {old} cho {heir}"
        case Kind.MERGE:
            word = "thành" if plan.get("new") else "vào"
            return f"Sáp nhập {old} {word} {made or receiver}"
        case Kind.SPLIT:
            return f"Chia tách {old} thành {made}" if not plan.get("keeps") else f"Tách {made} từ {old}"
    what = "Kết thúc hoạt động" if kind == Kind.END else "Giải thể"
    return f"{what} {old}" + (f"; {heir} kế thừa" if heir else "")


def _planned(plan):
    """Names of the bodies that the change will make."""
    made = [plan.get("new"), *plan.get("parts", ())] if "new" in plan or "parts" in plan else [plan]
    return _some([each["name"] for each in made if each and each.get("name")])


def listed(bodies, count=None):
    """ "A, B, C và 3 đơn vị khác"; `count` where not all of them are at hand."""
    return _some([body.label for body in bodies], count)


def _some(names, count=None):
    named, count = ", ".join(names[:NAMED]), count or len(names)
    return named if count <= NAMED else f"{named} và {count - NAMED} đơn vị khác"


def when(change, today):
    """ "có hiệu lực sau 12 ngày", "có hiệu lực từ 01/07/2025": how far away its day is."""
    days = (change.effective_on - today).days
    if change.state == TreeChange.State.TAKEN or days < 0:
        return f"từ ngày {change.effective_on:%d/%m/%Y}"
    return in_days(days)


def in_days(days):
    return f"có hiệu lực sau {days:,} ngày".replace(",", ".") if days > 0 else "có hiệu lực ngay hôm nay"
