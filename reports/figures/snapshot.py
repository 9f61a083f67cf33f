"""How does a summary read everything as it stood at one moment, while others go on writing?"""

from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_snapshot():
    """Every query inside sees the same data: REPEATABLE READ on PostgreSQL, one deferred read on SQLite.

    Inside a transaction of the caller its own view is kept. SQLite's `atomic` would take the write lock
    (transaction_mode IMMEDIATE) and hold up everybody who signs meanwhile, so a read begins by itself.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with _deferred_read():
            yield
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


@contextmanager
def _deferred_read():
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")
