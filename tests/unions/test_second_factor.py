"""Do secrets of second steps rest sealed, does a code count once however many send it, and who takes steps away?"""

from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from threading import Barrier

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import connection

from tests.cast import NOW
from tests.unions.own_devices import code_of_now
from unions import keys, notices, second_factor
from unions.errors import Refusal
from unions.models import LedgerEntry


def set_up(access):
    """An app for this person; returns the words of its key."""
    sealed = second_factor.new_secret()
    _, words = second_factor.secret_words(access.user, sealed)
    second_factor.add_app(access.user, sealed, code_of_now(words), by=access, at=NOW)
    return words


def test_nothing_of_a_secret_can_be_read_in_the_database(officer, time_machine):
    time_machine.move_to(NOW, tick=False)
    words = set_up(officer)
    rows = " ".join(map(str, Authenticator.objects.values_list("data", flat=True)))
    assert words.replace(" ", "") not in rows
    for code in second_factor.backup_codes(officer.user):
        assert code.replace(" ", "") not in rows


def test_what_is_sealed_opens_with_our_key_alone(settings, tmp_path):
    sealed = keys.seal("bí mật")
    assert keys.unseal(sealed) == "bí mật"
    assert keys.seal("bí mật") != sealed
    settings.LEDGER_KEY_FILE = tmp_path / "other.key"
    with pytest.raises(keys.InvalidToken):
        keys.unseal(sealed)


def test_the_address_names_the_installation_and_the_account(officer):
    address, words = second_factor.secret_words(officer.user, second_factor.new_secret())
    assert address.startswith(
        f"otpauth://totp/{officer.user.username}?secret={words.replace(' ', '')}&issuer=Thi"
    )


def test_staff_take_every_step_away_and_the_person_is_told(officer, leader_of, upper_union, time_machine):
    time_machine.move_to(NOW, tick=False)
    set_up(officer)
    leader = leader_of(upper_union)
    assert second_factor.forget_all(officer.user, by=leader, at=NOW) == 1
    assert not second_factor.has_any(officer.user)
    assert f"{leader.name} đã bỏ xác nhận hai bước" in notices.unseen_of(officer.user).get().sentence
    entry = LedgerEntry.objects.get(act="second_factor.forget_all")
    assert entry.sentence == f"{leader.name} bỏ các cách xác nhận hai bước của {officer.name}."
    assert second_factor.forget_all(officer.user, by=leader, at=NOW) == 0
    assert LedgerEntry.objects.filter(act="second_factor.forget_all").count() == 1


def test_the_last_administrator_is_helped_at_the_machine(officer, time_machine):
    time_machine.move_to(NOW, tick=False)
    set_up(officer)
    said = StringIO()
    call_command("forget_second_steps", officer.user.username, stdout=said)
    assert "Đã bỏ 1 cách xác nhận" in said.getvalue()
    assert LedgerEntry.objects.get(act="second_factor.forget_all").actor_name == "Hệ thống"
    for username, sentence in ((officer.user.username, "chưa bật"), ("khong-co", "Không có tài khoản")):
        with pytest.raises(CommandError, match=sentence):
            call_command("forget_second_steps", username)


@pytest.mark.usefixtures("committed")
def test_of_many_who_send_the_same_code_one_comes_in(officer, time_machine):
    time_machine.move_to(NOW, tick=False)
    words = set_up(officer)
    time_machine.shift(30)
    code, start = code_of_now(words), Barrier(8)
    backup = second_factor.backup_codes(officer.user)[0]

    def tap(number):
        start.wait()
        try:
            if number % 2:
                second_factor.take_code(officer.user, code, at=NOW)
            else:
                second_factor.take_backup(officer.user, backup, by=officer, at=NOW)
        except Refusal as refusal:
            return type(refusal)
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(tap, range(8)))
    assert answers[1::2].count(None) == 1
    assert answers[::2].count(None) == 1
    assert second_factor.backups_left(officer.user) == 9
