"""Which measures does one sentence ask for: where does each begin and end, and which words does it count?

A sentence may hold several ("Phát triển trên 1.500 đoàn viên, thành lập 20 CĐCS"): each aim has a piece of its own.
"""

import itertools
import re
from dataclasses import dataclass, field

from emulation.planreading.figures import QUOTED, Figure, figures_of

# Commas inside these are no borders: "cán bộ, công chức, viên chức", "cơ quan, đơn vị".
GROUPED = re.compile(
    r"(?:(?:nữ\s+)?(?:cán\s+bộ|công\s+chức|viên\s+chức|công\s+nhân|người\s+lao\s+động|lao\s+động|nhà\s+giáo|đoàn\s+viên|"
    r"CNVCLĐ|CNLĐ|giáo\s+viên|nhân\s+viên|CBCCVC)(?:\s*,\s*|\s+và\s+))+(?:nữ\s+)?(?:cán\s+bộ|công\s+chức|viên\s+chức|"
    r"công\s+nhân|người\s+lao\s+động|lao\s+động|nhân\s+viên|đoàn\s+viên|học\s+sinh|nhà\s+giáo)"
    r"|(?:cơ\s+quan|đơn\s+vị|doanh\s+nghiệp|chi\s+nhánh|cụm|xã|phường|công\s+trình|sáng\s+kiến|đề\s+tài|xí\s+nghiệp|nhà\s+máy)"
    r"(?:(?:\s+hành\s+chính)?\s*,\s*(?:cơ\s+quan|đơn\s+vị|doanh\s+nghiệp|đội\s+tàu|khối|phường|thị\s+trấn|sản\s+phẩm|"
    r"phần\s+việc|cải\s+tiến|sáng\s+kiến|giải\s+pháp|đội|phân\s+xưởng|xí\s+nghiệp))+"
    r"|hành\s+chính\s*,\s*sự\s+nghiệp|kinh\s+doanh\s*,\s*dịch\s+vụ|xuất\s+sắc\s*,\s*tốt|khá\s*,\s*tốt|tốt\s*,\s*khá|"
    r"giỏi\s*,\s*khá|cháy\s*,\s*nổ|an\s+toàn\s*,\s*vệ\s+sinh|thi\s+đua\s*,\s*khen\s+thưởng|văn\s+hóa\s*,\s*thể\s+thao|"
    r"phòng\s*,\s*chống|ký\s+kết\s*,\s*thực\s+hiện",
    re.IGNORECASE,
)
HIDE = str.maketrans({",": "\x01", ";": "\x02"})
ZERO = re.compile(
    r"(?P<zero>(?:tuyệt\s+đối\s+)?không\s+(?:để\s+)?(?:xảy\s+ra|phát\s+sinh)|tuyệt\s+đối\s+không(?:\s+có)?|"
    r"không\s+có|không\s+còn)(?!\w)",
    re.IGNORECASE,
)
STARTS = r"(?:^|[,;:.]\s+|\bvà\s+|trong\s+năm\s+|phấn\s+đấu\s+|bảo\s+đảm\s+|đảm\s+bảo\s+|cả\s+năm\s+)"
ALL = re.compile(rf"{STARTS}(?P<all>toàn\s+bộ|tất\s+cả|mọi|100\s?%)(?!\w)", re.IGNORECASE)
BORDER = re.compile(r"[,;]\s+|\s+và\s+(?=\S)|\s+[–—-]\s+(?=[a-zđ])|\.\s+")


@dataclass
class Measure:
    """One piece of a sentence; `figure` is None for what must not happen and for "all"."""

    text: str
    figure: Figure | None = None
    is_zero: bool = False
    is_all: bool = False
    extra: list = field(default_factory=list)  # further figures of the same piece
    before: str = ""  # words in front that ask for something else


@dataclass
class _Mark:
    start: int
    end: int
    figure: Figure | None = None
    kind: str = "figure"


def measures_of(sentence):
    """Every measure of a sentence, in order; [] for one that asks for nothing countable."""
    marks = _marks(sentence)
    if not marks:
        return []
    cuts = _cuts(sentence, marks)
    pieces = []
    lead = _lead(sentence, marks[0])
    for start, end in zip([lead, *cuts], [*cuts, len(sentence)], strict=True):
        inside = [mark for mark in marks if start <= mark.start < end]
        if inside:
            pieces.append(_measure(sentence[start:end], start, inside))
    if lead and pieces:
        pieces[0].before = sentence[:lead].strip(" ,;")
    return pieces


def _lead(sentence, mark):
    """Where the first piece begins: what must not happen may follow on what is to be done."""
    if mark.kind != "zero":
        return 0
    borders = [
        match for match in BORDER.finditer(sentence, 0, mark.start) if "," in match[0] or ";" in match[0]
    ]
    return borders[-1].end() if borders and len(sentence[: borders[-1].start()].split()) >= 4 else 0


