"""Do the pages of the tree show what stands in one's sight, and nothing else, in a constant number of queries?"""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.cast import NOW
from tests.factories import BlocFactory, BodyFactory, MandateFactory
from unions import body_sheets, paging, saving_lists, tree_columns, tree_rows
from unions.models import BlocMember, BodyFacts, PastName, Placement, SavedList, Succession, UnionBody
from unions.quantities import SCALE
from unions.recording import record
from unions.roles import Role
from unions.tree_columns import DEFAULT

LIST = "/don-vi/"
MOST = 12
QUERIES = {}  # how many a list needed with one row; three rows need as many


def text(response):
    return response.content.decode()


@pytest.fixture
def units(upper_union, kinds):
    """Three unions below, each with a chair and a seat in this year's bloc."""
    bloc = BlocFactory(owner=upper_union, number=1, name="Khối 1 – Doanh nghiệp", decision_no="12/QĐ-LĐLĐ")
    made = []
    for name in ("CĐCS Công ty Đường Bảy Núi", "CĐCS xã Ân Hảo", "CĐCS Trường THCS Nhà Bàng"):
        body = BodyFactory(name=name, kind=kinds["cdcs"], parent=upper_union)
        MandateFactory(body=body, role=Role.CHAIR)
        BlocMember.objects.create(bloc=bloc, body=body, from_on=date(2021, 1, 1))
        made.append(body)
    return made


def test_a_stranger_is_asked_to_sign_in(client, upper_union):
    assert client.get(LIST).url == "/dang-nhap/?next=%2Fdon-vi%2F"


def test_the_list_is_the_tree_below_and_nothing_beside(sign_in, officer_of, upper_union, units, stranger):
    page = text(sign_in(officer_of(upper_union)).get(LIST))
    assert "CĐCS xã Ân Hảo" in page
    assert stranger.name not in page
    assert "**** *** 678" in page
    assert "0912 345 678" not in page


def test_a_chair_sees_only_the_own_union(sign_in, chair_of, units):
    response = sign_in(chair_of(units[0])).get(LIST)
    assert [row.name for row in response.context["rows"]] == [units[0].name]


def test_branches_open_one_level_at_a_time(sign_in, officer_of, province, upper_union, units, stranger):
    client = sign_in(officer_of(province))
    rows = client.get(LIST).context["rows"]
    assert [(row.depth, row.name) for row in rows] == [
        (0, province.name), (1, stranger.name), (1, upper_union.name),
    ]  # fmt: skip
    assert [row.is_open for row in rows] == [True, False, False]
    assert rows[1].toggle == ""
    page = client.get(f"{LIST}?{rows[2].toggle}")
    opened = page.context["rows"]
    assert [row.name for row in opened if row.depth == 2] == [
        "CĐCS Công ty Đường Bảy Núi", "CĐCS Trường THCS Nhà Bàng", "CĐCS xã Ân Hảo",
    ]  # fmt: skip
    shut = client.get(f"{LIST}?{opened[2].toggle}").context["rows"]
    assert [row.depth for row in shut] == [0, 1, 1]
    assert len(client.get(f"{LIST}?{shut[0].toggle}").context["rows"]) == 1


def test_a_branch_opened_by_htmx_is_the_table_alone(sign_in, officer_of, province, upper_union, units):
    client = sign_in(officer_of(province))
    page = text(client.get(LIST, {"mo": upper_union.code}, headers={"HX-Request": "true"}))
    assert page.lstrip().startswith("<form")
    assert 'id="cay"' in page
    assert f'id="mo-{province.code}"' in page
    assert "<html" not in page


def test_each_branch_says_how_many_unions_stand_below(
    sign_in, officer_of, province, upper_union, units, kinds
):
    UnionBody.objects.filter(pk=units[0].pk).update(state="dissolved", ended_on=date(2021, 1, 1))
    client = sign_in(officer_of(province))
    for query in ({}, {"mo": [province.code, upper_union.code]}, {"mo": ""}, {"tinh-trang": "tat-ca"}):
        response = client.get(LIST, query)
        counts = {row.name: row.cells[2].text for row in response.context["rows"]}
        assert counts[province.name] == "2"
        assert counts.get(upper_union.name, "2") == "2"


