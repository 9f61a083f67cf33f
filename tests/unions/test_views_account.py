"""Does everybody see and change what is theirs, and end every sign-in that is not theirs to keep?"""

from datetime import timedelta

import pytest
from django.test import Client

from tests.cast import NOW
from tests.factories import MandateFactory
from tests.factories.people import PASSWORD, UserFactory
from unions import own_account
from unions.models import LedgerEntry, Session
from unions.passwords import WeakPassword
from unions.roles import Role
from unions.tasks import sweep_sign_ins

GOOD = "sông Hậu mùa nước nổi"
PHONE = (
    "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36"
)


@pytest.fixture
def own(sign_in, chair):
    """The chair's browser, the password typed a moment ago."""
    client = sign_in(chair)
    session = client.session
    session["password_at"] = NOW.timestamp()
    session.save()
    return client


def entered(user, agent=PHONE, ip="14.161.22.33"):
    """Another browser in which the person signed in at the door."""
    client = Client(headers={"User-Agent": agent})
    answer = client.post("/dang-nhap/", {"username": user.username, "password": PASSWORD}, REMOTE_ADDR=ip)
    assert answer.status_code == 302
    return client


def is_in(client):
    return client.get("/don-vi/").status_code == 200


def text(response):
    return response.content.decode()


# The page -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.CHAIR, Role.OFFICER])
def test_the_page_shows_what_is_known_of_me(
    sign_in, access_of_role, upper_union, role, django_assert_max_num_queries
):
    access = access_of_role(upper_union, role)
    client = sign_in(access)
    with django_assert_max_num_queries(8):
        page = client.get("/tai-khoan/")
    for word in (
        access.name,
        access.mandate.post,
        access.body.name,
        "0912 345 678",
        access.user.username,
        "Xác nhận hai bước",
    ):
        assert word in text(page)
    assert len(page.content) < 50_000
    assert 'href="/tai-khoan/"' in text(client.get("/khong-co-trang-nay/"))


def test_every_sign_in_is_listed_with_its_device(own, chair):
    entered(chair.user)
    entered(chair.user, agent="curl/8", ip="2001:ee0:4f12::7")
    entered(UserFactory())
    page = text(own.get("/tai-khoan/"))
    assert "Đang đăng nhập ở 3 nơi" in page
    assert "Điện thoại Android, Chrome" in page
    assert "địa chỉ 14.161.*.*" in page
    assert "22.33" not in page
    assert page.index("Máy đang dùng") < page.index("Điện thoại Android")


def test_the_list_costs_the_same_for_one_and_for_many(own, chair, django_assert_num_queries):
    own.get("/tai-khoan/")
    with django_assert_num_queries(5):
        own.get("/tai-khoan/")
    entered(chair.user), entered(chair.user)
    with django_assert_num_queries(5):
        own.get("/tai-khoan/")


def test_what_an_office_left_alone_is_not_listed(sign_in, officer, time_machine):
    client = sign_in(officer)
    entered(officer.user)
    time_machine.move_to(NOW + timedelta(minutes=20), tick=False)
    client.get("/tai-khoan/")
    time_machine.move_to(NOW + timedelta(minutes=31), tick=False)
    assert "Đang đăng nhập ở 1 nơi" in text(client.get("/tai-khoan/"))


def test_sign_ins_that_ran_out_are_neither_listed_nor_kept(own, chair, time_machine):
    old = entered(chair.user).session.session_key
    Session.objects.filter(session_key=old).update(expire_date=NOW - timedelta(seconds=1))
    assert "Đang đăng nhập ở 1 nơi" in text(own.get("/tai-khoan/"))
    sweep_sign_ins()
    assert not Session.objects.filter(session_key=old).exists()
    assert is_in(own)


# Ending sign-ins ------------------------------------------------------------------------------------------------------


def test_one_sign_in_is_ended(own, chair):
    phone, other = entered(chair.user), entered(chair.user)
    uid = Session.objects.get(session_key=phone.session.session_key).uid
    answer = own.post("/tai-khoan/ket-thuc/", {"uid": str(uid)})
    assert answer.url == "/tai-khoan/"
    assert (is_in(own), is_in(phone), is_in(other)) == (True, False, True)
    assert "đã kết thúc rồi" in text(own.post("/tai-khoan/ket-thuc/", {"uid": str(uid)}, follow=True))


def test_all_others_are_ended(own, chair):
    phone, other = entered(chair.user), entered(chair.user)
    own.post("/tai-khoan/ket-thuc/")
    assert (is_in(own), is_in(phone), is_in(other)) == (True, False, False)
    assert LedgerEntry.objects.filter(act="own_account.end_others").count() == 1


@pytest.mark.parametrize("bent", ["", "x", "\x00", "00000000-0000-0000-0000-000000000000"])
def test_nothing_else_is_ended(own, chair, bent):
    phone, stranger = entered(chair.user), entered(UserFactory())
    Session.objects.filter(user=chair.user).exclude(session_key=own.session.session_key).update(uid=None)
    theirs = Session.objects.get(session_key=stranger.session.session_key).uid
    mine = own.session["uid"] if "uid" in own.session else ""
    for uid in (bent, theirs, mine):
        own.post("/tai-khoan/ket-thuc/", {"uid": str(uid)})
    assert is_in(own)
    assert is_in(phone)
    assert Session.objects.filter(user_id=stranger.session["_auth_user_id"]).exists()


