"""What becomes of a body that ends: its place, its people, its seats in blocs, and who carries on?

The acts stand in `unions.changing`; these are their steps, taken inside its transaction.
"""

from datetime import timedelta

from unions.errors import Refusal
from unions.models import BlocMember, Mandate, Placement, Succession, UnionBody
from unions.placing import TooEarly, put_many

State = UnionBody.State


class LeftBehind(Refusal):
    """Bodies at work would stand under nothing."""


class AlreadyEnded(Refusal):
    """The body is no longer at work on that day."""


def require_at_work(bodies, on):
    """All of them exist on the day `on` and have not ended by then."""
    for body in bodies:
        if body.ended_on or (body.founded_on and body.founded_on > on):
            when = (
                f"từ {body.ended_on:%d/%m/%Y}" if body.ended_on else f"chỉ có từ {body.founded_on:%d/%m/%Y}"
            )
            word = f"đã {body.get_state_display().lower()} {when}" if body.ended_on else when
            raise AlreadyEnded(f"{body.label} {word}: biến động này không ghi được cho ngày {on:%d/%m/%Y}.")


def _require_later(ids, on):
    """A body stands at least one day where it stands: it would else be told as standing there for ever."""
    open_now = Placement.objects.filter(body__in=ids, until_on__isnull=True, from_on__gte=on)
    if early := open_now.select_related("body").order_by("pk").first():
        raise TooEarly(
            f"{early.body.label} về nơi trực thuộc hiện nay từ {early.from_on:%d/%m/%Y}: ngày kết thúc phải sau đó."
        )


def end(bodies, *, state, on, decision_no, kind, heirs=(), children_to=None):
    """End bodies on the day `on`; what stands below goes under `children_to`, `heirs` carry open duties on."""
    require_at_work(bodies, on)
    if set(bodies) & {*heirs, children_to}:
        raise LeftBehind("Đơn vị kết thúc hoạt động không thể tự kế thừa mình: đồng chí chọn đơn vị khác.")
    ids = [body.pk for body in bodies]
    _require_later(ids, on)
    children = list(
        UnionBody.objects.filter(parent__in=ids, ended_on__isnull=True)
        .exclude(pk__in=ids)
        .select_related("kind", "parent")
    )
    if children and children_to is None:
        raise LeftBehind(
            f"Còn {len(children)} đơn vị đang hoạt động bên dưới, ví dụ {children[0].label}: "
            "đồng chí chọn đơn vị nhận các đơn vị ấy."
        )
    if children:
        put_many(children, to=children_to, on=on, decision_no=decision_no)
    UnionBody.objects.filter(pk__in=ids).update(state=state, ended_on=on)
    Placement.objects.filter(body__in=ids, until_on__isnull=True).update(until_on=on)
    for rows in (Mandate.objects.filter(body__in=ids), BlocMember.objects.filter(body__in=ids)):
        rows.filter(from_on__lt=on).exclude(until_on__lte=on).update(until_on=on)
    # Posts and seats that would only begin later never begin: a day that cannot be shorter keeps them readable.
    for model in (Mandate, BlocMember):
        for row in model.objects.filter(body__in=ids, from_on__gte=on):
            model.objects.filter(pk=row.pk).update(until_on=row.from_on + timedelta(days=1))
    carry_on(bodies, heirs, kind=kind, on=on, decision_no=decision_no)
    for body in bodies:
        body.state, body.ended_on = state, on


def carry_on(bodies, heirs, *, kind, on, decision_no):
    """Note who carries on for whom."""
    rows = [
        Succession(old=body, new=heir, kind=kind, on=on, decision_no=decision_no)
        for body in bodies
        for heir in heirs
        if body != heir
    ]
    Succession.objects.bulk_create(rows, batch_size=500)
