"""Does the database itself refuse to change what was signed or written in the ledger?"""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from tests.cast import NOW
from unions import guards
from unions.models import LedgerEntry
from unions.recording import record


@pytest.fixture
def entry(committed, upper_union, system):
    with transaction.atomic():
        return record("placing.found", "Hệ thống lập đơn vị.", by=system, at=NOW, subject=upper_union)


def test_update_and_delete_of_a_ledger_entry_are_refused(entry):
    with pytest.raises(DatabaseError, match="không được sửa"):
        LedgerEntry.objects.filter(pk=entry.pk).update(sentence="khác")
    with pytest.raises(DatabaseError, match="không được sửa"):
        LedgerEntry.objects.filter(pk=entry.pk).delete()
    assert LedgerEntry.objects.get(pk=entry.pk).sentence == "Hệ thống lập đơn vị."


def test_raw_sql_is_refused_as_well(entry):
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("DELETE FROM unions_ledgerentry")
    assert LedgerEntry.objects.count() == 1


def test_a_missing_guard_is_an_error_of_the_system_check_until_migrate_recreates_it(committed):
    assert guards.check_guards(None, databases=["default"]) == []
    guards.drop(connection)
    problems = guards.check_guards(None, databases=["default"])
    assert len(problems) == len(guards.GUARDS)
    assert {problem.id for problem in problems} == {"unions.E002"}
    call_command("migrate", verbosity=0)
    assert guards.missing(connection) == []
    assert guards.check_guards(None, databases=None) == []
