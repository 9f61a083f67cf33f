"""Pages of what there is: kinds of body and sectors, with how many bodies stand on each."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from unions import clock, defining
from unions.answering import answer, sent
from unions.kind_forms import EndForm, KindForm, SectorForm
from unions.models import BodyKind, Sector
from unions.web import page


@page("GET")
def kind_list(request):
    defining.require_define(request.access)
    context = {"kinds": defining.kinds_in_use(), "today": clock.today()}
    return render(request, "unions/kind_list.html", context)


@page("GET", "POST")
def kind_new(request):
    defining.require_define(request.access)
    form = KindForm(sent(request))

    def act(by, at):
        return defining.define_kind(by=by, at=at, **form.columns())

    return answer(request, "unions/kind_form.html", form, act, "Đã thêm loại tổ chức.", {}, _kinds)


@page("GET", "POST")
def kind_revise(request, code):
    defining.require_define(request.access)
    kind = get_object_or_404(BodyKind, code=code)
    names = [name for name in KindForm.base_fields if name not in ("code", "allowed_parents")]
    first = {name: getattr(kind, name) for name in names}
    first["allowed_parents"] = [parent.code for parent in kind.allowed_parents.all()]
    form = KindForm(sent(request), initial=first, is_new=False)

    def act(by, at):
        return defining.revise_kind(kind, by=by, at=at, **form.columns())

    context = {"kind": kind, "known": kind.bodies.count()}
    return answer(request, "unions/kind_form.html", form, act, "Đã sửa loại tổ chức.", context, _kinds)


@page("GET", "POST")
def kind_end(request, code):
    defining.require_define(request.access)
    kind = get_object_or_404(BodyKind, code=code)
    if kind.until_on and request.method != "POST":
        raise Http404
    form = EndForm(sent(request))

    def act(by, at):
        return defining.end_kind(kind, by=by, at=at, **form.cleaned_data)

    return answer(request, "unions/kind_end.html", form, act, "Đã ghi ngày cuối.", {"kind": kind}, _kinds)


@page("GET")
def sector_list(request):
    defining.require_define(request.access)
    return render(request, "unions/sector_list.html", {"sectors": defining.sectors_in_use()})


@page("GET", "POST")
def sector_new(request):
    defining.require_define(request.access)
    form = SectorForm(sent(request))

    def act(by, at):
        return defining.define_sector(by=by, at=at, **form.cleaned_data)

    return answer(request, "unions/sector_form.html", form, act, "Đã thêm khu vực.", {}, _sectors)


@page("GET", "POST")
def sector_revise(request, code):
    defining.require_define(request.access)
    sector = get_object_or_404(Sector.objects.select_related("parent"), code=code)
    above = sector.parent.code if sector.parent else None
    first = {"name": sector.name, "parent": above, "position": sector.position}
    form = SectorForm(sent(request), initial=first, sector=sector)

    def act(by, at):
        return defining.revise_sector(sector, by=by, at=at, **form.cleaned_data)

    context = {"sector": sector}
    return answer(request, "unions/sector_form.html", form, act, "Đã sửa khu vực.", context, _sectors)


def _kinds(_):
    return reverse("kind_list")


def _sectors(_):
    return reverse("sector_list")
