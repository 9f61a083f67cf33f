"""Do the pages of kinds, sectors and external bodies serve those who may, and keep what was typed?"""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW
from tests.factories import BodyFactory, BodyKindFactory, SectorFactory
from unions.models import BodyKind, LedgerEntry, Sector, UnionBody
from unions.outside import add_outside
from unions.roles import Role


def text(response):
    return response.content.decode()


@pytest.fixture
def admin(sign_in, access_of_role, province):
    return sign_in(access_of_role(province, Role.ADMINISTRATOR))


def kind(**changed):
    return {
        "name": "Công đoàn xã",
        "short_name": "CĐ xã",
        "rank": "3",
        "allowed_parents": ["tinh"],
        **changed,
    }


def test_kinds_stand_with_their_counts(admin, grassroots):
    page = text(admin.get("/loai-to-chuc/"))
    assert "Công đoàn cơ sở" in page
    assert 'data-label="Đang hoạt động">1<' in page


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_number_of_queries(admin, grassroots, kinds, count):
    for number in range(count):
        BodyKindFactory(code=f"k{number}").allowed_parents.set([kinds["tinh"]])
        SectorFactory(code=f"s{number}", parent=Sector.objects.first())
        BodyFactory(kind=kinds["tinh"], is_external=True)
    asked = []
    for path in ("/loai-to-chuc/", "/khu-vuc/", "/to-chuc-ngoai/"):
        with CaptureQueriesContext(connection) as queries:
            admin.get(path)
        asked.append(len(queries))
    assert asked == [5, 4, 5]


def test_a_kind_is_added_and_changed(admin, kinds):
    assert admin.get("/loai-to-chuc/them/").status_code == 200
    assert admin.post("/loai-to-chuc/them/", kind(from_on="1/7/2025")).status_code == 302
    made = BodyKind.objects.get(code="cd-xa")
    assert (made.name, made.from_on, list(made.allowed_parents.all())) == (
        "Công đoàn xã",
        date(2025, 7, 1),
        [kinds["tinh"]],
    )
    assert 'value="01/07/2025"' in text(admin.get("/loai-to-chuc/cd-xa/sua/"))
    assert admin.post("/loai-to-chuc/cd-xa/sua/", kind(rank="4")).status_code == 302
    assert BodyKind.objects.get(code="cd-xa").rank == 4
    assert LedgerEntry.objects.filter(act="defining.revise_kind").count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": ""}, "Ghi tên loại tổ chức"),
        ({"rank": "ba"}, "Bậc là một số từ 0 đến 99"),
        ({"code": "Xã"}, "Mã chỉ gồm chữ thường không dấu"),
        ({"code": "tinh"}, "Mã này đã có"),
        ({"allowed_parents": ["khong-co"]}, "Chọn loại tổ chức trong danh sách."),
        ({"from_on": "32/1/2021"}, "32/1/2021"),
    ],
)
def test_what_cannot_be_taken_is_said_and_kept(admin, kinds, changed, sentence):
    answer = admin.post("/loai-to-chuc/them/", kind(short_name="CĐ xã phường", **changed))
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert 'value="CĐ xã phường"' in text(answer)


def test_a_kind_with_bodies_does_not_end(admin, upper_union):
    assert admin.get("/loai-to-chuc/huyen/het/").status_code == 200
    answer = admin.post("/loai-to-chuc/huyen/het/", {"on": "30/6/2025", "decision_no": "1/QĐ"})
    assert answer.status_code == 422
    assert "Còn 1 đơn vị loại Liên đoàn Lao động huyện" in text(answer)
    assert 'value="1/QĐ"' in text(answer)
    UnionBody.objects.filter(pk=upper_union.pk).update(state="ended", ended_on=date(2025, 7, 1))
    assert admin.post("/loai-to-chuc/huyen/het/", {"on": "30/6/2025"}).status_code == 302
    assert "đến hết ngày 30/06/2025" in text(admin.get("/loai-to-chuc/"))
    assert admin.get("/loai-to-chuc/huyen/het/").status_code == 404


