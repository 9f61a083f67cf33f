"""What does Celery run for the tree? Shells only: the row is the truth, the message may be lost or doubled."""

from celery import shared_task

from unions import changing, clock


@shared_task
def take_due_changes():
    """Carry out the decisions about the tree whose day has come."""
    changing.take_due(at=clock.now(), on=clock.today())
