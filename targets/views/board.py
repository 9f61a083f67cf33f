"""The board of a campaign: where does every unit stand, and who must be called?"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from emulation.models import Campaign, Participant
from targets.deadlines import deadline
from targets.models import Registration
from targets.reminders import reminders_of
from targets.reviewing import approve_many
from targets.tallies import NOTHING_YET, standings, tallies
from targets.views.board_filters import LATE_CHOICES, WITHOUT_BLOC, Wanted
from targets.views.board_rows import rows_of
from unions.errors import NotAllowed
from unions.models import Bloc
from unions.web import known_uids, page, typed_number

PER_PAGE = 50


@page("GET")
def board_list(request):
    """Launched campaigns in sight, newest first: which one to look at?"""
    require_office(request.access)
    campaigns = Campaign.objects.visible_to(request.access).launched().select_related("organiser")
    shown = Paginator(campaigns.prefetch_related("phases").newest_first(), PER_PAGE)
    return render(request, "targets/board_list.html", {"shown": shown.get_page(request.GET.get("trang"))})


@page("GET")
def board(request, uid):
    access = request.access
    campaign, phases, wanted = _wanted(request, uid)
    units = wanted.units(_units(access, campaign))
    counted = wanted.counted(units, campaign)
    reported = standings(counted, wanted.phase) if wanted.phase else {}
    counts = wanted.counts(counted, reported)
    found = wanted.chosen(units, campaign).select_related("body", "bloc", "registration")
    shown = Paginator(found.in_order(), PER_PAGE)
    shown.count = counts[wanted.state]  # the tabs know it already
    shown = shown.get_page(wanted.page)
    context = {
        "campaign": campaign,
        "phases": phases,
        "wanted": wanted,
        "deadline": deadline(wanted.due_at(campaign), wanted.at),
        "shown": shown,
        "rows": rows_of(list(shown.object_list), campaign, wanted, access, reported),
        "tabs": wanted.tabs(counts),
        "blocs": _blocs(access, campaign),
        "late_choices": LATE_CHOICES,
        "without_bloc": WITHOUT_BLOC,
    }
    return render(request, "targets/board.html", context)


@page("GET", "POST")
def board_remind(request, uid):
    """Words for Zalo, to be copied: for the units chosen, else for all that have not sent. Changes nothing."""
    campaign, _, wanted = _wanted(request, uid)
    units = wanted.units(_units(request.access, campaign)).select_related("body", "bloc")
    chosen = known_uids(request.POST.getlist("unit") or request.GET.getlist("unit"))
    units = units.filter(uid__in=chosen) if chosen else wanted.unsent(wanted.counted(units, campaign))
    shown = Paginator(units.in_order(), PER_PAGE).get_page(wanted.page)
    address = request.build_absolute_uri("/")
    reminders = reminders_of(list(shown), campaign, wanted.phase, address=address, at=wanted.at)
    context = {"campaign": campaign, "wanted": wanted, "shown": shown, "reminders": reminders}
    return render(request, "targets/board_remind.html", context)


@page("POST")
def registration_approve_many(request, uid):
    """Approve those chosen that registered exactly what was asked and still stand as the page showed them."""
    campaign, *_ = _wanted(request, uid)
    chosen = Registration.objects.visible_to(request.access).of_campaign(campaign).waiting()
    chosen = chosen.filter(participant__uid__in=known_uids(request.POST.getlist("unit")))
    rows = list(chosen.select_related("participant__campaign", "participant__body").order_by("pk"))
    compared = tallies([row.participant_id for row in rows])
    equal = [row for row in rows if compared.get(row.participant_id, NOTHING_YET).is_equal]
    seen = {row.pk: _seen(request, row) for row in equal}
    done = approve_many(equal, by=request.access, at=request.received_at, seen_editions=seen)
    _tell(request, done, [row for row in rows if row not in done])
    return redirect(f"{reverse('board', args=[campaign.uid])}?{request.GET.urlencode()}")


def require_office(access):
    if access.is_chair_only:
        raise NotAllowed("Trang này dành cho cán bộ công đoàn cấp trên. Đồng chí xem ở trang Việc của tôi.")


def _wanted(request, uid):
    launched = Campaign.objects.visible_to(request.access).launched().select_related("organiser")
    campaign = get_object_or_404(launched, uid=uid)
    require_office(request.access)
    phases = list(campaign.phases.order_by("number", "pk"))
    return campaign, phases, Wanted.read(request.GET, phases, request.received_at)


def _units(access, campaign):
    return Participant.objects.visible_to(access).filter(campaign=campaign).staying()


def _blocs(access, campaign):
    return list(Bloc.objects.visible_to(access).filter(participants__campaign=campaign).distinct().in_order())


def _seen(request, row):
    """The edition the page showed; −1, which none is, when the page did not say."""
    return typed_number(request.POST.get(f"edition-{row.participant.uid}"), default=-1)


def _tell(request, done, left):
    if done:
        messages.success(request, f"Đã duyệt {len(done)} bản đăng ký bằng số giao.")
    if left:
        names = "; ".join(row.participant.name for row in left)
        why = "khác số giao, vừa thay đổi hoặc do đồng chí nhập hộ"
        messages.warning(request, f"Còn {len(left)} bản {why}, đồng chí đọc từng bản: {names}.")
    if not done and not left:
        messages.warning(request, "Chưa chọn đơn vị nào đang chờ duyệt.")
