"""When does a plan begin to bind, what makes that impossible, and what should one know before?"""

from datetime import date, timedelta
from itertools import pairwise

from django.db import transaction
from django.utils import timezone

from emulation import scoping
from emulation.freezing import FROZEN, freeze
from emulation.inviting import is_active
from emulation.lifecycle import CAMPAIGN
from emulation.models import Campaign, Indicator, Participant, Phase
from unions.errors import Refusal
from unions.models import BodyFacts, Mandate
from unions.recording import record
from unions.roles import Ability, Role

WHOLE_YEAR = "Cả năm"
NAMED = 3  # units named in a sentence; the rest is a number


class Hindered(Refusal):
    """The launch is impossible; `hindrances` lists every sentence."""

    def __init__(self, hindrances):
        super().__init__(" ".join(hindrances), hindrances=hindrances)
        self.hindrances = hindrances


@transaction.atomic
def launch(campaign, *, by, at, on=None):
    """Let a draft run from the day `on` (default: the plan's day, else today) and freeze its participants."""
    by.require(Ability.LAUNCH, campaign.organiser)
    # What is launched is what is stored now, whatever the page showed.
    campaign.refresh_from_db(from_queryset=Campaign.objects.select_for_update(of=("self",), no_key=True))
    on = on or campaign.launch_on or timezone.localtime(at).date()
    if found := hindrances(campaign, on):
        raise Hindered(found)
    if not campaign.phases.exists():
        year = campaign.year
        Phase.objects.create(
            campaign=campaign,
            number=1,
            name=WHOLE_YEAR,
            starts_on=date(year, 1, 1),
            ends_on=date(year, 12, 31),
        )
    cutoff = campaign.cutoff_on or on
    CAMPAIGN.advance(campaign, "launch", launched_at=at, launched_by=by.user, launch_on=on, cutoff_on=cutoff)
    rows = freeze(_participants(campaign), campaign, on=on, cutoff=cutoff)
    _write(rows)
    sentence = f"{by.name} phát động “{campaign.name}” ngày {on:%d/%m/%Y} tới {len(rows)} đơn vị."
    record(
        "launching.launch",
        sentence,
        by=by,
        at=at,
        subject=campaign,
        body=campaign.organiser,
        topic=campaign.topic,
        data={"on": f"{on:%Y-%m-%d}", "cutoff": f"{cutoff:%Y-%m-%d}", "participants": len(rows)},
    )
    return campaign


def _write(rows):
    """Update all frozen columns in few statements: every row exists, so each insert meets itself and becomes an update.

    For 3,000 units five times as fast as one CASE for each column of `bulk_update`.
    """
    Participant.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=FROZEN, batch_size=500
    )


def hindrances(campaign, on=None):
    """Sentences saying why a launch on the day `on` is impossible; empty when it is not."""
    on = on or campaign.launch_on
    found = []
    if on is not None:
        found += _hindrances_of_day(campaign, on)
    if not campaign.participants.exists():
        found.append("Chưa chọn đơn vị nào tham gia: chọn đơn vị rồi phát động.")
    return found


def _hindrances_of_day(campaign, on):
    if not is_active(campaign.organiser, on):
        yield f"{campaign.organiser.label} không hoạt động vào ngày {on:%d/%m/%Y} nên không phát động được."
    if campaign.cutoff_on and campaign.cutoff_on > on:
        yield (
            f"Ngày chốt số liệu {campaign.cutoff_on:%d/%m/%Y} sau ngày phát động {on:%d/%m/%Y}: "
            "số liệu chưa có thì không chốt được, chọn ngày sớm hơn."
        )
    for phase in campaign.phases.filter(starts_on__isnull=True, ends_on__lt=on):
        yield (
            f"{phase.name} không có ngày bắt đầu nên tính từ ngày phát động, nhưng lại kết thúc ngày "
            f"{phase.ends_on:%d/%m/%Y}: ghi ngày bắt đầu."
        )
    rows = campaign.participants.select_related("body").in_order()
    if gone := [row.body.label for row in rows if not is_active(row.body, on)]:
        yield f"{_some(gone)} không hoạt động vào ngày {on:%d/%m/%Y}: bỏ khỏi danh sách tham gia."


def warnings(campaign, on):
    """Sentences worth knowing before a launch on the day `on`; none of them forbids it."""
    phases = sorted(campaign.phases.all(), key=lambda phase: (phase.starts_on or on, phase.number))
    rows = freeze(_participants(campaign), campaign, on=on, cutoff=campaign.cutoff_on or on)
    return [
        *_of_phases(phases, on),
        *_between_phases(phases, on),
        *_of_deadlines(campaign, phases, on),
        *_of_indicators(campaign, rows),
        *_of_participants(campaign, rows, on),
    ]


