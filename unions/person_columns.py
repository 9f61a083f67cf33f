"""Which columns may the list of people have, and what stands in them? Posts are read once for all rows of a page."""

from dataclasses import dataclass

from django.utils import timezone

from unions.contacts import masked
from unions.people import account_words, has_ended, may_call, posts_in_sight, term_words
from unions.roles import Role

PHONE = "dien-thoai"
COLUMNS = {
    "chuc-vu": "Chức vụ",
    "vai-tro": "Vai trò",
    "nhiem-ky": "Thời gian giữ chức",
    "so-qd": "Căn cứ",
    PHONE: "Điện thoại",
    "tai-khoan": "Tài khoản",
    "dang-nhap": "Đăng nhập gần nhất",
}
DEFAULT = ("chuc-vu", "nhiem-ky", PHONE, "tai-khoan")
FEW = 3  # posts of one person that stand on the list


@dataclass(frozen=True)
class Line:
    """One line of a cell: words, what is said smaller below, the code of the body that it leads to."""

    text: str
    small: str = ""
    code: str = ""
    is_over: bool = False


@dataclass(frozen=True)
class Cell:
    label: str
    lines: tuple = ()
    missing: str = ""
    css: str = ""

    @property
    def text(self):
        """For Excel."""
        return "; ".join(", ".join(filter(None, (line.text, line.small))) for line in self.lines)


@dataclass(frozen=True)
class Row:
    user: object
    cells: list


def known_columns(codes):
    """Those of the codes that are columns, in the order of the page, each once."""
    return [code for code in COLUMNS if code in set(codes)]


class PeopleReader:
    """Reads the posts in one's sight of all people of a page at once, then gives the cells of each.

    `has_phones`: whole numbers, for those whom the reader may call; else every number is masked.
    """

    def __init__(self, people, codes, access, today, *, has_phones=False, most=FEW):
        self.codes, self.access, self.today = codes, access, today
        self.has_phones, self.most = has_phones, most
        self.posts = posts_in_sight(people, access)

    def row(self, user):
        mandates = sorted(self.posts[user.pk], key=lambda mandate: has_ended(mandate, self.today))
        made = (getattr(self, f"_{code.replace('-', '_')}") for code in self.codes)
        cells = [make(user, mandates, COLUMNS[code]) for make, code in zip(made, self.codes, strict=True)]
        return Row(user, cells)

    def _lines(self, mandates, line):
        shown = [line(mandate, has_ended(mandate, self.today)) for mandate in mandates[: self.most]]
        more = len(mandates) - len(shown)
        return (*shown, Line(f"và {more} chức vụ khác")) if more else tuple(shown)

    def _chuc_vu(self, user, mandates, label):
        def line(mandate, is_over):
            state = ", chờ người thứ hai xác nhận" if mandate.awaits_second else ""
            return Line(f"{mandate.post}{state}", mandate.body.label, mandate.body.code, is_over)

        return Cell(label, self._lines(mandates, line))

    def _vai_tro(self, user, mandates, label):
        roles = dict.fromkeys(Role(mandate.role).label for mandate in mandates)
        return Cell(label, tuple(Line(role) for role in roles))

    def _nhiem_ky(self, user, mandates, label):
        def line(mandate, is_over):
            return Line(term_words(mandate, self.today), is_over=is_over)

        return Cell(label, self._lines(mandates, line))

    def _so_qd(self, user, mandates, label):
        def line(mandate, is_over):
            number = f"số {mandate.decision_no}" if mandate.decision_no else ""
            return Line(mandate.get_source_display(), number, is_over=is_over)

        return Cell(label, self._lines(mandates, line))

    def _dien_thoai(self, user, mandates, label):
        is_whole = self.has_phones and may_call(self.access, mandates)
        phone = user.phone if is_whole else masked(user.phone)
        return Cell(label, (Line(phone),) if phone else (), missing="chưa có", css="nowrap")

    def _tai_khoan(self, user, mandates, label):
        return Cell(label, (Line(account_words(user), user.username),))

    def _dang_nhap(self, user, mandates, label):
        day = f"{timezone.localtime(user.last_login):%d/%m/%Y}" if user.last_login else ""
        return Cell(label, (Line(day),) if day else (), missing="chưa lần nào", css="nowrap")
