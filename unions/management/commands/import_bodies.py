"""How is a list of units brought in from a file of the office, without a browser?"""

import json
from pathlib import Path

from django.core.management import BaseCommand, CommandError

from unions import clock, importing
from unions.access import SystemAccess
from unions.errors import Refusal
from unions.models import UnionBody
from unions.workbooks import Unsafe, read_workbook

SHOWN = 20


class Command(BaseCommand):
    help = "Nhập đơn vị và số liệu từ Excel của văn phòng: tất cả hoặc không dòng nào."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="TỆP", type=Path, help=".xlsx, .xls, .ods hoặc .csv")
        parser.add_argument("--under", required=True, metavar="MÃ", help="mã đơn vị nhập vào bên dưới")
        parser.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi gì")
        parser.add_argument("--json", action="store_true", dest="as_json", help="in kết quả thành JSON")

    def handle(self, *, file, under, dry_run, as_json, **options):
        body = UnionBody.objects.select_related("kind").filter(code=under).first()
        if body is None:
            raise CommandError(f"Không có đơn vị mang mã “{under}”.")
        by, on = SystemAccess(clock.today()), clock.today()
        try:
            workbook = read_workbook(_content(file), file.name)
            found = importing.foresee(workbook, under=body, as_of=on, by=by)
            if not dry_run and not _errors(found):
                importing.take(found, under=body, as_of=on, source=file.name, by=by, at=clock.now(), on=on)
        except (Unsafe, Refusal) as refusal:
            raise CommandError(str(refusal)) from refusal
        report = _report(found)
        self.stdout.write(
            json.dumps(report, ensure_ascii=False, indent=2) if as_json else _in_words(report, found)
        )
        if report["errors"]:
            raise CommandError("Chưa dòng nào được nhập.")


def _content(file):
    try:
        return file.read_bytes()
    except OSError as problem:
        raise CommandError(f"Không mở được tệp {file}.") from problem


def _report(found):
    counts = {outcome: found.count(outcome) for outcome in ("added", "changed", "unchanged")}
    return counts | {"errors": _errors(found)}


def _errors(found):
    errors = [
        {"sheet": each.sheet, "cell": each.cell, "reason": each.reason, "suggestion": each.suggestion}
        for each in found.problems
    ]
    for plan, bodies in found.doubts:
        names = ", ".join(f"{body.name} ({body.code})" for body in bodies[:3])
        reason = f"“{plan.row.texts['name']}” có thể là {names}."
        cell = importing.cell_of(found, plan)
        errors.append(
            {"sheet": plan.sheet, "cell": cell, "reason": reason, "suggestion": "Ghi mã đơn vị vào cột mã."}
        )
    return errors


def _in_words(report, found):
    counts = f"Thêm {report['added']}, đổi {report['changed']}, giữ nguyên {report['unchanged']}"
    lines = [f"{counts}, lỗi {len(report['errors'])} ô."]
    lines += [
        f"{each['sheet']}!{each['cell']}: {each['reason']} {each['suggestion']}"
        for each in report["errors"][:SHOWN]
    ]
    return "\n".join([*lines, *found.notes])
