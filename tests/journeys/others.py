"""What do the chairs do whom the journey does not accompany? Run through `manage.py shell`; their acts are the same."""

from emulation.models import Participant
from targets.declaring import confirm_zero, declare, results_of, save_results
from targets.registering import registration_of, submit, take_assigned
from targets.signing import sign
from targets.verifying import verify_many
from tests.journeys.s0_plan import CULTURE, SAFETY
from unions import clock
from unions.access import Access
from unions.models import User
from unions.quantities import SCALE

ACCOMPANIED = {"may-nha-bang", "thcs-nha-bang"}
SILENT = {"du-lich"}  # registers and signs, but never reports
COVERED = {
    "huyen-uy": 3,
    "ubnd": 5,
    "y-te": 4,
    "thi-tran": 2,
}  # offices of those that cover several: all recognised
NOT_DONE = {"go-an-cu": {CULTURE, SAFETY}}


def register_and_sign():
    for participant in _participants():
        by, at = _chair(participant), clock.now()
        registration = take_assigned(registration_of(participant), by=by, at=at)
        submit(registration, by=by, at=at, received_at=at)
        pledge = participant.pledges.get()
        sign(pledge, by=by, at=at, received_at=at, password_age=5, seen_hash=pledge.content_hash)


def report():
    for participant in _participants():
        if participant.body.code in SILENT:
            continue
        by, at, phase = _chair(participant), clock.now(), participant.campaign.phases.get(number=1)
        indicators = [result.indicator for result in results_of(participant, phase).values()]
        lines = {row.pk: _answer(row, participant.body.code) for row in indicators if row.kind != "zero"}
        save_results(participant, phase, lines, by=by, at=at)
        zeros = [row.pk for row in indicators if row.kind == "zero"]
        if zeros:
            confirm_zero(participant, phase, zeros, by=by, at=at)
        declare(participant, phase, by=by, at=at, received_at=at)


def verify():
    by = Access(User.objects.get(username="chuyenvien"), clock.today())
    units = _participants()
    verify_many(units, units[0].campaign.phases.get(number=1), by=by, at=clock.now())


def _participants():
    rows = Participant.objects.exclude(body__code__in=ACCOMPANIED).order_by("pk")
    return list(rows.select_related("campaign__organiser", "body", "sector", "bloc"))


def _chair(participant):
    return Access(User.objects.get(username=participant.body.code), clock.today())


def _answer(indicator, code):
    if indicator.kind == "narrative":
        return {"text": "Đã triển khai trong giai đoạn một"}
    if indicator.statement == CULTURE and code in COVERED:
        return {"num": COVERED[code] * SCALE, "den": COVERED[code] * SCALE}
    return {"num": 0 if indicator.statement in NOT_DONE.get(code, ()) else SCALE}
