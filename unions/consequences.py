"""What becomes of open duties, people, blocs and bodies below when a change happens? In plain sentences, before it."""

from unions.change_words import listed
from unions.contacts import heads_of
from unions.models import BlocMember, TreeChange, UnionBody

Kind = TreeChange.Kind
STAYS = "Đăng ký, chỉ tiêu, kết quả, minh chứng ở nguyên đơn vị; chữ ký trên giao ước vẫn là của người đã ký."
OLD_NAMES = "Phong trào đã kết thúc và báo cáo trước ngày ấy vẫn in tên cũ, cơ cấu cũ."
LEAVE = "rời khối từ ngày ấy"
SEATS_NAMED = PEOPLE_NAMED = 3


def consequences(kind, plan, parts, on):
    """Sentences for the impact page; `parts` are bodies by side as `changing.concerned` gives them."""
    match kind:
        case Kind.FOUND:
            return [
                "Đơn vị mới chưa có người phụ trách: sau ngày thành lập, đồng chí cử chủ tịch và gửi giấy mời.",
                "Phong trào đang diễn ra không tự thêm đơn vị mới; muốn tham gia thì công đoàn tổ chức mời vào.",
            ]
        case Kind.RENAME:
            return [*_renamed(plan), STAYS, OLD_NAMES]
        case Kind.MOVE | Kind.TRANSFER:
            return [*_moved(parts, on), STAYS, OLD_NAMES]
        case Kind.SPLIT:
            return [*_split(plan, parts, on), OLD_NAMES]
    return [*_ended(kind, plan, parts, on), OLD_NAMES]


def _renamed(plan):
    body = plan["body"]
    yield f"Tên “{body.name}” còn trong lịch sử đơn vị; tìm theo tên mới."
    if plan.get("code"):
        yield f"Mã đổi từ {body.code} thành {plan['code']}; tài khoản của mọi người giữ nguyên."


def _moved(parts, on):
    to, bodies = listed(parts["receiver"]), parts["old"]
    below = _below(bodies, on)
    if below:
        yield f"{below} đơn vị bên dưới đi cùng, không phải chuyển từng đơn vị."
    before = listed([each for each in dict.fromkeys(body.parent for body in bodies) if each])
    yield f"Từ ngày ấy {to} duyệt đăng ký và kết quả; {before} không còn xem được."
    yield "Người phụ trách giữ nguyên chức vụ và tài khoản."
    yield from _seats(bodies, on, "giữ chỗ cho đến khi công đoàn lập khối cho rời")


def _split(plan, parts, on):
    bodies = parts["old"]
    for part in plan["parts"]:
        going = len(part.get("bodies") or ())
        yield f"{part['name']} ra đời" + (f", nhận {going} đơn vị bên dưới." if going else ".")
    if plan["keeps"]:
        yield f"{listed(bodies)} vẫn hoạt động. {STAYS}"
        return
    yield f"{listed(bodies)} kết thúc hoạt động; việc còn dở do các đơn vị mới làm tiếp."
    yield from _people(bodies, on)
    yield from _seats(bodies, on)


def _ended(kind, plan, parts, on):
    """A merger, an end, a dissolution: who carries on, or that nobody does."""
    going = [body for body in parts["old"] if body not in (*parts["new"], *parts["receiver"])]
    heir = listed([*parts["new"], *parts["receiver"]]) or (plan.get("new") or {}).get("name", "")
    below = _below(going, on)
    if heir:
        yield f"{heir} làm tiếp việc còn dở của {listed(going)}: đăng ký, báo cáo kết quả chưa gửi."
        if below:
            yield f"{below} đơn vị bên dưới về trực thuộc {heir}."
    else:
        yield f"Không ai kế thừa {listed(going)}: từ ngày ấy ra khỏi mẫu số của báo cáo, kèm lý do."
        if below:
            yield f"Còn {below} đơn vị bên dưới đang hoạt động: chuyển hoặc kết thúc các đơn vị ấy trước."
    yield from _people(going, on)
    yield from _seats(going, on)


def _below(bodies, on):
    """Bodies at work below these, at any depth."""
    direct = UnionBody.objects.filter(parent__in=bodies).exclude(pk__in=[body.pk for body in bodies])
    return direct.active_on(on).count()


def _people(bodies, on):
    heads = heads_of(bodies, on)
    if not heads:
        return
    labels = {body.pk: body.label for body in bodies}
    first = list(heads.items())[:PEOPLE_NAMED]
    named = [f"{head.user.full_name} ({head.post}, {labels[pk]})" for pk, head in first]
    more = f" và {len(heads) - PEOPLE_NAMED} người nữa" if len(heads) > PEOPLE_NAMED else ""
    yield f"Thôi chức từ ngày ấy: {', '.join(named)}{more}. Tài khoản còn, chức vụ khác giữ nguyên."


def _seats(bodies, on, becomes=LEAVE):
    seats = list(
        BlocMember.objects.filter(body__in=bodies)
        .holding_on(on)
        .select_related("bloc")
        .order_by("bloc", "pk")
    )
    if not seats:
        return
    blocs = list(dict.fromkeys(seat.bloc.name for seat in seats))
    named = ", ".join(blocs[:SEATS_NAMED])
    more = f" và {len(blocs) - SEATS_NAMED} khối khác" if len(blocs) > SEATS_NAMED else ""
    yield f"{named}{more}: {becomes}."
    heading = [seat.bloc.name for seat in seats if seat.post == BlocMember.Post.HEAD]
    if heading and becomes == LEAVE:
        yield f"Cần cử trưởng khối mới cho {heading[0]}."
