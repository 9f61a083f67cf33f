"""How is a typed indicator written, with its parts, its scope and the line it shares?"""

from emulation.indicator_kinds import Comparator, Kind, default_accumulation
from emulation.models import Indicator, IndicatorPart, ScopeRule
from emulation.soundness import NEEDS_UNIT_VALUE, text
from unions.models import Sector

PLAIN = {"statement", "unit", "denominator_note"}
GIVEN = {
    "value",
    "upper",
    "unit_comparator",
    "unit_value",
    "minimum_rating",
    "denominator_fact",
    "entry",
    "owner_level",
    "operator",
    "is_aspiration",
    "over_ok",
    "is_disqualifying",
    "evidence_rule",
    "due_on",
}


def write_indicator(campaign, position, row, indicator, contents):
    kind = Kind(row["kind"])
    indicator = indicator or Indicator(campaign=campaign)
    columns = {name: text(row.get(name)) for name in PLAIN}
    for name in GIVEN:
        default = Indicator._meta.get_field(name).get_default()
        columns[name] = default if row.get(name) is None else row[name]
    columns |= {
        "position": position,
        "kind": kind.value,
        "comparator": _comparator(row, kind),
        "accumulation": row.get("accumulation") or default_accumulation(kind).value,
        "content": contents.get(row.get("content")),
        "same_line_as": None,
    }
    if kind == Kind.NARRATIVE:
        columns |= {"value": None, "upper": None}
    for name, value in columns.items():
        setattr(indicator, name, value)
    indicator.save()
    indicator.movements.set(row.get("movements") or [])
    return indicator


def _comparator(row, kind):
    """What the words leave out: "không để xảy ra" compares with zero, "mỗi đơn vị" asks all, words compare nothing."""
    if kind == Kind.NARRATIVE:
        return ""
    given = row.get("comparator") or ""
    if not given and kind == Kind.ZERO:
        return Comparator.ZERO.value
    if not given and kind in NEEDS_UNIT_VALUE:
        return Comparator.ALL.value
    return str(given)


def join_lines(indicators, rows):
    for indicator, row in zip(indicators, rows, strict=True):
        place = row.get("same_line_as")
        if place and 0 < place <= len(indicators) and place != indicator.position:
            indicator.same_line_as = indicators[place - 1]
            indicator.save(update_fields=["same_line_as"])


def write_parts(indicators, rows):
    IndicatorPart.objects.filter(indicator__in=indicators).delete()
    parts = []
    for indicator, row in zip(indicators, rows, strict=True):
        for position, part in enumerate(row.get("parts") or [], start=1):
            columns = {
                name: value for name, value in part.items() if value is not None and name != "position"
            }
            columns["statement"] = text(part["statement"])
            parts.append(IndicatorPart(indicator=indicator, position=position, **columns))
    IndicatorPart.objects.bulk_create(parts)


def write_scope(indicators, rows):
    """Write the rules; a sector is spread over those below it, so that `scoping` asks nothing of the database."""
    ScopeRule.objects.filter(indicator__in=indicators).delete()
    below = _sectors_below()
    rules = []
    for indicator, row in zip(indicators, rows, strict=True):
        spread = set()
        for rule in row.get("scope") or []:
            if rule["ground"] == ScopeRule.Ground.SECTOR:
                spread |= below[rule["sector"].pk]
            else:
                rules.append(ScopeRule(indicator=indicator, **rule))
        rules += [
            ScopeRule(indicator=indicator, ground=ScopeRule.Ground.SECTOR, sector_id=pk)
            for pk in sorted(spread)
        ]
    ScopeRule.objects.bulk_create(rules)


def _sectors_below():
    """{sector id: ids of itself and everything below it}."""
    children = {}
    for pk, parent in Sector.objects.values_list("pk", "parent"):
        children.setdefault(parent, []).append(pk)

    def gather(pk):
        return {pk}.union(*(gather(child) for child in children.get(pk, [])))

    return {pk: gather(pk) for siblings in children.values() for pk in siblings}
