"""What is an official paper made of, before anybody has chosen Word or PDF?"""

import re
from dataclasses import dataclass

from emulation.papers import layout
from unions.vietnamese import readable


@dataclass(frozen=True)
class Text:
    """A paragraph that looks like `look` of the layout table."""

    text: str
    look: str = "text"


@dataclass(frozen=True)
class Column:
    """A column of a table; its width in millimetres."""

    heading: str
    width: float
    look: str = "table_text"


@dataclass(frozen=True)
class Table:
    """Rows of texts; `strong` are the numbers of rows that are totals."""

    columns: tuple
    rows: tuple
    strong: frozenset = frozenset()


@dataclass(frozen=True)
class Sign:
    """ "TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH", the name."""

    authority: str
    post: str
    name: str


@dataclass(frozen=True)
class Annex:
    """What comes after the signature, on landscape pages numbered from 1."""

    title: str
    note: str
    blocks: tuple
    heading: str = "Phụ lục"


@dataclass(frozen=True)
class Paper:
    """A whole paper; `about` and `addressee` belong to letters, `kind` and `subject` to all others."""

    superior: str
    issuer: tuple
    number: str
    place_date: str
    blocks: tuple
    sign: Sign
    recipients: tuple
    kind: str = ""
    subject: tuple = ()
    about: str = ""
    addressee: str = ""
    annexes: tuple = ()


def clean(text):
    """One line as it may stand in any file: no letter that cannot be seen, no doubled space."""
    return re.sub(r"\s+", " ", readable(text)).strip()


def quoted(text):
    """In quotation marks, exactly as typed; never in two pairs of them."""
    text = clean(text)
    return text if text.startswith(("“", '"')) else f"“{text}”"


def sentence(text):
    """With a full stop, unless it ends with a mark of its own."""
    text = clean(text).rstrip(" ;,")
    return text if text.endswith((".", "…", "?", "!")) else f"{text}."


def unbroken(text):
    """A year is never alone on the second line of a narrow column."""
    return re.sub(r"năm (?=\d)", f"năm{layout.NO_BREAK}", text)


def ended(blocks):
    """The same blocks, the last paragraph closed by "./."."""
    *before, last = blocks
    return (*before, Text(clean(last.text).rstrip(" .;,") + layout.END, last.look))


def said_day(day):
    """ "05/3/2021": a 0 before days below 10 and the months 1 and 2, not before the others."""
    return f"{day.day:02d}/{_month(day)}/{day.year}"


def long_day(day):
    """ "ngày 22 tháng 02 năm 2021"."""
    return f"ngày {day.day:02d} tháng {_month(day)} năm {day.year}"


def blank_day(year):
    """Room for the clerk's day and month."""
    return f"ngày{layout.BLANK_DAY}tháng{layout.BLANK_MONTH}năm {year}"


def _month(day):
    return f"{day.month:02d}" if day.month < 3 else f"{day.month}"
