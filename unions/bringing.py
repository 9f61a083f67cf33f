"""How does an office's Excel come in: received, its columns matched, doubts answered, then taken whole or not at all?

Nothing of the tree is touched before `finish_taking`. Every step reads the stored file anew, so what is taken is what
the file says and not what a page said (RELIABILITY R27).
"""

import hashlib
import uuid
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction

from unions import importing
from unions.errors import Refusal
from unions.import_preview import DOUBTS, ERRORS, digest_of, preview_of, sentence_of
from unions.import_reading import guess_of, heads_of, keep, layouts_of, names_units
from unions.jobs import finish
from unions.lifecycle import Lifecycle
from unions.models import BodyImport, UnionBody
from unions.placing import require_below
from unions.recording import held_back, record
from unions.roles import Ability
from unions.vietnamese import readable
from unions.workbooks import LARGEST, TOO_BIG, Unsafe, Workbook, read_workbook

Step = BodyImport.Step
IMPORT = Lifecycle(
    "import",
    {
        Step.COLUMNS: {"match": Step.PREVIEW, "drop": Step.DROPPED},
        Step.PREVIEW: {"match": Step.PREVIEW, "start": Step.TAKING, "drop": Step.DROPPED},
        Step.TAKING: {"finish": Step.DONE, "return": Step.PREVIEW},
        Step.DONE: {},
        Step.DROPPED: {},
    },
    field="step",
)
ENDINGS = (".xlsx", ".xls", ".ods", ".csv")
NAME_LENGTH = 120
CHUNK = 1000


class NoFile(Refusal):
    sentence = "Chọn tệp Excel cần nhập."


class WrongType(Refusal):
    sentence = (
        "Chỉ nhận tệp .xlsx, .xls, .ods hoặc .csv. Đồng chí mở tệp bằng Excel, lưu lại thành .xlsx rồi gửi."
    )


class Unread(Refusal):
    """The file is too large, broken or dangerous; the sentence says which."""


class Empty(Refusal):
    sentence = "Tệp không có dòng nào. Đồng chí xem lại đã lưu tệp chưa."


class FileGone(Refusal):
    sentence = "Tệp không còn nguyên trên máy chủ. Đồng chí tải tệp lên lại."


class NoColumns(Refusal):
    """Nothing says which column holds the names, or two columns are said to mean the same."""


class NotAnOption(Refusal):
    sentence = "Lựa chọn này không còn nữa. Đồng chí xem lại bảng rồi chọn."


class NotYet(Refusal):
    sentence = "Còn ô lỗi hoặc dòng phải hỏi nên chưa nhập được: sửa tệp rồi tải lên lại, hoặc trả lời."


class NothingNew(Refusal):
    sentence = "Không có gì thay đổi: mọi dòng trong tệp giống số liệu đang có."


class TreeChanged(Refusal):
    sentence = "Đơn vị hoặc số liệu đã thay đổi từ lúc xem trước, nên chưa nhập gì. Đồng chí xem lại bảng mới rồi nhập."


# Before anything is taken ---------------------------------------------------------------------------------------------


def receive(under, upload, as_of, *, by, at):
    """Keep a file and what stands in it; the same file sent twice in a row is one import. Returns the BodyImport."""
    require_below(by, Ability.PLACE, under)
    name, content = _opened(upload)
    workbook = _read(content, name)
    if not any(sheet.rows for sheet in workbook.sheets):
        raise Empty
    digest = hashlib.sha256(content).hexdigest()
    same = BodyImport.objects.filter(under=under, sha256=digest, as_of=as_of, made_by=by.user)
    if open_now := same.filter(step__in=[Step.COLUMNS, Step.PREVIEW]).first():
        return open_now
    row = BodyImport(
        under=under, file_name=name, sha256=digest, as_of=as_of, made_by=by.user, made_at=at, queued_at=at,
        sheets=heads_of(workbook), mapping=guess_of(workbook, under), preview={"notes": workbook.notes},
    )  # fmt: skip
    row.file.save(f"{uuid.uuid4()}{_ending(name)}", ContentFile(content), save=False)
    try:
        with transaction.atomic():
            row.save()
            note(row, "receive", f"đưa tệp “{name}” lên để nhập đơn vị dưới {under.label}", by, at)
    except BaseException:
        row.file.delete(save=False)
        raise
    return row


def match_columns(row, mapping, *, by, at):
    """Say which column of which sheet means what, and see what would happen; remembered for the next file like it."""
    require_below(by, Ability.PLACE, row.under)
    _check_mapping(mapping)
    # What was answered belongs to the rows as they were read: other columns, other questions.
    answers = row.answers if mapping == row.mapping else {}
    earlier = row.preview if mapping == row.mapping else None
    found, workbook = foresee(row, by=by, mapping=mapping, answers=answers)
    preview = preview_of(found, workbook, answers, earlier)
    with transaction.atomic():
        IMPORT.advance(row, "match", mapping=mapping, preview=preview, answers=answers, failure="")
        keep(mapping, row.under)
    return row


def answer(row, answers, *, by, at):
    """Keep answers to doubts, {"Sheet!row": code of the body meant, or "new"}; those given before stay."""
    require_below(by, Ability.PLACE, row.under)
    options = {each["key"]: options_of(each) for each in row.preview.get("doubts", ())}
    if any(chosen not in options.get(key, ()) for key, chosen in answers.items()):
        raise NotAnOption
    with transaction.atomic():
        held = BodyImport.objects.select_for_update().filter(pk=row.pk, step=Step.PREVIEW).first()
        if held is None:
            raise NotAnOption
        row.answers = {**held.answers, **answers}
        BodyImport.objects.filter(pk=row.pk).update(answers=row.answers)
    return row


