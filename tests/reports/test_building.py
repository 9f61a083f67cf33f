"""Is a summary built once, whatever happens to the worker, and never half a file?"""

import errno
import hashlib
from datetime import timedelta

import openpyxl
import pytest

from reports import building, figures, workbook
from reports.models import SummaryReport
from reports.requesting import cancel_summary, request_summary
from tests.reports.tinh_bien import DATA_AT
from unions.jobs import JobState, LostClaim, claim
from unions.models import LedgerEntry
from unions.recording import record


def files():
    return sorted(path.name for path in building.folder().iterdir())


def test_a_queued_summary_becomes_a_checked_file(queued):
    report = building.build(queued.pk, at=DATA_AT)
    report.refresh_from_db()
    path = building.folder() / report.stored_as
    assert (report.state, report.attempt, report.failure) == (JobState.READY, 1, "")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == report.sha256
    assert report.size == path.stat().st_size
    assert report.file_name == "Tổng hợp Giai đoạn 1 - tinh-bien-2021 - bản 01.xlsx"
    assert openpyxl.load_workbook(path).sheetnames[-1] == "Chưa có trong số liệu này"
    assert figures.frozen(report).head.approved == 31
    assert (report.progress_done, report.progress_total, report.progress_note) == (
        34,
        34,
        "đang ghi tệp Excel",
    )
    assert "Hệ thống lập xong" in LedgerEntry.objects.get(act="building.build").sentence


def test_a_second_delivery_does_nothing(queued):
    building.build(queued.pk, at=DATA_AT)
    before = files()
    building.build(queued.pk, at=DATA_AT)
    assert files() == before
    assert LedgerEntry.objects.filter(act="building.build").count() == 1


@pytest.mark.parametrize("forged", [None, "", "x", 10**9, [1], {"pk": 1}])
def test_forged_ids_do_nothing(db, forged):
    assert building.build(forged, at=DATA_AT) is None


def test_a_cancelled_build_publishes_nothing(queued, leader, monkeypatch):
    real = workbook.write

    def cancelled_meanwhile(summary, out):
        cancel_summary(SummaryReport.objects.get(pk=queued.pk), by=leader, at=DATA_AT)
        real(summary, out)

    monkeypatch.setattr(workbook, "write", cancelled_meanwhile)
    report = building.build(queued.pk, at=DATA_AT)
    report.refresh_from_db()
    assert (report.state, report.figures, files()) == (JobState.CANCELLED, None, [])


def test_a_stale_attempt_may_not_publish(queued, monkeypatch):
    real = workbook.write

    def taken_over(summary, out):
        SummaryReport.objects.filter(pk=queued.pk).update(attempt=2)
        real(summary, out)

    monkeypatch.setattr(workbook, "write", taken_over)
    building.build(queued.pk, at=DATA_AT)
    queued.refresh_from_db()
    assert (queued.state, queued.sha256, files()) == (JobState.BUILDING, "", [])


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_leaves_no_half_file(queued, monkeypatch, code):
    def full(summary, out):
        out.write(b"PK half a file")
        raise OSError(code, "No space left on device")

    monkeypatch.setattr(workbook, "write", full)
    report = building.build(queued.pk, at=DATA_AT)
    report.refresh_from_db()
    assert (report.state, report.failure, files()) == (JobState.FAILED, building.DISK_FULL, [])
    assert building.DISK_FULL in LedgerEntry.objects.get(act="building.fail").sentence


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x05\x06" + b"\0" * 18])
def test_a_broken_file_is_never_published(queued, monkeypatch, content):
    monkeypatch.setattr(workbook, "write", lambda summary, out: out.write(content))
    report = building.build(queued.pk, at=DATA_AT)
    report.refresh_from_db()
    assert (report.state, report.failure, files()) == (JobState.FAILED, building.BROKEN, [])


def test_a_failure_of_an_attempt_that_was_taken_away_says_nothing(queued, monkeypatch):
    def taken_and_broken(summary, out):
        SummaryReport.objects.filter(pk=queued.pk).update(attempt=2)
        raise ValueError("hỏng")

    monkeypatch.setattr(workbook, "write", taken_and_broken)
    building.build(queued.pk, at=DATA_AT)
    queued.refresh_from_db()
    assert (queued.state, queued.failure) == (JobState.BUILDING, "")


