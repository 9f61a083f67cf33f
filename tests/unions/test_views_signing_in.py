"""Does the door open to the right person only, lock out guesses but no neighbour, and lose nothing that was typed?"""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from tests.cast import NOW
from tests.factories import MandateFactory
from tests.factories.people import PASSWORD
from unions.access import Access
from unions.roles import Role
from unions.web import keep_typed, kept_typed

LOGIN = "/dang-nhap/"
WRONG = "Tài khoản hoặc mật khẩu chưa đúng."


@pytest.fixture
def chair(grassroots):
    return MandateFactory(body=grassroots, role=Role.CHAIR, user__username="tb-0407").user


@pytest.fixture(autouse=True)
def help_desk(province):
    province.phone = "0296 111 222"
    province.save(update_fields=["phone"])


def enter(client, username="tb-0407", password=PASSWORD, ip="10.0.0.1", **more):
    return client.post(
        LOGIN, {"username": username, "password": password, "next": "", **more}, REMOTE_ADDR=ip
    )


def text(response):
    return response.content.decode()


def hidden(response, name):
    found = re.search(rf'name="{name}" value="([^"]*)"', text(response))
    return found and found[1]


# In and out ----------------------------------------------------------------------------------------------------------


def test_the_page_asks_for_account_and_password(client, upper_union):
    response = client.get(LOGIN)
    assert response.status_code == 200
    assert "0296 111 222" in text(response)
    assert 'autocomplete="current-password"' in text(response)


def test_signing_in_leads_to_the_first_page(client, chair):
    response = enter(client, username="  TB-0407 ")
    assert (response.status_code, response.url) == (302, "/")
    assert client.session["_auth_user_id"] == str(chair.pk)


def test_the_last_sign_in_is_told_by_the_clock_of_the_installation(client, chair, settings, time_machine):
    time_machine.move_to(NOW, tick=False)
    settings.CLOCK_OFFSET = 3600
    enter(client)
    chair.refresh_from_db()
    assert chair.last_login == NOW + timedelta(hours=1)


def test_signing_in_changes_the_session_key(client, chair):
    client.get(LOGIN)
    client.session.save()
    before = client.session.session_key
    enter(client)
    assert client.session.session_key != before


def test_signing_in_leads_to_the_page_that_was_wanted(client, chair):
    asked = client.get("/don-vi/?q=may")
    assert asked.url == f"{LOGIN}?next=%2Fdon-vi%2F%3Fq%3Dmay"
    wanted = hidden(client.get(asked.url), "next")
    assert enter(client, next=wanted).url == "/don-vi/?q=may"


@pytest.mark.parametrize(
    ("username", "password", "sentence"),
    [
        ("tb-0407", "sai", WRONG),
        ("khong-co", PASSWORD, WRONG),
        ("", PASSWORD, "Nhập tài khoản"),
        ("tb-0407", "", "Nhập mật khẩu."),
    ],
)
def test_a_wrong_entry_is_answered_with_a_sentence(client, chair, username, password, sentence):
    response = enter(client, username=username, password=password)
    assert response.status_code == 422
    assert "<title>Lỗi: Đăng nhập" in text(response)
    assert text(response).count(sentence) >= 1
    assert f'value="{username}"' in text(response)
    if password:
        assert password not in text(response)


def test_an_account_no_longer_used_stays_out(client, chair):
    chair.is_active = False
    chair.save(update_fields=["is_active"])
    assert WRONG in text(enter(client))


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "///evil.example",
        "////evil.example/x",
        "http://evil.example",
        "https://evil.example/don-vi/",
        "http:///evil.example",
        "https:evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "/\\evil.example",
        "\\\\evil.example",
        "\\/evil.example",
        "/\\/evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "\t//evil.example",
        " //evil.example",
        " https://evil.example",
        "\x00//evil.example",
        "\x01https://evil.example",
        "\x1b//evil.example",
        "evil.example",
        "don-vi/",
        "?x=1",
        "#x",
        "@evil.example",
        "//user@evil.example",
        "https://testserver@evil.example",
        "//evil.example\\@testserver",
        "https://testserver.evil.example",
        "http://testserver:80@evil.example",
        "ftp://testserver/",
        "//testserver/",
        "http://testserver/",
        "https://[::1",
        "//[::1",
        "http://１27.0.0.1",
    ],
)
def test_no_redirect_leaves_this_site(client, chair, wanted):
    response = enter(client, next=wanted)
    assert response.status_code == 302
    assert response.url == "/"


