"""Which row of a sheet holds the headings, and which column means what, in whatever words an office wrote them?"""

import re
from dataclasses import dataclass, field

from unions.models import BodyFacts
from unions.vietnamese import fold

Code = BodyFacts.Code
CODE, NAME, SHORT_NAME, PARENT, SECTOR, PHONE, EMAIL = (
    "code",
    "name",
    "short_name",
    "parent",
    "sector",
    "phone",
    "email",
)
NUMBER, IGNORED = "stt", ""
LABELS = {
    CODE: "Mã đơn vị",
    NAME: "Tên đơn vị",
    SHORT_NAME: "Tên gọi tắt",
    PARENT: "Đơn vị cấp trên",
    SECTOR: "Loại hình",
    PHONE: "Điện thoại",
    EMAIL: "Thư điện tử",
    **dict(Code.choices),
}
FACTS = frozenset(Code.values)
# Tried in this order on the folded heading, with the heading above it before: the first that is found wins.
MEANINGS = [
    (NUMBER, r"(so )?(tt|thu tu)|stt|so tt"),
    (EMAIL, r".*(e ?mail|thu dien tu).*"),
    (PHONE, r".*(dien thoai|so dt|sdt|di dong).*|dt|phone"),
    (CODE, r"ma( so)?( (don vi|cdcs|cong doan|cong doan co so|to chuc|dv))?|code"),
    (PARENT, r".*(cap tren|truc thuoc|quan ly truc tiep|cong doan phuong|cong doan xa|dia ban).*"),
    (SECTOR, r".*(loai hinh|khu vuc|thanh phan kinh te|linh vuc|nganh nghe).*"),
    (SHORT_NAME, r".*(ten goi tat|ten viet tat|ten tat).*"),
    (Code.UNIONISED, r".*doanh nghiep.*(co|thanh lap) (to chuc )?cong doan.*"),
    (Code.ENTERPRISES, r"(tong )?so doanh nghiep.*|doanh nghiep( phu trach)?"),
    (Code.FEE_DUE, r".*(kinh phi cong doan|kpcd).*"),
    (Code.KEY_OFFICERS, r".*(can bo chu chot|can bo cong doan).*"),
    (Code.WOMEN_MEMBERS, r".*(doan vien nu|nu doan vien|dv nu|nu dv).*|.*(doan vien|dvcd)\b.* nu\b.*"),
    (
        Code.WOMEN,
        r".*(lao dong|cnvc|cnvcld|cnld|nguoi lao dong)\b.* nu\b.*|(so )?lao dong nu|nu (cnvcld|lao dong)",
    ),
    (Code.MEMBERS, r".*(doan vien|dvcd).*|so dv"),
    (Code.WORKERS, r".*(lao dong|cnvcld|cnvc|cnld|cong nhan).*|so ld"),
    (NAME, r".*(ten (don vi|cdcs|cong doan|co quan|to chuc|doanh nghiep)|don vi|cong doan co so|cdcs).*|ten"),
]
PATTERNS = [(meaning, re.compile(pattern)) for meaning, pattern in MEANINGS]
WOMEN_OF = re.compile(r"(trong do )?(so )?nu( gioi)?")
SEARCHED, ENOUGH = 30, 2


@dataclass
class Layout:
    """`columns` maps a meaning to its column; rows from `first` on are units; `headings` are as the sheet has them."""

    first: int
    columns: dict
    headings: list = field(default_factory=list)


def meaning_of(heading):
    """What a heading means, "" when nothing is known: `Tổng số đoàn viên` → members."""
    plain = fold(str(heading))
    return next((meaning for meaning, pattern in PATTERNS if pattern.fullmatch(plain)), IGNORED)


def layout_of(sheet, meaning_of=meaning_of):
    """The layout of a sheet, or None where no row looks like headings with a name among them.

    Lists of other things than units bring a `meaning_of` of their own.
    """
    best = None
    for place in range(min(SEARCHED, len(sheet.rows))):
        for height in (1, 2):
            if place + height > len(sheet.rows):
                continue
            headings = _headings(sheet, place, height)
            columns = _columns(headings, meaning_of)
            if (
                NAME in columns
                and len(columns) >= ENOUGH
                and (best is None or len(columns) > len(best.columns))
            ):
                best = Layout(first=place + height, columns=columns, headings=headings)
    return best


def layout_at(sheet, place):
    """The layout of a sheet whose headings a person found in the row `place`, whatever is understood of them."""
    best = None
    for height in (1, 2):
        if place + height <= len(sheet.rows):
            headings = _headings(sheet, place, height)
            columns = _columns(headings, meaning_of)
            if best is None or len(columns) > len(best.columns):
                best = Layout(first=place + height, columns=columns, headings=headings)
    return best


def _headings(sheet, place, height):
    """Texts of one or two rows as one heading a column: a merged “Đoàn viên” over “Tổng số | Nữ” counts for both."""
    top = [_text(value) for value in sheet.rows[place]]
    for first, left, last, right in sheet.merges:
        if first <= place <= last:
            for column in range(left, right + 1):
                top[column] = _text(sheet.rows[first][left])
    if height == 1:
        return top
    below = [_text(value) for value in sheet.rows[place + 1]]
    if any(isinstance(value, (int, float)) for value in sheet.rows[place + 1]):
        return [""] * len(top)  # a row of figures is no heading
    return [
        f"{upper} {lower}".strip() if lower != upper else upper
        for upper, lower in zip(top, below, strict=True)
    ]


def _columns(headings, meaning_of):
    columns, women = {}, Code.WOMEN
    for column, heading in enumerate(headings):
        meaning = meaning_of(heading) if heading else IGNORED
        # A bare “Nữ” counts the women among those of the column before it.
        women = {Code.MEMBERS: Code.WOMEN_MEMBERS, Code.WORKERS: Code.WOMEN}.get(meaning, women)
        if heading and WOMEN_OF.fullmatch(fold(heading)):
            meaning = women
        if meaning and meaning not in columns:
            columns[meaning] = column
    return columns


def _text(value):
    return value.strip() if isinstance(value, str) else ""
