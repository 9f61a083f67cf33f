"""Which summaries may this person see, and which of them stand in the queue or are finished?"""

from django.db.models import Q

from unions.jobs import JobQuerySet, JobState


class SummaryReportQuerySet(JobQuerySet):
    def visible_to(self, access):
        """Full sight of the scope body is needed, at asking and again at every download."""
        return self.filter(access.oversees("scope__path"))

    def of(self, campaign, phase, scope):
        """All versions of one summary, newest first; their figures are read only where somebody looks at them."""
        return self.filter(campaign=campaign, phase=phase, scope=scope).defer("figures").newest_first()

    def ready(self):
        return self.filter(state=JobState.READY)

    def kept(self):
        """All but those that came to nothing."""
        return self.exclude(state__in=[JobState.FAILED, JobState.CANCELLED])

    def ahead_of(self, report):
        """How many builds a queued one waits for: those being built and those that were asked for earlier."""
        earlier = Q(queued_at__lt=report.queued_at) | Q(queued_at=report.queued_at, pk__lt=report.pk)
        return self.filter(Q(state=JobState.BUILDING) | (Q(state=JobState.QUEUED) & earlier)).count()

    def newest_first(self):
        return self.order_by("-queued_at", "-pk")
