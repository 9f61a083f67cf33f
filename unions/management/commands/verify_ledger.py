"""Prove that the ledger is whole: `manage.py verify_ledger`; exit code 1 names the first bad line."""

from django.core.management.base import BaseCommand, CommandError

from unions.checking import verify_ledger


class Command(BaseCommand):
    help = "Kiểm tra nhật ký: không dòng nào bị sửa, bỏ, tính lại hay cắt."

    def handle(self, *args, **options):
        verdict = verify_ledger()
        if not verdict.is_whole:
            raise CommandError(f"Dòng {verdict.first_bad}: {verdict.sentence}")
        self.stdout.write(verdict.sentence)
