"""Which campaign does the text of a plan describe? Printed for looking at or as JSON; nothing is saved."""

import json
from pathlib import Path

from django.core.management import BaseCommand, CommandError

from emulation.plan_files import LARGEST, Unsafe, from_file
from emulation.planreading.drafts import as_json
from emulation.planreading.reading import read_plan


class Command(BaseCommand):
    help = "Đọc một kế hoạch thi đua: manage.py read_plan ke-hoach.docx --json"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="TỆP", help="tệp .docx hoặc .txt")
        parser.add_argument("--json", action="store_true", dest="as_json", help="in thành JSON")

    def handle(self, *, file, as_json: bool, **options):
        draft = read_plan(_text_of(Path(file)))
        self.stdout.write(_json(draft) if as_json else "\n".join(_told(draft)))


def _text_of(path):
    if not path.is_file():
        raise CommandError(f"Không có tệp {path.name}.")
    if path.stat().st_size > LARGEST:
        raise CommandError("Tệp quá lớn: bản kế hoạch không tới 10 MB.")
    try:
        return from_file(path.read_bytes(), path.name).text
    except Unsafe as problem:
        raise CommandError(str(problem)) from problem


def _json(draft):
    return json.dumps(as_json(draft), ensure_ascii=False, indent=2)


def _told(draft):
    whose = f"{draft.organiser or 'chưa rõ đơn vị'}, {draft.year or 'chưa rõ năm'}"
    yield f"{draft.title or 'Chưa rõ tên phong trào'} ({whose})"
    for phase in draft.phases:
        yield f"{phase.label}: {_day(phase.starts_on)} – {_day(phase.ends_on)} {phase.theme or ''}".rstrip()
    yield from (f"Nội dung {each.number or '-'}: {each.text}" for each in draft.contents)
    yield from (f"Chỉ tiêu: {each.text}" for each in draft.indicators)
    yield from (f"Phong trào: {each}" for each in draft.movements)
    yield from (f"Cần xem: {each}" for each in draft.warnings)


def _day(day):
    return f"{day:%d/%m/%Y}" if day else "?"
