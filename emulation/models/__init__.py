"""What is asked: campaigns with their phases, contents, indicators, participants, meetings and dispatches."""

from emulation.models.campaigns import Campaign, Phase, PhaseCalendar
from emulation.models.dispatches import Dispatch
from emulation.models.meetings import Attendance, Meeting, Petition
from emulation.models.participation import Participant
from emulation.models.plan_texts import PlanText
from emulation.models.plans import Content, Indicator, IndicatorPart, Movement, ScopeRule, Title

__all__ = [
    "Attendance",
    "Campaign",
    "Content",
    "Dispatch",
    "Indicator",
    "IndicatorPart",
    "Meeting",
    "Movement",
    "Participant",
    "Petition",
    "Phase",
    "PhaseCalendar",
    "PlanText",
    "ScopeRule",
    "Title",
]
