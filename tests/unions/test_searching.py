"""Is the body that somebody means among the first ten found, and an exact name the first (RELIABILITY U18)?"""

import random
import unicodedata

import pytest

from tests.counts import IS_FULL, count
from tests.factories import BodyFactory
from unions.models import PastName, UnionBody
from unions.querysets import path_step
from unions.searching import find, is_near, units_of
from unions.vietnamese import fold, sort_key

PLACES = """
Nhà Bàng, Chi Lăng, Ân Hảo, An Hảo, Tịnh Biên, Tri Tôn, Núi Cấm, Bảy Núi, Châu Đốc, Tân Châu, Long Xuyên, Thoại
Sơn, Phú Tân, Chợ Mới, Hòa Bình, Hòa Lạc, Thủy Tú, Vĩnh Trạch, Ô Lâm, Óc Eo, Đông Hòa, Đồng Nai, Quý Lộc, Mỹ
Đức, Bình Thủy, Kiến An, Định Mỹ, Lạc Quới, Ba Chúc, Lương Phi, Vọng Thê, Tây Phú, Khánh An, Nhơn Hưng, Thới
Sơn, Văn Giáo, Tân Lợi, An Cư, Vĩnh Trung
""".replace("\n", " ").split(",")
PEOPLE = """
Nguyễn Trãi, Lê Lợi, Trần Hưng Đạo, Lý Thường Kiệt, Võ Thị Sáu, Nguyễn Huệ, Phan Đình Phùng, Hoàng Hoa Thám,
Đoàn Thị Điểm, Hồ Xuân Hương, Bùi Thị Xuân, Thủ Khoa Nghĩa, Tôn Đức Thắng, Nguyễn Đình Chiểu, Châu Văn Liêm,
Huỳnh Thúc Kháng
""".replace("\n", " ").split(",")
TRADES = """
May mặc, Thủy sản, Lương thực, Chế biến gỗ, Bao bì, Dược phẩm, Xây dựng, Vận tải, Thức ăn chăn nuôi, Giày da,
Điện tử, Đường, Khai thác đá, Cấp nước, Môi trường, Du lịch
""".replace("\n", " ").split(",")
SHAPES = [
    "CĐCS Trường Tiểu học {person} {place}", "CĐCS Trường THCS {person} {place}", "CĐCS Trường THPT {person} {place}",
    "CĐCS Trường Mầm non {place} {number}", "CĐCS Công ty TNHH {trade} {place}", "CĐCS Công ty CP {trade} {place}",
    "Công đoàn cơ sở Công ty TNHH một thành viên {trade} {person}", "CĐCS UBND xã {place} {number}",
    "CĐCS Bệnh viện Đa khoa {place}", "CĐCS Trung tâm Y tế {place} {number}",
    "CĐCS Doanh nghiệp tư nhân {trade} {place} {number}", "Công đoàn cơ sở Hợp tác xã {trade} {place}",
    "CĐCS Trường Tiểu học {place} {number}",
]  # fmt: skip
EXPANDED = [
    ("CĐCS", "Công đoàn cơ sở"), ("THCS", "trung học cơ sở"), ("THPT", "trung học phổ thông"), ("Tiểu học", "TH"),
    ("Mầm non", "MN"), ("TNHH", "trách nhiệm hữu hạn"), ("CP", "cổ phần"), ("UBND", "ủy ban nhân dân"),
    ("Bệnh viện", "BV"), ("Trung tâm", "TT"), ("Doanh nghiệp tư nhân", "DNTN"), ("Hợp tác xã", "HTX"),
]  # fmt: skip
BODIES = 10_000 if IS_FULL else 1_500


@pytest.fixture
def names(kinds, province):
    """Deterministic names of grassroots unions, no two alike without their marks."""
    lot, made = random.Random(18), {}
    while len(made) < BODIES:
        words = {
            "place": lot.choice(PLACES).strip(), "person": lot.choice(PEOPLE).strip(),
            "trade": lot.choice(TRADES).strip(), "number": lot.randint(1, 60),
        }  # fmt: skip
        name = lot.choice(SHAPES).format(**words)
        if "{number}" not in name and lot.random() < 0.7:
            name += f" {lot.randint(2, 99)}"
        made.setdefault(fold(name), name)
    _store(list(made.values()), kinds["cdcs"], province)
    return list(made.values())


def _store(names, kind, parent):
    rows = [
        UnionBody(
            code=f"u{number}", name=name, kind=kind, parent=parent, path=parent.path + path_step(900_000 + number),
            sort_key=sort_key(name), search_text=fold(f"{name}  u{number}"),
        )
        for number, name in enumerate(names)
    ]  # fmt: skip
    UnionBody.objects.bulk_create(rows, batch_size=500)


def _misspelt(name, lot):
    """One letter wrong, missing or in the place of its neighbour, in a word long enough to be recognised."""
    words = name.split()
    place = lot.choice([number for number, word in enumerate(words) if len(word) > 3 and word.isalpha()])
    word = words[place]
    at = lot.randrange(1, len(word) - 1)
    words[place] = lot.choice(
        [
            word[:at] + lot.choice("bcghmnprtx") + word[at + 1 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at] + word[at:],
        ]
    )
    return " ".join(words)


def _abbreviated(name, lot):
    for short, long in EXPANDED:
        if f"{short} " in name:
            return name.replace(short, long, 1)
    return name.replace("Công đoàn cơ sở", "cđcs").replace("một thành viên", "MTV")


