"""How does an empty installation become the demo: five real documents as campaigns, told by their own days?"""

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import transaction

from config.demo import reorganisation, s0, s0_summaries, s1, s2, s3, s4
from config.demo.people import ACCOUNTS, PASSWORD
from config.demo_clock import demo_today
from emulation.models import Campaign
from unions.models import User

# In the order of their days, so that the ledger reads from 2019 to 2021.
SEEDS = (s3, s1, s4, s2, s0)


class Command(BaseCommand):
    help = "Dựng số liệu mẫu S0–S4 theo các văn bản thật; chạy lại không thêm dòng nào."

    def add_arguments(self, parser):
        parser.add_argument(
            "--accounts", action="store_true", help="chỉ in các tài khoản xem thử, không thay đổi gì"
        )

    def handle(self, *, accounts, verbosity, **options):
        if not accounts:
            self._build(verbosity)
        if accounts or verbosity:
            self._print_accounts()

    def _build(self, verbosity):
        if settings.SECURE:
            raise CommandError("Máy này chạy thật: không dựng số liệu mẫu với mật khẩu ai cũng biết.")
        # Demo data can be built again: no need to wait for the disk after each of some thousand ledger lines.
        is_careful, settings.LEDGER_FSYNC = settings.LEDGER_FSYNC, False
        try:
            for seed in SEEDS:
                if Campaign.objects.filter(code=seed.CODE).exists():
                    continue
                with transaction.atomic():
                    seed.build()
                if verbosity:
                    self.stdout.write(f"• {seed.CODE}")
            s0_summaries.build(Campaign.objects.get(code=s0.CODE))
            with transaction.atomic():
                reorganisation.build(self._today())
        finally:
            settings.LEDGER_FSYNC = is_careful

    def _print_accounts(self):
        self.stdout.write(f"Tài khoản xem thử (mật khẩu chung: {PASSWORD}):")
        for role, username, whose in ACCOUNTS:
            self.stdout.write(f"  {role:<16} {username:<26} {whose}")
        # Whoever moved a unit by hand made the decision of 2025 impossible: then these offices never came to be.
        if User.objects.filter(username=reorganisation.ACCOUNTS[0][1]).exists():
            self.stdout.write(f"Sau ngày {reorganisation.DAY:%d/%m/%Y} (LĐLĐ huyện Tịnh Biên đã kết thúc):")
            for role, username, whose in reorganisation.ACCOUNTS:
                self.stdout.write(f"  {role:<16} {username:<26} {whose}")

    def _today(self):
        return demo_today(settings.VAR_DIR / "demo_offset")
