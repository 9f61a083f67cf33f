"""Which registrations, pledges and results does a change of the tree touch?"""

from django.db.models import Q

from emulation.models import Participant, Phase
from targets.models import Pledge, Registration, Result
from targets.querysets import UNIT_STATES
from unions.impact import Impact

SENT = {UNIT_STATES.index(state) for state in ("declared", "verified")}


def of_targets(bodies, on):
    """Registrations that wait for an answer, pledges signed, results of open phases that are still due."""
    registrations = Registration.objects.waiting().filter(participant__in=_staying(bodies))
    waiting = registrations.count()
    signed = Pledge.objects.signed().filter(participant__body__in=bodies).count()
    due = _due(bodies, on)
    yield Impact(
        "Bản đăng ký chờ duyệt",
        waiting,
        f"{waiting} bản đăng ký chờ duyệt",
        "Công đoàn quản lý đơn vị từ ngày có hiệu lực duyệt tiếp.",
    )
    yield Impact(
        "Bản giao ước đã ký",
        signed,
        f"{signed} bản giao ước",
        "Chữ ký, con dấu và tên cũ giữ nguyên; người đã ký vẫn là người ký.",
    )
    yield Impact(
        "Báo cáo kết quả còn phải gửi",
        due,
        f"{due} báo cáo còn phải gửi",
        "Đơn vị còn hoạt động, hoặc đơn vị kế thừa, gửi tiếp; giải thể thì ra khỏi mẫu số kèm lý do.",
    )


def _staying(bodies):
    rows = Participant.objects.filter(body__in=bodies, campaign__state="running").staying()
    return rows.order_by().values("pk")


def _due(bodies, on):
    """How many pairs of unit and phase have begun, are open, and have not been sent in full."""
    phases = Phase.objects.filter(campaign__state="running", books_closed_at__isnull=True)
    phases = phases.filter(Q(starts_on__isnull=True) | Q(starts_on__lte=on))
    units = Participant.objects.filter(body__in=bodies, campaign__phases__in=phases).staying()
    pairs = set(units.order_by().values_list("pk", "campaign__phases"))
    open_phases = set(phases.order_by().values_list("pk", flat=True))
    ranked = Result.objects.filter(phase__in=open_phases, participant__body__in=bodies).with_rank()
    rows = ranked.values_list("participant", "phase", "rank")
    sent = {(unit, phase) for unit, phase, rank in rows if rank in SENT}
    return sum(phase in open_phases and (unit, phase) not in sent for unit, phase in pairs)
