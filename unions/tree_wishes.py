"""What does somebody want to see of the tree: which words, filters, day, branches and columns?"""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Exists, OuterRef
from django.http import QueryDict

from unions.dates import read_date
from unions.errors import Unreadable
from unions.models import BlocMember, Mandate, UnionBody
from unions.roles import Role
from unions.searching import find
from unions.tree_columns import DEFAULT, known_columns
from unions.wishes import Wishes

ENDED, ALL = "ket-thuc", "tat-ca"
YES, NO = "co", "chua"
MOST_OPEN = 20
FILTERS = ("q", "loai", "khu-vuc", "tinh-trang", "khoi", "chu-tich", "duoi")


@dataclass
class Wish(Wishes):
    """What stands behind the ? of the list's address, as far as it can be understood."""

    typed: QueryDict
    today: object
    saved_columns: list = field(default_factory=list)

    kept = (*FILTERS, "ngay", "mo", "cot")

    @cached_property
    def words(self):
        return self._one("q")

    @cached_property
    def kind(self):
        return self._one("loai")

    @cached_property
    def sector(self):
        return self._one("khu-vuc")

    @cached_property
    def state(self):
        return self._one("tinh-trang")

    @cached_property
    def bloc(self):
        return self._one("khoi")

    @cached_property
    def chair(self):
        return self._one("chu-tich")

    @cached_property
    def under(self):
        return self._one("duoi")

    @cached_property
    def is_flat(self):
        """Words and filters flatten the tree; showing ended bodies as well does not."""
        is_ended = self.state == ENDED
        return bool(
            self.words or self.kind or self.sector or is_ended or self.bloc or self.chair or self.under
        )

    @cached_property
    def opened(self):
        """Codes of the branches that stand open; None where nothing was said: then the top ones do."""
        codes = [code for code in self.typed.getlist("mo")[:MOST_OPEN] if code]
        return codes if "mo" in self.typed else None

    @cached_property
    def columns(self):
        chosen = known_columns(self.typed.getlist("cot"))
        return chosen or known_columns(self.saved_columns) or list(DEFAULT)

    # The day ----------------------------------------------------------------------------------------------------

    @cached_property
    def _day(self):
        text = self._one("ngay")
        if not text:
            return self.today, ""
        try:
            return read_date(text, year=self.today.year), ""
        except Unreadable as problem:
            return self.today, str(problem)

    @property
    def day(self):
        return self._day[0]

    @property
    def day_typed(self):
        return self._one("ngay")

    @property
    def day_problem(self):
        return self._day[1]

    @property
    def is_then(self):
        return self.day != self.today

    # Addresses --------------------------------------------------------------------------------------------------

    def _values(self, name):
        """All branches closed is a wish as well: an empty `mo`."""
        return super()._values(name) or ([""] if name == "mo" and name in self.typed else [])

    @cached_property
    def filter_query(self):
        """Words, filters and day: what is worth keeping under a name, and what a file is made from."""
        return self.query("mo", "cot")

    @property
    def page_query(self):
        return self.query_and("mo")

    @property
    def query_now(self):
        return self.query("ngay")

    @property
    def query_up(self):
        return self.query("duoi")

    @property
    def has_more_filters(self):
        return bool(self.kind or self.sector or self.state or self.bloc or self.chair)

    # Rows -------------------------------------------------------------------------------------------------------

    def standing(self, bodies):
        """Bodies in the state that was asked for; of another day, those that stood then, whatever they are now."""
        if self.state == ALL or self.is_then:
            return bodies
        if self.state == ENDED:
            return bodies.exclude(state=UnionBody.State.ACTIVE)
        return bodies.filter(state=UnionBody.State.ACTIVE)

    def found(self, bodies):
        """The bodies that pass every filter, in the order of the words or else of the tree."""
        rows = self.standing(bodies)
        if self.under:
            top = bodies.filter(code=self.under).first()
            rows = rows.within(top).exclude(pk=top.pk) if top else rows.none()
        if self.kind:
            rows = rows.filter(kind__code=self.kind)
        if self.sector:
            rows = rows.filter(sector__code=self.sector)
        rows = _filtered(rows, self.bloc, BlocMember.objects.holding_on(self.day))
        rows = _filtered(rows, self.chair, Mandate.objects.holding_on(self.day).filter(role=Role.CHAIR))
        return find(rows, self.words) if self.words else rows.order_by("path")


def _filtered(rows, answer, related):
    """Only bodies with, or without, such a row."""
    if answer not in (YES, NO):
        return rows
    condition = Exists(related.filter(body=OuterRef("pk")))
    return rows.filter(condition if answer == YES else ~condition)