def review(row, *, by, at):
    """See what would happen once more: with the answers given since, in the tree of this moment."""
    return match_columns(row, row.mapping, by=by, at=at)


def drop_import(row, *, by, at):
    """Give an import up before anything was taken; its file is deleted."""
    require_below(by, Ability.PLACE, row.under)
    with transaction.atomic():
        IMPORT.advance(row, "drop", preview={}, sheets=[], answers={})
        note(row, "drop_import", f"bỏ việc nhập tệp “{row.file_name}” dưới {row.under.label}", by, at)
        transaction.on_commit(partial(row.file.delete, save=False))
    return row


# Taking ---------------------------------------------------------------------------------------------------------------


def finish_taking(row, found, *, by, at, on, tell=lambda done, total: None, before_last=lambda: None):
    """Write all that was foreseen and finish the import, in one transaction, under the attempt that was claimed.

    Raises TreeChanged when this is no longer what was previewed.
    """
    if digest_of(found) != row.preview.get("digest"):
        raise TreeChanged
    source = f"Tệp {row.file_name}"[:NAME_LENGTH]
    with transaction.atomic():
        _check_places(found)
        with held_back():
            importing.take(
                found, under=row.under, as_of=row.as_of, source=source, by=by, at=at, on=on, tell=tell
            )
        before_last()
        finish(row, at=at)
        # What was done stands in the ledger, unit by unit: of the preview only its counts are kept.
        IMPORT.advance(row, "finish", preview={"counts": row.preview["counts"]}, sheets=[], answers={})
        said = sentence_of(row.preview["counts"])
        sentence = f"nhập tệp “{row.file_name}” dưới {row.under.label}: {said[0].lower()}{said[1:]}"
        note(row, "finish_taking", sentence, by, at)
    return row


def _check_places(found):
    """Lock what is written to or under; what was moved since the file was read may be another's now."""
    bodies = {body.pk: body for plan in found.plans for body in (plan.body, plan.parent) if body and body.pk}
    keys = sorted(bodies)
    for start in range(0, len(keys), CHUNK):
        rows = UnionBody.objects.select_for_update(no_key=True).filter(pk__in=keys[start : start + CHUNK])
        for pk, path, ended_on in rows.order_by("pk").values_list("pk", "path", "ended_on"):
            if (path, ended_on) != (bodies[pk].path, bodies[pk].ended_on):
                raise TreeChanged


def preview_again(row, found, workbook):
    """Keep what was foreseen in the changed tree as the preview that a person is shown."""
    row.preview = preview_of(found, workbook, row.answers, row.preview)
    BodyImport.objects.filter(pk=row.pk, attempt=row.attempt).update(preview=row.preview)
    return row


def return_to_preview(row, *, at, sentence=""):
    """Nothing was taken: back to the preview, with the sentence that says why."""
    IMPORT.advance(row, "return", failure=sentence[:300], ended_at=at, lease_until=None)
    return row


# What each step needs -------------------------------------------------------------------------------------------------


def foresee(row, *, by, mapping=None, answers=None):
    """(Foreseen, Workbook) of the stored file, in the tree of this moment."""
    mapping = row.mapping if mapping is None else mapping
    workbook = read_again(row)
    layouts = layouts_of(mapping)
    sheets = [sheet for sheet in workbook.sheets if sheet.name in layouts]
    found = importing.foresee(
        Workbook(sheets, workbook.notes),
        under=row.under,
        as_of=row.as_of,
        by=by,
        layouts=layouts,
        answers=row.answers if answers is None else answers,
    )
    return found, workbook


def read_again(row):
    """The workbook as it was received."""
    try:
        with row.file.open("rb") as kept:
            content = kept.read()
    except (FileNotFoundError, ValueError) as problem:
        raise FileGone from problem
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise FileGone
    return _read(content, row.file_name)


def options_of(doubt):
    """What may be answered to a doubt."""
    new = [importing.NEW] if doubt["may_be_new"] else []
    return [code for code, *_ in doubt["bodies"]] + new


def is_stale(row):
    """Was something answered since the preview was made?"""
    return row.preview.get("answers", {}) != row.answers


def hindrance(row):
    """The refusal that keeps this preview from being taken, or None."""
    try:
        check_ready(row)
    except Refusal as refusal:
        return refusal
    return None


def check_ready(row):
    counts = row.preview.get("counts", {})
    if counts.get(ERRORS) or counts.get(DOUBTS) or is_stale(row):
        raise NotYet
    if not any(counts.get(outcome) for outcome in ("them", "doi")):
        raise NothingNew


def _check_mapping(mapping):
    chosen = {name: each for name, each in mapping.items() if each["on"]}
    if not chosen:
        raise NoColumns("Chọn ít nhất một trang để đọc.")
    for name, each in chosen.items():
        if not names_units(each):
            raise NoColumns(f"Trang “{name}”: chọn cột nào là tên đơn vị (hoặc mã đơn vị).")


def _opened(upload):
    """(name, bytes) of an upload that may be looked at."""
    if upload is None or not upload.size:
        raise NoFile
    name = readable(upload.name.replace("\\", "/").rpartition("/")[2]).strip()
    if not _ending(name):
        raise WrongType
    if upload.size > LARGEST:
        raise Unread(TOO_BIG)
    stem = name.removesuffix(name[-len(_ending(name)) :])
    return stem[:NAME_LENGTH].strip() + _ending(name), upload.read()


def _ending(name):
    return next((ending for ending in ENDINGS if name.lower().endswith(ending)), "")


def _read(content, name):
    try:
        return read_workbook(content, name)
    except Unsafe as problem:
        raise Unread(str(problem)) from problem


def note(row, act, words, by, at):
    record(f"bringing.{act}", f"{by.name} {words}.", by=by, at=at, subject=row, body=row.under)
