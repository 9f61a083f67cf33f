"""What is promised and done: targets, registrations, pledges, results."""

from targets.models.pledges import Pledge, PledgeLine, PledgeParty, Signature
from targets.models.registrations import RegisteredTitle, RegisteredWork, Registration, ReturnedLine
from targets.models.results import Evidence, Result, ResultPart, ZeroConfirmation
from targets.models.targets import PriorResult, Target

__all__ = [
    "Evidence",
    "Pledge",
    "PledgeLine",
    "PledgeParty",
    "PriorResult",
    "RegisteredTitle",
    "RegisteredWork",
    "Registration",
    "Result",
    "ResultPart",
    "ReturnedLine",
    "Signature",
    "Target",
    "ZeroConfirmation",
]
