"""Is every way of changing the past found (DESIGN §7)?"""

import hashlib
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import F

from tests.cast import NOW
from unions import guards
from unions.checking import verify_ledger
from unions.models import LedgerEntry, LedgerHead
from unions.recording import GENESIS, content_of, publish_head, record, seal

pytestmark = pytest.mark.prove("ledger")


@pytest.fixture
def ledger(committed, upper_union, system):
    """Six committed entries, with the guards lifted so that a thief with full rights on the database can be played."""
    for number in range(1, 7):
        with transaction.atomic():
            record("a", f"Câu {number}.", by=system, at=NOW, subject=upper_union, data={"n": number})
    guards.drop(connection)
    yield LedgerEntry.objects.order_by("sequence")
    guards.create(connection)


def reseal(entries, sealing):
    """Compute the chain anew, as somebody would who wants to hide a change."""
    previous = GENESIS
    for entry in entries:
        entry.previous_hash = previous
        previous = sealing(entry)
        LedgerEntry.objects.filter(pk=entry.pk).update(previous_hash=entry.previous_hash, hash=previous)
    LedgerHead.objects.update(sequence=entries[-1].sequence, hash=previous)


def plain(entry):
    return hashlib.sha256(content_of(entry).encode()).hexdigest()


def found(first_bad, words):
    verdict = verify_ledger()
    assert not verdict.is_whole
    assert verdict.first_bad == first_bad
    assert words in verdict.sentence


def test_an_untouched_ledger_is_whole(ledger):
    verdict = verify_ledger()
    assert verdict.is_whole
    assert (verdict.entries, verdict.sentence) == (6, "Nhật ký nguyên vẹn: 6 dòng.")


def test_an_empty_ledger_is_whole(db):
    assert verify_ledger().is_whole


@pytest.mark.parametrize(
    "change",
    [
        {"sentence": "Câu khác."}, {"act": "b"}, {"at": NOW.replace(hour=10)}, {"actor_name": "Người khác"},
        {"actor_post": "x"}, {"subject": "x"}, {"topic": "x"}, {"data": {"n": 30}}, {"body": None, "data": {}},
    ],
)  # fmt: skip
def test_a_changed_row_is_found(ledger, change):
    ledger.filter(sequence=3).update(**change)
    found(3, "Dòng 3 đã bị sửa")


def test_a_changed_row_sealed_with_a_plain_hash_is_found(ledger):
    ledger.filter(sequence=3).update(sentence="Câu khác.")
    reseal(list(ledger), plain)
    found(1, "Dòng 1 đã bị sửa")


def test_a_past_sealed_anew_even_with_our_key_differs_from_the_signed_heads(ledger):
    ledger.filter(sequence=3).update(sentence="Câu khác.")
    reseal(list(ledger), seal)
    found(3, "khác với mốc đã ký ngoài cơ sở dữ liệu")


@pytest.mark.parametrize("count", [1, 2, 5, 6])
def test_the_last_rows_deleted_are_found(ledger, count):
    ledger.filter(sequence__gt=6 - count).delete()
    found(7 - count, f"thiếu các dòng {7 - count}–6")


def test_the_last_rows_deleted_with_the_head_set_back_are_found(ledger):
    ledger.filter(sequence__gt=4).delete()
    LedgerHead.objects.update(sequence=4, hash=ledger.get(sequence=4).hash)
    found(5, "thiếu các dòng 5–6")


def test_rows_cut_off_and_written_anew_are_found(ledger, upper_union, system):
    ledger.filter(sequence__gt=4).delete()
    LedgerHead.objects.update(sequence=4, hash=ledger.get(sequence=4).hash)
    for number in (5, 6, 7):
        with transaction.atomic():
            record("a", f"Câu mới {number}.", by=system, at=NOW, subject=upper_union)
    found(5, "khác với mốc đã ký")


@pytest.mark.parametrize("sequence", [1, 3])
def test_a_removed_row_is_found(ledger, sequence):
    ledger.filter(sequence=sequence).delete()
    found(sequence, f"Thiếu dòng {sequence}")


def test_a_removed_row_with_the_others_moved_up_is_found(ledger):
    ledger.filter(sequence=3).delete()
    for sequence in (4, 5, 6):
        ledger.filter(sequence=sequence).update(sequence=sequence - 1)
    found(3, "không nối với dòng trước")


def test_an_inserted_row_is_found(ledger):
    for sequence in (6, 5, 4):
        ledger.filter(sequence=sequence).update(sequence=F("sequence") + 1)
    third = ledger.get(sequence=3)
    third.pk, third.sequence, third.previous_hash, third.sentence = None, 4, third.hash, "Câu chen vào."
    third.hash = plain(third)
    third.save()
    found(4, "Dòng 4 đã bị sửa")


def test_an_appended_row_is_found(ledger):
    last = ledger.get(sequence=6)
    last.pk, last.sequence, last.previous_hash = None, 7, last.hash
    last.hash = plain(last)
    last.save()
    found(7, "Dòng 7 đã bị sửa")


def test_two_rows_exchanged_are_found(ledger):
    for old, new in ((3, 100), (4, 3), (100, 4)):
        ledger.filter(sequence=old).update(sequence=new)
    found(3, "không nối với dòng trước")


def test_a_head_that_does_not_fit_is_found(ledger):
    LedgerHead.objects.update(hash="0" * 64)
    found(6, "không khớp dòng cuối")
    LedgerHead.objects.all().delete()
    found(6, "không khớp dòng cuối")


@pytest.mark.parametrize(
    "line", ["7 abc def", "x", "7 " + "a" * 64 + " " + "A" * 86 + "==", "6 é ñ", "\ufffd"]
)
def test_a_line_of_the_head_file_that_we_did_not_sign_is_found(ledger, settings, line):
    with open(settings.LEDGER_HEAD_FILE, "a", encoding="utf-8") as out:
        out.write(line + "\n")
    found(6, "Dòng 7 của tệp mốc")


def test_bytes_that_are_no_text_are_found(ledger, settings):
    with open(settings.LEDGER_HEAD_FILE, "ab") as out:
        out.write(b"\xff\xfe\n")
    found(6, "Dòng 7 của tệp mốc")


def test_a_lost_head_file_is_said(ledger, settings):
    settings.LEDGER_HEAD_FILE.unlink()
    found(6, "Tệp mốc ngoài cơ sở dữ liệu không còn")


def test_a_commit_whose_head_was_not_published_is_no_harm(ledger, settings):
    """The process may die between the commit and the line in the file."""
    lines = settings.LEDGER_HEAD_FILE.read_text().splitlines(keepends=True)
    settings.LEDGER_HEAD_FILE.write_text("".join(lines[:-1]))
    assert verify_ledger().is_whole
    head = LedgerHead.objects.get()
    publish_head(head.sequence, head.hash)
    publish_head(head.sequence, head.hash)
    assert verify_ledger().is_whole


def test_the_command_says_it_and_fails_with_the_first_bad_line(ledger):
    out = StringIO()
    call_command("verify_ledger", stdout=out)
    assert out.getvalue().strip() == "Nhật ký nguyên vẹn: 6 dòng."
    ledger.filter(sequence=2).update(sentence="Câu khác.")
    with pytest.raises(CommandError, match="Dòng 2: Dòng 2 đã bị sửa"):
        call_command("verify_ledger", stdout=out)
