"""What may this person see and do, today?

One Access is made per request. `oversees` decides which rows, `require` decides which acts; both rules are written
here and nowhere else (DESIGN §5).
"""

from functools import cached_property

from django.db.models import Exists, OuterRef, Q

from unions.errors import NotAllowed, OutOfScope, SignInNeeded
from unions.models import BlocMember, Mandate, Succession, UnionBody
from unions.notices import unseen_of
from unions.querysets import path_lineage, within
from unions.roles import ABILITIES, HOLDERS, Ability, Reach, Role

NOTICES_SHOWN = 5  # the others come when these are read


class Access:
    """The mandates a user holds on one day, and what follows from them. Without a mandate: nothing."""

    def __init__(self, user, day, chosen=None):
        """`chosen` is the uid of the mandate the person switched to; it only decides whose name is shown."""
        self.user = user
        self.day = day
        self.chosen = chosen

    @cached_property
    def mandates(self):
        ended = Succession.objects.filter(new=OuterRef("body"), on__lte=self.day, old__ended_on__lte=self.day)
        held = Mandate.objects.filter(user=self.user).holding_on(self.day)
        held = held.annotate(carries=Exists(ended), has_notices=Exists(unseen_of(OuterRef("user"))))
        return list(held.select_related("body", "body__kind", "body__parent").order_by("body__path", "pk"))

    @cached_property
    def mandate(self):
        """The post in whose name the person acts now."""
        for mandate in self.mandates:
            if str(mandate.uid) == str(self.chosen):
                return mandate
        return self.mandates[0] if self.mandates else None

    @property
    def body(self):
        return self.mandate.body if self.mandate else None

    @cached_property
    def is_chair_only(self):
        """Chairs get the phone layout; anyone with an office post gets the desk."""
        return all(mandate.role == Role.CHAIR for mandate in self.mandates)

    @cached_property
    def notices(self):
        """What others did that this person must read; while there is nothing, no query of its own."""
        has_notices = self.mandates[0].has_notices if self.mandates else True
        return list(unseen_of(self.user)[:NOTICES_SHOWN]) if has_notices else []

    # Sight: down, up, beside ------------------------------------------------------------------------------------

    @cached_property
    def paths(self):
        """Roots of the subtrees this person oversees."""
        readers = [mandate for mandate in self.mandates if Ability.READ in ABILITIES[mandate.role]]
        return sorted({path for mandate in readers for path in self._stands_for(mandate)})

    @cached_property
    def lineage(self):
        """Paths above the person's bodies: whoever may ask something of them."""
        return sorted({step for path in self.paths for step in path_lineage(path)[:-1]})

    def oversees(self, lookup):
        """A condition for rows whose body path stands at `lookup`: down the tree, own body included."""
        return within(self.paths, lookup)

    def sees_above(self, lookup):
        return Q(**{f"{lookup}__in": self.lineage})

    @cached_property
    def chaired(self):
        """Ids of the bodies this person chairs."""
        chairs = [mandate for mandate in self.mandates if mandate.role == Role.CHAIR]
        return [pk for mandate in chairs for pk in (mandate.body_id, *self._carried_by(mandate))]

    @cached_property
    def headed_blocs(self):
        """Ids of blocs whose head is, today, a body this person chairs."""
        heads = BlocMember.objects.filter(body__in=self.chaired, post=BlocMember.Post.HEAD).holding_on(
            self.day
        )
        return list(heads.values_list("bloc_id", flat=True))

    def sees(self, body):
        """Is this body within sight: below (oversight) or above (lineage)?"""
        return any(body.path.startswith(path) for path in self.paths) or body.path in self.lineage

    # What ended bodies left open ----------------------------------------------------------------------------------

    @cached_property
    def carried(self):
        """{id of an ended body: it}, for the ended bodies whose open duties are today those of one's own bodies."""
        return {body.pk: body for found in self._carried.values() for body in found}

    @cached_property
    def _carried(self):
        """{id of an own body: ended bodies it carries on for}; no query for bodies that succeeded nobody."""
        found = {mandate.body_id: [] for mandate in self.mandates if mandate.carries}
        frontier = {pk: {pk} for pk in found}  # own body or one it carries on for: own bodies
        while frontier:
            ended = Succession.objects.filter(new__in=frontier, on__lte=self.day, old__ended_on__lte=self.day)
            steps = {}
            for row in ended.select_related("old__kind").order_by("pk"):
                for own in frontier[row.new_id]:
                    found[own].append(row.old)
                    steps.setdefault(row.old_id, set()).add(own)
            frontier = steps
        return found

    def _carried_by(self, mandate):
        return [body.pk for body in self._carried.get(mandate.body_id, ())]

    def _stands_for(self, mandate):
        """Paths of the mandate's body and of those it carries on for."""
        return [mandate.body.path, *(body.path for body in self._carried.get(mandate.body_id, ()))]

    def _reaches(self, mandate, ability, body):
        reach = ABILITIES[mandate.role].get(ability)
        return any(_extends(reach, path, body.path) for path in self._stands_for(mandate)) if reach else False

    # Acts -------------------------------------------------------------------------------------------------------

    def can(self, ability, body):
        return any(self._reaches(mandate, ability, body) for mandate in self.mandates)

    def require(self, ability, body):
        """Return the mandate that carries the right.

        Raises OutOfScope (404) outside the tree, NotAllowed (403, with a sentence) inside it without the right.
        """
        if carrying := self.carrying(ability, body):
            return carrying[0]
        if not self.sees(body):
            raise OutOfScope
        raise NotAllowed(f"Việc này dành cho {HOLDERS[Ability(ability)]} ({body.label}).")

    def carrying(self, ability, body):
        """The mandates that carry the right there; the one acted in comes first."""
        return [mandate for mandate in self._own_first() if self._reaches(mandate, ability, body)]

    def _own_first(self):
        return sorted(self.mandates, key=lambda mandate: mandate is not self.mandate)

    @property
    def name(self):
        return self.user.full_name

    @property
    def post(self):
        """Post and body in whose name this person acts: 'Chủ tịch, CĐCS Công ty …'."""
        return f"{self.mandate.post}, {self.mandate.body.label}" if self.mandate else ""


class Nobody:
    """The access of a visitor: sees nothing, and is asked to sign in before any act."""

    user = None
    mandate = body = chosen = None
    mandates = paths = lineage = chaired = headed_blocs = notices = ()
    carried = {}
    is_chair_only = True
    name = post = ""

    def oversees(self, lookup):
        return within([], lookup)

    def sees_above(self, lookup):
        return within([], lookup)

    def sees(self, body):
        return False

    def can(self, ability, body):
        return False

    def require(self, ability, body):
        raise SignInNeeded


class SystemAccess(Access):
    """The system itself: jobs, commands. Sees everything, may do everything, and is named so in the ledger."""

    user = None
    mandate = body = chosen = None
    mandates = ()
    is_chair_only = False
    name = "Hệ thống"
    post = ""
    chaired = headed_blocs = lineage = notices = ()
    carried = {}

    def __init__(self, day):
        self.day = day

    @cached_property
    def paths(self):
        return list(UnionBody.objects.filter(parent__isnull=True).values_list("path", flat=True))

    def sees(self, body):
        return True

    def can(self, ability, body):
        return True

    def require(self, ability, body):
        return None


def _extends(reach, own, path):
    """Does a hand that reaches so far from `own` come to `path`?"""
    if path == own:
        return reach in (Reach.OWN, Reach.BOTH)
    return path.startswith(own) and reach in (Reach.BELOW, Reach.BOTH)
