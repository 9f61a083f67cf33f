"""Pages that fill blocs: who sits in none and is put into one, and last year's blocs copied into the next."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from unions import carrying_over, clock, grouping
from unions.answering import sent
from unions.bloc_forms import CarriedForm, CopyForm, DayForm
from unions.bloc_pages import owner_meant, owners_of, year_meant, years_around
from unions.errors import Refusal
from unions.models import Bloc, BodyKind, Sector
from unions.rosters import day_of_year, first_day, seated_nowhere
from unions.searching import find
from unions.web import known_uids, page, query_of, typed_words

PER_PAGE = 50


@page("GET", "POST")
def bloc_unseated(request):
    """Bodies that sit in no bloc of the year, with ticks and "xếp vào khối …"."""
    access, today = request.access, clock.today()
    owner = owner_meant(request, request.GET.get("don-vi", ""))
    year = year_meant(request.GET.get("nam"), today)
    blocs = list(Bloc.objects.visible_to(access).filter(owner=owner).of_year(year).standing().in_order())
    found = _narrowed(request, seated_nowhere(owner, year, day_of_year(year, today)), owner)
    form = DayForm(sent(request), initial={"on": first_day(year, today)}, year=year)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            bloc, count = _seat(request, blocs, found, form.cleaned_data["on"])
        except Refusal as problem:
            refusal = str(problem)
        else:
            messages.success(request, f"Đã xếp {count} đơn vị vào {bloc.name}.")
            return HttpResponseRedirect(request.get_full_path())
    context = _unseated_context(request, owner, year, found)
    context |= {"blocs": blocs, "form": form, "refusal": refusal, "has_errors": bool(refusal or form.errors)}
    return render(
        request, "unions/bloc_unseated.html", context, status=422 if request.method == "POST" else 200
    )


def _narrowed(request, bodies, owner):
    """What the filters leave: by words, kind, sector; those directly below the owner unless all are wanted."""
    typed, words = request.GET, typed_words(request)
    if typed.get("pham-vi") != "tat-ca":
        bodies = bodies.filter(parent=owner)
    if kind := typed.get("loai"):
        bodies = bodies.filter(kind__code=kind)
    if sector := typed.get("khu-vuc"):
        bodies = bodies.filter(sector__isnull=True) if sector == "-" else bodies.filter(sector__code=sector)
    bodies = bodies.select_related("kind", "sector", "parent")
    return find(bodies, words) if words else bodies.in_order()


def _seat(request, blocs, found, on):
    """Seat those ticked, or all that the filters found, in the chosen bloc; returns it and how many."""
    wanted = known_uids([request.POST.get("khoi", "")])
    bloc = next((each for each in blocs if each.uid in wanted), None)
    if bloc is None:
        raise Refusal("Chọn khối để xếp các đơn vị vào.")
    bodies = (
        found if request.POST.get("act") == "all" else found.filter(code__in=request.POST.getlist("chon"))
    )
    bodies = list(bodies)
    grouping.seat(bloc, bodies, by=request.access, at=request.received_at, on=on)
    return bloc, len(bodies)


def _unseated_context(request, owner, year, found):
    today = clock.today()
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    typed = request.GET
    return {
        "owner": owner,
        "owners": owners_of(request.access),
        "year": year,
        "years": years_around((), today, year),
        "shown": shown,
        "words": typed_words(request),
        "kinds": BodyKind.objects.filter(is_external=False).order_by("rank", "pk"),
        "kind": typed.get("loai", ""),
        "sectors": Sector.objects.all(),
        "sector": typed.get("khu-vuc", ""),
        "is_all": typed.get("pham-vi") == "tat-ca",
        "chosen": typed.get("khoi", "") if request.method == "GET" else request.POST.get("khoi", ""),
        "ticked": set(request.POST.getlist("chon")),
        "query": query_of(request, "trang"),
        "without_scope": query_of(request, "trang", "pham-vi"),
    }


@page("GET", "POST")
def bloc_copy(request):
    """Last year's blocs in the next: what comes along, who stays behind and why, who heads."""
    owner = owner_meant(request, request.GET.get("don-vi", ""))
    today = clock.today()
    year = year_meant(request.GET.get("tu"), date(today.year - 1, 1, 1))
    form, rows = _copy_forms(request, owner, year)
    refusal = ""
    if form.is_valid() and all(row.is_valid() for row in rows):
        try:
            made = _copy(request, owner, year, form, rows)
        except Refusal as problem:
            refusal = str(problem)
        else:
            messages.success(request, f"Đã lập {len(made)} khối của năm {year + 1}.")
            query = urlencode({"nam": year + 1, "don-vi": owner.code})
            return redirect(f"{reverse('bloc_list')}?{query}")
    problems = _problems(form, rows)
    context = {"owner": owner, "year": year, "next_year": year + 1, "form": form, "rows": rows}
    context |= {"is_turning": _is_turning(request), "query": query_of(request, "truong-khoi")}
    context |= {"refusal": refusal, "problems": problems, "has_errors": bool(refusal or problems)}
    return render(request, "unions/bloc_copy.html", context, status=422 if form.is_bound else 200)


def _is_turning(request):
    return request.GET.get("truong-khoi") != "giu"


def _copy_forms(request, owner, year):
    """Day and decision, and one row for each bloc as it would stand on that day."""
    typed, first = sent(request), date(year + 1, 1, 1)
    form = CopyForm(typed, initial={"on": first}, year=year + 1)
    on = form.cleaned_data["on"] if form.is_valid() else first
    foreseen = carrying_over.foresee(owner, year=year, on=on, turning=_is_turning(request))
    return form, [CarriedForm(each, typed) for each in foreseen]


def _copy(request, owner, year, form, rows):
    posts = {row.carried.bloc.pk: row.posts() for row in rows if row.cleaned_data["take"]}
    by, at = request.access, request.received_at
    return carrying_over.carry_over(owner, year=year, by=by, at=at, posts=posts, **form.cleaned_data)


def _problems(form, rows):
    found = form.problems()
    for row in rows:
        for name in row.errors:
            found += [(row[name].id_for_label, sentence) for sentence in row.errors[name]]
    return found
