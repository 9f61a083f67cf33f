"""Can the upper union read a registration, answer it, and lose nothing when it changed meanwhile?"""

from datetime import timedelta

import pytest

from targets import reviewing
from targets.assigning import note_prior
from targets.models import Registration
from targets.registering import amend, save_lines, set_titles, set_works, submit
from tests.cast import NOW
from tests.targets.board_cast import *  # noqa: F403
from tests.targets.board_cast import NAMES, chair_access, members_of, send
from unions.models import LedgerEntry
from unions.quantities import SCALE
from unions.roles import Role

MOST = 12


def text(response):
    return response.content.decode()


def address(registration, act=""):
    return f"/duyet-dang-ky/{registration.uid}/{act}"


def fresh(registration):
    return Registration.objects.get(pk=registration.pk)


def typed(registration, **more):
    return {"edition": str(registration.edition), "read_at": NOW.isoformat(), **more}


@pytest.fixture
def sent(units):
    return send(units[0], value=10)


@pytest.fixture
def reader(sign_in, officer):
    return sign_in(officer)


# Reading -------------------------------------------------------------------------------------------------------------


def test_registered_stands_beside_assigned_and_last_year(reader, sent, units, officer):
    note_prior(
        units[0], {members_of(units[0]).pk: (12 * SCALE, None)}, by=officer, at=NOW, source="Báo cáo 2020"
    )
    page = text(reader.get(address(sent)))
    assert NAMES[0] in page
    assert "Khối 1 – Doanh nghiệp" in page
    assert "thấp hơn số giao 5" in page
    assert "đúng như giao" in page
    assert "Chủ tịch số 0 gửi lúc 9 giờ 00, 10/03/2021" in page
    assert ">Duyệt</button>" in page.replace("</svg>", ">").replace(">>", ">")
    assert page.count('<td data-label="Năm trước">12</td>') == 1
    assert "0912 345 678" in page  # here the officer calls; lists show only the end of the number


def test_a_share_of_last_year_shows_its_fraction(reader, sent, units, officer):
    everyone = units[0].campaign.indicators.get(kind="unit_share")
    note_prior(units[0], {everyone.pk: (28 * SCALE, 34 * SCALE)}, by=officer, at=NOW, source="Báo cáo 2020")
    assert "82,35% (28/34)" in text(reader.get(address(sent)))


def test_a_yes_of_last_year_is_said_in_words(reader, sent, units, officer):
    everyone = units[0].campaign.indicators.get(kind="unit_share")
    note_prior(units[0], {everyone.pk: (SCALE, None)}, by=officer, at=NOW, source="Báo cáo 2020")
    assert '<td data-label="Năm trước">Có làm</td>' in text(reader.get(address(sent)))


def test_titles_works_lateness_and_history_are_shown(reader, units, officer):
    late = NOW + timedelta(days=30)
    registration = send(units[0], at=late, late_reason="Chờ hội nghị người lao động")
    page = text(reader.get(address(registration)))
    assert "Nộp muộn" in page
    assert "Chờ hội nghị người lao động" in page
    assert "Không đăng ký danh hiệu nào." in page
    assert "Không đăng ký công trình nào." in page
    assert "nộp muộn: Chờ hội nghị người lao động" in page  # the ledger's sentence


def test_offered_titles_and_works_are_listed(reader, units, officer):
    from emulation.models import Title
    from targets.registering import registration_of, take_assigned

    title = Title.objects.create(code="ca-nhan", name="Lao động tiên tiến", level="person")
    title.campaigns.add(units[0].campaign)
    by = chair_access(units[0])
    registration = take_assigned(registration_of(units[0]), by=by, at=NOW)
    set_titles(registration, {title.pk: 12}, by=by, at=NOW)
    set_works(registration, [{"name": "Sân chơi công nhân", "due_on": NOW.date()}], by=by, at=NOW)
    submit(fresh(registration), by=by, at=NOW, received_at=NOW)
    page = text(reader.get(address(registration)))
    assert "Lao động tiên tiến: 12 đồng chí" in page
    assert "Sân chơi công nhân, xong trước 10/03/2021" in page


