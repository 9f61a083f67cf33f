"""Which file holds the official paper of a campaign? manage.py print_paper tinh-bien-2021 ke-hoach --out a.docx"""

from pathlib import Path

from django.core.management import BaseCommand, CommandError

from emulation.models import Campaign
from targets.papers import KINDS, print_paper
from unions import clock
from unions.errors import Refusal


class Command(BaseCommand):
    help = "In văn bản của một phong trào thành tệp Word hoặc PDF."

    def add_arguments(self, parser):
        parser.add_argument("campaign", metavar="MÃ", help="mã phong trào")
        parser.add_argument("kind", metavar="LOẠI", help=", ".join(KINDS))
        parser.add_argument("--out", required=True, metavar="TỆP", help="tệp .docx hoặc .pdf")

    def handle(self, *, campaign, kind, out, **options):
        rows = Campaign.objects.select_related("organiser__kind", "addressee")
        found = rows.filter(code=campaign).first()
        if found is None:
            raise CommandError(f"Không có phong trào mã {campaign}.")
        path = Path(out)
        try:
            data, _ = print_paper(found, kind, path.suffix.lower().lstrip("."), on=clock.today())
            path.write_bytes(data)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as problem:
            raise CommandError(f"Không ghi được tệp {path.name}: {problem.strerror}.") from problem
        self.stdout.write(
            f"Đã in {KINDS[kind].label.lower()} vào {path.name} ({len(data):,} byte).".replace(",", ".")
        )
