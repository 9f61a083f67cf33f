"""How does the web server answer a request so broken that Django never sees it: in Vietnamese, with our headers?"""

from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

SENTENCES = {
    "414": "Địa chỉ này dài quá. Đồng chí mở trang chính rồi đi tiếp từ đó.",
    "431": "Trình duyệt gửi kèm quá nhiều dữ liệu. Đồng chí xóa dữ liệu trang này trong trình duyệt rồi vào lại.",
    "500": "Hệ thống gặp lỗi. Đồng chí thử lại sau ít phút.",
}
OTHERWISE = "Trình duyệt gửi yêu cầu không đọc được. Đồng chí tải lại trang rồi thực hiện lại."
PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Không đọc được yêu cầu</title></head>
<body><main><h1>Không đọc được yêu cầu</h1><p>{sentence}</p><p><a href="/">Về trang chính</a></p></main></body></html>
"""
HEAD = """HTTP/1.1 {status} {reason}\r
Connection: close\r
Content-Type: text/html; charset=utf-8\r
Content-Length: {length}\r
Content-Security-Policy: default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r
X-Content-Type-Options: nosniff\r
X-Frame-Options: DENY\r
Referrer-Policy: same-origin\r
Cache-Control: no-store, private\r
\r
"""


class Worker(ThreadWorker):
    """gunicorn's threaded worker; which error it is stays gunicorn's judgement, only the page is ours."""

    def handle_error(self, req, client, addr, exc):
        verdict = _Listener()
        super().handle_error(req, verdict, addr, exc)
        _, status, reason = verdict.heard.split(b"\r\n", 1)[0].decode("latin1").split(" ", 2)
        page = PAGE.format(sentence=SENTENCES.get(status, OTHERWISE)).encode()
        head = HEAD.format(status=status, reason=reason, length=len(page)).encode("ascii")
        try:
            write_nonblock(client, head + page)
        except OSError:  # whoever sent it has gone
            self.log.debug("Failed to send error page.")


class _Listener:
    """Stands where the connection would and keeps what is said."""

    def __init__(self):
        self.heard = b""

    def gettimeout(self):
        return 0.0  # written at once, without switching modes

    def sendall(self, data):
        self.heard += data
