"""Which files prove a result, how do they get in, and where do they lie?

Nothing an uploader sends is kept as it came: type, extension and parser must agree, then a clean copy is stored under a
random name that no address leads to. A file is read only through a view, after `visible_to`.
"""

import hashlib
import os
import unicodedata
import uuid
from pathlib import Path

import puremagic
from django.conf import settings
from django.db import transaction
from django.db.models import Count, Sum

from targets.declaring import hold_open, require_entry
from targets.models import Evidence, Result
from unions.errors import Refusal
from unions.recording import record
from unions.sandbox import Unsafe, guarded
from unions.vietnamese import nfc

TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ALIASES = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg"}
ACCEPT = ".jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx"
PER_FILE = 10 * 2**20
MOST_FILES = 20
MOST_BYTES = 60 * 2**20
NAME_LENGTH = 120
WINDOWS_DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)),
}


class NoFile(Refusal):
    sentence = "Chọn một tệp: ảnh, PDF, Word hoặc Excel."


class WrongType(Refusal):
    sentence = "Chỉ nhận ảnh (jpg, png, webp), PDF, Word (docx) và Excel (xlsx). Đồng chí chọn tệp khác hoặc chụp ảnh."


class TooBig(Refusal):
    sentence = "Tệp lớn hơn 10 MB. Đồng chí chụp lại ở cỡ nhỏ hơn hoặc chia thành nhiều tệp."


class Unreadable(Refusal):
    sentence = "Không mở được tệp này: tệp hỏng hoặc không đúng loại. Đồng chí chọn tệp khác hoặc chụp ảnh."


class TooMany(Refusal):
    sentence = (
        f"Mỗi giai đoạn đơn vị gửi tối đa {MOST_FILES} tệp, tổng cộng 60 MB. Đồng chí gỡ bớt tệp cũ rồi thêm."
    )


class ResultLocked(Refusal):
    sentence = "Kết quả đang chờ duyệt hoặc đã duyệt nên minh chứng không đổi được."


class ResultNeeded(Refusal):
    sentence = "Chọn chỉ tiêu mà tệp này chứng minh."


class FileGone(Refusal):
    sentence = "Tệp này đã được gỡ."


# Acts -----------------------------------------------------------------------------------------------------------------


def attach(participant, phase, results, upload, *, by, at):
    """Keep a clean copy of `upload` as proof of `results` (rows of `results_of`, saved or not); returns the Evidence.

    The same file sent again serves the further results without being stored twice.
    """
    require_entry(by, participant)
    name, kind = _named(upload)
    content = _cleaned(upload, kind)  # before the transaction: drawing a photo anew takes a second
    stored_as = str(uuid.uuid4())
    try:
        with transaction.atomic():
            hold_open(participant, phase, at)
            rows = _editable(participant, phase, results)
            digest = hashlib.sha256(content).hexdigest()
            kept = _live(participant, phase).filter(sha256=digest).first()
            if kept is None:
                _check_room(participant, phase, len(content))
                _store(content, stored_as)
                columns = {"name": name, "content_type": TYPES[kind], "size": len(content), "sha256": digest}
                place = {"participant": participant, "phase": phase, "stored_as": stored_as}
                kept = Evidence.objects.create(**place, **columns, added_at=at, added_by=by.user)
            if not _proves_already(kept, rows):
                kept.results.add(*rows)
                _note("attach", f"thêm minh chứng “{kept.name}”", kept, participant, by, at)
    except BaseException:
        (_folder() / stored_as).unlink(missing_ok=True)
        raise
    return kept


@transaction.atomic
def remove(evidence, *, by, at):
    """Take a file off the results that are still open; the stored copy stays for the record."""
    participant = evidence.participant
    require_entry(by, participant)
    hold_open(participant, evidence.phase, at)
    if any(not row.is_editable for row in evidence.results.all()):
        raise ResultLocked
    if Evidence.objects.filter(pk=evidence.pk, removed_at__isnull=True).update(removed_at=at) != 1:
        raise FileGone
    evidence.removed_at = at
    _note("remove", f"gỡ minh chứng “{evidence.name}”", evidence, participant, by, at)
    return evidence


