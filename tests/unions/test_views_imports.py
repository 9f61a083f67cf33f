"""Does an office bring its own Excel in by the pages: sent, matched, asked, corrected, taken?"""

import json
import re
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.cast import NOW
from tests.factories import BodyFactory, MandateFactory
from tests.unions.hostile_workbooks import saved
from unions import import_jobs, tasks, workbook_child, workbooks
from unions.import_template import COLUMNS, FIGURES
from unions.models import BodyFacts, BodyImport, ImportMapping, LedgerEntry, UnionBody
from unions.quantities import SCALE
from unions.sandbox import guarded

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
    """The officer's browser; workers are woken by hand, files are read in this process."""
    monkeypatch.setattr(tasks, "wake", lambda *args, **kwargs: None)
    monkeypatch.setattr(workbooks, "guarded", read_here)
    return sign_in(officer)


def read_here(module, name, *, data):
    return json.dumps(workbook_child.read(data, name)).encode()


def send(office, upload, **more):
    form = {"under": "huyen-tinh-bien", "as_of": "10/3/2021", "tep": upload or ""} | more
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
    form = {
        f"doc-{number}": "on" for number, head in enumerate(row.sheets) if row.mapping[head["name"]]["on"]
    }
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


def test_from_file_to_bodies(office, upper_union, grassroots, monkeypatch):
    monkeypatch.setattr(workbooks, "guarded", guarded)  # once through the real child
    row = brought(office, sheet(*GOOD))
    assert "Thêm 1, đổi 1, không đổi 0" in page(office, "import_check", row)
    assert "Đoàn viên: chưa có → thành 12" in page(office, "import_check", row, "?loc=doi")
    row = take(office, row)
    assert (row.step, row.state) == ("done", "ready")
    assert UnionBody.objects.get(name="CĐCS Trường Kim Đồng").parent == upper_union
    assert BodyFacts.objects.get(body=grassroots, code="members").value == 12 * SCALE
    assert "Đã ghi xong" in page(office, "import_progress", row)
    said = LedgerEntry.objects.get(act="bringing.finish_taking")
    assert said.sentence.endswith("nhập tệp “ds.xlsx” dưới LĐLĐ huyện Tịnh Biên: thêm 1, đổi 1, không đổi 0.")
    again = brought(office, sheet(*GOOD))
    assert "Không có gì thay đổi" in page(office, "import_check", again)
    office.post(reverse("import_take", args=[again.uid]))
    again.refresh_from_db()
    assert again.step == "preview"


# A file that cannot be read -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (None, "Chọn tệp Excel cần nhập"),
        (SimpleUploadedFile("anh.jpg", b"\xff\xd8\xff"), "Chỉ nhận tệp .xlsx"),
        (SimpleUploadedFile("ds.xlsx", b"PK\x03\x04 hong"), "Không đọc được tệp này"),
        (SimpleUploadedFile("ds.xlsx", b"<html><table></table></html>"), "trang web mang đuôi Excel"),
        (SimpleUploadedFile("ds.csv", b" "), "Tệp này trống"),
    ],
    ids=["none", "picture", "broken", "web page", "blank"],
)
def test_what_cannot_be_read_gets_a_sentence_and_keeps_the_form(office, upload, sentence):
    response = send(office, upload, as_of="5/3/2021")
    assert response.status_code == 422
    said = response.content.decode()
    assert sentence in said
    assert 'value="5/3/2021"' in said
    assert BodyImport.objects.count() == 0


def test_the_day_and_the_union_are_asked_for(office):
    assert "Ghi ngày của số liệu" in text_of(send(office, sheet(*GOOD), as_of=""))
    assert "không thể sau hôm nay" in text_of(send(office, sheet(*GOOD), as_of="11/3/2021"))
    assert "Chọn đơn vị cấp trên" in text_of(send(office, sheet(*GOOD), under="huyen-khac"))


def test_the_same_file_sent_twice_is_one_import(office):
    for _ in range(2):
        send(office, SimpleUploadedFile("ds.csv", b"Ten don vi;Doan vien\nCDCS A;4\n"))
    assert BodyImport.objects.count() == 1


# Columns --------------------------------------------------------------------------------------------------------------


def test_a_column_put_right_is_remembered_for_the_next_file(office):
    send(office, sheet(*GOOD))
    row = BodyImport.objects.get()
    assert "Số người" in page(office, "import_columns", row)
    matched = {"bang-0": "0", "nghia-0-0": "name", "nghia-0-1": "workers", "nghia-0-2": "members"}
    assert confirm(office, row, **matched).status_code == 302
    row.refresh_from_db()
    assert row.mapping["DS"]["columns"] == {"name": 0, "workers": 1, "members": 2}
    assert ImportMapping.objects.get().owner == row.under
    send(office, sheet(*GOOD, ["CĐCS B", 4, 2]))
    assert BodyImport.objects.latest("pk").mapping["DS"]["columns"] == row.mapping["DS"]["columns"]


