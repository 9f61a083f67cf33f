"""Do staff give a way in only to their own people, with a reason and a fresh password of their own?"""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt

from tests.cast import NOW
from tests.factories import MandateFactory
from tests.factories.people import PASSWORD
from unions.models import Invitation, LedgerEntry
from unions.roles import Role

REASON = "Đồng chí ấy gọi điện báo quên mật khẩu"


@pytest.fixture
def mai(grassroots):
    names = {"user__full_name": "Trần Thị Mai", "user__username": "tb-0407"}
    return MandateFactory(body=grassroots, role=Role.CHAIR, **names).user


@pytest.fixture
def staff(sign_in, officer):
    client = sign_in(officer)
    session = client.session
    session["password_at"] = NOW.timestamp()
    session.save()
    return client


@pytest.fixture
def page(mai):
    return f"/nguoi/{mai.uid}/dat-lai-mat-khau/"


def text(response):
    return response.content.decode()


def test_a_reset_shows_the_code_once(staff, mai, page):
    assert "Trong 12 giờ tới" in text(staff.get(page))
    slip = staff.post(page, {"reason": REASON})
    assert slip.status_code == 200
    assert "no-store" in slip["Cache-Control"]
    assert "21 giờ 00, 10/03/2021" in text(slip)
    code = slip.context["code"]
    assert text(slip).count(code) == 1
    assert code not in text(staff.get(f"/nguoi/{mai.uid}/"))
    mai.refresh_from_db()
    assert mai.signing_opens_at == NOW + timedelta(hours=12)
    assert REASON in LedgerEntry.objects.get(act="admitting.reset").sentence


def test_without_a_reason_nothing_is_reset(staff, mai, page):
    answer = staff.post(page, {"reason": " "})
    assert answer.status_code == 422
    assert "Ghi lý do" in text(answer)
    assert not Invitation.objects.exists()


def test_the_password_is_asked_first(sign_in, officer, page):
    client = sign_in(officer)
    assert client.get(page).url.startswith("/xac-nhan-mat-khau/?tiep=")
    asked = client.post(page, {"reason": REASON})
    back = client.post(asked.url, {"password": PASSWORD, "tiep": page})
    again = client.get(back.url)
    assert REASON in text(again)  # what was typed waits filled in, and nothing has happened yet
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.LEADER, 403),
        (Role.AUDITOR, 403),
        (Role.CLERK, 403),
        (Role.OFFICER, 200),
        (Role.ADMINISTRATOR, 200),
    ],
)
def test_those_who_appoint_may_reset(sign_in, access_of_role, upper_union, mai, page, role, status):
    client = sign_in(access_of_role(upper_union, role))
    session = client.session
    session["password_at"] = NOW.timestamp()
    session.save()
    assert client.get(page).status_code == status
    assert client.post(f"/nguoi/{mai.uid}/mo-khoa/").status_code == (302 if status == 200 else 403)


def test_outside_ones_tree_there_is_nobody(sign_in, officer_of, stranger, mai, page):
    client = sign_in(officer_of(stranger))
    assert client.get(page).status_code == 404
    assert client.post(f"/nguoi/{mai.uid}/mo-khoa/").status_code == 404


def test_a_lock_is_opened_with_one_tap(client, staff, mai):
    visitor = client.__class__()
    for _ in range(10):
        locked = visitor.post("/dang-nhap/", {"username": "tb-0407", "password": "sai"})
    assert locked.status_code == 429
    answer = staff.post(f"/nguoi/{mai.uid}/mo-khoa/")
    assert answer.url == f"/nguoi/{mai.uid}/"
    assert not AccessAttempt.objects.exists()
    assert visitor.post("/dang-nhap/", {"username": "tb-0407", "password": PASSWORD}).status_code == 302
    assert LedgerEntry.objects.filter(act="admitting.unlock").count() == 1