def test_sectors(admin, sectors):
    assert "Doanh nghiệp ngoài Nhà nước" in text(admin.get("/khu-vuc/"))
    assert (
        admin.post("/khu-vuc/them/", {"name": "Trường học", "parent": "hcsn", "position": "2"}).status_code
        == 302
    )
    made = Sector.objects.get(code="truong-hoc")
    assert (made.parent, made.position) == (sectors["hcsn"], 2)
    assert admin.get("/khu-vuc/truong-hoc/sua/").status_code == 200
    circle = admin.post("/khu-vuc/hcsn/sua/", {"name": "Hành chính", "parent": "truong-hoc"})
    assert circle.status_code == 422
    assert "Một khu vực không thể thuộc chính nó" in text(circle)
    assert admin.post("/khu-vuc/hcsn/sua/", {"name": "Hành chính", "parent": ""}).status_code == 302
    assert admin.get("/khu-vuc/them/").status_code == 200


def test_unknown_codes_do_not_exist(admin):
    assert admin.get("/loai-to-chuc/khong-co/sua/").status_code == 404
    assert admin.get("/khu-vuc/khong-co/sua/").status_code == 404


# External bodies ------------------------------------------------------------------------------------------------------


@pytest.fixture
def front_kind(kinds):
    made = BodyKindFactory(code="mat-tran", name="Ủy ban Mặt trận", short_name="Mặt trận", is_external=True)
    made.allowed_parents.set([kinds["huyen"]])
    return made


def test_an_external_body_is_added_and_named_in_a_plan(sign_in, officer, upper_union, front_kind):
    client = sign_in(officer)
    typed = {"name": "Ủy ban Mặt trận huyện", "short_name": "Mặt trận huyện", "kind": "mat-tran", "code": ""}
    assert client.get("/to-chuc-ngoai/them/").status_code == 200
    assert client.post("/to-chuc-ngoai/them/", typed).status_code == 302
    made = UnionBody.objects.get(code="mat-tran-huyen")
    assert (made.is_external, made.parent) == (True, upper_union)
    assert "Ủy ban Mặt trận huyện" in text(client.get("/to-chuc-ngoai/"))
    assert '<option value="mat-tran-huyen">' in text(client.get("/phong-trao/tao/"))
    again = client.post("/to-chuc-ngoai/them/", typed)
    assert again.status_code == 422
    assert "Mã đơn vị “mat-tran-huyen” đã có" in text(again)


def test_foreign_ones_are_not_seen(sign_in, officer, officer_of, stranger, upper_union, front_kind, system):
    add_outside(
        by=system, at=NOW, on=NOW.date(), kind=front_kind, parent=upper_union, code="mt", name="Mặt trận ta"
    )
    page = text(sign_in(officer_of(stranger)).get("/to-chuc-ngoai/"))
    assert "Mặt trận ta" not in page
    assert "Chưa có tổ chức ngoài công đoàn nào." in page


def test_without_a_kind_one_is_told_whom_to_ask(sign_in, officer, kinds):
    page = text(sign_in(officer).get("/to-chuc-ngoai/them/"))
    assert "Quản trị hệ thống thêm ở mục Loại tổ chức." in page


def test_readers_may_not_add(sign_in, leader_of, upper_union):
    client = sign_in(leader_of(upper_union))
    assert client.get("/to-chuc-ngoai/them/").status_code == 403
    assert "Thêm tổ chức" not in text(client.get("/to-chuc-ngoai/"))


def test_a_kind_says_that_posts_there_need_a_second_person(admin, kinds):
    assert "khi người thứ hai xác nhận" in text(admin.get("/loai-to-chuc/tinh/sua/"))
    first = admin.post("/loai-to-chuc/tinh/sua/", kind(allowed_parents=[], needs_second="on"))
    alone = admin.post("/loai-to-chuc/tinh/sua/", kind(allowed_parents=[]))
    assert (first.status_code, alone.status_code) == (302, 422)
    assert "Một người không tự bỏ được yêu cầu người thứ hai" in text(alone)
    assert BodyKind.objects.get(code="tinh").needs_second
    call_command("second_person", "tinh", "--off", stdout=StringIO())
    assert not BodyKind.objects.get(code="tinh").needs_second
    assert LedgerEntry.objects.newest_first()[0].sentence.startswith("Hệ thống sửa loại tổ chức")
