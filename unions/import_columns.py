"""Which row of a sheet holds the headings, and which column means what, in whatever words an office wrote them?"""

import hashlib
import re
from dataclasses import dataclass, field
from functools import lru_cache

from unions.import_saved import known
from unions.models import BodyFacts, ImportMapping
from unions.querysets import path_lineage
from unions.vietnamese import fold
from unions.workbooks import cell_name

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
KIND, FOUNDED, DECISION, CHAIR = "kind", "founded_on", "decision_no", "chair"
# Of a list with one row a member, which only gives numbers (see `unions.import_members`).
PERSON, SEX, WOMAN, BIRTH, CARD, STATUS = "person", "sex", "woman", "birth", "card", "status"
NUMBER, IGNORED = "stt", ""
LABELS = {
    CODE: "Mã đơn vị",
    NAME: "Tên đơn vị",
    SHORT_NAME: "Tên gọi tắt",
    PARENT: "Đơn vị cấp trên",
    KIND: "Loại tổ chức",
    SECTOR: "Loại hình",
    FOUNDED: "Ngày thành lập",
    DECISION: "Số quyết định thành lập",
    PHONE: "Điện thoại",
    EMAIL: "Thư điện tử",
    **dict(Code.choices),
    PERSON: "Họ tên đoàn viên (chỉ để đếm)",
    SEX: "Giới tính",
    WOMAN: "Đánh dấu nữ",
    CARD: "Số thẻ đoàn viên",
    STATUS: "Trạng thái đoàn viên",
}
FACTS = frozenset(Code.values)
# CNVCLĐ, CBCCVCLĐ, CCVC-LĐ, NLĐ…
WORKING = r"\b(lao dong|cong nhan|(cb)?(cnvc|ccvc)(ld)?|(cc|cn|vc|n)ld|cbcc|cbvc|cbcnv)\b"
# Tried in this order on the folded heading, with the headings above it before: the first that is found wins.
MEANINGS = [
    (NUMBER, r"(so )?(tt|thu tu)|stt|so tt"),
    (
        CHAIR,
        r".*(chu tich|nguoi dung dau|nguoi dai dien|can bo phu trach|truong ban).*|ho (va )?ten (can bo|truong).*",
    ),
    (EMAIL, r".*(e ?mail|thu dien tu).*"),
    (PHONE, r".*(dien thoai|so dt|sdt|di dong).*|dt|phone"),
    (
        CARD,
        r"ma( so| dinh danh)?( the)? (doan vien|cong doan vien)|(ma )?so the( doan vien| doan| cong doan.*)?",
    ),
    (CODE, r"ma( so)?( (don vi|cdcs|cong doan|cong doan co so|to chuc|dv))?|code"),
    (BIRTH, r"(ngay( thang)?( nam)?|nam) sinh"),
    (SEX, r"gioi( tinh)?|phai"),
    (
        PERSON,
        r"ho( va)?( chu dem| dem)?( va)? ten( doan vien| cong doan vien| cdv| nguoi lao dong)?|ten doan vien",
    ),
    (STATUS, r"(trang thai|tinh trang)( sinh hoat| hoat dong| doan vien| the)*"),
    (WOMAN, r"(nam sinh|gioi tinh) nu"),
    (
        FOUNDED,
        r".*(ngay|thoi gian)( thang nam)?( ra)? (thanh lap|cong nhan).*|.*(qd|quyet dinh).* ngay.*|thanh lap|"
        r"ngay (qd|quyet dinh).*",
    ),
    (DECISION, r"(so |so hieu )?(qd|quyet dinh)\b.*|.*so (qd|quyet dinh).*"),
    (
        Code.WORK_UNITS,
        r"(tong )?so (luong )?(co quan|don vi)( su nghiep| truc thuoc)?( (co quan|don vi))?( doanh nghiep)?",
    ),
    (KIND, r"loai to chuc( cong doan)?|cap( cong doan)?|loai (don vi|cong doan)|cap to chuc"),
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
        rf".*{WORKING}.* nu\b.*|.*\bnu {WORKING}.*",
    ),
    (Code.MEMBERS, r".*(doan vien|dvcd).*|so dv"),
    (Code.WORKERS, rf".*{WORKING}.*|so ld"),
    (
        NAME,
        r".*(ten (don vi|cdcs|cong doan|co quan|to chuc|doanh nghiep)|don vi).*|ten|"
        r"(cac )?(cdcs|cong doan co so)( (cdcs|co so|thanh vien|tham gia|(cap|nam|theo|ghi) .*))*",
    ),
]
PATTERNS = [(meaning, re.compile(pattern)) for meaning, pattern in MEANINGS]
REGISTERED = {fold(label): code for code, label in Code.choices}
# “Đoàn viên mới kết nạp” is a part of a figure, never the figure.
PART = re.compile(
    r".*\b(moi|ket nap|dan toc|ton giao|uu tu|gioi thieu|dang vien|tang|giam|ty le|phat trien|nghi|ngheo|kho khan|"
    r"hop dong|bien che|thoi vu|cong doan phi|xep loai|du kien|chi tieu|ke hoach)\b.*"
)
WOMEN_OF = re.compile(r"(trong do )?(so )?nu( gioi)?")
# A heading that makes a list by itself, even where nothing else of it is understood.
CERTAIN = re.compile(r"ten (don vi|cdcs|cong doan( co so)?|co quan|to chuc|doanh nghiep)")
SEARCHED, TALLEST, ENOUGH = 30, 3, 2
# What a row can say of a unit; the other meanings are of people.
OF_UNITS = FACTS | {CODE, NAME, SHORT_NAME, PARENT, KIND, SECTOR, FOUNDED, DECISION, PHONE, EMAIL}


