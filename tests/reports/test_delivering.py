"""Does a file leave the house only whole, only to whoever may see all of it, and never unnoticed?"""

import pytest

from reports import building
from reports.delivering import FileGone, NotReady, hand_over
from tests.reports.tinh_bien import DATA_AT
from unions.errors import NotAllowed, OutOfScope
from unions.models import LedgerEntry


@pytest.fixture
def ready(queued):
    report = building.build(queued.pk, at=DATA_AT)
    report.refresh_from_db()
    return report


def test_the_bytes_are_those_that_were_checked(ready, leader):
    stream = hand_over(ready, by=leader, at=DATA_AT)
    assert stream.getvalue() == (building.folder() / ready.stored_as).read_bytes()
    said = LedgerEntry.objects.get(act="delivering.hand_over").sentence
    assert said == f"{leader.name} tải {ready.file_name} (Phong trào thi đua năm 2021)."


def test_before_it_is_ready_there_is_nothing_to_take(queued, leader):
    with pytest.raises(NotReady):
        hand_over(queued, by=leader, at=DATA_AT)


def test_a_changed_file_is_not_handed_over(ready, leader):
    path = building.folder() / ready.stored_as
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(FileGone):
        hand_over(ready, by=leader, at=DATA_AT)


def test_a_lost_file_is_said(ready, leader):
    (building.folder() / ready.stored_as).unlink()
    with pytest.raises(FileGone, match="Số liệu đã chốt vẫn xem được"):
        hand_over(ready, by=leader, at=DATA_AT)
    assert not LedgerEntry.objects.filter(act="delivering.hand_over").exists()


def test_the_right_is_asked_again_at_the_door(ready, leader_of, stranger, chair_of, upper_union):
    with pytest.raises(OutOfScope):
        hand_over(ready, by=leader_of(stranger), at=DATA_AT)
    with pytest.raises(NotAllowed):
        hand_over(ready, by=chair_of(upper_union), at=DATA_AT)
