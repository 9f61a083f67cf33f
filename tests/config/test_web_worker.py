"""Does even a request that is no request get a Vietnamese page with our headers?"""

import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "wsgiref.simple_server:demo_app",
        "--bind",
        f"127.0.0.1:{number}",
    ]
    server = subprocess.Popen([*command, "--worker-class", "config.web_worker.Worker"], cwd=PROJECT)
    try:
        _wait(number)
        yield number
    finally:
        server.terminate()
        server.wait(timeout=10)


def _wait(number):
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", number), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")


def said(port, request):
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        line.sendall(request)
        heard = b""
        while piece := line.recv(65536):
            heard += piece
    head, _, page = heard.partition(b"\r\n\r\n")
    return head.decode(), page.decode()


@pytest.mark.parametrize(
    ("request_bytes", "status", "sentence"),
    [
        (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n\r\n", "414", "Địa chỉ này dài quá."),
        (b"NO/REQUEST\r\n\r\n", "400", "Trình duyệt gửi yêu cầu không đọc được."),
        (b"GET / HTTP/1.1\r\nbad header\r\n\r\n", "400", "Trình duyệt gửi yêu cầu không đọc được."),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 99_000 + b"\r\n\r\n", "431", "quá nhiều dữ liệu"),
    ],
)
def test_a_broken_request_gets_a_sentence_and_a_policy(port, request_bytes, status, sentence):
    head, page = said(port, request_bytes)
    assert head.startswith(f"HTTP/1.1 {status} ")
    assert sentence in page
    assert 'lang="vi"' in page
    assert "Content-Security-Policy: default-src 'none'" in head
    assert "X-Content-Type-Options: nosniff" in head
    assert int(head.split("Content-Length: ")[1].split("\r\n")[0]) == len(page.encode())


def test_an_honest_request_is_answered_as_ever(port):
    head, page = said(port, b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert head.startswith("HTTP/1.1 200")
    assert "Hello world!" in page
