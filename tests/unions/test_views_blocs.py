"""Do the pages of blocs list, fill, turn, copy and give up blocs, for those who may, keeping what was typed?"""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.cast import NOW
from tests.factories import BlocFactory, BodyFactory, MandateFactory
from unions.grouping import form, seat
from unions.models import Bloc, BlocMember, LedgerEntry
from unions.roles import Role

START = date(2021, 1, 1)
MOST = 12


def text(response):
    return response.content.decode()


@pytest.fixture
def members(upper_union, kinds):
    names = ("CĐCS xã An Hảo", "CĐCS Trường Nhà Bàng", "CĐCS Công ty Đường")
    made = [
        BodyFactory(code=f"b{number}", kind=kinds["cdcs"], parent=upper_union, name=name)
        for number, name in enumerate(names, 1)
    ]
    for body in made:
        MandateFactory(body=body, role=Role.CHAIR)
    return made


@pytest.fixture
def bloc(upper_union, officer, members):
    made = form(
        upper_union, year=2021, number=1, name="Khối 1 năm 2021", by=officer, at=NOW, decision_no="12/QĐ"
    )
    seat(made, members, by=officer, at=NOW, on=START, head=members[0], deputy=members[1])
    return made


@pytest.fixture
def page_of(bloc):
    return lambda tail="": f"/khoi/{bloc.uid}/{tail}"


@pytest.fixture
def staff(sign_in, officer):
    return sign_in(officer)


def posts(bloc):
    rows = BlocMember.objects.filter(bloc=bloc, until_on__isnull=True).select_related("body")
    return {row.body.code: row.post for row in rows}


# Reading --------------------------------------------------------------------------------------------------------------


def test_the_list_of_a_year(staff, bloc, stranger):
    BlocFactory(owner=stranger, year=2021, name="Khối của nơi khác")
    page = text(staff.get("/khoi/"))
    assert "Khối 1 năm 2021" in page
    assert "quyết định 12/QĐ" in page
    assert "CĐCS xã An Hảo" in page
    assert "Khối của nơi khác" not in page
    assert "Năm 2020 chưa có khối thi đua nào." in text(staff.get("/khoi/?nam=2020"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_queries(staff, bloc, upper_union, kinds, count):
    for number in range(2, count + 1):
        other = BlocFactory(owner=upper_union, year=2021, number=number)
        BlocMember.objects.create(
            bloc=other, body=BodyFactory(kind=kinds["cdcs"], parent=upper_union), from_on=START
        )
    with CaptureQueriesContext(connection) as asked:
        staff.get("/khoi/")
    assert len(asked) == 7


def test_one_bloc_with_members_posts_and_history(staff, page_of, bloc, officer):
    page = text(staff.get(page_of()))
    assert "<b>Trưởng khối</b>" in page
    assert f"{officer.name} lập Khối 1 năm 2021 theo quyết định 12/QĐ." in page
    assert "**** *** 678" in page
    assert "Xếp thêm đơn vị" in page


@pytest.mark.parametrize("count", [1, 3])
def test_one_bloc_asks_the_same_number_of_queries(staff, page_of, bloc, members, count):
    bloc.members.filter(body__in=members[count:]).delete()
    with CaptureQueriesContext(connection) as asked:
        staff.get(page_of())
    assert len(asked) == 9


def test_members_of_before_stay_readable(staff, page_of, bloc):
    bloc.members.filter(body__code="b3").update(until_on=date(2021, 2, 1))
    assert "CĐCS Công ty Đường: thành viên từ 01/01/2021 đến trước 01/02/2021" in text(staff.get(page_of()))


def test_the_head_sees_the_bloc_and_may_not_change_it(sign_in, page_of, chair_of, members):
    client = sign_in(chair_of(members[0]))
    page = text(client.get(page_of()))
    assert "CĐCS Trường Nhà Bàng" in page
    assert f"/don-vi/{members[1].code}/" not in page
    assert "Lịch sử của khối" not in page
    assert "Khối 1 năm 2021" in text(client.get("/khoi/"))
    assert client.get(page_of("vai-tro/")).status_code == 403
    with CaptureQueriesContext(connection) as asked:
        client.get(page_of())
    assert len(asked) <= 8


def test_other_members_and_strangers_do_not_see_it(sign_in, page_of, chair_of, officer_of, members, stranger):
    assert sign_in(chair_of(members[1])).get(page_of()).status_code == 404
    client = sign_in(officer_of(stranger))
    for tail in ("", "tai-excel/", "sua/", "vai-tro/", "roi-khoi/", "giai-the/"):
        assert client.get(page_of(tail)).status_code == 404


def test_readers_may_not_change(sign_in, page_of, leader_of, upper_union):
    client = sign_in(leader_of(upper_union))
    assert "Đổi trưởng khối" not in text(client.get(page_of()))
    for tail in ("sua/", "vai-tro/", "roi-khoi/", "giai-the/"):
        assert client.post(page_of(tail)).status_code == 403
    for path in ("/khoi/lap/", "/khoi/chep/", "/khoi/chua-xep/"):
        assert client.get(path).status_code == 403
        assert client.get(f"{path}?don-vi=huyen-khac").status_code == 404


def test_the_file_holds_blocs_and_members(staff, page_of, bloc):
    book = load_workbook(BytesIO(staff.get("/khoi/tai-excel/?nam=2021").content))
    assert [cell.value for cell in book["Danh sách khối"][4]][:2] == [1, "Khối 1 năm 2021"]
    rows = [[cell.value for cell in row] for row in book["Đơn vị trong khối"].iter_rows(min_row=4)]
    assert (rows[0][3], rows[0][5]) == ("CĐCS xã An Hảo", "Trưởng khối")
    assert len(rows) == 3
    assert staff.get("/khoi/tai-excel/?nam=2020").status_code == 404
    assert load_workbook(BytesIO(staff.get(page_of("tai-excel/")).content))["Danh sách khối"]["A4"].value == 1


# Changing one bloc ----------------------------------------------------------------------------------------------------


def test_a_bloc_is_formed(staff, upper_union):
    assert 'value="1"' in text(staff.get("/khoi/lap/"))
    answer = staff.post(
        "/khoi/lap/", {"year": "2021", "number": "7", "word": "cum", "name": "", "sector": ""}
    )
    made = Bloc.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/khoi/{made.uid}/")
    assert (made.owner, made.year, made.number, made.name) == (upper_union, 2021, 7, "Cụm thi đua số 7")
    assert LedgerEntry.objects.get().act == "grouping.form"


def test_a_number_twice_is_refused_with_what_was_typed(staff, bloc):
    answer = staff.post(
        "/khoi/lap/", {"year": "2021", "number": "1", "name": "Khối mới", "decision_no": "5/QĐ"}
    )
    assert answer.status_code == 422
    assert "Năm này đã có khối mang số đó" in text(answer)
    assert 'value="5/QĐ"' in text(answer)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"year": "21", "number": "1"}, "Ghi năm bằng bốn chữ số"),
        ({"year": "2021", "number": "0"}, "Số thứ tự là một số từ 1 đến 999"),
        ({"year": "2021", "number": ""}, "Ghi số thứ tự của khối"),
        ({"year": "2021", "number": "1", "sector": "khong-co"}, "Chọn một khu vực trong danh sách."),
    ],
)
def test_what_cannot_be_read_is_said(staff, typed, sentence):
    answer = staff.post("/khoi/lap/", typed)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not Bloc.objects.exists()


