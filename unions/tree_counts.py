"""How many grassroots unions at work stand below each of these bodies?"""

from django.db.models import F, Func, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Concat

from unions.models import BodyKind, UnionBody
from unions.querysets import SEGMENT

LAST_STEP = "9" * SEGMENT  # no body ever gets the last number of its parent's children


def counts_below(bodies):
    """{body id: number}; one query whatever their number, one range of the index `body_standing` for each body."""
    grassroots = BodyKind.objects.filter(is_grassroots=True).values("pk")
    standing = UnionBody.objects.filter(state=UnionBody.State.ACTIVE, kind__in=grassroots)
    below = standing.filter(
        path__gt=OuterRef("path"), path__lt=Concat(OuterRef("path"), Value(LAST_STEP))
    ).order_by()
    # Not an aggregate for Django, so that nothing is grouped: each subquery is one number.
    number = Func(F("path"), function="COUNT", output_field=IntegerField())
    counted = UnionBody.objects.filter(pk__in=[body.pk for body in bodies]).order_by()
    rows = counted.values_list("pk", Subquery(below.annotate(number=number).values("number")))
    return {pk: n for pk, n in rows if n}
