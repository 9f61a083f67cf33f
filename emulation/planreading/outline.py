"""Which section of a plan does each line belong to, and under which headings does it stand?"""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from emulation.planreading.lines import Line
from unions.vietnamese import fold


class Section(StrEnum):
    HEADER = "header"
    AIM = "aim"
    THEME = "theme"
    WORK = "work"  # contents, or contents and aims together
    TARGET = "target"
    PHASES = "phases"
    REWARD = "reward"
    ORDER = "order"  # who does what, by when
    BASIS = "basis"
    END = "end"


# What a heading says, the most telling word first.
WORDS = [
    (Section.BASIS, r"can cu(?: xay dung| phap ly| thuc hien)?$"),
    (
        Section.PHASES,
        r"cac dot thi dua|cac giai doan|thoi gian|tien do|lich (?:thuc hien|trinh)|phan ky|giai doan thi dua|cac dot|"
        r"chia (?:dot|giai doan)|cac chang|moc thoi gian|dot thi dua|giai doan phat dong|cac buoc",
    ),
    (
        Section.AIM,
        r"muc dich|muc tieu chung|dac diem|ket qua (?:nam|thuc hien|cong tac)|danh gia|tinh hinh|"
        r"doi tuong|pham vi|quan diem|nguyen tac|muc tieu$|yeu cau",
    ),
    (Section.TARGET, r"chi tieu|muc phan dau|quyet tam|phan dau|cam ket|dinh muc|con so"),
    (Section.THEME, r"chu de|khau hieu"),
    (Section.REWARD, r"khen thuong|danh hieu|phan thuong|hinh thuc khen|khen|giai thuong|tang thuong"),
    (
        Section.ORDER,
        r"to chuc thuc hien|phan cong|che do (?:thong tin|bao cao)|to chuc$|thuc hien$|bao cao|trach nhiem|"
        r"dang ky thi dua$|"
        r"kinh phi|dieu khoan|bien phap|giai phap|ho so|cong tac chi dao|huong dan",
    ),
    (
        Section.WORK,
        r"noi dung|nhiem vu|phong trao|cac mat|trong tam|doi voi|khoi |cong viec|viec sau|"
        r"viec lam|thi dua|trong linh vuc|muc tieu",
    ),
]
RULES = [(section, re.compile(rf"(?<!\w)(?:{pattern})")) for section, pattern in WORDS]
BODY_STARTS = re.compile(
    r"(?:như sau|nội dung sau|với (?:những |các )?nội dung|triển khai|với nội dung|phát động thi đua)[^.]*:?$",
    re.IGNORECASE,
)


@dataclass
class Item:
    """One line in its place: `trail` are the headings above it, outermost first."""

    line: Line
    section: Section
    trail: tuple = ()
    is_leaf: bool = True
    number: str = ""
    children: list = field(default_factory=list)

    @property
    def text(self):
        return self.line.text


def items_of(lines):
    """Every line of the body with its section and the headings above it."""
    items, stack, section = [], [], None
    has_sections = any(line.style in SECTIONED or (line.is_caps and not line.cells) for line in lines)
    ranks = _ranks(lines)
    for place, line in enumerate(lines):
        style = _style(line, lines, place)
        if style:
            stack = _under(stack, style, ranks)
        while not style and stack and stack[-1][1].line.raw.endswith((".", ";", "!")):
            stack.pop()  # a paragraph behind a whole sentence is none of its parts
        said = said_by(line, style, lines, place)
        if style == "heading" and has_sections and section is not None:
            said = None  # "Phong trào chia làm hai đợt:" announces its list, not a section
        elif not style:
            said = led_by(line)
        parent = stack[-1][1] if stack else None
        if parent and said and not _may_turn(parent.section, said, style):
            said = None
        if style and parent is None and said:
            section = said
        here = said or (parent.section if parent else section) or Section.WORK
        item = Item(line, here, tuple(each.text for _, each in stack), number=line.marker)
        if parent:
            parent.children.append(item)
            parent.is_leaf = False
        items.append(item)
        if style:
            stack.append((style, item))
    return items


def _may_turn(section, said, style):
    """May a line below a heading of this section open another? Not "Xây dựng tổ chức" among what is to be done."""
    if section in (Section.AIM, Section.BASIS):
        return False
    if section == Section.PHASES:
        return said in (Section.ORDER, Section.REWARD)
    if section in (Section.WORK, Section.TARGET) and style:
        return said not in (Section.ORDER, Section.AIM)
    return True


