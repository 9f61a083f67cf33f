"""Is text of old fonts read rightly, and is clean text never touched (RELIABILITY R30)?"""

import json
import unicodedata
from pathlib import Path

import pytest

from unions.legacy_encodings import CP1258, TCVN3, VNI, is_syllable, to_unicode, words

pytestmark = pytest.mark.prove("import")

SENTENCES = json.loads((Path(__file__).parents[1] / "data" / "sentences.json").read_text())
# Typed by hand from the code charts, independent of the module's tables: letter, TCVN3, VNI.
CHART = """
à µ aø|á ¸ aù|ả ¶ aû|ã · aõ|ạ ¹ aï|ă ¨ aê|ằ » aè|ắ ¾ aé|ẳ ¼ aú|ẵ ½ aü|ặ Æ aë|â © aâ|ầ Ç aà|ấ Ê aá|ẩ È aå|ẫ É aã|ậ Ë aä|
đ ® ñ|è Ì eø|é Ð eù|ẻ Î eû|ẽ Ï eõ|ẹ Ñ eï|ê ª eâ|ề Ò eà|ế Õ eá|ể Ó eå|ễ Ô eã|ệ Ö eä|ì × ì|í Ý í|ỉ Ø æ|ĩ Ü ó|ị Þ ò|
ò ß oø|ó ã où|ỏ á oû|õ â oõ|ọ ä oï|ô « oâ|ồ å oà|ố è oá|ổ æ oå|ỗ ç oã|ộ é oä|ơ ¬ ô|ờ ê ôø|ớ í ôù|ở ë ôû|ỡ ì ôõ|ợ î ôï|
ù ï uø|ú ó uù|ủ ñ uû|ũ ò uõ|ụ ô uï|ư \xad ö|ừ õ öø|ứ ø öù|ử ö öû|ữ ÷ öõ|ự ù öï|ỳ ú yø|ý ý yù|ỷ û yû|ỹ ü yõ|ỵ þ î
"""
LETTERS = [line.split(" ") for line in CHART.replace("\n", "").split("|")]
OLD_TCVN3 = {new: old for new, old, _ in LETTERS} | dict(zip("ĂÂĐÊÔƠƯ", "¡¢§£¤¥¦", strict=True))
OLD_VNI = {new: old for new, _, old in LETTERS}
OLD_VNI |= {new.upper(): old.upper() for new, old in OLD_VNI.items()}
HARD = {letter.upper() for letter in OLD_TCVN3} - set(OLD_TCVN3)  # capitals with a tone: TCVN3 has none

CLEAN = [
    *SENTENCES,
    *map(str.upper, SENTENCES[:20]),
    "Hà Nam", "Lê Văn Tám", "Bùi Thì Ngà", "Công ty", "mà", "bé", "Lý", "Ý kiến", "Cà Mau", "Hà Tiên, Cà Mau",
    "Société Générale", "Crédit Agricole Việt Nam", "Müller GmbH", "Peña", "São Paulo", "José Martí", "Citroën", "café",
    "naïve", "El Niño", "Öl und Gas", "Ålesund", "garçon", "Ñuñoa", "für Elise", "Æon Mall", "AEON®", "Công ty 3M®",
    "à la carte", "50 µm", "10 µg", "« bonjour »", "«Mai»", "© 2021 ABC", "Sony® TV", "25°C", "5 m²", "½ ngày",
    "10 ± 2",
    "A×B", "Nestlé", "Pokémon", "Zürich", "Übersee", "Škoda", "L’Oréal", "Château", "Perú", "Bogotá", "Málaga", "Côte",
    "CĐCS-001", "0912 345 678", "=SUM(A1)", "", " ", "123", "x÷y", "«»", "®", "µ", "±5%", "£100", "¥500", "§ 12", "¶",
]  # fmt: skip


def in_tcvn3(text):
    return "".join(OLD_TCVN3.get(letter, letter) for letter in text)


def in_vni(text):
    return "".join(OLD_VNI.get(letter, letter) for letter in text)


