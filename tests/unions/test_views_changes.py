"""Can an officer record what happens to bodies: choose, type, read what it touches, confirm, accept, withdraw?"""

from datetime import date

import pytest

from tests.cast import DAY, NOW
from tests.factories import BlocFactory, BodyFactory, MandateFactory
from unions import changing
from unions.models import BlocMember, LedgerEntry, Placement, TreeChange, UnionBody
from unions.roles import Role

LIST = "/bien-dong/"
DECISION = {
    "decision_no": "12/QĐ-LĐLĐ",
    "decided_on": "08/3/2021",
    "effective_on": "10/3/2021",
    "reason": "Theo đề án sắp xếp.",
}
LATER = {**DECISION, "effective_on": "22/3/2021"}


def text(response):
    return response.content.decode()


def url(body, kind=""):
    return f"/don-vi/{body.code}/bien-dong/" + (f"{kind}/" if kind else "")


@pytest.fixture
def commune(upper_union, kinds, sectors):
    return BodyFactory(
        code="xa-an-hao",
        name="CĐCS xã An Hảo",
        kind=kinds["cdcs"],
        parent=upper_union,
        sector=sectors["hcsn"],
    )


@pytest.fixture
def desk(sign_in, officer):
    """The browser of the officer of the upper union."""
    return sign_in(officer)


@pytest.fixture
def planned(officer, grassroots):
    """A renaming that waits for its day."""
    return changing.record_change(
        "rename",
        by=officer,
        at=NOW,
        on=DAY,
        decision_no="12/QĐ-LĐLĐ",
        decided_on=date(2021, 3, 8),
        effective_on=date(2021, 3, 22),
        reason="Đổi tên công ty.",
        body=grassroots,
        name="CĐCS Công ty CP May Nhà Bàng",
        short_name="",
    )


# Choosing -------------------------------------------------------------------------------------------------------------


def test_an_officer_chooses_in_plain_words(desk, grassroots):
    page = text(desk.get(url(grassroots)))
    for words in (
        "Đổi tên",
        "Chuyển nơi trực thuộc",
        "Sáp nhập",
        "Chia tách",
        "Kết thúc hoạt động",
        "Giải thể",
    ):
        assert f">{words}</a>" in page
    assert ">Thành lập đơn vị mới dưới đây</a>" not in page
    assert ">Bàn giao nhiều đơn vị</a>" not in page


def test_over_the_own_body_only_what_concerns_those_below_is_offered(desk, upper_union, grassroots):
    page = text(desk.get(url(upper_union)))
    assert ">Thành lập đơn vị mới dưới đây</a>" in page
    assert ">Bàn giao nhiều đơn vị</a>" in page
    assert ">Đổi tên</a>" not in page


@pytest.mark.parametrize("kind", ["", "doi-ten"])
def test_strangers_find_nothing_and_others_are_told_whose_work_it_is(
    client, sign_in, officer_of, chair_of, grassroots, stranger, kind
):
    assert client.get(url(grassroots, kind)).status_code == 302
    assert sign_in(officer_of(stranger)).get(url(grassroots, kind)).status_code == 404
    refused = sign_in(chair_of(grassroots)).get(url(grassroots, kind))
    assert refused.status_code == 403
    assert "Việc này dành cho cán bộ tổ chức của công đoàn cấp trên" in text(refused)


def test_a_body_that_ended_and_a_word_of_no_kind_have_no_form(desk, grassroots):
    assert desk.get(url(grassroots, "khac")).status_code == 404
    UnionBody.objects.filter(pk=grassroots.pk).update(state="ended", ended_on=date(2021, 3, 1))
    assert desk.get(url(grassroots, "doi-ten")).status_code == 404
    assert "không ghi thêm biến động được" in text(desk.get(url(grassroots)))


# Typing ---------------------------------------------------------------------------------------------------------------


