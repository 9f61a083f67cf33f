"""Pages of blocs to read: the list of a year, one bloc with members and history, both as Excel."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render

from unions import clock
from unions.bloc_pages import bloc_of, may_form, owners_of, rows_of, year_meant, years_around
from unions.bloc_workbook import file_of
from unions.contacts import heads_of, masked
from unions.list_sheets import as_file
from unions.models import Bloc, LedgerEntry
from unions.recording import subject_of
from unions.roles import Ability
from unions.rosters import holds
from unions.web import page, query_of

PER_PAGE = 50
LEDGER_PER_PAGE = 30
MOST_IN_A_FILE = 500


@page("GET")
def bloc_list(request):
    """The blocs of one year in one's sight; whoever heads one sees that one."""
    access, today = request.access, clock.today()
    year, owner = year_meant(request.GET.get("nam"), today), request.GET.get("don-vi", "")
    known = Bloc.objects.visible_to(access).order_by("owner__path", "year")
    known = list(known.values_list("year", "owner__code", "owner__name").distinct())
    shown = Paginator(_of(access, year, owner), PER_PAGE).get_page(request.GET.get("trang"))
    mine = owners_of(access)
    context = {
        "year": year,
        "years": years_around({each for each, *_ in known}, today, year),
        "owner": owner,
        "owners": list(dict.fromkeys((code, name) for _, code, name in known)),
        "shown": shown,
        "rows": rows_of(list(shown.object_list), today),
        "query": query_of(request, "trang"),
        "without_year": query_of(request, "trang", "nam"),
        "forming": owner if owner in {body.code for body in mine} else mine[0].code if mine else "",
        "last_year": year - 1,
        "next_year": year + 1,
    }
    return render(request, "unions/bloc_list.html", context)


def _of(access, year, owner):
    found = Bloc.objects.visible_to(access).of_year(year).select_related("owner", "sector").in_order()
    return found.filter(owner__code=owner) if owner else found


@page("GET")
def bloc_detail(request, uid):
    """Who sits in the bloc, since when and in which post; who sat there before; what was done, as sentences."""
    access, today = request.access, clock.today()
    bloc = bloc_of(request, uid)
    day = bloc.day_read_on(today)
    row = rows_of([bloc], today)[0]
    chairs = heads_of([seat.body_id for seat in row.seats], today)
    context = {
        "bloc": bloc,
        "row": row,
        "day": day,
        "members": [_member(seat, chairs, access) for seat in row.seats],
        "past": [seat for seat in _seats(bloc) if not holds(seat, day)],
        "may_form": may_form(access, bloc.owner) and bloc.dissolved_on is None,
        "ledger": _ledger(request, bloc),
    }
    return render(request, "unions/bloc_detail.html", context)


def _seats(bloc):
    return bloc.members.select_related("body").order_by("from_on", "body__sort_key", "pk")


def _member(seat, chairs, access):
    chair = chairs.get(seat.body_id)
    return {
        "seat": seat,
        "chair": chair,
        "phone": masked(chair.user.phone) if chair else "",
        "is_open": any(seat.body.path.startswith(path) for path in access.paths),
    }


def _ledger(request, bloc):
    """What was done with this bloc, newest first; None for those who may not read the ledger."""
    if not request.access.can(Ability.AUDIT, bloc.owner):
        return None
    entries = LedgerEntry.objects.filter(body=bloc.owner, subject=subject_of(bloc)).newest_first()
    return Paginator(entries, LEDGER_PER_PAGE).get_page(request.GET.get("trang"))


@page("GET")
def bloc_list_file(request):
    """The list as it is filtered, and all members, as one workbook."""
    today = clock.today()
    year, owner = year_meant(request.GET.get("nam"), today), request.GET.get("don-vi", "")
    blocs = list(_of(request.access, year, owner)[:MOST_IN_A_FILE])
    if not blocs:
        raise Http404
    data = file_of(rows_of(blocs, today), heading=f"Các khối thi đua năm {year}", today=today)
    return as_file(data, f"Khối thi đua năm {year}")


@page("GET")
def bloc_file(request, uid):
    today = clock.today()
    bloc = bloc_of(request, uid)
    data = file_of(rows_of([bloc], today), heading=f"{bloc.name} ({bloc.year})", today=today)
    return as_file(data, f"{bloc.name} {bloc.year}")
