"""How do two indicators of a plan that was read become one with two conditions?"""

from emulation.forms import rows
from emulation.forms.found_rows import PART_KINDS
from emulation.indicator_kinds import Kind

ASKED = ("comparator", "value")
OF_ONE = ("upper", "unit_comparator", "unit_value", "minimum_rating", "accumulation", "not_over")


def merge(data, key):
    """Put the row into the indicator above it: both are its parts, to be met together by every unit."""
    above = [each for each in rows.keys_of(data) if each[0] == "i"]
    if key not in above or above.index(key) == 0:
        return
    first = above[above.index(key) - 1]
    parts = [*_parts_of(data, first), *_parts_of(data, key)]
    statements = [data.get(f"{each}-statement", "").strip(" ;.") for each in (first, key)]
    for name in [name for name in data if name.startswith(f"{first}-p")]:
        del data[name]
    for name in OF_ONE:
        data.pop(f"{first}-{name}", None)
    data[f"{first}-statement"] = "; ".join(filter(None, statements))
    data[f"{first}-kind"] = Kind.COMPOSITE.value
    data[f"{first}-comparator"], data[f"{first}-value"] = "all", "100"
    data.setlist(f"{first}-part", [f"p{place}" for place in range(1, len(parts) + 1)])
    for place, part in enumerate(parts, start=1):
        for name, value in part.items():
            data[f"{first}-p{place}-{name}"] = value
    rows.drop(data, key)


def _parts_of(data, key):
    """The conditions of a row: its parts, or itself."""
    known = data.getlist(f"{key}-part")
    if known and data.get(f"{key}-kind") == Kind.COMPOSITE:
        names = ("statement", "kind", *ASKED)
        return [{name: data.get(f"{key}-{part}-{name}", "") for name in names} for part in known]
    kind = data.get(f"{key}-kind", "")
    part = {"statement": data.get(f"{key}-statement", ""), "kind": kind}
    if kind in PART_KINDS and kind != Kind.DONE:
        return [part | {name: data.get(f"{key}-{name}", "") for name in ASKED}]
    return [part | {"kind": Kind.DONE.value}]
