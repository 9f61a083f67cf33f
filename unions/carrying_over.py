"""Which of this year's blocs go on in the next, with which members and heads, and who is left behind why?"""

import re
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from unions.errors import Refusal
from unions.grouping import NotMember, NumberTaken, Post, TwoPosts, WrongYear, hold, names_of, with_year
from unions.models import Bloc, BlocMember, Succession, UnionBody
from unions.placing import require_below
from unions.recording import record_many
from unions.roles import Ability
from unions.rosters import holds
from unions.vietnamese import sort_key


class NothingChosen(Refusal):
    sentence = "Chưa chọn khối nào để chép: đánh dấu ít nhất một khối."


class NobodyLeft(Refusal):
    """A bloc none of whose members may go on is not copied."""


@dataclass
class Carried:
    """One bloc of the old year and what the new year makes of it."""

    bloc: Bloc
    name: str
    taken: list = field(default_factory=list)  # bodies, in the order in which the posts go round
    left: list = field(default_factory=list)  # (body, why)
    head: UnionBody | None = None
    deputy: UnionBody | None = None
    standing: UnionBody | None = None
    is_there: bool = False  # the new year has a bloc of that number

    @property
    def may_go_on(self):
        return bool(self.taken) and not self.is_there


def foresee(owner, *, year, on, turning=True):
    """[Carried] of the blocs of `year`, as they would stand on the day `on` of the next; nothing is written.

    `turning`: the deputy heads next, the one after is the deputy; else both stay. Five queries for any number.
    """
    blocs = list(Bloc.objects.filter(owner=owner).of_year(year).standing().select_related("owner").in_order())
    seats = BlocMember.objects.filter(bloc__in=blocs).select_related("body__parent")
    seats = [each for each in seats.order_by("body__sort_key", "pk") if _goes_on(each, date(year, 12, 31))]
    reasons = _reasons(owner, year + 1, [seat.body for seat in seats], on)
    there = set(Bloc.objects.filter(owner=owner).of_year(year + 1).values_list("number", flat=True))
    by_bloc = {}
    for seat in seats:
        by_bloc.setdefault(seat.bloc_id, []).append(seat)
    return [_carried(bloc, by_bloc.get(bloc.pk, []), reasons, there, turning) for bloc in blocs]


@transaction.atomic
def carry_over(owner, *, year, by, at, on, posts, decision_no=""):
    """Form next year's blocs after those of `year`: `posts` {bloc id: (head id or None, deputy id or None)} names
    the blocs that go on. Returns the new blocs; members that cannot go on are left out, as `foresee` shows.
    """
    require_below(by, Ability.PLACE, owner)
    if on.year != year + 1:
        raise WrongYear(f"Khối mới là của năm {year + 1}: ghi một ngày trong năm {year + 1}.")
    hold(owner)
    chosen = [each for each in foresee(owner, year=year, on=on) if each.bloc.pk in posts]
    if not chosen:
        raise NothingChosen
    for each in chosen:
        _check(each, year + 1)
        each.head, each.deputy = _chosen(each, *posts[each.bloc.pk])
    blocs = [_next_bloc(each, decision_no) for each in chosen]
    Bloc.objects.bulk_create(blocs)
    pairs = list(zip(chosen, blocs, strict=True))
    seats = [_seat(each, bloc, body, on) for each, bloc in pairs for body in each.taken]
    BlocMember.objects.bulk_create(seats, batch_size=500)
    record_many([_told(each, bloc, by) for each, bloc in pairs], by=by, at=at)
    return blocs


def next_name(name, year):
    """The name a year later: a year that stands in it moves on."""
    return re.sub(rf"(?<!\d){year}(?!\d)", str(year + 1), name)


# Who goes on ----------------------------------------------------------------------------------------------------------


def _goes_on(seat, last_day):
    """Whoever sits there to the end of the year, and whoever left by ending as a body: the page says why."""
    return holds(seat, last_day) or (seat.body.ended_on and seat.until_on == seat.body.ended_on)


