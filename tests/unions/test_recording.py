"""Does an act enter the ledger as one sealed, readable sentence?"""

import hashlib
import json
import re
from datetime import UTC, datetime

import pytest
from django.db import transaction

from tests.cast import NOW
from unions import recording
from unions.models import LedgerEntry, LedgerHead
from unions.recording import GENESIS, content_of, publish_head, record, record_many, seal, subject_of


@pytest.fixture
def entry(upper_union, chair_of):
    return record(
        "placing.found", "Đồng chí lập đơn vị.", by=chair_of(upper_union), at=NOW, subject=upper_union
    )


def test_an_entry_says_who_what_when_about_what(upper_union, chair_of):
    chair = chair_of(upper_union)
    entry = record(
        "placing.found", "Lập đơn vị mới.", by=chair, at=NOW, subject=upper_union, body=upper_union,
        topic="campaign:1", data={"code": "x"},
    )  # fmt: skip
    stored = LedgerEntry.objects.get()
    assert stored.pk == entry.pk
    assert (stored.sequence, stored.act, stored.sentence) == (1, "placing.found", "Lập đơn vị mới.")
    assert (stored.actor, stored.actor_name) == (chair.user, chair.user.full_name)
    assert stored.actor_post == "Chủ tịch công đoàn cơ sở, LĐLĐ huyện Tịnh Biên"
    assert (stored.body, stored.subject) == (upper_union, f"unionbody:{upper_union.uid}")
    assert (stored.topic, stored.data, stored.at) == ("campaign:1", {"code": "x"}, NOW)
    assert str(stored) == "Lập đơn vị mới."


def test_entries_are_numbered_and_chained(upper_union, system):
    rows = record_many([("a", f"Câu {n}.", upper_union, None, "", {}) for n in range(3)], by=system, at=NOW)
    assert [row.sequence for row in rows] == [1, 2, 3]
    assert [row.previous_hash for row in rows] == [GENESIS, rows[0].hash, rows[1].hash]
    more = record("b", "Câu nữa.", by=system, at=NOW, subject=upper_union)
    assert (more.sequence, more.previous_hash) == (4, rows[2].hash)
    head = LedgerHead.objects.get()
    assert (head.sequence, head.hash) == (4, more.hash)


def test_entries_held_back_are_appended_in_order_at_the_end(upper_union, system, officer):
    """What is said while they wait is locked for and numbered last; broken off, nothing is said at all."""
    with recording.held_back():
        record_many([("a", f"Câu {n}.", upper_union, None, "", {}) for n in range(2)], by=system, at=NOW)
        assert record("b", "Câu nữa.", by=officer, at=NOW, subject=upper_union) is None
        assert LedgerEntry.objects.count() == 0
    last = record("c", "Câu cuối.", by=system, at=NOW, subject=upper_union)
    rows = list(LedgerEntry.objects.order_by("sequence"))
    assert [(row.sequence, row.act, row.actor) for row in rows] == [
        (1, "a", None), (2, "a", None), (3, "b", officer.user), (4, "c", None),
    ]  # fmt: skip
    assert last.previous_hash == rows[2].hash
    with pytest.raises(ValueError, match="hỏng"):
        _break_off(upper_union, system)
    assert LedgerEntry.objects.count() == 4


def _break_off(body, by):
    with recording.held_back():
        record("d", "Không có.", by=by, at=NOW, subject=body)
        raise ValueError("hỏng")


def test_the_seal_is_keyed_and_covers_everything_read_back(entry):
    stored = LedgerEntry.objects.get()
    assert seal(stored) == entry.hash
    assert hashlib.sha256(content_of(stored).encode()).hexdigest() != entry.hash
    for name, other in (
        ("sentence", "x"),
        ("act", "x"),
        ("at", datetime(2021, 1, 1, tzinfo=UTC)),
        ("data", {"a": 1}),
    ):
        changed = LedgerEntry.objects.get()
        setattr(changed, name, other)
        assert seal(changed) != entry.hash


def test_data_is_sealed_as_it_is_read_back(upper_union, system):
    entry = record("a", "Câu.", by=system, at=NOW, subject=upper_union, data={10: "mười", 9: ("chín", None)})
    assert entry.data == {"10": "mười", "9": ["chín", None]}
    assert seal(LedgerEntry.objects.get()) == entry.hash


def test_sentences_are_kept_in_one_form(upper_union, system):
    entry = record("a", "Đo\u031b\u0300i", by=system, at=NOW, subject=upper_union)
    assert entry.sentence == "Đời"
    assert entry.actor is None
    assert entry.actor_name == "Hệ thống"


def test_a_row_without_uid_is_named_by_its_key(kinds):
    kind = kinds["cdcs"]
    assert subject_of(kind) == f"bodykind:{kind.pk}"


def test_the_ledger_is_written_only_together_with_the_act(committed, upper_union, system):
    with pytest.raises(RuntimeError, match="same transaction"):
        record("a", "Câu.", by=system, at=NOW, subject=upper_union)
    assert not LedgerEntry.objects.exists()


@transaction.atomic
def fail_after_recording(subject, by):
    record("a", "Câu.", by=by, at=NOW, subject=subject)
    raise ZeroDivisionError


def test_an_act_taken_back_leaves_no_entry_and_no_head(committed, upper_union, system, settings):
    with pytest.raises(ZeroDivisionError):
        fail_after_recording(upper_union, system)
    assert not LedgerEntry.objects.exists()
    assert not settings.LEDGER_HEAD_FILE.exists()


def test_the_head_is_published_after_the_commit(committed, upper_union, system, settings):
    with transaction.atomic():
        entry = record("a", "Câu.", by=system, at=NOW, subject=upper_union)
        assert not settings.LEDGER_HEAD_FILE.exists()
    number, digest, signature = settings.LEDGER_HEAD_FILE.read_text().split()
    assert (number, digest) == ("1", entry.hash)
    assert re.fullmatch(r"[A-Za-z0-9+/]{86}==", signature)
    assert settings.LEDGER_HEAD_FILE.stat().st_mode & 0o777 == 0o600


def test_heads_are_appended_and_on_disk_where_it_matters(settings, tmp_path, monkeypatch):
    settings.LEDGER_HEAD_FILE, settings.LEDGER_FSYNC = tmp_path / "new" / "heads.log", True
    synced = []
    monkeypatch.setattr(recording.os, "fsync", synced.append)
    publish_head(1, "a" * 64)
    publish_head(2, "b" * 64)
    lines = settings.LEDGER_HEAD_FILE.read_text().splitlines()
    assert [line.split()[0] for line in lines] == ["1", "2"]
    assert len(synced) == 2


def test_content_is_canonical(entry):
    content = json.loads(content_of(entry))
    assert list(content) == sorted(content)
    assert content["at"] == "2021-03-10T02:00:00.000000Z"
    assert "Đồng chí" in content_of(entry)
