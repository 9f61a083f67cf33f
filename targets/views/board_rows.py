"""What does one line of the board say of a unit?"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from targets.lifecycle import PLEDGE_LABELS
from targets.reviewing import is_own
from targets.tallies import NOT_BEGUN, NOTHING_YET, Tally, asked_of, indicators_of, is_optional, tallies
from targets.views.board_filters import FOUR
from unions.contacts import bearers_of, masked
from unions.roles import Ability


@dataclass
class Row:
    """A unit as the board shows it: its registration, or its results of one phase."""

    participant: object
    slug: str  # of FOUR
    entered: int
    is_late: bool
    address: str  # where it is read and answered; "" while there is nothing to read
    may_answer: bool
    tally: Tally = NOTHING_YET
    edition: int | None = None  # what stands now, for approving many
    head: object = None  # the mandate of its chair
    asked: int = 0
    is_over: bool = False  # nothing sent, and the deadline has passed

    @property
    def state(self):
        """(label, look)"""
        return next((label, look) for slug, label, _, _, look in FOUR if slug == self.slug)

    @property
    def is_unsent(self):
        return self.slug in ("chua-gui", "tra-lai")

    @property
    def pledge(self):
        """(label, look): "Đã ký 10/03" or how far the pledge is; ("", "") while there is none."""
        unit = self.participant
        if unit.pledge_state == "signed" and unit.signed_at:
            return f"Đã ký {timezone.localdate(unit.signed_at):%d/%m}", "quiet"
        return PLEDGE_LABELS.get(
            unit.pledge_state, ""
        ), "quiet" if unit.pledge_state == "signed" else "waiting"

    @property
    def phone(self):
        return masked(self.head.user.phone) if self.head else ""

    @property
    def share(self):
        """Width of the little bar, in hundredths."""
        return round(100 * min(self.entered, self.asked) / self.asked) if self.asked else 0

    @property
    def is_complete(self):
        return self.asked > 0 and self.entered >= self.asked


def rows_of(units, campaign, wanted, access, reported):
    """Rows of one page, in at most four queries whatever its length; `reported` are standings in the phase."""
    heads = bearers_of([unit.body_id for unit in units], timezone.localdate(wanted.at))
    indicators = indicators_of(campaign)
    if wanted.phase is None:
        compared = tallies(units, indicators)
        rows = [_registration_row(unit, compared.get(unit.pk, NOTHING_YET), access) for unit in units]
    else:
        rows = [_result_row(unit, wanted.phase, reported.get(unit.pk, NOT_BEGUN), access) for unit in units]
    over = wanted.is_over(campaign)
    for row in rows:
        concerned = [each for _, each in asked_of(row.participant, indicators)]
        row.head = heads.get(row.participant.body_id)
        row.asked = sum(wanted.phase is not None or not is_optional(each) for each in concerned)
        row.is_over = over and row.is_unsent
    return rows


def _registration_row(unit, tally, access):
    state = unit.registration_state
    registration = unit.registration if state != "draft" or hasattr(unit, "registration") else None
    may_answer = state == "submitted" and access.can(Ability.APPROVE, unit.body)
    return Row(
        participant=unit,
        slug=next(slug for slug, _, own, *_ in FOUR if own == state),
        entered=tally.entered,
        tally=tally,
        is_late=registration is not None and registration.is_late,
        address=reverse("registration_review", args=[registration.uid]) if registration else "",
        may_answer=may_answer and not is_own(registration, access.user),
        edition=registration.edition if registration else None,
    )


def _result_row(unit, phase, standing, access):
    may_verify = access.can(Ability.VERIFY, unit.body)
    has_any = standing is not NOT_BEGUN
    return Row(
        participant=unit,
        slug=next(slug for slug, _, _, own, _ in FOUR if own == standing.state),
        entered=standing.entered,
        is_late=standing.is_late,
        address=reverse("result_review", args=[unit.uid, phase.number]) if has_any and may_verify else "",
        may_answer=standing.state == "declared" and may_verify,
    )
