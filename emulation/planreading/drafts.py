"""What was understood of a plan, before anybody confirmed it?

Every item keeps the sentence it was read from (`source`); `confidence` is 0…1: what is doubtful is shown first.
"""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass
class Document:
    number: str | None = None
    date: dt.date | None = None
    addressee: str | None = None
    basis: list[str] = field(default_factory=list)


@dataclass
class Phase:
    ordinal: int
    label: str
    theme: str | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    source: str = ""


@dataclass
class Content:
    number: str | None
    text: str
    sectors: list[str] = field(default_factory=list)
    source: str = ""


@dataclass
class Condition:
    """How large a unit must be to be meant: "từ 10 lao động trở lên" is workers ge 10."""

    fact: str
    comparator: str
    value: Decimal


@dataclass
class Scope:
    text: str | None = None
    sectors: list[str] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)


@dataclass
class Part:
    text: str
    kind: str
    comparator: str | None = None
    value: Decimal | None = None
    unit: str | None = None


@dataclass
class Indicator:
    text: str
    kind: str
    comparator: str | None = None
    value: Decimal | None = None
    value_to: Decimal | None = None
    unit: str | None = None
    scope: Scope = field(default_factory=Scope)
    due: dt.date | None = None
    parts: list[Part] = field(default_factory=list)
    confidence: float = 1.0
    source: str = ""


@dataclass
class Deadline:
    """`rule` says the day in words where there is no single one."""

    what: str
    on: dt.date | None = None
    rule: str | None = None


@dataclass
class Draft:
    title: str | None = None
    organiser: str | None = None
    year: int | None = None
    theme: str | None = None
    themes_above: list[str] = field(default_factory=list)
    document: Document = field(default_factory=Document)
    phases: list[Phase] = field(default_factory=list)
    contents: list[Content] = field(default_factory=list)
    movements: list[str] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    signer: str | None = None
    unplaced: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def as_json(thing):
    """The draft as plain values: ISO days, numbers as decimal strings; `source` is for the page only."""
    match thing:
        case list():
            return [as_json(each) for each in thing]
        case dt.date():
            return thing.isoformat()
        case Decimal():
            return plain(thing)
        case str() | int() | float() | None:
            return thing
    return {name: as_json(value) for name, value in vars(thing).items() if name != "source"}


def plain(number):
    """`1500`, `95.5`: no exponent, no zeros behind."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
