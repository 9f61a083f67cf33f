"""Pages of external bodies: whom one's union registers with, reports to or gets papers from."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse

from unions import clock, outside
from unions.answering import answer, sent
from unions.bloc_pages import owner_meant, owners_of
from unions.kind_forms import OutsideForm
from unions.web import page

PER_PAGE = 50


@page("GET")
def outside_list(request):
    bodies = [mandate.body for mandate in request.access.mandates]
    found = outside.outside_of(bodies).select_related("kind", "parent").in_order()
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    context = {"shown": shown, "may_add": bool(owners_of(request.access))}
    return render(request, "unions/outside_list.html", context)


@page("GET", "POST")
def outside_new(request):
    parent = owner_meant(request, request.GET.get("don-vi", ""))
    on = clock.today()
    kinds = outside.outside_kinds(parent, on)
    form = OutsideForm(sent(request), kinds=kinds)

    def act(by, at):
        return outside.add_outside(by=by, at=at, on=on, parent=parent, **form.cleaned_data)

    context = {"parent": parent, "has_kinds": kinds.exists()}
    done = "Đã thêm tổ chức ngoài công đoàn."
    return answer(
        request, "unions/outside_form.html", form, act, done, context, lambda _: reverse("outside_list")
    )
