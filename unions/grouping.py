"""How is a bloc formed, who sits in it, and who heads it?"""

from django.db import transaction

from unions.errors import Refusal
from unions.models import Bloc, BlocMember
from unions.recording import record
from unions.roles import Ability
from unions.vietnamese import sort_key


class NotBelowOwner(Refusal):
    sentence = "Khối chỉ nhận đơn vị dưới công đoàn lập khối."


@transaction.atomic
def form(owner, *, year, number, name, by, at, word=Bloc.Word.BLOC, decision_no=""):
    """Form a bloc owned by `owner` for one year; returns it without members."""
    by.require(Ability.READ, owner)
    bloc = Bloc.objects.create(
        owner=owner,
        year=year,
        number=number,
        name=name,
        word=word,
        decision_no=decision_no,
        sort_key=sort_key(name),
    )
    record("grouping.form", f"{by.name} lập {name} năm {year}.", by=by, at=at, subject=bloc, body=owner)
    return bloc


@transaction.atomic
def seat(bloc, bodies, *, by, at, on, head=None, deputy=None):
    """Seat bodies in a bloc from the day `on`; `head` and `deputy` are among them."""
    for body in bodies:
        by.require(Ability.PLACE, body)
        if not body.path.startswith(bloc.owner.path):
            raise NotBelowOwner
    posts = {head: BlocMember.Post.HEAD, deputy: BlocMember.Post.DEPUTY}
    seats = [
        BlocMember(bloc=bloc, body=body, post=posts.get(body, BlocMember.Post.MEMBER), from_on=on)
        for body in bodies
    ]
    BlocMember.objects.bulk_create(seats)
    names = ", ".join(body.label for body in bodies)
    record(
        "grouping.seat",
        f"{by.name} xếp vào {bloc.name}: {names}.",
        by=by,
        at=at,
        subject=bloc,
        body=bloc.owner,
    )
    return seats
