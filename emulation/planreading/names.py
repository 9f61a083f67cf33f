"""Which movements and titles does a plan name, and by when must what be sent in?"""

import re

from emulation.planreading.days import ONE, name_of
from emulation.planreading.drafts import Deadline

QUOTE = r"[“\"„«](?P<name>[^”\"»“„«]{3,200})[”\"»]"
MOVEMENT_LEAD = re.compile(
    r"(?:phong\s+trào(?:\s+thi\s+đua)?|cuộc\s+vận\s+động|các\s+phong\s+trào|vận\s+động)", re.IGNORECASE
)
TITLE_LEAD = re.compile(r"danh\s+hiệu", re.IGNORECASE)
# Quoted, but no movement: themes, funds, programmes, festivals, slogans, models, words meant otherwise.
OTHER_LEAD = re.compile(
    r"(?:bình\s+bầu|bình\s+chọn|chủ\s+đề|khẩu\s+hiệu|quỹ|chương\s+trình|ngày\s+hội|tết|tháng|hội\s+thi|giải\s+thưởng|giải|mô\s+hình|đề\s+án|dự\s+án|hộp\s+thư|"
    r"câu\s+lạc\s+bộ|v/v|công\s+trình|gian\s+hàng|tổ|nhà|mái|suất|lớp|chuyên\s+mục|cuốn|tinh\s+thần|phương\s+châm|chữ\s+vàng|tên|hình\s+thức|diễn\s+đàn|"
    r"tiêu\s+chí|chuyên\s+đề|giai\s+đoạn|đợt|cụm\s+từ|mục\s+tiêu|chiến\s+dịch|hội\s+nghị|website|trang|ứng\s+dụng|phần\s+mềm|thẻ|gọi\s+là|nghị\s+quyết)\s*(?:năm|thi\s+đua|là|mang\s+tên|về)?\s*:?\s*$",
    re.IGNORECASE,
)
KNOWN = [
    r"giỏi việc (?:nước|trường)",
    r"lao động giỏi",
    r"lao động sáng tạo",
    r"xanh\s*[-–,]\s*sạch",
    r"dạy tốt",
    r"học tập và làm theo",
    r"nông thôn mới",
    r"tham mưu giỏi",
    r"hai không",
    r"doanh nghiệp .* hội nhập",
]
KNOWN_NAME = re.compile("|".join(KNOWN), re.IGNORECASE)


def movements_in(text):
    """Movements quoted in one text, in order."""
    found = []
    lead_end, in_list = None, False
    for match in re.finditer(QUOTE, text):
        before = text[: match.start()]
        near = before[-130:]
        name = re.sub(r"\s+", " ", match["name"]).strip(" .;,")
        between = text[lead_end : match.start()] if lead_end is not None else ""
        listed = (
            in_list
            and re.fullmatch(
                r"(?:\s+(?:trong|tại|ở)\s[^.;“”]{0,40})?[\s,;và]*(?:các\s+)?(?:phong\s+trào\s+)?",
                between or " ",
            )
            is not None
        )
        listed = listed or bool(re.search(r"[Tt]hi\s+đua\s*$", near) and name[:1].isupper())
        led = re.search(rf"{MOVEMENT_LEAD.pattern}[^.“\"„«]{{0,110}}$", near, re.IGNORECASE)
        other = OTHER_LEAD.search(near)
        titled = re.search(
            r"(?:danh\s+hiệu|đạt|thi\s+đua)\s*:?\s*$", near, re.IGNORECASE
        ) and KNOWN_NAME.search(name)
        is_movement = not other and bool(
            led or listed or titled or (KNOWN_NAME.match(name) and not name[0].islower())
        )
        if is_movement and len(name.split()) >= 2:
            found.append(name)
        in_list = is_movement
        lead_end = match.end()
    return found


# Titles ---------------------------------------------------------------------------------------------------------------

AWARD = re.compile(
    r"(?P<title>(?:Cờ(?:\s+thi\s+đua)?|Bằng\s+khen|Giấy\s+khen|Bằng\s+lao\s+động\s+sáng\s+tạo|Bằng\s+Lao\s+động\s+sáng\s+tạo|Huân\s+chương\s+[^,;.:()]+|Kỷ\s+niệm\s+chương|"
    r"Chiến\s+sĩ\s+thi\s+đua|Tập\s+thể\s+[Ll]ao\s+động\s+(?:xuất\s+sắc|tiên\s+tiến)|Lao\s+động\s+tiên\s+tiến|Giải\s+thưởng\s+[^,;.:()]+|"
    r"Đoàn\s+viên\s+công\s+đoàn\s+xuất\s+sắc|Cán\s+bộ\s+công\s+đoàn\s+(?:xuất\s+sắc|giỏi|tiêu\s+biểu))"
    r"(?P<of>(?:\s+(?:của|cấp|cơ\s+sở|tỉnh|ngành|toàn\s+quốc|Tổng|Chính|Thủ|LĐLĐ|UBND|Công\s+đoàn|CĐ|Bộ|Ủy|Uỷ|Liên|Thành|huyện|thành\s+phố|xuất\s+sắc)(?:(?!\s+và\s+(?:Bằng|Giấy|Cờ|đề|chọn|các\s))[^,;.:()\d“”])*)?))",
)
STOP = re.compile(
    r"\s+(?:cho|và\s+(?=Bằng|Giấy|Cờ|đề|các|chọn)|hoặc|theo|đối\s+với|trong|từ|vào|tại|nhân|khi|là|được|nếu|không\s+quá|tặng|năm\s+\d{4}|để|với|mỗi)(?!\w).*$|\s*[-–]\s*.*$",
)


