"""What do the pages of blocs share: whose blocs may be changed, which years there are, how a row reads?"""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404

from unions.errors import NotAllowed, OutOfScope
from unions.models import Bloc, BlocMember, UnionBody
from unions.placing import require_below
from unions.roles import Ability
from unions.rosters import holder, rosters
from unions.web import typed_number

Post = BlocMember.Post


@dataclass
class Row:
    """One bloc on a list."""

    bloc: Bloc
    seats: list

    @property
    def head(self):
        return holder(self.seats, Post.HEAD)

    @property
    def deputy(self):
        return holder(self.seats, Post.DEPUTY)


def rows_of(blocs, today):
    found = rosters(blocs, today)
    return [Row(bloc, found[bloc.pk]) for bloc in blocs]


def bloc_of(request, uid):
    """The bloc of an address, for whoever sees it; else it does not exist."""
    seen = Bloc.objects.visible_to(request.access).select_related("owner", "sector")
    return get_object_or_404(seen, uid=uid)


def may_form(access, owner):
    """May this person form and change blocs of `owner`?"""
    try:
        require_below(access, Ability.PLACE, owner)
    except (NotAllowed, OutOfScope):
        return False
    return True


def owners_of(access):
    """Unions in whose name this person may form blocs."""
    bodies = {mandate.body_id: mandate.body for mandate in access.mandates}
    return [body for body in bodies.values() if may_form(access, body)]


def owner_meant(request, code):
    """The union an address names by its code, else one's own; refused to whoever may not form its blocs."""
    if code:
        owner = UnionBody.objects.visible_to(request.access).internal().filter(code=code).first()
        if owner is None:
            raise Http404
        require_below(request.access, Ability.PLACE, owner)
        return owner
    mine = owners_of(request.access)
    if not mine:
        body = request.access.body
        if body is None:
            raise NotAllowed("Việc này dành cho cán bộ tổ chức của công đoàn cấp trên.")
        require_below(request.access, Ability.PLACE, body)
    return mine[0]


def year_meant(text, today):
    """The year of an address, else this one."""
    year = typed_number(text)
    return year if year and 2000 <= year <= 2099 else today.year


def years_around(years, today, year):
    """Years to switch between: those that have blocs, this one and the next, newest first."""
    return sorted({*years, today.year, today.year + 1, year}, reverse=True)
