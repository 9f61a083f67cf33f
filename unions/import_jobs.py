"""How is a queued import taken once, whole or not at all, whatever happens to the worker?"""

import logging
from contextlib import suppress
from datetime import timedelta
from time import monotonic

from django.db import transaction

from unions import bringing
from unions.access import Access
from unions.errors import NotAllowed, OutOfScope, Refusal
from unions.jobs import JobState, LostClaim, claim, fail, requeue_expired
from unions.models import BodyImport
from unions.pulse import Pulse

logger = logging.getLogger(__name__)

RESEND_AFTER = timedelta(seconds=15)
MESSAGE_SECONDS = 120  # a wake-up call older than this is worth nothing: the row was sent again meanwhile
BROKEN = (
    "Có lỗi khi nhập, chưa đơn vị nào được nhập. Đồng chí nhập lại, nếu vẫn lỗi thì báo bộ phận kỹ thuật."
)
NO_RIGHT = "Người cho nhập không còn quyền ở đơn vị này, nên chưa nhập gì."


def take(import_id, *, at, on):
    """Take one queued import. A second delivery, a forged id or a row that is not to be taken does nothing.

    `at` is the moment the worker took the message; later moments of the same work are counted from it.
    """
    row = _find(import_id)
    if row is None or _is_another_at_work(row, at) or not claim(row, at=at):
        logger.info("import %s: nothing to do", import_id)
        return row
    pulse = Pulse(row, at=at, started=monotonic())
    try:
        _carry_out(row, pulse, on)
    except LostClaim:
        logger.info("import %s: attempt %s lost its claim", import_id, row.attempt)
    except (Refusal, NotAllowed, OutOfScope) as refusal:
        _go_back(
            row, NO_RIGHT if isinstance(refusal, (NotAllowed, OutOfScope)) else str(refusal), pulse.now()
        )
    except Exception:
        logger.exception("import %s: attempt %s failed", import_id, row.attempt)
        _go_back(row, BROKEN, pulse.now())
    return row


def rescue(*, at):
    """Put back in the queue what dead workers held; ids of queued rows for which a worker must be woken.

    A row that was given up goes back to its preview: nothing of it was taken.
    """
    rows = BodyImport.objects.taking()
    requeue_expired(rows, at=at)
    for row in rows.filter(state=JobState.FAILED):
        with suppress(Refusal):  # another sweeper was here
            bringing.return_to_preview(row, at=at, sentence=row.failure)
    return list(rows.waiting_since(at - RESEND_AFTER).values_list("pk", flat=True))


def note_woken(import_id, *, at):
    BodyImport.objects.filter(pk=import_id, state=JobState.QUEUED).update(woken_at=at)


def _find(import_id):
    try:
        rows = BodyImport.objects.taking().filter(pk=int(import_id))
    except (TypeError, ValueError):
        return None
    return rows.select_related("under__kind", "queued_by").first()


def _is_another_at_work(row, at):
    """One file at a time: two could each found the same unit. The other waits in the queue and is woken again."""
    at_work = BodyImport.objects.taking().filter(state=JobState.BUILDING, lease_until__gte=at)
    return at_work.exclude(pk=row.pk).exists()


def _carry_out(row, pulse, on):
    """Read the file anew, look whether it is still what was previewed, write everything in one transaction."""
    if not row.queued_by.is_active:
        raise NotAllowed(NO_RIGHT)
    by = Access(row.queued_by, on)
    total = sum(row.preview["counts"][outcome] for outcome in ("them", "doi", "giu"))
    with pulse:
        pulse.say(total=total, note="đang đọc tệp và đối chiếu")
        found, workbook = bringing.foresee(row, by=by)
        pulse.say(total=total, note="đang ghi vào hệ thống")
        pulse.stop_unless_shared()
        try:
            bringing.finish_taking(
                row,
                found,
                by=by,
                at=pulse.now(),
                on=on,
                tell=lambda done, total: pulse.say(done=done, total=total),
                before_last=pulse.stop,
            )
        except bringing.TreeChanged:
            pulse.stop()
            bringing.preview_again(row, found, workbook)
            raise


def _go_back(row, sentence, at):
    """Nothing was taken: the import stands at its preview again, with the sentence that says why."""
    try:
        with transaction.atomic():
            fail(row, at=at, sentence=sentence)
            bringing.return_to_preview(row, at=at, sentence=sentence)
    except (LostClaim, Refusal):
        logger.info("import %s: another attempt took over", row.pk)
