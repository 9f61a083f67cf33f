"""Whom does somebody want to see on the list of people: which words, role, body, state and columns?"""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict

from unions.joined import not_joined
from unions.models import Mandate, UnionBody, User
from unions.people import find
from unions.person_columns import DEFAULT, known_columns
from unions.roles import Role
from unions.wishes import Wishes

SOON = timedelta(days=90)
HOLDING, NOT_YET, SOON_OVER, WAITING, OVER = (
    "dang-giu",
    "chua-kich-hoat",
    "sap-het",
    "cho-xac-nhan",
    "da-thoi",
)
STATES = {
    HOLDING: "Đang giữ chức vụ",
    NOT_YET: "Chưa kích hoạt tài khoản",
    SOON_OVER: "Hết nhiệm kỳ trong 90 ngày",
    WAITING: "Chờ người thứ hai xác nhận",
    OVER: "Đã thôi giữ chức vụ",
}


@dataclass
class PeopleWish(Wishes):
    """What stands behind the ? of the list's address, as far as it can be understood."""

    typed: QueryDict
    today: object
    saved_columns: list = field(default_factory=list)

    kept = ("q", "vai-tro", "duoi", "tinh-trang", "cot")

    @cached_property
    def words(self):
        return self._one("q")

    @cached_property
    def wanted_role(self):
        return self._one("vai-tro") if self._one("vai-tro") in Role.values else ""

    @cached_property
    def under(self):
        return self._one("duoi")

    @cached_property
    def state(self):
        return self._one("tinh-trang") if self._one("tinh-trang") in STATES else ""

    @cached_property
    def columns(self):
        chosen = known_columns(self.typed.getlist("cot"))
        return chosen or known_columns(self.saved_columns) or list(DEFAULT)

    @property
    def is_filtered(self):
        return bool(self.words or self.wanted_role or self.under or self.state)

    # Addresses --------------------------------------------------------------------------------------------------

    @cached_property
    def filter_query(self):
        """What is worth keeping under a name, and what a file is made from."""
        return self.query("cot")

    @property
    def page_query(self):
        return self.query_and()

    @property
    def query_everywhere(self):
        return self.query("duoi")

    # People -----------------------------------------------------------------------------------------------------

    def found(self, access):
        """The people who pass every filter: by given name, or as the words were meant."""
        seen = Mandate.objects.visible_to(access).meant()
        held = self._of_state(self._of_body(seen, access))
        if self.wanted_role:
            held = held.filter(role=self.wanted_role)
        people = User.objects.filter(Exists(held.filter(user=OuterRef("pk"))))
        if self.state == NOT_YET:
            people = people.filter(not_joined())
        if self.state == OVER:
            people = people.exclude(Exists(seen.filter(self._lasts(), user=OuterRef("pk"))))
        return find(people, self.words, held, access) if self.words else people.in_order()

    def top(self, access):
        """The body whose people, and those of all below it, are wanted; None where nothing in sight has that code."""
        return UnionBody.objects.visible_to(access).filter(code=self.under).first() if self.under else None

    def _of_body(self, mandates, access):
        if not self.under:
            return mandates
        top = self.top(access)
        return mandates.below(top) if top else mandates.none()

    def _lasts(self):
        return Q(until_on__isnull=True) | Q(until_on__gt=self.today)

    def _of_state(self, mandates):
        match self.state:
            case "dang-giu":
                return mandates.holding_on(self.today)
            case "sap-het":
                return mandates.holding_on(self.today).filter(until_on__lte=self.today + SOON)
            case "cho-xac-nhan":
                return mandates.awaiting_second().filter(self._lasts())
            case "chua-kich-hoat":
                return mandates.filter(self._lasts())
            case "da-thoi":
                return mandates.exclude(self._lasts())
        return mandates
