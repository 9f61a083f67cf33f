"""In which running campaigns does one's own unit take part, and what of it waits for the union above?"""

from dataclasses import dataclass

from emulation.models import Participant
from targets.views.queue import topmost


@dataclass
class OwnUnit:
    """One's own body in one running campaign: the second hat of an office."""

    participant: Participant
    is_topmost: bool  # nobody in this person's sight stands above it

    @property
    def registration(self):
        return getattr(self.participant, "registration", None)

    @property
    def state(self):
        return self.registration.state if self.registration else "draft"

    @property
    def waits(self):
        return self.is_topmost and self.state == "submitted"


def own_bodies(access):
    """Ids of the bodies one holds a post in, and of the ended ones these carry on for."""
    return [*(mandate.body_id for mandate in access.mandates), *access.carried]


def own_units(access):
    """[OwnUnit] of the bodies this person holds a post in; one query."""
    rows = Participant.objects.visible_to(access).filter(
        body__in=own_bodies(access), campaign__state="running"
    )
    rows = (
        rows.staying()
        .select_related("campaign__organiser", "body", "registration")
        .order_by("campaign", "pk")
    )
    tops = set(topmost(access))
    return [OwnUnit(row, row.body.path in tops) for row in rows]
