"""Is a form taken only from our own pages (RELIABILITY R51)?"""

import pytest
from django.test import Client

from tests.counts import IS_FULL
from tests.rules.attack_world import *  # noqa: F403
from tests.rules.attack_world import ASKING, differences, everything, forms_of, pages
from tests.rules.matrix import ROWS
from tests.rules.test_access_matrix import address


@pytest.fixture
def strict(wide_world):
    """The browsers of the world, with the check that test browsers usually leave out."""
    for name, client in wide_world.clients.items():
        guarded = Client(enforce_csrf_checks=True)
        guarded.cookies = client.cookies
        wide_world.clients[name] = guarded
    return wide_world


# What a forged request says of the page it comes from, and the token it brings.
FORGED = [("none", None), ("cross-site", "x" * 64), ("same-site", ""), ("", "a" * 32)]


@pytest.mark.prove("hostile")
def test_no_post_without_its_token_is_taken(strict):
    """Every address meets all four, each from another person; in `make prove` each from everybody."""
    before = everything()
    for place, (name, named) in enumerate((name, named) for name, method, named in ROWS if method == "POST"):
        path, form = address(name, named, strict.things)
        for turn, persona in enumerate(("visitor", *ASKING)):
            for site, token in FORGED if IS_FULL else [FORGED[(place + turn) % len(FORGED)]]:
                sent = {**form, "csrfmiddlewaretoken": token} if token is not None else form
                headers = {"Sec-Fetch-Site": site} if site else {}
                response = strict.clients[persona].post(path, sent, headers=headers)
                assert response.status_code == 403, (path, persona, site)
                assert "Trang này đã cũ" in response.content.decode()
    assert differences(before, everything()) == []


def test_another_site_cannot_sign_somebody_in_or_out(strict):
    client = Client(enforce_csrf_checks=True)
    assert client.post("/dang-nhap/", {"username": "a", "password": "b"}).status_code == 403
    assert strict.clients["chair"].post("/dang-xuat/").status_code == 403
    assert strict.clients["chair"].get("/").status_code == 200


def test_a_foreign_origin_is_refused_even_with_the_token(strict):
    client = strict.clients["officer"]
    token = _token(client)
    for headers in ({"Origin": "https://khac.example"}, {"Origin": "null"}):
        answer = client.post("/dang-xuat/", {"csrfmiddlewaretoken": token}, headers=headers)
        assert answer.status_code == 403
    assert client.post("/dang-xuat/", {"csrfmiddlewaretoken": token}).status_code == 302


def test_an_old_page_of_ours_is_shown_back_with_what_was_typed(strict):
    client, thing = strict.clients["officer"], strict.things["proposed"]
    words = {"reason": "Lý do viết rất lâu"}
    path = f"/phong-trao/{thing}/tra-lai/"
    answer = client.post(path, words, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 403
    shown = next(form for form in forms_of(path, answer) if form.paths[0] == path)
    assert ("reason", "Lý do viết rất lâu") in shown.values


def test_every_form_of_every_page_carries_a_token_that_is_taken(strict):
    for client, path in pages(strict):
        response = client.get(path)
        if response.streaming:
            list(response.streaming_content)
        elif response["Content-Type"].startswith("text/html"):
            forms = response.content.decode().split('method="post"')[1:]
            assert all("csrfmiddlewaretoken" in form.split("</form>")[0] for form in forms), path


def _token(client):
    return str(client.get("/").context["csrf_token"])
