"""How does a phase's book close, how does a campaign end, and how is either opened again?"""

from django.db import transaction

from emulation.holding import hold_running
from emulation.lifecycle import CAMPAIGN
from emulation.models import Phase
from unions.errors import Refusal
from unions.recording import record
from unions.roles import Ability

NO_BOOKS = "sổ không đóng mở được"


class PersonNeeded(Refusal):
    sentence = "Chốt sổ phải do một người thực hiện và chịu trách nhiệm."


class AlreadyClosed(Refusal):
    sentence = "Giai đoạn này đã chốt sổ rồi."


class NotClosed(Refusal):
    sentence = "Giai đoạn này chưa chốt sổ."


class ReasonNeeded(Refusal):
    sentence = "Ghi lý do: việc này được lưu trong nhật ký và in trong báo cáo."


@transaction.atomic
def close_books(phase, *, by, at):
    """Lock the results of a phase: from now on figures are judged as final."""
    campaign = phase.campaign
    by.require(Ability.LAUNCH, campaign.organiser)
    if by.user is None:
        raise PersonNeeded
    hold_running(campaign, NO_BOOKS)
    closed = Phase.objects.filter(pk=phase.pk, books_closed_at__isnull=True)
    if closed.update(books_closed_at=at, books_closed_by=by.user) != 1:
        raise AlreadyClosed
    phase.books_closed_at, phase.books_closed_by = at, by.user
    _note("close_books", f"{by.name} chốt sổ {phase.name} của “{campaign.name}”.", phase, campaign, by, at)
    return phase


@transaction.atomic
def reopen_books(phase, *, by, at, reason):
    """Open a closed book again, as a dated exception with its reason."""
    campaign = phase.campaign
    by.require(Ability.LAUNCH, campaign.organiser)
    reason = _given(reason)
    hold_running(campaign, NO_BOOKS)
    closed = Phase.objects.filter(pk=phase.pk, books_closed_at__isnull=False)
    if closed.update(books_closed_at=None, books_closed_by=None) != 1:
        raise NotClosed
    phase.books_closed_at = phase.books_closed_by = None
    sentence = f"{by.name} mở lại sổ {phase.name} của “{campaign.name}”: {reason}"
    _note("reopen_books", sentence, phase, campaign, by, at)
    return phase


@transaction.atomic
def close(campaign, *, by, at):
    """End a running campaign; books still open are closed with it."""
    by.require(Ability.LAUNCH, campaign.organiser)
    for phase in campaign.phases.filter(books_closed_at__isnull=True).select_related("campaign__organiser"):
        close_books(phase, by=by, at=at)
    CAMPAIGN.advance(campaign, "close", closed_at=at)
    _note("close", f"{by.name} kết thúc “{campaign.name}”.", campaign, campaign, by, at)
    return campaign


@transaction.atomic
def reopen(campaign, *, by, at, reason):
    """Let a closed campaign run again; its books stay closed until each is opened with its own reason."""
    by.require(Ability.LAUNCH, campaign.organiser)
    reason = _given(reason)
    CAMPAIGN.advance(campaign, "reopen", closed_at=None)
    _note("reopen", f"{by.name} mở lại “{campaign.name}”: {reason}", campaign, campaign, by, at)
    return campaign


@transaction.atomic
def cancel(campaign, *, by, at, reason):
    """Call a running campaign off; everything done in it stays readable."""
    by.require(Ability.LAUNCH, campaign.organiser)
    reason = _given(reason)
    CAMPAIGN.advance(campaign, "cancel")
    _note("cancel", f"{by.name} hủy “{campaign.name}”: {reason}", campaign, campaign, by, at)
    return campaign


def _given(reason):
    reason = reason.strip()
    if not reason:
        raise ReasonNeeded
    return reason


def _note(act, sentence, subject, campaign, by, at):
    record(
        f"closing.{act}",
        sentence,
        by=by,
        at=at,
        subject=subject,
        body=campaign.organiser,
        topic=campaign.topic,
    )
