"""How is a bloc formed and renamed, who sits in it, who heads it, and how is it given up?"""

from django.db import transaction
from django.db.models import Q

from unions.errors import Refusal
from unions.models import Bloc, BlocMember, UnionBody
from unions.placing import require_below
from unions.recording import record
from unions.roles import Ability
from unions.vietnamese import sort_key

Post = BlocMember.Post
AS_IT_WAS = object()  # a post that is not spoken of stays with whoever holds it
NAMES_TOLD = 20  # a sentence of the ledger names so many bodies; the codes of all stand in its data
TOLD = {"number": "số", "word": "cách gọi", "name": "tên", "decision_no": "quyết định", "sector": "khu vực"}


class NotBelowOwner(Refusal):
    sentence = "Khối chỉ nhận đơn vị dưới công đoàn lập khối."


class NumberTaken(Refusal):
    sentence = "Năm này đã có khối mang số đó: chọn số khác."


class AlreadySeated(Refusal):
    """A body sits in one bloc of its owner and year at a time."""


class NotMember(Refusal):
    sentence = "Trưởng khối, phó khối và thường trực phải là đơn vị trong khối."


class PostHeld(Refusal):
    """A bloc has one head and one deputy at a time."""


class TwoPosts(Refusal):
    sentence = "Mỗi đơn vị giữ một vai trò trong khối: chọn các đơn vị khác nhau."


class NotActive(Refusal):
    """A body that has ended, or does not exist yet, competes with nobody."""


class Outsider(Refusal):
    sentence = "Tổ chức ngoài công đoàn không vào khối thi đua của công đoàn."


class WrongYear(Refusal):
    """A bloc is of one year; what happens in it has a day of that year."""


class Dissolved(Refusal):
    sentence = "Khối này đã giải thể nên không thay đổi được nữa."


class StillSeated(Refusal):
    """A bloc is given up when nobody sits in it any more."""


class NobodyChosen(Refusal):
    sentence = "Chưa chọn đơn vị nào: đánh dấu ít nhất một đơn vị."


class ReasonNeeded(Refusal):
    sentence = "Ghi lý do: lý do được lưu trong nhật ký."


# The bloc itself ------------------------------------------------------------------------------------------------------


@transaction.atomic
def form(owner, *, year, number, name, by, at, word=Bloc.Word.BLOC, decision_no="", sector=None):
    """Form a bloc owned by `owner` for one year; returns it without members. `sector` None: of mixed sectors."""
    require_below(by, Ability.PLACE, owner)
    hold(owner)
    _check_number(owner, year, number)
    bloc = Bloc.objects.create(
        owner=owner,
        year=year,
        number=number,
        name=name,
        word=word,
        decision_no=decision_no,
        sector=sector,
        sort_key=sort_key(name),
    )
    decided = f" theo quyết định {decision_no}" if decision_no else ""
    _note("form", f"{by.name} lập {with_year(bloc)}{decided}.", bloc, by, at)
    return bloc


@transaction.atomic
def reform(bloc, *, by, at, **columns):
    """Change number, word, name, decision or sector of a bloc; what stays the same is not told."""
    require_below(by, Ability.PLACE, bloc.owner)
    _check_standing(bloc)
    hold(bloc.owner)
    old = {name: getattr(bloc, name) for name in TOLD}
    changed = {name: columns[name] for name in TOLD if name in columns and columns[name] != old[name]}
    if not changed:
        return bloc
    if "number" in changed:
        _check_number(bloc.owner, bloc.year, changed["number"])
    for name, value in changed.items():
        setattr(bloc, name, value)
    bloc.sort_key = sort_key(bloc.name)
    bloc.save(update_fields=[*changed, "sort_key"])
    words = "; ".join(
        f"{TOLD[name]} từ {_shown(name, old[name])} thành {_shown(name, changed[name])}" for name in changed
    )
    _note("reform", f"{by.name} sửa {old['name']} ({bloc.year}): {words}.", bloc, by, at)
    return bloc


