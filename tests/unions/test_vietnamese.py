"""Is Vietnamese text put in order, searched and made one form as people expect (RELIABILITY K14)?"""

import json
import random
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unions.vietnamese import fold, nfc, one_placement, person_sort_key, sort_key

pytestmark = pytest.mark.prove("vietnamese")

ORDER = json.loads((Path(__file__).parent.parent / "data" / "vietnamese_order.json").read_text())
# Typed by hand: given names first, then family names.
PEOPLE = """
Nguyễn Thị An | Trần Văn An | Lê Thị Án | Bùi Ngọc Anh | Đặng Tuấn Anh | Đỗ Tuấn Anh | Ngô Ngọc Ánh
Lê Hồng Ân | Vũ Thiên Ân | Phạm Văn Ba | Lê Thị Bà | Lý Văn Bá | Trần Thị Bích | Hồ Thanh Bình
Nguyễn Thanh Bình | Chau Som Bun | Trần Thị Cúc | Lê Văn Cương | Lê Văn Cường | Hồ Thị Dào | Ngô Thị Dung
Lê Tiến Dũng | Trần Tiến Dũng | Cao Hữu Dụng | Lê Thùy Dương | Đinh Thị Đan | Bùi Văn Đàn | Lê Anh Đào
Trần Thị Đào | Hà Văn Đạo | Lê Hải Đăng | Lê Văn Đặng | Lê Văn Đính | Võ Văn Định | Lê Văn Đông
Lê Văn Đồng | Mai Văn Đức | Lê Thị Em | Lê Thị Êm | Võ Thị Gấm | Lê Thu Hà | Nguyễn Thị Thu Hà
Lê Thị Hạ | Lê Thị Hạnh | Cao Thị Hằng | Trần Thị Hoa | Lê Thị Hòa | Lê Thị Hồng | Lê Thị Huệ
Lê Gia Huy | Lê Thị Hương | Trần Thị Hường | Lê Văn Khoa | Lê Thị Lan | Lê Văn Lâm | Lê Thị Linh
Lê Văn Lộc | Lê Thị Lý | Lê Thị Mai | Lê Văn Minh | Lê Thị Mỹ | Lê Văn Nam | Lê Thị Nga | Lê Thị Ngà
Lê Thị Oanh | Lê Thị Ơn | Lê Văn Phú | Nguyễn Thiện Phú | Lê Văn Quang | Lê Thị Quế | Lê Thị Sang
Lê Văn Sơn | Lê Văn Tâm | Lê Văn Thắng | Lê Thị Thủy | Lê Thị Thúy | Lê Văn Tú | Lê Văn Tư | Lê Thị Út
Lê Văn Ưu | Lê Thị Vân | Lê Thị Xuân | Lê Thị Ý | Lê Thị Yên | Lê Thị Yến
"""


def shuffled(things):
    things = list(things)
    random.Random(3).shuffle(things)
    return things


def test_people_stand_by_their_given_name():
    people = [name.strip() for name in PEOPLE.replace("\n", "|").split("|") if name.strip()]
    assert len(people) >= 60
    assert sorted(shuffled(people), key=person_sort_key) == people


@pytest.mark.parametrize(
    ("key", "listed"), [(sort_key, "words"), (person_sort_key, "people"), (sort_key, "names")]
)
def test_order_is_that_of_icu(key, listed):
    assert len(ORDER[listed]) >= 200
    assert sorted(shuffled(ORDER[listed]), key=key) == ORDER[listed]


def test_letters_and_tones_follow_the_alphabet():
    letters = "a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y".split()
    assert sorted(shuffled(letters), key=sort_key) == letters
    tones = ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(shuffled(tones), key=sort_key) == tones
    assert sorted(shuffled(["Ân", "An", "Ăn", "Ấn", "On", "Ông", "Ơn"]), key=sort_key) == [
        "An", "Ăn", "Ân", "Ấn", "On", "Ông", "Ơn",
    ]  # fmt: skip


