"""How is an installation filled to national size, to see and measure it there?"""

from time import perf_counter

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import connection

from config.demo import country
from config.demo.people import PASSWORD


class Command(BaseCommand):
    help = "Dựng một nước giả lập: 34 tỉnh, công đoàn cấp trên, N CĐCS, khối thi đua, số liệu."

    def add_arguments(self, parser):
        parser.add_argument("--bodies", type=int, default=10_000, help="số công đoàn cơ sở")

    def handle(self, *, bodies, verbosity, **options):
        if settings.SECURE:
            raise CommandError("Máy này chạy thật: không dựng số liệu giả lập.")
        if not 0 < bodies <= 500_000:
            raise CommandError("Số công đoàn cơ sở phải từ 1 đến 500.000.")
        started = perf_counter()
        # Can be built again: no need to wait for the disk after each province.
        is_careful, settings.LEDGER_FSYNC = settings.LEDGER_FSYNC, False
        try:
            country.build(bodies, tell=self._say if verbosity else lambda words: None)
        finally:
            settings.LEDGER_FSYNC = is_careful
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # plans that fit the new size
        if verbosity:
            self._say(
                f"Xong sau {perf_counter() - started:.0f} giây; mật khẩu chung của các tài khoản: {PASSWORD}"
            )

    def _say(self, words):
        self.stdout.write(f"• {words}")
        self.stdout.flush()
