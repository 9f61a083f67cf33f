"""What reaches Django of a request that no browser would send?"""

from io import BytesIO

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory

from config.wsgi import application

ALPHABETS = [
    "rot13",
    "zlib",
    "hex",
    "utf-7",
    "unicode_escape",
    "idna",
    "undefined",
    "base64",
    "khong-co",
    "x" * 5000,
]


def answer(path, **environ):
    """(status, headers, body) as gunicorn would get them."""
    told = []
    base = RequestFactory(SERVER_NAME="localhost").get(path).environ
    for signal in (
        request_started,
        request_finished,
    ):  # the test's connection stays open, as in a test browser
        signal.disconnect(close_old_connections)
    try:
        chunks = application(
            {**base, **environ}, lambda status, headers: told.append((status, dict(headers)))
        )
        body = b"".join(chunks)
        chunks.close()
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
    return *told[0], body.decode()


@pytest.mark.parametrize("alphabet", ALPHABETS)
@pytest.mark.parametrize("mark", ["charset=", "; CharSet = ", ";x=1; charset="])
def test_an_alphabet_named_by_hand_changes_nothing(db, alphabet, mark):
    status, headers, body = answer("/dang-nhap/?next=%5Cud800", CONTENT_TYPE=f"text/plain; {mark}{alphabet}")
    assert status == "200 OK"
    assert "Content-Security-Policy" in headers
    assert "Đăng nhập" in body


def test_a_form_with_files_keeps_its_boundary(db):
    sent = b'--x;y\r\nContent-Disposition: form-data; name="username"\r\n\r\nai\xcc\x81\r\n--x;y--\r\n'
    kind = 'multipart/form-data; boundary="x;y"; charset=rot13'
    environ = {"CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(sent)), "wsgi.input": BytesIO(sent)}
    status, _, body = answer("/dang-nhap/", REQUEST_METHOD="POST", **environ)
    assert status.startswith("403")  # read as a form, and without its token
    assert "Trang này đã cũ" in body


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages"])
@pytest.mark.parametrize(
    "value",
    ['"aaaaaaaaaa\\000b"', '"\\377\\376aaaaaaaaa"', "x" * 5000, "\xff\xfe" * 10, "../../etc/passwd", '"'],
)
def test_cookies_bent_by_hand_make_a_visitor(db, name, value):
    status, headers, _ = answer("/", HTTP_COOKIE=f"{name}={value}")
    assert (status, headers["Location"]) == ("302 Found", "/dang-nhap/?next=%2F")
