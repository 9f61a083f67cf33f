"""Are pages packed, and files left alone?"""

import gzip

from django.http import FileResponse, HttpResponse
from django.test import RequestFactory

from unions.compressing import PageCompression

PAGE = "<p>Phong trào thi đua</p>" * 40


def answer(response, accepts="gzip, br"):
    request = RequestFactory().get("/", headers={"Accept-Encoding": accepts})
    return PageCompression(lambda request: response)(request)


def test_pages_are_packed_for_those_who_can_read_it():
    packed = answer(HttpResponse(PAGE))
    assert gzip.decompress(packed.content).decode() == PAGE
    assert len(packed.content) < len(PAGE.encode()) / 2
    assert "Accept-Encoding" in packed["Vary"]
    assert answer(HttpResponse(PAGE), accepts="").content.decode() == PAGE


def test_files_keep_their_length(tmp_path):
    path = tmp_path / "bang.xlsx"
    path.write_bytes(b"x" * 5000)
    with path.open("rb") as file:
        sent = answer(FileResponse(file, content_type="application/octet-stream"))
        assert sent["Content-Length"] == "5000"
        assert "Content-Encoding" not in sent
