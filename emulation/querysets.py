"""Which campaigns, phases, indicators and participants may this person see, and which are due?"""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from emulation.lifecycle import CLOSED, DRAFT, PROPOSED, RUNNING
from unions.querysets import ScopedQuerySet


def _campaign_sight(access, prefix=""):
    """Campaigns one oversees (organised at or below one's bodies), and launched ones one's bodies take part in."""
    from emulation.models import Participant  # the model imports this module

    takes_part = Participant.objects.filter(access.oversees("body__path")).values("campaign")
    itself = prefix.removesuffix("__") or "pk"
    taking_part = Q(**{f"{itself}__in": takes_part, f"{prefix}state__in": [RUNNING, CLOSED]})
    return access.oversees(f"{prefix}organiser__path") | taking_part


class CampaignQuerySet(models.QuerySet):
    def visible_to(self, access):
        return self.filter(_campaign_sight(access))

    def running(self):
        return self.filter(state=RUNNING)

    def launched(self):
        return self.filter(state__in=[RUNNING, CLOSED])

    def in_the_making(self):
        return self.filter(state__in=[DRAFT, PROPOSED])

    def newest_first(self):
        return self.order_by("-year", "-plan_on", "-pk")


class CampaignScopedQuerySet(models.QuerySet):
    """Rows of a campaign: seen by whoever sees the campaign."""

    def visible_to(self, access):
        return self.filter(_campaign_sight(access, "campaign__"))


class IndicatorQuerySet(CampaignScopedQuerySet):
    def in_order(self):
        return self.order_by("position", "pk")

    def with_plan(self):
        """What `scoping` and the forms read, in three queries whatever the length."""
        return self.select_related("content").prefetch_related("parts", "scope_rules")


def is_gone(prefix=""):
    """A condition: the unit ended while its campaign runs, and nobody carries on for it; reports say why (DOMAIN §3).

    A campaign that was closed before keeps its units.
    """
    from unions.models import Succession  # the models import this module

    heirs = Succession.objects.filter(old=OuterRef(f"{prefix}body_id"))
    return Q(**{f"{prefix}campaign__state": RUNNING, f"{prefix}body__ended_on__isnull": False}) & ~Exists(
        heirs
    )


class ParticipantQuerySet(ScopedQuerySet):
    scope_path = "body__path"

    def staying(self):
        """Those that neither left the campaign nor ended without an heir."""
        return self.filter(left_on__isnull=True).exclude(is_gone())

    def in_order(self):
        """By bloc, then by name: the order of every table. Units of no bloc come last, on every database."""
        return self.order_by(F("bloc__number").asc(nulls_last=True), "bloc_id", "sort_key", "pk")
