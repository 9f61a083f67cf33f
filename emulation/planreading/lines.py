"""Which lines does a pasted plan really have, once mail, scans and word processors have had their way with it?"""

import re
from dataclasses import dataclass
from itertools import pairwise

from unions.vietnamese import nfc

ETH, DSTROKE = "\u00d0", "\u0110"  # the look-alike that old fonts type for the capital of đ
HIDDEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad\u2060"))
SPACES = re.compile("[ \u00a0\u2007\u2009\u202f\u3000]+")
MARKS = re.compile(r"\*\*|__|^#+ ", re.MULTILINE)
RULER = re.compile(r"[-_=–—*.\s]{3,}")
ENDS = tuple('.;:!?”"»…')
# How an item of a list begins, whatever its style.
MARKER = re.compile(
    r"""(?x)(?:
      (?P<part>[Pp](?:hần|HẦN)\s+(?:[Tt](?:hứ|HỨ)\s+\w+|[IVX]+|\d+))[.:]?
    | (?P<article>[Đđ](?:iều|IỀU)\s+\d+)[.:]?
    | (?P<roman>[IVX]{1,5})(?:\s?[.:)/](?=\s)|\s?[-–—](?=\s)|[.)](?=[A-ZĐÀ-Ỹ])|(?=\t))
    | (?P<word>MỘT|HAI|BA|BỐN|NĂM|SÁU|BẢY|TÁM|CHÍN|MƯỜI)(?:[.:)](?=\s)|(?=\t))
    | (?P<upper>[A-HK-Z])(?:[.)/](?=\s)|\s[-–—](?=\s))
    | (?P<decimal>\d{1,2}(?:\.\d{1,2}){1,3})[.)/:]?(?=\s)
    | (?P<number>\d{1,2})(?:\s?[.)/](?=\s)|\s?[-–—](?=\s)|[.)](?=[A-ZĐÀ-Ỹ])|(?=\t))
    | (?P<alpha>[a-zđ])(?:[.)/](?=\s)|\))
    | (?P<ordinal>[Tt]hứ\s(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười))[,:]
    | (?P<bullet>[-+*•–—●▪◦·])
    )\s*"""
)
STYLES = ("part", "article", "roman", "word", "upper", "decimal", "number", "alpha", "ordinal", "bullet")


@dataclass
class Line:
    """One item or paragraph; `cells` are the columns of a row of a table, else empty."""

    text: str
    style: str = ""
    marker: str = ""
    cells: tuple = ()
    raw: str = ""

    @property
    def is_caps(self):
        letters = [each for each in self.text if each.isalpha()]
        return len(letters) > 3 and sum(each.isupper() for each in letters) > 0.85 * len(letters)


def lines_of(text):
    """Lines with their list markers taken off; what a scan or a mail broke in two is one again."""
    return [_line(each) for each in _rejoined(_tabled(_cleaned(text)))]


HEADER = re.compile(r"(?:TT|STT|Số TT)\s*(?P<bar>[/|])\s")


def _tabled(rows):
    """Rows of a table pasted with strokes instead of tabs: "TT / Chỉ tiêu / Mức" and what follows it."""
    bar = None
    for row in rows:
        if match := HEADER.match(row):
            bar = match["bar"]
        if bar and f" {bar} " in row:
            yield "\t".join(
                cell.strip() for cell in re.sub(r"^(\d{1,2})[.)]\s", rf"\1 {bar} ", row).split(f" {bar} ")
            )
            continue
        bar = None
        yield row


def _cleaned(text):
    plain = nfc(text).replace(ETH, DSTROKE).translate(HIDDEN)
    plain = MARKS.sub("", plain.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))
    for row in plain.split("\n"):
        row = "\t".join(SPACES.sub(" ", cell).strip() for cell in row.split("\t")).strip("\t ")
        if row and not RULER.fullmatch(row):
            yield row


def _line(row):
    style, marker, rest = split_marker(row)
    cells = tuple(cell for cell in row.split("\t")) if "\t" in row else ()
    return Line(SPACES.sub(" ", rest.replace("\t", " ")).strip(), style, marker, cells, row)


def split_marker(row):
    """(style, marker, rest): `2.1. Vận động` → ("decimal2", "2.1", "Vận động")."""
    match = MARKER.match(row)
    if not match:
        return "", "", row
    style = next(each for each in STYLES if match[each])
    marker, rest = match[style], row[match.end() :]
    if _is_word(row, match, style, rest):
        return "", "", row
    if style == "decimal":
        style = f"decimal{marker.count('.') + 1}"
    if style == "bullet":
        style = f"bullet{marker}"
    return style, marker, rest


def _is_word(row, match, style, rest):
    """A number that begins the sentence ("10 – 15 CĐCS …") is no marker of it."""
    if style in ("roman", "word", "upper"):
        return not rest.strip()
    if style == "number":
        is_dash = match[0].rstrip()[-1:] in "-–—"
        return not rest or (is_dash and rest[0].isdigit())
    return False


# Broken lines ---------------------------------------------------------------------------------------------------------


def _rejoined(rows):
    rows = list(rows)
    width = _wrapped_at(rows)
    joined = []
    for row in rows:
        if joined and _continues(joined[-1][1], row, width):
            joined[-1] = (f"{joined[-1][0]} {row}", row)
        else:
            joined.append((row, row))
    return [whole for whole, _ in joined]


def _wrapped_at(rows):
    """The width at which every line of the text was broken, or 0 where lines are paragraphs."""
    broken = [
        a for a, b in pairwise(rows) if _is_mid_sentence(a) and b[0].islower() and not split_marker(b)[0]
    ]
    longest = max(map(len, rows), default=0)
    return longest if len(broken) >= 5 and longest <= 120 else 0


def _is_mid_sentence(row):
    return not row.endswith(ENDS) and "\t" not in row


def _continues(before, row, width):
    """Is `row` the rest of the sentence that `before` (the last physical line) began?"""
    if not _is_mid_sentence(before) or "\t" in row or split_marker(row)[0]:
        return False
    caps = Line(before).is_caps
    if row[0].islower() or row[0] in ",)”":
        return not caps or width > 0
    if before.endswith((",", " và", "(")) and not caps:
        return width > 0
    return bool(width) and len(before) >= 0.5 * width and not caps and not _is_alone(row)


# Lines that begin something new however the line above ended.
ALONE = re.compile(
    r"(?:kính gửi|nơi nhận|nơi gửi|căn cứ|thực hiện kế|đợt|giai đoạn|quý|điều|phần|tm\.|t\.m|kt\.|số\s?:|chương)",
    re.IGNORECASE,
)


def _is_alone(row):
    return bool(ALONE.match(row)) or Line(row).is_caps
