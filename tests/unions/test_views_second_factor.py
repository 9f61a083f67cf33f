"""Does the second step open the door to its owner only, once for each code, and lose nothing on the way (R50)?"""

import re

import pytest
from django.urls import reverse

from tests.cast import NOW
from tests.factories.people import PASSWORD
from tests.unions.own_devices import Telephone, code_of_now, key_on
from unions import second_factor
from unions.admitting import accept, reset
from unions.models import LedgerEntry, User
from unions.web import keep_typed

DOOR, SECOND = "/dang-nhap/", "/dang-nhap/hai-buoc/"
OWN, APP = "/tai-khoan/hai-buoc/", "/tai-khoan/hai-buoc/ung-dung/"


@pytest.fixture
def user(officer, time_machine):
    time_machine.move_to(NOW, tick=False)
    return officer.user


def enter(client, user, **more):
    return client.post(DOOR, {"username": user.username, "password": PASSWORD, "next": "", **more})


def text(response):
    return response.content.decode()


def said(response):
    return " ".join(re.sub(r"<[^>]*>", " ", text(response)).split())


def is_in(client):
    return "_auth_user_id" in client.session


@pytest.fixture
def app(client, user):
    """The words of the key of an app that is set up; its owner is outside again."""
    enter(client, user)
    words = key_on(client.get(APP))
    answer = client.post(APP, {"ma-so": code_of_now(words)})
    assert answer.url == OWN + "ma-du-phong/"
    client.backups = re.findall(r'"to-copy">(\d{4} \d{4})<', text(client.get(answer.url)))
    client.post("/dang-xuat/")
    return words


@pytest.fixture
def telephone(client, user):
    """A passkey that is set up; its owner is outside again."""
    device = Telephone()
    enter(client, user)
    offer = client.post(OWN + "khoa/chuan-bi/").json()
    answer = client.post(OWN + "khoa/", {"khoa": device.make(offer), "ten": " Điện thoại  của tôi "})
    assert answer.url == OWN + "ma-du-phong/"
    client.post("/dang-xuat/")
    return device


def acts():
    return list(LedgerEntry.objects.filter(act__startswith="second_factor").values_list("act", flat=True))


# Setting up -----------------------------------------------------------------------------------------------------------


def test_an_app_counts_when_its_first_code_was_right(client, user):
    enter(client, user)
    page = client.get(APP)
    assert 'src="data:image/svg+xml' in text(page)
    words = key_on(page)
    assert words == key_on(client.get(APP)), "the picture stays until it was used"
    assert client.post(APP, {"ma-so": "000000"}).status_code == 422
    assert second_factor.steps_of(user) == []
    code = code_of_now(words)
    answer = client.post(APP, {"ma-so": f" {code[:3]} {code[3:]} "}, follow=True)
    assert [step.name for step in second_factor.steps_of(user)] == [second_factor.APP_NAME]
    assert "Đã bật ứng dụng mã 6 số." in text(answer)
    assert len(re.findall(r'"to-copy">\d{4} \d{4}<', text(answer))) == 10
    assert acts() == ["second_factor.add"]
    again = client.get(APP)
    assert client.post(APP, {"ma-so": code_of_now(key_on(again))}).status_code == 422
    assert client.post(OWN + "ma-du-phong/").url == OWN
    assert '"to-copy">' not in text(client.get(OWN + "ma-du-phong/"))


def test_setting_up_asks_for_a_fresh_password(client, user, time_machine):
    enter(client, user)
    time_machine.shift(601)
    assert client.get(APP).url == f"/xac-nhan-mat-khau/?tiep={APP.replace('/', '%2F')}"
    assert client.post(OWN + "khoa/").url.endswith(OWN.replace("/", "%2F"))


def test_the_first_step_ends_sign_ins_elsewhere(client, user):
    other = type(client)()
    enter(other, user)
    enter(client, user)
    client.post(APP, {"ma-so": code_of_now(key_on(client.get(APP)))})
    assert client.get("/").status_code == 200
    assert other.get("/").url.startswith(DOOR)


# At the door ----------------------------------------------------------------------------------------------------------


def test_the_password_alone_opens_nothing(client, user, app):
    answer = enter(client, user, next="/don-vi/")
    assert answer.url == SECOND
    assert not is_in(client)
    assert client.get("/").url.startswith(DOOR)
    page = client.get(SECOND)
    assert user.full_name in text(page)
    assert client.post(SECOND, {"ma-so": "123456"}).status_code == 422
    assert not is_in(client)


