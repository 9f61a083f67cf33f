"""What does a grassroots union owe now, campaign by campaign, and what comes next?"""

from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from emulation.indicator_kinds import Kind
from emulation.lifecycle import CLOSED, RUNNING
from emulation.models import Campaign, Indicator, Participant, Phase
from emulation.scoping import applies
from targets.deadlines import Deadline, deadline
from targets.lateness import in_full
from targets.models import Pledge, RegisteredTitle, Result, ReturnedLine, Target
from targets.querysets import UNIT_STATES
from unions.models import BlocMember

STEPS = ("Đăng ký", "Thống nhất", "Ký giao ước", "Báo cáo")


@dataclass
class Task:
    """One row of the list; `look` is done, act, open or shut, `verb` names the button when it is
    the next one, `icon` what is to be done."""

    name: str
    info: str
    url: str = ""
    look: str = "open"
    verb: str = ""
    icon: str = "return"


@dataclass
class Card:
    """One campaign as one unit sees it today."""

    participant: Participant
    step: int
    tasks: list[Task]
    deadline: Deadline | None = None
    due_words: str = ""
    phase: Phase | None = None
    returned: dict = field(default_factory=dict)
    returned_reports: list[dict] = field(default_factory=list)

    @property
    def next_task(self):
        return next((task for task in self.tasks if task.look in ("open", "act") and task.verb), None)

    @property
    def steps(self):
        """[(name, "done" | "now" | "")]"""
        looks = ["done" if place < self.step else "now" if place == self.step else "" for place in range(4)]
        return list(zip(STEPS, looks, strict=True))

    @property
    def step_name(self):
        return STEPS[min(self.step, 3)]

    @property
    def step_after(self):
        return STEPS[self.step + 1] if self.step < 3 else ""


def cards_of(access, now, bodies=None):
    """The running campaigns of the bodies this person chairs, or of these: five queries whatever their number."""
    participants = list(_participants(access, access.chaired if bodies is None else bodies))
    lines = _line_counts([each for each in participants if not _is_sent(each)])
    reports = _reports(participants)
    return [_card(each, lines.get(each.pk), reports, now) for each in participants]


def _participants(access, bodies):
    pledges = Pledge.objects.filter(participant=OuterRef("pk")).live()
    registered = Target.objects.filter(
        Q(value__isnull=False) | Q(is_declined=True),
        participant=OuterRef("pk"),
        kind=Target.Kind.REGISTERED,
        phase__isnull=True,
    )
    headed = BlocMember.objects.filter(body=OuterRef("body"), post=BlocMember.Post.HEAD).holding_on(
        access.day
    )
    headed = headed.filter(bloc__dissolved_on__isnull=True, bloc__year=access.day.year).order_by("pk")
    has_titles = Campaign.titles.through.objects.filter(campaign=OuterRef("campaign"))
    return (
        Participant.objects.visible_to(access)
        .filter(body__in=bodies, campaign__state__in=[RUNNING, CLOSED])
        .staying()
        .select_related("campaign__organiser", "body", "registration__returned_by")
        .prefetch_related(Prefetch("campaign__phases", Phase.objects.order_by("number", "pk")))
        .annotate(
            pledge_uid=Subquery(pledges.values("uid")[:1]),
            pledge_state=Coalesce(Subquery(pledges.values("state")[:1]), Value("")),
            signed_at=Subquery(pledges.values("signed_at")[:1]),
            answered=_count(registered.exclude(indicator__kind=Kind.NARRATIVE), "participant"),
            titles_count=_count(RegisteredTitle.objects.all(), "registration__participant"),
            flagged=_count(ReturnedLine.objects.all(), "registration__participant"),
            has_titles=Exists(has_titles),
            headed_uid=Subquery(headed.values("bloc__uid")[:1]),
            headed_name=Coalesce(Subquery(headed.values("bloc__name")[:1]), Value("")),
        )
        .order_by("campaign__registration_due_at", "-campaign__year", "campaign", "sort_key", "pk")
    )


