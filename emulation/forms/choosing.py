"""What may be chosen in the grid of step 3: kinds, comparisons, sectors, movements?"""

from emulation.indicator_kinds import Accumulation, Comparator, Kind, Rating
from emulation.models import Indicator, Movement, Title
from unions.models import BodyFacts, BodyKind, Sector, UnionBody

KINDS = [
    ("", "Chọn kiểu"),
    (
        "Tính tỷ lệ",
        [
            (Kind.UNIT_SHARE.value, "Tỷ lệ đơn vị"),
            (Kind.QUANTITY_SHARE.value, "Tỷ lệ người, vụ việc"),
            (Kind.MONEY_SHARE.value, "Tỷ lệ tiền phải thu"),
            (Kind.RATING_SHARE.value, "Tỷ lệ đơn vị xếp loại"),
        ],
    ),
    (
        "Tính số",
        [
            (Kind.COUNT.value, "Số lượng"),
            (Kind.MONEY.value, "Số tiền"),
            (Kind.AVERAGE.value, "Bình quân"),
            (Kind.CHANGE.value, "Tăng, giảm"),
        ],
    ),
    (
        "Từng đơn vị",
        [
            (Kind.DONE.value, "Có làm"),
            (Kind.ZERO.value, "Không để xảy ra"),
            (Kind.EACH_COUNT.value, "Mỗi đơn vị ít nhất"),
            (Kind.EACH_SHARE.value, "Mỗi đơn vị đạt %"),
            (Kind.ATTAINMENT.value, "Đạt danh hiệu"),
            (Kind.COMPOSITE.value, "Nhiều điều kiện"),
        ],
    ),
    ("Không tính", [(Kind.NARRATIVE.value, "Nội dung bằng lời")]),
]
COMPARATORS = [
    ("", "–"),
    (Comparator.GT.value, "trên"),
    (Comparator.GE.value, "từ … trở lên"),
    (Comparator.ALL.value, "100%"),
    (Comparator.LT.value, "dưới"),
    (Comparator.LE.value, "không quá"),
    (Comparator.BETWEEN.value, "từ … đến …"),
    (Comparator.ZERO.value, "không để xảy ra"),
    (Comparator.CHANGE.value, "tăng, giảm"),
]
PART_KINDS = [
    (Kind.DONE.value, "Có làm"),
    (Kind.COUNT.value, "Số lượng"),
    (Kind.QUANTITY_SHARE.value, "Tỷ lệ người, vụ việc"),
    (Kind.ZERO.value, "Không để xảy ra"),
]
UNIT_COMPARATORS = [
    ("", "–"),
    (Comparator.GE.value, "từ … trở lên"),
    (Comparator.GT.value, "trên"),
    (Comparator.LE.value, "không quá"),
    (Comparator.ALL.value, "100%, toàn bộ"),
]
ACCUMULATIONS = [("", "Theo kiểu chỉ tiêu"), *((each.value, each.label) for each in Accumulation)]
RATINGS = [("", "–"), *((each.value, each.label) for each in Rating)]
FACTS = [("", "–"), *BodyFacts.Code.choices]
ENTRIES = Indicator.Entry.choices
OWNERS = Indicator.OwnerLevel.choices
# The default first: a select shows and sends its first choice.
EVIDENCE = [("optional", "Nên có"), ("required", "Bắt buộc"), ("none", "Không cần")]
OPERATORS = [("and", "Đủ mọi phần"), ("or", "Chỉ cần một phần")]


class PlanChoices:
    """Rows of the lists a plan chooses from, read once for a whole page."""

    def __init__(self, organiser):
        self.organiser = organiser
        self.all_sectors = list(Sector.objects.all())
        self.kinds = list(BodyKind.objects.filter(rank__gt=organiser.kind.rank))
        self.all_movements = list(Movement.objects.all())
        self.all_titles = list(Title.objects.all())

    @property
    def sectors(self):
        """(id, name) in the order of the tree; those below another are set in."""
        return [(str(row.pk), f"{'– ' * depth}{row.name}") for row, depth in self._tree(None, 0)]

    @property
    def movements(self):
        return [(str(row.pk), row.name) for row in self.all_movements]

    @property
    def titles(self):
        return [(str(row.pk), row.name) for row in self.all_titles]

    @property
    def kind_names(self):
        return [(str(row.pk), row.name) for row in self.kinds]

    def _tree(self, parent, depth):
        for row in self.all_sectors:
            if row.parent_id == parent:
                yield row, depth
                yield from self._tree(row.pk, depth + 1)

    def sector(self, pk):
        return next(row for row in self.all_sectors if str(row.pk) == pk)

    def kind(self, pk):
        return next(row for row in self.kinds if str(row.pk) == pk)

    def movements_of(self, pks):
        return [row for row in self.all_movements if str(row.pk) in pks]

    def titles_of(self, pks):
        return [row for row in self.all_titles if str(row.pk) in pks]

    def topmost(self, pks):
        """Of sector ids written by the act (a sector with all below it) those that were chosen by hand."""
        parents = {row.pk: row.parent_id for row in self.all_sectors}
        return [row.pk for row in self.all_sectors if row.pk in pks and parents[row.pk] not in pks]

    def bodies(self, codes):
        """{code: body} below the organiser."""
        if not codes:
            return {}
        found = UnionBody.objects.within(self.organiser).filter(code__in=codes).select_related("kind")
        return {body.code: body for body in found}
