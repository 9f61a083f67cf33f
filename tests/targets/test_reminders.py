"""Does a reminder say what is missing, in one message of Zalo?"""

from datetime import datetime

import pytest

from emulation.models import Phase
from targets import reviewing, verifying
from targets.querysets import with_progress
from targets.registering import registration_of, take_assigned
from targets.reminders import MOST_LETTERS, reminders_of
from tests.cast import HANOI, NOW
from tests.factories import MandateFactory
from tests.targets.board_cast import *  # noqa: F403
from tests.targets.board_cast import chair_access, report, send

LATE = datetime(2021, 4, 1, 8, 0, tzinfo=HANOI)


def told(unit, phase=None, at=NOW, address="https://thi-dua.example/"):
    rows = with_progress(type(unit).objects.filter(pk=unit.pk).select_related("body"))
    (reminder,) = reminders_of(list(rows), unit.campaign, phase, address=address, at=at)
    return reminder.text


def test_a_draft_is_to_be_sent_with_its_empty_lines(units):
    assert "cần gửi bản đăng ký, còn thiếu chỉ tiêu 1, 2. Hạn: 17 giờ 00" in told(units[0])


def test_a_full_draft_is_only_to_be_sent(units):
    take_assigned(registration_of(units[0]), by=chair_access(units[0]), at=NOW)
    assert "cần gửi bản đăng ký. Hạn" in told(units[0])


def test_after_the_deadline_it_says_so(units):
    assert "Đã quá hạn 17 giờ 00, thứ Tư 31/03/2021." in told(units[0], at=LATE)


def test_what_was_sent_back_is_to_be_mended(units, officer):
    reviewing.send_back(send(units[0]), by=officer, at=NOW, reason="Thiếu")
    assert "cần sửa bản đăng ký bị trả lại." in told(units[0])


def test_what_waits_for_a_signature_is_to_be_signed(units, officer):
    reviewing.approve(send(units[0]), by=officer, at=NOW)
    assert "cần ký giao ước." in told(units[0])


def test_who_only_waits_has_nothing_to_do(units):
    assert "cần xem lại phần việc." in told(send(units[0]).participant)


def test_results_are_asked_for_by_phase(units, officer):
    phase = Phase.objects.get(campaign=units[0].campaign, number=1)
    text = told(units[0], phase)
    assert "cần báo cáo kết quả giai đoạn 1, còn thiếu chỉ tiêu 1, 2. Đồng chí" in text
    report(units[0])
    verifying.send_back(units[0], phase, by=officer, at=NOW, reason="Sai")
    assert "cần sửa kết quả bị trả lại giai đoạn 1." in told(units[0], phase)


@pytest.mark.parametrize("length", [20, 150, 200])
def test_no_message_is_longer_than_zalo_takes(units, length):
    unit = units[0]
    unit.name = ("CĐCS " + "Công ty Chế biến thốt nốt " * 9)[:length]
    unit.save(update_fields=["name"])
    unit.campaign.name = "Phong trào thi đua yêu nước " * 8
    text = told(unit, address="https://thi-dua.lien-doan-lao-dong-huyen.example/")
    assert len(text) <= MOST_LETTERS
    assert "còn thiếu chỉ tiêu 1, 2" in text
    assert text.endswith("https://thi-dua.lien-doan-lao-dong-huyen.example/")


def test_where_even_the_unit_does_not_fit_its_name_gives_way(units):
    units[0].name = "CĐCS " + "a" * 190
    units[0].save(update_fields=["name"])
    address = "https://" + "b" * 100 + ".example/"
    text = told(units[0], address=address)
    assert len(text) == MOST_LETTERS
    assert "…: cần gửi bản đăng ký" in text
    assert text.endswith(address)


def test_many_missing_lines_are_counted_not_listed():
    from targets.reminders import _numbers

    assert _numbers(list(range(1, 13))) == "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12"
    assert _numbers(list(range(1, 31))) == "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 và 18 chỉ tiêu khác"


def test_whom_to_write_to_stands_beside(units):
    units[0].body.mandates.all().delete()
    head = MandateFactory(body=units[0].body)
    rows = with_progress(type(units[0]).objects.filter(pk=units[0].pk).select_related("body"))
    (reminder,) = reminders_of(list(rows), units[0].campaign, None, address="https://x/", at=NOW)
    assert reminder.head == head
