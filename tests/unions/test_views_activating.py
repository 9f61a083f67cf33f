"""Does the page of a code show whose account it opens, take a password once, and lead inside?"""

import pytest
from django.urls import reverse

from tests.cast import NOW
from tests.factories import MandateFactory
from tests.unions.own_devices import Telephone
from unions import admitting, guessing, second_factor
from unions.models import WrongCode
from unions.roles import Role

PAGE = "/kich-hoat/"
GOOD = "sông Hậu mùa nước nổi"


@pytest.fixture
def newcomer(grassroots):
    names = {"user__full_name": "Trần Thị Mai", "user__username": "tb-0407", "user__password": None}
    return MandateFactory(body=grassroots, role=Role.CHAIR, post="Chủ tịch", **names).user


@pytest.fixture
def code(newcomer, officer, time_machine):
    time_machine.move_to(NOW, tick=False)
    return admitting.invite_many([newcomer], by=officer, at=NOW)[newcomer.pk]


def chosen(code, password=GOOD, again=None):
    return {
        "ma_kich_hoat": code,
        "password_new": password,
        "password_again": password if again is None else again,
    }


def text(response):
    return response.content.decode()


def test_the_address_fills_the_code_in_and_tells_nothing(client, code):
    page = client.get(f"{PAGE}?ma={code}")
    assert page.status_code == 200
    assert f'value="{code}"' in text(page)
    assert "Trần Thị Mai" not in text(page)
    assert page["Referrer-Policy"] == "same-origin"


def test_the_code_shows_whose_account_it_opens(client, code):
    page = client.post(PAGE, {"ma_kich_hoat": code.lower().replace("-", " ")})
    assert page.status_code == 200
    for word in ("Trần Thị Mai", "Chủ tịch, CĐCS Công ty TNHH May Nhà Bàng", "tb-0407", "Ít nhất 12 ký tự"):
        assert word in text(page)


def test_the_password_leads_inside_with_a_new_session(client, code, newcomer):
    client.session.save()
    before = client.session.session_key
    answer = client.post(PAGE, chosen(code))
    assert (answer.status_code, answer.url) == (302, "/")
    assert client.session.session_key != before
    assert client.session["_auth_user_id"] == str(newcomer.pk)
    assert client.session["password_at"] == NOW.timestamp()


def test_a_double_tap_leads_inside_too(client, code, newcomer):
    first, second = client.post(PAGE, chosen(code)), client.__class__().post(PAGE, chosen(code))
    assert first.status_code == second.status_code == 302


@pytest.mark.parametrize(
    ("password", "again", "sentence"),
    [
        ("", "", "Nhập mật khẩu mới."),
        ("ngắn quá", None, "ít nhất 12 ký tự"),
        ("Congdoan@2021", None, "dễ đoán"),
        (GOOD, "sông Hậu mùa nước cạn", "chưa giống nhau"),
        ("x" * 300, None, "dài nhất 256"),
    ],
)
def test_a_password_that_may_not_be_is_answered_with_a_sentence(client, code, password, again, sentence):
    page = client.post(PAGE, chosen(code, password, again))
    assert page.status_code == 422
    assert sentence in text(page)
    assert "Trần Thị Mai" in text(page)
    assert admitting.invitation_of(code, NOW)
    assert not password or password not in text(page)


def test_other_codes_are_refused_with_whom_to_call(client, code, province, newcomer):
    province.phone = "0296 111 222"
    province.save(update_fields=["phone"])
    client.post(PAGE, chosen(code))
    client.post("/dang-xuat/")
    for typed, password in (("0000-0000-0000-0000", GOOD), (code, GOOD + "!"), ("chưa có", GOOD)):
        for form in ({"ma_kich_hoat": typed}, chosen(typed, password)):
            page = client.post(PAGE, form)
            assert page.status_code == 422
            assert "không đúng, đã hết hạn hoặc đã được dùng" in text(page)
            assert "0296 111 222" in text(page)
    assert client.post(PAGE, {"ma_kich_hoat": ""}).status_code == 422


def test_an_address_that_tries_codes_waits_and_others_do_not(client, code, monkeypatch, time_machine):
    monkeypatch.setattr(guessing, "MOST", 3)
    for _ in range(3):
        assert client.post(PAGE, {"ma_kich_hoat": "0000"}).status_code == 422
    assert client.post(PAGE, {"ma_kich_hoat": code}).status_code == 429
    assert client.post(PAGE, {"ma_kich_hoat": code}, REMOTE_ADDR="10.1.1.1").status_code == 200
    time_machine.shift(15 * 60)
    assert client.post(PAGE, {"ma_kich_hoat": code}).status_code == 200
    assert WrongCode.objects.get().tries == 3


def test_old_counts_are_swept_away(db):
    guessing.note_wrong("10.0.0.1", NOW.replace(day=8))
    guessing.note_wrong("10.0.0.1", NOW)
    assert WrongCode.objects.count() == 1


def test_a_code_of_a_reset_says_so(client, code, newcomer, officer):
    fresh = admitting.reset(newcomer, by=officer, at=NOW, reason="quên")
    assert "Đặt mật khẩu và vào" in text(client.post(PAGE, {"ma_kich_hoat": fresh}))


def test_a_passkey_may_stand_for_the_password(client, code, newcomer):
    choose = text(client.post(PAGE, {"ma_kich_hoat": code}))
    assert "Dùng vân tay, khuôn mặt hoặc khóa máy" in choose
    answer = client.post(PAGE, {"ma_kich_hoat": code, "khong_mat_khau": "1"})
    assert (answer.status_code, answer.url) == (302, "/tai-khoan/hai-buoc/khoa/")
    assert "tạo khóa rồi hãy rời trang" in text(client.get(answer.url))
    newcomer.refresh_from_db()
    assert not newcomer.has_usable_password()
    again = client.post(PAGE, {"ma_kich_hoat": code, "khong_mat_khau": "1"})
    assert (again.status_code, again.url) == (302, "/tai-khoan/hai-buoc/khoa/")
    offer = client.post("/tai-khoan/hai-buoc/khoa/chuan-bi/").json()
    client.post("/tai-khoan/hai-buoc/khoa/", {"khoa": Telephone().make(offer)})
    assert client.session["password_by"] == "passkey", "what is signed now does not speak of a password"
    number = second_factor.steps_of(newcomer)[0].pk
    kept = client.post(reverse("mfa_remove", args=[number]))
    assert "cách vào duy nhất" in text(kept), "nobody shuts themselves out"
    client.logout()
    assert client.post(PAGE, {"ma_kich_hoat": code, "khong_mat_khau": "1"}).status_code == 422