def test_the_code_of_the_app_opens_and_leads_on(client, user, app, time_machine):
    time_machine.shift(30)
    enter(client, user, next="/don-vi/")
    before = client.session.session_key
    answer = client.post(SECOND, {"ma-so": code_of_now(app)})
    assert answer.url == "/don-vi/"
    assert is_in(client)
    assert client.session.session_key != before


def test_a_code_opens_once(client, user, app, time_machine):
    enter(client, user)
    refused = client.post(SECOND, {"ma-so": code_of_now(app)})
    assert "chưa đúng hoặc đã dùng" in text(refused), "it was used at the set-up"
    time_machine.shift(30)
    assert client.post(SECOND, {"ma-so": code_of_now(app)}).url == "/"
    client.post("/dang-xuat/")
    enter(client, user)
    assert client.post(SECOND, {"ma-so": code_of_now(app)}).status_code == 422
    time_machine.shift(30)
    assert client.post(SECOND, {"ma-so": code_of_now(app, late=30)}).status_code == 422, "older than the last"
    assert client.post(SECOND, {"ma-so": code_of_now(app)}).url == "/"


def test_a_telephone_half_a_minute_late_is_taken_and_no_later(client, user, app, time_machine):
    time_machine.shift(600)
    enter(client, user)
    assert client.post(SECOND, {"ma-so": code_of_now(app, late=60)}).status_code == 422
    assert client.post(SECOND, {"ma-so": code_of_now(app, late=30)}).url == "/"


def test_ten_wrong_codes_close_for_a_quarter_of_an_hour(client, user, app, time_machine):
    time_machine.shift(60)
    for _ in range(10):
        enter(client, user)
        assert "chưa đúng" in text(client.post(SECOND, {"ma-so": "000000"}))
    enter(client, user)
    shut = client.post(SECOND, {"ma-so": code_of_now(app)})
    assert "Đã nhập sai 10 lần. Đồng chí chờ 15 phút" in text(shut)
    assert "chờ 15 phút" in text(client.post(SECOND, {"ma-so": client.backups[0], "cach": "du-phong"}))
    time_machine.shift(15 * 60)
    enter(client, user)
    assert client.post(SECOND, {"ma-so": code_of_now(app)}).url == "/"


@pytest.mark.parametrize("change", ["late", "password", "inactive"])
def test_waiting_for_the_second_step_ends(client, user, app, time_machine, change):
    enter(client, user)
    time_machine.shift(601 if change == "late" else 60)
    row = User.objects.get(pk=user.pk)
    if change == "password":
        row.set_password("mat-khau-moi-2021-05")
    row.is_active = change != "inactive"
    row.save()
    assert client.post(SECOND, {"ma-so": code_of_now(app)}).url == DOOR
    assert not is_in(client)


def test_a_recovery_code_opens_once_and_is_written_down(client, user, app):
    for turn, status in ((0, 302), (0, 422), (1, 302)):
        enter(client, user)
        page = client.get(SECOND + "?cach=du-phong")
        assert "Mã dự phòng" in said(page)
        answer = client.post(SECOND, {"ma-so": client.backups[turn], "cach": "du-phong"})
        assert answer.status_code == status
        client.post("/dang-xuat/")
    assert acts().count("second_factor.backup") == 2
    assert LedgerEntry.objects.filter(sentence__contains="còn 8 mã").count() == 1
    assert second_factor.backups_left(user) == 8


def test_what_was_typed_survives_both_steps(client, user, app, rf, time_machine):
    time_machine.shift(30)
    draft = keep_typed(rf.post("/nhap/", {"muc-tieu": "Đã viết rất lâu", "ma-so": "123456"}))
    enter(client, user, draft=draft)
    answer = client.post(SECOND, {"ma-so": code_of_now(app)})
    assert answer.status_code == 200
    assert "Đã viết rất lâu" in text(answer)
    assert "123456" not in text(answer)


def test_who_was_signed_in_here_before_is_gone(client, user, app, chair):
    enter(client, chair.user)
    assert is_in(client)
    enter(client, user)
    assert not is_in(client)


# Passkeys -------------------------------------------------------------------------------------------------------------


def test_a_second_step_of_one_is_none_of_another(client, user, app, chair, time_machine):
    """On a shared computer: one password typed before, then somebody else comes in."""
    time_machine.shift(30)
    enter(client, user)
    enter(client, chair.user)
    time_machine.shift(300)
    assert client.post(SECOND, {"ma-so": code_of_now(app)}).url == "/dang-nhap/"
    assert client.session["password_at"] == NOW.timestamp() + 30


