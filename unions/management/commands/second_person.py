"""Do posts at a kind of body wait for a second person? Whoever runs the server may say no."""

from django.core.management import BaseCommand, CommandError

from unions import clock, defining
from unions.access import SystemAccess
from unions.models import BodyKind


class Command(BaseCommand):
    help = "Chức vụ ở một loại tổ chức có phải chờ người thứ hai không: manage.py second_person MÃ --on|--off"

    def add_arguments(self, parser):
        parser.add_argument("code", metavar="MÃ", help="mã loại tổ chức")
        switch = parser.add_mutually_exclusive_group(required=True)
        switch.add_argument("--on", action="store_true", dest="needs", help="phải có người thứ hai")
        switch.add_argument("--off", action="store_false", dest="needs", help="không cần người thứ hai")

    def handle(self, *, code, needs, **options):
        kind = BodyKind.objects.filter(code=code).first()
        if kind is None:
            raise CommandError(f"Không có loại tổ chức mang mã “{code}”.")
        defining.revise_kind(kind, by=SystemAccess(clock.today()), at=clock.now(), needs_second=needs)
        words = "chờ người thứ hai xác nhận" if needs else "có hiệu lực ngay"
        self.stdout.write(f"Chức vụ ở {kind.name} từ nay {words}.")
