"""Which comparison do the words around a number mean (DOMAIN §5.2)?"""

import re

TOTAL = "all"
WORDS = {
    "gt": "trên|hơn|vượt|vượt trên|vượt quá|quá|cao hơn|nhiều hơn|lớn hơn|>",
    "ge": "từ|ít nhất|tối thiểu|không dưới|không thấp hơn|không ít hơn|không kém|≥|>=",
    "le": "không quá|không vượt|không vượt quá|không trên|không hơn|không cao hơn|không nhiều hơn|tối đa|nhiều nhất"
    "|≤|<=",
    "lt": "dưới|thấp hơn|ít hơn|nhỏ hơn|<",
    "zero": "không để xảy ra|không xảy ra|không có|không còn",
    "change": "tăng|giảm",
    TOTAL: "toàn bộ|tất cả|mọi|mỗi",
}
# Longest first: “không quá” contains “quá”, “>=” contains “>”.
CODES = dict(
    sorted(
        ((word, code) for code, words in WORDS.items() for word in words.split("|")),
        key=lambda pair: -len(pair[0]),
    )
)
_ANY = "|".join(re.escape(word) + (r"(?!\w)" if word[-1].isalpha() else "") for word in CODES)
WORDS_FIRST = re.compile(f"({_ANY}) *", re.IGNORECASE)
LEAD = re.compile(r"(?:đạt|hoàn thành)(?!\w) *", re.IGNORECASE)  # the word behind it decides
WORDS_LAST = re.compile(r" *(?<!\w)(trở lên|trở xuống|so với\D*)$", re.IGNORECASE)
TO = re.compile(r" *(?:đến|tới) (?=[0-9])", re.IGNORECASE)


def split_comparator(text):
    """(code, the rest, was it only “đạt”?): `đạt trên 75%` → (`gt`, `75%`, False), `đạt 20` → (`ge`, `20`, True)."""
    lead = LEAD.match(text)
    rest = text[lead.end() :] if lead else text
    if match := WORDS_FIRST.match(rest):
        return CODES[match[1].lower()], rest[match.end() :], False
    return ("ge" if lead else ""), rest, bool(lead)
