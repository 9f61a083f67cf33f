"""What is asked of one unit, line by line, and what did it register: assigned, answered, last year, flagged?"""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from emulation.models import Indicator
from emulation.scoping import applies
from targets.comparisons import is_worse, place_of
from targets.models import PriorResult, ReturnedLine, Target
from targets.promises import Answer, answer_of, asked, difference, promised


@dataclass
class AskedLine:
    """One indicator as it concerns one unit. `number` counts the unit's own lines, `remark` is None unless flagged."""

    number: int
    indicator: Indicator
    assigned: int | None = None
    target: Target | None = None
    prior_num: int | None = None
    prior_den: int | None = None
    remark: str | None = None
    is_open: bool = True

    @property
    def pk(self):
        return self.indicator.pk

    @property
    def answer(self):
        return answer_of(self.indicator)

    @property
    def asked(self):
        return asked(self.indicator, self.assigned)

    @property
    def value(self):
        return self.target.value if self.target else None

    @property
    def text(self):
        return self.target.text if self.target else ""

    @property
    def is_declined(self):
        return self.target is not None and self.target.is_declined

    @property
    def reason(self):
        return self.target.reason if self.target else ""

    @property
    def is_optional(self):
        """What is asked in words may be taken as it stands in the plan."""
        return self.answer == Answer.WORDS

    @property
    def is_answered(self):
        return self.target is not None

    @property
    def is_missing(self):
        """Words alone do not answer a line that asks for a figure or a yes."""
        return not self.is_optional and not self.is_declined and self.value is None

    @property
    def is_taken(self):
        """Answered exactly as asked; words are added to what is asked, they do not change it."""
        if self.is_optional:
            return not self.is_declined
        return self.value is not None and self.value == self.asked

    @property
    def promise(self):
        return promised(self.indicator, self.value, self.text, self.is_declined, self.reason)

    @property
    def difference(self):
        return difference(self.indicator, self.value, self.asked, self.is_declined)

    @property
    def place(self):
        """Equal, lower, higher or declined."""
        return place_of(self.value, self.asked, self.is_declined)

    @property
    def is_worse(self):
        return is_worse(self.value, self.asked, self.is_declined, self.indicator.comparator)


def asked_lines(participant, registration=None):
    """The lines that concern this unit, in the order of the plan; three queries whatever their number.

    A returned registration with flagged lines leaves only those open.
    """
    prior = PriorResult.objects.filter(participant=participant, indicator=OuterRef("pk"))
    flagged = ReturnedLine.objects.filter(registration=registration, indicator=OuterRef("pk"))
    indicators = (
        Indicator.objects.filter(campaign=participant.campaign_id)
        .in_order()
        .select_related("content")
        .prefetch_related("scope_rules")
        .annotate(
            prior_num=Subquery(prior.values("num")[:1]),
            prior_den=Subquery(prior.values("den")[:1]),
            remark=Subquery(flagged.values("remark")[:1]),
        )
    )
    concerned = [indicator for indicator in indicators if applies(indicator, participant)]
    targets = _targets_of(participant)
    lines = [_line(number, indicator, targets) for number, indicator in enumerate(concerned, start=1)]
    _close(lines, registration)
    return lines


def are_taken(lines):
    """Was everything taken exactly as assigned, so that nobody needs to review it (DOMAIN §7)?

    A plan without numbers asks for its contents as they stand: nothing can differ.
    """
    return all(line.is_taken for line in lines)


def _targets_of(participant):
    kinds = (Target.Kind.ASSIGNED, Target.Kind.REGISTERED)
    rows = Target.objects.filter(participant=participant, kind__in=kinds, phase__isnull=True)
    return {(row.indicator_id, row.kind): row for row in rows.order_by("pk")}


def _line(number, indicator, targets):
    assigned = targets.get((indicator.pk, Target.Kind.ASSIGNED))
    return AskedLine(
        number=number,
        indicator=indicator,
        assigned=assigned.value if assigned else None,
        target=targets.get((indicator.pk, Target.Kind.REGISTERED)),
        prior_num=indicator.prior_num,
        prior_den=indicator.prior_den,
        remark=indicator.remark,
    )


def _close(lines, registration):
    state = registration.state if registration else "draft"
    has_flags = any(line.remark is not None for line in lines)
    for line in lines:
        if state == "returned":
            line.is_open = line.remark is not None or not has_flags
        else:
            line.is_open = state == "draft"
            line.remark = None
