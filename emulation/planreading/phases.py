"""Into which phases does a plan divide its time, each with which theme?"""

import re
from itertools import pairwise

from emulation.planreading.days import span_of
from emulation.planreading.drafts import Phase
from emulation.planreading.figures import worded
from emulation.planreading.outline import Section

NUMERAL = r"(?:\d{1,2}|[IVX]{1,4}(?!\w)|một|hai|ba|bốn|năm|nhất|thứ\s+(?:nhất|hai|ba|tư))"
NAMED = re.compile(
    rf"(?P<label>(?P<word>đợt(?:\s+thi\s+đua)?|giai\s+đoạn|chặng|bước|kỳ|học\s+kỳ|vụ(?:\s+cá)?|chiến\s+dịch|quý|phần)\s+(?:cao\s+điểm\s+)?(?P<n>{NUMERAL}))(?!\w|\s*[/-]\s*20\d\d\s*[-–])",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"(?P<label>(?:Vụ\s+cá\s+\w+|Chiến\s+dịch\s+[^:;,.]{3,40}|Đợt\s+(?:thi\s+đua|cao\s+điểm)(?:\s+[^:;,.\d]{0,30})?|Học\s+kỳ\s+\w+|6\s+tháng\s+(?:đầu|cuối)\s+năm))",
    re.IGNORECASE,
)
THEME = re.compile(
    r"(?:chủ\s+đề|khẩu\s+hiệu|mang\s+tên|tên\s+gọi|trọng\s+tâm|nội\s+dung\s+chính)\s*(?:là|thi\s+đua|đợt|của\s+đợt|:)?\s*:?\s*[“\"„«](?P<theme>[^”\"»]+)[”\"»]",
    re.IGNORECASE,
)
QUOTED = re.compile(r"[“\"„«](?P<theme>[^”\"»]+)[”\"»]")
PLAIN = re.compile(
    r"(?:chủ\s+đề|khẩu\s+hiệu)\s*(?:là|thi\s+đua|:)?\s*:?\s*(?P<theme>[^“\".;]{5,120})", re.IGNORECASE
)
ROMANS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
ORDINALS = {"nhất": 1, "tư": 4}
REPORTING = re.compile(
    r"(?:báo\s+cáo|sơ\s+kết|tổng\s+kết|gửi|nộp|đăng\s+ký|kết\s+thúc\s+(?:mỗi\s+)?đợt|hồ\s+sơ|sau\s+(?:khi\s+)?(?:mỗi\s+)?đợt)",
    re.IGNORECASE,
)


def phases_of(items, year, signed_on):
    """(phases, warnings): every phase with its days."""
    chunks = _chunks(items)
    found, warnings, last = [], [], None
    for label, text, theme in chunks:
        span = span_of(text, year, signed_on=signed_on, after=last)
        if span is None:
            continue
        for words in span.wrong:
            warnings.append(f"{label}: “{_bare(words)}” không có trong lịch.")
        phase = Phase(
            len(found) + 1, label, theme or theme_of(text, label), span.starts_on, span.ends_on, text
        )
        found.append(phase)
        last = phase.ends_on or last
    return found, warnings + _odd(found)


def _odd(phases):
    """Phases that end before they begin, overlap, or leave days between them."""
    said, gaps = [], []
    for phase in phases:
        if phase.starts_on and phase.ends_on and phase.ends_on < phase.starts_on:
            said.append(
                f"“{phase.label}” kết thúc {phase.ends_on:%d/%m/%Y}, trước khi bắt đầu {phase.starts_on:%d/%m/%Y}."
            )
    for one, following in pairwise(phases):
        if not (one.ends_on and following.starts_on):
            continue
        between = (following.starts_on - one.ends_on).days
        if between > 1:
            gaps.append(f"giữa “{one.label}” và “{following.label}”")
        elif between < 1 and one.ends_on >= (one.starts_on or one.ends_on):
            said.append(
                f"“{one.label}” và “{following.label}” chồng nhau "
                f"từ {following.starts_on:%d/%m/%Y} đến {one.ends_on:%d/%m/%Y}."
            )
    if gaps:
        words = ", ".join(gaps)
        said.append(f"{words[0].upper()}{words[1:]} có khoảng trống.")
    return said


def _bare(words):
    return re.sub(r"^(?:ngày|đến|hết|tới)\s+", "", words.strip(" -–"), flags=re.IGNORECASE).strip()


def _chunks(items):
    """[(label, text, theme)] of every phase that the plan names, each once."""
    return _in_rows(items) or _by_months(items) or _in_sections(items) or _anywhere(items)


MONTHS = re.compile(
    r"(?P<label>(?:tháng|quý)\s+(?:\d{1,2}|[IV]+)(?:\s*[-–]\s*\d{1,2})?)\s*[:(]", re.IGNORECASE
)


def _by_months(items):
    """ "Tháng 02: “Trở lại sản xuất”", "Tháng 5: …", "Quý IV: …", each in a line of its own."""
    rows = [each for each in items if each.section == Section.PHASES and MONTHS.match(each.text)]
    if len(rows) < 2 or all(each.text.lower().startswith("quý") for each in rows):
        return []
    return [(MONTHS.match(each.text)["label"], each.text, None) for each in rows]


