"""Are the Celery tasks shells that may be lost, doubled or forged without harm?"""

import pytest
from kombu.exceptions import OperationalError

from reports import building, tasks
from tests.reports.tinh_bien import DATA_AT
from unions.jobs import JobState


@pytest.fixture
def sent(monkeypatch):
    messages = []
    monkeypatch.setattr(tasks.build_report, "apply_async", lambda **message: messages.append(message))
    return messages


def test_build_report_builds(queued):
    tasks.build_report(report_id=queued.pk)
    queued.refresh_from_db()
    assert queued.state == JobState.READY


def test_a_forged_message_does_nothing(queued):
    tasks.build_report(report_id="không phải số")
    tasks.build_report(report_id=queued.pk + 1000)
    queued.refresh_from_db()
    assert (queued.state, queued.attempt) == (JobState.QUEUED, 0)


def test_the_message_carries_the_id_and_grows_old(queued, sent):
    assert tasks.wake(queued.pk, at=DATA_AT)
    queued.refresh_from_db()
    assert sent == [{"kwargs": {"report_id": queued.pk}, "expires": building.MESSAGE_SECONDS}]
    assert queued.woken_at == DATA_AT


@pytest.mark.parametrize("problem", [OperationalError("no broker"), OSError("no disk")])
def test_without_a_broker_the_row_waits(queued, monkeypatch, problem):
    def refuse(**message):
        raise problem

    monkeypatch.setattr(tasks.build_report, "apply_async", refuse)
    assert not tasks.wake(queued.pk, at=DATA_AT)
    queued.refresh_from_db()
    assert (queued.state, queued.woken_at) == (JobState.QUEUED, None)


def test_rescue_wakes_a_worker_for_whoever_waits(queued, sent):
    tasks.rescue_stuck()
    assert [message["kwargs"] for message in sent] == [{"report_id": queued.pk}]
