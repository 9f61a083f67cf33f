"""How does an official paper look: margins, columns, and the look of every part of it?

The values of Nghị định 30/2020/NĐ-CP, Phụ lục I, within its ranges; what it leaves open is custom. Both writers, Word
and PDF, read this one table; where Quyết định 933/QĐ-TLĐ asks for other values, they change here and nowhere else.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sheet:
    """A page and its margins in millimetres."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float

    @property
    def text_width(self):
        return self.width - self.left - self.right


@dataclass(frozen=True)
class Rule:
    """A line below a text: as a share of its longest line, never shorter than `least` millimetres."""

    ratio: float
    least: float = 0


@dataclass(frozen=True)
class Look:
    """One part of a paper: points, but `indent` of the first line in millimetres; `label` names its style in Word."""

    label: str
    size: float
    bold: bool = False
    italic: bool = False
    caps: bool = False
    align: str = "center"
    line: float = 1.0
    before: float = 0
    after: float = 0
    indent: float = 0
    keep_next: bool = False
    outline: int | None = None
    rule: Rule | None = None


FONT = "Times New Roman"
# Faces with the same measures, where the machine that makes a PDF has no Times New Roman.
TWINS = ("Liberation Serif", "Tinos")
LANGUAGE = "vi-VN"
PORTRAIT = Sheet(width=210, height=297, top=20, bottom=20, left=30, right=15)
# The binding edge of a landscape page is its top.
LANDSCAPE = Sheet(width=297, height=210, top=30, bottom=15, left=20, right=20)
HEADER_DISTANCE = 10
HEAD = (66, 99)  # issuing body | name of the State
SIGN = (75, 90)  # recipients | signature
CELL_MARGIN = 1.2  # left and right, in tables of figures; the others have none
BORDER = 0.5
RULE_WEIGHT, RULE_GAP = 0.75, 2

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
END = "./."
# What stands above a union that has nobody above it, and whose kind needs nobody.
ABOVE_ALL = "Tổng LĐLĐ Việt Nam"
NO_BREAK = "\u00a0"
BLANK_NUMBER = NO_BREAK * 8
BLANK_DAY = NO_BREAK * 6
BLANK_MONTH = NO_BREAK * 5

LOOKS = {
    "state": Look("CĐ Quốc hiệu", 13, bold=True, caps=True),
    "motto": Look("CĐ Tiêu ngữ", 14, bold=True, rule=Rule(1.0)),
    "superior": Look("CĐ Cơ quan chủ quản", 13, caps=True),
    "issuer": Look("CĐ Cơ quan ban hành", 13, bold=True, caps=True, rule=Rule(0.42)),
    "number": Look("CĐ Số, ký hiệu", 13, before=6),
    "place_date": Look("CĐ Địa danh, ngày", 14, italic=True, before=5),
    "about": Look("CĐ Trích yếu công văn", 13, before=6),
    "kind": Look("CĐ Tên loại văn bản", 14, bold=True, caps=True, before=14, keep_next=True),
    "subject": Look("CĐ Trích yếu", 14, bold=True, keep_next=True, rule=Rule(0.42, least=16)),
    "decider": Look("CĐ Thẩm quyền ban hành", 14, bold=True, caps=True, before=12, after=6, keep_next=True),
    "addressee": Look("CĐ Kính gửi", 14, before=14, after=10),
    "basis": Look("CĐ Căn cứ", 14, italic=True, align="justify", line=1.1, after=6, indent=12.7),
    "text": Look("CĐ Lời văn", 14, align="justify", line=1.1, after=6, indent=12.7),
    "section": Look(
        "CĐ Mục",
        14,
        bold=True,
        caps=True,
        align="left",
        line=1.1,
        before=6,
        after=6,
        indent=12.7,
        keep_next=True,
        outline=1,
    ),
    "clause": Look(
        "CĐ Khoản", 14, bold=True, align="left", line=1.1, after=6, indent=12.7, keep_next=True, outline=2
    ),
    "authority": Look("CĐ Quyền hạn, chức vụ", 14, bold=True, caps=True, keep_next=True),
    "signer": Look("CĐ Họ tên người ký", 14, bold=True, before=74),
    "recipients_head": Look("CĐ Nơi nhận", 12, bold=True, italic=True, align="left", before=2),
    "recipients": Look("CĐ Danh sách nơi nhận", 11, align="left"),
    "page_number": Look("CĐ Số trang", 13),
    "annex": Look("CĐ Phụ lục", 14, bold=True, keep_next=True, outline=1),
    "annex_title": Look("CĐ Tên phụ lục", 14, bold=True, caps=True, keep_next=True),
    "annex_note": Look("CĐ Chỉ dẫn phụ lục", 13, italic=True, after=8, keep_next=True),
    "table_head": Look("CĐ Ô đầu bảng", 12, bold=True, before=2, after=2),
    "table_text": Look("CĐ Ô chữ", 12, align="left", before=2, after=2),
    "table_figure": Look("CĐ Ô số", 12, before=2, after=2),
    "table_note": Look("CĐ Ghi chú bảng", 11, italic=True, align="justify", before=3, after=8),
}
