"""How does a value, a state or a component look on a page?"""

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from config.icons import PATHS
from unions import second_factor
from unions.quantities import show

register = template.Library()

# Icons and chips ------------------------------------------------------------------------------------------------------


@register.simple_tag
def icon(name, extra=""):
    """A drawing beside a word: {% icon "check" %}, {% icon "error" "ic-bad" %}."""
    classes = f"ic {extra}" if extra else "ic"
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', classes, PATHS[name]
    )


# Filled: state of the record. Outlined: something worth knowing about it. (class, icon)
LOOKS = {
    "unsent": ("chip-unsent", "circle"),
    "draft": ("chip-draft", "draft"),
    "waiting": ("chip-waiting", "clock"),
    "returned": ("chip-returned", "return"),
    "approved": ("chip-approved", "check"),
    "signed": ("chip-signed", "sign"),
    "late": ("chip-late", "late"),
    "none": ("chip-none", "none"),
    "for": ("chip-none", "draft"),
    "quiet": ("chip-quiet", "sign"),
    "running": ("chip-waiting", "refresh"),
    "failed": ("chip-failed", "error"),
    "closed": ("chip-unsent", "lock"),
}

# What the codes of DESIGN §6 look like; a label decides between "Nháp" and "Chưa gửi", both are `draft` there.
STATE_LOOKS = {
    "Chưa gửi": "unsent",
    "Nháp": "draft",
    "Chờ duyệt": "waiting",
    "Trả lại": "returned",
    "Đã duyệt": "approved",
    "Đang diễn ra": "running",
    "Đã kết thúc": "closed",
    "Đã hủy": "none",
    "Đang ký": "waiting",
    "Đã ký": "signed",
    "Đã được thay thế": "none",
    "Đang xếp hàng": "waiting",
    "Đang xây dựng": "running",
    "Sẵn sàng": "approved",
    "Lỗi": "failed",
    "Nộp muộn": "late",
    "Không phát sinh": "none",
    "Không áp dụng": "none",
    "Nhập hộ": "for",
    "Đang lập": "running",
    "Đã xong": "approved",
    "Chưa lập được": "failed",
    "Chờ bên nhận": "waiting",
    "Chờ đến ngày": "waiting",
    "Đã thực hiện": "approved",
    "Đã rút": "none",
    "Không thực hiện được": "failed",
}


@register.simple_tag
def chip(label, look="", quiet=False):
    """A state in words: {% chip registration.get_state_display %}; another look: {% chip "Đã ký 10/03" "signed" %}."""
    label = str(label)
    css, drawing = LOOKS[look or STATE_LOOKS.get(label, "none")]
    if quiet:
        css = f"{css} chip-quiet"
    return format_html('<span class="chip {}">{}{}</span>', css, icon(drawing), label)


# Time -----------------------------------------------------------------------------------------------------------------


def _local(moment):
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


@register.filter
def day(value):
    """22/02/2021, of a date or of a moment."""
    if value is None:
        return ""
    value = _local(value) if hasattr(value, "hour") else value
    return f"{value:%d/%m/%Y}"


@register.filter
def hour(value):
    """17 giờ 00."""
    value = _local(value)
    return f"{value.hour} giờ {value:%M}"


@register.filter
def moment(value):
    """17 giờ 00, 30/04/2021."""
    return f"{hour(value)}, {day(value)}" if value else ""


@register.filter
def iso(value):
    """For `datetime` attributes and the clock of app.js."""
    return value.isoformat(timespec="seconds") if hasattr(value, "hour") else value.isoformat()


@register.filter
def tel(phone):
    """0296 3000 111 → +842963000111, for `tel:` links."""
    digits = "".join(letter for letter in phone if letter.isdigit())
    return f"+84{digits[1:]}" if digits.startswith("0") else f"+{digits}"


# Messages -------------------------------------------------------------------------------------------------------------

# Level of django.contrib.messages → (class, icon); "info" needs no class of its own.
NOTICES = {
    "success": ("notice-ok", "check"),
    "warning": ("notice-warn", "warn"),
    "error": ("notice-bad", "error"),
}


@register.filter
def notice_class(level):
    return NOTICES.get(level, ("", "info"))[0]


@register.filter
def notice_icon(level):
    return NOTICES.get(level, ("", "info"))[1]


# Figures: every drawing stands beside its figure in words -------------------------------------------------------------


@register.filter
def number(value, scale=10_000):
    """A scaled integer as Vietnamese write it: {{ line.value|number:line.scale }}; "" where there is none."""
    return show(value, scale)


def _rect(css, x, y, width, high):
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>', css, f"{x:.2f}", y, f"{width:.2f}", high
    )


def _drawing(css, box, *parts):
    drawn = format_html_join("", "{}", ((part,) for part in parts))
    frame = '<svg class="{}" viewBox="{}" preserveAspectRatio="none" aria-hidden="true">{}</svg>'
    return format_html(frame, css, box, drawn)


@register.simple_tag
def bar(first, second=0, mark=None):
    """A bar of a hundred parts: done, waiting, and a line where time stands: {% bar 87.5 12.5 74.79 %}."""
    parts = [_rect("c-track", 0, 0, 100, 16), _rect("c-1", 0, 0, first, 16)]
    if second:
        parts.append(_rect("c-2", first, 0, second, 16))
    if mark is not None:
        line = '<line class="c-line" x1="{0}" x2="{0}" y1="-5" y2="21"/>'
        parts.append(format_html(line, f"{mark:.2f}"))
    return _drawing("", "0 0 100 16", *parts)


@register.simple_tag
def pace(width, need):
    """How far one indicator is, with a tick at the level asked."""
    parts = [_rect("pace-track", 0, 4, 100, 10), _rect("pace-fill", 0, 4, width, 10)]
    return _drawing("pace", "0 0 100 18", *parts, _rect("pace-need", need, 0, 1.2, 18))


# Shape, colour and word of a verdict: (class, drawing).
LIGHTS = {
    "ok": ("light-ok", "M2 12a10 10 0 1 0 20 0 10 10 0 1 0-20 0"),
    "slow": ("light-slow", "M12 2 23 22H1z"),
    "risk": ("light-risk", "M3 3h18v18H3z"),
    "open": ("light-open", "M2.5 12a9.5 9.5 0 1 0 19 0 9.5 9.5 0 1 0-19 0"),
}


@register.simple_tag
def light(look, label):
    """{% light line.light line.total.verdict_label %}"""
    css, path = LIGHTS[look]
    drawing = (
        '<span class="light {}"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>{}</span>'
    )
    return format_html(drawing, css, path, label)


@register.simple_tag
def own_steps(access):
    """The second steps of who reads the page: {% own_steps access as steps %}"""
    return second_factor.steps_of(access.user)


# Deadlines ------------------------------------------------------------------------------------------------------------

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@register.filter
def deadline(value):
    """17 giờ 00, thứ Sáu 30/04/2021: a deadline always says its hour and weekday."""
    return f"{hour(value)}, {WEEKDAYS[_local(value).weekday()]} {day(value)}" if value else ""
