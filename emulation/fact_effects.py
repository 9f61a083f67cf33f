"""Which campaigns count with a figure of a body that is about to be stated, and does the new one reach them?

A launched campaign keeps the figures it froze; a draft takes those of its cut-off when it is launched.
"""

from django.db.models import Q

from emulation.freezing import freeze
from emulation.lifecycle import CLOSED, DRAFT, PROPOSED, RUNNING
from emulation.models import Campaign, Indicator, Participant
from unions.body_facts import shown
from unions.fact_effects import Effect
from unions.models import BodyFacts


def of_campaigns(body, stated, by, today):
    """Effects on campaigns in sight that this body takes part in, or was chosen for, and that ask for the figure."""
    asking = Indicator.objects.filter(Q(denominator_fact=stated.code) | Q(scope_rules__fact=stated.code))
    seen = Campaign.objects.visible_to(by).filter(pk__in=asking.order_by().values("campaign"))
    rows = Participant.objects.filter(body=body, campaign__in=seen, left_on__isnull=True)
    for row in rows.select_related("campaign", "campaign__organiser", "body").order_by(
        "-campaign__year", "pk"
    ):
        if row.campaign.state in (DRAFT, PROPOSED):
            yield _of_draft(row, stated, today)
        elif row.campaign.state in (RUNNING, CLOSED):
            yield _of_launched(row, stated)


def _of_launched(row, stated):
    kept = row.facts.get(stated.code)
    value = shown(stated.code, kept) if kept is not None else "chưa có"
    day = f", chốt ngày {row.joined_on:%d/%m/%Y}" if row.joined_on else ""
    label = BodyFacts.Code(stated.code).label.lower()
    return Effect(f"{row.campaign.name}: {label} giữ nguyên {value}{day}.", is_frozen=True)


def _of_draft(row, stated, today):
    """What the launch would freeze today, without and with the new figure."""
    cutoff = row.campaign.cutoff_on or today
    freeze([row], row.campaign, on=today, cutoff=cutoff)
    before = row.facts.get(stated.code)
    label = BodyFacts.Code(stated.code).label.lower()
    was = shown(stated.code, before) if before is not None else "chưa có"
    if not _would_count(row, stated, cutoff, today):
        why = f"vì phong trào lấy số tính đến {cutoff:%d/%m/%Y}"
        sentence = f"{row.campaign.name} (đang soạn): {label} vẫn là {was}, {why}."
        return Effect(sentence, is_frozen=True)
    return Effect(
        f"{row.campaign.name} (đang soạn): {label} {was} → {shown(stated.code, stated.value)} khi phát động."
    )


def _would_count(row, stated, cutoff, today):
    """Is there no later figure up to the cut-off (or, where none is that old, up to today)?"""
    known = BodyFacts.objects.filter(body=row.body, code=stated.code).exclude(as_of=stated.as_of)
    if stated.as_of <= cutoff:
        return not known.filter(as_of__gt=stated.as_of, as_of__lte=cutoff).exists()
    is_first = not known.filter(as_of__lte=cutoff).exists()
    return (
        is_first
        and stated.as_of <= today
        and not known.filter(as_of__gt=stated.as_of, as_of__lte=today).exists()
    )
