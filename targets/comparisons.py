"""How does what a unit registered compare with what it was assigned?"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from emulation.indicator_kinds import Comparator
from targets.models import Target

# Where these compare, more is worse: "không quá", "dưới", "không để xảy ra".
MORE_IS_WORSE = {Comparator.LT, Comparator.LE, Comparator.ZERO}


@dataclass(frozen=True)
class Comparison:
    """Counts of one unit's registered lines against the assigned ones; `worse` of them fall short."""

    lower: int = 0
    higher: int = 0
    declined: int = 0
    equal: int = 0
    worse: int = 0

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


def comparisons(participants):
    """{participant id: Comparison} in one query for any number of participants."""
    assigned = Target.objects.filter(
        participant=OuterRef("participant"),
        indicator=OuterRef("indicator"),
        kind=Target.Kind.ASSIGNED,
        phase__isnull=True,
    )
    lines = Target.objects.filter(
        participant__in=participants, kind=Target.Kind.REGISTERED, phase__isnull=True
    ).annotate(assigned=Subquery(assigned.values("value")[:1]))
    columns = ("participant", "value", "assigned", "is_declined", "indicator__comparator")
    counts = {}
    for participant_id, *line in lines.order_by("pk").values_list(*columns):
        of_unit = counts.setdefault(participant_id, Counter())
        of_unit[place_of(*line[:3])] += 1
        of_unit["worse"] += is_worse(*line)
    return {participant_id: Comparison(**found) for participant_id, found in counts.items()}


def place_of(value, asked, is_declined):
    """On which side of the assigned value a registered one lies."""
    if is_declined:
        return "declined"
    if value is None or asked is None or value == asked:
        return "equal"
    return "lower" if value < asked else "higher"


def is_worse(value, asked, is_declined, comparator):
    place = place_of(value, asked, is_declined)
    return place == "declined" or place == ("higher" if comparator in MORE_IS_WORSE else "lower")