def _carried(bloc, seats, reasons, there, turning):
    bodies = [seat.body for seat in seats]
    held = {seat.post: seat.body for seat in seats}
    carried = Carried(bloc, next_name(bloc.name, bloc.year), is_there=bloc.number in there)
    carried.taken = [body for body in bodies if body.pk not in reasons]
    carried.left = [(body, reasons[body.pk]) for body in bodies if body.pk in reasons]
    head, deputy = held.get(Post.HEAD), held.get(Post.DEPUTY)
    if turning:
        head = deputy if deputy in carried.taken else _after(head, bodies, carried.taken)
        deputy = _after(head, bodies, [body for body in carried.taken if body != head])
    carried.head = head if head in carried.taken else None
    carried.deputy = deputy if deputy in carried.taken else None
    standing = held.get(Post.STANDING)
    carried.standing = standing if standing in carried.taken else None
    return carried


def _after(body, bodies, able):
    """The next in the round after `body` that is able; None where nobody is."""
    start = bodies.index(body) + 1 if body in bodies else 0
    return next((each for each in bodies[start:] + bodies[:start] if each in able), None)


def _reasons(owner, year, bodies, on):
    """{body id: why it does not go on}."""
    reasons = {}
    ended = [body for body in bodies if body.ended_on and body.ended_on <= on]
    heirs = Succession.objects.filter(old__in=ended).select_related("new").order_by("pk")
    names = {}
    for row in heirs:
        names.setdefault(row.old_id, []).append(row.new.label)
    for body in ended:
        heir = f", nay là {', '.join(names[body.pk])}" if body.pk in names else ""
        reasons[body.pk] = f"{body.get_state_display().lower()} từ {body.ended_on:%d/%m/%Y}{heir}"
    for body in bodies:
        if body.pk not in reasons and not body.path.startswith(owner.path):
            where = body.parent.label if body.parent else "cấp cao nhất"
            reasons[body.pk] = f"nay trực thuộc {where}"
    seats = BlocMember.objects.filter(bloc__owner=owner, bloc__year=year, body__in=bodies)
    for seat in seats.exclude(until_on__lte=on).select_related("bloc").order_by("pk"):
        reasons.setdefault(seat.body_id, f"đã ở {seat.bloc.name} của năm {year}")
    return reasons


# Writing --------------------------------------------------------------------------------------------------------------


def _check(carried, year):
    if carried.is_there:
        raise NumberTaken(f"Năm {year} đã có khối số {carried.bloc.number}: bỏ đánh dấu {carried.bloc.name}.")
    if not carried.taken:
        raise NobodyLeft(f"{carried.bloc.name} không còn đơn vị nào để chép: bỏ đánh dấu khối này.")


def _chosen(carried, head, deputy):
    bodies = {body.pk: body for body in carried.taken}
    if not {head, deputy} - {None} <= set(bodies):
        raise NotMember(f"{carried.bloc.name}: trưởng khối và phó khối phải là đơn vị được chép sang.")
    if head is not None and head == deputy:
        raise TwoPosts(f"{carried.bloc.name}: trưởng khối và phó khối phải là hai đơn vị khác nhau.")
    return bodies.get(head), bodies.get(deputy)


def _next_bloc(carried, decision_no):
    old = carried.bloc
    return Bloc(
        owner=old.owner,
        year=old.year + 1,
        number=old.number,
        name=carried.name,
        word=old.word,
        decision_no=decision_no,
        sector_id=old.sector_id,
        sort_key=sort_key(carried.name),
    )


def _seat(carried, bloc, body, on):
    posts = [(carried.head, Post.HEAD), (carried.deputy, Post.DEPUTY), (carried.standing, Post.STANDING)]
    post = next((post for holder, post in posts if holder == body), Post.MEMBER)
    return BlocMember(bloc=bloc, body=body, post=post, from_on=on)


def _told(carried, bloc, by):
    posts = [f"trưởng khối {carried.head.label}"] if carried.head else []
    posts += [f"phó khối {carried.deputy.label}"] if carried.deputy else []
    left = f"; không chép: {names_of([body for body, _ in carried.left])}" if carried.left else ""
    sentence = (
        f"{by.name} lập {with_year(bloc)} theo khối của năm {carried.bloc.year} với {len(carried.taken)} "
        f"đơn vị{': ' if posts else ''}{', '.join(posts)}{left}."
    )
    data = {"bodies": [body.code for body in carried.taken], "left": [body.code for body, _ in carried.left]}
    return "grouping.carry_over", sentence, bloc, bloc.owner, "", data
