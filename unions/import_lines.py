"""Is a row of a list a unit, a heading between units, a total, headings once more, or the signatures at the end?"""

import re

from unions.import_columns import FACTS, NAME, NUMBER, OF_UNITS, PARENT, PERSON, meaning_of
from unions.vietnamese import fold

# “Cộng khối 2”, “Tổng cộng (I+II)”; but neither “Công đoàn …” nor “Tổng công ty …”, which fold alike.
TOTAL = re.compile(
    r"(tong cong|tong so|tong|cong)"
    r"( (chung|toan \w+( \w+)?|(khoi|muc|nhom|cum|phan|nganh|bang|trang) .*|([ivx\d]+ ?)+|[a-h]))?|"
    r"toan (huyen|tinh|thanh pho|xa|phuong)"
)
FIGURE = re.compile(r"\s*\d[\d.,\s]*%?\s*")
SUMS = ("tổng", "tong", "cộng", "cong", "toàn", "toan")
FOOTER = re.compile(
    r"nguoi (lap|tong hop)( bieu| bang| danh sach)?|t ?m (ban|bch|btv|lien doan|cong doan|uy ban).*|(pho )?chu tich|"
    r"thu truong.*|ke toan.*|noi nhan.*|(.* )?ngay( \d+)? thang( \d+)? nam( \d+)?|ky( va)?( ghi)?( ro)? ho ten.*|"
    r"xac nhan cua.*|truong ban.*|luu vt.*|duyet"
)
LETTER, ROMAN, PLAIN = "letter", "roman", "plain"
MARK = re.compile(r"\s*(?:([IVX]{1,5})|([A-HKLMĐ]))\s*[.)/:-]?\s*")
MARKED = re.compile(r"\s*(?:([IVX]{1,5})|([A-HKLMĐ]))\s*[.)/:-]\s*(?=\S)")
# A name that begins so is of a unit, even where nothing else stands beside it.
UNIT = re.compile(
    r"(cdcs|cong doan (co so|truong|cong ty|benh vien|phong|chi cuc|trung tam|so|ubnd|vien)|truong|cong ty|cty|"
    r"doanh nghiep|benh vien|htx|hop tac xa|trung tam|nghiep doan|chi nhanh|xi nghiep|nha may)\b.*"
)
UPPER = r"(cong doan|lien doan|ldld|cd)\b.*"


