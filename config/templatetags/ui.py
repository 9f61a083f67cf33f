"""How does a value, a state or a component look on a page?"""

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from config.icons import PATHS
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


# Figures: every drawing stands beside its figure in words ---------------------------------------------------------------


@register.filter
def number(value, scale=10_000):
    """A scaled integer as Vietnamese write it: {{ line.value|number:line.scale }}; "" where there is none."""
    return show(value, scale)


@register.simple_tag
def bar(first, second=0, mark=None):
    """A bar of a hundred parts: done, waiting, and a line where time stands: {% bar 87.5 12.5 74.79 %}."""
    parts = [format_html('<rect class="c-track" width="100" height="16"/>')]
    parts.append(format_html('<rect class="c-1" width="{}" height="16"/>', f"{first:.2f}"))
    if second:
        parts.append(
            format_html('<rect class="c-2" x="{}" width="{}" height="16"/>', f"{first:.2f}", f"{second:.2f}")
        )
    if mark is not None:
        parts.append(format_html('<line class="c-line" x1="{0}" x2="{0}" y1="-5" y2="21"/>', f"{mark:.2f}"))
    return _drawing("", "0 0 100 16", parts)


@register.simple_tag
def pace(width, need):
    """How far one indicator is, with a tick at the level asked."""
    parts = [
        format_html('<rect class="pace-track" y="4" width="100" height="10"/>'),
        format_html('<rect class="pace-fill" y="4" width="{}" height="10"/>', f"{width:.2f}"),
        format_html('<rect class="pace-need" x="{}" width="1.2" height="18"/>', f"{need:.2f}"),
    ]
    return _drawing("pace", "0 0 100 18", parts)


def _drawing(css, box, parts):
    return format_html(
        '<svg class="{}" viewBox="{}" preserveAspectRatio="none" aria-hidden="true">{}</svg>',
        css,
        box,
        format_html_join("", "{}", ((part,) for part in parts)),
    )


# Shape, colour and word: (class, drawing) of a verdict.
LIGHTS = {
    "ok": ("light-ok", '<circle cx="12" cy="12" r="10"/>'),
    "slow": ("light-slow", '<path d="M12 2 23 22H1z"/>'),
    "risk": ("light-risk", '<path d="M3 3h18v18H3z"/>'),
    "open": ("light-open", '<circle cx="12" cy="12" r="9.5"/>'),
}


@register.simple_tag
def light(look, label):
    """{% light line.light line.total.verdict_label %}"""
    css, drawing = LIGHTS[look]
    return format_html(
        '<span class="light {}"><svg viewBox="0 0 24 24" aria-hidden="true">{}</svg>{}</span>',
        css,
        format_html(drawing),
        label,
    )
