"""How does a plan become a draft campaign, piece by piece, until it is launched?"""

from django.db import IntegrityError, transaction
from django.db.models import F

from emulation.holding import hold_draft
from emulation.indicator_rows import join_lines, write_indicator, write_parts, write_scope
from emulation.lifecycle import CAMPAIGN
from emulation.models import Campaign, Content, Indicator, Phase, PhaseCalendar
from emulation.soundness import indicator_problems, phase_problems, text
from unions.errors import Refusal
from unions.recording import record
from unions.roles import Ability

YEARS = range(2000, 2100)
PARKED = 10_000  # positions move there while a list is put in a new order

# What `draft` and `revise` may write, and what each is called in the ledger.
COLUMNS = {
    "name": "tên",
    "code": "mã",
    "year": "năm",
    "addressee": "nơi đăng ký",
    "theme": "chủ đề",
    "plan_number": "số kế hoạch",
    "plan_on": "ngày kế hoạch",
    "basis": "căn cứ",
    "summary_text": "mục đích, yêu cầu",
    "launch_on": "ngày phát động",
    "cutoff_on": "ngày chốt số liệu",
    "registration_due_at": "hạn đăng ký",
    "phase_word": "cách gọi giai đoạn",
    "late_policy": "quy định nộp muộn",
    "unregistered_policy": "quy định với đơn vị không đăng ký",
    "strict_over": "cách tính “trên”",
    "agree_when_taken": "ký ngay khi nhận đủ",
    "has_pledge": "ký giao ước",
    "is_sample": "số liệu mẫu",
    "parents": "phong trào cấp trên",
}


class NameNeeded(Refusal):
    sentence = "Ghi tên phong trào."


class YearOutOfRange(Refusal):
    sentence = "Năm phong trào phải từ 2000 đến 2099."


class CodeTaken(Refusal):
    sentence = "Mã phong trào này đã có: chọn mã khác."


class NotSound(Refusal):
    """`problems`: (row from 1, field, sentence) of everything that contradicts itself."""

    def __init__(self, what, problems):
        row, _, sentence = problems[0]
        super().__init__(f"{what} {row}: {sentence}", problems=problems)
        self.problems = problems


class StrangeContent(Refusal):
    sentence = "Có chỉ tiêu gắn với một nội dung không có trong kế hoạch: chọn lại nội dung."


class ReasonNeeded(Refusal):
    sentence = "Ghi lý do trả lại để người soạn biết cần sửa gì."


@transaction.atomic
def draft(organiser, *, by, at, name, year, code=None, **columns):
    """Begin a campaign of `organiser`; without `code` one is made of the body's code and the year."""
    by.require(Ability.PLAN, organiser)
    columns = _clean({"name": name, "year": year, **columns})
    parents = columns.pop("parents", [])
    campaign = Campaign(organiser=organiser, code=code or _free_code(organiser, year), **columns)
    try:
        with transaction.atomic():
            campaign.save(force_insert=True)
    except IntegrityError as problem:
        raise CodeTaken from problem
    campaign.parents.set(parents)
    _note("draft", f"{by.name} lập bản nháp “{campaign.name}” năm {campaign.year}.", campaign, by, at)
    return campaign


@transaction.atomic
def revise(campaign, *, by, at, **columns):
    """Write columns of a draft; only those that differ, named in the ledger."""
    by.require(Ability.PLAN, campaign.organiser)
    hold_draft(campaign)
    columns = _clean(columns)
    parents = columns.pop("parents", None)
    changed = {name: value for name, value in columns.items() if getattr(campaign, name) != value}
    if "code" in changed and Campaign.objects.filter(code=changed["code"]).exists():
        raise CodeTaken
    if changed:
        Campaign.objects.filter(pk=campaign.pk).update(**changed, updated_at=at)
        for name, value in changed.items():
            setattr(campaign, name, value)
    words = [COLUMNS[name] for name in changed]
    if parents is not None and {each.pk for each in parents} != set(
        campaign.parents.values_list("pk", flat=True)
    ):
        campaign.parents.set(parents)
        words.append(COLUMNS["parents"])
    if words:
        _note("revise", f"{by.name} sửa {', '.join(words)} của “{campaign.name}”.", campaign, by, at)
    return campaign


@transaction.atomic
def set_phases(campaign, rows, *, by, at):
    """Replace the phases: dicts of number, name, theme, starts_on, ends_on, report_due_at, calendars (per bloc)."""
    by.require(Ability.PLAN, campaign.organiser)
    hold_draft(campaign)
    rows = [{"number": place, **row} for place, row in enumerate(rows, start=1)]
    if problems := phase_problems(rows):
        raise NotSound("Giai đoạn", problems)
    campaign.phases.exclude(number__in=[row["number"] for row in rows]).delete()
    phases = []
    for row in rows:
        columns = {
            "name": text(row.get("name")) or f"{campaign.phase_word.capitalize()} {row['number']}",
            "theme": text(row.get("theme")),
            "starts_on": row.get("starts_on"),
            "ends_on": row["ends_on"],
            "report_due_at": row.get("report_due_at"),
        }
        phase, _ = Phase.objects.update_or_create(campaign=campaign, number=row["number"], defaults=columns)
        phase.calendars.all().delete()
        PhaseCalendar.objects.bulk_create(
            PhaseCalendar(phase=phase, **calendar) for calendar in row.get("calendars") or []
        )
        phases.append(phase)
    _note(
        "set_phases",
        f"{by.name} ghi {len(phases)} {campaign.phase_word} của “{campaign.name}”.",
        campaign,
        by,
        at,
    )
    return phases