def test_a_bloc_is_renamed(staff, page_of, bloc, sectors):
    typed = {"number": "4", "word": "khoi", "name": "Khối 4", "decision_no": "12/QĐ", "sector": "hcsn"}
    assert staff.get(page_of("sua/")).status_code == 200
    assert staff.post(page_of("sua/"), typed).status_code == 302
    bloc.refresh_from_db()
    assert (bloc.number, bloc.name, bloc.sector) == (4, "Khối 4", sectors["hcsn"])


def test_posts_are_handed_over(staff, page_of, bloc):
    assert "CĐCS Công ty Đường" in text(staff.get(page_of("vai-tro/")))
    typed = {"head": "b2", "deputy": "b3", "standing": "", "on": "1/3/2021"}
    assert staff.post(page_of("vai-tro/"), typed).status_code == 302
    assert posts(bloc) == {"b1": "member", "b2": "head", "b3": "deputy"}
    same = staff.post(page_of("vai-tro/"), {**typed, "head": "b3"})
    assert same.status_code == 422
    assert "Mỗi đơn vị giữ một vai trò trong khối" in text(same)
    assert staff.post(page_of("vai-tro/"), {**typed, "on": "1/3/2022"}).status_code == 422


def test_members_leave_with_day_and_reason(staff, page_of, bloc):
    typed = {"chon": ["b2", "b3"], "on": "01/03/2021", "reason": ""}
    answer = staff.post(page_of("roi-khoi/"), typed)
    assert answer.status_code == 422
    assert 'value="b2" id="chon-b2" checked' in text(answer)
    assert staff.post(page_of("roi-khoi/"), {**typed, "reason": "Chuyển khối"}).status_code == 302
    assert posts(bloc) == {"b1": "head"}
    nobody = staff.post(page_of("roi-khoi/"), {"on": "01/03/2021", "reason": "x"})
    assert "Chưa chọn đơn vị nào" in text(nobody)


def test_only_an_empty_bloc_is_given_up(staff, page_of, bloc):
    typed = {"on": "02/03/2021", "reason": "Sắp xếp lại"}
    refused = staff.post(page_of("giai-the/"), typed)
    assert refused.status_code == 422
    assert "Còn 3 đơn vị trong khối" in text(refused)
    bloc.members.update(until_on=date(2021, 3, 1))
    assert staff.post(page_of("giai-the/"), typed).status_code == 302
    page = text(staff.get(page_of()))
    assert "Khối đã giải thể từ 02/03/2021" in page
    assert "Xếp thêm đơn vị" not in page
    assert "CĐCS xã An Hảo: trưởng khối" in page


