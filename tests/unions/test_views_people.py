"""Do the pages of people show whom one oversees and nobody else, and keep what was typed?"""

from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.cast import DAY, NOW
from tests.factories import BodyFactory, MandateFactory, UserFactory
from unions import appointing, duties
from unions.access import SystemAccess
from unions.models import BodyKind, LedgerEntry, Mandate, SavedList, User
from unions.recording import record
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


def test_search(office, grassroots):
    person(grassroots, "Đặng Văn An")
    person(grassroots, "An Thị Bích", username="bich.at", phone="0912 000 111")
    for words, found in (
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
    ):
        assert names(office.get(LIST, {"q": words})) == found, words


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


# One person -----------------------------------------------------------------------------------------------------------


def stepped_up(client):
    session = client.session
    session["password_at"] = NOW.timestamp()
    session.save()
    return client


def test_a_person_with_posts_contacts_account_and_ledger(office, grassroots, stranger):
    held = person(grassroots, "Lê Giữ", email="giu@example.vn", phone="0912 000 111")
    before = MandateFactory(user=held.user, body=grassroots, role=Role.CLERK, post="Văn thư", until_on=DAY)
    MandateFactory(user=held.user, body=stranger, post="Ủy viên ở nơi khác")
    told = {"by": SystemAccess(DAY), "at": NOW}
    record("appointing.appoint", "Ai đó ghi Lê Giữ.", subject=before, body=grassroots, **told)
    record("appointing.enrol", "Nơi khác mở tài khoản cho Lê Giữ.", subject=held.user, **told)
    page = text(office.get(f"/nguoi/{held.user.uid}/"))
    for words in ("0912 000 111", "giu@example.vn", "Chức vụ trước đây", "Ai đó ghi Lê Giữ.", "Đang dùng"):
        assert words in page
    assert "Ủy viên ở nơi khác" not in page
    assert "Nơi khác mở tài khoản" not in page
    for act in ("ban-giao", "thoi", "uy-quyen"):
        assert f"/chuc-vu/{held.uid}/{act}/" in page
    assert f"/chuc-vu/{before.uid}/ban-giao/" in page
    assert f"/chuc-vu/{before.uid}/thoi/" not in page
    assert "Sửa thông tin" not in page  # the post elsewhere is not this office's


def test_a_colleague_reads_no_more_than_the_list(sign_in, chair_of, grassroots, upper_union):
    held = person(grassroots, "Lê Giữ", Role.CLERK, email="giu@example.vn", phone="0912 000 111")
    leader = person(upper_union, "Lê Trên", Role.LEADER)
    client = sign_in(chair_of(grassroots))
    page = text(client.get(f"/nguoi/{held.user.uid}/"))
    assert "**** *** 111" in page
    for words in ("0912 000 111", "giu@example.vn", "Quá trình", "Thôi giữ chức", "Sửa thông tin"):
        assert words not in page
    assert client.get(f"/nguoi/{leader.user.uid}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_whatever_the_number_of_posts(
    office, grassroots, count, django_assert_max_num_queries
):
    user = UserFactory(full_name="Lê Giữ")
    for role in (Role.CHAIR, Role.CLERK, Role.AUDITOR)[:count]:
        MandateFactory(user=user, body=grassroots, role=role)
    office.get(LIST)
    with django_assert_max_num_queries(MOST) as asked:
        office.get(f"/nguoi/{user.uid}/")
    assert len(asked) == QUERIES.setdefault("one", len(asked))


def test_contacts_are_corrected_and_the_person_is_told(office, grassroots):
    user = person(grassroots, "Lê Giu", phone="0912 000 111").user
    address = f"/nguoi/{user.uid}/sua/"
    typed = {"full_name": "  Lê  Giữ ", "phone": "0987 654 321", "email": "giu@example"}
    wrong = office.post(address, typed)
    assert wrong.status_code == 422
    assert "Thư điện tử viết như mai@example.vn." in text(wrong)
    assert 'value="0987 654 321"' in text(wrong)
    assert "9 đến 11 chữ số" in text(office.post(address, typed | {"phone": "0987 65a"}))
    other = UserFactory(phone="0999 000 222", email="khac@example.vn")
    for taken in ({"phone": other.phone, "email": ""}, {"email": "Khac@example.vn"}):
        assert "đang là của một tài khoản khác" in text(office.post(address, typed | taken))
    assert office.post(address, typed | {"email": "Giu@example.vn"}).url == f"/nguoi/{user.uid}/"
    user.refresh_from_db()
    assert (user.full_name, user.phone_key, user.email) == ("Lê Giữ", "0987654321", "giu@example.vn")
    sentence = (
        "Nguyễn Văn Yên sửa thông tin của Lê Giu: họ và tên Lê Giu thành Lê Giữ, điện thoại **** *** 111 thành "
        "**** *** 321, thư điện tử để trống thành giu@example.vn."
    )
    assert LedgerEntry.objects.get().sentence == sentence
    assert user.notices.get().sentence == sentence
    assert names(office.get(LIST, {"q": "giữ"})) == ["Lê Giữ"]
    again = office.post(address, {"full_name": "Lê Giữ", "phone": user.phone, "email": user.email})
    assert "Chưa sửa gì" in text(again)


