"""What do the rows add up to? The only place that sums."""

from reports.figures.gathering import frozen, gather, gather_for, glance
from reports.figures.versions import data_version

__all__ = ["data_version", "frozen", "gather", "gather_for", "glance"]
