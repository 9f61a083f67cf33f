"""Does a build say how far it is, also while it stands in one snapshot, and hear that it was taken away?"""

from datetime import timedelta
from time import monotonic, sleep

import pytest

from reports.models import SummaryReport
from reports.pulse import Pulse
from tests.reports.tinh_bien import DATA_AT
from unions.jobs import LEASE, LostClaim, claim


@pytest.fixture
def building(queued):
    assert claim(queued, at=DATA_AT)
    return queued


def row(report):
    return SummaryReport.objects.get(pk=report.pk)


def until(condition):
    ends = monotonic() + 10
    while not condition():
        assert monotonic() < ends
        sleep(0.02)


def test_inside_a_transaction_progress_is_written_in_place(building):
    with Pulse(building, at=DATA_AT, started=monotonic()) as pulse:
        pulse.tell(10, 34)
        found = row(building)
        assert (found.progress_done, found.progress_total) == (10, 34)
        assert found.progress_note == "đã đọc 10/34 đơn vị"
        assert found.lease_until >= DATA_AT + LEASE
        pulse.note("đang ghi tệp Excel")
        assert (row(building).progress_note, row(building).progress_done) == ("đang ghi tệp Excel", 10)


def test_in_place_a_lost_claim_is_heard_at_once(building):
    SummaryReport.objects.filter(pk=building.pk).update(attempt=9)
    with Pulse(building, at=DATA_AT, started=monotonic()) as pulse, pytest.raises(LostClaim):
        pulse.tell(1, 34)


def test_moments_go_on_from_the_start(building):
    pulse = Pulse(building, at=DATA_AT, started=monotonic() - 60)
    assert timedelta(seconds=60) <= pulse.now() - DATA_AT < timedelta(seconds=70)


def test_a_pause_lets_others_go_first(building, settings):
    settings.REPORT_PAUSE_SECONDS = 0.2
    with Pulse(building, at=DATA_AT, started=monotonic()) as pulse:
        begun = monotonic()
        pulse.tell(1, 34)
        assert monotonic() - begun >= 0.2


@pytest.mark.usefixtures("committed")
class TestSecondConnection:
    def test_progress_is_written_beside_the_readers_snapshot(self, building):
        with Pulse(building, at=DATA_AT, started=monotonic()) as pulse:
            pulse.tell(20, 34)
            until(lambda: row(building).progress_done == 20)
        assert pulse.thread is not None
        assert not pulse.thread.is_alive()

    def test_a_lost_claim_is_heard_at_the_next_word(self, building):
        SummaryReport.objects.filter(pk=building.pk).update(attempt=9)
        pulse = Pulse(building, at=DATA_AT, started=monotonic())
        with pytest.raises(LostClaim):
            self.talk_until_lost(pulse)

    def talk_until_lost(self, pulse):
        with pulse:
            pulse.tell(1, 34)
            until(lambda: pulse.lost)
            pulse.tell(2, 34)

    def test_a_claim_lost_at_the_very_end_still_stops_the_build(self, building):
        SummaryReport.objects.filter(pk=building.pk).update(attempt=9)
        pulse = Pulse(building, at=DATA_AT, started=monotonic())
        with pytest.raises(LostClaim):
            self.talk_once(pulse)

    def talk_once(self, pulse):
        with pulse:
            pulse.stirred.set()
            until(lambda: pulse.lost)

    def test_the_works_own_problem_is_not_hidden(self, building):
        SummaryReport.objects.filter(pk=building.pk).update(attempt=9)
        pulse = Pulse(building, at=DATA_AT, started=monotonic())
        with pytest.raises(ValueError, match="hỏng"):
            self.break_down(pulse)

    def break_down(self, pulse):
        with pulse:
            raise ValueError("hỏng")