def test_an_empty_form_is_refused_with_every_sentence_and_keeps_what_was_typed(desk, grassroots):
    response = desk.post(url(grassroots, "doi-ten"), {"name": "", "reason": "Theo đề án."})
    page = text(response)
    assert response.status_code == 422
    assert "<title>Lỗi: Đổi tên" in page
    assert "Có 4 chỗ cần sửa" in page
    assert page.count("Ghi số quyết định, ví dụ 12/QĐ-LĐLĐ.") == 2
    assert "Theo đề án." in page


def test_a_search_shows_what_matches_and_judges_nothing(desk, grassroots, stranger, commune):
    typed = {**DECISION, "decision_no": "", "others_tim": "an hao", "buoc": "tim"}
    response = desk.post(url(grassroots, "sap-nhap"), typed)
    page = text(response)
    assert response.status_code == 200
    assert 'value="xa-an-hao"' in page
    assert "Ghi số quyết định" not in page
    assert "Theo đề án sắp xếp." in page
    found = text(desk.post(url(grassroots, "sap-nhap"), {"others_tim": "chau phu", "buoc": "tim"}))
    assert "Không có đơn vị nào chọn được khớp “chau phu”." in found
    assert stranger.name not in found


def test_words_that_name_one_body_are_enough_and_several_are_asked(
    desk, province, upper_union, grassroots, kinds
):
    for name in ("Lê Lợi", "Kim Đồng"):
        BodyFactory(name=f"CĐCS Trường {name}", kind=kinds["cdcs"], parent=upper_union)
    typed = {**DECISION, "outcome": "nay"}
    several = desk.post(url(grassroots, "sap-nhap"), {**typed, "others_tim": "truong"})
    assert several.status_code == 422
    assert "Có 2 đơn vị khớp “truong”: đánh dấu đúng đơn vị." in text(several)
    none = desk.post(url(grassroots, "sap-nhap"), {**typed, "others_tim": "không có đâu"})
    assert "Không có đơn vị nào chọn được khớp “không có đâu”" in text(none)
    one = desk.post(url(grassroots, "sap-nhap"), {**typed, "others_tim": "truong kim dong"})
    assert one.status_code == 200
    assert "Sáp nhập CĐCS Trường Kim Đồng vào CĐCS Công ty TNHH May Nhà Bàng." in text(one)


# Before it happens ----------------------------------------------------------------------------------------------------


def test_the_impact_page_counts_and_tells_before_anything_is_written(desk, grassroots):
    MandateFactory(body=grassroots, user__full_name="Lê Thị Hồng Nhung", post="Chủ tịch CĐCS")
    before = LedgerEntry.objects.count()
    page = text(desk.post(url(grassroots, "giai-the"), LATER))
    assert "Giải thể CĐCS Công ty TNHH May Nhà Bàng." in page
    assert "Ảnh hưởng đến 1 đơn vị, 1 người phụ trách." in page
    assert "có hiệu lực sau 12 ngày (22/03/2021)" in page
    assert "Thôi chức từ ngày ấy: Lê Thị Hồng Nhung (Chủ tịch CĐCS, CĐCS Công ty TNHH May Nhà Bàng)." in page
    assert '<input type="hidden" name="decision_no" value="12/QĐ-LĐLĐ">' in page
    assert ">Ghi, thực hiện từ 22/03/2021</button>" in page
    assert LedgerEntry.objects.count() == before
    assert not TreeChange.objects.exists()


