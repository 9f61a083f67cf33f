"""How are quantities kept exactly, and how do Vietnamese write and read them?

Integers everywhere: đồng as they are, every other unit in ten-thousandths (SQLite keeps decimals as floats, DESIGN §9).
Typed numbers are read exactly as DOMAIN §5.7 says; what has two readings is refused with both, never guessed.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.db import models

from unions.vietnamese import nfc

SCALE = 10_000
MOST_DIGITS = 15  # beyond that a BigInteger of ten-thousandths overflows


class QuantityField(models.BigIntegerField):
    """A scaled integer; SQL only sums it, `targets.measuring` only compares it."""


class Unreadable(ValueError):
    """What was typed is no number or date we dare to understand; `readings` are the ways it could be meant."""

    def __init__(self, sentence, readings=()):
        super().__init__(sentence)
        self.sentence = sentence
        self.readings = list(readings)


@dataclass(frozen=True)
class Reading:
    """`value` scaled (per cent × scale in a share field), or `num` and `den` scaled; `doubts` ask for a confirmation."""

    value: int | None = None
    num: int | None = None
    den: int | None = None
    comparator: str = ""
    unit: str = ""
    upper: int | None = None
    doubts: tuple[str, ...] = ()


# Reading a number -----------------------------------------------------------------------------------------------------

# Longest first: "không quá" contains "quá" (DOMAIN §5.2).
COMPARATORS = [
    ("đạt trên", "gt"),
    ("đạt từ", "ge"),
    ("không quá", "le"),
    ("không dưới", "ge"),
    ("không vượt", "le"),
    ("ít nhất", "ge"),
    ("tối thiểu", "ge"),
    ("tối đa", "le"),
    ("hoàn thành", "ge"),
    ("trên", "gt"),
    ("hơn", "gt"),
    ("vượt", "gt"),
    ("quá", "gt"),
    ("dưới", "lt"),
    ("đạt", "ge"),
    ("từ", "ge"),
    (">=", "ge"),
    ("<=", "le"),
    ("≥", "ge"),
    ("≤", "le"),
    (">", "gt"),
    ("<", "lt"),
]
MULTIPLES = {
    "nghìn": 10**3,
    "ngàn": 10**3,
    "triệu": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
}
VAGUE = re.compile(r"\b(rưỡi|vài|chục|mấy|khoảng|gần|hàng)\b")
NUMBER = r"[0-9][0-9., ]*[0-9]|[0-9]"
EXAMPLE = "ví dụ 1.500 hoặc 95,5"
PLAIN = f"Chỉ dùng chữ số 0–9, {EXAMPLE}."


def read(text, *, scale=SCALE, is_share=False, whole=False, most=None):
    """Understand a typed quantity; raises Unreadable with a sentence that says what to type.

    `is_share`: a field for per cents, or for "45/60"; `whole`: people, units; `most`: the field's maximum in its unit.
    """
    typed = _tidy(text)
    if not typed:
        raise Unreadable(f"Nhập số bằng chữ số, {EXAMPLE}.")
    fraction = re.fullmatch(rf"({NUMBER}) ?/ ?({NUMBER})", typed)
    if fraction:
        return _fraction(*fraction.groups(), scale=scale, is_share=is_share)
    comparator, rest = _comparator(typed)
    between = (
        re.fullmatch(rf"({NUMBER}) ?(?:%)? (?:đến|-|–) ?({NUMBER}) ?(.*)", rest)
        if comparator == "ge"
        else None
    )
    limits = {"scale": scale, "is_share": is_share, "whole": whole, "most": most}
    if between:
        low, high, unit = between.groups()
        return Reading(
            value=_scaled(low, 1, **limits),
            upper=_scaled(high, 1, **limits),
            comparator="between",
            unit=_unit(unit),
        )
    found = re.fullmatch(rf"({NUMBER}) ?(%?) ?(\D.*)?", rest)
    if found is None or VAGUE.search(rest.lower()):
        raise Unreadable(_why_not(typed))
    number, percent, words = found.groups()
    words, comparator = _suffix(words or "", comparator)
    multiple, unit = _multiple(words)
    value = _scaled(number, multiple, **{**limits, "is_share": is_share or bool(percent)})
    return Reading(
        value=value,
        comparator=comparator or ("ge" if unit else ""),
        unit=unit,
        doubts=_doubts(number, value, scale, is_share or bool(percent), most),
    )


def _tidy(text):
    spaced = re.sub(r"[\u00a0\u2000-\u200a\u202f\u3000\t\n ]+", " ", nfc(text))
    return spaced.strip().strip(".;").strip() if spaced.strip().endswith(";") else spaced.strip()


def _comparator(typed):
    lower = typed.lower()
    for words, code in COMPARATORS:
        if lower.startswith(words) and not lower[len(words) : len(words) + 1].isalpha():
            return code, typed[len(words) :].strip()
    return "", typed


def _suffix(words, comparator):
    """The comparator may surround the number: "từ 80 doanh nghiệp trở lên"."""
    for ending, code in (("trở lên", "ge"), ("trở xuống", "le")):
        if words.lower().endswith(ending):
            return words[: -len(ending)].strip(), code
    return words.strip(), comparator


def _multiple(words):
    first, _, rest = words.partition(" ")
    if first.lower() in MULTIPLES:
        return MULTIPLES[first.lower()], _unit(rest)
    return 1, _unit(words)


def _unit(words):
    words = words.strip()
    if words and (not words[0].isalpha() or re.search(r"[0-9]", words) or len(words.split()[0]) == 1):
        raise Unreadable(PLAIN)
    return words


def _fraction(first, second, *, scale, is_share):
    if not is_share:
        raise Unreadable(f"“{first}/{second}” giống một ngày hoặc một phân số. Nhập một số, {EXAMPLE}.")
    num = _scaled(first, 1, scale=scale, is_share=False, whole=False, most=None)
    den = _scaled(second, 1, scale=scale, is_share=False, whole=False, most=None)
    doubts = (f"Tử số {show(num, scale)} lớn hơn mẫu số {show(den, scale)}.",) if num > den else ()
    return Reading(num=num, den=den, doubts=doubts)


def _scaled(number, multiple, *, scale, is_share, whole, most):
    """One number as typed → scaled integer, or Unreadable."""
    integer, decimals = _split(number, is_share or most == 100)
    if len(integer) > MOST_DIGITS:
        raise Unreadable("Số này quá lớn. Đồng chí kiểm tra lại số chữ số.")
    value, rest = divmod(int(integer + decimals) * multiple * scale, 10 ** len(decimals))
    if rest:
        raise Unreadable(
            "Số đồng là số nguyên, ví dụ 2.400.000." if scale == 1 else "Tối đa bốn chữ số sau dấu phẩy."
        )
    if whole and value % scale:
        raise Unreadable("Ở đây nhập số nguyên, không có phần lẻ, ví dụ 12.")
    return value


def _split(number, is_decimal_sure):
    """("1500", "") of "1.500"; ("95", "5") of "95,5"."""
    if re.fullmatch(r"[0-9]+", number):
        return number, ""
    if re.fullmatch(r"[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?|[1-9][0-9]{0,2}( [0-9]{3})+(,[0-9]+)?", number):
        integer, _, decimals = number.partition(",")
        return integer.replace(".", "").replace(" ", ""), decimals
    simple = re.fullmatch(r"([0-9]+),([0-9]+)", number)
    if simple:
        integer, decimals = simple.groups()
        if len(decimals) == 3 and int(integer) and not is_decimal_sure:
            thousands = f"{integer}.{decimals}"
            raise Unreadable(
                f"“{number}” có hai cách hiểu: {thousands} (hàng nghìn) hay {integer},{decimals}0 (số lẻ). "
                "Đồng chí nhập lại theo một cách.",
                [thousands, f"{integer},{decimals}0"],
            )
        return integer, decimals
    raise Unreadable(*_malformed(number))


def _malformed(number):
    """The sentence for a number that is not written as in Vietnam, and what was probably meant."""
    meant = None
    if re.fullmatch(r"[1-9][0-9]{0,2}(,[0-9]{3})+\.[0-9]+|[1-9][0-9]{0,2}(,[0-9]{3}){2,}", number):
        meant = number.translate(str.maketrans(",.", ".,"))
    elif re.fullmatch(r"[0-9]+\.[0-9]{1,2}", number) and not number.endswith("0"):
        meant = number.replace(".", ",")
    if meant:
        return f"Viết dấu chấm ở hàng nghìn, dấu phẩy ở phần lẻ. Có phải đồng chí muốn nhập {meant}?", [meant]
    return f"“{number}” viết chưa đúng: dấu chấm ở hàng nghìn, dấu phẩy ở phần lẻ, {EXAMPLE}.", []


def _why_not(typed):
    if re.match(r"[-−–]\s*[0-9]", typed):
        return f"Số không được âm. Nhập số từ 0 trở lên, {EXAMPLE}."
    if VAGUE.search(typed.lower()):
        return f"Viết hẳn thành số, {EXAMPLE}."
    if re.match(r"[0-9]+[.,]+[0-9.,]*$|^[.,]", typed):
        return _malformed(typed)[0]
    return PLAIN


def _doubts(number, value, scale, is_share, most):
    doubts = []
    if is_share and re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", number):
        doubts.append(f"{number}% là {show(value, scale)} phần trăm. Nếu ý đồng chí là số lẻ, nhập dấu phẩy.")
    elif (is_share or most == 100) and value > 100 * scale:
        doubts.append(f"{show(value, scale)}% lớn hơn 100%.")
    elif most is not None and value > most * scale:
        doubts.append(f"{show(value, scale)} lớn hơn mức cao nhất là {show(most * scale, scale)}.")
    return tuple(doubts)


# Reading a date -------------------------------------------------------------------------------------------------------


def read_date(text, *, year=None):
    """A day as typed in Vietnam: 5/3/2021, 05-03-2021, ngày 5 tháng 3 năm 2021; `year` completes "5/3"."""
    typed = re.sub(r"^(từ|đến|kể)?\s*(ngày|tháng)?\s*", "", _tidy(text).lower())
    worded = re.fullmatch(r"([0-9]{1,2}) tháng ([0-9]{1,2})(?: năm ([0-9]+))?", typed)
    dotted = re.fullmatch(r"([0-9]{1,2})([/.-])([0-9]{1,2})(?:\2([0-9]+))?", typed)
    iso = re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", typed)
    if iso:
        return _day(*(int(part) for part in reversed(iso.groups())))
    if not (worded or dotted):
        raise Unreadable("Nhập ngày theo thứ tự ngày/tháng/năm, ví dụ 05/03/2021.")
    day, month, typed_year = worded.groups() if worded else dotted.group(1, 3, 4)
    if typed_year is None and year is None:
        raise Unreadable(f"Ghi thêm năm, ví dụ {day}/{month}/2021.")
    if typed_year is not None and len(typed_year) != 4:
        raise Unreadable(f"Ghi năm đủ bốn chữ số, ví dụ {day}/{month}/2021.")
    return _day(int(day), int(month), int(typed_year or year))


def _day(day, month, year):
    if not 1 <= month <= 12:
        raise Unreadable(f"Không có tháng {month}. Nhập ngày trước, tháng sau, ví dụ 22/02/2021.")
    if not 1900 <= year <= 2199:
        raise Unreadable(f"Năm {year} chưa đúng. Nhập năm bốn chữ số, ví dụ 2021.")
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable(f"Tháng {month} năm {year} không có ngày {day}.") from None


# Writing --------------------------------------------------------------------------------------------------------------


def show(value, scale=SCALE):
    """Written as in Vietnam, without needless zeros: 15000000 → `1.500`, 955000 → `95,5`; `scale` 1 for đồng."""
    if value is None:
        return ""
    sign, whole, rest = "−" if value < 0 else "", *divmod(abs(value), scale)
    grouped = f"{whole:,}".replace(",", ".")
    decimals = f"{rest:0{len(str(scale)) - 1}d}".rstrip("0") if rest else ""
    return f"{sign}{grouped},{decimals}" if decimals else f"{sign}{grouped}"


def show_share(num, den, scale=SCALE):
    """`82,35% (28/34)`: half-up to two places, the fraction beside it; without a denominator only the fraction."""
    fraction = f"{show(num, scale)}/{show(den, scale)}"
    if not den:
        return fraction
    hundredths = (2 * 10_000 * num + den) // (2 * den)
    return f"{hundredths // 100:,}".replace(",", ".") + f",{hundredths % 100:02d}% ({fraction})"


DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
GROUPS = ("", " nghìn", " triệu")


def in_words(value, scale=SCALE):
    """`1.500` → "một nghìn năm trăm"; decimals digit by digit: "chín mươi lăm phẩy năm"."""
    whole, rest = divmod(abs(value), scale)
    said = ("âm " if value < 0 else "") + _whole_words(whole)
    if rest:
        decimals = f"{rest:0{len(str(scale)) - 1}d}".rstrip("0")
        said += " phẩy " + " ".join(DIGITS[int(digit)] for digit in decimals)
    return said


def _whole_words(whole):
    if whole == 0:
        return DIGITS[0]
    billions, below = divmod(whole, 10**9)
    said = f"{_whole_words(billions)} tỷ " if billions else ""
    return (said + _below_billion(below, bool(billions))).strip()


def _below_billion(number, is_tail):
    said = []
    for power in (2, 1, 0):
        group = number // 1000**power % 1000
        if group:
            said.append(_hundreds(group, is_tail or bool(said)) + GROUPS[power])
    return " ".join(said)


def _hundreds(group, is_tail):
    hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
    said = [f"{DIGITS[hundreds]} trăm"] if hundreds or is_tail else []
    if tens > 1:
        said.append(f"{DIGITS[tens]} mươi")
    elif tens == 1:
        said.append("mười")
    elif ones and said:
        said.append("linh")
    if ones:
        said.append(_ones(tens, ones))
    return " ".join(said)


def _ones(tens, ones):
    if ones == 1 and tens > 1:
        return "mốt"
    if ones == 5 and tens:
        return "lăm"
    return DIGITS[ones]
