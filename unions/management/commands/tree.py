"""How did the tree below a body stand on a day? Printed indented, or as JSON."""

import json

from django.core.management import BaseCommand, CommandError

from unions import as_of, clock
from unions.errors import Unreadable
from unions.models import UnionBody
from unions.quantities import read_date


class Command(BaseCommand):
    help = "In cây tổ chức dưới một đơn vị như vào một ngày: manage.py tree --as-of 2021-05-03 MÃ"

    def add_arguments(self, parser):
        parser.add_argument("code", metavar="MÃ", help="mã đơn vị trên cùng (mã cũ cũng được)")
        parser.add_argument(
            "--as-of", dest="day", default="", help="ngày, ví dụ 2025-09-01; bỏ trống là hôm nay"
        )
        parser.add_argument("--json", action="store_true", dest="as_json", help="in thành JSON")

    def handle(self, *, code, day, as_json, **options):
        rows = as_of.tree_on(_day(day), root=_body(code))
        if not rows:
            raise CommandError("Ngày ấy đơn vị này không có trong cây tổ chức.")
        self.stdout.write(_json(rows) if as_json else "\n".join(map(_line, rows)))


def _day(text):
    try:
        return read_date(text) if text else clock.today()
    except Unreadable as problem:
        raise CommandError(problem.sentence) from problem


def _body(code):
    body = UnionBody.objects.filter(code=code).first()
    body = body or UnionBody.objects.filter(past_names__code=code).first()
    if body is None:
        raise CommandError(f"Không có đơn vị mang mã “{code}”.")
    return body


def _line(row):
    state = f" – {row.state_word}" if row.state_word else ""
    return f"{'  ' * row.depth}{row.name} [{row.code}] ({row.kind}){state}"


def _json(rows):
    found = [
        {
            "code": row.code,
            "name": row.name,
            "kind": row.kind,
            "depth": row.depth,
            "later": row.state_word,
        }
        for row in rows
    ]
    return json.dumps(found, ensure_ascii=False, indent=2)
