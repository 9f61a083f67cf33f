"""Do the pages of invitations bring chairs in from Excel, print slips once, and say who came?"""

import json
import re
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW
from tests.factories import BodyFactory, MandateFactory, UserFactory
from unions import workbooks
from unions.models import Invitation, InviteList, Mandate, User
from unions.roles import Role
from unions.workbook_child import read

MOST = 12
PAGE = "/nguoi/moi/"
ROWS = [
    ["Mã đơn vị", "Đơn vị", "Họ và tên", "Điện thoại"],
    ["may-nha-bang", None, "Nguyễn Thị Út", "0912 000 111"],
    [None, "CĐCS xã An Hảo", "Trần Văn Đức", 913000222],
]


def text(response):
    return response.content.decode()


def excel(*rows):
    book, out = openpyxl.Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return SimpleUploadedFile("Chủ tịch.xlsx", out.getvalue())


@pytest.fixture(autouse=True)
def reads_here(monkeypatch):
    """In this process: the child has tests of its own, and costs a quarter of a second each time."""
    monkeypatch.setattr(workbooks, "guarded", lambda module, name, data: json.dumps(read(data, name)))


@pytest.fixture
def an_hao(upper_union, kinds):
    return BodyFactory(code="an-hao", name="CĐCS xã An Hảo", kind=kinds["cdcs"], parent=upper_union)


@pytest.fixture
def staff(sign_in, officer, grassroots, an_hao):
    client = sign_in(officer)
    session = client.session
    session["password_at"] = NOW.timestamp()
    session.save()
    return client


@pytest.fixture
def waiting(grassroots, an_hao):
    """Two chairs with accounts that nobody has used."""
    return [_waits(body) for body in (grassroots, an_hao)]


def _waits(body):
    user = UserFactory(username=f"cho-{body.code}", full_name="Lê Thị Chờ")
    user.set_unusable_password()
    user.save()
    return MandateFactory(body=body, user=user)


def uploaded(client, *rows):
    return client.post(PAGE, {"buoc": "tep", "tep": excel(*rows)})


def seen(page):
    return re.search(r'name="da-xem" value="(\w+)"', page)[1]


def taken(client, *rows, **more):
    check = uploaded(client, *rows).url
    return client.post(f"{check}ghi/", {"da-xem": seen(text(client.get(check))), **more})


def printed(client, address):
    page = text(client.get(address))
    part = {name: re.search(rf'name="{name}" value="(\d+)"', page)[1] for name in ("phan", "da-in")}
    return client.post(address, part)


def codes(page):
    return re.findall(r'cut-code">([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})<', page)


# From Excel to the door -----------------------------------------------------------------------------------------------


def test_from_excel_over_the_slip_into_the_app(staff):
    """The whole way of a chair without an e-mail address."""
    check = uploaded(staff, *ROWS).url
    page = text(staff.get(check))
    assert "<b>2</b>tài khoản mới" in page
    assert "Nguyễn Thị Út" in page
    assert not User.objects.filter(username="an-hao").exists()
    answer = staff.post(f"{check}ghi/", {"da-xem": seen(page)})
    assert answer.url == f"{check}phieu/"
    assert "Đã mở 2 tài khoản, ghi 2 chức vụ." in text(staff.get(answer.url))
    assert InviteList.objects.get().listed == {}
    paper = text(printed(staff, answer.url))
    found = codes(paper)
    assert len(set(found)) == 2
    assert "CĐCS Công ty TNHH May Nhà Bàng" in paper
    assert "Dùng một lần, đến 9 giờ 00, 13/03/2021." in paper
    visitor, password = Client(), "con đò sang bến sông xanh"
    form = {"ma_kich_hoat": found[0], "password_new": password, "password_again": password}
    assert visitor.post("/kich-hoat/", form).status_code == 302
    assert User.objects.get(username="may-nha-bang").has_usable_password()
    assert visitor.get("/").status_code == 200
    page = text(staff.get(f"{PAGE}?tinh-trang=da-kich-hoat"))
    assert "Nguyễn Thị Út" in page
    assert "Trần Văn Đức" not in page