def test_one_who_holds_a_post_elsewhere_is_not_corrected(office, grassroots, stranger):
    held = person(grassroots, "Lê Giữ")
    MandateFactory(user=held.user, body=stranger)
    page = office.get(f"/nguoi/{held.user.uid}/sua/")
    assert page.status_code == 403
    assert "ngoài phạm vi của đồng chí" in text(page)


# Into a post ----------------------------------------------------------------------------------------------------------

APPOINT = "/don-vi/may-nha-bang/bo-nhiem/"
POST = {
    "role": "chair",
    "post": "Chủ tịch",
    "source": "elected",
    "decision_no": "12/QĐ-LĐLĐ",
    "on": "15/3/2021",
    "last_on": "14/3/2026",
}
NEW = {"full_name": "Trần Thị Mai", "phone": "0912 000 111"}


def test_a_grant_asks_for_the_password_and_keeps_what_was_typed(office, grassroots):
    asked = office.post(APPOINT, POST | NEW)
    assert asked.url == "/xac-nhan-mat-khau/?tiep=%2Fdon-vi%2Fmay-nha-bang%2Fbo-nhiem%2F"
    assert not Mandate.objects.filter(body=grassroots).exists()
    page = text(stepped_up(office).get(APPOINT))
    assert 'value="Trần Thị Mai"' in page
    assert 'value="12/QĐ-LĐLĐ"' in page
    assert 'value="Trần Thị Mai"' not in text(office.get(APPOINT))


def test_a_newcomer_gets_an_account_and_the_post_once(office, grassroots):
    stepped_up(office)
    other = UserFactory(email="mai@example.vn")
    assert "đang là của một tài khoản khác" in text(office.post(APPOINT, POST | NEW | {"email": other.email}))
    first, second = office.post(APPOINT, POST | NEW), office.post(APPOINT, POST | NEW)
    mandate = Mandate.objects.select_related("user").get(body=grassroots)
    assert first.url == second.url == f"/nguoi/{mandate.user.uid}/"
    assert (mandate.user.username, mandate.user.phone_key) == ("tran-thi-mai", "0912000111")
    assert not mandate.user.has_usable_password()
    assert (mandate.post, mandate.decision_no) == ("Chủ tịch", "12/QĐ-LĐLĐ")
    assert (mandate.from_on, mandate.until_on) == (date(2021, 3, 15), date(2026, 3, 15))
    assert "Chưa kích hoạt" in text(office.get(first.url))


def test_an_account_name_that_somebody_took_in_the_same_moment(office, grassroots, monkeypatch):
    UserFactory(username="mai")
    monkeypatch.setattr(appointing, "_check_username", lambda name: None)  # it was free when it was asked for
    answer = stepped_up(office).post(APPOINT, POST | NEW | {"username": "mai"})
    assert answer.status_code == 422
    assert "Tài khoản này đã có người dùng" in text(answer)
    assert not Mandate.objects.filter(body=grassroots).exists()


def test_who_looks_alike_is_asked_about(office, grassroots, stranger):
    known = person(grassroots, "Trần Thị Mái", Role.CLERK, phone="")
    person(stranger, "Trần Thị Mai", phone="0912 000 111")  # nobody here may learn of them
    stepped_up(office)
    asked = office.post(APPOINT, POST | NEW)
    assert asked.status_code == 422
    assert "Có phải là người này không?" in text(asked)
    assert [each.user for each in asked.context["form"].found] == [known.user]
    assert 'value="Trần Thị Mai"' in text(asked)
    assert office.post(APPOINT, POST | NEW | {"chosen": "khac"}).status_code == 302
    made = Mandate.objects.filter(body=grassroots, role=Role.CHAIR).get()
    assert made.user.username == "tran-thi-mai"


