"""What the page of a person shows of pledges: those they signed, whoever holds the post today."""

from django.shortcuts import get_object_or_404, render

from targets.models import Pledge
from unions.models import User
from unions.paging import stretch
from unions.web import page


@page("GET")
def person_signed(request, uid):
    """Newest first; alone a page, asked for by htmx only the list."""
    person = get_object_or_404(User.objects.visible_to(request.access), uid=uid)
    seen = Pledge.objects.visible_to(request.access)
    signatures = person.signatures.filter(pledge__in=seen.values("pk")).select_related("pledge__campaign")
    shown = stretch(signatures.order_by("-signed_at", "-pk"), request.GET.get("trang"))
    name = "partials/person_signed" if request.htmx else "person_signed"
    return render(request, f"targets/{name}.html", {"person": person, "shown": shown})