def test_back_to_the_form_keeps_everything(desk, grassroots):
    page = text(desk.post(url(grassroots, "giai-the"), {**LATER, "buoc": "sua"}))
    assert 'value="12/QĐ-LĐLĐ"' in page
    assert 'value="22/3/2021"' in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_impact_page_asks_the_same_number_of_queries(
    sign_in, officer_of, province, upper_union, stranger, kinds, count, django_assert_max_num_queries
):
    desk = sign_in(officer_of(province))
    bodies = BodyFactory.create_batch(count, kind=kinds["cdcs"], parent=upper_union)
    for body in bodies:
        MandateFactory(body=body)
    typed = {**LATER, "bodies": [body.code for body in bodies], "to": stranger.code}
    with django_assert_max_num_queries(42):  # half of them are the rehearsal
        page = text(desk.post(url(upper_union, "ban-giao"), typed))
    assert f"Ảnh hưởng đến {count} đơn vị, {count} người phụ trách." in page


def test_the_impact_page_of_a_handing_over_tells_who_looks_after_the_bodies(
    sign_in, officer_of, province, upper_union, grassroots, stranger
):
    bloc = BlocFactory(owner=upper_union, name="Khối thi đua số 1")
    BlocMember.objects.create(bloc=bloc, body=grassroots, post="head", from_on=date(2021, 1, 1))
    desk = sign_in(officer_of(province))
    typed = {**LATER, "bodies": grassroots.code, "to": stranger.code}
    page = text(desk.post(url(upper_union, "ban-giao"), typed))
    told = "LĐLĐ huyện Châu Phú duyệt đăng ký và kết quả; LĐLĐ huyện Tịnh Biên không còn xem được."
    assert told in page
    assert "Khối thi đua số 1: giữ chỗ cho đến khi công đoàn lập khối cho rời." in page
    ended = text(desk.post(url(grassroots, "ket-thuc"), LATER))
    assert "Cần cử trưởng khối mới cho Khối thi đua số 1." in ended


# Recording ------------------------------------------------------------------------------------------------------------


def recorded(desk, body, kind, typed):
    response = desk.post(url(body, kind), {**typed, "buoc": "ghi"})
    assert response.status_code == 302, text(response)
    return TreeChange.objects.get(uid=response.url.strip("/").split("/")[-1])


def test_a_renaming_of_today_happens_at_once(desk, grassroots):
    change = recorded(
        desk, grassroots, "doi-ten", {**DECISION, "name": "CĐCS May Nhà Bàng 2", "code": "may-nha-bang"}
    )
    grassroots.refresh_from_db()
    assert (change.state, grassroots.name, grassroots.code) == (
        "taken",
        "CĐCS May Nhà Bàng 2",
        "may-nha-bang",
    )
    assert "CĐCS May Nhà Bàng 2" in LedgerEntry.objects.order_by("-sequence")[0].sentence
    page = text(desk.get(f"{LIST}{change.uid}/"))
    assert "Đã thực hiện" in page
    assert "12/QĐ-LĐLĐ" in page


def test_a_founding_makes_a_code_of_the_name(desk, upper_union, kinds, sectors):
    typed = {
        **DECISION,
        "name": "CĐCS Trường THCS Lê Lợi",
        "kind": kinds["cdcs"].pk,
        "sector": sectors["hcsn"].pk,
    }
    recorded(desk, upper_union, "thanh-lap", typed)
    body = UnionBody.objects.get(name="CĐCS Trường THCS Lê Lợi")
    assert (body.code, body.parent, body.founded_on) == ("truong-thcs-le-loi", upper_union, DAY)


def test_a_merger_into_a_new_body(desk, grassroots, commune, upper_union, kinds):
    typed = {
        **DECISION,
        "others": "xa-an-hao",
        "outcome": "moi",
        "name": "CĐCS xã Mới",
        "kind": kinds["cdcs"].pk,
    }
    recorded(desk, grassroots, "sap-nhap", typed)
    made = UnionBody.objects.get(code="xa-moi")
    assert made.parent == upper_union
    assert set(made.predecessions.values_list("old__code", flat=True)) == {"may-nha-bang", "xa-an-hao"}


