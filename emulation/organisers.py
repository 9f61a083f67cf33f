"""What was the union called that organised a closed campaign: the name it had then, not today's (DOMAIN §3)?"""

from collections import defaultdict

from django.utils import timezone

from unions.models import PastName


def named_as_then(campaigns):
    """Give the organisers of closed campaigns, as rows at hand, the names of the day of closing; one query at most."""
    closed = [campaign for campaign in campaigns if campaign.closed_at]
    past = defaultdict(list)
    if closed:
        rows = PastName.objects.filter(body__in={campaign.organiser_id for campaign in closed})
        for row in rows.order_by("until_on"):
            past[row.body_id].append(row)
    for campaign in closed:
        day = timezone.localdate(campaign.closed_at)
        for row in past[campaign.organiser_id]:
            if row.until_on > day:
                campaign.organiser.name, campaign.organiser.short_name = row.name, row.short_name
                break
    return campaigns
