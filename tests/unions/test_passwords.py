"""Do passwords keep the twelve rules of ASVS 5.0 V6.2 (RELIABILITY R45)? One test or more for each, by its number."""

import re
import time

import pytest
from django.contrib.auth.hashers import make_password

from tests.cast import NOW
from tests.factories import MandateFactory
from tests.factories.people import PASSWORD
from unions.passwords import LONGEST, LightArgon2PasswordHasher, problems_of
from unions.roles import Role

GOOD = "sông Hậu mùa nước nổi"
DOORS = ("/dang-nhap/", "/tai-khoan/mat-khau/", "/xac-nhan-mat-khau/")


@pytest.fixture
def mai(grassroots):
    names = {
        "user__full_name": "Trần Thị Ngọc Mai", "user__username": "tb-0407", "user__email": "mai.bong@gmail.com",
        "user__phone": "0912 345 678", "post": "Chủ tịch CĐCS",
    }  # fmt: skip
    return MandateFactory(body=grassroots, role=Role.CHAIR, **names).user


def text(response):
    return response.content.decode()


@pytest.mark.parametrize(
    ("password", "is_taken"), [("chín chữ nhé", True), ("mười-một-ký", False), ("", False)]
)
def test_1_twelve_characters_are_the_least(password, is_taken):
    assert (problems_of(password, None) == []) is is_taken


def test_2_and_3_everybody_changes_their_own_and_types_the_present_one(sign_in, chair):
    client = sign_in(chair)
    page = "/tai-khoan/mat-khau/"
    new = {"password_new": GOOD, "password_again": GOOD}
    for present in ({}, {"password": ""}, {"password": "sai"}):
        assert client.post(page, new | present).status_code == 422
    assert client.post(page, new | {"password": PASSWORD}).status_code == 302
    assert client.post("/dang-nhap/", {"username": chair.user.username, "password": GOOD}).status_code == 302


@pytest.mark.parametrize(
    "password",
    ["international", "1q2w3e4r5t6y", "iloveyou2021!!", "Superman@2021", "football12345", "!!starwars!!2020"],
)
def test_4_and_12_known_passwords_are_refused_with_digits_around_them_too(password):
    assert problems_of(password, None)


@pytest.mark.parametrize(
    "password",
    [
        "chỉ có chữ thường thôi", "CHỈ CÓ CHỮ IN HOA THÔI", "8305917264385", "%$#@!*&^~|<>{}",
        "😀😃😄😁😆😅😂🤣😊😇🙂🙃", "mèo con ngủ trưa", "ngựa ắc quy kim ghim",
    ],
)  # fmt: skip
def test_5_any_characters_will_do(password):
    assert problems_of(password, None) == []


def test_6_and_7_fields_hide_what_is_typed_and_take_what_is_pasted(sign_in, chair, client):
    sign_in(chair)
    for door in DOORS:
        fields = re.findall(r'<input[^>]*type="password"[^>]*>', text(client.get(door)))
        assert fields, door
        for field in fields:
            assert re.search(r'autocomplete="(current|new)-password"', field), door
            assert "onpaste" not in field
            assert "maxlength" not in field
    assert "data-reveal" in text(client.get(DOORS[0]))


@pytest.mark.parametrize(
    "password", ["  khoảng trắng hai đầu  ", "CHỮ HOA chữ thường 1", "x\tcó dấu tách\u200b ẩn"]
)
def test_8_a_password_is_taken_letter_for_letter(client, mai, password):
    mai.set_password(password)
    mai.save(update_fields=["password"])
    for other in (password.strip() + "?", password.lower() + " ", password.swapcase()):
        assert client.post("/dang-nhap/", {"username": "tb-0407", "password": other}).status_code == 422
    assert client.post("/dang-nhap/", {"username": "tb-0407", "password": password}).status_code == 302


def test_9_long_ones_are_taken_whole(client, mai):
    long = "câu dài dễ nhớ " * 17
    assert 64 < len(long) <= LONGEST
    assert problems_of(long, mai) == []
    mai.set_password(long)
    mai.save(update_fields=["password"])
    assert client.post("/dang-nhap/", {"username": "tb-0407", "password": long[:-1]}).status_code == 422
    assert client.post("/dang-nhap/", {"username": "tb-0407", "password": long}).status_code == 302
    assert problems_of("x" * (LONGEST + 1), mai)


def test_10_no_password_grows_old(client, mai, time_machine):
    time_machine.move_to(NOW.replace(year=2031))
    assert client.post("/dang-nhap/", {"username": "tb-0407", "password": PASSWORD}).status_code == 302


@pytest.mark.parametrize(
    "password",
    [
        "Congdoan@2021", "congdoan123456", "Công đoàn 2025!", "CĐCS Nhà Bàng 2021", "maynhabang2021",
        "LĐLĐ2021LĐLĐ2021", "thidua yeunuoc 2021", "ChuTichCDCS2021",
        "TranThiNgocMai1", "ngocmai.2021!!", "0912345678 mai", "tb-0407 tb-0407", "mai.bong@2021", "matkhau@123456",
        "012345678901", "987654321098", "aaaaaaaaaaaaaaa", "qwertyuiop2021", "1qaz2wsx1qaz",
    ],
)  # fmt: skip
def test_11_words_of_this_place_are_refused(mai, password):
    problems = problems_of(password, mai)
    assert problems
    assert all(problem.endswith((".", "khác.")) for problem in problems)


@pytest.mark.parametrize(
    "password", ["Mai thích lúa nếp than", "2021 con vịt lội ngang đồng", "đoàn thuyền ra khơi sớm"]
)
def test_11_but_not_sentences_that_contain_one(mai, password):
    assert problems_of(password, mai) == []


def test_a_hash_is_as_heavy_as_owasp_asks_and_no_heavier(monkeypatch):
    hasher = LightArgon2PasswordHasher()
    assert (hasher.memory_cost, hasher.time_cost, hasher.parallelism) == (19456, 2, 1)
    began = time.perf_counter()
    hash = hasher.encode(GOOD, hasher.salt())
    assert time.perf_counter() - began < 2
    assert hasher.verify(GOOD, hash)
    assert not hasher.must_update(hash)
    assert make_password(None).startswith("!")
