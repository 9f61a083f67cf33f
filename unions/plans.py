"""What does a decision about the tree say, which bodies does it concern, and how is it kept as JSON?

A plan is the keyword arguments of `changing.record_change`: bodies, names, kinds. Kept, each row of a table stands as
{"body": 12}, {"kind": 3} or {"sector": 5}.
"""

from unions.models import BodyKind, Sector, TreeChange, UnionBody

Kind = TreeChange.Kind
TABLES = {"body": UnionBody, "kind": BodyKind, "sector": Sector}


def concerned(kind, plan):
    """{"old": bodies before, "new": bodies after that exist already, "receiver": bodies that take something on}."""
    match kind:
        case Kind.FOUND:
            old, new, receiver = [], [], [plan["parent"]]
        case Kind.RENAME:
            old, new, receiver = [plan["body"]], [], []
        case Kind.MOVE:
            old, new, receiver = [plan["body"]], [], [plan["to"]]
        case Kind.SPLIT:
            old, new, receiver = [plan["body"]], [], []
        case Kind.MERGE:
            into = plan.get("into")
            old, new = [body for body in plan["bodies"] if body != into], [into] if into else []
            receiver = []
        case _:
            old, new = list(plan["bodies"]), []
            receiver = [plan["to"]] if plan.get("to") else []
    return {"old": old, "new": new, "receiver": receiver}


def kept(plan):
    """The plan as JSON."""
    if isinstance(plan, dict):
        return {name: kept(value) for name, value in plan.items()}
    if isinstance(plan, (list, tuple)):
        return [kept(value) for value in plan]
    for word, model in TABLES.items():
        if isinstance(plan, model):
            return {word: plan.pk}
    return plan


def restored(stored):
    """The plan with its rows as they are now; three queries whatever their number."""
    wanted = {word: set() for word in TABLES}
    _collect(stored, wanted)
    related = UnionBody.objects.select_related("kind", "parent__kind")
    rows = {"body": related.in_bulk(wanted["body"])}
    rows |= {word: TABLES[word].objects.in_bulk(wanted[word]) for word in ("kind", "sector")}
    return _filled(stored, rows)


def _reference(stored):
    """(word, id) of a kept row, else None."""
    if isinstance(stored, dict) and len(stored) == 1:
        ((word, number),) = stored.items()
        if word in TABLES and isinstance(number, int):
            return word, number
    return None


def _collect(stored, wanted):
    if reference := _reference(stored):
        wanted[reference[0]].add(reference[1])
    elif isinstance(stored, (dict, list)):
        for value in stored.values() if isinstance(stored, dict) else stored:
            _collect(value, wanted)


def _filled(stored, rows):
    if reference := _reference(stored):
        return rows[reference[0]][reference[1]]
    if isinstance(stored, dict):
        return {name: _filled(value, rows) for name, value in stored.items()}
    if isinstance(stored, list):
        return [_filled(value, rows) for value in stored]
    return stored
