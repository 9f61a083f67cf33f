from datetime import timedelta

import pytest

from targets.models import Pledge, Registration, Signature
from targets.opening import open_bloc_pledge, withdraw
from targets.registering import amend, save_lines, submit
from targets.reviewing import approve
from targets.signing import sign
from tests.cast import DAY, NOW
from tests.factories import BlocFactory
from tests.factories.people import PASSWORD
from tests.targets.campaign_cast import *  # noqa: F403
from tests.targets.campaign_cast import DUE, MEMBERS, later
from unions.models import BlocMember, LedgerEntry
from unions.quantities import SCALE


@pytest.fixture
def phone(sign_in, chair, pledge):
    """The chair, whose password was typed just now."""
    client = sign_in(chair)
    client.post("/xac-nhan-mat-khau/", {"password": PASSWORD, "tiep": "/"})
    return client


@pytest.fixture
def address(pledge):
    return f"/giao-uoc/{pledge.uid}/"


@pytest.fixture
def typed(pledge):
    return {"hash": pledge.content_hash, "da-doc": "on"}


def text_of(response):
    return response.content.decode()


def test_sign_page_shows_the_frozen_words_capacity_and_statement(phone, address, chair):
    page = text_of(phone.get(f"{address}ky/"))
    assert "tôi cam kết cùng đoàn viên, người lao động thực hiện thắng lợi" in page
    assert "thay mặt Ban Chấp hành CĐCS Công ty TNHH May Nhà Bàng" in page
    assert chair.name in page
    assert "15 đoàn viên" in page
    assert "Sân chơi công nhân" in page
    assert "Chưa hoàn tất: đồng chí còn phải ký" in page