def test_what_is_missing_or_said_twice_is_named_beside_the_column(office):
    send(office, sheet(*GOOD))
    row = BodyImport.objects.get()
    twice = confirm(office, row, **{"bang-0": "0", "nghia-0-1": "members", "nghia-0-2": "members"})
    assert twice.status_code == 422
    assert "hai cột cùng là “Đoàn viên”" in text_of(twice)
    assert "chọn cột nào là tên đơn vị" in text_of(twice)
    none = office.post(reverse("import_columns", args=[row.uid]), {"hang-0": "0"})
    assert "Chọn ít nhất một trang" in text_of(none)
    row.refresh_from_db()
    assert row.step == "columns"


def test_another_heading_row_is_shown_before_it_is_used(office):
    """Far down a list, or a sheet whose headings nobody could guess: a person points at the row."""
    send(office, sheet(["Bảng theo dõi"], ["Ai", "Bao nhiêu"], ["CĐCS C", 7]))
    row = BodyImport.objects.get()
    assert row.mapping["DS"]["on"] is False
    url = reverse("import_columns", args=[row.uid])
    moved = office.post(url, {"doc-0": "on", "hang-0": "1", "viec": "tiep"})
    assert moved.status_code == 200
    assert "Bao nhiêu" in text_of(moved)
    matched = {"nghia-0-0": "name", "nghia-0-1": "members"}
    assert office.post(url, {"doc-0": "on", "hang-0": "1", "bang-0": "1"} | matched).status_code == 302
    row.refresh_from_db()
    assert [each["name"] for each in row.preview["rows"]] == ["CĐCS C"]


# Doubts ---------------------------------------------------------------------------------------------------------------

DOUBTFUL = [["Tên CĐCS", "Đoàn viên"], ["Công ty May Nhà Bàng", 12], ["CĐCS May Nhà Bàng", 9]]


def test_doubts_are_answered_one_by_one_and_nothing_is_lost(office, grassroots):
    row = brought(office, sheet(*DOUBTFUL))
    assert row.preview["counts"]["hoi"] == 2
    answer = reverse("import_answer", args=[row.uid])
    first = office.post(answer, {"chon-1": grassroots.code}, headers={"HX-Request": "true"})
    assert "Còn 1 dòng chưa chọn" in text_of(first)
    row.refresh_from_db()
    assert row.answers == {"DS!2": grassroots.code}
    assert row.preview["counts"]["hoi"] == 2, "the preview is made anew when asked for"
    assert "Đối chiếu lại" in page(office, "import_check", row)
    office.post(reverse("import_take", args=[row.uid]))
    assert office.post(answer, {"chon-2": "new"}).status_code == 302
    row.refresh_from_db()
    assert (row.step, row.preview["counts"]["hoi"]) == ("preview", 0)
    assert (
        'value="may-nha-bang" checked'
        in office.get(reverse("import_check", args=[row.uid]) + "?loc=hoi").content.decode()
    )
    row = take(office, row)
    assert row.step == "done"
    assert UnionBody.objects.filter(name="CĐCS May Nhà Bàng").count() == 1
    assert BodyFacts.objects.get(body=grassroots).value == 12 * SCALE


def test_an_answer_that_was_not_offered_is_refused(office, stranger):
    row = brought(office, sheet(*DOUBTFUL))
    answer = reverse("import_answer", args=[row.uid])
    assert office.post(answer, {"chon-1": stranger.code}).status_code == 409
    assert office.post(answer, {"chon-1": "new", "ban": "khac"}).status_code == 409
    row.refresh_from_db()
    assert row.answers == {}


# Red cells ------------------------------------------------------------------------------------------------------------


def test_wrong_cells_come_back_red_and_the_corrected_file_is_taken(office, grassroots):
    rows = [
        ["DANH SÁCH", None, None],
        [None, None, None],
        ["Tên CĐCS", "Đoàn viên", "Điện thoại"],
        ["CĐCS A", "mười hai", "=1+1"],
        ["CĐCS B", 5, "0912 333 444"],
    ]
    row = brought(office, sheet(*rows))
    assert "DS!B4" in page(office, "import_check", row)
    returned = office.get(reverse("import_return", args=[row.uid])).content
    book = openpyxl.load_workbook(BytesIO(returned))
    cell = book["DS"]["B4"]
    assert (cell.fill.fgColor.rgb[-6:], cell.value) == ("FFC7CE", "mười hai")
    assert "Lỗi:" in cell.comment.text
    assert "Sửa:" in cell.comment.text
    assert [c.coordinate for line in book["DS"] for c in line if c.comment] == ["B4"]
    assert [c for line in book["DS"] for c in line if c.data_type == "f"] == []
    cell.value = 12
    corrected = brought(office, SimpleUploadedFile("sua.xlsx", saved(book)))
    assert corrected.preview["counts"] == {"loi": 0, "hoi": 0, "them": 2, "doi": 0, "giu": 0}
    assert take(office, corrected).step == "done"


