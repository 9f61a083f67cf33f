"""Which registrations, pledges and results does a body owe, and which wait for its answer?"""

from django.db.models import Q
from django.urls import reverse

from emulation.models import Participant, Phase
from targets.models import PledgeParty, Registration, Result
from targets.querysets import UNIT_STATES, count_registrations, with_progress
from unions.duties import Duty

DECLARED, OPEN, RETURNED = (UNIT_STATES.index(state) for state in ("declared", "open", "returned"))


def of_targets(body, own, on):
    yield from _registrations(own)
    yield from _results(own, on)
    yield from _answers(body)


def _registrations(own):
    """What the body itself has to send or to sign."""
    units = Participant.objects.filter(body__in=own, campaign__state="running").staying()
    counts = count_registrations(with_progress(units))
    unsigned = PledgeParty.objects.filter(body__in=own, state=PledgeParty.State.UNSIGNED)
    signing = unsigned.filter(pledge__state="signing").order_by().values("pledge").distinct().count()
    home = reverse("desk")
    draft, returned = counts["draft"], counts["returned"]
    yield Duty("Bản đăng ký phải gửi", draft, f"{draft} bản đăng ký phải gửi", home)
    yield Duty("Bản đăng ký bị trả lại", returned, f"{returned} bản đăng ký bị trả lại", home)
    yield Duty("Giao ước chờ ký", signing, f"{signing} giao ước chờ ký", home)


def _results(own, on):
    """Pairs of unit and phase that has begun and is open: those not sent yet, and those sent back."""
    phases = Phase.objects.filter(campaign__state="running", books_closed_at__isnull=True)
    phases = phases.filter(Q(starts_on__isnull=True) | Q(starts_on__lte=on))
    units = Participant.objects.filter(body__in=own, campaign__phases__in=phases).staying()
    pairs = set(units.order_by().values_list("pk", "campaign__phases"))
    ranked = Result.objects.filter(phase__in=phases, participant__body__in=own).with_rank()
    ranks = {(row["participant"], row["phase"]): row["rank"] for row in ranked}
    begun = set(phases.order_by().values_list("pk", flat=True))
    words = [ranks.get(pair, OPEN) for pair in pairs if pair[1] in begun]
    due, returned = words.count(OPEN), words.count(RETURNED)
    home = reverse("desk")
    yield Duty("Báo cáo kết quả phải gửi", due, f"{due} báo cáo kết quả phải gửi", home)
    yield Duty("Báo cáo kết quả bị trả lại", returned, f"{returned} báo cáo kết quả bị trả lại", home)


def _answers(body):
    """What units below sent and an office answers; a union without units below has nothing to answer."""
    waiting = Registration.objects.waiting().filter(participant__campaign__state="running")
    registrations = waiting.below(body).exclude(participant__body=body).count()
    declared = Result.objects.declared().below(body).exclude(participant__body=body)
    declared = declared.filter(participant__campaign__state="running", phase__books_closed_at__isnull=True)
    results = declared.order_by().values("participant", "phase").distinct().count()
    board = reverse("board_list")
    yield Duty(
        "Bản đăng ký chờ duyệt", registrations, f"{registrations} bản đăng ký của cấp dưới chờ duyệt", board
    )
    yield Duty(
        "Báo cáo kết quả chờ duyệt", results, f"{results} báo cáo kết quả của cấp dưới chờ duyệt", board
    )