def test_somebody_known_is_found_and_ticked(office, grassroots, upper_union, kinds):
    beside = BodyFactory(name="CĐCS xã An Hảo", code="xa-an-hao", kind=kinds["cdcs"], parent=upper_union)
    mai, other = person(beside, "Trần Thị Mai"), person(beside, "Lê Thị Mai")
    stepped_up(office)
    shown = office.post(APPOINT, POST | {"words": "mai", "buoc": "tim", "post": "Chủ tịch mới"})
    assert shown.status_code == 200
    assert [each.user for each in shown.context["form"].found] == [other.user, mai.user]
    assert 'value="Chủ tịch mới"' in text(shown)
    assert "Có 2 người khớp “mai”: chọn một người." in text(office.post(APPOINT, POST | {"words": "mai"}))
    assert "Không có ai khớp “nga”" in text(office.post(APPOINT, POST | {"words": "nga"}))
    assert "Tìm và chọn một người, hoặc ghi họ và tên người mới." in text(office.post(APPOINT, POST))
    done = office.post(APPOINT, POST | {"chosen": str(mai.user.uid), "words": "mai"})
    assert done.url == f"/nguoi/{mai.user.uid}/"
    assert mai.user.mandates.filter(body=grassroots).count() == 1
    assert office.post(APPOINT, POST | {"chosen": str(mai.user.uid)}).status_code == 302
    assert mai.user.mandates.filter(body=grassroots).count() == 1
    page = text(office.get(f"/nguoi/{mai.user.uid}/cu/", {"q": "nha bang"}))
    assert f'href="{APPOINT}?nguoi={mai.user.uid}"' in page
    assert f'value="{mai.user.uid}" checked' in text(office.get(f"{APPOINT}?nguoi={mai.user.uid}"))


def test_a_refused_appointment_keeps_everything(office, grassroots):
    UserFactory(username="da-co")
    stepped_up(office)
    for typed, sentence in (
        ({"post": ""}, "Ghi chức vụ như trong quyết định"),
        ({"on": ""}, "Ghi ngày bắt đầu"),
        ({"on": "31/2/2021"}, "31/2/2021"),
        ({"last_on": "1/3/2021"}, "Ngày cuối phải từ ngày bắt đầu trở đi."),
        ({"role": "administrator"}, "Chọn một vai trò trong danh sách."),
        ({"username": "Trần Mai"}, "chữ thường không dấu"),
        ({"username": "da-co"}, "Tài khoản này đã có người dùng"),
        ({"phone": "12"}, "9 đến 11 chữ số"),
        ({"full_name": "x" * 121}, "Họ và tên dài quá 120 chữ"),
    ):
        answer = office.post(APPOINT, POST | NEW | typed)
        assert answer.status_code == 422
        assert sentence in text(answer)
        assert 'value="12/QĐ-LĐLĐ"' in text(answer)
    assert not Mandate.objects.filter(body=grassroots).exists()
    assert not User.objects.filter(full_name="Trần Thị Mai").exists()  # the account was not opened either


# Out of a post, and on ------------------------------------------------------------------------------------------------


def test_a_post_ends_with_a_reason_and_what_is_open_stands_above(office, grassroots):
    held = person(grassroots, "Lê Giữ")
    address = f"/chuc-vu/{held.uid}/thoi/"
    page = text(office.get(address))
    assert "Đang mở ở" in page
    assert 'value="10/03/2021"' in page
    assert "Ghi lý do" in text(office.post(address, {"on": "10/03/2021", "reason": ""}))
    assert office.post(address, {"on": "10/03/2021", "reason": "Nghỉ hưu"}).url == f"/nguoi/{held.user.uid}/"
    held.refresh_from_db()
    assert held.until_on == DAY
    assert office.post(address, {"on": "10/03/2021", "reason": "Nghỉ hưu"}).url == f"/nguoi/{held.user.uid}/"
    assert LedgerEntry.objects.count() == 1


def test_a_post_passes_on_to_a_newcomer_who_reads_what_is_open(office, grassroots, monkeypatch):
    owed = duties.Duty("Bản đăng ký phải gửi", 2, "2 bản đăng ký phải gửi", "/")
    monkeypatch.setattr(duties, "_providers", [lambda body, own, on: [owed]])
    held = person(grassroots, "Lê Giữ")
    address = f"/chuc-vu/{held.uid}/ban-giao/"
    assert '<a href="/">2 bản đăng ký phải gửi</a>' in text(stepped_up(office).get(address))
    typed = NEW | {"on": "15/3/2021", "post": "Chủ tịch"}
    first, second = office.post(address, typed), office.post(address, typed)
    new = Mandate.objects.select_related("user").get(body=grassroots, from_on=date(2021, 3, 15))
    assert first.url == second.url == f"/nguoi/{new.user.uid}/"
    held.refresh_from_db()
    assert held.until_on == new.from_on
    assert any("2 bản đăng ký phải gửi" in notice.sentence for notice in new.user.notices.all())
    assert office.post(address, {"on": ""}).status_code == 422