def test_a_list_taken_already_leads_to_its_slips(staff):
    check = taken(staff, *ROWS).url.removesuffix("phieu/")
    assert staff.get(check).url == f"{check}phieu/"
    assert staff.post(f"{check}ghi/", {}).url == f"{check}phieu/"
    assert Mandate.objects.filter(user__username="an-hao").count() == 1


def test_the_password_is_asked_for_and_what_was_ticked_stays(staff, an_hao):
    MandateFactory(body=an_hao)
    check = uploaded(staff, *ROWS).url
    mark = seen(text(staff.get(check)))
    session = staff.session
    session["password_at"] = NOW.timestamp() - 3600
    session.save()
    answer = staff.post(f"{check}ghi/", {"da-xem": mark, "ban-giao": "Sheet!3"})
    assert answer.url.startswith("/xac-nhan-mat-khau/?tiep=")
    assert staff.get(check).url.startswith("/xac-nhan-mat-khau/")
    session["password_at"] = NOW.timestamp()
    session.save()
    assert re.search(r'value="Sheet!3"[^>]* checked', text(staff.get(check)))
    staff.post(f"{check}ghi/", {"da-xem": mark, "ban-giao-het": "1"})
    assert Mandate.objects.filter(body=an_hao, until_on__isnull=True).get().user.full_name == "Trần Văn Đức"


def test_what_is_not_what_was_seen_is_shown_again(staff, an_hao):
    check = uploaded(staff, *ROWS).url
    mark = seen(text(staff.get(check)))
    MandateFactory(body=an_hao)
    answer = staff.post(f"{check}ghi/", {"da-xem": mark})
    assert answer.status_code == 422
    assert "Dữ liệu vừa thay đổi" in text(answer)
    assert not User.objects.filter(username="may-nha-bang").exists()


def test_cells_to_put_right_are_listed_and_nothing_can_be_taken(staff):
    check = uploaded(staff, *ROWS, ["khong-co", None, "Võ Văn Không", None]).url
    page = text(staff.get(check))
    assert "1 ô phải sửa" in page
    assert "Sheet!B4" in page
    assert "Mở tài khoản và ghi chức vụ" not in page
    assert staff.post(f"{check}ghi/", {"da-xem": seen(page)}).status_code == 422


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (None, "Chọn tệp Excel có danh sách người phụ trách"),
        (SimpleUploadedFile("a.xlsx", b"PK\x03\x04 hong"), "Đồng chí mở tệp bằng Excel"),
        (excel(["Tên CĐCS", "Đoàn viên"], ["CĐCS A", 5]), "với cột đơn vị và cột họ tên"),
    ],
)
def test_a_wrong_file_gets_one_sentence_and_the_filters_stay(staff, waiting, upload, sentence):
    answer = staff.post(f"{PAGE}?q=cho", {"buoc": "tep", **({"tep": upload} if upload else {})})
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert 'value="cho"' in text(answer)
    assert not InviteList.objects.exists()


def test_the_template_holds_the_units_without_anybody_and_comes_back_readable(staff, grassroots, an_hao):
    MandateFactory(body=grassroots)
    answer = staff.get(f"{PAGE}tep-mau/")
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    assert [[cell.value for cell in row][1:3] for row in sheet.iter_rows(min_row=4)] == [
        ["an-hao", "CĐCS xã An Hảo"]
    ]
    chosen = staff.get(f"{PAGE}tep-mau/?don-vi=may-nha-bang").content
    assert openpyxl.load_workbook(BytesIO(chosen)).active["B4"].value == "may-nha-bang"
    sheet["E4"] = "Trần Văn Đức"
    out = BytesIO()
    sheet.parent.save(out)
    check = staff.post(PAGE, {"buoc": "tep", "tep": SimpleUploadedFile("m.xlsx", out.getvalue())}).url
    assert "<b>1</b>tài khoản mới" in text(staff.get(check))


# Slips ----------------------------------------------------------------------------------------------------------------


