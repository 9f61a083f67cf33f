"""Which kinds of aim, comparison, accumulation and cell exist, and what is each called?

Plain enumerations without Django: `targets.measuring` reads them too (DOMAIN §5).
"""

from enum import StrEnum


class Labelled(StrEnum):
    """A code with its one Vietnamese label."""

    def __new__(cls, code, label):
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member


class Kind(Labelled):
    UNIT_SHARE = "unit_share", "Tỷ lệ đơn vị làm được"
    QUANTITY_SHARE = "quantity_share", "Tỷ lệ người, vụ việc"
    MONEY_SHARE = "money_share", "Tỷ lệ tiền phải thu"
    COUNT = "count", "Số lượng"
    MONEY = "money", "Số tiền"
    EACH_COUNT = "each_count", "Mỗi đơn vị ít nhất"
    EACH_SHARE = "each_share", "Mỗi đơn vị đạt tỷ lệ"
    AVERAGE = "average", "Bình quân"
    RATING_SHARE = "rating_share", "Tỷ lệ đơn vị được xếp loại"
    ATTAINMENT = "attainment", "Đạt danh hiệu, xếp loại"
    ZERO = "zero", "Không để xảy ra"
    DONE = "done", "Có làm"
    CHANGE = "change", "Tăng, giảm so với trước"
    COMPOSITE = "composite", "Nhiều điều kiện"
    NARRATIVE = "narrative", "Nội dung bằng lời"


class Comparator(Labelled):
    GT = "gt", "trên"
    GE = "ge", "từ … trở lên"
    ALL = "all", "100%"
    LT = "lt", "dưới"
    LE = "le", "không quá"
    BETWEEN = "between", "từ … đến …"
    ZERO = "zero", "không để xảy ra"
    CHANGE = "change", "tăng, giảm"


class Accumulation(Labelled):
    """How the figures of several phases become one (DOMAIN §5.4)."""

    ADD = "add", "Cộng dồn"
    LATEST = "latest", "Lấy số cuối"
    MAX = "max", "Lấy số cao nhất"
    EACH_PHASE = "each_phase", "Giai đoạn nào cũng phải đạt"
    ONCE = "once", "Đạt một lần là được"


class CellState(Labelled):
    """What a unit said for one indicator in one phase (DOMAIN §5.3)."""

    MISSING = "missing", "Chưa báo cáo"
    VALUE = "value", "Có số"
    NONE_ARISEN = "none_arisen", "Không phát sinh"
    NOT_APPLICABLE = "not_applicable", "Không áp dụng"


class Rating(Labelled):
    """Yearly ratings of a union, lowest first (DOMAIN §5.5)."""

    FAILED = "failed", "Không hoàn thành nhiệm vụ"
    COMPLETED = "completed", "Hoàn thành nhiệm vụ"
    GOOD = "good", "Hoàn thành tốt nhiệm vụ"
    EXCELLENT = "excellent", "Hoàn thành xuất sắc nhiệm vụ"

    @property
    def rank(self):
        return list(Rating).index(self)


# Answered with yes or no by a unit; 1 unit of SCALE means "có làm".
YES_NO = frozenset({Kind.UNIT_SHARE, Kind.DONE, Kind.ATTAINMENT})
SHARES = frozenset(
    {Kind.UNIT_SHARE, Kind.QUANTITY_SHARE, Kind.MONEY_SHARE, Kind.EACH_SHARE, Kind.RATING_SHARE}
)
MONEYS = frozenset({Kind.MONEY, Kind.MONEY_SHARE})

DEFAULT_ACCUMULATION = {
    Kind.UNIT_SHARE: Accumulation.ONCE,
    Kind.DONE: Accumulation.ONCE,
    Kind.ATTAINMENT: Accumulation.ONCE,
    Kind.COMPOSITE: Accumulation.ONCE,
    Kind.ZERO: Accumulation.EACH_PHASE,
    Kind.RATING_SHARE: Accumulation.LATEST,
    Kind.EACH_SHARE: Accumulation.LATEST,
    Kind.AVERAGE: Accumulation.LATEST,
    Kind.CHANGE: Accumulation.LATEST,
    Kind.NARRATIVE: Accumulation.LATEST,
}


def default_accumulation(kind):
    return DEFAULT_ACCUMULATION.get(kind, Accumulation.ADD)
