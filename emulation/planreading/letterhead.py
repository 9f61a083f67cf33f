"""Who wrote a plan, to whom, under which number, on what basis, and who signed it?"""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from emulation.planreading.days import DAY, name_of
from emulation.planreading.drafts import Document

NUMBER = re.compile(r"\b[Ss][ốỐ]\s*:?\s*(?P<no>\d+[a-z]?\s*[/-]\s*[\w.&-]+(?:/[\w.&-]+)*)")
DATE_LINE = re.compile(rf"(?:^|,\s*|^ngày\s+|\s{{2,}})(?:ngày\s+)?{DAY}", re.IGNORECASE)
BODY = re.compile(
    r"(?:TỔNG\s+LIÊN\s+ĐOÀN|TỔNG\s+LĐLĐ|LIÊN\s+ĐOÀN|LĐLĐ|CÔNG\s+ĐOÀN|CĐCS|NGHIỆP\s+ĐOÀN|CĐ\s|BCH|BAN\s+CHẤP\s+HÀNH\s+CÔNG\s+ĐOÀN|CỤM|KHỐI)",
    re.IGNORECASE,
)
# Number and date that the clerk has not filled in yet: "Số:     /KH-LĐLĐ", "Quảng Trị, ngày … tháng … năm 2021".
BLANK = re.compile(
    r"[Ss][ốỐ]\s*:?[….\s]*/\s*[\w&.-]+|[^\d]{0,45}ngày[….\s]*tháng[….\s]*năm[….\s]*(?:20\d\d)?[….\s]*"
)
STATE = re.compile(r"CỘNG\s+H[ÒO][ÀA]\s+XÃ|Độc\s+lập\s*[-–]\s*Tự\s+do|ĐẢNG\s+CỘNG\s+SẢN", re.IGNORECASE)
KINDS = re.compile(
    r"^(?:KẾ\s+HOẠCH|QUYẾT\s+ĐỊNH|CHƯƠNG\s+TRÌNH|HƯỚNG\s+DẪN|THÔNG\s+BÁO|BẢN|PHIẾU|CHỈ\s+THỊ|NGHỊ\s+QUYẾT|PHÁT\s+ĐỘNG|ĐĂNG\s+KÝ|GIAO\s+ƯỚC|LỜI\s+KÊU\s+GỌI|CÔNG\s+VĂN)",
    re.IGNORECASE,
)
ABOUT = re.compile(r"^(?:V/v|Về\s+việc|v/v)\s*:?\s*", re.IGNORECASE)
TO = re.compile(r"^(?:Kính\s+gửi|Gửi)\s*:\s*", re.IGNORECASE)
BASIS = re.compile(
    r"^(?:Căn\s+cứ(?:\s+vào)?|Thực\s+hiện|Theo|Hưởng\s+ứng|Tiếp\s+tục\s+thực\s+hiện|Triển\s+khai(?:\s+thực\s+hiện)?)\s+(?:tinh\s+thần\s+)?",
    re.IGNORECASE,
)
PAPER = (
    r"(?:Luật|Nghị\s+quyết|Nghị\s+định|Chỉ\s+thị|Quyết\s+định|Kế\s+hoạch|Hướng\s+dẫn|Công\s+văn|Chương\s+trình|Thông\s+tri|"
    r"Thông\s+tư|Kết\s+luận|Điều\s+lệ|Quy\s+chế|Thông\s+báo|Đề\s+án|Phương\s+hướng|Nhiệm\s+vụ|chương\s+trình|kế\s+hoạch|nghị\s+quyết|công\s+văn)"
)
RECEIVERS = re.compile(r"^(?:N[ơƠ]I\s+(?:NHẬN|GỬI)|Nơi\s+(?:nhận|gửi))\s*:?\s*", re.IGNORECASE)
SIGNS = re.compile(
    r"^(?:T\.?M\.?|K\.?T\.?|T\.?L\.?)[\s.]|^(?:CHỦ\s+TỊCH|PHÓ\s+CHỦ\s+TỊCH|TRƯỞNG\s+BAN|THƯỜNG\s+TRỰC)",
    re.IGNORECASE,
)
NAME = re.compile(
    r"^(?:(?:ThS|Ths|TS|PGS\.?TS|GS\.?TS|CN|KS|BS|BSCK\w*|Bs)\.?\s*)?(?:[A-ZĐÀ-ỸÂÊÔƠƯĂ][\wà-ỹ'’-]*\s*){2,6}$"
)
SEALED = re.compile(r"^\(?\s*(?:đã\s+ký|ký\s+tên|ký,\s+đóng\s+dấu).*", re.IGNORECASE)


@dataclass
class Letterhead:
    """What stands around the body; `body` are the lines between."""

    organiser: str | None = None
    title: str | None = None
    document: Document = field(default_factory=Document)
    recipients: list = field(default_factory=list)
    signer: str | None = None
    body: list = field(default_factory=list)
    opening: str = ""


