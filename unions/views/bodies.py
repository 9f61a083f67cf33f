"""Pages of the tree: which bodies stand in one's sight, and what is known of one of them."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render

from unions import clock
from unions.contacts import heads_of, masked
from unions.models import Bloc, BlocMember, BodyFacts, LedgerEntry, UnionBody
from unions.quantities import SCALE, show
from unions.querysets import SEGMENT
from unions.roles import Ability
from unions.web import page, query_of, typed_words

PER_PAGE = 50
LEDGER_PER_PAGE = 30


@page("GET")
def body_list(request):
    """The tree below one's own bodies, in the order of the tree; a search flattens it."""
    access, today = request.access, clock.today()
    words = typed_words(request)
    found = UnionBody.objects.visible_to(access).select_related("kind", "sector", "parent")
    found = found.matching(words).in_order() if words else found.order_by("path")
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    rows = _rows(list(shown.object_list), access, today)
    context = {
        "rows": rows,
        "shown": shown,
        "words": words,
        "query": query_of(request, "trang"),
        "blocs": _blocs(access, today),
    }
    return render(request, "unions/body_list.html", context)


@page("GET")
def body_detail(request, code):
    today = clock.today()
    related = UnionBody.objects.visible_to(request.access).select_related("kind", "sector", "parent")
    body = get_object_or_404(related, code=code)
    context = {
        "body": body,
        "facts": _latest_facts(body, today),
        "placements": body.placements.select_related("parent").order_by("-from_on", "-pk"),
        "mandates": _mandates(body, today),
        "seats": body.bloc_seats.select_related("bloc").order_by("-bloc__year", "pk"),
        "ledger": _ledger(request, body),
    }
    return render(request, "unions/body_detail.html", context)


def _rows(bodies, access, today):
    heads = heads_of(bodies, today)
    top = min((len(path) for path in access.paths), default=0)
    rows = []
    for body in bodies:
        head = heads.get(body.pk)
        # Deeper than four steps the names would leave no room on a telephone.
        depth = min(4, max(0, (len(body.path) - top) // SEGMENT))
        rows.append(
            {"body": body, "depth": depth, "head": head, "phone": masked(head.user.phone) if head else ""}
        )
    return rows


def _blocs(access, today):
    """This year's blocs of one's own unions with their seats; three queries whatever their number."""
    blocs = list(Bloc.objects.visible_to(access).of_year(today.year).select_related("owner").in_order())
    seats = BlocMember.objects.filter(bloc__in=blocs).holding_on(today).select_related("body")
    by_bloc = {}
    for seat in seats.order_by("body__sort_key", "pk"):
        by_bloc.setdefault(seat.bloc_id, []).append(seat)
    return [{"bloc": bloc, "seats": by_bloc.get(bloc.pk, [])} for bloc in blocs]


def _latest_facts(body, today):
    """Of each figure the latest as of today."""
    latest = {}
    for fact in BodyFacts.objects.filter(body=body, as_of__lte=today).order_by("code", "-as_of", "-pk"):
        latest.setdefault(fact.code, fact)
    found = [latest[code] for code in BodyFacts.Code.values if code in latest]
    return [{"fact": fact, "shown": show(fact.value, _scale(fact))} for fact in found]


def _scale(fact):
    return 1 if fact.code == BodyFacts.Code.FEE_DUE else SCALE  # đồng are kept as they are


def _mandates(body, today):
    rows = body.mandates.select_related("user").order_by("-from_on", "-pk")
    return [{"mandate": row, "phone": masked(row.user.phone), "holds": _holds(row, today)} for row in rows]


def _holds(dated, day):
    return dated.from_on <= day and (dated.until_on is None or dated.until_on > day)


def _ledger(request, body):
    """The body's own history, newest first; None for those who may not read the ledger."""
    if not request.access.can(Ability.AUDIT, body):
        return None
    entries = LedgerEntry.objects.filter(body=body).newest_first()
    return Paginator(entries, LEDGER_PER_PAGE).get_page(request.GET.get("trang"))
