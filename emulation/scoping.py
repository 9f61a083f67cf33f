"""Does this indicator concern this unit, and if not, why?

Pure reading of what is already in memory: the rules of an indicator from `Indicator.objects.with_plan()` against the
frozen sector, kind, body and facts of a participant. Rules on the same ground are OR-ed, grounds are AND-ed. A sector
with sectors below it was already spread over them when the plan was drafted, so equal ids are enough.
"""

from emulation.models import ScopeRule
from unions.models import BodyFacts
from unions.quantities import SCALE, show

Ground = ScopeRule.Ground

REASONS = {
    Ground.SECTOR: "Chỉ tiêu không dành cho khu vực của đơn vị.",
    Ground.KIND: "Chỉ tiêu không dành cho loại tổ chức của đơn vị.",
    Ground.BODY: "Chỉ tiêu chỉ dành cho những đơn vị được nêu tên.",
}


def applies(indicator, participant):
    return why_not(indicator, participant) == ""


def why_not(indicator, participant):
    """One sentence saying why the indicator does not concern the unit; empty when it does."""
    grounds = {}
    for rule in indicator.scope_rules.all():
        grounds.setdefault(rule.ground, []).append(rule)
    for ground, rules in grounds.items():
        if not any(_holds(rule, participant) for rule in rules):
            return _reason(ground, rules, participant)
    return ""


def preview(indicator, participants):
    """(how many units it concerns, how many it does not): "áp dụng 31 CĐCS, không áp dụng 9"."""
    concerned = sum(applies(indicator, participant) for participant in participants)
    return concerned, len(participants) - concerned


def _holds(rule, participant):
    match rule.ground:
        case Ground.SECTOR:
            return rule.sector_id == participant.sector_id
        case Ground.KIND:
            return rule.kind_id == participant.kind_id
        case Ground.BODY:
            return rule.body_id == participant.body_id
    value = participant.facts.get(rule.fact)
    return value is not None and value >= rule.at_least


def _reason(ground, rules, participant):
    if ground != Ground.FACT:
        return REASONS[ground]
    rule = rules[0]
    label, value = rule.get_fact_display().lower(), participant.facts.get(rule.fact)
    asked = f"Chỉ tiêu áp dụng khi số {label} từ {show(rule.at_least, fact_scale(rule.fact))} trở lên"
    if value is None:
        return f"{asked}; chưa có số liệu này của đơn vị."
    return f"{asked}; đơn vị có {show(value, fact_scale(rule.fact))}."


def fact_scale(code):
    """Facts count in ten-thousandths, except money, which counts in đồng."""
    return 1 if code == BodyFacts.Code.FEE_DUE else SCALE
