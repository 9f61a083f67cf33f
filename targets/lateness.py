"""Did it come in time, and what does the campaign say about late work?

A deadline is its whole second, inclusive, compared with the moment the request arrived (RELIABILITY R17–R20).
"""

from django.utils import timezone

from emulation.models import Campaign
from unions.errors import Refusal

LatePolicy = Campaign.LatePolicy
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


class TooLate(Refusal):
    sentence = "Đã quá hạn và phong trào này không nhận muộn."


class LateReasonNeeded(Refusal):
    sentence = "Đã quá hạn. Đồng chí ghi lý do nộp muộn rồi gửi."


class BooksClosed(Refusal):
    sentence = "Giai đoạn này đã chốt sổ nên kết quả không đổi được nữa."


def is_past(due_at, received_at):
    """Is the deadline's second over? Without a deadline nothing is late."""
    return due_at is not None and received_at.replace(microsecond=0) > due_at.replace(microsecond=0)


def check_late(campaign, due_at, received_at, reason):
    """Is it late? True or False; refused where the policy does not take it, or wants a reason that is missing."""
    if not is_past(due_at, received_at):
        return False
    if campaign.late_policy == LatePolicy.CLOSED:
        raise TooLate(
            f"Đã quá hạn {in_full(due_at)} và phong trào này không nhận muộn. Nội dung đã lưu vẫn còn; "
            f"đồng chí liên hệ {campaign.organiser.label}."
        )
    if campaign.late_policy == LatePolicy.REASON and not reason:
        raise LateReasonNeeded(f"Đã quá hạn {in_full(due_at)}. Đồng chí ghi lý do nộp muộn rồi gửi.")
    return True


def in_full(moment):
    """17 giờ 00, thứ Sáu 30/04/2021."""
    local = timezone.localtime(moment)
    return f"{local.hour} giờ {local:%M}, {WEEKDAYS[local.weekday()]} {local:%d/%m/%Y}"


def left(due_at, now):
    """Còn 2 ngày 3 giờ · Đã quá hạn 20 phút: in whole units, as app.js counts on."""
    seconds = int((due_at - now).total_seconds())
    return f"Còn {length(seconds)}" if seconds >= 0 else f"Đã quá hạn {length(-seconds)}"


def length(seconds):
    """ "2 ngày 3 giờ", "15 giờ", "40 phút": the two largest units, never nothing."""
    days, hours, minutes = seconds // 86_400, seconds // 3600 % 24, seconds // 60 % 60
    if days:
        return f"{days} ngày {hours} giờ" if hours else f"{days} ngày"
    if hours:
        return f"{hours} giờ {minutes} phút" if minutes else f"{hours} giờ"
    return f"{max(minutes, 1)} phút"
