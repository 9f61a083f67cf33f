"""Does every answer keep the same manners, and does every page know who reads it?"""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path, reverse

from config.urls import urlpatterns as product
from tests.cast import NOW
from unions import web
from unions.access import Nobody
from unions.clock import today
from unions.errors import NotAllowed, Refusal, SignInNeeded
from unions.roles import Role

CSP = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


def refuse(request):
    raise Refusal("Việc này đã có người làm rồi.")


def forbid(request):
    raise NotAllowed("Việc này dành cho lãnh đạo (LĐLĐ huyện).")


def deny(request):
    raise PermissionDenied


def break_down(request):
    raise ZeroDivisionError


@web.page("POST")
def save(request):
    return HttpResponse(f"đã lưu {request.POST.get('a')}")


urlpatterns = [
    path("tu-choi/", refuse),
    path("cam/", forbid),
    path("khong-cho/", deny),
    path("hong/", break_down),
    path("luu/", save),
    path("", include(product)),
]
OWN_PAGES = pytest.mark.urls(__name__)


def text(response):
    return response.content.decode()


# Manners of every answer --------------------------------------------------------------------------------------------


@OWN_PAGES
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/dang-nhap/", 200),
        ("/don-vi/", 302),
        ("/khong-co/", 404),
        ("/tu-choi/", 409),
        ("/cam/", 403),
        ("/khong-cho/", 403),
        ("/dang-xuat/", 405),
        ("/hong/", 500),
    ],
)
@pytest.mark.django_db
def test_every_answer_forbids_foreign_code_and_stays_in_no_cache(address, status):
    response = Client(raise_request_exception=False).get(address)
    assert response.status_code == status
    assert set(response["Content-Security-Policy"].split("; ")) == CSP
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    if status != 500:
        assert response["Cache-Control"] == "no-store, private"


@OWN_PAGES
@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/dang-nhap/", "/khong-co/", "/tu-choi/", "/cam/", "/hong/"])
def test_no_page_carries_inline_code_or_style(address):
    page = text(Client(raise_request_exception=False).get(address))
    assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=|javascript:", page)


@OWN_PAGES
@pytest.mark.django_db
def test_a_breakdown_says_so_without_asking_the_database_again():
    page = text(Client(raise_request_exception=False).get("/hong/"))
    assert "Hệ thống đang gặp lỗi" in page
    assert len(page.encode()) < 3000


@OWN_PAGES
@pytest.mark.django_db
def test_a_request_that_cannot_be_read_gets_a_page_too():
    response = Client().get("/don-vi/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "Không đọc được yêu cầu này" in text(response)


# Refusals become pages ------------------------------------------------------------------------------------------------


@OWN_PAGES
@pytest.mark.parametrize("role", [Role.CHAIR, Role.OFFICER])
def test_a_refusal_is_shown_with_its_sentence(sign_in, access_of_role, upper_union, role):
    client = sign_in(access_of_role(upper_union, role))
    response = client.get("/tu-choi/")
    assert response.status_code == 409
    assert "Việc này đã có người làm rồi." in text(response)
    assert ("<nav" in text(response)) == (role == Role.OFFICER)


@OWN_PAGES
def test_a_missing_right_names_the_post_that_has_it(sign_in, officer_of, upper_union):
    response = sign_in(officer_of(upper_union)).get("/cam/")
    assert response.status_code == 403
    assert "Việc này dành cho lãnh đạo (LĐLĐ huyện)." in text(response)


@OWN_PAGES
@pytest.mark.django_db
def test_a_bare_denial_has_a_sentence_as_well(client):
    assert "Việc này dành cho chức vụ khác." in text(client.get("/khong-cho/"))


# Forms of an old page -------------------------------------------------------------------------------------------------


@pytest.fixture
def strict(access_of_role, upper_union, time_machine):
    time_machine.move_to(NOW, tick=False)
    client = Client(enforce_csrf_checks=True)
    user = access_of_role(upper_union, Role.OFFICER).user
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@OWN_PAGES
def test_a_form_of_an_old_page_is_shown_back_and_can_be_sent(strict):
    response = strict.post("/luu/", {"a": "Đặng"}, headers={"sec-fetch-site": "same-origin"})
    assert response.status_code == 403
    assert "được mở trước khi đồng chí đăng nhập lại" in text(response)
    assert 'name="a" value="Đặng"' in text(response)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text(response))[1]
    again = strict.post("/luu/", {"a": "Đặng", "csrfmiddlewaretoken": token})
    assert text(again) == "đã lưu Đặng"