def in_cp1258(text):
    """The bytes of a CP1258 file, read as if they were CP1252."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    letters = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in parts if mark in tones)
        letters.append(
            unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones)) + tone
        )
    return "".join(letters).encode("cp1258").decode("cp1252")


def encodable(sentence):
    return not HARD & set(sentence)


TCVN3_SENTENCES = [sentence if encodable(sentence) else sentence.lower() for sentence in SENTENCES][:100]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("c«ng ®oµn", "công đoàn"),
        ("Liªn ®oµn Lao ®éng huyÖn TÞnh Biªn", "Liên đoàn Lao động huyện Tịnh Biên"),
        ("C§CS C«ng ty TNHH May Nhµ Bµng", "CĐCS Công ty TNHH May Nhà Bàng"),
        ("Tr­êng TiÓu häc Kim §ång", "Trường Tiểu học Kim Đồng"),
        ("coâng ñoaøn", "công đoàn"),
        ("Lieân ñoaøn Lao ñoäng huyeän Tònh Bieân", "Liên đoàn Lao động huyện Tịnh Biên"),
        ("CÑCS Tröôøng THCS Traàn Quoác Toaûn", "CĐCS Trường THCS Trần Quốc Toản"),
        ("COÂNG ÑOAØN CÔ SÔÛ", "CÔNG ĐOÀN CƠ SỞ"),
        ("Liên ðoàn Lao ðôòng", "Liên đoàn Lao động"),
    ],
)
def test_as_one_finds_them_in_old_files(old, new):
    assert to_unicode(old)[0] == new


def test_by_font_nearly_all_is_right(measured):
    wrong = [text for text in TCVN3_SENTENCES if to_unicode(in_tcvn3(text), ".VnTime")[0] != text]
    wrong += [text for text in SENTENCES[:100] if to_unicode(in_vni(text), "VNI-Times")[0] != text]
    measured(legacy_with_font_right=200 - len(wrong), legacy_with_font=200)
    assert len(wrong) <= 2, wrong


def test_by_letters_most_is_right(measured):
    wrong = [text for text in TCVN3_SENTENCES if to_unicode(in_tcvn3(text)) != (text, TCVN3)]
    wrong += [text for text in SENTENCES[:100] if to_unicode(in_vni(text)) != (text, VNI)]
    wrong += [text for text in SENTENCES[:50] if to_unicode(in_cp1258(text)) != (text, CP1258)]
    measured(legacy_without_font_right=250 - len(wrong), legacy_without_font=250)
    assert len(wrong) <= 12, wrong


def test_nothing_clean_is_changed(measured):
    changed = [text for text in CLEAN if to_unicode(text) != (text, "")]
    measured(clean_strings=len(CLEAN), clean_changed=len(changed))
    assert changed == []


def test_signs_that_office_programs_put_in_do_not_hide_the_letters():
    for text in ("Công đoàn – cơ sở “Hoa Sen”…", "• Trường Tiểu học Kim Đồng"):
        assert to_unicode(in_tcvn3(text), ".VnTime") == (text, TCVN3)
        assert to_unicode(in_tcvn3(text)) == (text, TCVN3)
        assert to_unicode(in_vni(text)) == (text, VNI)
    for clean in ("Nestlé – “Pokémon”…", "Hà Nam – Cà Mau", "“AEON”™", "€ 50", "…"):
        assert to_unicode(clean) == (clean, "")


def test_a_unicode_text_in_an_old_font_stays():
    assert to_unicode("Công đoàn cơ sở", ".VnTime") == ("Công đoàn cơ sở", "")
    assert to_unicode("THCS", "VNI-Times") == ("THCS", "")
    assert to_unicode("Hà Tiên à", "Times New Roman") == ("Hà Tiên à", "")


def test_capitals_of_the_h_fonts():
    assert to_unicode("liªn ®oµn lao ®éng", ".VnTimeH") == ("LIÊN ĐOÀN LAO ĐỘNG", TCVN3)


def test_letters_a_font_does_not_have_are_left():
    assert to_unicode("Zürich à", ".VnTime") == ("Zürich à", "")
    assert to_unicode("50 µ ± ×", "VNI-Helve") == ("50 µ ± ×", "")


def test_what_a_syllable_is():
    assert all(map(is_syllable, "gì giếng quý nghiêng Đặng khuỷu ăn ướt oái quét ngoằn xoong".split()))
    assert not any(map(is_syllable, "mạc̣ cào̖ bồc bắ̀ nghf wễ áABC aồ".split()))
    assert words("c«ng ®oµn, (Tr­êng)") == ["c«ng", "®oµn", "Tr­êng"]
