"""What does Celery run, when it is woken up? Shells only: the row is the truth, the message may be lost or doubled."""

import logging

from celery import shared_task
from kombu.exceptions import KombuError

from reports import building
from unions import clock

logger = logging.getLogger(__name__)


@shared_task
def build_report(*, report_id):
    building.build(report_id, at=clock.now())


@shared_task
def rescue_stuck():
    """Put back what dead workers held, and wake a worker for every queued row that has waited too long."""
    at = clock.now()
    for report_id in building.rescue(at=at):
        wake(report_id, at=at)


def wake(report_id, *, at):
    """Send the id to a worker. Without a broker the row stays queued: `rescue_stuck` sends it when it is back."""
    try:
        build_report.apply_async(kwargs={"report_id": report_id}, expires=building.MESSAGE_SECONDS)
    except (KombuError, OSError) as problem:
        logger.warning("no broker for summary %s: %s", report_id, problem)
        return False
    building.note_woken(report_id, at=at)
    return True
