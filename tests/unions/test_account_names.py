"""Is exactly one account meant by what was typed, and does nobody learn which accounts there are?"""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import DAY, NOW
from tests.factories import MandateFactory
from tests.factories.people import PASSWORD
from unions.account_names import username_of
from unions.roles import Role

LOGIN = "/dang-nhap/"


@pytest.fixture
def mai(grassroots):
    names = {"user__username": "mai", "user__phone": "0912 000 111", "user__email": "Mai.Tran@Gmail.com"}
    return MandateFactory(body=grassroots, role=Role.CHAIR, **names).user


@pytest.fixture
def lan(upper_union):
    return MandateFactory(
        body=upper_union, role=Role.OFFICER, user__username="lan", user__phone="0912 000 222"
    ).user


@pytest.mark.parametrize(
    "typed",
    [
        "mai", " MAI ", "0912000111", "0912 000 111", "+84 912 000 111", "0912.000.111", "84912000111",
        "mai.tran@gmail.com", "MAI.TRAN@GMAIL.COM", "may-nha-bang", "MAY-NHA-BANG",
    ],
)  # fmt: skip
def test_one_account_is_meant(mai, lan, typed):
    assert username_of(typed, DAY) == "mai"


@pytest.mark.parametrize("typed", ["", "0912", "912000", "@", "?", "huyen-tinh-bien", "0999 999 999", "١٢٣"])
def test_nobody_is_meant(mai, lan, typed):
    mai.email = mai.phone_key = ""
    mai.save(update_fields=["email", "phone_key"])
    assert username_of(typed, DAY) == typed.strip().lower()


def test_two_are_never_meant(mai, lan, grassroots):
    lan.phone_key, lan.email = mai.phone_key, "mai.tran@gmail.com"
    lan.save(update_fields=["phone_key", "email"])
    MandateFactory(body=grassroots, role=Role.CHAIR)
    for typed in ("0912000111", "mai.tran@gmail.com", "may-nha-bang"):
        assert username_of(typed, DAY) == typed


def test_a_closed_account_makes_nothing_ambiguous(mai, lan):
    lan.phone_key, lan.is_active = mai.phone_key, False
    lan.save(update_fields=["phone_key", "is_active"])
    assert username_of("0912000111", DAY) == "mai"


def test_the_name_of_an_account_comes_before_everything_else(mai, lan, grassroots):
    lan.username = "may-nha-bang"
    lan.save(update_fields=["username"])
    assert username_of("may-nha-bang", DAY) == "may-nha-bang"


def test_a_code_means_who_chairs_today(mai, grassroots):
    mai.mandates.update(until_on=DAY)
    assert username_of("may-nha-bang", DAY) == "may-nha-bang"


def test_all_of_them_open_the_door_and_wrong_passwords_count_together(client, mai, time_machine):
    time_machine.move_to(NOW, tick=False)
    names = ("mai", "0912000111", "+84 912 000 111", "Mai.Tran@gmail.com", "may-nha-bang")
    for name in names * 2:
        locked = client.post(LOGIN, {"username": name, "password": "sai"})
    assert locked.status_code == 429
    assert {client.post(LOGIN, {"username": name, "password": PASSWORD}).status_code for name in names} == {
        429
    }
    time_machine.shift(15 * 60 + 1)
    for name in names:
        answer = client.post(LOGIN, {"username": name, "password": PASSWORD})
        assert (answer.status_code, answer.url) == (302, "/")


def test_known_unknown_and_ambiguous_names_cost_the_same_and_look_the_same(
    client, mai, lan, grassroots, monkeypatch
):
    lan.phone_key = mai.phone_key
    lan.save(update_fields=["phone_key"])
    hashed, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *rest: hashed.append(1) or encode(*rest))
    seen = set()
    for typed in ("mai", "khong-co", "0912000111", "0999999999", "khong@co.vn", "mai.tran@gmail.com"):
        hashed.clear()
        with CaptureQueriesContext(connection) as asked:
            answer = client.post(LOGIN, {"username": typed, "password": "sai"})
        page = answer.content.decode().replace(typed, "…")
        seen.add((answer.status_code, "Tài khoản hoặc mật khẩu chưa đúng" in page, len(hashed)))
        questions = [query["sql"].split("WHERE")[0] for query in asked if "unions_user" in query["sql"]]
        assert len(questions) == 3, typed  # two to know who is meant, one by Django's own backend
    assert seen == {(422, True, 1)}