def test_a_chair_lets_a_colleague_act_and_takes_it_back(sign_in, chair_of, grassroots):
    chair, clerk = chair_of(grassroots), person(grassroots, "Lê Phó", Role.CLERK)
    client = stepped_up(sign_in(chair))
    address = f"/chuc-vu/{chair.mandate.uid}/uy-quyen/"
    assert "người mới, chưa có tài khoản" not in text(client.get(address))
    days = {"on": "10/3/2021", "last_on": "20/3/2021"}
    assert "Gõ tên người cần chọn" in text(client.post(address, days))
    assert "ủy quyền luôn có ngày hết" in text(client.post(address, {"on": "10/3/2021", "words": "phó"}))
    asked = client.post(address, days | {"words": "phó", "post": "Phó Chủ tịch"})
    assert "Có phải Lê Phó? Xem lại rồi ghi lần nữa." in text(asked)
    assert f'value="{clerk.user.uid}" checked' in text(asked)
    days |= {"chosen": str(clerk.user.uid)}
    assert client.post(address, days | {"post": "Phó Chủ tịch"}).status_code == 302
    made = Mandate.objects.get(delegation_of=chair.mandate)
    assert (made.user, made.until_on) == (clerk.user, date(2021, 3, 21))
    assert client.post(address, days).status_code == 302
    page = text(client.get(f"/nguoi/{clerk.user.uid}/"))
    assert f"theo ủy quyền của {chair.name}" in page
    assert "Thu hồi ủy quyền" in page
    recall = f"/chuc-vu/{made.uid}/thoi/"
    assert client.post(recall, {"on": "12/3/2021", "reason": "Đã về"}).status_code == 302
    made.refresh_from_db()
    assert made.until_on == date(2021, 3, 12)


# The second person ----------------------------------------------------------------------------------------------------


@pytest.fixture
def waiting(access_of_role, province):
    """A post at a province that waits, and the two who may answer: (post, granter, second person)."""
    BodyKind.objects.filter(pk=province.kind_id).update(needs_second=True)
    province.kind.refresh_from_db()
    granter, second = (access_of_role(province, Role.ADMINISTRATOR) for _ in range(2))
    user = UserFactory(full_name="Lê Chờ")
    given = {"body": province, "role": Role.LEADER, "post": "Phó Chủ tịch", "at": NOW, "on": DAY}
    return appointing.appoint(user, by=granter, **given), granter, second


def test_a_second_person_agrees(sign_in, waiting):
    mandate, granter, second = waiting
    address = f"/nguoi/cho-xac-nhan/{mandate.uid}/"
    client = stepped_up(sign_in(granter))
    assert "một người khác phải xác nhận" in text(client.get(address))
    refused = client.post(address)
    assert refused.status_code == 422
    assert "Người xác nhận phải khác" in text(refused)
    client = sign_in(second)
    assert '<span class="count">1</span>' in text(client.get(LIST))
    assert address in text(client.get("/nguoi/cho-xac-nhan/"))
    assert client.post(address).url.startswith("/xac-nhan-mat-khau/")
    assert stepped_up(client).post(address).url == "/nguoi/cho-xac-nhan/"
    mandate.refresh_from_db()
    assert mandate.confirmed_by == second.user
    assert client.get(address).status_code == 404
    assert "Không có chức vụ nào chờ" in text(client.get("/nguoi/cho-xac-nhan/"))


def test_a_second_person_declines_with_a_reason(sign_in, waiting, officer_of, upper_union):
    mandate, _, second = waiting
    address = f"/nguoi/cho-xac-nhan/{mandate.uid}/tu-choi/"
    client = sign_in(second)
    assert "Ghi lý do" in text(client.post(address, {"reason": " "}))
    assert client.post(address, {"reason": "Chưa có quyết định"}).status_code == 302
    mandate.refresh_from_db()
    assert mandate.withdrawn_at == NOW
    assert "Đã rút, chưa từng có hiệu lực" in text(client.get(f"/nguoi/{mandate.user.uid}/"))
    assert sign_in(officer_of(upper_union)).post(address, {"reason": "x"}).status_code == 404