class Lines:
    """The kinds of the rows of one sheet, asked from top to bottom; `values` are {meaning: value of that row}."""

    def __init__(self, sheet, layout):
        self.sheet, self.layout = sheet, layout
        columns = layout.columns
        self.key = PERSON if layout.per_member else NAME  # where a heading between units stands
        self.has_figures = bool(FACTS & columns.keys())
        # Where each row says what it stands under, unions of every level are units.
        self.unit = re.compile(f"{UNIT.pattern}|{UPPER}") if PARENT in columns else UNIT
        self.headings = [
            _signature(row) for row in sheet.rows[max(0, layout.first - layout.height) : layout.first]
        ]
        rows = sheet.rows[layout.first :]
        self.is_numbered = NUMBER in columns and any(_is_count(row[columns[NUMBER]]) for row in rows)
        self.wide = {
            top
            for top, left, bottom, right in sheet.merges
            if top == bottom and right > left and left <= columns.get(self.key, 0) <= right
        }

    def is_total(self, line, values):
        """“Cộng” stands in the name's place, or anywhere in a row without a name."""
        row = [value for value in self.sheet.rows[line] if isinstance(value, str) and value.strip()]
        if not any(value.strip(" -+*.").lower().startswith(SUMS) for value in row):
            return False
        texts = [fold(value) for value in row]
        name = values.get(NAME)
        is_nameless = name in (None, "") or TOTAL.fullmatch(fold(str(name)))
        return bool(TOTAL.fullmatch(texts[0]) or (is_nameless and any(map(TOTAL.fullmatch, texts))))

    def is_heading_again(self, line, values):
        if any(map(_is_figure, values.values())):
            return False
        signature = _signature(self.sheet.rows[line])
        if len(signature) > 1 and signature in self.headings:
            return True
        named = [value for value in values.values() if isinstance(value, str) and value]
        alike = sum(meaning_of(str(value)) == meaning for meaning, value in values.items() if value)
        return len(named) > 1 and alike == len(
            [value for value in values.values() if value not in (None, "")]
        )

    def is_numbering(self, values):
        """The row (1), (2), (3)… that some forms have under their headings."""
        if _is_word(values.get(NAME)):
            return False
        texts = [str(value).strip("() ") for value in values.values() if value not in (None, "")]
        return len(texts) > 2 and all(
            re.fullmatch(r"\d{1,2}(=.*)?|[A-ZĐ]", text) and text != "0" for text in texts
        )

    def is_footer(self, line, values):
        """Signatures: no figure in the row, and what comes first is a word of the end of a document."""
        cells = [value for value in self.sheet.rows[line] if value not in (None, "")]
        name = values.get(NAME)
        if any(map(_is_figure, cells)) or self.is_unit(values):
            return False
        is_nameless = name in (None, "") or FOOTER.fullmatch(fold(str(name)))
        return bool(is_nameless and FOOTER.fullmatch(fold(str(cells[0]))))

    def is_unit(self, values):
        """Certainly: it has a name, and a number of its own or figures."""
        figures = any(_is_figure(values.get(code)) for code in FACTS)
        return values.get(NAME) not in (None, "") and (_is_count(values.get(NUMBER)) or figures)

    def section(self, line, values):
        """(level, name, has figures) of a heading between units: “I. Khối trường học”; or None."""
        number, name = values.get(NUMBER), values.get(self.key)
        if _is_count(number) or (not name and not isinstance(number, str)):
            return None
        rest = {
            meaning: value
            for meaning, value in values.items()
            if meaning not in (self.key, NUMBER) and value not in (None, "")
        }
        marks = [_level(str(number)) if number else None, _level_of_name(name)]
        level = next((mark for mark in marks if mark), None)
        text = _without_mark(str(name or number))
        figures_only = bool(rest) and rest.keys() & OF_UNITS <= FACTS
        if level and (not rest or (figures_only and self.is_numbered)):
            return level, text, bool(rest)
        if rest or not (line in self.wide or self._is_bare_heading(line, text)):
            return None
        return PLAIN, text, False

    def _is_bare_heading(self, line, text):
        """A name without anything beside it, where units have figures or a number."""
        cells = [value for value in self.sheet.rows[line] if value not in (None, "")]
        if self.key == PERSON:
            return len(cells) == 1
        is_alone = len(cells) == 1 and (self.has_figures or self.is_numbered)
        return is_alone and not self.unit.fullmatch(fold(text))


def _level(text):
    """Which kind of mark a cell is: “I”, “A”; None where it is none."""
    match = MARK.fullmatch(text)
    if not match:
        return None
    return ROMAN if match[1] else LETTER


def _level_of_name(name):
    match = MARKED.match(name) if isinstance(name, str) else None
    return (ROMAN if match[1] else LETTER) if match else None


def _without_mark(text):
    return MARKED.sub("", text, count=1).strip(" :")


def _is_count(value):
    """The number of a unit in its list: 12, “12.”"""
    if isinstance(value, bool):
        return False
    if isinstance(value, (int, float)):
        return True
    return isinstance(value, str) and value.strip(".) ").isdigit()


def _is_figure(value):
    """A number, also one that is text."""
    return isinstance(value, (int, float)) or (isinstance(value, str) and FIGURE.fullmatch(value) is not None)


def _is_word(value):
    return isinstance(value, str) and len(value.strip("() ")) > 1 and not value.strip("() ").isdigit()


def _signature(row):
    return tuple(fold(value) for value in row if isinstance(value, str) and value.strip())


class Sections:
    """The headings that stand over the present row; a new one ends those of its own level."""

    def __init__(self):
        self.open = []

    def enter(self, level, name, line):
        levels = [each for each, *_ in self.open]
        if level in levels:
            del self.open[levels.index(level) :]
        self.open.append((level, name, line))

    @property
    def names(self):
        return [(name, line) for _, name, line in reversed(self.open)]
