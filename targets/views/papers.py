"""The official papers of a campaign, as files to go on working with."""

from io import BytesIO
from urllib.parse import quote

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404

from emulation.models import Campaign
from targets.papers import KINDS, print_paper
from unions import clock
from unions.roles import Ability
from unions.vietnamese import fold
from unions.web import page


@page("GET")
def campaign_paper(request, uid, kind):
    """One paper, to whoever reads at the organiser; `?dang=pdf` for the form that cannot be edited."""
    rows = Campaign.objects.visible_to(request.access).select_related("organiser__kind", "addressee")
    campaign = get_object_or_404(rows, uid=uid)
    request.access.require(Ability.READ, campaign.organiser)
    if kind not in KINDS:
        raise Http404
    form = request.GET.get("dang", "docx")
    data, content_type = print_paper(campaign, kind, form, on=clock.today())
    response = FileResponse(BytesIO(data), content_type=content_type)
    name = f"{KINDS[kind].label} - {campaign.name}"
    plain, full = fold(name).replace(" ", "-"), quote(name, safe="")
    response["Content-Disposition"] = (
        f"attachment; filename=\"{plain}.{form}\"; filename*=UTF-8''{full}.{form}"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store, private"
    return response
