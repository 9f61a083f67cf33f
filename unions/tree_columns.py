"""Which columns may the list of bodies have, and what stands in them? Each is read once for all rows of a page."""

from dataclasses import dataclass

from unions.contacts import heads_of, masked
from unions.models import BlocMember, BodyFacts
from unions.quantities import SCALE, show
from unions.tree_counts import counts_below

COLUMNS = {
    "loai": "Loại tổ chức",
    "khu-vuc": "Khu vực",
    "truc-thuoc": "Trực thuộc",
    "so-cdcs": "CĐCS",
    "dung-dau": "Người đứng đầu",
    "dien-thoai": "Điện thoại",
    "khoi": "Khối thi đua",
    "lao-dong": "Lao động",
    "doan-vien": "Đoàn viên",
    "thanh-lap": "Thành lập",
    "tinh-trang": "Tình trạng",
}
DEFAULT = ("loai", "khu-vuc", "so-cdcs", "dung-dau", "dien-thoai")
FACTS = {"lao-dong": BodyFacts.Code.WORKERS, "doan-vien": BodyFacts.Code.MEMBERS}
NUMBERS = {"so-cdcs", *FACTS}


@dataclass(frozen=True)
class Cell:
    """What stands in one column of a row; `missing` is said softly where there is nothing."""

    label: str
    text: str = ""
    small: str = ""
    missing: str = ""
    is_number: bool = False
    value: object = None  # for Excel, where it is not the text
    css: str = ""


def known_columns(codes):
    """Those of the codes that are columns, in the order of the page, each once."""
    return [code for code in COLUMNS if code in set(codes)]


def columns_of(codes):
    """Headings for the page: [{code, label, is_number}]."""
    return [{"code": code, "label": COLUMNS[code], "is_number": code in NUMBERS} for code in codes]


class Reader:
    """Reads what the chosen columns need of all bodies of a page at once, then gives the cells of each."""

    def __init__(self, bodies, codes, today, *, counts=None, has_whole_phone=False):
        self.codes, self.today = codes, today
        needed = set(codes)
        self.heads = heads_of(bodies, today) if needed & {"dung-dau", "dien-thoai"} else {}
        self.blocs = _blocs_of(bodies, today) if "khoi" in needed else {}
        self.facts = _facts_of(bodies, [FACTS[code] for code in codes if code in FACTS], today)
        self.counts = counts
        if counts is None:
            upper = [body for body in bodies if not body.kind.is_grassroots]
            self.counts = counts_below(upper) if "so-cdcs" in needed and upper else {}

    def cells(self, body):
        return [getattr(self, f"_{code.replace('-', '_')}")(body, COLUMNS[code]) for code in self.codes]

    def _loai(self, body, label):
        return Cell(label, body.kind.short_name, css="nowrap wide-only")

    def _khu_vuc(self, body, label):
        return Cell(
            label, body.sector.name if body.sector else "", missing="không phân khu vực", css="wide-only"
        )

    def _truc_thuoc(self, body, label):
        return Cell(label, body.parent.label if body.parent else "", missing="cấp cao nhất", css="wide-only")

    def _so_cdcs(self, body, label):
        count = None if body.kind.is_grassroots else self.counts.get(body.pk, 0)
        return Cell(label, "" if count is None else show(count, 1), is_number=True, value=count)

    def _dung_dau(self, body, label):
        head = self.heads.get(body.pk)
        return Cell(label, head.user.full_name, head.post) if head else Cell(label, missing="chưa có")

    def _dien_thoai(self, body, label):
        head = self.heads.get(body.pk)
        return Cell(label, masked(head.user.phone) if head else "", missing="chưa có", css="nowrap")

    def _khoi(self, body, label):
        return Cell(label, ", ".join(self.blocs.get(body.pk, [])), missing="chưa xếp khối")

    def _lao_dong(self, body, label):
        return self._fact(body, label, FACTS["lao-dong"])

    def _doan_vien(self, body, label):
        return self._fact(body, label, FACTS["doan-vien"])

    def _fact(self, body, label, code):
        fact = self.facts.get((body.pk, code))
        if fact is None:
            return Cell(label, missing="chưa ghi", is_number=True)
        whole = fact.value // SCALE
        value = whole if whole * SCALE == fact.value else show(fact.value, SCALE)
        return Cell(label, show(fact.value, SCALE), f"{fact.as_of:%d/%m/%Y}", is_number=True, value=value)

    def _thanh_lap(self, body, label):
        day = body.founded_on
        return Cell(label, f"{day:%d/%m/%Y}" if day else "", missing="chưa ghi", value=day)

    def _tinh_trang(self, body, label):
        return Cell(label, state_words(body))


def state_words(body):
    """ "Sáp nhập từ 01/07/2025"; of a body at work just that."""
    since = f" từ {body.ended_on:%d/%m/%Y}" if body.ended_on else ""
    return f"{body.get_state_display()}{since}"


def _blocs_of(bodies, today):
    blocs = {}
    seats = BlocMember.objects.filter(body__in=bodies).holding_on(today).select_related("bloc")
    for seat in seats.order_by("body", "bloc__number", "pk"):
        blocs.setdefault(seat.body_id, []).append(seat.bloc.name)
    return blocs


def _facts_of(bodies, codes, today):
    """{(body id, code): the latest fact}"""
    if not codes:
        return {}
    facts = BodyFacts.objects.filter(body__in=bodies, code__in=codes, as_of__lte=today)
    return {(fact.body_id, fact.code): fact for fact in facts.order_by("as_of", "pk")}
