"""How do the rows of one moment become a summary?"""

from django.utils import timezone

from emulation.lifecycle import CLOSED
from reports.figures.cells import cells_of
from reports.figures.lines import lines_of
from reports.figures.missing import absences
from reports.figures.rows import read, results
from reports.figures.sentences import attention, overall, situation
from reports.figures.snapshot import one_snapshot
from reports.figures.standings import blocs_of, person_titles_of, standing_of, units_of
from reports.figures.versions import data_version
from reports.models import SummaryReport
from reports.summary import Head, Summary, short_day
from targets.measuring import Verdict
from unions import as_of

THEN = SummaryReport.Structure.THEN
# In the order in which reports count them.
VERDICTS = (
    Verdict.MET,
    Verdict.NOT_YET,
    Verdict.INCOMPLETE,
    Verdict.UNMET,
    Verdict.NONE_ARISEN,
    Verdict.NOT_APPLICABLE,
    Verdict.UNDECIDED,
)


def gather_for(report, *, at, tell):
    """The summary a queued report asks for, read in one snapshot; `tell(done, total)` hears of every few units."""
    with one_snapshot():
        return gather(
            report.campaign,
            report.phase,
            scope=report.scope,
            structure=report.structure,
            snapshot=report.snapshot,
            at=at,
            tell=tell,
        )


def glance(campaign, phase, *, scope, at):
    """Where a phase stands at this moment, for a page: the same figures, not kept."""
    return gather(
        campaign, phase, scope=scope, structure=THEN, snapshot=0, at=at, tell=lambda done, total: None
    )


def frozen(report):
    """What a finished report said on the day it was made; None before."""
    return Summary.from_json(report.figures) if report.figures else None


def gather(campaign, phase, *, scope, structure, snapshot, at, tell):
    version = data_version(campaign)
    reading = read(campaign, phase, scope=scope, structure=structure, day=timezone.localtime(at).date())
    blocs, places = blocs_of(reading.members, reading.outside)
    found = results(reading, tell)
    is_open = _is_open(reading)
    grid = cells_of(reading, found)
    lines = lines_of(reading, grid, blocs, places, is_open=is_open)
    last = reading.last_phase
    titles = person_titles_of(reading.members)
    standings = [
        standing_of([m for m in reading.members if places[m.pk] == n], titles) for n in range(len(blocs))
    ]
    standing = standing_of(reading.members, titles)
    counts = _verdict_counts(lines)
    head = _head(reading, last, standing, is_open=is_open, version=version, snapshot=snapshot, at=at)
    due_at = last.report_due_at if last else None
    said = (*situation(head, standing, sum(b.number is not None for b in blocs)), overall(counts))
    return Summary(
        head=head,
        blocs=blocs,
        lines=lines,
        units=units_of(reading, grid, places, titles, due_at),
        standing=standing,
        bloc_standings=tuple(standings),
        person_titles=tuple(name for _, name in titles),
        absences=absences(reading, lines, grid, due_at),
        sentences=(*said, *[line.sentence for line in lines if line.sentence]),
        attention=attention(lines, reading.members),
        verdict_counts=counts,
    )


def _is_open(reading):
    """May there still be results for these targets? A plan asks for the whole campaign (DOMAIN §5.4).

    Before the last phase nothing is final; the last one is final when its books or the campaign are closed.
    """
    last = reading.last_of_all
    if last is None:
        return reading.campaign.state != CLOSED
    if reading.phase is not None and reading.phase.number < last.number:
        return True
    return reading.campaign.state != CLOSED and not last.is_closed


def _verdict_counts(lines):
    verdicts = [line.total.verdict for line in lines if line.is_numeric]
    return tuple((verdict.value, verdict.label, verdicts.count(verdict.value)) for verdict in VERDICTS)


def _head(reading, last, standing, *, is_open, version, snapshot, at):
    campaign, phase, organiser = reading.campaign, reading.phase, reading.campaign.organiser
    first = phase or (reading.phases[0] if reading.phases else None)
    parent, names = _called(reading)
    return Head(
        organiser=names[organiser.pk][0],
        parent=parent,
        scope=names[reading.scope.pk][0],
        campaign=campaign.name,
        code=campaign.code,
        year=campaign.year,
        phase=phase.name if phase else "",
        phase_number=phase.number if phase else None,
        theme=(phase.theme if phase else "") or campaign.theme,
        starts_on=(first.starts_on or campaign.launch_on) if first else campaign.launch_on,
        ends_on=last.ends_on if last else None,
        launched_on=campaign.launch_on,
        registration_due_at=_local(campaign.registration_due_at),
        report_due_at=_local(last.report_due_at) if last else None,
        cutoff_on=campaign.cutoff_on,
        phase_ends=tuple(each.ends_on for each in reading.phases),
        data_at=_local(at),
        data_version=version,
        structure=str(reading.structure),
        structure_words=_structure_words(reading),
        snapshot=snapshot,
        is_open=is_open,
        strict_over=campaign.strict_over,
        is_sample=campaign.is_sample,
        approved=standing.res_verified,
        total=standing.units,
    )


def _called(reading):
    """(label of the union above the organiser, {id: names}) on the day whose structure counts."""
    organiser, day = reading.campaign.organiser, reading.structure_on
    parent = (
        organiser.parent if reading.structure != THEN else as_of.parent_on(organiser, day) or organiser.parent
    )
    names = as_of.names_on([each for each in (organiser, reading.scope, parent) if each], day)
    name, short_name, _ = names[parent.pk] if parent else ("", "", "")
    return short_name or name, names


def _structure_words(reading):
    if reading.structure == THEN:
        return f"Cơ cấu tổ chức tại ngày {short_day(reading.structure_on)}"
    return f"Cơ cấu tổ chức hiện nay, ngày {short_day(reading.structure_on)}"


def _local(moment):
    return timezone.localtime(moment) if moment else None
