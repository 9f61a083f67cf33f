"""Do the pages of people show whom one oversees and nobody else, and keep what was typed?"""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.cast import DAY, NOW
from tests.factories import BodyFactory, MandateFactory, UserFactory
from unions.models import LedgerEntry, SavedList
from unions.roles import Role

LIST = "/nguoi/"
MOST = 12
QUERIES = {}  # how many a page needed with one row; three rows need as many


def text(response):
    return response.content.decode()


def names(response):
    return [row.user.full_name for row in response.context["rows"]]


def person(body, name, role=Role.CHAIR, **columns):
    """Somebody with a post; what is no column of the post is one of the person."""
    post = {key: columns.pop(key) for key in ("until_on", "from_on", "awaits_second") if key in columns}
    return MandateFactory(user=UserFactory(full_name=name, **columns), body=body, role=role, **post)


@pytest.fixture
def office(sign_in, officer_of, upper_union):
    """An officer's browser; the officer's own name sorts last."""
    access = officer_of(upper_union)
    access.user.full_name = "Nguyễn Văn Yên"
    access.user.save()
    return sign_in(access)


# The list -------------------------------------------------------------------------------------------------------------


def test_people_are_in_order_of_their_given_names_and_nobody_from_outside(
    office, grassroots, stranger, province
):
    for name in ("Trần Thị Bích", "Đặng Văn An", "Lê Thị Án"):
        person(grassroots, name)
    person(stranger, "Lê Văn Ngoài")
    person(province, "Lê Văn Trên", Role.LEADER)
    response = office.get(LIST)
    assert names(response) == ["Đặng Văn An", "Lê Thị Án", "Trần Thị Bích", "Nguyễn Văn Yên"]
    assert "**** *** 678" in text(response)
    assert "0912 345 678" not in text(response)


def test_a_person_is_seen_only_for_the_posts_in_ones_sight(office, grassroots, stranger):
    held = person(grassroots, "Đặng Văn An")
    MandateFactory(user=held.user, body=stranger, post="Ủy viên ở nơi khác")
    page = text(office.get(LIST))
    assert page.count("Đặng Văn An") == 1
    assert "Ủy viên ở nơi khác" not in page
    assert stranger.label not in page


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("an", ["Đặng Văn An", "An Thị Bích"]),  # the given name first
        ("dang", ["Đặng Văn An"]),
        ("Đặng", ["Đặng Văn An"]),
        ("bich.at", ["An Thị Bích"]),
        ("nha bang", ["Đặng Văn An", "An Thị Bích"]),
        ("bich may", ["An Thị Bích"]),
        ("0912 000 111", ["An Thị Bích"]),
        ("+84912000111", ["An Thị Bích"]),
        ("0912 000", []),
        ("không có đâu", []),
        ("!", []),
    ],
)
def test_search(office, grassroots, words, found):
    person(grassroots, "Đặng Văn An")
    person(grassroots, "An Thị Bích", username="bich.at", phone="0912 000 111")
    assert names(office.get(LIST, {"q": words})) == found


def test_a_telephone_number_finds_nobody_for_those_who_may_not_read_it(
    sign_in, access_of_role, grassroots, upper_union
):
    person(grassroots, "An Thị Bích", phone="0912 000 111")
    clerk = sign_in(access_of_role(upper_union, Role.CLERK))
    assert names(clerk.get(LIST, {"q": "0912000111"})) == []
    assert "Tải kèm số điện thoại" not in text(clerk.get(LIST))


