"""Pages of invitations: who came, who did not; a list from Excel seen before it is taken; the template for it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from unions import clock, invite_lists, slips
from unions.bloc_pages import year_meant
from unions.errors import Refusal
from unions.invite_lists import mark_of, office_of
from unions.invite_sheets import template_of
from unions.invite_wishes import NOBODY, STATES, InviteWish
from unions.inviting_people import ASKS, HANDED, HELD, NEW, POSTED
from unions.list_sheets import as_file
from unions.models import Bloc, UnionBody
from unions.paging import stretch
from unions.web import ask_password, is_stepped_up, known_uids, page

MOST_SHOWN = 200  # rows of each kind on the preview; the rest are counted
MOST_ROWS = 5000
ALL_ROWS = "tat-ca"


@page("GET", "POST")
def person_invite(request):
    """Posts and what became of their invitations; POST uploads a list, or chooses people for slips."""
    office = office_of(request.access)
    wish = InviteWish(request.GET, request.access, office, request.received_at)
    refusal, is_upload = "", request.POST.get("buoc") == "tep"
    if request.method == "POST":
        try:
            if is_upload:
                kept = _uploaded(request, office)
                return redirect("invite_check", kept.uid)
            return redirect("invite_slips", _chosen(request, wish, office).uid)
        except Refusal as problem:
            refusal = str(problem)
    context = {
        **_listed(request, wish),
        "wish": wish,
        "office": office,
        "refusal": refusal,
        "refused_at": "tep" if is_upload else "",
        "has_errors": bool(refusal),
        "ticked": set(request.POST.getlist("chon")),
    }
    return render(request, "unions/invite_list.html", context, status=422 if refusal else 200)


def _uploaded(request, office):
    upload = request.FILES.get("tep")
    return invite_lists.keep(upload, under=office, by=request.access, at=request.received_at)


def _chosen(request, wish, office):
    """The people ticked, or all that the filters find and who have not come yet."""
    posts = wish.posts()
    if request.POST.get("buoc") != ALL_ROWS:
        posts = posts.filter(uid__in=known_uids(request.POST.getlist("chon")))
    rows = [wish.row(mandate) for mandate in posts[: slips.MOST + 1]]
    chosen = [row.mandate for row in rows if row.may_invite]
    return slips.choose(chosen, under=office, by=request.access, at=request.received_at)


def _listed(request, wish):
    """Rows of the page: posts, or the units where nobody holds one; and what the filters offer."""
    access, wants_empty = request.access, wish.state == NOBODY
    shown = stretch(wish.empty_bodies() if wants_empty else wish.posts(), request.GET.get("trang"))
    empty = stretch(wish.empty_bodies(), None).in_words if wish.is_narrow and not wants_empty else ""
    uppers = UnionBody.objects.visible_to(access).internal().filter(parent=wish.office, ended_on__isnull=True)
    blocs = Bloc.objects.visible_to(access).filter(owner=wish.office).standing()
    rows = [] if wants_empty else [wish.row(mandate) for mandate in shown.rows]
    return {
        "shown": shown,
        "rows": rows,
        "may_print": any(row.may_invite for row in rows),
        "bodies": shown.rows if wants_empty else [],
        "empty_count": empty if empty != "0" else "",
        "states": list(STATES.items()),
        "uppers": list(uppers.filter(kind__is_grassroots=False).in_order()[:MOST_SHOWN]),
        "blocs": list(blocs.of_year(year_meant("", access.day)).in_order()[:MOST_SHOWN]),
    }


@page("GET")
def invite_template(request):
    """The office's own units as an Excel file to fill in: those ticked or filtered, else those without anybody."""
    office = office_of(request.access)
    wish = InviteWish(request.GET, request.access, office, request.received_at)
    data = template_of(wish.template_bodies()[:MOST_ROWS])
    return as_file(data, f"Danh sách người phụ trách {clock.today():%d-%m-%Y}")


# From upload to taking ------------------------------------------------------------------------------------------------


@page("GET")
def invite_check(request, uid):
    """What the list would do: counts, cells to put right, posts that somebody else holds."""
    kept = _kept(request, uid)
    if kept.taken_at:
        return redirect("invite_slips", kept.uid)
    if not is_stepped_up(request):
        return ask_password(request, request.path)
    return _preview(request, kept)


@page("POST")
def invite_take(request, uid):
    """All of the list, or nothing. What was ticked stays when the password is asked for, and when it is refused."""
    kept = _kept(request, uid)
    if kept.taken_at:
        return redirect("invite_slips", kept.uid)
    invite_lists.answer(kept, _places(request, kept))
    if not is_stepped_up(request):
        return ask_password(request, reverse("invite_check", args=[kept.uid]))
    try:
        done = invite_lists.take(
            kept,
            seen=request.POST.get("da-xem", ""),
            by=request.access,
            at=request.received_at,
            on=clock.today(),
        )
    except Refusal as problem:
        return _preview(request, kept, str(problem))
    messages.success(request, f"Đã mở {done.accounts} tài khoản, ghi {done.posts} chức vụ.")
    if done.waiting:
        messages.warning(
            request, f"{done.waiting} chức vụ chờ người thứ hai xác nhận: in phiếu sau khi được xác nhận."
        )
    return redirect(
        "invite_slips" if done.kept.mandates else "person_invite", *([uid] if done.kept.mandates else [])
    )


def _places(request, kept):
    """Rows whose person follows the one who holds the post."""
    if "ban-giao-het" in request.POST:
        found = invite_lists.preview(kept, by=request.access, on=clock.today())
        return [plan.place for plan in found.plans if plan.outcome in (ASKS, HANDED)]
    return request.POST.getlist("ban-giao")[:MOST_ROWS]


def _kept(request, uid):
    """One's own list; nobody else's exists."""
    kept = get_object_or_404(request.user.invite_lists.select_related("under__kind"), uid=uid)
    office_of(request.access)
    return kept


def _preview(request, kept, refusal=""):
    found = invite_lists.preview(kept, by=request.access, on=clock.today())
    kinds = {NEW: "fresh", POSTED: "posted", HELD: "held"}
    context = {
        "kept": kept,
        "found": found,
        "refusal": refusal,
        "has_errors": bool(refusal),
        "seen": mark_of(found),
        "problems": found.problems[:MOST_SHOWN],
        "asks": [plan for plan in found.plans if plan.outcome in (ASKS, HANDED)],
        **{name: [plan for plan in found.plans if plan.outcome == kind] for kind, name in kinds.items()},
        "most": MOST_SHOWN,
        "first": f":{MOST_SHOWN}",
    }
    return render(request, "unions/invite_check.html", context, status=422 if refusal else 200)