def test_a_declined_line_is_told_with_its_reason(reader, units):
    registration = send(units[0])
    reviewing_reason = {"is_declined": True, "reason": "Đơn vị không tuyển thêm"}
    Registration.objects.filter(pk=registration.pk).update(state="draft")
    by = chair_access(units[0])
    save_lines(fresh(registration), {members_of(units[0]).pk: reviewing_reason}, by=by, at=NOW)
    submit(fresh(registration), by=by, at=NOW, received_at=NOW)
    page = text(reader.get(address(registration)))
    assert "Không đăng ký: Đơn vị không tuyển thêm" in page
    assert '<span class="wait-long">không đăng ký</span>' in page


def test_what_does_not_wait_is_only_read(reader, sent, officer):
    reviewing.approve(sent, by=officer, at=NOW)
    page = text(reader.get(address(sent)))
    assert "duyệt lúc 9 giờ 00, 10/03/2021" in page
    assert "Trả lại để đơn vị sửa" not in page


def test_a_draft_says_that_it_was_not_sent(reader, sent, officer):
    reviewing.approve(sent, by=officer, at=NOW)
    amend(fresh(sent), by=officer, at=NOW, reason="Đơn vị xin sửa")
    page = text(reader.get(address(sent)))
    assert "Đơn vị chưa gửi bản đăng ký này" in page
    assert "bản 2" in page


def test_a_stranger_finds_nothing(sign_in, officer_of, stranger, sent):
    client = sign_in(officer_of(stranger))
    assert client.get(address(sent)).status_code == 404
    assert client.post(address(sent, "duyet/"), typed(sent)).status_code == 404
    assert client.post(address(sent, "tra-lai/"), typed(sent, reason="x")).status_code == 404


def test_the_chair_does_not_review_the_own_registration(sign_in, units, sent):
    client = sign_in(chair_access(units[0]))
    assert client.get(address(sent)).status_code == 403
    assert client.post(address(sent, "duyet/"), typed(sent)).status_code == 403
    assert fresh(sent).state == "submitted"


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.CLERK])
def test_who_may_not_approve_may_read(sign_in, access_of_role, upper_union, sent, role):
    client = sign_in(access_of_role(upper_union, role))
    page = text(client.get(address(sent)))
    assert "Trả lại để đơn vị sửa" not in page
    assert ("Nhật ký" in page) == (role == Role.AUDITOR)
    assert client.post(address(sent, "duyet/"), typed(sent)).status_code == 403


def test_one_review_asks_few_queries(reader, sent, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST):
        reader.get(address(sent))


# Approving -----------------------------------------------------------------------------------------------------------


def test_approving_goes_on_to_the_next(reader, units, sent):
    second = send(units[1], at=NOW + timedelta(seconds=1))
    response = reader.post(address(sent, "duyet/"), typed(sent), follow=True)
    assert fresh(sent).state == "approved"
    assert response.redirect_chain == [(address(second), 302)]
    assert "Dưới đây là bản chờ duyệt tiếp theo." in text(response)
    assert LedgerEntry.objects.filter(act="reviewing.approve").count() == 1


def test_after_the_last_one_comes_the_desk(reader, sent):
    response = reader.post(address(sent, "duyet/"), typed(sent), follow=True)
    assert response.redirect_chain == [("/", 302)]
    assert "Không còn bản đăng ký nào chờ đồng chí duyệt." in text(response)


