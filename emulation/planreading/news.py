"""What of a report in a newspaper is the plan, and what is told of the meeting around it?

Many unions keep no Word file of their plan, only the news of its launch: sentences instead of headings and lists.
"""

import re

from emulation.planreading.days import DAY, name_of
from emulation.planreading.letterhead import KINDS, NUMBER, RECEIVERS, TO, Letterhead
from emulation.planreading.lines import Line
from emulation.planreading.outline import LATE, Item, Section

ENDS = (".", ";", ":", "…", "”", "/", '"')
NOISE = re.compile(
    r"(?:Tin\s+liên\s+quan|Ý\s+kiến\s+bạn\s+đọc|Bản\s+quyền|Chia\s+sẻ|Nguồn|Bài,?\s+ảnh|Ảnh|Tác\s+giả|Quang\s+cảnh|Your\s+Website|"
    r"Responsive|Cập\s+nhật)",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.!?…”])\s+(?=[A-ZĐÀ-Ỹ“\"\d])|;\s+")
ON = re.compile(
    r"(?:cụ\s+thể(?:\s+như)?|như\s+sau|các\s+nội\s+dung|nội\s+dung\s+thi\s+đua|phát\s+động\s+các\s+phong\s+trào|phấn\s+đấu|"
    r"tập\s+trung|tiếp\s+tục|đẩy\s+mạnh|thi\s+đua|vận\s+động)",
    re.IGNORECASE,
)
LIST_AFTER = re.compile(
    r"(?:như(?:\s+sau)?|nội\s+dung(?:\s+thi\s+đua)?|cụ\s+thể(?:\s+là)?|chỉ\s+tiêu)\s*:\s+", re.IGNORECASE
)
OFF = re.compile(
    r"^(?:Phát\s+biểu|Dịp\s+này|Nhân\s+dịp|Dự\s+(?:hội\s+nghị|buổi)|Tại\s+(?:hội\s+nghị|buổi)|Sau\s+khi\s+phát\s+động|Qua\s+đó|Hội\s+nghị\s+(?:lần|cũng|đã)|"
    r"Chủ\s+trì|Đây\s+là|Trong\s+năm\s+(?P<in>20\d\d)|Năm\s+(?P<year>20\d\d)|Tuy\s+nhiên|Ngày\s+\d|Sáng|Chiều|Dự\s+kiến|Song\s+song|Đồng\s+thời,\s+lắng|"
    r"(?:BCH|BTV|Ban\s+\w+\s+\w+)\s+[^.]*kêu\s+gọi|[^.]{0,60}kêu\s+gọi|Đặc\s+biệt,\s+mong|Phát\s+huy\s+những\s+kết\s+quả)",
    re.IGNORECASE,
)
ORGANISER = re.compile(
    r"(?P<body>(?:Liên\s+đoàn\s+[Ll]ao\s+động|LĐLĐ|Công\s+đoàn)(?:\s+(?!tổ\s+chức|chia|thành|phát\s+động|đã|đẩy|vừa|xác\s+định|tiếp\s+tục|và\s|năm)[^\s,.;:“”]+){1,8})\s+"
    r"(?:vừa\s+|đã\s+)?(?:tổ\s+chức|phát\s+động|đẩy\s+mạnh|triển\s+khai)"
)


def is_news(lines):
    """No head, no foot and hardly a list: sentences about a plan."""
    top = lines[:15]
    if any(KINDS.match(line.raw) or TO.match(line.raw) or NUMBER.match(line.raw) for line in top):
        return False
    if any(RECEIVERS.match(line.raw) for line in lines):
        return False
    return sum(bool(line.style) for line in lines) < max(3, len(lines) // 4)


def read_news(lines):
    """(letterhead, items): the sentences of the plan, each an item of its own."""
    found = Letterhead()
    texts = [line.raw for line in lines]
    place = next((n for n, text in enumerate(texts) if _is_title(text)), None)
    if place is not None:
        found.title = texts[place].strip()
    body = list(texts[(place or 0) + (place is not None) :])
    cut = next(
        (n for n, text in enumerate(body) if re.match(r"(?:Tin liên quan|Ý kiến bạn đọc|Bản quyền)", text)),
        len(body),
    )
    body = [text for text in body[:cut] if _is_prose(text)]
    found.organiser = _organiser([found.title or "", *body])
    found.opening = "\n".join(body)
    year = _year(found.title, texts)
    return found, list(_items(body, year))


def _is_title(text):
    return (
        25 <= len(text) <= 200
        and not text.rstrip().endswith((".", ";", "!"))
        and bool(re.search(r"thi đua", text, re.IGNORECASE))
    )


def _is_prose(text):
    return not NOISE.match(text) and (len(text) > 120 or text.rstrip().endswith(ENDS))


def _organiser(texts):
    names = [match["body"] for text in texts for match in ORGANISER.finditer(text)]
    return max((each for each in names if each.startswith(names[0])), key=len, default=None)


def _year(title, texts):
    match = re.search(r"năm\s+(?:học\s+)?(20\d\d)", title or "")
    if match:
        return int(match[1])
    years = re.findall(r"triển khai nhiệm vụ năm (20\d\d)|năm (20\d\d)", "\n".join(texts))
    found = [int(a or b) for a, b in years]
    return max(found, default=None)


def _items(body, year):
    """Sentences in order; a plan goes on until the report turns back to the meeting."""
    telling = True
    for text in body:
        yield Item(Line(text, raw=text), Section.PHASES)
        for sentence in SENTENCE.split(text):
            sentence = sentence.strip()
            if not sentence:
                continue
            past = OFF.match(sentence)
            if past:
                named = past["year"] or past["in"]
                telling = not (named and year and int(named) >= year)
            if LATE.search(sentence):
                yield Item(Line(sentence, raw=sentence), Section.ORDER)
                continue
            asked = sentence
            after = None if past else LIST_AFTER.search(sentence)
            if after:
                telling, asked = False, sentence[after.end() :]
                yield Item(Line(sentence, raw=sentence), Section.HEADER)
                if not asked.strip():
                    continue
            elif re.search(r":$", sentence) and ON.search(sentence):
                telling = False
                continue
            if past and (telling or past["year"] is None):
                continue
            if telling and not _asks(sentence):
                continue
            yield Item(
                Line(asked, raw=asked), Section.WORK if not re.search(r"\d\s?%", asked) else Section.TARGET
            )


def _asks(sentence):
    """An aim outside a list: it says so."""
    return bool(
        re.match(
            r"(?:phấn\s+đấu|tập\s+trung|tiếp\s+tục|đẩy\s+mạnh|thi\s+đua|vận\s+động|đối\s+với|ngành\s+tiếp|các\s+đơn\s+vị)",
            sentence,
            re.IGNORECASE,
        )
    )


def dateline(lines):
    """The day the report is of."""
    for line in lines[:8]:
        if match := re.search(DAY, line.raw, re.IGNORECASE):
            named = name_of(match, 2000)
            if named.has_year:
                return named.first
    return None