# Pages ----------------------------------------------------------------------------------------------------------------


def test_the_template_is_understood_and_its_explanations_are_not(office):
    template = office.get(reverse("import_template")).content
    book = openpyxl.load_workbook(BytesIO(template))
    assert book.sheetnames == ["Đơn vị", "Cách ghi", "Loại hình"]
    filled = book["Đơn vị"]
    headings = {cell.value: cell.column for cell in filled[3]}
    values = {"Tên đơn vị": "CĐCS Trường Lê Lợi", "Loại hình": "Hành chính, sự nghiệp", "Đoàn viên": 30}
    for heading, value in values.items():
        filled.cell(4, headings[heading], value)
    row = brought(office, SimpleUploadedFile("mau.xlsx", saved(book)))
    assert {name: each["on"] for name, each in row.mapping.items()} == {
        "Đơn vị": True, "Cách ghi": False, "Loại hình": False,
    }  # fmt: skip
    added = row.preview["rows"][0]
    assert added["name"] == "CĐCS Trường Lê Lợi"
    assert [(what, new) for what, _, new in added["cells"]] == [
        ("Loại tổ chức", "Công đoàn cơ sở"), ("Loại hình", "Hành chính, sự nghiệp"), ("Đoàn viên", "30"),
    ]  # fmt: skip
    assert set(COLUMNS) | set(FIGURES) == row.mapping["Đơn vị"]["columns"].keys() - {"stt"}


def test_pages_ask_as_many_queries_for_many_rows(office, django_assert_max_num_queries, upper_union):
    rows = [[f"CĐCS số {number}", number] for number in range(60)]
    row = brought(office, sheet(["Tên CĐCS", "Đoàn viên"], *rows))
    for _ in range(3):
        BodyImport.objects.create(
            under=upper_union, file_name="cu.csv", sha256="x", made_by=row.made_by, made_at=NOW, as_of=NOW.date(),
            queued_at=NOW, step="done", preview=row.preview,
        )  # fmt: skip
    for address in ("import_list", "import_check", "import_columns"):
        with django_assert_max_num_queries(12):
            response = office.get(reverse(address, args=[] if address == "import_list" else [row.uid]))
        assert response.status_code == 200
    check = reverse("import_check", args=[row.uid])
    assert "Hiện 51–60 trên 60 dòng" in text_of(office.get(f"{check}?loc=them&trang=2"))


def test_a_file_given_up_is_gone(office):
    row = brought(office, sheet(*GOOD))
    path = row.file.path
    office.post(reverse("import_drop", args=[row.uid]))
    assert office.get(reverse("import_check", args=[row.uid])).status_code == 404
    row.refresh_from_db()
    assert (row.step, path.endswith(".xlsx")) == ("dropped", True)


# What we give away, we take back --------------------------------------------------------------------------------------


def test_our_own_export_brings_nothing_new_and_stays_the_same(
    office, upper_union, grassroots, kinds, sectors
):
    MandateFactory(body=grassroots, role="chair", user__phone="0912 345 678")  # masked in what we give away
    for number in range(3):
        BodyFactory(
            code=f"le-loi-{number}", name=f"CĐCS Trường Lê Lợi {number}", kind=kinds["cdcs"], parent=upper_union,
            sector=sectors["hcsn"],
        )  # fmt: skip
    figures = [[f"le-loi-{number}", f"CĐCS Trường Lê Lợi {number}", 9, number] for number in range(3)]
    taken = take(office, brought(office, sheet(["Mã đơn vị", "Tên", "CNVCLĐ", "Đoàn viên"], *figures)))
    assert taken.step == "done"
    office.post(
        reverse("body_list_columns"), {"cot": ["khu-vuc", "dung-dau", "dien-thoai", "lao-dong", "doan-vien"]}
    )
    exported = office.get(reverse("body_list_file") + "?duoi=huyen-tinh-bien&loai=cdcs").content
    row = brought(office, SimpleUploadedFile("don-vi.xlsx", exported))
    assert row.preview["counts"] == {"loi": 0, "hoi": 0, "them": 0, "doi": 0, "giu": 4}
    assert "**** *** 678" in [
        c.value for line in openpyxl.load_workbook(BytesIO(exported)).active for c in line
    ]
    again = office.get(reverse("body_list_file") + "?duoi=huyen-tinh-bien&loai=cdcs").content
    values = [[c.value for c in line] for line in openpyxl.load_workbook(BytesIO(again)).active]
    assert values == [[c.value for c in line] for line in openpyxl.load_workbook(BytesIO(exported)).active]
