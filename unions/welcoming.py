"""How does somebody, with or without an account yet, come into a post – once, however often the button is pressed?"""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from unions import appointing, delegating, duties, enrolling
from unions.appointing import UsernameTaken
from unions.errors import Refusal
from unions.models import Mandate, User
from unions.notices import tell
from unions.own_account import OthersContact
from unions.person_picking import PersonPick


@dataclass(frozen=True)
class Newcomer:
    """Somebody without an account; `username` is proposed from the name where none was typed."""

    full_name: str
    phone: str = ""
    email: str = ""
    username: str = ""

    def is_like(self, user):
        return user.full_name == self.full_name and user.phone == self.phone


class PerhapsKnown(Refusal):
    """The newcomer may have an account already: `data["twins"]` are those it may be."""


def appoint(who, *, body, by, at, on, is_other=False, **post):
    """Give a person or Newcomer a post; `is_other`: it was said that the newcomer is none of those alike."""

    def act():
        user = _person(who, body, by=by, at=at, is_other=is_other)
        return appointing.appoint(user, body=body, by=by, at=at, on=on, **post)

    return _once(act, who, by, body=body, role=post["role"], from_on=on)


def hand_over(mandate, who, *, by, at, on, is_other=False, **post):
    """Pass a post on to a person or Newcomer, who reads what stands open at the body."""

    def act():
        to = _person(who, mandate.body, by=by, at=at, is_other=is_other)
        new = appointing.hand_over(mandate, to=to, by=by, at=at, on=on, **post)
        if open_now := duties.duties_of(mandate.body, on):
            tell(to, f"Đang mở ở {mandate.body.label}: {duties.in_words(open_now)}.", at)
        return new

    return _once(act, who, by, body=mandate.body, role=mandate.role, from_on=on)


def delegate(mandate, who, *, by, at, on, is_other=False, **term):
    """Let a person or Newcomer act in this post for a time."""

    def act():
        to = _person(who, mandate.body, by=by, at=at, is_other=is_other)
        return delegating.delegate(mandate, to=to, by=by, at=at, on=on, **term)

    return _once(act, who, by, delegation_of=mandate, from_on=on)


def _once(act, who, by, **made):
    """Do it, or find that this person has done exactly it a moment ago."""
    try:
        with transaction.atomic():
            # Of two taps at once the second waits here, then sees whom the first has enrolled.
            list(User.objects.select_for_update(no_key=True).filter(pk=by.user and by.user.pk))
            return act()
    except (Refusal, IntegrityError) as problem:
        done = Mandate.objects.meant().filter(granter=by.user, **made).select_related("user")
        for mandate in done.order_by("-pk"):
            if mandate.user == who or (isinstance(who, Newcomer) and who.is_like(mandate.user)):
                return mandate
        if isinstance(problem, IntegrityError):
            raise UsernameTaken from problem
        raise


def _person(who, body, *, by, at, is_other):
    if isinstance(who, User):
        return who
    if not is_other and (twins := PersonPick(by).twins(body, who.full_name, who.phone)):
        raise PerhapsKnown("Có thể người này đã có tài khoản: chọn đúng người ở dưới.", twins=twins)
    if who.email and enrolling.mail_in_use([who.email.lower()]):
        raise OthersContact("Thư điện tử này đang là của một tài khoản khác: để trống, hoặc ghi thư khác.")
    username = who.username or enrolling.propose_names([[enrolling.stem_of(who.full_name)]])[0]
    columns = {"full_name": who.full_name, "phone": who.phone, "email": who.email}
    return appointing.enrol(username=username, by=by, at=at, **columns)
