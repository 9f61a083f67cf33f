"""How does the upper union read one registration, and answer it?"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from targets import reviewing
from targets.asked_lines import AskedLine, asked_lines
from targets.models import Registration
from targets.promises import Answer, said, with_unit
from targets.reviewing import is_own
from targets.views.board import require_office
from targets.views.queue import next_registration
from targets.views.words import look_of
from unions.contacts import bearers_of
from unions.errors import Refusal
from unions.models import LedgerEntry
from unions.numerals import show_share
from unions.recording import subject_of
from unions.roles import Ability
from unions.web import page

STATE_WORDS = {
    "draft": "Đơn vị chưa gửi bản đăng ký này; dưới đây là phần đang nhập.",
    "returned": "Đã trả lại, đang chờ đơn vị sửa và gửi lại.",
    "approved": "Đã thống nhất.",
}


@dataclass
class ReviewLine:
    """One line as the reviewer reads it, with what the reviewer typed beside it."""

    line: AskedLine
    is_changed: bool = False  # saved after the reviewer opened the page
    is_flagged: bool = False
    remark: str = ""

    @property
    def asked_words(self):
        return said(self.line.indicator, self.line.asked)

    @property
    def prior_words(self):
        """Last year's result; a share with its fraction."""
        line = self.line
        if line.prior_num is None:
            return ""
        if line.prior_den:
            return show_share(line.prior_num, line.prior_den, line.indicator.scale)
        in_words = said if line.answer == Answer.YES_NO else with_unit
        return in_words(line.indicator, line.prior_num)

    @property
    def look(self):
        return look_of(self.line)


@page("GET")
def registration_review(request, uid):
    registration = _registration(request, uid)
    return _show(request, registration)


@page("POST")
def registration_approve(request, uid):
    """Approve what was read, and go on to the next one that waits."""
    registration = _registration(request, uid)
    try:
        reviewing.approve(
            registration, by=request.access, at=request.received_at, seen_edition=_seen_edition(request)
        )
    except Refusal as refusal:
        return _show(request, _registration(request, uid), refusal)
    return _go_on(request, registration, f"Đã duyệt bản đăng ký của {registration.participant.name}.")


@page("POST")
def registration_return(request, uid):
    """Send it back with a reason; lines that are ticked are the only ones that reopen."""
    registration = _registration(request, uid)
    flagged = {int(pk) for pk in request.POST.getlist("chi-tieu") if pk.isdecimal() and len(pk) < 19}
    try:
        reviewing.send_back(
            registration,
            by=request.access,
            at=request.received_at,
            reason=request.POST.get("reason", ""),
            lines={pk: request.POST.get(f"remark-{pk}", "").strip() for pk in flagged},
            seen_edition=_seen_edition(request),
        )
    except Refusal as refusal:
        return _show(request, _registration(request, uid), refusal)
    return _go_on(request, registration, f"Đã trả lại bản đăng ký của {registration.participant.name}.")


def _registration(request, uid):
    related = ("participant__campaign__organiser", "participant__body", "participant__bloc")
    people = ("submitted_by", "approved_by", "returned_by", "entered_by")
    rows = Registration.objects.visible_to(request.access).select_related(*related, *people)
    registration = get_object_or_404(rows, uid=uid)
    require_office(request.access)
    return registration


def _seen_edition(request):
    """−1, which no registration has, when the form does not say what was read."""
    shown = request.POST.get("edition", "")
    return int(shown) if shown.isdecimal() and len(shown) < 10 else -1


def _go_on(request, registration, words):
    following = next_registration(request.access, after=registration)
    if following is not None:
        messages.success(request, f"{words} Dưới đây là bản chờ duyệt tiếp theo.")
        return redirect("registration_review", following.uid)
    messages.success(request, f"{words} Không còn bản đăng ký nào chờ đồng chí duyệt.")
    return redirect("desk")


# The page ------------------------------------------------------------------------------------------------------------


def _show(request, registration, refusal=None):
    """The registration as it stands now; after a refusal with everything that was typed."""
    access, participant = request.access, registration.participant
    waits = registration.state == "submitted"
    own = waits and is_own(registration, access.user)
    context = {
        "registration": registration,
        "participant": participant,
        "rows": _rows(request, registration, refusal),
        "titles": registration.titles.select_related("title").order_by("title__level", "pk"),
        "works": registration.works.order_by("pk"),
        "head": bearers_of([participant.body_id], timezone.localdate(request.received_at)).get(
            participant.body_id
        ),
        "state_words": STATE_WORDS.get(registration.state, ""),
        "own_words": reviewing.OwnRegistration.sentence if own else "",
        "may_answer": waits and not own and access.can(Ability.APPROVE, participant.body),
        "reason": request.POST.get("reason", ""),
        "history": _history(access, registration),
        "read_at": request.received_at.isoformat(),
        "refusal": str(refusal) if refusal else "",
        "field": _field_of(refusal),
        "has_errors": refusal is not None,
    }
    return render(request, "targets/registration_review.html", context, status=422 if refusal else 200)


def _rows(request, registration, refusal):
    read_at = _read_at(request) if isinstance(refusal, reviewing.NotAsRead) else None
    flagged = set(request.POST.getlist("chi-tieu"))
    rows = []
    for line in asked_lines(registration.participant, registration):
        saved_at = line.target.at if line.target else None
        rows.append(
            ReviewLine(
                line,
                is_changed=read_at is not None and saved_at is not None and saved_at > read_at,
                is_flagged=str(line.pk) in flagged,
                remark=request.POST.get(f"remark-{line.pk}", ""),
            )
        )
    return rows


def _read_at(request):
    with suppress(ValueError):
        moment = datetime.fromisoformat(request.POST.get("read_at", ""))
        return moment if timezone.is_aware(moment) else None
    return None


def _history(access, registration):
    """What happened to it, newest first; None for those who may not read the ledger."""
    if not access.can(Ability.AUDIT, registration.participant.body):
        return None
    return LedgerEntry.objects.visible_to(access).filter(subject=subject_of(registration)).newest_first()[:20]


def _field_of(refusal):
    """The field that the error summary leads to."""
    return "ly-do" if isinstance(refusal, reviewing.ReasonNeeded) else ""