def letterhead_of(lines, year_hint=None):
    """Take head and foot off the lines of a plan."""
    lines = list(lines)
    found = Letterhead()
    lines = _take_foot(lines, found)
    lines = _take_head(lines, found, year_hint)
    found.body = _take_basis(lines, found)
    return found


# Foot -----------------------------------------------------------------------------------------------------------------


def _take_foot(lines, found):
    receivers = next(
        (place for place, line in enumerate(lines) if RECEIVERS.match(line.raw) and place > len(lines) // 3),
        None,
    )
    signs = next(
        (
            place
            for place, line in enumerate(lines)
            if SIGNS.match(line.raw) and place > len(lines) // 3 and len(line.raw) < 60
        ),
        None,
    )
    ends = [place for place in (receivers, signs) if place is not None]
    if not ends:
        return lines
    foot = lines[min(ends) :]
    _read_receivers(foot, found)
    _read_signer(foot, found)
    return _without_date_line(lines[: min(ends)], found)


def _read_receivers(foot, found):
    reading = False
    for line in foot:
        raw = " ".join(line.raw.split("\t")).strip()
        if match := RECEIVERS.match(raw):
            reading = True
            rest = raw[match.end() :].strip(" :")
            if rest and not SIGNS.match(rest):
                found.recipients += [_receiver(each) for each in rest.split(";")]
            continue
        if (reading and SIGNS.match(raw)) or SEALED.match(raw):
            reading = False
        if reading:
            found.recipients.append(_receiver(line.text or raw))
    found.recipients = [each for each in found.recipients if each]


def _receiver(text):
    return re.sub(r"^[-+*•–]\s*", "", text).strip().rstrip(";.,").strip().removesuffix("./").strip()


def _read_signer(foot, found):
    signs = [place for place, line in enumerate(foot) if SIGNS.match(line.raw)]
    if not signs:
        return
    for line in foot[signs[-1] + 1 :]:
        text = line.raw.split("\t")[-1].strip()
        if SEALED.match(text) or RECEIVERS.match(text) or not text:
            continue
        if NAME.match(text) and not line.style:
            found.signer = text
            return


def _without_date_line(lines, found):
    """A place and date above the signature instead of in the head."""
    if lines and (
        match := re.fullmatch(rf"[\w\s.]{{2,40}},?\s+ngày\s+{DAY}\s*\.?", lines[-1].raw, re.IGNORECASE)
    ):
        named = name_of(match, 2000)
        if named.has_year:
            found.document.date = named.first
            return lines[:-1]
    return lines


# Head -----------------------------------------------------------------------------------------------------------------


def _take_head(lines, found, year_hint):
    head = _head_length(lines)
    rows = [cell.strip() for line in lines[:head] for cell in line.raw.split("\t") if cell.strip()]
    bodies, title = [], []
    ends_of = {
        row
        for above, row in pairwise(rows)
        if BODY.match(above) and not (KINDS.match(row) or STATE.search(row) or NUMBER.match(row))
    }
    for place, row in enumerate(rows):
        if STATE.search(row) and not BODY.match(row):
            continue
        if TO.match(row):
            found.document.addressee = TO.sub("", row).strip(" .;") or _next(rows, place)
            title = title or []
            continue
        if match := NUMBER.match(row):
            found.document.number = re.sub(r"\s", "", match["no"]).rstrip(".")
            row = row[match.end() :].strip(" ,;")
        if BLANK.fullmatch(row) or _date_of(row, found):
            continue
        if bodies and not title and row.isupper() and row in ends_of and not BODY.match(row):
            bodies[-1] += f" {row}"  # "LIÊN ĐOÀN LAO ĐỘNG" / "HUYỆN TỊNH BIÊN": one name on two lines
            continue
        if ABOUT.match(row):
            title = [ABOUT.sub("", row)]
            continue
        if not title and BODY.match(row) and not KINDS.match(row) and not found.title:
            if not (bodies and re.match(r"(?:BAN|BCH)", row) and KINDS.search(" ".join(rows[:place]))):
                bodies.append(row)
            continue
        if row:
            title.append(row)
    found.organiser = _organiser(bodies)
    found.title = _title(title)
    return lines[head:]


def _next(rows, place):
    return rows[place + 1].lstrip("- ").rstrip(";.") if place + 1 < len(rows) else None


def _organiser(bodies):
    return bodies[-1].strip() if bodies else None


def _date_of(row, found):
    match = DATE_LINE.search(row)
    if not match or len(row) > 70:
        return False
    named = name_of(match, 2000)
    if not named.has_year or not re.fullmatch(
        rf"(?:[^\d,]{{0,45}},\s*)?(?:ngày\s+)?{DAY}\.?", row.strip(), re.IGNORECASE
    ):
        return False
    if found.document.date is None:
        found.document.date = named.first
    return True


def _head_length(lines):
    """How many lines stand above the first sentence, basis or item of the body."""
    seen_kind = False
    for place, line in enumerate(lines[:40]):
        raw = line.raw
        if (
            BASIS.match(raw)
            and not line.is_caps
            and re.match(rf"(?:căn\s+cứ|theo|hưởng\s+ứng|{BASIS.pattern[1:]}\s*{PAPER})", raw, re.IGNORECASE)
        ):
            return place
        if (
            line.style
            and line.style not in ("bullet-",)
            and not NUMBER.match(raw)
            and (seen_kind or line.style in ("roman", "part", "article", "number"))
        ):
            return place
        if KINDS.match(raw) or ABOUT.match(raw):
            seen_kind = True
            continue
        if (
            TO.match(raw)
            or NUMBER.match(raw)
            or STATE.search(raw)
            or (BODY.match(raw) and (line.is_caps or not seen_kind) and len(raw) < 110)
        ):
            continue
        if seen_kind and len(raw) > 60 and re.search(r"[.:;]$", raw):
            return place
        if not seen_kind and len(raw) > 120:
            return place
        if re.match(r"(?:thưa|Năm\s+\d{4})", raw):
            return place
        if seen_kind and re.search(r"[.;:]$", raw) and not raw.startswith(("(", "“", '"')):
            return place
    return min(len(lines), 12)


def _title(rows):
    rows = [row.strip() for row in rows if row.strip()]
    while (rows and KINDS.fullmatch(rows[0])) or (
        rows
        and re.fullmatch(r"(?:KẾ HOẠCH|QUYẾT ĐỊNH)(?: CÔNG TÁC.*)?", rows[0], re.IGNORECASE)
        and len(rows) > 1
    ):
        rows = rows[1:]
    kept = []
    for row in rows:
        if (
            (row.startswith(("(", "“", '"', "«")) and kept)
            or SEALED.match(row)
            or (row.endswith(("!", ":")) and kept)
        ):
            break
        if kept and BODY.match(re.sub(r"^BAN\s+\w+\s+\w+\s+", "", row)) and row.isupper():
            break
        if KINDS.match(row) and row.isupper() and kept and len(row) < 25:
            continue
        kept.append(ABOUT.sub("", row))
        if len(kept) == 3:
            break
    return " ".join(kept).strip(" .:") or None


# Basis ----------------------------------------------------------------------------------------------------------------


def _take_basis(lines, found):
    """Papers the plan rests on; the lines that only name them are taken off the body."""
    place = 0
    opening = []
    while place < len(lines) and not lines[place].style and place < 14:
        raw = lines[place].raw
        if _is_body(lines[place], opening):
            break
        opening.append(raw)
        place += 1
    for raw in opening:
        found.document.basis += _papers(raw)
    found.opening = "\n".join(opening)
    return lines[place:]


def _is_body(line, opening):
    return (
        (line.is_caps and bool(opening))
        or (line.raw.endswith(":") and len(line.raw) < 50)
        or bool(line.cells)
    )


# Who decides begins a clause of its own; "Nghị quyết … của Ban Chấp hành" and "NQ-BCH" belong to the paper.
ACTOR = re.compile(
    r"(?:^|[,;.]\s+)(?:BTV|BCH|Ban\s+(?:Thường\s+vụ|Chấp\s+hành)|Thường\s+trực|LĐLĐ|Liên\s+đoàn|Công\s+đoàn|CĐCS)\s"
    r"[^;.]*?(?:phát\s+động|xây\s+dựng|đăng\s+ký|triển\s+khai|ban\s+hành|đề\s+(?:ra|nghị)|tổ\s+chức|hướng\s+dẫn|như\s+sau)"
)


def _papers(raw):
    text = ACTOR.split(raw)[0]
    found = []
    for piece in re.split(r"[;]\s*|(?<=\d{4})\.\s+", text):
        for part in _starts(piece):
            cleaned = part.strip(" ,.;:")
            cleaned = re.split(r",\s+(?:được\s+sự|phát\s+huy|nhằm|để|với)\s", cleaned)[0].strip(" ,.;:")
            if re.match(PAPER, cleaned):
                found.append(cleaned)
    return found


def _starts(piece):
    """The pieces of a sentence that each begin with a paper: after "Căn cứ", after a comma or "và" before a number."""
    piece = re.sub(r"\([^)]*\)", lambda match: match[0] if len(match[0]) < 14 else "", piece)
    piece = re.sub(r"^(?:.*?[.]\s+)?(?=(?:Căn\s+cứ|Thực\s+hiện|Theo|Hưởng\s+ứng)\s)", "", piece.strip())
    match = BASIS.match(piece)
    rest = piece[match.end() :] if match else piece
    if not match and not re.match(PAPER, rest):
        inside = re.search(
            rf"(?:căn\s+cứ|thực\s+hiện|theo|tại|trên\s+cơ\s+sở)\s+(?={PAPER}\s+số)", rest, re.IGNORECASE
        )
        if not inside:
            return []
        rest = rest[inside.end() :]
    if inside := re.search(rf"\s+(?:tại|của)\s+(?={PAPER}\s+số)", rest):
        if not re.match(PAPER, rest):
            rest = rest[inside.end() :]
    return re.split(rf",\s+(?:và\s+)?(?={PAPER}\s+(?:số\s+)?[\dA-Z])", rest)
