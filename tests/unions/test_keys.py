"""Are the secrets outside the database made once, kept closed, and do they sign (DESIGN §7)?"""

import os
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from unions import keys


@pytest.fixture
def fresh(settings, tmp_path):
    """An installation that has no keys yet."""
    settings.KEYS_MAY_BE_MADE = True
    settings.LEDGER_KEY_FILE = tmp_path / "secrets" / "ledger.key"
    settings.SIGNING_KEY_FILE = tmp_path / "secrets" / "signing.key"
    return settings


def forget():
    keys._ledger_key.cache_clear()
    keys._signing_key.cache_clear()


@pytest.fixture(autouse=True)
def keys_are_read_again():
    forget()
    yield
    forget()


def test_keys_are_made_on_first_use_and_stay(fresh):
    first, key_id = keys.ledger_key(), keys.key_id()
    assert len(first) == 32
    forget()
    assert (keys.ledger_key(), keys.key_id()) == (first, key_id)


def test_nobody_else_reads_them(fresh):
    keys.ledger_key()
    keys.key_id()
    for path in (fresh.LEDGER_KEY_FILE, fresh.SIGNING_KEY_FILE):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(fresh.LEDGER_KEY_FILE.parent.stat().st_mode) == 0o700
    assert sorted(os.listdir(fresh.LEDGER_KEY_FILE.parent)) == ["ledger.key", "signing.key"]


def test_both_keys_differ(fresh):
    keys.key_id()
    assert keys.ledger_key().hex() != fresh.SIGNING_KEY_FILE.read_text().strip()


def test_what_we_signed_is_ours_and_nothing_else(fresh):
    signature = keys.sign(b"1:abc")
    assert len(signature) == 64
    assert keys.verify(b"1:abc", signature)
    assert not keys.verify(b"1:abd", signature)
    assert not keys.verify(b"1:abc", signature[:-1] + bytes([signature[-1] ^ 1]))
    assert not keys.verify(b"1:abc", b"")
    assert not keys.verify(b"1:abc", b"x" * 200)


def test_another_installation_did_not_sign_it(fresh, tmp_path):
    signature, key_id = keys.sign(b"x"), keys.key_id()
    fresh.SIGNING_KEY_FILE = tmp_path / "other" / "signing.key"
    assert not keys.verify(b"x", signature)
    assert keys.key_id() != key_id
    assert len(key_id) == 16


def test_in_production_a_missing_key_stops_instead_of_being_made(fresh):
    fresh.KEYS_MAY_BE_MADE = False
    with pytest.raises(FileNotFoundError):
        keys.ledger_key()
    with pytest.raises(FileNotFoundError):
        keys.sign(b"x")
    assert not fresh.LEDGER_KEY_FILE.exists()


def test_those_who_start_together_read_the_same_key(fresh):
    path = str(fresh.LEDGER_KEY_FILE)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda number: keys._read_or_make(path, f"{number:064x}"), range(40)))
    assert set(found) == {fresh.LEDGER_KEY_FILE.read_text()}
    assert os.listdir(fresh.LEDGER_KEY_FILE.parent) == ["ledger.key"]


def test_the_loser_of_the_race_takes_the_winners_key(fresh, monkeypatch):
    """Both saw no file; the other was faster between our look and our link."""
    path = fresh.LEDGER_KEY_FILE
    path.parent.mkdir()
    real_link = os.link

    def late(source, target):
        path.write_text("ab" * 32)
        real_link(source, target)

    monkeypatch.setattr(keys.os, "link", late)
    assert keys.ledger_key().hex() == "ab" * 32
    assert os.listdir(path.parent) == ["ledger.key"]