def test_a_long_branch_leads_to_the_list_of_all_below(
    sign_in, officer_of, province, upper_union, kinds, monkeypatch
):
    monkeypatch.setattr(tree_rows, "CHILDREN_SHOWN", 3)
    BodyFactory.create_batch(5, kind=kinds["cdcs"], parent=upper_union)
    client = sign_in(officer_of(upper_union))
    response = client.get(LIST)
    rows = response.context["rows"]
    assert [row.is_more for row in rows] == [False] * 4 + [True]
    assert rows[0].cells[2].text == "5"
    assert f'href="?duoi={upper_union.code}"' in text(response)
    assert len(client.get(LIST, {"duoi": upper_union.code}).context["rows"]) == 5
    assert client.get(LIST, {"duoi": province.code}).context["rows"] == []


def test_search_needs_no_marks_and_flattens(sign_in, officer_of, upper_union, units):
    page = text(sign_in(officer_of(upper_union)).get(LIST, {"q": "duong bay nui"}))
    assert "CĐCS Công ty Đường Bảy Núi" in page
    assert "Ân Hảo</a>" not in page
    assert "trực thuộc LĐLĐ huyện Tịnh Biên" in page


def test_a_search_without_result_says_so(sign_in, officer_of, upper_union, units):
    page = text(sign_in(officer_of(upper_union)).get(LIST, {"q": "không có đâu"}))
    assert "Không có đơn vị nào khớp “không có đâu”." in page


def test_filters_find_what_was_asked_for(sign_in, officer_of, province, upper_union, units, sectors):
    UnionBody.objects.filter(pk=units[2].pk).update(state="dissolved", ended_on=date(2021, 1, 1))
    UnionBody.objects.filter(pk=units[1].pk).update(sector=sectors["hcsn"])
    units[0].mandates.all().delete()
    BlocMember.objects.filter(body=units[1]).delete()
    client = sign_in(officer_of(province))

    def found(**query):
        rows = client.get(LIST, {name.replace("_", "-"): value for name, value in query.items()}).context[
            "rows"
        ]
        return {row.body for row in rows}

    assert found(loai="cdcs") == {units[0], units[1]}
    assert found(loai="cdcs", tinh_trang="tat-ca") == set(units)
    assert found(tinh_trang="ket-thuc") == {units[2]}
    assert found(khu_vuc="hcsn") == {units[1]}
    assert found(loai="cdcs", khoi="chua") == {units[1]}
    assert found(khoi="co") == {units[0]}
    assert found(loai="cdcs", chu_tich="chua") == {units[0]}
    assert found(chu_tich="co") == {units[1]}
    assert found(duoi=upper_union.code, q="ân hảo") == {units[1]}
    assert found(loai="khong-co") == set()


def test_pages_of_fifty_keep_the_search_and_count_no_further_than_is_read(
    sign_in, officer_of, upper_union, kinds, monkeypatch
):
    BodyFactory.create_batch(51, kind=kinds["cdcs"], parent=upper_union)
    client = sign_in(officer_of(upper_union))
    page = text(client.get(LIST, {"q": "cong ty", "trang": "2"}))
    assert "Hiện 51–51 trên 51 đơn vị" in page
    assert 'href="?q=cong+ty&amp;trang=1"' in page
    assert "Hết danh sách" not in page
    assert client.get(LIST, {"q": "cong ty", "trang": "9"}).context["shown"].rows == []
    monkeypatch.setattr(paging, "COUNTED", 50)
    assert "hơn 1.000 đơn vị" in text(client.get(LIST, {"loai": "cdcs"}))


def test_columns_are_chosen_and_remembered(sign_in, officer_of, upper_union, units):
    BodyFacts.objects.create(body=units[0], code="workers", as_of=date(2020, 12, 31), value=1240 * SCALE)
    client = sign_in(officer_of(upper_union))
    answer = client.post(
        "/don-vi/cot/", {"cot": ["khoi", "lao-dong", "thanh-lap", "tinh-trang", "x"], "tiep": LIST}
    )
    assert answer.url == LIST
    response = client.get(LIST)
    assert [each["code"] for each in response.context["columns"]] == [
        "khoi",
        "lao-dong",
        "thanh-lap",
        "tinh-trang",
    ]
    cells = next(row.cells for row in response.context["rows"] if row.body == units[0])
    assert [cell.text for cell in cells][:2] == ["Khối 1 – Doanh nghiệp", "1.240"]
    assert cells[3].text == "Đang hoạt động"
    assert client.post("/don-vi/cot/", {"lai": "1", "tiep": "https://example.com/"}).url == LIST
    assert len(client.get(LIST).context["columns"]) == len(DEFAULT)
    assert len(client.get(LIST, {"cot": ["truc-thuoc", "doan-vien"]}).context["columns"]) == 2


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    "query",
    [
        {},
        {"loai": "cdcs", "khoi": "co", "chu-tich": "co"},
        {"q": "cdcs"},
        {"cot": list(tree_columns.COLUMNS)},
        {"cot": list(tree_columns.COLUMNS), "q": "cdcs"},
        {"ngay": "09/03/2021"},
        {"ngay": "09/03/2021", "q": "cdcs"},
    ],
)
def test_the_list_asks_the_same_number_of_queries(
    sign_in, officer_of, upper_union, units, count, query, django_assert_max_num_queries
):
    for body in units[count:]:
        BlocMember.objects.filter(body=body).delete()
        body.mandates.all().delete()
        body.placements.all().delete()
        body.delete()
    client = sign_in(officer_of(upper_union))
    client.get("/don-vi/bo-loc/")  # the first page of a session also notes when it was used
    with django_assert_max_num_queries(MOST) as asked:
        client.get(LIST, query)
    assert len(asked) == QUERIES.setdefault(str(query), len(asked))


