"""What time is it for this installation?"""

from datetime import timedelta

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.utils import timezone


def now():
    """The aware present, moved by CLOCK_OFFSET seconds in a demo (never in production)."""
    return timezone.now() + timedelta(seconds=settings.CLOCK_OFFSET)


def today():
    """The local day (Asia/Ho_Chi_Minh): deadlines and mandates turn at local midnight."""
    return timezone.localtime(now()).date()


@register(Tags.security, deploy=True)
def check_clock_is_real(app_configs, **kwargs):
    if settings.CLOCK_OFFSET:
        return [Error("CLOCK_OFFSET phải bằng 0 khi chạy thật: giờ ký phải là giờ thật.", id="unions.E001")]
    return []
