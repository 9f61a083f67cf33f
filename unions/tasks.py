"""What does Celery run for tree and people? Shells only: the row is the truth, the message may be lost or doubled."""

import logging

from celery import shared_task
from kombu.exceptions import KombuError

from unions import changing, clock, import_jobs
from unions.sessions import SessionStore

logger = logging.getLogger(__name__)


@shared_task
def take_due_changes():
    """Carry out the decisions about the tree whose day has come."""
    changing.take_due(at=clock.now(), on=clock.today())


@shared_task
def take_import(*, import_id):
    """Bring in one file of an office."""
    import_jobs.take(import_id, at=clock.now(), on=clock.today())


@shared_task
def rescue_imports():
    """Put back what dead workers held, and wake a worker for every queued import that has waited too long."""
    at = clock.now()
    for import_id in import_jobs.rescue(at=at):
        wake(import_id, at=at)


@shared_task
def sweep_sign_ins():
    """Forget the sign-ins that have run out."""
    SessionStore.clear_expired()


def wake(import_id, *, at):
    """Send the id to a worker. Without a broker the row stays queued: `rescue_imports` sends it when it is back."""
    try:
        take_import.apply_async(kwargs={"import_id": import_id}, expires=import_jobs.MESSAGE_SECONDS)
    except (KombuError, OSError) as problem:
        logger.warning("no broker for import %s: %s", import_id, problem)
        return False
    import_jobs.note_woken(import_id, at=at)
    return True