def test_one_body_with_its_figures_posts_and_history(sign_in, officer_of, upper_union, grassroots):
    MandateFactory(body=grassroots, user__full_name="Lê Thị Hồng Nhung", user__phone="0912 345 678")
    MandateFactory(body=grassroots, until_on=date(2020, 6, 1), user__full_name="Trần Văn Cũ", user__phone="")
    MandateFactory(body=grassroots, from_on=date(2021, 6, 1), user__full_name="Lý Thị Mới")
    for day, value in ((date(2019, 12, 31), 100), (date(2020, 12, 31), 1240), (date(2021, 12, 31), 5)):
        BodyFacts.objects.create(body=grassroots, code="workers", as_of=day, value=value * SCALE)
    BodyFacts.objects.create(body=grassroots, code="fee_due", as_of=date(2020, 12, 31), value=12_500_000)
    seat = BlocFactory(owner=upper_union, name="Khối 4 – Doanh nghiệp")
    BlocMember.objects.create(bloc=seat, body=grassroots, post="head", from_on=date(2021, 1, 1))
    page = text(sign_in(officer_of(upper_union)).get(f"/don-vi/{grassroots.code}/"))
    assert "<b>1.240</b>" in page
    assert "<b>12.500.000</b>" in page
    assert "Lê Thị Hồng Nhung" in page
    assert "đến trước 01/06/2020" in page
    assert "từ 01/06/2021" in page
    assert "Khối 4 – Doanh nghiệp, năm 2021: trưởng khối" in page


def test_a_body_without_anything_says_so(sign_in, officer_of, upper_union, kinds):
    bare = BodyFactory(kind=kinds["cdcs"], parent=upper_union)
    page = text(sign_in(officer_of(upper_union)).get(f"/don-vi/{bare.code}/"))
    assert "Chưa có người giữ chức vụ" in page
    assert "Chưa có số liệu." in page
    assert "Chưa ở khối nào." in page


def test_the_ledger_of_a_body_is_for_those_who_may_read_it(
    sign_in, officer_of, chair_of, upper_union, grassroots, system
):
    address = f"/don-vi/{grassroots.code}/nhat-ky/"
    officer = sign_in(officer_of(upper_union))
    assert "Chưa có dòng nào." in text(officer.get(address))
    record("placing.found", "Hệ thống lập CĐCS.", by=system, at=NOW, subject=grassroots, body=grassroots)
    assert "Hệ thống lập CĐCS." in text(officer.get(address))
    chair = sign_in(chair_of(grassroots))
    assert chair.get(address).status_code == 403
    assert "Nhật ký" not in text(chair.get(f"/don-vi/{grassroots.code}/"))


def test_an_old_code_leads_to_the_page_of_today(sign_in, officer_of, upper_union, grassroots, stranger):
    for body in (grassroots, stranger):
        PastName.objects.create(body=body, name="Tên cũ", code=f"cu-{body.pk}", until_on=date(2020, 7, 1))
    client = sign_in(officer_of(upper_union))
    assert client.get(f"/don-vi/cu-{grassroots.pk}/").url == f"/don-vi/{grassroots.code}/"
    assert client.get(f"/don-vi/cu-{stranger.pk}/").status_code == 404


def test_a_body_that_ended_says_who_carries_on(sign_in, officer_of, province, upper_union, units, stranger):
    for old, new in ((units[0], units[1]), (units[2], stranger)):
        UnionBody.objects.filter(pk=old.pk).update(state="merged", ended_on=date(2021, 2, 1))
        Succession.objects.create(old=old, new=new, kind="merge", on=date(2021, 2, 1))
    client = sign_in(officer_of(upper_union))
    page = text(client.get(f"/don-vi/{units[0].code}/"))
    assert "Sáp nhập từ 01/02/2021" in page
    assert f'<a href="/don-vi/{units[1].code}/">{units[1].name}</a>' in page
    beside = text(client.get(f"/don-vi/{units[2].code}/"))
    assert stranger.name in beside
    assert f"/don-vi/{stranger.code}/" not in beside