def _marks(sentence):
    masked = QUOTED.sub(lambda match: "\x00" * len(match[0]), sentence)
    marks = [_Mark(*figure.whole, figure) for figure in figures_of(sentence)]
    for match in ZERO.finditer(masked):
        if _is_aim(masked, match) and not any(mark.start < match.start() < mark.end for mark in marks):
            marks.append(_Mark(match.start(), match.end(), None, "zero"))
    for match in ALL.finditer(masked):
        if not any(mark.start <= match.start("all") < mark.end for mark in marks):
            marks.append(_Mark(match.start("all"), match.end("all"), None, "all"))
    marks.sort(key=lambda mark: mark.start)
    return marks


def _is_aim(masked, match):
    """“không có” asks for something only where a piece begins; after a number it tells what those do not have."""
    if re.search(r"xảy|phát|tuyệt", match[0], re.IGNORECASE):
        return not re.match(r"\s*(?:ra\s+)?(?:đối\s+với)?\s*$", masked[match.end() :])
    before = masked[: match.start()]
    return bool(re.search(rf"{STARTS}$", before, re.IGNORECASE))


def _cuts(sentence, marks):
    """Where a new piece begins: at the last border before each further mark."""
    hidden = GROUPED.sub(lambda match: match[0].translate(HIDE), sentence)
    hidden = QUOTED.sub(lambda match: match[0].translate(HIDE), hidden)
    hidden = re.sub(r"\([^)]*\)", lambda match: match[0].translate(HIDE), hidden)
    cuts = []
    for before, mark in itertools.pairwise(marks):
        borders = list(BORDER.finditer(hidden, before.end, mark.start + 1))
        borders = [match for match in borders if match.end() <= mark.start or match.start() < mark.start]
        if not borders:
            continue
        if (
            before.kind in ("all",)
            and mark.figure
            and not mark.figure.is_percent
            and _is_minimum(sentence, mark)
        ):
            continue
        cuts.append(_start_of(hidden, borders, mark))
    return cuts


def _is_minimum(sentence, mark):
    return bool(re.match(r"(?:ít\s+nhất|tối\s+thiểu)", sentence[mark.start :], re.IGNORECASE))


def _start_of(hidden, borders, mark):
    """The last border, or one further left where short verbs are listed: "thăm hỏi, tặng quà 1.000 lượt"."""
    place = len(borders) - 1
    while place > 0 and ", " in borders[place][0]:
        lead = hidden[borders[place].end() : mark.start].split()
        piece = hidden[borders[place - 1].end() : borders[place].start()].split()
        if (
            ", " in borders[place - 1][0]
            and 0 < len(lead) <= 4
            and len(piece) <= 3
            and VERB.match(" ".join(piece))
        ):
            place -= 1
        else:
            break
    return borders[place].end()


VERBS = (
    "tổ chức|thực hiện|tham gia|ký|ký kết|xây dựng|có|được|đạt|đăng ký|hoàn thành|ban hành|công khai|phối hợp|"
    "triển khai|"
    "thành lập|duy trì|áp dụng|tập huấn|tiếp cận|bảo đảm|đảm bảo|nộp|thu|đóng|hưởng ứng|phát động|sử dụng|cập nhật|"
    "thăm hỏi|thăm|tặng|hỗ trợ|trao|sửa chữa|xây|xây mới|kết nạp|phát triển|giới thiệu|bồi dưỡng|vận động|tuyên truyền|"
    "kiểm tra|giám sát|xếp loại|làm|mở|lập|khám|học|đề xuất|đưa|chấp hành|không|là|tiến hành|hưởng|thương lượng|"
    "đối thoại|"
    "giải quyết|trả lời|gắn|bố trí|tiếp nhận|cam kết|nâng|cải thiện|giữ|phấn đấu|biểu quyết|lắp|hài lòng|thành thạo|"
    "đảm nhận|chấm|góp|quyên góp|hiến|trồng|tiết kiệm|giảm|tăng|chỉ đạo|quán triệt|phổ biến|hướng dẫn|nhận|vay|dự|tuyển"
)
VERB = re.compile(rf"(?:{VERBS.replace(' ', chr(92) + 's+')})(?!\w)", re.IGNORECASE)


def _measure(text, start, marks):
    first = marks[0]
    shifted = [_shifted(mark.figure, start) for mark in marks if mark.figure]
    measure = Measure(text.strip(" ,;.\t"))
    offset = len(text) - len(text.lstrip(" ,;.\t"))
    for figure in shifted:
        figure.place = tuple(place - offset for place in figure.place)
        figure.whole = tuple(place - offset for place in figure.whole)
    measure.is_zero = first.kind == "zero"
    measure.is_all = first.kind == "all"
    if first.kind == "figure":
        measure.figure, measure.extra = shifted[0], shifted[1:]
    else:
        measure.extra = shifted
    return measure


def _shifted(figure, start):
    figure.place = tuple(place - start for place in figure.place)
    figure.whole = tuple(place - start for place in figure.whole)
    return figure