def _in_rows(items):
    """Rows of a table: "I | 01/01 - 31/5/2019 | Tết sum vầy"."""
    rows = [each for each in items if each.section == Section.PHASES and len(each.line.cells) >= 2]
    if len(rows) < 2:
        return []
    found = []
    for item in rows:
        cells = [cell.strip() for cell in item.line.cells if cell.strip()]
        span = next((cell for cell in cells if span_of(cell, 2000)), None)
        if span is None:
            continue
        label = cells[0] if cells[0] != span else ""
        others = [cell for cell in cells if cell not in (label, span)]
        theme = others[0].strip('“”"') if others else None
        if not NAMED.match(label) and re.fullmatch(r"[IVX\d]+", label):
            label = f"Giai đoạn {label}"
        found.append((label or f"Giai đoạn {len(found) + 1}", span, theme))
    return found


def _in_sections(items):
    text = _joined(each for each in items if each.section == Section.PHASES)
    return _split(text) if text else []


def _joined(items):
    return "\n".join(f"{each.line.raw}" for each in items)


def _anywhere(items):
    """Plans without such a section: a sentence that names several, each with days."""
    for item in items:
        text = item.line.raw
        if NAMED.search(text) and len(_split(text)) >= 2:
            return _split(text)
    text = _joined(each for each in items if NAMED.search(each.line.raw) and not REPORTING.match(each.text))
    return _split(text)


def _split(text):
    """Cut at each name of a phase that begins a sentence or a clause; reports on phases are none."""
    heads = [match for match in NAMED.finditer(text) if _begins(text, match)]
    if not heads:
        heads = [match for match in OTHER.finditer(text) if _begins(text, match)]
    word = _main_word(heads)
    heads = [match for match in heads if word is None or _word(match) == word]
    found, seen = [], set()
    for match, following in zip(heads, [*heads[1:], None][: len(heads)], strict=True):
        chunk = text[match.start() : following.start() if following else len(text)]
        label = re.sub(r"\s+", " ", match["label"]).strip()
        number = _number(match)
        if label.lower() in seen or (number and number != len(found) + 1 and number <= len(found)):
            continue
        chunk = _own(chunk)
        if _has_days(chunk, match):
            seen.add(label.lower())
            found.append((label, chunk, None))
    return found


def _own(chunk):
    """Only what is said of the phase itself, not the sections that follow."""
    rows = chunk.split("\n")
    kept = [rows[0]]
    for row in rows[1:]:
        if REPORTING.match(row.lstrip("-+* 0123456789.)")) or len(kept) >= 4:
            break
        kept.append(row)
    return "\n".join(kept)


def _has_days(chunk, match):
    if _word(match) == "quý":
        return True
    span = span_of(chunk, 2000)
    return span is not None and (span.starts_on or span.ends_on or span.is_open or bool(span.wrong))


def _begins(text, match):
    before = text[: match.start()].rstrip(" \t")
    lead = re.split(r"[\n.;:]", before)[-1]
    if re.search(
        r"(?:sơ\s+kết|báo\s+cáo|kết\s+thúc|sau|mỗi|từng|trước|tổng\s+kết|chuẩn\s+bị|khen\s+thưởng)\s*$",
        before,
        re.IGNORECASE,
    ):
        return False
    return (
        len(lead.strip(" -+*•\t")) <= 3
        or before.endswith((",", "(", " và"))
        or bool(re.fullmatch(r"[\s\-+*\d.)]*", lead))
    )


def _main_word(heads):
    words = [_word(match) for match in heads]
    for word in ("đợt", "giai đoạn", "chặng", "bước", "học kỳ", "chiến dịch", "vụ", "quý"):
        if words.count(word) >= 2:
            return word
    return words[0] if words else None


def _word(match):
    groups = match.groupdict()
    word = re.sub(r"\s+", " ", (groups.get("word") or groups["label"]).lower())
    return next(
        (each for each in ("đợt", "giai đoạn", "học kỳ", "chiến dịch", "vụ", "quý") if word.startswith(each)),
        word,
    )


def _number(match):
    text = (match.groupdict().get("n") or "").lower().removeprefix("thứ ").strip()
    if text.isdigit():
        return int(text)
    if text in ROMANS:
        return ROMANS[text]
    return ORDINALS.get(text) or (int(worded(text)) if text and worded(text) else None)


def theme_of(text, label=""):
    """The theme that the words of a phase name, quoted or behind "chủ đề"."""
    body = text.removeprefix(label)
    if match := THEME.search(body):
        return _clean(match["theme"])
    if match := PLAIN.search(body):
        return _clean(match["theme"])
    if len(body) < 320 and (match := QUOTED.search(body)):
        return _clean(match["theme"])
    return None


def _clean(theme):
    return re.sub(r"\s+", " ", theme).strip(' .;,“”"')
