"""How does a body enter the tree and move in it, with its past kept?"""

import uuid

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from unions.errors import Refusal
from unions.models import BodyFacts, Placement, UnionBody
from unions.querysets import path_step
from unions.recording import record
from unions.roles import Ability
from unions.vietnamese import fold, sort_key


class WrongParent(Refusal):
    sentence = "Một đơn vị không thể chuyển vào chính nó hoặc vào đơn vị dưới nó."


class KindNotAllowed(Refusal):
    sentence = "Loại tổ chức này không trực thuộc loại tổ chức ấy được."


@transaction.atomic
def found(*, by, at, on, code, name, kind, parent=None, decision_no="", **columns):
    """Found one body under `parent` (None: a top of the tree) on the day `on`; returns it."""
    if parent:
        by.require(Ability.PLACE, parent if by.user is None else _holder(by, parent))
        _check_kind(kind, parent)
    body = UnionBody(
        code=code,
        name=name,
        kind=kind,
        parent=parent,
        founded_on=on,
        path=f"new-{uuid.uuid4()}",  # unique until the row has its number
        sort_key=sort_key(name),
        search_text=fold(f"{name} {columns.get('short_name', '')} {code}")[:400],
        **columns,
    )
    body.save(force_insert=True)
    body.path = (parent.path if parent else "") + path_step(body.pk)
    UnionBody.objects.filter(pk=body.pk).update(path=body.path)
    Placement.objects.create(body=body, parent=parent, from_on=on, decision_no=decision_no)
    where = f" trực thuộc {parent.label}" if parent else ""
    record("placing.found", f"{by.name} lập {name}{where}.", by=by, at=at, subject=body, body=body)
    return body


@transaction.atomic
def move(body, *, to, by, at, on, decision_no):
    """Put `body` and all below it under `to` from the day `on`; the old placement stays readable."""
    by.require(Ability.PLACE, body)
    by.require(Ability.PLACE, _holder(by, to))
    if to.path.startswith(body.path):
        raise WrongParent
    _check_kind(body.kind, to)
    old_parent, old_path = body.parent, body.path
    new_path = to.path + path_step(body.pk)
    below = UnionBody.objects.within(body)
    below.update(path=Concat(Value(new_path), Substr("path", len(old_path) + 1)))
    UnionBody.objects.filter(pk=body.pk).update(parent=to)
    body.parent, body.path = to, new_path
    Placement.objects.filter(body=body, until_on__isnull=True).update(until_on=on)
    Placement.objects.create(body=body, parent=to, from_on=on, decision_no=decision_no)
    sentence = (
        f"{by.name} chuyển {body.label} từ {old_parent.label if old_parent else 'cấp cao nhất'} về {to.label} "
        f"từ ngày {on:%d/%m/%Y} theo quyết định {decision_no}."
    )
    record("placing.move", sentence, by=by, at=at, subject=body, body=body)
    return body


@transaction.atomic
def state_fact(body, *, code, value, as_of, source, by, at):
    """State one dated figure of a body (workers, women…), `value` as a scaled integer."""
    by.require(Ability.PLACE, body)
    label = BodyFacts.Code(code).label
    fact, _ = BodyFacts.objects.update_or_create(
        body=body, code=code, as_of=as_of, defaults={"value": value, "source": source}
    )
    sentence = f"{by.name} ghi số liệu {label} của {body.label} tính đến {as_of:%d/%m/%Y}."
    record(
        "placing.state_fact",
        sentence,
        by=by,
        at=at,
        subject=body,
        body=body,
        data={"code": code, "value": value},
    )
    return fact


def _check_kind(kind, parent):
    if not kind.allowed_parents.filter(pk=parent.pk and parent.kind_id).exists():
        raise KindNotAllowed(f"{kind.name} không trực thuộc {parent.kind.name} được.")


def _holder(by, parent):
    """PLACE reaches below one's own body; founding directly under one's own body is meant by that too."""
    own = by.body
    return _Below(parent) if own is not None and own.path == parent.path else parent


class _Below:
    """A place directly under a body, for asking whether one may act there before the body exists."""

    def __init__(self, parent):
        self.path = parent.path + path_step(0)
        self.label = parent.label
