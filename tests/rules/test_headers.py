"""Does every answer say what browsers may do with it, and keep it out of every cache (RELIABILITY R40, R49)?"""

import subprocess
import sys

import pytest
from django.conf import settings
from django.urls import reverse

from targets import declaring
from tests.factories.people import PASSWORD
from tests.rules.attack_world import *  # noqa: F403
from tests.rules.attack_world import undone
from tests.rules.matrix import ROWS
from tests.rules.sources import PROJECT
from tests.rules.test_access_matrix import address

PAGES = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'",
    "font-src 'self'", "form-action 'self'", "manifest-src 'self'", "base-uri 'none'", "frame-ancestors 'none'",
}  # fmt: skip
FILES = {"sandbox", "default-src 'none'"}


def check(response, where):
    policy = set(response["Content-Security-Policy"].split("; "))
    assert policy == PAGES or (response.streaming and policy == FILES), where
    assert response["X-Content-Type-Options"] == "nosniff", where
    assert response["X-Frame-Options"] == "DENY", where
    assert response["Referrer-Policy"] == "same-origin", where
    assert response["Cross-Origin-Opener-Policy"] == "same-origin", where
    # A host that is not ours is refused before anything of ours could stand in the answer.
    assert "no-store" in response.get("Cache-Control", "no-store" if response.status_code == 400 else ""), (
        where
    )
    assert "unsafe" not in response["Content-Security-Policy"], where
    return response.status_code


def test_every_address_for_everybody(wide_world):
    """As the matrix sends it, as HEAD, and by a method that no view knows."""
    seen = set()
    for name, method, named in ROWS:
        path, form = address(name, named, wide_world.things)
        for persona in ("visitor", "chair", "officer", "stranger"):  # whoever asks, the headers are the same
            client = wide_world.clients[persona]
            words = {"put"} if name == "logout" else {method.lower(), "head"}
            for word in words:
                response = undone(getattr(client, word), path, form)
                seen.add(check(response, (word, path, persona)))
    assert {200, 302, 401, 403, 404, 405, 422} <= seen


@pytest.mark.parametrize(
    "path", ["/khong-co/", "/minh-chung/../../etc/passwd", "/%00", "/static/khong-co.css"]
)
def test_what_does_not_exist(wide_world, path):
    for persona in ("visitor", "chair"):
        response = wide_world.clients[persona].get(path)
        assert check(response, path) == 404


def test_a_conflict(wide_world):
    path = reverse("evidence_remove", args=[wide_world.things["evidence"]])
    assert check(wide_world.clients["chair"].post(path), path) == 409


def test_a_request_that_cannot_be_read(wide_world):
    response = wide_world.clients["chair"].post("/dang-nhap/", {f"a{n}": "1" for n in range(1001)})
    assert check(response, "too many fields") == 400
    response = wide_world.clients["chair"].get("/", headers={"Host": "khac.example"})
    assert check(response, "a host that is not ours") == 400


def test_a_breakdown(wide_world, monkeypatch):
    def fail(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(declaring, "results_of", fail)
    monkeypatch.setattr("targets.views.desk.chair_home", fail)
    client = wide_world.clients["chair"]
    client.raise_request_exception = False
    assert check(client.get("/"), "/") == 500


def test_a_file_is_handed_over_as_a_file(wide_world):
    for name, thing in (("evidence_file", "evidence"), ("summary_file", "report")):
        path = reverse(name, args=[wide_world.things[thing]])
        response = undone(wide_world.clients["officer"].get, path)
        assert response["Content-Disposition"].startswith("attachment")
        check(response, name)


def test_signing_in_and_out_sets_cookies_that_scripts_and_other_sites_do_not_get(
    client, chair_of, grassroots
):
    user = chair_of(grassroots).user
    answer = client.post("/dang-nhap/", {"username": user.username, "password": PASSWORD})
    assert answer.status_code == 302
    for name in (settings.SESSION_COOKIE_NAME, settings.SEEN_COOKIE_NAME):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"
    assert client.post("/dang-xuat/")["Clear-Site-Data"] == '"cache"'


def test_cookies_of_a_real_installation_belong_to_this_host_and_https_alone(tmp_path):
    """In a process of its own: the settings are read when Django starts."""
    example = (PROJECT / ".env.example").read_text()
    assert "SECURE" in example
    script = (
        "import django; django.setup()\n"
        "from django.conf import settings as s\n"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SEEN_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
        " s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_DOMAIN, s.SESSION_COOKIE_PATH,"
        " s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS, s.REQUIRE_MFA)"
    )
    keys = {
        name: str(tmp_path / name) for name in ("SIGNING_KEY_FILE", "LEDGER_KEY_FILE", "LEDGER_HEAD_FILE")
    }
    env = {
        "DJANGO_SETTINGS_MODULE": "config.settings", "SECURE": "1", "SECRET_KEY": "x" * 60, "VAR_DIR": str(tmp_path),
        "ENV_FILE": "/dev/null", "PATH": "/usr/bin:/bin", **keys,
    }  # fmt: skip
    said = subprocess.run(
        [sys.executable, "-c", script], env=env, cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == [
        "__Host-sessionid", "__Host-csrftoken", "__Host-seen", "True", "True", "True", "None", "/", "True", "31536000",
        "True",
    ]  # fmt: skip