@dataclass
class Layout:
    """`columns` maps a meaning to its column; rows from `first` on are units; `headings` are as the sheet has them.

    The last `height` rows before `first` are the headings.
    """

    first: int
    columns: dict
    headings: list = field(default_factory=list)
    height: int = 1

    @property
    def per_member(self):
        """Is each row a person, whose unit's members are to be counted?"""
        return _is_of_people(self.columns)

    def cell(self, line, meaning):
        """The cell of a row where something stands: "D17"; that of the name where there is no such column."""
        columns = self.columns
        return cell_name(line, columns.get(meaning, columns.get(NAME, columns.get(CODE, 0))))


@lru_cache(maxsize=4096)
def meaning_of(heading):
    """What a heading means, "" when nothing is known: `Tổng số đoàn viên` → members."""
    plain = fold(str(heading))
    if plain in REGISTERED and not WOMEN_OF.fullmatch(plain):
        return REGISTERED[plain]
    meaning = next((meaning for meaning, pattern in PATTERNS if pattern.fullmatch(plain)), IGNORED)
    return IGNORED if meaning in FACTS and PART.fullmatch(plain) else meaning


OUR_MEANING = meaning_of


def layout_of(sheet, meaning_of=meaning_of, remembered=None):
    """The layout of a sheet, or None where no row looks like headings with a name among them.

    Lists of other things than units bring a `meaning_of` of their own. `remembered` are {hash of headings: columns}
    that people put right before: they are believed before any guess.
    """
    best, merged = None, _merged_texts(sheet)
    for place in range(min(SEARCHED, len(sheet.rows))):
        for height in range(1, TALLEST + 1):
            texts = _headings(sheet, place, height, merged)
            if texts is None or _holds_a_unit(sheet.rows[place], texts, meaning_of):
                break
            headings = [" ".join(each) for each in texts]
            if remembered is not None and (columns := _recognised(headings, remembered)):
                return Layout(place + height, dict(columns), headings, height)
            columns = _columns(texts, meaning_of)
            is_list = NAME in columns or _is_of_people(columns)
            if len(columns) < ENOUGH and not any(map(CERTAIN.fullmatch, map(fold, headings))):
                continue
            if is_list and (best is None or len(columns) > len(best.columns)):
                best = Layout(place + height, columns, headings, height)
    return best


def _is_of_people(columns):
    return PERSON in columns and bool({SEX, WOMAN, CARD} & columns.keys()) and not FACTS & columns.keys()


def _merged_texts(sheet):
    """{(row, column): text} that merged cells give to the rows where headings are looked for."""
    found = {}
    for top, left, bottom, right in sheet.merges:
        for row in range(top, min(bottom, SEARCHED + TALLEST) + 1):
            for column in range(left, right + 1):
                found[row, column] = _text(sheet.rows[top][left])
    return found


def _headings(sheet, place, height, merged):
    """The texts of a few rows for each column, from above: a merged “Đoàn viên” over “Tổng số | Nữ” counts for both.

    None where those rows cannot be headings: one text over everything is a title, a row of figures is a unit.
    """
    if place + height > len(sheet.rows):
        return None
    rows = [
        [merged.get((row, column), _text(value)) for column, value in enumerate(sheet.rows[row])]
        for row in range(place, place + height)
    ]
    if len(set(rows[0]) - {""}) < ENOUGH:
        return None
    below = [value for row in range(place + 1, place + height) for value in sheet.rows[row]]
    if any(isinstance(value, (int, float)) for value in below):
        return None
    return [tuple(dict.fromkeys(text for text in texts if text)) for texts in zip(*rows, strict=True)]


