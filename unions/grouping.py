"""How is a bloc formed, who sits in it, and who heads it?"""

from django.db import transaction

from unions.errors import Refusal
from unions.models import Bloc, BlocMember
from unions.placing import require_below
from unions.recording import record
from unions.roles import Ability
from unions.vietnamese import sort_key

Post = BlocMember.Post


class NotBelowOwner(Refusal):
    sentence = "Khối chỉ nhận đơn vị dưới công đoàn lập khối."


class NumberTaken(Refusal):
    sentence = "Năm này đã có khối mang số đó: chọn số khác."


class AlreadySeated(Refusal):
    """A body sits in one bloc of its owner and year at a time."""


class NotMember(Refusal):
    sentence = "Trưởng khối và phó khối phải là đơn vị trong khối."


@transaction.atomic
def form(owner, *, year, number, name, by, at, word=Bloc.Word.BLOC, decision_no=""):
    """Form a bloc owned by `owner` for one year; returns it without members."""
    require_below(by, Ability.PLACE, owner)
    if Bloc.objects.filter(owner=owner, year=year, number=number).exists():
        raise NumberTaken
    bloc = Bloc.objects.create(
        owner=owner,
        year=year,
        number=number,
        name=name,
        word=word,
        decision_no=decision_no,
        sort_key=sort_key(name),
    )
    _note("form", f"{by.name} lập {name} năm {year}.", bloc, by, at)
    return bloc


@transaction.atomic
def seat(bloc, bodies, *, by, at, on, head=None, deputy=None):
    """Seat bodies in a bloc from the day `on`; `head` and `deputy` are among them."""
    for body in bodies:
        by.require(Ability.PLACE, body)
        if not body.path.startswith(bloc.owner.path):
            raise NotBelowOwner
    if not {head, deputy} <= {None, *bodies}:
        raise NotMember
    _check_free(bloc, bodies, on)
    posts = {head: Post.HEAD, deputy: Post.DEPUTY}
    seats = [
        BlocMember(bloc=bloc, body=body, post=posts.get(body, Post.MEMBER), from_on=on) for body in bodies
    ]
    BlocMember.objects.bulk_create(seats)
    names = ", ".join(body.label for body in bodies)
    _note("seat", f"{by.name} xếp vào {bloc.name}: {names}.", bloc, by, at)
    return seats


@transaction.atomic
def rotate(bloc, *, head, by, at, on, deputy=None):
    """Hand the posts of head and deputy over on the day `on`; who held them before stays a member.

    Seats already written keep their dates: a changed post ends one seat and begins another.
    """
    require_below(by, Ability.PLACE, bloc.owner)
    posts = {head.pk: Post.HEAD} | ({deputy.pk: Post.DEPUTY} if deputy else {})
    seats = list(bloc.members.holding_on(on).select_related("body").order_by("pk"))
    if not set(posts) <= {seat.body_id for seat in seats}:
        raise NotMember
    for seat_now in seats:
        post = posts.get(seat_now.body_id, Post.MEMBER)
        if seat_now.post == post or (seat_now.post == Post.STANDING and post == Post.MEMBER):
            continue
        if seat_now.from_on == on:
            BlocMember.objects.filter(pk=seat_now.pk).update(post=post)
        else:
            BlocMember.objects.filter(pk=seat_now.pk).update(until_on=on)
            BlocMember.objects.create(bloc=bloc, body=seat_now.body, post=post, from_on=on)
    with_deputy = f", phó khối là {deputy.label}" if deputy else ""
    sentence = f"{by.name} ghi trưởng khối của {bloc.name} từ {on:%d/%m/%Y} là {head.label}{with_deputy}."
    _note("rotate", sentence, bloc, by, at)
    return bloc


@transaction.atomic
def unseat(bloc, body, *, by, at, on, reason):
    """Let a body leave a bloc: `on` is the first day it no longer sits there."""
    by.require(Ability.PLACE, body)
    seats = bloc.members.filter(body=body, until_on__isnull=True, from_on__lt=on)
    if seats.update(until_on=on) != 1:
        raise NotMember(f"{body.label} không ngồi trong {bloc.name} trước ngày {on:%d/%m/%Y}.")
    _note("unseat", f"{by.name} cho {body.label} rời {bloc.name} từ {on:%d/%m/%Y}: {reason}", bloc, by, at)
    return bloc


def _check_free(bloc, bodies, on):
    seats = BlocMember.objects.filter(bloc__owner=bloc.owner_id, bloc__year=bloc.year, body__in=bodies)
    taken = seats.exclude(until_on__lte=on).select_related("body", "bloc").order_by("pk").first()
    if taken:
        raise AlreadySeated(f"{taken.body.label} đã ở {taken.bloc.name} của năm {bloc.year}.")


def _note(act, sentence, bloc, by, at):
    record(f"grouping.{act}", sentence, by=by, at=at, subject=bloc, body=bloc.owner)