def _count(rows, to_participant):
    """How many of `rows` belong to the participant, as a subquery."""
    rows = rows.order_by().filter(**{to_participant: OuterRef("pk")}).values(to_participant)
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")[:1]), 0)


def _line_counts(participants):
    """{participant id: how many lines must be answered}, for those who still register."""
    campaigns = {each.campaign_id for each in participants}
    if not campaigns:
        return {}
    indicators = Indicator.objects.filter(campaign__in=campaigns).exclude(kind=Kind.NARRATIVE)
    by_campaign = {}
    for indicator in indicators.prefetch_related("scope_rules").order_by("pk"):
        by_campaign.setdefault(indicator.campaign_id, []).append(indicator)
    return {
        each.pk: sum(applies(indicator, each) for indicator in by_campaign.get(each.campaign_id, []))
        for each in participants
    }


@dataclass
class Report:
    """What one unit's results of one phase say together: their word (querysets.UNIT_STATES), and which came back."""

    word: str
    returned: list = field(default_factory=list)


def _reports(participants):
    """{(participant id, phase id): Report}"""
    rows = Result.objects.filter(participant__in=participants).select_related("returned_by")
    rows = rows.only(
        "participant", "phase", "state", "return_reason", "returned_at", "returned_by__full_name"
    )
    found = {}
    for row in rows.order_by("indicator__position", "pk"):
        report = found.setdefault((row.participant_id, row.phase_id), Report(row.state))
        report.word = max(report.word, row.state, key=UNIT_STATES.index)
        if row.state == "returned":
            report.returned.append(row)
    return found


# One card --------------------------------------------------------------------------------------------------------


def _registration(participant):
    """The registration, or None before the first answer; the reverse one-to-one was read with the row."""
    return getattr(participant, "registration", None)


def _state(participant):
    registration = _registration(participant)
    return registration.state if registration else "draft"


def _is_sent(participant):
    return _state(participant) in ("submitted", "approved")


def _card(participant, asked, reports, now):
    tasks = _registering(participant, asked)
    if participant.campaign.has_pledge:
        tasks.append(_signing(participant))
    phases = list(participant.campaign.phases.all())
    tasks += _reporting(participant, phases, reports, timezone.localdate(now))
    card = Card(participant, _step(participant), tasks, phase=_phase_of(phases, timezone.localdate(now)))
    _set_deadline(card, phases, reports, now)
    if _state(participant) == "returned":
        card.returned = _return(participant)
    card.returned_reports = _returned_reports(participant, phases, reports)
    return card


def _word(reports, participant, phase):
    report = reports.get((participant.pk, phase.pk))
    return report.word if report else "open"


def _step(participant):
    state = _state(participant)
    if state != "approved":
        return 1 if state == "submitted" else 0
    return 3 if participant.pledge_state == "signed" or not participant.campaign.has_pledge else 2


def _registering(participant, asked):
    state = _state(participant)
    check = reverse("registration_check", args=[participant.uid])
    if state in ("submitted", "approved"):
        words = "Đã thống nhất" if state == "approved" else "Đã gửi, chờ duyệt"
        return [Task("Đăng ký chỉ tiêu", words, check, "done")]
    tasks = [_answering(participant, asked)]
    if participant.has_titles:
        count = participant.titles_count
        info = f"Đã chọn {count}" if count else "Không bắt buộc"
        url = reverse("registration_titles", args=[participant.uid])
        tasks.append(Task("Danh hiệu, công trình", info, url, "done" if count else "open"))
    if participant.answered >= asked:
        tasks.append(Task("Kiểm tra và gửi", "Xem lại toàn bộ rồi gửi", check, "open", "Kiểm tra và gửi"))
    else:
        tasks.append(Task("Kiểm tra và gửi", "Làm được khi đã nhập đủ chỉ tiêu", look="shut"))
    return tasks


