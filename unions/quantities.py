"""How are quantities kept exactly, and how do Vietnamese write them?

Integers everywhere: đồng as they are, every other unit in ten-thousandths (SQLite keeps decimals as floats, DESIGN §9).
"""

from django.db import models

SCALE = 10_000


class QuantityField(models.BigIntegerField):
    """A scaled integer; SQL only sums it, `targets.measuring` only compares it."""


def show(value, scale=SCALE):
    """Written as in Vietnam, without needless zeros: 15000000 → `1.500`, 955000 → `95,5`; `scale` 1 for đồng."""
    if value is None:
        return ""
    sign, whole, rest = "−" if value < 0 else "", *divmod(abs(value), scale)
    grouped = f"{whole:,}".replace(",", ".")
    decimals = f"{rest:0{len(str(scale)) - 1}d}".rstrip("0") if rest else ""
    return f"{sign}{grouped},{decimals}" if decimals else f"{sign}{grouped}"