def test_filters(office, grassroots, upper_union, kinds):
    beside = BodyFactory(name="CĐCS xã An Hảo", code="xa-an-hao", kind=kinds["cdcs"], parent=upper_union)
    person(grassroots, "Lê Giữ")
    person(grassroots, "Lê Thôi", until_on=DAY)
    person(grassroots, "Lê Chờ", awaits_second=True)
    person(beside, "Lê Sắp", until_on=DAY + timedelta(days=30))
    person(beside, "Lê Mới", from_on=DAY + timedelta(days=1), password=None)

    def found(**query):
        return names(office.get(LIST, query))

    assert found(**{"tinh-trang": "dang-giu"}) == ["Lê Giữ", "Lê Sắp", "Nguyễn Văn Yên"]
    assert found(**{"tinh-trang": "da-thoi"}) == ["Lê Thôi"]
    assert found(**{"tinh-trang": "cho-xac-nhan"}) == ["Lê Chờ"]
    assert found(**{"tinh-trang": "sap-het"}) == ["Lê Sắp"]
    assert found(**{"tinh-trang": "chua-kich-hoat"}) == ["Lê Mới"]
    assert found(**{"vai-tro": "officer"}) == ["Nguyễn Văn Yên"]
    assert found(duoi="xa-an-hao") == ["Lê Mới", "Lê Sắp"]
    assert found(duoi="khong-co") == []
    assert "Bỏ lọc" in text(office.get(LIST, {"duoi": "khong-co"}))


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("query", ["", "q=le", "duoi=may-nha-bang&tinh-trang=dang-giu&vai-tro=chair"])
def test_the_list_asks_as_often_whatever_its_length(
    office, grassroots, query, count, django_assert_max_num_queries
):
    for number in range(count):
        person(grassroots, f"Lê {number}")
    office.get(LIST)  # the first page of a session also notes when it was used
    with django_assert_max_num_queries(MOST) as asked:
        office.get(f"{LIST}?{query}")
    assert len(asked) == QUERIES.setdefault(query, len(asked))


# Columns, filters, files ----------------------------------------------------------------------------------------------


def test_columns_and_filters_are_kept(office, grassroots):
    person(grassroots, "Lê Giữ")
    back = office.post("/nguoi/cot/", {"cot": ["so-qd", "dang-nhap"], "tiep": "/nguoi/?q=le"})
    assert back.url == "/nguoi/?q=le"
    assert office.get(LIST).context["columns"] == ["Căn cứ", "Đăng nhập gần nhất"]
    office.post("/nguoi/cot/", {"lai": "1"})
    assert office.get(LIST).context["columns"][0] == "Chức vụ"
    kept = {"ten": "Chủ tịch", "loc": "vai-tro=chair", "trang": "person_list"}
    assert office.post("/don-vi/bo-loc/", kept).url == "/nguoi/?vai-tro=chair"
    assert SavedList.objects.get().page == "person_list"
    assert 'href="/nguoi/?vai-tro=chair"' in text(office.get("/don-vi/bo-loc/"))
    assert "Chủ tịch</a>" not in text(office.get("/don-vi/"))


def rows_of(response):
    return list(load_workbook(BytesIO(response.content)).active.iter_rows(min_row=3, values_only=True))


def test_the_file_is_the_list_with_masked_numbers(office, grassroots):
    person(grassroots, "Lê Giữ")
    rows = rows_of(office.get("/nguoi/tai-excel/", {"q": "giu"}))
    assert rows[0][:3] == ("TT", "Họ và tên", "Chức vụ")
    assert rows[1][:3] == (1, "Lê Giữ", "Chủ tịch công đoàn cơ sở, CĐCS Công ty TNHH May Nhà Bàng")
    assert rows[1][4] == "**** *** 678"


def test_whole_numbers_need_the_password_and_are_told_in_the_ledger(
    office, sign_in, chair_of, grassroots, upper_union
):
    person(grassroots, "Lê Giữ")
    person(upper_union, "Lê Lãnh Đạo", Role.LEADER)
    address = "/nguoi/tai-so-dien-thoai/?q=le"
    assert office.get(address).url.startswith("/xac-nhan-mat-khau/?tiep=%2Fnguoi%2Ftai-so")
    assert office.post(address).status_code == 302
    session = office.session
    session["password_at"] = NOW.timestamp()
    session.save()
    assert "2 người" in text(office.get(address))
    rows = rows_of(office.post(address))
    assert {row[1]: row[4] for row in rows[1:]} == {"Lê Giữ": "0912 345 678", "Lê Lãnh Đạo": "**** *** 678"}
    assert LedgerEntry.objects.get().sentence == (
        "Nguyễn Văn Yên tải danh sách 2 người kèm số điện thoại đầy đủ."
    )
    assert sign_in(chair_of(grassroots)).get(address).status_code == 403