def test_what_earlier_attempts_left_is_swept(queued):
    (building.folder() / f"{queued.uid}-0.part").write_bytes(b"left")
    (building.folder() / "another.xlsx").write_bytes(b"kept")
    report = building.build(queued.pk, at=DATA_AT)
    assert files() == sorted(["another.xlsx", f"{report.uid}-1.xlsx"])


def test_dead_workers_are_rescued_and_built_again_once(queued):
    claim(queued, at=DATA_AT)
    assert building.rescue(at=DATA_AT + timedelta(seconds=44)) == []
    later = DATA_AT + timedelta(seconds=46)
    assert building.rescue(at=later) == [queued.pk]
    report = building.build(queued.pk, at=later)
    report.refresh_from_db()
    assert (report.state, report.attempt, len(files())) == (JobState.READY, 2, 1)


def test_three_deaths_are_enough(queued):
    SummaryReport.objects.filter(pk=queued.pk).update(state="building", attempt=3, lease_until=DATA_AT)
    assert building.rescue(at=DATA_AT + timedelta(seconds=1)) == []
    queued.refresh_from_db()
    assert (queued.state, queued.failure) == (
        JobState.FAILED,
        "Đã thử 3 lần chưa xong. Đồng chí báo bộ phận kỹ thuật.",
    )


def test_a_lost_message_is_sent_again_after_a_while(queued):
    building.note_woken(queued.pk, at=DATA_AT)
    assert building.rescue(at=DATA_AT + timedelta(seconds=10)) == []
    assert building.rescue(at=DATA_AT + timedelta(seconds=16)) == [queued.pk]


def test_data_that_changed_meanwhile_are_named(queued, campaign, phase, leader, system):
    """A build reads the data of its own moment; where another row stands for them already, it keeps its label."""
    older = queued.data_version
    record("thu", "Có thay đổi.", by=system, at=DATA_AT, subject=campaign, topic=campaign.topic)
    report = building.build(queued.pk, at=DATA_AT)
    report.refresh_from_db()
    assert report.data_version > older
    record("thu", "Có thay đổi nữa.", by=system, at=DATA_AT, subject=campaign, topic=campaign.topic)
    second = request_summary(campaign, phase, by=leader, at=DATA_AT)
    SummaryReport.objects.filter(pk=second.pk).update(data_version=1)
    third = request_summary(campaign, phase, by=leader, at=DATA_AT, structure="then")
    building.build(third.pk, at=DATA_AT)
    built = building.build(second.pk, at=DATA_AT)
    if built is not None:
        built.refresh_from_db()
        assert built.state == JobState.READY


def test_two_rows_never_stand_for_the_same_data(queued, campaign, phase, leader, system):
    record("thu", "Có thay đổi.", by=system, at=DATA_AT, subject=campaign, topic=campaign.topic)
    claim(queued, at=DATA_AT)
    second = request_summary(campaign, phase, by=leader, at=DATA_AT)
    building.build(second.pk, at=DATA_AT)
    building._say_version(queued, SummaryReport.objects.get(pk=second.pk).data_version)
    queued.refresh_from_db()
    assert queued.data_version != SummaryReport.objects.get(pk=second.pk).data_version


def test_file_names_are_safe_on_every_machine(queued):
    queued.phase.name = 'Đợt 1: "A/B"\x00\n'
    assert building.file_name(queued) == "Tổng hợp Đợt 1 A B - tinh-bien-2021 - bản 01.xlsx"
    queued.phase = None
    assert building.file_name(queued).startswith("Tổng hợp Cả năm - ")


def test_lost_claim_while_reading_stops_the_work(queued, monkeypatch):
    def lost(report, *, at, tell):
        raise LostClaim

    monkeypatch.setattr(figures, "gather_for", lost)
    building.build(queued.pk, at=DATA_AT)
    queued.refresh_from_db()
    assert (queued.state, queued.failure, files()) == (JobState.BUILDING, "", [])
