"""Which numbers of a sentence are aims, how large are they, and how are they compared?

Dates, anniversaries, document numbers, years and sizes in a scope are numbers too, and never aims (DOMAIN §5).
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

UNITS = "không một hai ba bốn năm sáu bảy tám chín".split()
WORD_UNITS = {word: number for number, word in enumerate(UNITS)} | {"mốt": 1, "lăm": 5, "tư": 4, "dăm": 5}
_UNIT = "|".join(sorted((*WORD_UNITS, "linh", "lẻ"), key=len, reverse=True))
WORDED = rf"(?:(?:{_UNIT}|mười|mươi|trăm|nghìn|ngàn)(?:\s+(?={_UNIT}|mười|mươi|trăm|nghìn|ngàn)|\b))+"
DIGITS = r"\d{1,3}(?:[.\s]\d{3})+(?:,\d+)?|\d+(?:,\d+)?|\d+\.\d{1,2}(?!\d)"
TIMES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
PERCENT = r"(?:\s?%|\s+phần\s+trăm)"
NUMBER = re.compile(
    rf"(?P<fraction>\d+\s?/\s?\d+(?=\s+(?:số|tổng|các)\b))"
    rf"|(?P<half>(?:một\s+)?nửa(?:\s+(?:số|tổng))?|quá\s+bán)"
    rf"|(?P<a>{DIGITS})(?P<pa>{PERCENT})?(?:\s*(?P<ma>nghìn|ngàn|triệu|t[ỷỉ])\b)?"
    rf"(?:\s*(?:-|–|—|÷|đến|tới)\s*(?P<b>{DIGITS})(?P<pb>{PERCENT})?(?:\s*(?P<mb>nghìn|ngàn|triệu|t[ỷỉ])\b)?)?"
    rf"|(?P<words>{WORDED})(?P<pw>\s+phần\s+trăm)?",
    re.IGNORECASE,
)
BEFORE = {
    "le": "không quá|không vượt quá|không vượt|không trên|không hơn|không cao hơn|không nhiều hơn|tối đa|nhiều nhất|"
    "cao nhất|≤|<=",
    "ge": "ít nhất|tối thiểu|không dưới|không thấp hơn|không ít hơn|không kém|từ|≥|>=|thấp nhất",
    "gt": "trên|hơn|vượt|vượt trên|cao hơn|nhiều hơn|lớn hơn|quá|>",
    "lt": "dưới|thấp hơn|ít hơn|nhỏ hơn|<",
}
CODES = {word: code for code, words in BEFORE.items() for word in words.split("|")}
_WORDS = "|".join(re.escape(word) for word in sorted(CODES, key=len, reverse=True))
COMPARED = re.compile(
    rf"(?<!\w)(?P<word>{_WORDS})\s*(?:là\s+|ở\s+mức\s+|mức\s+|được\s+|có\s+|khoảng\s+)?$", re.IGNORECASE
)
EQUALLY = re.compile(r"(?<!\w)(?:ít\s+nhất|tối\s+thiểu)\s+(?:là\s+|có\s+)?$", re.IGNORECASE)
RATED = r"(?:nhiệm\s+vụ|tốt|khá|giỏi|loại\s+\w+|xuất\s+sắc|vững\s+mạnh|sao|sĩ|học|đẳng|cấp|bậc)"
DOWNWARD = re.compile(r"\s*(?:%\s*)?trở\s+xuống", re.IGNORECASE)
UPWARD = re.compile(r"\s*(?:%\s*)?trở\s+lên", re.IGNORECASE)
# Numbers that are no aims, by what stands around them.
NEVER = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}",
        r"(?:ngày|dịp|trước|sau|đến|mừng|hết|lễ|từ|vào|Quốc\s+khánh|sáng|chiều)\s+(?:ngày\s+)?\d{1,2}\s?[/-]\s?\d{1,2}(?!\d)(?!\s?%)(?!\s+số)",
        r"\(\d{1,2}\s?[/-]\s?\d{1,2}[^)]*\)",
        r"\b\d{1,2}/(?:[1-9]|1[0-2])(?!\d)(?!\s+(?:số|tổng|các|chỉ))",
        r"(?:ngày|mùng|mồng)\s+\d{1,2}(?:\s+(?:tháng|và)\s+\d{1,2})?(?!\s+công)",
        r"tháng\s+(?:\d{1,2}|giêng|chạp)",
        r"(?:năm|năm\s+học|nhiệm\s+kỳ|giai\s+đoạn|niên\s+khóa|khóa|khoá|giai\s+đoạn\s+năm|từ\s+năm|đến\s+năm)\s+\d{4}(?:\s?[-–/]\s?\d{2,4})?",
        r"\b(?:19|20)\d{2}\s?[-–]\s?(?:19|20)\d{2}\b",
        r"quý\s+(?:[IV]+|\d)",
        r"lần\s+thứ\s+\w+|thứ\s+\d+",
        r"(?:khóa|khoá)\s+\w+",
        r"\d+\s+năm(?!\s+\d)\b(?!\s+(?:một|hai)\s+lần)",
        r"(?:số|Số:)\s*\d+\s*[/-]\s*[\w-]+(?:/[\w-]+)*",
        r"\b\d+[a-z]?\s?[-/]\s?[A-ZĐ]{2,}[\w/&-]*",
        r"\b\d+/\d{4}/[\w-]+",
        r"(?:Nghị\s+quyết|Chỉ\s+thị|Thông\s+tư|Nghị\s+định|Quyết\s+định|Công\s+văn|Kế\s+hoạch|Hướng\s+dẫn|Kết\s+luận|Điều|khoản|mẫu\s+số|biểu|phụ\s+lục|mục|Đề\s+án|Quốc\s+lộ|Chương\s+trình)\s+(?:Trung\s+ương\s+|số\s+|TW\s+)?\d+\w*",
        r"[A-Za-zĐđ]+\s?[-–]\s?(?:19|\d{4})\b(?=\D|$)",
        r"(?<![\w.,])[A-Za-zĐđ]{1,4}\d+|\b\d+[A-ZĐa-z]\b(?!\w*\s*%)",
        r"(?:đợt|giai\s+đoạn|vòng|chặng|học\s+kỳ|vụ|bước|số|khối|cụm|bảng|hạng|tuần|phần|chương|khoản|nhóm|đội|tổ)\s+(?:thi\s+đua\s+)?(?:số\s+)?\d{1,2}(?!\d|[.,]\d|\s?%)(?=\s|[.,;:)]|$)",
        r"(?:\d{1,2}|một|hai|ba|bốn)\s+(?:đợt|giai\s+đoạn|khối\s+thi\s+đua|chặng|học\s+kỳ|bước)(?!\w)",
        r"ISO\s?\d+(?::\d+)?",
        r"(?:trong|sau|trong\s+vòng)\s+(?:vòng\s+)?(?:\d+|một|hai|ba)\s+(?:giờ|ngày|tháng|tuần|phút)(?:\s+(?:đầu|cuối))?",
        r"\d+\s+(?:giờ|phút)\s+(?:sáng|chiều|\d+)",
        r"(?:hằng|hàng)\s+(?:ngày|tuần|tháng|quý|năm)",
        r"(?:\d+|một|hai|ba)\s+(?:lần\s*/|tháng\s+đầu|tháng\s+cuối|cấp\b)",
        r"thang\s+(?:điểm\s+)?\d+|\d+\s+điểm\b",
        r"với\s+(?:\d+|một|hai|ba|bốn|năm)\s+(?:nội\s+dung|tiêu\s+chí|mục\s+tiêu|chữ)",
        r"\d+\s+chữ\s+vàng",
        r"một\s+(?:số|trong|cách|lòng|cửa|phần|bước|mặt|cấp|lần|người|chiều|dấu|việc|tuần|tháng|năm|ngày)\b",
        r"(?:đồng|lượt|lần|giờ)\s*/\s*[\w\s]+",
        r"\b(?:19|20)\d{2}\b(?!\s*(?:đoàn|CĐCS|nhà|lượt|suất|người|lao|công|tấn|đồng|cây|sáng|triệu|tỷ|%))",
        r"\d[\d.,]*\s?(?:kV|kW|MW|CV|HP|m3/|m³/)\S*|24\s?/\s?24|24/7",
        r"điểm\s+(?:trừ|cộng|thưởng)\s+\d+",
        r"(?:gấp|tăng\s+gấp)\s+\w+\s+lần",
    )
]
QUOTED = re.compile('[“"„«‘][^”"»’]*[”"»’]')
PARENTHESES = re.compile(r"\([^()]*\)")
SIZE_NOUNS = r"(?:lao\s+động|đoàn\s+viên|công\s+nhân|người\s+lao\s+động|người|LĐ|ĐV|CNLĐ|CNVCLĐ|nữ)"
# What may have a size: "doanh nghiệp có từ 10 lao động trở lên".
SIZED = re.compile(
    r"(?P<of>doanh\s+nghiệp|DN|CĐCS|công\s+đoàn\s+cơ\s+sở|công\s+đoàn|đơn\s+vị|cơ\s+quan|công\s+ty|hợp\s+tác\s+xã|HTX|"
    r"nghiệp\s+đoàn|trường(?:\s+học)?|nơi|cơ\s+sở|xí\s+nghiệp|tổ|chi\s+nhánh|khu\s+vực\s+doanh\s+nghiệp)(?P<gap>[^,;:.%\d]{0,60}?)\(?\s*"
    r"(?P<how>(?:đang\s+)?(?:có|sử\s+dụng|thuê|quản\s+lý|từ|trên|dưới|ít\s+nhất|tối\s+thiểu)(?:\s+(?:có|sử\s+dụng|từ|trên|dưới|đủ|tổng\s+số|ít\s+nhất|tối\s+thiểu|không\s+quá))*)"
    r"\s+(?P<n>\d[\d.]*)\s+(?P<what>" + SIZE_NOUNS + r")(?P<up>\s+trở\s+(?:lên|xuống))?\)?",
    re.IGNORECASE,
)


@dataclass
class Figure:
    """One aim: `place` of the number, `whole` with the words that compare it."""

    place: tuple
    whole: tuple
    value: Decimal
    value_to: Decimal | None = None
    is_percent: bool = False
    comparator: str = "ge"
    is_stated: bool = False
    is_money: bool = False
    is_worded: bool = False
    is_fraction: bool = False


def figures_of(text):
    """Every aim in a sentence, in order."""
    masked = mask(text)
    found = []
    for match in NUMBER.finditer(masked):
        figure = _figure(text, masked, match)
        if figure and not (found and match.start() < found[-1].whole[1]):
            found.append(figure)
    return found


@lru_cache(1024)
def mask(text):
    """The text with everything that is no aim blanked out, letter for letter."""
    masked = QUOTED.sub(_blank, text)
    masked = SIZED.sub(lambda match: _blank_size(match), masked)
    for pattern in NEVER:
        masked = pattern.sub(_blank, masked)
    return PARENTHESES.sub(_blank_inner, masked)


def _blank(match):
    return "\x00" * len(match[0])


def _blank_inner(match):
    """Numbers in brackets explain; they are aims only when nothing else in the sentence is."""
    return "(" + "\x00" * (len(match[0]) - 2) + ")"


def _blank_size(match):
    start, end = match.start("how") - match.start(), match.end() - match.start()
    return match[0][:start] + "\x00" * (end - start)


def _figure(text, masked, match):
    before = masked[: match.start()]
    compared = COMPARED.search(before)
    start = compared.start() if compared else match.start()
    comparator = CODES[compared["word"].lower()] if compared else "ge"
    figure = Figure(match.span(), (start, match.end()), Decimal(0), None, False, comparator, bool(compared))
    if match["fraction"]:
        above, below = (Decimal(part) for part in re.split(r"\s?/\s?", match["fraction"]))
        if not below or above > below:
            return None
        figure.value, figure.is_percent, figure.is_fraction = _rounded(above * 100 / below), True, True
    elif match["half"]:
        if not compared and not re.search(r"(?:đó|có|đạt)\s+$", before, re.IGNORECASE):
            return None
        figure.value, figure.is_percent, figure.is_fraction = Decimal(50), True, True
        figure.comparator = comparator if compared else "ge"
    elif match["words"]:
        value = worded(match["words"])
        if value is None or not (compared or match["pw"] or _counts(before)):
            return None
        figure.value, figure.is_percent, figure.is_worded = value, bool(match["pw"]), True
    else:
        _digits(figure, match)
    after = masked[match.end() :]
    _money(figure, after)
    _upward(figure, after)
    if figure.is_percent and figure.value == 100 and not figure.is_stated and figure.value_to is None:
        figure.comparator = "all"
    return figure


def _digits(figure, match):
    first, second = match["a"], match["b"]
    figure.is_percent = bool(match["pa"] or match["pb"])
    figure.value = number(first) * TIMES.get((match["ma"] or match["mb"] or "").lower(), 1)
    if second and (not match["pa"] or match["pb"]):
        upper = number(second) * TIMES.get((match["mb"] or "").lower(), 1)
        if upper > figure.value:
            figure.value_to, figure.comparator, figure.is_stated = upper, "between", True


def _money(figure, after):
    if re.match(r"\s*(?:đồng(?!\s+(?:hồ|bào|chí|phục|nghiệp))|đ\b|VNĐ|vnd)", after, re.IGNORECASE):
        figure.is_money = True


def _upward(figure, after):
    """“trở lên” may stand behind the noun: từ 80 doanh nghiệp trở lên; “trở xuống” turns the comparison around."""
    near = re.split(r"[,;:.]", after, maxsplit=1)[0][:60]
    if re.search(r"trở\s+xuống", near, re.IGNORECASE):
        figure.comparator = "le"
    elif UPWARD.match(after) and not figure.is_stated:
        figure.is_stated = True


# Verbs behind which a number in words counts things: "tặng hai căn nhà", "thành lập thêm một tổ".
COUNTING = re.compile(
    r"(?:thêm|mới|tặng|thành\s+lập|xây|sửa|tổ\s+chức|kết\s+nạp|công\s+bố|đạt|có|trao|hỗ\s+trợ|:|mỗi\s+\w+(?:\s+\w+){0,4}\s+(?:có|làm|đạt|thêm))\s+$",
    re.IGNORECASE,
)


def _counts(before):
    return bool(COUNTING.search(before))


def number(text):
    """`1.500`, `95,5`, `1 500`, `0.8` as people write them; a point before three digits groups."""
    plain = re.sub(r"\s", "", text)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", plain):
        plain = plain.replace(".", "")
    return Decimal(plain.replace(",", "."))


def worded(text):
    """`hai mươi` 20, `chín trăm` 900, `một trăm linh năm` 105; None for words that make no number."""
    total = part = 0
    seen = False
    for word in text.lower().split():
        if word in ("linh", "lẻ"):
            continue
        if word in WORD_UNITS:
            part += WORD_UNITS[word]
        elif word == "mười":
            part += 10
        elif word == "mươi":
            tens = part % 10
            part = part - tens + tens * 10
        elif word == "trăm":
            part = (part or 1) * 100
        elif word in ("nghìn", "ngàn"):
            total, part = total + (part or 1) * 1000, 0
        seen = True
    return Decimal(total + part) if seen and total + part else None


def _rounded(value):
    return value.quantize(Decimal("0.01")).normalize() if value % 1 else value


def sizes_of(text):
    """Conditions on size in a scope: [(fact, comparator, value)]."""
    found = []
    for match in SIZED.finditer(QUOTED.sub(_blank, text)):
        how = match["how"].lower()
        comparator = (
            "lt" if "dưới" in how and "không dưới" not in how else "gt" if how.split()[-1] == "trên" else "ge"
        )
        if match["up"] and "xuống" in match["up"]:
            comparator = "le"
        fact = (
            "members"
            if re.search(r"viên|ĐV", match["what"])
            else "women"
            if match["what"] == "nữ"
            else "workers"
        )
        found.append((fact, comparator, number(match["n"])))
    return found
