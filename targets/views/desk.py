"""What does a person see first after signing in, and what do they answer next?"""

from django.contrib import messages
from django.shortcuts import redirect, render

from targets.views.chair import chair_home, home_of
from targets.views.own_unit import own_bodies, own_units
from targets.views.queue import next_address
from targets.views.todo import cards_of
from targets.views.workload import desk_of
from unions import clock
from unions.roles import Ability
from unions.web import page

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


@page("GET")
def desk(request):
    """Chairs get "Việc của tôi", everybody else the office's desk; an office whose own unit takes part has both."""
    access = request.access
    if access.is_chair_only:
        return chair_home(request)
    own, today = own_units(access), clock.today()
    if own and request.GET.get("viec") == "don-vi":
        cards = cards_of(access, clock.now(), own_bodies(access))
        return render(request, "targets/desk_own.html", {**home_of(cards), "own": own})
    context = {
        "desk": desk_of(access, request.received_at, own),
        "own": own,
        "own_waiting": [unit for unit in own if unit.waits],
        "today": f"{WEEKDAYS[today.weekday()]}, {today:%d/%m/%Y}",
        "may_plan": access.can(Ability.PLAN, access.body),
    }
    return render(request, "targets/desk.html", context)


@page("GET")
def review_next(request):
    """ "Duyệt tiếp": straight to what has waited longest, or back with a word when nothing waits."""
    address = next_address(request.access)
    if address is None:
        messages.success(request, "Không còn bản nào chờ đồng chí duyệt.")
        return redirect("desk")
    return redirect(address)
