"""Pages of an import that is taken: the button, how far it is, how it ended, and how it is stopped or given up."""

from django.contrib import messages
from django.shortcuts import redirect, render

from unions import bringing, import_starting
from unions.errors import Refusal
from unions.import_pages import Step, import_of, page_of, steps_of
from unions.import_preview import sentence_of
from unions.jobs import JobState
from unions.web import page

PATIENCE = 20  # seconds in the queue after which the worker seems to be away


@page("POST")
def import_take(request, uid):
    """All of it is taken, in the background."""
    row = import_of(request, uid)
    if row.step == Step.PREVIEW:
        try:
            import_starting.start_taking(row, by=request.access, at=request.received_at)
        except Refusal as problem:
            messages.error(request, str(problem))
    return redirect(page_of(row))


@page("GET")
def import_progress(request, uid):
    """How far it is; asked again by htmx, and by the page itself where there is no JavaScript."""
    row = import_of(request, uid)
    is_going = row.step == Step.TAKING
    if not is_going and row.step != Step.DONE and not request.htmx:
        return redirect(page_of(row))
    counts = row.preview.get("counts")
    waited = (request.received_at - row.queued_at).total_seconds()
    context = {
        "row": row,
        "is_going": is_going,
        "steps": steps_of(row, 4),
        "said": sentence_of(counts) if counts else "",
        "counts": counts,
        "percent": 100 * row.progress_done // row.progress_total if row.progress_total else 0,
        "is_slow": row.state == JobState.QUEUED and waited > PATIENCE,
    }
    if not request.htmx:
        return render(request, "unions/import_progress.html", context)
    response = render(request, "unions/partials/import_progress.html", context)
    if not is_going:
        response["HX-Refresh"] = "true"
    return response


@page("POST")
def import_cancel(request, uid):
    """Stop before it is taken; what was taken already stays, and the page says so."""
    row = import_of(request, uid)
    try:
        import_starting.cancel_taking(row, by=request.access, at=request.received_at)
    except Refusal:
        row.refresh_from_db()
        if row.step == Step.DONE:
            messages.warning(request, "Tệp đã nhập xong trước khi dừng.")
    else:
        messages.success(request, "Đã dừng, chưa đơn vị nào được nhập.")
    return redirect(page_of(row))


@page("POST")
def import_drop(request, uid):
    """Give the file up: nothing of it was taken."""
    row = import_of(request, uid)
    try:
        bringing.drop_import(row, by=request.access, at=request.received_at)
    except Refusal as problem:
        messages.error(request, str(problem))
        return redirect(page_of(row))
    messages.success(request, f"Đã bỏ tệp “{row.file_name}”, không nhập gì.")
    return redirect("import_list")