# Filling --------------------------------------------------------------------------------------------------------------


def test_bodies_in_no_bloc_are_put_into_one(staff, bloc, upper_union, kinds, sectors):
    for number in (1, 2):
        BodyFactory(code=f"moi-{number}", kind=kinds["cdcs"], parent=upper_union, sector=sectors["hcsn"])
    page = text(staff.get("/khoi/chua-xep/"))
    assert "2 đơn vị chưa ở khối nào" in page
    typed = {"chon": ["moi-1"], "khoi": str(bloc.uid), "on": "10/3/2021", "act": "chosen"}
    assert staff.post("/khoi/chua-xep/", typed).status_code == 302
    assert posts(bloc)["moi-1"] == "member"
    assert "1 đơn vị chưa ở khối nào" in text(staff.get("/khoi/chua-xep/"))
    assert staff.post("/khoi/chua-xep/?khu-vuc=hcsn", {**typed, "act": "all"}).status_code == 302
    assert posts(bloc)["moi-2"] == "member"
    assert "Không còn đơn vị nào chưa ở khối" in text(staff.get("/khoi/chua-xep/"))


def test_a_refused_seat_keeps_the_ticks(staff, bloc, grassroots):
    typed = {"chon": [grassroots.code], "khoi": "", "on": "10/3/2021", "act": "chosen"}
    answer = staff.post("/khoi/chua-xep/", typed)
    assert answer.status_code == 422
    assert "Chọn khối để xếp các đơn vị vào." in text(answer)
    assert f'id="chon-{grassroots.code}" checked' in text(answer)
    unread = staff.post("/khoi/chua-xep/", {**typed, "khoi": str(bloc.uid), "on": "32/3"})
    assert unread.status_code == 422
    assert "grassroots" not in posts(bloc)


def test_filters_and_levels(sign_in, officer_of, province, upper_union, grassroots, bloc, kinds):
    client = sign_in(officer_of(province))
    page = text(client.get("/khoi/chua-xep/"))
    assert "1 đơn vị chưa ở khối nào" in page
    assert upper_union.name in page
    every = text(client.get("/khoi/chua-xep/?pham-vi=tat-ca"))
    assert "2 đơn vị chưa ở khối nào" in every
    assert "trực thuộc LĐLĐ huyện Tịnh Biên" in every
    assert "1 đơn vị" in text(client.get("/khoi/chua-xep/?pham-vi=tat-ca&loai=cdcs&q=nha+bang"))
    assert "0 đơn vị" in text(client.get("/khoi/chua-xep/?pham-vi=tat-ca&khu-vuc=hcsn"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_map_asks_the_same_number_of_queries(staff, bloc, upper_union, kinds, count):
    BodyFactory.create_batch(count, kind=kinds["cdcs"], parent=upper_union)
    with CaptureQueriesContext(connection) as asked:
        staff.get("/khoi/chua-xep/")
    assert len(asked) <= MOST
    assert len(asked) == 8


def test_blocs_are_copied_after_a_look(staff, bloc, members):
    page = text(staff.get("/khoi/chep/?tu=2021"))
    assert "Chép khối của năm 2021 sang năm 2022" in page
    assert "3 đơn vị được chép" in page
    assert not Bloc.objects.filter(year=2022).exists()
    typed = {
        "k1-take": "on",
        "k1-head": str(members[1].pk),
        "k1-deputy": "",
        "on": "01/01/2022",
        "decision_no": "1/QĐ",
    }
    answer = staff.post("/khoi/chep/?tu=2021", typed)
    assert (answer.status_code, answer.url) == (302, "/khoi/?nam=2022&don-vi=huyen-tinh-bien")
    made = Bloc.objects.get(year=2022)
    assert (made.name, made.decision_no) == ("Khối 1 năm 2022", "1/QĐ")
    assert posts(made) == {"b1": "member", "b2": "head", "b3": "member"}
    again = staff.post("/khoi/chep/?tu=2021", typed)
    assert again.status_code == 422
    assert "Năm 2022 đã có khối số 1" in text(again)


def test_a_wrong_copy_keeps_what_was_typed(staff, bloc, members, grassroots):
    typed = {
        "k1-take": "on",
        "k1-head": str(grassroots.pk),
        "k1-deputy": "",
        "on": "01/01/2022",
        "decision_no": "7/QĐ",
    }
    answer = staff.post("/khoi/chep/?tu=2021", typed)
    assert answer.status_code == 422
    assert "Khối 1 năm 2022: chọn một đơn vị được chép sang." in text(answer)
    assert 'value="7/QĐ"' in text(answer)
    assert staff.post("/khoi/chep/?tu=2021", {"on": "01/01/2022"}).status_code == 422
