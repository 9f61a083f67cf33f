"""How does a value, a state or a component look on a page?"""

from django import template
from django.utils import timezone
from django.utils.html import format_html

from config.icons import PATHS

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
