"""Which external bodies (Mặt trận, UBND…) does a union deal with? They ask and answer; nobody signs in for them."""

from django.db import transaction
from django.db.models import Q

from unions import placing
from unions.errors import Refusal
from unions.models import BodyKind, UnionBody
from unions.querysets import path_lineage, within


class UnionKind(Refusal):
    sentence = "Loại tổ chức này là của công đoàn: chọn loại tổ chức ngoài công đoàn."


@transaction.atomic
def add_outside(*, by, at, on, kind, parent, **columns):
    """Enter an external body that `parent` deals with; it stands below it, so that its people see it."""
    if not kind.is_external:
        raise UnionKind
    return placing.found(by=by, at=at, on=on, kind=kind, parent=parent, is_external=True, **columns)


def outside_kinds(parent, on):
    """Kinds of external bodies that may be entered below `parent` on that day."""
    kinds = BodyKind.objects.filter(is_external=True, allowed_parents=parent.kind_id)
    kinds = kinds.filter(Q(from_on__isnull=True) | Q(from_on__lte=on))
    return kinds.filter(Q(until_on__isnull=True) | Q(until_on__gte=on))


def outside_of(bodies):
    """External bodies that these unions may name: their own, those of unions above and below them, and those at the
    top of the tree, which are everybody's."""
    near = Q(parent__isnull=True)
    for body in bodies:
        near |= Q(parent__path__in=path_lineage(body.path)) | within([body.path], "path")
    return UnionBody.objects.filter(near, is_external=True)
