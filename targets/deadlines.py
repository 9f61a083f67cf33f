"""How does one deadline stand at one moment?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from targets.lateness import in_full, is_past, left

NEAR = timedelta(hours=24)  # amber begins here: if everything is amber, nothing is


@dataclass(frozen=True)
class Deadline:
    due_at: datetime
    words: str
    is_past: bool
    is_near: bool

    @property
    def in_full(self):
        return in_full(self.due_at)


def deadline(due_at, at):
    """None where there is no deadline."""
    if due_at is None:
        return None
    past = is_past(due_at, at)
    return Deadline(due_at, left(due_at, at), past, not past and due_at - at <= NEAR)
