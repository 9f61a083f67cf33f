"""Does an office bring its own Excel in by the pages: sent, matched, asked, corrected, taken?"""

import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.cast import NOW
from tests.unions.hostile_workbooks import saved
from unions import import_jobs, tasks
from unions.models import BodyFacts, BodyImport, LedgerEntry, UnionBody
from unions.quantities import SCALE

pytestmark = [pytest.mark.django_db, pytest.mark.prove("import")]

GOOD = [
    ["Tên CĐCS", "Số người", "Đoàn viên", "Điện thoại"],
    ["CĐCS Trường Kim Đồng", 40, 38, "0912 111 222"],
    ["CĐCS Công ty TNHH May Nhà Bàng", 10, 12, None],
]


def sheet(*rows, name="ds.xlsx", title="DS"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return SimpleUploadedFile(name, saved(book))


@pytest.fixture
def office(sign_in, officer, grassroots, monkeypatch):
    """The officer's browser; workers are woken by hand."""
    monkeypatch.setattr(tasks, "wake", lambda *args, **kwargs: None)
    return sign_in(officer)


def send(office, upload, **more):
    form = {"under": "huyen-tinh-bien", "as_of": "10/3/2021", "tep": upload} | more
    return office.post(reverse("import_list"), form)


def brought(office, upload):
    """The import of a file whose columns are taken as guessed."""
    response = send(office, upload)
    assert response.status_code == 302, response.content.decode()
    row = BodyImport.objects.latest("pk")
    confirm(office, row)
    row.refresh_from_db()
    return row


def confirm(office, row, **more):
    form = {f"doc-{number}": "on" for number, head in enumerate(row.sheets) if row.mapping[head["name"]]["on"]}
    return office.post(reverse("import_columns", args=[row.uid]), form | more)


def take(office, row):
    office.post(reverse("import_take", args=[row.uid]))
    import_jobs.take(row.pk, at=NOW, on=NOW.date())
    row.refresh_from_db()
    return row


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def page(office, name, row, query=""):
    response = office.get(reverse(name, args=[row.uid]) + query)
    assert response.status_code == 200, response
    return text_of(response)


def test_from_file_to_bodies(office, upper_union, grassroots):
    row = brought(office, sheet(*GOOD))
    assert "Thêm 1, đổi 1, không đổi 0" in page(office, "import_check", row)
    assert "Đoàn viên: chưa có → thành 12" in page(office, "import_check", row, "?loc=doi")
    row = take(office, row)
    assert (row.step, row.state) == ("done", "ready")
    assert UnionBody.objects.get(name="CĐCS Trường Kim Đồng").parent == upper_union
    assert BodyFacts.objects.get(body=grassroots, code="members").value == 12 * SCALE
    assert "Đã ghi xong" in page(office, "import_progress", row)
    said = LedgerEntry.objects.get(act="bringing.finish_taking")
    assert said.sentence.endswith(
        "nhập tệp “ds.xlsx” dưới LĐLĐ huyện Tịnh Biên: thêm 1, đổi 1, không đổi 0."
    )
    again = brought(office, sheet(*GOOD))
    assert "Không có gì thay đổi" in page(office, "import_check", again)
    office.post(reverse("import_take", args=[again.uid]))
    again.refresh_from_db()
    assert again.step == "preview"