def test_the_wanted_page_of_the_password_page_stays_here_too(sign_in, chair_of, grassroots):
    client = sign_in(chair_of(grassroots))
    assert hidden(client.get("/xac-nhan-mat-khau/?tiep=//evil.example"), "tiep") == "/"
    response = client.post("/xac-nhan-mat-khau/", {"password": PASSWORD, "tiep": "//evil.example"})
    assert response.url == "/"


@pytest.mark.parametrize("role", [Role.CHAIR, Role.OFFICER])
def test_sign_out_stands_on_every_layout_and_works(sign_in, access_of_role, upper_union, role):
    client = sign_in(access_of_role(upper_union, role))
    page = client.get("/khong-co-trang-nay/")  # chairs and staff see it in their own frame
    assert 'action="/dang-xuat/"' in text(page)
    response = client.post("/dang-xuat/")
    assert response.url == LOGIN
    assert response["Clear-Site-Data"] == '"cache"'
    assert client.get("/don-vi/").status_code == 302


def test_signing_out_needs_a_post(client):
    assert client.get("/dang-xuat/").status_code == 405


# Guessing -------------------------------------------------------------------------------------------------------------


def guess(client, times, **who):
    for _ in range(times):
        response = enter(client, password="sai-hoai", **who)
    return response


def test_ten_wrong_passwords_lock_this_account_at_this_address(client, chair):
    assert guess(client, 9).status_code == 422
    locked = guess(client, 1)
    assert locked.status_code == 429
    assert "Tạm khóa đăng nhập trong 15 phút" in text(locked)
    assert enter(client).status_code == 429  # the right password does not help now


def test_the_lock_names_a_telephone(client, chair):
    assert "0296 111 222" in text(guess(client, 10))


def test_capitals_and_spaces_are_the_same_account(client, chair):
    guess(client, 5)
    assert guess(client, 5, username=" TB-0407").status_code == 429


def test_a_neighbour_at_the_same_address_is_not_locked_out(client, chair, grassroots):
    other = MandateFactory(body=grassroots, role=Role.CHAIR, user__username="tb-0408").user
    guess(client, 10)
    assert enter(client, username=other.username).status_code == 302


def test_the_same_account_from_another_address_is_not_locked_out(client, chair):
    guess(client, 10)
    assert enter(client, ip="10.0.0.2").status_code == 302


def test_the_lock_ends_and_tells_the_minutes_left(client, chair, time_machine):
    time_machine.move_to(NOW, tick=False)
    guess(client, 10)
    time_machine.shift(14 * 60 - 5)
    assert "trong 2 phút" in text(enter(client))
    time_machine.shift(66)
    assert enter(client).status_code == 302


def test_a_success_forgets_the_wrong_tries(client, chair):
    guess(client, 9)
    enter(client)
    client.post("/dang-xuat/")
    assert guess(client, 9).status_code == 422


def test_a_locked_out_chair_keeps_the_form_and_comes_back_to_a_clean_page(client, chair):
    draft = hidden(client.post("/doi-chuc-vu/", {"mandate": "x"}), "draft")
    guess(client, 9)
    locked = enter(client, password="sai-hoai", draft=draft)
    assert hidden(locked, "draft") == draft
    again = client.post(LOGIN, {"next": "", "draft": draft})
    assert again.status_code == 200
    assert "Lỗi:" not in text(again)
    assert hidden(again, "draft") == draft


def test_no_form_is_written_into_the_list_of_wrong_tries(client, chair):
    from axes.models import AccessAttempt

    enter(client, password="sai-hoai", draft="ban-nhap-rieng")
    stored = AccessAttempt.objects.get().post_data
    assert "ban-nhap-rieng" not in stored
    assert "sai-hoai" not in stored


# Nothing typed is lost ------------------------------------------------------------------------------------------------


