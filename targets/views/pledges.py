"""Pages of a pledge: sign it, get the receipt, read the document."""

import segno
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from targets import signing
from targets.lateness import LatePolicy, in_full, is_past
from targets.models import Pledge, PledgeParty
from targets.views.words import laid_out
from unions import clock
from unions.errors import Refusal
from unions.roles import Ability
from unions.web import ask_password, is_stepped_up, page, password_age, password_by


@page("GET", "POST")
def pledge_sign(request, uid):
    """Statement, capacity, tick, sign; the password comes first when it was typed longer than ten minutes ago."""
    pledge, parties = _pledge(request, uid)
    party = _own_party(request.access, parties)
    if pledge.state == "drafted":
        return redirect("/")
    if _signature(party) or pledge.state == "superseded":
        return redirect("pledge_receipt", pledge.uid)
    if not is_stepped_up(request):
        return ask_password(request, reverse("pledge_sign", args=[pledge.uid]))
    if request.method != "POST":
        return _show_sign(request, pledge, party)
    if "da-doc" not in request.POST:
        return _show_sign(request, pledge, party, unread=True)
    try:
        _sign(request, pledge, party)
    except Refusal as refusal:
        pledge, parties = _pledge(request, uid)
        return _show_sign(request, pledge, party, refusal=str(refusal))
    return redirect("pledge_receipt", pledge.uid)


@page("GET")
def pledge_receipt(request, uid):
    pledge, parties = _pledge(request, uid)
    if not pledge.content:
        return redirect("/")
    signed = [party for party in parties if _signature(party)]
    mine = next((party for party in signed if request.access.can(Ability.SIGN, party.body)), None)
    context = {
        "pledge": pledge,
        "owner": signing.owner_name(pledge),
        "organiser": pledge.campaign.organiser,
        "signatures": [_signature(party) for party in ([mine] if mine else signed)],
        "waiting": [party for party in parties if not _signature(party)],
        "added": [party for party in signed if party.state == PledgeParty.State.ADDED],
        "short_hash": short(pledge.content_hash),
        "qr": _qr(request, pledge),
        "phases": list(pledge.campaign.phases.order_by("number", "pk")),
    }
    return render(request, "targets/pledge_receipt.html", context)


@page("GET")
def pledge_detail(request, uid):
    """The pledge as an A4 document, and its versions."""
    pledge, parties = _pledge(request, uid)
    if not pledge.content:
        return redirect("/")
    of_owner = pledge.participant.pledges if pledge.participant_id else pledge.bloc.pledges
    context = {
        "pledge": pledge,
        "words": laid_out(signing.words_of(pledge)),
        "owner": signing.owner_name(pledge),
        "parties": [{"party": party, "signature": _signature(party)} for party in parties],
        "versions": list(of_owner.filter(campaign=pledge.campaign).order_by("version", "pk")),
        "short_hash": short(pledge.content_hash),
        "qr": _qr(request, pledge),
        "printed_at": clock.now(),
        "may_sign": pledge.state == "signing" and _awaits(request.access, parties),
    }
    return render(request, "targets/pledge_detail.html", context)


def short(digest):
    """First sixteen digits in fours: 9f3a 61c0 d27e 48b5."""
    return " ".join(digest[place : place + 4] for place in range(0, 16, 4))


def _pledge(request, uid):
    related = ("campaign__organiser", "participant__body", "bloc__owner")
    rows = Pledge.objects.visible_to(request.access).select_related(*related)
    parties = PledgeParty.objects.select_related("body", "signature").order_by("pk")
    pledge = get_object_or_404(rows.prefetch_related(Prefetch("parties", parties)), uid=uid)
    return pledge, list(pledge.parties.all())


def _own_party(access, parties):
    """The party this person signs for; refused with the post that has the right where there is none."""
    own = [party for party in parties if party.body and access.can(Ability.SIGN, party.body)]
    own.sort(key=lambda party: access.body is None or party.body_id != access.body.pk)
    if not own:
        access.require(Ability.SIGN, parties[0].body)
    return own[0]


def _awaits(access, parties):
    """Is there a party this person signs for and has not signed yet?"""
    return any(
        party.body and not _signature(party) and access.can(Ability.SIGN, party.body) for party in parties
    )


def _signature(party):
    return getattr(party, "signature", None)


def _sign(request, pledge, party):
    return signing.sign(
        pledge,
        by=request.access,
        at=clock.now(),
        received_at=request.received_at,
        password_age=password_age(request),
        method=password_by(request),
        seen_hash=request.POST.get("hash", ""),
        party=party,
        late_reason=request.POST.get("ly-do", ""),
    )


def _show_sign(request, pledge, party, unread=False, refusal=""):
    due_at = pledge.campaign.registration_due_at
    opens = signing.rests_until(request.access.user, clock.now())
    context = {
        "resting": signing.resting_words(opens) if opens else "",
        "pledge": pledge,
        "words": laid_out(signing.words_of(pledge)),
        "capacity": signing.capacity_of(pledge, party),
        "mandate": request.access.require(Ability.SIGN, party.body),
        "organiser": pledge.campaign.organiser,
        "is_late": signing.is_due(pledge) and is_past(due_at, request.received_at),
        "is_closed": pledge.campaign.late_policy == LatePolicy.CLOSED,
        "due_words": in_full(due_at) if due_at else "",
        "unread": unread,
        "refusal": refusal,
        "late_reason": request.POST.get("ly-do", ""),
        "has_read": "da-doc" in request.POST,
        "has_errors": unread or bool(refusal),
    }
    status = 422 if context["has_errors"] else 200
    return render(request, "targets/pledge_sign.html", context, status=status)


def _qr(request, pledge):
    """A picture in the page itself (data:), black on white in every theme."""
    address = request.build_absolute_uri(reverse("pledge_detail", args=[pledge.uid]))
    return segno.make(address, error="m", micro=False).svg_data_uri(border=2, light="white")
