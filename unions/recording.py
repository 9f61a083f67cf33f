"""How does an act enter the ledger, and how do we know the ledger is whole?

Every entry carries HMAC-SHA256(key outside the database, previous hash + sequence + content). After each commit the
Ed25519-signed head is appended to a file outside the database, so a shortened or recomputed past is found (DESIGN §7).
"""

import base64
import hashlib
import hmac
import json
import os
import unicodedata
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC
from functools import partial

from django.conf import settings
from django.db import transaction

from unions import keys
from unions.models import LedgerEntry, LedgerHead

GENESIS = "0" * 64
_waiting = ContextVar("entries held back until the end of their transaction", default=None)


def record(act, sentence, *, by, at, subject, body=None, topic="", data=None):
    """Append one entry inside the caller's transaction; returns it.

    `subject` is a model row with a `uid` (or any row); `sentence` is what people read: who did what, old → new.
    """
    rows = record_many([(act, sentence, subject, body, topic, data or {})], by=by, at=at)
    return rows[0] if rows else None


def record_many(entries, *, by, at):
    """Append many entries `(act, sentence, subject, body, topic, data)` in order, with one lock of the head.

    Inside `held_back` they wait for its end; nothing is returned then.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("The ledger is written in the same transaction as the act.")
    waiting = _waiting.get()
    if waiting is not None:
        waiting.append((list(entries), by, at))
        return []
    return _append([(entries, by, at)])


@contextmanager
def held_back():
    """Let long acts in one transaction write their entries at its end: the ledger's head is locked as late as can be.

    Whoever signs meanwhile waits for the entries only, not for all that the acts write.
    """
    token = _waiting.set([])
    try:
        yield
        waiting = _waiting.get()
    finally:
        _waiting.reset(token)
    _append(waiting)


def _append(lots):
    head = _locked_head()
    rows = []
    for (act, sentence, subject, body, topic, data), by, at in _each(lots):
        row = LedgerEntry(
            sequence=head.sequence + 1,
            at=at,
            actor=by.user,
            actor_name=by.name,
            actor_post=by.post,
            act=act,
            sentence=unicodedata.normalize("NFC", sentence),
            body=body,
            subject=subject_of(subject),
            topic=topic,
            data=json.loads(json.dumps(data)),  # sealed as it will be read back: numbers as keys become text
            previous_hash=head.hash or GENESIS,
        )
        row.hash = seal(row)
        head.sequence, head.hash = row.sequence, row.hash
        rows.append(row)
    LedgerEntry.objects.bulk_create(rows, batch_size=500)
    LedgerHead.objects.filter(pk=head.pk).update(sequence=head.sequence, hash=head.hash)
    transaction.on_commit(partial(publish_head, head.sequence, head.hash))
    return rows


def _each(lots):
    return ((entry, by, at) for entries, by, at in lots for entry in entries)


def _locked_head():
    """The head row, locked. SQLite ignores the lock; its IMMEDIATE transactions already exclude other writers."""
    head = LedgerHead.objects.select_for_update().filter(pk=1).first()
    return head or LedgerHead.objects.create(pk=1)


def subject_of(row):
    return f"{row._meta.model_name}:{getattr(row, 'uid', row.pk)}"


def content_of(row):
    """The canonical text the hash covers: sorted keys, NFC, times in UTC with microseconds."""
    return json.dumps(
        {
            "sequence": row.sequence,
            "at": row.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "actor": row.actor_id,
            "actor_name": row.actor_name,
            "actor_post": row.actor_post,
            "act": row.act,
            "sentence": row.sentence,
            "body": row.body_id,
            "subject": row.subject,
            "topic": row.topic,
            "data": row.data,
            "previous": row.previous_hash,
        },
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )


def seal(row):
    return hmac.new(keys.ledger_key(), content_of(row).encode(), hashlib.sha256).hexdigest()


def publish_head(sequence, digest):
    """Append the signed head to the file outside the database; one line, one write, on disk before we go on."""
    signature = base64.b64encode(keys.sign(f"{sequence}:{digest}".encode())).decode()
    path = settings.LEDGER_HEAD_FILE
    os.makedirs(os.path.dirname(path), exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, f"{sequence} {digest} {signature}\n".encode())
        if settings.LEDGER_FSYNC:
            os.fsync(handle)
    finally:
        os.close(handle)
