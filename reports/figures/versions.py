"""Which state of a campaign's data do figures belong to?"""

from django.db.models import Max

from unions.models import LedgerEntry


def data_version(campaign):
    """The ledger line up to which a campaign's data go: same number, same figures."""
    return LedgerEntry.objects.filter(topic=campaign.topic).aggregate(last=Max("sequence"))["last"] or 0
