"""Pages of an office's own Excel: what was brought in, a file to send, its columns, what it would do."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render

from unions import bringing, clock
from unions.errors import ChangedMeanwhile, Refusal
from unions.import_forms import ColumnsTable, UploadForm
from unions.import_pages import (
    PER_PAGE,
    Step,
    import_of,
    imports_of,
    page_of,
    part_meant,
    placing_of,
    steps_of,
    stretch_of,
    tabs_of,
    told,
    typed_answers,
    unanswered,
)
from unions.import_preview import DOUBTS, sentence_of
from unions.import_returning import marked_file
from unions.import_template import template_file
from unions.list_sheets import as_file
from unions.web import page, query_of

LOOK = "xem"  # the button that shows the columns anew, without going on


@page("GET", "POST")
def import_list(request):
    """Earlier imports in sight, and a file to send."""
    places, today = placing_of(request.access), clock.today()
    first = {"under": request.GET.get("duoi", places[0].code if len(places) == 1 else ""), "as_of": today}
    typed = request.POST if request.method == "POST" else None
    form = UploadForm(typed, places=places, today=today, initial=first)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        chosen, upload = form.cleaned_data, request.FILES.get("tep")
        try:
            row = bringing.receive(
                chosen["under"], upload, chosen["as_of"], by=request.access, at=request.received_at
            )
        except Refusal as problem:
            refusal = f"{problem}"
        else:
            return redirect(page_of(row))
    return _listed(request, form, refusal)


def _listed(request, form, refusal):
    problems = form.problems() if form.is_bound else []
    form.mark_invalid()
    shown = Paginator(imports_of(request.access), PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        "form": form,
        "refusal": refusal,
        "problems": problems,
        "accept": ",".join(bringing.ENDINGS),
        "shown": shown,
        "rows": told(shown.object_list),
        "steps": steps_of(None, 1),
        "query": query_of(request, "trang"),
        "has_errors": bool(refusal or problems),
    }
    return render(request, "unions/import_list.html", context, status=422 if refusal or problems else 200)


@page("GET")
def import_template(request):
    """An empty list with the headings that are understood, how each is filled, and what may be chosen."""
    placing_of(request.access)
    return as_file(template_file(), "Mẫu nhập đơn vị")


@page("GET", "POST")
def import_columns(request, uid):
    """Which sheet is read, where its headings stand, which column means what."""
    row = import_of(request, uid)
    if row.step not in (Step.COLUMNS, Step.PREVIEW):
        return redirect(page_of(row))
    is_sent = request.method == "POST"
    table, refusal = ColumnsTable(row, request.POST if is_sent else None), ""
    goes_on = is_sent and request.POST.get("viec") != LOOK and not table.is_moved
    problems = table.problems() if goes_on else []
    if goes_on and not problems:
        try:
            bringing.match_columns(row, table.mapping, by=request.access, at=request.received_at)
        except Refusal as problem:
            refusal = str(problem)
        else:
            return redirect("import_check", row.uid)
    context = {
        "row": row,
        "table": table,
        "steps": steps_of(row, 2),
        "refusal": refusal,
        "problems": problems,
    }
    context["has_errors"] = bool(refusal or problems)
    return render(request, "unions/import_columns.html", context, status=422 if refusal or problems else 200)


@page("GET")
def import_check(request, uid):
    """What would be added and changed, cell by cell; what cannot be read, and what must be asked."""
    row = import_of(request, uid)
    if row.step != Step.PREVIEW:
        return redirect(page_of(row))
    return _checked(request, row)


def _checked(request, row, refusal="", status=200):
    part = part_meant(row, request.GET.get("loc"))
    context = {
        "row": row,
        "steps": steps_of(row, 3),
        "said": sentence_of(row.preview["counts"]),
        "tabs": tabs_of(row, part),
        "part": part,
        "shown": stretch_of(row, part, request.GET.get("trang")),
        "query": f"loc={part}&",
        "refusal": refusal or row.failure,
        "stop": bringing.hindrance(row),
        "is_stale": bringing.is_stale(row),
        "unanswered": unanswered(row),
        "counts": row.preview["counts"],
        "has_errors": bool(refusal),
    }
    return render(request, "unions/import_check.html", context, status=status)


@page("POST")
def import_answer(request, uid):
    """Keep answers to doubts; htmx sends them one by one, the button shows what they make of the preview."""
    row = import_of(request, uid)
    if row.step != Step.PREVIEW:
        return redirect(page_of(row))
    try:
        if request.POST.get("ban", row.preview["digest"]) != row.preview["digest"]:
            raise ChangedMeanwhile
        bringing.answer(row, typed_answers(row, request.POST), by=request.access, at=request.received_at)
        if not request.htmx:
            bringing.review(row, by=request.access, at=request.received_at)
    except Refusal as problem:
        response = _checked(request, row, str(problem), status=409)
        if request.htmx:  # a fragment has no place for it: the page comes anew
            response["HX-Refresh"] = "true"
        return response
    if request.htmx:
        return render(
            request, "unions/partials/import_answered.html", {"row": row, "unanswered": unanswered(row)}
        )
    messages.success(request, "Đã lưu lựa chọn và đối chiếu lại.")
    left = f"?loc={DOUBTS}" if row.preview["counts"][DOUBTS] else ""
    return redirect(f"{page_of(row)}{left}")


@page("GET")
def import_return(request, uid):
    """The same rows back, with red cells and the reason beside each."""
    row = import_of(request, uid)
    if row.step != Step.PREVIEW:
        return redirect(page_of(row))
    stem = row.file_name.rpartition(".")[0]
    return as_file(marked_file(row), f"{stem} - đánh dấu lỗi")
