"""Evidence on the web: a page with the camera, a file nobody can run, nothing without the right."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from targets import files
from targets.declaring import declare, results_of, save_results
from targets.models import Evidence
from tests.targets import hostile
from tests.targets.result_cast import *  # noqa: F403
from tests.targets.results import AT, SHORT, report_campaign
from unions.quantities import SCALE


@pytest.fixture
def campaign(upper_union, officer, grassroots):
    return report_campaign(upper_union, officer, [grassroots], indicators=SHORT)


pytestmark = pytest.mark.usefixtures("in_process")


def photo(name="Ảnh hội nghị.jpg", data=None):
    return SimpleUploadedFile(name, hostile.phone_photo() if data is None else data)


@pytest.fixture
def evidence(unit, phase, chair):
    rows = list(results_of(unit, phase).values())
    return files.attach(unit, phase, rows, photo(), by=chair, at=AT)


def page_of(unit, line=1):
    return f"{reverse('evidence_add', args=[unit.uid, 1])}?chi-tieu={line}"


def file_of(evidence):
    return reverse("evidence_file", args=[evidence.uid])


def remove_of(evidence):
    return reverse("evidence_remove", args=[evidence.uid])


# Read -----------------------------------------------------------------------------------------------------------------


def test_file_is_handed_over_as_something_no_browser_runs(evidence, chair, enter):
    response = enter(chair).get(file_of(evidence))
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"] == (
        "attachment; filename=\"minh-chung.jpg\"; filename*=UTF-8''%E1%BA%A2nh%20h%E1%BB%99i%20ngh%E1%BB%8B.jpg"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "no-store, private"
    assert b"".join(response.streaming_content).startswith(b"\xff\xd8")


def test_file_is_there_for_the_upper_union_and_for_nobody_else(
    evidence, enter, leader_of, officer_of, chair_of, upper_union, stranger
):
    response = enter(leader_of(upper_union)).get(file_of(evidence))
    assert response.status_code == 200
    assert b"".join(response.streaming_content)
    for outsider in (officer_of(stranger), chair_of(stranger)):
        assert enter(outsider).get(file_of(evidence)).status_code == 404


def test_visitor_is_asked_to_sign_in(evidence, client):
    assert client.get(file_of(evidence)).status_code == 302


def test_removed_or_lost_file_is_not_found(evidence, chair, enter):
    client = enter(chair)
    (files._folder() / evidence.stored_as).unlink()
    assert client.get(file_of(evidence)).status_code == 404
    files.remove(evidence, by=chair, at=AT)
    assert client.get(file_of(evidence)).status_code == 404


def test_no_address_leads_to_the_folder(evidence, chair, enter):
    client = enter(chair)
    for path in (f"/media/evidence/{evidence.stored_as}", f"/evidence/{evidence.stored_as}"):
        assert client.get(path).status_code == 404


# Add ------------------------------------------------------------------------------------------------------------------


def test_page_offers_camera_and_list(unit, evidence, chair, enter):
    page = enter(chair).get(page_of(unit)).content.decode()
    assert f'accept="{files.ACCEPT}"' in page
    assert "Ảnh hội nghị.jpg" in page
    assert "Thêm tệp" in page


def test_adding_returns_to_the_page(unit, chair, enter):
    response = enter(chair).post(page_of(unit), {"tep": photo()}, follow=True)
    assert "Đã thêm minh chứng." in response.content.decode()
    assert Evidence.objects.get().results.get().indicator.position == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Chọn một tệp"),
        ({"tep": ("a.svg", b"<svg/>")}, "a.svg: Chỉ nhận ảnh"),
        ({"tep": ("a.jpg", b"<html>")}, "a.jpg: Không mở được"),
    ],
)
def test_bad_file_gets_a_sentence(unit, chair, enter, fields, words):
    fields = {name: SimpleUploadedFile(*value) for name, value in fields.items()}
    response = enter(chair).post(page_of(unit), fields)
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert "<title>Lỗi: " in page


def test_unknown_line_is_not_found(unit, chair, enter):
    assert enter(chair).get(page_of(unit, 9)).status_code == 404


def test_stranger_and_leader_add_nothing(unit, enter, officer_of, leader_of, stranger, upper_union):
    assert enter(officer_of(stranger)).post(page_of(unit), {"tep": photo()}).status_code == 404
    assert enter(leader_of(upper_union)).post(page_of(unit), {"tep": photo()}).status_code == 403
    assert Evidence.objects.count() == 0


def test_officer_adds_on_behalf(unit, officer, enter):
    client = enter(officer)
    assert "đang nhập hộ" in client.get(page_of(unit)).content.decode()
    client.post(page_of(unit), {"tep": photo()})
    assert Evidence.objects.get().added_by == officer.user


# Take off -------------------------------------------------------------------------------------------------------------


def test_taking_off_returns_to_the_line(unit, evidence, chair, enter):
    client = enter(chair)
    response = client.post(remove_of(evidence))
    assert response.url == page_of(unit)
    assert "Đã gỡ “Ảnh hội nghị.jpg”." in client.get(response.url).content.decode()
    assert client.post(remove_of(evidence)).status_code == 404


def test_taking_off_under_review_is_refused(unit, phase, evidence, chair, enter):
    save_results(unit, phase, {pk: {"num": SCALE} for pk in results_of(unit, phase)}, by=chair, at=AT)
    declare(unit, phase, by=chair, at=AT, received_at=AT)
    client = enter(chair)
    response = client.post(remove_of(evidence))
    assert response.status_code == 409
    assert "minh chứng không đổi được" in response.content.decode()
    page = client.get(page_of(unit)).content.decode()
    assert "Thêm tệp" not in page
    assert "Chờ duyệt: minh chứng không đổi được nữa." in page


def test_stranger_and_leader_take_off_nothing(evidence, enter, officer_of, leader_of, stranger, upper_union):
    assert enter(officer_of(stranger)).post(remove_of(evidence)).status_code == 404
    assert enter(leader_of(upper_union)).post(remove_of(evidence)).status_code == 403
    assert enter(leader_of(upper_union)).get(remove_of(evidence)).status_code == 405
    assert Evidence.objects.get().removed_at is None
