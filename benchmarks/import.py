"""How long does it take to bring 10,000 grassroots unions in from Excel: ours, the floor, django-import-export?

    python benchmarks/import.py [bodies]

On a throw-away PostgreSQL. Ours is everything: the workbook read in its child, every row understood, foreseen, matched
and written with its ledger. The floor is calamine's own reading + bulk_create of exactly the rows ours leaves.
django-import-export (`other_import`) takes the same file into the same models and leaves as many rows, once row by row
and once in bulk; its documented trial run before the real one is not counted.
"""

import gc
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "tools")]

MOST, FASTER, MEMORY_MB = 3, 8, 300
AT = datetime(2025, 9, 1, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
HEADINGS = [
    "STT",
    "Mã đơn vị",
    "Tên CĐCS",
    "Loại hình",
    "Lao động",
    "Lao động nữ",
    "Đoàn viên",
    "Đoàn viên nữ",
]


def main(bodies):
    from servers import throw_away_servers

    with throw_away_servers() as servers, tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
        env |= {
            "DATABASE_URL": servers["DATABASE_URL"],
            "STATEMENT_TIMEOUT_MS": "300000",
            "LEDGER_FSYNC": "off",
        }
        command = [sys.executable, __file__, "--one", str(bodies)]
        print(subprocess.run(command, check=True, env=env, stdout=subprocess.PIPE, text=True).stdout)  # noqa: S603


def one(bodies):
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    upper = _country()
    data = _workbook(bodies)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    rows = {}
    ours = _seconds(lambda: _ours(data, upper), then=lambda: rows.update(_rows_left(upper)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    floor = _seconds(lambda: _floor(data, rows))
    left = {name: len(each) for name, each in rows.items()}
    others = {
        name: _seconds(lambda bulk=bulk: _theirs(data, upper, bulk), then=lambda: _require_left(upper, left))
        for name, bulk in (("bulk", True), ("row_by_row", False))
    }
    report = {
        "bodies": bodies,
        "rows": left,
        "ours_s": round(ours, 2),
        "floor_s": round(floor, 2),
        "ratio": round(ours / floor, 2),
        "most": MOST,
        "peak_mb": peak // 1024,
        "peak_before_mb": before // 1024,
        "most_mb": MEMORY_MB,
        "django_import_export_s": {name: round(seconds, 2) for name, seconds in others.items()},
        "times_faster": {name: round(seconds / ours, 1) for name, seconds in others.items()},
        "least_times_faster": FASTER,
    }
    print(json.dumps(report, ensure_ascii=False, indent=2))


def _seconds(work, then=lambda: None):
    """How long `work` takes in a transaction that is given up afterwards; `then` looks at what it left."""
    from django.db import transaction

    gc.collect()
    with transaction.atomic():
        started = perf_counter()
        work()
        seconds = perf_counter() - started
        then()
        transaction.set_rollback(True)
    return seconds


def _country():
    from config.demo import lists
    from unions import placing
    from unions.access import SystemAccess

    by = SystemAccess(AT.date())
    kinds = lists.kinds()
    lists.sectors()
    on = date(2015, 1, 1)
    tinh = placing.found(code="tinh", name="LĐLĐ tỉnh", kind=kinds["tinh"], by=by, at=AT, on=on)
    return placing.found(
        code="huyen", name="LĐLĐ huyện", kind=kinds["huyen"], parent=tinh, by=by, at=AT, on=on
    )


def _workbook(bodies):
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("DS")
    sheet.append(["DANH SÁCH CÔNG ĐOÀN CƠ SỞ"])
    sheet.append(HEADINGS)
    for number in range(1, bodies + 1):
        name = f"CĐCS Công ty TNHH May Phú Hòa {number}"
        figures = [20 + number % 300, 10 + number % 10, 15 + number % 200, 5 + number % 10]
        sheet.append([number, f"cdcs-{number}", name, "Doanh nghiệp ngoài Nhà nước", *figures])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _ours(data, upper):
    from unions import importing
    from unions.access import SystemAccess
    from unions.workbooks import read_workbook

    by, on = SystemAccess(AT.date()), AT.date()
    found = importing.foresee(read_workbook(data, "ds.xlsx"), under=upper, as_of=on, by=by)
    importing.take(found, under=upper, as_of=on, source="ds.xlsx", by=by, at=AT, on=on)


def _theirs(data, upper, in_bulk):
    import other_import

    from unions.access import SystemAccess

    other_import.take(data, upper, by=SystemAccess(AT.date()), at=AT, in_bulk=in_bulk)


def _rows_left(upper):
    from unions.models import BodyFacts, LedgerEntry, Placement, UnionBody

    below = UnionBody.objects.filter(parent=upper)
    return {
        "bodies": list(below),
        "placements": list(Placement.objects.filter(body__in=below)),
        "facts": list(BodyFacts.objects.filter(body__in=below)),
        "ledger": list(LedgerEntry.objects.filter(body__in=below).order_by("sequence")),
    }


def _require_left(upper, wanted):
    """The comparison is one only where as much was written."""
    found = {name: len(each) for name, each in _rows_left(upper).items()}
    if found != wanted:
        raise SystemExit(f"The other import left {found}, ours {wanted}.")


def _floor(data, rows):
    from python_calamine import CalamineWorkbook

    CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    for each in rows.values():
        type(each[0]).objects.bulk_create(each, batch_size=500)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(int(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 10_000)
