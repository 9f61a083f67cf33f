"""Take the second steps of one account away, for whom no office above can do it: the last administrator of all."""

from django.core.management import BaseCommand, CommandError

from unions import clock, second_factor
from unions.access import SystemAccess
from unions.models import User


class Command(BaseCommand):
    help = "Bỏ xác nhận hai bước của một tài khoản: manage.py forget_second_steps TÀI-KHOẢN"

    def add_arguments(self, parser):
        parser.add_argument("username", metavar="TÀI-KHOẢN")

    def handle(self, *, username, **options):
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"Không có tài khoản {username}.")
        count = second_factor.forget_all(user, by=SystemAccess(clock.today()), at=clock.now())
        if not count:
            raise CommandError(f"Tài khoản {username} chưa bật xác nhận hai bước.")
        self.stdout.write(
            f"Đã bỏ {count} cách xác nhận của {user.full_name}; lần đăng nhập sau phải bật lại."
        )
