"""Whom does somebody want to see on the page of invitations: of which units, in which state, by which words?"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import QueryDict

from unions import searching
from unions.contacts import masked
from unions.granting import grantable
from unions.joined import has_joined, not_joined
from unions.models import Bloc, BlocMember, Invitation, InviteList, Mandate, UnionBody
from unions.picking import MOST_TICKS
from unions.roles import Ability
from unions.vietnamese import fold
from unions.web import known_uids
from unions.wishes import Wishes

NOT_YET, SENT, OVER, JOINED, NOBODY, ALL = (
    "chua-moi",
    "da-moi",
    "het-han",
    "da-kich-hoat",
    "chua-co",
    "tat-ca",
)
STATES = {
    NOT_YET: "Chưa mời",
    SENT: "Đã mời",
    OVER: "Phiếu hết hạn",
    JOINED: "Đã kích hoạt",
    ALL: "Tất cả",
    NOBODY: "Chưa có người phụ trách",
}
LOOKS = {NOT_YET: "unsent", SENT: "waiting", OVER: "late", JOINED: "approved"}
FILTERS = ("q", "duoi", "khoi", "don-vi", "danh-sach")
# Who signed in before and lost the password gets it reset by its own page, with a reason.
NEVER_CAME = not_joined("user__")


@dataclass
class Row:
    """One post on the page, and what became of its holder's invitation."""

    mandate: Mandate
    state: str
    may_invite: bool

    @property
    def label(self):
        return STATES[self.state]

    @property
    def look(self):
        return LOOKS[self.state]

    @property
    def until(self):
        return self.mandate.last_until

    @property
    def phone(self):
        return masked(self.mandate.user.phone)


@dataclass
class InviteWish(Wishes):
    """What stands behind the ? of the page; `office` is the union in whose name one invites."""

    typed: QueryDict
    access: object
    office: UnionBody
    at: object

    kept = (*FILTERS, "tinh-trang")

    @cached_property
    def words(self):
        return self._one("q")

    @cached_property
    def codes(self):
        return [code for code in self.typed.getlist("don-vi") if code][:MOST_TICKS]

    @cached_property
    def is_narrow(self):
        """Somebody came with ticked units or a list: then all states are shown at first."""
        return bool(self.codes or self._one("danh-sach"))

    @property
    def is_filtered(self):
        return any(self._one(name) for name in FILTERS)

    @cached_property
    def state(self):
        return (
            self._one("tinh-trang")
            if self._one("tinh-trang") in STATES
            else (ALL if self.is_narrow else NOT_YET)
        )

    @property
    def upper(self):
        return self._one("duoi")

    @property
    def bloc(self):
        return self._one("khoi")

    @property
    def page_query(self):
        return self.query_and()

    @property
    def state_query(self):
        return self.query_and("tinh-trang")

    # Bodies -----------------------------------------------------------------------------------------------------

    def _bodies(self):
        """Bodies in one's sight and below the office that pass the filters; without filters, all."""
        rows = UnionBody.objects.visible_to(self.access).internal().within(self.office)
        rows = rows.filter(state=UnionBody.State.ACTIVE)
        if not self.access.can(Ability.APPOINT, self.office):
            rows = rows.exclude(pk=self.office.pk)
        if self.codes:
            rows = rows.filter(code__in=self.codes)
        if self.upper:
            top = UnionBody.objects.visible_to(self.access).filter(code=self.upper).first()
            rows = rows.within(top) if top else rows.none()
        if self.bloc:
            blocs = Bloc.objects.visible_to(self.access).filter(uid__in=known_uids([self.bloc]))
            seats = BlocMember.objects.filter(bloc__in=blocs).holding_on(self.access.day)
            rows = rows.filter(pk__in=seats.values("body"))
        return rows

    def empty_bodies(self):
        """Grassroots unions where nobody holds a post or is about to."""
        held = Mandate.objects.meant().exclude(until_on__lte=self.access.day)
        rows = self._bodies().grassroots().filter(~Exists(held.filter(body=OuterRef("pk"))))
        if self.words:
            rows = rows.filter(searching.matching(self.words))
        return rows.select_related("parent", "kind").order_by("path")

    def template_bodies(self):
        """Units for the template: those ticked or filtered, else the ones without anybody."""
        if self.state == NOBODY or not (self.codes or self.upper or self.bloc):
            return self.empty_bodies()
        return self._bodies().grassroots().select_related("parent", "kind").order_by("path")

    # Posts ------------------------------------------------------------------------------------------------------

    def posts(self):
        """Posts that hold or begin later, with `usable_until` and `last_until` of the holder's invitations."""
        rows = (
            Mandate.objects.visible_to(self.access).meant().filter(awaits_second=False, user__is_active=True)
        )
        rows = rows.exclude(until_on__lte=self.access.day).filter(body__in=self._bodies())
        if chosen := self._one("danh-sach"):
            lists = InviteList.objects.filter(made_by=self.access.user, uid__in=known_uids([chosen]))
            rows = rows.filter(pk__in=[pk for each in lists for pk in each.mandates])
        for word in fold(self.words).split():
            rows = rows.filter(Q(user__search_text__contains=word) | searching.matching(word, "body__"))
        sent = Invitation.objects.filter(
            user=OuterRef("user"), purpose=Invitation.Purpose.JOIN, used_at__isnull=True
        )
        usable = sent.usable_at(self.at).values("expires_at")[:1]
        last = sent.order_by("-expires_at").values("expires_at")[:1]
        rows = rows.annotate(usable_until=Subquery(usable), last_until=Subquery(last))
        return (
            self._of_state(rows)
            .select_related("user", "body__parent", "body__kind")
            .order_by("body__path", "pk")
        )

    def _of_state(self, rows):
        match self.state:
            case "chua-moi":
                return rows.filter(NEVER_CAME, last_until__isnull=True)
            case "da-moi":
                return rows.filter(NEVER_CAME, usable_until__isnull=False)
            case "het-han":
                return rows.filter(NEVER_CAME, usable_until__isnull=True, last_until__isnull=False)
            case "da-kich-hoat":
                return rows.exclude(NEVER_CAME)
        return rows

    def row(self, mandate):
        state = state_of(mandate)
        may = state != JOINED and mandate.role in grantable(self.access, mandate.body)
        return Row(mandate, state, may and mandate.user_id != self.access.user.pk)


def state_of(mandate):
    """Of a post of `InviteWish.posts`."""
    if has_joined(mandate.user):
        return JOINED
    if mandate.usable_until:
        return SENT
    return OVER if mandate.last_until else NOT_YET