def test_a_body_outside_ones_tree_does_not_exist(sign_in, officer_of, upper_union, grassroots, stranger):
    client = sign_in(officer_of(stranger))
    assert client.get(f"/don-vi/{grassroots.code}/").status_code == 404
    assert client.get("/don-vi/khong-co/").status_code == 404


def test_one_body_asks_few_queries(
    sign_in, officer_of, upper_union, grassroots, django_assert_max_num_queries
):
    client = sign_in(officer_of(upper_union))
    client.get("/don-vi/bo-loc/")  # the first page of a session also notes when it was used
    with django_assert_max_num_queries(MOST):
        client.get(f"/don-vi/{grassroots.code}/")


# As it was -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def moved(province, upper_union, units, stranger, system):
    """The first unit was called otherwise and stood under the province until 1 February; a fourth body came later."""
    body = units[0]
    body.placements.all().delete()
    turn = date(2021, 2, 1)
    Placement.objects.create(body=body, parent=province, from_on=date(2019, 1, 1), until_on=turn)
    Placement.objects.create(body=body, parent=upper_union, from_on=turn)
    PastName.objects.create(body=body, name="CĐCS Nhà máy Đường", code="duong-cu", until_on=turn)
    UnionBody.objects.filter(pk=units[1].pk).update(state="dissolved", ended_on=date(2021, 3, 1))
    return body


def test_the_tree_as_it_stood_on_a_day(sign_in, officer_of, province, upper_union, moved, units):
    response = sign_in(officer_of(province)).get(LIST, {"ngay": "31/01/2021"})
    page = text(response)
    assert "Cơ cấu lúc đó (31/01/2021)" in page
    assert 'href="?">Xem cơ cấu hiện nay' in page
    rows = {row.name: row for row in response.context["rows"]}
    assert rows["CĐCS Nhà máy Đường"].depth == 1
    assert rows["CĐCS Nhà máy Đường"].code_then == "duong-cu"
    assert rows["CĐCS Nhà máy Đường"].cells[2].text == (
        "nay là CĐCS Công ty Đường Bảy Núi, nay trực thuộc LĐLĐ huyện Tịnh Biên"
    )
    assert rows[province.name].cells[1].text == "3"
    below = sign_in(officer_of(province)).get(LIST, {"ngay": "31/01/2021", "mo": upper_union.code, "q": ""})
    assert below.context["rows"][0].is_open is False


def test_what_stood_elsewhere_then_is_shown_beside(sign_in, officer_of, upper_union, province, moved, units):
    response = sign_in(officer_of(upper_union)).get(LIST, {"ngay": "31/01/2021"})
    rows = {row.name: (row.depth, row.note) for row in response.context["rows"]}
    assert rows["CĐCS Nhà máy Đường"] == (0, "trực thuộc LĐLĐ tỉnh An Giang")
    assert rows[units[1].name][0] == 1
    now = {row.name: row.cells[2].text for row in response.context["rows"]}
    assert now[units[1].name] == "Giải thể từ 01/03/2021"


def test_a_search_looks_among_what_stood_then(sign_in, officer_of, upper_union, moved, units):
    client = sign_in(officer_of(upper_union))
    assert [row.body for row in client.get(LIST, {"ngay": "31/01/2021", "q": "ân hảo"}).context["rows"]] == [
        units[1]
    ]
    assert client.get(LIST, {"ngay": "01/01/1990", "q": "ân hảo"}).context["rows"] == []
    assert "chưa có đơn vị nào" in text(client.get(LIST, {"ngay": "01/01/1990"}))


def test_a_day_that_cannot_be_read_is_said_and_kept(sign_in, officer_of, upper_union, units):
    page = text(sign_in(officer_of(upper_union)).get(LIST, {"ngay": "31/02/2021"}))
    assert 'value="31/02/2021"' in page
    assert "tháng 02/2021 có 28 ngày" in page


def test_a_body_as_it_was(sign_in, officer_of, upper_union, moved, province):
    MandateFactory(body=moved, user__full_name="Trần Văn Cũ", until_on=date(2021, 2, 1))
    page = text(sign_in(officer_of(upper_union)).get(f"/don-vi/{moved.code}/", {"ngay": "31/01/2021"}))
    assert "<h1>CĐCS Nhà máy Đường</h1>" in page
    assert "Mã duong-cu" in page
    assert "trực thuộc Liên đoàn Lao động tỉnh An Giang" in page
    assert "Trần Văn Cũ" in page
    assert "Chuyển về" not in page