WAYS = {
    "as it is": lambda name, lot: name,
    "without marks": lambda name, lot: fold(name),
    "decomposed": lambda name, lot: unicodedata.normalize("NFD", name.lower()),
    "one wrong letter": _misspelt,
    "abbreviated": _abbreviated,
}


@pytest.mark.prove("search")
def test_who_is_meant_is_found(names, measured, django_assert_max_num_queries):
    lot, asked, hits, firsts, exact = random.Random(200), 0, 0, 0, 0
    missed = []
    for way, write in WAYS.items():
        for name in lot.sample(names, count(800) if not IS_FULL else 40):
            with django_assert_max_num_queries(6):
                found = [body.name for body in find(UnionBody.objects.all(), write(name, lot))[:10]]
            asked += 1
            hits += name in found
            if name not in found:
                missed.append((way, name))
            if way in ("as it is", "decomposed", "without marks"):
                exact += 1
                firsts += found[:1] == [name]
    assert asked == 200
    assert hits / asked >= 0.98, missed
    assert firsts == exact
    measured(search_queries=asked, search_recall_at_10=hits / asked, search_exact_first=firsts / exact)


@pytest.fixture
def units(kinds, province):
    def make(*names, **columns):
        return [BodyFactory(name=name, kind=kinds["cdcs"], parent=province, **columns) for name in names]

    return make


def found(words):
    return [body.name for body in find(UnionBody.objects.grassroots(), words)]


def test_typed_marks_come_before_the_same_letters_without(units):
    units("CĐCS xã An Hảo", "CĐCS xã Ân Hảo")
    assert found("ân hảo") == ["CĐCS xã Ân Hảo", "CĐCS xã An Hảo"]
    assert found("Ân Hảo")[0] == found("ÂN HẢO")[0] == "CĐCS xã Ân Hảo"
    assert set(found("an hao")) == {"CĐCS xã Ân Hảo", "CĐCS xã An Hảo"}


def test_the_very_name_comes_before_longer_ones(units):
    units("CĐCS Trường An Bình Mỹ", "CĐCS Trường An", "Trường An Phú")
    assert found("cđcs trường an")[0] == found("cdcs truong an")[0] == "CĐCS Trường An"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("CĐCS Trường THCS Nhà Bàng", "công đoàn cơ sở trường trung học cơ sở nhà bàng"),
        ("Công đoàn cơ sở Trường Trung học cơ sở Nhà Bàng", "cđcs thcs nha bang"),
        ("CĐCS Trường Tiểu học Chi Lăng", "TH chi lăng"),
        ("Liên đoàn Lao động thị xã Tịnh Biên", "ldld tx tinh bien"),
        ("CĐCS Công ty TNHH MTV Thuỷ Tú", "công ty trách nhiệm hữu hạn một thành viên thủy tú"),
        ("CĐCS UBND xã Hoà Lạc", "ủy ban nhân dân xã hòa lạc"),
        ("CĐCS Bệnh viện đa khoa Tri Tôn", "bv tri ton"),
        ("CĐCS Công ty Cổ phần Đường Bảy Núi", "cty cp duong bay nui"),
        ("CĐCS xã Đông Hòa", "dong hoà"),
        ("CĐCS Công ty May Tân Châu", "tan chau may"),
    ],
)
def test_abbreviations_count_as_what_they_stand_for(units, name, words):
    units(name, "CĐCS Hạt Kiểm lâm Ô Lâm")
    assert found(words) == [name]


def test_codes_of_today_and_of_before(units):
    (body,) = units("CĐCS Công ty May Tân Châu", code="AG-0042")
    PastName.objects.create(body=body, name="CĐCS May", code="cu-7", until_on="2020-01-01")
    assert found("ag-0042") == found("AG-0042") == found("cu-7") == [body.name]


@pytest.mark.parametrize(
    "words",
    [
        "nha bnag",
        "nha banng",
        "nha bag",
        "nhà bàmg",
        "cdcd nhà bàng",
        "nhabang",
        "cong doan co so trung hoc co soo nha bang",
    ],
)
def test_one_wrong_letter_is_forgiven(units, words):
    units("CĐCS Trường THCS Nhà Bàng", "CĐCS Trường THCS Chi Lăng")
    assert found(words) == ["CĐCS Trường THCS Nhà Bàng"]


@pytest.mark.parametrize("words", ["nga bamg", "không có đâu", "%", "_", "…", "' OR 1=1 --", "thcs zz"])
def test_what_nobody_wrote_finds_nothing(units, words):
    units("CĐCS Trường THCS Nhà Bàng")
    assert found(words) == []


def test_without_words_all_stand_in_order(units):
    units("CĐCS Đá Núi Cấm", "CĐCS Dược")
    assert found("") == found("   ") == ["CĐCS Dược", "CĐCS Đá Núi Cấm"]


def test_phrases_with_an_abbreviation_stay_together(db):
    ways = [unit.ways for unit in units_of("CĐCS trường Tiểu học An")]
    assert ways == [("cdcs", "cong doan co so"), ("truong",), ("tieu hoc", "th"), ("an",)]


@pytest.mark.parametrize(
    ("first", "second", "near"),
    [
        ("bang", "bang", True), ("bang", "banh", True), ("bang", "bng", True), ("bang", "bbang", True),
        ("bang", "bnag", True), ("bang", "nabg", False), ("bang", "bangxy", False), ("", "a", True), ("ab", "ba", True),
        ("abcd", "badc", False),
    ],
)  # fmt: skip
def test_one_letter_apart(first, second, near):
    assert is_near(first, second) == is_near(second, first) == near
