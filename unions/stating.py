"""How does somebody state one figure of a body, or correct one stated before?"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from unions.body_facts import shown
from unions.models import BodyFacts
from unions.recording import record
from unions.roles import Ability


@dataclass(frozen=True)
class Stated:
    """A figure as it was typed: `value` scaled, for one day, from somewhere."""

    code: str
    value: int
    as_of: date
    source: str = ""


@transaction.atomic
def state(body, stated, *, by, at):
    """Write the figure; one of the same day is corrected, and the ledger says from what to what. Returns the fact."""
    by.require(Ability.PLACE, body)
    before = stated_before(body, stated)
    fact, _ = BodyFacts.objects.update_or_create(
        body=body,
        code=stated.code,
        as_of=stated.as_of,
        defaults={"value": stated.value, "source": stated.source},
    )
    data = {
        "code": stated.code,
        "as_of": f"{stated.as_of:%Y-%m-%d}",
        "value": stated.value,
        "before": before.value if before else None,
        "source": stated.source,
    }
    record(
        "stating.state", _sentence(body, stated, before, by), by=by, at=at, subject=body, body=body, data=data
    )
    return fact


def stated_before(body, stated):
    """The figure of the same day that this one corrects, or None."""
    return BodyFacts.objects.filter(body=body, code=stated.code, as_of=stated.as_of).first()


def _sentence(body, stated, before, by):
    label = BodyFacts.Code(stated.code).label
    now = shown(stated.code, stated.value)
    source = f", nguồn: {stated.source}" if stated.source else ""
    of_day = f"{body.label} tính đến {stated.as_of:%d/%m/%Y}"
    if before is not None and before.value != stated.value:
        was = shown(stated.code, before.value)
        return f"{by.name} sửa số liệu {label} của {of_day} từ {was} thành {now}{source}."
    return f"{by.name} ghi số liệu {label} của {of_day} là {now}{source}."
