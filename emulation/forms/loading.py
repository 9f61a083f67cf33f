"""How does a saved plan look as if somebody had just typed it into the grid of step 3?"""

from emulation.forms import rows
from emulation.forms.fields import DayField
from emulation.forms.grid_buttons import ROOM
from emulation.indicator_kinds import Comparator, Kind, default_accumulation
from emulation.models import Indicator, ScopeRule
from emulation.scoping import fact_scale
from unions.quantities import SCALE, show

Ground = ScopeRule.Ground


def typed_of(campaign, choices):
    """(typed data, {row key: indicator}): contents with their indicators; empty rows for a plan without any."""
    data, known = rows.blank(), {}
    plan = Indicator.objects.filter(campaign=campaign).with_plan().in_order()
    indicators = list(plan.prefetch_related("movements", "scope_rules__body"))
    contents = list(campaign.contents.prefetch_related("sectors"))
    for indicator in [each for each in indicators if each.content_id is None]:
        known[_indicator(data, indicator, indicators, choices)] = indicator
    for content in contents:
        key = rows.add(data, "c")
        data[f"{key}-label"], data[f"{key}-title"] = content.label, content.title
        data.setlist(f"{key}-sectors", [str(sector.pk) for sector in content.sectors.all()])
        for indicator in [each for each in indicators if each.content_id == content.pk]:
            known[_indicator(data, indicator, indicators, choices)] = indicator
    if not indicators and not contents:
        for _ in range(ROOM):
            rows.add(data, "i")
    data.setlist("movements", [str(each.pk) for each in campaign.movements.all()])
    data.setlist("titles", [str(each.pk) for each in campaign.titles.all()])
    return data, known


def _indicator(data, indicator, indicators, choices):
    key = rows.add(data, "i")
    for name, value in {**_shown(indicator, indicators), **_scope(indicator, choices)}.items():
        if isinstance(value, list):
            data.setlist(f"{key}-{name}", value)
        elif value:
            data[f"{key}-{name}"] = str(value)
    for place, part in enumerate(indicator.parts.all(), start=1):
        data.appendlist(f"{key}-part", f"p{place}")
        shown = {
            "statement": part.statement,
            "kind": part.kind,
            "comparator": part.comparator,
            "value": show(part.value, SCALE),
            "judged": "on" if part.judged_by_reviewer else "",
        }
        for name, value in shown.items():
            if value:
                data[f"{key}-p{place}-{name}"] = value
    return key


def _shown(indicator, indicators):
    scale = 1 if indicator.kind == Kind.MONEY else SCALE  # a share of money is a percentage like any other
    is_own = indicator.accumulation != default_accumulation(Kind(indicator.kind))
    return {
        "uid": indicator.uid,
        "statement": indicator.statement,
        "kind": indicator.kind,
        "comparator": indicator.comparator,
        "value": _value(indicator, scale),
        "unit": indicator.unit,
        "is_aspiration": "on" if indicator.is_aspiration else "",
        "denominator_note": indicator.denominator_note,
        "denominator_fact": indicator.denominator_fact,
        "upper": show(indicator.upper, scale),
        "not_over": "" if indicator.over_ok else "on",
        "unit_comparator": indicator.unit_comparator,
        "unit_value": show(indicator.unit_value, SCALE),
        "minimum_rating": indicator.minimum_rating,
        "accumulation": indicator.accumulation if is_own else "",
        "entry": indicator.entry,
        "owner_level": indicator.owner_level,
        "operator": indicator.operator,
        "evidence_rule": indicator.evidence_rule,
        "due_on": DayField().prepare_value(indicator.due_on),
        "is_disqualifying": "on" if indicator.is_disqualifying else "",
        "same_line": "on" if indicator.same_line_as_id else "",
        "movements": [str(each.pk) for each in indicator.movements.all()],
    }


def _value(indicator, scale):
    if indicator.comparator == Comparator.ALL:
        return "100"
    if indicator.comparator == Comparator.ZERO:
        return "0"
    if indicator.comparator == Comparator.CHANGE:
        return f"{'giảm' if indicator.value < 0 else 'tăng'} {show(abs(indicator.value), scale)}%"
    return show(indicator.value, scale)


def _scope(indicator, choices):
    grounds = {}
    for rule in indicator.scope_rules.all():
        grounds.setdefault(rule.ground, []).append(rule)
    sectors = choices.topmost({rule.sector_id for rule in grounds.get(Ground.SECTOR, [])})
    facts = grounds.get(Ground.FACT, [])
    return {
        "sector": sectors[0] if sectors else "",
        "sectors": [str(pk) for pk in sectors[1:]],
        "kinds": [str(rule.kind_id) for rule in grounds.get(Ground.KIND, [])],
        "bodies": ", ".join(rule.body.code for rule in grounds.get(Ground.BODY, [])),
        "fact": facts[0].fact if facts else "",
        "at_least": show(facts[0].at_least, fact_scale(facts[0].fact)) if facts else "",
    }
