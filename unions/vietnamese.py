"""How is Vietnamese text searched, put in order and made one form?"""

import re
import unicodedata

# The order of dictionaries: letters of the alphabet first, then tones (ngang, huyền, hỏi, ngã, sắc, nặng).
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"
MARKS = {
    "\u0306": {"a": "ă"},
    "\u0302": {"a": "â", "e": "ê", "o": "ô"},
    "\u031b": {"o": "ơ", "u": "ư"},
}
DIGITS = re.compile(r"\d+")
WRONG_D = str.maketrans("ÐƉðɖ", "ĐĐđđ")  # look-alikes of Đ found in old documents (seed S3)
# Breaks of lines as Word and old systems write them.
LINE_BREAKS = dict.fromkeys(map(ord, "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), "\n")
# Open syllables in oa, oe, uy: the tone stands on either vowel, as one was taught. “quý” has only one vowel.
NEW_STYLE = re.compile("(?<!q)(?:(o)([àảãáạèẻẽéẹ])|(u)([ỳỷỹýỵ]))(?!\\w)", re.IGNORECASE)


def nfc(text):
    """One composed form, with the real Đ."""
    return unicodedata.normalize("NFC", text.translate(WRONG_D))


def readable(text):
    """The text without letters nobody can see: control, direction and zero-width marks, private and broken ones.

    They come along from other programs or are put in to deceive; PostgreSQL and Excel refuse some (RELIABILITY T12).
    """
    text = nfc(text)
    if text.isprintable():
        return text
    return "".join(letter for letter in text.translate(LINE_BREAKS) if not _is_hidden(letter))


def _is_hidden(letter):
    if letter in "\t\n\r":
        return False
    is_nowhere = ord(letter) & 0xFFFE == 0xFFFE or "\ufdd0" <= letter <= "\ufdef"
    return is_nowhere or unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co")


def one_placement(text):
    """Tones where dictionaries of old put them, so that both ways are one word: `hoà` → `hòa`, `thuỷ` → `thủy`."""
    return NEW_STYLE.sub(_on_first_vowel, nfc(text))


def _on_first_vowel(match):
    first, second = match[1] or match[3], unicodedata.normalize("NFD", match[2] or match[4])
    return unicodedata.normalize("NFC", first + second[1]) + second[0]


def fold(text):
    """Lower case without any mark: `Đặng Thị` → `dang thi`; for search columns and questions alike."""
    plain = unicodedata.normalize("NFD", nfc(text).lower().replace("đ", "d"))
    kept = "".join(
        letter
        for letter in plain
        if not unicodedata.combining(letter)
        and unicodedata.category(letter) != "Cf"  # zero-width letters of the web
    )
    return " ".join(re.sub(r"[\W_]+", " ", kept).split())


def sort_key(text):
    """Bytes that put names in Vietnamese alphabetical order, numbers by value: Khối 2 < Khối 10, Dung < Đào."""
    first, second = bytearray(), bytearray()
    for piece in re.split(r"(\d+)", one_placement(text).lower()):
        if DIGITS.fullmatch(piece):
            digits = piece.lstrip("0") or "0"
            first += bytes([2, min(len(digits), 255)]) + digits[:255].encode()
        else:
            _add_letters(piece, first, second)
    return bytes(first) + b"\x00" + bytes(second)


def person_sort_key(name):
    """People stand by their given name, then family and middle names, word by word: every An before any Án."""
    words = nfc(name).split()
    return b"\x00".join(sort_key(word) for word in [*words[-1:], *words[:-1]])


def _add_letters(piece, first, second):
    for word_break, word in re.findall(r"([^\w]*)([\w]*)", piece):
        if word_break:
            first.append(1)
            second.append(1)
        for letter in word:
            base, tone = _parts(letter)
            place = ALPHABET.find(base)
            first.append(100 + place if place >= 0 else 200 + ord(base[0]) % 50)
            second.append(10 + tone)


def _parts(letter):
    """(letter of the alphabet, number of its tone): `ậ` → (`â`, 5)."""
    tone, base = 0, ""
    for mark in unicodedata.normalize("NFD", letter):
        if mark in TONES:
            tone = TONES.index(mark) + 1
        elif base and mark in MARKS:
            base = MARKS[mark].get(base, base)
        elif not unicodedata.combining(mark):
            base += mark
    return base or letter, tone
