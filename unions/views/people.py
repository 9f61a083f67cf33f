"""The list of people: who holds, held or will hold a post in one's sight; the same as Excel."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from unions import clock, granting, people, saving_lists
from unions.errors import NotAllowed
from unions.list_sheets import as_file
from unions.paging import stretch
from unions.person_columns import COLUMNS, PHONE, PeopleReader, known_columns
from unions.person_sheets import file_of
from unions.person_wishes import STATES, PeopleWish
from unions.roles import HOLDERS, Ability, Role
from unions.web import ask_password, is_stepped_up, page, safe_path

PAGE = "person_list"


@page("GET")
def person_list(request):
    access, today = request.access, clock.today()
    filters, columns = saving_lists.saved_on(request.user, PAGE)
    wish = PeopleWish(request.GET, today, columns)
    shown = stretch(wish.found(access), request.GET.get("trang"))
    reader = PeopleReader(shown.rows, wish.columns, access, today)
    context = {
        "wish": wish,
        "shown": shown,
        "rows": [reader.row(user) for user in shown.rows],
        "top": wish.top(access),
        "saved": filters,
        "columns": [COLUMNS[code] for code in wish.columns],
        "all_columns": [(code, label, code in wish.columns) for code, label in COLUMNS.items()],
        "roles": Role.choices,
        "states": list(STATES.items()),
        "waiting": granting.waiting_for(access).count(),
        "may_appoint": people.may_appoint(access),
    }
    return render(request, "unions/person_list.html", context)


@page("GET")
def person_list_file(request):
    """All that the filters find, with the chosen columns; numbers are masked as on the page."""
    data, _ = _file(request)
    return as_file(data, _file_name())


@page("GET", "POST")
def person_phones(request):
    """The same with whole telephone numbers: right after the password only, and told in the ledger."""
    if not people.may_appoint(request.access):
        raise NotAllowed(f"Việc này dành cho {HOLDERS[Ability.APPOINT]}.")
    if not is_stepped_up(request):
        return ask_password(request, request.get_full_path())
    if request.method != "POST":
        wish = PeopleWish(request.GET, clock.today())
        count = stretch(wish.found(request.access), None).in_words
        return render(request, "unions/person_phones.html", {"wish": wish, "count": count})
    data, count = _file(request, has_phones=True)
    people.note_phones_taken(count, by=request.access, at=request.received_at)
    return as_file(data, _file_name())


def _file(request, *, has_phones=False):
    _, columns = saving_lists.saved_on(request.user, PAGE)
    wish = PeopleWish(request.GET, clock.today(), columns)
    codes = wish.columns
    if has_phones and PHONE not in codes:
        codes = known_columns([*codes, PHONE])
    found = wish.found(request.access)
    return file_of(found, codes, request.access, today=clock.today(), has_phones=has_phones)


def _file_name():
    return f"Danh sách người giữ chức vụ {clock.today():%d-%m-%Y}"


@page("POST")
def person_list_columns(request):
    """Keep which columns the person wants; the list comes back as it was filtered."""
    codes = [] if "lai" in request.POST else known_columns(request.POST.getlist("cot"))
    saving_lists.keep_columns(request.user, PAGE, codes)
    messages.success(request, "Đã đổi các cột của danh sách." if codes else "Đã lấy lại các cột ban đầu.")
    return redirect(safe_path(request, request.POST.get("tiep"), reverse(PAGE)))