def titles_in(text):
    """Titles and reward forms that a text awards, proposes or registers."""
    found = []
    for match in AWARD.finditer(text):
        name = STOP.sub("", match["title"]).strip(" ,;.:")
        if name and len(name) < 90 and name not in found:
            found.append(re.sub(r"\s+", " ", name))
    for match in re.finditer(
        r"(?:^|[;.]\s+)(?:Tập thể:\s+|Cá nhân:\s+)?(?P<name>[A-ZĐÀ-Ỹ][^:;,.“”\d]{5,60}):"
        r"\s*\d+\s+(?:tổ|người|tập|cá|đồng|đơn)",
        text,
    ):
        if not AWARD.match(match["name"]):
            found.append(match["name"].strip())
    for match in re.finditer(rf"(?:danh\s+hiệu|bình\s+bầu|suất|tặng\s+danh\s+hiệu|tổ|,|\()\s*{QUOTE}", text):
        if not KNOWN_NAME.search(match["name"]) or re.search(r"bình\s+bầu|tặng", text, re.IGNORECASE):
            found.append(match["name"].strip(" .;,"))
    return found


# Deadlines ------------------------------------------------------------------------------------------------------------

BY = re.compile(
    r"(?:trước|chậm\s+nhất|muộn\s+nhất|hạn(?:\s+cuối)?|xong|đến\s+hết|trong\s+vòng|sau|hạn\s+chót|vào|ngày)\s*(?:là|vào|:)?\s*(?:ngày\s+)?"
    rf"(?:{ONE.pattern})",
    re.IGNORECASE,
)
RULE = re.compile(
    r"(?P<rule>(?:(?:trước|chậm\s+nhất|muộn\s+nhất|trong\s+vòng|sau|định\s+kỳ)\s+(?:là\s+|vào\s+)?)?(?:ngày\s+)?(?:"
    r"\d{1,2}\s+(?:ngày|hôm)(?:\s+làm\s+việc)?\s+(?:sau|kể\s+từ|trước)\s+[^,;.]+"
    r"|\d{1,2}\s+(?:hằng|hàng)\s+(?:tháng|quý)|\d{1,2}\s+(?:của\s+)?tháng\s+(?:cuối|đầu)\s+(?:của\s+)?(?:mỗi\s+)?quý[^,;.]*|\d{1,2}\s+(?:mỗi|cuối)\s+(?:tháng|quý)[^,;.]*"
    r"|\d{1,2}\s+của\s+tháng\s+[^,;.]+))",
    re.IGNORECASE,
)
REGISTER = re.compile(r"đăng\s+ký|ký\s+giao\s+ước", re.IGNORECASE)
REPORT = re.compile(
    r"(?:báo\s+cáo|sơ\s+kết|tổng\s+kết|hồ\s+sơ|đề\s+nghị\s+khen|bản\s+chấm|tự\s+chấm)", re.IGNORECASE
)


def deadlines_in(text, year):
    """What is due by when: registrations, reports, files of rewards; (deadlines, warnings)."""
    found, warnings, what = [], [], None
    for clause in re.split(r"[;,.](?=\s|$)|\s+và\s+(?=(?:báo|tổng|sơ|gửi|ngày))", text):
        named = _what(clause, what)
        if named is None and not REPORT.search(clause):
            days = list(ONE.finditer(clause))
            if not (what and days):
                continue
            named = what
        if named is None:
            continue
        what = named
        rule = RULE.search(clause)
        day = None if rule else _day(clause, year)
        if rule:
            found.append(Deadline(what, None, rule["rule"].strip()))
        elif day:
            found.append(Deadline(what, day.first, None if day.first else f"trước ngày {day.words.strip()}"))
            if day.first is None:
                warnings.append(f"Hạn {what} “{day.words.strip()}” không có trong lịch.")
    return found, warnings


def _day(clause, year):
    for match in BY.finditer(clause):
        named = name_of(match, year)
        words = re.search(r"\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?", match[0])
        named.words = words[0] if words else named.words
        if named.first != named.last:
            named.first = named.last
        return named
    return None


def _what(clause, last):
    """ "đăng ký thi đua", "báo cáo sơ kết đợt 1", "hồ sơ khen thưởng"; None where the clause names nothing."""
    if REGISTER.search(clause) and not re.search(r"đăng\s+ký\s+(?:danh|việc)", clause):
        return "đăng ký thi đua"
    match = re.search(
        r"(?P<what>(?:hồ\s+sơ(?:\s+(?:đề\s+nghị\s+)?khen\s+thưởng)?|(?:báo\s+cáo\s+)?(?:sơ\s+kết|tổng\s+kết|kết\s+quả|báo\s+cáo)(?:\s+(?!trước|chậm|về|gửi|ngày|sau|trong)[\w/]+){0,5}))",
        clause,
        re.IGNORECASE,
    )
    if not match:
        return None
    what = re.sub(r"\s+", " ", match["what"]).strip().lower()
    if what.startswith(("sơ kết", "tổng kết")):
        what = f"báo cáo {what}"
    return what