def test_a_merger_into_another_body(desk, grassroots, commune):
    recorded(desk, grassroots, "sap-nhap", {**DECISION, "outcome": "khac", "into": "xa-an-hao"})
    grassroots.refresh_from_db()
    assert (grassroots.state, grassroots.successions.get().new) == ("merged", commune)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"outcome": "nay"}, "Tìm và đánh dấu ít nhất một đơn vị cùng sáp nhập."),
        ({"outcome": "khac"}, "Chọn đơn vị nhận."),
        ({"outcome": "moi", "others": "xa-an-hao"}, "Ghi tên đầy đủ của đơn vị mới"),
        ({"outcome": "", "others": "xa-an-hao"}, "Chọn đơn vị còn lại sau sáp nhập."),
    ],
)
def test_a_merger_says_what_is_missing(desk, grassroots, commune, typed, sentence):
    response = desk.post(url(grassroots, "sap-nhap"), {**DECISION, **typed})
    assert response.status_code == 422
    assert sentence in text(response)


def test_a_split_hands_what_is_below_to_its_parts(
    sign_in, officer_of, province, upper_union, grassroots, commune
):
    desk = sign_in(officer_of(province))
    places = {f"ve_{grassroots.pk}": "1", f"ve_{commune.pk}": "2"}
    parts = {"name_1": "LĐLĐ huyện A", "name_2": "LĐLĐ huyện B"}
    recorded(desk, upper_union, "chia-tach", {**DECISION, "keeps": "thoi", **parts, **places})
    grassroots.refresh_from_db()
    upper_union.refresh_from_db()
    assert grassroots.parent.name == "LĐLĐ huyện A"
    assert upper_union.state != "active"


def test_a_split_says_what_is_missing(sign_in, officer_of, province, upper_union, grassroots, commune):
    desk = sign_in(officer_of(province))
    typed = {**DECISION, "keeps": "thoi", "name_1": "LĐLĐ huyện A", f"ve_{grassroots.pk}": "2"}
    page = text(desk.post(url(upper_union, "chia-tach"), typed))
    assert "Chia hết thì cần ít nhất hai đơn vị mới: ghi tên." in page
    assert "Đơn vị mới 2 chưa có tên" in page
    assert "Chọn đơn vị mới cho CĐCS xã An Hảo." in page


def test_a_refusal_of_the_act_keeps_the_form(desk, grassroots, commune):
    response = desk.post(
        url(grassroots, "doi-ten"), {**DECISION, "name": "Tên", "code": "xa-an-hao", "buoc": "ghi"}
    )
    assert response.status_code == 422
    assert "xa-an-hao" in text(response)
    assert not TreeChange.objects.filter(state="taken").exists()


# Offering and accepting -----------------------------------------------------------------------------------------------


def test_what_is_handed_up_waits_for_the_other_side(
    sign_in, officer, access_of_role, province, upper_union, grassroots
):
    desk = sign_in(officer)
    typed = {**DECISION, "bodies": "may-nha-bang", "to": "tinh-an-giang"}
    page = text(desk.post(url(upper_union, "ban-giao"), typed))
    assert "Bên nhận phải đồng ý trước: Liên đoàn Lao động tỉnh An Giang" in page
    assert ">Gửi bên nhận đồng ý</button>" in page
    change = recorded(desk, upper_union, "ban-giao", typed)
    assert change.state == "offered"
    assert "Đồng ý nhận" not in text(desk.get(f"{LIST}{change.uid}/"))
    assert "Biến động chờ đồng chí đồng ý" not in text(desk.get(f"{LIST}cho-nhan/"))
    assert desk.post(f"{LIST}{change.uid}/nhan/").status_code == 403
    receiving = sign_in(access_of_role(province, Role.ADMINISTRATOR))
    assert "Biến động chờ đồng chí đồng ý" in text(receiving.get(f"{LIST}cho-nhan/"))
    detail = text(receiving.get(f"{LIST}{change.uid}/"))
    assert "Đồng ý nhận" in detail
    assert ">Không nhận</a>" in detail
    assert receiving.post(f"{LIST}{change.uid}/nhan/").status_code == 302
    assert Placement.objects.get(body=grassroots, until_on=None).parent == province
    again = receiving.post(f"{LIST}{change.uid}/nhan/")
    assert again.status_code == 409


