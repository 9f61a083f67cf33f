"""How does what a person confirmed of a plan that was read become a draft campaign?

Nothing is written before; then the acts of `drafting` do it together, all or nothing.
"""

from dataclasses import dataclass, field

from django.db import transaction

from emulation import drafting
from emulation.models import PlanText
from emulation.naming import name_movements
from unions.roles import Ability


@dataclass
class Choices:
    """What was confirmed: columns of `drafting.draft`, rows of `set_phases`, `set_contents` and `set_indicators`,
    rows of the catalogues, and names of movements that the catalogue does not have."""

    information: dict
    phases: list = field(default_factory=list)
    contents: list = field(default_factory=list)
    indicators: list = field(default_factory=list)
    movements: list = field(default_factory=list)
    new_movements: list = field(default_factory=list)
    titles: list = field(default_factory=list)


@transaction.atomic
def take(choices, *, organiser, by, at):
    """The draft campaign of `organiser` with everything that was chosen."""
    by.require(Ability.PLAN, organiser)
    campaign = drafting.draft(organiser, by=by, at=at, **choices.information)
    if choices.phases:
        drafting.set_phases(campaign, choices.phases, by=by, at=at)
    if choices.contents:
        drafting.set_contents(campaign, choices.contents, by=by, at=at)
    if choices.indicators:
        drafting.set_indicators(campaign, choices.indicators, by=by, at=at)
    named = name_movements(organiser, choices.new_movements, by=by, at=at, topic=campaign.topic)
    movements = list(dict.fromkeys([*choices.movements, *named]))
    if movements or choices.titles:
        drafting.set_movements(campaign, movements, choices.titles, by=by, at=at)
    return campaign


@transaction.atomic
def take_text(kept, choices, *, by, at):
    """Take what was read of a kept text, once: the second of two taps finds the first one's draft."""
    held = PlanText.objects.select_for_update().get(pk=kept.pk)
    if held.campaign is None:
        held.campaign = take(choices, organiser=kept.organiser, by=by, at=at)
        held.save(update_fields=["campaign"])
    return held.campaign
