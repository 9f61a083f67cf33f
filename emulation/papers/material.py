"""What must be read of a campaign before its papers can be composed?"""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from emulation.indicator_kinds import Kind
from emulation.models import Dispatch, Indicator
from emulation.organisers import named_as_then
from emulation.papers.letterheads import above, signed_for
from emulation.papers.paper import Sign


@dataclass
class Material:
    """A campaign in memory; the papers are composed from this alone and ask nothing more."""

    campaign: object
    superior: str
    sign: Sign
    on: date
    contents: list = field(default_factory=list)
    indicators: list = field(default_factory=list)
    phases: list = field(default_factory=list)
    movements: list = field(default_factory=list)
    titles: list = field(default_factory=list)
    meetings: list = field(default_factory=list)
    participants: int = 0
    has_blocs: bool = False
    incoming: Dispatch | None = None
    outgoing: Dispatch | None = None

    @property
    def organiser(self):
        return self.campaign.organiser

    @property
    def year(self):
        """The year in the letterhead: of the paper's own day where it is known."""
        day = self.campaign.plan_on or self.campaign.launch_on
        return day.year if day else self.campaign.year

    @property
    def counted(self):
        return [each for each in self.indicators if each.kind != Kind.NARRATIVE]


def gather(campaign, *, on):
    """Read it, in a fixed number of queries; `on` is today, used where the campaign has no day of its own."""
    named_as_then([campaign])
    day = campaign.plan_on or campaign.launch_on or on
    staying = campaign.participants.filter(left_on__isnull=True)
    letters = list(campaign.dispatches.select_related("counterpart"))
    return Material(
        campaign=campaign,
        superior=above(campaign.organiser, day),
        sign=signed_for(campaign.organiser, day),
        on=day,
        contents=list(campaign.contents.prefetch_related("sectors")),
        indicators=_indicators(campaign),
        phases=list(campaign.phases.prefetch_related("calendars__bloc")),
        movements=list(campaign.movements.all()),
        titles=list(campaign.titles.all()),
        meetings=list(campaign.meetings.select_related("bloc").order_by("starts_at", "pk")),
        participants=staying.count(),
        has_blocs=staying.filter(bloc__isnull=False).exists(),
        incoming=_last(letters, Dispatch.Direction.INCOMING),
        outgoing=_last(letters, Dispatch.Direction.OUTGOING),
    )


def local_day(at):
    return timezone.localtime(at).date()


def _indicators(campaign):
    names = ("scope_rules__sector", "scope_rules__kind", "scope_rules__body")
    return list(Indicator.objects.filter(campaign=campaign).with_plan().prefetch_related(*names).in_order())


def _last(letters, direction):
    return next((each for each in reversed(letters) if each.direction == direction), None)
