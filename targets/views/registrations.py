"""Pages on which a unit registers: its targets, titles and works, the check before sending."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from emulation.lifecycle import CLOSED, RUNNING
from emulation.models import Participant
from targets import registering
from targets.asked_lines import are_taken, asked_lines
from targets.lateness import LatePolicy, in_full, is_past
from targets.promises import promised
from targets.registration_forms import (
    grouped,
    paged,
    read_field,
    read_titles,
    stored,
    stored_titles,
    typed,
    typed_titles,
)
from targets.views.words import unit_words
from unions import clock
from unions.errors import Refusal
from unions.web import page, typed_number


@page("GET", "POST")
def registration_form(request, uid):
    """The lines of one page: save them, and go on to the next page or to the check."""
    participant, registration = _unit(request, uid)
    if registration is not None and not registration.is_editable:
        return redirect("registration_check", uid)
    lines = asked_lines(participant, registration)
    pages = paged([line for line in lines if line.is_open])
    number = _page_number(request, pages)
    fields = [stored(line) for line in pages[number - 1]]
    if request.method == "POST":
        fields = [typed(line, request.POST) for line in pages[number - 1]]
        if _save(request, participant, fields):
            return _after_saving(request, participant, number, len(pages))
    return _show_form(request, participant, registration, lines, fields, (number, len(pages)))


@page("POST")
def registration_line(request, uid, number):
    """Autosave of one line; answers with its state, its echo and the counts of the page."""
    participant, registration = _unit(request, uid)
    line = _line(participant, registration, number)
    each = typed(line, request.POST)
    _save(request, participant, [each])
    participant, registration = _unit(request, uid)
    lines = asked_lines(participant, registration)
    each.line = next(line for line in lines if line.number == number)
    context = {"each": each, "oob": True, **_counts(lines, registration)}
    return render(request, "targets/partials/registration_saved.html", context)


@page("POST")
def registration_take(request, uid):
    """Nhận đủ chỉ tiêu giao: what was typed is saved first, every empty line takes what is asked."""
    participant, registration = _unit(request, uid)
    lines = asked_lines(participant, registration)
    pages = paged([line for line in lines if line.is_open])
    number = _page_number(request, pages)
    fields = [typed(line, request.POST) for line in pages[number - 1] if f"dk-{line.number}" in request.POST]
    if fields and not _save(request, participant, fields):
        shown = [typed(line, request.POST) for line in pages[number - 1]]
        marked = {each.number: each for each in fields}
        fields = [marked.get(each.number, each) for each in shown]
        return _show_form(request, participant, registration, lines, fields, (number, len(pages)))
    registration = registering.registration_of(participant)
    registering.take_assigned(registration, by=request.access, at=clock.now())
    missing = [line for line in asked_lines(participant, registration) if line.is_missing]
    return redirect(_form_url(participant, pages, missing[0]) if missing else _check_url(participant))


@page("GET", "POST")
def registration_titles(request, uid):
    participant, registration = _unit(request, uid)
    if registration is not None and not registration.is_editable:
        return redirect("registration_check", uid)
    titles = list(participant.campaign.titles.order_by("level", "name", "pk"))
    if request.method == "POST":
        form = typed_titles(titles, request.POST)
        read = read_titles(form, participant.campaign.year)
        if read is not None and "them" not in request.POST:
            return _save_titles(request, participant, *read)
    else:
        form = _stored_titles(titles, registration)
    context = {
        "participant": participant,
        "titles_form": form,
        "has_errors": bool(form.problems),
    }
    return render(request, "targets/registration_titles.html", context, status=422 if form.problems else 200)


@page("GET")
def registration_check(request, uid):
    participant, registration = _unit(request, uid)
    return _show_check(request, participant, registration)


@page("POST")
def registration_submit(request, uid):
    """Send what was checked; taken as assigned it is agreed at once and the sign page follows."""
    participant, registration = _unit(request, uid)
    registration = registration or registering.registration_of(participant)
    try:
        sent = registering.submit(
            registration,
            by=request.access,
            at=clock.now(),
            received_at=request.received_at,
            late_reason=request.POST.get("ly-do", ""),
            seen_edition=_seen(request),
        )
    except Refusal as refusal:
        return _show_check(request, *_unit(request, uid), refusal=refusal)
    pledge = participant.pledges.signing().first() if sent.is_agreed else None
    if pledge is not None:
        return redirect("pledge_sign", pledge.uid)
    label = participant.campaign.organiser.label
    messages.success(request, f"Đã gửi bản đăng ký. {label} duyệt xong, đồng chí sẽ thấy ở trang này.")
    return redirect("registration_check", uid)


# Reading the request -------------------------------------------------------------------------------------------------


def _unit(request, uid):
    """The participant and its registration (None before the first answer), for whoever may enter its answers."""
    rows = Participant.objects.visible_to(request.access).filter(campaign__state__in=[RUNNING, CLOSED])
    rows = rows.select_related("campaign__organiser", "body", "registration__returned_by")
    participant = get_object_or_404(rows, uid=uid)
    registering.require_entry(request.access, participant.body)
    return participant, getattr(participant, "registration", None)


def _line(participant, registration, number):
    for line in asked_lines(participant, registration):
        if line.number == number and line.is_open:
            return line
    raise Http404


def _page_number(request, pages):
    wanted = typed_number(request.POST.get("trang") or request.GET.get("trang"), default=1)
    return min(max(wanted, 1), len(pages))


def _seen(request):
    return typed_number(request.POST.get("edition"))


# Saving --------------------------------------------------------------------------------------------------------------


def _save(request, participant, fields):
    """Save what can be saved; True when every field was. What is wrong is written at its field."""
    answers = {each.line.pk: read_field(each) for each in fields}
    good = {pk: answer for pk, answer in answers.items() if answer is not None}
    seen = {each.line.pk: each.seen for each in fields if each.seen}
    registration = registering.registration_of(participant)
    try:
        registering.save_lines(registration, good, by=request.access, at=clock.now(), seen=seen)
    except registering.EditedMeanwhile as refusal:
        _show_theirs(fields, refusal.data["theirs"])
        return False
    except Refusal as refusal:
        for each in fields:
            each.error, each.error_at = each.error or str(refusal).rstrip("."), each.error_at or "dk"
        return False
    return len(good) == len(fields)


def _show_theirs(fields, theirs):
    for each in fields:
        if each.line.pk not in theirs:
            continue
        target = theirs[each.line.pk]
        words = "bỏ trống"
        if target is not None:
            words = promised(
                each.line.indicator, target.value, target.text, target.is_declined, target.reason
            )
        each.theirs = f"Người khác vừa lưu “{words}”. Giữ số của đồng chí thì bấm lưu lần nữa"


def _after_saving(request, participant, number, count):
    if request.POST.get("luu") == "nhap":
        messages.success(request, "Đã lưu. Đồng chí làm tiếp lúc nào cũng được.")
        return redirect("/")
    if number < count:
        return redirect(f"{reverse('registration_form', args=[participant.uid])}?trang={number + 1}")
    return redirect(_check_url(participant))


def _save_titles(request, participant, counts, works):
    registration, at = registering.registration_of(participant), clock.now()
    registering.set_titles(registration, counts, by=request.access, at=at)
    registering.set_works(registration, works, by=request.access, at=at)
    return redirect(_check_url(participant))


def _stored_titles(titles, registration):
    if registration is None:
        return stored_titles(titles, {}, [])
    counts = dict(registration.titles.values_list("title_id", "count"))
    works = list(registration.works.order_by("pk").values_list("name", "due_on"))
    return stored_titles(titles, counts, works)


# Showing -------------------------------------------------------------------------------------------------------------


def _counts(lines, registration):
    asked = [line for line in lines if not line.is_optional]
    return {
        "answered": sum(not line.is_missing for line in asked),
        "asked": len(asked),
        "edition": registration.edition if registration else 0,
    }


def _show_form(request, participant, registration, lines, fields, place):
    number, count = place
    if request.method == "POST":
        participant, registration = _unit(request, participant.uid)
        lines = asked_lines(participant, registration)
        fresh = {line.pk: line for line in lines}
        for each in fields:
            each.line = fresh[each.line.pk]
    troubled = [each for each in fields if each.error or each.question or each.theirs]
    context = {
        "participant": participant,
        "registration": registration,
        "is_on_behalf": registering.is_on_behalf(request.access, participant),
        "groups": grouped(fields),
        "troubled": troubled,
        "kept": [line for line in lines if not line.is_open],
        "number": number,
        "count": count,
        "has_errors": bool(troubled),
        "now": clock.now(),
        **_counts(lines, registration),
    }
    status = 422 if troubled else 200
    return render(request, "targets/registration_form.html", context, status=status)


def _show_check(request, participant, registration, refusal=None):
    lines = asked_lines(participant, registration)
    open_pages = paged([line for line in lines if line.is_open])
    campaign = participant.campaign
    is_first = registration is None or registration.submitted_at is None
    due_at = campaign.registration_due_at
    context = {
        "participant": participant,
        "registration": registration,
        "words": unit_words(
            participant, registration, lines, lambda line: _form_url(participant, open_pages, line)
        ),
        "missing": [line for line in lines if line.is_missing],
        "is_editable": registration is None or registration.is_editable,
        "is_taken": campaign.agree_when_taken and are_taken(lines),
        "is_late": is_first and is_past(due_at, request.received_at),
        "is_closed": campaign.late_policy == LatePolicy.CLOSED,
        "due_words": in_full(due_at) if due_at else "",
        "refusal": str(refusal) if refusal else "",
        "late_reason": request.POST.get("ly-do", ""),
        "has_errors": refusal is not None,
        **_counts(lines, registration),
    }
    return render(request, "targets/registration_check.html", context, status=422 if refusal else 200)


def _form_url(participant, pages, line):
    """The page of the form on which this line stands, at the line."""
    url = reverse("registration_form", args=[participant.uid])
    for number, lines in enumerate(pages, start=1):
        if any(each.pk == line.pk for each in lines):
            query = f"?trang={number}" if number > 1 else ""
            return f"{url}{query}#ct-{line.number}"
    return ""


def _check_url(participant):
    return reverse("registration_check", args=[participant.uid])
