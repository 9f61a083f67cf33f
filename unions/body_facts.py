"""Which figures does a body have, of which day, and what do they look like?"""

from unions.models import BodyFacts
from unions.quantities import SCALE, show


def scale_of(code):
    """How many stored units make one: đồng are kept as they are."""
    return 1 if code == BodyFacts.Code.FEE_DUE else SCALE


def shown(code, value):
    return show(value, scale_of(code))


def latest_facts(body, day):
    """[{fact, shown}] of each figure the latest as of `day`, in the order of the codes."""
    latest = {}
    for fact in BodyFacts.objects.filter(body=body, as_of__lte=day).order_by("code", "-as_of", "-pk"):
        latest.setdefault(fact.code, fact)
    found = [latest[code] for code in BodyFacts.Code.values if code in latest]
    return [{"fact": fact, "shown": shown(fact.code, fact.value)} for fact in found]


def facts_by_code(body):
    """[{label, latest, before}] of every figure there is, newest first; figures never stated come last."""
    kept = {code: [] for code in BodyFacts.Code.values}
    for fact in BodyFacts.objects.filter(body=body).order_by("-as_of", "-pk"):
        kept[fact.code].append({"fact": fact, "shown": shown(fact.code, fact.value)})
    rows = [
        {"label": BodyFacts.Code(code).label, "latest": facts[0] if facts else None, "before": facts[1:]}
        for code, facts in kept.items()
    ]
    return sorted(rows, key=lambda row: row["latest"] is None)