def _participants(campaign):
    return list(campaign.participants.select_related("body").in_order())


def _of_phases(phases, on):
    if not phases:
        yield f"Kế hoạch không chia giai đoạn: cả năm là một giai đoạn, tên là “{WHOLE_YEAR}”."
    for phase in phases:
        if phase.ends_on < on:
            yield f"{phase.name} đã kết thúc ngày {phase.ends_on:%d/%m/%Y}, trước ngày phát động."
        elif phase.starts_on and phase.starts_on < on:
            days = (on - phase.starts_on).days
            yield (
                f"Phát động sau ngày bắt đầu của {phase.name} là {days} ngày; "
                f"kết quả vẫn tính từ {phase.starts_on:%d/%m/%Y}."
            )


def _between_phases(phases, on):
    for before, after in pairwise(phases):
        starts_on = after.starts_on or on
        expected = before.ends_on + timedelta(days=1)
        if starts_on > expected:
            yield (
                f"Giữa {before.name} và {after.name} có khoảng trống từ {expected:%d/%m/%Y} đến "
                f"{starts_on - timedelta(days=1):%d/%m/%Y}."
            )
        elif starts_on < expected:
            yield (
                f"{before.name} và {after.name} trùng nhau từ {starts_on:%d/%m/%Y} đến "
                f"{min(before.ends_on, after.ends_on):%d/%m/%Y}: mỗi kết quả chỉ thuộc một giai đoạn."
            )


def _of_deadlines(campaign, phases, on):
    due = campaign.registration_due_at
    if due is None:
        yield "Chưa có hạn đăng ký: đơn vị không biết phải gửi bản đăng ký trước ngày nào."
    elif timezone.localtime(due).date() < on:
        yield f"Hạn đăng ký {timezone.localtime(due):%d/%m/%Y} trước ngày phát động."
    for phase in phases:
        if phase.report_due_at is None:
            yield f"{phase.name} chưa có hạn báo cáo."
        elif timezone.localtime(phase.report_due_at).date() < phase.ends_on:
            yield (
                f"Hạn báo cáo của {phase.name} ({timezone.localtime(phase.report_due_at):%d/%m/%Y}) trước ngày "
                f"kết thúc ({phase.ends_on:%d/%m/%Y})."
            )


def _of_indicators(campaign, rows):
    indicators = list(Indicator.objects.filter(campaign=campaign).with_plan().in_order())
    if not indicators:
        yield "Kế hoạch không có chỉ tiêu bằng số: kết quả là báo cáo bằng lời theo từng nội dung."
        return
    for indicator in indicators:
        concerned, _ = scoping.preview(indicator, rows)
        if rows and not concerned:
            yield f"Chỉ tiêu {indicator.position} (“{_short(indicator.statement)}”) không áp dụng cho đơn vị nào."
    carried = {indicator.content_id for indicator in indicators}
    for content in campaign.contents.all():
        if content.pk not in carried:
            mark = content.label or content.position
            yield f"Nội dung {mark} (“{_short(content.title)}”) chưa có chỉ tiêu nào: đơn vị chỉ báo cáo bằng lời."


def _of_participants(campaign, rows, on):
    """Units outside the blocs, without the figures the scope asks for, and without anybody who could register."""
    outside = [row.body.label for row in rows if row.bloc_id is None]
    if outside and len(outside) < len(rows):
        yield f"{_some(outside)} chưa xếp vào khối thi đua nào của năm {campaign.year}."
    facts = campaign.indicators.filter(scope_rules__ground="fact").values_list("scope_rules__fact", flat=True)
    for code in sorted({code for code in facts if code}):
        if silent := [row.body.label for row in rows if code not in row.facts]:
            yield f"{_some(silent)} chưa có số liệu “{BodyFacts.Code(code).label}” mà phạm vi chỉ tiêu cần đến."
    chairs = Mandate.objects.filter(role__in=[Role.CHAIR, Role.LEADER, Role.OFFICER], user__is_active=True)
    chaired = set(chairs.holding_on(on).values_list("body", flat=True))
    if mute := [row.body.label for row in rows if row.body_id not in chaired]:
        yield f"{_some(mute)} chưa có người nào có tài khoản để đăng ký."


def _some(names):
    named = ", ".join(names[:NAMED])
    return named if len(names) <= NAMED else f"{named} và {len(names) - NAMED} đơn vị khác"


def _short(text):
    return text if len(text) <= 80 else f"{text[:79].rstrip()}…"


def phase_warnings(campaign, on):
    """Only what concerns the dates of the phases: shown while they are typed."""
    phases = sorted(campaign.phases.all(), key=lambda phase: (phase.starts_on or on, phase.number))
    return [*_of_phases(phases, on), *_between_phases(phases, on)]
