"""Who sits in these blocs on a day, and which bodies sit in none?"""

from datetime import date

from django.db.models import Exists, OuterRef

from unions.models import Bloc, BlocMember, UnionBody

POST_ORDER = ("head", "deputy", "standing", "member")


def rosters(blocs, today):
    """{bloc id: its seats, posts first}; each bloc as of its own day (Bloc.day_read_on); one query for all."""
    found = {bloc.pk: [] for bloc in blocs}
    days = {bloc.pk: bloc.day_read_on(today) for bloc in blocs}
    seats = BlocMember.objects.filter(bloc__in=found).select_related("body__kind", "body__sector")
    for seat in seats.order_by("body__sort_key", "pk"):
        if holds(seat, days[seat.bloc_id]):
            found[seat.bloc_id].append(seat)
    for each in found.values():
        each.sort(key=lambda seat: POST_ORDER.index(seat.post))
    return found


def holder(seats, post):
    """The seat that holds a post, or None."""
    return next((seat for seat in seats if seat.post == post), None)


def holds(seat, day):
    return seat.from_on <= day and (seat.until_on is None or seat.until_on > day)


def day_of_year(year, today):
    """Today within that year, else the end of it that is nearest."""
    return Bloc(year=year).day_read_on(today)


def seatable(owner, day):
    """Active union bodies below `owner`: whoever may sit in one of its blocs."""
    below = (
        UnionBody.objects.within(owner).exclude(pk=owner.pk).internal().filter(state=UnionBody.State.ACTIVE)
    )
    return below.active_on(day)


def seated_nowhere(owner, year, day):
    """Of those, the bodies that sit in no bloc of that year, whoever formed it."""
    seats = BlocMember.objects.filter(bloc__year=year, body=OuterRef("pk")).holding_on(day)
    return seatable(owner, day).filter(~Exists(seats))


def first_day(year, today):
    """The day a new seat is most likely meant from: today, or the first of January of a year to come."""
    return max(today, date(year, 1, 1)) if today.year <= year else date(year, 12, 31)