def test_a_form_sent_after_the_sign_in_ran_out_is_kept_and_sent_again(client, chair, grassroots):
    mandate = chair.mandates.get()
    typed = {
        "mandate": str(mandate.uid),
        "ghi-chu": ["Dòng một\r\nDòng “hai” & <ba>", "lần hai"],
        "password": "bí-mật",
    }
    lost = client.post("/doi-chuc-vu/", typed)
    assert lost.status_code == 401
    assert "phần vừa nhập vẫn được giữ" in text(lost)
    wrong = enter(client, password="sai", draft=hidden(lost, "draft"))
    replay = enter(client, draft=hidden(wrong, "draft"))
    assert replay.status_code == 200
    kept = replay.context["kept"]
    assert kept["path"] == "/doi-chuc-vu/"
    assert kept["typed"] == [["mandate", [str(mandate.uid)]], ["ghi-chu", typed["ghi-chu"]]]
    assert "Dòng “hai” &amp; &lt;ba&gt;" in text(replay)
    assert ">Gửi lại</button>" in text(replay)
    again = client.post(kept["path"], dict(kept["typed"]))
    assert again.status_code == 302
    assert client.session["mandate"] == str(mandate.uid)


def test_a_forged_or_old_draft_is_dropped(client, chair, rf, time_machine):
    time_machine.move_to(NOW, tick=False)
    assert enter(client, draft="gia-mao").status_code == 302
    draft = keep_typed(rf.post("/x/", {"a": "1"}))
    time_machine.shift(1801)
    assert kept_typed(draft) is None


# The password once more -----------------------------------------------------------------------------------------------


def test_the_password_is_noted_with_its_time(sign_in, chair_of, grassroots):
    client = sign_in(chair_of(grassroots))
    page = client.get("/xac-nhan-mat-khau/?tiep=/don-vi/")
    assert "10 phút" in text(page)
    response = client.post("/xac-nhan-mat-khau/", {"password": PASSWORD, "tiep": "/don-vi/"})
    assert response.url == "/don-vi/"
    assert client.session["password_at"] == NOW.timestamp()


@pytest.mark.parametrize(
    ("typed", "sentence"), [("sai", "Mật khẩu chưa đúng"), ("", "Nhập mật khẩu của đồng chí")]
)
def test_a_wrong_password_goes_no_further(sign_in, chair_of, grassroots, typed, sentence):
    client = sign_in(chair_of(grassroots))
    response = client.post("/xac-nhan-mat-khau/", {"password": typed, "tiep": "/don-vi/"})
    assert response.status_code == 422
    assert sentence in text(response)
    assert "password_at" not in client.session


def test_wrong_passwords_there_count_towards_the_lock(sign_in, chair_of, grassroots):
    client = sign_in(chair_of(grassroots))
    for _ in range(10):
        response = client.post("/xac-nhan-mat-khau/", {"password": "sai"})
    assert response.status_code == 429
    assert "Về trang chính" in text(response)


# Two posts ------------------------------------------------------------------------------------------------------------


def test_one_acts_in_the_post_one_chose(sign_in, chair_of, grassroots, upper_union):
    access = chair_of(grassroots)
    officer = MandateFactory(user=access.user, body=upper_union, role=Role.OFFICER)
    client = sign_in(access)
    response = client.post("/doi-chuc-vu/", {"mandate": str(officer.uid)})
    assert (response.status_code, response.url) == (302, "/")
    assert client.session["mandate"] == str(officer.uid)
    assert Access(access.user, NOW.date(), chosen=client.session["mandate"]).body == upper_union
    assert "Đổi chức vụ" in text(client.get("/don-vi/"))


def test_nobody_acts_in_the_post_of_another(sign_in, chair_of, officer_of, grassroots, upper_union):
    foreign = officer_of(upper_union).mandates[0]
    client = sign_in(chair_of(grassroots))
    assert client.post("/doi-chuc-vu/", {"mandate": str(foreign.uid)}).status_code == 404
    assert client.post("/doi-chuc-vu/", {}).status_code == 404


def test_login_url_is_the_settings_one():
    assert reverse(settings.LOGIN_URL) == LOGIN
