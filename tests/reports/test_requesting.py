"""Do thirty leaders pressing the button make one build?"""

from datetime import timedelta

import pytest

from reports import tasks
from reports.models import SummaryReport
from reports.requesting import (
    NothingToSummarise,
    cancel_summary,
    is_waiting_long,
    request_summary,
    scope_of,
    scopes_of,
    title_of,
)
from tests.reports.tinh_bien import DATA_AT
from unions.errors import NotAllowed, OutOfScope
from unions.jobs import JobState, claim, fail
from unions.lifecycle import WrongState
from unions.models import LedgerEntry
from unions.recording import record


@pytest.fixture
def woken(monkeypatch):
    """Ids for which a worker was woken."""
    ids = []
    monkeypatch.setattr(tasks, "wake", lambda report_id, *, at: ids.append(report_id))
    return ids


def test_thirty_requests_make_one_build(
    campaign, phase, upper_union, leader_of, woken, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        asked = [request_summary(campaign, phase, by=leader_of(upper_union), at=DATA_AT) for _ in range(30)]
    assert len({report.pk for report in asked}) == SummaryReport.objects.count() == 1
    assert set(woken) == {asked[0].pk}
    said = LedgerEntry.objects.filter(act="requesting.request_summary").values_list("sentence", flat=True)
    assert len(said) == 1
    assert said[0].endswith("Giai đoạn 1, Phong trào thi đua năm 2021 (LĐLĐ huyện Tịnh Biên).")


def test_a_worker_is_woken_only_after_the_commit(
    campaign, phase, leader, woken, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as waiting:
        report = request_summary(campaign, phase, by=leader, at=DATA_AT)
    assert woken == []
    for each in waiting:
        each()
    assert woken == [report.pk]


def test_a_queued_row_answers_for_newer_data_too(campaign, phase, leader, system, woken):
    first = request_summary(campaign, phase, by=leader, at=DATA_AT)
    record("thu", "Có thay đổi.", by=system, at=DATA_AT, subject=campaign, topic=campaign.topic)
    again = request_summary(campaign, phase, by=leader, at=DATA_AT + timedelta(minutes=1))
    assert again.pk == first.pk
    again.refresh_from_db()
    assert again.as_of == DATA_AT + timedelta(minutes=1)


def test_a_build_of_older_data_gets_a_successor(campaign, phase, leader, system, woken):
    first = request_summary(campaign, phase, by=leader, at=DATA_AT)
    claim(first, at=DATA_AT)
    record("thu", "Có thay đổi.", by=system, at=DATA_AT, subject=campaign, topic=campaign.topic)
    second = request_summary(campaign, phase, by=leader, at=DATA_AT)
    assert (second.pk != first.pk, second.snapshot) == (True, 2)


def test_structure_phase_and_year_are_summaries_of_their_own(campaign, phase, leader, woken):
    asked = [
        request_summary(campaign, phase, by=leader, at=DATA_AT),
        request_summary(campaign, phase, by=leader, at=DATA_AT, structure="now"),
        request_summary(campaign, None, by=leader, at=DATA_AT),
    ]
    assert len({report.pk for report in asked}) == 3
    assert title_of(asked[2]).startswith("cả năm, ")


def test_after_a_failure_one_may_ask_again(campaign, phase, leader, woken):
    first = request_summary(campaign, phase, by=leader, at=DATA_AT)
    claim(first, at=DATA_AT)
    fail(first, at=DATA_AT, sentence="hỏng")
    second = request_summary(campaign, phase, by=leader, at=DATA_AT)
    assert (second.pk != first.pk, second.snapshot) == (True, 1)


def test_the_twin_that_loses_the_race_joins_the_winner(campaign, phase, leader, monkeypatch, woken):
    from reports import requesting

    winner = request_summary(campaign, phase, by=leader, at=DATA_AT)
    monkeypatch.setattr(requesting, "_join", lambda key, at: None)
    assert request_summary(campaign, phase, by=leader, at=DATA_AT).pk == winner.pk


def test_a_draft_has_nothing_to_sum_up(campaign, phase, leader):
    type(campaign).objects.filter(pk=campaign.pk).update(state="draft")
    with pytest.raises(NothingToSummarise):
        request_summary(campaign, phase, by=leader, at=DATA_AT)


def test_who_may_ask(campaign, phase, upper_union, province, stranger, leader_of, chair_of):
    body = campaign.participants.first().body
    assert scopes_of(leader_of(province), campaign) == [campaign.organiser]
    assert scopes_of(leader_of(body), campaign) == [body]
    with pytest.raises(OutOfScope):
        scope_of(leader_of(stranger), campaign)
    with pytest.raises(NotAllowed):
        request_summary(campaign, phase, by=chair_of(upper_union), at=DATA_AT)


def test_cancelling_takes_it_out_of_the_queue(queued, leader):
    cancel_summary(queued, by=leader, at=DATA_AT)
    queued.refresh_from_db()
    assert (queued.state, queued.ended_at) == (JobState.CANCELLED, DATA_AT)
    assert LedgerEntry.objects.filter(act="requesting.cancel_summary").count() == 1
    with pytest.raises(WrongState):
        cancel_summary(SummaryReport.objects.get(pk=queued.pk), by=leader, at=DATA_AT)


def test_who_waits_long_is_told(queued):
    assert not is_waiting_long(queued, DATA_AT + timedelta(seconds=20))
    assert is_waiting_long(queued, DATA_AT + timedelta(seconds=21))


def test_place_in_the_queue(queued, campaign, leader, woken):
    other = request_summary(campaign, None, by=leader, at=DATA_AT)
    assert SummaryReport.objects.ahead_of(queued) == 0
    assert SummaryReport.objects.ahead_of(other) == 1
    claim(queued, at=DATA_AT)
    assert SummaryReport.objects.ahead_of(other) == 1
