"""What quantity did somebody type, and how is it kept exactly?

Integers everywhere: đồng as they are, every other unit in ten-thousandths (SQLite keeps decimals as floats, DESIGN §9).
Whatever may mean two numbers is refused with both readings, never guessed (DOMAIN §5.7).
"""

import re
import unicodedata
from dataclasses import dataclass

from django.db import models

from unions.comparator_words import TO, TOTAL, WORDS_FIRST, WORDS_LAST, split_comparator
from unions.dates import read_date
from unions.errors import Unreadable
from unions.numerals import SCALE, in_words, percent, show, show_share
from unions.vietnamese import nfc

__all__ = [
    "SCALE", "QuantityField", "Reading", "Unreadable", "in_words", "percent", "read", "read_date", "show", "show_share",
]  # fmt: skip

EXAMPLE = "Ghi bằng chữ số, ví dụ 1.500 hoặc 95,5."
HUNDRED = 100 * SCALE
GREATEST = 10**15  # stored; three thousand of them still add up within 64 bits
LONGEST = 120
SPACE = re.compile("[ \u00a0\u2007\u2009\u202f]")
NUMBER = re.compile(r"[0-9](?:[0-9.,]| (?=[0-9]))*")
MULTIPLIER = re.compile(r" *((?:nghìn|ngàn|triệu) t[ỷỉ]|nghìn|ngàn|triệu|t[ỷỉ])(?!\w)", re.IGNORECASE)
TIMES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
SYMBOL = re.compile(r" *(%|phần trăm(?!\w))|(đ|vnđ|vnd)(?!\w)", re.IGNORECASE)
# Words that would change the number were they taken for its unit.
NOT_A_UNIT = frozenset(
    "rưỡi vài mấy chục trăm vạn nghìn ngàn triệu tỷ tỉ tr trđ k ng hơn khoảng gần độ chừng "
    "lẻ linh phẩy và hoặc hay đến tới".split()
)
UNMARKED = {"trieu": "triệu", "ty": "tỷ", "ti": "tỷ", "nghin": "nghìn", "ngan": "nghìn"}


class QuantityField(models.BigIntegerField):
    """A scaled integer; SQL only sums it, `targets.measuring` only compares it."""


@dataclass(frozen=True)
class Reading:
    """What was typed: a value, or num and den. Per cents count in ten-thousandths, whatever the scale of the rest.

    `comparator` follows from words around the number; where nobody wrote any (`is_stated` False) it is "ge" for
    "20 CĐCS", "all" for "100%", else "". `doubts` are sentences to confirm: possible, but seldom meant.
    """

    value: int | None = None
    num: int | None = None
    den: int | None = None
    comparator: str = ""
    unit: str = ""
    doubts: tuple[str, ...] = ()
    upper: int | None = None
    is_stated: bool = False


@dataclass(frozen=True)
class _Asked:
    """What kind of field the text stands in."""

    typed: str
    scale: int
    is_share: bool
    whole: bool
    most: int | None

    @property
    def most_is_hundred(self):
        return self.most is not None and self.most <= 100 * (SCALE if self.is_share else self.scale)


def read(text, *, scale=SCALE, is_share=False, whole=False, most=None):
    """Read a quantity typed by a person; raises Unreadable with the sentence to show.

    `scale` says how many stored units make one (1 for đồng), `is_share` that the field takes per cents or 45/60,
    `whole` that only whole numbers count, `most` is the greatest expected value, scaled: above it stands a doubt.
    """
    typed = nfc(text).strip().rstrip(";")
    if most is None and is_share:
        most = HUNDRED
    asked = _Asked(typed, scale, is_share, whole, most)
    _refuse_strange(typed)
    plain = SPACE.sub(" ", typed)
    comparator, rest, is_lead = split_comparator(plain)
    if comparator == TOTAL or comparator == "zero":
        return _wordless(asked, comparator, rest)
    found = NUMBER.match(rest)
    if not found:
        raise Unreadable(_no_number(typed, rest))
    after = rest[found.end() :]
    if after.lstrip().startswith("/"):
        return _fraction(asked, comparator if not is_lead else "", found[0], after.lstrip()[1:].lstrip())
    value, tail, is_percent = _value(asked, found[0], after)
    if between := TO.match(tail):
        return _between(asked, comparator, value, tail[between.end() :])
    return _single(asked, comparator, is_lead, value, tail, is_percent)


def _single(asked, comparator, is_lead, value, tail, is_percent):
    """One number with what stands behind it."""
    tail, comparator, is_stated = _suffix(asked, comparator, tail, is_stated=bool(comparator) and not is_lead)
    unit = _unit(asked, tail)
    if comparator == "change":
        is_down = asked.typed.lower().startswith("giảm")
        return Reading(-value if is_down else value, comparator="change", unit=unit or "%", is_stated=True)
    if is_percent and value == HUNDRED and not is_stated:
        comparator = "all"
    elif not comparator and value and unit not in ("", "đồng"):
        comparator = "ge"
    return Reading(
        value,
        comparator=comparator,
        unit=unit or ("%" if is_percent else ""),
        doubts=_doubts(asked, value),
        is_stated=is_stated or is_lead,
    )


