"""What is a sheet before it is drawn: rows of (value, look), widths, merged heads, what is frozen and repeated?"""

from dataclasses import dataclass, field
from math import ceil

SPACE = 0.65
WIDE = {
    **dict.fromkeys("ijltf.,;:()–-'", 0.7),
    **dict.fromkeys("mwMW%", 1.6),
}  # letters beside the average one
LINE_POINTS = 13.4  # of Times New Roman 10.5 with Vietnamese marks
DASH = "–"


@dataclass
class Chart:
    """A native bar chart: one series per column, over the same rows as the column of categories."""

    sheet: str
    rows: tuple[int, int]
    categories: int
    series: tuple[tuple[str, int, str], ...]  # (name, column, colour)
    anchor: str
    width: float  # cm
    height: float
    format: str = "0"
    is_stacked: bool = False
    most: float | None = None


@dataclass
class Grid:
    title: str
    widths: tuple[float, ...]
    rows: list = field(default_factory=list)  # (height, outline level, cells)
    merges: list = field(default_factory=list)
    freeze: str = ""
    repeat: str = ""  # "4:6"
    filter: str = ""
    area: str = ""
    one_page: bool = False
    subtotal_above: bool = False
    charts: list = field(default_factory=list)
    marks: dict = field(default_factory=dict)  # where other sheets find a figure

    @property
    def columns(self):
        return len(self.widths)

    @property
    def next(self):
        return len(self.rows) + 1

    def row(self, cells=(), height=None, outline=0):
        """Add one row of (value, look) pairs; returns its number."""
        self.rows.append((height, outline, cells))
        return len(self.rows)

    def across(self, value, look, height=None):
        """One value over the whole width."""
        number = self.row([(value, look), *[(None, look)] * (self.columns - 1)], height)
        self.merge(number, 1, number, self.columns)
        return number

    def merge(self, top, left, bottom, right):
        if (top, left) != (bottom, right):
            self.merges.append(f"{letter(left)}{top}:{letter(right)}{bottom}")

    def heading(self, summary, title, remark=""):
        """Title, stamp and reading aid: the first rows of every sheet but the overview."""
        self.across(title, "title", 22)
        self.across(summary.head.stamp, "stamp", 17)
        if remark:
            self.across(remark, "remark", 4 + LINE_POINTS * lines(remark, sum(self.widths)))

    def index(self):
        """The row "(1) (2) (3)"."""
        return self.row([(number, "index") for number in range(1, self.columns + 1)], 15)

    def remark(self, text):
        self.across(text, "remark", 3 + LINE_POINTS * lines(text, sum(self.widths)))


def letter(number):
    """1 → A, 27 → AA."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def lines(text, width):
    """How many lines a text takes in a column that is `width` digits wide, counted with some room to spare.

    Times New Roman 10.5 sets about six letters where the default font, in which Excel counts, sets five digits.
    """
    if not text:
        return 1
    room = max(4.0, (width - 1.4) * 1.2)
    if len(text) <= room * 0.85 and "\n" not in text:
        return 1
    return sum(_wrapped(paragraph, room) for paragraph in text.split("\n"))


def _wrapped(paragraph, room):
    count, used = 1, 0.0
    for word in paragraph.split():
        wide = sum(WIDE.get(each, 1.4 if each.isupper() else 1.0) for each in word)
        if used and used + SPACE + wide > room:
            count, used = count + 1, 0.0
        used += wide + (SPACE if used else 0)
        if used > room:
            count, used = count + ceil(used / room) - 1, used % room
    return count


def height(*texts_and_widths, least=17.0):
    """Points of a row whose wrapped texts are (text, width) pairs."""
    most = 1
    for text, width in texts_and_widths:
        if text and len(text) > width * 0.9:
            most = max(most, lines(text, width))
    return max(least, 4 + LINE_POINTS * most)


def number(value, scale):
    """A scaled integer as Excel keeps it: whole numbers whole."""
    if value is None:
        return None
    whole, rest = divmod(value, scale)
    return value / scale if rest else whole


def shape(value, scale):
    """Name of the number format that shows it without losing anything."""
    return "dec" if value is not None and value % scale else "int"


def figure(value, scale, look):
    """(value, look) of a quantity; a dash where there is none."""
    if value is None:
        return (DASH, f"{look}.text")
    return (number(value, scale), f"{look}.{shape(value, scale)}")


def rate(tally, look):
    """(value, look) of the rate of a tally: a percentage as a number, else its words."""
    if tally.has_share:
        return (tally.num / tally.den, f"{look}.pct")
    return (tally.rate or DASH, f"{look}.text")


def verdict(tally):
    return (tally.verdict_label or DASH, f"verdict.{tally.verdict}" if tally.verdict else "cell.text")