def open_stored(evidence):
    """The stored bytes, as an open file."""
    return (_folder() / evidence.stored_as).open("rb")


# What came ------------------------------------------------------------------------------------------------------------


def _named(upload):
    """(harmless name, kind) of an upload whose extension is on the list."""
    if upload is None:
        raise NoFile
    if not upload.size:
        raise Unreadable
    if upload.size > PER_FILE:
        raise TooBig
    stem, _, extension = safe_name(upload.name).rpartition(".")
    kind = ALIASES.get(extension.lower(), extension.lower())
    if not stem or kind not in TYPES:
        raise WrongType
    return f"{stem}.{kind}", kind


def safe_name(name):
    """The uploader's name as words only: no path, no control or direction marks, no device of Windows, not too long."""
    last = nfc(name or "").replace("\\", "/").rpartition("/")[2]
    kept = "".join(
        letter for letter in last if unicodedata.category(letter)[0] != "C" and letter not in '<>:"|?*'
    )
    stem, dot, extension = " ".join(kept.split()).strip(". ").rpartition(".")
    stem, extension = (stem, extension[:8]) if dot else (extension, "")
    stem = stem.strip(". ")[:NAME_LENGTH].strip(". ") or "tep"
    if stem.lower() in WINDOWS_DEVICES:
        stem = f"tep {stem}"
    return f"{stem}.{extension}" if extension else stem


def _cleaned(upload, kind):
    upload.seek(0)
    data = upload.read()
    if f".{kind}" not in _kinds_by_content(data):
        raise Unreadable
    try:
        content = guarded("targets.cleaning", kind, data=data)
    except Unsafe as problem:
        raise Unreadable(str(problem) or None) from problem
    if f".{kind}" not in _kinds_by_content(content):
        raise Unreadable
    if len(content) > PER_FILE:
        raise TooBig
    return content


def _kinds_by_content(data):
    try:
        return {found.extension for found in puremagic.magic_string(data)}
    except (puremagic.PureError, ValueError):
        return set()


# Where it goes --------------------------------------------------------------------------------------------------------


def _folder():
    folder = Path(settings.MEDIA_ROOT) / "evidence"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _store(content, stored_as):
    """Whole or not at all: a full disk leaves no half file under the final name (RELIABILITY K9)."""
    folder = _folder()
    target, draft = folder / stored_as, folder / f"{stored_as}.tmp"
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        os.replace(draft, target)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# Which results, how many files ----------------------------------------------------------------------------------------


def _live(participant, phase):
    return Evidence.objects.filter(participant=participant, phase=phase, removed_at__isnull=True)


def _editable(participant, phase, results):
    """The rows of these results, made where nothing was entered yet; none of them under review."""
    if not results:
        raise ResultNeeded
    rows = []
    for result in results:
        row, _ = Result.objects.get_or_create(
            participant=participant, phase=phase, indicator_id=result.indicator_id
        )
        if not row.is_editable:
            raise ResultLocked
        rows.append(row)
    return rows


def _proves_already(evidence, rows):
    """The second of two taps: nothing new, so nothing is told."""
    return evidence.results.filter(pk__in=[row.pk for row in rows]).count() == len(rows)


def _check_room(participant, phase, size):
    """Counted while the phase is held: parallel uploads never pass the limit together (RELIABILITY R38)."""
    kept = _live(participant, phase).order_by().aggregate(files=Count("pk"), size=Sum("size", default=0))
    if kept["files"] >= MOST_FILES or kept["size"] + size > MOST_BYTES:
        raise TooMany


def _note(act, what, evidence, participant, by, at):
    record(
        f"files.{act}",
        f"{by.name} {what} ({evidence.phase.name}) của {participant.name}.",
        by=by,
        at=at,
        subject=evidence,
        body=participant.body,
        topic=participant.campaign.topic,
        data={"phase": evidence.phase.number, "sha256": evidence.sha256, "size": evidence.size},
    )
