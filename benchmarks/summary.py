"""How long does one summary take for 1,000 bodies × 20 indicators, and how far is that from the floor?

    python benchmarks/summary.py [bodies] [indicators] [repeats]

Ours is `figures.gather` + `workbook.write`. The floor, measured in the same run and interleaved with ours, is the SQL
of summary.sql (its sums asserted equal to ours) + a write-only openpyxl dump of the same cells with the same styles.
The data are made in a temporary SQLite database, or in the one of DATABASE_URL in a transaction that is rolled back.
"""

import gc
import json
import os
import sys
import tempfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from statistics import median
from time import perf_counter
from zoneinfo import ZoneInfo

HERE = Path(__file__).resolve().parent
MOST = 1.5
AT = datetime(2021, 5, 14, 16, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
SCALE = 10_000


def main():
    bodies, indicators, repeats = (
        int(each) for each in [*sys.argv[1:], *["1000", "20", "5"][len(sys.argv) - 1 :]]
    )
    folder = tempfile.TemporaryDirectory()
    os.environ.setdefault("VAR_DIR", folder.name)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    sys.path.insert(0, str(HERE.parent))
    import django
    from django.core.management import call_command
    from django.db import connection, transaction

    django.setup()
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        campaign = make(bodies, indicators)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # so that both sides are planned as in a database that has been running
        print(json.dumps(compare(campaign, repeats), ensure_ascii=False, indent=2))
        transaction.set_rollback(True)


def make(bodies, indicators):
    """One phase, every cell verified but a few; shares, counts and yes/no in turn."""
    from emulation.models import Campaign, Phase
    from unions.models import BodyKind, UnionBody, User

    users = [
        User.objects.create(username=name, full_name=name, sort_key=b"") for name in ("nguoi-1", "nguoi-2")
    ]
    kind = BodyKind.objects.get_or_create(
        code="cdcs", defaults={"name": "CĐCS", "short_name": "CĐCS", "rank": 4}
    )[0]
    organiser = _body(UnionBody, "do-toc-do", "Liên đoàn Lao động tỉnh An Giang", kind, None)
    organiser.save()
    campaign = Campaign.objects.create(
        code="do-toc-do", name="Phong trào thi đua năm 2021", organiser=organiser, year=2021, state="running",
        launched_at=AT, launch_on=date(2021, 3, 5),
    )  # fmt: skip
    phase = Phase.objects.create(campaign=campaign, number=1, name="Giai đoạn 1", ends_on=date(2021, 4, 30))
    Phase.objects.create(campaign=campaign, number=2, name="Giai đoạn 2", ends_on=date(2021, 12, 31))
    plan = _plan(campaign, indicators)
    members = _members(campaign, kind, bodies)
    _answer(phase, members, plan, *users)
    return campaign


def _plan(campaign, indicators):
    from emulation.models import Indicator

    shapes = (
        ("unit_share", "all", None),
        ("quantity_share", "gt", 75 * SCALE),
        ("count", "gt", 1500 * SCALE),
    )
    return Indicator.objects.bulk_create(
        Indicator(
            campaign=campaign, position=n, statement=f"Chỉ tiêu thi đua thứ {n} của toàn phong trào trong năm",
            kind=kind, comparator=comparator, value=value, unit="CĐCS",
            accumulation="add" if kind != "unit_share" else "once",
        )
        for n in range(1, indicators + 1)
        for kind, comparator, value in [shapes[n % 3]]
    )  # fmt: skip


def _members(campaign, kind, bodies):
    """Units in ten blocs, all of one kind and sector."""
    from emulation.models import Participant
    from unions.models import Bloc, Sector, UnionBody

    organiser = campaign.organiser
    sector = Sector.objects.get_or_create(code="do-toc-do", defaults={"name": "Hành chính, sự nghiệp"})[0]
    blocs = [
        Bloc.objects.create(owner=organiser, year=2021, number=n, name=f"Khối thi đua số {n}", sort_key=b"")
        for n in range(1, 11)
    ]
    units = UnionBody.objects.bulk_create(
        _body(UnionBody, f"do-{n}", f"CĐCS Công ty TNHH Thương mại và Dịch vụ số {n}", kind, organiser, n)
        for n in range(1, bodies + 1)
    )
    return Participant.objects.bulk_create(
        Participant(
            campaign=campaign, body=unit, name=unit.name, kind=kind, sector=sector, bloc=blocs[n % 10],
            joined_on=date(2021, 3, 5), facts={"workers": 40 * SCALE, "members": 38 * SCALE, "women": 20 * SCALE},
            sort_key=unit.sort_key,
        )
        for n, unit in enumerate(units)
    )  # fmt: skip


def _answer(phase, members, plan, user, other):
    """Everything assigned and agreed, every cell reported."""
    from targets.models import Registration, Result, Target

    Registration.objects.bulk_create(
        Registration(
            participant=each, state="approved", submitted_at=AT, submitted_by=user, approved_at=AT, approved_by=other
        )
        for each in members
    )  # fmt: skip
    Target.objects.bulk_create(
        (
            Target(participant=each, indicator=line, kind=kind, value=(n % 7 + 1) * SCALE, by=user, at=AT)
            for n, each in enumerate(members)
            for line in plan
            for kind in ("assigned", "agreed")
        ),
        batch_size=2000,
    )
    Result.objects.bulk_create(
        (
            _result(Result, phase, each, line, n, place, user, other)
            for n, each in enumerate(members)
            for place, line in enumerate(plan)
        ),
        batch_size=2000,
    )


def _body(model, code, name, kind, parent, n=1):
    from unions.querysets import path_step
    from unions.vietnamese import fold, sort_key

    path = f"{parent.path}{path_step(n)}" if parent else path_step(99_999_999)
    return model(
        code=code,
        name=name,
        kind=kind,
        parent=parent,
        path=path,
        sort_key=sort_key(name),
        search_text=fold(name)[:400],
    )


def _result(model, phase, member, line, n, place, user, other):
    is_waiting = n % 25 == 0
    num, den = (n + place) % 5, 5
    if line.kind == "unit_share":
        num, den = int((n + place) % 9 != 0), 1
    return model(
        participant=member, indicator=line, phase=phase, cell="value", num=num * SCALE,
        den=None if line.kind == "count" else den * SCALE, state="declared" if is_waiting else "verified",
        declared_at=AT, declared_by=user, verified_at=None if is_waiting else AT,
        verified_by=None if is_waiting else other,
    )  # fmt: skip


def compare(campaign, repeats):
    """Medians of interleaved repeats, so that a busy machine slows both alike."""
    from reports.tables import all_tables

    phase = campaign.phases.get(number=1)
    summary = _gather(campaign, phase)
    grids = list(all_tables(summary))
    ours, reads, floors, queries = [], [], [], []
    for _ in range(repeats):
        gc.collect()
        begun = perf_counter()
        summary = _gather(campaign, phase)
        reads.append(perf_counter() - begun)
        _write(summary)
        ours.append(perf_counter() - begun)
        gc.collect()
        begun = perf_counter()
        sums = _sums(campaign, phase)
        queries.append(perf_counter() - begun)
        dump(grids)
        floors.append(perf_counter() - begun)
    _assert_same(summary, sums)
    cells = sum(1 for grid in grids for _, _, row in grid.rows for cell in row if cell is not None)
    ratio = median(ours) / median(floors)
    return {
        "bodies": len(summary.units),
        "indicators": len(summary.lines),
        "cells": cells,
        "repeats": repeats,
        "seconds": round(median(ours), 3),
        "seconds_gather": round(median(reads), 3),
        "seconds_floor": round(median(floors), 3),
        "seconds_floor_sql": round(median(queries), 3),
        "ratio_to_floor": round(ratio, 3),
        "ratio_allowed": MOST,
        "is_within": ratio <= MOST,
    }


def _gather(campaign, phase):
    from reports.figures import gather

    return gather(
        campaign,
        phase,
        scope=campaign.organiser,
        structure="then",
        snapshot=1,
        at=AT,
        tell=lambda done, total: None,
    )


def _write(summary):
    from reports import workbook

    workbook.write(summary, BytesIO())


def _sums(campaign, phase):
    """The hand-written SQL: {(indicator id, bloc id): (num, den)} of verified results."""
    from django.db import connection

    found = {}
    with connection.cursor() as cursor:
        for statement in (HERE / "summary.sql").read_text().split(";"):
            if statement.strip():
                cursor.execute(statement, {"campaign": campaign.pk, "phase": phase.pk})
                found[statement.strip().split("\n")[0]] = cursor.fetchall()
    return found["-- results"]


def dump(grids):
    """The same cells with the same styles through openpyxl's own write-only door."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    from reports.workbook import _looks
    from unions.sheets import Formula

    book = Workbook(write_only=True)
    sheets = [book.create_sheet(grid.title) for grid in grids]
    styles = {}
    for name, look in _looks().items():
        cell = WriteOnlyCell(sheets[0])
        cell.font, cell.fill, cell.border = look.font, look.fill, look.border
        cell.alignment, cell.number_format = look.alignment, look.format
        styles[name] = cell._style
    for grid, sheet in zip(grids, sheets, strict=True):
        for _, _, row in grid.rows:
            cells = []
            for each in row:
                if each is None:
                    cells.append(None)
                    continue
                cell = WriteOnlyCell(sheet, each[0])
                cell._style = styles[each[1]]
                if isinstance(each[0], str) and type(each[0]) is not Formula:
                    cell.data_type = "s"
                cells.append(cell)
            sheet.append(cells)
    book.save(BytesIO())


def _assert_same(summary, rows):
    """Σ of the hand-written SQL against the subtotals of the summary."""
    by_sql = {(indicator, bloc): (num, den) for indicator, bloc, num, den in rows}
    from emulation.models import Participant

    blocs = dict(
        Participant.objects.filter(pk__in=[u.key for u in summary.units]).values_list("pk", "bloc_id")
    )
    place_of = {blocs[unit.key]: unit.bloc for unit in summary.units}
    lines = {line.key: line for line in summary.lines}
    assert len(by_sql) == len(lines) * len(place_of)
    for (indicator, bloc), (num, den) in by_sql.items():
        line = lines[indicator]
        tally = line.blocs[place_of[bloc]]
        assert tally.num == num, (line.code, bloc, tally.num, num)
        if line.kind != "count":
            assert tally.den == den + (tally.missing_den or 0), (line.code, bloc, tally.den, den)
    for line in summary.lines:
        assert line.total.num == sum(num for (key, _), (num, _) in by_sql.items() if key == line.key)


if __name__ == "__main__":
    main()
