"""Which rows does the database itself refuse to change, and are its triggers in place?

The one use of a signal in this project: `post_migrate` (re)creates the triggers, because SQLite drops them silently
whenever a migration rebuilds a table (RELIABILITY K12).
"""

from dataclasses import dataclass

from django.core.checks import Error, Tags, register
from django.db import connections

REFUSAL = "Dữ liệu đã ký hoặc đã ghi nhật ký không được sửa, xóa."


@dataclass(frozen=True)
class Guard:
    """Refuse `operation` (UPDATE or DELETE) on rows of `table` where `when` (SQL over OLD and NEW) is true."""

    table: str
    operation: str
    when: str = "1 = 1"

    @property
    def name(self):
        return f"guard_{self.table}_{self.operation.lower()}"


GUARDS: list[Guard] = []


def guard(table, *, frozen_columns=(), once=""):
    """Protect a table: no row is deleted, none of `frozen_columns` changes (all, when none is named).

    `once` is an SQL condition over OLD that says from when on a row is frozen ("" = from the start).
    """
    changed = (
        " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in frozen_columns) or "1 = 1"
    )
    GUARDS.append(Guard(table, "UPDATE", f"({changed})" + (f" AND ({once})" if once else "")))
    GUARDS.append(Guard(table, "DELETE", once or "1 = 1"))


def create(connection):
    with connection.cursor() as cursor:
        for each in GUARDS:
            for statement in _statements(connection.vendor, each):
                cursor.execute(statement)


def drop(connection):
    """For the one test fixture that flushes tables, and for nothing else."""
    with connection.cursor() as cursor:
        for each in GUARDS:
            on = "" if connection.vendor == "sqlite" else f" ON {each.table}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {each.name}{on}")
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS guard_{each.table}_truncate ON {each.table}")


def missing(connection):
    """Names of guards whose trigger is not in the database."""
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {name for (name,) in cursor.fetchall()}
    return [each.name for each in GUARDS if each.name not in present]


def recreate(sender, using, **kwargs):
    """`post_migrate` receiver: the tables of all apps exist only after the last app has migrated."""
    connection = connections[using]
    if {each.table for each in GUARDS} <= set(connection.introspection.table_names()):
        create(connection)


@register(Tags.database)
def check_guards(app_configs, databases=None, **kwargs):
    problems = []
    for alias in databases or []:
        connection = connections[alias]
        tables = set(connection.introspection.table_names())
        if not {each.table for each in GUARDS} <= tables:
            continue  # before the first migration
        problems += [
            Error(f"Thiếu khóa bảo vệ {name}: chạy lại manage.py migrate.", id="unions.E002")
            for name in missing(connection)
        ]
    return problems


def _statements(vendor, each):
    if vendor == "sqlite":
        # SQLite spells "IS DISTINCT FROM" as "IS NOT" in every version we may meet.
        when = each.when.replace("IS DISTINCT FROM", "IS NOT")
        yield f"DROP TRIGGER IF EXISTS {each.name}"
        yield (
            f"CREATE TRIGGER {each.name} BEFORE {each.operation} ON {each.table} WHEN {when} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    yield (
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    yield f"DROP TRIGGER IF EXISTS {each.name} ON {each.table}"
    yield (
        f"CREATE TRIGGER {each.name} BEFORE {each.operation} ON {each.table} FOR EACH ROW "
        f"WHEN ({each.when}) EXECUTE FUNCTION refuse_change()"
    )
    yield f"DROP TRIGGER IF EXISTS guard_{each.table}_truncate ON {each.table}"
    yield (
        f"CREATE TRIGGER guard_{each.table}_truncate BEFORE TRUNCATE ON {each.table} FOR EACH STATEMENT "
        "EXECUTE FUNCTION refuse_change()"
    )