def test_sign_page_takes_at_most_eight_queries(phone, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        assert phone.get(f"{address}ky/").status_code == 200


def test_signing_leads_to_the_receipt_and_leaves_a_sentence(phone, address, typed, pledge, chair):
    response = phone.post(f"{address}ky/", typed)
    assert (response.status_code, response.url) == (302, f"{address}bien-nhan/")
    signature = Signature.objects.get()
    assert (signature.signer, signature.received_at, signature.password_age) == (chair.user, NOW, 0)
    assert signature.method == "password"
    sentences = LedgerEntry.objects.filter(act="signing.sign").values_list("sentence", flat=True)
    assert list(sentences) == [f"{chair.name} ký Giao ước {pledge.code} (CĐCS Công ty TNHH May Nhà Bàng)."]


def test_the_signature_says_how_its_signer_was_known(phone, address, typed):
    session = phone.session
    session["password_by"] = "passkey"
    session.save()
    phone.post(f"{address}ky/", typed)
    assert Signature.objects.get().method == "passkey"


def test_the_page_says_from_when_one_may_sign_after_a_reset(phone, address, typed, chair):
    chair.user.signing_opens_at = later(hours=12)
    chair.user.save(update_fields=["signing_opens_at"])
    page = text_of(phone.get(f"{address}ky/"))
    assert "đồng chí ký được từ 21:00 ngày 10/03/2021" in page
    assert ">Ký giao ước</button>" not in page
    answer = phone.post(f"{address}ky/", typed)
    assert answer.status_code == 422
    assert not Signature.objects.exists()


def test_signing_twice_is_signing_once(phone, address, typed):
    phone.post(f"{address}ky/", typed)
    assert phone.post(f"{address}ky/", typed).url == f"{address}bien-nhan/"
    assert phone.get(f"{address}ky/").url == f"{address}bien-nhan/"
    assert Signature.objects.count() == 1


def test_the_password_is_asked_first_when_it_was_typed_long_ago(phone, address, typed, time_machine):
    time_machine.move_to(NOW + timedelta(seconds=601), tick=False)
    for response in (phone.get(f"{address}ky/"), phone.post(f"{address}ky/", typed)):
        assert response.url.startswith("/xac-nhan-mat-khau/?tiep=%2Fgiao-uoc%2F")
    assert not Signature.objects.exists()


def test_without_the_tick_nothing_is_signed(phone, address, pledge):
    response = phone.post(f"{address}ky/", {"hash": pledge.content_hash})
    assert response.status_code == 422
    assert "đánh dấu “Tôi đã đọc”" in text_of(response)
    assert "<title>Lỗi: Ký giao ước" in text_of(response)
    assert not Signature.objects.exists()


def test_words_that_changed_meanwhile_are_shown_again(phone, address, typed):
    response = phone.post(f"{address}ky/", {**typed, "hash": "0" * 64})
    assert response.status_code == 422
    assert "Nội dung giao ước khác với bản đồng chí đang xem" in text_of(response)


def test_after_the_deadline_a_reason_is_asked_and_kept(phone, address, typed, days_later):
    days_later(DUE + timedelta(hours=1))
    assert "Lý do ký muộn" in text_of(phone.get(f"{address}ky/"))
    assert phone.post(f"{address}ky/", typed).status_code == 422
    phone.post(f"{address}ky/", {**typed, "ly-do": "Đi công tác"})
    assert Signature.objects.get().party.state == "added"
    assert "ký bổ sung" in text_of(phone.get(f"{address}bien-nhan/"))


def test_after_the_deadline_of_a_closed_campaign_there_is_no_button(phone, address, campaign, days_later):
    type(campaign).objects.filter(pk=campaign.pk).update(late_policy="closed")
    days_later(DUE + timedelta(hours=1))
    page = text_of(phone.get(f"{address}ky/"))
    assert "không nhận muộn" in page
    assert 'name="da-doc"' not in page


def test_receipt_says_who_signed_when_over_which_hash_and_what_next(phone, address, typed, pledge, chair):
    phone.post(f"{address}ky/", typed)
    page = text_of(phone.get(f"{address}bien-nhan/"))
    assert "Đã ký giao ước" in page
    assert pledge.code in page
    assert chair.name in page
    assert "9 giờ 00, thứ Tư 10/03/2021" in page
    assert " ".join(pledge.content_hash[place : place + 4] for place in (0, 4, 8, 12)) in page
    assert 'src="data:image/svg+xml' in page
    assert "xác nhận điện tử trên hệ thống" in page
    assert "Báo cáo kết quả giai đoạn 1" in page


def test_receipt_and_document_take_at_most_eight_queries(
    phone, address, typed, django_assert_max_num_queries
):
    phone.post(f"{address}ky/", typed)
    with django_assert_max_num_queries(8):
        assert phone.get(f"{address}bien-nhan/").status_code == 200
    with django_assert_max_num_queries(8):
        assert phone.get(address).status_code == 200


def test_document_has_the_head_the_commitments_and_the_signatures(phone, address, typed, pledge, chair):
    before = text_of(phone.get(address))
    assert "Chưa ký" in before
    phone.post(f"{address}ky/", typed)
    page = text_of(phone.get(address))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT&nbsp;NAM" in page
    assert "CĐCS CÔNG TY TNHH MAY NHÀ BÀNG" in page
    assert "Tịnh Biên, ngày 10 tháng 3 năm 2021" in page
    assert "Căn cứ Kế hoạch năm 2021." in page
    assert "Phát triển trên 1.500 đoàn viên" in page
    assert "Đã xác nhận điện tử" in page
    assert f"người in: {chair.name}" in page


def test_versions_stand_beside_each_other(phone, address, typed, pledge, chair, officer, indicators):
    sign(pledge, by=chair, at=NOW, received_at=NOW, password_age=5, seen_hash=pledge.content_hash)
    registration = amend(Registration.objects.get(), by=officer, at=NOW, reason="Tăng")
    save_lines(registration, {indicators[MEMBERS].pk: {"value": 20 * SCALE}}, by=chair, at=NOW)
    submit(registration, by=chair, at=NOW, received_at=NOW)
    approve(Registration.objects.get(), by=officer, at=NOW)
    page = text_of(phone.get(address))
    assert "đã được thay thế" in page
    second = Pledge.objects.get(version=2)
    assert f'href="/giao-uoc/{second.uid}/"' in page
    assert phone.get(f"{address}ky/").url == f"{address}bien-nhan/"
    assert "Bản này đã được thay bằng bản mới" in text_of(phone.get(f"{address}bien-nhan/"))
    assert "Giao ước chờ ký" in text_of(phone.get(f"/giao-uoc/{second.uid}/bien-nhan/"))


def test_a_withdrawn_pledge_is_not_signed_on_its_page(phone, address, pledge, officer):
    withdraw(pledge, by=officer, at=NOW, reason="Sai")
    assert phone.get(f"{address}ky/").url == "/"
    assert "Ký giao ước</a>" not in text_of(phone.get(address))
    receipt = text_of(phone.get(f"{address}bien-nhan/"))
    assert "Giao ước đã rút lại" in receipt
    assert "Chờ ký" not in receipt


def test_the_document_leads_to_signing_until_it_is_signed(phone, address, typed, sign_in, officer):
    assert f'btn-primary" href="{address}ky/"' in text_of(phone.get(address))
    phone.post(f"{address}ky/", typed)
    assert f"{address}ky/" not in text_of(phone.get(address))
    assert f"{address}ky/" not in text_of(sign_in(officer).get(address))


def test_a_pledge_without_words_has_no_pages_yet(phone, participant):
    Pledge.objects.update(state="superseded", superseded_at=NOW, signed_at=NOW)
    drafted = Pledge.objects.create(campaign=participant.campaign, participant=participant, code="GUTD-SOAN")
    drafted.parties.create(body=participant.body)
    for page in ("", "ky/", "bien-nhan/"):
        assert phone.get(f"/giao-uoc/{drafted.uid}/{page}").url == "/"


def test_the_head_signs_a_bloc_pledge_on_the_same_page(
    phone, campaign, upper_union, grassroots, officer, kinds, chair
):
    bloc = BlocFactory(owner=upper_union, number=1)
    BlocMember.objects.create(bloc=bloc, body=grassroots, post="head", from_on=DAY)
    pledge = open_bloc_pledge(campaign, bloc, by=officer, at=NOW)
    address = f"/giao-uoc/{pledge.uid}/"
    assert "Trưởng khối, thay mặt Khối thi đua số 1" in text_of(phone.get(f"{address}ky/"))
    phone.post(f"{address}ky/", {"da-doc": "on", "hash": pledge.content_hash})
    assert "Liên đoàn Lao động huyện Tịnh Biên (chưa ký)" in text_of(phone.get(f"{address}bien-nhan/"))
    page = text_of(phone.get(address))
    assert "LIÊN ĐOÀN LAO ĐỘNG TỈNH AN GIANG" in page
    assert chair.name in page


def test_strangers_find_nothing_and_officers_read_without_signing(
    client, sign_in, address, typed, chair_of, stranger, officer
):
    sign_in(chair_of(stranger))
    pages = [address, f"{address}ky/", f"{address}bien-nhan/"]
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]
    sign_in(officer)
    assert [client.get(page).status_code for page in pages] == [200, 403, 200]
    assert client.post(f"{address}ky/", typed).status_code == 403
    assert not Signature.objects.exists()
