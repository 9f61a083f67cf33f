"""The page's answer to "Đã đọc": what was shown above the pages is not shown again."""

from django.shortcuts import redirect

from unions.notices import note_seen
from unions.web import page, safe_path, typed_number


@page("POST")
def notice_seen(request):
    shown = [typed_number(text) for text in request.POST.getlist("thong-bao")]
    note_seen(request.access.user, request.received_at, only=[pk for pk in shown if pk is not None])
    return redirect(safe_path(request, request.POST.get("tiep")))
