"""Pages that change one bloc: form it, rename it, hand its posts over, let bodies leave, give it up."""

from django.db.models import Max

from unions import clock, grouping
from unions.answering import answer, sent
from unions.bloc_forms import BlocForm, LeaveForm, PostsForm
from unions.bloc_pages import bloc_of, owner_meant, owners_of, rows_of, year_meant
from unions.models import Bloc
from unions.placing import require_below
from unions.roles import Ability
from unions.rosters import first_day
from unions.web import page


@page("GET", "POST")
def bloc_new(request):
    owner = owner_meant(request, request.GET.get("don-vi", ""))
    year = year_meant(request.GET.get("nam"), clock.today())
    last = (
        Bloc.objects.visible_to(request.access)
        .filter(owner=owner)
        .of_year(year)
        .aggregate(last=Max("number"))
    )
    form = BlocForm(sent(request), initial={"year": year, "number": (last["last"] or 0) + 1})
    context = {"owner": owner, "owners": owners_of(request.access), "year": year}

    def act(by, at):
        year = form.cleaned_data["year"]
        return grouping.form(owner, year=year, by=by, at=at, **form.columns())

    return answer(request, "unions/bloc_form.html", form, act, "Đã lập khối. Xếp đơn vị vào khối.", context)


@page("GET", "POST")
def bloc_revise(request, uid):
    bloc = _own_bloc(request, uid)
    sector = bloc.sector.code if bloc.sector else None
    first = {name: getattr(bloc, name) for name in ("number", "word", "name", "decision_no")}
    form = BlocForm(sent(request), initial={**first, "sector": sector}, is_new=False)

    def act(by, at):
        return grouping.reform(bloc, by=by, at=at, **form.columns())

    context = {"bloc": bloc, "owner": bloc.owner}
    return answer(request, "unions/bloc_form.html", form, act, "Đã sửa khối.", context)


@page("GET", "POST")
def bloc_rotate(request, uid):
    """Head, deputy and standing member from a day on."""
    bloc, today = _own_bloc(request, uid), clock.today()
    row = rows_of([bloc], today)[0]
    held = {seat.post: seat.body.code for seat in row.seats}
    first = {name: held.get(name, "") for name in ("head", "deputy", "standing")}
    first["on"] = first_day(bloc.year, today)
    seats = bloc.members.exclude(until_on__lte=bloc.day_read_on(today)).select_related("body")
    bodies = dict.fromkeys(seat.body for seat in seats.order_by("body__sort_key", "pk"))
    form = PostsForm(sent(request), initial=first, bodies=bodies, year=bloc.year)

    def act(by, at):
        return grouping.rotate(bloc, by=by, at=at, on=form.cleaned_data["on"], **form.posts())

    context = {"bloc": bloc, "row": row}
    return answer(request, "unions/bloc_rotate.html", form, act, "Đã ghi các vai trò trong khối.", context)


@page("GET", "POST")
def bloc_leave(request, uid):
    """Let ticked members leave from a day on."""
    bloc, today = _own_bloc(request, uid), clock.today()
    row = rows_of([bloc], today)[0]
    ticked = set(request.POST.getlist("chon") or request.GET.getlist("chon"))
    form = LeaveForm(sent(request), initial={"on": first_day(bloc.year, today)}, year=bloc.year)

    def act(by, at):
        bodies = [seat.body for seat in row.seats if seat.body.code in ticked]
        return grouping.unseat_many(bloc, bodies, by=by, at=at, **form.cleaned_data)

    context = {"bloc": bloc, "row": row, "ticked": ticked}
    return answer(request, "unions/bloc_leave.html", form, act, "Đã ghi đơn vị rời khối.", context)


@page("GET", "POST")
def bloc_dissolve(request, uid):
    bloc, today = _own_bloc(request, uid), clock.today()
    form = LeaveForm(sent(request), initial={"on": first_day(bloc.year, today)}, year=bloc.year)
    form.fields["on"].help_text = "Ngày đầu tiên khối không còn."

    def act(by, at):
        return grouping.dissolve(bloc, by=by, at=at, **form.cleaned_data)

    context = {"bloc": bloc, "row": rows_of([bloc], today)[0]}
    return answer(request, "unions/bloc_dissolve.html", form, act, "Đã ghi khối giải thể.", context)


def _own_bloc(request, uid):
    """A bloc that this person may change."""
    bloc = bloc_of(request, uid)
    require_below(request.access, Ability.PLACE, bloc.owner)
    return bloc
