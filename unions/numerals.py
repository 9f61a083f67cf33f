"""How is an exact quantity written, in digits and in words?

Pure arithmetic on scaled integers, so that `targets.measuring` may use it too: no Django here.
"""

SCALE = 10_000

DIGIT_WORDS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
GROUP_WORDS = ("", " nghìn", " triệu")


def show(value, scale=SCALE):
    """Written as in Vietnam, without needless zeros: 15000000 → `1.500`, 955000 → `95,5`; `scale` 1 for đồng."""
    if value is None:
        return ""
    sign, whole, rest = "−" if value < 0 else "", *divmod(abs(value), scale)
    grouped = f"{whole:,}".replace(",", ".")
    decimals = f"{rest:0{len(str(scale)) - 1}d}".rstrip("0") if rest else ""
    return f"{sign}{grouped},{decimals}" if decimals else f"{sign}{grouped}"


def percent(num, den):
    """num/den in hundredths of a per cent, rounded half up and printed: (28, 34) → `82,35`; "" without a denominator.

    Only for the eye: verdicts compare exact fractions.
    """
    if num is None or not den:
        return ""
    sign = "−" if (num < 0) != (den < 0) and num else ""
    hundredths = (20_000 * abs(num) + abs(den)) // (2 * abs(den))
    return f"{sign}{hundredths // 100:,}".replace(",", ".") + f",{hundredths % 100:02d}"


def show_share(num, den, scale=SCALE):
    """`82,35% (28/34)`: a share is never printed without the two numbers it comes from."""
    pair = f"{show(num, scale)}/{show(den, scale)}"
    return f"{percent(num, den)}% ({pair})" if den else pair


def in_words(value, scale=SCALE):
    """The quantity as it is read aloud: 15000000 → `một nghìn năm trăm`, 955000 → `chín mươi lăm phẩy năm`."""
    whole, rest = divmod(abs(value), scale)
    words = ("âm " if value < 0 else "") + _whole_in_words(whole)
    if not rest:
        return words
    decimals = f"{rest:0{len(str(scale)) - 1}d}".rstrip("0")
    zeros = len(decimals) - len(decimals.lstrip("0"))
    return f"{words} phẩy {'không ' * zeros}{_whole_in_words(int(decimals))}"


def _whole_in_words(number):
    if number == 0:
        return DIGIT_WORDS[0]
    billions, rest = divmod(number, 10**9)
    parts = [f"{_whole_in_words(billions)} tỷ"] if billions else []
    for place in (2, 1, 0):
        group = rest // 1000**place % 1000
        if group:
            parts.append(_group_in_words(group, is_first=not parts) + GROUP_WORDS[place])
    return " ".join(parts)


def _group_in_words(group, *, is_first):
    """Three digits; behind a higher group the hundreds are said also when they are zero: `không trăm linh năm`."""
    hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
    said_hundreds = hundreds or not is_first
    words = [f"{DIGIT_WORDS[hundreds]} trăm"] if said_hundreds else []
    if tens > 1:
        words.append(f"{DIGIT_WORDS[tens]} mươi")
    elif tens == 1:
        words.append("mười")
    elif ones and said_hundreds:
        words.append("linh")
    if ones:
        words.append(_ones_in_words(ones, tens))
    return " ".join(words)


def _ones_in_words(ones, tens):
    if ones == 5 and tens:
        return "lăm"
    if tens > 1:
        return {1: "mốt", 4: "tư"}.get(ones, DIGIT_WORDS[ones])
    return DIGIT_WORDS[ones]
