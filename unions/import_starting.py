"""How is a previewed import sent to a worker, and how is it stopped before anything is taken?"""

from functools import partial

from django.db import transaction

from unions import tasks
from unions.bringing import IMPORT, check_ready, note
from unions.jobs import JOB, JobState
from unions.models import BodyImport
from unions.placing import require_below
from unions.roles import Ability


def start_taking(row, *, by, at):
    """Queue the import: what was previewed is taken in the background."""
    require_below(by, Ability.PLACE, row.under)
    if row.step == BodyImport.Step.PREVIEW:
        check_ready(row)
    with transaction.atomic():
        columns = {"state": JobState.QUEUED, "queued_at": at, "woken_at": None, "ended_at": None}
        IMPORT.advance(
            row, "start", queued_by=by.user, failure="", progress_done=0, progress_total=0, **columns
        )
        note(row, "start_taking", f"cho nhập tệp “{row.file_name}” dưới {row.under.label}", by, at)
        transaction.on_commit(partial(tasks.wake, row.pk, at=at))
    return row


def cancel_taking(row, *, by, at):
    """Stop an import that is not taken yet; back to what was previewed."""
    require_below(by, Ability.PLACE, row.under)
    with transaction.atomic():
        JOB.advance(row, "cancel", ended_at=at, lease_until=None)
        IMPORT.advance(row, "return")
        note(row, "cancel_taking", f"dừng nhập tệp “{row.file_name}” dưới {row.under.label}", by, at)
    return row