SECTIONED = {"part", "roman", "article", "word", "number", "upper"}
LED = re.compile(r"^(?P<lead>[^:.;,]{3,40}):\s")
LATE = re.compile(
    r"(?:đăng\s+ký|báo\s+cáo|nộp|gửi)[^%]*(?:trước|chậm\s+nhất|muộn\s+nhất)[^%]*\d{1,2}[/-]\d{1,2}|không\s+đăng\s+ký[^%]*thì\s+không",
    re.IGNORECASE,
)
GIVEN = re.compile(
    r"bình\s+bầu|bình\s+xét|xét\s+(?:tặng|chọn)|(?:đề\s+nghị\s+)?tặng\s+(?:bằng|giấy|cờ|danh)|khen\s+thưởng",
    re.IGNORECASE,
)
PEOPLE = re.compile(r"^(?:đối\s+tượng|phạm\s+vi|thành\s+phần)[^:]{0,20}:", re.IGNORECASE)


def led_by(line):
    """The section that a line without a marker opens for itself alone: "Thời gian: …", "Phần thưởng: …"."""
    text = line.text
    if match := LED.match(text):
        words = fold(match["lead"])
        return next(
            (section for section, rule in RULES if section != Section.WORK and rule.match(words)), None
        )
    if LATE.search(text):
        return Section.ORDER
    return Section.REWARD if GIVEN.search(text) and not re.search(r"\d\s?%", text) else None


def _style(line, lines, place):
    """How this line counts in the hierarchy: its marker's style, or "heading" for a title without one."""
    if line.style:
        return line.style
    if _is_heading(line, lines, place):
        return "caps" if line.is_caps else "heading"
    return ""


def _is_heading(line, lines, place):
    if line.cells:
        return False
    short = len(line.text) <= 90
    following = lines[place + 1] if place + 1 < len(lines) else None
    if line.is_caps and short:
        return True
    return short and line.text.endswith(":") and following is not None and bool(following.style)


def _ranks(lines):
    """How deep each style of marker stands: the outer ones by which of them came first in this plan."""
    styles = [_style(line, lines, place) for place, line in enumerate(lines)]
    outer = list(
        dict.fromkeys(style for style in styles if style in ("article", "word", "roman", "upper", "caps"))
    )
    bullets = list(dict.fromkeys(style for style in styles if style.startswith("bullet")))
    ranks = {"part": 0} | {style: 1 + place for place, style in enumerate(outer)}
    ranks |= {
        "number": 20,
        "decimal2": 21,
        "decimal3": 22,
        "decimal4": 23,
        "alpha": 30,
        "ordinal": 19,
        "heading": 40,
    }
    return ranks | {style: 50 + place for place, style in enumerate(bullets)}


def _under(stack, style, ranks):
    """Cut the stack back to what a line of this style stands below."""
    return [each for each in stack if ranks[each[0]] < ranks[style]]


def said_by(line, style, lines, place):
    """The section that a heading announces, or None for a line that is none."""
    text = line.cells[1] if len(line.cells) > 2 and style in SECTIONED else line.text
    if PEOPLE.match(text):
        return Section.AIM
    if not style or (style.startswith("bullet") and len(text) > 70):
        return None
    head = re.split(r"[:.](?=\s|$)|\s[“\"]", text, maxsplit=1)[0]
    is_short = len(head) <= 110 and (
        line.is_caps
        or len(text) - len(head) <= 3
        or style in ("part", "roman", "word", "article", "caps", "heading")
        or head != text
    )
    if not is_short or _has_aim(head):
        return None
    if style.startswith(("bullet", "alpha", "decimal", "number", "ordinal")) and not _announces(
        line, head, lines, place
    ):
        return None
    return section_of(head)


def _announces(line, head, lines, place):
    """Is a numbered line a heading: short, and something deeper or a table or a theme follows?"""
    if line.is_caps or line.text.endswith(":"):
        return True
    following = lines[place + 1] if place + 1 < len(lines) else None
    deeper = following is not None and (
        following.style != line.style or (bool(following.cells) and not line.cells)
    )
    theme = re.match(r"(?:chủ đề|khẩu hiệu)", line.text, re.IGNORECASE)
    return bool(theme) or (len(line.text) <= 80 and deeper and not line.text.endswith((".", ";")))


def _has_aim(head):
    return bool(re.search(r"\d\s?%|\d{2,}\s+(?:đoàn|CĐCS|nhà)", head))


def section_of(heading):
    words = re.sub(r"^(?:thu \w+ )?(?:ve )?", "", fold(heading))
    found = [(match.start(), section) for section, rule in RULES if (match := rule.search(words))]
    sections = [section for _, section in found]
    if not sections:
        return None
    if Section.WORK in sections and Section.TARGET in sections:
        return (
            Section.TARGET
            if re.search(r"(?:mot so )?chi tieu", words) and not re.search(r"noi dung|nhiem vu", words)
            else Section.WORK
        )
    if Section.TARGET in sections and Section.REWARD in sections:
        return sorted(found)[0][1]
    return sections[0]
