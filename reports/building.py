"""How does a queued summary become a checked file, once, whatever happens to the worker?"""

import errno
import hashlib
import logging
import os
import re
import zipfile
from datetime import timedelta
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.db import IntegrityError, transaction

from reports import figures, workbook
from reports.models import SummaryReport
from reports.pulse import Pulse
from unions.access import SystemAccess
from unions.jobs import JobState, LostClaim, claim, fail, finish, requeue_expired
from unions.recording import record

logger = logging.getLogger(__name__)

RESEND_AFTER = timedelta(seconds=15)
MESSAGE_SECONDS = 120  # a wake-up call older than this is worth nothing: the row was sent again meanwhile

DISK_FULL = "Máy chủ hết chỗ lưu tệp nên chưa lập được. Số liệu vẫn an toàn; đồng chí báo bộ phận kỹ thuật."
BROKEN = "Có lỗi khi lập bản tổng hợp. Số liệu vẫn an toàn; đồng chí bấm lập lại, nếu vẫn lỗi thì báo bộ phận kỹ thuật."


class BrokenFile(Exception):
    """What was written cannot be read back."""


def build(report_id, *, at):
    """Build one queued summary. A second delivery, a forged id or a finished row does nothing.

    `at` is the moment the worker took the message; later moments of the same build are counted from it.
    """
    report = _find(report_id)
    if report is None or not claim(report, at=at):
        logger.info("summary %s: nothing to do", report_id)
        return report
    pulse = Pulse(report, at=at, started=monotonic())
    try:
        _carry_out(report, pulse)
    except LostClaim:
        logger.info("summary %s: attempt %s lost its claim", report_id, report.attempt)
    except Exception as problem:
        logger.exception("summary %s: attempt %s failed", report_id, report.attempt)
        _give_up(report, problem, pulse.now())
    return report


def rescue(*, at):
    """Put back in the queue what dead workers held; ids of queued rows for which a worker must be woken."""
    requeue_expired(SummaryReport.objects.all(), at=at)
    return list(SummaryReport.objects.waiting_since(at - RESEND_AFTER).values_list("pk", flat=True))


def note_woken(report_id, *, at):
    SummaryReport.objects.filter(pk=report_id, state=JobState.QUEUED).update(woken_at=at)


def folder():
    """Where finished summaries lie: never public, streamed by a view."""
    path = Path(settings.MEDIA_ROOT) / "reports"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def _find(report_id):
    try:
        rows = SummaryReport.objects.filter(pk=int(report_id))
    except (TypeError, ValueError):
        return None
    return rows.select_related("campaign__organiser__parent", "phase", "scope").first()


def _carry_out(report, pulse):
    """Read, write, check, rename, publish; whatever was written and not published is deleted."""
    _sweep(report)
    final = folder() / f"{report.uid}-{report.attempt}.xlsx"
    temporary = final.with_suffix(".part")
    published = False
    try:
        with pulse:
            summary = figures.gather_for(report, at=pulse.now(), tell=pulse.tell)
            pulse.note("đang ghi tệp Excel")
            with open(temporary, "wb") as out:
                workbook.write(summary, out)
                out.flush()
                os.fsync(out.fileno())
            digest = _check(temporary)
            os.replace(temporary, final)
            _sync_folder()
        _publish(report, summary, final, digest, pulse.now())
        published = True
    finally:
        temporary.unlink(missing_ok=True)
        if not published:
            final.unlink(missing_ok=True)


def _check(path):
    """Read the file back, whole; returns its SHA-256."""
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.testzip() is not None or "xl/workbook.xml" not in archive.namelist():
                raise BrokenFile(path.name)
    except zipfile.BadZipFile as problem:
        raise BrokenFile(path.name) from problem
    with open(path, "rb") as written:
        return hashlib.file_digest(written, "sha256").hexdigest()


def _sync_folder():
    """The name of the file must survive a power cut as well as its content (RELIABILITY K9)."""
    handle = os.open(folder(), os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _publish(report, summary, path, digest, at):
    """Finish the row under the attempt that was claimed, and say so in the ledger, together."""
    by = SystemAccess(at.date())
    outcome = {
        "figures": summary.to_json(),
        "file_name": file_name(report),
        "stored_as": path.name,
        "sha256": digest,
        "size": path.stat().st_size,
    }
    with transaction.atomic():
        finish(report, at=at, as_of=summary.head.data_at, **outcome)
        _say_version(report, summary.head.data_version)
        sentence = f"Hệ thống lập xong {report.file_name} ({report.campaign.name}, {report.scope.label})."
        _record("building.build", sentence, report, by, at, {"sha256": digest, "attempt": report.attempt})


def _say_version(report, version):
    """Say which data were read. Where another row already stands for them, this one keeps the older label."""
    try:
        with transaction.atomic():
            SummaryReport.objects.filter(pk=report.pk).update(data_version=version)
        report.data_version = version
    except IntegrityError:
        logger.info("summary %s read data that another summary stands for", report.pk)


def _give_up(report, problem, at):
    sentence = DISK_FULL if getattr(problem, "errno", None) in (errno.ENOSPC, errno.EDQUOT) else BROKEN
    try:
        with transaction.atomic():
            fail(report, at=at, sentence=sentence)
            _record("building.fail", f"Hệ thống chưa lập được bản tổng hợp: {sentence}", report, None, at)
    except LostClaim:
        logger.info("summary %s: another attempt took over", report.pk)


def _record(act, sentence, report, by, at, data=None):
    by = by or SystemAccess(at.date())
    record(act, sentence, by=by, at=at, subject=report, body=report.scope, topic=report.topic, data=data)


def _sweep(report):
    """Files that earlier attempts of this summary left when their worker was killed."""
    for left in folder().glob(f"{report.uid}-*"):
        left.unlink(missing_ok=True)


def file_name(report):
    """The name under which the file is downloaded: what, which phase, which campaign, which version."""
    what = report.phase.name if report.phase else "Cả năm"
    name = f"Tổng hợp {what} - {report.campaign.code} - bản {report.snapshot:02d}"
    return re.sub(r"[\x00-\x20\x7f/\\:*?\"<>|]+", " ", name)[:180].strip() + ".xlsx"
