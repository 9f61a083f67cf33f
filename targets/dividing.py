"""How is a total handed down to many units, and is what was handed down enough (DOMAIN §6)?"""

from targets.rules import WHOLE, holds


def divide(total, weights):
    """Divide a whole total by weights: floors, then the largest remainders; ties to the larger base, then in order.

    Weights that are all 0 divide evenly. Returns whole numbers whose sum is `total`.
    """
    if any(weight < 0 for weight in weights):
        raise ValueError("A weight is a base such as members, never negative.")
    if not any(weights):
        weights = [1] * len(weights)
    whole = sum(weights)
    floors = [total * weight // whole for weight in weights]
    order = sorted(
        range(len(weights)), key=lambda place: (-(total * weights[place] % whole), -weights[place], place)
    )
    for place in order[: total - sum(floors)]:
        floors[place] += 1
    return floors


def suffices(rule, total):
    """Would this total, if every unit keeps its share, meet a sum? “Trên 1.500” divided exactly falls one short."""
    return holds(rule, rule.comparator, total, 1, WHOLE if rule.value is None else rule.value, 1)
