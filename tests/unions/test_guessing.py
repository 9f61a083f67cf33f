"""Is guessing stopped, and is no neighbour ever locked out by it (RELIABILITY K4, R46)?"""

import random

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from tests.cast import NOW
from tests.counts import count
from tests.factories import MandateFactory
from tests.factories.people import PASSWORD
from unions import guessing
from unions.roles import Role

LOGIN = "/dang-nhap/"
CARRIER = "27.64.10.10"  # thousands of telephones share it


@pytest.fixture
def chair(grassroots, time_machine):
    time_machine.move_to(NOW, tick=False)
    return MandateFactory(
        body=grassroots, role=Role.CHAIR, user__username="tb-0407", user__phone="0977 000 111"
    ).user


@pytest.fixture
def compared(monkeypatch):
    """Every time a password is compared with that of an account."""
    seen, verify = [], MD5PasswordHasher.verify

    def counted(hasher, password, encoded):
        seen.append(password)
        return verify(hasher, password, encoded)

    monkeypatch.setattr(MD5PasswordHasher, "verify", counted)
    return seen


def enter(username, password, ip=CARRIER, agent="x", client=None):
    typed = {"username": username, "password": password}
    return (client or Client()).post(LOGIN, typed, REMOTE_ADDR=ip, headers={"User-Agent": agent}).status_code


@pytest.mark.prove("guessing")
def test_of_a_thousand_tries_ten_are_evaluated(chair, compared, measured):
    """Whatever the account is called and whatever browser is pretended, within a quarter of an hour."""
    names, tries = ("tb-0407", " TB-0407", "0977000111", "+84 977 000 111", "may-nha-bang"), count(1000)
    statuses = [enter(names[n % 5], f"Congdoan@{n}", agent=f"máy {n % 7}".encode()) for n in range(tries)]
    measured(tries_at_one_account=tries, evaluated=len(compared))
    assert len(compared) == 10
    assert statuses[9:] == [429] * (tries - 9)
    assert enter("tb-0407", PASSWORD, ip="113.160.1.1") == 302  # its owner, elsewhere


@pytest.mark.prove("guessing")
def test_guessing_from_everywhere_is_bounded_and_the_owner_stays_inside(chair, compared, measured):
    """A few tries from each of many addresses: the account takes no new ones, but goes on where it is used."""
    owner = Client()
    assert enter("tb-0407", PASSWORD, ip=CARRIER, client=owner) == 302
    compared.clear()
    tries = count(1600)
    for n in range(tries):
        enter("tb-0407", f"Congdoan@{n}", ip=f"185.10.{n % 250}.7")
    measured(tries_from_everywhere=tries, evaluated_from_everywhere=len(compared))
    assert len(compared) <= guessing.FROM_ELSEWHERE + 10
    assert owner.get("/don-vi/").status_code == 200
    assert enter("tb-0407", PASSWORD, ip=CARRIER) == 302
    assert enter("tb-0407", PASSWORD, ip="113.160.1.1") == 422


@pytest.mark.prove("guessing")
def test_five_hundred_people_behind_one_address_are_never_locked_out(grassroots, time_machine, measured):
    """Within one minute, a tenth mistyping up to three times, beside a neighbour whose account is guessed at."""
    time_machine.move_to(NOW, tick=False)
    people = [
        MandateFactory(body=grassroots, role=Role.CLERK, user__username=f"cs-{n}").user
        for n in range(count(500))
    ]
    luck, wrong, locked = random.Random(46), 0, 0
    for n, user in enumerate(people):
        enter("tb-0407", f"Congdoan@{n}")
        for _ in range(luck.randint(1, 3) if n % 10 == 0 else 0):
            wrong += 1
            assert enter(user.username, "gõ-nhầm") == 422
        locked += enter(user.username, PASSWORD) != 302
    measured(people_behind_one_address=len(people), mistyped=wrong, locked_out=locked)
    assert wrong >= len(people) // 10
    assert locked == 0


def test_an_unknown_name_is_besieged_like_a_known_one(chair, monkeypatch):
    monkeypatch.setattr(guessing, "FROM_ELSEWHERE", 3)
    for name in ("tb-0407", "khong-co"):
        for n in range(3):
            enter(name, "sai", ip=f"185.10.{n}.7")
        page = Client().post(LOGIN, {"username": name, "password": PASSWORD}, REMOTE_ADDR="113.160.1.1")
        assert page.status_code == 422
        assert "từ nhiều nơi" in page.content.decode()
