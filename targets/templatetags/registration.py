"""How are a line's last year, what is asked of it and the hour of its saving shown?"""

from django import template
from django.utils import timezone

from targets.lateness import in_full
from targets.promises import Answer, answer_of, said, scale_of, with_unit
from unions import clock
from unions.quantities import SCALE, show, show_share

register = template.Library()


@register.filter
def prior(line):
    """Last year's result in words; "" where there is none."""
    indicator, num, den = line.indicator, line.prior_num, line.prior_den
    if num is None:
        return ""
    answer = answer_of(indicator)
    if answer == Answer.YES_NO:
        return "có làm" if num else "chưa làm"
    if answer == Answer.ZERO:
        return "không để xảy ra" if num == 0 else f"{show(num, indicator.scale)} vụ"
    if answer == Answer.SHARE:
        return show_share(num, den) if den else f"{show(num, scale_of(indicator))}%"
    return with_unit(indicator, num)


@register.filter
def asked_words(line):
    return said(line.indicator, line.asked)


@register.filter
def yes_words(line):
    """The answer that takes on what is asked."""
    return said(line.indicator, 0 if line.answer == Answer.ZERO else SCALE)


@register.filter
def when(moment):
    """14:05 today, 05/03 before."""
    local = timezone.localtime(moment)
    return f"{local:%H:%M}" if local.date() == clock.today() else f"{local:%d/%m}"


@register.filter
def full_moment(moment):
    """17 giờ 00, thứ Sáu 30/04/2021."""
    return in_full(moment)


@register.filter
def long_day(moment):
    """ngày 14 tháng 01 năm 2021: as documents write it, a zero before days below 10 and months 1 and 2."""
    local = timezone.localtime(moment)
    month = f"{local.month:02d}" if local.month <= 2 else str(local.month)
    return f"ngày {local:%d} tháng {month} năm {local.year}"