def test_a_passkey_takes_the_second_step(client, user, telephone):
    enter(client, user)
    challenge = client.post(SECOND + "thu-khoa/").json()
    assert len(challenge["publicKey"]["allowCredentials"]) == 1
    answer = client.post(SECOND, {"khoa": telephone.show(challenge)})
    assert answer.url == "/"
    assert is_in(client)
    step = second_factor.steps_of(user)[0]
    assert (step.name, step.made_at, step.used_at) == ("Điện thoại của tôi", NOW, NOW)


def test_a_passkey_alone_opens_the_door(client, user, telephone):
    challenge = client.post(SECOND + "thu-khoa/").json()
    answer = client.post(SECOND + "vao-bang-khoa/", {"khoa": telephone.show(challenge), "next": "/khoi/"})
    assert answer.url == "/khoi/"
    assert client.session["_auth_user_id"] == str(user.pk)
    client.post("/dang-xuat/")
    again = client.post(SECOND + "vao-bang-khoa/", {"khoa": telephone.show(challenge), "next": "/khoi/"})
    assert again.status_code == 422, "a challenge is answered once"
    assert 'value="/khoi/"' in text(again)


def test_after_a_reset_no_passkey_opens_before_the_code(client, user, telephone, system):
    def show():
        answer = telephone.show(client.post(SECOND + "thu-khoa/").json())
        return client.post(SECOND + "vao-bang-khoa/", {"khoa": answer}).status_code

    code = reset(user, by=system, at=NOW, reason="ngờ lộ")
    assert (show(), is_in(client)) == (422, False)
    accept(code, password=None, at=NOW)
    assert (show(), is_in(client)) == (302, True)


def test_no_other_answer_is_a_passkey(client, user, telephone):
    stranger = Telephone()
    stranger.handle, stranger.id = telephone.handle, telephone.id
    away = Telephone("https://thi-dua.example")
    away.key, away.id, away.handle = telephone.key, telephone.id, telephone.handle

    def tried(device, **more):
        challenge = client.post(SECOND + "thu-khoa/").json()
        return device if isinstance(device, str) else device.show(challenge, **more)

    for build in (
        lambda: tried(stranger),  # another key
        lambda: tried(away),  # the right key on a copied site
        lambda: tried(telephone, place="thi-dua.example"),
        lambda: tried("x"),
        lambda: tried("[]"),
        lambda: tried("{}"),
        lambda: tried("[" * 5000),
        lambda: tried('{"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {"userHandle": null}}'),
        lambda: tried(""),
    ):
        answer = build()
        refused = client.post(SECOND + "vao-bang-khoa/", {"khoa": answer})
        assert refused.status_code == 422, answer
        assert "chưa nhận ra khóa này" in text(refused)
    enter(client, user)
    for broken in ("{}", '{"id": "YQ", "rawId": "YQ", "response": {}}', "x" * 30_000):
        assert client.post(SECOND, {"khoa": broken}).status_code == 422
    assert not is_in(client)
    telephone.handle = b"1"
    assert client.post(SECOND + "vao-bang-khoa/", {"khoa": tried(telephone)}).status_code == 422


def test_a_passkey_that_was_not_asked_for_is_not_kept(client, user):
    enter(client, user)
    device = Telephone()
    offer = client.post(OWN + "khoa/chuan-bi/").json()
    assert offer["publicKey"]["user"]["displayName"] == user.full_name
    answer = device.make({"publicKey": {**offer["publicKey"], "challenge": "AAAA"}})
    refused = client.post(OWN + "khoa/", {"khoa": answer, "ten": "Máy cơ quan"})
    assert refused.status_code == 422
    assert 'value="Máy cơ quan"' in text(refused)
    for odd in ("1e400", "NaN", '"\\u0000"', '"\\ud800"'):  # whatever no database keeps
        made = device.make(client.post(OWN + "khoa/chuan-bi/").json())
        assert '"type": "public-key"' in made
        answer = made.replace('"type": "public-key"', f'"type": {odd}')
        assert client.post(OWN + "khoa/", {"khoa": answer}).status_code == 422
    assert second_factor.steps_of(user) == []


# Step-up, names, giving up --------------------------------------------------------------------------------------------


