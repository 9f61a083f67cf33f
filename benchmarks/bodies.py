"""How fast are the tree's pages and acts at 10,000 and at 125,000 grassroots unions, and do they stay flat?

    python benchmarks/bodies.py [small] [large]

Two countries of `manage.py seed_scale` on a throw-away PostgreSQL. Times are medians in milliseconds (search: the 95th
of a hundred); beside each stands its floor, hand-written SQL for the same rows, measured in turn with it.
"""

import json
import os
import subprocess
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from zoneinfo import ZoneInfo

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "tools")]

AT = datetime(2025, 9, 1, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
DAY = AT.date()
LIMITS = {
    "first_page_ms": 50,
    "search_p95_ms": 100,
    "tree_as_of_ms": 300,
    "move_3000_s": 2,
    "growth": 1.5,
    "seed_s": 300,
}
ROUNDS = 15


def main(small, large):
    from servers import throw_away_servers

    with throw_away_servers() as servers:
        found = {size: _measured(servers["DATABASE_URL"], size) for size in (small, large)}
    few, many = found[small], found[large]
    growth = {name: round(many[name] / few[name], 2) for name in ("first_page_ms", "search_p95_ms")}
    report = {"limits": LIMITS, "bodies": found, "growth": growth}
    print(json.dumps(report, ensure_ascii=False, indent=2))


def _measured(server, size):
    """One database of that size, measured in a process of its own."""
    address = server.rsplit("/", 1)
    env = {**os.environ, "STATEMENT_TIMEOUT_MS": "300000"}
    folder = tempfile.TemporaryDirectory()
    env |= {"VAR_DIR": folder.name, "DJANGO_SETTINGS_MODULE": "config.settings"}
    make = "import psycopg, sys; psycopg.connect(sys.argv[1], autocommit=True).execute(sys.argv[2])"
    subprocess.run([sys.executable, "-c", make, server, f"CREATE DATABASE size_{size}"], check=True)  # noqa: S603
    env["DATABASE_URL"] = f"{address[0]}/size_{size}"
    command = [sys.executable, __file__, "--one", str(size)]
    return json.loads(subprocess.run(command, check=True, env=env, stdout=subprocess.PIPE).stdout)  # noqa: S603


def one(size):
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    started = perf_counter()
    call_command("seed_scale", bodies=size, verbosity=0)
    found = {"seed_s": round(perf_counter() - started, 1)}
    found |= _reading()
    found |= _moving()
    print(json.dumps(found))


def _reading():
    from unions.access import Access
    from unions.as_of import tree_on
    from unions.models import UnionBody, User

    office = UnionBody.objects.get(code="tinh-ha-noi")
    access = Access(User.objects.get(username="chuyenvien.hanoi"), DAY)
    assert access.paths == [office.path]
    queries = _queries()
    return {
        "first_page_ms": _median(lambda: _first_page(access)),
        "first_page_floor_ms": _median(lambda: _sql(FIRST_PAGE, [office.path, _after(office.path)])),
        "page_in_browser_ms": _median(_page()),
        **_search(access, queries),
        "tree_rows": len(tree_on(DAY, root=office)),
        "tree_as_of_ms": _median(lambda: tree_on(date(2025, 8, 1), root=office)),
    }


FIRST_PAGE = """
SELECT b.*, k.short_name, p.name FROM unions_unionbody b JOIN unions_bodykind k ON k.id = b.kind_id
LEFT JOIN unions_unionbody p ON p.id = b.parent_id WHERE b.path >= %s AND b.path < %s ORDER BY b.path LIMIT 50
"""


def _first_page(access):
    from unions.models import UnionBody

    found = UnionBody.objects.visible_to(access).select_related("kind", "parent", "sector").order_by("path")
    assert len(found[:50]) == 50


def _page():
    from django.conf import settings
    from django.test import Client

    from unions.models import User

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.SECURE_SSL_REDIRECT = False
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": STATIC_FILES}}
    client = Client()
    client.force_login(
        User.objects.get(username="chuyenvien.hanoi"), backend="django.contrib.auth.backends.ModelBackend"
    )

    def read():
        assert client.get("/don-vi/").status_code == 200

    return read


STATIC_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"


def _queries():
    """200 searches: with and without accents, in pieces, by code, with abbreviations, some that find nothing."""
    from random import Random

    from unions.models import UnionBody
    from unions.vietnamese import fold

    random = Random(2025)  # noqa: S311
    everything = UnionBody.objects.filter(path__startswith=UnionBody.objects.get(code="tinh-ha-noi").path)
    names = [body.name for body in everything.order_by("pk")[:: max(1, everything.count() // 400)]][:400]
    found = []
    for place, name in enumerate(random.sample(names, min(200, len(names)))):
        words = name.split()
        shapes = (
            name,
            fold(name),
            " ".join(words[-3:]),
            fold(" ".join(words[-2:])),
            "thcs " + words[-2],
            "không có đâu",
        )
        found.append(shapes[place % len(shapes)])
    return (found * 200)[:200]


def _search(access, queries):
    from unions.models import UnionBody
    from unions.searching import find

    ours, floor = [], []
    for words in queries:
        started = perf_counter()
        list(find(UnionBody.objects.visible_to(access).select_related("kind", "parent"), words)[:50])
        ours.append((perf_counter() - started) * 1000)
        started = perf_counter()
        _sql(SEARCH, [f"%{words.lower()}%"])
        floor.append((perf_counter() - started) * 1000)
    return {
        "search_p95_ms": round(quantiles(ours, n=20)[-1], 1),
        "search_median_ms": round(median(ours), 1),
        "search_one_like_p95_ms": round(quantiles(floor, n=20)[-1], 1),
    }


SEARCH = "SELECT * FROM unions_unionbody WHERE search_text LIKE %s LIMIT 50"


def _moving():
    """The largest upper union to another province and back; rolled back afterwards."""
    from django.db import transaction

    from unions import placing
    from unions.access import SystemAccess
    from unions.models import UnionBody

    upper = UnionBody.objects.get(code="tinh-ha-noi-1")
    below = UnionBody.objects.within(upper).count() - 1
    to = UnionBody.objects.get(code="tinh-hue")
    with transaction.atomic():
        started = perf_counter()
        placing.move(upper, to=to, by=SystemAccess(DAY), at=AT, on=DAY, decision_no="01/QĐ-TLĐ")
        transaction.get_connection().check_constraints()
        took = perf_counter() - started
        assert UnionBody.objects.within(to).filter(code__startswith="tinh-ha-noi-1-").count() == below
        transaction.set_rollback(True)
    return {"moved": below, "move_s": round(took, 2)}


def _median(read):
    times = []
    for _ in range(ROUNDS):
        started = perf_counter()
        read()
        times.append((perf_counter() - started) * 1000)
    return round(median(times), 1)


def _sql(statement, arguments):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)
        return cursor.fetchall()


def _after(path):
    from unions.querysets import path_after

    return path_after(path)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(int(sys.argv[2]))
    else:
        main(*(int(each) for each in [*sys.argv[1:], *["10000", "125000"][len(sys.argv) - 1 :]]))
