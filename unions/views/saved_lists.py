"""Filters a person keeps under a name, and the columns they want: keep, look at, give up."""

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from unions import saving_lists
from unions.errors import Refusal
from unions.tree_columns import known_columns
from unions.web import page, safe_path

PAGE = "body_list"
PAGES = {PAGE: "Danh sách đơn vị", "person_list": "Danh sách người"}


@page("GET", "POST")
def saved_lists(request):
    """The person's filters of every list; POST keeps one more."""
    typed = {name: request.POST.get(name, "") for name in ("ten", "loc", "trang")}
    of_page = typed["trang"] if typed["trang"] in PAGES else PAGE
    problem = ""
    if request.method == "POST":
        try:
            kept = saving_lists.keep(request.user, of_page, name=typed["ten"], query=typed["loc"])
        except Refusal as refusal:
            problem = str(refusal)
        else:
            messages.success(request, f"Đã lưu bộ lọc “{kept.name}”.")
            return redirect(f"{reverse(of_page)}?{QueryDict(kept.query).urlencode()}")
    groups = [(name, label, saving_lists.saved_on(request.user, name)[0]) for name, label in PAGES.items()]
    context = {"groups": groups, "typed": typed, "problem": problem, "has_errors": bool(problem)}
    return render(request, "unions/saved_lists.html", context, status=422 if problem else 200)


@page("POST")
def saved_list_drop(request, uid):
    saved = get_object_or_404(request.user.saved_lists, uid=uid)
    saving_lists.drop(saved)
    messages.success(request, f"Đã xóa bộ lọc “{saved.name}”.")
    return redirect("saved_lists")


@page("POST")
def body_list_columns(request):
    """Keep which columns the person wants; the list comes back as it was filtered."""
    wants_usual = "lai" in request.POST
    codes = [] if wants_usual else known_columns(request.POST.getlist("cot"))
    saving_lists.keep_columns(request.user, PAGE, codes)
    messages.success(request, "Đã lấy lại các cột ban đầu." if not codes else "Đã đổi các cột của danh sách.")
    return redirect(safe_path(request, request.POST.get("tiep"), reverse(PAGE)))
