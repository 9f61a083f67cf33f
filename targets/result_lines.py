"""Which lines has a unit to answer in a phase, in few queries, and which days count for it?"""

from dataclasses import dataclass

from django.db.models import Case, FilteredRelation, IntegerField, OuterRef, Q, Subquery, Value, When

from emulation.models import Indicator, IndicatorPart, Phase, PhaseCalendar
from emulation.scoping import applies
from targets.answers import Line, Shape, shape_of
from targets.models import Evidence, PriorResult, Result, Target


def unit_and_phase(access, uid, number):
    """(participant, phase) of an address, in one query; Phase.DoesNotExist outside the tree. See `days_of`."""
    calendars = PhaseCalendar.objects.filter(phase=OuterRef("pk"), bloc=OuterRef("unit__bloc"))
    own = {
        f"bloc_{name}": Subquery(calendars.values(name)[:1])
        for name in ("starts_on", "ends_on", "report_due_at")
    }
    of_unit = FilteredRelation("campaign__participants", condition=Q(campaign__participants__uid=uid))
    rows = Phase.objects.annotate(unit=of_unit).filter(unit__isnull=False, number=number)
    rows = rows.filter(access.oversees("unit__body__path")).annotate(**own)
    related = ("campaign__organiser", "unit__body__parent", "unit__bloc", "unit__sector")
    phase = rows.select_related(*related).get()
    phase.unit.campaign = phase.campaign  # the join takes the phase for the other side of this relation
    return phase.unit, phase


def lines_of(participant, phase, *, promises=False):
    """The lines of one unit and phase in the order of the plan; `promises` adds to each indicator `prior_num`,
    `prior_den`, `assigned`, `promised`, `promised_text` and `is_declined`."""
    mine = FilteredRelation("results", condition=Q(results__participant=participant, results__phase=phase))
    rows = Indicator.objects.filter(campaign=participant.campaign_id).annotate(mine=mine)
    rows = rows.select_related("content", "mine__zero_confirmation", "mine__entered_by")
    rows = rows.prefetch_related("scope_rules")
    if promises:
        rows = rows.annotate(**_promises(participant))
    concerned = [row for row in rows.in_order() if applies(row, participant)]
    lines = [_line(row, participant, phase, number) for number, row in enumerate(concerned, start=1)]
    _add_parts(lines)
    _add_evidence(lines, participant, phase)
    return lines


def results_of(participant, phase):
    """{indicator id: Result} of the indicators that concern the unit; never entered = a blank, unsaved row."""
    return {line.indicator.pk: line.result for line in lines_of(participant, phase)}


def owes(participant, phase):
    """[(indicator, sentence)] of what the unit must still fill or explain before it can send the phase's results."""
    lines = lines_of(participant, phase)
    return [(line.indicator, line.missing) for line in lines if line.is_editable and line.missing]


def _line(indicator, participant, phase, number):
    result = getattr(indicator, "mine", None) or Result(indicator=indicator)
    result.participant, result.phase = participant, phase
    shape = shape_of(indicator, participant)
    fact = participant.facts.get(indicator.denominator_fact) if shape == Shape.SHARE else None
    confirmation = getattr(result, "zero_confirmation", None) if result.pk else None
    return Line(indicator, result, shape, fact=fact, confirmation=confirmation, number=number)


def _add_parts(lines):
    composite = {line.indicator.pk: line for line in lines if line.shape == Shape.PARTS}
    if not composite:
        return
    # An empty list would empty the whole join, so blank lines look for a result that no row has.
    here = Q(results__result__in=[line.result.pk or 0 for line in composite.values()])
    rows = IndicatorPart.objects.filter(indicator__in=composite).order_by("indicator", "position", "pk")
    for part in rows.annotate(mine=FilteredRelation("results", condition=here)).select_related("mine"):
        line = composite[part.indicator_id]
        line.asked.append(part)
        if hasattr(part, "mine"):  # a join without a row sets nothing
            line.parts[part.pk] = (part.mine.num, part.mine.den)


def _add_evidence(lines, participant, phase):
    by_result = {line.result.pk: line for line in lines if line.result.pk}
    if not by_result:
        return
    links = Evidence.results.through.objects.filter(
        evidence__participant=participant, evidence__phase=phase, evidence__removed_at__isnull=True
    )
    for link in links.select_related("evidence").order_by("evidence"):
        if link.result_id in by_result:
            by_result[link.result_id].evidence.append(link.evidence)


def _promises(participant):
    kinds = (Target.Kind.ASSIGNED, Target.Kind.REGISTERED, Target.Kind.AGREED, Target.Kind.PLEDGED)
    order = [*kinds, Target.Kind.AMENDED]
    rank = Case(
        *(When(kind=kind, then=Value(place)) for place, kind in enumerate(order)), output_field=IntegerField()
    )
    targets = Target.objects.filter(
        participant=participant, indicator=OuterRef("pk"), phase__isnull=True
    ).annotate(rank=rank)
    effective = targets.exclude(kind=Target.Kind.ASSIGNED).order_by("-rank", "-at", "-pk")
    prior = PriorResult.objects.filter(participant=participant, indicator=OuterRef("pk"))
    return {
        "assigned": Subquery(targets.filter(kind=Target.Kind.ASSIGNED).values("value")[:1]),
        "promised": Subquery(effective.values("value")[:1]),
        "promised_text": Subquery(effective.values("text")[:1]),
        "is_declined": Subquery(effective.values("is_declined")[:1]),
        "prior_num": Subquery(prior.values("num")[:1]),
        "prior_den": Subquery(prior.values("den")[:1]),
    }


# Which days count -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Days:
    """First and last day that count for one unit, and the moment its report is due (None: no deadline)."""

    starts_on: object
    ends_on: object
    due_at: object


def days_of(participant, phase):
    """The phase's days, or those of the unit's bloc where it has a calendar of its own (school years)."""
    if hasattr(phase, "bloc_ends_on"):  # read along by `unit_and_phase`
        own = (phase.bloc_starts_on, phase.bloc_ends_on, phase.bloc_report_due_at)
    else:
        columns = ("starts_on", "ends_on", "report_due_at")
        own = phase.calendars.filter(bloc=participant.bloc_id).values_list(*columns).first() or (None,) * 3
    starts_on, ends_on, due_at = own
    return Days(starts_on or phase.first_day, ends_on or phase.ends_on, due_at or phase.report_due_at)
