"""The page of slips: what would be printed, and, once in the answer to the tap, the paper itself."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode

from unions import slips
from unions.errors import Refusal
from unions.invite_lists import office_of
from unions.web import ask_password, is_stepped_up, page, typed_number


@page("GET", "POST")
def invite_slips(request, uid):
    """The parts of a list; POST makes new codes for one of them and shows them, this once."""
    access, at = request.access, request.received_at
    chosen = get_object_or_404(request.user.invite_lists, uid=uid, taken_at__isnull=False)
    office_of(access)
    if not is_stepped_up(request):
        return ask_password(request, request.path)
    refusal = ""
    if request.method == "POST":
        try:
            made = _issued(request, chosen)
        except Refusal as problem:
            refusal = str(problem)
            chosen.refresh_from_db()
        else:
            context = {
                "chosen": chosen,
                "sheets": slips.sheets_of(made),
                "count": len(made),
                "host": request.get_host(),
            }
            return render(request, "unions/invite_paper.html", context)
    parts = slips.parts_of(chosen, access, at)
    context = {"chosen": chosen, "parts": parts, "refusal": refusal, "has_errors": bool(refusal)}
    context |= {"ready": sum(len(part.ready) for part in parts), "per_page": slips.PER_PAGE}
    context |= {"left_out": [each for part in parts for each in part.left_out]}
    return render(request, "unions/invite_slips.html", context, status=422 if refusal else 200)


def _issued(request, chosen):
    def address_of(code):
        return request.build_absolute_uri(f"{reverse('activate')}?{urlencode({'ma': code})}")

    return slips.issue(
        chosen,
        typed_number(request.POST.get("phan"), 1),
        seen=typed_number(request.POST.get("da-in"), 0),
        address_of=address_of,
        by=request.access,
        at=request.received_at,
    )
