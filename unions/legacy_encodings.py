"""Was this Vietnamese written for an old font, and what does it say?

Before Unicode, TCVN3 (fonts `.VnTime`) and VNI (`VNI-Times`) drew Vietnamese letters in the places of Western ones,
so that “công đoàn” reads `c«ng ®oµn` or `coâng ñoaøn`; a CP1258 file read as CP1252 looks alike. A font name says so
for sure; without it the letters decide, and only where the text as it stands is no Vietnamese while its reading is.
Text that is clean is never changed.
"""

import re
import unicodedata
from functools import cache

TCVN3, VNI, CP1258 = "TCVN3", "VNI", "CP1258"
# Excel and Word put these in by themselves, in old fonts as well: they tell nothing of the letters around them.
SIGNS = "–—‘’“”…•€™"

# Places of TCVN 5712:1993 (VN3) as CP1252 shows them; capitals with a tone exist only as fonts whose name ends in H.
_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®Ì\u00d0ÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
# VNI writes the letter, then its marks in the place of one Western letter; some letters have a place of their own.
_VNI_MARKS = {
    "a": ("øùûõïâàáåãäêèéúüë", "àáảãạâầấẩẫậăằắẳẵặ"),
    "e": ("øùûõïâàáåãä", "èéẻẽẹêềếểễệ"),
    "o": ("øùûõïâàáåãä", "òóỏõọôồốổỗộ"),
    "u": ("øùûõï", "ùúủũụ"),
    "y": ("øùûõ", "ỳýỷỹ"),
    "ô": ("øùûõï", "ờớởỡợ"),
    "ö": ("øùûõï", "ừứửữự"),
}
_VNI_ALONE = dict(zip("ìíæóòôöîñ", "ìíỉĩịơưỵđ", strict=True))

ONSET = "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx]"
NUCLEI = (
    "uyê uya uyu uôi uây uai ươi ươu yêu iêu oai oay oao oeo uao ai ao au ay âu ây eo êu ia iê iu oa oă oe oi oo ôi ơi "
    "ua uă uâ ue uê ui uô uơ uy ưa ưi ưu ươ yê a ă â e ê i o ô ơ u ư y"
).split()
CODA = "ch|ng|nh|[cmnpt]"
SYLLABLE = re.compile(f"({ONSET})?({'|'.join(NUCLEI)})({CODA})?")
TONES = "\u0300\u0301\u0303\u0309\u0323"
STOPS = ("c", "ch", "p", "t")
UNITS = {"µm", "µs", "µg", "µl", "µa", "µv"}  # micro-units of honest texts
WORD = re.compile(
    r"[^\W\d_]+(?:[¡-¿×÷\u00ad]+[^\W\d_]*)*|[¡-¿×÷\u00ad]+[^\W\d_]+(?:[¡-¿×÷\u00ad]+[^\W\d_]*)*"
)


def to_unicode(text, font=None):
    """(text, encoding): the text as Unicode and which old encoding it was in; ("…", "") where it is clean already."""
    if text.isascii():
        return text, ""
    if not could_be_old(text):
        return text, ""
    if font and (named := _of_font(font)):
        return _by_font(text, named, font)
    return _by_letters(text)


def could_be_old(text):
    """Western letters, and none that only Unicode has: old fonts know no others."""
    letters = [letter for letter in text if not letter.isascii() and letter not in SIGNS]
    return bool(letters) and max(letters) <= "\xff"


def _of_font(font):
    folded = font.lower().lstrip("'\" ")
    if folded.startswith(".vn"):
        return TCVN3
    return VNI if folded.startswith("vni") else ""


def _by_font(text, encoding, font):
    read = READERS[encoding](text)
    if read is None:
        return text, ""
    is_capital = encoding == TCVN3 and font.rstrip(" '\"").lower().endswith("h") and len(font) > 4
    return (read.upper() if is_capital else read), encoding


def _by_letters(text):
    """The only reading in which every word with a Western letter is Vietnamese, if the text itself is not."""
    strange = [word for word in words(text) if not word.isascii()]
    if not any(len(word) > 1 for word in strange) or all(map(is_syllable, strange)):
        return text, ""
    if {word.lower() for word in strange} <= UNITS:
        return text, ""
    best, most = (text, ""), 0
    for encoding, reader in READERS.items():
        read = reader(text)
        if read is None or read == text:
            continue
        found = [word for word in words(read) if not word.isascii()]
        if found and all(map(_speaks, found)) and len(found) > most and not _is_doubtful(strange, text):
            best, most = (read, encoding), len(found)
    return best


def _speaks(word):
    """A syllable, or capitals that stand for several: CĐCS, LĐLĐ, CNVCLĐ."""
    return is_syllable(word) or (len(word) > 2 and word.isupper() and word.replace("Đ", "D").isascii())


def _is_doubtful(strange, text):
    """One short word among many of another language proves nothing: `50 µm`, `A® B`."""
    plain = [word for word in words(text) if word.isascii() and len(word) > 1]
    foreign = [word for word in plain if not is_syllable(word) and not word.isupper()]
    return len(foreign) > len(strange)


def words(text):
    """Letters that belong together, with the signs that old fonts draw as letters among them."""
    return WORD.findall(text)


@cache
def is_syllable(word):
    """Could this be a Vietnamese syllable: one onset, one vowel, one coda, at most one tone?"""
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFC", word).lower())
    tones = [mark for mark in plain if mark in TONES]
    bare = unicodedata.normalize("NFC", "".join(mark for mark in plain if mark not in TONES))
    match = SYLLABLE.fullmatch(bare)
    if match is None and bare.startswith("gi"):
        match = SYLLABLE.fullmatch("g" + bare[1:])  # gì, giếng: the i is vowel and part of the onset
    if match is None or len(tones) > 1 or not _is_cased(word):
        return False
    return match[3] not in STOPS or not tones or tones[0] in "\u0301\u0323"


def _is_cased(word):
    """Vietnamese words are small, capital or begin with a capital; `âABC` is none."""
    return word.islower() or word.isupper() or word == word.capitalize() or word[1:].islower()


PASSED = f"\u00a0{SIGNS}"

# Readers: the text, or None where it holds letters the encoding does not have ----------------------------------------


def _read_tcvn3(text):
    letters = []
    for letter in text:
        if not letter.isascii() and letter not in _TCVN3 and letter not in PASSED:
            return None
        letters.append(_TCVN3.get(letter, letter))
    return "".join(letters)


@cache
def _vni_table():
    table = dict(_VNI_ALONE)
    for base, (marks, letters) in _VNI_MARKS.items():
        table |= {base + mark: letter for mark, letter in zip(marks, letters, strict=True)}
    table |= {code.upper(): letter.upper() for code, letter in table.items()}
    table |= {
        code[0].upper() + code[1:]: letter.upper()
        for code, letter in table.items()
        if len(code) == 2 and code.islower()
    }
    return table


@cache
def _vni_pattern():
    return re.compile("|".join(sorted(map(re.escape, _vni_table()), key=len, reverse=True)))


def _read_vni(text):
    rest = _vni_pattern().sub("", text)
    if any(not letter.isascii() and letter not in PASSED for letter in rest):
        return None
    return _vni_pattern().sub(lambda match: _vni_table()[match[0]], text)


def _read_cp1258(text):
    try:
        return unicodedata.normalize("NFC", text.encode("cp1252").decode("cp1258"))
    except UnicodeError:
        return None


READERS = {TCVN3: _read_tcvn3, VNI: _read_vni, CP1258: _read_cp1258}