def _wordless(asked, comparator, rest):
    """“Toàn bộ CĐCS” and “không để xảy ra …” carry their number in the word."""
    if re.search(r"\d", rest):
        raise Unreadable(f"Chưa đọc được “{asked.typed}”: ghi riêng từng số. {EXAMPLE}")
    if comparator == "zero":
        return Reading(0, comparator="zero", is_stated=True)
    if not asked.is_share:
        raise Unreadable(f"“{asked.typed}” chưa có số. {EXAMPLE}")
    return Reading(HUNDRED, comparator="all", unit=_unit(asked, f" {rest}" if rest else ""), is_stated=True)


def _fraction(asked, comparator, first, rest):
    """45/60 in a share field; elsewhere it looks like a day and is refused."""
    found = NUMBER.match(rest)
    if not asked.is_share:
        raise Unreadable(f"“{asked.typed}” là ngày hoặc phân số; ô này cần một số. {EXAMPLE}")
    if comparator or not found or rest[found.end() :].lstrip()[:1] == "/":
        raise Unreadable(
            f"Chưa đọc được “{asked.typed}”. Ghi tử số/mẫu số, ví dụ 45/60, hoặc tỷ lệ, ví dụ 75%."
        )
    num = _scaled(asked, *_number(asked, first, may_be_decimal=True), asked.scale)
    den = _scaled(asked, *_number(asked, found[0], may_be_decimal=True), asked.scale)
    if num and not den:
        raise Unreadable(f"“{asked.typed}”: mẫu số bằng 0 thì tử số cũng phải bằng 0.")
    unit = _unit(asked, rest[found.end() :])
    doubts = ()
    if num > den:
        doubts = (
            f"Tử số {show(num, asked.scale)} lớn hơn mẫu số {show(den, asked.scale)}: đúng vậy thì giải trình.",
        )
    return Reading(num=num, den=den, unit=unit, doubts=doubts)


def _between(asked, comparator, low, rest):
    found = NUMBER.match(rest)
    if comparator not in ("", "ge") or not found:
        raise Unreadable(f"Chưa đọc được “{asked.typed}”. Ghi hai số, ví dụ từ 8 đến 12.")
    high, tail, is_percent = _value(asked, found[0], rest[found.end() :])
    if high < low:
        raise Unreadable(f"“{asked.typed}”: số sau nhỏ hơn số trước. Ghi số nhỏ trước, ví dụ từ 8 đến 12.")
    unit = _unit(asked, tail) or ("%" if is_percent else "")
    return Reading(
        low, comparator="between", unit=unit, doubts=_doubts(asked, high), upper=high, is_stated=True
    )


# One number -----------------------------------------------------------------------------------------------------------


def _value(asked, token, after):
    """(scaled value, what stands behind it, is it a per cent?) of one number with its multiplier and sign."""
    times, multiplier = 1, MULTIPLIER.match(after)
    if multiplier:
        for word in multiplier[1].lower().split():
            times *= TIMES[word]
        after = after[multiplier.end() :]
    symbol = SYMBOL.match(after)
    is_percent = bool(symbol and symbol[1])
    tail = after[symbol.end() :] if symbol else after
    if is_percent and (asked.whole or times > 1):
        raise Unreadable(f"“{asked.typed}”: ô này ghi số lượng, không ghi tỷ lệ %. Ví dụ 1.500.")
    if symbol and not is_percent:
        tail = f" đồng{tail}"
    half = re.match(r" *rưỡi(?!\w)", tail)
    if half and token.isdigit() and multiplier:
        meant = f"{token},5 {multiplier[1].strip()}"
        raise Unreadable(f"“{asked.typed}”: ghi bằng chữ số, ví dụ {meant}.", [meant])
    scale = SCALE if is_percent or asked.is_share else asked.scale
    mantissa, places = _number(asked, token, times=multiplier[1] if multiplier else "")
    return _scaled(asked, mantissa * times, places, scale), tail, is_percent or asked.is_share


def _number(asked, token, *, times="", may_be_decimal=False):
    """(digits as one integer, how many of them stand behind the comma) of a number as Vietnamese write it."""
    plain = token.replace(" ", ".") if "." not in token else token
    if re.fullmatch(r"[0-9]+", plain):
        return int(plain), 0
    if match := re.fullmatch(r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,([0-9]+))?", plain):
        decimals = match[2] or ""
        return int(match[1].replace(".", "") + decimals), len(decimals)
    if match := re.fullmatch(r"([0-9]+),([0-9]+)", plain):
        whole, decimals = match.groups()
        if (
            len(decimals) == 3
            and int(whole)
            and not (asked.most_is_hundred and not times and not may_be_decimal)
        ):
            raise _ambiguous(asked, whole, decimals, times)
        return int(whole + decimals), len(decimals)
    raise _malformed(asked, plain, times, has_space=" " in token)