@transaction.atomic
def dissolve(bloc, *, by, at, on, reason):
    """Give a bloc up from the day `on`: nobody sits in it then; its number, members of before and history stay."""
    require_below(by, Ability.PLACE, bloc.owner)
    _check_standing(bloc)
    if not reason.strip():
        raise ReasonNeeded
    left = bloc.members.exclude(until_on__lte=on).values("body").distinct().count()
    if left:
        raise StillSeated(f"Còn {left} đơn vị trong khối: cho rời khối hoặc xếp sang khối khác trước.")
    Bloc.objects.filter(pk=bloc.pk).update(dissolved_on=on)
    bloc.dissolved_on = on
    _note("dissolve", f"{by.name} giải thể {bloc.name} từ {on:%d/%m/%Y}: {reason.strip()}.", bloc, by, at)
    return bloc


# Members --------------------------------------------------------------------------------------------------------------


@transaction.atomic
def seat(bloc, bodies, *, by, at, on, head=None, deputy=None, standing=None):
    """Seat bodies in a bloc from the day `on`; whoever gets a post is among them. A few statements for any number."""
    for body in bodies:
        by.require(Ability.PLACE, body)
        if not body.path.startswith(bloc.owner.path) or body.pk == bloc.owner_id:
            raise NotBelowOwner
    _check_standing(bloc)
    if not bodies:
        raise NobodyChosen
    posts = _posts([(head, Post.HEAD), (deputy, Post.DEPUTY), (standing, Post.STANDING)], bodies)
    _check_year(bloc, on)
    _check_able(bodies, on)
    hold(bloc.owner)
    _check_free(bloc, bodies, on)
    _check_posts_free(bloc, posts.values(), on)
    seats = [
        BlocMember(bloc=bloc, body=body, post=posts.get(body.pk, Post.MEMBER), from_on=on) for body in bodies
    ]
    BlocMember.objects.bulk_create(seats, batch_size=500)
    sentence = f"{by.name} xếp vào {bloc.name} từ {on:%d/%m/%Y}: {names_of(bodies)}."
    _note("seat", sentence, bloc, by, at, bodies)
    return seats


@transaction.atomic
def rotate(bloc, *, head, by, at, on, deputy=None, standing=AS_IT_WAS):
    """Hand the posts over on the day `on`; who held them before stays a member. `standing` None: nobody.

    Seats already written keep their dates: a changed post ends one seat and begins another.
    """
    require_below(by, Ability.PLACE, bloc.owner)
    _check_standing(bloc)
    _check_year(bloc, on)
    seats = list(bloc.members.select_for_update().holding_on(on).select_related("body").order_by("pk"))
    named = [(head, Post.HEAD), (deputy, Post.DEPUTY)]
    if standing is not AS_IT_WAS:
        named.append((standing, Post.STANDING))
    posts = _posts(named, [seat.body for seat in seats])
    if standing is AS_IT_WAS:
        posts = {seat.body_id: Post.STANDING for seat in seats if seat.post == Post.STANDING} | posts
    _hand_over(bloc, [(seat, posts.get(seat.body_id, Post.MEMBER)) for seat in seats], on)
    told = [f", phó khối là {deputy.label}"] if deputy else []
    if standing not in (AS_IT_WAS, None):
        told.append(f", thường trực là {standing.label}")
    sentence = f"{by.name} ghi trưởng khối của {bloc.name} từ {on:%d/%m/%Y} là {head.label}{''.join(told)}."
    _note("rotate", sentence, bloc, by, at)
    return bloc


def _hand_over(bloc, wanted, on):
    """Write the posts that change, [(seat, post)]; a seat that began the same day is rewritten."""
    changed = [(seat, post) for seat, post in wanted if seat.post != post]
    for post in {post for seat, post in changed if seat.from_on == on}:
        same_day = [seat.pk for seat, new in changed if new == post and seat.from_on == on]
        BlocMember.objects.filter(pk__in=same_day).update(post=post)
    older = [(seat, post) for seat, post in changed if seat.from_on < on]
    BlocMember.objects.filter(pk__in=[seat.pk for seat, _ in older]).update(until_on=on)
    BlocMember.objects.bulk_create(
        BlocMember(bloc=bloc, body=seat.body, post=post, from_on=on, until_on=seat.until_on)
        for seat, post in older
    )


def unseat(bloc, body, *, by, at, on, reason):
    """Let a body leave a bloc: `on` is the first day it no longer sits there."""
    return unseat_many(bloc, [body], by=by, at=at, on=on, reason=reason)


