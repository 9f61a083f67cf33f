"""Which targets, registrations, pledges and results may this person see, and where do they stand?"""

from django.db.models import Case, Count, F, IntegerField, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from targets.lifecycle import REGISTRATION_LABELS
from unions.querysets import ScopedQuerySet


class ParticipantScopedQuerySet(ScopedQuerySet):
    """Rows of a participant: overseen through its body in the live tree."""

    scope_path = "participant__body__path"

    def of_campaign(self, campaign):
        return self.filter(participant__campaign=campaign)


class TargetQuerySet(ParticipantScopedQuerySet):
    def of_kind(self, kind):
        return self.filter(kind=kind)


class RegistrationQuerySet(ParticipantScopedQuerySet):
    def waiting(self):
        return self.filter(state="submitted")

    def approved(self):
        return self.filter(state="approved")

    def unsent(self):
        return self.filter(state__in=["draft", "returned"])

    def oldest_first(self):
        return self.order_by("submitted_at", "pk")


class PledgeQuerySet(ParticipantScopedQuerySet):
    def visible_to(self, access):
        """Unit pledges one oversees; bloc pledges one is a party to or whose bloc one's bodies own."""
        return self.filter(
            access.oversees("participant__body__path")
            | access.oversees("bloc__owner__path")
            | Q(pk__in=self.model.objects.filter(access.oversees("parties__body__path")).values("pk"))
        )

    def live(self):
        return self.exclude(state="superseded")

    def signing(self):
        return self.filter(state="signing")

    def signed(self):
        return self.filter(state="signed")


class ResultQuerySet(ParticipantScopedQuerySet):
    def verified(self):
        return self.filter(state="verified")

    def declared(self):
        return self.filter(state="declared")

    def sent(self):
        """What left the unit: declared or verified. Drafts and returned lines count as missing."""
        return self.filter(state__in=["declared", "verified"])

    def exceptional(self):
        """What a reviewer should read before verifying: explained, not applicable, late, something happened."""
        happened = Q(indicator__kind="zero", num__gt=0)
        return self.filter(~Q(explanation="") | Q(cell="not_applicable") | Q(is_late=True) | happened)

    def with_rank(self):
        """Groups of (participant, phase) with the rank of the line that speaks for the unit (UNIT_STATES)."""
        ranks = [When(state=state, then=Value(rank)) for rank, state in enumerate(UNIT_STATES)]
        rank = Max(Case(*ranks, output_field=IntegerField()))
        return self.order_by().values("participant", "phase").annotate(rank=rank)


# A unit's results of a phase have one word on lists: the latest of these that any of its lines stands in. One line
# sent back makes the unit's word "Trả lại", because that is what somebody must act on.
UNIT_STATES = ("verified", "open", "declared", "returned")


def with_progress(participants, phase=None):
    """Participants with `registration_state`, `pledge_state`, `signed_at` and, for `phase`, `result_rank`, all in the
    one query of the page. A unit without rows has not begun: "draft", "", the rank of "open"."""
    from targets.models import Pledge, Result  # the models import this module

    pledges = Pledge.objects.filter(participant=OuterRef("pk")).live()
    ranks = Result.objects.filter(participant=OuterRef("pk"), phase=phase).with_rank()
    return participants.annotate(
        registration_state=Coalesce(F("registration__state"), Value("draft")),
        pledge_state=Coalesce(Subquery(pledges.values("state")[:1]), Value("")),
        signed_at=Subquery(pledges.values("signed_at")[:1]),
        result_rank=Coalesce(Subquery(ranks.values("rank")[:1]), Value(UNIT_STATES.index("open"))),
    )


def count_states(participants):
    """How many units `with_progress` stand in each state, in one query:
    {"registration": {"draft": 3, …}, "result": {"open": 4, …}, "all": 7}."""
    counts = {"all": Count("pk")}
    for state in REGISTRATION_LABELS:
        counts[f"registration_{state}"] = Count("pk", filter=Q(registration_state=state))
    for rank, state in enumerate(UNIT_STATES):
        counts[f"result_{state}"] = Count("pk", filter=Q(result_rank=rank))
    found = participants.aggregate(**counts)
    return {
        "all": found["all"],
        "registration": {state: found[f"registration_{state}"] for state in REGISTRATION_LABELS},
        "result": {state: found[f"result_{state}"] for state in UNIT_STATES},
    }
