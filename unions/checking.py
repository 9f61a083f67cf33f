"""Is the ledger whole: nothing changed, removed, recomputed or cut off?"""

import base64
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from unions import keys
from unions.models import LedgerEntry, LedgerHead
from unions.recording import GENESIS, seal


@dataclass(frozen=True)
class LedgerVerdict:
    entries: int
    first_bad: int | None
    sentence: str

    @property
    def is_whole(self):
        return self.first_bad is None


def verify_ledger():
    """Walk the whole chain and compare it with the signed heads kept outside the database."""
    heads, bad_line = _published_heads()
    previous, sequence = GENESIS, 0
    for entry in LedgerEntry.objects.order_by("sequence").iterator(chunk_size=2000):
        problem = _problem(entry, previous, sequence + 1, heads)
        if problem:
            return LedgerVerdict(sequence, *problem)
        previous, sequence = entry.hash, entry.sequence
    problem = _problem_of_heads(sequence, previous, heads, bad_line)
    if problem:
        return LedgerVerdict(sequence, *problem)
    return LedgerVerdict(sequence, None, f"Nhật ký nguyên vẹn: {sequence} dòng.")


def _problem(entry, previous, expected, heads):
    if entry.sequence != expected:
        return expected, f"Thiếu dòng {expected}."
    if entry.previous_hash != previous:
        return expected, f"Dòng {expected} không nối với dòng trước."
    if entry.hash != seal(entry):
        return expected, f"Dòng {expected} đã bị sửa."
    if heads.get(expected, {entry.hash}) != {entry.hash}:
        return expected, f"Dòng {expected} khác với mốc đã ký ngoài cơ sở dữ liệu."
    return None


def _problem_of_heads(sequence, digest, heads, bad_line):
    """What the end of the chain and its signed heads say against each other."""
    if bad_line:
        return sequence, f"Dòng {bad_line} của tệp mốc không có chữ ký đúng."
    last = max(heads, default=0)
    if last > sequence:
        return sequence + 1, f"Nhật ký bị cắt: thiếu các dòng {sequence + 1}–{last}."
    if sequence and not heads:
        return sequence, "Tệp mốc ngoài cơ sở dữ liệu không còn: không thể biết nhật ký có bị cắt hay không."
    head = LedgerHead.objects.filter(pk=1).first()
    if sequence and (head is None or head.sequence != sequence or head.hash != digest):
        return sequence, "Mốc cuối trong cơ sở dữ liệu không khớp dòng cuối."
    return None


def _published_heads():
    """sequence → hashes of every signed line of the head file, and the number of the first line not signed by us.

    One sequence signed with two hashes is a past that was taken back and written anew.
    """
    path = Path(settings.LEDGER_HEAD_FILE)
    heads, bad_line = {}, None
    if not path.exists():
        return heads, bad_line
    for number, line in enumerate(path.read_text(errors="replace").splitlines(), start=1):
        parts = line.split()
        if len(parts) == 3 and keys.verify(f"{parts[0]}:{parts[1]}".encode(), _decoded(parts[2])):
            heads.setdefault(int(parts[0]), set()).add(parts[1])
        else:
            bad_line = bad_line or number
    return heads, bad_line


def _decoded(text):
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""