# Excel ----------------------------------------------------------------------------------------------------------------


def test_what_is_seen_goes_to_excel(sign_in, officer_of, upper_union, units, stranger):
    BodyFacts.objects.create(body=units[0], code="workers", as_of=date(2020, 12, 31), value=1240 * SCALE)
    client = sign_in(officer_of(upper_union))
    answer = client.get("/don-vi/tai-excel/", {"q": "cđcs", "cot": ["lao-dong", "dung-dau", "so-cdcs"]})
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[2][:3] == ("TT", "Mã đơn vị", "Tên đơn vị")
    assert [row[2] for row in rows[3:]] == [
        "CĐCS Công ty Đường Bảy Núi", "CĐCS Trường THCS Nhà Bàng", "CĐCS xã Ân Hảo",
    ]  # fmt: skip
    assert rows[3][rows[2].index("Lao động")] == 1240
    assert rows[2][-1] == "Tình trạng"


def test_more_rows_than_a_file_should_hold_are_refused_politely(
    sign_in, officer_of, upper_union, units, monkeypatch
):
    monkeypatch.setattr(body_sheets, "MOST", 2)
    answer = sign_in(officer_of(upper_union)).get("/don-vi/tai-excel/")
    assert answer.status_code == 409
    assert "đồng chí lọc bớt" in text(answer)


# Saved filters -------------------------------------------------------------------------------------------------------


def test_a_filter_is_kept_opened_and_given_up(sign_in, officer_of, upper_union, units):
    kept_by = officer_of(upper_union)
    client = sign_in(kept_by)
    query = "chu-tich=chua&loai=cdcs"
    answer = client.post("/don-vi/bo-loc/", {"ten": "CĐCS  chưa có chủ tịch", "loc": query})
    assert answer.url == f"{LIST}?{query}"
    assert "CĐCS chưa có chủ tịch" in text(client.get(LIST))
    client.post("/don-vi/bo-loc/", {"ten": "CĐCS chưa có chủ tịch", "loc": "loai=cdcs"})
    saved = SavedList.objects.get()
    assert saved.query == "loai=cdcs"
    other = sign_in(officer_of(upper_union))
    other.get(LIST)
    assert "CĐCS chưa có chủ tịch" not in text(other.get(LIST))
    assert other.post(f"/don-vi/bo-loc/{saved.uid}/xoa/").status_code == 404
    assert sign_in(kept_by).post(f"/don-vi/bo-loc/{saved.uid}/xoa/").status_code == 302
    assert not SavedList.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"ten": " ", "loc": "loai=cdcs"}, "Đặt tên cho bộ lọc"),
        ({"ten": "Tất cả", "loc": ""}, "Chưa lọc gì"),
    ],
)
def test_a_filter_that_cannot_be_kept_says_why(sign_in, officer_of, upper_union, typed, sentence):
    answer = sign_in(officer_of(upper_union)).post("/don-vi/bo-loc/", typed)
    assert answer.status_code == 422
    assert sentence in text(answer)


def test_nobody_keeps_filters_without_end(officer_of, upper_union, monkeypatch):
    monkeypatch.setattr(saving_lists, "MOST", 1)
    user = officer_of(upper_union).user
    saving_lists.keep(user, "body_list", name="Một", query="loai=a")
    saving_lists.keep(user, "body_list", name="Một", query="loai=b")
    with pytest.raises(saving_lists.TooMany):
        saving_lists.keep(user, "body_list", name="Hai", query="loai=c")


# Several at once ------------------------------------------------------------------------------------------------------


def test_ticked_bodies_go_to_the_decision_that_hands_them_over(
    sign_in, officer_of, chair_of, province, upper_union, units
):
    client = sign_in(officer_of(province))
    page = text(client.get(LIST, {"mo": [province.code, upper_union.code]}))
    assert 'formaction="/don-vi/ban-giao/"' in page
    answer = client.get("/don-vi/ban-giao/", {"don-vi": [units[0].code, units[1].code]}, follow=True)
    assert [body.code for body in answer.context["form"].pick("bodies").chosen] == [
        units[0].code,
        units[1].code,
    ]
    assert client.get("/don-vi/ban-giao/").status_code == 409
    assert client.get("/don-vi/ban-giao/", {"don-vi": [units[0].code, upper_union.code]}).status_code == 409
    assert "Bàn giao" not in text(sign_in(chair_of(units[0])).get(LIST))
