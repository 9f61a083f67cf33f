"""How does a union get an administrator when nobody above it could name one? Whoever runs the server does."""

from django.core.management import BaseCommand, CommandError
from django.db import transaction

from unions import admitting, appointing, clock
from unions.access import SystemAccess
from unions.errors import Refusal
from unions.models import Mandate, UnionBody, User
from unions.roles import Role


class Command(BaseCommand):
    help = (
        "Ghi một người làm quản trị của một đơn vị và in mã kích hoạt dùng một lần: "
        'manage.py make_administrator MÃ tai.khoan "Họ và tên"'
    )

    def add_arguments(self, parser):
        parser.add_argument("code", metavar="MÃ", help="mã đơn vị")
        parser.add_argument("username", metavar="TÀI_KHOẢN", help="chữ thường không dấu, số, dấu . _ -")
        parser.add_argument(
            "full_name", metavar="HỌ_TÊN", nargs="?", default="", help="bỏ trống nếu đã có tài khoản"
        )

    def handle(self, *, code, username, full_name, **options):
        body = UnionBody.objects.select_related("kind").filter(code=code).first()
        if body is None:
            raise CommandError(f"Không có đơn vị mang mã “{code}”.")
        try:
            with transaction.atomic():
                user, slip = self._seat(body, username, full_name)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{user.full_name} ({user.username}) là quản trị của {body.label}.")
        if slip:
            self.stdout.write(f"Mã kích hoạt, dùng một lần trong 72 giờ: {slip}")

    def _seat(self, body, username, full_name):
        by, at = SystemAccess(clock.today()), clock.now()
        user = User.objects.filter(username=username).first()
        if user is None:
            if not full_name:
                raise CommandError("Tài khoản này chưa có: ghi thêm họ và tên.")
            user = appointing.enrol(username=username, full_name=full_name, by=by, at=at)
        columns = {"role": Role.ADMINISTRATOR, "post": "Quản trị hệ thống", "source": Mandate.Source.ASSIGNED}
        appointing.appoint(user, body=body, by=by, at=at, on=by.day, **columns)
        if user.has_usable_password():
            return user, ""
        return user, admitting.invite_many([user], by=by, at=at)[user.pk]