@transaction.atomic
def set_contents(campaign, rows, *, by, at):
    """Replace the numbered contents: dicts of label, title, sectors.

    Indicators stay with the content of their place.
    """
    by.require(Ability.PLAN, campaign.organiser)
    hold_draft(campaign)
    rows = [row for row in rows if text(row.get("title"))]
    Indicator.objects.filter(campaign=campaign, content__position__gt=len(rows)).update(content=None)
    campaign.contents.filter(position__gt=len(rows)).delete()
    contents = []
    for position, row in enumerate(rows, start=1):
        columns = {"label": text(row.get("label")), "title": text(row["title"])}
        content, _ = Content.objects.update_or_create(campaign=campaign, position=position, defaults=columns)
        content.sectors.set(row.get("sectors") or [])
        contents.append(content)
    _note("set_contents", f"{by.name} ghi {len(contents)} nội dung của “{campaign.name}”.", campaign, by, at)
    return contents


@transaction.atomic
def set_indicators(campaign, rows, *, by, at):
    """Replace the indicators, in this order.

    Rows are dicts of Indicator columns with `content` and `same_line_as` (positions counted from 1, or None), `scope`
    (dicts of ScopeRule columns; a sector also means the sectors below it), `parts` (dicts of IndicatorPart columns),
    `movements`; with `uid` a row keeps its identity.
    """
    by.require(Ability.PLAN, campaign.organiser)
    hold_draft(campaign)
    if problems := indicator_problems(rows):
        raise NotSound("Chỉ tiêu", problems)
    contents = {content.position: content for content in campaign.contents.all()}
    if not {row.get("content") for row in rows} <= {None, *contents}:
        raise StrangeContent
    known = {str(each.uid): each for each in campaign.indicators.all()}
    kept = [known[str(row["uid"])].pk for row in rows if str(row.get("uid")) in known]
    campaign.indicators.exclude(pk__in=kept).delete()
    campaign.indicators.update(position=F("position") + PARKED)
    indicators = [
        write_indicator(campaign, position, row, known.get(str(row.get("uid"))), contents)
        for position, row in enumerate(rows, start=1)
    ]
    join_lines(indicators, rows)
    write_parts(indicators, rows)
    write_scope(indicators, rows)
    sentence = f"{by.name} ghi {len(indicators)} chỉ tiêu của “{campaign.name}”."
    _note("set_indicators", sentence, campaign, by, at)
    return indicators


@transaction.atomic
def set_movements(campaign, movements, titles, *, by, at):
    """Choose the standing movements the campaign carries on and the titles units may aim at."""
    by.require(Ability.PLAN, campaign.organiser)
    hold_draft(campaign)
    campaign.movements.set(movements)
    campaign.titles.set(titles)
    sentence = (
        f"{by.name} chọn {len(movements)} phong trào, cuộc vận động và {len(titles)} danh hiệu, hình thức khen "
        f"thưởng cho “{campaign.name}”."
    )
    _note("set_movements", sentence, campaign, by, at)
    return campaign


# Moves before the launch ----------------------------------------------------------------------------------------------


@transaction.atomic
def propose(campaign, *, by, at):
    """Hand the plan to whoever launches it; it waits unchanged."""
    by.require(Ability.PLAN, campaign.organiser)
    CAMPAIGN.advance(campaign, "propose")
    _note("propose", f"{by.name} trình “{campaign.name}” chờ duyệt.", campaign, by, at)
    return campaign


@transaction.atomic
def send_back(campaign, *, by, at, reason):
    """Give a proposed plan back to be mended."""
    by.require(Ability.LAUNCH, campaign.organiser)
    reason = reason.strip()
    if not reason:
        raise ReasonNeeded
    CAMPAIGN.advance(campaign, "send_back")
    _note("send_back", f"{by.name} trả lại kế hoạch “{campaign.name}”: {reason}", campaign, by, at)
    return campaign


@transaction.atomic
def discard(campaign, *, by, at):
    """Put a draft away; it stays readable in the ledger."""
    by.require(Ability.PLAN, campaign.organiser)
    CAMPAIGN.advance(campaign, "discard")
    _note("discard", f"{by.name} bỏ bản nháp “{campaign.name}”.", campaign, by, at)
    return campaign


def _note(act, sentence, campaign, by, at):
    record(
        f"drafting.{act}",
        sentence,
        by=by,
        at=at,
        subject=campaign,
        body=campaign.organiser,
        topic=campaign.topic,
    )


def _clean(columns):
    """Only known columns, text in one form; a name and a possible year."""
    if strange := set(columns) - set(COLUMNS):
        raise TypeError(f"Not a column of a draft: {', '.join(sorted(strange))}")
    columns = {name: text(value) if isinstance(value, str) else value for name, value in columns.items()}
    if not columns.get("name", "x"):
        raise NameNeeded
    if columns.get("year", YEARS[0]) not in YEARS:
        raise YearOutOfRange
    return columns


def _free_code(organiser, year):
    stem = f"{organiser.code}-{year}"
    taken = set(Campaign.objects.filter(code__startswith=stem).values_list("code", flat=True))
    tries = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
    return next(code for code in tries if code not in taken)
