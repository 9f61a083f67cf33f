"""How far is each of many units with its answers, and how do they compare with what was asked? For lists."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q

from emulation.indicator_kinds import CellState
from emulation.models import Indicator
from emulation.scoping import applies
from targets.comparisons import is_worse, place_of
from targets.models import Result, Target
from targets.promises import Answer, answer_of, asked
from targets.querysets import UNIT_STATES


@dataclass(frozen=True)
class Tally:
    """Counts of one unit's registered lines against what was asked; `worse` of them fall short, `entered` answer a line
    that wants a figure or a yes (what is asked in words may be left as it stands in the plan)."""

    entered: int = 0
    lower: int = 0
    higher: int = 0
    declined: int = 0
    equal: int = 0
    worse: int = 0

    @property
    def is_equal(self):
        """Exactly as asked, so that nobody need read it line by line."""
        return self.equal > 0 and not (self.lower or self.higher or self.declined)

    @property
    def words(self):
        """What lists show: "1 thấp hơn, 2 cao hơn"; "" while nothing is registered."""
        counts = (
            (self.lower, "thấp hơn"),
            (self.higher, "cao hơn"),
            (self.declined, "không đăng ký"),
        )
        named = ", ".join(f"{count} {word}" for count, word in counts if count)
        return named or ("bằng số giao" if self.equal else "")


NOTHING_YET = Tally()


def tallies(participants, indicators=None):
    """{participant id: Tally}, one query for any number of units, two when `indicators` {id: row} are not at hand."""
    kinds = (Target.Kind.ASSIGNED, Target.Kind.REGISTERED)
    targets = Target.objects.filter(participant__in=participants, kind__in=kinds, phase__isnull=True)
    columns = ("participant", "indicator", "value", "is_declined")
    given, lines = {}, []
    for kind, *line in targets.order_by("pk").values_list("kind", *columns):
        if kind == Target.Kind.ASSIGNED:
            given[line[0], line[1]] = line[2]
        else:
            lines.append(line)
    if indicators is None:
        indicators = Indicator.objects.in_bulk({line[1] for line in lines})
    counts = {}
    for participant_id, indicator_id, value, is_declined in lines:
        indicator, of_unit = indicators[indicator_id], counts.setdefault(participant_id, Counter())
        wanted = asked(indicator, given.get((participant_id, indicator_id)))
        of_unit[place_of(value, wanted, is_declined)] += 1
        of_unit["worse"] += is_worse(value, wanted, is_declined, indicator.comparator)
        of_unit["entered"] += not is_optional(indicator)
    return {participant_id: Tally(**found) for participant_id, found in counts.items()}


def indicators_of(campaign):
    """{id: indicator with its scope rules}, in the order of the plan; two queries."""
    rows = Indicator.objects.filter(campaign=campaign).in_order().prefetch_related("scope_rules")
    return {row.pk: row for row in rows}


def asked_of(participant, indicators):
    """The indicators that concern this unit, numbered from 1 as the unit sees them: [(number, indicator)]."""
    concerned = [indicator for indicator in indicators.values() if applies(indicator, participant)]
    return list(enumerate(concerned, start=1))


def is_optional(indicator):
    """What is asked in words may be taken as it stands in the plan."""
    return answer_of(indicator) == Answer.WORDS


@dataclass(frozen=True)
class Standing:
    """Where a unit stands with the results of one phase."""

    state: str = "open"
    entered: int = 0
    is_late: bool = False


NOT_BEGUN = Standing()


def standings(participants, phase):
    """{participant id: Standing} of the units of this queryset that have begun to report; one query."""
    rows = Result.objects.filter(participant__in=participants.values("pk"), phase=phase).with_rank()
    answered = Count("pk", filter=~Q(cell=CellState.MISSING))
    found = rows.annotate(entered=answered, late=Count("pk", filter=Q(is_late=True)))
    return {
        participant_id: Standing(UNIT_STATES[rank], entered, late > 0)
        for participant_id, rank, entered, late in found.values_list("participant", "rank", "entered", "late")
    }
