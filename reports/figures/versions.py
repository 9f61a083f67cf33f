"""Which state of a campaign's data do figures belong to?"""

from django.db.models import Max, Q

from unions.changing import TREE_TOPIC
from unions.models import LedgerEntry
from unions.querysets import path_lineage, within


def data_version(campaign):
    """The ledger line up to which a campaign's data go: same number, same figures.

    Data are what was done in the campaign, and every change of the tree decided below, at or above its organiser: who
    ended then is not counted any more.
    """
    path = campaign.organiser.path
    near = within([path], "body__path") | Q(body__path__in=path_lineage(path))
    # Said twice so that the index on topics is used: the ledger is the longest table of all.
    lines = LedgerEntry.objects.filter(topic__in=[campaign.topic, TREE_TOPIC])
    lines = lines.filter(Q(topic=campaign.topic) | near)
    return lines.aggregate(last=Max("sequence"))["last"] or 0