def test_those_ticked_get_slips_and_a_reload_asks_first(staff, waiting):
    chosen = staff.post(PAGE, {"buoc": "phieu", "chon": [str(waiting[0].uid)]}).url
    page = text(staff.get(chosen))
    assert "In 1 phiếu mời" in page
    assert "đang có phiếu còn hạn" not in page
    first = printed(staff, chosen)
    assert len(codes(text(first))) == 1
    again = staff.post(chosen, {"phan": "1", "da-in": "0"})
    assert again.status_code == 422
    assert "phiếu in trước không dùng được nữa" in text(again)
    assert Invitation.objects.usable_at(NOW).count() == 1
    assert "1 người đang có phiếu còn hạn" in text(again)
    second = printed(staff, chosen)
    assert codes(text(second)) != codes(text(first))
    assert Invitation.objects.usable_at(NOW).count() == 1
    assert "no-store" in second.headers["Cache-Control"]


def test_nobody_ticked_and_somebody_elses_list(staff, sign_in, officer_of, stranger, waiting):
    answer = staff.post(PAGE, {"buoc": "phieu"})
    assert answer.status_code == 422
    assert "Chưa chọn ai" in text(answer)
    chosen = staff.post(PAGE, {"buoc": "tat-ca"}).url
    other = Client()
    other.force_login(officer_of(stranger).user, backend="django.contrib.auth.backends.ModelBackend")
    assert other.get(chosen).status_code == 404
    assert other.get(PAGE).status_code == 200
    assert "Lê Thị Chờ" not in text(other.get(f"{PAGE}?tinh-trang=tat-ca"))


def test_who_holds_a_post_elsewhere_gets_no_slip_from_here(staff, waiting, stranger):
    MandateFactory(body=stranger, user=waiting[0].user, role=Role.OFFICER)
    chosen = staff.post(PAGE, {"buoc": "tat-ca"}).url
    page = text(staff.get(chosen))
    assert "In 1 phiếu mời" in page
    assert "còn giữ chức vụ ngoài quyền của đồng chí" in page
    assert len(codes(text(printed(staff, chosen)))) == 1


# Who came -------------------------------------------------------------------------------------------------------------


def test_states_of_invitations(staff, waiting):
    page = text(staff.get(PAGE))
    assert "cho-may-nha-bang" in page
    assert "Chưa mời" in page
    assert "**** *** 678" in page
    assert "0912 345 678" not in page
    printed(staff, staff.post(PAGE, {"buoc": "phieu", "chon": [str(waiting[0].uid)]}).url)
    assert "cho-may-nha-bang" not in text(staff.get(PAGE))
    sent = text(staff.get(f"{PAGE}?tinh-trang=da-moi"))
    assert "phiếu dùng được đến 9 giờ 00, 13/03/2021" in sent
    Invitation.objects.update(made_at=NOW.replace(day=1), expires_at=NOW.replace(day=4))
    over = text(staff.get(f"{PAGE}?tinh-trang=het-han"))
    assert "hết hạn 9 giờ 00, 04/03/2021" in over
    assert "Gửi lại phiếu mời" in over


def test_ticked_units_show_who_is_missing(staff, waiting, upper_union, kinds):
    BodyFactory(code="trong", name="CĐCS Trống", kind=kinds["cdcs"], parent=upper_union)
    page = text(staff.get(f"{PAGE}?don-vi=trong&don-vi=an-hao"))
    assert "1 đơn vị trong số này chưa có người phụ trách" in page
    assert "cho-an-hao" in page
    assert "cho-may-nha-bang" not in page
    missing = text(staff.get(f"{PAGE}?tinh-trang=chua-co"))
    assert "CĐCS Trống" in missing
    assert "CĐCS xã An Hảo" not in missing


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("state", ["chua-moi", "chua-co"])
def test_the_page_asks_the_same_number_of_queries(staff, upper_union, kinds, count, state):
    for _ in range(count):
        body = BodyFactory(kind=kinds["cdcs"], parent=upper_union)
        if state == "chua-moi":
            _waits(body)
    with CaptureQueriesContext(connection) as asked:
        staff.get(f"{PAGE}?tinh-trang={state}")
    assert len(asked) <= MOST


def test_only_those_who_appoint_come_here(sign_in, chair, leader_of, upper_union):
    for access in (chair, leader_of(upper_union)):
        answer = sign_in(access).get(PAGE)
        assert answer.status_code == 403
        assert "cán bộ tổ chức" in text(answer)
