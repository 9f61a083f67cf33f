"""How does one deadline stand at one moment?"""

from datetime import datetime, timedelta

import pytest

from targets.deadlines import deadline
from tests.cast import HANOI

DUE = datetime(2021, 3, 31, 17, 0, tzinfo=HANOI)


@pytest.mark.parametrize(
    ("before", "words", "is_past", "is_near"),
    [
        (timedelta(days=2, hours=3), "Còn 2 ngày 3 giờ", False, False),
        (timedelta(days=3), "Còn 3 ngày", False, False),
        (timedelta(hours=24, seconds=1), "Còn 1 ngày", False, False),
        (timedelta(hours=24), "Còn 1 ngày", False, True),
        (timedelta(hours=5, minutes=20), "Còn 5 giờ 20 phút", False, True),
        (timedelta(seconds=20), "Còn 1 phút", False, True),
        (timedelta(0), "Còn 1 phút", False, True),
        (-timedelta(seconds=1), "Đã quá hạn 1 phút", True, False),
        (-timedelta(hours=15), "Đã quá hạn 15 giờ", True, False),
    ],
)
def test_time_left_is_told_in_words(before, words, is_past, is_near):
    found = deadline(DUE, DUE - before)
    assert (found.words, found.is_past, found.is_near) == (words, is_past, is_near)
    assert found.in_full == "17 giờ 00, thứ Tư 31/03/2021"


def test_without_a_deadline_nothing_is_told():
    assert deadline(None, DUE) is None
