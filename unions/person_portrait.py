"""What is there to say of one person: posts in sight, how to reach them, their account, what was done about them?"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.urls import reverse

from unions import admitting, delegating, granting
from unions.errors import NotAllowed, OutOfScope, Refusal
from unions.models import Invitation, LedgerEntry, Mandate
from unions.people import account_words, has_ended, holds, may_call, phone_for, term_words
from unions.recording import subject_of
from unions.roles import Ability, Role

TOLD = 30  # sentences of the ledger on the page


@dataclass(frozen=True)
class Act:
    label: str
    icon: str
    url: str


@dataclass(frozen=True)
class Post:
    """One mandate and what the reader may do about it."""

    mandate: Mandate
    term: str
    state: str
    look: str
    is_over: bool
    acts: list

    @property
    def role(self):
        return Role(self.mandate.role).label


class PersonPortrait:
    """Read by the person's page; each part is one query or few."""

    def __init__(self, user, access, at, today):
        self.user, self.access, self.at, self.today = user, access, at, today

    @cached_property
    def mandates(self):
        rows = Mandate.objects.visible_to(self.access).filter(user=self.user)
        related = ("user", "body__kind", "body__parent", "granter", "confirmed_by", "delegation_of__user")
        return list(rows.select_related(*related).order_by("-from_on", "-pk"))

    @cached_property
    def posts(self):
        return [self._post(mandate) for mandate in self.mandates]

    @property
    def current(self):
        return [post for post in self.posts if not post.is_over]

    @property
    def past(self):
        return [post for post in self.posts if post.is_over]

    def _post(self, mandate):
        is_over = bool(mandate.withdrawn_at) or has_ended(mandate, self.today)
        state, look = _state(mandate, self.today)
        acts = [] if mandate.withdrawn_at else list(self._acts(mandate, is_over))
        return Post(mandate, term_words(mandate, self.today), state, look, is_over, acts)

    def _acts(self, mandate, is_over):
        if mandate.awaits_second:
            if granting.may_answer(self.access, mandate):
                yield _act("Xem và trả lời", "check", "grant_confirm", mandate)
            elif self._is_granter(mandate):
                yield _act("Xem, rút lại", "return", "grant_confirm", mandate)
            return
        is_ours = may_take(self.access, mandate)
        if mandate.delegation_of_id:
            if not is_over and (is_ours or mandate.delegation_of.user_id == self.access.user.pk):
                yield _act("Thu hồi ủy quyền", "return", "person_relieve", mandate)
            return
        if is_ours:
            yield _act("Bàn giao", "share", "person_hand_over", mandate)
        if not is_over and is_ours:
            yield _act("Thôi giữ chức", "return", "person_relieve", mandate)
        if holds(mandate, self.today) and delegating.may_delegate(self.access, mandate):
            yield _act("Ủy quyền", "sign", "person_delegate", mandate)

    def _is_granter(self, mandate):
        return self.access.user is not None and mandate.granter_id == self.access.user.pk

    # Reaching them ----------------------------------------------------------------------------------------------

    @property
    def phone(self):
        return phone_for(self.access, self.user, self.mandates)

    @property
    def may_call(self):
        """Is the number there in full, and the address of the letter box with it?"""
        return may_call(self.access, self.mandates) or self.access.user == self.user

    @property
    def account(self):
        return account_words(self.user)

    @cached_property
    def code(self):
        """The way in that is still open: a code or slip given out and not used."""
        rows = Invitation.objects.filter(user=self.user).usable_at(self.at)
        return rows.order_by("-made_at", "-pk").first()

    @property
    def rests_until(self):
        """Until when a reset keeps them from signing; None where it does not."""
        opens = self.user.signing_opens_at
        return opens if opens and opens > self.at else None

    @cached_property
    def may_revise(self):
        """Only who could have given every post they hold: whoever changes a telephone may change who signs in."""
        try:
            admitting.require_over_all([self.user], self.access)
        except (Refusal, NotAllowed, OutOfScope):
            return False
        return True

    # The ledger -------------------------------------------------------------------------------------------------

    @cached_property
    def may_audit(self):
        return any(self.access.can(Ability.AUDIT, mandate.body) for mandate in self.mandates)

    @cached_property
    def history(self):
        """What was done about the person and their posts in one's sight, newest first.

        What bears no body (the account was opened) may name an office elsewhere: told where all their posts are ours.
        """
        if not self.may_audit:
            return []
        subjects = [subject_of(row) for row in (self.user, *self.mandates)]
        told = self.access.oversees("body__path")
        if self.user.mandates.count() == len(self.mandates):
            told |= Q(body__isnull=True)
        return list(LedgerEntry.objects.filter(told, subject__in=subjects).newest_first()[:TOLD])


def may_take(access, mandate):
    """Could this person have given the post? Then they may end it or hand it on."""
    try:
        granting.require_over(mandate, access)
    except (NotAllowed, OutOfScope):
        return False
    return True


def _act(label, icon, name, mandate):
    return Act(label, icon, reverse(name, args=[mandate.uid]))


def _state(mandate, day):
    """(word, look of its chip) of anything but a post that simply holds."""
    if mandate.withdrawn_at:
        return "Đã rút, chưa từng có hiệu lực", "none"
    if mandate.awaits_second:
        return "Chờ người thứ hai xác nhận", "waiting"
    if mandate.from_on > day:
        return "Chưa tới ngày", "waiting"
    return "", ""
