"""How is each kind of decision about the tree carried out on its day?

Steps of `unions.changing`, which asks for rights, keeps the decision and opens the transaction. Each returns the bodies
that came to be, or an empty list.
"""

from unions import ending, placing
from unions.errors import Refusal
from unions.models import Succession, TreeChange, UnionBody

Kind = TreeChange.Kind
State = UnionBody.State


class NothingLeft(Refusal):
    """A merger of nothing, a split into nothing, a transfer of nobody."""


class NotBelow(Refusal):
    """A body that should go along does not stand below the one that is split."""


def reshape(kind, plan, *, by, at, on, decision_no):
    """Carry out one decision from the day `on`; raises the refusal of the step that is not possible."""
    return STEPS[kind](plan, by=by, at=at, on=on, decision_no=decision_no)


def _found(plan, *, by, at, on, decision_no):
    ending.require_at_work([plan["parent"]], on)
    return [placing.found(by=by, at=at, on=on, decision_no=decision_no, **_columns(plan))]


def _rename(plan, *, by, at, on, decision_no):
    ending.require_at_work([plan["body"]], on)
    names = {"name": plan["name"], "short_name": plan.get("short_name", ""), "code": plan.get("code")}
    placing.rename(plan["body"], by=by, at=at, on=on, decision_no=decision_no, **names)
    return []


def _move(plan, *, by, at, on, decision_no):
    ending.require_at_work([plan["body"], plan["to"]], on)
    placing.move(plan["body"], to=plan["to"], by=by, at=at, on=on, decision_no=decision_no)
    return []


def _transfer(plan, *, by, at, on, decision_no):
    if not plan["bodies"]:
        raise NothingLeft("Đồng chí chọn ít nhất một đơn vị để bàn giao.")
    ending.require_at_work([*plan["bodies"], plan["to"]], on)
    placing.put_many(plan["bodies"], to=plan["to"], on=on, decision_no=decision_no)
    return []


def _merge(plan, *, by, at, on, decision_no):
    into = plan.get("into")
    going = [body for body in dict.fromkeys(plan["bodies"]) if body != into]
    if len(going) + bool(into) < 2:
        raise NothingLeft("Sáp nhập cần ít nhất hai đơn vị.")
    made = []
    if into is None:
        made = [placing.found(by=by, at=at, on=on, decision_no=decision_no, **_columns(plan["new"]))]
        into = made[0]
    ending.require_at_work([into], on)
    ending.end(
        going, state=State.MERGED, on=on, decision_no=decision_no, kind=Succession.Kind.MERGE, heirs=[into],
        children_to=into,
    )  # fmt: skip
    return made


def _split(plan, *, by, at, on, decision_no):
    body, parts = plan["body"], plan["parts"]
    if len(parts) + plan["keeps"] < 2:
        raise NothingLeft("Chia tách cần ít nhất hai đơn vị sau khi chia, hoặc giữ lại đơn vị cũ.")
    ending.require_at_work([body], on)
    rows = [{"parent": body.parent, "decision_no": decision_no, **_columns(part)} for part in parts]
    made = placing.found_many(rows, by=by, at=at, on=on)
    for part, new in zip(parts, made, strict=True):
        _hand_over(body, part.get("bodies") or [], new, on, decision_no)
    kind = Succession.Kind.SPLIT
    if plan["keeps"]:
        ending.carry_on([body], made, kind=kind, on=on, decision_no=decision_no)
    else:
        ending.end([body], state=State.ENDED, on=on, decision_no=decision_no, kind=kind, heirs=made)
    return made


def _hand_over(body, children, new, on, decision_no):
    for child in children:
        if child.parent_id != body.pk:
            raise NotBelow(f"{child.label} không trực thuộc {body.label}, không đưa sang {new.label} được.")
    if children:
        ending.require_at_work(children, on)
        placing.put_many(children, to=new, on=on, decision_no=decision_no)


def _ending_as(state):
    def step(plan, *, by, at, on, decision_no):
        heir = plan.get("to")
        if not plan["bodies"]:
            raise NothingLeft("Đồng chí chọn ít nhất một đơn vị kết thúc.")
        if heir:
            ending.require_at_work([heir], on)
        ending.end(
            plan["bodies"], state=state, on=on, decision_no=decision_no, kind=Succession.Kind.REPLACE,
            heirs=[heir] if heir else [], children_to=heir,
        )  # fmt: skip
        return []

    return step


STEPS = {
    Kind.FOUND: _found,
    Kind.RENAME: _rename,
    Kind.MOVE: _move,
    Kind.TRANSFER: _transfer,
    Kind.MERGE: _merge,
    Kind.SPLIT: _split,
    Kind.END: _ending_as(State.ENDED),
    Kind.DISSOLVE: _ending_as(State.DISSOLVED),
}
COLUMNS = ("code", "name", "short_name", "kind", "parent", "sector")


def _columns(plan):
    """The columns of a body to be founded; what was left open is left to the body's own defaults."""
    return {name: plan[name] for name in COLUMNS if plan.get(name)}