def test_the_whole_name_is_compared_before_its_tones():
    assert sort_key("Án Anh") < sort_key("An Bình") < sort_key("Án Bình")
    assert sort_key("Lê An") < sort_key("Lê An Anh") < sort_key("Lê Anh")


def test_numbers_stand_by_their_value():
    units = [
        "Khối 1",
        "Khối 2",
        "Khối 2a",
        "Khối 10",
        "Khối 99",
        "Khối 100",
        "Khối thi đua số 01",
        "Khối thi đua số 02",
    ]
    assert sorted(shuffled(units), key=sort_key) == units
    assert sort_key("Khối 2") == sort_key("Khối 02") == sort_key("khối  2")
    assert sort_key("Khối " + "9" * 400) > sort_key("Khối 10")
    assert sort_key("000") == sort_key("0")


def test_nobody_stands_first_and_strange_letters_last():
    assert person_sort_key("") == b""
    assert person_sort_key("Út") == sort_key("Út")
    assert sort_key("Công ty Ω") > sort_key("Công ty Z")
    assert sort_key("Công ty 한국") > sort_key("Công ty Z")
    assert sort_key("ĕ") < sort_key("f")


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_has_a_key_and_forms_do_not_matter(text, other):
    assert sort_key(text) == sort_key(unicodedata.normalize("NFC", text))
    assert (sort_key(text) < sort_key(other)) != (sort_key(text) >= sort_key(other))
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Thị", "dang thi"), ("ĐẶNG THỊ", "dang thi"), ("Ðặng", "dang"), ("hoà", "hoa"), ("hòa", "hoa"),
        ("Hoà Bình", "hoa binh"),
        ("Đa\u0323\u0306ng", "dang"), ("CĐCS Công ty TNHH May Nhà Bàng", "cdcs cong ty tnhh may nha bang"),
        ("Ưu, Ơn; Ăn – Ân", "uu on an an"),
        ("Xanh - Sạch - Đẹp", "xanh sach dep"), ("\u201cGiỏi việc nước\u201d", "gioi viec nuoc"),
        ("  a   b  ", "a b"), ("", ""), ("…", ""),
        ("số 01/KH-LĐLĐ", "so 01 kh ldld"), ("a_b", "a b"), ("CĐ\u200bCS", "cdcs"),
        ("H’Hen Niê", "h hen nie"), ("ý kiến", "y kien"),
    ],
)  # fmt: skip
def test_fold(text, folded):
    assert fold(text) == folded


def test_one_form_has_composed_letters_and_the_real_đ():
    assert nfc("Ðo\u031b\u0300i ðo\u0301") == "Đời đó"
    assert nfc("ƉɖĐđ") == "ĐđĐđ"
    decomposed = unicodedata.normalize("NFD", "Nguyễn Thị Thu Hà")
    assert nfc(decomposed) == "Nguyễn Thị Thu Hà"
    assert sort_key(decomposed) == sort_key("Nguyễn Thị Thu Hà")


@pytest.mark.parametrize(
    ("typed", "placed"),
    [
        ("hoà", "hòa"), ("Hoà Bình", "Hòa Bình"), ("HOÀ", "HÒA"), ("khoẻ", "khỏe"), ("thuỷ", "thủy"),
        ("Thuý", "Thúy"), ("uỷ ban", "ủy ban"),
        ("UỶ BAN", "ỦY BAN"), ("hòa", "hòa"), ("quý", "quý"), ("Quỳ", "Quỳ"), ("hoàn", "hoàn"),
        ("khuỷu", "khuỷu"), ("toán", "toán"),
        ("hoạ sĩ", "họa sĩ"), ("loã", "lõa"), ("loè", "lòe"), ("luỹ", "lũy"), ("tuỵ", "tụy"), ("hoa", "hoa"),
        ("ngoài", "ngoài"),
    ],
)  # fmt: skip
def test_both_places_of_a_tone_are_one(typed, placed):
    assert one_placement(typed) == placed
    assert sort_key(typed) == sort_key(placed)
