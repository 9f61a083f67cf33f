"""One body: what it is, who acts for it, where it stood, what happened to it – today or as it was on a day."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse

from unions import clock
from unions.body_facts import latest_facts
from unions.body_portrait import Portrait
from unions.change_pages import may_record
from unions.errors import NotAllowed
from unions.models import LedgerEntry, PastName, UnionBody
from unions.paging import stretch
from unions.roles import HOLDERS, Ability
from unions.tree_wishes import Wish
from unions.web import page

LEDGER_PER_PAGE = 30
# What other parts of the app show of a body; the address takes its code.
SLOTS = ("body_campaigns",)


@page("GET")
def body_detail(request, code):
    """Everything about one body; an old code leads to the page of today."""
    today = clock.today()
    body = _seen(request).filter(code=code).first()
    if body is None:
        return redirect("body_detail", code=_renamed(request, code).code)
    wish = Wish(request.GET, today)
    context = {
        "body": body,
        "wish": wish,
        "portrait": Portrait(body, wish.day, today, request.access),
        "facts": latest_facts(body, wish.day),
        "may_change": may_record(request.access, body),
        "may_state": request.access.can(Ability.PLACE, body),
        "may_appoint": request.access.can(Ability.APPOINT, body),
        "may_audit": request.access.can(Ability.AUDIT, body),
        "slots": _slots(body),
    }
    return render(request, "unions/body_detail.html", context)


def _seen(request):
    return UnionBody.objects.visible_to(request.access).select_related("kind", "sector", "parent")


def _renamed(request, code):
    """The body in one's sight that had this code before."""
    before = PastName.objects.filter(code=code, body__in=_seen(request).values("pk")).order_by("-until_on")
    return get_object_or_404(before.select_related("body")[:1]).body


def _slots(body):
    found = []
    for name in SLOTS:
        try:
            found.append(reverse(name, args=[body.code]))
        except NoReverseMatch:
            continue
    return found


@page("GET")
def body_ledger(request, code):
    """What was done with this body, newest first, for those who may read the ledger."""
    body = get_object_or_404(_seen(request), code=code)
    if not request.access.can(Ability.AUDIT, body):
        raise NotAllowed(f"Việc này dành cho {HOLDERS[Ability.AUDIT]} ({body.label}).")
    entries = LedgerEntry.objects.filter(body=body).newest_first()
    shown = stretch(entries, request.GET.get("trang"), per_page=LEDGER_PER_PAGE)
    return render(request, "unions/body_ledger.html", {"body": body, "shown": shown})
