"""What the page of a body shows of campaigns: those it takes part in, and those it organises."""

from django.shortcuts import get_object_or_404, render

from emulation.lifecycle import DISCARDED
from emulation.models import Campaign, Participant
from unions.models import UnionBody
from unions.web import page

SHOWN = 50


@page("GET")
def body_campaigns(request, code):
    """Newest first; alone a page, asked for by htmx only the list."""
    access = request.access
    body = get_object_or_404(UnionBody.objects.visible_to(access), code=code)
    seen = Campaign.objects.visible_to(access).exclude(state=DISCARDED)
    joined = Participant.objects.visible_to(access).filter(body=body, campaign__in=seen)
    joined = joined.select_related("campaign__organiser", "bloc").order_by("-campaign__year", "-campaign__pk")
    context = {
        "body": body,
        "joined": list(joined[: SHOWN + 1]),
        "organised": list(seen.filter(organiser=body).newest_first()[: SHOWN + 1]),
        "most": SHOWN,
    }
    part = "emulation/partials/body_campaigns.html" if request.htmx else "emulation/body_campaigns.html"
    return render(request, part, context)