# The password ---------------------------------------------------------------------------------------------------------


def change(client, password=PASSWORD, new=GOOD, again=None):
    typed = {"password": password, "password_new": new, "password_again": new if again is None else again}
    return client.post("/tai-khoan/mat-khau/", typed)


def test_a_new_password_ends_every_other_sign_in(own, chair):
    phone, before = entered(chair.user), own.session.session_key
    answer = change(own)
    assert (answer.status_code, answer.url) == (302, "/tai-khoan/")
    assert own.session.session_key != before
    assert (is_in(own), is_in(phone)) == (True, False)
    chair.user.refresh_from_db()
    assert chair.user.check_password(GOOD)
    line = LedgerEntry.objects.get(act="own_account.change_password")
    assert "kết thúc 1 lần đăng nhập khác" in line.sentence


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"password": "sai"}, "Mật khẩu hiện nay chưa đúng"),
        ({"password": ""}, "Nhập mật khẩu hiện nay"),
        ({"new": "Congdoan@2021"}, "dễ đoán"),
        ({"again": "khác hẳn mật khẩu kia"}, "chưa giống nhau"),
    ],
)
def test_a_password_that_cannot_be_changed_stays(own, chair, typed, sentence):
    page = change(own, **typed)
    assert page.status_code == 422
    assert sentence in text(page)
    assert GOOD not in text(page)
    chair.user.refresh_from_db()
    assert chair.user.check_password(PASSWORD)


def test_guessing_there_is_guessing_and_leaves_no_new_password_behind(own, chair):
    from axes.models import AccessAttempt

    for _ in range(10):
        locked = change(own, password="sai")
    assert locked.status_code == 429
    assert GOOD not in AccessAttempt.objects.get().post_data


def test_the_act_itself_takes_no_weak_password(chair):
    with pytest.raises(WeakPassword):
        own_account.change_password(chair.user, password="123456789012", by=chair, at=NOW, keep="")


# How one is reached ---------------------------------------------------------------------------------------------------


def test_contacts_ask_the_password_first(sign_in, chair):
    client = sign_in(chair)
    for ask in (client.get, client.post):
        assert ask("/tai-khoan/lien-he/").url.startswith("/xac-nhan-mat-khau/")


def test_a_new_telephone_opens_the_door(own, chair, rf):
    answer = own.post("/tai-khoan/lien-he/", {"phone": "+84 987 654 321", "email": "Mai@Gmail.com"})
    assert answer.url == "/tai-khoan/"
    chair.user.refresh_from_db()
    assert (chair.user.phone_key, chair.user.email) == ("0987654321", "mai@gmail.com")
    line = LedgerEntry.objects.get(act="own_account.change_contact").sentence
    assert "**** *** 678 thành +** *** *** 321" in line
    assert "Thông tin vẫn như cũ" in text(
        own.post("/tai-khoan/lien-he/", {"phone": "+84 987 654 321", "email": "mai@gmail.com"}, follow=True)
    )


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"phone": "không có"}, "Nhập số điện thoại bằng chữ số"),
        ({"email": "không phải thư"}, "Nhập địa chỉ thư điện tử"),
        ({"phone": "0911 111 111"}, "đang là của một tài khoản khác"),
        ({"email": "LAN@gmail.com"}, "đang là của một tài khoản khác"),
    ],
)
def test_contacts_that_cannot_be_are_kept_as_typed(own, chair, typed, sentence):
    MandateFactory(user__phone="0911 111 111", user__email="lan@gmail.com", body=chair.body, role=Role.CLERK)
    page = own.post("/tai-khoan/lien-he/", {"phone": "0912 345 678", "email": ""} | typed)
    assert page.status_code == 422
    assert sentence in text(page)
    assert f'value="{next(iter(typed.values()))}"' in text(page)


# Gone at once (RELIABILITY R47) ---------------------------------------------------------------------------------------


def test_a_closed_account_is_outside_at_the_next_request(own, chair):
    phone = entered(chair.user)
    chair.user.is_active = False
    chair.user.save(update_fields=["is_active"])
    assert (is_in(own), is_in(phone)) == (False, False)


def test_the_key_changes_whenever_more_may_be_done(own, chair, upper_union):
    second = MandateFactory(user=chair.user, body=upper_union, role=Role.OFFICER)
    keys = [own.session.session_key]
    own.post("/xac-nhan-mat-khau/", {"password": PASSWORD, "tiep": "/"})
    keys.append(own.session.session_key)
    own.post("/doi-chuc-vu/", {"mandate": str(second.uid)})
    keys.append(own.session.session_key)
    assert len(set(keys)) == 3
    assert not Session.objects.filter(session_key__in=keys[:2]).exists()
    assert own.session["mandate"] == str(second.uid)
