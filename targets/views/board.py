"""The board of a campaign: where does every unit stand, and who must be called?"""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render

from emulation.models import Campaign, Participant
from targets.querysets import count_states
from unions.errors import NotAllowed
from unions.models import Bloc
from unions.web import page

PER_PAGE = 50
LATE_CHOICES = {"muon": "Nộp muộn", "qua-han": "Quá hạn chưa gửi"}


@page("GET")
def board_list(request):
    """Launched campaigns in sight, newest first: which one to look at?"""
    require_office(request.access)
    campaigns = Campaign.objects.visible_to(request.access).launched().select_related("organiser")
    shown = Paginator(campaigns.newest_first(), PER_PAGE).get_page(request.GET.get("trang"))
    return render(request, "targets/board_list.html", {"shown": shown})


@page("GET")
def board(request, uid):
    access = request.access
    launched = Campaign.objects.visible_to(access).launched().select_related("organiser")
    campaign = get_object_or_404(launched, uid=uid)
    require_office(access)
    phases = list(campaign.phases.order_by("number", "pk"))
    wanted = Wanted.read(request.GET, phases)
    units = wanted.units(Participant.objects.visible_to(access).filter(campaign=campaign).staying())
    counts = count_states(wanted.counted(units, campaign))
    rows = wanted.chosen(units, campaign)
    shown = Paginator(rows.select_related("body", "bloc", "registration").in_order(), PER_PAGE)
    shown = shown.get_page(wanted.page)
    context = {
        "campaign": campaign,
        "phases": phases,
        "wanted": wanted,
        "shown": shown,
        "rows": _rows(list(shown.object_list), campaign, wanted.phase, access),
        "tabs": wanted.tabs(counts),
        "blocs": list(Bloc.objects.filter(participants__campaign=campaign).distinct().in_order()),
        "late_choices": LATE_CHOICES,
    }
    return render(request, "targets/board.html", context)


def require_office(access):
    if access.is_chair_only:
        raise NotAllowed("Trang này dành cho cán bộ công đoàn cấp trên. Đồng chí xem ở trang Việc của tôi.")
