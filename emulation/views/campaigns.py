"""Pages of campaigns: which are there, and what does one of them say?"""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode

from emulation import scoping, wording
from emulation.lifecycle import CAMPAIGN_LABELS, CLOSED, DISCARDED, DRAFT, PROPOSED, RUNNING
from emulation.models import Campaign, Indicator
from emulation.organisers import named_as_then
from emulation.views import moves
from unions import clock
from unions.models import LedgerEntry
from unions.roles import Ability
from unions.web import page, typed_number, typed_words

PER_PAGE = 50
LEDGER_SHOWN = 30
STATES = [RUNNING, DRAFT, PROPOSED, CLOSED]


@page("GET")
def campaign_list(request):
    """Campaigns in one's sight, newest first; year, state and words to search in the address."""
    access = request.access
    found = Campaign.objects.visible_to(access).exclude(state=DISCARDED)
    words = typed_words(request)
    year, state = (request.GET.get(name, "").strip() for name in ("nam", "trang-thai"))
    narrowed = found.filter(name__icontains=words) if words else found
    narrowed = narrowed.filter(year=number) if (number := typed_number(year)) is not None else narrowed
    counts = dict(narrowed.order_by().values_list("state").annotate(Count("pk")))
    shown = narrowed.filter(state=state) if state in CAMPAIGN_LABELS else narrowed
    leaving = Count("participants", filter=Q(participants__left_on__isnull=True), distinct=True)
    rows = shown.select_related("organiser").annotate(unit_count=leaving).prefetch_related("phases")
    page_shown = Paginator(rows.newest_first(), PER_PAGE).get_page(request.GET.get("trang"))
    named_as_then(page_shown.object_list)
    context = {
        "shown": page_shown,
        "tabs": _tabs(counts, words, year, state),
        "years": sorted(set(found.order_by().values_list("year", flat=True)), reverse=True),
        "words": words,
        "year": year,
        "state": state,
        "today": clock.today(),
        "may_plan": bool(planned_for(access)),
    }
    return render(request, "emulation/campaign_list.html", context)


@page("GET")
def campaign_detail(request, uid):
    """The plan as one page, in the order of the printed one; staff also see its history and what may be done."""
    access = request.access
    campaign = get_object_or_404(
        Campaign.objects.visible_to(access).select_related("organiser", "addressee"), uid=uid
    )
    named_as_then([campaign])
    context = {"campaign": campaign, "today": clock.today(), **plan_of(campaign)}
    if not access.can(Ability.READ, campaign.organiser):
        return render(request, "emulation/campaign_read.html", context)
    context |= {
        "groups": _by_bloc(campaign),
        "moves": moves.allowed(campaign, access),
        "may_plan": access.can(Ability.PLAN, campaign.organiser),
        "may_launch": access.can(Ability.LAUNCH, campaign.organiser),
        "ledger": _ledger(campaign, access),
    }
    return render(request, "emulation/campaign_detail.html", context)


def plan_of(campaign, participant=None):
    """What the plan says: contents with their indicators in words, phases, movements, titles.

    With a participant (kept beside the row: `is_asked`, `why_not`) the page marks what does not concern that unit.
    """
    indicators = list(readable(campaign))
    contents = list(campaign.contents.prefetch_related("sectors"))
    return {
        "loose": said([each for each in indicators if each.content_id is None], participant),
        "contents": [
            {
                "content": content,
                "indicators": said([i for i in indicators if i.content_id == content.pk], participant),
            }
            for content in contents
        ],
        "phases": list(campaign.phases.select_related("books_closed_by")),
        "movements": list(campaign.movements.all()),
        "titles": list(campaign.titles.all()),
    }


def readable(campaign):
    """Indicators of the plan with everything `wording` and `scoping` read."""
    names = ("scope_rules__sector", "scope_rules__kind", "scope_rules__body")
    return Indicator.objects.filter(campaign=campaign).with_plan().prefetch_related(*names).in_order()


def said(indicators, participant=None):
    rows = []
    for indicator in indicators:
        why_not = scoping.why_not(indicator, participant) if participant else ""
        rows.append(
            {
                "indicator": indicator,
                "aim": wording.aim(indicator),
                "scope": wording.scope(indicator),
                "answer": wording.answer(indicator),
                "why_not": why_not,
            }
        )
    return rows


def planned_for(access):
    """Bodies in whose name this person may write a plan."""
    bodies = {m.body.pk: m.body for m in access.mandates if access.can(Ability.PLAN, m.body)}
    return list(bodies.values())


def required_organisers(access):
    """The same, for pages that need one; where there is none, they say who may."""
    organisers = planned_for(access)
    if not organisers:
        if access.body is None:
            raise Http404
        access.require(Ability.PLAN, access.body)
    return organisers


def _tabs(counts, words, year, state):
    kept = {name: value for name, value in (("q", words), ("nam", year)) if value}
    tabs = [
        {"label": "Tất cả", "count": sum(counts.values()), "query": urlencode(kept), "current": not state}
    ]
    for code in STATES:
        query = urlencode({**kept, "trang-thai": code})
        label = CAMPAIGN_LABELS[code]
        tabs.append({"label": label, "count": counts.get(code, 0), "query": query, "current": state == code})
    return tabs


def _by_bloc(campaign):
    """[{bloc, participants}] in the order of every table; those outside the blocs come last."""
    groups = {}
    rows = campaign.participants.select_related("bloc", "body", "sector").order_by(
        "bloc__number", "sort_key", "pk"
    )
    for row in rows:
        groups.setdefault(row.bloc, []).append(row)
    outside = groups.pop(None, [])
    listed = [{"bloc": bloc, "participants": members} for bloc, members in groups.items()]
    return [*listed, {"bloc": None, "participants": outside}] if outside else listed


def _ledger(campaign, access):
    """The campaign's history, newest first; None for those who may not read the ledger."""
    if not access.can(Ability.AUDIT, campaign.organiser):
        return None
    entries = LedgerEntry.objects.visible_to(access).filter(topic=campaign.topic)
    return list(entries.newest_first()[:LEDGER_SHOWN])
