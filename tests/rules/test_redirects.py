"""Does any field or address lead somebody to another site (RELIABILITY R53)?"""

import re
from itertools import cycle
from urllib.parse import urlsplit

import pytest

from tests.counts import IS_FULL
from tests.factories.people import PASSWORD
from tests.rules.attack_world import *  # noqa: F403
from tests.rules.attack_world import every_form, undone

ELSEWHERE = [
    "//khac.example", "///khac.example/x", "https://khac.example/", "http:khac.example", "/\\khac.example",
    "\\\\khac.example", "/\t/khac.example", "/\x00/khac.example", "/\u200b/khac.example", "/\u202e/khac.example",
    "\ufeff//khac.example", "javascript:alert(1)", "data:text/html,x", "//khac.example\\@testserver", "https://[::1",
    "/%2f/khac.example", "/..//khac.example", "／／khac.example", "/\r\nLocation: https://khac.example", "@khac",
]  # fmt: skip
# Names by which forms of other houses, or of ours, say where to go next.
NAMES = ("next", "tiep", "then", "url", "redirect", "return_to", "path", "draft")


def is_ours(address):
    parts = urlsplit(address)
    return (
        not parts.scheme and not parts.netloc and address.startswith("/") and address[1:2] not in ("/", "\\")
    )


def answers(wide_world, addresses):
    """(path, address, answer) of every form; the addresses are dealt out over the forms."""
    dealt = cycle(addresses)
    for client, _, form in every_form(wide_world):
        for path in form.paths if form.method == "POST" else ():
            wanted = next(dealt)
            extra = dict.fromkeys(NAMES, wanted)
            data = form.filled({**extra, **({"password": PASSWORD} if "xac-nhan" in path else {})})
            yield path, wanted, undone(form.send, client, data, path)


@pytest.mark.prove("hostile")
def test_no_form_leads_elsewhere(wide_world, measured):
    followed, rounds = 0, [[each] for each in ELSEWHERE] if IS_FULL else [ELSEWHERE]
    for addresses in rounds:
        for path, wanted, answer in answers(wide_world, addresses):
            for header in ("Location", "HX-Redirect", "HX-Location", "HX-Push-Url", "Refresh"):
                if header in answer:
                    followed += 1
                    assert is_ours(answer[header]), (path, wanted, answer[header])
    assert followed > 5 * len(rounds)
    measured(redirects_followed=followed, redirects_elsewhere=0)


def test_the_password_page_passes_no_foreign_address_on(wide_world):
    client = wide_world.clients["chair"]
    for wanted in ELSEWHERE:
        page = client.get("/xac-nhan-mat-khau/", dict.fromkeys(NAMES, wanted)).content.decode()
        assert re.findall(r'(?:href|action|value)="(?!/[^/\\])[^"]*khac.example', page) == [], wanted


def test_an_address_with_slashes_in_front_is_no_page(client, db):
    for path in ("//khac.example/", "//khac.example/dang-nhap", "/dang-nhap", "//dang-nhap"):
        answer = client.get(path)
        assert answer.status_code in (301, 302, 404)
        assert is_ours(answer.get("Location", "/")), path
