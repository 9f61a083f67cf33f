"""Which rows may this person see, and which held on that day?"""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

SEGMENT = 8  # digits of one step in a path; digits alone sort alike under every collation


def path_step(number):
    """One step of a path: `42` → `00000042`."""
    return f"{number:0{SEGMENT}d}"


def path_after(path):
    """The first path that is not below `path`; with it a subtree is one index range."""
    return path[:-SEGMENT] + path_step(int(path[-SEGMENT:]) + 1)


def path_lineage(path):
    """All paths from the top down to `path` itself."""
    return [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]


def within(paths, lookup):
    """A condition: the path at `lookup` lies in one of the subtrees. No paths means nothing, never everything."""
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{lookup}__gte": path, f"{lookup}__lt": path_after(path)})
    return condition


class ScopedQuerySet(models.QuerySet):
    """Rows that belong to a body: `scope_path` says where the body's path is found."""

    scope_path = "body__path"

    def visible_to(self, access):
        """The rows of bodies this access oversees (its own included)."""
        return self.filter(access.oversees(self.scope_path))

    def below(self, body):
        """The rows of this body and all bodies under it, as the tree stands today."""
        return self.filter(within([body.path], self.scope_path))


class BodyQuerySet(ScopedQuerySet):
    scope_path = "path"

    def within(self, body):
        return self.filter(within([body.path], "path"))

    def above(self, body):
        """The lineage of a body, top first, without itself."""
        return self.filter(path__in=path_lineage(body.path)[:-1]).order_by("path")

    def active_on(self, day):
        return self.filter(Q(founded_on__isnull=True) | Q(founded_on__lte=day)).filter(
            Q(ended_on__isnull=True) | Q(ended_on__gt=day)
        )

    def grassroots(self):
        return self.filter(kind__is_grassroots=True)

    def internal(self):
        return self.filter(is_external=False)

    def matching(self, words):
        """Search without accents, abbreviations as what they stand for; see `unions.searching` for an order."""
        from unions.searching import matching  # it reads models, which import this module

        return self.filter(matching(words)) if words.split() else self

    def in_order(self):
        """Levels first, then the Vietnamese alphabet."""
        return self.order_by("kind__rank", "sort_key", "pk")


class DatedQuerySet(ScopedQuerySet):
    """Rows that hold from `from_on` until the day before `until_on`."""

    def holding_on(self, day):
        return self.filter(from_on__lte=day).filter(Q(until_on__isnull=True) | Q(until_on__gt=day))


class MandateQuerySet(DatedQuerySet):
    def holding_on(self, day):
        """Mandates in force: dated so, and agreed to by a second person where that is asked for."""
        return super().holding_on(day).in_force()

    def in_force(self):
        """Nobody's word is missing: whether they hold on a day is a matter of days only."""
        return self.meant().filter(awaits_second=False)

    def awaiting_second(self):
        return self.filter(awaits_second=True, withdrawn_at__isnull=True)

    def meant(self):
        """Those that hold, held or will hold: not the ones that were withdrawn before they began."""
        return self.filter(withdrawn_at__isnull=True)


class UserQuerySet(models.QuerySet):
    def visible_to(self, access):
        """People are seen through their posts: whoever holds, held or will hold one at a body that is overseen."""
        held = self.model.mandates.rel.related_model.objects.visible_to(access)
        return self.filter(Exists(held.filter(user=OuterRef("pk"))))

    def bulk_create(self, users, *args, **kwargs):
        users = list(users)
        for user in users:
            user.follow_name()
        return super().bulk_create(users, *args, **kwargs)

    def in_order(self):
        """By given name, as Vietnamese lists of people are."""
        return self.order_by("sort_key", "pk")


class InvitationQuerySet(models.QuerySet):
    def usable_at(self, at):
        return self.filter(used_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at)


class TreeChangeQuerySet(models.QuerySet):
    def visible_to(self, access):
        """Changes decided in one's sight or that concern a body there."""
        parts = self.model.parts.rel.related_model.objects.filter(access.oversees("body__path"))
        return self.filter(access.oversees("decider__path") | Q(pk__in=parts.values("change")))

    def due_on(self, day):
        """Planned changes whose day has come, in the order in which they take effect."""
        return self.filter(state="planned", effective_on__lte=day).order_by("effective_on", "pk")


class BlocQuerySet(ScopedQuerySet):
    scope_path = "owner__path"

    def visible_to(self, access):
        """Blocs of unions one oversees, and those whose head is, today, one's own body."""
        return self.filter(access.oversees(self.scope_path) | Q(pk__in=self._headed_by(access)))

    def _headed_by(self, access):
        if not access.paths:
            return []
        seats = self.model.members.rel.related_model.objects.filter(post="head")
        return seats.filter(body__path__in=access.paths).holding_on(access.day).values("bloc")

    def standing(self):
        """Those that were not given up."""
        return self.filter(dissolved_on__isnull=True)

    def of_year(self, year):
        return self.filter(year=year)

    def in_order(self):
        return self.order_by("owner__path", "year", "number", "pk")


class LedgerQuerySet(ScopedQuerySet):
    def about(self, subject):
        return self.filter(subject=subject).order_by("sequence")

    def newest_first(self):
        return self.order_by(F("sequence").desc())
