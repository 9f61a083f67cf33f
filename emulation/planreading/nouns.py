"""Which words behind a number name what is counted, and where does the sentence go on to what it does?"""

import re

from emulation.planreading.measures import GROUPED, HIDE, VERB

PREDICATE = re.compile(rf"\s(?={VERB.pattern})", re.IGNORECASE)
PLACE = re.compile(
    r"\s+(?:trong|tại|ở|thuộc)\s+(?:các\s+|toàn\s+)?(?:doanh\s+nghiệp|đơn\s+vị|cơ\s+quan|CĐCS|trường|ngành|đơn|địa\s+bàn|phạm\s+vi|trách\s+nhiệm|nội\s+bộ|công\s+ty|khu|trường\s+học|tỉnh|huyện).*$",
    re.IGNORECASE,
)
LEAD = re.compile(
    r"^(?:(?:phấn\s+đấu|có|đạt|trong\s+đó|cụ\s+thể|mục\s+tiêu|chỉ\s+tiêu|đến\s+cuối\s+năm|trong\s+năm(?:\s+\d{4})?|bảo\s+đảm|đảm\s+bảo|và)[,:]?\s+)+",
    re.IGNORECASE,
)


def noun_of(tail):
    """(the noun phrase behind a number, the rest from its verb on)."""
    text = re.sub(r"^\s*(?:số|tổng\s+số|các|trong\s+tổng\s+số|của)\s+(?=\S)", "", tail.strip())
    hidden = GROUPED.sub(lambda match: match[0].translate(HIDE), text)
    hidden = re.sub(r"\([^)]*\)", lambda match: re.sub(r"\s", "\x03", match[0]), hidden)
    end = len(hidden)
    for match in PREDICATE.finditer(hidden):
        if not _is_ofnoun_of(hidden, match):
            end = match.start()
            break
    border = re.search(r"[,;:.](?=\s|$)|\s+trở\s+lên|\s+trở\s+xuống", hidden[:end])
    if border:
        after = hidden[border.end() :] if "trở" in border[0] else hidden[border.start() :]
        end = border.start()
        rest = text[len(hidden) - len(after) :]
        if "trở" in border[0] and not re.match(r"\s*\)", after):
            return text[:end].strip(), rest.strip()
    if VERB.match(hidden) and not is_named(hidden):
        return "", text
    return text[:end].strip(" ,;:."), text[end:].strip()


def is_named(text):
    """Words that begin like a verb and still name people or things: "lao động", "học sinh", "thu nhập"."""
    return bool(
        re.match(
            r"(?:học\s+sinh|học\s+viên|lập\s+trình|giảng\s+viên|thu\s+nhập|giữ\s+trẻ|kiểm\s+tra\s+viên|làm\s+chủ)",
            text,
            re.IGNORECASE,
        )
    )


NOUN_GOES_ON = re.compile(
    r"(?:có|đã\s+có|sử\s+dụng|đã\s+thành\s+lập|thành\s+lập|được)\s+(?:tổ\s+chức\s+)?(?:công\s+đoàn|CĐCS|từ\s+\d|\d|trên\s+\d|dưới\s+\d|bầu|điều\s+kiện|vốn|con\b|hoàn\s+cảnh|đủ)",
    re.IGNORECASE,
)


def _is_ofnoun_of(hidden, match):
    """Does the verb still say which ones are meant ("doanh nghiệp có tổ chức công đoàn ký …")?"""
    here = hidden[match.end() :]
    before = hidden[: match.start()].lower()
    if NOUN_GOES_ON.match(here):
        return bool(PREDICATE.search(here)) or bool(
            re.match(r"(?:có|sử\s+dụng)\s+(?:từ\s+|trên\s+|dưới\s+)?\d", here)
        )
    if re.match(r"tổ\s+chức\s+công\s+đoàn", here, re.IGNORECASE) and re.search(
        r"(?:có|thành\s+lập)$", before
    ):
        return True
    if re.match(r"làm\s+việc|mới\s+được|là\s+(?:nữ|lao)", here, re.IGNORECASE):
        return True
    return bool(re.search(r"(?:đã|chưa|đang|mới|nơi|cần|phải)$", before))
