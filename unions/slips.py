"""Whose slips are printed now, and what stands on each?

A code is shown once, in the answer to the tap that made it. A list keeps its people in the order of the paper, cut
into parts that stay the same: two people can print one part each, and a reload asks before it makes new codes.
"""

from dataclasses import dataclass

import segno
from django.db import transaction

from unions import admitting
from unions.errors import Refusal
from unions.granting import grantable
from unions.joined import has_joined
from unions.models import Invitation, InviteList, Mandate

PER_PART = 300
PER_PAGE = 10
MOST = 5000


class NobodyChosen(Refusal):
    sentence = "Chưa chọn ai: đánh dấu người ở danh sách rồi bấm in phiếu."


class TooManyChosen(Refusal):
    sentence = f"Mỗi lần chọn nhiều nhất {MOST} người: lọc theo công đoàn cấp trên hoặc theo khối."


class NobodyLeft(Refusal):
    sentence = "Mọi người trong phần này đã kích hoạt tài khoản: không còn phiếu nào phải in."


class PrintedMeanwhile(Refusal):
    sentence = (
        "Phiếu của phần này đã được in. Trang có mã chỉ hiện một lần: in lại là cấp mã mới cho từng người, "
        "phiếu in trước không dùng được nữa."
    )


@dataclass(frozen=True)
class Slip:
    """One piece of paper."""

    mandate: Mandate
    code: str
    address: str
    qr: str
    until: object


@dataclass(frozen=True)
class Part:
    """So many people of a list, printed together: `left_out` are (mandate, reason) of those who get no slip."""

    number: int
    ready: list
    left_out: list
    with_slip: int
    printed: int

    @property
    def pages(self):
        return -(-len(self.ready) // PER_PAGE)

    @property
    def first(self):
        return self.ready[0].body if self.ready else None

    @property
    def last(self):
        return self.ready[-1].body if self.ready else None


@transaction.atomic
def choose(mandates, *, under, by, at):
    """Keep these posts as a list whose slips are printed next."""
    chosen = [mandate.pk for mandate in mandates]
    if not chosen:
        raise NobodyChosen
    if len(chosen) > MOST:
        raise TooManyChosen
    return InviteList.objects.create(under=under, mandates=chosen, made_by=by.user, made_at=at, taken_at=at)


def parts_of(chosen, by, at):
    """The Parts of a list as things stand now; four queries."""
    mandates = _mandates(chosen.mandates, by)
    holders = [mandate.user_id for mandate in mandates.values()]
    barred = _barred(holders, by)
    usable = Invitation.objects.usable_at(at).filter(user__in=holders, purpose=Invitation.Purpose.JOIN)
    invited = set(usable.values_list("user", flat=True))
    found = []
    for start in range(0, len(chosen.mandates), PER_PART):
        some = [mandates[pk] for pk in chosen.mandates[start : start + PER_PART] if pk in mandates]
        number = start // PER_PART + 1
        found.append(_part(number, some, barred, invited, chosen.printed.get(str(number), 0)))
    return found


def _part(number, mandates, barred, invited, printed):
    ready, left_out, seen = [], [], set()
    for mandate in mandates:
        if has_joined(mandate.user):
            left_out.append((mandate, "đã kích hoạt tài khoản"))
        elif mandate.user_id in barred:
            left_out.append(
                (mandate, "còn giữ chức vụ ngoài quyền của đồng chí: công đoàn cấp trên in phiếu")
            )
        elif mandate.user_id not in seen:
            seen.add(mandate.user_id)
            ready.append(mandate)
    return Part(number, ready, left_out, len(seen & invited), printed)


def issue(chosen, number, *, seen, address_of, by, at):
    """Make new codes for one part and return its Slips. `seen` is how often it had been printed when this was asked."""
    ready, codes = _codes(chosen, number, seen, by, at)  # nobody waits for the drawing of squares
    until = at + admitting.GOOD_FOR
    return [_slip(mandate, codes[mandate.user_id], address_of, until) for mandate in ready]


@transaction.atomic
def _codes(chosen, number, seen, by, at):
    chosen = InviteList.objects.select_for_update().get(pk=chosen.pk)
    part = next((each for each in parts_of(chosen, by, at) if each.number == number), None)
    if part is None or not part.ready:
        raise NobodyLeft
    if part.printed != seen:
        raise PrintedMeanwhile
    codes = admitting.invite_many([mandate.user for mandate in part.ready], by=by, at=at)
    chosen.printed[str(number)] = part.printed + 1
    chosen.save(update_fields=["printed"])
    return part.ready, codes


def _slip(mandate, code, address_of, until):
    address = address_of(code)
    qr = segno.make(address, error="m", micro=False).svg_data_uri(border=0, light="white")
    return Slip(mandate, code, address, qr, until)


def sheets_of(slips):
    """Ten to a page."""
    return [slips[start : start + PER_PAGE] for start in range(0, len(slips), PER_PAGE)]


def _mandates(chosen, by):
    """{pk: post} of those that are still in sight and not over, with their people."""
    rows = (
        Mandate.objects.visible_to(by)
        .meant()
        .filter(pk__in=chosen, awaits_second=False, user__is_active=True)
    )
    rows = rows.exclude(until_on__lte=by.day)
    return {row.pk: row for row in rows.select_related("user", "body__parent", "body__kind")}


def _barred(holders, by):
    """Ids of people who hold some post that this person could not give: a code would open that one, too."""
    rows = Mandate.objects.meant().filter(user__in=holders).exclude(until_on__lte=by.day)
    held = rows.select_related("body__kind")
    return {
        each.user_id
        for each in held
        if by.user.pk == each.user_id or each.role not in grantable(by, each.body)
    }