@OWN_PAGES
@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", ""])
def test_a_foreign_site_gets_nothing_back(strict, site):
    response = strict.post("/luu/", {"a": "1"}, headers={"sec-fetch-site": site} if site else {})
    assert response.status_code == 403
    assert 'name="a"' not in text(response)
    assert "Trang này đã cũ" in text(response)


@OWN_PAGES
def test_an_empty_form_of_an_old_page_has_nothing_to_show_back(strict):
    response = strict.post("/luu/", {}, headers={"sec-fetch-site": "same-origin"})
    assert "Trang này đã cũ" in text(response)


# page() ---------------------------------------------------------------------------------------------------------------


def test_a_view_answers_only_its_methods(rf):
    request = rf.delete("/")
    request.access = Nobody()
    declared = web.page("GET", "POST")(lambda request: HttpResponse())
    assert declared(request).status_code == 405
    assert declared(request)["Allow"] == "GET, HEAD, POST"
    assert declared.methods == {"GET", "HEAD", "POST"}
    assert declared.is_public is False


def test_a_visitor_is_asked_to_sign_in_except_on_public_pages(rf):
    request = rf.get("/")
    request.access = Nobody()
    with pytest.raises(SignInNeeded):
        web.page("GET")(lambda request: HttpResponse())(request)
    assert web.page("GET", public=True)(lambda request: HttpResponse("mở"))(request).content == "mở".encode()


# What pages are told --------------------------------------------------------------------------------------------------


def test_the_password_age_is_unknown_until_one_is_typed(rf, time_machine):
    time_machine.move_to(NOW, tick=False)
    request = rf.get("/")
    request.session = {}
    assert web.password_age(request) is None
    assert web.is_stepped_up(request) is False
    web.note_password(request)
    time_machine.shift(600)
    assert (web.password_age(request), web.is_stepped_up(request)) == (600, True)
    time_machine.shift(1)
    assert web.is_stepped_up(request) is False


def test_asking_for_the_password_remembers_the_way(rf):
    assert web.ask_password(rf.get("/"), "/giao-uoc/1/ky/").url == (
        f"{reverse('step_up')}?tiep=%2Fgiao-uoc%2F1%2Fky%2F"
    )


def test_filters_are_kept_for_the_next_page(rf):
    assert web.query_of(rf.get("/?q=may&trang=2&khoi=1"), "trang") == "q=may&khoi=1&"
    assert web.query_of(rf.get("/?trang=2"), "trang") == ""


@pytest.mark.django_db
def test_a_visitor_reads_no_name_and_no_menu(rf):
    told = web.page_context(rf.get("/"))
    assert (told["person_name"], told["body_name"], told["nav"]) == ("", "", [])
    assert told["base_of_reader"] == "base_chair.html"
    assert told["demo_day"] == ""


@override_settings(SUPPORT_NAME="Ban Tổ chức", SUPPORT_PHONE="0296 1")
@pytest.mark.django_db
def test_visitors_call_the_help_desk_of_the_installation(rf):
    told = web.page_context(rf.get("/"))
    assert (told["support_name"], told["support_phone"]) == ("Ban Tổ chức", "0296 1")


def test_a_chair_calls_the_union_above(rf, chair_of, grassroots):
    request = rf.get("/")
    request.access = chair_of(grassroots)
    told = web.page_context(request)
    assert (told["support_name"], told["support_phone"]) == ("LĐLĐ huyện Tịnh Biên", "0296 3000 111")
    assert told["body_name"] == grassroots.name
    assert told["nav"] == []


def test_the_office_has_its_menu_with_the_page_one_is_on(rf, officer_of, province):
    request = rf.get("/don-vi/abc/")
    request.access = officer_of(province)
    told = web.page_context(request)
    assert told["support_name"] == "LĐLĐ tỉnh An Giang"  # nobody stands above
    assert told["base_of_reader"] == "base_staff.html"
    assert [entry["label"] for entry in told["nav"]] == [
        "Bàn làm việc",
        "Phong trào",
        "Theo dõi",
        "Tổng quan",
        "Đơn vị",
        "Khối",
        "Người",
    ]
    assert [entry["label"] for entry in told["nav"] if entry["current"]] == ["Đơn vị"]


@override_settings(CLOCK_OFFSET=-86400)
@pytest.mark.django_db
def test_a_demo_says_which_day_it_is(rf):
    assert web.page_context(rf.get("/"))["demo_day"] == f"{today():%d/%m/%Y}"