def _answering(participant, asked):
    name, answered = "Đăng ký chỉ tiêu", participant.answered
    form = reverse("registration_form", args=[participant.uid])
    if _state(participant) == "returned":
        flagged = participant.flagged
        which = f"Cần sửa {flagged} chỉ tiêu" if flagged else "Cần xem lại các chỉ tiêu"
        return Task(name, which, form, "act", "Sửa bản đăng ký")
    if not asked:
        return Task(name, "Không có chỉ tiêu bằng số", form, "open", "Xem và đăng ký")
    if answered >= asked:
        return Task(name, f"Đã nhập đủ {answered} trên {asked}", form, "done")
    return Task(name, f"Đã nhập {answered} trên {asked}", form, "open", name)


def _signing(participant):
    name = "Ký giao ước"
    if participant.pledge_state == "signed":
        url = reverse("pledge_receipt", args=[participant.pledge_uid])
        return Task(name, f"Đã ký {timezone.localtime(participant.signed_at):%d/%m/%Y}", url, "done")
    if participant.pledge_state == "signing":
        url = reverse("pledge_sign", args=[participant.pledge_uid])
        return Task(name, "Chỉ tiêu đã thống nhất, chờ đồng chí ký", url, "act", name, "sign")
    return Task(name, "Làm được khi chỉ tiêu đã thống nhất", look="shut")


REPORTS = {
    "open": ("open", "Chưa gửi"),
    "returned": ("act", "Bị trả lại, cần sửa"),
    "declared": ("done", "Đã gửi, chờ duyệt"),
    "verified": ("done", "Đã duyệt"),
}


def _reporting(participant, phases, reports, today):
    tasks = []
    for phase in phases:
        name = f"Báo cáo kết quả {phase.name[:1].lower()}{phase.name[1:]}"
        if phase.first_day is None or phase.first_day > today:
            if not tasks:
                tasks.append(
                    Task(name, f"Từ ngày {phase.first_day:%d/%m/%Y}" if phase.first_day else "", look="shut")
                )
            continue
        look, info = REPORTS[_word(reports, participant, phase)]
        if phase.is_closed and look != "done":
            look, info = "shut", "Đã chốt sổ"
        elif look == "open" and phase.report_due_at:
            info = f"Hạn {in_full(phase.report_due_at)}"
        url = "" if look == "shut" else reverse("result_form", args=[participant.uid, phase.number])
        tasks.append(Task(name, info, url, look, "" if look == "done" else name))
    return tasks


def _phase_of(phases, today):
    """The phase that runs today, else the first to come, else the last."""
    running = [phase for phase in phases if phase.is_open(today)]
    coming = [phase for phase in phases if phase.first_day and phase.first_day > today]
    return next(iter(running + coming + phases[-1:]), None)


def _set_deadline(card, phases, reports, now):
    """The next deadline that still asks something of the unit."""
    participant = card.participant
    due_at, words = None, ""
    if not _is_sent(participant):
        due_at, words = participant.campaign.registration_due_at, "Gửi trước"
    else:
        owed = [
            phase
            for phase in phases
            if phase.report_due_at
            and not phase.is_closed
            and _word(reports, participant, phase) in ("open", "returned")
        ]
        if owed:
            due_at, words = (
                owed[0].report_due_at,
                f"Báo cáo {owed[0].name[:1].lower()}{owed[0].name[1:]} trước",
            )
    card.deadline = deadline(due_at, now)
    card.due_words = f"{words} {card.deadline.in_full}" if card.deadline else ""


def _return(participant):
    registration = participant.registration
    return {
        "reason": registration.return_reason,
        "by": registration.returned_by,
        "at": registration.returned_at,
        "count": participant.flagged,
        "url": reverse("registration_form", args=[participant.uid]),
    }


def _returned_reports(participant, phases, reports):
    """What came back, phase by phase, and why."""
    found = []
    for phase in phases:
        report = reports.get((participant.pk, phase.pk))
        if phase.is_closed or not report or not report.returned:
            continue
        last = max(report.returned, key=lambda row: row.returned_at)
        found.append(
            {
                "phase": phase,
                "reasons": list(dict.fromkeys(row.return_reason for row in report.returned)),
                "by": last.returned_by,
                "at": last.returned_at,
                "count": len(report.returned),
                "url": reverse("result_form", args=[participant.uid, phase.number]),
            }
        )
    return found