def _holds_a_unit(top, texts, meaning_of):
    """A second text below “Tên đơn vị”, which is no group of columns: that is the first unit, and no heading."""
    is_group = [not _text(value) for value in [*top[1:], "x"]]  # the next column has no heading of its own
    return any(
        len(column) > 1 and not group and meaning_of(column[0]) == NAME
        for column, group in zip(texts, is_group, strict=True)
    )


def _columns(texts, meaning_of):
    headings = [" ".join(each) for each in texts]
    found = _of_chairs([_meaning(each, meaning_of) for each in texts])
    columns, women = {}, WOMAN if PERSON in found and not FACTS & set(found) else Code.WOMEN
    for column, (heading, meaning) in enumerate(zip(headings, found, strict=True)):
        # A bare “Nữ” counts the women among those of the column before it.
        women = {Code.MEMBERS: Code.WOMEN_MEMBERS, Code.WORKERS: Code.WOMEN}.get(meaning, women)
        if heading and WOMEN_OF.fullmatch(fold(heading)):
            meaning = women
        if meaning and meaning not in columns:
            columns[meaning] = column
    return columns


def _of_chairs(meanings):
    """“Chủ tịch | Điện thoại | Email”: what stands right beside a chair is the chair's."""
    found, is_beside = [], False
    for meaning in meanings:
        is_beside = meaning == CHAIR or (is_beside and meaning in (PHONE, EMAIL))
        found.append(CHAIR if is_beside else meaning)
    return found


def _meaning(texts, meaning_of):
    """What is nearest to the units counts: under “CNVCLĐ và đoàn viên” there may be both; the chair's is not."""
    whole = meaning_of(" ".join(texts)) if texts else IGNORED
    if meaning_of is not OUR_MEANING or whole == CHAIR:
        return whole  # lists of other things have their own rules
    nearest = (meaning_of(" ".join(texts[start:])) for start in range(len(texts) - 1, 0, -1))
    return next((meaning for meaning in nearest if meaning), whole)


def _text(value):
    return value.strip() if isinstance(value, str) else ""


# What is not used is said ---------------------------------------------------------------------------------------------


def unused(sheet, layout):
    """Sentences that name every column with something in it that the import leaves alone."""
    if layout.per_member:
        return []
    used = {column for meaning, column in layout.columns.items() if meaning in OF_UNITS | {NUMBER, STATUS}}
    width = max((len(row) for row in sheet.rows), default=0)
    chairs, others = [], []
    meanings = _of_chairs([meaning_of(heading) for heading in layout.headings])
    for column in sorted(set(range(width)) - used):
        heading = layout.headings[column] if column < len(layout.headings) else ""
        if not heading and all(row[column] in (None, "") for row in sheet.rows[layout.first :]):
            continue
        name = f"“{heading}” ({_letters(column)})" if heading else _letters(column)
        (chairs if heading and meanings[column] in (CHAIR, PERSON) else others).append(name)
    notes = []
    if chairs:
        which = ", ".join(chairs)
        notes.append(
            f"Người phụ trách không nhập ở đây: cột {which}. Đồng chí dùng trang Mời người phụ trách."
        )
    if others:
        notes.append(f"Cột không dùng: {', '.join(others)}.")
    return notes


def _letters(column):
    return cell_name(0, column)[:-1]


# What was put right before is known -----------------------------------------------------------------------------------


def recognise(headings, owner):
    """{meaning: column} that `owner` or a union above it remembered for these headings, or a program's, or None."""
    return _recognised(headings, remembered_by(owner))


def _recognised(headings, remembered):
    columns = remembered.get(hash_of(headings)) if remembered else None
    return columns or known(headings)


def remembered_by(owner):
    """{hash of headings: columns} of all that `owner` and the unions above it remembered; the nearest wins."""
    above = path_lineage(owner.path)
    rows = ImportMapping.objects.filter(owner__path__in=above).order_by("owner__path", "pk")
    return {row.headings_hash: _columns_of(row.mapping) for row in rows}


def remember(headings, owner, mapping, name):
    """Keep how these headings were read, so that the next file with them needs no help; returns the row."""
    row, _ = ImportMapping.objects.update_or_create(
        owner=owner,
        headings_hash=hash_of(headings),
        defaults={
            "name": name[:120],
            "mapping": {meaning: int(column) for meaning, column in mapping.items()},
        },
    )
    return row


def _columns_of(mapping):
    """What a row says, without meanings that the program no longer knows."""
    known = {*LABELS, NUMBER, CHAIR, BIRTH}
    return {meaning: column for meaning, column in mapping.items() if meaning in known}


def hash_of(headings):
    """The same for headings that differ only in capitals, marks or blank columns at the end."""
    plain = "\n".join(fold(str(heading or "")) for heading in headings).rstrip("\n")
    return hashlib.sha256(plain.encode()).hexdigest()