def test_step_up_takes_a_code_or_a_passkey_instead_of_the_password(client, user, app, time_machine):
    time_machine.shift(30)
    enter(client, user)
    client.post(SECOND, {"ma-so": code_of_now(app)})
    assert client.session["password_by"] == "code"
    time_machine.shift(601)
    page = client.get("/xac-nhan-mat-khau/?tiep=" + OWN + "ma-du-phong/")
    assert "Xác nhận bằng mã 6 số" in text(page)
    wrong = client.post(OWN + "xac-nhan/", {"ma-so": "000000", "tiep": OWN + "ma-du-phong/"})
    assert wrong.status_code == 422
    assert f'value="{OWN}ma-du-phong/"' in text(wrong)
    right = client.post(OWN + "xac-nhan/", {"ma-so": code_of_now(app), "tiep": OWN + "ma-du-phong/"})
    assert right.url == OWN + "ma-du-phong/"
    assert client.get(right.url).status_code == 200


def test_a_signature_says_how_its_signer_was_known(client, user, telephone):
    challenge = client.post(SECOND + "thu-khoa/").json()
    client.post(SECOND + "vao-bang-khoa/", {"khoa": telephone.show(challenge)})
    assert client.session["password_by"] == "passkey"


def test_passkeys_are_named_and_given_up(client, user, telephone, settings):
    challenge = client.post(SECOND + "thu-khoa/").json()
    client.post(SECOND + "vao-bang-khoa/", {"khoa": telephone.show(challenge)})
    number = second_factor.steps_of(user)[0].pk
    page = client.get(reverse("mfa_rename", args=[number]))
    assert 'value="Điện thoại của tôi"' in text(page)
    assert client.post(reverse("mfa_rename", args=[number]), {"ten": "  "}).status_code == 422
    assert client.post(reverse("mfa_rename", args=[number]), {"ten": "Máy mới"}).url == OWN
    settings.REQUIRE_MFA = True
    refused = client.post(reverse("mfa_remove", args=[number]))
    assert refused.status_code == 422
    assert "phải có ít nhất một cách" in text(refused)
    settings.REQUIRE_MFA = False
    assert "cách duy nhất" in text(client.get(reverse("mfa_remove", args=[number])))
    assert client.post(reverse("mfa_remove", args=[number])).url == OWN
    assert not second_factor.has_any(user)
    settings.REQUIRE_MFA = True
    assert client.get("/don-vi/").url == OWN, "the step that was taken is none any more"
    assert client.post(OWN + "ma-du-phong/", {"moi": "1"}).url == OWN
    assert acts() == ["second_factor.add", "second_factor.rename", "second_factor.remove"]


def test_of_two_ways_one_may_go(client, user, app, settings, time_machine):
    time_machine.shift(30)
    settings.REQUIRE_MFA = True
    enter(client, user)
    client.post(SECOND, {"ma-so": code_of_now(app)})
    device = Telephone()
    offer = client.post(OWN + "khoa/chuan-bi/").json()
    assert client.post(OWN + "khoa/", {"khoa": device.make(offer), "ten": ""}).url == OWN
    names = [step.name for step in second_factor.steps_of(user)]
    assert names == [second_factor.APP_NAME, "Khóa thứ 1"]
    page = client.get(OWN)
    assert all(name in text(page) for name in names)
    number = second_factor.steps_of(user)[0].pk
    assert client.get(reverse("mfa_rename", args=[number])).status_code == 404
    assert client.post(reverse("mfa_remove", args=[number])).url == OWN
    assert [step.name for step in second_factor.steps_of(user)] == ["Khóa thứ 1"]


def test_nobody_touches_the_steps_of_others(client, user, telephone, chair):
    number = second_factor.steps_of(user)[0].pk
    enter(client, chair.user)
    for name in ("mfa_rename", "mfa_remove"):
        for which in (number, 10**30):
            assert client.post(reverse(name, args=[which]), {"ten": "x"}).status_code == 404
    assert second_factor.steps_of(user)[0].name == "Điện thoại của tôi"


def test_new_recovery_codes_void_the_old(client, user, app, time_machine):
    time_machine.shift(30)
    enter(client, user)
    client.post(SECOND, {"ma-so": code_of_now(app)})
    old = set(client.backups)
    answer = client.post(OWN + "ma-du-phong/", {"moi": "1"}, follow=True)
    fresh = set(re.findall(r'"to-copy">(\d{4} \d{4})<', text(answer)))
    assert len(fresh) == 10
    assert fresh.isdisjoint(old)
