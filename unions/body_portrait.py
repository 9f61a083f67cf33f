"""What is there to say of one body on a day: its name then, who held a post, its blocs, its history, its heirs?"""

from functools import cached_property

from unions.as_of import name_on, parent_on, successors_of
from unions.contacts import masked
from unions.history import history_of
from unions.models import UnionBody
from unions.rosters import holds


class Portrait:
    """Read by the body's page; each part is one query or few, whatever the body's size."""

    def __init__(self, body, day, today, access):
        self.body, self.day, self.today, self.access = body, day, today, access
        self.is_then = day != today
        self.name, self.short_name, self.code = name_on(body, day) if self.is_then else _called(body)
        self.parent = parent_on(body, day) if self.is_then else body.parent

    @cached_property
    def parent_label(self):
        if self.parent is None:
            return ""
        return name_on(self.parent, self.day)[0] if self.is_then else self.parent.name

    @cached_property
    def parent_is_open(self):
        """May the reader open the page of the body above?"""
        path = self.parent.path if self.parent else ""
        return any(path.startswith(top) for top in self.access.paths)

    @cached_property
    def mandates(self):
        """[{mandate, phone, holds}]: those in office on the day first; of an earlier day only they."""
        rows = self.body.mandates.in_force().select_related("user").order_by("-from_on", "-pk")
        people = [
            {"mandate": row, "phone": masked(row.user.phone), "holds": holds(row, self.day)} for row in rows
        ]
        if self.is_then:
            return [each for each in people if each["holds"]]
        return sorted(people, key=lambda each: not each["holds"])

    @cached_property
    def seats(self):
        """Seats in blocs, newest first; of an earlier day those held then."""
        rows = self.body.bloc_seats.select_related("bloc").order_by("-bloc__year", "pk")
        return [row for row in rows if not self.is_then or holds(row, self.day)]

    @cached_property
    def history(self):
        """[(day, sentence)] up to the day, the latest first."""
        told = [each for each in history_of(self.body) if not self.is_then or each[0] <= self.day]
        return told[::-1]

    @cached_property
    def heirs(self):
        """Bodies that carry on for one that ended."""
        if self.body.state == UnionBody.State.ACTIVE:
            return []
        keys = successors_of([self.body], self.today)[self.body.pk] - {self.body.pk}
        rows = UnionBody.objects.filter(pk__in=keys).order_by("sort_key", "pk")
        tops = self.access.paths
        return [{"body": row, "is_open": any(row.path.startswith(top) for top in tops)} for row in rows]


def _called(body):
    return body.name, body.short_name, body.code