def _ambiguous(asked, whole, decimals, times):
    thousands, fraction = int(whole + decimals), int(whole + decimals) * SCALE // 1000
    readings = [show(thousands, 1), show(fraction)]
    told = " hay ".join(
        f"{reading} ({in_words(value, scale)})"
        for reading, value, scale in zip(readings, (thousands, fraction), (1, SCALE), strict=True)
    )
    if times:
        readings = [f"{reading} {times}" for reading in readings]
    return Unreadable(f"“{asked.typed}” đọc được hai cách: {told}? Ghi lại một trong hai.", readings)


def _malformed(asked, plain, times, *, has_space):
    """English marks are turned round as a suggestion; anything else is only told how numbers look."""
    meant = ""
    if match := re.fullmatch(r"([0-9]{1,3}(?:,[0-9]{3})+)\.([0-9]+)", plain):
        meant = f"{match[1].replace(',', '.')},{match[2]}"
    elif re.fullmatch(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}", plain):
        meant = plain.replace(",", ".")
    elif re.fullmatch(r"[0-9]+\.[0-9]*[1-9]", plain) and not has_space:
        meant = plain.replace(".", ",")
    if meant:
        meant = f"{meant} {times}".strip()
        return Unreadable(
            f"“{asked.typed}”: dấu thập phân là dấu phẩy. Có phải {meant} không? Ghi lại như vậy.", [meant]
        )
    return Unreadable(f"“{asked.typed}”: dấu chấm, dấu phẩy hoặc dấu cách đặt chưa đúng. {EXAMPLE}")


def _scaled(asked, mantissa, places, scale):
    value, rest = divmod(mantissa * scale, 10**places)
    if value > GREATEST:
        raise Unreadable(f"“{asked.typed}” lớn quá mức ghi được. Đồng chí xem lại số chữ số 0.")
    if asked.whole and (rest or value % scale):
        raise Unreadable(f"“{asked.typed}”: ô này chỉ nhận số nguyên, ví dụ 12 hoặc 1.500.")
    if rest and scale == 1:
        raise Unreadable(f"“{asked.typed}”: ghi tròn đến đồng, ví dụ 1.500.000.")
    if rest:
        raise Unreadable(f"“{asked.typed}”: ghi nhiều nhất 4 chữ số sau dấu phẩy.")
    return value


# What stands around it ------------------------------------------------------------------------------------------------


def _suffix(asked, comparator, tail, *, is_stated):
    """Words behind the number: “trở lên”, “trở xuống”; what was compared with is only said of a change."""
    match = WORDS_LAST.search(tail)
    if not match:
        return tail, comparator, is_stated
    tail, word = tail[: match.start()], match[1].lower()
    if word.startswith("so với"):
        if comparator == "change":
            return tail, comparator, True
    elif comparator in ("", "ge"):
        return tail, "ge" if word.endswith("lên") else "le", True
    raise Unreadable(
        f"Chưa đọc được “{asked.typed}”: chỉ dùng một cách so sánh, ví dụ trên 1.500 hoặc từ 80 trở lên."
    )


def _unit(asked, tail):
    """The words behind a number; a space must part them from it, and none may belong to the number."""
    words = tail.strip().rstrip(".,;")
    if not words:
        if tail.strip():
            raise Unreadable(f"Chưa đọc được “{asked.typed}”. {EXAMPLE}")
        return ""
    first = words.split()[0].lower()
    if first in UNMARKED:
        raise Unreadable(f"“{asked.typed}”: ghi đủ dấu, ví dụ 3 {UNMARKED[first]}.")
    has_number_word = any(word in NOT_A_UNIT for word in re.split(r"\W+", words.lower()))
    is_clean = re.fullmatch(r"[^\W\d_](?:[^\W\d_]|[ ,/().–-])*", words)
    if tail[0] != " " or has_number_word or not is_clean or WORDS_FIRST.match(words):
        raise Unreadable(f"Chưa đọc được “{asked.typed}”. {EXAMPLE}")
    return "đồng" if words.lower() in ("đ", "đồng", "vnđ", "vnd") else words


def _doubts(asked, value):
    if asked.most is None or value <= asked.most:
        return ()
    sign = "%" if asked.is_share else ""
    scale = SCALE if asked.is_share else asked.scale
    return (f"{show(value, scale)}{sign} lớn hơn {show(asked.most, scale)}{sign}: đúng vậy thì giải trình.",)


def _refuse_strange(typed):
    if not typed:
        raise Unreadable(f"Ô này còn trống. {EXAMPLE} Không có thì ghi 0.")
    if len(typed) > LONGEST:
        raise Unreadable(f"Nội dung ô này dài quá. {EXAMPLE}")
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cn", "Cs") for letter in typed):
        raise Unreadable(f"Ô này có ký tự ẩn. Đồng chí xóa đi và gõ lại. {EXAMPLE}")


def _no_number(typed, rest):
    if re.match(r"[-−–+]\s*[0-9]", rest):
        return f"“{typed}”: ghi số không có dấu cộng, dấu trừ, ví dụ 3."
    if re.match(r"[.,][0-9]", rest):
        return f"“{typed}”: ghi cả số 0 đứng trước dấu phẩy, ví dụ 0{rest.replace('.', ',')}."
    return f"Chưa đọc được số “{typed}”. {EXAMPLE}"
