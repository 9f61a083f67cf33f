"""Does any address answer a post above chair without its second step, where one is required (RELIABILITY R50)?"""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, signed_in
from tests.factories import MandateFactory
from tests.factories.people import PASSWORD
from tests.rules.test_access_matrix import routes
from tests.rules.test_views_ask_access import patterns
from tests.unions.own_devices import Telephone, code_of_now, key_on
from unions import second_factor_session as steps
from unions.access import Access
from unions.roles import Role

OWN = "/tai-khoan/hai-buoc/"
PAGES = ("/", "/phong-trao/", "/don-vi/", "/khoi/")
ABOVE_CHAIR = [role for role in Role if role != Role.CHAIR]
# Nothing is read or done here but signing in and out and taking or setting up the second step itself.
MAY_BE_OPEN = {"login", "logout", "step_up"}
VALUES = {"UUIDConverter": uuid4(), "IntConverter": 1, "StringConverter": "x", "SlugConverter": "x"}


@pytest.fixture
def required(settings, time_machine):
    time_machine.move_to(NOW, tick=False)
    settings.REQUIRE_MFA = True
    return settings


def addresses():
    """(name, method, path) of every address, whatever it names: who is turned away is so before that is looked for."""
    methods = routes()
    for each in patterns():
        values = {
            name: VALUES[type(converter).__name__] for name, converter in each.pattern.converters.items()
        }
        path = reverse(each.name, kwargs=values)
        for method in sorted(method for name, method in methods if name == each.name):
            yield each.name, method, path


def is_turned_away(client, method, path, **headers):
    answer = getattr(client, method.lower())(path, headers=headers)
    return answer.status_code == 302 and answer["Location"] in (OWN, "/dang-nhap/hai-buoc/")


def test_only_the_way_to_the_second_step_is_open():
    assert {name for name in steps.OPEN if not name.startswith("mfa_")} == MAY_BE_OPEN
    assert steps.OPEN <= {each.name for each in patterns()}


def test_no_address_answers_without_the_second_step(required, officer):
    client = signed_in(Client(), officer)
    tried = [
        (name, method, is_turned_away(client, method, path))
        for name, method, path in addresses()
        if name not in steps.OPEN
    ]
    assert [(name, method) for name, method, is_away in tried if not is_away] == []
    assert len(tried) > 150


@pytest.mark.parametrize("role", ABOVE_CHAIR)
def test_every_post_above_chair_is_turned_away(required, access_of_role, upper_union, role):
    client = signed_in(Client(), access_of_role(upper_union, role))
    for method in ("get", "head", "post", "put", "options"):
        assert is_turned_away(client, method, "/don-vi/")
    assert is_turned_away(client, "get", "/don-vi/", **{"HX-Request": "true"})


def test_one_post_above_chair_is_enough(required, chair, upper_union):
    client = signed_in(Client(), chair)
    assert client.get("/").status_code == 200, "a chair may have a second step and need not"
    MandateFactory(user=chair.user, body=upper_union, role=Role.CLERK)
    assert is_turned_away(client, "get", "/")


def test_where_it_is_not_required_nobody_is_turned_away(officer, time_machine):
    time_machine.move_to(NOW, tick=False)
    client = signed_in(Client(), officer)
    assert [client.get(path).status_code for path in PAGES] == [200] * len(PAGES)


@pytest.mark.parametrize("way", ["app", "passkey"])
def test_setting_it_up_opens_everything_and_leads_on(required, client, officer, way):
    client.post(
        "/dang-nhap/", {"username": officer.user.username, "password": PASSWORD, "next": "/don-vi/?q=a"}
    )
    asked = client.get("/don-vi/?q=a")
    assert asked.url == OWN
    assert "Chức vụ của đồng chí cần thêm bước xác nhận" in client.get(OWN).content.decode()
    if way == "app":
        words = key_on(client.get(OWN + "ung-dung/"))
        client.post(OWN + "ung-dung/", {"ma-so": code_of_now(words)})
    else:
        offer = client.post(OWN + "khoa/chuan-bi/").json()
        client.post(OWN + "khoa/", {"khoa": Telephone().make(offer)})
    assert client.post(OWN + "ma-du-phong/").url == "/don-vi/?q=a"
    assert [client.get(path).status_code for path in PAGES] == [200] * len(PAGES)


def test_a_form_sent_meanwhile_comes_back(required, client, officer):
    """The requirement, or the post, is younger than the sign-in."""
    required.REQUIRE_MFA = False
    client.post("/dang-nhap/", {"username": officer.user.username, "password": PASSWORD})
    words = key_on(client.get(OWN + "ung-dung/"))
    required.REQUIRE_MFA = True
    assert client.post(reverse("bloc_new"), {"name": "Khối viết dở"}).url == OWN
    assert is_turned_away(client, "get", "/")
    client.post(OWN + "ung-dung/", {"ma-so": code_of_now(words)})
    assert "Khối viết dở" in client.post(OWN + "ma-du-phong/").content.decode()


def test_who_has_a_step_takes_it_where_the_sign_in_had_none(required, client, officer, time_machine):
    client.post("/dang-nhap/", {"username": officer.user.username, "password": PASSWORD})
    words = key_on(client.get(OWN + "ung-dung/"))
    client.post(OWN + "ung-dung/", {"ma-so": code_of_now(words)})
    older = signed_in(Client(), Access(officer.user, NOW.date()))
    assert older.get("/don-vi/").url == "/dang-nhap/hai-buoc/"
    assert older.get(OWN + "ung-dung/").url == "/dang-nhap/hai-buoc/", (
        "nobody adds a step beside the ones there are"
    )
    assert older.post(OWN + "xac-nhan/", {"ma-so": "000000"}).status_code == 422
    time_machine.shift(30)
    before = older.session.session_key
    assert older.post("/dang-nhap/hai-buoc/", {"ma-so": code_of_now(words)}).url == OWN + "ung-dung/"
    assert older.session.session_key != before
    assert older.get("/don-vi/").status_code == 200