def test_a_handing_over_needs_bodies_and_a_receiver(desk, upper_union, grassroots):
    page = text(desk.post(url(upper_union, "ban-giao"), DECISION))
    assert "Đánh dấu ít nhất một đơn vị bàn giao." in page
    assert "Chọn công đoàn nhận bàn giao." in page


def test_bodies_ticked_on_the_list_are_ticked_in_the_form(desk, upper_union, grassroots, commune, stranger):
    page = text(desk.get(url(upper_union, "ban-giao"), {"don-vi": [commune.code, stranger.code]}))
    assert page.count(" checked>") == 1
    assert stranger.code not in page.split("<main", 1)[1]


def test_all_that_is_below_is_ticked_with_one_button(desk, upper_union, grassroots, commune):
    page = text(desk.post(url(upper_union, "ban-giao"), {"chon_het": "bodies"}))
    assert page.count(" checked>") == 2


# Following ------------------------------------------------------------------------------------------------------------


def test_the_list_tells_each_change_and_filters(desk, planned, officer, sign_in, officer_of, stranger):
    page = text(desk.get(LIST))
    assert "Đổi tên CĐCS Công ty TNHH May Nhà Bàng thành CĐCS Công ty CP May Nhà Bàng" in page
    assert "Chờ đến ngày <b>1</b>" in page
    assert "Chờ đến ngày" in text(
        desk.get(LIST, {"trang-thai": "planned", "q": "nha bang", "loai": "rename"})
    )
    assert "<b>1</b>" in text(desk.get(LIST, {"q": "12/QĐ"}))
    assert "Không có biến động nào khớp." in text(desk.get(LIST, {"trang-thai": "taken"}))
    assert "Không có biến động nào khớp." in text(desk.get(LIST, {"q": "chau phu"}))
    other = sign_in(officer_of(stranger))
    assert "Chưa ghi biến động nào." in text(other.get(LIST))
    assert other.get(f"{LIST}{planned.uid}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_queries(desk, planned, commune, count, django_assert_num_queries):
    for _ in range(count - 1):
        twin = TreeChange.objects.get(pk=planned.pk)
        twin.pk, twin.uid = None, __import__("uuid").uuid4()
        twin.save()
        twin.parts.create(body=commune, part="old")
    with django_assert_num_queries(8):
        desk.get(LIST)


def test_the_chair_of_the_body_reads_the_change(sign_in, chair_of, grassroots, planned):
    page = text(sign_in(chair_of(grassroots)).get(f"{LIST}{planned.uid}/"))
    assert "có hiệu lực sau 12 ngày" in page
    assert "Rút biến động này" not in page


def test_a_planned_change_is_withdrawn_with_a_reason(desk, planned, grassroots):
    address = f"{LIST}{planned.uid}/rut/"
    assert "Rút biến động này" in text(desk.get(f"{LIST}{planned.uid}/"))
    assert desk.get(address).status_code == 200
    refused = desk.post(address, {"reason": " "})
    assert refused.status_code == 422
    assert "Ghi lý do rút: các bên đọc được lý do này." in text(refused)
    assert desk.post(address, {"reason": "Quyết định thu hồi."}).status_code == 302
    planned.refresh_from_db()
    assert planned.state == "withdrawn"
    assert "Quyết định thu hồi." in LedgerEntry.objects.order_by("-sequence")[0].sentence
    assert desk.get(address).status_code == 404


def test_who_may_not_withdraw_is_told(sign_in, chair_of, grassroots, planned):
    assert sign_in(chair_of(grassroots)).post(f"{LIST}{planned.uid}/rut/", {"reason": "x"}).status_code == 403
