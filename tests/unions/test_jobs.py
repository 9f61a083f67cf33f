"""Does exactly one worker hold a row, and is a dead worker's row rescued (RELIABILITY K5)?"""

from datetime import timedelta

import pytest

from emulation.models import Campaign
from reports.models import SummaryReport
from tests.cast import NOW
from unions import jobs
from unions.jobs import JOB, LEASE, MOST_ATTEMPTS, JobState, LostClaim

LATER = NOW + LEASE + timedelta(seconds=1)


@pytest.fixture
def make_row(upper_union):
    """A queued job; summaries are the jobs this project has."""
    campaign = Campaign.objects.create(code="phong-trao", name="Phong trào", year=2021, organiser=upper_union)

    def make(**columns):
        number = SummaryReport.objects.count()
        base = {
            "campaign": campaign,
            "scope": upper_union,
            "as_of": NOW,
            "data_version": number,
            "queued_at": NOW,
        }
        return SummaryReport.objects.create(**base | columns)

    return make


@pytest.fixture
def row(make_row):
    return make_row()


def again(row):
    return SummaryReport.objects.get(pk=row.pk)


def test_a_claim_takes_the_row_with_a_lease_and_an_attempt(row):
    assert jobs.claim(row, at=NOW)
    assert (row.state, row.attempt, row.started_at, row.lease_until) == (
        JobState.BUILDING,
        1,
        NOW,
        NOW + LEASE,
    )
    assert not row.is_finished


def test_a_message_delivered_twice_builds_once(row):
    twin = again(row)
    assert jobs.claim(row, at=NOW)
    assert not jobs.claim(twin, at=NOW)
    assert twin.state == JobState.QUEUED
    assert again(row).attempt == 1


def test_progress_is_written_and_renews_the_lease(row):
    jobs.claim(row, at=NOW)
    soon = NOW + timedelta(seconds=30)
    jobs.report_progress(row, done=3, total=10, note="Đã đọc 3/10 đơn vị", at=soon)
    stored = again(row)
    assert (stored.progress_done, stored.progress_total, stored.progress_note) == (
        3,
        10,
        "Đã đọc 3/10 đơn vị",
    )
    assert stored.lease_until == soon + LEASE
    assert row.progress_done == 3


def test_a_finished_row_is_published_with_its_columns(row):
    jobs.claim(row, at=NOW)
    jobs.finish(row, at=LATER, sha256="a" * 64, figures={"a": 1}, size=5)
    stored = again(row)
    assert (stored.state, stored.ended_at, stored.lease_until) == (JobState.READY, LATER, None)
    assert (stored.sha256, stored.figures, stored.size) == ("a" * 64, {"a": 1}, 5)
    assert stored.is_finished


def test_a_failed_row_says_why_in_one_sentence(row):
    jobs.claim(row, at=NOW)
    jobs.fail(row, at=LATER, sentence="Đĩa đầy. " * 100)
    stored = again(row)
    assert stored.state == JobState.FAILED
    assert stored.failure.startswith("Đĩa đầy.")
    assert len(stored.failure) == 300
    assert stored.is_finished


@pytest.mark.parametrize(
    "act",
    [
        lambda row: jobs.finish(row, at=LATER),
        lambda row: jobs.fail(row, at=LATER, sentence="x"),
        lambda row: jobs.report_progress(row, done=1, total=2, note="", at=LATER),
    ],
)
def test_a_stale_attempt_may_not_write(row, act):
    """The first worker slept too long; the row was given to a second one."""
    jobs.claim(row, at=NOW)
    jobs.requeue_expired(SummaryReport.objects.all(), at=LATER)
    second = again(row)
    assert jobs.claim(second, at=LATER)
    with pytest.raises(LostClaim):
        act(row)
    stored = again(row)
    assert (stored.state, stored.attempt, stored.failure, stored.progress_done) == (
        JobState.BUILDING,
        2,
        "",
        0,
    )


def test_a_cancelled_row_is_lost_to_its_worker(row):
    jobs.claim(row, at=NOW)
    JOB.advance(again(row), "cancel")
    with pytest.raises(LostClaim):
        jobs.report_progress(row, done=1, total=2, note="", at=NOW)
    assert again(row).state == JobState.CANCELLED
    assert again(row).is_finished
    assert not jobs.claim(again(row), at=NOW)


def test_a_living_worker_keeps_its_row(row):
    jobs.claim(row, at=NOW)
    jobs.requeue_expired(SummaryReport.objects.all(), at=NOW + LEASE - timedelta(seconds=1))
    assert again(row).state == JobState.BUILDING
    assert list(SummaryReport.objects.expired_on(NOW + LEASE)) == []
    assert list(SummaryReport.objects.expired_on(LATER)) == [row]


def test_a_dead_workers_row_is_tried_again_and_then_given_up(row):
    at = NOW
    for attempt in range(1, MOST_ATTEMPTS + 1):
        current = again(row)
        assert jobs.claim(current, at=at)
        assert current.attempt == attempt
        at += LEASE + timedelta(seconds=1)
        jobs.requeue_expired(SummaryReport.objects.all(), at=at)
    stored = again(row)
    assert (stored.state, stored.lease_until, stored.ended_at) == (JobState.FAILED, None, at)
    assert "Đã thử 3 lần" in stored.failure
    JOB.advance(stored, "requeue")
    assert jobs.claim(stored, at=at)


def test_only_expired_rows_are_touched(make_row):
    dead, alive, waiting = make_row(), make_row(), make_row()
    jobs.claim(dead, at=NOW)
    jobs.claim(alive, at=LATER)
    jobs.requeue_expired(SummaryReport.objects.all(), at=LATER)
    assert [again(each).state for each in (dead, alive, waiting)] == ["queued", "building", "queued"]
    assert again(dead).woken_at is None


def test_rows_nobody_woke_a_worker_for_are_found(make_row):
    fresh, never, long_ago, building = make_row(woken_at=NOW), make_row(), make_row(woken_at=NOW), make_row()
    SummaryReport.objects.filter(pk=long_ago.pk).update(woken_at=NOW - timedelta(minutes=5))
    jobs.claim(building, at=NOW)
    waiting = SummaryReport.objects.waiting_since(NOW - timedelta(minutes=1))
    assert set(waiting) == {never, long_ago}
    assert fresh not in waiting


def test_a_new_attempt_starts_from_zero(row):
    jobs.claim(row, at=NOW)
    jobs.report_progress(row, done=9, total=10, note="gần xong", at=NOW)
    jobs.requeue_expired(SummaryReport.objects.all(), at=LATER)
    current = again(row)
    assert jobs.claim(current, at=LATER)
    assert (current.progress_done, current.progress_note) == (0, "")