@transaction.atomic
def unseat_many(bloc, bodies, *, by, at, on, reason):
    """Let bodies leave a bloc together, all or none of them."""
    for body in bodies:
        by.require(Ability.PLACE, body)
    if not bodies:
        raise NobodyChosen
    if not reason.strip():
        raise ReasonNeeded
    seats = bloc.members.filter(body__in=bodies, until_on__isnull=True, from_on__lt=on)
    there = set(seats.values_list("body", flat=True))
    if missing := [body for body in bodies if body.pk not in there]:
        raise NotMember(
            f"{missing[0].label} không ngồi trong {bloc.name} trước ngày {on:%d/%m/%Y}: ngày rời phải sau ngày vào."
        )
    seats.update(until_on=on)
    told = f"{by.name} cho {names_of(bodies)} rời {bloc.name} từ {on:%d/%m/%Y}: {reason.strip()}"
    _note("unseat", told if told.endswith(".") else f"{told}.", bloc, by, at, bodies)
    return bloc


# Checks ---------------------------------------------------------------------------------------------------------------


def hold(owner):
    """Blocs of one owner change one after the other: two people cannot seat the same body twice."""
    UnionBody.objects.select_for_update().filter(pk=owner.pk).values_list("pk", flat=True).first()


def _check_number(owner, year, number):
    if Bloc.objects.filter(owner=owner, year=year, number=number).exists():
        raise NumberTaken


def _check_standing(bloc):
    if bloc.dissolved_on:
        raise Dissolved


def _check_year(bloc, on):
    if on.year != bloc.year:
        raise WrongYear(f"{bloc.name} là khối của năm {bloc.year}: ghi một ngày trong năm {bloc.year}.")


def _check_able(bodies, on):
    for body in bodies:
        if body.is_external:
            raise Outsider
        if (body.founded_on and body.founded_on > on) or (body.ended_on and body.ended_on <= on):
            raise NotActive(f"{body.label} không hoạt động vào ngày {on:%d/%m/%Y}.")


def _check_free(bloc, bodies, on):
    seats = BlocMember.objects.filter(bloc__owner=bloc.owner_id, bloc__year=bloc.year, body__in=bodies)
    taken = seats.exclude(until_on__lte=on).select_related("body", "bloc").order_by("pk").first()
    if taken:
        raise AlreadySeated(f"{taken.body.label} đã ở {taken.bloc.name} của năm {bloc.year}.")


def _check_posts_free(bloc, posts, on):
    single = {Post.HEAD, Post.DEPUTY} & set(posts)
    if not single:
        return
    held = bloc.members.filter(post__in=single).exclude(Q(until_on__lte=on)).select_related("body")
    if first := held.order_by("pk").first():
        label = first.get_post_display().lower()
        raise PostHeld(f"{bloc.name} đang có {label} là {first.body.label}: ghi việc luân phiên trước.")


def _posts(named, bodies):
    """{body id: post} of [(body or None, post)]; each is among `bodies` and holds one post."""
    given = [(body.pk, post) for body, post in named if body is not None]
    posts = dict(given)
    if len(posts) < len(given):
        raise TwoPosts
    if not set(posts) <= {body.pk for body in bodies}:
        raise NotMember
    return posts


# Words ----------------------------------------------------------------------------------------------------------------


def names_of(bodies):
    """The names of a few bodies; of many the first and how many more."""
    told = ", ".join(body.label for body in bodies[:NAMES_TOLD])
    more = len(bodies) - NAMES_TOLD
    return f"{told} và {more} đơn vị khác" if more > 0 else told


def with_year(bloc):
    """Name and year, the year once."""
    return bloc.name if str(bloc.year) in bloc.name else f"{bloc.name} năm {bloc.year}"


def _shown(name, value):
    if name == "word":
        return f"“{Bloc.Word(value).label}”"
    if name == "sector":
        return f"“{value.name}”" if value else "“hỗn hợp”"
    return f"“{value}”" if value != "" else "chưa ghi"


def _note(act, sentence, bloc, by, at, bodies=()):
    data = {"bodies": [body.code for body in bodies]} if bodies else {}
    record(f"grouping.{act}", sentence, by=by, at=at, subject=bloc, body=bloc.owner, data=data)
