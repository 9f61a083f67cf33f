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


def with_progress(participants):
    """Participants with `registration_state`, `pledge_state` and `signed_at`, all in the one query of the page. A unit
    without rows has not begun: "draft", ""."""
    from targets.models import Pledge  # the models import this module

    pledges = Pledge.objects.filter(participant=OuterRef("pk")).live()
    return participants.annotate(
        registration_state=Coalesce(F("registration__state"), Value("draft")),
        pledge_state=Coalesce(Subquery(pledges.values("state")[:1]), Value("")),
        signed_at=Subquery(pledges.values("signed_at")[:1]),
    )


def count_registrations(participants):
    """How many units `with_progress` stand in each state, in one query: {"all": 7, "draft": 3, …}"""
    counts = {state: Count("pk", filter=Q(registration_state=state)) for state in REGISTRATION_LABELS}
    return participants.aggregate(all=Count("pk"), **counts)


def in_result_states(participants, phase, states):
    """Units whose word for the phase (UNIT_STATES) is one of `states`; those without a row stand with "open".

    One grouped subquery for all units: asked unit by unit, a database without statistics reads the whole phase for
    each of them.
    """
    from targets.models import Result

    ranked, is_open = Result.objects.filter(phase=phase).with_rank(), UNIT_STATES.index("open")
    ranks = [UNIT_STATES.index(state) for state in states if state != "open"]
    condition = Q(pk__in=ranked.filter(rank__in=ranks).values("participant"))
    if "open" in states:
        condition |= ~Q(pk__in=ranked.exclude(rank=is_open).values("participant"))
    return participants.filter(condition)


def sent_late(participants, phase):
    """Units that sent any result of the phase after its deadline."""
    from targets.models import Result

    late = Result.objects.filter(phase=phase, is_late=True)
    return participants.filter(pk__in=late.values("participant"))
