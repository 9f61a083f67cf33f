"""What do the pages of changes show: counts before a change, its state and bodies afterwards?"""

from django.db.models import Count, Prefetch, Q
from django.utils.http import urlencode

from unions import changing, searching
from unions.change_words import NAMED, in_days, sentence, told, when
from unions.consequences import consequences
from unions.errors import NotAllowed, OutOfScope
from unions.impact import impact_of, in_words
from unions.models import ChangedBody, TreeChange
from unions.picking import ALL
from unions.placing import require_below
from unions.roles import Ability

LISTED = 50  # bodies of one side that stand on the page of a change; the rest is a number
SIDES = {
    ChangedBody.Part.OLD: "Đơn vị có biến động",
    ChangedBody.Part.NEW: "Đơn vị sau biến động",
    ChangedBody.Part.RECEIVER: "Bên nhận",
}
State = TreeChange.State
NOT_KEPT = {"csrfmiddlewaretoken", "buoc", ALL}


def foreseen(kind, form, request, on):
    """Context of the impact page: the decision in a sentence, counts, what becomes of what; nothing is written."""
    plan, decision = form.plan(), form.decision()
    parts = changing.concerned(kind, plan)
    days = (decision["effective_on"] - on).days
    impacts = impact_of(parts, on)
    return {
        "sentence": sentence(kind, parts, plan),
        "decision": decision,
        "days": in_days(days),
        "is_later": days > 0,
        "impacts": impacts,
        "headline": in_words(impacts),
        "becomes": consequences(kind, plan, parts, on),
        "waits_for": changing.waits_for(kind, plan, request.access),
        "kept": [
            (name, value) for name, values in request.POST.lists() if name not in NOT_KEPT for value in values
        ],
    }


def page_of(change, access, today):
    """Context of the page of a change that was recorded."""
    sides = []
    rows = list(change.parts.all())
    for part, label in SIDES.items():
        bodies = [row.body for row in rows if row.part == part]
        if bodies:
            shown = [(body, _is_below(access, body)) for body in bodies[:LISTED]]
            sides.append({"label": label, "bodies": shown, "more": max(0, len(bodies) - LISTED)})
    receivers = [row.body for row in rows if row.part == ChangedBody.Part.RECEIVER]
    return {
        "change": change,
        "sentence": told(change),
        "when": when(change, today),
        "sides": sides,
        "may_accept": change.state == State.OFFERED and any(_may_place(access, body) for body in receivers),
        "may_withdraw": is_waiting(change) and may_withdraw(change, access),
    }


def _is_below(access, body):
    """May this person open the page of the body?"""
    return any(body.path.startswith(path) for path in access.paths)


def may_record(access, body):
    """May this person record anything about the body, or about what stands below it?"""
    return access.can(Ability.PLACE, body) or _may_place(access, body)


def is_waiting(change):
    return change.state in (State.OFFERED, State.PLANNED)


def may_withdraw(change, access):
    """Either side may: who receives, or whoever may place every body concerned."""
    parts = list(change.parts.all())
    if any(_may_place(access, row.body) for row in parts if row.part == ChangedBody.Part.RECEIVER):
        return True
    olds = [row.body for row in parts if row.part == ChangedBody.Part.OLD]
    return bool(olds) and all(access.can(Ability.PLACE, body) for body in olds)


def _may_place(access, body):
    """May this person put something under the body?"""
    try:
        require_below(access, Ability.PLACE, body)
    except (NotAllowed, OutOfScope):
        return False
    return True


def offered_to(access):
    """[{change, sentence}] that wait for this person's agreement; one query while there are none."""
    found = rows_of(TreeChange.objects.visible_to(access).filter(state=State.OFFERED)).order_by(
        "effective_on", "pk"
    )
    rows = told_rows(found[:LISTED])
    return [row for row in rows if any(_may_place(access, body) for body in _receivers(row["change"]))]


def _receivers(change):
    return [row.body for row in change.some_parts if row.part == ChangedBody.Part.RECEIVER]


def matching(found, words):
    """Changes of which a body concerned matches the words, or the number of the decision does."""
    concerned = ChangedBody.objects.filter(searching.matching(words, "body__")).values("change")
    return found.filter(Q(pk__in=concerned) | Q(decision_no__icontains=words))


def rows_of(found):
    """Changes with what `told` needs of them: a handing over of 3,000 bodies is not read for three names."""
    old = ChangedBody.objects.filter(part=ChangedBody.Part.OLD).select_related("body")[:NAMED]
    rest = ChangedBody.objects.exclude(part=ChangedBody.Part.OLD).select_related("body")
    found = found.select_related("decider").annotate(
        old_count=Count("parts", filter=Q(parts__part=ChangedBody.Part.OLD))
    )
    return found.prefetch_related(
        Prefetch("parts", old, to_attr="some_old"), Prefetch("parts", rest, to_attr="rest")
    )


def told_rows(changes):
    """[{change, sentence}] of changes read by `rows_of`."""
    rows = []
    for change in changes:
        change.some_parts = [*change.some_old, *change.rest]
        rows.append({"change": change, "sentence": told(change)})
    return rows


def tabs_of(found, state, others):
    """[{label, count, query, is_on}] of the states, `others` being the rest of the filters; one query."""
    counts = dict(found.order_by().values_list("state").annotate(n=Count("pk", distinct=True)))
    tabs = [("", "Tất cả", sum(counts.values()))]
    tabs += [(value, label, counts.get(value, 0)) for value, label in State.choices]
    kept = {name: value for name, value in others.items() if value}
    return [
        {
            "label": label,
            "count": count,
            "query": urlencode(kept | ({"trang-thai": value} if value else {})),
            "is_on": value == (state if state in State.values else ""),
        }
        for value, label, count in tabs
    ]
