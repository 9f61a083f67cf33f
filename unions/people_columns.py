"""What does each row of an office's list of chairs say: which unit, which person, which post, which telephone?

Headings and rows are found as in a list of units (`import_columns`, `import_rows`); only their meanings differ.
"""

import re
from dataclasses import asdict, dataclass, field

from unions.errors import Refusal
from unions.import_columns import CODE, EMAIL, IGNORED, NAME, NUMBER, PARENT, PHONE, layout_of
from unions.import_rows import Problem, Reader
from unions.vietnamese import fold
from unions.workbooks import cell_name

PERSON, GIVEN, POST = "full_name", "given_name", "post"
LABELS = {
    CODE: "Mã đơn vị",
    NAME: "Đơn vị",
    PARENT: "Đơn vị cấp trên",
    PERSON: "Họ và tên",
    POST: "Chức vụ",
    PHONE: "Điện thoại",
    EMAIL: "Thư điện tử",
}
MEANT = frozenset({*LABELS, NUMBER})
# Tried in this order on the folded heading; what no account needs (birthdays, other offices) is left aside by name.
MEANINGS = [
    (NUMBER, r"(so )?(tt|thu tu)|stt|so tt"),
    (IGNORED, r".*(ngay sinh|nam sinh|sinh ngay|ghi chu|gioi tinh|trinh do|dang vien).*|nam|nu"),
    (
        IGNORED,
        r".*(co quan|co dinh|nha rieng|may ban)|.*chuc (vu|danh).*(chinh quyen|chuyen mon|dang|doan the)",
    ),
    (EMAIL, r".*(e ?mail|thu dien tu).*"),
    (PHONE, r".*(dien thoai|so dt|sdt|di dong|zalo).*|dt|phone|lien he"),
    (CODE, r"ma( so)?( (don vi|cdcs|cong doan|cong doan co so|to chuc|dv))?|code"),
    (POST, r".*(chuc vu|chuc danh|nhiem vu).*"),
    (
        PERSON,
        r".*(ho va ten|ho ten|ten chu tich|nguoi (phu trach|dung dau|dai dien|lien he)|ten (can bo|nguoi)).*"
        r"|chu tich( (cdcs|cong doan|cong doan co so))?|dong chi|ho( va)?( ten)?( dem| lot)",
    ),
    (PARENT, r".*(cap tren|truc thuoc|quan ly truc tiep|dia ban).*"),
    (NAME, r".*(don vi|cong doan|cdcs|co quan|to chuc|doanh nghiep|noi cong tac).*|ten (truong|cong ty)"),
]
PATTERNS = [(meaning, re.compile(pattern)) for meaning, pattern in MEANINGS]
TITLES = re.compile(r"^(ông|bà|đ/c|đc|đồng chí|anh|chị|cô|thầy)[.:\s]+", re.IGNORECASE)
NO_NAME = re.compile(r"[\d@/\\<>=]")
LONGEST = 120
MOST_ROWS = 5000


class NoPeople(Refusal):
    sentence = (
        "Không trang nào trong tệp có hàng tiêu đề với cột đơn vị và cột họ tên. "
        "Đồng chí tải tệp mẫu về và điền vào."
    )


class TooManyRows(Refusal):
    sentence = f"Mỗi lần mời nhiều nhất {MOST_ROWS:,} người: chia danh sách thành nhiều tệp.".replace(
        ",", "."
    )


@dataclass
class PersonRow:
    """One person as a row states them; `cells` are {meaning: "D7"}, `line` counts from 1 as Excel does."""

    sheet: str
    line: int
    texts: dict
    cells: dict
    section: str = ""


@dataclass
class Listed:
    """What a file says, before anything of ours is looked up. Kept as JSON between two pages."""

    rows: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    notes: list = field(default_factory=list)

    def as_json(self):
        return asdict(self)

    @classmethod
    def from_json(cls, kept):
        rows = [PersonRow(**row) for row in kept["rows"]]
        return cls(rows, [Problem(**each) for each in kept["problems"]], kept["notes"])


def meaning_of(heading):
    """What a heading of a list of people means: `Họ và tên Chủ tịch CĐCS` → person."""
    plain = fold(str(heading))
    return next((meaning for meaning, pattern in PATTERNS if pattern.fullmatch(plain)), IGNORED)


class PeopleReader(Reader):
    """Goes through one sheet; a row that names nobody (a unit still without one, a signature) is only counted."""

    unnamed = 0

    def _take(self, line, values):
        if not values.get(PERSON):
            self.unnamed += 1
        elif values.get(NAME) or values.get(CODE):
            super()._take(line, values)
        else:
            self._problem(line, NAME, "Dòng này có họ tên nhưng không có đơn vị.", "Ghi tên hoặc mã đơn vị.")


def read_list(workbook):
    """The Listed of a workbook. Raises NoPeople where no sheet is a list of people."""
    listed, is_found, unnamed = Listed(notes=list(workbook.notes)), False, 0
    for sheet in workbook.sheets:
        layout = _layout(sheet)
        if layout is None:
            continue
        reader = PeopleReader(sheet, layout)
        is_found, read = True, reader.read()
        unnamed += reader.unnamed
        listed.rows += [_row(sheet, layout, row) for row in read.rows]
        listed.problems += read.problems
        listed.notes += read.notes
    if not is_found:
        raise NoPeople
    if len(listed.rows) > MOST_ROWS:
        raise TooManyRows
    if unnamed:
        listed.notes.append(f"{unnamed} dòng chưa ghi họ tên: bỏ qua.")
    listed.problems += [problem for row in listed.rows for problem in _wrong_texts(row)]
    return listed


def _layout(sheet):
    layout = layout_of(sheet, meaning_of)
    if layout is None or PERSON not in layout.columns:
        return None
    layout.columns = {meaning: column for meaning, column in layout.columns.items() if meaning in MEANT}
    following = layout.columns[PERSON] + 1
    headings = [*layout.headings, ""]
    if following not in layout.columns.values() and _goes_on(headings[following - 1], headings[following]):
        layout.columns[GIVEN] = following
    return layout


def _goes_on(heading, following):
    """“Họ và tên” merged over two columns, or “Họ đệm | Tên”: the given name stands in the second."""
    return bool(following) and (heading == following or fold(following) == "ten")


def _row(sheet, layout, row):
    texts = {meaning: text for meaning, text in row.texts.items() if text}
    texts[PERSON] = _name(f"{texts[PERSON]} {texts.pop(GIVEN, '')}")
    cells = {meaning: cell_name(row.line, column) for meaning, column in layout.columns.items()}
    return PersonRow(sheet.name, row.line + 1, texts, cells, row.section)


def _name(text):
    """A name as people write it: without titles, not all in capitals."""
    name = " ".join(TITLES.sub("", text.strip()).split())
    return name.title() if name.isupper() else name


def _wrong_texts(row):
    name = row.texts[PERSON]
    if NO_NAME.search(name) or len(name.split()) < 2:
        yield problem_at(row, PERSON, f"“{name}” không phải họ và tên đầy đủ.", "Ghi cả họ, tên đệm và tên.")
    for meaning in (PERSON, POST):
        if len(row.texts.get(meaning, "")) > LONGEST:
            yield problem_at(row, meaning, f"Ô này dài quá {LONGEST} ký tự.", "Rút gọn rồi nhập lại.")


def problem_at(row, meaning, reason, suggestion=""):
    return Problem(row.sheet, row.cells.get(meaning) or row.cells[NAME], reason, suggestion)