def test_what_changed_since_it_was_read_is_shown_and_not_approved(reader, units, sent, officer, time_machine):
    reviewing.send_back(fresh(sent), by=officer, at=NOW, reason="Sửa")
    by, later = chair_access(units[0]), NOW + timedelta(minutes=5)
    save_lines(fresh(sent), {members_of(units[0]).pk: {"value": 11 * SCALE}}, by=by, at=later)
    submit(fresh(sent), by=by, at=later, received_at=later)
    response = reader.post(address(sent, "duyet/"), typed(sent))
    assert response.status_code == 422
    assert fresh(sent).state == "submitted"
    page = text(response)
    assert "<title>Lỗi: " in page
    assert "Bản đăng ký đã thay đổi sau khi đồng chí mở trang." in page
    assert page.count("Vừa thay đổi sau khi đồng chí mở trang") == 1
    assert f'name="edition" value="{fresh(sent).edition}"' in page
    again = reader.post(address(sent, "duyet/"), typed(fresh(sent)))
    assert again.status_code == 302
    assert fresh(sent).state == "approved"


@pytest.mark.parametrize("read_at", ["", "hôm qua", "2021-03-10T09:00:00"])
def test_a_bent_form_counts_as_not_read(reader, sent, read_at):
    response = reader.post(address(sent, "duyet/"), {"edition": "x", "read_at": read_at})
    assert response.status_code == 422
    assert "Vừa thay đổi sau khi đồng chí mở trang" not in text(response)
    assert fresh(sent).state == "submitted"


def test_a_second_tap_approves_nothing_twice(reader, sent):
    reader.post(address(sent, "duyet/"), typed(sent))
    response = reader.post(address(sent, "duyet/"), typed(sent))
    assert response.status_code == 422
    assert "Mục này đang ở trạng thái “Đã duyệt”" in text(response)
    assert LedgerEntry.objects.filter(act="reviewing.approve").count() == 1


def test_what_one_typed_for_the_unit_another_must_answer(reader, officer, units, sent):
    Registration.objects.filter(pk=sent.pk).update(entered_by=officer.user)
    page = text(reader.get(address(sent)))
    assert "Đồng chí đã nhập hoặc gửi hộ bản đăng ký này" in page
    assert "Nhập hộ" in page
    assert "Trả lại để đơn vị sửa" not in page
    response = reader.post(address(sent, "duyet/"), typed(sent))
    assert response.status_code == 422
    assert fresh(sent).state == "submitted"


# Sending back ---------------------------------------------------------------------------------------------------------


def test_sending_back_flags_the_lines_with_their_remarks(reader, units, sent):
    pk = members_of(units[0]).pk
    data = typed(sent, reason="Nâng lên bằng số giao", **{"chi-tieu": [pk], f"remark-{pk}": "Ít nhất 15"})
    response = reader.post(address(sent, "tra-lai/"), data, follow=True)
    assert fresh(sent).state == "returned"
    assert [(row.indicator_id, row.remark) for row in sent.returned_lines.all()] == [(pk, "Ít nhất 15")]
    assert f"Đã trả lại bản đăng ký của {NAMES[0]}." in text(response)
    page = text(reader.get(address(sent)))
    assert "đã trả lại lúc 9 giờ 00, 10/03/2021" in page
    assert "Nâng lên bằng số giao" in page
    assert "Đã trả lại: Ít nhất 15" in page


def test_a_return_without_reason_keeps_what_was_typed(reader, units, sent):
    pk = members_of(units[0]).pk
    data = typed(sent, reason="  ", **{"chi-tieu": [pk], f"remark-{pk}": "Ít nhất 15"})
    response = reader.post(address(sent, "tra-lai/"), data)
    assert response.status_code == 422
    page = text(response)
    assert page.count("Trả lại thì phải ghi lý do") == 2
    assert '<a href="#ly-do">' in page
    assert 'value="Ít nhất 15"' in page
    assert f'value="{pk}" checked' in page
    assert fresh(sent).state == "submitted"


def test_a_remark_that_is_too_long_is_kept_too(reader, units, sent):
    pk = members_of(units[0]).pk
    data = typed(sent, reason="Sửa", **{"chi-tieu": [pk, "x", "9" * 30], f"remark-{pk}": "a" * 301})
    response = reader.post(address(sent, "tra-lai/"), data)
    assert response.status_code == 422
    assert "tối đa 300 chữ cái" in text(response)
    assert "a" * 301 in text(response)
